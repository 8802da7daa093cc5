"""A part of a page as a picture in a card: asked for at the width there is, or a sentence why it cannot be."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from index_builder.model import Rect
from reader.page_cuts import Cut
from reader.pictures import PictureKey

HIGHEST, LOWEST = 300, 100
"""Device-independent pixels; a higher picture becomes narrower."""

REST = 60
"""Milliseconds after a change of width until the picture is drawn anew."""


class Figure(QWidget):
    """Shows `area` of a page, None for all of it.

    Signals:
        clicked: with the left button.
    """

    clicked = Signal()

    def __init__(
        self, cut: Cut, place: tuple[int, int, Rect | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cut = cut
        self.place = place
        across, down = cut.size(*place)
        self._highest = HIGHEST
        self._shape = (max(across, 1.0), max(down, 1.0))
        self._key: PictureKey | None = None
        self._picture: QImage | None = None
        self._make_failure()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        cut.drawn.connect(self._on_drawn)
        cut.failed.connect(self._on_failed)

    @property
    def is_sharp(self) -> bool:
        """Whether the picture of the present size is there."""
        return self._key is not None and self._cut.picture(self._key) is not None

    def limit(self, height: int) -> None:
        """Let the picture be no higher than `height`, as long as anything can be seen of it."""
        self._highest = min(max(height, LOWEST), HIGHEST)
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._size(width).height()

    def sizeHint(self) -> QSize:
        return self._size(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        button = self._again.sizeHint()
        middle = self.height() // 2
        self._failure.setGeometry(0, 0, self.width(), middle)
        self._again.setGeometry(QRect(QPoint((self.width() - button.width()) // 2, middle), button))
        if self._key is None:
            self._ask()
        else:
            self._rest.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = self._size(self.width())
        box = QRect(QPoint((self.width() - size.width()) // 2, 0), size)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self._picture)
        else:
            painter.setPen(self._line())
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.end()

    def _make_failure(self) -> None:
        # Without a layout, which would take the place of the widget's own height for a width.
        self._failure = QLabel(self.tr("This page cannot be drawn."), self)
        self._failure.setObjectName("cannot_be_drawn")
        self._failure.setWordWrap(True)
        self._failure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._again = QPushButton(self.tr("Try again"), self)
        self._again.setObjectName("try_again")
        self._again.clicked.connect(self._try_again)
        document, page, _ = self.place
        self._show_failure(bool(self._cut.failure(document, page)))

    def _show_failure(self, failed: bool) -> None:
        self._failure.setVisible(failed)
        self._again.setVisible(failed)

    def _try_again(self) -> None:
        document, page, _ = self.place
        self._show_failure(False)
        self._cut.retry(document, page)
        self._ask()

    def _size(self, width: int) -> QSize:
        """Of the picture in a widget of `width`, in device-independent pixels."""
        scale = min(max(width, 1) / self._shape[0], self._highest / self._shape[1])
        return QSize(max(round(self._shape[0] * scale), 1), max(round(self._shape[1] * scale), 1))

    def _line(self) -> QColor:
        return self.palette().color(QPalette.ColorRole.Mid)

    def _ask(self) -> None:
        width = round(self._size(self.width()).width() * self.devicePixelRatioF())
        self._key = self._cut.key(*self.place, width)
        if self._key is not None:
            self._cut.want([self._key])
            self._on_drawn(self._key)

    def _on_drawn(self, key: PictureKey) -> None:
        picture = self._cut.picture(key) if key == self._key else None
        if picture is not None:
            self._picture = picture
            self.update()

    def _on_failed(self, document: int, page: int) -> None:
        if (document, page) == self.place[:2] and self._picture is None:
            self._show_failure(True)
