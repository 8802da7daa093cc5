"""Small windows that keep a figure or table, or what a popup said, in sight while the reader goes on."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from index_builder.model import Rect
from reader.glances import Glance
from reader.page_cuts import Cut
from reader.panels.glance import GlanceBody
from reader.pictures import PictureKey
from reader.theme import Paper

FIRST_WIDTH, FIRST_HEIGHT = 520, 620
"""The most that the window takes at first, in device-independent pixels."""

INSET = 60
"""Device-independent pixels from the upper right corner of the window at first."""

STEP = 28
"""Device-independent pixels between two windows that are opened one after the other."""

TEXT_WIDTH, TEXT_HEIGHT = 320, 360
"""The most that a text takes at first, in device-independent pixels."""

REST = 120
"""Milliseconds after a change of size until the picture is drawn anew."""


class Peek(QWidget):
    """Stays above the other windows; Escape closes it."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)

    def set_paper(self, paper: Paper) -> None:
        """Looks like the pages."""

    def close_and_forget(self) -> None:
        """The volume is closed: nothing of it is asked for any more."""
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def stand_aside(self, others: int) -> None:
        """Takes a place at the upper right of its parent, below and left of `others` before it."""
        parent = self.parentWidget()
        if parent is not None:
            corner = QPoint(parent.width() - self.width() - INSET, 2 * INSET)
            place = parent.mapToGlobal(corner + QPoint(-STEP * others, STEP * others))
            self.move(max(place.x(), 0), max(place.y(), 0))


class GlanceWindow(Peek):
    """Keeps what a popup said; longer text scrolls."""

    def __init__(self, glance: Glance, cut: Cut, paper: Paper, parent: QWidget | None) -> None:
        super().__init__(glance.title, parent)
        self.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self.setAutoFillBackground(True)
        cut.setParent(self)
        body = GlanceBody(glance, cut, paper)
        text = QScrollArea(self)
        text.setFrameShape(QFrame.Shape.NoFrame)
        text.setWidgetResizable(True)
        text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        text.setWidget(body)
        for part in (body, text.viewport()):
            part.setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(text)
        width = min(body.natural_width(), TEXT_WIDTH)
        self.resize(
            width, min(body.height_for(width) + body.contentsMargins().top() + 8, TEXT_HEIGHT)
        )
        self.setMinimumSize(QSize(120, 60))


class PeekWindow(Peek):
    """Shows `area` of a page, None for all of it."""

    def __init__(
        self,
        cut: Cut,
        place: tuple[int, int, Rect | None],
        title: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
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
        super().close_and_forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rest.start()

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
