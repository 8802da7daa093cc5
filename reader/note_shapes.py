"""Annotations that mark no text as shapes of a page: what lies under a point, moved, resized, strokes made small; pure.

Everything is in points of the unrotated crop box; `Size` is the width and height of a page there.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from msgspec.structs import replace

from index_builder.model import Rect, bounds
from reader.records import TEXT_KINDS, Annotation, Stroke

Point = tuple[float, float]
Size = tuple[float, float]
Handle = tuple[int, int]
"""A corner or the middle of an edge: −1 is left or upper, 1 right or lower, 0 neither."""

ICON = 16.0
"""Edge of a sticky note."""

RESIZABLE = ("area", "text")
SOLID = ("text", "note")
"""Kinds that cover what lies under them."""

LEAST = 8.0
"""No edge becomes shorter by its handles."""

TOLERANCE = 0.25
"""How far a simplified stroke may lie beside the drawn one."""

HANDLES: tuple[Handle, ...] = tuple(
    (across, down) for down in (-1, 0, 1) for across in (-1, 0, 1) if (across, down) != (0, 0)
)


def icon_at(rects: Sequence[Rect]) -> tuple[Rect, ...]:
    """The rectangle of a sticky note's picture, which hangs at its point."""
    return tuple(Rect(x, y, x + ICON, y + ICON) for x, y, *_ in rects[:1])


def frame_of(record: Annotation) -> Rect:
    """The rectangle around what is drawn; ValueError for an annotation without a place."""
    if record.kind == "note":
        return bounds(icon_at(record.rects))
    return _around(record.strokes) if any(record.strokes) else bounds(record.rects)


# --- what lies under a point ----------------------------------------------------------------


def picked(records: Iterable[Annotation], x: float, y: float, near: float) -> Annotation | None:
    """What a click at a point means: something drawn within `near` points, else the smallest area around it.

    Marks on text are not picked; where one lies, no area is either.
    """
    drawn: list[tuple[float, Annotation]] = []
    around: list[tuple[float, Annotation]] = []
    for record in records:
        if record.kind in TEXT_KINDS:
            if any(rect.contains(x, y) for rect in record.rects):
                around.append((0.0, record))
            continue
        if not record.rects and not any(record.strokes):
            continue
        frame = frame_of(record)
        size = frame.width * frame.height
        if is_on(record, x, y, near):
            drawn.append((size, record))
        elif record.kind == "area" and frame.contains(x, y):
            around.append((size, record))
    found = min(drawn or around, key=lambda each: each[0], default=None)
    return None if found is None or found[1].kind in TEXT_KINDS else found[1]


def is_on(record: Annotation, x: float, y: float, near: float) -> bool:
    """Whether a point is on what is drawn: of an area its border, of ink a stroke."""
    if record.kind == "ink":
        return any(_distance(stroke, x, y) <= near for stroke in record.strokes)
    frame = frame_of(record)
    if record.kind in SOLID:
        return frame.contains(x, y)
    outer, inner = _larger(frame, near), _larger(frame, -near)
    return outer.contains(x, y) and not inner.contains(x, y)


def handle_at(frame: Rect, x: float, y: float, near: float) -> Handle | None:
    """The handle within `near` points, the nearest of several."""
    far = {
        handle: max(abs(x - place[0]), abs(y - place[1]))
        for handle, place in ((handle, handle_place(frame, handle)) for handle in HANDLES)
    }
    nearest = min(HANDLES, key=far.__getitem__)
    return nearest if far[nearest] <= near else None


def handle_place(frame: Rect, handle: Handle) -> Point:
    """Where a handle of `frame` is."""
    (x, y), (across, down) = frame.center, handle
    return x + across * frame.width / 2, y + down * frame.height / 2


# --- moved and resized ----------------------------------------------------------------------


def clipped(rect: Rect, size: Size) -> Rect:
    """What of `rect` lies on the page; an empty rectangle at its edge where nothing does."""
    xs = (min(max(x, 0.0), size[0]) for x in (rect.x0, rect.x1))
    ys = (min(max(y, 0.0), size[1]) for y in (rect.y0, rect.y1))
    (x0, x1), (y0, y1) = xs, ys
    return Rect(x0, y0, x1, y1)


def moved(record: Annotation, dx: float, dy: float, size: Size) -> Annotation:
    """`record` moved, but not over an edge of the page; one that is larger than the page rests at its corner."""
    frame = frame_of(record)
    dx = _within(dx, -frame.x0, size[0] - frame.x1)
    dy = _within(dy, -frame.y0, size[1] - frame.y1)
    return replace(
        record,
        rects=tuple(Rect(r.x0 + dx, r.y0 + dy, r.x1 + dx, r.y1 + dy) for r in record.rects),
        strokes=tuple(tuple((x + dx, y + dy) for x, y in stroke) for stroke in record.strokes),
    )


def resized(rect: Rect, handle: Handle, to: Point, size: Size) -> Rect:
    """`rect` with the edges of `handle` at a point, on the page and no smaller than `LEAST`."""
    (across, down), (x0, y0, x1, y1) = handle, rect
    if across < 0:
        x0 = max(0.0, min(to[0], x1 - LEAST))
    elif across > 0:
        x1 = min(size[0], max(to[0], x0 + LEAST))
    if down < 0:
        y0 = max(0.0, min(to[1], y1 - LEAST))
    elif down > 0:
        y1 = min(size[1], max(to[1], y0 + LEAST))
    return Rect(x0, y0, x1, y1)


# --- strokes --------------------------------------------------------------------------------


def stroke_of(points: Sequence[Point], size: Size) -> Stroke:
    """What is kept of the points of a pen: on the page, without the steps of pixels, as few as will do."""
    kept = simplified(smoothed(points), TOLERANCE)
    return tuple(
        (min(max(round(x, 2), 0.0), size[0]), min(max(round(y, 2), 0.0), size[1])) for x, y in kept
    )


def smoothed(points: Sequence[Point]) -> list[Point]:
    """Each point between its neighbours, by the weights 1, 2, 1; the ends stay."""
    if len(points) < 3:
        return list(points)
    inner = (
        ((a[0] + 2 * b[0] + c[0]) / 4, (a[1] + 2 * b[1] + c[1]) / 4)
        for a, b, c in zip(points, points[1:], points[2:], strict=False)
    )
    return [points[0], *inner, points[-1]]


def simplified(points: Sequence[Point], tolerance: float) -> list[Point]:
    """A part of `points` whose line passes all of them within `tolerance`, the ends among them.

    U. Ramer, “An iterative procedure for the polygonal approximation of plane curves”, 1972;
    D. Douglas and T. Peucker, “Algorithms for the reduction of the number of points”, 1973.
    """
    kept = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        a, b = points[first], points[last]
        far, at = max((_to_segment(a, b, *points[n]), n) for n in range(first + 1, last))
        if far > tolerance:
            kept.add(at)
            open_ += [(first, at), (at, last)]
    return [points[n] for n in sorted(kept) if points]


class Inked(NamedTuple):
    """The fields of an annotation of ink: its strokes and the rectangle around them."""

    strokes: tuple[Stroke, ...]
    rects: tuple[Rect, ...]


def inked(strokes: Iterable[Stroke]) -> Inked:
    """What is kept of strokes; there must be a point."""
    every = tuple(stroke for stroke in strokes if stroke)
    return Inked(every, (_around(every),))


def erased(strokes: Sequence[Stroke], x: float, y: float, near: float) -> tuple[Stroke, ...]:
    """The strokes that do not pass a point within `near`."""
    return tuple(stroke for stroke in strokes if _distance(stroke, x, y) > near)


def _around(strokes: Iterable[Stroke]) -> Rect:
    xs, ys = zip(*(point for stroke in strokes for point in stroke), strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def _distance(line: Sequence[Point], x: float, y: float) -> float:
    """From a point to a line of one or more points."""
    if len(line) == 1:
        return hypot(x - line[0][0], y - line[0][1])
    return min((_to_segment(a, b, x, y) for a, b in pairwise(line)), default=float("inf"))


def _to_segment(a: Point, b: Point, x: float, y: float) -> float:
    across, down = b[0] - a[0], b[1] - a[1]
    square = across * across + down * down
    share = ((x - a[0]) * across + (y - a[1]) * down) / square if square else 0.0
    share = min(max(share, 0.0), 1.0)
    return hypot(x - a[0] - share * across, y - a[1] - share * down)


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(value, high))


def _larger(rect: Rect, by: float) -> Rect:
    return Rect(rect.x0 - by, rect.y0 - by, rect.x1 + by, rect.y1 + by)
