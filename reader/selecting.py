"""The mouse and the keys that select text in the page view.

Pressed and dragged it selects characters, after a double click words, after a third click lines;
with Shift it extends. A drag beyond the edge of the view scrolls.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.text_selection import TextSelection

if TYPE_CHECKING:
    from reader.page_view import PageView

LEAST_DRAG = 4
"""Device-independent pixels by which the pointer moves before a click is a drag."""

SCROLL_INTERVAL = 30
"""Milliseconds between two steps of the scrolling beyond an edge."""

SCROLL_SHARE = 0.4
"""The part of its way beyond the edge that the pointer scrolls in one step."""

ARROWS = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Up: (0, -1),
}


class Selecting(QObject):
    """Turns events of a page view into what is selected."""

    def __init__(self, view: "PageView", selection: TextSelection) -> None:
        super().__init__(view)
        self._view = view
        self._selection = selection
        self._pressed: QPointF | None = None
        self._at = QPointF()
        self._dragging = False
        self._twice = QTimer(self, singleShot=True)
        self._twice_at = QPointF()
        self._scrolling = QTimer(self, interval=SCROLL_INTERVAL)
        self._scrolling.timeout.connect(self._scroll)

    @property
    def is_pressed(self) -> bool:
        """Whether the button is held."""
        return self._pressed is not None

    def press(self, event: QMouseEvent) -> None:
        """The left button went down."""
        self._pressed = self._at = event.position()
        point = self._view.point_at(event.position())
        extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        third = self._twice.isActive() and self._is_near(event.position(), self._twice_at)
        self._dragging = extending or third
        if point is None:
            self._selection.clear()
        elif third:
            from reader.selection import Unit  # noqa: PLC0415 - later than the first page

            self._selection.start(point, Unit.LINE)
        elif extending:
            self._selection.extend(point)
        else:
            self._selection.start(point)

    def press_twice(self, event: QMouseEvent) -> None:
        """The left button went down a second time."""
        point = self._view.point_at(event.position())
        if point is None:
            return
        from reader.selection import Unit  # noqa: PLC0415 - later than the first page

        self._pressed = self._at = self._twice_at = event.position()
        self._dragging = True
        self._twice.start(QApplication.doubleClickInterval())
        self._selection.start(point, Unit.WORD)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved with the button held."""
        assert self._pressed is not None
        self._at = event.position()
        self._dragging = self._dragging or not self._is_near(self._at, self._pressed)
        if not self._dragging:
            return
        self._extend()
        if self._beyond() and not self._scrolling.isActive():
            self._scrolling.start()

    def release(self) -> bool:
        """The button went up; whether that was a click and not the end of a drag."""
        clicked = self._pressed is not None and not self._dragging
        self._pressed = None
        self._scrolling.stop()
        return clicked

    def key(self, event: QKeyEvent) -> bool:
        """A key went down; whether it was one that extends the selection."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held != Qt.KeyboardModifier.ShiftModifier:
            return False
        key = Qt.Key(event.key())
        focus = self._selection.focus_page
        if key in ARROWS and focus is not None:
            turn = self._view.turn_of(*focus)
            place = self._selection.step(*_turned_back(*ARROWS[key], turn))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and not self._selection.is_empty:
            place = self._selection.step_to_edge(end=key == Qt.Key.Key_End)
        else:
            return False
        if place is not None:
            self._view.bring_into_sight(*place)
        return True

    def _extend(self) -> None:
        point = self._view.nearest_point(self._at)
        if point is not None:
            self._selection.extend(point)

    def _beyond(self) -> int:
        """How far below the view, or above it (negative), the pointer is."""
        y, height = round(self._at.y()), self._view.viewport().height()
        return min(y, 0) or max(y - height, 0)

    def _scroll(self) -> None:
        beyond = self._beyond()
        if not beyond:
            self._scrolling.stop()
            return
        bar = self._view.verticalScrollBar()
        ratio = self._view.devicePixelRatioF()
        step = max(1, round(abs(beyond) * SCROLL_SHARE * ratio))
        bar.setValue(bar.value() + (step if beyond > 0 else -step))
        self._extend()

    @staticmethod
    def _is_near(one: QPointF, other: QPointF) -> bool:
        return (one - other).manhattanLength() < LEAST_DRAG


def _turned_back(dx: int, dy: int, turn: int) -> tuple[int, int]:
    """A direction of the screen on the page that stands turned clockwise by `turn`."""
    match turn % 360:
        case 90:
            return dy, -dx
        case 180:
            return -dx, -dy
        case 270:
            return -dy, dx
    return dx, dy
