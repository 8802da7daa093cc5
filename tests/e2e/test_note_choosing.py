"""Notes on pages chosen with the real mouse and keys: moved, resized, nudged, read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from notes_made import of_kind
from page_hand import (
    LINE,
    PLACE,
    click,
    drag,
    items,
    keeping,
    make,
    only,
    opened,
    pixel,
    stand,
    step,
    tools,
    trigger,
)
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.application import Desk
from reader.exchange.sheaf import EMBEDDED
from reader.note_layer import region_of
from reader.note_shapes import ICON, frame_of
from reader.records import Annotation


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, data_folder, tmp_path)


def test_a_rectangle_ends_at_the_edge_of_the_page(qtbot: QtBot, desk: Desk) -> None:
    trigger(desk, "mark_area")
    drag(
        desk.view,
        pixel(desk.view, 150, 200),
        pixel(desk.view, 199, 240),
        pixel(desk.view, 230, 320),
    )
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    (rect,) = only(desk).rects
    assert rect == pytest.approx(Rect(150, 200, 200, 260), abs=1)
    assert (rect.x1, rect.y1) == (200, 260)
    grip = desk.view.viewport_rect(0, 0, rect).center()
    drag(desk.view, grip, grip - QPoint(20, 20), grip - QPoint(900, 900))
    assert only(desk).rects[0][:2] == (0, 0)


def test_a_handle_resizes(qtbot: QtBot, desk: Desk) -> None:
    make(qtbot, desk, "area")
    view = desk.view
    click(view, pixel(view, *PLACE.center))
    corner = pixel(view, PLACE.x1, PLACE.y1)
    QTest.mouseMove(view.viewport(), corner)
    assert view.viewport().cursor().shape() is Qt.CursorShape.SizeFDiagCursor
    drag(view, corner, corner + QPoint(10, 10), corner + QPoint(40, 20))
    assert only(desk).rects[0] == pytest.approx(Rect(60, 110, 160, 165), abs=1.5)
    step(qtbot, desk, "undo")
    assert only(desk).rects[0] == pytest.approx(PLACE, abs=1.5)


def test_a_held_arrow_key_is_one_gesture(qtbot: QtBot, desk: Desk) -> None:
    x, y, *_ = make(qtbot, desk, "note").rects[0]
    click(desk.view, desk.view.viewport_rect(0, 0, Rect(x, y, x + ICON, y + ICON)).center())
    where = desk.view.offset()
    for _ in range(3):
        QTest.keyPress(desk.view, Qt.Key.Key_Right)
    QTest.keyRelease(desk.view, Qt.Key.Key_Right)
    QTest.keyClick(desk.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert only(desk).rects[0][:2] == pytest.approx((x + 3, y + 10))
    assert desk.view.offset() == where
    step(qtbot, desk, "undo")
    step(qtbot, desk, "undo")
    assert only(desk).rects[0][:2] == (x, y)
    stand(qtbot, desk.view, 1.0, 90)
    QTest.keyClick(desk.view, Qt.Key.Key_Right)
    assert only(desk).rects[0][:2] == pytest.approx((x, y - 1)), "the way the screen has it"


def test_text_is_selected_where_nothing_is_chosen(qtbot: QtBot, desk: Desk) -> None:
    view = desk.view
    trigger(desk, "mark_area")
    drag(view, pixel(view, 10, 30), pixel(view, 60, 60), pixel(view, 190, 90))
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    record = only(desk)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert tools(desk).choosing.item is None
    drag(view, pixel(view, 19, 56), pixel(view, 60, 56), pixel(view, 80, 56))
    assert view.selected_text() == LINE[:5]
    assert only(desk) == record
    click(view, pixel(view, 100, 80))
    assert tools(desk).choosing.item is not None


def test_the_sheet_of_a_note_shows_over_it_as_markdown(qtbot: QtBot, desk: Desk) -> None:
    record = make(qtbot, desk, "note")
    (item,) = items(desk)
    keeping(desk).notebook.edit(item, note="**重要** <img src=x>")
    at = desk.view.viewport_rect(0, 0, frame_of(record)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, desk.view.viewport().mapToGlobal(at))
    QApplication.sendEvent(desk.view.viewport(), event)
    assert QToolTip.isVisible()
    assert "重要" in QToolTip.text()
    assert "**" not in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()


def test_a_new_colour_is_that_of_the_next_one(qtbot: QtBot, desk: Desk) -> None:
    record = make(qtbot, desk, "area")
    click(desk.view, pixel(desk.view, *frame_of(record).center))
    (item,) = items(desk)
    keeping(desk).notebook.edit(item, colour="green")
    trigger(desk, "mark_area")
    drag(desk.view, pixel(desk.view, 20, 180), pixel(desk.view, 60, 190), pixel(desk.view, 90, 220))
    qtbot.waitUntil(lambda: len(items(desk)) == 2)
    assert {each.record.colour for each in items(desk) if isinstance(each.record, Annotation)} == {
        "green"
    }


def test_what_the_file_has_itself_is_not_moved(desk: Desk) -> None:
    box = replace(of_kind("text"), id=f"{EMBEDDED}1", page=0, rects=(PLACE,))
    desk.overlays.set_layer("embedded", {(0, 0): [region_of(0, box)]})
    middle = desk.view.viewport_rect(0, 0, PLACE).center()
    click(desk.view, middle)
    assert tools(desk).choosing.item is None
