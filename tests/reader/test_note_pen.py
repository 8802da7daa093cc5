"""Annotations of every kind over their pages: drawn at their place, in their colour, turned with it."""

import pytest
from msgspec.structs import replace
from notes_made import of_kind
from PySide6.QtGui import QColor, QImage, QPainter

from index_builder.model import Rect
from reader.exchange.colours import DRAWN, FILLED
from reader.geometry import PageTransform
from reader.note_layer import region_of
from reader.note_pen import CHOSEN, HANDLED, RESIZABLE, TEXT_BOX, _lines, default_text_box, text_box
from reader.note_shapes import ICON
from reader.overlays import Region, Style, paint_regions
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


PAGE = ((100.0, 200.0), 0)


@pytest.mark.usefixtures("qapp")
def test_a_text_box_breaks_its_lines_alike_at_every_zoom() -> None:
    assert _lines("国立標準技術研究所", 46.0) == ("国立標準", "技術研究", "所")
    assert _lines("一\n\n二", 46.0) == ("一", "", "二")
    assert _lines("𠮷野家𠮷野家", 46.0) == ("𠮷野家𠮷", "野家")
    assert _lines("", 46.0) == ("",)


@pytest.mark.usefixtures("qapp")
def test_a_text_box_grows_with_its_text_downwards_as_it_is_seen() -> None:
    rect = Rect(20, 60, 66, 70)
    assert text_box(rect, "一", PAGE) == pytest.approx((20, 60, 66, 79))
    assert text_box(rect, "国立標準技術研究所", PAGE) == pytest.approx((20, 60, 66, 105))
    turned = text_box(Rect(40, 20, 50, 66), "国立標準技術研究所", (PAGE[0], 90))
    assert turned == pytest.approx((40, 20, 85, 66)), "to the right on a page turned by 90°"
    tall = text_box(Rect(20, 190, 66, 199), "国立標準技術研究所", PAGE)
    assert tall == pytest.approx((20, 155, 66, 200)), "up where the page ends"


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_text_box_that_nobody_has_drawn_is_on_the_page(turn: int) -> None:
    page = ((400.0, 300.0), turn)
    for at in ((0.0, 0.0), (399.0, 299.0), (200.0, 100.0)):
        rect = default_text_box(at, page)
        assert 0 <= rect.x0 <= rect.x1 <= 400
        assert 0 <= rect.y0 <= rect.y1 <= 300
        long = rect.width if turn % 180 == 0 else rect.height
        assert long == pytest.approx(TEXT_BOX)


@pytest.mark.usefixtures("qapp")
def test_text_is_light_on_dark_paper() -> None:
    region = region_of(0, record("text", Rect(10, 60, 90, 100), note="国立標準"))
    box = painted(region, is_dark=True)
    colours = [QColor(box.pixel(x, y)).lightness() for x, y in marked(box)]
    ground = max(set(colours), key=colours.count)
    assert ground < 130
    assert max(colours) > ground + 80


@pytest.mark.usefixtures("qapp")
def test_the_chosen_one_has_a_frame_around_it_and_handles_where_it_can_be_resized() -> None:
    frame = Region((PLACE,), Style.RED, shape=CHOSEN)
    plain, handles = painted(frame), painted(replace(frame, shape=RESIZABLE))
    xs = [x for x, _ in marked(plain)]
    assert min(xs) == pytest.approx(PLACE.x0 * SCALE - 2, abs=2)
    assert max(xs) == pytest.approx(PLACE.x1 * SCALE + 2, abs=2)
    middle = round(50 * SCALE), round(66 * SCALE)
    assert middle not in marked(handles), "what is framed stays to be seen"
    assert len(marked(handles)) > len(marked(plain))
    corner = round(PLACE.x0 * SCALE), round(PLACE.y0 * SCALE)
    alone = marked(painted(replace(frame, shape=HANDLED)))
    assert len(alone) < len(marked(handles))
    assert all(min(abs(x - corner[0] - side) for side in (0, 90, 180)) < 5 for x, _ in alone)
