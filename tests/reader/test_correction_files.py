import csv
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index_builder.errors import LibraryError
from index_builder.model import Rect
from reader.correction_files import BYTE_ORDER_MARK, Line, from_json, taken_over, to_csv, to_json
from reader.records import (
    CORRECTIONS,
    Anchor,
    Change,
    Correction,
    day_of,
    new_id,
    record_from_json,
    record_to_json,
    timestamp,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.floats(-1e6, 1e6)
anchors = st.builds(
    Anchor, st.integers(0, 9999), st.builds(Rect, *[numbers] * 4), words, words, words
)
corrections = st.builds(
    Correction,
    id=st.uuids().map(lambda each: each.hex),
    content=words,
    kind=st.sampled_from(CORRECTIONS),
    name=words,
    anchor=anchors,
    goal=st.none() | anchors,
    goal_content=words,
    long_form=words,
    expansion=words,
    was=words,
    created=words,
)


def correction(name: str = "NIST", content: str = "a", long_form: str = "研究所") -> Correction:
    return Correction(
        id=new_id(),
        content=content,
        kind="meaning",
        name=name,
        anchor=Anchor(3, Rect(1, 2, 3, 4), name, "前", "後"),
        goal=None,
        goal_content="",
        long_form=long_form,
        expansion="",
        was="何か",
        created=timestamp(),
    )


@given(corrections)
def test_a_correction_comes_back_from_row_and_journal(record: Correction) -> None:
    assert Correction.from_row(record.to_row()) == record
    assert record_from_json(record_to_json(record)) == record


@given(st.lists(corrections, max_size=4))
def test_a_file_comes_back_as_it_was(records: list[Correction]) -> None:
    assert from_json(to_json(records, {"a": "白書"})) == records


def test_a_day_is_that_of_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert day_of("2026-11-26T20:00:00.000000+00:00") == "2026-11-27"
    assert day_of("2026-11-26T10:00:00.000000+00:00") == "2026-11-26"
    assert day_of("some day") == "some day"
    monkeypatch.undo()
    time.tzset()


def test_half_a_surrogate_pair_from_a_broken_file_stops_nothing() -> None:
    record = correction("\ud83d破損")
    assert Correction.from_row(record.to_row()).name == "?破損"
    assert from_json(to_json([record], {}))[0].name == "?破損"


def test_the_file_says_what_it_is_about() -> None:
    whole = json.loads(to_json([correction()], {"a": "第３章"}))
    assert (whole["format"], whole["version"]) == ("hakusho-corrections", 1)
    (entry,) = whole["corrections"]
    assert (entry["document"], entry["name"], entry["long_form"]) == ("第３章", "NIST", "研究所")
    assert entry["anchor"]["page"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"format": "other"}',
        '{"format": "hakusho-corrections", "version": 1}',
        '{"format": "hakusho-corrections", "version": 1, "corrections": [{"id": 1}]}',
        "[" * 100_000,
    ],
)
def test_another_file_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(LibraryError, match=r"corrections\.|taken over\."):
        from_json(text)


def test_a_file_of_a_newer_version_is_refused() -> None:
    text = to_json([correction()], {}).replace('"version": 1', '"version": 2')
    with pytest.raises(LibraryError, match="newer"):
        from_json(text)


def test_an_unknown_kind_or_place_is_refused() -> None:
    for strange in (replace(correction(), kind="colour"),):
        with pytest.raises(LibraryError, match="damaged"):
            from_json(to_json([strange], {}))


def test_importing_twice_adds_nothing_twice() -> None:
    records = [correction("NIST"), correction("AI"), correction("NIST", content="b")]
    first = taken_over(records, [])
    assert first == [Change(None, record) for record in records]
    assert taken_over(records, records) == []


def test_what_went_along_with_a_changed_file_is_not_added_for_the_old_one() -> None:
    record = correction()
    assert taken_over([record], [replace(record, content="a-new")]) == []


def test_of_two_about_one_thing_the_later_holds() -> None:
    mine = correction(long_form="古い")
    theirs = correction(long_form="新しい")
    (change,) = taken_over([theirs], [mine])
    assert change == Change(mine, replace(theirs, id=mine.id))
    assert taken_over([mine], [theirs]) == []
    there = [replace(theirs, id=mine.id)]
    assert taken_over([theirs], there) == [], "the file again changes nothing"


def test_a_table_for_spreadsheets() -> None:
    head = Line(*["Kind", "Item", "Was", "Is", "File", "Page", "Date", "State"])
    line = Line("意味", "=NIST", "一,二", '"三"', "白書", "26", "2026-11-26", "")
    text = to_csv(head, [line])
    assert text.startswith(BYTE_ORDER_MARK)
    rows = list(csv.reader(text.removeprefix(BYTE_ORDER_MARK).splitlines()))
    assert rows[0][:2] == ["Kind", "Item"]
    assert rows[1][:4] == ["意味", "'=NIST", "一,二", '"三"']
