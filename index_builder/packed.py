"""What was found in a document, packed in memory, and unpacked where somebody looks. Pure.

Outline, labels and definitions are needed of every file of a volume at once. The text of its paragraphs,
its notes, captions and references are needed near the reader, or one by one for a list: they lie here as
bytes, and what was looked at last stays unpacked, the same amount however long the volume is.
"""

import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import attrgetter
from typing import Generic, TypeVar, overload

from index_builder.errors import Corrupt
from index_builder.model import (
    PARTS,
    Caption,
    Footnote,
    Heading,
    Part,
    Passage,
    Reference,
    Structure,
)
from index_builder.stored import (
    REBUILD,
    Cells,
    Findings,
    decode,
    encode,
    pairs,
    source_runs,
    sources,
)

T = TypeVar("T")

RUN = 4096
"""Characters of the paragraphs that are packed together, about three pages: unpacked in 0.1 ms."""

OPEN_RUNS = 32
"""Runs that lie unpacked, of all documents together: a hundred pages, half a MiB."""

OPEN_FILES = 8
"""Documents whose notes, captions and references lie unpacked."""

Pairs = tuple[tuple[int, int], ...]

_UNREAD, _NO_SOURCES = "\0", array("i")
"""What stands in a passage for what lies packed: these very objects, so that a copy may be given others."""


def packed_structure(
    title: str, rows: Iterable[Cells], headings: tuple[Heading, ...], found: Findings
) -> Structure:
    """The structure that these make up, what is not needed of every file at once packed. Raises Corrupt."""
    near = _Near(found.footnotes, found.captions, found.references)
    data = zlib.compress(encode(near), 1)
    return Structure(
        title,
        found.labels,
        PackedPassages(rows),
        headings,
        PackedRecords(data, _footnotes, len(near.footnotes)),
        PackedRecords(data, _captions, len(near.captions)),
        found.definitions,
        PackedRecords(data, _references, len(near.references)),
        found.headers,
        found.issues,
        found.unplaced,
    )


class PackedSequence(Sequence[T], Generic[T]):
    """Records that are made when they are asked for: equal ones each time, not the same."""

    def item(self, number: int) -> T:
        """Record `number`, which is not negative and below the length."""
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...

    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        found = range(len(self))[at]
        return tuple(map(self.item, found)) if isinstance(found, range) else self.item(found)

    def __iter__(self) -> Iterator[T]:
        return map(self.item, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as Python has it of what is compared by value


# --- paragraphs -----------------------------------------------------------------------------------


_text: Callable[[Passage], str] = Passage.__dict__["text"].__get__
_sources: Callable[[Passage], "array[int]"] = Passage.__dict__["sources"].__get__


class PackedPassage(Passage, frozen=True):
    """A passage whose text and sources are looked up when they are asked for, at `place` of its `run`.

    A copy with another text or other sources (`replace`) has those.
    """

    run: bytes = b""
    place: int = 0

    @property  # type: ignore[misc]  # in place of the field
    def text(self) -> str:
        own = _text(self)
        return _opened(self.run).texts[self.place] if own is _UNREAD else own

    @property  # type: ignore[misc]  # in place of the field
    def sources(self) -> "array[int]":
        own = _sources(self)
        return _opened(self.run).sources(self.place) if own is _NO_SOURCES else own

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passage) and _fields(self) == _fields(other)

    __hash__ = None  # type: ignore[assignment]  # sources cannot be hashed


def _fields(passage: Passage) -> tuple[object, ...]:
    return tuple(getattr(passage, name) for name in Passage.__struct_fields__)


class PackedPassages(PackedSequence[Passage]):
    """The passages of a document. Part, pages, heading and notes of each are known without unpacking.

    Raises Corrupt.
    """

    def __init__(self, rows: Iterable[Cells]) -> None:
        self._parts, self._headings = array("B"), array("i")
        self._pages: list[Pairs] = []
        self._notes: list[Pairs] = []
        self._places = array("H")
        self._runs: list[bytes] = []
        alike: dict[Pairs, Pairs] = {}
        waiting: list[tuple[str, bytes]] = []
        length = 0
        for part, heading, text, runs, pages, notes in rows:
            try:
                source_runs(runs, len(text))
                self._parts.append(PARTS.index(Part(part)))
                known = pairs(pages), pairs(notes)
            except ValueError as error:
                raise Corrupt("A paragraph in the library is damaged.", REBUILD) from error
            self._headings.append(heading)
            self._pages.append(alike.setdefault(known[0], known[0]))
            self._notes.append(known[1])
            waiting.append((text, runs))
            length += 1 + len(text)
            if length >= RUN:
                self._pack(waiting)
                length = 0
        self._pack(waiting)

    def _pack(self, waiting: list[tuple[str, bytes]]) -> None:
        run = zlib.compress(encode(waiting), 1)
        self._runs += repeat(run, len(waiting))
        self._places.extend(range(len(waiting)))
        waiting.clear()

    def __len__(self) -> int:
        return len(self._parts)

    def item(self, number: int) -> Passage:
        return PackedPassage(
            PARTS[self._parts[number]],
            _UNREAD,
            _NO_SOURCES,
            self._pages[number],
            self._headings[number],
            self._notes[number],
            self._runs[number],
            self._places[number],
        )

    def __iter__(self) -> Iterator[Passage]:
        parts = map(PARTS.__getitem__, self._parts)
        known = self._pages, self._headings, self._notes, self._runs, self._places
        return map(PackedPassage, parts, repeat(_UNREAD), repeat(_NO_SOURCES), *known)


class _Opened:
    """A run that lies open."""

    __slots__ = ("_runs", "_sources", "texts")

    def __init__(self, passages: Sequence[tuple[str, bytes]]) -> None:
        self.texts = [text for text, _ in passages]
        self._runs = [runs for _, runs in passages]
        self._sources: dict[int, array[int]] = {}

    def sources(self, place: int) -> "array[int]":
        found = self._sources.get(place)
        if found is None:
            found = self._sources[place] = sources(self._runs[place], len(self.texts[place]))
        return found


@lru_cache(OPEN_RUNS)
def _opened(run: bytes) -> _Opened:
    return _Opened(decode(zlib.decompress(run), list[tuple[str, bytes]]))


# --- notes, captions, references ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Near:
    footnotes: tuple[Footnote, ...]
    captions: tuple[Caption, ...]
    references: tuple[Reference, ...]


_footnotes: Callable[[_Near], tuple[Footnote, ...]] = attrgetter("footnotes")
_captions: Callable[[_Near], tuple[Caption, ...]] = attrgetter("captions")
_references: Callable[[_Near], tuple[Reference, ...]] = attrgetter("references")


@lru_cache(OPEN_FILES)
def _near(data: bytes) -> _Near:
    return decode(zlib.decompress(data), _Near)


class PackedRecords(PackedSequence[T]):
    """Records of one kind out of a packed `_Near`; `length` is their number."""

    def __init__(self, data: bytes, kind: Callable[[_Near], tuple[T, ...]], length: int) -> None:
        self._data = data
        self._kind = kind
        self._length = length

    def __len__(self) -> int:
        return self._length

    def item(self, number: int) -> T:
        return self._kind(_near(self._data))[number]

    def __iter__(self) -> Iterator[T]:
        return iter(self._kind(_near(self._data)) if self._length else ())
