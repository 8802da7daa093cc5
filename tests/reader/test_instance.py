"""One running application: who may listen, what goes over the socket, and what is left behind."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from reader.doorbell import Doorbell
from reader.instance import Call, Door, enter, pack, unpack

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such sockets")

CALLER = """
import sys
from reader.instance import Call, enter
taken, door = enter(Call(tuple(sys.argv[1:]), False, "token"))
print("taken" if taken else "listening" if door else "alone")
"""


def start(*paths: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", CALLER, *paths]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def door() -> Iterator[Door]:
    taken, door = enter(Call())
    assert not taken
    assert door is not None
    yield door
    door.close()


@pytest.mark.parametrize(
    "call",
    [
        Call(),
        Call(("/白書/第１部.pdf", "/with space\n.pdf"), new_window=True, token="t"),
        Call((os.fsdecode(b"/no\xfftext.pdf"),)),
        Call(("/a.pdf",), links=("hakusho://open/0/1", "HAKUSHO:x")),
    ],
)
def test_a_call_survives_the_way(call: Call) -> None:
    assert unpack(pack(call)) == call


@pytest.mark.parametrize("data", [b"", b"old", b"other\0token\0/a.pdf"])
def test_what_is_no_call_is_not_taken_for_one(data: bytes) -> None:
    assert unpack(data) is None


def test_a_second_start_hands_its_files_over(qtbot: QtBot, door: Door) -> None:
    bell = Doorbell(door)
    with qtbot.waitSignal(bell.rang, timeout=10_000) as rang:
        caller = start("/a.pdf", "/b.pdf")
    assert rang.args == [Call(("/a.pdf", "/b.pdf"), new_window=False, token="token")]
    assert caller.communicate(timeout=10)[0] == "taken\n"


def test_calls_that_come_before_the_bell_hangs_are_heard(qtbot: QtBot, door: Door) -> None:
    callers = [start(f"/{number}.pdf") for number in range(3)]
    bell = Doorbell(door)
    rang = QSignalSpy(bell.rang)
    qtbot.waitUntil(lambda: rang.count() == 3, timeout=10_000)
    assert {rang.at(i)[0].paths[0] for i in range(3)} == {"/0.pdf", "/1.pdf", "/2.pdf"}
    assert {caller.communicate(timeout=10)[0] for caller in callers} == {"taken\n"}


def test_nonsense_does_not_ring_and_ends_nothing(qtbot: QtBot, door: Door) -> None:
    bell = Doorbell(door)
    rang = QSignalSpy(bell.rang)
    script = (
        "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]);"
        "s.sendall(b'nonsense'); s.shutdown(socket.SHUT_WR); print(s.recv(5))"
    )
    command = [sys.executable, "-c", script, door.listener.getsockname()]
    stranger = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: stranger.poll() is not None, timeout=10_000)
    assert stranger.communicate()[0] == "b''\n"
    caller = start("/a.pdf")
    qtbot.waitUntil(lambda: rang.count() == 1, timeout=10_000)
    assert caller.communicate(timeout=10)[0] == "taken\n"


def test_after_the_end_the_next_start_listens() -> None:
    _, door = enter(Call())
    assert door is not None
    path = Path(door.listener.getsockname())
    assert path.stat().st_mode & 0o777 == 0o600
    door.close()
    assert not path.exists()
    assert start("/a.pdf").communicate(timeout=10)[0] == "listening\n"
    assert path.exists(), "the other process has ended without closing its door"
    taken, door = enter(Call())
    assert not taken, "what an ended process has left takes nothing"
    assert door is not None
    door.close()


def test_a_folder_with_too_long_a_name_does_without(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HAKUSHO_DATA", str(tmp_path / ("long" * 40)))
    assert enter(Call()) == (False, None)
