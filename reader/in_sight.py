"""What the visible lines of the pages contain: notes, short names, references, captions, each once.

Pure: an index of targets and the visible parts of pages in, what to list out. The targets of a page
are put in order once; a step of scrolling only looks which of them are visible.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from index_builder.model import Rect, TextRange
from reader.answers import Answers
from reader.targets import Kind, Target

Key = tuple[object, ...]
"""What a row stands for, whatever place of it is visible."""


class Band(Struct, frozen=True):
    """The visible part `area` of a page, in points of its unrotated crop box.

    `eye` is the point that is looked at, in the same space; it may lie outside of the page.
    """

    document: int
    page: int
    area: Rect
    eye: tuple[float, float]


class Shelf(StrEnum):
    """What belongs under one title, in the order in which they are shown."""

    NOTES = "notes"
    TERMS = "terms"
    REFERENCES = "references"
    CAPTIONS = "captions"


SHELVES = {
    Kind.NOTE: Shelf.NOTES,
    Kind.MARK: Shelf.NOTES,
    Kind.TERM: Shelf.TERMS,
    Kind.REFERENCE: Shelf.REFERENCES,
    Kind.CAPTION: Shelf.CAPTIONS,
}


_RANKS = {shelf: rank for rank, shelf in enumerate(Shelf)}


class Thing(Struct, frozen=True):
    """Something to list; `target` is its first visible place, None for a mark without a note.

    `label` is that of such a mark.
    """

    shelf: Shelf
    key: Key
    document: int
    page: int
    target: Target | None
    label: str = ""


class Sighting(Struct, frozen=True):
    """What is visible, in reading order within a shelf; `eye` is the key of what is looked at, () for none."""

    things: tuple[Thing, ...] = ()
    eye: Key = ()


NOTHING = Sighting()


class InSight:
    """Looks at bands of the pages that `answers` knows."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._pages: dict[tuple[int, int], list[Thing]] = {}

    def look(self, bands: Sequence[Band], pointed: Target | None = None) -> Sighting:
        """What `bands` contain, in their order; `pointed` is under the pointer and so looked at."""
        found: dict[Key, Thing] = {}
        nearest: tuple[float, float] | None = None
        eye: Key = ()
        for band in bands:
            visible: dict[Key, Thing] = {}
            things = self._on_page(band.document, band.page)
            for thing in things:
                if thing.target is None:
                    visible[thing.key] = thing
                    continue
                apart = _apart(thing.target, band)
                if apart is None:
                    continue
                visible.setdefault(thing.key, thing)
                if nearest is None or apart < nearest:
                    nearest, eye = apart, thing.key
            for thing in things:
                if thing.key in visible:
                    found.setdefault(thing.key, visible[thing.key])
        if pointed is not None and (key := self._key(pointed)) in found:
            eye = key
        return Sighting(tuple(found.values()), eye)

    def next_page(self, pages: Sequence[tuple[int, int]], last: tuple[int, int]) -> Target | None:
        """The first target of the next of `pages` behind `last` that has one; around the end."""
        start = pages.index(last) + 1 if last in pages else 0
        for document, page in [*pages[start:], *pages[:start]]:
            for thing in self._on_page(document, page):
                if thing.target is not None:
                    return thing.target
        return None

    def _on_page(self, document: int, page: int) -> list[Thing]:
        """The things of a page in reading order: one for each place, notes in their own order."""
        if (document, page) not in self._pages:
            targets = [t for t in self._answers.index.on_page(document, page) if t.kind in SHELVES]
            ordered = sorted(targets, key=self._order)
            things = [Thing(SHELVES[t.kind], self._key(t), document, page, t) for t in ordered]
            self._pages[document, page] = [*things, *self._orphans(document, page)]
        return self._pages[document, page]

    def _orphans(self, document: int, page: int) -> Iterator[Thing]:
        for number, label in enumerate(self._answers.orphan_marks(document, page)):
            key = (Shelf.NOTES, document, page, "orphan", number)
            yield Thing(Shelf.NOTES, key, document, page, None, label)

    def _order(self, target: Target) -> tuple[int, TextRange, int]:
        nowhere = TextRange(0, 0, 0)
        match target.kind:
            case Kind.TERM:
                _, use = self._answers.entry(target.index).uses[target.item]
                return _RANKS[Shelf.TERMS], use.range, 0
            case Kind.REFERENCE:
                structure = self._answers.structure(target.document)
                said = structure.references[target.index] if structure is not None else None
                return _RANKS[Shelf.REFERENCES], said.range if said is not None else nowhere, 0
            case _:
                return _RANKS[SHELVES[target.kind]], nowhere, target.index

    def _key(self, target: Target) -> Key:
        match target.kind:
            case Kind.TERM:
                return Shelf.TERMS, target.index
            case Kind.REFERENCE:
                structure = self._answers.structure(target.document)
                if structure is None:
                    return ()
                said = structure.references[target.index]
                return Shelf.REFERENCES, target.document, said.kind, said.number
            case Kind.HEADING | Kind.LINK:
                return ()
            case _:
                return SHELVES[target.kind], target.document, target.index


def merged(present: Sequence[Key], wanted: Sequence[Key]) -> list[Key]:
    """`wanted` in an order in which nothing that is `present` changes its place among the others."""
    stays = set(wanted)
    result = [key for key in present if key in stays]
    known = set(result)
    before: Key | None = None
    for key in wanted:
        if key not in known:
            result.insert(result.index(before) + 1 if before is not None else 0, key)
        before = key
    return result


def _apart(target: Target, band: Band) -> tuple[float, float] | None:
    """How far a visible line of `target` is from the eye, down and across; None when none is visible."""
    nearest: tuple[float, float] | None = None
    x, y = band.eye
    for rect in target.rects:
        if not band.area.contains(*rect.center):
            continue
        down = max(rect.y0 - y, 0.0, y - rect.y1)
        across = max(rect.x0 - x, 0.0, x - rect.x1)
        if nearest is None or (down, across) < nearest:
            nearest = down, across
    return nearest
