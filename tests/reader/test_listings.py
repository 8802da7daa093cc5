"""The lists are made on a thread, file by file; what is overtaken is dropped; files are written whole."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from list_services import FakeLibrary, owner
from msgspec.structs import replace
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from small_paper import LINKS, NIST, empty_session, open_session

from index_builder.errors import NotWritten
from reader.glossary import Order, Standing
from reader.listings import Listings
from reader.live_targets import LiveTargets
from reader.results import LibraryName, Shelf
from reader.session import Session
from reader.volume import Failure
from reader.whole_files import write_whole

SOON = 5000
__all__ = ["owner"]


class Made:
    """Lists over a session."""

    def __init__(self, owner: QObject, session: Session, *, wanted: bool = True) -> None:
        self.session = session
        session.setParent(owner)
        self.live = LiveTargets(session, owner)
        self.library = FakeLibrary(owner)
        self.lists = Listings(session, self.live, self.library, owner)
        self.lists.watch(lambda: self.wanted)
        self.wanted = wanted

    def names(self) -> list[str]:
        return [term.name for term in self.lists.glossary.sorted_terms(Order.ABC)]


@pytest.fixture
def made(owner: QObject) -> Iterator[Made]:
    one = Made(owner, open_session())
    yield one
    one.lists.close()


def test_lists_come_with_the_answers_and_readings_after_them(qtbot: QtBot, made: Made) -> None:
    made.live.refresh()
    assert not made.lists.is_ready
    with qtbot.waitSignals([made.lists.changed] * 2, timeout=SOON):
        made.lists.refresh()
    assert made.lists.is_ready
    assert made.names() == ["AI", "NIST", "TRIP"]
    assert [each.text for each in made.lists.figures] == [
        "第１-３-１図　ＡＩに関する論文数の推移",
        "第１-３-２表　予算",
    ]
    reading = made.lists.glossary.readings["国立標準技術研究所"]
    assert reading == "こくりつひょうじゅんぎじゅつけんきゅうしょ"


def test_nobody_looks_and_files_are_still_read(qtbot: QtBot, owner: QObject) -> None:
    one = Made(owner, open_session(linked=False), wanted=False)
    one.live.refresh()
    one.lists.refresh()
    assert one.names() == []
    one.wanted = True
    with qtbot.waitSignal(one.lists.changed, timeout=SOON):
        one.lists.refresh()
    assert one.names() == ["AI", "NIST"]
    one.lists.close()


def test_without_a_look_no_dictionary_is_loaded(qtbot: QtBot, owner: QObject) -> None:
    one = Made(owner, open_session(), wanted=False)
    one.live.refresh()
    with qtbot.waitSignal(one.lists.changed, timeout=SOON):
        one.lists.refresh()
    assert one.lists.glossary.readings == {}
    one.wanted = True
    with qtbot.waitSignal(one.lists.changed, timeout=SOON):
        one.lists.refresh()
    assert one.lists.glossary.readings
    one.lists.close()


def test_the_lists_follow_the_session_by_themselves(qtbot: QtBot, owner: QObject) -> None:
    session = open_session(linked=False)
    one = Made(owner, session)
    session.structure_changed.emit()
    qtbot.waitUntil(lambda: one.names() == ["AI", "NIST"], timeout=SOON)
    session.links = LINKS
    session.structure_changed.emit()
    qtbot.waitUntil(lambda: one.names() == ["AI", "NIST", "TRIP"], timeout=SOON)
    one.lists.close()


def test_what_comes_while_lists_are_made_is_taken_up_after_them(
    qtbot: QtBot, owner: QObject
) -> None:
    session = open_session(linked=False)
    one = Made(owner, session)
    seen: list[list[str]] = []
    one.lists.changed.connect(lambda: seen.append(one.names()))
    one.live.refresh()
    one.lists.refresh()
    session.links = LINKS
    one.live.refresh()
    one.lists.refresh()
    assert not one.lists.is_ready
    qtbot.waitUntil(lambda: ["AI", "NIST", "TRIP"] in seen, timeout=SOON)
    assert seen[0] == ["AI", "NIST"]
    assert one.lists.is_ready
    one.lists.close()


def test_nothing_of_a_closed_volume_stays_or_comes(qtbot: QtBot, made: Made) -> None:
    made.live.refresh()
    made.lists.refresh()
    made.session.closed.emit()
    done: list[object] = []
    made.lists._thread.submit(lambda: 1, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=SOON)
    assert made.names() == []
    assert made.lists.figures == ()


def test_an_entry_is_found_again_in_other_links(made: Made) -> None:
    made.live.refresh()
    assert made.lists.entry_of(0, "NIST") == 0
    assert made.lists.entry_of(0, "TRIP") == 2
    assert made.lists.entry_of(9, "none") == -1


def test_the_library(qtbot: QtBot, made: Made) -> None:
    guess = replace(NIST, name="AI", long_form="", confidence=0.3)
    made.library.names = (LibraryName("a", "24", NIST), LibraryName("b", "", guess))
    made.library.shelf = Shelf({"a": "甲", "b": "乙"}, (("書", ("a", "b")),))
    with qtbot.waitSignal(made.lists.library_changed, timeout=SOON):
        made.lists.read_library()
    assert made.lists.library is not None
    rows = made.lists.library.rows(Order.ABC, "こくりつ")
    assert [row.term.name for row in rows[Standing.EXPLAINED]] == ["NIST"]
    made.library.failure = Failure("The library is damaged.", "", "Corrupt")
    with qtbot.waitSignal(made.lists.library_changed, timeout=SOON):
        made.lists.read_library()
    assert made.lists.failure == made.library.failure


def test_a_file_is_written_on_the_thread(qtbot: QtBot, made: Made, tmp_path: Path) -> None:
    with qtbot.waitSignal(made.lists.wrote, timeout=SOON) as wrote:
        made.lists.write(tmp_path / "g.csv", lambda: b"data")
    assert wrote.args == [tmp_path / "g.csv"]
    assert (tmp_path / "g.csv").read_bytes() == b"data"
    with qtbot.waitSignal(made.lists.not_written, timeout=SOON) as failed:
        made.lists.write(tmp_path / "none" / "g.csv", lambda: b"data")
    assert failed.args[0].message == "“g.csv” cannot be written: No such file or directory."


def test_what_cannot_be_written_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "g.csv"
    write_whole(path, b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotWritten, match="cannot be written: No space left on device"):
        write_whole(path, b"broken")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["g.csv"]


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "g.csv").mkdir()
    with pytest.raises(NotWritten):
        write_whole(tmp_path / "g.csv", b"")
    assert [each.name for each in tmp_path.iterdir()] == ["g.csv"]


def test_without_a_volume_the_lists_are_empty(owner: QObject) -> None:
    one = Made(owner, empty_session())
    one.lists.refresh()
    assert one.names() == []
    one.lists.close()
