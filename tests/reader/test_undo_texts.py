"""The menu names what undo and redo would do next."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from at_once import AtOnce
from msgspec.structs import replace
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot
from small_paper import open_session
from test_correction_files import correction
from test_userdata import annotation, bookmark

from reader.notebook import Item, Notebook
from reader.records import Change
from reader.undo_texts import UndoTexts
from reader.userdata import FILE_NAME, UserData


class Desk:
    def __init__(self, folder: Path) -> None:
        self.data = UserData(folder)
        self.session = open_session()
        self.notebook = Notebook(self.session, self.data, AtOnce())  # type: ignore[arg-type]
        self.undo, self.redo = QAction("&Undo"), QAction("Re&do")
        self.texts = UndoTexts(
            self.notebook,
            self.data,
            AtOnce(),  # type: ignore[arg-type]
            undo=self.undo,
            redo=self.redo,
        )

    def said(self) -> tuple[str, str]:
        return self.undo.text(), self.redo.text()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    del qtbot
    made = Desk(tmp_path)
    yield made
    made.data.close()


def test_the_next_steps_are_named(desk: Desk) -> None:
    assert desk.said() == ("&Undo", "Re&do")
    desk.notebook.add([Item(0, annotation(content="a"))])
    assert desk.said() == ("&Undo: Highlight", "Re&do")
    (item,) = desk.notebook.items()
    desk.notebook.edit(item, colour="red")
    assert desk.said() == ("&Undo: Change of Highlight", "Re&do")
    desk.notebook.remove(item)
    assert desk.said() == ("&Undo: Deletion of Highlight", "Re&do")
    desk.notebook.undo()
    assert desk.said() == ("&Undo: Change of Highlight", "Re&do: Deletion of Highlight")
    desk.notebook.undo()
    desk.notebook.undo()
    assert desk.said() == ("&Undo", "Re&do: Highlight")
    desk.notebook.add_bookmark(0, 0, 1.0, "印")
    assert desk.said() == ("&Undo: Bookmark", "Re&do")


def test_they_are_known_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    desk.notebook.add([Item(0, annotation(content="a")), Item(0, bookmark(content="a"))])
    desk.notebook.undo()
    desk.notebook.correct([Change(None, correction())])
    desk.notebook.add([Item(0, annotation(content="a")), Item(0, bookmark(content="a"))])
    assert desk.said() == ("&Undo: Several notes", "Re&do")
    desk.data.close()
    again = Desk(tmp_path)
    assert again.said() == ("&Undo: Several notes", "Re&do")
    again.notebook.undo()
    assert again.said() == ("&Undo: Correction", "Re&do: Several notes")
    again.data.close()


def test_a_gesture_on_a_file_without_a_name_comes_first(desk: Desk) -> None:
    known = desk.session.volume.documents[0]
    nameless = replace(known, content="")
    desk.session.volume = desk.session.volume.with_document(0, nameless)
    desk.session.document_changed.emit(0)
    desk.notebook.add([Item(0, annotation(content=""))])
    assert desk.said()[0] == "&Undo: Highlight"
    desk.notebook.undo()
    assert desk.said()[0] == "&Undo"


def test_a_step_that_cannot_be_read_has_no_name(desk: Desk, tmp_path: Path) -> None:
    desk.notebook.add_bookmark(0, 0, 1.0, "印")
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        file.execute("UPDATE journal SET after = '[1]'")
        file.commit()
    assert desk.data.next_steps(["a"]) == (None, None)
