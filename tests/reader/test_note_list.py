"""The list of notes as data: filtered as the search folds, grouped, counted; tags and first lines."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace
from notes_made import MOMENT, annotations
from small_paper import open_session

from index_builder.errors import QueryError
from index_builder.model import Rect
from index_builder.text import fold
from reader.annotating import annotation
from reader.note_list import (
    LEAST_KEPT,
    OF_FILE,
    OWN,
    Choice,
    Entry,
    Facet,
    NoteList,
    Sort,
    as_text,
    chapters_of,
    first_line,
    grouped,
    placing,
    spelled_as,
    tags_in_use,
    texts_of,
    with_tag,
)
from reader.records import Annotation, Bookmark, Note
from reader.volume import Volume, VolumeDocument

VOLUME = open_session().volume


class Placed(Struct, frozen=True):
    document: int
    record: Note


def note(document: int, y: float, quotation: str, page: int = 0, **fields: object) -> Placed:
    made = annotation("a", page, [Rect(50, y, 90, y + 9)])
    return Placed(document, replace(made, quotation=quotation, **fields))


ITEMS = [
    note(0, 10, "前書き", colour="green"),
    note(0, 30, "第一部", tags=("引用",)),
    Placed(0, Bookmark("b", "a", 0, 200.0, "ＮＩＳＴの頁", MOMENT, "よく見る")),
    note(0, 300, "予算", 1, note="NIST を調べる", colour="red", kind="underline"),
    note(1, 50, "我が国の予算", tags=("要確認", "引用"), colour="red"),
]


@pytest.fixture
def notes() -> NoteList:
    made = NoteList()
    made.set_items(VOLUME, ITEMS)
    return made


def found(notes: NoteList, text: str = "", *values: tuple[Facet, str]) -> list[int]:
    entries = notes.find(Choice(text, frozenset(values)))
    return [ITEMS.index(entry.item) for entry in entries]  # type: ignore[arg-type]


def test_notes_stand_under_their_chapters(notes: NoteList) -> None:
    assert [entry.chapter for entry in notes.entries] == [-1, 0, 1, 1, 2]
    assert [title[:3] for title in notes.chapters] == ["第１部", "第３章", "第４章"]


def test_chapters_agree_with_a_search_for_each_note() -> None:
    starts, titles = chapters_of(VOLUME)
    place = placing(VOLUME.order)
    items = sorted(
        (note(d, y, "", p) for d in (0, 1) for p in (0, 1) for y in range(0, 200, 7)), key=place
    )
    made = NoteList()
    made.set_items(VOLUME, items)
    for entry in made.entries:
        above = [n for n, start in enumerate(starts) if start <= place(entry.item)]
        assert entry.chapter == max(above, default=-1)
    assert made.chapters == titles


def test_a_volume_that_is_not_read_yet_has_a_chapter_for_each_file() -> None:
    volume = Volume((VolumeDocument(Path("a.pdf")), VolumeDocument(Path("b.pdf"))), (1, 0))
    made = NoteList()
    made.set_items(volume, [ITEMS[4], ITEMS[0]])
    assert [made.chapters[entry.chapter] for entry in made.entries] == ["b", "a"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [0, 1, 2, 3, 4]),
        ("  ", [0, 1, 2, 3, 4]),
        ("nist", [2, 3]),
        ("ｎｉｓｔ　予算", [3]),
        ('"の予算"', [4]),
        ("予算 -我が国", [3]),
        ("-予算 -nist", [0, 1]),
        ("前書き OR 引用", [0, 1, 4]),
        ("予算 NEAR 調べる", [3]),
        ("re:/^予|我/", [4]),
        ("よく見る", [2]),
        ("x", []),
    ],
)
def test_a_text_asks_in_the_language_of_the_search(
    notes: NoteList, text: str, numbers: list[int]
) -> None:
    assert found(notes, text) == numbers


def test_filters_add_up_and_values_of_one_facet_do_not(notes: NoteList) -> None:
    red, green = (Facet.COLOUR, "red"), (Facet.COLOUR, "green")
    assert found(notes, "", red) == [3, 4]
    assert found(notes, "", red, green) == [0, 3, 4]
    assert found(notes, "我が国", red) == [4]
    assert found(notes, "", red, (Facet.KIND, "underline")) == [3]
    assert found(notes, "", (Facet.KIND, "bookmark")) == [2]
    assert found(notes, "", (Facet.TAG, "引用"), (Facet.TAG, "要確認")) == [1, 4]


def test_counts_are_of_what_the_other_filters_keep(notes: NoteList) -> None:
    choice = Choice("", frozenset({(Facet.COLOUR, "red")}))
    assert notes.counts(choice, Facet.COLOUR)["green"] == 1
    assert dict(notes.counts(choice, Facet.KIND)) == {"underline": 1, "highlight": 1}
    assert dict(notes.counts(Choice("予算"), Facet.COLOUR)) == {"red": 2}


def test_the_notes_of_the_files_stand_between_ones_own() -> None:
    theirs = [note(0, 250, "ファイルの注", 0), note(0, 20, "もう一つ", 0)]
    made = NoteList()
    made.set_items(VOLUME, ITEMS, theirs)
    assert [entry.whose for entry in made.entries] == [*(OWN, OF_FILE, OWN, OWN, OF_FILE, OWN, OWN)]
    kept = made.find(Choice("", frozenset({(Facet.WHOSE, OF_FILE)})))
    assert [entry.item for entry in kept] == [theirs[1], theirs[0]]


def test_what_belongs_to_the_search_of_the_text_is_refused(notes: NoteList) -> None:
    with pytest.raises(QueryError):
        notes.find(Choice("章:3"))
    with pytest.raises(QueryError):
        notes.counts(Choice("re:/(/"), Facet.TAG)


def test_texts_are_folded_piece_by_piece_and_once(notes: NoteList) -> None:
    assert notes.fold_some(3)
    assert notes.fold_some(3) is False
    before = notes._texts._folded
    notes.set_items(VOLUME, [*ITEMS[:3], replace(ITEMS[3], record=replace(ITEMS[3].record))])
    kept = dict(before)
    notes.find(Choice("予算"))
    assert all(before[key][1] is kept[key][1] for key in kept if key != ITEMS[3].record.id)


def test_texts_of_notes_that_are_gone_are_forgotten() -> None:
    made = NoteList()
    for start in range(0, 4000, 500):
        made.set_items(VOLUME, [note(0, 10, f"文{n}") for n in range(start, start + 500)])
        made.fold_some(500)
    assert len(made._texts._folded) <= 2 * 500 + LEAST_KEPT


def titles(entries: list[Entry], sort: Sort) -> list[tuple[int | str, int]]:
    return [(group.key, len(group.entries)) for group in grouped(entries, sort)]


def test_groups_follow_the_order(notes: NoteList) -> None:
    entries = notes.entries
    assert titles(entries, Sort.READING) == [(-1, 1), (0, 1), (1, 2), (2, 1)]
    assert titles(entries, Sort.COLOUR) == [("yellow", 1), ("red", 2), ("green", 1), ("", 1)]
    assert titles(entries, Sort.TAG) == [("よく見る", 1), ("引用", 2), ("要確認", 1), ("", 2)]


def test_days_run_backwards() -> None:
    days = ("2026-11-02", "2026-11-04", "2026-11-03")
    items = [
        note(0, n, "", created=f"{day}T12:00:00+00:00", modified=f"2026-12-0{n + 1}T12:00:00+00:00")
        for n, day in enumerate(days)
    ]
    made = NoteList()
    made.set_items(VOLUME, items)
    newest = grouped(made.entries, Sort.NEWEST)
    assert [group.key for group in newest] == ["2026-11-04", "2026-11-03", "2026-11-02"]
    changed = grouped(made.entries, Sort.CHANGED)
    assert [group.key for group in changed] == ["2026-12-03", "2026-12-02", "2026-12-01"]


@settings(deadline=None)  # how long it takes is the bench's business
@given(st.lists(annotations(), max_size=8), st.sampled_from(Sort))
def test_no_note_is_lost_in_any_order(records: list[Annotation], sort: Sort) -> None:
    volume = Volume((VolumeDocument(Path("a.pdf")),), (0,))
    items = sorted((Placed(0, record) for record in records), key=placing((0,)))
    made = NoteList()
    made.set_items(volume, items)
    listed = [entry for group in grouped(made.entries, sort) for entry in group.entries]
    assert {entry.id for entry in listed} == {record.id for record in records}


@settings(deadline=None)
@given(annotations(), st.text(min_size=1, max_size=6))
def test_words_of_a_note_are_found_in_whatever_width(record: Annotation, word: str) -> None:
    word = "".join(re.findall(r"\w", word))
    if not fold(word).text or word.upper() in {"OR", "NEAR"}:
        return
    made = NoteList()
    said = replace(record, note=f"x{word}y")
    made.set_items(VOLUME, [Placed(0, said)])
    assert len(made.find(Choice(f'"{word}"'))) == 1
    assert texts_of(said)[0] == f"x{word}y"


def test_a_tag_is_there_once() -> None:
    assert with_tag(("AI",), "ａｉ") == ("AI",)
    assert with_tag(("AI",), " ＃引用　 元 ") == ("AI", "引用 元")
    assert with_tag((), " # ") == ()
    assert spelled_as("ａｉ", ["AI"]) == "AI"
    assert spelled_as("新", ["AI"]) == "新"


def test_tags_in_use_come_by_their_number(notes: NoteList) -> None:
    assert tags_in_use(notes.entries) == ["引用", "要確認"]


@pytest.mark.parametrize(
    ("markdown", "line"),
    [
        ("", ""),
        ("\n\n# 見出し\n文", "見出し"),
        ("- [ ] **要確認**：年", "要確認：年"),
        ("1. 一つ目", "一つ目"),
        ("> 引用 `x`", "引用 x"),
        ("see [NIST](hakusho://open/x/1) now", "see NIST now"),
        ("***\n本文", "本文"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_the_first_line_is_without_signs(markdown: str, line: str) -> None:
    assert first_line(markdown) == line


def test_a_note_is_copied_with_its_place() -> None:
    record = replace(ITEMS[3].record, tags=("引用",))
    assert as_text(record, "p. 25") == "“予算” (p. 25)\nNIST を調べる\n#引用"
    assert as_text(ITEMS[2].record, "p. 24") == "ＮＩＳＴの頁 (p. 24)"
