import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from at_once import AtOnce
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from small_paper import BODY, FIRST, open_session

from index_builder.errors import DiskFull
from index_builder.model import Rect
from reader.annotating import quotation_context
from reader.history import Position
from reader.note_layer import LAYER, NotebookLayer, style_of
from reader.notebook import Item, Notebook
from reader.overlays import Overlays
from reader.panels.notes import Notes
from reader.records import Annotation, Bookmark, Change, content_hash
from reader.session import Session
from reader.settings import Settings
from reader.tasks import TaskThread
from reader.userdata import FILE_NAME, UserData

QUOTE = "国立標準技術研究所"
BOXES = (Rect(50, 100, 110, 110),)


class Later:
    """A thread whose answers come when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, work: Callable[[], Any], done: Callable[[Any], None], _failed: object) -> None:
        result = work()
        self.waiting.append(lambda: done(result))

    def deliver(self) -> None:
        waiting, self.waiting = self.waiting, []
        for answer in waiting:
            answer()


class Desk:
    def __init__(self, folder: Path, session: Session | None = None) -> None:
        self.folder = folder
        self.session = session or open_session()
        self.data = UserData(folder)
        self.notebook = Notebook(self.session, self.data, AtOnce())  # type: ignore[arg-type]

    def kept(self) -> list[Bookmark | Annotation]:
        """What is on the disk, as another process reads it."""
        other = UserData(self.folder)
        found = [*other.bookmarks(["a", "b"]), *other.annotations(["a", "b"])]
        other.close()
        return found

    def name(self, document: int, content: str) -> None:
        """The session learns the content hash of a document."""
        known = self.session.volume.documents[document]
        self.session.volume = self.session.volume.with_document(
            document, replace(known, content=content)
        )
        self.session.document_changed.emit(document)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path / "data")
    yield made
    made.data.close()


def titles(desk: Desk) -> list[str]:
    return [
        item.record.title if isinstance(item.record, Bookmark) else item.record.quotation
        for item in desk.notebook.items()
    ]


def test_a_bookmark_takes_the_heading_it_stands_under(desk: Desk) -> None:
    desk.notebook.add_bookmark(0, 1, 300.0)
    (item,) = desk.notebook.items()
    assert item.document == 0
    assert isinstance(item.record, Bookmark)
    assert (item.record.title, item.record.page) == ("第３章　世界の動向", 1)
    assert desk.kept() == [item.record]


def test_everything_is_listed_in_reading_order(desk: Desk) -> None:
    desk.notebook.add_bookmark(1, 0, 10.0, "四章")
    desk.notebook.add_bookmark(0, 2, 10.0, "三章の終わり")
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE)
    desk.notebook.add_bookmark(0, 0, 10.0, "三章の始め")
    assert titles(desk) == ["三章の始め", QUOTE, "三章の終わり", "四章"]
    desk.session.volume = replace(desk.session.volume, order=(1, 0))
    assert titles(desk)[0] == "四章"


def test_a_highlight_keeps_its_surroundings(desk: Desk) -> None:
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE, colour="green")
    (record,) = desk.kept()
    assert isinstance(record, Annotation)
    assert record.colour == "green"
    assert record.prefix.endswith("米国では、")
    assert record.suffix.startswith("（ＮＩＳＴ")
    assert BODY[record.start : record.end] == QUOTE


def test_a_quotation_that_is_not_unique_has_no_context() -> None:
    assert quotation_context(FIRST, 0, "ＮＩＳＴ") == ("", "", -1, -1)
    assert quotation_context(FIRST, 2, QUOTE) == ("", "", -1, -1)
    assert quotation_context(None, 0, QUOTE) == ("", "", -1, -1)
    assert quotation_context(FIRST, 0, "") == ("", "", -1, -1)


def test_edits_are_kept_and_no_edit_is_no_gesture(desk: Desk) -> None:
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE)
    (item,) = desk.notebook.items()
    desk.notebook.edit(item, note="要確認")
    desk.notebook.edit(item, colour="red")
    (record,) = desk.kept()
    assert isinstance(record, Annotation)
    assert (record.note, record.colour) == ("要確認", "red")
    desk.notebook.edit(item, note="要確認")
    desk.notebook.undo()
    (record,) = desk.kept()
    assert isinstance(record, Annotation)
    assert (record.note, record.colour) == ("要確認", "yellow")
    desk.notebook.redo()
    assert desk.kept()[0].colour == "red"


def test_a_removed_record_can_be_restored_whatever_was_done_since(desk: Desk) -> None:
    desk.notebook.add_bookmark(0, 0, 10.0, "一")
    (item,) = desk.notebook.items()
    desk.notebook.remove(item)
    assert desk.kept() == []
    desk.notebook.add_bookmark(0, 1, 10.0, "二")
    desk.notebook.add([item])
    assert titles(desk) == ["一", "二"]
    assert len(desk.kept()) == 2


def test_notes_come_back_with_their_document(desk: Desk, tmp_path: Path) -> None:
    desk.notebook.add_bookmark(0, 1, 5.0, "一")
    desk.data.close()
    again = Desk(tmp_path / "data")
    assert titles(again) == ["一"]
    again.name(0, "another content")
    assert titles(again) == []
    again.data.close()


def test_a_gesture_on_a_file_without_a_name_yet_waits_for_it(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    session = open_session()
    desk = Desk(tmp_path / "data", session)
    desk.name(0, "")
    desk.notebook.add_bookmark(0, 0, 5.0, "早い")
    (item,) = desk.notebook.items()
    desk.notebook.edit(item, title="とても早い")
    assert titles(desk) == ["とても早い"]
    assert desk.kept() == []
    desk.name(0, "a")
    assert titles(desk) == ["とても早い"]
    assert [record.content for record in desk.kept()] == ["a"]
    desk.data.close()


def test_a_document_is_remembered_by_its_title(desk: Desk) -> None:
    desk.session.document_changed.emit(0)
    assert desk.data.document_title("a") == FIRST.title


def test_a_waiting_gesture_can_be_taken_back(desk: Desk) -> None:
    desk.name(0, "")
    desk.notebook.add_bookmark(0, 0, 5.0, "早い")
    desk.notebook.undo()
    assert titles(desk) == []


def test_a_waiting_gesture_is_written_on_closing(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    session = open_session()
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 of this test")
    known = session.volume.documents[0]
    session.volume = session.volume.with_document(0, replace(known, path=path, content=""))
    desk = Desk(tmp_path / "data", session)
    desk.notebook.add_bookmark(0, 0, 5.0, "一")
    desk.notebook.close()
    desk.data.close()
    other = UserData(tmp_path / "data")
    assert [mark.title for mark in other.bookmarks([content_hash(path)])] == ["一"]
    other.close()


def test_another_volume_does_not_lose_what_waits(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    session = open_session()
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 of this test")
    known = session.volume.documents[0]
    session.volume = session.volume.with_document(0, replace(known, path=path, content=""))
    desk = Desk(tmp_path / "data", session)
    desk.notebook.add_bookmark(0, 0, 5.0, "一")
    session.volume = open_session().volume
    session.volume_changed.emit()
    assert titles(desk) == []
    assert [mark.title for mark in desk.data.bookmarks([content_hash(path)])] == ["一"]
    desk.data.close()


def test_what_is_made_while_the_notes_are_read_stays(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot

    class Slow(UserData):
        def retry(self) -> None:
            """The disk has not answered yet."""

    store, thread = Slow(tmp_path / "data"), Later()
    notebook = Notebook(open_session(), store, thread)  # type: ignore[arg-type]
    notebook.add_bookmark(0, 0, 5.0, "一")
    thread.deliver()
    assert len(notebook.items()) == 1


def test_what_is_written_before_the_notes_read_earlier_arrive_stays(
    tmp_path: Path, qtbot: QtBot
) -> None:
    del qtbot
    store, thread = UserData(tmp_path / "data"), Later()
    notebook = Notebook(open_session(), store, thread)  # type: ignore[arg-type]
    notebook.add_bookmark(0, 0, 5.0, "一")
    assert store.pending == ()
    thread.deliver()
    assert len(notebook.items()) == 1
    store.close()


def test_the_notes_of_a_closed_volume_come_too_late(desk: Desk) -> None:
    desk.notebook.add_bookmark(0, 0, 5.0, "一")
    thread = Later()
    session = open_session()
    late = Notebook(session, desk.data, thread)  # type: ignore[arg-type]
    answers = thread.waiting
    thread.waiting = []
    for number in (0, 1):
        known = session.volume.documents[number]
        session.volume = session.volume.with_document(number, replace(known, content=f"x{number}"))
    session.volume_changed.emit()
    thread.deliver()
    for number in (0, 1):
        known = session.volume.documents[number]
        session.volume = session.volume.with_document(number, replace(known, content="ab"[number]))
    for answer in answers:
        answer()
    assert late.items() == []


def test_a_row_that_was_set_aside_is_told(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE)
    with sqlite3.connect(tmp_path / "data" / FILE_NAME) as file:
        file.execute("UPDATE annotation SET rects = 'nothing'")
    file.close()
    thread = Later()
    notebook = Notebook(open_session(), desk.data, thread)  # type: ignore[arg-type]
    with qtbot.waitSignal(notebook.failed) as told:
        thread.deliver()
    assert "set aside" in told.args[0]
    assert notebook.items() == []


class FullStore(UserData):
    """A disk that has no room until it is told otherwise."""

    full = True

    def retry(self) -> None:
        if self.full:
            raise DiskFull("The disk is full.")
        super().retry()


def test_a_full_disk_is_told_and_tried_again(tmp_path: Path, qtbot: QtBot) -> None:
    store = FullStore(tmp_path / "data")
    notebook = Notebook(open_session(), store, AtOnce())  # type: ignore[arg-type]
    notebook._retry.setInterval(1)
    with qtbot.waitSignal(notebook.failed) as told:
        notebook.add_bookmark(0, 0, 5.0, "一")
    assert told.args == ["The disk is full."]
    assert len(notebook.items()) == 1
    store.full = False
    with qtbot.waitSignal(notebook.recovered):
        pass
    assert not store.pending
    assert len(store.bookmarks(["a"])) == 1
    store.close()


def test_it_works_on_a_real_thread(tmp_path: Path, qtbot: QtBot) -> None:
    store = UserData(tmp_path / "data")
    thread = TaskThread("test")
    notebook = Notebook(open_session(), store, thread)
    notebook.add_bookmark(0, 0, 5.0, "一")
    assert len(notebook.items()) == 1
    qtbot.waitUntil(lambda: not store.pending)
    with qtbot.waitSignal(notebook.changed):
        notebook.undo()
    qtbot.waitUntil(lambda: notebook.items() == [])
    notebook.close()
    thread.close()
    store.close()


def test_highlights_are_painted_with_their_colour(desk: Desk) -> None:
    overlays = Overlays()
    layer = NotebookLayer(desk.notebook, overlays)
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE, colour="pink")
    (region,) = overlays.at(0, 0, 60, 105)
    assert (region.rects, region.style) == (BOXES, style_of("pink"))
    assert isinstance(region.payload, Item)
    desk.notebook.remove(region.payload)
    assert overlays.at(0, 0, 60, 105) == []
    assert layer.objectName() == ""
    assert LAYER == "annotations"
    assert style_of("a colour of the future") == style_of("yellow")


class Panel:
    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.qtbot = qtbot
        self.widget = Notes(desk.session, desk.notebook, Settings(desk.folder / "settings.json"))
        qtbot.addWidget(self.widget)
        self.widget.resize(320, 500)
        self.widget.show()

    @property
    def editor(self) -> Any:
        return self.widget.editor

    def rows(self) -> dict[str, list[str]]:
        groups = self.widget.view.rows.groups
        return {g.title: [g.row(n).text for n in range(g.count)] for g in groups}

    def choose(self, group: int, row: int) -> None:
        self.widget.refresh()
        view = self.widget.view
        index = view.rows.index(row, 0, view.rows.index(group, 0, QModelIndex()))
        self.qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
        )

    def press(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> Panel:
    desk.session.set_position(Position(0, 0, 0, 0))
    desk.notebook.add_highlight(0, 0, BOXES, QUOTE)
    desk.notebook.add_bookmark(1, 1, 200.0, "我が国")
    return Panel(desk, qtbot)


def test_the_list_is_grouped_by_chapter(panel: Panel) -> None:
    assert panel.rows() == {"第３章　世界の動向": [QUOTE], "第４章　我が国の取組": ["我が国"]}


def test_a_click_goes_there(panel: Panel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.desk.session.jump_requested) as jumped:
        panel.choose(0, 0)
    assert (jumped.args[0].document, jumped.args[0].rect) == (0, BOXES[0])
    with qtbot.waitSignal(panel.desk.session.jump_requested) as jumped:
        panel.choose(1, 0)
    assert (jumped.args[0].document, jumped.args[0].page) == (1, 1)
    assert jumped.args[0].rect.y0 == 200.0


def test_a_note_is_edited_in_place_and_kept_when_it_is_left(panel: Panel, qtbot: QtBot) -> None:
    panel.choose(0, 0)
    qtbot.keyClicks(panel.editor.note, "check")
    panel.choose(1, 0)
    assert panel.desk.kept()[1].note == "check"
    qtbot.waitUntil(lambda: panel.rows()["第３章　世界の動向"] == [f"check　{QUOTE}"])


def test_typing_is_kept_after_a_pause(panel: Panel, qtbot: QtBot) -> None:
    panel.editor._pause.setInterval(1)
    panel.choose(0, 0)
    qtbot.keyClicks(panel.editor.note, "x")
    qtbot.waitUntil(lambda: panel.desk.kept()[1].note == "x")
    assert panel.editor.note.toPlainText() == "x"


def test_a_bookmark_is_renamed(panel: Panel, qtbot: QtBot) -> None:
    panel.choose(1, 0)
    assert panel.editor.title.text() == "我が国"
    panel.editor.title.setText("")
    qtbot.keyClicks(panel.editor.title, "Japan")
    qtbot.keyClick(panel.editor.title, Qt.Key.Key_Return)
    assert panel.desk.kept()[0].title == "Japan"


def test_a_colour_is_chosen_by_name(panel: Panel) -> None:
    panel.choose(0, 0)
    buttons = panel.editor.colours.buttons
    assert len(buttons) == 8
    assert buttons["yellow"].isChecked()
    assert buttons["green"].accessibleName() == "Example"
    panel.press(buttons["green"])
    assert panel.desk.kept()[1].colour == "green"


def test_delete_and_undo(panel: Panel, qtbot: QtBot) -> None:
    panel.choose(0, 0)
    panel.press(panel.editor.delete)
    assert not panel.editor.isVisible()
    qtbot.waitUntil(lambda: list(panel.rows()) == ["第４章　我が国の取組"])
    assert panel.widget._undo.isVisible()
    panel.press(panel.widget._undo.button)
    assert not panel.widget._undo.isVisible()
    qtbot.waitUntil(lambda: len(panel.rows()) == 2)
    assert len(panel.desk.kept()) == 2


def test_the_editor_lets_go_of_what_is_gone(panel: Panel, qtbot: QtBot) -> None:
    panel.choose(0, 0)
    (item,) = [item for item in panel.desk.notebook.items() if item.document == 0]
    panel.desk.notebook.remove(item)
    qtbot.waitUntil(lambda: not panel.editor.isVisible())
    assert panel.editor.item is None


def test_an_empty_list_says_how_to_begin(desk: Desk, qtbot: QtBot) -> None:
    panel = Panel(desk, qtbot)
    assert "Ctrl+D" in panel.widget._says.text()
    assert not panel.widget.view.isVisible()


def test_a_change_of_nothing_has_no_record() -> None:
    with pytest.raises(ValueError):
        _ = Change(None, None).record


def test_several_records_are_one_gesture(desk: Desk) -> None:
    for page in range(3):
        desk.notebook.add_highlight(0, page % 2, BOXES, QUOTE)
    items = desk.notebook.items()
    desk.notebook.edit(*items, colour="red", title="of a bookmark alone")
    assert {record.colour for record in desk.kept()} == {"red"}
    desk.notebook.remove(*items)
    assert desk.kept() == []
    desk.notebook.undo()
    assert len(desk.kept()) == 3
    desk.notebook.undo()
    assert {record.colour for record in desk.kept()} == {"yellow"}
