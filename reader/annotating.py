"""How annotations are made: new records, and what surrounds the text they quote; pure."""

from array import array
from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from index_builder.model import Passage, Rect, Structure
from index_builder.text import fold
from reader.records import COLOURS, CONTEXT, KINDS, Annotation, Stroke, new_id, timestamp

NO_CONTEXT = ("", "", -1, -1)
HALF = 0.5
"""A stretch of which less is selected is another one."""


def annotation(
    content: str,
    page: int,
    rects: Sequence[Rect],
    *,
    kind: str = KINDS[0],
    colour: str = COLOURS[0],
    note: str = "",
    strokes: Sequence[Stroke] = (),
) -> Annotation:
    """A new annotation of a page that quotes nothing yet."""
    now = timestamp()
    return Annotation(
        id=new_id(),
        content=content,
        page=page,
        rects=tuple(rects),
        quotation="",
        prefix="",
        suffix="",
        start=-1,
        end=-1,
        colour=colour,
        kind=kind,
        note=note,
        created=now,
        modified=now,
        strokes=tuple(strokes),
    )


def quoting(
    record: Annotation,
    structure: Structure | None,
    text: str,
    meant: Collection[int] = (),
    boxes: "array[float] | None" = None,
) -> Annotation:
    """`record` with `text`, which stands on its page, as its quotation, and what stands around it.

    Which of several places is meant is told by `meant`, the numbers of its characters in the page's
    text, or by `boxes`, those of the page's characters (`PageText.boxes`), and the record's own rectangles.
    """
    if not meant and boxes is not None:
        meant = characters_in(boxes, record.rects)
    prefix, suffix, start, end = quotation_context(structure, record.page, text, meant)
    return replace(record, quotation=text, prefix=prefix, suffix=suffix, start=start, end=end)


def characters_in(boxes: "array[float]", rects: Sequence[Rect]) -> list[int]:
    """The numbers of the characters of a page whose middle lies in one of `rects`."""
    found = []
    for number in range(len(boxes) // 4):
        left, top, right, bottom = boxes[4 * number : 4 * number + 4]
        x, y = (left + right) / 2, (top + bottom) / 2
        if any(rect.contains(x, y) for rect in rects):
            found.append(number)
    return found


def quotation_context(
    structure: Structure | None, page: int, text: str, meant: Collection[int] = ()
) -> tuple[str, str, int, int]:
    """What stands before and after `text` on `page`, and its character range in the page's text.

    `meant` are the numbers of its characters there, as far as they are known; without them a text
    that stands on the page more than once has no context. Empty and −1 where the text is not found in
    the reading text of the page, or not where it is meant: a wrong context is worse than none. The
    surroundings reach over the ends of paragraphs, in reading order.
    """
    wanted = fold(text).text
    if structure is None or not wanted:
        return NO_CONTEXT
    reading = _Reading(structure.passages, page)
    selected = frozenset(meant)
    found = reading.occurrences(wanted)
    if len(found) > 1:
        found = [place for place in found if reading.text[slice(*place)] == text] or found
    if selected:
        found = found or [
            place
            for place in reading.stretch(selected)
            if _shared(reading.text[slice(*place)], text) > HALF
        ]
        best = max(found, key=lambda place: reading.share(place, selected), default=(0, 0))
        found = [best] if reading.share(best, selected) > HALF else []
    return reading.context(*found[0]) if len(found) == 1 else NO_CONTEXT


class _Reading:
    """The reading text of a page and of what stands before and after it.

    Attributes:
        text: of whole passages, one after the other.
    """

    def __init__(self, passages: Sequence[Passage], page: int) -> None:
        some = _around(passages, page)
        self.text = "".join(passage.text for passage in some)
        self._sources = [
            source if passage.page_at(index) == page else -1
            for passage in some
            for index, source in enumerate(passage.sources)
        ]

    def occurrences(self, words: str) -> list[tuple[int, int]]:
        """Where folded `words` stand on the page."""
        folded, found = fold(self.text), []
        at = folded.text.find(words)
        while at >= 0:
            start, end = folded.original(at, at + len(words))
            if self._sources[start] >= 0 and self._sources[end - 1] >= 0:
                found.append((start, end))
            at = folded.text.find(words, at + 1)
        return found

    def stretch(self, selected: Collection[int]) -> list[tuple[int, int]]:
        """From the first to the last of the page's characters `selected`; nothing where none is read."""
        places = [at for at, source in enumerate(self._sources) if source in selected]
        return [(places[0], places[-1] + 1)] if places else []

    def share(self, place: tuple[int, int], selected: Collection[int]) -> float:
        """Which part of a stretch is `selected`."""
        known = [source for source in self._sources[slice(*place)] if source >= 0]
        return sum(source in selected for source in known) / max(1, len(known))

    def context(self, start: int, end: int) -> tuple[str, str, int, int]:
        known = [source for source in self._sources[start:end] if source >= 0]
        before, after = self.text[max(0, start - CONTEXT) : start], self.text[end : end + CONTEXT]
        return before, after, min(known), max(known) + 1


def _shared(one: str, other: str) -> float:
    """Which part of the longer of two texts both have, in whatever order."""
    first, second = Counter(fold(one).text), Counter(fold(other).text)
    return (first & second).total() / max(1, first.total(), second.total())


def _around(passages: Sequence[Passage], page: int) -> Sequence[Passage]:
    """The passages of a page, and as many before and after them as its surroundings need."""
    here = [n for n, one in enumerate(passages) if one.pages[0][1] <= page <= one.pages[-1][1]]
    if not here:
        return ()
    first, last = here[0], here[-1] + 1
    before = after = 0
    while first > 0 and before < CONTEXT:
        first -= 1
        before += len(passages[first].text)
    while last < len(passages) and after < CONTEXT:
        after += len(passages[last].text)
        last += 1
    return passages[first:last]
