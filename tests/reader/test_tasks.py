"""Work off the main thread, and the builder as a child process."""

import platform
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from index_builder.errors import Busy, HakushoError
from reader import tasks
from reader.tasks import BuilderProcess, Collector, TaskThread

pytestmark = pytest.mark.usefixtures("qapp")

SCRIPT = """
import json, sys
passwords = json.load(sys.stdin) if "--passwords" in sys.argv else {}
print(json.dumps({"event": "start", "arguments": sys.argv[1:], "passwords": passwords}), flush=True)
print("no event", flush=True)
if "slow.pdf" in sys.argv:
    sys.stdin.close()
    import time
    time.sleep(60)
if "crash.pdf" in sys.argv:
    import os
    os.abort()
print(json.dumps({"event": "done"}), flush=True)
"""


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> BuilderProcess:
    """A builder whose program is `SCRIPT`."""
    package = tmp_path / "index_builder"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "cli.py").write_text(SCRIPT)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return BuilderProcess()


def test_work_runs_elsewhere_and_its_result_arrives_here(qtbot: QtBot) -> None:
    thread = TaskThread("work")
    results: list[tuple[threading.Thread, threading.Thread]] = []
    thread.submit(
        threading.current_thread,
        lambda worker: results.append((worker, threading.current_thread())),
        lambda _error: None,
    )
    qtbot.waitUntil(lambda: bool(results))
    worker, here = results[0]
    assert worker is not here
    assert here is threading.main_thread()
    thread.close()


def test_functions_run_one_after_the_other(qtbot: QtBot) -> None:
    thread = TaskThread("work")
    results: list[int] = []
    for number in range(20):
        thread.submit(lambda number=number: number, results.append, lambda _error: None)
    qtbot.waitUntil(lambda: len(results) == 20)
    assert results == list(range(20))
    thread.close()


def test_an_expected_failure_is_told(qtbot: QtBot) -> None:
    thread = TaskThread("work")
    errors: list[HakushoError] = []

    def work() -> None:
        raise Busy("somebody else")

    thread.submit(work, lambda _none: None, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].message == "somebody else"
    thread.close()


def test_a_bug_is_raised_again_on_the_main_thread(qtbot: QtBot) -> None:
    thread = TaskThread("work")
    with qtbot.captureExceptions() as raised:
        thread.submit(lambda: 1 // 0, lambda _none: None, lambda _error: None)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    thread.close()


def test_closing_finishes_what_was_submitted() -> None:
    thread = TaskThread("work")
    done: list[int] = []
    for number in range(5):
        thread.submit(lambda n=number: done.append(n), lambda _none: None, lambda _error: None)
    thread.close()
    assert done == list(range(5))


def test_a_closed_thread_takes_no_more_work() -> None:
    thread = TaskThread("work")
    results: list[str] = []
    thread.submit(lambda: results.append("before"), lambda _none: None, lambda _error: None)
    thread.close()
    thread.submit(lambda: results.append("after"), lambda _none: None, lambda _error: None)
    assert thread._thread is None
    assert results == ["before"]


class Knot:
    """Holds itself, and tells on which thread it ends."""

    def __init__(self, ended: list[int]) -> None:
        self.itself = self
        self.ended = ended

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


def test_what_holds_itself_ends_on_the_thread_of_the_collector(qtbot: QtBot) -> None:
    ended: list[int] = []
    collector = Collector()
    thread = TaskThread("work")
    Knot(ended)
    done: list[list[list[int]]] = []
    thread.submit(lambda: [[n] for n in range(100_000)], done.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(done) and bool(ended))
    assert ended == [threading.get_ident()]
    thread.close()
    collector.deleteLater()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps what is freed")
def test_holes_in_the_heap_go_back_to_the_system() -> None:
    script = """
import sys
from pathlib import Path
from reader.tasks import give_back

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

large, small = [], []
for _ in range(400):
    large.append(bytes([1]) * 60_000)
    small.append(bytes(900))
large.clear()
before = resident()
give_back()
assert before - resident() > 15_000_000, (before, resident())
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_dropped_functions_do_not_run() -> None:
    thread = TaskThread("work")
    running, go_on = threading.Event(), threading.Event()
    done: list[int] = []

    def first() -> None:
        running.set()
        go_on.wait(5)

    thread.submit(first, lambda _none: None, lambda _error: None)
    thread.submit(lambda: done.append(1), lambda _none: None, lambda _error: None)
    running.wait(5)
    thread.drop_waiting()
    go_on.set()
    thread.close()
    assert done == []


def test_the_builder_tells_its_events(builder: BuilderProcess, qtbot: QtBot) -> None:
    events: list[dict[str, object]] = []
    builder.told.connect(events.append)
    with qtbot.waitSignal(builder.ended) as ended:
        builder.start(["a b.pdf"], {})
    assert ended.args == [True]
    assert [event["event"] for event in events] == ["start", "done"]
    assert events[0]["arguments"] == ["build", "--events", "--", "a b.pdf"]


def test_passwords_are_not_among_the_arguments(builder: BuilderProcess, qtbot: QtBot) -> None:
    events: list[dict[str, object]] = []
    builder.told.connect(events.append)
    with qtbot.waitSignal(builder.ended):
        builder.start(["a.pdf"], {"a.pdf": "geheim"})
    assert events[0]["passwords"] == {"a.pdf": "geheim"}
    assert "geheim" not in str(events[0]["arguments"])


def test_nothing_is_imported_from_the_present_folder(
    builder: BuilderProcess, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = tmp_path / "downloads"
    foreign.mkdir()
    (foreign / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(foreign)
    with qtbot.waitSignal(builder.ended) as ended:
        builder.start(["a.pdf"], {})
    assert ended.args == [True]


def test_a_crash_is_told(builder: BuilderProcess, qtbot: QtBot) -> None:
    with qtbot.waitSignal(builder.ended) as ended:
        builder.start(["crash.pdf"], {})
    assert ended.args == [False]


def test_a_builder_that_cannot_start_is_told(
    builder: BuilderProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with qtbot.waitSignal(builder.ended) as ended:
        builder.start(["a.pdf"], {})
    assert ended.args == [False]


def test_a_second_start_ends_the_first_builder(builder: BuilderProcess, qtbot: QtBot) -> None:
    events: list[dict[str, object]] = []
    builder.told.connect(events.append)
    with qtbot.waitSignal(builder.told):
        builder.start(["slow.pdf"], {})
    with qtbot.waitSignal(builder.ended):
        builder.start(["b.pdf"], {})
    assert [event["event"] for event in events] == ["start", "start", "done"]


def test_closing_ends_the_builder_in_time(
    builder: BuilderProcess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 5000)
    with qtbot.waitSignal(builder.told):
        builder.start(["slow.pdf"], {})
    builder.close()
    assert builder._process is None


def test_an_order_to_keep_is_asked_for(builder: BuilderProcess, qtbot: QtBot) -> None:
    events: list[dict[str, object]] = []
    builder.told.connect(events.append)
    with qtbot.waitSignal(builder.ended):
        builder.start(["a.pdf"], {}, keep_order=True)
    assert "--keep-order" in str(events[0]["arguments"])
