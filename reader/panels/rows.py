"""Lists of places under headings: thousands of rows, of which only the visible ones are ever laid out.

Knows nothing of documents: a row is text with a bold part, and what happens when it is chosen.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
MARGIN = 6.0
PAGE_NUMBER = "000"
NOTE_NUMBER = "00"
"""What a label column must hold, whatever a single row has, so that the texts stand in line."""

_DIGITS = re.compile(r"\d+")

USE_LINES = 2
UNFOLDED_ROWS = 400
"""Up to this many rows a list opens with all its groups unfolded."""


class Row(Struct, frozen=True):
    """One line of a list.

    Attributes:
        label: a word in front, such as a page; shown paler.
        text: `text[start:end]` is shown bold.
        choose: called when the row is clicked or Enter is pressed on it.
        colour: of a bar at its left edge, "" for none.
    """

    label: str
    text: str
    start: int = 0
    end: int = 0
    choose: Callable[[], None] | None = None
    colour: str = ""


class Group(Struct, frozen=True):
    """Rows under a title; `row` makes the row at an index when it is needed."""

    title: str
    count: int
    row: Callable[[int], Row]
    show_count: bool = True


def group_of(title: str, rows: Sequence[Row], *, show_count: bool = True) -> Group:
    """A group of rows that are made already."""
    return Group(title, len(rows), rows.__getitem__, show_count)


class RowModel(QAbstractItemModel):
    """Two levels: groups, and their rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Group] = ()

    @property
    def groups(self) -> Sequence[Group]:
        return self._groups

    def set_groups(self, groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        """The row at `index`; None for the title of a group."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._groups[index.internalId() - 1].row(index.row())

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - Qt's signature
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        if not parent.isValid():
            return len(self._groups)
        return self._groups[parent.row()].count if parent.internalId() == 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's
        return self.rowCount(parent) > 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row_at(index)
        if row is None:
            group = self._groups[index.row()]
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{group.title} ({group.count})" if group.show_count else group.title
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.label} {row.text}".strip()
        return None


class RowDelegate(QStyledItemDelegate):
    """Paints a row: pale label, wrapped text with its bold part.

    Attributes:
        lines: how many lines a row may have.
        even: all rows have that many lines, so that none must be laid out to know its height.
        width: of the view, in device-independent pixels.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = USE_LINES
        self.even = True
        self.width = 200

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        grouped = index.internalId() == 0
        row = None if grouped or self.even else index.data(ROW_ROLE)
        if not isinstance(row, Row):
            lines = 1 if grouped else self.lines
            height = lines * option.fontMetrics.lineSpacing()
            return QSize(0, round(height + (2 if grouped else 1.4) * MARGIN))
        layout = self._layout(row, option.font, self._text_width(row, option.font))
        return QSize(0, round(layout.boundingRect().height() + 1.4 * MARGIN))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        if isinstance(row, Row):
            self._paint_row(painter, option, row)
        else:
            self._paint_title(painter, option, str(index.data()))
        painter.restore()

    def _paint_title(self, painter: QPainter, option: QStyleOptionViewItem, title: str) -> None:
        font = QFont(option.font)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(_colour(option, QPalette.ColorRole.WindowText))
        rect: QRect = option.rect.adjusted(round(MARGIN), 0, -round(MARGIN), 0)
        elided = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        rect = QRectF(option.rect)
        font: QFont = option.font
        top = rect.top() + 0.7 * MARGIN
        label_width = self._label_width(row, font)
        height = QFontMetricsF(font).lineSpacing()
        painter.setClipRect(rect)
        painter.setFont(font)
        if row.colour:
            bar = QRectF(rect.left() + 1, rect.top() + 2, MARGIN - 2, rect.height() - 4)
            painter.fillRect(bar, QColor(row.colour))
        painter.setPen(_colour(option, QPalette.ColorRole.PlaceholderText))
        label = QRectF(rect.left() + MARGIN, top, label_width, height)
        painter.drawText(label, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, row.label)
        painter.setPen(_colour(option, QPalette.ColorRole.Text))
        layout = self._layout(row, font, rect.width() - label_width - 2 * MARGIN)
        layout.draw(painter, QPointF(rect.left() + MARGIN + label_width, top))

    def _text_width(self, row: Row, font: QFont) -> float:
        return self.width - self._label_width(row, font) - 2 * MARGIN

    def _label_width(self, row: Row, font: QFont) -> float:
        """What stands before the text: the same for all rows of a list, nothing where none has one."""
        if not row.label:
            return 0.0
        metrics = QFontMetricsF(font)
        sample = _DIGITS.sub(PAGE_NUMBER, row.label) if self.even else NOTE_NUMBER
        return max(metrics.horizontalAdvance(t) for t in (sample, row.label)) + 1.5 * MARGIN

    def _layout(self, row: Row, font: QFont, width: float) -> QTextLayout:
        """The text in at most `lines` lines; what does not fit ends in an ellipsis."""
        layout = _wrapped(row, row.text, font, max(width, 20), self.lines)
        last = layout.lineAt(layout.lineCount() - 1)
        shown = last.textStart() + last.textLength() if last.isValid() else 0
        if shown < _utf16_length(row.text):
            text = row.text[: max(shown - 2, 0)].rstrip() + "…"
            return _wrapped(row, text, font, max(width, 20), self.lines)
        return layout


class RowView(QTreeView):
    """The list: a click or Enter on a row chooses it; titles fold.

    Signals:
        chosen(Row): before the row's own `choose` is called.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowModel(self)
        self._delegate = RowDelegate(self)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.clicked.connect(self._choose)

    @property
    def rows(self) -> RowModel:
        return self._rows

    def set_groups(
        self,
        groups: Sequence[Group],
        *,
        lines: int = USE_LINES,
        even: bool = True,
        present: tuple[int, int] = (-1, -1),
    ) -> None:
        """Shows `groups`; rows take `lines` lines each, or up to that many when not `even`.

        All groups are unfolded; when they are long, only the one with the `present` row
        (group, row), which becomes the current one.
        """
        self._delegate.lines = lines
        self._delegate.even = even
        self._delegate.width = self.viewport().width()
        self._rows.set_groups(groups)
        group, row = present
        parent = self._rows.index(group, 0)
        if sum(each.count for each in groups) <= UNFOLDED_ROWS:
            self.expandAll()
        elif parent.isValid():
            self.expand(parent)
        current = self._rows.index(row, 0, parent) if parent.isValid() else QModelIndex()
        if current.isValid():
            self.setCurrentIndex(current)
            self.scrollTo(current)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._delegate.width = self.viewport().width()
        if not self._delegate.even:
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index)
        if row is None:
            self.setExpanded(index, not self.isExpanded(index))
            return
        self.chosen.emit(row)
        if row.choose is not None:
            row.choose()


def _wrapped(row: Row, text: str, font: QFont, width: float, lines: int) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if row.end > row.start:
        layout.setFormats([_bold(row)])
    layout.beginLayout()
    top = 0.0
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _bold(row: Row) -> QTextLayout.FormatRange:
    bold = QTextLayout.FormatRange()
    bold.start = _utf16_length(row.text[: row.start])
    bold.length = _utf16_length(row.text[row.start : row.end])
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold)
    bold.format = made
    return bold


def _utf16_length(text: str) -> int:
    """Qt counts in UTF-16; a character outside the basic plane (𠮷) is two of its units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _colour(option: QStyleOptionViewItem, role: QPalette.ColorRole) -> QColor:
    selected = option.state & QStyle.StateFlag.State_Selected
    palette: QPalette = option.palette
    return palette.color(QPalette.ColorRole.HighlightedText if selected else role)
