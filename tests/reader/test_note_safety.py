"""What was acknowledged is there afterwards: after kill -9, on a full disk, with two processes, from a backup."""

import os
import select
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from earlier_version import write_earlier

from index_builder.errors import Corrupt, LibraryError
from reader.records import Bookmark, Change, new_id, timestamp
from reader.userdata import FILE_NAME, UserData
from reader.userdata_file import BACKUP_FOLDER, DAILY_BACKUPS
from reader.userdata_schema import MIGRATIONS

KILLS = 200
LONGEST = 0.03
"""Seconds that a child lives at most, from its start or from its first gesture."""

NURSERY = """
import os, sys
from pathlib import Path
from reader.records import Annotation, Bookmark, Change, new_id, timestamp
from reader.userdata import UserData

def annotate():
    data = UserData(Path(sys.argv[1]))
    while True:
        now = timestamp()
        mark = Bookmark(new_id(), "c", 0, 0.0, "t", now)
        data.apply(Change(None, mark))
        os.write(1, f"{mark.id}\\n".encode())
        note = Annotation(
            id=new_id(), content="c", page=1, rects=(), quotation="引用" * 200, prefix="", suffix="",
            start=-1, end=-1, colour="red", kind="highlight", note="", created=now, modified=now)
        data.apply(Change(None, note))
        os.write(1, f"{note.id}\\n".encode())

for _ in sys.stdin:
    pid = os.fork()
    if not pid:
        annotate()
    os.write(1, f"pid {pid}\\n".encode())
    os.waitpid(pid, 0)
    os.write(1, b"dead\\n")
"""
"""Forks a child that annotates for each line it is given: a new interpreter each time would take minutes."""


def bookmark(title: str = "t", content: str = "c") -> Bookmark:
    return Bookmark(new_id(), content, 0, 0.0, title, timestamp())


def ids(folder: Path) -> set[str]:
    data = UserData(folder)
    assert data.problems == []
    found = {mark.id for mark in data.bookmarks(["c"])} | {n.id for n in data.annotations(["c"])}
    data.close()
    return found


class Child:
    """The nursery, and what it has acknowledged."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        assert process.stdin is not None
        self.input, self.output = process.stdin, process.stdout.fileno()
        self.rest = b""
        self.acknowledged: list[str] = []

    def lines(self, seconds: float) -> Iterator[str]:
        """What comes within a time."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.output], [], [], left)[0]:
                return
            *lines, self.rest = (self.rest + os.read(self.output, 1 << 16)).split(b"\n")
            for line in lines:
                yield line.decode()

    def kill_one(self, seconds: float, *, writing: bool) -> None:
        """Kills a child some time after it has begun, or after it has acknowledged its first gesture."""
        self.input.write(b"\n")
        self.input.flush()
        pid, until, told = 0, None, len(self.acknowledged)
        while True:
            wait = 60.0 if until is None else max(0.0, until - time.monotonic())
            for line in self.lines(wait):
                if line.startswith("pid"):
                    pid = int(line.split()[1])
                elif line == "dead":
                    return
                else:
                    self.acknowledged.append(line)
                if pid and until is None and (not writing or len(self.acknowledged) > told):
                    until = time.monotonic() + seconds
                    break
            if until is not None and time.monotonic() >= until:
                os.kill(pid, signal.SIGKILL)
                until = time.monotonic() + 60


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be copied here")
def test_what_was_acknowledged_survives_two_hundred_kills(tmp_path: Path) -> None:
    random = Random(7)
    command = [sys.executable, "-c", NURSERY, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        child = Child(process)
        for number in range(KILLS):
            child.kill_one(random.uniform(0, LONGEST), writing=number % 2 > 0)
            if number % 40 == 39:
                assert set(child.acknowledged) <= ids(tmp_path)
        child.input.close()
        process.wait()
    kept = ids(tmp_path)
    assert len(child.acknowledged) >= KILLS / 2, "one of two children has written something"
    assert set(child.acknowledged) <= kept
    assert len(kept) <= len(child.acknowledged) + KILLS, "at most one gesture of each is not told"
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(data: UserData) -> tuple[list[Bookmark], LibraryError]:
    """Gestures until the disk does not take one; the last is the one it did not take."""
    made: list[Bookmark] = []
    while True:
        made.append(bookmark("長い題" * 300))
        try:
            data.apply(Change(None, made[-1]))
        except LibraryError as error:
            return made, error


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"\0" * 300_000)
    data = UserData(small_disk)
    made, error = fill(data)
    assert len(made) > 3
    assert "full" in str(error)
    assert str(error).count(".") <= 3
    assert data.pending == (Change(None, made[-1]),)
    assert data.bookmarks(["c"]) == made
    other = UserData(small_disk)
    assert other.bookmarks(["c"]) == made[:-1]
    other.close()
    ballast.unlink()
    data.retry()
    data.close()
    assert ids(small_disk) == {mark.id for mark in made}


LIMITED = """
import resource, sys
from pathlib import Path
from index_builder.errors import LibraryError
from reader.records import Bookmark, Change, new_id, timestamp
from reader.userdata import UserData
data = UserData(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (800_000, resource.RLIM_INFINITY))
error = None
for _ in range(2000):
    mark = Bookmark(new_id(), "c", 0, 0.0, "t" * 2000, timestamp())
    print(mark.id)
    try:
        data.apply(Change(None, mark))
    except LibraryError as raised:
        error = raised
        break
print(error)
assert [change.after for change in data.pending] == [mark]
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
data.close()
"""


def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    command = [sys.executable, "-c", LIMITED, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *made, sentence = done.stdout.splitlines()
    assert len(made) > 10
    assert "kept in memory" in sentence
    assert ids(tmp_path) == set(made)


WRITER = """
import sys
from pathlib import Path
from index_builder.errors import Busy
from reader.records import Bookmark, Change, new_id, timestamp
from reader.userdata import UserData
data = UserData(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(60):
    mark = Bookmark(new_id(), "c", 0, 0.0, "t", timestamp())
    data.hold(Change(None, mark))
    print(mark.id)
    while data.pending:
        try:
            data.retry()
        except Busy:
            pass
data.close()
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    UserData(tmp_path).close()
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    made = [line for writer in writers for line in writer.communicate()[0].split()]
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(made) == 120
    assert ids(tmp_path) == set(made)


# --- backups ------------------------------------------------------------------------------------


def test_a_backup_is_restored_and_what_was_there_is_kept(tmp_path: Path) -> None:
    data = UserData(tmp_path)
    first, second = bookmark("first"), bookmark("second")
    data.apply(Change(None, first))
    made = data.back_up_daily()
    assert made is not None
    data.apply(Change(None, second))
    (backup,) = data.backups()
    assert (backup.path, backup.bookmarks, backup.annotations) == (made, 1, 0)
    assert backup.last[:10] == first.created[:10]

    data.hold(Change(None, bookmark("third")))
    kept = data.restore(made)
    assert data.bookmarks(["c"]) == [first]
    assert {each.path: each.bookmarks for each in data.backups()} == {made: 1, kept: 3}
    data.apply(Change(None, bookmark("fourth")))
    data.restore(kept)
    assert [mark.title for mark in data.bookmarks(["c"])] == ["first", "second", "third"]
    data.close()


def test_another_process_sees_what_was_restored(tmp_path: Path) -> None:
    data, other = UserData(tmp_path), UserData(tmp_path)
    first, second = bookmark("first"), bookmark("second")
    data.apply(Change(None, first))
    made = data.back_up_daily()
    assert made is not None
    data.apply(Change(None, second))
    assert other.bookmarks(["c"]) == [first, second]
    data.restore(made)
    assert other.bookmarks(["c"]) == [first]
    other.apply(Change(None, second))
    assert data.bookmarks(["c"]) == [first, second]
    assert [data.problems, other.problems] == [[], []]
    data.close()
    other.close()


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    data = UserData(tmp_path)
    data.apply(Change(None, bookmark()))
    data.back_up_daily()
    broken = tmp_path / BACKUP_FOLDER / "userdata-2001-01-01.sqlite3"
    broken.write_bytes(b"garbage" * 1000)
    assert broken not in [backup.path for backup in data.backups()]
    with pytest.raises(Corrupt):
        data.restore(broken)
    assert len(data.bookmarks(["c"])) == 1
    data.apply(Change(None, bookmark()))
    data.close()


def test_a_backup_with_a_damaged_page_is_not_restored(tmp_path: Path) -> None:
    data = UserData(tmp_path)
    for _ in range(50):
        data.apply(Change(None, bookmark("長い題" * 300)))
    made = data.back_up_daily()
    assert made is not None
    with made.open("r+b") as file:
        for page in range(20, made.stat().st_size // 4096):
            file.seek(4096 * page)
            file.write(b"\xff" * 64)
    with pytest.raises(Corrupt):
        data.restore(made)
    assert len(data.bookmarks(["c"])) == 50
    data.close()


def test_a_backup_of_an_older_version_is_brought_up_to_date(tmp_path: Path) -> None:
    write_earlier(tmp_path, 1, bookmark("first"))
    old = UserData(tmp_path, MIGRATIONS[:1])
    made = old.back_up_daily()
    assert made is not None
    old.close()
    data = UserData(tmp_path)
    data.restore(made)
    assert [mark.title for mark in data.bookmarks(["c"])] == ["first"]
    assert data.carried(["c"]) == []
    assert data.problems == []
    data.close()


def test_seven_states_before_restoring_are_kept(tmp_path: Path) -> None:
    data = UserData(tmp_path)
    data.apply(Change(None, bookmark()))
    made = data.back_up_daily()
    assert made is not None
    for _ in range(DAILY_BACKUPS + 2):
        data.restore(made)
    assert len(list(made.parent.glob("*-before-restoring.sqlite3"))) == DAILY_BACKUPS
    data.close()
