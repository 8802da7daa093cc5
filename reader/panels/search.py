"""The hits of a search as a tree under their headings; the box to type in is the window's."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from index_builder.model import Hit
from reader.models import HitsModel, Role
from reader.session import Session

UNFOLDED = 2000
"""Hits up to this number are shown with all groups unfolded."""

LEAD = 14
"""Characters of a snippet in front of its hit."""

MARGIN = 4


class SearchPanel(QWidget):
    """Count and tree of the hits; choosing one jumps to it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = HitsModel(self)
        self.count = QLabel(self)
        self.count.setWordWrap(True)
        self.count.setContentsMargins(8, 6, 8, 6)
        self.tree = QTreeView(self)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_HitDelegate(self.tree))
        self._set_up_tree()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.count)
        layout.addWidget(self.tree, 1)
        self.tree.clicked.connect(self._on_chosen)
        self.tree.activated.connect(self._on_chosen)
        session.hits_changed.connect(self._on_hits_changed)
        session.hit_selected.connect(self._on_hit_selected)
        session.progress_changed.connect(self._say_count)
        self._on_hits_changed()

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setIndentation(10)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        tree.setExpandsOnDoubleClick(False)

    def _on_hits_changed(self) -> None:
        self.model.set_hits(self._session.hits, self._session.volume)
        if len(self._session.hits) <= UNFOLDED:
            self.tree.expandAll()
        if self._session.current_hit >= 0:
            self._on_hit_selected(self._session.current_hit)
        self._say_count()

    def _say_count(self) -> None:
        query, hits = self._session.query.strip(), self._session.hits
        if not query:
            text = self.tr("Type into the search box (Ctrl+F): every occurrence is listed here.")
        elif hits:
            pages = len({(hit.document, hit.places[0].page) for hit in hits})
            text = self.tr("{0} hits on {1} pages").format(len(hits), pages)
        elif self._session.progress.running:
            text = self.tr("Nothing found yet: the index is being built.")
        else:
            text = self.tr("“{0}” does not occur in this volume.").format(query)
        self.count.setText(text)

    def _on_chosen(self, index: QModelIndex) -> None:
        number = self.model.hit_number(index)
        if number >= 0:
            self._session.select_hit(number)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _on_hit_selected(self, number: int) -> None:
        index = self.model.index_of(number)
        self.tree.expand(index.parent())
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)


class _HitDelegate(QStyledItemDelegate):
    """A hit as two lines of snippet with the hit bold and the printed page; a group as one bold line."""

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(120, 2 * option.fontMetrics.lineSpacing() + 2 * MARGIN)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setPen(option.palette.color(role))
        area = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        hit = index.data(Role.HIT)
        if hit is None:
            _paint_group(painter, option, area, index)
        else:
            _paint_hit(painter, option, area, hit, index.data(Role.LABEL))
        painter.restore()


def _paint_group(
    painter: QPainter,
    option: QStyleOptionViewItem,
    area: QRect,
    index: QModelIndex | QPersistentModelIndex,
) -> None:
    count = str(index.data(Role.COUNT))
    width = option.fontMetrics.horizontalAdvance(count) + 2 * MARGIN
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
    font = QFont(option.font)
    font.setBold(True)
    painter.setFont(font)
    room = area.adjusted(0, 0, -width, 0)
    text = painter.fontMetrics().elidedText(
        str(index.data()), Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _paint_hit(
    painter: QPainter, option: QStyleOptionViewItem, area: QRect, hit: Hit, label: str
) -> None:
    width = option.fontMetrics.horizontalAdvance(label) + 2 * MARGIN if label else 0
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, label)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    before, text, after = _around(hit)
    mark = QTextLayout.FormatRange()
    mark.start, mark.length, mark.format = _units(before), _units(text), bold
    layout = QTextLayout(before + text + after, option.font)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrapping)
    layout.setFormats([mark])
    layout.beginLayout()
    for number in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width() - width)
        line.setPosition(QPointF(0, number * option.fontMetrics.lineSpacing()))
    layout.endLayout()
    layout.draw(painter, QPointF(area.topLeft()))


def _around(hit: Hit) -> tuple[str, str, str]:
    """What stands before the hit, short enough to leave it in sight, the hit, and what follows."""
    start = max(0, hit.start - LEAD)
    before = ("…" if start else "") + hit.snippet[start : hit.start]
    return before, hit.snippet[hit.start : hit.end], hit.snippet[hit.end :]


def _units(text: str) -> int:
    """The length of `text` as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
