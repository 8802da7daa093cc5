"""Layers over pages: what is painted where, and what lies under a point."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.geometry import PageTransform
from reader.overlays import LOOKS, Kind, Overlays, Region, Style

RECT = Rect(20, 30, 60, 50)
FAR = Rect(20, 160, 60, 180)


@pytest.fixture
def overlays(qapp: QApplication) -> Overlays:
    assert qapp is not None
    return Overlays()


def painted(
    overlays: Overlays,
    rotation: int = 0,
    background: int = 0xFFFFFFFF,
    *,
    within: Rect | None = None,
    is_dark: bool = False,
) -> QImage:
    transform = PageTransform(100, 200, rotation, 2.0)
    width, height = (round(2 * side) for side in transform.turned_size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(background)
    painter = QPainter(image)
    overlays.paint(painter, 0, 3, transform, within=within, is_dark=is_dark)
    painter.end()
    return image


def test_every_style_has_a_look() -> None:
    assert set(LOOKS) == set(Style)


def test_a_highlight_is_multiplied_with_the_page(overlays: Overlays) -> None:
    overlays.set_layer("hits", {(0, 3): [Region((RECT,), Style.HIT)]})
    image = painted(overlays)
    assert image.pixel(50, 70) & 0xFFFFFF == LOOKS[Style.HIT].color
    assert image.pixel(30, 70) & 0xFFFFFF == 0xFFFFFF
    assert painted(overlays, background=0xFF000000).pixel(50, 70) & 0xFFFFFF == 0


@pytest.mark.parametrize(("turn", "inside"), [(90, (320, 80)), (180, (120, 320)), (270, (80, 120))])
def test_highlights_turn_with_the_page(
    overlays: Overlays, turn: int, inside: tuple[int, int]
) -> None:
    overlays.set_layer("hits", {(0, 3): [Region((RECT,), Style.HIT)]})
    assert painted(overlays, turn).pixel(*inside) & 0xFFFFFF == LOOKS[Style.HIT].color


def test_an_underline_stands_at_the_lower_edge(overlays: Overlays) -> None:
    overlays.set_layer("acronyms", {(0, 3): [Region((RECT,), Style.ACRONYM)]})
    image = painted(overlays)
    column = [
        y for y in range(400) for x in range(40, 120) if image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF
    ]
    assert column
    assert min(column) >= 98
    assert max(column) <= 102


def test_what_lies_under_a_point(overlays: Overlays) -> None:
    low = Region((RECT,), Style.HIT, "hit")
    high = Region((Rect(50, 30, 90, 50),), Style.PLAIN, "acronym")
    overlays.set_layer("hits", {(0, 3): [low]})
    overlays.set_layer("live", {(0, 3): [high]})
    assert overlays.at(0, 3, 55, 40) == [high, low]
    assert overlays.at(0, 3, 30, 40) == [low]
    assert overlays.at(0, 4, 30, 40) == []
    overlays.clear_layer("hits")
    assert overlays.at(0, 3, 30, 40) == []


def test_the_pages_that_changed_are_told(overlays: Overlays, qtbot: QtBot) -> None:
    hit, other = (Region((RECT,), Style.HIT, number) for number in range(2))
    with qtbot.waitSignal(overlays.changed) as told:
        overlays.set_layer("hits", {(0, 3): [hit], (0, 4): [hit]})
    assert told.args == [{(0, 3), (0, 4)}]
    with qtbot.waitSignal(overlays.changed) as told:
        overlays.set_layer("hits", {(0, 3): [hit], (0, 4): [hit, other], (0, 5): [hit]})
    assert told.args == [{(0, 4), (0, 5)}]
    with qtbot.waitSignal(overlays.changed) as told:
        overlays.set_layer("hits", {(0, 3): [hit], (0, 4): [hit, other]})
    assert told.args == [{(0, 5)}]
    with qtbot.assertNotEmitted(overlays.changed):
        overlays.set_layer("hits", {(0, 3): [hit], (0, 4): [hit, other]})
        overlays.clear_layer("none")


@pytest.mark.parametrize("style", [s for s, look in LOOKS.items() if look.kind is not Kind.NONE])
def test_of_a_part_of_a_page_all_is_painted_that_reaches_into_it(
    overlays: Overlays, style: Style
) -> None:
    overlays.set_layer("marks", {(0, 3): [Region((RECT,), style), Region((FAR,), style)]})
    whole = painted(overlays)
    for edge in range(int(RECT.y0) - 10, int(RECT.y1) + 10):
        part = painted(overlays, within=Rect(0, edge, 100, edge + 1))
        seen = (0, 2 * edge, 200, 2)
        assert part.copy(*seen) == whole.copy(*seen), edge
    assert painted(overlays, within=Rect(0, 90, 100, 120)) == painted(Overlays())


@pytest.mark.parametrize(
    "style", [style for style, look in LOOKS.items() if look.kind is Kind.FILL]
)
def test_on_dark_paper_light_text_stays_readable_over_every_highlight(
    overlays: Overlays, style: Style
) -> None:
    overlays.set_layer("hits", {(0, 3): [Region((RECT,), style)]})
    paper = painted(overlays, background=0xFF1B1C1E, is_dark=True)
    text = painted(overlays, background=0xFFDDDBD6, is_dark=True)
    light, dark = (QColor(image.pixel(50, 70)).lightness() for image in (text, paper))
    assert 45 < dark < 140, "it stands out from the paper"
    assert light - dark > 90
    assert QColor(paper.pixel(30, 70)) == QColor(0x1B1C1E)
