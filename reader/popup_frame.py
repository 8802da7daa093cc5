"""The frame of a popup: a glance, a row of small buttons, a place beside the word that it speaks of."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader import theme
from reader.panels.glance import MARGIN, PICTURE, GlanceBody
from reader.panels.over_pages import OverPages

WIDTH = 360
"""Device-independent pixels of text; short texts make it narrower, a picture wider."""

SHARE = 0.45
"""The part of the view's height that a popup takes at most; longer text scrolls."""

GAP = 4
"""Device-independent pixels between the word and its popup, and around it."""

LEAST = 70
"""Device-independent pixels of height without which a popup is put elsewhere."""

ICON = 15
KEYS_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Popup(OverPages):
    """Signals:
    entered, left: the pointer came in, or went out.
    pressed(str): the button of that name.
    tabbed_out(forwards): Tab has left the last of its buttons, or the first.
    """

    entered = Signal()
    left = Signal()
    pressed = Signal(str)
    tabbed_out = Signal(bool)

    def __init__(self, page_area: QWidget) -> None:
        super().__init__(page_area, "popup")
        self._text = QScrollArea(self)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._text.viewport().setAutoFillBackground(False)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(MARGIN - 4, 0, 3, 3)
        self._row.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._text)
        column.addLayout(self._row)
        self._buttons: list[QToolButton] = []
        self.hide()

    @property
    def card(self) -> GlanceBody | None:
        """What is shown."""
        body = self._text.widget()
        return body if isinstance(body, GlanceBody) else None

    def picture_room(self) -> QSize:
        """The most that a picture may take, so that it is seen whole."""
        area = self._page_area
        widest = area.width() - 2 * (GAP + MARGIN + self.frameWidth())
        return PICTURE.boundedTo(QSize(max(widest, 1), max(round(SHARE * area.height()), 1)))

    def show_glance(
        self,
        body: GlanceBody,
        buttons: Sequence[tuple[str, str, str]],
        word: Sequence[QRect],
    ) -> None:
        """Shows `body` beside the first rectangle of `word`, which is not covered (viewport coordinates).

        A button is (name, text, icon); one with an icon stands at the right and shows that alone.
        """
        self._text.takeWidget()
        self.setAccessibleName(body.glance.text)
        self._set_buttons(buttons)
        self._text.setWidget(body)
        body.setAutoFillBackground(False)
        edge = 2 * self.frameWidth()
        room = self._page_area.rect().adjusted(GAP, GAP, -GAP, -GAP)
        foot = self._row.sizeHint().height()
        least = self._row.sizeHint().width()
        widest = max(WIDTH, body.picture.width() + 2 * MARGIN if body.picture else 0)
        width = min(max(body.natural_width(), least), widest, room.width() - edge)
        most = max(round(SHARE * room.height()), LEAST)
        tall = body.height_for(width)
        if tall > most and body.picture is None:
            tall = body.cut(width - self._bar_width(), most)
        place = beside(word, QSize(width + edge, tall + foot + edge), room)
        if place.height() < tall + foot + edge:
            tall = body.cut(width - self._bar_width(), place.height() - foot - edge)
            place = _shortened(place, word[0], tall + foot + edge)
        self._fit(body, width, tall)
        self._text.verticalScrollBar().setSingleStep(self.fontMetrics().lineSpacing())
        self.setGeometry(place)
        self.show()
        self.raise_()

    def _fit(self, body: GlanceBody, width: int, shown: int) -> None:
        """Gives the text its size; what is longer than `shown` has a scroll bar."""
        whole = body.height_for(width)
        is_longer = whole > shown
        if is_longer:
            width -= self._bar_width()
            whole = body.height_for(width)
        policy = Qt.ScrollBarPolicy
        self._text.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOn if is_longer else policy.ScrollBarAlwaysOff
        )
        body.setFixedSize(width, whole)

    def _bar_width(self) -> int:
        return self._text.verticalScrollBar().sizeHint().width()

    @property
    def is_longer(self) -> bool:
        """Whether there is more text than fits: it can be scrolled."""
        return self._text.verticalScrollBar().maximum() > 0

    def focus_buttons(self, *, forwards: bool) -> None:
        """Puts the keyboard on the first button, or the last."""
        if self._buttons:
            at = 0 if forwards else -1
            self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        """Whether the keyboard is on a button, or in text that is being selected."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _set_buttons(self, buttons: Sequence[tuple[str, str, str]]) -> None:
        while self._row.count():
            self._row.takeAt(0)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._make(*each) for each in buttons]
        words = [b for b, (_, _, icon) in zip(self._buttons, buttons, strict=True) if not icon]
        for button in words:
            self._row.addWidget(button)
        self._row.addStretch(1)
        for button in self._buttons[len(words) :]:
            self._row.addWidget(button)

    def _make(self, name: str, text: str, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setText(text)
        button.setAccessibleName(text)
        palette = button.palette()
        if icon:
            pale = palette.color(QPalette.ColorRole.PlaceholderText)
            button.setIcon(theme.icon(icon, pale, self.devicePixelRatioF()))
            button.setIconSize(QSize(ICON, ICON))
            button.setToolTip(text)
        else:
            palette.setColor(QPalette.ColorRole.ButtonText, palette.color(QPalette.ColorRole.Link))
            button.setPalette(palette)
        button.clicked.connect(lambda _on=False: self.pressed.emit(name))
        return button

    # --- events -----------------------------------------------------------------------------

    def focusNextPrevChild(self, forwards: bool) -> bool:
        at = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), -1)
        to = at + (1 if forwards else -1)
        if 0 <= to < len(self._buttons):
            self._buttons[to].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.tabbed_out.emit(forwards)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        bar = self._text.verticalScrollBar()
        if key in KEYS_DOWN:
            bar.setValue(bar.value() + KEYS_DOWN[key] * bar.singleStep())
        elif key in ENTER:
            for button in self._buttons:
                if button.hasFocus():
                    button.click()
                    return
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Longer text scrolls, and at its end the page does not; over a short popup the page scrolls."""
        if self.is_longer:
            event.accept()
        else:
            super().wheelEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


def beside(word: Sequence[QRect], size: QSize, room: QRect) -> QRect:
    """A rectangle of `size` in `room` that touches no rectangle of `word`, near the first one.

    Where it would have to be lower than it wants, it is; of such places it is the highest one.
    """
    whole = QRect(word[0])
    for rect in word[1:]:
        whole = whole.united(rect)
    places = [place for around in (word[0], whole) for place in _around(around, size, room)]
    free = [place for place in places if not any(place.intersects(rect) for rect in word)]
    fitting = next((place for place in free if place.height() >= size.height()), None)
    if fitting is not None:
        return fitting
    tallest = max(free, key=QRect.height, default=None)
    if tallest is not None and tallest.height() >= LEAST:
        return tallest
    return QRect(room.right() - size.width(), room.bottom() - LEAST, size.width(), LEAST)


def _around(word: QRect, size: QSize, room: QRect) -> list[QRect]:
    """Below, above, right and left of `word`, as high as there is room."""
    left = max(room.left(), min(word.left(), room.right() + 1 - size.width()))
    top = max(room.top(), min(word.top(), room.bottom() + 1 - size.height()))
    below, above = room.bottom() - word.bottom() - GAP, word.top() - room.top() - GAP
    low, high = min(size.height(), below), min(size.height(), above)
    aside = min(size.height(), room.height())
    places = [
        QRect(left, word.bottom() + 1 + GAP, size.width(), low),
        QRect(left, word.top() - GAP - high, size.width(), high),
        QRect(word.right() + 1 + GAP, top, size.width(), aside),
        QRect(word.left() - GAP - size.width(), top, size.width(), aside),
    ]
    return [place for place in places if place.height() > 0 and room.contains(place)]


def _shortened(place: QRect, word: QRect, tall: int) -> QRect:
    """`place` with less height, at the side of the word."""
    if place.bottom() < word.top():
        return QRect(place.left(), place.bottom() + 1 - tall, place.width(), tall)
    return QRect(place.left(), place.top(), place.width(), tall)
