"""The rows of the list of hits: how titles and snippets are drawn, and the keys that lead through them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
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
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from index_builder.model import Hit
from reader.models import Role

LEAD = 14
"""Characters of a snippet in front of its hit."""

MARGIN = 4
MOVING = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
PASSING = frozenset(
    {
        Qt.FocusReason.ActiveWindowFocusReason,
        Qt.FocusReason.PopupFocusReason,
        Qt.FocusReason.MenuBarFocusReason,
    }
)
"""Why the focus may go without the reader having left the list."""

Index = QModelIndex | QPersistentModelIndex


class HitTree(QTreeView):
    """A tree that tells what its keys mean.

    Signals:
        moved(QModelIndex): the keyboard has made another row the current one.
        entered_row(QModelIndex): Enter was pressed on it.
        escaped: Escape was pressed.
        topped: Up was pressed on the first hit.
        abandoned: the reader does something elsewhere.
    """

    moved = Signal(QModelIndex)
    entered_row = Signal(QModelIndex)
    escaped = Signal()
    topped = Signal()
    abandoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(HitDelegate(self))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(8)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)

    def first_hit(self) -> QModelIndex:
        """The uppermost row that is not the title of what stands below it unfolded."""
        index = self.model().index(0, 0)
        while index.isValid() and self.isExpanded(index):
            index = self.indexBelow(index)
        return index if index.isValid() else self.model().index(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered_row.emit(before)
                return
            case Qt.Key.Key_Escape:
                self.escaped.emit()
                return
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(before, down=event.key() == Qt.Key.Key_Down)
            case _:
                super().keyPressEvent(event)
        if event.key() in MOVING and self.currentIndex() != before:
            self.moved.emit(self.currentIndex())

    def _step(self, index: QModelIndex, *, down: bool) -> None:
        """To the next row that is not the title of what stands below it unfolded."""
        index = self.indexBelow(index) if down else self.indexAbove(index)
        while index.isValid() and self.isExpanded(index):
            index = self.indexBelow(index) if down else self.indexAbove(index)
        if index.isValid():
            self.setCurrentIndex(index)
        elif not down:
            self.topped.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in PASSING:
            self.abandoned.emit()


class HitDelegate(QStyledItemDelegate):
    """A hit as two lines of snippet with the hit bold and the printed page; a title as one bold line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        tall = option.widget.uniformRowHeights() if isinstance(option.widget, QTreeView) else True
        lines = 2 if tall or index.data(Role.COUNT) is None else 1
        return QSize(120, lines * option.fontMetrics.lineSpacing() + 2 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        if index.data(Role.SECTION):
            option.backgroundBrush = option.palette.alternateBase()
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        pale = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
        painter.save()
        painter.setPen(option.palette.color(role))
        area = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        if index.data(Role.COUNT) is not None:
            _paint_title(painter, option, area, index)
        else:
            _paint_hit(painter, option, area, index, option.palette.color(pale))
        painter.restore()


def _paint_title(
    painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index
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
    painter: QPainter, option: QStyleOptionViewItem, area: QRect, index: Index, pale: QColor
) -> None:
    label = str(index.data(Role.LABEL))
    width = option.fontMetrics.horizontalAdvance(label) + 2 * MARGIN if label else 0
    hit = index.data(Role.HIT)
    if hit is not None:
        _paint_snippet(painter, option, area.adjusted(0, 0, -width, 0), hit)
    painter.setPen(pale)
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, label)
    if hit is None:
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, "…")


def _paint_snippet(painter: QPainter, option: QStyleOptionViewItem, area: QRect, hit: Hit) -> None:
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
        line.setLineWidth(area.width())
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
