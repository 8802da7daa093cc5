"""The outline of the whole volume: follows the reading position, a click jumps. No knowledge of files."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QBrush, QPalette
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

from reader.models import OutlineModel, OutlineNode, Role
from reader.pacing import Paced
from reader.session import Session

PAGE_COLUMN = 34
"""Width of the column of printed pages, in device-independent pixels."""

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
        session.volume_changed.connect(self._filling.start)
        session.structure_changed.connect(self._filling.start)
        self._passing = Paced(self._show_position, self)
        session.position_changed.connect(self._passing.ask)
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
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, PAGE_COLUMN)

    def _fill(self) -> None:
        scroll = self.tree.verticalScrollBar().value()
        self.model.set_volume(self._session.volume)
        with QSignalBlocker(self.tree):  # each heading would look for the one being read
            self.tree.expandToDepth(OPEN_LEVELS - 1)
        self.tree.verticalScrollBar().setValue(scroll)
        self._show_position()

    def _show_position(self) -> None:
        position = self._session.position
        if position is None:
            return
        node = self.model.locate(position.document, position.page, position.y)
        if node is None:
            self.model.set_current(None)
            return
        shown = self._visible_index(node)
        self.model.set_current(self.model.node(shown))
        if not self.tree.underMouse():
            self.tree.scrollTo(shown)

    def _on_folded(self) -> None:
        self._show_position()

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
    """Greys what is still being indexed, and sets the row being read apart."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        palette = option.palette
        if index.data(Role.WAITING):
            pale = palette.color(QPalette.ColorRole.PlaceholderText)
            palette.setColor(QPalette.ColorRole.Text, pale)
        if index.data(Role.CURRENT):
            tint = palette.color(QPalette.ColorRole.Highlight)
            tint.setAlphaF(0.16)
            option.backgroundBrush = QBrush(tint)
        option.palette = palette
