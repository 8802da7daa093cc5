"""The Qt item model of the outline, and what item models answer.

Models hold records and answer on demand; nothing here reads files or knows widgets.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from enum import IntEnum
from itertools import accumulate
from typing import Any, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from index_builder.model import Heading
from reader.answers import heading_text
from reader.volume import Volume

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
T = TypeVar("T")


TITLE, PAGE, NOTES, COLUMNS = range(4)
"""The columns, and how many there are."""


class Role(IntEnum):
    """What the models answer beside text."""

    HIT = Qt.ItemDataRole.UserRole + 1
    LABEL = Qt.ItemDataRole.UserRole + 2
    COUNT = Qt.ItemDataRole.UserRole + 3
    CURRENT = Qt.ItemDataRole.UserRole + 4
    WAITING = Qt.ItemDataRole.UserRole + 5
    SECTION = Qt.ItemDataRole.UserRole + 6


class OutlineNode:
    """A row of the outline: a heading, or a document whose structure is not there (`heading` None)."""

    __slots__ = ("children", "document", "heading", "is_placed", "notes", "parent", "row", "text")

    def __init__(
        self, parent: "OutlineNode | None", document: int, heading: Heading | None, text: str
    ) -> None:
        self.parent = parent
        self.document = document
        self.heading = heading
        self.text = text
        self.children: list[OutlineNode] = []
        self.row = 0
        self.notes = 0
        self.is_placed = True
        if parent is not None:
            self.row = len(parent.children)
            parent.children.append(self)

    @property
    def page(self) -> int:
        return self.heading.place.page if self.heading else 0


class OutlineModel(QAbstractItemModel):
    """The headings of the volume in reading order: title, printed page, and how many notes are below.

    A file without structure is one greyed row; a heading that is printed nowhere cannot be chosen.
    `locate` finds the heading a place stands under.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._volume = Volume()
        self._root = OutlineNode(None, -1, None, "")
        self._keys: list[tuple[int, int, float]] = []
        self._nodes: list[OutlineNode] = []
        self._current: OutlineNode | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def set_volume(self, volume: Volume) -> None:
        """Shows the headings of `volume` in place of what was there."""
        self.beginResetModel()
        self._volume = volume
        self._root = OutlineNode(None, -1, None, "")
        self._keys, self._nodes, self._current = [], [], None
        above: list[OutlineNode] = [self._root]
        for place, document in enumerate(volume.order):
            if volume.begins_publication(document):
                del above[1:]
            self._add_document(place, document, above)
        self.endResetModel()

    def _add_document(self, place: int, document: int, above: list[OutlineNode]) -> None:
        record = self._volume.documents[document]
        structure = record.structure
        if structure is None or not structure.headings:
            node = OutlineNode(self._root, document, None, record.title)
            self._keys.append((place, 0, 0.0))
            self._nodes.append(node)
            return
        waiting = list(structure.unplaced)
        for heading in structure.headings:
            while waiting and waiting[0].place.page <= heading.place.page:
                self._add_unplaced(document, waiting.pop(0), above)
            node = _below(above, document, heading)
            top = heading.place.top
            self._keys.append((place, heading.place.page, top))
            self._nodes.append(node)

    def _add_unplaced(self, document: int, heading: Heading, above: list[OutlineNode]) -> None:
        """A row for a heading that is printed nowhere, unless the file before stands under it too."""
        text = heading_text(heading)
        if all(node.text != text for node in above):
            _below(above, document, heading).is_placed = False

    def is_waiting(self, node: OutlineNode) -> bool:
        """Whether the document of `node` has no structure yet and no failure either."""
        record = self._volume.documents[node.document]
        return node.heading is None and record.structure is None and record.failure is None

    def node(self, index: Index) -> OutlineNode:
        pointer = index.internalPointer() if index.isValid() else None
        return pointer if isinstance(pointer, OutlineNode) else self._root

    def index_of(self, node: OutlineNode) -> QModelIndex:
        return self.createIndex(node.row, 0, node)

    def locate(self, document: int, page: int, y: float) -> OutlineNode | None:
        """The last heading at or above `y` (points) of a page, in reading order."""
        if document not in self._volume.order:
            return None
        key = (self._volume.order.index(document), page, y)
        at = bisect_right(self._keys, key) - 1
        return self._nodes[at] if at >= 0 else None

    @property
    def most_notes(self) -> int:
        """The largest of the counts, 0 without notes."""
        return max((node.notes for node in self._root.children), default=0)

    def count_notes(self, notes: Sequence[T], place: Callable[[T], tuple[int, int, float]]) -> None:
        """Counts the notes, which are in reading order, below each heading and those below it.

        `place` tells rank of the document in reading order, page, points below its top.
        """
        counts = dict.fromkeys(self._nodes, 0)
        # On a page of two columns a later heading may stand higher up.
        firsts = list(accumulate((bisect_left(notes, key, key=place) for key in self._keys), max))
        ends = [*firsts[1:], len(notes)] if firsts else []
        for node, first, end in zip(self._nodes, firsts, ends, strict=True):
            above: OutlineNode | None = node
            while above is not None:
                counts[above] = counts.get(above, 0) + max(end - first, 0)
                above = above.parent
        for node, count in counts.items():
            if node.notes != count and node is not self._root:
                node.notes = count
                index = self.index_of(node).siblingAtColumn(NOTES)
                self.dataChanged.emit(index, index)

    def set_current(self, node: OutlineNode | None) -> None:
        """Marks the row that is being read."""
        before, self._current = self._current, node
        for each in (before, node):
            if each is not None and before is not node:
                index = self.index_of(each)
                self.dataChanged.emit(index, index.siblingAtColumn(COLUMNS - 1))

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        children = self.node(parent).children
        if 0 <= row < len(children) and 0 <= column < COLUMNS:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        above = self.node(index).parent
        if above is None or above.parent is None:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, _parent: Index = NO_INDEX) -> int:
        return COLUMNS

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.node(index).is_placed:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node(index)
        if node is self._root:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                answer: Any = self._text(node, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                answer = self._tip(node)
            case Qt.ItemDataRole.FontRole:
                answer = self._bold if node is self._current else None
            case Role.COUNT:
                answer = node.notes
            case Qt.ItemDataRole.TextAlignmentRole if index.column() != TITLE:
                answer = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Role.CURRENT:
                answer = node is self._current
            case Role.WAITING:
                answer = self.is_waiting(node)
            case _:
                answer = None
        return answer

    def _text(self, node: OutlineNode, column: int) -> str:
        if column == TITLE:
            return node.text
        return self._label(node) if column == PAGE else str(node.notes or "")

    def _label(self, node: OutlineNode) -> str:
        return self._volume.documents[node.document].label(node.page) if node.is_placed else ""

    def _tip(self, node: OutlineNode) -> str:
        if self.is_waiting(node):
            return self.tr("{0}: indexing…").format(node.text)
        if node.notes:
            count = self.tr("Notes: {0}").format(node.notes)
            return f"{node.text}\n{count}"
        return node.text


def _below(above: list[OutlineNode], document: int, heading: Heading) -> OutlineNode:
    """A row for `heading`; `above` are the rows it may stand under, outermost first, and takes it up."""
    while len(above) > 1 and _level(above[-1]) >= heading.level:
        above.pop()
    node = OutlineNode(above[-1], document, heading, heading_text(heading))
    above.append(node)
    return node


def _level(node: OutlineNode) -> int:
    return node.heading.level if node.heading else 0
