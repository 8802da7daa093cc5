"""A small window that keeps a figure or table in sight while the reader goes on."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from index_builder.model import Rect
from reader.page_cuts import Cut
from reader.pictures import PictureKey
from reader.theme import Paper

FIRST_WIDTH, FIRST_HEIGHT = 520, 620
"""The most that the window takes at first, in device-independent pixels."""

INSET = 60
"""Device-independent pixels from the upper right corner of the window at first."""

REST = 120
"""Milliseconds after a change of size until the picture is drawn anew."""


class PeekWindow(QWidget):
    """Shows `area` of a page, None for all of it; Escape closes it."""

    def __init__(
        self,
        cut: Cut,
        place: tuple[int, int, Rect | None],
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.place = place
        self._cut = cut
        cut.setParent(self)
        self._ground = QColor(Qt.GlobalColor.white)
        self._key: PictureKey | None = None
        self._picture: QImage | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        cut.drawn.connect(self._on_drawn)
        across, down = cut.size(*place)
        self._shape = (max(across, 1.0), max(down, 1.0))
        scale = min(FIRST_WIDTH / self._shape[0], FIRST_HEIGHT / self._shape[1])
        self.resize(round(self._shape[0] * scale), round(self._shape[1] * scale))
        self.setMinimumSize(QSize(120, 80))
        if parent is not None:
            corner = parent.mapToGlobal(QPoint(parent.width() - self.width() - INSET, 2 * INSET))
            self.move(max(corner.x(), 0), max(corner.y(), 0))

    @property
    def is_sharp(self) -> bool:
        """Whether the picture of the present size is there."""
        return self._key is not None and self._cut.picture(self._key) is not None

    def set_paper(self, paper: Paper) -> None:
        """Shows the picture in the colours of the pages."""
        self._ground = paper.ground
        self._cut.tone = paper.tone
        self._rest.start()

    def close_and_forget(self) -> None:
        """The volume is closed: nothing of it is asked for any more."""
        self._rest.stop()
        self._cut.want([])
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._ground)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._size()
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawImage(QRect(QPoint(left, top), size), self._picture)
        painter.end()

    def _size(self) -> QSize:
        """Of the picture in the window, in device-independent pixels."""
        scale = min(self.width() / self._shape[0], self.height() / self._shape[1])
        return QSize(round(self._shape[0] * scale), round(self._shape[1] * scale))

    def _ask(self) -> None:
        width = round(self._size().width() * self.devicePixelRatioF())
        self._key = self._cut.key(*self.place, width)
        if self._key is None:
            return
        self._cut.want([self._key])
        self._on_drawn(self._key)

    def _on_drawn(self, key: PictureKey) -> None:
        picture = self._cut.picture(key) if key == self._key else None
        if picture is not None:
            self._picture = picture
            self.update()
