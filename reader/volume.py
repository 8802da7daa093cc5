"""The open volume as plain data: its documents, their reading order, pages, printed labels and headings.

Pure: no Qt, no files opened. Documents are numbered for life in the order they were given;
reading order is a permutation on top. What the index counts in reading order
(`model.VolumeLinks`) is renumbered here, and nowhere else.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from index_builder.model import Entry, Heading, Location, Structure, VolumeLinks

FILE_AND_PAGE = re.compile(r"(\d+) *: *p?[. ]*(\d+)")


class FileInfo(Protocol):
    """What the render worker tells about a file it has opened; sizes in points, unrotated."""

    @property
    def sizes(self) -> Sequence[tuple[float, float]]: ...
    @property
    def rotations(self) -> Sequence[int]: ...
    @property
    def labels(self) -> Sequence[str]: ...
    @property
    def title(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def year(self) -> int: ...


class FileFailure(Protocol):
    """Why a file could not be opened; `kind` is the name of the error's class."""

    @property
    def message(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Failure(Struct, frozen=True):
    """A `FileFailure` that did not come from the render worker."""

    message: str
    hint: str = ""
    kind: str = ""


class VolumeDocument(Struct, frozen=True):
    """One file of the volume.

    Attributes:
        info: from the render worker, None until it has opened the file.
        failure: why it could not be opened or indexed.
        content: SHA-256 of the file in hexadecimal, "" until it is known.
        structure: what the index found, None until it is built.
    """

    path: Path
    info: FileInfo | None = None
    failure: FileFailure | None = None
    content: str = ""
    structure: Structure | None = None

    @property
    def pages(self) -> int:
        return len(self.info.sizes) if self.info else 0

    @property
    def title(self) -> str:
        """The title found in the text, else the file's own, else the file name."""
        if self.structure and self.structure.title:
            return self.structure.title
        return self.path.stem

    def label(self, page: int) -> str:
        """The printed number of `page`, the PDF's page label, or "" where there is neither."""
        if self.structure and page < len(self.structure.labels) and self.structure.labels[page]:
            return self.structure.labels[page]
        if self.info and page < len(self.info.labels):
            return self.info.labels[page]
        return ""


class HeadingAt(Struct, frozen=True):
    """A heading of the volume: `document` in the order given, `index` into its structure's headings."""

    document: int
    index: int
    heading: Heading


class Volume(Struct, frozen=True, dict=True):
    """The documents that are read as one book.

    Attributes:
        order: document numbers in reading order.
        publications: by document number the publication it is a part of, () until that is known.
    """

    documents: tuple[VolumeDocument, ...] = ()
    order: tuple[int, ...] = ()
    title: str = ""
    publications: tuple[int, ...] = ()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """The number of the first page of each document of `order`, and of all pages last."""
        return (0, *accumulate(self.documents[document].pages for document in self.order))

    def number_with(self, content: str) -> int:
        """The document with this content hash, −1 where none in the reading order has it."""
        return next((n for n in self.order if self.documents[n].content == content), -1)

    @property
    def page_count(self) -> int:
        return self._starts[-1]

    def with_document(self, number: int, document: VolumeDocument) -> "Volume":
        documents = (*self.documents[:number], document, *self.documents[number + 1 :])
        return replace(self, documents=documents)

    def pages(self) -> list[tuple[int, int]]:
        """(document, page) of every page in reading order."""
        return [(d, page) for d in self.order for page in range(self.documents[d].pages)]

    def number_of(self, document: int, page: int) -> int:
        """The place of a page in the volume's reading order, from 0."""
        return self._starts[self.order.index(document)] + page

    def page_at(self, number: int) -> tuple[int, int]:
        """(document, page) of the page that stands at `number` (from 0); the nearest when outside."""
        number = min(max(number, 0), self.page_count - 1)
        place = bisect_right(self._starts, number) - 1
        return self.order[place], number - self._starts[place]

    def find_page(self, text: str) -> tuple[int, int] | None:
        """The page that a reader names; None when there is none.

        "24" as printed, "p3" the third page of the volume, "2:5" the fifth page of its second file.
        """
        wanted = unicodedata.normalize("NFKC", text).strip().casefold()
        if not wanted or not self.page_count:
            return None
        if wanted.startswith("p") and wanted[1:].strip(" .").isdecimal():
            number = int(wanted[1:].strip(" ."))
            return self.page_at(number - 1) if 1 <= number <= self.page_count else None
        if match := FILE_AND_PAGE.fullmatch(wanted):
            return self._page_of_file(int(match[1]), int(match[2]))
        for document, page in self.pages():
            label = self.documents[document].label(page)
            if unicodedata.normalize("NFKC", label).casefold() == wanted:
                return document, page
        labelled = any(self.documents[d].label(p) for d, p in self.pages())
        if not labelled and wanted.isdecimal() and 1 <= int(wanted) <= self.page_count:
            return self.page_at(int(wanted) - 1)
        return None

    def _page_of_file(self, file: int, page: int) -> tuple[int, int] | None:
        """(document, page) of a page of a file, both counted from 1, files in reading order."""
        if not 1 <= file <= len(self.order):
            return None
        document = self.order[file - 1]
        return (document, page - 1) if 1 <= page <= self.documents[document].pages else None

    def file_and_page(self, document: int, page: int) -> str:
        """Such as "2:5", the fifth page of the second file; "" in a volume of one file."""
        return f"{self.order.index(document) + 1}:{page + 1}" if len(self.order) > 1 else ""

    def headings_above(self, document: int, page: int, y: float | None = None) -> list[HeadingAt]:
        """The headings a page stands under, outermost first; down to `y` (its bottom if None).

        A file that starts inside a chapter stands under the headings of the file before it, if
        that is of the same publication.
        """
        levels: dict[int, HeadingAt] = {}
        for number in self.order[: self.order.index(document) + 1]:
            if self.begins_publication(number):
                levels.clear()
            structure = self.documents[number].structure
            for index, heading in enumerate(structure.headings if structure else ()):
                place = heading.place
                top = place.top
                if number == document and (
                    place.page > page or (place.page == page and y is not None and top > y)
                ):
                    break
                for deeper in [level for level in levels if level >= heading.level]:
                    del levels[deeper]
                levels[heading.level] = HeadingAt(number, index, heading)
        return [levels[level] for level in sorted(levels)]

    def begins_publication(self, document: int) -> bool:
        """Whether a document is known to be of another publication than the one before it."""
        place = self.order.index(document)
        if not self.publications or not place:
            return False
        return self.publications[document] != self.publications[self.order[place - 1]]

    def indexed(self) -> tuple[str, ...]:
        """The content hashes of the files whose structure is there, in reading order."""
        return tuple(
            self.documents[d].content for d in self.order if self.documents[d].structure is not None
        )

    def numbers(self, contents: Sequence[str]) -> dict[int, int]:
        """Index into `contents` (the library's reading order) → document number here."""
        known: dict[str, int] = {}
        for number in self.order:
            known.setdefault(self.documents[number].content, number)
        return {i: known[content] for i, content in enumerate(contents) if content in known}


def renumber_links(links: VolumeLinks, numbers: Mapping[int, int]) -> VolumeLinks:
    """`links` with its documents counted as the session counts them; those not open are left out."""

    def target(location: Location | None) -> Location | None:
        if location is None or location.document not in numbers:
            return None
        return replace(location, document=numbers[location.document])

    entries = (
        Entry(
            entry.name,
            tuple((numbers[d], index) for d, index in entry.definitions if d in numbers),
            tuple((numbers[d], use) for d, use in entry.uses if d in numbers),
        )
        for entry in links.entries
    )
    resolutions = (
        replace(each, document=numbers[each.document], target=target(each.target))
        for each in links.resolutions
        if each.document in numbers
    )
    every = max(numbers.values(), default=-1) + 1
    belonging = [-1] * every if links.publications else []
    for index, number in numbers.items() if links.publications else ():
        belonging[number] = links.publications[index]
    return VolumeLinks(links.title, tuple(entries), tuple(resolutions), tuple(belonging))
