"""Pictures of annotations: they look as what is drawn directly, and are drawn once."""

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QImage, QPainter
from test_note_pen import record

from index_builder.model import Rect
from reader import shape_pictures
from reader.geometry import PageTransform
from reader.note_layer import region_of
from reader.note_pen import paint_note
from reader.overlays import Region
from reader.shape_pictures import BUDGET, ShapePictures

pytestmark = pytest.mark.usefixtures("qapp")


def region(kind: str, y: float = 60) -> Region:
    return region_of(0, record(kind, Rect(20, y, 80, y + 12)))


def painted(pictures: ShapePictures | None, what: Region, transform: PageTransform) -> QImage:
    width, height = (round(transform.scale * side) for side in transform.turned_size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    painter = QPainter(image)
    if pictures is None:
        paint_note(painter, what, transform)
    else:
        pictures.paint(painter, what, transform, is_dark=False)
    painter.end()
    return image


@pytest.mark.parametrize("kind", ["squiggly", "ink", "underline", "text"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [1.0, 1.7])
def test_a_picture_looks_as_what_is_drawn(kind: str, rotation: int, scale: float) -> None:
    transform = PageTransform(100, 200, rotation, scale)
    direct = painted(None, region(kind), transform)
    pictures = ShapePictures()
    for _ in range(2):
        shown = painted(pictures, region(kind), transform)
        for y in range(shown.height()):
            for x in range(shown.width()):
                one, other = shown.pixelColor(x, y), direct.pixelColor(x, y)
                assert abs(one.red() - other.red()) <= 3
                assert abs(one.green() - other.green()) <= 3
                assert abs(one.blue() - other.blue()) <= 3


def test_what_looks_the_same_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Region] = []

    def draw(painter: QPainter, what: Region, *others: object, **more: object) -> None:
        del painter, others, more
        drawn.append(what)

    monkeypatch.setattr(shape_pictures, "paint_note", draw)
    pictures, transform = ShapePictures(), PageTransform(100, 200, 0, 1.5)
    for what in (region("squiggly"), region("squiggly")):
        painted(pictures, what, transform)
    assert len(drawn) == 1
    painted(
        pictures, replace(region("squiggly"), style=region_of(0, record("ink")).style), transform
    )
    assert len(drawn) == 1, "of the same colour"
    painted(pictures, region("squiggly", 90), transform)
    painted(pictures, region("squiggly"), PageTransform(100, 200, 90, 1.5))
    painted(pictures, region("squiggly"), PageTransform(100, 200, 0, 1.6))
    assert len(drawn) == 4
    painted(pictures, region("underline"), transform)
    painted(pictures, region("underline"), transform)
    assert len(drawn) == 6, "quick to draw"


def test_pictures_keep_to_their_budget_and_large_ones_are_not_kept() -> None:
    pictures = ShapePictures()
    painted(pictures, region("ink"), PageTransform(100, 200, 0, 30.0))
    assert pictures.bytes == 0
    scale = 1.0
    while pictures.bytes + 200_000 < BUDGET:
        painted(pictures, region("ink"), PageTransform(100, 200, 0, scale + 5))
        scale += 0.01
    for more in range(10):
        painted(pictures, region("ink"), PageTransform(100, 200, 0, 9 + more / 100))
    assert 0 < pictures.bytes <= BUDGET


def test_a_region_without_a_place_stops_nothing() -> None:
    nowhere = replace(region("ink"), rects=(), strokes=())
    painted(ShapePictures(), nowhere, PageTransform(100, 200, 0, 1.0))
