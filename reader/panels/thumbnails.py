"""Small pictures of all pages; a click goes to the page. Pictures come with the lowest priority."""

from enum import IntEnum
from typing import ClassVar

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QHideEvent, QPainter, QPalette, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.pacing import Paced
from reader.pictures import PictureKey
from reader.render import Priority, RenderService
from reader.session import Session
from reader.theme import PAPERS

WIDTH, HEIGHT = 116, 164
"""The room for a picture, in device-independent pixels."""

MARGIN = 8
LABEL_HEIGHT = 18
FULL = 1
"""Screens of thumbnails drawn beyond those in sight, on either side."""


class ThumbnailRole(IntEnum):
    """What the model tells of a row."""

    PLACE = Qt.ItemDataRole.UserRole
    CURRENT = Qt.ItemDataRole.UserRole + 1


class _Pages(QAbstractListModel):
    """The pages of the volume in reading order."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: list[tuple[int, int]] = []
        self._rows: dict[tuple[int, int], int] = {}
        self._current = -1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._pages)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        place = self._pages[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                label = self._session.printed_label(*place)
                return label or f"({index.row() + 1})"
            case ThumbnailRole.PLACE:
                return place
            case ThumbnailRole.CURRENT:
                return index.row() == self._current
        return None

    def refill(self) -> None:
        self._set_pages(self._session.pages())

    def clear(self) -> None:
        """The render service does not know these pages any more."""
        self._set_pages([])

    def _set_pages(self, pages: list[tuple[int, int]]) -> None:
        self.beginResetModel()
        self._pages = pages
        self._rows = {place: row for row, place in enumerate(self._pages)}
        self._current = -1
        self.endResetModel()

    def row_of(self, document: int, page: int) -> int:
        """The row of a page, −1 when it has none."""
        return self._rows.get((document, page), -1)

    def set_current(self, row: int) -> None:
        if row == self._current:
            return
        before, self._current = self._current, row
        for changed in {before, row} - {-1}:
            self.dataChanged.emit(self.index(changed), self.index(changed))


class ThumbnailPanel(QWidget):
    """A list of small pages that follows the reading position."""

    client: ClassVar[str] = "thumbnails"

    def __init__(
        self, session: Session, service: RenderService, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._service = service
        self.model = _Pages(session, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_PictureDelegate(service, self.list))
        self._set_up_list()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self._asking = QTimer(self, singleShot=True, interval=30)
        self._asking.timeout.connect(self._ask)
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)
        self.list.verticalScrollBar().valueChanged.connect(self._ask_soon)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        session.closed.connect(self.model.clear)
        session.volume_changed.connect(self._filling.start)
        session.structure_changed.connect(self.list.viewport().update)
        self._passing = Paced(self._show_position, self)
        session.position_changed.connect(self._passing.ask)
        service.drawn.connect(self._on_drawn)
        self._fill()

    def _set_up_list(self) -> None:
        view = self.list
        view.setViewMode(QListView.ViewMode.IconMode)
        view.setMovement(QListView.Movement.Static)
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        view.setFrameShape(QListView.Shape.NoFrame)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_position()
        self._ask_soon()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._service.want(self.client, Priority.THUMBNAIL, [])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask_soon()

    def _ask_soon(self) -> None:
        self._asking.start()

    def _fill(self) -> None:
        scroll = self.list.verticalScrollBar().value()
        self.model.refill()
        self.list.verticalScrollBar().setValue(scroll)
        self._show_position()
        self._ask_soon()

    def _ask(self) -> None:
        """Ask for the pictures in sight, those next to them after."""
        if not self.isVisible() or not self.model.rowCount():
            return
        view = self.list.viewport().rect()
        top = max(self.list.indexAt(QPoint(2 * MARGIN, 2 * MARGIN)).row(), 0)
        columns = max(1, view.width() // (WIDTH + 2 * MARGIN))
        shown = columns * (view.height() // (HEIGHT + LABEL_HEIGHT + 2 * MARGIN) + 2)
        last = min(top + shown * (1 + FULL), self.model.rowCount())
        rows = (*range(top, last), *range(top - 1, max(top - 1 - shown * FULL, -1), -1))
        ratio = self.devicePixelRatioF()
        places = [self.model.index(row).data(ThumbnailRole.PLACE) for row in rows]
        keys = [thumbnail_key(self._service, d, page, ratio) for d, page in places]
        self._service.want(self.client, Priority.THUMBNAIL, keys)

    def _on_drawn(self, key: PictureKey) -> None:
        row = self.model.row_of(key.document, key.page)
        if row >= 0 and self.isVisible():
            self.list.update(self.model.index(row))

    def _show_position(self) -> None:
        position = self._session.position
        if position is None:
            return
        row = self.model.row_of(position.document, position.page)
        self.model.set_current(row)
        if row >= 0 and self.isVisible() and not self.list.underMouse():
            self.list.scrollTo(self.model.index(row))

    def _on_chosen(self, index: QModelIndex) -> None:
        document, page = index.data(ThumbnailRole.PLACE)
        self._session.jump(document, page)


def thumbnail_key(service: RenderService, document: int, page: int, ratio: float) -> PictureKey:
    """The picture of a page that fits the room for a thumbnail."""
    _, _, width, height = service.key(document, page, 1.0).area
    scale = min(WIDTH / width, HEIGHT / height) * ratio
    return service.key(document, page, round(scale, 4))


class _PictureDelegate(QStyledItemDelegate):
    """Paints a page's picture or blank paper, its printed number, and a frame around the current one."""

    def __init__(self, service: RenderService, parent: QWidget) -> None:
        super().__init__(parent)
        self._service = service

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        del option, index
        return QSize(WIDTH + 2 * MARGIN, HEIGHT + LABEL_HEIGHT + 2 * MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        document, page = index.data(ThumbnailRole.PLACE)
        ratio = painter.device().devicePixelRatioF()
        key = thumbnail_key(self._service, document, page, ratio)
        width, height = key.area[2] / ratio, key.area[3] / ratio
        room: QRect = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN - LABEL_HEIGHT)
        left = round(room.left() + (room.width() - width) / 2)
        top = round(room.top() + (room.height() - height) / 2)
        paper = QRect(left, top, round(width), round(height))
        palette: QPalette = option.palette
        picture = self._service.picture(key) or self._service.nearest(key)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if picture is None:
            painter.fillRect(paper, PAPERS["white"].ground)
        else:
            painter.drawImage(paper, picture)
        current = index.data(ThumbnailRole.CURRENT)
        role = QPalette.ColorRole.Highlight if current else QPalette.ColorRole.Mid
        painter.setPen(QPen(palette.color(role), 3 if current else 1))
        painter.drawRect(paper)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        label = option.rect.adjusted(0, option.rect.height() - LABEL_HEIGHT - MARGIN // 2, 0, 0)
        painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, index.data())
        painter.restore()
