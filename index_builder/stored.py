"""How records become bytes of the library and come back. Pure: it opens nothing.

Records are MessagePack; the sources of a passage are kept as the offsets where they do not go on
by one, which is once a printed line.
"""

import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import compress, pairwise
from operator import lt
from typing import Any, TypeVar, overload

import msgspec

from index_builder import planes
from index_builder.errors import Corrupt
from index_builder.model import (
    PARTS,
    Caption,
    Definition,
    Footnote,
    Heading,
    PageIssue,
    Part,
    Passage,
    Reference,
    Structure,
)
from index_builder.spans import Range, joined
from index_builder.text import Folded, fold, storable, units

T = TypeVar("T")
REBUILD = "It can be rebuilt from the files at any time; your own notes are not kept here."
INSERTED = -1
"""The source of a character that stands on no page (an inserted space)."""

SEPARATOR = "\n"
"""Stands between the passages of a folded text; folding never yields it."""

Cells = tuple[str, int, str, bytes, bytes, bytes]
"""part, heading, text, sources, pages, notes of a passage."""

PassageRow = tuple[int, str, int, str, bytes, bytes, bytes]
"""The number of a passage and its cells."""


class FoldedText(msgspec.Struct, frozen=True):
    """The folded text of a document and what stands where in it, for scans.

    Places are UTF-16 code units from the beginning of the text.

    Attributes:
        data: the passages' folded texts in planes (see planes.py), SEPARATOR between them.
        starts, parts, headings: per passage where it begins, its part as an index into PARTS,
            and the heading above it (−1 for none).
        page_starts, pages: from `page_starts[n]` on the text stands on page `pages[n]`.
    """

    data: bytes
    starts: "array[int]"
    parts: "array[int]"
    headings: "array[int]"
    page_starts: "array[int]"
    pages: "array[int]"

    @property
    def length(self) -> int:
        return planes.length(self.data)

    def passages_at(self, places: Iterable[int]) -> list[int]:
        """The passages in which `places` lie."""
        return list(map(partial(bisect_right, self.starts[1:].tolist()), places))

    def pages_at(self, places: Iterable[int]) -> list[int]:
        """The pages on which the characters at `places` stand."""
        runs = map(partial(bisect_right, self.page_starts[1:].tolist()), places)
        return list(map(self.pages.__getitem__, runs))

    def pages_of(self, places: Sequence[int]) -> set[int]:
        """The pages on which any character at `places` stands; they ascend."""
        if len(places) < len(self.pages):
            return set(self.pages_at(places)) if places else set()
        edges = [bisect_left(places, start) for start in self.page_starts[1:]]
        return set(compress(self.pages, map(lt, [0, *edges], [*edges, len(places)])))

    def stretches(self, pages: AbstractSet[int]) -> list[Range]:
        """What stands on `pages`, as ranges that are apart."""
        edges = [0, *self.page_starts[1:], self.length + 1]
        return joined(compress(pairwise(edges), map(pages.__contains__, self.pages)))

    def with_data(self, data: bytes) -> "FoldedText":
        """The same table with `data`."""
        return FoldedText(data, *self.columns)

    @property
    def columns(self) -> "tuple[array[int], ...]":
        """All but the data."""
        return (self.starts, self.parts, self.headings, self.page_starts, self.pages)


@dataclass(frozen=True, slots=True)
class Findings:
    """The records of a Structure but its title, passages and headings."""

    labels: tuple[str, ...]
    footnotes: tuple[Footnote, ...]
    captions: tuple[Caption, ...]
    definitions: tuple[Definition, ...]
    references: tuple[Reference, ...]
    headers: tuple[tuple[int, str], ...]
    issues: tuple[PageIssue, ...]
    unplaced: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the catalogue; `paths` are the files known to hold it."""

    content: str
    title: str
    pages: int
    paths: tuple[str, ...]
    current: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What the library holds, and its size on disk in bytes."""

    folder: str
    documents: tuple[Document, ...]
    volumes: int
    size: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The part of Findings that lists of results need."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """The part of Findings that a glossary needs."""

    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Issues:
    """The part of Findings that tells what is wrong with pages."""

    issues: tuple[PageIssue, ...]


def findings(structure: Structure) -> Findings:
    """What `Findings` keeps of `structure`."""
    return Findings(
        structure.labels,
        tuple(structure.footnotes),
        tuple(structure.captions),
        structure.definitions,
        tuple(structure.references),
        structure.headers,
        structure.issues,
        structure.unplaced,
    )


def encode(record: object) -> bytes:
    """MessagePack of a record of the model; lone surrogates become U+FFFD."""
    try:
        return msgspec.msgpack.encode(record)
    except UnicodeEncodeError:
        return msgspec.msgpack.encode(_storable(msgspec.to_builtins(record)))


def decode(data: bytes, kind: type[T]) -> T:
    """The record again. Raises Corrupt."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.DecodeError, TypeError) as error:
        raise Corrupt("A record of the library is damaged.", REBUILD) from error


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    return value


def passage_rows(passages: Sequence[Passage]) -> Iterator[PassageRow]:
    """A row for each passage."""
    for number, passage in enumerate(passages):
        yield (
            number,
            passage.part.value,
            passage.heading,
            storable(passage.text),
            _runs(passage.sources).tobytes(),
            pack_pairs(passage.pages),
            pack_pairs(passage.notes),
        )


def name_rows(structure: Structure) -> Iterator[tuple[str, str, str, str]]:
    """Each folded form of a definition, with the definition's name, long form and expansion."""
    for each in structure.definitions:
        name, long_form, expansion = map(storable, (each.name, each.long_form, each.expansion))
        for text in (each.name, each.long_form, each.expansion):
            if form := fold(text).text:
                yield storable(form), name, long_form, expansion


def folded_text(passages: Sequence[Passage]) -> FoldedText:
    """The passages as a scan reads them."""
    texts: list[str] = []
    starts, page_starts, pages = array("I"), array("I"), array("I")
    place = 0
    for passage in passages:
        folded = fold(passage.text)
        texts.append(folded.text)
        starts.append(place)
        for offset, page in passage.pages:
            if not pages or pages[-1] != page:
                page_starts.append(place + _units_before(folded, offset))
                pages.append(page)
        place += units(folded.text) + 1
    return FoldedText(
        encoded(texts),
        starts,
        array("B", (PARTS.index(passage.part) for passage in passages)),
        array("i", (passage.heading for passage in passages)),
        page_starts,
        pages,
    )


def encoded(texts: Iterable[str]) -> bytes:
    """`FoldedText.data` of the folded texts of all passages."""
    return planes.pack(SEPARATOR.join(texts))


def pack_table(text: FoldedText) -> bytes:
    """All of `text` but its data."""
    return encode([column.tobytes() for column in text.columns])


def unpack_table(packed: bytes, data: bytes) -> FoldedText:
    """The folded text again. Raises Corrupt."""
    columns = decode(packed, list[bytes])
    try:
        made = [array(code) for code in "IBiII"]
        for column, values in zip(made, columns, strict=True):
            column.frombytes(values)
    except ValueError as error:
        raise Corrupt("A table of the library is damaged.", REBUILD) from error
    return FoldedText(data, *made)


def _units_before(folded: Folded, offset: int) -> int:
    return units(folded.text[: folded.folded(offset, offset)[0]]) if offset else 0


def passage(cells: Cells) -> Passage:
    """The passage again. Raises Corrupt."""
    part, heading, text, runs, pages, notes = cells
    try:
        return Passage(
            Part(part), text, sources(runs, len(text)), pairs(pages), heading, pairs(notes)
        )
    except ValueError as error:
        raise Corrupt("A paragraph in the library is damaged.", REBUILD) from error


def pack_boxes(boxes: "array[float]") -> bytes:
    """The character boxes of a page, four floats each."""
    return zlib.compress(boxes.tobytes(), 1)


class PackedBoxes(Sequence["array[float]"]):
    """The boxes of pages, each unpacked when it is asked for; `pages` are the packed ones."""

    def __init__(self, pages: Sequence[bytes]) -> None:
        self.pages = pages

    def __len__(self) -> int:
        return len(self.pages)

    @overload
    def __getitem__(self, page: int) -> "array[float]": ...

    @overload
    def __getitem__(self, page: slice) -> "PackedBoxes": ...

    def __getitem__(self, page: int | slice) -> "array[float] | PackedBoxes":
        if isinstance(page, slice):
            return PackedBoxes(self.pages[page])
        return unpack_boxes(self.pages[page])


def packed(boxes: "Sequence[array[float]]") -> Iterable[bytes]:
    """The boxes of each page as `pack_boxes` makes them; those that are packed are not packed again."""
    return boxes.pages if isinstance(boxes, PackedBoxes) else map(pack_boxes, boxes)


def unpack_boxes(data: bytes) -> "array[float]":
    """The boxes again. Raises Corrupt."""
    try:
        return array("f", zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        raise Corrupt("A page in the library is damaged.", REBUILD) from error


def _runs(sources: Iterable[int]) -> "array[int]":
    runs = array("i")
    expected = None
    for offset, source in enumerate(sources):
        if source != expected:
            runs.extend((offset, source))
        expected = source if source == INSERTED else source + 1
    return runs


def source_runs(data: bytes, length: int) -> "array[int]":
    """Pairs of an offset and the source there, for a text of `length` characters. Raises ValueError."""
    runs = _unpacked(data)
    starts = runs[0::2]
    whole = list(starts) == sorted(set(starts)) and (starts[0] == 0 if starts else length == 0)
    if len(runs) % 2 or not whole or (starts and starts[-1] >= length):
        msg = "the runs do not cover the text"
        raise ValueError(msg)
    return runs


def sources(data: bytes, length: int) -> "array[int]":
    """`Passage.sources` again. Raises ValueError."""
    runs = source_runs(data, length)
    found = array("i")
    ends = [*runs[2::2], length]
    for start, end, source in zip(runs[0::2], ends, runs[1::2], strict=False):
        if source == INSERTED:
            found.extend([INSERTED] * (end - start))
        else:
            found.extend(range(source, source + end - start))
    return found


def pack_pairs(values: Sequence[tuple[int, int]]) -> bytes:
    """`Passage.pages` or `Passage.notes` as they are stored."""
    return array("i", (value for pair in values for value in pair)).tobytes()


def pairs(data: bytes) -> tuple[tuple[int, int], ...]:
    """The pairs again. Raises ValueError."""
    values = _unpacked(data)
    return tuple(zip(values[0::2], values[1::2], strict=True))


def _unpacked(data: bytes) -> "array[int]":
    values = array("i")
    values.frombytes(data)
    return values
