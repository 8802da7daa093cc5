"""What a search has found, as the window counts it: hits numbered through all sections of the answer. Pure.

A section is what was found in one way: the exact hits, other forms, each other name, notes. A
hit's number never changes while its answer grows.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from msgspec import Struct

from index_builder.model import PARTS, Definition, Hit, Part, Place, Use

if TYPE_CHECKING:
    from index_builder.found import Found, Sheaf, Suggestion

FORM = "form"
"""`found.Kind.FORM`, which need not be loaded for it."""

Key = tuple[str, int, int]


class Detail(Struct, frozen=True):
    """What is shown of a hit; its document is counted as in `Results.contents`, `label` is its printed page."""

    hit: Hit
    label: str = ""


class LibraryName(Struct, frozen=True):
    """A place of a document of the library that introduces a name, or the first that uses one which
    nothing in its volume introduces; `label` is its printed page.
    """

    content: str
    label: str
    said: Definition | Use

    @property
    def place(self) -> Place:
        return self.said.place if isinstance(self.said, Definition) else self.said.places[0]


class Shelf(Struct, frozen=True, dict=True):
    """The documents of the library: titles by content hash, and which are read as one volume.

    Attributes:
        volumes: title and content hashes of each, in reading order.
    """

    titles: dict[str, str] = {}
    volumes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def volume_of(self, content: str) -> tuple[str, tuple[str, ...]]:
        """Title and documents of the volume that holds a document."""
        return self._homes.get(content) or (self.titles.get(content, ""), (content,))

    @cached_property
    def _homes(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {content: volume for volume in self.volumes for content in volume[1]}


class Section(Struct, frozen=True):
    """What was found in one way; `first` is the number of its first hit.

    A flat section is a list, best first; the others stand under headings, in reading order.
    """

    found: "Found"
    first: int = 0
    is_flat: bool = False

    def numbers(self, part: Part | None = None) -> Sequence[int]:
        """Its hits, of one part of the page if one is named; ascending."""
        if part is None:
            return range(self.first, self.first + len(self.found))
        return [n for sheaf in self.found.sheaves for n in self.numbers_of(sheaf, part)]

    def numbers_of(self, sheaf: "Sheaf", part: Part | None = None) -> Sequence[int]:
        """The hits of a sheaf of it, of one part of the page if one is named; ascending."""
        first = self.first + sheaf.first
        numbers = range(first, first + len(sheaf))
        if part is None:
            return numbers
        wanted = PARTS.index(part)
        return list(compress(numbers, map(wanted.__eq__, sheaf.parts())))


class Results(Struct, frozen=True, dict=True):
    """An answer; `contents` are the documents that were searched, in the order in which rows count them."""

    contents: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    suggestions: "tuple[Suggestion, ...]" = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [section.first for section in self.sections]

    def __len__(self) -> int:
        return sum(len(section.found) for section in self.sections)

    def section_of(self, number: int) -> Section:
        """The section of a hit; IndexError where there is no such hit."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self.sections[bisect_right(self._starts, number) - 1]

    def document(self, number: int) -> int:
        """Index into `contents`."""
        section = self.section_of(number)
        return section.found.sheaf(number - section.first).document

    def page(self, number: int) -> int:
        section = self.section_of(number)
        return section.found.page(number - section.first)

    def part(self, number: int) -> Part:
        section = self.section_of(number)
        return section.found.part(number - section.first)

    def key(self, number: int) -> Key:
        """What stays the same of a hit when more documents are searched."""
        section = self.section_of(number)
        document, start, end = section.found.place(number - section.first)
        return self.contents[document], start, end

    def find(self, key: Key) -> int:
        """The exact hit of that key, −1 where there is none."""
        content, start, end = key
        if content not in self.contents or not self.sections:
            return -1
        document = self.contents.index(content)
        for sheaf in self.sections[0].found.sheaves:
            at = bisect_left(sheaf.starts, start)
            while sheaf.document == document and sheaf.starts[at : at + 1] == array("I", [start]):
                if start + sheaf.lengths[at] == end:
                    return sheaf.first + at
                at += 1
        return -1

    @cached_property
    def parts(self) -> dict[Part, int]:
        """How many hits stand in each part of the page, parts without any left out."""
        counts: dict[Part, int] = {}
        for section in self.sections:
            for part, count in section.found.counts.items():
                counts[part] = counts.get(part, 0) + count
        return {part: counts[part] for part in PARTS if part in counts}

    @property
    def pages(self) -> int:
        """How many pages have exact hits."""
        return self.sections[0].found.page_count if self.sections else 0


def results_of(
    contents: Sequence[str], founds: "Sequence[Found]", suggestions: "Sequence[Suggestion]" = ()
) -> Results:
    """Numbers what was found, the exact hits first; others that found nothing are left out."""
    sections: list[Section] = []
    first = 0
    for at, found in enumerate(founds):
        if at and not len(found):
            continue
        sections.append(Section(found, first, is_flat=found.kind == FORM))
        first += len(found)
    return Results(tuple(contents), tuple(sections), tuple(suggestions))


def place_in(numbers: Sequence[int], number: int) -> int:
    """The place of `number` in an ascending sequence, −1 where it is not in it."""
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else -1
