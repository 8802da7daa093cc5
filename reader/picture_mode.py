"""A rectangle dragged on a page: a mode of the page view, left with Escape or when it is drawn."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QRubberBand

from index_builder.model import Rect
from reader.page_view import PageView
from reader.text_selection import PagePoint

LEAST = 2.0
"""A rectangle less wide or high, in points, is a slip of the hand."""


class PictureMode(QObject):
    """Lets the reader drag a rectangle.

    Attributes:
        is_on: whether the mode is on.

    Signals:
        chosen(document, page, Rect): in points of the unrotated crop box; it may reach beyond the page.
        left: the mode is off again.
    """

    chosen = Signal(int, int, object)
    left = Signal()

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self.is_on = False
        self._view = view
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        self._start: PagePoint | None = None
        self._corner = QPoint()

    def enter(self) -> None:
        """Show the cross; the next drag is the rectangle."""
        if self.is_on:
            return
        self.is_on = True
        self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._view.viewport().installEventFilter(self)
        self._view.installEventFilter(self)
        self._view.setFocus()

    def leave(self) -> None:
        """Give the mouse back to the page view."""
        if not self.is_on:
            return
        self.is_on = False
        self._start = None
        self._band.hide()
        self._view.viewport().removeEventFilter(self)
        self._view.removeEventFilter(self)
        self._view.viewport().unsetCursor()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.KeyPress:
                self.leave()
            event.accept()
            return True
        if watched is self._view.viewport() and isinstance(event, QMouseEvent):
            self._on_mouse(event)
            return True
        return False

    def _on_mouse(self, event: QMouseEvent) -> None:
        left = Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() is left:
                self._start = self._view.point_at(event.position())
                self._corner = event.position().toPoint()
                self._band.setGeometry(QRect(self._corner, QSize()))
                self._band.setVisible(self._start is not None)
            case QEvent.Type.MouseMove if self._start is not None:
                self._band.setGeometry(QRect(self._corner, event.position().toPoint()).normalized())
            case QEvent.Type.MouseButtonRelease if event.button() is left:
                self._finish(event.position())

    def _finish(self, position: QPointF) -> None:
        start, self._start = self._start, None
        self._band.hide()
        if start is None:
            return
        end = self._view.point_on(start.document, start.page, position)
        x0, x1 = sorted((start.x, end.x))
        y0, y1 = sorted((start.y, end.y))
        rect = Rect(x0, y0, x1, y1)
        if rect.width < LEAST or rect.height < LEAST:
            return
        self.leave()
        self.chosen.emit(start.document, start.page, rect)
