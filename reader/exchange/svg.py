"""Rectangles and strokes of a page as an SVG of one path, as `SvgSelector` has them, and back; pure."""

import re
from collections.abc import Iterator, Sequence

from index_builder.model import Rect
from reader.exchange.safe_xml import parse
from reader.records import Stroke

SVG = "http://www.w3.org/2000/svg"
TOKEN = re.compile(r"([A-Za-z])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)|([\s,]+)|(.)")
MOST_TOKENS = 1_000_000


def write_svg(rects: Sequence[Rect], strokes: Sequence[Stroke]) -> str:
    """The unit is a point, the origin the top left corner of the page's unturned crop box."""
    boxes = (f"M{x0!r} {y0!r}H{x1!r}V{y1!r}H{x0!r}Z" for x0, y0, x1, y1 in rects)
    lines = ("M" + "L".join(f"{x!r} {y!r}" for x, y in stroke) for stroke in strokes if stroke)
    return f'<svg xmlns="{SVG}"><path fill="none" d="{"".join((*boxes, *lines))}"/></svg>'


def read_svg(text: str) -> tuple[tuple[Rect, ...], tuple[Stroke, ...]]:
    """Closed shapes as the rectangles around them, open ones as strokes.

    Raises ValueError for what is no SVG, and for paths with curves or relative commands.
    """
    rects: list[Rect] = []
    strokes: list[Stroke] = []
    for element in parse(text.encode()).iter():
        match element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "":
            case "path":
                shapes = list(_shapes(element.get("d", "")))
            case "rect":
                x, y, width, height = (
                    float(element.get(name, "0")) for name in ("x", "y", "width", "height")
                )
                shapes = [(((x, y), (x + width, y + height)), True)]
            case "polygon" | "polyline" as name:
                path = "M" + element.get("points", "") + ("Z" if name == "polygon" else "")
                shapes = list(_shapes(path))
            case _:
                continue
        for points, closed in shapes:
            if closed:
                xs, ys = zip(*points, strict=True)
                rects.append(Rect(min(xs), min(ys), max(xs), max(ys)))
            else:
                strokes.append(points)
    return tuple(rects), tuple(strokes)


def _shapes(path: str) -> Iterator[tuple[Stroke, bool]]:
    """The points of each shape of a path of M, L, H, V and Z, and whether it is closed."""
    points: list[tuple[float, float]] = []
    for command, numbers in _commands(path):
        if command == "M" and points:
            yield tuple(points), False
            points = []
        match command:
            case "M" | "L" if len(numbers) % 2 == 0:
                points += zip(numbers[::2], numbers[1::2], strict=True)
            case "H" if points:
                points += [(x, points[-1][1]) for x in numbers]
            case "V" if points:
                points += [(points[-1][0], y) for y in numbers]
            case "Z" if points:
                yield tuple(points), True
                points = []
            case _:
                msg = f"no such command here: {command}"
                raise ValueError(msg)
    if points:
        yield tuple(points), False


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for count, (letter, number, _, other) in enumerate(TOKEN.findall(path)):
        if other or count > MOST_TOKENS:
            msg = "not a path"
            raise ValueError(msg)
        if letter:
            if command:
                yield command, numbers
            command, numbers = letter.replace("z", "Z"), []
        elif number:
            numbers.append(float(number))
    if command:
        yield command, numbers
