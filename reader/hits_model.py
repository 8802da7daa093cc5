"""The hits of a search as a tree under their headings: a Qt item model; what a row shows is fetched when it is looked at."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, QTimer

from index_builder.found import Kind
from reader.finding import Finder
from reader.models import NO_INDEX, Index, Role
from reader.results import Section
from reader.search_settings import Scope

TITLE_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
HIT_FLAGS = TITLE_FLAGS | Qt.ItemFlag.ItemNeverHasChildren


class HitNode:
    """A title with the hits right under it, as numbers, and narrower titles below those.

    Attributes:
        count: hits here and further down.
        is_section: the title of a volume of the library, or of hits that do not answer the query itself.
    """

    __slots__ = ("_named", "children", "count", "hits", "is_section", "parent", "place", "title")

    def __init__(
        self, title: str, parent: "HitNode | None" = None, *, is_section: bool = False
    ) -> None:
        self.title = title
        self.parent = parent
        self.is_section = is_section
        self.hits: list[int] = []
        self.children: list[HitNode] = []
        self.count = 0
        self.place = 0
        self._named: dict[str, HitNode] = {}
        if parent is not None:
            self.place = len(parent.children)
            parent.children.append(self)

    @property
    def row(self) -> int:
        """Hits stand before narrower titles."""
        return self.place + (len(self.parent.hits) if self.parent else 0)

    def under(self, title: str, *, is_section: bool = False) -> "HitNode":
        """The narrower title of that name, made when it is not there yet."""
        if title not in self._named:
            self._named[title] = HitNode(title, self, is_section=is_section)
        return self._named[title]

    def add(self, numbers: Sequence[int]) -> None:
        """Puts hits right under this title."""
        self.hits.extend(numbers)
        node: HitNode | None = self
        while node is not None:
            node.count += len(numbers)
            node = node.parent

    def trail(self) -> list[str]:
        """The titles from the outermost down to this one."""
        above = self.parent.trail() if self.parent is not None and self.parent.parent else []
        return [*above, self.title]


class HitsModel(QAbstractItemModel):
    """The finder's results: titles with counts, under them hits and narrower titles.

    Exact hits come first; other forms and other names have a title of their own each.
    """

    def __init__(self, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._root = HitNode("")
        self._homes: dict[int, tuple[HitNode, int]] = {}
        self._wanted: list[int] = []
        self._others = 0
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._want)
        finder.results_changed.connect(self.refresh)
        finder.results_grown.connect(self._on_grown)
        finder.details_came.connect(self._on_details)
        self.refresh()

    def refresh(self) -> None:
        """Shows the finder's results in place of what was there."""
        self.beginResetModel()
        self._root = HitNode("")
        self._homes = {}
        self._wanted = []
        self._others = 0
        for section in self._finder.results.sections:
            self._add(section)
        self.endResetModel()

    def _on_grown(self) -> None:
        """Adds the sections that came after the exact hits; what is shown stays as it is."""
        sections = self._finder.results.sections[1:]
        new = [s for s in sections if s.numbers(self._finder.part)][self._others :]
        if new:
            row = self.rowCount()
            self.beginInsertRows(NO_INDEX, row, row + len(new) - 1)
            for section in new:
                self._add(section)
            self._homes = {}
            self.endInsertRows()

    def _add(self, section: Section) -> None:
        finder = self._finder
        top = self._root
        if section.first or section.found.kind is not Kind.EXACT:
            if not section.numbers(finder.part):
                return
            top = HitNode(self._section_title(section), self._root, is_section=True)
            self._others += 1
        if section.is_flat:
            top.add(section.numbers(finder.part))
            return
        shown = section.numbers(finder.part)
        place = 0
        for group in section.found.groups:
            end = place
            limit = section.first + group.first + group.count
            while end < len(shown) and shown[end] < limit:
                end = end + group.count if finder.part is None else end + 1
            if numbers := shown[place:end]:
                self._home(top, group.document, group.headings).add(numbers)
            place = end

    def _home(self, top: HitNode, document: int, headings: Sequence[str]) -> HitNode:
        finder = self._finder
        node = top
        if finder.scope is Scope.LIBRARY:
            node = node.under(finder.volume_title(document), is_section=top is self._root)
            headings = headings or (finder.document_title(document),)
        for title in headings or (finder.volume_title(document),):
            node = node.under(title)
        return node

    def _section_title(self, section: Section) -> str:
        return section.found.name or self.tr("Other forms")

    def hit_number(self, index: Index) -> int:
        """The number of the hit at `index`, −1 for a title."""
        above = index.internalPointer() if index.isValid() else None
        if not isinstance(above, HitNode) or index.row() >= len(above.hits):
            return -1
        return above.hits[index.row()]

    def index_of(self, number: int) -> QModelIndex:
        """Where a hit stands; no index where it is not shown."""
        if not self._homes:
            self._homes = {
                hit: (node, row) for node in _every(self._root) for row, hit in enumerate(node.hits)
            }
        if number not in self._homes:
            return QModelIndex()
        node, row = self._homes[number]
        return self.createIndex(row, 0, node)

    def node(self, index: Index) -> HitNode | None:
        """The title at `index`, None for a hit."""
        if not index.isValid():
            return self._root
        above = index.internalPointer()
        assert isinstance(above, HitNode)
        place = index.row() - len(above.hits)
        return above.children[place] if place >= 0 else None

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, 0, self.node(parent))

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        above = index.internalPointer() if index.isValid() else None
        if not isinstance(above, HitNode) or above.parent is None:
            return QModelIndex()
        return self.createIndex(above.row, 0, above.parent)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        node = self.node(parent)
        return len(node.hits) + len(node.children) if node is not None else 0

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return HIT_FLAGS if self.node(index) is None else TITLE_FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is not None:
            return _title_data(node, role) if index.isValid() else None
        number = self.hit_number(index)
        if role == Role.LABEL:
            return self._finder.label(number)
        if role not in {Qt.ItemDataRole.DisplayRole, Role.HIT, Qt.ItemDataRole.ToolTipRole}:
            return None
        detail = self._finder.details.get(number)
        if detail is None:
            self._wanted.append(number)
            self._soon.start()
            return None if role == Role.HIT else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return " › ".join(detail.hit.headings)
        return detail.hit if role == Role.HIT else detail.hit.snippet

    def _want(self) -> None:
        wanted, self._wanted = self._wanted, []
        self._finder.want(wanted)

    def _on_details(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            index = self.index_of(number)
            if index.isValid():
                self.dataChanged.emit(index, index)


def _title_data(node: HitNode, role: int) -> Any:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return node.title
        case Qt.ItemDataRole.ToolTipRole:
            return " › ".join(node.trail())
        case Role.COUNT:
            return node.count
        case Role.SECTION:
            return node.is_section
        case _:
            return None


def _every(node: HitNode) -> Iterator[HitNode]:
    yield node
    for child in node.children:
        yield from _every(child)
