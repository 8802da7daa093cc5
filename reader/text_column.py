"""The column of text at a point of a page, from the lines the page draws. Pure."""

from collections.abc import Iterator
from statistics import median

from index_builder.model import PageText, Rect, bounds

LEADING = 2.5
"""Lines of a column follow one another within so many line heights."""

ASIDE = 0.6
"""Pieces of one line stand within so many line heights."""

FEW = 3
"""A column has at least so many lines."""

SIMILAR = 1.3
"""Lines of a column differ in height by less than this factor."""


def column_at(page: PageText, x: float, y: float) -> Rect | None:
    """The column nearest to a point, in points of the page; None without text.

    A page number or a heading by itself is no column, unless there is nothing else.
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
    running = [rect for rect, count in columns if count >= FEW] or [rect for rect, _ in columns]
    return min(running, key=lambda rect: _distance(rect, x, y))


def _columns(lines: list[Rect], across: float, along: float) -> Iterator[tuple[Rect, int]]:
    """Lines that stand within `across` beside and `along` below one another, and how many they are."""
    while lines:
        column, count = lines.pop(), 1
        while True:
            near = Rect(
                column.x0 - across, column.y0 - along, column.x1 + across, column.y1 + along
            )
            joined = [rect for rect in lines if _meet(rect, near)]
            if not joined:
                break
            lines = [rect for rect in lines if not _meet(rect, near)]
            column, count = bounds([column, *joined]), count + len(joined)
        yield column, count


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
