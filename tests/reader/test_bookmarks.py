"""Bookmarks in folders and under letters, as data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reader.bookmarks import Listed, holders, in_folders, letter_of, setting_mark, with_letter
from reader.records import Bookmark, Change

MARK = Bookmark("m", "c", 3, 10.0, "第３章", "")


def listed(name: str, folder: str = "", letter: str = "", document: int = 0) -> Listed:
    return Listed(replace(MARK, id=name, folder=folder, letter=letter), document, "p. 4")


def ids(many: list[Listed]) -> list[str]:
    return [each.record.id for each in many]


def test_folders_stand_by_name_empty_ones_too_and_what_is_in_none_last() -> None:
    many = [listed("1", "引用"), listed("2"), listed("3", "Ａ"), listed("4", "引用")]
    folders = in_folders(many, ["空", "Ａ", ""])
    assert [folder.name for folder in folders] == ["Ａ", "引用", "空", ""]
    assert [ids(list(folder.bookmarks)) for folder in folders] == [["3"], ["1", "4"], [], ["2"]]
    assert in_folders([]) == []


@pytest.mark.parametrize(
    ("typed", "letter"),
    [("a", "a"), ("Ａ", "A"), ("ｚ", "z"), ("1", ""), ("é", ""), ("ab", ""), ("", ""), ("あ", "")],
)
def test_a_letter_is_one_in_whatever_width(typed: str, letter: str) -> None:
    assert letter_of(typed) == letter


def test_a_small_letter_is_the_volumes_own_and_a_capital_one_everywhere() -> None:
    many = [
        listed("far", letter="a", document=-1),
        listed("here", letter="a"),
        listed("capital far", letter="A", document=-1),
        listed("capital here", letter="A"),
    ]
    assert ids(holders(many, "a")) == ["here"]
    assert ids(holders(many, "A")) == ["capital here", "capital far"]
    assert holders(many, "") == holders(many, "b") == []


def test_a_letter_that_is_given_away_is_given_up() -> None:
    old, new = replace(MARK, id="old", letter="a"), replace(MARK, id="new")
    assert with_letter(new, "a", [old]) == [
        Change(new, replace(new, letter="a")),
        Change(old, replace(old, letter="")),
    ]
    assert with_letter(old, "a", [old]) == []
    assert with_letter(old, "", []) == [Change(old, replace(old, letter=""))]


def test_a_mark_that_is_set_again_moves_and_stays_the_same_bookmark() -> None:
    there = replace(MARK, id="new", content="d", page=7, y=1.0, title="第４章", letter="a")
    old = replace(MARK, folder="引用", letter="a")
    assert setting_mark(there, []) == [Change(None, there)]
    (change,) = setting_mark(there, [old])
    assert change.before == old
    assert change.after == replace(there, id="m", folder="引用", created=old.created)
    assert setting_mark(replace(MARK, id="new", letter="a"), [replace(MARK, letter="a")]) == []
    other = replace(old, id="other")
    assert setting_mark(there, [old, other])[1] == Change(other, replace(other, letter=""))


@given(
    st.lists(st.tuples(st.sampled_from("aAbB"), st.booleans()), max_size=6), st.sampled_from("aAb")
)
def test_afterwards_one_bookmark_has_the_letter(marks: list[tuple[str, bool]], letter: str) -> None:
    many = [listed(str(n), "", each, 0 if here else -1) for n, (each, here) in enumerate(marks)]
    kept = {each.record.id: each for each in many}
    others = [each.record for each in holders(many, letter)]
    for change in setting_mark(replace(MARK, id="new", page=9, letter=letter), others):
        assert isinstance(change.record, Bookmark)
        kept[change.record.id] = Listed(change.record, 0, "")
    found = holders(kept.values(), letter)
    assert [each.record.page for each in found] == [9]
