"""The geometry of reading text: which rectangles of which pages a stretch of a passage covers.

Pure: records in, records out. It never opens a file and never draws.
"""

from array import array
from collections.abc import Mapping, Sequence

from index_builder.model import Passage, Place, Rect

WIDEST_GAP = 3.0
"""Characters of one line stand at most this many character heights apart."""


def places(
    boxes_by_page: "Mapping[int, array[float]] | Sequence[array[float]]",
    passage: Passage,
    start: int,
    end: int,
) -> tuple[Place, ...]:
    """Where `passage.text[start:end]` is printed: one Place a page, one rectangle a printed line.

    `boxes_by_page[page]` is that page's `PageText.boxes`. Inserted spaces have no box; a range
    of nothing else gives no place.
    """
    found: dict[int, list[Rect]] = {}
    pages = passage.pages
    turn = 0
    for offset in range(max(start, 0), min(end, len(passage.text))):
        while turn + 1 < len(pages) and pages[turn + 1][0] <= offset:
            turn += 1
        source = passage.sources[offset]
        if source < 0:
            continue
        page = pages[turn][1]
        x0, y0, x1, y1 = boxes_by_page[page][4 * source : 4 * source + 4]
        box = Rect(x0, y0, x1, y1)
        rects = found.setdefault(page, [])
        if rects and _same_line(rects[-1], box):
            rects[-1] = rects[-1].union(box)
        else:
            rects.append(box)
    return tuple(Place(page, tuple(rects)) for page, rects in found.items())


def _same_line(line: Rect, box: Rect) -> bool:
    """Whether `box` goes on where the printed line `line` ends, to the right or (vertical text) below."""
    across = min(line.y1, box.y1) - max(line.y0, box.y0)
    if 2 * across >= min(line.height, box.height):
        reach = WIDEST_GAP * max(line.height, box.height)
        return -reach < box.x0 - line.x1 < reach and box.x1 >= line.x0
    along = min(line.x1, box.x1) - max(line.x0, box.x0)
    if 2 * along < min(line.width, box.width) or line.width > 2 * box.width:
        return False
    return abs(box.y0 - line.y1) <= box.height
