import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index_builder.errors import Busy, Corrupt, DiskFull, LibraryError
from index_builder.model import Rect
from reader.records import (
    Annotation,
    Arrangement,
    Bookmark,
    Change,
    Reading,
    RecentVolume,
    Spot,
    new_id,
    record_from_json,
    record_to_json,
    timestamp,
    volume_key,
)
from reader.userdata import FILE_NAME, UserData
from reader.userdata_file import BACKUP_FOLDER, DAILY_BACKUPS
from reader.userdata_schema import MIGRATIONS

NOBODY = 65534


def bookmark(title: str = "第３章", content: str = "c1", page: int = 2) -> Bookmark:
    return Bookmark(new_id(), content, page, 12.5, title, timestamp())


def annotation(note: str = "重要", content: str = "c1") -> Annotation:
    now = timestamp()
    return Annotation(
        id=new_id(),
        content=content,
        page=3,
        rects=(Rect(1, 2, 3.5, 4), Rect(5, 6, 7, 8)),
        quotation="国立標準技術研究所",
        prefix="米国の",
        suffix="（ＮＩＳＴ",
        start=120,
        end=129,
        colour="yellow",
        kind="highlight",
        note=note,
        created=now,
        modified=now,
    )


def added(record: Bookmark | Annotation) -> Change:
    return Change(None, record)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def data(folder: Path) -> UserData:
    return UserData(folder)


def test_what_was_made_is_there_after_restart(folder: Path, data: UserData) -> None:
    mark, note = bookmark(), annotation()
    data.apply(added(mark))
    data.apply(added(note))
    data.close()
    again = UserData(folder)
    assert again.bookmarks(["c1"]) == [mark]
    assert again.annotations(["c1"]) == [note]
    assert again.bookmarks(["other"]) == []
    assert again.problems == []


def test_edit_delete_undo_and_redo(data: UserData) -> None:
    first = annotation("一")
    second = replace(first, note="二")
    data.apply(added(first))
    data.apply(Change(first, second))
    assert data.annotations(["c1"]) == [second]
    data.apply(Change(second, None))
    assert data.annotations(["c1"]) == []
    assert data.undo(["c1"]) == Change(None, second)
    assert data.annotations(["c1"]) == [second]
    assert data.undo(["c1"]) == Change(second, first)
    assert data.annotations(["c1"]) == [first]
    assert data.redo(["c1"]) == Change(first, second)
    assert data.annotations(["c1"]) == [second]


def test_undo_works_after_restart_and_only_on_the_documents_asked_for(
    folder: Path, data: UserData
) -> None:
    here, there = bookmark(content="here"), bookmark(content="there")
    data.apply(added(here))
    data.apply(added(there))
    data.close()
    again = UserData(folder)
    assert again.undo(["here"]) == Change(here, None)
    assert again.undo(["here"]) is None
    assert again.bookmarks(["here", "there"]) == [there]


def test_a_new_gesture_ends_what_could_be_redone(data: UserData) -> None:
    data.apply(added(bookmark()))
    data.undo(["c1"])
    data.apply(added(bookmark()))
    assert data.redo(["c1"]) is None


def test_position_order_and_recent_volumes(folder: Path, data: UserData) -> None:
    here = Reading(
        (("/papers/a.pdf", "c1"),),
        Spot(0, 7, 0.0, 123.5),
        (Spot(0, 1, 0.0, 0.0),),
        (),
        Arrangement(1.25, "width", 90, "{}"),
        *("26", 8, 200),
    )
    data.save_reading("v", "v", replace(here, position=Spot(0, 0, 0.0, 0.0)))
    data.save_reading("contents", "v", here)
    data.save_order("v", ["b", "a"])
    data.remember_volume(RecentVolume("v", "白書", ("/papers",), "2024-06-11T00:00:00+00:00"))
    data.remember_volume(RecentVolume("w", "別", ("/other",), "2024-06-12T00:00:00+00:00"))
    data.remember_document("c1", Path("/papers/a.pdf"), "第３章")
    data.close()
    again = UserData(folder)
    assert again.reading("v") == here
    assert again.reading("contents") == here
    assert again.reading("w") is None
    again.save_reading("contents", "moved", here)
    assert again.reading("v") is None, "the same volume is kept once, under the paths it has now"
    assert again.reading("moved") == here
    assert again.document_title("c1") == "第３章"
    assert again.document_title("c2") == ""
    assert again.order("v") == ("b", "a")
    assert again.order("w") == ()
    assert [volume.title for volume in again.recent_volumes()] == ["別", "白書"]
    again.save_reading("contents", "v", here)
    assert [volume.title for volume in again.recent_volumes()] == ["白書", "別"]
    (recent,) = again.recent_volumes(1)
    assert (recent.key, recent.reading) == ("v", here)
    assert recent.opened > "2024-06-12"
    assert again.recent_volumes()[1].reading is None


def test_the_volume_key_does_not_depend_on_the_order_given(tmp_path: Path) -> None:
    one, two = tmp_path / "1.pdf", tmp_path / "2.pdf"
    assert volume_key([one, two]) == volume_key([two, one])
    assert volume_key([one]) != volume_key([one, two])


def test_the_file_is_kept_with_full_synchronisation(folder: Path, data: UserData) -> None:
    data.apply(added(bookmark()))
    connection = data._file._connection
    assert connection is not None
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert folder.stat().st_mode & 0o777 == 0o700


SCRIPT = """
import sys
from pathlib import Path
from reader.records import Bookmark, Change, new_id, timestamp
from reader.userdata import UserData
data = UserData(Path(sys.argv[1]))
while True:
    mark = Bookmark(new_id(), "c", 0, 0.0, "t", timestamp())
    data.apply(Change(None, mark))
    print(mark.id, flush=True)
"""


@pytest.mark.parametrize("after", [1, 4, 9])
def test_what_was_acknowledged_survives_a_kill(folder: Path, after: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        acknowledged = [child.stdout.readline().strip() for _ in range(after)]
        child.send_signal(signal.SIGKILL)
        acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
    kept = {mark.id for mark in UserData(folder).bookmarks(["c"])}
    assert set(acknowledged) <= kept


def test_a_migration_keeps_a_backup_and_records_itself(folder: Path, data: UserData) -> None:
    mark = bookmark()
    data.apply(added(mark))
    data.close()
    steps = (*MIGRATIONS, ("later", "CREATE TABLE tag (name TEXT); CREATE INDEX t ON tag (name)"))
    newer = UserData(folder, steps)
    assert newer.bookmarks(["c1"]) == [mark]
    newer.close()
    (backup,) = (folder / BACKUP_FOLDER).glob("*-before-later.sqlite3")
    with closing(sqlite3.connect(backup)) as old:
        assert old.execute("SELECT id FROM bookmark").fetchall() == [(mark.id,)]
        assert old.execute("SELECT count(*) FROM migration").fetchone() == (len(MIGRATIONS),)
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        names = [row[0] for row in file.execute("SELECT name FROM migration ORDER BY applied")]
    assert names[-1] == "later"


def test_positions_of_the_first_version_are_taken_over(folder: Path) -> None:
    old = UserData(folder, MIGRATIONS[:1])
    old.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute("INSERT INTO position VALUES ('v', '/papers/a.pdf', 7, 0.5, 123.5, 0.0, '')")
        file.execute("INSERT INTO position VALUES ('w', '/papers/b.pdf', 'seven', 0, 0, 0, '')")
        file.commit()
    data = UserData(folder)
    assert data.reading("v") == Reading((("/papers/a.pdf", ""),), Spot(0, 7, 0.5, 123.5))
    assert data.reading("w") is None
    assert "reading" in data.problems[-1]
    data.save_reading("w", "w", Reading((), Spot(0, 0, 0.0, 0.0)))
    assert data.reading("w") is not None
    data.close()


def test_a_migration_that_fails_leaves_everything_as_it_was(folder: Path, data: UserData) -> None:
    mark = bookmark()
    data.apply(added(mark))
    data.close()
    broken = (*MIGRATIONS, ("broken", "CREATE TABLE tag (name TEXT); CREATE TABLE tag (name TEXT)"))
    with pytest.raises(sqlite3.OperationalError):
        UserData(folder, broken)
    again = UserData(folder)
    assert again.bookmarks(["c1"]) == [mark]
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        assert file.execute("SELECT 1 FROM sqlite_master WHERE name = 'tag'").fetchall() == []


def test_notes_of_a_newer_version_are_shown_and_not_changed(folder: Path, data: UserData) -> None:
    mark = bookmark()
    data.apply(added(mark))
    data.close()
    newer = UserData(folder, (*MIGRATIONS, ("later", "ALTER TABLE bookmark ADD COLUMN tag TEXT")))
    newer.close()
    old = UserData(folder)
    assert "newer version" in old.problems[0]
    assert old.bookmarks(["c1"]) == [mark]
    with pytest.raises(LibraryError):
        old.apply(added(bookmark()))


def test_a_row_that_cannot_be_read_is_set_aside_and_reported(folder: Path, data: UserData) -> None:
    good, bad = annotation(), annotation()
    data.apply(added(good))
    data.apply(added(bad))
    data.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute("UPDATE annotation SET rects = '[[1,2]]' WHERE id = ?", (bad.id,))
        file.commit()
    again = UserData(folder)
    assert again.annotations(["c1"]) == [good]
    assert "set aside" in again.problems[0]
    again.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        (row,) = file.execute("SELECT origin, row FROM set_aside").fetchall()
    assert row[0] == "annotation"
    assert bad.id in row[1]
    assert UserData(folder).problems == []


def test_bytes_that_are_no_text_do_not_stop_the_answer(folder: Path, data: UserData) -> None:
    mark = bookmark()
    data.apply(added(mark))
    data.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute("UPDATE bookmark SET title = CAST(x'ff41' AS TEXT)")
        file.commit()
    (found,) = UserData(folder).bookmarks(["c1"])
    assert found.title == "\\xffA"


def test_a_file_that_is_no_database_is_kept_and_the_backup_restored(
    folder: Path, data: UserData
) -> None:
    mark = bookmark()
    data.apply(added(mark))
    assert data.back_up_daily() is not None
    data.close()
    (folder / FILE_NAME).write_bytes(b"garbage" * 1000)
    again = UserData(folder)
    assert again.bookmarks(["c1"]) == [mark]
    assert "restored" in again.problems[0]
    (aside,) = folder.glob("userdata-damaged-*.sqlite3")
    assert aside.read_bytes().startswith(b"garbage")
    again.apply(added(bookmark()))


def test_a_file_that_is_no_database_without_backup(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"garbage" * 1000)
    data = UserData(folder)
    assert "no backup" in data.problems[0]
    data.apply(added(bookmark()))


def test_seven_daily_backups_are_kept_and_one_a_day(folder: Path, data: UserData) -> None:
    data.apply(added(bookmark()))
    backups = folder / BACKUP_FOLDER
    backups.mkdir()
    for day in range(1, 11):
        (backups / f"userdata-2001-01-{day:02}.sqlite3").touch()
    made = data.back_up_daily()
    assert made is not None
    names = sorted(path.name for path in backups.iterdir())
    assert len(names) == DAILY_BACKUPS
    assert names[0] == "userdata-2001-01-05.sqlite3"
    assert names[-1] == made.name
    assert data.back_up_daily() is None


def test_a_damaged_file_never_replaces_a_backup(folder: Path, data: UserData) -> None:
    for _ in range(200):
        data.apply(added(annotation("長い" * 200)))
    data.close()
    path = folder / FILE_NAME
    size = path.stat().st_size
    with path.open("r+b") as file:
        for offset in range(size // 2, size, 4096):
            file.seek(offset)
            file.write(b"\xff" * 64)
    again = UserData(folder)
    with pytest.raises(Corrupt):
        again.back_up_daily()
    assert not list((folder / BACKUP_FOLDER).glob("*"))


def test_a_full_disk_keeps_the_gesture_and_writes_it_later(folder: Path, data: UserData) -> None:
    data.apply(added(bookmark("first")))
    connection = data._file._connection
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 1")
    big = annotation("長い" * 20_000)
    with pytest.raises(DiskFull, match="full"):
        data.apply(added(big))
    assert data.annotations(["c1"]) == [big]
    assert data.pending == (added(big),)
    connection.execute("PRAGMA max_page_count = 1000000")
    small = bookmark("later")
    data.apply(added(small))
    assert not data.pending
    data.close()
    again = UserData(folder)
    assert again.annotations(["c1"]) == [big]
    assert [mark.title for mark in again.bookmarks(["c1"])] == ["first", "later"]


def test_another_writer_makes_it_busy_not_lost(folder: Path, data: UserData) -> None:
    data.apply(added(bookmark("first")))
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            data.apply(added(bookmark("second")))
        assert len(data.bookmarks(["c1"])) == 2
        other.execute("COMMIT")
    data.retry()
    data.close()
    assert len(UserData(folder).bookmarks(["c1"])) == 2


def test_two_windows_write_the_same_file(folder: Path, data: UserData) -> None:
    other = UserData(folder)
    mine, theirs = bookmark("mine"), bookmark("theirs")
    data.apply(added(mine))
    other.apply(added(theirs))
    assert data.bookmarks(["c1"]) == other.bookmarks(["c1"]) == [mine, theirs]


def test_a_read_only_file_is_shown_and_the_gesture_kept(folder: Path, data: UserData) -> None:
    kept = bookmark("kept")
    data.apply(added(kept))
    connection = data._file._connection
    assert connection is not None
    connection.execute("PRAGMA query_only = ON")
    new = bookmark("new")
    with pytest.raises(LibraryError, match="read-only"):
        data.apply(added(new))
    assert data.bookmarks(["c1"]) == [kept, new]
    connection.execute("PRAGMA query_only = OFF")
    data.retry()
    data.close()
    assert UserData(folder).bookmarks(["c1"]) == [kept, new]


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may write everywhere; so it becomes somebody else meanwhile."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_folder_is_shown() -> None:
    kept = bookmark("kept")
    with TemporaryDirectory() as name:
        folder = Path(name)
        data = UserData(folder)
        data.apply(added(kept))
        data.close()
        (folder / FILE_NAME).chmod(0o444)
        folder.chmod(0o555)
        with without_privileges():
            again = UserData(folder)
            assert again.bookmarks(["c1"]) == [kept]
            assert again.problems == []
            new = bookmark()
            with pytest.raises(LibraryError, match="read-only"):
                again.apply(added(new))
            assert again.bookmarks(["c1"]) == [kept, new]
        folder.chmod(0o700)
        (folder / FILE_NAME).chmod(0o600)
        again.retry()
        assert not again.pending
        again.close()


def test_a_folder_that_cannot_be_made_blocks_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    data = UserData(tmp_path / "file")
    assert "cannot be made" in data.problems[0]
    mark = bookmark()
    with pytest.raises(LibraryError):
        data.apply(added(mark))
    assert data.bookmarks(["c1"]) == [mark]
    assert data.reading("v") is None
    assert data.recent_volumes() == []
    with pytest.raises(LibraryError):
        data.close()
    assert data.pending == (added(mark),)


def test_text_no_database_takes_is_stored_readable(data: UserData) -> None:
    data.apply(added(bookmark("\udc80破\0損")))
    assert [mark.title for mark in data.bookmarks(["c1"])] == ["?破\0損"]


rects = st.tuples(*[st.floats(-1e6, 1e6)] * 4).map(lambda corners: Rect(*corners))


@given(
    text=st.text(st.characters(exclude_categories=["Cs"])),
    boxes=st.lists(rects, max_size=3),
    start=st.integers(-1, 10**9),
)
def test_a_record_comes_back_from_the_journal(text: str, boxes: list[Rect], start: int) -> None:
    record = replace(annotation(text), quotation=text, rects=tuple(boxes), start=start)
    assert record_from_json(record_to_json(record)) == record
    assert record_from_json(record_to_json(None)) is None


def test_a_journal_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="no such record"):
        record_from_json('["Portal", 1]')
