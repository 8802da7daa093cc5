"""Notes as marks in a lane of their own beside the scroll bar."""

from unittest.mock import Mock

import pytest
from msgspec.structs import replace
from note_desk import Desk
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader import theme
from reader.annotating import annotation
from reader.geometry import PageRef
from reader.marked_bar import LANE, MarkedScrollBar
from reader.note_marks import NoteBarMarks
from reader.notebook import Item
from reader.overlays import Overlays
from reader.page_view import PageView
from reader.pictures import PictureCache
from reader.theme import LINES, RIBBON


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    view = PageView(Mock(cache=PictureCache(1 << 20)), Overlays())
    qtbot.addWidget(view)
    view.resize(400, 500)
    return view


def test_each_note_has_a_mark_in_its_colour_where_it_is(
    tmp_path: object, view: PageView, qtbot: QtBot
) -> None:
    desk = Desk(tmp_path)  # type: ignore[arg-type]
    marks = NoteBarMarks(desk.notebook, view)
    turned = replace(annotation("b", 1, [Rect(30, 10, 60, 20)]), colour="blue")
    desk.notebook.add([Item(0, annotation("a", 0, [Rect(0, 50, 9, 60)], colour="red"))])
    desk.notebook.add([Item(1, turned)])
    desk.notebook.add_bookmark(0, 2, 0.0, "しおり")
    view.set_pages([PageRef(0, page, 100, 200, 0) for page in range(3)])
    marks.refresh()
    strip = view.strip
    assert len(view.bar._notes) == 2
    pages = [PageRef(0, page, 100, 200, 0) for page in range(3)]
    view.set_pages([*pages, PageRef(1, 0, 100, 200, 0), PageRef(1, 1, 100, 200, 90)])
    marks.refresh()
    strip = view.strip
    places = [(0, 0.0, 50.0), (2, 0.0, 0.0), (4, 30.0, 10.0)]
    shares = [strip.to_strip(index, x, y)[1] / strip.height for index, x, y in places]
    assert [share for share, _ in view.bar._notes] == pytest.approx(shares)
    colours = [color.rgb() & ((1 << 24) - 1) for _, color in view.bar._notes]
    assert colours == [LINES["red"], RIBBON.rgb() & ((1 << 24) - 1), LINES["blue"]]
    with qtbot.waitSignal(marks._soon.timeout):
        desk.notebook.undo()
    assert len(view.bar._notes) == 2
    desk.data.close()


def test_notes_leave_the_room_to_the_hits(qtbot: QtBot) -> None:
    bar = MarkedScrollBar()
    qtbot.addWidget(bar)
    bar.setRange(0, 10_000)
    bar.resize(16, 400)
    bar.show()
    red = theme.WRONG
    bar.set_marks([0.5])
    alone = bar.grab().toImage()
    bar.set_notes([(n / 20_000, red) for n in range(20_000)])
    both = bar.grab().toImage()
    top, height = bar._groove()
    row = top + height // 4
    assert both.pixelColor(1, row) == red
    assert both.pixelColor(LANE + 4, row) == alone.pixelColor(LANE + 4, row)
    hit = bar.rows()[0]
    assert both.pixelColor(8, hit) == alone.pixelColor(8, hit)
    assert both.pixelColor(1, hit) == red
    assert len(bar.lane()) <= bar.height()
    bar.set_notes(())
    assert bar.grab().toImage() == alone
