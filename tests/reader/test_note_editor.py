"""Tags, words and links of the notes that are chosen in the list."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from highlighted import highlight
from note_desk import BOXES, QUOTE, Desk
from note_panel import CTRL, LEFT, Panel, choose, several
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader.annotating import annotation
from reader.history import Position
from reader.note_links import LinkChoice
from reader.notebook import Item
from reader.place_links import read_link
from reader.records import Annotation


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path / "data")
    yield made
    made.data.close()


@pytest.fixture
def full(desk: Desk, qtbot: QtBot) -> Panel:
    desk.session.set_position(Position(0, 0, 0, 0))
    several(desk)
    return Panel(desk, qtbot)


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


def test_a_note_can_link_to_the_others(full: Panel, qtbot: QtBot) -> None:
    content = "c" * 64
    full.desk.name(0, content)
    highlight(full.desk.notebook, 0, 0, BOXES, QUOTE)
    full.desk.notebook.add_bookmark(0, 1, 0.0, "長い名前" * 20)
    qtbot.waitUntil(lambda: len(full.words()) == 4)
    full.click(0)
    (choice,) = full.editor.note.notes()[:1]
    assert choice.text == f"{('長い名前' * 20)[:40]}… (p. 25)"
    link = read_link(choice.address)
    assert link is not None
    assert (link.content, link.page) == (content, 1)
    full.click(1)
    assert next(each.text for each in full.editor.note.notes()) == f"{QUOTE} (p. 24)"
