import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from at_once import AtOnce
from highlighted import highlight
from msgspec.structs import replace
from note_desk import BOXES, QUOTE, Desk
from pytestqt.qtbot import QtBot
from small_paper import BODY, FIRST, open_session

from index_builder.errors import DiskFull
from reader.notebook import Notebook
from reader.records import Annotation, Bookmark, Change, content_hash
from reader.tasks import TaskThread
from reader.userdata import FILE_NAME, UserData


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
    highlight(desk.notebook, 0, 0, BOXES, QUOTE)
    desk.notebook.add_bookmark(0, 0, 10.0, "三章の始め")
    assert titles(desk) == ["三章の始め", QUOTE, "三章の終わり", "四章"]
    desk.session.volume = replace(desk.session.volume, order=(1, 0))
    assert titles(desk)[0] == "四章"


def test_a_highlight_keeps_its_surroundings(desk: Desk) -> None:
    highlight(desk.notebook, 0, 0, BOXES, QUOTE, colour="green")
    (record,) = desk.kept()
    assert isinstance(record, Annotation)
    assert record.colour == "green"
    assert record.prefix.endswith("米国では、")
    assert record.suffix.startswith("（ＮＩＳＴ")
    assert BODY[record.start : record.end] == QUOTE


def test_edits_are_kept_and_no_edit_is_no_gesture(desk: Desk) -> None:
    highlight(desk.notebook, 0, 0, BOXES, QUOTE)
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
    highlight(desk.notebook, 0, 0, BOXES, QUOTE)
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


def test_a_change_of_nothing_has_no_record() -> None:
    with pytest.raises(ValueError):
        _ = Change(None, None).record


def test_several_records_are_one_gesture(desk: Desk) -> None:
    for page in range(3):
        highlight(desk.notebook, 0, page % 2, BOXES, QUOTE)
    items = desk.notebook.items()
    desk.notebook.edit(*items, colour="red", title="of a bookmark alone")
    assert {record.colour for record in desk.kept()} == {"red"}
    desk.notebook.remove(*items)
    assert desk.kept() == []
    desk.notebook.undo()
    assert len(desk.kept()) == 3
    desk.notebook.undo()
    assert {record.colour for record in desk.kept()} == {"yellow"}
