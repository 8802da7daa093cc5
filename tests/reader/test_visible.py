"""Which parts of the pages the real view shows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import paper
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.geometry import Arrangement, Layout
from reader.settings import Settings
from reader.visible import VisibleLines

LONG = 30_000


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(data_folder / "settings.json"))
    desk.window.resize(1366, 700)
    desk.window.show()
    with qtbot.waitSignal(desk.view.first_page_painted, timeout=LONG):
        desk.open([paper(tmp_path / "paper.pdf", pages=4, size=(595, 842))])
    yield desk
    desk.close()


@pytest.fixture
def lines(desk: Desk) -> VisibleLines:
    return VisibleLines(desk.window.views, desk.settings, desk.view)


def test_the_part_of_a_page_that_is_in_sight(desk: Desk, lines: VisibleLines) -> None:
    desk.view.set_zoom(2.0)
    desk.view.go_to(0, 1, Rect(100, 400, 200, 410))
    (band,) = lines.bands()
    assert (band.document, band.page) == (0, 1)
    view = desk.view.viewport().rect()
    assert desk.view.viewport_rect(0, 1, band.area) == view
    assert band.area.contains(*band.eye)
    assert band.eye == pytest.approx(band.area.center, abs=1)


def test_how_far_the_pages_have_moved(desk: Desk, lines: VisibleLines) -> None:
    lines.passed()
    height = desk.view.viewport().height() * desk.view.devicePixelRatioF()
    desk.view.set_zoom(2.0)
    desk.view.scroll_to(0, 0)
    lines.passed()
    desk.view.scroll_to(0, 1.5 * height)
    assert lines.passed() == pytest.approx(1.5, abs=0.01)
    assert lines.passed() == 0
    desk.view.scroll_to(0, height)
    assert lines.passed() == pytest.approx(0.5, abs=0.01)


def test_two_pages_in_sight_are_told_in_their_order(
    qtbot: QtBot, desk: Desk, lines: VisibleLines
) -> None:
    desk.view.set_zoom(0.5)
    with qtbot.waitSignal(lines.changed):
        desk.view.go_to(0, 1)
    assert [band.page for band in lines.bands()] == [1, 2]
    whole, part = lines.bands()
    assert whole.area == pytest.approx((0, 0, 595, 842), abs=1)
    assert part.area.y0 == pytest.approx(0, abs=1)
    assert part.area.y1 < 842
    desk.view.set_arrangement(Arrangement(Layout.FACING))
    desk.view.go_to(0, 1)
    assert [band.page for band in lines.bands()][:2] == [1, 2]


def test_a_turned_page_tells_its_own_points(desk: Desk, lines: VisibleLines) -> None:
    desk.view.set_zoom(2.0)
    desk.view.rotate(90)
    desk.view.go_to(0, 1)
    (band, *_) = [band for band in lines.bands() if band.page == 1]
    assert 0 <= band.area.x0 < band.area.x1 <= 595.5
    assert 0 <= band.area.y0 < band.area.y1 <= 842.5


def test_the_eye_is_at_the_ruler(qtbot: QtBot, desk: Desk, lines: VisibleLines) -> None:
    desk.view.set_zoom(2.0)
    desk.view.go_to(0, 1, Rect(100, 400, 200, 410))
    at = QPoint(300, 40)
    point = desk.view.point_at(at.toPointF())
    assert point is not None
    with qtbot.waitSignal(lines.changed):
        desk.view.hovered.emit(point)
    middle = lines.bands()[0].eye
    desk.settings.set("view/ruler", True)
    ruler = lines.bands()[0].eye
    assert ruler[1] == pytest.approx(point.y, abs=2)
    assert middle[1] > ruler[1] + 50
    pointed = lines.pointed()
    assert pointed is not None
    assert pointed.y == pytest.approx(point.y, abs=2)
    desk.view.hovered.emit(None)
    assert lines.pointed() is None
    assert lines.bands()[0].eye == ruler


def test_nothing_is_in_sight_before_a_file_is_open(data_folder: Path) -> None:
    desk = Desk(Settings(data_folder / "settings.json"))
    assert VisibleLines(desk.window.views, desk.settings).bands() == []
    desk.close()
