"""The outline of the whole volume: follows the reading position, a click jumps. No knowledge of files."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, QTimer
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.history import Position
from reader.models import NOTES, PAGE, TITLE, OutlineModel, OutlineNode, Role
from reader.note_list import placing
from reader.notebook import Notebook
from reader.session import Session

PAGE_COLUMN = 34
"""Width of the column of printed pages, in device-independent pixels."""

AROUND_COUNT = 5
"""Left and right of the number of notes, on its ground."""

COUNT_GAP = 4
COUNTING = 100
"""Milliseconds after a change until notes are counted: what was marked is painted first."""

OPEN_LEVELS = 2
"""Headings up to this depth are unfolded when the outline comes."""


class OutlinePanel(QWidget):
    """The tree of headings."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = OutlineModel(self)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_HeadingDelegate(self.tree))
        self._set_up_tree()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        self.tree.activated.connect(self._on_chosen)
        self.tree.clicked.connect(self._on_chosen)
        self.tree.expanded.connect(self._on_folded)
        self.tree.collapsed.connect(self._on_folded)
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)
        self._notebook: Notebook | None = None
        self._is_stale = False
        self._counting = QTimer(self, singleShot=True, interval=COUNTING)
        self._counting.timeout.connect(self._count)
        session.volume_changed.connect(self._filling.start)
        session.structure_changed.connect(self._filling.start)
        session.position_changed.connect(self._on_position_changed)
        self._fill()

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setIndentation(14)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setExpandsOnDoubleClick(False)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(PAGE, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(NOTES, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(PAGE, PAGE_COLUMN)
        header.moveSection(NOTES, PAGE)
        tree.setColumnHidden(NOTES, True)

    def _fill(self) -> None:
        scroll = self.tree.verticalScrollBar().value()
        self.model.set_volume(self._session.volume)
        self.tree.expandToDepth(OPEN_LEVELS - 1)
        self.tree.verticalScrollBar().setValue(scroll)
        self._count()
        if self._session.position is not None:
            self._on_position_changed(self._session.position)

    def attach_notes(self, notebook: Notebook) -> None:
        """Shows how many notes are below each heading."""
        self._notebook = notebook
        notebook.changed.connect(self._counting.start)
        self._count()

    def _count(self) -> None:
        """While nobody looks, that waits."""
        self._is_stale = not self.isVisible()
        if self._notebook is None or self._is_stale:
            return
        self.model.count_notes(self._notebook.items(), placing(self._session.order))
        most = self.model.most_notes
        self.tree.setColumnHidden(NOTES, not most)
        width = self.fontMetrics().horizontalAdvance(str(most)) + 2 * AROUND_COUNT + COUNT_GAP
        self.tree.header().resizeSection(NOTES, width)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._count()

    def _on_position_changed(self, position: Position) -> None:
        node = self.model.locate(position.document, position.page, position.y)
        if node is None:
            self.model.set_current(None)
            return
        shown = self._visible_index(node)
        self.model.set_current(self.model.node(shown))
        if not self.tree.underMouse():
            self.tree.scrollTo(shown)

    def _on_folded(self) -> None:
        if self._session.position is not None:
            self._on_position_changed(self._session.position)

    def _visible_index(self, node: OutlineNode) -> QModelIndex:
        """The row of `node`, or of the folded heading above it."""
        index = self.model.index_of(node)
        above = index.parent()
        while above.isValid():
            if not self.tree.isExpanded(above):
                index = above
            above = above.parent()
        return index

    def _on_chosen(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        rects = node.heading.place.rects if node.heading else ()
        self._session.jump(node.document, node.page, rects[0] if rects else None)


class _HeadingDelegate(QStyledItemDelegate):
    """Greys what is still being indexed, sets the row being read apart, and puts numbers of notes on a ground."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        count = index.data(Role.COUNT) if index.column() == NOTES else 0
        if count:
            self._paint_count(painter, option, index, str(count))
        else:
            super().paint(painter, option, index)

    def _paint_count(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        count: str,
    ) -> None:
        if index.data(Role.CURRENT):
            painter.fillRect(option.rect, _tint(option.palette))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = option.fontMetrics
        width = metrics.horizontalAdvance(count) + 2 * AROUND_COUNT
        height = min(metrics.height() - 2, option.rect.height() - 2)
        ground = QRectF(option.rect.right() - COUNT_GAP - width, 0, width, height)
        ground.moveTop(option.rect.top() + (option.rect.height() - height) / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(option.palette.color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(ground, height / 2, height / 2)
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, count)
        painter.restore()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        palette = option.palette
        if index.data(Role.WAITING):
            pale = palette.color(QPalette.ColorRole.PlaceholderText)
            palette.setColor(QPalette.ColorRole.Text, pale)
        if index.data(Role.CURRENT):
            option.backgroundBrush = QBrush(_tint(palette))
        option.palette = palette


def _tint(palette: QPalette) -> QColor:
    """The ground of the row being read."""
    tint = palette.color(QPalette.ColorRole.Highlight)
    tint.setAlphaF(0.16)
    return tint
