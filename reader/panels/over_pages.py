"""A small frame that lies over the pages: popups, bars."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QFrame, QWidget


class OverPages(QFrame):
    """A child of the viewport, so it needs no window of its own. What is clicked on it is not for the pages."""

    def __init__(self, page_area: QWidget, name: str) -> None:
        super().__init__(page_area)
        self._page_area = page_area
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.accept()
