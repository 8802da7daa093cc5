"""Finds the places of notes that quote nothing again: areas, drawings, stickers, bookmarks.

Pure. A note on a figure goes where the caption of that figure is, any other one where the text
around it is; a page alone is never a sure answer. Where the note's own document is at hand, the
distance from caption or text is kept, else the place on the page.
"""

from collections.abc import Sequence
from itertools import starmap

from msgspec import Struct
from msgspec.structs import replace

from index_builder.model import Caption, Heading, Rect, bounds
from index_builder.text import fold
from reader.anchoring import SURE, Anchored, Anchoring, Quoted
from reader.edition_text import EditionText, Piece, Spot, distance
from reader.records import CONTEXT, Annotation, Bookmark

BESIDE = 60.0
"""Points within which a caption without an area of its own is taken for that of what is marked."""
BY_CAPTION = 0.9
BY_HEADING = 0.6
BY_PAGE = 0.3
GUESSED_SPOT = SURE - 0.05
"""What a page found by its text is worth at most, where nobody knows how far from that text the note was."""


class Area(Struct, frozen=True):
    """Where something without a quotation was; `title` of a bookmark, as a heading reads."""

    content: str
    page: int
    rects: tuple[Rect, ...]
    prefix: str = ""
    suffix: str = ""
    title: str = ""


def area_of(note: Annotation | Bookmark) -> Area:
    """The area of a note that quotes nothing."""
    if isinstance(note, Bookmark):
        line = Rect(0.0, note.y, 1.0, note.y + 1.0)
        return Area(note.content, note.page, (line,), title=note.title)
    return Area(note.content, note.page, note.rects, note.prefix, note.suffix)


def anchor_areas(
    areas: Sequence[Area], text: EditionText, old: EditionText | None = None
) -> list[Anchored]:
    """Where each of `areas` is in `text`; `old` is the text of their own documents, if that is at hand."""
    finder = _Areas(text, old)
    return [finder.find(area) for area in areas]


class _Areas:
    def __init__(self, text: EditionText, old: EditionText | None) -> None:
        self._text = text
        self._old = old
        self._anchoring = Anchoring(text)

    def find(self, area: Area) -> Anchored:
        ways = (self._by_caption, self._by_text, self._by_heading, self._by_page)
        answers = (way(area) for way in ways)
        return next((answer for answer in answers if answer is not None), Anchored())

    def _by_caption(self, area: Area) -> Anchored | None:
        before = self._old_caption(area)
        if before is None or not area.rects:
            return None
        wanted = _name(before)
        found = [
            (edition.content, caption)
            for edition in self._text.editions
            for caption in edition.structure.captions
            if _name(caption) == wanted
        ]
        if len(found) != 1:
            return None
        content, caption = found[0]
        there, here = _frame(before, caption)
        rects = tuple(_mapped(rect, there, here) for rect in area.rects)
        return _answer(area, (content, caption.place.page), rects, BY_CAPTION, "caption")

    def _old_caption(self, area: Area) -> Caption | None:
        """The caption of the figure that is marked, in its own edition."""
        found: list[tuple[float, Caption]] = []
        for edition in self._old.editions if self._old and area.rects else ():
            for caption in edition.structure.captions:
                place = caption.place
                if edition.content != area.content or place.page != area.page or not place.rects:
                    continue
                frame = caption.area or bounds(place.rects)
                found.append((distance(frame, bounds(area.rects)), caption))
        near = min(found, key=lambda each: each[0], default=None)
        if near is None or near[0] > (0.0 if near[1].area else BESIDE):
            return None
        return near[1]

    def _by_text(self, area: Area) -> Anchored | None:
        spot = self._old_spot(area)
        prefix, suffix = fold(area.prefix).text, fold(area.suffix).text
        if spot is not None and self._old is not None:
            at = self._old.offset_of(spot)
            prefix, suffix = self._old.around(at, at)
        sought = Quoted("", prefix, suffix, area.page, area.rects, area.content, float(area.page))
        found = self._anchoring.between(sought)
        here = self._text.spot(found[0]) if found else None
        box = self._text.place_of(here) if here else None
        if found is None or here is None or box is None:
            return None
        content = self._text.editions[here.edition].content
        origin = self._old.place_of(spot) if spot and self._old else None
        if origin is None:
            worth = min(found[1], GUESSED_SPOT)
            return _answer(area, (content, box[0]), area.rects, worth, "surroundings")
        dx, dy = box[1].x0 - origin[1].x0, box[1].y0 - origin[1].y0
        rects = _moved(area.rects, dx, dy)
        return _answer(area, (content, box[0]), rects, found[1], "surroundings")

    def _old_spot(self, area: Area) -> Spot | None:
        if self._old is None or not area.rects:
            return None
        return self._old.spot_near(area.content, area.page, bounds(area.rects))

    def _by_heading(self, area: Area) -> Anchored | None:
        """A bookmark is named after the heading it stands under, unless its reader has named it."""
        wanted = fold(area.title).text
        found = [
            (edition.content, heading)
            for edition in self._text.editions
            for heading in edition.structure.headings
            if wanted and fold(f"{heading.label}{heading.title}").text == wanted
        ]
        if len(found) != 1:
            return None
        content, heading = found[0]
        return _answer(area, (content, heading.place.page), _top(heading), BY_HEADING, "heading")

    def _by_page(self, area: Area) -> Anchored | None:
        """The page of the same printed number, else of the same place in the file."""
        label = self._old_label(area)
        for edition in self._text.editions:
            labels = edition.structure.labels
            if label and labels.count(label) == 1:
                page = labels.index(label)
                return _answer(area, (edition.content, page), area.rects, BY_PAGE, "page")
        first = next((e for e in self._text.editions if e.structure.labels), None)
        if first is None:
            return None
        page = min(area.page, len(first.structure.labels) - 1)
        return _answer(area, (first.content, page), area.rects, BY_PAGE, "page")

    def _old_label(self, area: Area) -> str:
        for edition in self._old.editions if self._old else ():
            labels = edition.structure.labels
            if edition.content == area.content and area.page < len(labels):
                return labels[area.page]
        return ""


def _name(caption: Caption) -> str:
    return fold(f"{caption.kind}{caption.label}{caption.title}").text


def _frame(before: Caption, after: Caption) -> tuple[Rect, Rect]:
    """What of the two captions lies at the same place: the figures, else the captions themselves."""
    if before.area is not None and after.area is not None:
        return before.area, after.area
    one, other = bounds(before.place.rects), bounds(after.place.rects)
    return one, Rect(other.x0, other.y0, other.x0 + one.width, other.y0 + one.height)


def _mapped(rect: Rect, there: Rect, here: Rect) -> Rect:
    """`rect` in the frame `here`, as it was in the frame `there`."""

    def x(value: float) -> float:
        return here.x0 + (value - there.x0) * here.width / max(there.width, 1.0)

    def y(value: float) -> float:
        return here.y0 + (value - there.y0) * here.height / max(there.height, 1.0)

    return Rect(x(rect.x0), y(rect.y0), x(rect.x1), y(rect.y1))


def _moved(rects: Sequence[Rect], dx: float, dy: float) -> tuple[Rect, ...]:
    """The rectangles moved together, not over the upper and the left edge of the page."""
    if not rects:
        return ()
    whole = bounds(rects)
    dx, dy = max(dx, -whole.x0), max(dy, -whole.y0)
    return tuple(
        starmap(Rect, ((r.x0 + dx, r.y0 + dy, r.x1 + dx, r.y1 + dy) for r in rects)),
    )


def _top(heading: Heading) -> tuple[Rect, ...]:
    rects = heading.place.rects
    return (rects[0],) if rects else (Rect(0.0, 0.0, 1.0, 1.0),)


def _answer(
    area: Area, where: tuple[str, int], rects: tuple[Rect, ...], worth: float, means: str
) -> Anchored:
    """An answer on page `where` (content, page)."""
    before, after = area.prefix[-CONTEXT:], area.suffix[:CONTEXT]
    return Anchored((Piece(*where, rects, "", before, after, -1, -1),), worth, means)


def moved_bookmark(mark: Bookmark, piece: Piece) -> Bookmark:
    """`mark` at its new place."""
    y = piece.rects[0].y0 if piece.rects else 0.0
    return replace(mark, content=piece.content, page=piece.page, y=y)
