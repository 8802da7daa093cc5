"""What notes quote that mark no text, and what stands around them: areas, ink, text boxes, sticky notes; pure."""

from collections.abc import Iterator
from itertools import compress

from msgspec.structs import replace

from index_builder.model import Caption, PageText, Rect, Structure, bounds
from reader.answers import heading_text
from reader.records import CONTEXT, Annotation

LONGEST = 1000
"""Characters quoted of what stands in an area."""

SAME = 0.5
"""An area shares this part of what both cover with the figure it is drawn around."""


def picture_place(record: Annotation) -> tuple[int, Rect] | None:
    """Page and rectangle that an area is a picture of, as `Cut.key` and `Figure` want them; None for other kinds."""
    return (record.page, record.rects[0]) if record.kind == "area" and record.rects else None


def placed(record: Annotation, structure: Structure | None, text: PageText | None) -> Annotation:
    """`record`, which marks no text, with what stands before and behind its place.

    An area quotes the caption of the figure it is around, else the text that stands in it. What is
    not known, because the page's `text` is not, stays as it was.
    """
    if not record.rects:
        return record
    rect = record.rects[0]
    if record.kind == "area":
        caption = caption_of(structure, record.page, rect)
        if caption is not None:
            record = replace(record, quotation=heading_text(caption))
        elif text is not None:
            record = replace(record, quotation=text_within(text, structure, rect))
    if text is None or structure is None:
        return record
    prefix, suffix = surroundings(text, structure, rect)
    return replace(record, prefix=prefix, suffix=suffix)


def caption_of(structure: Structure | None, page: int, rect: Rect) -> Caption | None:
    """The caption of the figure that a rectangle of a page is drawn around."""
    found: list[tuple[float, Caption]] = []
    for caption in structure.captions if structure is not None else ():
        if caption.place.page != page or not caption.place.rects:
            continue
        own = bounds(caption.place.rects)
        if caption.area is None:
            share = SAME if rect.contains(*own.center) else 0.0
        else:
            share = max(_shared(rect, each) for each in (caption.area, own.union(caption.area)))
        found.append((share, caption))
    best = max(found, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] >= SAME else None


def text_within(text: PageText, structure: Structure | None, rect: Rect) -> str:
    """The characters whose middles lie in `rect`, a line for each paragraph, without a structure for each printed line."""
    lines = _read_within(text, structure, rect) if structure is not None else iter(())
    found = [line.strip() for line in lines] or [
        "".join(text.text[at] for at in range(*span) if rect.contains(*text.box(at).center)).strip()
        for span in text.lines
    ]
    return "\n".join(filter(None, found))[:LONGEST]


def surroundings(text: PageText, structure: Structure, rect: Rect) -> tuple[str, str]:
    """What is read before and from the beginning of the paragraph nearest to `rect`, over the ends of paragraphs.

    The place between the two is the one that `EditionText.spot_near` finds.
    """
    nearest: tuple[float, int, int] | None = None
    for number, passage in enumerate(structure.passages):
        for start, end in passage.ranges_on(text.page):
            boxes = [text.box(at) for at in passage.sources[start:end] if 0 <= at < len(text.text)]
            far = _apart(bounds(boxes), rect) if boxes else float("inf")
            if nearest is None or far < nearest[0]:
                nearest = (far, number, start)
    if nearest is None:
        return "", ""
    _, number, start = nearest
    before = _end_of((p.text for p in structure.passages[number::-1]), start)
    return before, _start_of((p.text for p in structure.passages[number:]), start)


def _end_of(texts: Iterator[str], end: int) -> str:
    """The last characters of a text up to `end`, and of those before it, which follow in `texts`."""
    found = next(texts)[:end]
    while len(found) < CONTEXT and (before := next(texts, None)) is not None:
        found = before + found
    return found[-CONTEXT:]


def _start_of(texts: Iterator[str], start: int) -> str:
    found = next(texts)[start:]
    while len(found) < CONTEXT and (behind := next(texts, None)) is not None:
        found += behind
    return found[:CONTEXT]


def _read_within(text: PageText, structure: Structure, rect: Rect) -> Iterator[str]:
    """What of each paragraph lies in `rect`, and the spaces that were put between its characters."""
    for passage in structure.passages:
        for start, end in passage.ranges_on(text.page):
            sources = passage.sources[start:end]
            inside = [_lies(text, at, rect) for at in sources]
            for at in range(1, len(sources) - 1):
                if sources[at] < 0:
                    inside[at] = inside[at - 1] and inside[at + 1]
            yield "".join(compress(passage.text[start:end], inside))


def _lies(text: PageText, at: int, rect: Rect) -> bool:
    return 0 <= at < len(text.text) and rect.contains(*text.box(at).center)


def _shared(one: Rect, other: Rect) -> float:
    """The part of what both cover that they share, 0 … 1."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    both = max(across, 0.0) * max(down, 0.0)
    whole = one.width * one.height + other.width * other.height - both
    return both / whole if whole > 0 else 0.0


def _apart(one: Rect, other: Rect) -> float:
    """Points between two rectangles, along both axes."""
    across = max(one.x0 - other.x1, other.x0 - one.x1, 0.0)
    return float(across + max(one.y0 - other.y1, other.y0 - one.y1, 0.0))
