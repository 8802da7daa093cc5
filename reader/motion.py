"""What wheel, touch and keys ask of the page view: steps, turned pages, zoom at the pointer."""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QNativeGestureEvent,
    QScrollEvent,
    QScrollPrepareEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QScroller

from reader.geometry import Layout
from reader.placement import READING_LINE

if TYPE_CHECKING:
    from reader.page_view import PageView

LINE = 48
"""Device-independent pixels of an arrow key or a wheel notch's third."""

NOTCH = 120
"""What a wheel counts for a notch, and device-independent pixels of a touchpad that turn a page."""

ZOOM_NOTCH = 1.2
"""A notch with Ctrl zooms by this factor."""

OTHER_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_J: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_K: -1}
ASIDE = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
SCREENS = {Qt.Key.Key_Space: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 1}


class Motion(QObject):
    """Moves one view; distances of the view are device pixels, those of events device-independent."""

    def __init__(self, view: "PageView") -> None:
        super().__init__(view)
        self._view = view
        self._fraction = QPointF()
        self._pulled = 0.0
        QScroller.grabGesture(view.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        view.viewport().grabGesture(Qt.GestureType.PinchGesture)
        view.viewport().installEventFilter(self)

    def scroll_by(self, across: float, down: float) -> None:
        """Move by device pixels; in the single layout the edge of a page comes before the next page."""
        x, y = self._view.offset()
        self._view.scroll_to(x + across, self._view.strip.step(y, down))

    def scroll_screens(self, count: int) -> None:
        """Move by nearly so many heights of the view."""
        self.scroll_by(0, count * self._view.verticalScrollBar().pageStep())

    def turn_page(self, direction: int) -> None:
        """Go to the next row of pages, or the one before (`direction` < 0)."""
        strip = self._view.strip
        if not strip.pages:
            return
        row = strip.row(strip.page_at(self._view.offset()[1] + strip.view[1] * READING_LINE))
        index = row[-1] + 1 if direction > 0 else row[0] - 1
        if 0 <= index < len(strip.pages):
            self._view.go_to(*strip.pages[strip.row(index)[0]][:2])

    def _turns_page(self, down: float) -> bool:
        return self._view.strip.turns_page(self._view.offset()[1], down)

    def wheel(self, event: QWheelEvent) -> None:
        """Scroll by what was turned, to the pixel; zoom at the pointer with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() / NOTCH
            self._view.set_zoom(self._view.zoom * ZOOM_NOTCH**turned, event.position())
        else:
            pixels = QPointF(event.pixelDelta())
            if pixels.isNull():
                pixels = QPointF(event.angleDelta()) / NOTCH * 3 * LINE
            self._scroll(-pixels)
        event.accept()

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key moves the view; then it has been moved."""
        if event.modifiers() & OTHER_KEYS and event.key() not in ENDS:
            return False
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            key = Qt.Key.Key_PageUp
        line, bar = LINE * self._view.devicePixelRatioF(), self._view.verticalScrollBar()
        if key in DOWN:
            self.scroll_by(0, DOWN[key] * line)
        elif key in ASIDE:
            self._sideways(ASIDE[key] * line)
        elif key in SCREENS:
            self.scroll_screens(SCREENS[key])
        elif key in ENDS:
            bar.setValue(ENDS[key] * bar.maximum())
        else:
            return False
        return True

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        """Follow a pinch, and a scroll with the fingers."""
        match event.type():
            case QEvent.Type.NativeGesture:
                return self._native(cast("QNativeGestureEvent", event))
            case QEvent.Type.Gesture:
                return self._pinch(cast("QGestureEvent", event))
            case QEvent.Type.ScrollPrepare:
                return self._prepare(cast("QScrollPrepareEvent", event))
            case QEvent.Type.Scroll:
                place = cast("QScrollEvent", event).contentPos() * self._view.devicePixelRatioF()
                self._view.horizontalScrollBar().setValue(round(place.x()))
                self._view.verticalScrollBar().setValue(round(place.y()))
                return True
        return False

    def _scroll(self, by: QPointF) -> None:
        """Scroll by device-independent pixels; what is less than a pixel waits for the next step."""
        ratio = self._view.devicePixelRatioF()
        whole = by * ratio + self._fraction
        step = QPointF(round(whole.x()), round(whole.y()))
        self._fraction = whole - step
        if not self._turns_page(step.y()):
            self._pulled = 0.0
            self.scroll_by(step.x(), step.y())
            return
        self._pulled += by.y() if self._pulled * by.y() >= 0 else by.y() - self._pulled
        if abs(self._pulled) >= NOTCH:
            self._pulled = 0.0
            self.scroll_by(0, step.y())

    def _sideways(self, by: float) -> None:
        view = self._view
        if view.horizontalScrollBar().maximum() > 0:
            self.scroll_by(by, 0)
        elif view.arrangement.layout is not Layout.CONTINUOUS:
            onwards = (by > 0) is not view.arrangement.leftwards
            self.turn_page(1 if onwards else -1)

    def _native(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._view.set_zoom(self._view.zoom * (1 + event.value()), event.position())
        return True

    def _pinch(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        middle = self._view.viewport().mapFromGlobal(pinch.hotSpot())
        self._view.set_zoom(self._view.zoom * pinch.scaleFactor(), middle)
        event.accept(pinch)
        return True

    def _prepare(self, event: QScrollPrepareEvent) -> bool:
        view, ratio = self._view, self._view.devicePixelRatioF()
        across, down = view.horizontalScrollBar(), view.verticalScrollBar()
        event.setViewportSize(view.viewport().size().toSizeF())
        event.setContentPosRange(QRectF(0, 0, across.maximum() / ratio, down.maximum() / ratio))
        event.setContentPos(QPointF(across.value() / ratio, down.value() / ratio))
        event.accept()
        return True
