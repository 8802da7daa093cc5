"""What is marked of a search: hits on the pages, and lines on the scroll bar beside them."""

from pathlib import Path
from unittest.mock import Mock

import pytest
from found_here import Desk, row
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollBar
from pytestqt.qtbot import QtBot
from test_finding import View

from index_builder.model import Part
from reader.geometry import PageRef
from reader.history import Position
from reader.marked_bar import THICKNESS, MarkedScrollBar
from reader.marks import BarMarks, Marks
from reader.overlays import Overlays, Style
from reader.page_view import PageView
from reader.pictures import PictureCache
from reader.requests import FETCH_ALL
from reader.results import Shelf
from reader.search_settings import Scope
from reader.theme import BAR_MARK, CURRENT_BAR_MARK

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path, pages=FETCH_ALL + 1)


@pytest.fixture
def overlays(desk: Desk) -> Overlays:
    overlays = Overlays()
    desk.marks = Marks(desk.session, desk.finder, overlays)
    return overlays


def styles(overlays: Overlays, document: int, page: int) -> list[Style]:
    return [region.style for region in overlays.regions(document, page)]


def test_hits_are_marked_as_their_details_come(desk: Desk, overlays: Overlays) -> None:
    desk.search("nist", [row(0, 1), row(0, 1), row(0, 2)])
    assert styles(overlays, 0, 1) == []
    desk.give_details()
    assert styles(overlays, 0, 1) == [Style.HIT] * 2
    desk.finder.go(1)
    assert styles(overlays, 0, 1) == [Style.HIT, Style.CURRENT_HIT]
    desk.finder.go(2)
    assert styles(overlays, 0, 1) == [Style.HIT] * 2
    desk.search("xyz", [])
    assert styles(overlays, 0, 2) == []


def test_only_the_shown_part_is_marked(desk: Desk, overlays: Overlays) -> None:
    desk.search("nist", [row(0, 1), row(0, 1, part=Part.NOTE)])
    desk.give_details()
    desk.finder.set_part(Part.NOTE)
    assert styles(overlays, 0, 1) == [Style.HIT]


@pytest.mark.usefixtures("overlays")
def test_of_a_long_answer_the_pages_in_sight_are_marked(desk: Desk) -> None:
    desk.search("の", [row(0, page) for page in range(FETCH_ALL + 1)])
    desk.give_details()
    desk.session.set_position(Position(0, 900, 0, 0))
    assert desk.index.last("details")[4] == tuple(range(898, 903))
    desk.give_details()
    assert styles(desk.marks._overlays, 0, 900) == [Style.HIT]
    asked = len(desk.index.calls)
    desk.session.set_position(Position(0, 900, 0, 40))
    assert len(desk.index.calls) == asked


def test_hits_of_a_volume_opened_for_one_of_them_are_marked(
    desk: Desk, overlays: Overlays, qtbot: QtBot
) -> None:
    View(desk)
    desk.finder.set_scope(Scope.LIBRARY)
    desk.finder.search("nist")
    desk.finder.on_shelved(desk.ticket, Shelf({"x": "乙"}, (("去年", ("x",)),)))
    desk.answer([row(0, 1)], ("x",))
    desk.give_details()
    assert styles(overlays, 0, 1) == []
    desk.finder.go(0)
    desk.finder.on_located(desk.ticket, (Path("x.pdf"),))
    with qtbot.waitSignal(desk.session.jump_requested):
        desk.shown("x")
    assert styles(overlays, 0, 1) == [Style.CURRENT_HIT]


# --- the scroll bar -------------------------------------------------------------------------


@pytest.fixture
def bar(qtbot: QtBot) -> MarkedScrollBar:
    bar = MarkedScrollBar()
    qtbot.addWidget(bar)
    bar.setRange(0, 10_000)
    bar.setPageStep(500)
    bar.setValue(5000)
    bar.resize(16, 400)
    bar.show()
    return bar


def test_marks_are_painted_at_their_height(bar: MarkedScrollBar) -> None:
    plain = bar.grab().toImage()
    bar.set_marks([0.0, 0.25, 1.0], 0.25)
    image = bar.grab().toImage()
    top, height = bar._groove()
    assert bar.rows() == [top, top + round(height / 4), top + height]
    middle = bar.width() // 2
    changed = {
        y for y in range(bar.height()) if image.pixelColor(middle, y) != plain.pixelColor(middle, y)
    }
    current = bar.current_row()
    wanted = {row + at for row in (top, top + height) for at in range(THICKNESS)}
    assert changed == wanted | set(range(current - 1, current - 1 + 2 * THICKNESS))
    assert image.pixelColor(middle, current) == CURRENT_BAR_MARK
    assert abs(image.pixelColor(middle, top).hue() - BAR_MARK.hue()) < 10


def test_fifty_thousand_marks_are_as_many_as_there_are_pixels(bar: MarkedScrollBar) -> None:
    bar.set_marks([at / 50_000 for at in range(50_000)])
    assert len(bar.rows()) <= bar.height()
    bar.set_marks(())
    assert bar.rows() == []
    assert bar.current_row() == -1


def test_marks_take_no_clicks(qtbot: QtBot, bar: MarkedScrollBar) -> None:
    plain = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(plain)
    plain.setRange(0, 10_000)
    plain.setPageStep(500)
    plain.setValue(5000)
    plain.resize(16, 400)
    plain.show()
    bar.set_marks([0.25], 0.25)
    for each in (bar, plain):
        qtbot.mouseClick(each, Qt.MouseButton.LeftButton, pos=QPoint(8, bar.rows()[0]))
    assert bar.value() == plain.value() == 4500


def test_the_bar_beside_the_pages_is_marked_where_the_hits_are(qtbot: QtBot, desk: Desk) -> None:
    service = Mock(cache=PictureCache(1 << 20))
    view = PageView(service, Overlays())
    qtbot.addWidget(view)
    view.resize(400, 500)
    marks = BarMarks(desk.finder, view)
    view.set_pages([PageRef(0, page, 100, 200, 0) for page in range(4)])
    desk.search("nist", [row(0, 0), row(0, 2), row(0, 2), row(0, 9)])
    marks.refresh()
    strip = view.strip
    tops = [strip.box(index).top / strip.height for index in (0, 2)]
    assert sorted(view.bar._marks) == pytest.approx(tops)
    desk.give_details()
    desk.finder.go(2)
    marks.refresh()
    places = [(0, 20), (2, 30), (2, 40)]
    heights = [strip.to_strip(index, 0, y)[1] / strip.height for index, y in places]
    assert sorted(view.bar._marks) == pytest.approx(heights)
    assert view.bar._current == pytest.approx(heights[2])
    view.set_zoom(view.zoom / 2)
    marks.refresh()
    assert sorted(view.bar._marks) != pytest.approx(heights)
    desk.search("xyz", [])
    marks.refresh()
    assert view.bar._marks == ()
