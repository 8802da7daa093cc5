"""Layers over pages: what is painted where, and what lies under a point."""

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.geometry import PageTransform
from reader.overlays import LOOKS, Overlays, Region, Style

RECT = Rect(20, 30, 60, 50)


@pytest.fixture
def overlays(qapp: QApplication) -> Overlays:
    assert qapp is not None
    return Overlays()


def painted(overlays: Overlays, rotation: int = 0, background: int = 0xFFFFFFFF) -> QImage:
    transform = PageTransform(100, 200, rotation, 2.0)
    width, height = (round(2 * side) for side in transform.turned_size)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(background)
    painter = QPainter(image)
    overlays.paint(painter, 0, 3, transform)
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


def test_changes_are_told(overlays: Overlays, qtbot: QtBot) -> None:
    with qtbot.waitSignal(overlays.changed):
        overlays.set_layer("hits", {(0, 3): [Region((RECT,), Style.HIT)]})
    with qtbot.assertNotEmitted(overlays.changed):
        overlays.clear_layer("none")
