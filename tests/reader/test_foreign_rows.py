"""Rows that something else has written: set aside and reported, and nothing stops for them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_userdata import added, annotation, bookmark

from reader.records import Annotation, Bookmark, Change
from reader.userdata import FILE_NAME, UserData
from reader.userdata_schema import JOURNAL_LENGTH

PLAIN = {"TEXT": "[]", "INTEGER": 7, "REAL": 1.5}
"""What a column of a kind has that is not foreign."""

NOTED = ("bookmark", "annotation", "correction", "journal", "carried")
OTHERS = ("reading", "volume", "volume_order", "document")

values = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.binary(max_size=9),
    st.text(max_size=9),
    st.sampled_from(
        [
            *("[]", "{}", "5", "null", "[5]", "[[1,2]]", "[[]]", "[[[]]]", "[null]", "NaN"),
            *('["Bookmark"]', '["Annotation",1]', '["x"]', "[[null,null]]", "[[1,2,3,1e999]]"),
            "[" * 100_000,
        ]
    ),
)


def read_all(data: UserData) -> None:
    """Everything that a window asks for."""
    data.bookmarks(["c1"])
    data.annotations(["c1"])
    data.corrections(None)
    data.corrections(["c1"])
    data.ids()
    data.carried(["c1"])
    data.known_documents()
    data.known_volumes()
    data.every_note()
    data.recent_volumes()
    data.reading("c1")
    data.order("c1")
    data.document_titles()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(NOTED + OTHERS), st.data())
def test_no_row_stops_an_answer_or_a_step(table: str, choice: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        good = bookmark()
        with closing(UserData(folder)) as data:
            data.apply(added(good))
        with closing(sqlite3.connect(folder / FILE_NAME)) as file:
            kinds = {row[1]: row[2] for row in file.execute(f"PRAGMA table_info({table})")}
            row: dict[str, object] = {name: PLAIN[kind] for name, kind in kinds.items()}
            row |= choice.draw(st.dictionaries(st.sampled_from(sorted(row)), values, max_size=3))
            fixed = {"content": "c1", "key": "c1", "undone": choice.draw(st.sampled_from([0, 1]))}
            row |= {name: value for name, value in fixed.items() if name in row}
            marks = ", ".join("?" * len(row))
            try:
                file.execute(f"INSERT INTO {table} VALUES ({marks})", tuple(row.values()))
            except sqlite3.IntegrityError:
                return  # SQLite itself refuses it
            file.commit()
        with closing(UserData(folder)) as data:
            read_all(data)
            assert good in data.bookmarks(["c1"])
            data.redo(["c1"])
            while data.undo(["c1"]) is not None:
                pass
            assert good not in data.bookmarks(["c1"])
            read_all(data)
        assert UserData(folder).problems == [] or table in (*OTHERS, "carried")


def test_a_step_that_cannot_be_read_is_set_aside_and_the_one_before_it_is_taken(
    tmp_path: Path,
) -> None:
    first, second = bookmark(), bookmark()
    with closing(UserData(tmp_path)) as data:
        data.apply(added(first))
        data.apply(added(second))
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        file.execute("UPDATE journal SET after = '[1,2]' WHERE number = 2")
        file.commit()
    with closing(UserData(tmp_path)) as data:
        assert data.undo(["c1"]) == Change(first, None)
        assert data.bookmarks(["c1"]) == [second]
        assert "set aside" in data.problems[0]
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        assert file.execute("SELECT origin FROM set_aside").fetchall() == [("journal",)]


def steps(data: UserData, count: int) -> list[list[Bookmark | Annotation]]:
    """Makes gestures of all kinds; what there is after each, first before any."""

    def state() -> list[Bookmark | Annotation]:
        return [*data.bookmarks(["c1"]), *data.annotations(["c1"])]

    states = [state()]
    last: Annotation | None = None
    for number in range(count):
        make: Callable[[], Change] = (
            lambda: added(bookmark()),
            lambda: added(annotation()),
            lambda: Change(last, annotation(f"{number}")),  # noqa: B023 - called at once
        )[number % 3]
        change = make()
        if change.before is not None and isinstance(change.after, Annotation):
            change = Change(change.before, replace(change.after, id=change.before.id))
        data.apply(change)
        last = change.after if isinstance(change.after, Annotation) else last
        states.append(state())
    return states


@pytest.mark.parametrize("undone", [0, 30])
def test_the_last_hundred_steps_are_undone_and_made_again_over_restarts(
    tmp_path: Path, undone: int
) -> None:
    """Those that were `undone` and gave way to others do not count."""
    with closing(UserData(tmp_path)) as data:
        states = steps(data, 20 + undone)[:21]
        for _ in range(undone):
            data.undo(["c1"])
        states += steps(data, JOURNAL_LENGTH - 20)[1:]
    for number in range(JOURNAL_LENGTH, 0, -1):
        if number % 10 == 0:
            data = UserData(tmp_path)
        assert data.undo(["c1"]) is not None
        found = [*data.bookmarks(["c1"]), *data.annotations(["c1"])]
        assert found == states[number - 1]
        if number % 10 == 1:
            data.close()
    with closing(UserData(tmp_path)) as data:
        assert data.undo(["c1"]) is None
    for number in range(JOURNAL_LENGTH):
        with closing(UserData(tmp_path)) as data:
            assert data.redo(["c1"]) is not None
            assert [*data.bookmarks(["c1"]), *data.annotations(["c1"])] == states[number + 1]
