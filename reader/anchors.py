"""Things of a document named by their text, and found again when the document was read anew.

Pure. A thing fits an anchor when it says the same between the same words; where it stood only
chooses among several that fit. Width and dashes make no difference.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from index_builder.model import Caption, Heading, Place, Rect, Structure, TextRange
from index_builder.plain import plain
from reader.records import CONTEXT, Anchor

AGREEING = 8
"""So many of them on each side must be the same for a place to fit, as far as its paragraph goes."""

ENOUGH = 16
"""And so many on both sides together: many paragraphs begin alike."""

LEAD = 4
"""Characters beside a text by which it is looked for: a single figure stands everywhere."""

BEGINNING = 64
"""Characters by which a note is known."""

T = TypeVar("T")

NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)


class Anchors:
    """The anchors of what stands in one document, made when they are asked for."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure

    def of_range(self, where: TextRange, place: Place) -> Anchor:
        """A stretch of a passage, which stands at `place`; of no words where there is no such passage."""
        return self._anchor(where.passage, where.start, where.end, place)

    def of_definition(self, index: int) -> Anchor:
        definition = self._structure.definitions[index]
        return self.of_range(definition.range, definition.place)

    def of_reference(self, index: int) -> Anchor:
        reference = self._structure.references[index]
        return self.of_range(reference.range, reference.places[0])

    def of_mark(self, note: int, item: int) -> Anchor:
        """A mark, which is no character of its passage: it stands between two of them."""
        mark = self._structure.footnotes[note].marks[item]
        spots = self._spots.get(note, ())
        if len(spots) == len(self._structure.footnotes[note].marks):
            passage, offset = spots[item]
            around = self._anchor(passage, offset, offset, mark.place)
            return Anchor(around.page, around.rect, mark.label, around.prefix, around.suffix)
        return Anchor(mark.place.page, _first(mark.place), mark.label, mark.before)

    def of_note(self, index: int) -> Anchor:
        note = self._structure.footnotes[index]
        return _named(note.place, f"{note.label} {note.text[:BEGINNING]}")

    def of_caption(self, index: int) -> Anchor:
        return _named(*_titled(self._structure.captions[index]))

    def of_heading(self, index: int) -> Anchor:
        return _named(*_titled(self._structure.headings[index]))

    def definition(self, anchor: Anchor, among: Sequence[int]) -> int:
        """The definition of `among` that fits; −1 for none, as below."""
        return self._best(anchor, among, self.of_definition)

    def reference(self, anchor: Anchor) -> int:
        return self._best(anchor, self._references.near(anchor), self.of_reference)

    def mark(self, anchor: Anchor) -> tuple[int, int]:
        """(note, item) of the mark that fits, (−1, −1) for none."""
        among = self._marks.near(anchor)
        found = self._best(anchor, range(len(among)), lambda number: self.of_mark(*among[number]))
        return among[found] if found >= 0 else (-1, -1)

    def note(self, anchor: Anchor) -> int:
        return self._best(anchor, self._notes.get(plain(anchor.quotation), ()), self.of_note)

    def titled(self, anchor: Anchor) -> Place | None:
        """The caption or heading that fits."""
        titled = self._titled.get(plain(anchor.quotation), ())
        found = self._best(
            anchor, range(len(titled)), lambda number: _named(titled[number], anchor.quotation)
        )
        return titled[found] if found >= 0 else None

    def stretch(self, anchor: Anchor, among: Sequence[tuple[TextRange, Place]]) -> int:
        """The stretch of text of `among` that fits."""
        return self._best(anchor, range(len(among)), lambda number: self.of_range(*among[number]))

    def text(self, anchor: Anchor) -> TextRange | None:
        """The stretch of reading text that fits, whatever it is."""
        before = anchor.prefix[-LEAD:] if len(anchor.prefix) >= LEAD else ""
        after = "" if before else anchor.suffix[:LEAD]
        needle = before + anchor.quotation + after
        ranges: list[TextRange] = []
        for number, passage in enumerate(self._structure.passages):
            at = passage.text.find(needle) if anchor.quotation else -1
            while at >= 0:
                start = at + len(before)
                ranges.append(TextRange(number, start, start + len(anchor.quotation)))
                at = passage.text.find(needle, at + 1)

        def of(index: int) -> Anchor:
            number, start, end = ranges[index]
            page = self._structure.passages[number].page_at(start)
            return self._anchor(number, start, end, Place(page, ()))

        found = self._best(anchor, range(len(ranges)), of)
        return ranges[found] if found >= 0 else None

    def _anchor(self, passage: int, start: int, end: int, place: Place) -> Anchor:
        passages = self._structure.passages
        text = passages[passage].text if passage < len(passages) else ""
        return Anchor(
            place.page,
            _first(place),
            text[start:end],
            text[max(0, start - CONTEXT) : start],
            text[end : end + CONTEXT],
        )

    @staticmethod
    def _best(anchor: Anchor, among: Sequence[int], of: Callable[[int], Anchor]) -> int:
        best, found = (0, 0, 0.0), -1
        for index in among:
            other = of(index)
            agreeing = _agreement(anchor, other)
            if agreeing < 0:
                continue
            away = abs(other.page - anchor.page), _distance(other.rect, anchor.rect)
            rank = (-agreeing, *away)
            if found < 0 or rank < best:
                best, found = rank, index
        return found

    @cached_property
    def _spots(self) -> dict[int, list[tuple[int, int]]]:
        """By note the (passage, offset) of its marks, in the order of `Footnote.marks`."""
        spots: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, passage in enumerate(self._structure.passages):
            for offset, note in passage.notes:
                spots[note].append((number, offset))
        return spots

    @cached_property
    def _marks(self) -> "_Shelf[tuple[int, int]]":
        found: _Shelf[tuple[int, int]] = _Shelf()
        for number, note in enumerate(self._structure.footnotes):
            for item, mark in enumerate(note.marks):
                found.add(mark.label, mark.before, (number, item))
        return found

    @cached_property
    def _references(self) -> "_Shelf[int]":
        found: _Shelf[int] = _Shelf()
        for index, reference in enumerate(self._structure.references):
            number, start, end = reference.range
            text = self._structure.passages[number].text
            found.add(text[start:end], text[max(0, start - AGREEING) : start], index)
        return found

    @cached_property
    def _notes(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index in range(len(self._structure.footnotes)):
            found[plain(self.of_note(index).quotation)].append(index)
        return found

    @cached_property
    def _titled(self) -> dict[str, list[Place]]:
        found: defaultdict[str, list[Place]] = defaultdict(list)
        things: list[Caption | Heading] = [*self._structure.captions, *self._structure.headings]
        for each in things:
            place, title = _titled(each)
            found[plain(title)].append(place)
        return found


class _Shelf(Generic[T]):
    """Things by what they say and what stands just before, of which a volume has thousands alike."""

    def __init__(self) -> None:
        self._all: defaultdict[str, list[T]] = defaultdict(list)
        self._after: defaultdict[tuple[str, str], list[T]] = defaultdict(list)

    def add(self, quotation: str, prefix: str, thing: T) -> None:
        said, before = plain(quotation), plain(prefix)[-AGREEING:]
        self._all[said].append(thing)
        self._after[said, before if len(before) == AGREEING else ""].append(thing)

    def near(self, anchor: Anchor) -> list[T]:
        """Those that may fit."""
        said, before = plain(anchor.quotation), plain(anchor.prefix)[-AGREEING:]
        if len(before) < AGREEING:
            return self._all.get(said, [])
        return [*self._after.get((said, before), ()), *self._after.get((said, ""), ())]


def _titled(thing: Caption | Heading) -> tuple[Place, str]:
    return thing.place, f"{thing.label} {thing.title}"


def _named(place: Place, text: str) -> Anchor:
    return Anchor(place.page, _first(place), text)


def _first(place: Place) -> Rect:
    return place.rects[0] if place.rects else NOWHERE


def _agreement(anchor: Anchor, other: Anchor) -> int:
    """How many characters around both are the same, −1 where they are not the same place of a text.

    A side that ends early, because its paragraph is cut elsewhere now, agrees as far as it goes.
    """
    if (anchor.quotation, anchor.prefix, anchor.suffix) == (
        other.quotation,
        other.prefix,
        other.suffix,
    ):
        return len(anchor.prefix) + len(anchor.suffix)
    if plain(anchor.quotation) != plain(other.quotation):
        return -1
    before = _common(plain(anchor.prefix)[::-1], plain(other.prefix)[::-1])
    after = _common(plain(anchor.suffix), plain(other.suffix))
    for common, mine, theirs in (
        (before, anchor.prefix, other.prefix),
        (after, anchor.suffix, other.suffix),
    ):
        if common < min(len(mine), len(theirs), AGREEING):
            return -1
    whole = max(len(anchor.prefix) + len(anchor.suffix), len(other.prefix) + len(other.suffix))
    return before + after if before + after >= min(whole, ENOUGH) else -1


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    for number, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return number
    return min(len(one), len(other))


def _distance(one: Rect, other: Rect) -> float:
    return abs(one.x0 - other.x0) + abs(one.y0 - other.y0)
