"""What a search tells: every place that was found, light enough for a shelf of books. Pure.

A row is a few numbers; its snippet, rectangles and text (`model.Hit`) are asked of the searcher
for the rows that are looked at. Documents are counted in the searcher's own order.
"""

from array import array
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from index_builder.model import PARTS, Part
from index_builder.stored import FoldedText
from index_builder.text import Fold


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
    """

    distinguish: frozenset[Fold] = frozenset()
    forms: bool = False
    synonyms: bool = False
    readings: bool = False


class HitGroup(Struct, frozen=True):
    """Rows `first` … `first + count − 1` of a Found, which stand under one heading of one document.

    `headings` are labels and titles, outermost first.
    """

    document: int
    headings: tuple[str, ...]
    first: int
    count: int


class Found(Struct, frozen=True):
    """Every place that answers a query in one way, a row each, in reading order (forms: best first).

    Attributes:
        name: what was looked for, where it is not the query itself (a synonym), else "".
        documents, pages: where each row stands; pages count from 0 in their document.
        parts: indices into `model.PARTS`.
        starts, ends: the row's range in the folded text of its document.
        groups: cover all rows, in order.
    """

    kind: Kind
    name: str
    documents: "array[int]"
    pages: "array[int]"
    parts: "array[int]"
    starts: "array[int]"
    ends: "array[int]"
    groups: tuple[HitGroup, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def counts(self) -> dict[Part, int]:
        """How many rows stand in each part of the page, parts without any left out."""
        values = self.parts.tolist()
        return {part: n for at, part in enumerate(PARTS) if (n := values.count(at))}


class Rows:
    """The columns of a Found as they grow, document by document."""

    def __init__(self) -> None:
        self._documents, self._pages, self._starts, self._ends = (array("I") for _ in range(4))
        self._parts = array("B")
        self._groups: list[tuple[int, int, int]] = []

    def __len__(self) -> int:
        return len(self._starts)

    def add(
        self, document: int, starts: Sequence[int], ends: Sequence[int], text: FoldedText
    ) -> None:
        """Puts rows at the end: ranges of the document's folded text, in order or not."""
        if not starts:
            return
        passages = text.passages_at(starts)
        self._documents.extend([document] * len(starts))
        self._pages.extend(text.pages_at(starts, passages))
        self._parts.extend(map(text.parts.__getitem__, passages))
        self._starts.extend(starts)
        self._ends.extend(ends)
        for heading, group in groupby(map(text.headings.__getitem__, passages)):
            count = len(list(group))
            if self._groups and self._groups[-1][:2] == (document, heading):
                count += self._groups.pop()[2]
            self._groups.append((document, heading, count))

    def found(
        self, kind: Kind, name: str, names_above: Callable[[int, int], tuple[str, ...]]
    ) -> Found:
        """All rows; `names_above` has the headings down to heading n of a document."""
        groups: list[HitGroup] = []
        first = 0
        for document, heading, count in self._groups:
            groups.append(HitGroup(document, names_above(document, heading), first, count))
            first += count
        return Found(
            kind,
            name,
            self._documents,
            self._pages,
            self._parts,
            self._starts,
            self._ends,
            tuple(groups),
        )


class Suggestion(Struct, frozen=True):
    """A word of the documents that is read as the query says, and how often it stands there."""

    text: str
    count: int


class Answer(Struct, frozen=True):
    """All that is said to a query; `others` and `suggestions` may come after `exact`."""

    exact: Found
    others: tuple[Found, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
