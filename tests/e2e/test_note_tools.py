"""Notes put on pages with the real mouse, pen and keys: made, painted at their place, moved, undone, redone, deleted."""

from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from msgspec.structs import replace
from page_hand import (
    ACTIONS,
    LEFT,
    LINE,
    PLACE,
    PLAIN,
    TIMEOUT,
    assert_painted_at,
    click,
    differing,
    drag,
    editor,
    items,
    keeping,
    make,
    only,
    opened,
    picture,
    pixel,
    stand,
    step,
    tools,
    trigger,
)
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from index_builder.model import Caption, Place, Rect, Structure
from reader.application import Desk
from reader.note_shapes import ICON, frame_of
from reader.page_view import PageView
from reader.records import Annotation


@pytest.fixture
def desk(qtbot: QtBot, data_folder: Path, tmp_path: Path) -> Iterator[Desk]:
    yield from opened(qtbot, data_folder, tmp_path)


@pytest.mark.parametrize("kind", list(ACTIONS))
@pytest.mark.parametrize(("zoom", "turn"), [(1.0, 0), (2.5, 0), (1.0, 90), (2.5, 270)])
def test_each_tool_makes_its_note_where_it_is_held(
    qtbot: QtBot, desk: Desk, kind: str, zoom: float, turn: int
) -> None:
    view = desk.view
    stand(qtbot, view, zoom, turn)
    bare = picture(qtbot, view)
    record = make(qtbot, desk, kind)
    assert (record.kind, record.page, record.content) == (
        kind,
        0,
        desk.session.documents[0].content,
    )
    frame = frame_of(record)
    wanted = Rect(60, 110, 60 + ICON, 110 + ICON) if kind == "note" else PLACE
    slack = 14 if kind == "text" else 1.5  # a box is as high as its line, whichever way that runs
    assert frame == pytest.approx(wanted, abs=slack)
    assert record.note == ("memo" if kind in {"text", "note"} else "")
    there = picture(qtbot, view)
    assert_painted_at(view, record, differing(bare, there))

    grip = grip_of(view, record)
    click(view, grip)
    assert tools(desk).choosing.item is not None
    drag(view, grip, grip + QPoint(8, 5), grip + QPoint(20, 15))
    moved = only(desk)
    before, after = view.viewport_rect(0, 0, frame), view.viewport_rect(0, 0, frame_of(moved))
    way = after.topLeft() - before.topLeft()
    assert (way - QPoint(20, 15)).manhattanLength() <= 2
    assert moved.id == record.id
    tools(desk).choosing.choose(None)
    elsewhere = picture(qtbot, view)
    assert_painted_at(view, moved, differing(bare, elsewhere))

    step(qtbot, desk, "undo")
    assert replace(only(desk), modified="") == replace(record, modified="")
    assert picture(qtbot, view) == there
    step(qtbot, desk, "redo")
    assert only(desk) == moved
    assert picture(qtbot, view) == elsewhere

    click(view, grip_of(view, moved))
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert items(desk) == []
    assert picture(qtbot, view) == bare
    step(qtbot, desk, "undo")
    assert only(desk) == moved


def grip_of(view: PageView, record: Annotation) -> QPoint:
    """Where a person takes hold of a note."""
    if record.kind == "ink":
        return pixel(view, *record.strokes[0][len(record.strokes[0]) // 2])
    return view.viewport_rect(0, 0, frame_of(record)).center()


def test_it_is_on_the_disk_and_found_again(qtbot: QtBot, desk: Desk) -> None:
    make(qtbot, desk, "ink")
    kept = keeping(desk)._data
    content = desk.session.documents[0].content
    qtbot.waitUntil(lambda: kept.annotations([content]) == [only(desk)])


def test_an_area_quotes_what_stands_in_it_and_its_picture_is_copied(
    qtbot: QtBot, desk: Desk
) -> None:
    view = desk.view
    trigger(desk, "mark_area")
    assert view.viewport().cursor().shape() is Qt.CursorShape.CrossCursor
    assert "rectangle" in desk.window.status.currentMessage()
    drag(view, pixel(view, 15, 40), pixel(view, 60, 60), pixel(view, 95, 70))
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    assert only(desk).quotation == LINE[:6]
    assert view.viewport().cursor().shape() is not Qt.CursorShape.CrossCursor
    assert desk.window.status.currentMessage() == ""
    with qtbot.waitSignal(QGuiApplication.clipboard().dataChanged, timeout=TIMEOUT):
        QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().image()
    (rect,) = only(desk).rects
    assert copied.width() == pytest.approx(rect.width * 300 / 72, abs=3)
    assert copied.height() == pytest.approx(rect.height * 300 / 72, abs=3)


def test_a_click_on_a_figure_takes_its_box_and_quotes_its_caption(qtbot: QtBot, desk: Desk) -> None:
    figure = Rect(30, 100, 170, 200)
    caption = Caption(
        "figure", "第１図", "1", "論文数", Place(0, (Rect(30, 205, 120, 215),)), figure
    )
    structure = Structure(title="", labels=("", ""), passages=(), captions=(caption,))
    known = desk.session.volume.documents[0]
    session = desk.session
    session.volume = session.volume.with_document(0, replace(known, structure=structure))
    assert desk.furniture is not None
    desk.furniture.live.refresh()
    trigger(desk, "mark_area")
    click(desk.view, pixel(desk.view, 100, 150))
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    assert (only(desk).rects, only(desk).quotation) == ((figure,), "第１図　論文数")
    trigger(desk, "mark_area")
    with qtbot.waitSignal(desk.session.message) as said:
        click(desk.view, pixel(desk.view, 100, 230))
    assert "drag" in said.args[0]
    assert len(items(desk)) == 1


def test_a_text_box_is_written_again_and_an_emptied_one_is_gone(qtbot: QtBot, desk: Desk) -> None:
    record = make(qtbot, desk, "text")
    view = desk.view
    middle = view.viewport_rect(0, 0, frame_of(record)).center()
    QTest.mouseDClick(view.viewport(), LEFT, PLAIN, middle)
    assert editor(desk).toPlainText() == "memo"
    QTest.keyClick(editor(desk), Qt.Key.Key_Return)
    for _ in range(5):
        editor(desk).insertPlainText("三行目")
        QTest.keyClick(editor(desk), Qt.Key.Key_Return)
    click(view, pixel(view, 20, 240))
    longer = only(desk)
    assert longer.note.startswith("memo\n三行目")
    assert longer.rects[0].height > record.rects[0].height
    step(qtbot, desk, "undo")
    assert replace(only(desk), modified="") == replace(record, modified="")
    QTest.mouseDClick(view.viewport(), LEFT, PLAIN, middle)
    editor(desk).clear()
    QTest.keyClick(editor(desk), Qt.Key.Key_Escape)
    assert items(desk) == []


def test_an_empty_text_box_is_none(qtbot: QtBot, desk: Desk) -> None:
    trigger(desk, "text_box")
    click(desk.view, pixel(desk.view, 60, 120))
    with qtbot.waitSignal(editor(desk).kept):
        QTest.keyClick(editor(desk), Qt.Key.Key_Escape)
    assert items(desk) == []


def test_strokes_of_a_moment_are_one_drawing(qtbot: QtBot, desk: Desk) -> None:
    view = desk.view
    trigger(desk, "ink")
    drag(view, pixel(view, 60, 120), pixel(view, 80, 120), pixel(view, 100, 120))
    drag(view, pixel(view, 60, 140), pixel(view, 80, 140), pixel(view, 100, 140))
    drag(view, pixel(view, 60, 160), pixel(view, 80, 160), pixel(view, 100, 160))
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert items(desk) == []
    with qtbot.waitSignal(keeping(desk).notebook.changed, timeout=TIMEOUT):
        pass  # the pause ends it
    assert [len(stroke) for stroke in only(desk).strokes] == [2, 2]
    assert only(desk).rects[0] == pytest.approx(Rect(60, 120, 100, 140), abs=1)
    drag(view, pixel(view, 30, 220), pixel(view, 60, 230))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert len(items(desk)) == 2
    assert not desk.window.actions_by_id["ink"].isChecked()


def test_the_eraser_takes_whole_strokes(qtbot: QtBot, desk: Desk) -> None:
    view = desk.view
    trigger(desk, "ink")
    for y in (120, 140):
        drag(view, pixel(view, 60, y), pixel(view, 80, y), pixel(view, 100, y))
    trigger(desk, "erase_ink")
    assert len(only(desk).strokes) == 2
    drag(
        view, pixel(view, 80, 100), pixel(view, 80, 112), pixel(view, 80, 121), pixel(view, 80, 128)
    )
    assert [stroke[0][1] for stroke in only(desk).strokes] == [pytest.approx(140, abs=1)]
    drag(view, pixel(view, 70, 130), pixel(view, 70, 139), pixel(view, 70, 150))
    assert items(desk) == []
    step(qtbot, desk, "undo")
    step(qtbot, desk, "undo")
    assert len(only(desk).strokes) == 2


def test_a_pen_draws_and_its_other_end_erases(desk: Desk) -> None:
    view = desk.view
    trigger(desk, "ink")
    pen(view, QPointingDevice.PointerType.Pen, pixel(view, 60, 120), pixel(view, 90, 125))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert only(desk).strokes[0][-1] == pytest.approx((90, 125), abs=1)
    pen(view, QPointingDevice.PointerType.Eraser, pixel(view, 75, 110), pixel(view, 75, 122))
    assert items(desk) == []


def pen(view: PageView, end: QPointingDevice.PointerType, *way: QPoint) -> None:
    device = QPointingDevice(
        "pen",
        7,
        QPointingDevice.DeviceType.Stylus,
        end,
        QPointingDevice.Capability.Position,
        1,
        1,
    )
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(way) - 1)]
    kinds.append(QEvent.Type.TabletRelease)
    for kind, at in zip(kinds, (*way, way[-1]), strict=True):
        held = LEFT if kind != QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else LEFT
        place, screen = QPointF(at), QPointF(view.viewport().mapToGlobal(at))
        event = QTabletEvent(kind, device, place, screen, 0.5, 0, 0, 0, 0, 0, PLAIN, button, held)
        QApplication.sendEvent(view.viewport(), event)
        assert event.isAccepted()


def test_a_tool_told_twice_stays_until_escape(qtbot: QtBot, desk: Desk) -> None:
    view = desk.view
    for _ in range(2):
        trigger(desk, "mark_area")
    for y in (120, 160):
        drag(view, pixel(view, 60, y), pixel(view, 80, y + 10), pixel(view, 100, y + 20))
    qtbot.waitUntil(lambda: len(items(desk)) == 2)
    assert desk.window.actions_by_id["mark_area"].isChecked()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not desk.window.actions_by_id["mark_area"].isChecked()
    for _ in range(3):
        trigger(desk, "mark_area")
    assert not desk.window.actions_by_id["mark_area"].isChecked()


def test_one_hand_holds_one_tool(desk: Desk) -> None:
    trigger(desk, "ink")
    trigger(desk, "sticky_note")
    assert not desk.window.actions_by_id["ink"].isChecked()
    assert desk.window.actions_by_id["sticky_note"].isChecked()
    trigger(desk, "copy_picture")
    assert not desk.window.actions_by_id["sticky_note"].isChecked()
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    assert desk.view.viewport().cursor().shape() is not Qt.CursorShape.CrossCursor


def test_tools_work_in_the_second_view(qtbot: QtBot, desk: Desk) -> None:
    trigger(desk, "ink")
    trigger(desk, "second_view")
    assert desk.furniture is not None
    second = desk.furniture.beside.second
    assert second is not None
    qtbot.waitUntil(second.is_sharp, timeout=TIMEOUT)
    second.go_to(0, 0)
    drag(second, pixel(second, 60, 120), pixel(second, 80, 130), pixel(second, 100, 150))
    QTest.keyClick(second, Qt.Key.Key_Escape)
    x, y = only(desk).strokes[0][0]
    click(second, pixel(second, x, y))
    assert tools(desk).choosing.item is not None
    trigger(desk, "second_view")
    trigger(desk, "ink")
    trigger(desk, "ink")


def test_what_is_typed_is_kept_when_the_window_closes(desk: Desk) -> None:
    trigger(desk, "text_box")
    click(desk.view, pixel(desk.view, 60, 120))
    QTest.keyClicks(editor(desk), "memo")
    tools(desk).close()
    assert only(desk).note == "memo"


def test_what_is_in_the_hand_stays_with_its_paper(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    kept, content = keeping(desk)._data, desk.session.documents[0].content
    trigger(desk, "ink")
    drag(
        desk.view, pixel(desk.view, 60, 120), pixel(desk.view, 80, 130), pixel(desk.view, 100, 150)
    )
    other = tmp_path / "other.pdf"
    document = pymupdf.open()
    document.new_page(width=100, height=100)
    document.save(other)
    desk.open([other])
    assert not desk.window.actions_by_id["ink"].isChecked()
    qtbot.waitUntil(lambda: bool(desk.session.documents[0].content), timeout=TIMEOUT)
    qtbot.waitUntil(lambda: len(kept.annotations([content])) == 1)
    assert items(desk) == []


def test_a_tool_knows_which_of_two_facing_pages_it_is_on(qtbot: QtBot, desk: Desk) -> None:
    view = desk.view
    trigger(desk, "layout_facing")
    qtbot.waitUntil(view.is_sharp, timeout=TIMEOUT)
    view.bring_into_sight(0, 1, PLACE)
    whole = view.viewport_rect(0, 1, PLACE)
    trigger(desk, "mark_area")
    drag(
        view,
        whole.topLeft(),
        whole.center(),
        whole.topLeft() + QPoint(whole.width(), whole.height()),
    )
    qtbot.waitUntil(lambda: len(items(desk)) == 1)
    assert only(desk).page == 1
    assert only(desk).rects[0] == pytest.approx(PLACE, abs=1.5)
