"""The column of text at a point of a page, from the lines the page draws. Pure."""

from collections.abc import Iterator
from statistics import median

from index_builder.model import PageText, Rect, bounds

LEADING = 2.5
"""Lines of a column follow one another within so many line heights."""

ASIDE = 0.6
"""Pieces of one line stand within so many line heights."""

LONG, DEEP = 8.0, 3.0
"""A column is at least so many line heights wide, and high; otherwise it is a heading or a number."""

SIMILAR = 1.3
"""Lines of a column differ in height by less than this factor."""


def column_at(page: PageText, x: float, y: float) -> Rect | None:
    """The column nearest to a point, in points of the page; None without text.

    A page number or a heading by itself is no column; where there is nothing else, all of the text is one.
    """
    lines = _lines(page)
    if not lines:
        return None
    thickness = median(line[1] for line in lines)
    is_upright = 2 * sum(line[2] for line in lines) > len(lines)
    rest = [
        rect
        for rect, other, upright in lines
        if upright is is_upright and thickness / SIMILAR < other < thickness * SIMILAR
    ]
    across, along = ASIDE * thickness, LEADING * thickness
    if is_upright:
        across, along = along, across
    columns = list(_columns(rest, across, along))
    running = [rect for rect in columns if _is_running(rect, thickness, is_upright=is_upright)]
    if not running:
        return bounds(columns)
    return min(running, key=lambda rect: _distance(rect, x, y))


def _is_running(rect: Rect, thickness: float, *, is_upright: bool) -> bool:
    """Whether it is large enough for lines of running text."""
    length, depth = rect.width, rect.height
    if is_upright:
        length, depth = depth, length
    return length >= LONG * thickness and depth >= DEEP * thickness


def _columns(lines: list[Rect], across: float, along: float) -> Iterator[Rect]:
    """Around lines that stand within `across` beside and `along` below one another."""
    while lines:
        column = lines.pop()
        while True:
            near = Rect(
                column.x0 - across, column.y0 - along, column.x1 + across, column.y1 + along
            )
            joined = [rect for rect in lines if _meet(rect, near)]
            if not joined:
                break
            lines = [rect for rect in lines if not _meet(rect, near)]
            column = bounds([column, *joined])
        yield column


def _lines(page: PageText) -> list[tuple[Rect, float, bool]]:
    """Rectangle, thickness and whether it runs down, of each printed line with characters."""
    vertical = [(span.start, span.end) for span in page.spans if span.vertical]
    found = []
    for start, end in page.lines:
        boxes = [page.box(at) for at in range(start, end) if not page.text[at].isspace()]
        if not boxes:
            continue
        rect = bounds(boxes)
        upright = any(first <= start < last for first, last in vertical)
        found.append((rect, rect.width if upright else rect.height, upright))
    return found


def _meet(one: Rect, other: Rect) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _distance(rect: Rect, x: float, y: float) -> float:
    across = max(rect.x0 - x, 0.0, x - rect.x1)
    down = max(rect.y0 - y, 0.0, y - rect.y1)
    return across * across + down * down
