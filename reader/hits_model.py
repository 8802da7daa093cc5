"""The hits of a search as a tree under their headings: a Qt item model; what a row shows is fetched when it is looked at."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, QTimer

from index_builder.found import Kind, Sheaf
from reader.finding import Finder
from reader.models import NO_INDEX, Index, Role
from reader.results import Section, place_in
from reader.search_settings import Scope

TITLE_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
HIT_FLAGS = TITLE_FLAGS | Qt.ItemFlag.ItemNeverHasChildren

Folded = tuple[Sheaf, int, Sequence[int]]
"""Rows of one document, the number of the first of them, and the numbers of those that are shown."""


class HitNode:
    """A title with the hits right under it, as numbers, and narrower titles below those.

    Attributes:
        count: hits here and further down.
        folded: hits further down that are laid out when somebody looks.
        is_asked: the headings of the folded ones have been asked for.
        is_section: the title of a volume of the library, or of hits that do not answer the query itself.
    """

    __slots__ = (
        *("_named", "children", "count", "folded", "hits"),
        *("is_asked", "is_section", "parent", "place", "title"),
    )

    def __init__(
        self, title: str, parent: "HitNode | None" = None, *, is_section: bool = False
    ) -> None:
        self.title = title
        self.parent = parent
        self.is_section = is_section
        self.is_asked = False
        self.hits: list[int] = []
        self.folded: list[Folded] = []
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

    def named(self, title: str) -> "HitNode | None":
        """The narrower title of that name."""
        return self._named.get(title)

    def under(self, title: str, *, is_section: bool = False) -> "HitNode":
        """The narrower title of that name, made when it is not there yet."""
        if title not in self._named:
            self._named[title] = HitNode(title, self, is_section=is_section)
        return self._named[title]

    def add(self, numbers: Sequence[int]) -> None:
        """Puts hits right under this title."""
        self.hits.extend(numbers)
        self._count(len(numbers))

    def fold(self, hits: Folded) -> None:
        """Puts hits somewhere under this title, to be laid out later."""
        self.folded.append(hits)
        self._count(len(hits[2]))

    def unfold(self, other: "HitNode") -> None:
        """What was folded stands here as it stands under `other`."""
        self.folded, self.is_asked = [], False
        self.hits, self.children = other.hits, other.children
        self._named = {child.title: child for child in self.children}
        for child in self.children:
            child.parent = self

    def trail(self) -> list[str]:
        """The titles from the outermost down to this one."""
        above = self.parent.trail() if self.parent is not None and self.parent.parent else []
        return [*above, self.title]

    def _count(self, more: int) -> None:
        node: HitNode | None = self
        while node is not None:
            node.count += more
            node = node.parent


class HitsModel(QAbstractItemModel):
    """The finder's results: titles with counts, under them hits and narrower titles.

    Exact hits come first; other forms and other names have a title of their own each.
    """

    def __init__(self, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._root = HitNode("")
        self._tops: list[HitNode] = []
        self._asked: list[HitNode] = []
        self._missing: set[int] = set()
        self._wanted: list[int] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._want)
        finder.results_changed.connect(self.refresh)
        finder.results_grown.connect(self._on_grown)
        finder.details_came.connect(self._on_details)
        finder.headings_came.connect(self._on_headings)
        self.refresh()

    def refresh(self) -> None:
        """Shows the finder's results in place of what was there."""
        self.beginResetModel()
        self._root = HitNode("")
        self._tops, self._asked, self._missing = [], [], set()
        self._wanted = []
        for section in self._finder.results.sections:
            self._add(section)
        self.endResetModel()

    def _on_grown(self) -> None:
        """Adds the sections that came after the exact hits; what is shown stays as it is."""
        sections = self._finder.results.sections[len(self._tops) :]
        new = [s for s in sections if s.numbers(self._finder.part)]
        if new:
            row = self.rowCount()
            self.beginInsertRows(NO_INDEX, row, row + len(new) - 1)
            for section in sections:
                self._add(section)
            self.endInsertRows()

    def _add(self, section: Section) -> None:
        finder = self._finder
        is_own = section.first == 0 and section.found.kind is Kind.EXACT
        is_empty = not section.numbers(finder.part)
        top = (
            self._root
            if is_own or is_empty
            else HitNode(self._section_title(section), self._root, is_section=True)
        )
        self._tops.append(top)
        if section.is_flat:
            top.add(section.numbers(finder.part))
            return
        for sheaf in section.found.sheaves:
            numbers = section.numbers_of(sheaf, finder.part)
            hits = sheaf, section.first + sheaf.first, numbers
            if numbers and finder.scope is Scope.LIBRARY:
                title = finder.volume_title(sheaf.document)
                top.under(title, is_section=top is self._root).fold(hits)
            elif numbers:
                self._lay(top, hits)

    def _lay(self, top: HitNode, hits: Folded) -> None:
        """Puts hits under their headings."""
        sheaf, base, numbers = hits
        above = sheaf.headings()
        for heading, group in groupby(numbers, lambda number: above[number - base]):
            node = top
            for title in self._path(sheaf.document, heading):
                node = node.under(title)
            node.add(list(group))

    def _path(self, document: int, heading: int) -> Sequence[str]:
        """The titles under which hits below that heading of a document stand, −1 for none."""
        finder = self._finder
        if heading >= 0:
            return finder.headings[document][heading]
        is_under_volume = finder.scope is Scope.LIBRARY
        return ((finder.document_title if is_under_volume else finder.volume_title)(document),)

    def canFetchMore(self, parent: Index) -> bool:
        node = self.node(parent)
        return node is not None and bool(node.folded) and not node.is_asked

    def fetchMore(self, parent: Index) -> None:
        node = self.node(parent)
        if node is not None:
            self._unfold(node)

    def _unfold(self, node: HitNode) -> None:
        """Lays out what is folded under a title, or asks for the headings that this takes."""
        known = self._finder.headings
        missing = {sheaf.document for sheaf, _, _ in node.folded} - known.keys()
        if missing and not node.is_asked:
            node.is_asked = True
            self._asked.append(node)
            self._missing |= missing
            self._soon.start()
        if missing or not node.folded:
            return
        laid = HitNode(node.title)
        for hits in node.folded:
            self._lay(laid, hits)
        index = self.createIndex(node.row, 0, node.parent)
        self.beginInsertRows(index, 0, len(laid.hits) + len(laid.children) - 1)
        node.unfold(laid)
        self.endInsertRows()

    def _on_headings(self) -> None:
        asked, self._asked = self._asked, []
        for node in asked:
            node.is_asked = False
            self._unfold(node)

    def _section_title(self, section: Section) -> str:
        return section.found.name or self.tr("Other forms")

    def hit_number(self, index: Index) -> int:
        """The number of the hit at `index`, −1 for a title."""
        above = index.internalPointer() if index.isValid() else None
        if not isinstance(above, HitNode) or index.row() >= len(above.hits):
            return -1
        return above.hits[index.row()]

    def index_of(self, number: int) -> QModelIndex:
        """Where a hit stands; no index where it is not shown, or not yet."""
        results = self._finder.results
        if not 0 <= number < len(results):
            return NO_INDEX
        section = results.section_of(number)
        node = self._home(section, number)
        row = place_in(node.hits, number) if node is not None else -1
        return self.createIndex(row, 0, node) if row >= 0 else NO_INDEX

    def _home(self, section: Section, number: int) -> HitNode | None:
        """The title right above a hit, None while that is folded."""
        top = self._tops[self._finder.results.sections.index(section)]
        if section.is_flat:
            return top
        sheaf = section.found.sheaf(number - section.first)
        node: HitNode | None = top
        if self._finder.scope is Scope.LIBRARY:
            node = top.named(self._finder.volume_title(sheaf.document))
            if node is None or (node.folded and not self._unfolded(node)):
                return None
        heading = sheaf.headings()[number - section.first - sheaf.first]
        for title in self._path(sheaf.document, heading):
            node = node.named(title) if node is not None else None
        return node

    def _unfolded(self, node: HitNode) -> bool:
        self._unfold(node)
        return not node.folded

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

    def hasChildren(self, parent: Index = NO_INDEX) -> bool:
        node = self.node(parent)
        return node is not None and bool(node.folded or node.hits or node.children)

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
        missing, self._missing = self._missing, set()
        if missing:
            self._finder.want_headings(sorted(missing))
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
