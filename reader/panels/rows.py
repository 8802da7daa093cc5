"""Lists of places under headings: thousands of rows, of which only the visible ones are ever laid out.

Knows nothing of documents: a row is text with a bold part, and what happens when it is chosen.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reader.panels.row_painter import USE_LINES, RowPainter

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
TOLD = {int(ROW_ROLE), int(Qt.ItemDataRole.DisplayRole)}
"""The roles that rows answer to; views ask for a dozen others at each paint."""

LOOK_CHANGES = {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange}

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

        for first, end in reversed(_runs(keys, wanted)):
            self.beginRemoveRows(parent, first, end - 1)
            del keys[first:end]
            put()
            self.endRemoveRows()
        for first, end in _runs(group.keys, set(keys)):
            self.beginInsertRows(parent, first, end - 1)
            keys[first:first] = group.keys[first:end]
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
        """Views ask for this dozens of times at each paint."""
        if column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, 0, 0) if row < len(self._groups) else QModelIndex()
        group = parent.row()
        if parent.internalId() != 0 or row >= self._groups[group].count:
            return QModelIndex()
        return self.createIndex(row, 0, group + 1)

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
        if role not in TOLD or not index.isValid():
            return None
        row = self.row_at(index)
        if role == ROW_ROLE:
            return row
        if row is not None:
            return f"{row.label} {row.text}".strip()
        group = self._groups[index.row()]
        return f"{group.title} ({group.count})" if group.show_count else group.title


def _runs(keys: Sequence[Hashable], known: set[Hashable]) -> list[tuple[int, int]]:
    """Where keys follow one another that are not `known`: the first, and the one behind the last."""
    runs: list[tuple[int, int]] = []
    for n, key in enumerate(keys):
        if key in known:
            continue
        if runs and runs[-1][1] == n:
            runs[-1] = runs[-1][0], n + 1
        else:
            runs.append((n, n + 1))
    return runs


class RowDelegate(QStyledItemDelegate):
    """Paints rows and titles.

    Attributes:
        look: how they look.
        width: of the view, in device-independent pixels.
        marked: the row that is being looked at.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = RowPainter()
        self.width = 200
        self.marked = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = self.look
        if index.internalId() == 0:
            return QSize(0, look.even_height(option, 1, 2))
        row = None if look.even else index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return QSize(0, look.even_height(option, look.lines, 1.4))
        return QSize(0, look.height(row, option.font, self.width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        what = row if isinstance(row, Row) else str(index.data())
        self.look.paint(painter, option, what, is_marked=index == self.marked)


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
        self._is_brought = False
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._bring_marked)

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
        self._delegate.look.lines = lines
        self._delegate.look.even = even
        self._delegate.width = self.viewport().width()
        self._delegate.marked = QPersistentModelIndex()
        self._delegate.look.forget()
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
        self._is_brought = bring
        self._bring_marked()

    def _bring_marked(self) -> None:
        """Rows become higher when the scroll bar comes, and what was brought into sight might leave it."""
        marked = self._delegate.marked
        if self._is_brought and marked.isValid():
            self.scrollTo(marked.sibling(marked.row(), 0))

    @property
    def marked(self) -> Row | None:
        """The row that is being looked at."""
        return self._rows.row_at(self._delegate.marked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES:
            self._delegate.look.forget()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._delegate.width = self.viewport().width()
        if not self._delegate.look.even:
            self.scheduleDelayedItemsLayout()
            self._again.start()

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
