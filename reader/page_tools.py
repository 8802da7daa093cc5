"""Tools in the reader's hand: what mouse or pen traces on a page goes to the tool, not to the page view.

A tool is taken in several views at once, and one hand holds one tool. Escape puts it down.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QPolygonF,
    QTabletEvent,
)
from PySide6.QtWidgets import QRubberBand, QWidget
from shiboken6 import isValid

from index_builder.model import Rect
from reader.geometry import PageRef
from reader.note_shapes import Point, Size

if TYPE_CHECKING:
    from reader.page_view import PageView

LEAST_DRAG = 4
"""Device-independent pixels; a shorter way of the pointer is a click."""

PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TabletPress}
MOVES = {QEvent.Type.MouseMove, QEvent.Type.TabletMove}
RELEASES = {QEvent.Type.MouseButtonRelease, QEvent.Type.TabletRelease}


class Shows(StrEnum):
    """What is to be seen while a tool is held to the page."""

    NOTHING = "nothing"
    BAND = "band"
    LINE = "line"


class Trace(Struct, frozen=True):
    """The way of mouse or pen from press to release, on one page: clipped to it, in points.

    Attributes:
        size: width and height of the page.
        is_click: whether the pointer stayed where it was.
        is_eraser: whether it was the other end of a pen.
    """

    document: int
    page: int
    size: Size
    points: tuple[Point, ...]
    is_click: bool = False
    is_eraser: bool = False

    @property
    def rect(self) -> Rect:
        """From where it began to where it ended."""
        (ax, ay), (bx, by) = self.points[0], self.points[-1]
        return Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


class PageTool(QObject):
    """Something that is done with traces.

    Attributes:
        cursor: what the pointer looks like meanwhile.
        shows: what is to be seen while the button is held.
        ink: the colour of the line, where that is shown, as 0xRRGGBB.

    Signals:
        traced(Trace, PageView): the button went up.
        moved(Trace, PageView): it is held; the trace up to here.
        left: nobody holds the tool any more.
    """

    traced = Signal(object, object)
    moved = Signal(object, object)
    left = Signal()

    def __init__(
        self,
        cursor: QCursor | Qt.CursorShape,
        shows: Shows = Shows.NOTHING,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.cursor = QCursor(cursor)
        self.shows = shows
        self.ink = 0
        self._hands: list[PageHand] = []

    @property
    def is_on(self) -> bool:
        return bool(self._hands)

    def take(self, views: "Iterable[PageView]") -> None:
        """The next trace in any of `views` is this tool's."""
        for view in views:
            hand = hand_of(view)
            if hand.tool is not self:
                hand.hold(self)
                self._hands.append(hand)

    def put_down(self) -> None:
        """Give the mouse back to the page views."""
        hands, self._hands = self._hands, []
        for hand in hands:
            if isValid(hand):  # its view may be gone
                hand.hold(None)
        if hands:
            self.left.emit()

    def key(self, event: QKeyEvent) -> bool:
        """A key went down while the tool is held; whether it means something to it."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_down()
            return True
        return False

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is meant here though it is an action elsewhere."""
        return event.key() == Qt.Key.Key_Escape


class PageHand(QObject):
    """Holds a tool over one view.

    Attributes:
        tool: None while mouse and keys are the view's own.
    """

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self.tool: PageTool | None = None
        self._view = view
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        self._line: _Line | None = None
        self._trace: Trace | None = None
        self._start = QPointF()

    def hold(self, tool: PageTool | None) -> None:
        """Take `tool` in place of what was held."""
        if tool is not None and self.tool is not None:
            self.tool.put_down()
        before, self.tool = self.tool, tool
        self._end_trace()
        view, viewport = self._view, self._view.viewport()
        if before is not None:
            view.removeEventFilter(self)
            viewport.removeEventFilter(self)
            viewport.unsetCursor()
        if tool is not None:
            viewport.setCursor(tool.cursor)
            viewport.installEventFilter(self)
            view.installEventFilter(self)
            view.hovered.emit(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.tool is None:
            return False
        if isinstance(event, QKeyEvent):
            return self._on_key(self.tool, event)
        if watched is not self._view.viewport():
            return False
        if isinstance(event, QTabletEvent):
            # Another tool than a pen gets what Qt makes of the pen: a mouse.
            return self.tool.shows is Shows.LINE and self._on_pointer(event)
        if isinstance(event, QMouseEvent):
            return self._on_pointer(event)
        return event.type() == QEvent.Type.Wheel and self._trace is not None

    def _on_key(self, tool: PageTool, event: QKeyEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride if tool.wants(event):
                event.accept()
                return True
            case QEvent.Type.KeyPress:
                return tool.key(event)
        return False

    def _on_pointer(self, event: QMouseEvent | QTabletEvent) -> bool:
        """The side buttons of a mouse and the menu at the pointer stay what they are."""
        kind, is_left = event.type(), event.button() is Qt.MouseButton.LeftButton
        if kind in MOVES:
            self._move(event.position())
        elif kind in PRESSES and is_left:
            self._press(event)
        elif kind in RELEASES and is_left:
            self._release(event.position())
        else:
            return False
        event.accept()
        return True

    def _press(self, event: QMouseEvent | QTabletEvent) -> None:
        self._view.setFocus()
        self._view.focused.emit(self._view)
        point = self._view.point_at(event.position())
        if point is None:
            return
        page = page_under(self._view, event.position())
        here, size = (point.document, point.page), (page.width, page.height)
        is_eraser = (
            isinstance(event, QTabletEvent)
            and event.pointerType() is QPointingDevice.PointerType.Eraser
        )
        self._start = event.position()
        self._trace = Trace(*here, size, ((point.x, point.y),), True, is_eraser)
        if self.tool is not None and self.tool.shows is Shows.LINE and not is_eraser:
            self._line = _Line(self._view, self.tool.ink)
            self._line.add(event.position())

    def _move(self, position: QPointF) -> None:
        trace = self._trace
        if trace is None or self.tool is None:
            return
        stays = trace.is_click and (position - self._start).manhattanLength() < LEAST_DRAG
        x, y = self._on_page(trace, position)
        self._trace = trace = Trace(
            trace.document,
            trace.page,
            trace.size,
            (*trace.points, (x, y))
            if self.tool.shows is not Shows.BAND
            else (trace.points[0], (x, y)),
            stays,
            trace.is_eraser,
        )
        if self.tool.shows is Shows.BAND:
            self._band.setGeometry(self._view.viewport_rect(trace.document, trace.page, trace.rect))
            self._band.setVisible(not stays)
        if self._line is not None:
            self._line.add(position)
        self.tool.moved.emit(trace, self._view)

    def _release(self, position: QPointF) -> None:
        if self._trace is None or self.tool is None:
            return
        self._move(position)
        trace, tool = self._trace, self.tool
        tool.traced.emit(trace, self._view)
        self._end_trace()

    def _end_trace(self) -> None:
        self._trace = None
        self._band.hide()
        if self._line is not None:
            self._line.hide()
            self._line.deleteLater()
            self._line = None

    def _on_page(self, trace: Trace, position: QPointF) -> Point:
        point = self._view.point_on(trace.document, trace.page, position)
        width, height = trace.size
        return min(max(point.x, 0.0), width), min(max(point.y, 0.0), height)


class _Line(QWidget):
    """The line that is being drawn; only what is new of it is painted."""

    def __init__(self, view: "PageView", ink: int) -> None:
        super().__init__(view.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(view.viewport().rect())
        width = max(1.0, view.strip.scale) / view.devicePixelRatioF()
        round_ = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        self._pen = QPen(QColor.fromRgb(ink), width, *round_)
        self._points: list[QPointF] = []
        self.show()

    def add(self, position: QPointF) -> None:
        before = self._points[-1] if self._points else position
        self._points.append(position)
        room = round(self._pen.widthF()) + 2
        new = QRect(before.toPoint(), position.toPoint()).normalized()
        self.update(new.adjusted(-room, -room, room, room))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        points = self._points if len(self._points) > 1 else self._points * 2
        painter.drawPolyline(QPolygonF(points))
        painter.end()


def hand_of(view: "PageView") -> PageHand:
    """The hand over a view."""
    hand = view.findChild(PageHand)
    return hand if isinstance(hand, PageHand) else PageHand(view)


def page_under(view: "PageView", position: QPointF) -> PageRef:
    """The page at or beside a point of the viewport; there must be pages."""
    x, y = view.offset()
    at = position * view.devicePixelRatioF()
    return view.strip.pages[view.strip.page_at(y + at.y(), x + at.x())]
