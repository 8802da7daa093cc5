"""When and where the bar of a page view shows: beside selected text once selecting rests, and beside a note.

It never takes the keys by itself, and goes with what it is about: when that is no longer selected,
when the pages move, or when something else is clicked.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from index_builder.model import Rect
from reader.notebook import Item
from reader.overlays import Region, Style
from reader.page_view import PageView
from reader.records import TEXT_KINDS, Annotation
from reader.settings import Settings

if TYPE_CHECKING:
    from reader.panels.context_bar import ContextBar

LAYER = "chosen-note"

SHOWN = "notes/bar"
"""The setting: whether the bar comes by itself."""

KEYS_REST = 500
"""Milliseconds without a key that extends the selection, after which the bar comes."""

WORD_RESTS = 250
"""Milliseconds after a double click, which a third click may follow."""

PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


class ViewBar(QObject):
    """The bar of one view, made when it is first to be seen.

    Attributes:
        view: the view.
        bar: None until then.
        item: the note that it is about, None for the selection, or while it is hidden.

    Signals:
        coloured(str), pressed(str): as `ContextBar` has them.
    """

    coloured = Signal(str)
    pressed = Signal(str)

    def __init__(
        self,
        view: PageView,
        settings: Settings,
        fill: "Callable[[ViewBar, ContextBar], None]",
        parent: QObject | None = None,
    ) -> None:
        """`fill` puts into the bar what can be done with the selection or with `item`."""
        super().__init__(parent)
        self.view = view
        self.bar: ContextBar | None = None
        self.item: Item | None = None
        self._settings = settings
        self._fill = fill
        self._is_pressed = False
        self._rest = 0
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._show_if_wanted)
        view.overlays.set_layer(LAYER, {})
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)
        view.selection_changed.connect(self._on_selection_changed)
        view.scrolled.connect(self._on_moved)
        view.zoom_changed.connect(self._on_moved)
        view.context_requested.connect(self.close)

    @property
    def is_shown(self) -> bool:
        """Whether the bar is there."""
        return self.bar is not None and not self.bar.isHidden()

    def show_selection(self) -> bool:
        """Shows what can be done with the selection; whether any of it is in sight."""
        selection = self.view.selection_model
        area = self.view.viewport().rect()
        pages = [page for page in self.view.visible_pages() if page in selection.pages]
        rects = [rect for page in pages for rect in self._seen(*page, selection.rects(*page))]
        if not rects:
            return False
        focus = selection.focus
        pointer = QPoint(area.center().x(), area.bottom())
        if focus is not None:
            spot = Rect(focus.x, focus.y, focus.x, focus.y)
            pointer = self.view.viewport_rect(focus.document, focus.page, spot).topLeft()
        self._choose(None)
        self._show(rects, _within(pointer, area))
        return True

    def show_item(self, item: Item, pointer: QPoint | None = None) -> bool:
        """Shows what can be done with a note, near `pointer` of the viewport; whether it is in sight."""
        record = item.record
        rects = record.rects if isinstance(record, Annotation) else ()
        seen = self._seen(item.document, record.page, rects)
        if not seen:
            return False
        self._resting.stop()
        self._choose(item)
        self._show(seen, pointer if pointer is not None else seen[-1].center())
        return True

    def keep_up_with(self, item: Item) -> None:
        """The note that it is about is another one now."""
        if self.bar is not None and item != self.item:
            self._choose(item)
            self._fill(self, self.bar)

    def take_keys(self) -> bool:
        """Leads the keyboard into the bar, which is shown if need be; False when nothing is selected in sight."""
        if not self.is_shown and not self.show_selection():
            return False
        assert self.bar is not None
        self.bar.take_keys()
        return True

    def close(self, *_args: object) -> None:
        """Takes the bar away, until something else is selected or chosen."""
        self._resting.stop()
        self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button goes down and up; Escape means the bar, Delete its note, before anything else."""
        kind = event.type()
        if watched is self.view:
            if kind == QEvent.Type.Hide:
                self.close()
            elif kind in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
                return self._on_key(cast("QKeyEvent", event))
        elif watched is self.bar:
            if kind == QEvent.Type.Enter:
                self.view.hovered.emit(None)  # nothing on the page is pointed at
        elif kind in PRESSES:
            self.close()
            self._is_pressed = cast("QMouseEvent", event).button() is Qt.MouseButton.LeftButton
            self._rest = WORD_RESTS if kind == QEvent.Type.MouseButtonDblClick else 0
        elif kind == QEvent.Type.MouseButtonRelease and self._is_pressed:
            self._is_pressed = False
            self._resting.start(self._rest)
        return super().eventFilter(watched, event)

    # --- coming -----------------------------------------------------------------------------

    def _on_selection_changed(self) -> None:
        if self._is_pressed:
            return
        if not self.view.selection_model.is_empty:
            self._resting.start(KEYS_REST)
        elif self.item is None:
            self.close()

    def _show_if_wanted(self) -> None:
        if self._settings.get(SHOWN) and not self.view.selection_model.is_empty:
            self.show_selection()

    def _show(self, rects: list[QRect], pointer: QPoint) -> None:
        bar = self.bar
        if bar is None:
            from reader.panels.context_bar import (  # noqa: PLC0415 - when it is first to be seen
                ContextBar,
            )

            bar = self.bar = ContextBar(self.view.viewport(), self._settings)
            bar.coloured.connect(self.coloured)
            bar.pressed.connect(self.pressed)
            bar.left.connect(self.close)
            bar.installEventFilter(self)
            application = cast("QApplication", QApplication.instance())
            application.focusChanged.connect(self._on_focus_changed)
        self._fill(self, bar)
        bar.show_beside(rects, pointer)

    def _seen(self, document: int, page: int, rects: tuple[Rect, ...]) -> list[QRect]:
        """What of a page's rectangles is in sight, on the viewport."""
        if (document, page) not in self.view.visible_pages():
            return []
        area = self.view.viewport().rect()
        places = [self.view.viewport_rect(document, page, rect) for rect in rects]
        return [place for place in places if place.intersects(area)]

    def _choose(self, item: Item | None) -> None:
        """Frames the mark on text that the bar is about; other notes are framed by who chooses them."""
        self.item = item
        record = item.record if item is not None else None
        if item is None or not isinstance(record, Annotation) or record.kind not in TEXT_KINDS:
            self.view.overlays.clear_layer(LAYER)
        else:
            frame = Region(record.rects, Style.FOCUS)
            self.view.overlays.set_layer(LAYER, {(item.document, record.page): [frame]})

    # --- going ------------------------------------------------------------------------------

    def _hide(self) -> None:
        self._choose(None)
        if self.bar is None or self.bar.isHidden():
            return
        had_keys = self.bar.holds(QApplication.focusWidget())
        self.bar.hide()
        if had_keys:
            self.view.setFocus()

    def _on_moved(self, *_args: object) -> None:
        """The pages move: a bar that is about to come waits for them to rest."""
        self._hide()
        if self._resting.isActive():
            self._resting.start(KEYS_REST)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keys are elsewhere in the window; a menu or another program only borrows them."""
        if new is None or self.bar is None or self.bar.isHidden() or new is self.view:
            return
        if not self.bar.holds(new):
            self.close()

    def _on_key(self, event: QKeyEvent) -> bool:
        is_delete = event.key() == Qt.Key.Key_Delete and self.item is not None
        if not self.is_shown or not (is_delete or event.key() == Qt.Key.Key_Escape):
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress and is_delete:
            self.pressed.emit("delete")
        elif event.type() == QEvent.Type.KeyPress:
            self.close()
        return True


def _within(point: QPoint, area: QRect) -> QPoint:
    return QPoint(
        max(area.left(), min(point.x(), area.right())),
        max(area.top(), min(point.y(), area.bottom())),
    )
