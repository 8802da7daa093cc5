"""The panel of notes: listed, filtered, chosen, edited, deleted and brought back with mouse and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from highlighted import highlight
from note_desk import BOXES, QUOTE, Desk
from note_panel import CTRL, EVERY, SHIFT, Panel, choose, says, several
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader.history import Position
from reader.note_list import Facet


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path / "data")
    yield made
    made.data.close()


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Panel:
    desk.session.set_position(Position(0, 0, 0, 0))
    highlight(desk.notebook, 0, 0, BOXES, QUOTE)
    desk.notebook.add_bookmark(1, 1, 200.0, "我が国")
    return Panel(desk, qtbot)


@pytest.fixture
def full(desk: Desk, qtbot: QtBot) -> Panel:
    desk.session.set_position(Position(0, 0, 0, 0))
    several(desk)
    return Panel(desk, qtbot)


def test_the_list_is_grouped_by_chapter(panel: Panel) -> None:
    assert panel.rows() == {
        "第３章　世界の動向 (1)": [QUOTE],
        "第４章　我が国の取組 (1)": ["我が国"],
    }


def test_a_click_goes_there(panel: Panel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.desk.session.jump_requested) as jumped:
        panel.click(0)
    assert (jumped.args[0].document, jumped.args[0].rect) == (0, BOXES[0])
    with qtbot.waitSignal(panel.desk.session.jump_requested) as jumped:
        panel.click(1)
    assert (jumped.args[0].document, jumped.args[0].page) == (1, 1)
    assert jumped.args[0].rect.y0 == 200.0


def test_the_keys_preview_and_escape_comes_back(panel: Panel, qtbot: QtBot) -> None:
    session = panel.desk.session
    panel.click(0)
    with qtbot.waitSignal(session.jump_requested) as jumped:
        panel.key(Qt.Key.Key_Down)
    assert jumped.args[0].document == 1
    with qtbot.waitSignal(session.restore_requested):
        panel.key(Qt.Key.Key_Escape)


def test_a_note_is_edited_in_place_and_kept_when_another_is_chosen(
    panel: Panel, qtbot: QtBot
) -> None:
    panel.click(0)
    assert panel.editor.note.currentWidget() is panel.editor.note.edit
    qtbot.keyClicks(panel.editor.note.edit, "check")
    panel.click(1)
    assert panel.desk.kept()[1].note == "check"


def test_typing_is_kept_after_a_pause(panel: Panel, qtbot: QtBot) -> None:
    panel.editor._pause.setInterval(1)
    panel.click(0)
    qtbot.keyClicks(panel.editor.note.edit, "x")
    qtbot.waitUntil(lambda: panel.desk.kept()[1].note == "x")
    assert panel.editor.note.text == "x"


def test_a_bookmark_is_renamed(panel: Panel, qtbot: QtBot) -> None:
    panel.click(1)
    assert panel.editor.title.text() == "我が国"
    panel.key(Qt.Key.Key_F2)
    panel.editor.title.setText("")
    qtbot.keyClicks(panel.editor.title, "Japan")
    qtbot.keyClick(panel.editor.title, Qt.Key.Key_Return)
    assert panel.desk.kept()[0].title == "Japan"


def test_a_colour_is_chosen_by_the_name_it_was_given(panel: Panel) -> None:
    panel.click(0)
    buttons = panel.editor.colours.buttons
    assert len(buttons) == 8
    assert buttons["yellow"].isChecked()
    panel.settings.set("notes/colour_names", {"green": "反論"})
    assert buttons["green"].accessibleName() == "反論"
    panel.press(buttons["green"])
    assert panel.desk.kept()[1].colour == "green"


def test_delete_and_undo(panel: Panel) -> None:
    panel.click(0)
    panel.press(panel.editor.delete)
    assert not panel.editor.isVisible()
    panel.until("我が国")
    assert panel.widget._undo.isVisible()
    panel.press(panel.widget._undo.button)
    assert not panel.widget._undo.isVisible()
    panel.until(QUOTE, "我が国")
    assert len(panel.desk.kept()) == 2


def test_the_editor_lets_go_of_what_is_gone(panel: Panel, qtbot: QtBot) -> None:
    panel.click(0)
    (item,) = [item for item in panel.desk.notebook.items() if item.document == 0]
    panel.desk.notebook.remove(item)
    qtbot.waitUntil(lambda: not panel.editor.isVisible())
    assert panel.editor.items == []


def test_an_empty_list_says_how_to_begin(desk: Desk, qtbot: QtBot) -> None:
    panel = Panel(desk, qtbot)
    assert "Ctrl+D" in panel.widget.says.text()


def test_what_nobody_looks_at_waits(panel: Panel) -> None:
    panel.widget.hide()
    panel.desk.notebook.add_bookmark(0, 0, 10.0, "始め")
    panel.widget.refresh()
    assert len(panel.words()) == 2
    panel.widget.show()
    assert panel.words() == ["始め", QUOTE, "我が国"]


# --- several ------------------------------------------------------------------------------


def test_several_are_recoloured_and_deleted_as_one_gesture(full: Panel, qtbot: QtBot) -> None:
    full.click(0)
    full.click(2, SHIFT)
    full.click(3, CTRL)
    assert len(full.widget.chosen()) == 4
    assert "4" in full.editor.says.text()
    assert not full.editor.note.isVisible()
    assert not any(button.isChecked() for button in full.editor.colours.buttons.values())
    full.press(full.editor.colours.buttons["purple"])
    qtbot.waitUntil(full.editor.colours.buttons["purple"].isChecked)
    assert [record.colour for record in full.desk.kept()] == ["purple"] * 4 + ["cyan"]
    assert len(full.widget.chosen()) == 4
    full.desk.notebook.undo()
    assert {record.colour for record in full.desk.kept()} == {"green", "red", "blue", "cyan"}

    full.key(Qt.Key.Key_Delete)
    full.until("")
    full.press(full.widget._undo.button)
    full.until(*EVERY)
    full.desk.notebook.undo()
    full.until("")


def test_all_are_chosen_and_copied(full: Panel, qtbot: QtBot) -> None:
    full.click(0)
    qtbot.keyClick(full.widget.rows, Qt.Key.Key_A, CTRL)
    assert len(full.widget.chosen()) == 5
    qtbot.keyClick(full.widget.rows, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert "“ＮＩＳＴの枠組み” (p. 24)" in copied
    assert "#要確認 #引用" in copied
    assert copied.count("\n\n") == 4


def test_shift_and_the_keys_choose_over_a_title(full: Panel, qtbot: QtBot) -> None:
    full.click(2)
    qtbot.keyClick(full.widget.rows, Qt.Key.Key_Down, SHIFT)
    assert [item.document for item in full.widget.chosen()] == [0, 1]


def test_further_rows_are_chosen_without_going_anywhere(full: Panel, qtbot: QtBot) -> None:
    full.click(0)
    with qtbot.assertNotEmitted(full.desk.session.jump_requested):
        full.click(1, CTRL)
    full.click(0, CTRL)
    assert [item.record.quotation for item in full.widget.chosen()] == ["第一"]  # type: ignore[union-attr]


def test_only_the_chosen_ones_are_exported(full: Panel, qtbot: QtBot) -> None:
    full.click(1)
    menu = full.widget.menu.made()
    texts = {action.text().replace("&", ""): action for action in menu.actions()}
    with qtbot.waitSignal(full.widget.export_asked) as asked:
        texts["Export the chosen ones…"].trigger()
    assert [item.record.quotation for item in asked.args[0]] == ["第一"]
    full.widget.filter.setText("予算")
    with qtbot.waitSignal(full.widget.export_asked) as asked:
        texts["Export all that are shown…"].trigger()
    assert [item.record.quotation for item in asked.args[0]] == ["予算"]


# --- filters ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("nist", [0, 1]),
        ("ｎｉｓｔ -調べる", [0]),
        ('"枠組み"', [0]),
        ("要確認", [2]),
        ("予算 OR 第一", [1, 3]),
        ("-NIST", [2, 3, 4]),
    ],
)
def test_a_text_filters_as_the_search_folds(full: Panel, text: str, numbers: list[int]) -> None:
    full.widget.filter.setText(text)
    assert full.words() == [EVERY[number] for number in numbers]
    assert full.widget.says.text() == f"{len(numbers)} of 5 notes"


def test_colour_kind_and_tag_filter_with_their_counts(full: Panel) -> None:
    filters = full.widget.filters
    assert choose(filters.colour, "red") == "Doubtful  (2)"
    assert full.words() == ["第一", "予算"]
    assert choose(filters.kind, "underline") == "Underline  (1)"
    assert full.words() == ["第一"]
    full.widget.show_all()
    assert choose(filters.tag, "引用") == "#引用  (2)"
    assert full.words() == ["ＮＩＳＴの枠組み", "# 見出し"]
    full.press(filters.everything)
    assert full.words() == list(EVERY)


def test_an_empty_answer_says_why_and_how_to_see_all_again(full: Panel) -> None:
    choose(full.widget.filters.colour, "green")
    full.widget.filter.setText("予算")
    assert full.words() == []
    assert "“予算”" in full.widget.says.text()
    assert full.widget.filters.everything.isVisible()
    full.press(full.widget.filters.everything)
    assert full.words() == list(EVERY)
    assert full.widget.filter.text() == ""


def test_escape_takes_the_filters_off_one_after_the_other(full: Panel, qtbot: QtBot) -> None:
    full.widget.filters.set_choice(full.widget.filters.choice.toggled(Facet.COLOUR, "red"))
    full.widget.filter.setText("予算")
    qtbot.keyClick(full.widget.filter, Qt.Key.Key_Escape)
    assert full.words() == ["第一", "予算"]
    qtbot.keyClick(full.widget.filter, Qt.Key.Key_Escape)
    assert full.words() == list(EVERY)
    with qtbot.waitSignal(full.widget.left):
        qtbot.keyClick(full.widget.filter, Qt.Key.Key_Escape)


def test_what_cannot_be_understood_is_said(full: Panel) -> None:
    full.widget.filter.setText("page:3")
    assert "belong to the search" in full.widget.says.text()
    full.widget.filter.setText("re:/(/")
    assert "regular expression" in full.widget.says.text()


def test_orders_have_groups_of_their_own(full: Panel) -> None:
    order = full.widget.filters.order
    choose(order, "newest")
    assert full.words() == list(reversed(EVERY))
    choose(order, "colour")
    assert list(full.rows()) == [
        "Doubtful (2)",
        "Definition (1)",
        "Numbers (1)",
        "Example (1)",
    ]
    choose(order, "tag")
    assert list(full.rows()) == ["#引用 (2)", "#要確認 (1)", "Without tags (3)"]
    assert full.settings.get("notes/sort") == "tag"


def test_what_was_chosen_stays_chosen_while_it_is_listed(full: Panel) -> None:
    full.click(3)
    full.widget.filter.setText("予算")
    assert [says(entry) for entry in full.widget.rows.chosen()] == ["予算"]
    choose(full.widget.filters.order, "newest")
    assert [says(entry) for entry in full.widget.rows.chosen()] == ["予算"]
