"""A small bar beside selected text or a note on a page: colours, kinds of marks, and what else can be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QToolButton, QWidget

from reader import theme
from reader.panels.colour_bar import ColourBar
from reader.panels.over_pages import OverPages
from reader.records import TEXT_KINDS
from reader.settings import Settings

NAME = "context_bar"

GAP = 5
"""Device-independent pixels between the bar and what it is about, and around it."""

ABOVE, ASIDE = 30.0, 80.0
"""So many device-independent pixels nearer than below the words must the bar be to stand above or at a side."""

NEAR = 12
"""So many of the lines near the pointer are tried to stand beside."""

ICON = 16

ICONS = {
    "highlight": "highlight",
    "underline": "underline",
    "squiggly": "squiggly",
    "strikeout": "strikeout",
    "note": "note",
    "bookmark": "bookmark",
    "copy": "copy",
    "copy_citation": "quote",
    "search": "search",
    "own_name": "term",
    "delete": "delete",
}
"""Everything that the bar can offer, in its order, and what stands on its button."""

WALKS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ContextBar(OverPages):
    """It takes the keys only when asked to.

    Attributes:
        colours: the eight colours.
        buttons: by the names of `ICONS`.

    Signals:
        coloured(str): a colour was chosen.
        pressed(str): the button of that name.
        left: Escape, or Tab beyond its end.
    """

    coloured = Signal(str)
    pressed = Signal(str)
    left = Signal()

    def __init__(self, page_area: QWidget, settings: Settings) -> None:
        super().__init__(page_area, NAME)
        self._kind = ""
        self._ratio = 0.0
        self.colours = ColourBar(settings, self)
        self.colours.chosen.connect(self.coloured)
        self.buttons = {name: self._make(name) for name in ICONS}
        self._column = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._column.setContentsMargins(3, 3, 3, 3)
        self._column.setSpacing(2)
        self._rule = QFrame(self)
        self._rule.setFrameShape(QFrame.Shape.VLine)
        self._rule.setForegroundRole(QPalette.ColorRole.Mid)
        self._column.addLayout(self._row([self.colours, *self._some(TEXT_KINDS)]))
        self._column.addWidget(self._rule)
        others = [name for name in ICONS if name not in TEXT_KINDS]
        self._column.addLayout(self._row(self._some(others)))
        for each in (*self.colours.buttons.values(), *self.buttons.values()):
            each.installEventFilter(self)
        self.hide()

    def offer(self, texts: Mapping[str, str], disabled: Iterable[str] = ()) -> None:
        """Shows the buttons named, each with its text, and no others."""
        off = set(disabled)
        for name, button in self.buttons.items():
            button.setVisible(name in texts)
            button.setEnabled(name not in off)
            button.setToolTip(texts.get(name, ""))
            button.setAccessibleName(texts.get(name, ""))

    def mark(self, colour: str, kind: str, *, is_drawn: bool = True) -> None:
        """Shows which colour and kind are in use; the colours as those of that kind are, if `is_drawn`."""
        self.colours.show_colour(colour)
        self.colours.show_kind(kind if is_drawn else TEXT_KINDS[0])
        self._kind = kind
        self._mark_kind()

    def show_beside(self, rects: Sequence[QRect], pointer: QPoint) -> None:
        """Shows the bar near `pointer` without covering any of `rects`, in one row or two (viewport coordinates)."""
        if self.devicePixelRatioF() != self._ratio:
            self._draw_all()
        room = self._page_area.rect().adjusted(GAP, GAP, -GAP, -GAP)
        self._lay_out(is_wide=True)
        if self.sizeHint().width() > room.width():
            self._lay_out(is_wide=False)
        self.setGeometry(beside(rects, pointer, self.sizeHint(), room))
        self.show()
        self.raise_()

    def take_keys(self) -> None:
        """Puts the keyboard on the colour in use, or the first one."""
        chosen = [each for each in self._walk() if each.isChecked()]
        (chosen or self._walk())[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def holds(self, widget: QWidget | None) -> bool:
        """Whether `widget` is the bar or a part of it."""
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    # --- parts ------------------------------------------------------------------------------

    def _some(self, names: Iterable[str]) -> list[QWidget]:
        return [self.buttons[name] for name in names]

    @staticmethod
    def _row(widgets: Sequence[QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        for widget in widgets:
            row.addWidget(widget)
            if isinstance(widget, ColourBar):
                row.addSpacing(GAP)
        row.addStretch(1)
        return row

    def _make(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setCheckable(name in TEXT_KINDS)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setIconSize(QSize(ICON, ICON))
        button.clicked.connect(partial(self._on_pressed, name))
        return button

    def _draw_all(self) -> None:
        """Draws the icons in the colours of the window, as sharp as the screen."""
        self._ratio = self.devicePixelRatioF()
        color = self.palette().color(QPalette.ColorRole.ToolTipText)
        for name, button in self.buttons.items():
            button.setIcon(theme.icon(ICONS[name], color, self._ratio))
        self.colours.draw()

    def _lay_out(self, *, is_wide: bool) -> None:
        way = QBoxLayout.Direction
        self._column.setDirection(way.LeftToRight if is_wide else way.TopToBottom)
        self._rule.setVisible(is_wide)
        self._column.invalidate()
        self._column.activate()

    def _on_pressed(self, name: str) -> None:
        self._mark_kind()
        self.pressed.emit(name)

    def _mark_kind(self) -> None:
        for name in TEXT_KINDS:
            self.buttons[name].setChecked(name == self._kind)

    # --- the keys ---------------------------------------------------------------------------

    def _walk(self) -> list[QToolButton]:
        """What the keys walk, from the left to the right."""
        every = (*self.colours.buttons.values(), *self.buttons.values())
        return [each for each in every if each.isVisibleTo(self) and each.isEnabled()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk around, Enter presses, figures choose a colour, Escape leaves."""
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride:
            if key == Qt.Key.Key_Escape:
                event.accept()
            return key == Qt.Key.Key_Escape
        button = cast("QToolButton", watched)
        if key in WALKS:
            walk = self._walk()
            at = walk.index(button) + WALKS[key] if button in walk else 0
            walk[at % len(walk)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in ENTER:
            button.click()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self.colours.choose_by(event):
            return super().eventFilter(watched, event)
        return True

    def focusNextPrevChild(self, forwards: bool) -> bool:
        walk = self._walk()
        at = next((at for at, button in enumerate(walk) if button.hasFocus()), -1)
        to = at + (1 if forwards else -1)
        if 0 <= to < len(walk):
            walk[to].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.left.emit()
        return True

    # --- what is meant for it and not for the pages -----------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "buttons"):
            self._draw_all()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The pages scroll under it, and it goes."""
        event.ignore()


def beside(rects: Sequence[QRect], pointer: QPoint, size: QSize, room: QRect) -> QRect:
    """A rectangle of `size` in `room` that touches none of `rects`, near `pointer`.

    Rather below than above, rather so than at a side; where nothing is free, at the end of `room`
    that is farther from the pointer.
    """
    near = sorted(rects, key=lambda rect: _distance(rect, pointer))[:NEAR]
    whole = near[0] if near else QRect(pointer, pointer)
    for rect in rects:
        whole = whole.united(rect)
    apart = [rect.adjusted(1 - GAP, 1 - GAP, GAP - 1, GAP - 1) for rect in rects]
    free = [
        (_distance(place, pointer) + burden, place)
        for around in (*near, whole)
        for burden, wanted in _around(around, pointer, size)
        if not any((place := _moved_into(wanted, room)).intersects(rect) for rect in apart)
    ]
    if free:
        return min(free, key=lambda each: each[0])[1]
    left = max(room.left(), min(pointer.x() - size.width() // 2, room.right() + 1 - size.width()))
    is_low = pointer.y() > room.center().y()
    top = room.top() if is_low else room.bottom() + 1 - size.height()
    return QRect(QPoint(left, top), size)


def _around(rect: QRect, pointer: QPoint, size: QSize) -> Iterator[tuple[float, QRect]]:
    """Places around `rect`, each with the distance that it must be nearer to be chosen."""
    x = pointer.x() - size.width() // 2
    y = pointer.y() - size.height() // 2
    below, above = rect.bottom() + 1 + GAP, rect.top() - GAP - size.height()
    beyond, before = rect.right() + 1 + GAP, rect.left() - GAP - size.width()
    for left in (x, rect.right() + 1 - size.width(), rect.left()):
        yield 0, QRect(QPoint(left, below), size)
        yield ABOVE, QRect(QPoint(left, above), size)
    for left in (before, beyond):
        for top in (y, below, above):
            yield ASIDE, QRect(QPoint(left, top), size)


def _moved_into(place: QRect, room: QRect) -> QRect:
    x = max(room.left(), min(place.left(), room.right() + 1 - place.width()))
    y = max(room.top(), min(place.top(), room.bottom() + 1 - place.height()))
    return QRect(QPoint(x, y), place.size())


def _distance(rect: QRect, point: QPoint) -> float:
    dx = max(rect.left() - point.x(), 0, point.x() - rect.right())
    dy = max(rect.top() - point.y(), 0, point.y() - rect.bottom())
    return float((dx * dx + dy * dy) ** 0.5)
