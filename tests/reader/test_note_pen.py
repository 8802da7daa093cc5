"""Annotations of every kind over their pages: drawn at their place, in their colour, turned with it."""

import pytest
from msgspec.structs import replace
from notes_made import of_kind
from PySide6.QtGui import QColor, QImage, QPainter

from index_builder.model import Rect
from reader.exchange.colours import DRAWN, FILLED
from reader.geometry import PageTransform
from reader.note_layer import region_of
from reader.note_shapes import ICON
from reader.overlays import Region, paint_regions
from reader.records import COLOURS, KINDS, Annotation
from reader.theme import LINES, MARKS

PLACE = Rect(20, 60, 80, 72)
SCALE = 3.0


def record(kind: str, rect: Rect = PLACE, **changes: object) -> Annotation:
    strokes = (((rect.x0, rect.y0), (rect.x1, rect.y1)), ((rect.x0, rect.y1),))
    made = replace(of_kind(kind), rects=(rect,), colour="red", **changes)
    return replace(made, strokes=strokes) if kind == "ink" else made


def painted(region: Region, rotation: int = 0, *, is_dark: bool = False) -> QImage:
    transform = PageTransform(100, 200, rotation, SCALE)
    width, height = (round(SCALE * side) for side in transform.turned_size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x202020 if is_dark else 0xFFFFFF)
    painter = QPainter(image)
    paint_regions(painter, [region], transform, is_dark=is_dark)
    painter.end()
    return image


def marked(image: QImage) -> list[tuple[int, int]]:
    """The pixels that are not the paper's."""
    paper = image.pixel(0, 0)
    return [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixel(x, y) != paper
    ]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rotation", [0, 90])
def test_each_is_drawn_at_its_place_and_nowhere_else(kind: str, rotation: int) -> None:
    region = region_of(0, record(kind))
    pixels = marked(painted(region, rotation))
    transform = PageTransform(100, 200, rotation, SCALE)
    place = Rect(20, 60, 20 + ICON, 60 + ICON) if kind == "note" else PLACE
    x0, y0, x1, y1 = transform.rect_to_view(place)
    room = 2 * SCALE
    assert pixels
    assert all(x0 - room <= x <= x1 + room and y0 - room <= y <= y1 + room for x, y in pixels)
    xs = [x for x, _ in pixels]
    ys = [y for _, y in pixels]
    along = (max(xs) - min(xs), x1 - x0) if rotation == 0 else (max(ys) - min(ys), y1 - y0)
    assert along[0] >= 0.9 * along[1]


@pytest.mark.usefixtures("qapp")
def test_where_lines_run() -> None:
    middle, low = (60 + 72) / 2 * SCALE, 72 * SCALE
    for kind, wanted in (("underline", low), ("strikeout", middle)):
        ys = [y for _, y in marked(painted(region_of(0, record(kind))))]
        assert sum(ys) / len(ys) == pytest.approx(wanted, abs=1.5)
    tall = Rect(40, 20, 52, 180)
    xs = [x for x, _ in marked(painted(region_of(0, record("underline", tall))))]
    assert sum(xs) / len(xs) == pytest.approx(52 * SCALE, abs=1.5), "beside text that runs down"


@pytest.mark.usefixtures("qapp")
def test_lines_have_a_colour_that_is_seen_and_text_is_dark_on_pale() -> None:
    line = QColor(
        painted(region_of(0, record("strikeout"))).pixel(round(50 * SCALE), round(66 * SCALE))
    )
    assert line.red() > 2 * line.green()
    box = painted(region_of(0, record("text", Rect(10, 60, 90, 100), note="国立標準")))
    colours = {QColor(box.pixel(x, y)).lightness() for x, y in marked(box)}
    assert min(colours) < 80
    assert max(colours) > 180


@pytest.mark.usefixtures("qapp")
def test_on_dark_paper_lines_are_lighter() -> None:
    region = region_of(0, record("strikeout"))
    here = round(50 * SCALE), round(66 * SCALE)
    light, dark = (
        QColor(painted(region, is_dark=is_dark).pixel(*here)) for is_dark in (False, True)
    )
    assert dark.lightness() > light.lightness()


def test_a_kind_of_a_newer_version_looks_like_a_highlight() -> None:
    assert region_of(0, record("hologram")).shape == ""


def test_other_programs_see_the_colours_of_the_window() -> None:
    assert tuple(MARKS[name] for name in COLOURS) == FILLED
    assert tuple(LINES[name] for name in COLOURS) == DRAWN
