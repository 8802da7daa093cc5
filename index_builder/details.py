"""A row of a search in full: its text with what stands around it, and where it is printed. Pure."""

from array import array
from dataclasses import dataclass
from itertools import pairwise

from index_builder.layout import places
from index_builder.model import Hit, Passage, Place, Rect, TextRange
from index_builder.text import Folded, offset_at

CONTEXT = 40
"""Characters of reading text shown before and after a hit."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the hits of a passage share.

    Attributes:
        start: where the passage begins in the folded text of its document, in UTF-16 code units.
        boxes: per page of the passage its `PageText.boxes`.
        headings: labels and titles above it, outermost first.
    """

    passage: Passage
    folded: Folded
    start: int
    boxes: "dict[int, array[float]]"
    headings: tuple[str, ...]


def hit(document: int, number: int, place: tuple[int, int], setting: Setting, kind: str) -> Hit:
    """The hit at `place` of the document's folded text, which lies in its passage `number`."""
    passage, folded, boxes = setting.passage, setting.folded, setting.boxes
    text = passage.text
    start, end = original(folded, *place, setting.start)
    first, last = max(0, start - CONTEXT), end + CONTEXT
    snippet = text[first:last]
    shift = -first
    if first:
        snippet = f"…{snippet}"
        shift += 1
    if last < len(text):
        snippet = f"{snippet}…"
    span = TextRange(number, start, end)
    found = _places(boxes, passage, start, end)
    return Hit(
        document,
        found,
        span,
        passage.part,
        kind,
        setting.headings,
        snippet,
        start + shift,
        end + shift,
    )


def _places(
    boxes: "dict[int, array[float]]", passage: Passage, start: int, end: int
) -> tuple[Place, ...]:
    """`layout.places` of the range, but for the footnote marks in it, which are none of its characters."""
    cuts = [at for at, _ in passage.notes if start < at < end]
    if not cuts:
        return places(boxes, passage, start, end)
    rects: dict[int, list[Rect]] = {}
    for first, last in pairwise([start, *cuts, end]):
        for place in places(boxes, passage, first, last):
            rects.setdefault(place.page, []).extend(place.rects)
    return tuple(Place(page, tuple(here)) for page, here in rects.items())


def original(folded: Folded, start: int, end: int, base: int) -> tuple[int, int]:
    """The range of a passage's own text that `start:end` of its document's folded text stands for."""
    first = offset_at(folded.text, start - base)
    return folded.original(first, offset_at(folded.text, end - base))
