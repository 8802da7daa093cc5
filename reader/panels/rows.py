"""Lists of places under headings: thousands of rows, of which only the visible ones are ever laid out.

Knows nothing of documents: a row is text with a bold part, and what happens when it is chosen.
"""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
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
    QImage,
    QKeyEvent,
    QPainter,
    QPalette,
    QTextLayout,
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

from reader.panels.row_text import lay_out

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
MARGIN = 6.0
PAGE_NUMBER = "000"
NOTE_NUMBER = "00"
"""What a label column must hold, whatever a single row has, so that the texts stand in line."""

_DIGITS = re.compile(r"\d+")

KEPT_LAYOUTS = 200
"""So many rows are kept laid out: what is in sight, and what was a moment ago."""

USE_LINES = 2
MARK_WIDTH, MARK_TINT = 3.0, 0.13
"""Of the row that is being looked at: a bar in device-independent pixels, and how strong its tint is."""

UNFOLDED_ROWS = 400
"""Up to this many rows a list opens with all its groups unfolded."""


class Thumb(Struct, frozen=True):
    """A small picture under the text of a row, in device-independent pixels.

    `picture` gives it as soon as it is there; the room for it is kept from the beginning.
    """

    width: int
    height: int
    picture: Callable[[], QImage | None]


class Row(Struct, frozen=True):
    """One line of a list.

    Attributes:
        label: a word in front, such as a page; shown paler.
        text: `text[start:end]` is shown bold.
        choose: called when the row is clicked or Enter is pressed on it.
        colour: of a bar at its left edge, "" for none.
        thumb: a small picture below the text.
    """

    label: str
    text: str
    start: int = 0
    end: int = 0
    choose: Callable[[], None] | None = None
    colour: str = ""
    thumb: Thumb | None = None


class Group(Struct, frozen=True):
    """Rows under a title; `row` makes the row at an index when it is needed.

    `keys` tell which rows of a newer list are the same; () where lists are made anew.
    """

    title: str
    count: int
    row: Callable[[int], Row]
    show_count: bool = True
    keys: tuple[Hashable, ...] = ()


def group_of(title: str, rows: Sequence[Row], *, show_count: bool = True) -> Group:
    """A group of rows that are made already."""
    return Group(title, len(rows), rows.__getitem__, show_count)


def keyed_group(title: str, rows: Mapping[Hashable, Row]) -> Group:
    """A group of rows that are known by their keys, in the mapping's order."""
    keys, known = tuple(rows), dict(rows)
    return Group(title, len(keys), lambda n: known[keys[n]], show_count=False, keys=keys)


class RowModel(QAbstractItemModel):
    """Two levels: groups, and their rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[Group] = []

    @property
    def groups(self) -> Sequence[Group]:
        return self._groups

    def set_groups(self, groups: Sequence[Group]) -> None:
        self.beginResetModel()
        self._groups = list(groups)
        self.endResetModel()

    def update_groups(self, groups: Sequence[Group]) -> None:
        """Takes rows out and puts rows in until the keyed groups are these, as many as before.

        What stays must be in the same order in both.
        """
        for number, group in enumerate(groups):
            if group.keys != self._groups[number].keys:
                self._update_group(number, group)

    def _update_group(self, number: int, group: Group) -> None:
        old, parent = self._groups[number], self.index(number, 0)
        rows = {key: old.row(n) for n, key in enumerate(old.keys)}
        rows |= {key: group.row(n) for n, key in enumerate(group.keys)}
        keys, wanted = list(old.keys), set(group.keys)

        def put() -> None:
            self._groups[number] = keyed_group(group.title, {key: rows[key] for key in keys})

        for n in reversed(range(len(keys))):
            if keys[n] not in wanted:
                self.beginRemoveRows(parent, n, n)
                del keys[n]
                put()
                self.endRemoveRows()
        for n, key in enumerate(group.keys):
            if n >= len(keys) or keys[n] != key:
                self.beginInsertRows(parent, n, n)
                keys.insert(n, key)
                put()
                self.endInsertRows()

    def index_of(self, key: Hashable) -> QModelIndex:
        """The row of a keyed group; an invalid index when there is none."""
        for number, group in enumerate(self._groups):
            if key in group.keys:
                return self.index(group.keys.index(key), 0, self.index(number, 0))
        return QModelIndex()

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
        marked: the row that is being looked at.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = USE_LINES
        self.even = True
        self.width = 200
        self.marked = QPersistentModelIndex()
        self._layouts: dict[tuple[Row, float], QTextLayout] = {}

    def forget(self) -> None:
        """What was laid out is of another font, or of another list."""
        self._layouts.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        grouped = index.internalId() == 0
        row = None if grouped or self.even else index.data(ROW_ROLE)
        if not isinstance(row, Row):
            lines = 1 if grouped else self.lines
            height = lines * option.fontMetrics.lineSpacing()
            return QSize(0, round(height + (2 if grouped else 1.4) * MARGIN))
        layout = self._layout(row, option.font, self._text_width(row, option.font))
        below = row.thumb.height + MARGIN if row.thumb is not None else 0
        return QSize(0, round(layout.boundingRect().height() + below + 1.4 * MARGIN))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        if index == self.marked:
            self._paint_mark(painter, option)
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
        left = rect.left() + MARGIN + label_width
        layout.draw(painter, QPointF(left, top))
        if row.thumb is not None:
            _paint_thumb(painter, row.thumb, left, top + layout.boundingRect().height() + MARGIN)

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """What is being looked at: a tint, and a bar at the left edge."""
        rect = QRectF(option.rect)
        color = option.palette.color(QPalette.ColorRole.Highlight)
        painter.fillRect(QRectF(rect.left(), rect.top(), MARK_WIDTH, rect.height()), color)
        color.setAlphaF(MARK_TINT)
        painter.fillRect(rect, color)

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
        """The row's text, laid out once as long as the row is kept."""
        key = (row, width)
        if key not in self._layouts:
            if len(self._layouts) >= KEPT_LAYOUTS:
                self._layouts.clear()
            self._layouts[key] = lay_out(row.text, (row.start, row.end), font, width, self.lines)
        return self._layouts[key]


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
        self._delegate.marked = QPersistentModelIndex()
        self._delegate.forget()
        self._rows.set_groups(groups)
        group, row = present
        parent = self._rows.index(group, 0)
        if sum(each.count for each in groups) <= UNFOLDED_ROWS:
            self.expandAll()
        elif parent.isValid():
            self.expand(parent)
        self.show_row(group, row)

    def show_row(self, group: int, row: int) -> None:
        """Makes a row the current one and brings it into sight, if there is one."""
        parent = self._rows.index(group, 0)
        current = self._rows.index(row, 0, parent) if parent.isValid() else QModelIndex()
        if current.isValid():
            self.setCurrentIndex(current)
            self.scrollTo(current)

    def update_groups(self, groups: Sequence[Group]) -> None:
        """Shows keyed groups in place of as many others; what is in both keeps its place in sight."""
        held = self.indexAt(QPoint(1, 1))
        while held.isValid() and not self._stays(held, groups):
            held = self.indexBelow(held)
        kept = QPersistentModelIndex(held)
        before = self.visualRect(held).top() if held.isValid() else 0
        self._rows.update_groups(groups)
        self.hide_empty()
        if kept.isValid() and self.verticalScrollBar().value():
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(kept).top() - before)

    def hide_empty(self) -> None:
        """Titles without rows are not shown."""
        for number, group in enumerate(self._rows.groups):
            if self.isRowHidden(number, QModelIndex()) == bool(group.count):
                self.setRowHidden(number, QModelIndex(), not group.count)

    def _stays(self, index: QModelIndex, groups: Sequence[Group]) -> bool:
        if index.internalId() == 0:
            return bool(groups[index.row()].count)
        present = self._rows.groups[index.parent().row()]
        return present.keys[index.row()] in groups[index.parent().row()].keys

    def mark(self, key: Hashable, *, bring: bool) -> None:
        """Marks the row of a keyed group as what is being looked at; `bring` scrolls to it."""
        found = self._rows.index_of(key)
        if self._delegate.marked != found:
            before = self._delegate.marked
            self.update(before.sibling(before.row(), 0))
            self._delegate.marked = QPersistentModelIndex(found)
            self.update(found)
        if bring and found.isValid():
            self.scrollTo(found)

    @property
    def marked(self) -> Row | None:
        """The row that is being looked at."""
        return self._rows.row_at(self._delegate.marked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._delegate.forget()

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


def _paint_thumb(painter: QPainter, thumb: Thumb, left: float, top: float) -> None:
    box = QRectF(left, top, thumb.width, thumb.height)
    picture = thumb.picture()
    if picture is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, picture)
    else:
        painter.drawRect(box.adjusted(0, 0, -1, -1))


def _colour(option: QStyleOptionViewItem, role: QPalette.ColorRole) -> QColor:
    selected = option.state & QStyle.StateFlag.State_Selected
    palette: QPalette = option.palette
    return palette.color(QPalette.ColorRole.HighlightedText if selected else role)
