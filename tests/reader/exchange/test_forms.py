"""Which form a file has; our own form, which loses nothing; what is new in a file that comes in."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notes_made import (
    BOXES,
    CHAPTER,
    CONTENT,
    EVERY,
    HIGHLIGHT,
    MARK,
    PAPER,
    PART,
    annotations,
    bookmarks,
    of_kind,
    sheaf,
)

from index_builder.annotations import PdfAnnotation
from index_builder.model import Heading, Place, Rect, Structure
from reader.exchange import forms
from reader.exchange.colours import DRAWN, FILLED, colour_for, name_for
from reader.exchange.embedded import annotations_of, for_copy, is_embedded, taken_over
from reader.exchange.own import write_own
from reader.exchange.sheaf import (
    LARGEST,
    Received,
    Unreadable,
    fingerprint,
    incoming,
    papers_of,
    sheaf_of,
    sound,
)
from reader.records import COLOURS, KINDS, Annotation, Change, Note
from reader.render import DocumentInfo
from reader.volume import Volume, VolumeDocument


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("notes.md", "md"),
        ("notes.MARKDOWN", "md"),
        ("a/b.notes.Html", "html"),
        ("notes.htm", "html"),
        ("notes.json", "hakusho.json"),
        ("notes.hakusho.json", "hakusho.json"),
        ("notes.jsonld", "jsonld"),
        ("注釈.xfdf", "xfdf"),
        ("copy.PDF", "pdf"),
        ("notes.docx", ""),
        ("notes", ""),
    ],
)
def test_forms_by_names(name: str, form: str) -> None:
    assert forms.form_of(name) == form


@settings(deadline=None)  # how long it takes is the bench's business
@given(st.lists(st.one_of(annotations(), bookmarks), max_size=3))
def test_our_own_form_loses_nothing(records: list[Note]) -> None:
    ordered = sorted(records, key=lambda record: not isinstance(record, Annotation))
    assert forms.read("x", write_own(sheaf(*records)), []) == Received(tuple(ordered))


def own(**changes: object) -> bytes:
    whole = json.loads(write_own(sheaf(HIGHLIGHT, MARK)))
    whole["annotations"].append({**whole["annotations"][0], "id": "x", **changes})
    return json.dumps(whole).encode()


BROKEN: dict[str, dict[str, object]] = {
    "a kind of a newer version": {"kind": "hologram"},
    "a page before the first": {"page": -1},
    "a page of words": {"page": "1"},
    "half a page": {"page": 1.5},
    "rectangles of three": {"rects": [[1, 2, 3]]},
    "no rectangle": {"rects": []},
    "numbers beyond every page": {"rects": [[1, 2, 1e300, 4]]},
    "strokes of words": {"strokes": [["a"]]},
    "no text": {"note": None},
    "tags that are one text": {"tags": "a"},
    "a text without end": {"note": "x" * 1_000_001},
}


@pytest.mark.parametrize("changes", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_counted_and_the_rest_is_kept(changes: dict[str, object]) -> None:
    assert forms.read("x", own(**changes), []) == Received((HIGHLIGHT, MARK), 1)


def test_a_colour_of_a_newer_version_looks_like_the_first() -> None:
    record = forms.read("x", own(colour="ultraviolet"), []).records[1]
    assert isinstance(record, Annotation)
    assert record.colour == COLOURS[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"format":"hakusho-notes","version":2}',
        b'{"format":"hakusho-notes"}',
        b'{"a": NaN}',
        b"\xff\xfe\x00",
        b"%PDF-1.7",
        b"x" * (LARGEST + 1),
    ],
    ids=lambda data: repr(data[:20]),
)
def test_files_that_hold_no_notes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable) as told:
        forms.read("注釈.json", data, [PAPER])
    assert told.value.message.endswith(".")


def test_rows_that_are_no_list_are_nothing() -> None:
    data = b'{"format":"hakusho-notes","version":1,"annotations":{"a":1},"bookmarks":7}'
    assert forms.read("x", data, []) == Received(())


def test_the_contents_tell_the_form() -> None:
    xfdf = forms.write_for(PAPER, sheaf(HIGHLIGHT))
    assert forms.read("wrong.json", b"\xef\xbb\xbf" + xfdf, [PAPER]).records == (HIGHLIGHT,)
    jsonld = forms.write(forms.JSONLD, sheaf(HIGHLIGHT), forms.Words())
    assert forms.read("wrong.xfdf", jsonld, [PAPER]).records == (HIGHLIGHT,)


# --- what is new ----------------------------------------------------------------------------


@settings(deadline=None)  # how long it takes is the bench's business
@given(st.lists(annotations(), max_size=4, unique_by=lambda record: record.id))
def test_importing_twice_adds_nothing_twice(records: list[Annotation]) -> None:
    received = Received(tuple(records), 2)
    first = incoming(received, (), ())
    assert first.unread == 2
    assert first.new + first.known == len(records)
    made = [change.record for change in first.change.every] if first.change else []
    ids = [record.id for record in made]
    assert incoming(received, ids, made).change is None
    assert incoming(received, (), made).change is None, "known by what they say, too"


def test_a_whole_file_is_one_gesture() -> None:
    taken = incoming(Received((HIGHLIGHT, MARK, HIGHLIGHT)), ("other",), ())
    assert taken.change is not None
    assert taken.change.every == (Change(None, HIGHLIGHT), Change(None, MARK))
    assert (taken.new, taken.known) == (2, 1)


def test_what_has_no_usable_name_gets_one_of_what_it_says() -> None:
    for name in ("", "pdf:" + "0" * 32, "x" * 300):
        record = sound(replace(HIGHLIGHT, id=name))
        assert record is not None
        assert record.id == fingerprint(HIGHLIGHT)
    assert fingerprint(HIGHLIGHT) != fingerprint(replace(HIGHLIGHT, page=0))
    assert fingerprint(HIGHLIGHT) != fingerprint(replace(HIGHLIGHT, note="x"))
    assert fingerprint(HIGHLIGHT) == fingerprint(
        replace(HIGHLIGHT, rects=jittered(HIGHLIGHT.rects))
    )


def jittered(rects: tuple[Rect, ...]) -> tuple[Rect, ...]:
    return tuple(Rect(*(value + 0.01 for value in rect)) for rect in rects)


# --- the volume -----------------------------------------------------------------------------


def structure(heading: Heading) -> Structure:
    return Structure("第３章", ("24", "25"), (), (heading,))


def test_entries_know_their_headings_pages_and_source() -> None:
    info = DocumentInfo(((595, 842),) * 2, (0, 0), ("", ""), "", "", "", (), "文部科学省")
    chapter = replace(CHAPTER, place=Place(1, (Rect(0, 300, 9, 320),)))
    first = VolumeDocument(
        Path("a.pdf"), replace(info, author=""), content="a" * 64, structure=structure(PART)
    )
    second = VolumeDocument(Path("b.pdf"), info, content="b" * 64, structure=structure(chapter))
    volume = Volume((second, first), (1, 0), "令和６年版 白書")
    papers = papers_of(volume, {0: BOXES})
    assert papers[1].source.author == "文部科学省", "what one file of the publication says"
    assert papers[0].source.year == 2024
    above, below = (
        replace(HIGHLIGHT, content="b" * 64, rects=(Rect(0, y, 9, y + 9),)) for y in (9, 400)
    )
    whole = sheaf_of(volume, [(0, above), (0, below)], papers, "now")
    assert [entry.chapter for entry in whole.entries] == [
        "第１部 ＡＩがもたらす変革",
        "第１部 ＡＩがもたらす変革 第３章 世界の動向",
    ]
    assert whole.entries[1].place.page == "25"
    assert [paper.file_name for paper in whole.papers] == ["b.pdf"]
    assert whole.papers[0].boxes == BOXES


# --- the annotations of a PDF itself --------------------------------------------------------


def test_what_a_pdf_has_is_its_own_until_it_is_taken_over() -> None:
    read = [
        PdfAnnotation(1, "highlight", (Rect(1, 2, 3, 4),), text="ＮＩＳＴ", contents="なに", author="鈴木",
                      colour=0xFFFF00, modified="2024-05-06T07:08:09.000000+00:00", name="fitz-A0"),
        PdfAnnotation(1, "area", (Rect(1, 2, 3, 4),), name="0" * 32),
        PdfAnnotation(0, "area", (Rect(1, 2, float("nan"), 4),)),
    ]  # fmt: skip
    received = annotations_of(read, CONTENT, 1)
    assert received.unread == 2
    assert received == annotations_of(read, CONTENT, 1), "the same names each time"
    marked, area = received.records
    assert all(is_embedded(record) for record in received.records)
    assert isinstance(marked, Annotation)
    assert (marked.quotation, marked.note, marked.author, marked.colour) == (
        "ＮＩＳＴ",
        "なに",
        "鈴木",
        "yellow",
    )
    assert marked.created == marked.modified
    mine = taken_over(area)
    assert mine.id == "0" * 32
    assert not is_embedded(mine)
    assert taken_over(mine) == mine


def test_what_goes_into_a_copy() -> None:
    other = replace(HIGHLIGHT, content="f" * 64)
    (written,) = for_copy(sheaf(HIGHLIGHT, MARK, other).entries, CONTENT)
    assert written == PdfAnnotation(
        1, "highlight", HIGHLIGHT.rects, contents="**重要**", author="山田", colour=0xB7E8A9,
        created=HIGHLIGHT.created, modified=HIGHLIGHT.modified, name=HIGHLIGHT.id, subject="引用, 要確認",
    )  # fmt: skip
    assert [each.kind for each in for_copy(sheaf(*EVERY).entries, CONTENT)] == list(KINDS)


def test_colours_have_names_and_come_back() -> None:
    for kind in KINDS:
        for name in COLOURS:
            assert name_for(colour_for(name, kind)) == name
    assert {name_for(colour) for colour in (*FILLED, *DRAWN)} == set(COLOURS)
    named = {
        0xFFFF00: "yellow",
        0xFF0000: "red",
        0x00FF00: "green",
        0x0000FF: "blue",
        0x00FFFF: "cyan",
    }
    assert {colour: name_for(colour) for colour in named} == named
    assert name_for(-1) == name_for(0) == name_for(0xFFFFFF) == "yellow"


def test_our_own_form_is_plain_json() -> None:
    whole = msgspec.json.decode(write_own(sheaf(of_kind("ink"), MARK)))
    assert whole["format"] == "hakusho-notes"
    assert whole["documents"] == [
        {"content": CONTENT, "title": PAPER.source.title, "file": "1-3.pdf"}
    ]
    assert whole["annotations"][0]["strokes"] == [[[10.0, 20.0], [110.0, 32.0]], [[10.0, 32.0]]]
