"""What lies under a point of a page: uses of short names, footnote marks, notes, references, captions, headings.

Pure: records in, records out; no Qt, no disk, no pixels. Everything here counts documents as
the session does (in the order they were given): the links come from `Session.links`, which
`volume.renumber_links` has translated from the builder's reading order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property, lru_cache, partial

from msgspec import Struct

from index_builder.model import (
    Definition,
    Entry,
    Place,
    Rect,
    Resolution,
    Structure,
    TextRange,
    Use,
    VolumeLinks,
    bounds,
)

MARK_TOLERANCE = 1.5
"""Points added on each side of a footnote mark: a raised digit is smaller than a hand is steady."""


NEAR = 150.0
"""Points between the middles of two things that may stand in one column."""


KEPT_FILES = 8
"""Documents whose own targets are kept: those near the reader."""


class Kind(StrEnum):
    """What a target is; the order is the one in which equally small targets win."""

    MARK = "mark"
    TERM = "term"
    REFERENCE = "reference"
    CAPTION = "caption"
    HEADING = "heading"
    NOTE = "note"
    LINK = "link"


_RANK = {kind: rank for rank, kind in enumerate(Kind)}


class Target(Struct, frozen=True):
    """One live thing on one page.

    Attributes:
        document: index in the session's documents.
        rects: a rectangle for each printed line, in points of the unrotated crop box.
        index: into `VolumeLinks.entries` (term), else into the document's `footnotes` (mark,
            note), `references`, `captions` or `headings`; link: into the links of the page.
        item: term: index into `Entry.uses`; mark: index into `Footnote.marks`; else −1.
    """

    kind: Kind
    document: int
    page: int
    rects: tuple[Rect, ...]
    index: int
    item: int = -1


def provisional_links(documents: Sequence[Structure | None]) -> VolumeLinks:
    """What single documents tell while the volume is still being built.

    Short names of the same spelling become one entry; only the defining places count as uses,
    and no reference is resolved.
    """
    found: dict[str, list[tuple[int, int, Definition]]] = {}
    for document, structure in enumerate(documents):
        for at, definition in enumerate(structure.definitions if structure else ()):
            found.setdefault(definition.name, []).append((document, at, definition))
    entries = tuple(
        Entry(
            name=name,
            definitions=tuple((document, at) for document, at, _ in places),
            uses=tuple((document, _defining_use(definition)) for document, _, definition in places),
        )
        for name, places in found.items()
    )
    return VolumeLinks(title="", entries=entries)


def _defining_use(definition: Definition) -> Use:
    return Use(definition.name, (definition.place,), definition.range)


class TargetIndex:
    """The targets of a volume, by document and page.

    Attributes:
        documents: the structures, `None` where there is none yet.
        links: the volume's links in the session's order.
        complete: whether `links` were given; else they are `provisional_links`.
    """

    def __init__(
        self, documents: Sequence[Structure | None], links: VolumeLinks, *, complete: bool
    ) -> None:
        self.documents: tuple[Structure | None, ...] = tuple(documents)
        self.links = links
        self.complete = complete
        self._terms = _uses_by_page(links)
        self._own = lru_cache(KEPT_FILES)(partial(_own_by_page, self.documents))
        self._marks = lru_cache(KEPT_FILES)(partial(_ranges_of_marks, self.documents))

    @classmethod
    def build(
        cls, documents: Sequence[Structure | None], links: VolumeLinks | None
    ) -> "TargetIndex":
        """The index over `documents`; `links` must count documents as `documents` does."""
        if links is None:
            return cls(documents, provisional_links(documents), complete=False)
        return cls(documents, links, complete=True)

    def on_page(self, document: int, page: int) -> list[Target]:
        """The targets of one page from its top to its bottom; empty before there is a structure."""
        return sorted(self._all_on(document, page), key=_down_the_page)

    def range(self, target: Target) -> TextRange | None:
        """Where a target stands in the reading text; None for notes, captions, headings and links."""
        if target.kind is Kind.TERM:
            return self.links.entries[target.index].uses[target.item][1].range
        structure = self.documents[target.document]
        if structure is None:
            return None
        if target.kind is Kind.REFERENCE:
            return structure.references[target.index].range
        if target.kind is Kind.MARK:
            return self._marks(target.document).get((target.index, target.item))
        return None

    def at(self, document: int, page: int, x: float, y: float) -> Target | None:
        """The smallest target around the point (points of the unrotated crop box)."""
        found = [
            (_area(rect), _RANK[target.kind], target)
            for target in self._all_on(document, page)
            for rect in _sensitive(target)
            if rect.contains(x, y)
        ]
        return min(found, key=lambda item: item[:2])[2] if found else None

    def resolution(self, document: int, reference: int) -> Resolution | None:
        """What a reference points to; `None` while the volume's links are not there."""
        return self._resolutions.get((document, reference))

    def referrers(self, document: int, place: Place) -> Sequence[tuple[int, int]]:
        """`(document, reference)` of every reference that points to exactly `place`."""
        return self._referrers.get((document, place), ())

    @cached_property
    def _resolutions(self) -> dict[tuple[int, int], Resolution]:
        return {(each.document, each.reference): each for each in self.links.resolutions}

    @cached_property
    def _referrers(self) -> dict[tuple[int, Place], list[tuple[int, int]]]:
        found: dict[tuple[int, Place], list[tuple[int, int]]] = {}
        for each in self.links.resolutions:
            if each.target is not None:
                key = (each.target.document, each.target.place)
                found.setdefault(key, []).append((each.document, each.reference))
        return found

    def _all_on(self, document: int, page: int) -> list[Target]:
        own = self._own(document).get(page, ())
        terms = (
            Target(Kind.TERM, document, page, place.rects, index, item)
            for index, item, place in self._terms.get((document, page), ())
        )
        return [*own, *terms]


def in_reading_order(targets: Iterable[tuple[Target, TextRange | None]]) -> list[Target]:
    """The targets of one page as they are read, by where they stand in the reading text.

    What has no range comes before the first thing below it in its column, else last.
    """
    every = list(targets)
    known = sorted(
        ((span, target) for target, span in every if span is not None),
        key=lambda each: (each[0], _down_the_page(each[1])),
    )
    ordered = [target for _, target in known]
    here = [bounds(target.rects) if target.rects else None for target in ordered]
    for target in sorted((t for t, span in every if span is None), key=_down_the_page):
        place = bounds(target.rects) if target.rects else None
        at = next((at for at, each in enumerate(here) if _is_below(each, place)), len(ordered))
        ordered.insert(at, target)
        here.insert(at, None)  # nothing is put in front of what has no range itself
    return ordered


def _is_below(one: Rect | None, other: Rect | None) -> bool:
    """Whether `one` begins below `other` in the same column."""
    if one is None or other is None:
        return False
    return one.y0 >= other.y1 and abs(one.center[0] - other.center[0]) < NEAR


def _uses_by_page(links: VolumeLinks) -> dict[tuple[int, int], list[tuple[int, int, Place]]]:
    """(entry, use, place) by document and page; targets are made of them when a page is asked for."""
    pages: defaultdict[tuple[int, int], list[tuple[int, int, Place]]] = defaultdict(list)
    for index, entry in enumerate(links.entries):
        for item, (document, use) in enumerate(entry.uses):
            for place in use.places:
                pages[document, place.page].append((index, item, place))
    return dict(pages)


def _ranges_of_marks(
    documents: Sequence[Structure | None], document: int
) -> Mapping[tuple[int, int], TextRange]:
    """Where each mark of a document, by note and number, stands in the reading text."""
    found: dict[tuple[int, int], TextRange] = {}
    count: defaultdict[int, int] = defaultdict(int)
    structure = documents[document]
    for number, passage in enumerate(structure.passages if structure else ()):
        for offset, note in passage.notes:
            found[note, count[note]] = TextRange(number, offset, offset)
            count[note] += 1
    return found


def _own_by_page(
    documents: Sequence[Structure | None], document: int
) -> Mapping[int, Sequence[Target]]:
    """A document's own targets by page."""
    structure = documents[document] if document < len(documents) else None
    return _by_page(_own_targets(document, structure)) if structure else {}


def _by_page(targets: Iterable[Target]) -> dict[int, list[Target]]:
    pages: dict[int, list[Target]] = {}
    for target in targets:
        pages.setdefault(target.page, []).append(target)
    return pages


def _own_targets(document: int, structure: Structure) -> Iterator[Target]:
    for index, note in enumerate(structure.footnotes):
        yield Target(Kind.NOTE, document, note.place.page, note.place.rects, index)
        for item, mark in enumerate(note.marks):
            yield Target(Kind.MARK, document, mark.place.page, mark.place.rects, index, item)
    for index, reference in enumerate(structure.references):
        for place in reference.places:
            yield Target(Kind.REFERENCE, document, place.page, place.rects, index)
    for index, caption in enumerate(structure.captions):
        yield Target(Kind.CAPTION, document, caption.place.page, caption.place.rects, index)
    for index, heading in enumerate(structure.headings):
        yield Target(Kind.HEADING, document, heading.place.page, heading.place.rects, index)


def _sensitive(target: Target) -> Iterable[Rect]:
    """The rectangles that answer to the pointer."""
    if target.kind is not Kind.MARK:
        return target.rects
    return (
        Rect(
            rect.x0 - MARK_TOLERANCE,
            rect.y0 - MARK_TOLERANCE,
            rect.x1 + MARK_TOLERANCE,
            rect.y1 + MARK_TOLERANCE,
        )
        for rect in target.rects
    )


def _area(rect: Rect) -> float:
    return rect.width * rect.height


def _down_the_page(target: Target) -> tuple[float, float, int]:
    first = target.rects[0] if target.rects else Rect(0, 0, 0, 0)
    return first.y0, first.x0, _RANK[target.kind]
