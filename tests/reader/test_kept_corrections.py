"""Corrections in the file of the user's data: migrations, rows that cannot be read, undo."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from earlier_version import write_earlier
from msgspec.structs import replace

from index_builder.errors import DiskFull
from index_builder.model import Rect
from reader.records import Anchor, Bookmark, Change, Correction, new_id, timestamp
from reader.userdata import FILE_NAME, UserData
from reader.userdata_file import BACKUP_FOLDER
from reader.userdata_schema import MIGRATIONS

RELEASED = 2
"""So many migrations were there before corrections were."""


def correction(content: str = "c1", name: str = "NIST") -> Correction:
    anchor = Anchor(24, Rect(1.5, 2, 3, 4), "ＮＩＳＴ", "研究所（", "）が")
    return Correction(
        id=new_id(),
        content=content,
        kind="definition",
        name=name,
        anchor=anchor,
        goal=replace(anchor, page=25),
        goal_content="c2",
        long_form="国立標準技術研究所",
        expansion="",
        was="別のもの",
        created=timestamp(),
    )


def added(record: Correction) -> Change:
    return Change(None, record)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_correction_is_there_after_restart(folder: Path) -> None:
    data = UserData(folder)
    here, there = correction(), correction("other")
    data.apply(added(here))
    data.apply(added(there))
    data.close()
    again = UserData(folder)
    assert again.corrections(["c1"]) == [here]
    assert again.corrections(None) == [here, there]
    assert again.problems == []
    again.close()


@pytest.mark.parametrize("version", range(1, RELEASED + 1))
def test_a_file_of_each_earlier_version_takes_corrections(folder: Path, version: int) -> None:
    mark = Bookmark(new_id(), "c1", 2, 12.5, "第３章", timestamp())
    write_earlier(folder, version, mark)
    data = UserData(folder)
    assert data.problems == []
    record = correction()
    data.apply(added(record))
    assert data.bookmarks(["c1"]) == [mark]
    assert data.corrections(["c1"]) == [record]
    assert data.undo(["c1"]) == Change(record, None)
    assert data.undo(["c1"]) == Change(mark, None)
    data.close()
    name = MIGRATIONS[version][0]
    (backup,) = (folder / BACKUP_FOLDER).glob(f"*-before-{name}.sqlite3")
    with closing(sqlite3.connect(backup)) as before:
        tables = {row[0] for row in before.execute("SELECT name FROM sqlite_master")}
    assert "bookmark" in tables
    assert "correction" not in tables


def test_the_released_migrations_are_as_they_were() -> None:
    assert [name for name, _ in MIGRATIONS[:RELEASED]] == [
        "2024-01-first-tables",
        "2026-11-reading",
    ]
    assert "correction" not in MIGRATIONS[0][1] + MIGRATIONS[1][1]


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'colour'",
        "anchor = '[]'",
        'anchor = \'[1, [0, 0, 0, null], "a", "b", "c"]\'',
        "goal = 'nothing'",
        "name = x'ff'",
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside(folder: Path, change: str) -> None:
    good, bad = correction(), correction(name="AI")
    data = UserData(folder)
    data.apply(added(good))
    data.apply(added(bad))
    data.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute(f"UPDATE correction SET {change} WHERE id = ?", (bad.id,))
        file.commit()
    again = UserData(folder)
    assert again.corrections(None) == [good]
    assert "set aside" in again.problems[0]
    again.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        ((origin, row),) = file.execute("SELECT origin, row FROM set_aside").fetchall()
    assert origin == "correction"
    assert bad.id in row
    assert UserData(folder).problems == []


def test_a_full_disk_keeps_the_correction_in_every_answer(folder: Path) -> None:
    data = UserData(folder)
    data.apply(added(correction()))
    connection = data._file._connection
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 1")
    big = replace(correction(), was="長い" * 20_000)
    with pytest.raises(DiskFull):
        data.apply(added(big))
    assert data.corrections(None)[-1] == big
    assert data.corrections(["c1"])[-1] == big
    connection.execute("PRAGMA max_page_count = 1000000")
    data.retry()
    data.close()
    again = UserData(folder)
    assert len(again.corrections(None)) == 2
    again.close()


def test_titles_of_documents_are_told(folder: Path) -> None:
    data = UserData(folder)
    data.remember_document("c1", Path("/papers/a.pdf"), "第３章")
    assert data.document_titles() == {"c1": "第３章"}
    data.close()
