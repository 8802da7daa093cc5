"""What another window or process has noted is seen in this one."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from at_once import AtOnce
from pytestqt.qtbot import QtBot
from small_paper import open_session
from test_userdata import added, annotation, bookmark

from reader.notebook import Notebook
from reader.other_writers import OtherWriters
from reader.records import Change
from reader.userdata import UserData

CHILD = """
import sys
from pathlib import Path
from reader.records import Bookmark, Change, new_id, timestamp
from reader.userdata import UserData
data = UserData(Path(sys.argv[1]))
data.apply(Change(None, Bookmark(new_id(), "a", 0, 1.0, "theirs", timestamp())))
data.close()
"""


class Window:
    def __init__(self, folder: Path) -> None:
        self.data = UserData(folder)
        self.notebook = Notebook(open_session(), self.data, AtOnce())  # type: ignore[arg-type]
        self.others = OtherWriters(self.notebook, self.data, AtOnce())  # type: ignore[arg-type]
        self.read = 0
        self.others.found.connect(self._on_found)

    def _on_found(self) -> None:
        self.read += 1

    def ids(self) -> list[str]:
        return [item.record.id for item in self.notebook.items()]


@pytest.fixture
def windows(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Window, Window]]:
    del qtbot
    made = Window(tmp_path), Window(tmp_path)
    yield made
    for window in made:
        window.data.close()


def test_two_windows_show_each_other_s_notes(windows: tuple[Window, Window]) -> None:
    mine, theirs = windows
    theirs.notebook.add_bookmark(0, 0, 1.0, "theirs")
    assert mine.ids() == []
    mine.others.look()
    assert mine.ids() == theirs.ids() != []
    (item,) = mine.notebook.items()
    mine.notebook.edit(item, title="mine")
    theirs.others.look()
    assert theirs.notebook.items() == mine.notebook.items()
    theirs.notebook.undo()
    mine.others.look()
    assert [item.record for item in mine.notebook.items()] == [item.record]
    mine.others.look()
    assert (mine.read, theirs.read) == (2, 1)


def test_own_gestures_and_other_documents_are_nothing_to_read(
    windows: tuple[Window, Window],
) -> None:
    mine, theirs = windows
    mine.others.look()
    mine.notebook.add_bookmark(0, 0, 1.0, "mine")
    mine.others.look()
    assert mine.read == 0
    mine.others.look()
    theirs.data.remember_document("x", Path("x.pdf"), "x")
    mine.others.look()
    before = mine.read
    theirs.data.apply(added(bookmark(content="another")))
    theirs.data.remember_document("y", Path("y.pdf"), "y")
    mine.others.look()
    assert mine.read == before


def test_a_gesture_on_several_documents_is_seen(windows: tuple[Window, Window]) -> None:
    mine, theirs = windows
    first, second = bookmark(content="another"), annotation(content="a")
    theirs.data.apply(Change(None, first, (added(second),)))
    mine.others.look()
    assert mine.ids() == [second.id]


def test_a_gesture_of_one_s_own_stays_when_others_are_read(windows: tuple[Window, Window]) -> None:
    mine, theirs = windows
    theirs.notebook.add_bookmark(0, 0, 1.0, "theirs")
    mine.notebook.add_bookmark(0, 0, 2.0, "mine")
    mine.others.look()
    assert len(mine.ids()) == 2
    (item,) = [item for item in mine.notebook.items() if item.record.id not in theirs.ids()]
    theirs.others.look()
    theirs.notebook.remove(item)
    mine.others.look()
    assert mine.ids() == theirs.ids() != []


def test_another_process_is_heard_of_by_itself(tmp_path: Path, qtbot: QtBot) -> None:
    window = Window(tmp_path)
    window.others._timer.setInterval(1)
    with qtbot.waitSignal(window.others.found):
        subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], check=True)
    assert [item.record.title for item in window.notebook.items()] == ["theirs"]  # type: ignore[union-attr]
    window.data.close()


def test_the_application_looks_when_it_comes_to_the_front(
    windows: tuple[Window, Window], qapp: object
) -> None:
    mine, theirs = windows
    theirs.notebook.add_bookmark(0, 0, 1.0, "theirs")
    from PySide6.QtCore import Qt  # noqa: PLC0415
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    assert isinstance(qapp, QGuiApplication)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert mine.read == 0
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert mine.read == 1
    assert mine.ids() == theirs.ids()


def test_a_file_that_is_gone_is_nobody_s_gesture(tmp_path: Path, qtbot: QtBot) -> None:
    del qtbot
    data = UserData(tmp_path / "x")
    data._file.close()
    assert not data.is_changed_elsewhere(["a"]) or data.bookmarks(["a"]) == []
    data.close()
