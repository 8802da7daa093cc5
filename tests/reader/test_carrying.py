"""Which editions belong together, and copies of notes that are made once."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from test_anchoring import AFTER, BEFORE, OTHER, SENTENCE, edition, in_context, note

from index_builder.errors import LibraryError
from index_builder.model import Caption, Place, Rect
from reader.carrying import (
    LOST,
    SETTLED,
    SURE,
    UNSURE,
    Carried,
    Copy,
    KnownDocument,
    KnownVolume,
    is_plausible,
    look_for,
    related,
    settled,
)
from reader.edition_text import Edition, EditionText
from reader.records import Annotation, Bookmark, Change, Reading, RecentVolume, Spot
from reader.userdata import FILE_NAME, UserData
from reader.userdata_schema import MIGRATIONS

WHOLE = BEFORE + SENTENCE + AFTER
NEW = KnownDocument("new", "/papers/chapter1.pdf", "第１章　動向")


def known(
    content: str, path: str = "/elsewhere/x.pdf", title: str = "x", notes: int = 3
) -> KnownDocument:
    return KnownDocument(content, path, title, notes)


@pytest.mark.parametrize(
    ("document", "is_related"),
    [
        (known("a", "/papers/chapter1.pdf"), True),
        (known("a", "/old/Chapter1.PDF"), True),
        (known("a", "/old/x.pdf", "第１章　動向"), True),
        (known("a", "/old/x.pdf", "第２章"), False),
        (known("a", "/papers/chapter1.pdf", notes=0), False),
        (known("new", "/papers/chapter1.pdf"), False),
    ],
)
def test_a_document_looks_like_another_edition(document: KnownDocument, is_related: bool) -> None:
    assert related([NEW], "", [document], []) == ([document] if is_related else [])


def test_a_file_name_as_title_tells_nothing_more_than_the_name() -> None:
    new = KnownDocument("new", "/papers/a.pdf", "a")
    assert related([new], "", [known("b", "/papers/b.pdf", "b")], []) == []


def test_a_volume_split_anew_is_known_by_its_title() -> None:
    old = known("a", "/old/whole.pdf", "白書")
    volumes = [KnownVolume("科学技術白書", (("/old/whole.pdf", "a"),))]
    assert related([NEW], "科学技術白書", [old], volumes) == [old]
    assert related([NEW], "別の白書", [old], volumes) == []
    assert related([NEW], "", [old], [KnownVolume("", volumes[0].documents)]) == []


def test_a_file_that_was_replaced_in_a_volume_is_known_by_the_others() -> None:
    other = KnownDocument("same", "/papers/2.pdf", "第２章", 1)
    volumes = [KnownVolume("", (("/papers/1.pdf", "a"), ("/papers/2.pdf", "same")))]
    old = known("a", "/papers/1.pdf", "第一章")
    assert related([NEW, other], "", [old, other], volumes) == [old]


def test_documents_with_notes_of_their_own_are_left_alone() -> None:
    old = known("a", NEW.path)
    assert related([replace(NEW, notes=1)], "", [old], []) == []


def test_strangers_of_one_name_are_not_offered() -> None:
    text = EditionText([edition(OTHER, content="new")])
    assert not is_plausible([in_context(WHOLE, SENTENCE)], text)
    assert is_plausible([in_context(WHOLE, SENTENCE)], EditionText([edition(WHOLE)]))
    assert is_plausible([Bookmark("b", "old", 0, 0.0, "", "")], text)


def annotated() -> Annotation:
    return replace(in_context(WHOLE, SENTENCE), id="one", note="要確認", colour="red", created="c")


def test_copies_keep_what_was_written_and_get_a_new_place() -> None:
    text = EditionText([edition(OTHER, WHOLE)])
    lost = replace(in_context(OTHER, "送電網の増強"), id="two", quotation="海底ケーブルの敷設")
    mark = Bookmark("three", "old", 0, 0.0, "印", "c")
    copies = look_for([annotated(), lost, mark], text)
    assert [copy.carried.state for copy in copies] == [SURE, LOST, UNSURE]
    assert [copy.note.id for copy in copies] == ["one", "two", "three"]
    (copy,) = copies[0].copies
    assert isinstance(copy, Annotation)
    assert (copy.content, copy.page, copy.note, copy.colour) == ("new", 1, "要確認", "red")
    assert copy.id != "one"
    assert copies[0].carried.copies == (copy.id,)
    assert copies[1].copies == ()
    assert look_for([annotated()], text)[0].copies == (copy,)
    assert isinstance(copies[2].copies[0], Bookmark)


def test_of_two_pieces_the_first_has_what_was_written() -> None:
    new = EditionText([edition(OTHER, BEFORE + SENTENCE, AFTER)])
    wanted = in_context(WHOLE, SENTENCE[-12:] + AFTER[:12])
    (copy,) = look_for([replace(wanted, note="要確認")], new)
    assert [(c.page, c.note) for c in copy.copies if isinstance(c, Annotation)] == [
        (1, "要確認"),
        (2, ""),
    ]
    assert len(set(copy.carried.copies)) == 2


FIGURE, LARGER = Rect(50, 100, 250, 200), Rect(100, 300, 500, 500)
CAPTION = Caption("figure", "第１図", "1", "論文数", Place(0, (Rect(50, 210, 250, 222),)), FIGURE)


def with_caption(base: Edition, caption: Caption) -> EditionText:
    return EditionText([replace(base, structure=replace(base.structure, captions=(caption,)))])


def test_an_area_goes_with_its_figure_though_it_quotes_the_caption() -> None:
    old = with_caption(edition(WHOLE, content="old"), CAPTION)
    moved = replace(CAPTION, place=Place(1, (Rect(100, 510, 500, 522),)), area=LARGER)
    new = with_caption(edition(OTHER, "第１図　論文数"), moved)
    area = replace(note("第１図　論文数"), kind="area", rects=(FIGURE,))
    stroke = ((60.0, 110.0), (110.0, 160.0))
    ink = replace(area, id="ink", kind="ink", quotation="", rects=(Rect(60, 110, 110, 160),))
    found = look_for([area, replace(ink, strokes=(stroke,))], new, old)
    first, second = (each.copies[0] for each in found)
    assert isinstance(first, Annotation)
    assert isinstance(second, Annotation)
    assert (first.page, first.rects, first.quotation) == (1, (LARGER,), "第１図　論文数")
    assert second.rects == (Rect(120, 320, 220, 420),)
    assert second.strokes == (((120.0, 320.0), (220.0, 420.0)),)
    assert is_plausible([area], EditionText([edition(OTHER)]))


@pytest.fixture
def data(tmp_path: Path) -> UserData:
    return UserData(tmp_path / "data")


def copies_of(*notes: Annotation) -> list[Copy]:
    return look_for(notes, EditionText([edition(OTHER, WHOLE)]))


def test_taking_over_twice_adds_nothing_twice(data: UserData, tmp_path: Path) -> None:
    data.apply(Change(None, annotated()))
    copies = copies_of(annotated())
    data.take_over(copies)
    (copy,) = data.annotations(["new"])
    edited = replace(copy, note="新しい")
    data.apply(Change(copy, edited))
    data.take_over(copies)
    data.close()
    again = UserData(tmp_path / "data")
    again.take_over(copies)
    assert again.annotations(["new"]) == [edited]
    assert again.annotations(["old"]) == [annotated()]
    assert again.carried(["new"]) == [copies[0].carried]
    again.close()


def test_each_note_taken_over_can_be_taken_back(data: UserData) -> None:
    other = replace(in_context(WHOLE, "人工知能の指針"), id="two")
    data.take_over(copies_of(annotated(), other))
    assert len(data.annotations(["new"])) == 2
    data.undo(["new"])
    data.undo(["new"])
    assert data.annotations(["new"]) == []
    data.redo(["new"])
    assert len(data.annotations(["new"])) == 1
    data.close()


def test_what_was_declined_or_decided_is_remembered(data: UserData) -> None:
    data.take_over([settled(annotated(), "new")])
    assert data.carried(["new"]) == [Carried("one", "new", (), SETTLED)]
    data.take_over(copies_of(annotated()))
    assert data.annotations(["new"]) == []
    doubtful = look_for(
        [replace(note("第２節"), id="two")], EditionText([edition(OTHER, "第２節")])
    )
    data.take_over(doubtful)
    data.settle([doubtful[0].carried])
    assert [each.state for each in data.carried(["new"])] == [SETTLED, SETTLED]
    assert data.carried(["other"]) == []
    data.close()


def test_all_or_nothing_is_taken_over(data: UserData) -> None:
    broken = replace(annotated(), id="two", note="長い" * 20_000)
    data.apply(Change(None, annotated()))
    connection = data._file._connection
    assert connection is not None
    connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(LibraryError):
        data.take_over(copies_of(annotated(), broken))
    assert data.annotations(["new"]) == []
    assert data.carried(["new"]) == []
    connection.execute("PRAGMA max_page_count = 1000000")
    data.take_over(copies_of(annotated(), broken))
    assert len(data.annotations(["new"])) == 2
    data.close()


def test_what_is_known_of_documents_and_volumes(data: UserData) -> None:
    data.remember_document("a", Path("/papers/a.pdf"), "第１章")
    data.remember_document("b", Path("/papers/b.pdf"), "第２章")
    data.apply(Change(None, replace(annotated(), content="a")))
    data.apply(Change(None, Bookmark("m", "gone", 0, 0.0, "印", "")))
    found = {each.content: each for each in data.known_documents()}
    assert found["a"] == KnownDocument("a", "/papers/a.pdf", "第１章", 1)
    assert found["b"].notes == 0
    assert found["gone"] == KnownDocument("gone", "", "", 1)
    assert {each.content for each in data.every_note()} == {"a", "gone"}
    data.remember_volume(RecentVolume("v", "白書", ("/papers/a.pdf",), ""))
    reading = Reading((("/papers/a.pdf", "a"),), Spot(0, 0, 0.0, 0.0))
    data.save_reading("k", "v", reading)
    data.save_reading("l", "w", reading)
    assert data.known_volumes() == [
        KnownVolume("白書", reading.documents),
        KnownVolume("", reading.documents),
    ]
    data.close()


def test_a_file_of_the_version_before_gets_the_table(tmp_path: Path) -> None:
    steps = [step for step in MIGRATIONS if step[0] != "2026-11-carried"]
    UserData(tmp_path, steps).close()
    data = UserData(tmp_path)
    data.take_over(copies_of(annotated()))
    data.close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        assert file.execute("SELECT source, state FROM carried").fetchall() == [("one", SURE)]
