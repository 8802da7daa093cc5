"""The panel of notes: listed, filtered, chosen, edited, deleted and brought back with mouse and keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from note_desk import BOXES, QUOTE, Desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.annotating import annotation
from reader.history import Position
from reader.note_links import LinkChoice
from reader.note_list import Entry, Facet
from reader.notebook import Item
from reader.panels.notes import Notes
from reader.records import Annotation, Bookmark
from reader.settings import Settings

LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path / "data")
    yield made
    made.data.close()


def says(entry: Entry) -> str:
    record = entry.item.record
    return record.title if isinstance(record, Bookmark) else record.quotation or record.note


class Panel:
    """A person before the panel."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.settings = Settings(desk.folder / "settings.json")
        self.widget = Notes(desk.session, desk.notebook, self.settings)
        qtbot.addWidget(self.widget)
        self.widget.resize(320, 600)
        self.widget.show()
        self.widget.refresh()

    @property
    def editor(self) -> Any:
        return self.widget.editor

    def rows(self) -> dict[str, list[str]]:
        """The words of the rows under their titles."""
        found: dict[str, list[str]] = {}
        title = ""
        for band in self.widget.rows.bands.rows:
            if isinstance(band.item, Entry):
                found[title].append(says(band.item))
            else:
                title = band.text
                found[title] = []
        return found

    def words(self) -> list[str]:
        return [word for words in self.rows().values() for word in words]

    def click(self, number: int, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Clicks the note of that number, counted over all titles."""
        self.widget.refresh()
        rows = self.widget.rows
        notes = [n for n, band in enumerate(rows.bands.rows) if band.item is not None]
        index = rows.bands.index(notes[number])
        rows.scrollTo(index)
        at = rows.visualRect(index).center()
        none = Qt.KeyboardModifier.NoModifier
        self.qtbot.mouseClick(rows.viewport(), LEFT, modifier or none, at)

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.widget.rows, key)

    def press(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, LEFT)

    def until(self, *words: str) -> None:
        self.qtbot.waitUntil(lambda: self.words() == list(words))


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Panel:
    desk.session.set_position(Position(0, 0, 0, 0))
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE)
    desk.notebook.add_bookmark(1, 1, 200.0, "我が国")
    return Panel(desk, qtbot)


def several(desk: Desk) -> None:
    """Five more notes of some kinds, colours and tags."""
    made = [
        ("highlight", "green", "", ("引用",), 0, 200.0, "ＮＩＳＴの枠組み"),
        ("underline", "red", "NIST を調べる", (), 0, 300.0, "第一"),
        ("note", "blue", "# 見出し", ("要確認", "引用"), 0, 400.0, ""),
        ("highlight", "red", "", (), 1, 90.0, "予算"),
        ("area", "cyan", "", (), 1, 120.0, ""),
    ]
    items = []
    for n, (kind, colour, note, tags, document, y, quotation) in enumerate(made):
        content = desk.session.documents[document].content
        rects = [Rect(50, y, 90, y + 10)]
        record = annotation(content, 0, rects, kind=kind, colour=colour, note=note)
        moment = f"2026-11-0{n + 1}T03:00:00.000000+00:00"
        record = replace(
            record, quotation=quotation, tags=tags, created=moment, modified=moment, id=f"{n:032x}"
        )
        items.append(Item(document, record))
    desk.notebook.add(items)


@pytest.fixture
def full(desk: Desk, qtbot: QtBot) -> Panel:
    desk.session.set_position(Position(0, 0, 0, 0))
    several(desk)
    return Panel(desk, qtbot)


EVERY = ("ＮＩＳＴの枠組み", "第一", "# 見出し", "予算", "")


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


def choose(button: Any, value: str) -> str:
    """Ticks a value in the menu of a filter; the text of its row."""
    menu: QMenu = button.menu()
    menu.aboutToShow.emit()
    (action,) = [action for action in menu.actions() if action.data() == value]
    text = action.text()
    action.trigger()
    return text


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


# --- tags, words, links -------------------------------------------------------------------


def typed(line: QLineEdit, text: str) -> None:
    """QTest has no keys for Japanese."""
    line.setText(text)
    line.textEdited.emit(text)


def test_a_tag_is_typed_once_whatever_its_width_and_case(full: Panel, qtbot: QtBot) -> None:
    full.click(3)
    line = full.editor.tags.line
    for text in ("AI", "ａｉ", "引用,"):
        typed(line, text)
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: line.text() == "")
    qtbot.waitUntil(lambda: full.editor.tags.tags == ("AI", "引用"))
    (record,) = [r for r in full.desk.kept() if isinstance(r, Annotation) and r.quotation == "予算"]
    assert record.tags == ("AI", "引用")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: full.editor.tags.tags == ("AI",))


def test_tags_in_use_are_offered_and_spelled_as_they_are(full: Panel, qtbot: QtBot) -> None:
    full.editor.tags.known = lambda: ["ＡＩ政策", "引用"]
    full.click(3)
    typed(full.editor.tags.line, "ai")
    completer = full.editor.tags._completer
    assert completer._strings.stringList() == ["ＡＩ政策"]
    completer.close()
    full.editor.tags.line.setText("ai政策")
    qtbot.keyClick(full.editor.tags.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: full.editor.tags.tags == ("ＡＩ政策",))


def test_several_get_and_lose_a_tag_together(full: Panel, qtbot: QtBot) -> None:
    qtbot.keyClick(full.widget.rows, Qt.Key.Key_A, CTRL)
    full.widget.tag_chosen("会議")
    assert all("会議" in record.tags for record in full.desk.kept())  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: full.editor.tags.tags == ("会議",))
    full.editor.tags.removed.emit("会議")
    assert not any("会議" in record.tags for record in full.desk.kept())  # type: ignore[union-attr]
    full.desk.notebook.undo()
    full.desk.notebook.undo()
    assert sorted(map(len, (r.tags for r in full.desk.kept()))) == [0, 0, 0, 1, 2]  # type: ignore[union-attr]


def test_a_note_is_shown_as_it_is_meant_and_typed_when_it_is_clicked(
    full: Panel, qtbot: QtBot
) -> None:
    full.click(1)
    note = full.editor.note
    assert note.currentWidget() is note.view
    qtbot.mouseClick(note.view.viewport(), LEFT, pos=note.view.viewport().rect().bottomRight())
    assert note.currentWidget() is note.edit
    qtbot.keyClicks(note.edit, " **bold**")
    qtbot.keyClick(note.edit, Qt.Key.Key_Escape)
    note._show_if_left()
    assert note.currentWidget() is note.view
    assert note.view.toPlainText() == "NIST を調べる bold"
    assert any(getattr(r, "note", "") == "NIST を調べる **bold**" for r in full.desk.kept())


def test_notes_of_the_file_are_read_only(full: Panel, qtbot: QtBot) -> None:
    record = annotation("b", 0, [Rect(1, 1, 9, 9)], note="著者の注")
    full.widget.attach_file_notes(lambda: [Item(1, record)])
    qtbot.waitUntil(lambda: "著者の注" in full.words())
    full.click(3)
    assert full.editor.take_over.isVisible()
    assert not full.editor.delete.isVisible()
    assert full.editor.note.edit.isReadOnly()
    full.key(Qt.Key.Key_Delete)
    with qtbot.waitSignal(full.widget.take_over_asked) as asked:
        full.press(full.editor.take_over)
    assert asked.args[0] == [Item(1, record)]
    choose(full.widget.filters.kind, "file")
    assert full.words() == ["著者の注"]


def test_links_are_inserted_from_what_is_typed(full: Panel) -> None:
    full.click(3)
    note = full.editor.note
    note.terms = lambda: [LinkChoice("NIST", "hakusho://open/x/1?term=NIST")]
    note.begin()
    note.edit.insertPlainText("see [[ｎｉ")
    if not note.edit.hasFocus():
        pytest.skip("no focus without a window system")
    assert note._completer._strings.stringList()[0] == "NIST"
    note._on_chosen("NIST")
    assert note.text == "see [NIST](hakusho://open/x/1?term=NIST)"
