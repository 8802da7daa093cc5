"""The text of one or more documents as one folded string, in which every character knows where it is printed.

Pure. Passages follow one another with nothing between, as a selection over several of them
folds; offsets count characters of the folded string.
"""

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from msgspec import Struct

from index_builder.layout import Boxes, places
from index_builder.model import Passage, Rect, Structure, bounds
from index_builder.text import fold
from reader.records import CONTEXT

WIDE_CONTEXT = 64
"""Characters read on each side of a place whose document is at hand: over the ends of passages too."""


class Edition(Struct, frozen=True):
    """A document in which places are looked for; `boxes` as in `layout.places`."""

    content: str
    structure: Structure
    boxes: Boxes


class Piece(Struct, frozen=True):
    """What stands on one page of a stretch of text: the fields of an annotation that say where it is."""

    content: str
    page: int
    rects: tuple[Rect, ...]
    quotation: str
    prefix: str
    suffix: str
    start: int
    end: int


class Spot(Struct, frozen=True):
    """Character `index` of a passage of `editions[edition]`."""

    edition: int
    passage: int
    index: int


class EditionText:
    """The folded text of `editions`, one after the other.

    Attributes:
        text: of all passages.
    """

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.editions = tuple(editions)
        self._passages: list[tuple[int, int]] = []
        folded: list[str] = []
        for number, edition in enumerate(self.editions):
            for index, passage in enumerate(edition.structure.passages):
                self._passages.append((number, index))
                folded.append(fold(passage.text).text)
        self.text = "".join(folded)
        self._starts = array("q", accumulate(map(len, folded), initial=0))

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Where `text[start:end]` is printed: one piece a page, in reading order."""
        found: list[Piece] = []
        for edition, number, first, last in self._stretches(start, end):
            for piece in _pieces(self.editions[edition], number, first, last):
                same = found and (found[-1].content, found[-1].page) == (piece.content, piece.page)
                if same:
                    found[-1] = _joined(found[-1], piece)
                else:
                    found.append(piece)
        return tuple(found)

    def spot(self, offset: int) -> Spot | None:
        """The character that stands at `offset`; None in an empty text."""
        if not self.text:
            return None
        offset = min(max(offset, 0), len(self.text) - 1)
        number = bisect_right(self._starts, offset) - 1
        edition, passage = self._passages[number]
        folded = fold(self.editions[edition].structure.passages[passage].text)
        at = offset - self._starts[number]
        return Spot(edition, passage, folded.original(at, at + 1)[0])

    def place_of(self, spot: Spot) -> tuple[int, Rect] | None:
        """Page and box of a character; None for an inserted space."""
        edition = self.editions[spot.edition]
        passage = edition.structure.passages[spot.passage]
        found = places(edition.boxes, passage, spot.index, spot.index + 1)
        return (found[0].page, found[0].rects[0]) if found else None

    def offset_of(self, spot: Spot) -> int:
        """Where a character stands in `text`."""
        folded = fold(self.editions[spot.edition].structure.passages[spot.passage].text)
        return self.offset_of_passage(spot.edition, spot.passage) + folded.folded(0, spot.index)[1]

    def offset_of_passage(self, edition: int, passage: int) -> int:
        """Where a passage begins in `text`."""
        return self._starts[self._numbers[edition, passage]]

    def spot_of_source(self, content: str, page: int, source: int) -> Spot | None:
        """The character that is number `source` of its page's text; None where no passage has it."""
        for edition, number, passage in self._on_page(content, page):
            for index, here in enumerate(passage.sources):
                if here == source and passage.page_at(index) == page:
                    return Spot(edition, number, index)
        return None

    def offsets_on(self, content: str, page: int, words: str) -> list[int]:
        """Where folded `words` begin in passages of a page."""
        found: list[int] = []
        for edition, number, _passage in self._on_page(content, page):
            place = self._numbers[edition, number]
            first, last = self._starts[place], self._starts[place + 1] + len(words) - 1
            at = self.text.find(words, first, last)
            while at >= 0:
                found.append(at)
                at = self.text.find(words, at + 1, last)
        return found

    def spot_near(self, content: str, page: int, rect: Rect) -> Spot | None:
        """The first character of the passage nearest to `rect` of a page; None on a page without text."""
        nearest: tuple[float, Spot] | None = None
        for edition, number, passage in self._on_page(content, page):
            boxes = self.editions[edition].boxes
            for place in places(boxes, passage, 0, len(passage.text)):
                far = distance(bounds(place.rects), rect)
                if place.page == page and (nearest is None or far < nearest[0]):
                    first = next(at for at, here in passage.pages if here == page)
                    nearest = (far, Spot(edition, number, first))
        return nearest[1] if nearest else None

    def around(self, start: int, end: int) -> tuple[str, str]:
        """Folded text before and after `text[start:end]`, over the ends of passages."""
        return self.text[max(0, start - WIDE_CONTEXT) : start], self.text[end : end + WIDE_CONTEXT]

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {key: number for number, key in enumerate(self._passages)}

    @cached_property
    def _by_page(self) -> dict[tuple[str, int], list[tuple[int, int]]]:
        found: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
        for edition, number in self._passages:
            content = self.editions[edition].content
            for page in {p for _, p in self.editions[edition].structure.passages[number].pages}:
                found[content, page].append((edition, number))
        return found

    def _on_page(self, content: str, page: int) -> Iterator[tuple[int, int, Passage]]:
        for edition, number in self._by_page.get((content, page), ()):
            yield edition, number, self.editions[edition].structure.passages[number]

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """`text[start:end]` passage by passage: edition, passage, and the range of its own text."""
        number = max(0, bisect_right(self._starts, start) - 1)
        while number < len(self._passages) and self._starts[number] < end:
            edition, index = self._passages[number]
            passage = self.editions[edition].structure.passages[index]
            base = self._starts[number]
            first, last = max(start, base) - base, min(end, self._starts[number + 1]) - base
            if first < last:
                yield edition, index, *fold(passage.text).original(first, last)
            number += 1


def distance(one: Rect, other: Rect) -> float:
    """Points between two rectangles, 0 where they touch."""
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    along = max(one.y0 - other.y1, other.y0 - one.y1, 0.0)
    return float(across + along)


def _pieces(edition: Edition, number: int, start: int, end: int) -> Iterator[Piece]:
    """`start:end` of the text of passage `number`, page by page."""
    passages = edition.structure.passages
    passage = passages[number]
    turns = [*passage.pages[1:], (len(passage.text), -1)]
    for (first, page), (last, _) in zip(passage.pages, turns, strict=True):
        a, b = max(start, first), min(end, last)
        known = [source for source in passage.sources[a:b] if source >= 0]
        if not known:
            continue
        yield Piece(
            content=edition.content,
            page=page,
            rects=places(edition.boxes, passage, a, b)[0].rects,
            quotation=passage.text[a:b],
            prefix=text_before(passages, number, a),
            suffix=text_after(passages, number, b),
            start=min(known),
            end=max(known) + 1,
        )


def text_before(passages: Sequence[Passage], number: int, at: int) -> str:
    """The `CONTEXT` characters before a place of passage `number`, over the ends of passages."""
    found = passages[number].text[max(0, at - CONTEXT) : at]
    while number > 0 and len(found) < CONTEXT:
        number -= 1
        found = passages[number].text[len(found) - CONTEXT :] + found
    return found


def text_after(passages: Sequence[Passage], number: int, at: int) -> str:
    """The `CONTEXT` characters after a place of passage `number`, over the ends of passages."""
    found = passages[number].text[at : at + CONTEXT]
    while number + 1 < len(passages) and len(found) < CONTEXT:
        number += 1
        found += passages[number].text[: CONTEXT - len(found)]
    return found


def _joined(one: Piece, other: Piece) -> Piece:
    """Two pieces of one page that follow one another."""
    return Piece(
        content=one.content,
        page=one.page,
        rects=(*one.rects, *other.rects),
        quotation=one.quotation + other.quotation,
        prefix=one.prefix,
        suffix=other.suffix,
        start=min(one.start, other.start),
        end=max(one.end, other.end),
    )
