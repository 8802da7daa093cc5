"""What a search tells: every place that was found, light enough for a shelf of books. Pure.

A row is a few numbers; its snippet, rectangles and text (`model.Hit`) are asked of the searcher
for the rows that are looked at. Documents are counted in the searcher's own order.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from index_builder.model import PARTS, Part
from index_builder.spans import Spans
from index_builder.stored import FoldedText
from index_builder.text import Fold

Headings = tuple[tuple[str, ...], ...]
"""For each heading of a document labels and titles from the outermost down to it."""


class Kind(StrEnum):
    """How a hit answers the query."""

    EXACT = "exact"
    FORM = "form"
    SYNONYM = "synonym"


class Options(Struct, frozen=True):
    """What a search may do beyond finding what is printed.

    Attributes:
        distinguish: differences that count, which otherwise make none.
        forms: other forms of the words (取組 → 取り組み).
        synonyms: other names of what is named (ＮＩＳＴ → 国立標準技術研究所).
        readings: words that are read as the query says (さいばー → サイバー).
        names: a short name and what it stands for, in place of what was found for it.
    """

    distinguish: frozenset[Fold] = frozenset()
    forms: bool = False
    synonyms: bool = False
    readings: bool = False
    names: tuple[tuple[str, ...], ...] = ()


class Sheaf(Struct, frozen=True, dict=True, eq=False):
    """Rows of one document, in order.

    Attributes:
        first: the number of its first row in the Found.
        starts, lengths: where each row stands in the folded text of the document.
        table: what stands where in that text; its data is not needed.
    """

    document: int
    first: int
    starts: "array[int]"
    lengths: "array[int]"
    table: FoldedText

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def passages(self) -> "array[int]":
        """The passage in which each row begins."""
        return array("I", self.table.passages_at(self.starts))

    def pages(self) -> list[int]:
        """The page on which each row begins, counted from 0 in the document."""
        return self.table.pages_at(self.starts)

    def parts(self) -> bytes:
        """The part of the page of each row, as an index into `model.PARTS`."""
        return bytes(map(self.table.parts.__getitem__, self.passages))

    def headings(self) -> list[int]:
        """The heading above each row, −1 for none."""
        return list(map(self.table.headings.__getitem__, self.passages))


class Found(Struct, frozen=True, dict=True, eq=False):
    """Every place that answers a query in one way, a row each, in reading order (forms: best first).

    Attributes:
        name: what was looked for, where it is not the query itself (a synonym), else "".
        sheaves: hold all rows, in order; none is empty.
    """

    kind: Kind
    name: str
    sheaves: tuple[Sheaf, ...]

    def __len__(self) -> int:
        return self.sheaves[-1].first + len(self.sheaves[-1]) if self.sheaves else 0

    def sheaf(self, row: int) -> Sheaf:
        """The sheaf of a row; IndexError where there is no such row."""
        if not 0 <= row < len(self):
            raise IndexError(row)
        return self.sheaves[bisect_right(self._firsts, row) - 1]

    def place(self, row: int) -> tuple[int, int, int]:
        """Document of a row, start and end in its folded text."""
        sheaf = self.sheaf(row)
        at = row - sheaf.first
        return sheaf.document, sheaf.starts[at], sheaf.starts[at] + sheaf.lengths[at]

    def page(self, row: int) -> int:
        """The page on which a row begins."""
        sheaf = self.sheaf(row)
        return sheaf.table.pages_at(sheaf.starts[row - sheaf.first :][:1])[0]

    def part(self, row: int) -> Part:
        """The part of the page in which a row stands."""
        sheaf = self.sheaf(row)
        return PARTS[sheaf.table.parts[sheaf.passages[row - sheaf.first]]]

    @cached_property
    def counts(self) -> dict[Part, int]:
        """How many rows stand in each part of the page, parts without any left out."""
        parts = [sheaf.parts() for sheaf in self.sheaves]
        counts = {part: sum(each.count(at) for each in parts) for at, part in enumerate(PARTS)}
        return {part: count for part, count in counts.items() if count}

    @cached_property
    def page_count(self) -> int:
        """How many pages have rows."""
        pages: dict[int, set[int]] = {}
        for sheaf in self.sheaves:
            pages.setdefault(sheaf.document, set()).update(sheaf.pages())
        return sum(map(len, pages.values()))

    def survey(self, cancelled: Callable[[], bool]) -> None:
        """Counts parts and pages, so that nobody waits for that later."""
        for sheaf in self.sheaves:
            if cancelled():
                return
            _ = sheaf.passages
        _ = self.counts, self.page_count

    @cached_property
    def _firsts(self) -> list[int]:
        return [sheaf.first for sheaf in self.sheaves]


class Rows:
    """A Found as it grows, document by document."""

    def __init__(self) -> None:
        self._sheaves: list[Sheaf] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, document: int, spans: Spans, table: FoldedText) -> None:
        """Puts the ranges of a document's folded text at the end."""
        if spans:
            starts, lengths = array("I", spans.starts), array("I", spans.lengths)
            self._sheaves.append(Sheaf(document, self._count, starts, lengths, table))
            self._count += len(spans)

    def found(self, kind: Kind, name: str = "") -> Found:
        """All rows."""
        return Found(kind, name, tuple(self._sheaves))


class Suggestion(Struct, frozen=True):
    """A word of the documents that is read as the query says, and how often it stands there."""

    text: str
    count: int


class Answer(Struct, frozen=True):
    """All that is said to a query; `others` and `suggestions` may come after `exact`.

    Attributes:
        headings: of the documents whose rows are laid out at once.
    """

    exact: Found
    others: tuple[Found, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    headings: dict[int, Headings] = {}
