"""The bar at selections and at notes on the page, with the real mouse and keys."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_desk import LEFT, LINES, LONG, PLAIN, MarkedDesk, paper
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QEnterEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.annotating import annotation
from reader.geometry import FitMode
from reader.marking import query_for
from reader.notebook import Item
from reader.overlays import Region, Style
from reader.panels.correct import OwnNameDialog
from reader.records import CONTEXT, Annotation, Bookmark
from reader.text_selection import PagePoint
from reader.view_bar import LAYER

WORD = "国立標準技術研究所"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two papers, and in `data` the library that holds them."""
    folder = tmp_path_factory.mktemp("marked")
    files = paper(folder / "a.pdf"), paper(folder / "b.pdf", 1)
    environment = os.environ | {"HAKUSHO_DATA": str(folder / "data")}
    command = [sys.executable, "-m", "index_builder.cli", "build", *map(str, files)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def windows() -> Iterator[list[MarkedDesk]]:
    """The window of all tests, once the first one has made it."""
    made: list[MarkedDesk] = []
    yield made
    for each in made:
        each.close()


@pytest.fixture
def desk(
    qtbot: QtBot, built: Path, windows: list[MarkedDesk], monkeypatch: pytest.MonkeyPatch
) -> MarkedDesk:
    monkeypatch.setenv("HAKUSHO_DATA", str(built / "data"))
    if not windows:
        windows.append(MarkedDesk(qtbot, built / "data", built / "a.pdf", built / "b.pdf"))
    windows[0].begin(qtbot)
    return windows[0]


def add(desk: MarkedDesk, *rects: Rect, **values: str) -> Item:
    """An annotation on the first page."""
    content = desk.desk.session.documents[0].content
    note = values.pop("note", "")
    item = Item(0, annotation(content, 0, rects, note=note, **values))
    desk.keeping.notebook.add([item])
    return item


# --- coming and going ---------------------------------------------------------------------------


def test_it_is_made_with_the_first_selection_and_takes_no_keys(desk: MarkedDesk) -> None:
    """Before the others, which share the window."""
    assert desk.shown.bar is None
    desk.select(WORD)
    bar = desk.wait_for_bar()
    assert desk.view.hasFocus()
    assert desk.offered() == {
        *("highlight", "underline", "squiggly", "strikeout", "note", "bookmark", "copy"),
        *("copy_citation", "search", "own_name"),
    }
    assert bar.colours.buttons["yellow"].isChecked()
    assert bar.buttons["underline"].toolTip() == "Underline (Ctrl+U)"
    assert bar.buttons["highlight"].toolTip() == "Highlight (Ctrl+H)"


@pytest.mark.parametrize("zoom", [0.6, 2.0])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_it_covers_no_selected_words_at_any_zoom_and_turn(
    desk: MarkedDesk, zoom: float, turn: int
) -> None:
    view = desk.view
    view.set_zoom(zoom)
    view.rotate(turn)
    view.set_zoom(zoom)
    text = desk.place(WORD, 1), desk.place("第三の行", 1)
    whole = text[0].united(text[1])
    view.scroll_to(view.offset()[0], view.offset()[1] + whole.top() - 200)
    start, end = desk.place(WORD, 1).center(), desk.place("第三の行", 1, at=3).center()
    desk.drag(start, end)
    bar = desk.wait_for_bar()
    selection = view.selection_model
    assert selection.pages == [(0, 1)]
    rects = [view.viewport_rect(0, 1, rect) for rect in selection.rects(0, 1)]
    assert len(rects) == 3
    assert not any(bar.geometry().intersects(rect) for rect in rects)
    assert view.viewport().rect().contains(bar.geometry())


def test_it_comes_with_the_keys_once_they_rest_and_moves_out_of_their_way(
    desk: MarkedDesk,
) -> None:
    desk.select(WORD)
    desk.wait_for_bar()
    for _ in range(2):
        QTest.keyClick(desk.view, Qt.Key.Key_Down, SHIFT)
    desk.qtbot.waitUntil(lambda: _is_free(desk), timeout=5000)
    assert len(desk.view.selection_model.rects(0, 0)) == 3
    desk.view.selection_model.clear()
    assert not desk.shown.is_shown


def _is_free(desk: MarkedDesk) -> bool:
    rects = desk.view.selection_model.rects(0, 0)
    seen = [desk.view.viewport_rect(0, 0, rect) for rect in rects]
    return desk.shown.is_shown and not any(desk.bar.geometry().intersects(rect) for rect in seen)


def test_it_goes_with_the_selection_with_scrolling_zoom_escape_and_a_click_elsewhere(
    desk: MarkedDesk,
) -> None:
    view = desk.view
    away = (
        view.selection_model.clear,
        lambda: view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 30),
        lambda: view.set_zoom(1.1),
        lambda: QTest.keyClick(view, Qt.Key.Key_Escape),
        lambda: desk.click(PagePoint(0, 0, 10, 10)),
        lambda: desk.window.search_box.box.setFocus(Qt.FocusReason.MouseFocusReason),
    )
    for act in away:
        view.set_zoom(1.0)
        view.go_to(0, 0)
        view.setFocus()
        desk.select(WORD)
        desk.wait_for_bar()
        act()
        assert not desk.shown.is_shown, act
    assert not view.selection_model.is_empty


def test_a_double_click_has_it_and_a_click_has_not(desk: MarkedDesk) -> None:
    area, at = desk.view.viewport(), desk.place(WORD, at=2).center()
    QTest.mouseDClick(area, LEFT, PLAIN, at)
    assert not desk.shown.is_shown
    QTest.mouseRelease(area, LEFT, PLAIN, at)
    assert not desk.shown.is_shown
    desk.wait_for_bar()
    desk.click(PagePoint(0, 0, 10, 10))
    desk.qtbot.waitUntil(lambda: not desk.shown._resting.isActive())
    assert not desk.shown.is_shown


def test_in_the_bar_the_pointer_is_on_nothing_of_the_page(desk: MarkedDesk) -> None:
    desk.select(WORD)
    bar = desk.wait_for_bar()
    middle = bar.rect().center().toPointF()
    with desk.qtbot.waitSignal(desk.view.hovered) as hovered:
        QApplication.sendEvent(bar, QEnterEvent(middle, middle, bar.mapToGlobal(middle)))
    assert hovered.args == [None]


def test_switched_off_it_comes_only_when_asked(desk: MarkedDesk) -> None:
    switch = desk.window.actions_by_id["note_bar"]
    assert switch.isChecked()
    switch.trigger()
    assert desk.settings.get("notes/bar") is False
    desk.select(WORD)
    desk.qtbot.waitUntil(lambda: not desk.shown._resting.isActive())
    assert not desk.shown.is_shown
    desk.do("to_note_bar")
    assert desk.shown.is_shown
    assert desk.bar.colours.buttons["yellow"].hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not desk.shown.is_shown
    assert desk.view.hasFocus()
    assert not desk.view.selection_model.is_empty
    desk.settings.set("notes/bar", True)
    assert switch.isChecked()


def test_the_keys_reach_it_and_mark(desk: MarkedDesk) -> None:
    desk.select(WORD)
    desk.wait_for_bar()
    QTest.keyClick(desk.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    focus = QApplication.focusWidget()
    assert focus is desk.bar.colours.buttons["yellow"]
    QTest.keyClicks(focus, "3")
    assert [mark.colour for mark in desk.marks] == ["red"]
    assert desk.view.hasFocus()


def test_without_a_selection_the_key_says_so(desk: MarkedDesk) -> None:
    with desk.qtbot.waitSignal(desk.desk.session.message) as said:
        desk.do("to_note_bar")
    assert "Nothing is selected" in said.args[0]


# --- what it does with the selection ------------------------------------------------------------


@pytest.mark.parametrize("kind", ["highlight", "underline", "squiggly", "strikeout"])
def test_kinds_mark_in_the_last_colour_and_are_remembered(desk: MarkedDesk, kind: str) -> None:
    desk.settings.set("notes/colour", "blue")
    desk.select(WORD)
    desk.choose(kind)
    (record,) = desk.marks
    assert (record.kind, record.colour, record.quotation) == (kind, "blue", WORD)
    desk.select("参照されている")
    desk.choose("pink")
    desk.select("第三の行")
    desk.do("highlight")
    assert [(mark.kind, mark.colour) for mark in desk.marks[1:]] == [(kind, "pink")] * 2
    assert desk.settings.get("notes/kind") == kind


def test_a_setting_of_a_newer_version_is_no_fault(desk: MarkedDesk) -> None:
    desk.settings.set("notes/kind", "hologram")
    desk.settings.set("notes/colour", "infrared")
    desk.select(WORD)
    desk.do("highlight")
    assert [(mark.kind, mark.colour) for mark in desk.marks] == [("highlight", "yellow")]


def test_pages_and_files_are_one_gesture(desk: MarkedDesk) -> None:
    view = desk.view
    view.set_fit(FitMode.PAGE)
    view.set_zoom(0.5)
    desk.place("頁2", 1)
    desk.place(WORD, 0, 1)
    view.go_to(0, 0)
    start, end = desk.place("第三").center(), desk.place(WORD, 0, 1, at=2).center()
    desk.drag(start - QPoint(4, 0), end)
    desk.qtbot.waitUntil(lambda: len(view.selection_model.pages) == 3, timeout=LONG)
    desk.choose("cyan")
    marks = [(item.document, item.record.page) for item in desk.items]
    assert marks == [(0, 0), (0, 1), (1, 0)]
    assert desk.marks[1].quotation.startswith(LINES[0])
    desk.do("undo")
    desk.qtbot.waitUntil(lambda: not desk.items, timeout=5000)
    desk.do("redo")
    desk.qtbot.waitUntil(lambda: len(desk.items) == 3, timeout=5000)


def test_words_that_stand_twice_keep_their_own_surroundings(desk: MarkedDesk) -> None:
    desk.place(WORD)
    text = desk.desk.render.text(0, 0)
    assert text is not None
    second = text.text.index("指針", text.text.index("指針") + 1)
    box = desk.view.viewport_rect(0, 0, text.box(second))
    last = desk.view.viewport_rect(0, 0, text.box(second + 1))
    desk.drag(QPoint(box.left() + 1, box.center().y()), QPoint(last.right(), box.center().y()))
    desk.do("highlight")
    (record,) = desk.marks
    assert record.quotation == "指針"
    assert record.prefix.endswith("その")
    assert record.suffix.startswith("は我が国でも")
    assert len(record.prefix) <= CONTEXT
    assert (record.start, record.end) == (second, second + 2)


def test_a_note_is_opened_for_typing_and_taken_back_with_its_mark(desk: MarkedDesk) -> None:
    desk.select(WORD)
    desk.choose("note")
    editor = desk.keeping.notes.editor
    assert desk.window.right_tabs.currentWidget() is desk.keeping.notes
    assert QApplication.focusWidget() is editor.note.edit
    QTest.keyClicks(editor.note.edit, "memo")
    editor.keep()
    assert [mark.note for mark in desk.marks] == ["memo"]


def test_bookmark_search_and_copy(desk: MarkedDesk) -> None:
    desk.select("その指針は我が国でも参照されている")
    desk.choose("bookmark")
    (item,) = desk.items
    assert isinstance(item.record, Bookmark)
    assert item.record.title == "その指針は我が国でも参照されている"
    assert item.record.y == pytest.approx(118, abs=6)
    desk.do("to_note_bar")
    desk.choose("copy")
    desk.qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == item.record.title)
    desk.do("to_note_bar")
    desk.choose("search")
    assert desk.desk.finder.text == item.record.title
    assert desk.window.search_box.box.text() == item.record.title
    assert not desk.window.search_box.box.hasFocus()


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("生成ＡＩ", "生成ＡＩ"),
        ("Society 5.0", '"Society 5.0"'),
        ("OR", '"OR"'),
        ("-5", '"-5"'),
        ("章:第一", '"章:第一"'),
        ('彼は"AI"と', '“彼は"AI"と”'),
        ('"”', '“" ”'),
    ],
)
def test_a_query_looks_for_the_words_as_they_stand(words: str, query: str) -> None:
    assert query_for(words) == query


def test_the_long_or_wide_selection_is_no_short_name(desk: MarkedDesk) -> None:
    desk.select(WORD)
    assert desk.wait_for_bar().buttons["own_name"].isEnabled()
    desk.view.set_zoom(0.8)
    desk.drag(desk.place(WORD).center(), desk.place(WORD, 1).center())
    assert not desk.wait_for_bar().buttons["own_name"].isEnabled()


def test_the_second_view_has_a_bar_of_its_own(desk: MarkedDesk) -> None:
    desk.do("second_view")
    assert desk.desk.furniture is not None
    second = desk.desk.furniture.beside.second
    assert second is not None
    first, desk.view = desk.view, second
    desk.qtbot.waitUntil(second.is_sharp, timeout=LONG)
    second.go_to(0, 0)
    desk.select(WORD)
    bar = desk.wait_for_bar()
    assert bar.parentWidget() is second.viewport()
    assert not desk.keeping.bars.bars[first].is_shown
    desk.choose("purple")
    assert [(mark.colour, mark.quotation) for mark in desk.marks] == [("purple", WORD)]
    rect = desk.marks[0].rects[0]
    desk.click(PagePoint(0, 0, rect.x0 + 3, rect.center[1]))
    assert desk.shown.item is not None
    assert second.overlays.at(0, 0, *rect.center)[0].payload is None
    assert all(region.payload is not None for region in first.overlays.at(0, 0, *rect.center))
    desk.do("second_view")
    assert set(desk.keeping.bars.bars) >= {first}


def test_a_short_name_is_added_from_the_second_view(desk: MarkedDesk) -> None:
    desk.do("second_view")
    assert desk.desk.furniture is not None
    second = desk.desk.furniture.beside.second
    assert second is not None
    desk.view = second
    desk.qtbot.waitUntil(second.is_sharp, timeout=LONG)
    second.go_to(0, 0)
    desk.select(WORD)
    desk.choose("own_name")
    dialog = desk.window.findChild(OwnNameDialog)
    assert dialog is not None
    assert any(WORD in label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


# --- notes on the page --------------------------------------------------------------------------

LARGE, SMALL = Rect(40, 80, 300, 170), Rect(50, 90, 120, 105)


def test_a_click_on_a_note_offers_what_can_be_done_with_it(desk: MarkedDesk) -> None:
    add(desk, SMALL, colour="green")
    desk.click(PagePoint(0, 0, 60, 100))
    assert desk.offered() == {
        *("highlight", "underline", "squiggly", "strikeout", "note", "copy", "delete")
    }
    assert desk.bar.colours.buttons["green"].isChecked()
    assert not desk.bar.buttons["copy"].isEnabled()
    desk.choose("red")
    desk.choose("squiggly")
    assert [(mark.colour, mark.kind) for mark in desk.marks] == [("red", "squiggly")]
    assert desk.shown.is_shown
    assert desk.bar.colours.buttons["red"].isChecked()
    assert desk.bar.buttons["squiggly"].isChecked()
    desk.do("undo")
    desk.qtbot.waitUntil(desk.bar.buttons["highlight"].isChecked, timeout=5000)
    desk.choose("delete")
    assert not desk.items
    assert not desk.shown.is_shown
    assert not desk.view.overlays._layers[LAYER]
    desk.do("undo")
    desk.qtbot.waitUntil(lambda: len(desk.items) == 1, timeout=5000)
    assert desk.settings.get("notes/colour") == "yellow"


def test_of_notes_over_one_another_the_smallest_is_chosen_then_the_next(desk: MarkedDesk) -> None:
    add(desk, LARGE, colour="green")
    add(desk, SMALL, colour="red")
    add(desk, SMALL, colour="blue")
    chosen = []
    for _ in range(4):
        desk.click(PagePoint(0, 0, 60, 100))
        assert desk.shown.item is not None
        assert desk.keeping.notes.editor.items == [desk.shown.item]
        chosen.append(desk.shown.item.record.colour)
    assert chosen == ["blue", "red", "green", "blue"]
    desk.click(PagePoint(0, 0, 10, 10))
    assert not desk.shown.is_shown
    desk.click(PagePoint(0, 0, 60, 100))
    assert desk.shown.item.record.colour == "blue"


def test_a_note_that_marks_no_text_has_no_other_kind(desk: MarkedDesk) -> None:
    add(desk, SMALL, kind="area")
    desk.click(PagePoint(0, 0, 60, 100))
    assert desk.offered() == {"note", "copy", "delete"}
    desk.choose("note")
    assert QApplication.focusWidget() is desk.keeping.notes.editor.note.edit


def test_the_text_of_a_note_is_copied(desk: MarkedDesk) -> None:
    desk.select(WORD)
    desk.do("highlight")
    rect = desk.marks[0].rects[0]
    desk.click(PagePoint(0, 0, *rect.center))
    desk.choose("copy")
    assert QGuiApplication.clipboard().text() == WORD


def test_a_note_deleted_elsewhere_takes_the_bar_along(desk: MarkedDesk) -> None:
    item = add(desk, SMALL)
    desk.click(PagePoint(0, 0, 60, 100))
    assert desk.shown.is_shown
    desk.keeping.notebook.remove(item)
    assert not desk.shown.is_shown


def test_switched_off_a_click_still_opens_the_note_in_the_panel(desk: MarkedDesk) -> None:
    desk.settings.set("notes/bar", False)
    item = add(desk, SMALL)
    desk.click(PagePoint(0, 0, 60, 100))
    assert not desk.shown.is_shown
    assert desk.keeping.notes.editor.items == [item]


def test_what_the_file_has_itself_is_chosen_and_not_offered_for_change(desk: MarkedDesk) -> None:
    content = desk.desk.session.documents[0].content
    record = replace(annotation(content, 0, [SMALL]), id="pdf:1")
    overlays = desk.view.overlays
    overlays.set_layer("own", {(0, 0): [Region(record.rects, Style.GREEN, Item(0, record))]})
    try:
        with desk.qtbot.waitSignal(desk.keeping.bars.chosen) as chosen:
            desk.click(PagePoint(0, 0, 60, 100))
        assert chosen.args[0].record == record
        assert not desk.shown.is_shown
        assert texts(menu_at(desk, PagePoint(0, 0, 60, 100))) == []
    finally:
        overlays.clear_layer("own")


# --- the menu at the pointer --------------------------------------------------------------------


def menu_at(desk: MarkedDesk, point: PagePoint | None) -> QMenu:
    menu = QMenu()
    desk.qtbot.addWidget(menu)
    desk.keeping.bars._offer(point, menu)
    return menu


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_the_menu_offers_the_same_for_the_selection(desk: MarkedDesk) -> None:
    desk.settings.set("notes/colour_names", {"red": "R&D"})
    desk.select(WORD)
    menu = menu_at(desk, None)
    assert texts(menu)[0] == "Mark the selection"
    assert "&Underline the selection" in texts(menu)
    colours = menu.actions()[0].menu()
    assert texts(colours)[2] == "R&&D"
    colours.actions()[2].trigger()
    assert [mark.colour for mark in desk.marks] == ["red"]
    assert texts(menu_at(desk, None)) == []


def test_the_menu_offers_the_same_for_a_note(desk: MarkedDesk) -> None:
    add(desk, SMALL, colour="green")
    menu = menu_at(desk, PagePoint(0, 0, 60, 100))
    assert texts(menu) == ["Kind", "Colour", "Open the note", "Delete"]
    kinds, colours = menu.actions()[0].menu(), menu.actions()[1].menu()
    assert [action.text() for action in kinds.actions() if action.isChecked()] == ["Highlight"]
    kinds.actions()[3].trigger()
    colours.actions()[0].trigger()
    assert [(mark.kind, mark.colour) for mark in desk.marks] == [("strikeout", "yellow")]
    menu.actions()[3].trigger()
    assert not desk.items
    assert isinstance(annotation("", 0, ()), Annotation)
