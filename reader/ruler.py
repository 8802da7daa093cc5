"""A line under what is being read, which follows the pointer."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader import theme

THICKNESS = 3
"""Device-independent pixels."""

BELOW = 10
"""The line stands so many device-independent pixels below the pointer, which points at the text."""


class Ruler(QWidget):
    """The line, across the whole of the widget it lies on; it takes no clicks."""

    def __init__(self, pages: QWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(THICKNESS)
        self.hide()

    def set_shown(self, shown: bool) -> None:
        """Lay the ruler on the pages, in their middle at first, or take it away."""
        if shown:
            self._pages.installEventFilter(self)
            self._lay(self._pages.height() // 2)
        else:
            self._pages.removeEventFilter(self)
        self.setVisible(shown)

    def eventFilter(self, _pages: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._lay(round(event.position().y()) + BELOW)
        elif event.type() == QEvent.Type.Resize:
            self._lay(self.y())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.RULER)
        painter.end()

    def _lay(self, y: int) -> None:
        height = self._pages.height()
        self.setGeometry(0, min(max(y, 0), height - THICKNESS), self._pages.width(), THICKNESS)
