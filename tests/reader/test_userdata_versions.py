"""Notes of earlier versions are taken over whole; a gesture of many records is one step back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from earlier_version import write_earlier
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_userdata import annotation, bookmark

from reader.citing import Source
from reader.records import (
    Change,
    changes_from_json,
    changes_to_json,
    record_from_json,
    record_to_json,
)
from reader.userdata import FILE_NAME, UserData
from reader.userdata_file import _migrate_one
from reader.userdata_schema import MIGRATIONS

VERSIONS = range(1, len(MIGRATIONS))


@pytest.mark.parametrize("count", VERSIONS)
def test_notes_of_every_earlier_version_are_taken_over(tmp_path: Path, count: int) -> None:
    """Rows and the journal of an earlier version have fewer columns."""
    folder = tmp_path / "data"
    mark, note = bookmark(), annotation()
    write_earlier(folder, count, mark, note)
    data = UserData(folder)
    assert data.problems == []
    assert data.bookmarks(["c1"]) == [mark]
    assert data.annotations(["c1"]) == [note]
    assert data.undo(["c1"]) == Change(note, None)
    assert data.redo(["c1"]) == Change(None, note)
    assert data.annotations(["c1"]) == [note]
    rich = replace(
        note, kind="ink", tags=("引用", "a,b"), strokes=(((1.0, 2.5), (3.0, 4.0)),), author="山田"
    )
    data.apply(Change(note, rich))
    kept = replace(mark, folder="第１部", letter="a")
    data.apply(Change(mark, kept))
    data.close()
    again = UserData(folder)
    assert again.annotations(["c1"]) == [rich]
    assert again.bookmarks(["c1"]) == [kept]
    assert again.undo(["c1"]) == Change(kept, mark)


@pytest.mark.parametrize("count", VERSIONS)
def test_how_a_paper_is_cited_can_be_kept_after_every_earlier_version(
    tmp_path: Path, count: int
) -> None:
    write_earlier(tmp_path / "data", count, bookmark())
    data = UserData(tmp_path / "data")
    said = Source("白書", "文部科学省", "日経印刷", 2024, url="https://www.mext.go.jp/")
    assert data.sources(["c1"]) == {}
    data.save_source(["c1", "c2"], said)
    data.save_source(["c2"], replace(said, year=2025))
    data.close()
    again = UserData(tmp_path / "data")
    assert again.sources(["c1", "c2", "c3"]) == {"c1": said, "c2": replace(said, year=2025)}
    again.save_source(["c1"], None)
    assert again.sources(["c1"]) == {}
    assert again.problems == []


def test_notes_of_an_earlier_version_in_a_file_that_cannot_be_written_are_shown(
    tmp_path: Path,
) -> None:
    mark, note = bookmark(), annotation()
    write_earlier(tmp_path / "data", 1, mark, note)
    data = UserData(tmp_path / "data", MIGRATIONS[:1])
    assert data.annotations(["c1"]) == [note]
    assert data.bookmarks(["c1"]) == [mark]
    assert data.sources(["c1"]) == {}
    assert data.problems == []


def test_a_row_of_a_kind_that_cannot_be_is_set_aside(tmp_path: Path) -> None:
    data = UserData(tmp_path / "data")
    good, bad = annotation(), annotation()
    data.apply(Change(None, good))
    data.apply(Change(None, bad))
    data.close()
    with closing(sqlite3.connect(tmp_path / "data" / FILE_NAME)) as file:
        file.execute("UPDATE annotation SET strokes = '[[1,2]]' WHERE id = ?", (bad.id,))
        file.commit()
    again = UserData(tmp_path / "data")
    assert again.annotations(["c1"]) == [good]
    assert "set aside" in again.problems[0]


def test_one_gesture_of_many_records_is_undone_as_a_whole(tmp_path: Path) -> None:
    data = UserData(tmp_path / "data")
    before = bookmark()
    marks = [bookmark(str(number), content=f"c{number}") for number in range(4)]
    first, *rest = (Change(None, mark) for mark in marks)
    whole = replace(first, also=tuple(rest))
    contents = [mark.content for mark in marks]
    data.apply(Change(None, before))
    data.hold(whole)
    assert data.bookmarks(contents) == [before, *marks]
    assert data.ids() == {mark.id for mark in (before, *marks)}
    data.retry()
    data.close()
    again = UserData(tmp_path / "data")
    assert again.bookmarks(contents) == [before, *marks]
    assert again.undo(contents) == whole.inverse()
    assert again.bookmarks(contents) == [before]
    assert again.ids() == {before.id}
    assert again.redo(contents) == whole
    assert again.bookmarks(contents) == [before, *marks]


words = st.text(st.characters(exclude_categories=["Cs"]))
points = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))


@settings(deadline=None)  # how long it takes is the bench's business
@given(
    texts=st.lists(words, max_size=3),
    strokes=st.lists(st.lists(points, max_size=3).map(tuple), max_size=3),
    letter=words,
)
def test_a_record_of_any_kind_comes_back(
    texts: list[str], strokes: list[tuple[tuple[float, float], ...]], letter: str
) -> None:
    note = replace(annotation(), tags=tuple(texts), strokes=tuple(strokes), author=letter)
    mark = replace(bookmark(), folder=letter, letter=letter[:1])
    for record in (note, mark):
        assert record_from_json(record_to_json(record)) == record
        assert type(record).from_row(record.to_row()) == record
    changes = (Change(None, note), Change(mark, None), Change(mark, mark))
    assert changes_from_json(changes_to_json(changes)) == changes


def test_what_another_window_has_migrated_meanwhile_is_not_migrated_again(tmp_path: Path) -> None:
    UserData(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as late:
        for name, script in MIGRATIONS:
            _migrate_one(late, name, script)
        names = [row[0] for row in late.execute("SELECT name FROM migration")]
    assert sorted(names) == sorted(name for name, _ in MIGRATIONS)
