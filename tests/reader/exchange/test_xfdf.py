"""XFDF out and in: the same annotations, at their places in the file's own coordinates; hostile files."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from notes_made import BOXES, CONTENT, EVERY, HIGHLIGHT, MARK, PAPER, annotations, of_kind, sheaf

from index_builder.model import Rect
from index_builder.pdf import Pdf
from reader.exchange.sheaf import Paper, Received, Unreadable
from reader.exchange.xfdf import XFDF, read_xfdf, write_xfdf
from reader.records import Annotation

NS = f"{{{XFDF}}}"


def there_and_back(*records: Annotation) -> Received:
    return read_xfdf(write_xfdf(sheaf(*records), PAPER), [PAPER])


@settings(deadline=None)  # how long it takes is the bench's business
@given(st.lists(annotations(), max_size=3))
def test_annotations_come_back(records: list[Annotation]) -> None:
    assert there_and_back(*records) == Received(tuple(records))


def test_annotations_of_every_kind_come_back() -> None:
    assert there_and_back(*EVERY) == Received(EVERY)


def test_bookmarks_and_notes_on_other_documents_are_left_out() -> None:
    written = write_xfdf(sheaf(HIGHLIGHT, MARK), PAPER)
    assert read_xfdf(written, [PAPER]).records == (HIGHLIGHT,)
    other = replace(PAPER, content="f" * 64)
    assert read_xfdf(write_xfdf(sheaf(HIGHLIGHT), other), [other]) == Received(())


def test_places_are_those_of_the_file() -> None:
    root = ET.fromstring(write_xfdf(sheaf(HIGHLIGHT, replace(of_kind("area"), page=2)), PAPER))
    marked, area = root.find(f"{NS}annots") or ()
    box = BOXES[1]
    assert marked.tag == f"{NS}highlight"
    assert marked.get("page") == "1"
    left, top = box.x0, box.y1
    assert marked.get("rect") == f"{left + 10},{top - 46},{left + 110},{top - 20}"
    upper_left = (marked.get("coords") or "").split(",")[:2]
    assert upper_left == [f"{left + 10}", f"{top - 32}"], "as it is read on the page turned by 90°"
    assert marked.get("color") == "#B7E8A9"
    assert marked.get("date") == "D:20240506070809Z"
    assert marked.findtext(f"{NS}contents") == "**重要**"
    assert area.tag == f"{NS}square"
    assert area.get("rect") == "55,454,105,460", "of a page whose unit is two points"
    file = root.find(f"{NS}f")
    assert file is not None
    assert file.get("href") == "1-3.pdf"


@pytest.mark.parametrize("rotation", [0, 90])
def test_the_library_draws_the_same_numbers(tmp_path: Path, rotation: int) -> None:
    """Another program's annotation of the same place in the same file has the same rectangle."""
    path = tmp_path / "a.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=500)
        document.xref_set_key(page.xref, "CropBox", "[50 40 350 470]")
        document.xref_set_key(page.xref, "Rotate", str(rotation))
        document.save(path)
    with Pdf(path) as pdf:
        paper = replace(PAPER, boxes=tuple(pdf.boxes()))
    with pymupdf.open(path) as document:
        page = document[0]
        made = page.add_highlight_annot(pymupdf.Rect(10, 20, 110, 32))
        made.update()
        numbers = document.xref_get_key(made.xref, "QuadPoints")[1].strip("[]").split()
    record = replace(HIGHLIGHT, page=0, rects=(Rect(10, 20, 110, 32),))
    root = ET.fromstring(write_xfdf(sheaf(record), paper))
    coords = next(root.iter(f"{NS}highlight")).get("coords", "").split(",")
    assert sorted(zip(coords[::2], coords[1::2], strict=True)) == sorted(
        zip(numbers[::2], numbers[1::2], strict=True)
    )


def wrapped(annotation: str, head: str = "", href: str = "1-3.pdf") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<xfdf xmlns="{XFDF}"><f href="{href}"/>'
        f"<annots>{annotation}</annots></xfdf>"
    ).encode()


FOREIGN = """
<highlight page="0" rect="10,700,60,720" coords="10,720,60,720,10,700,60,700" color="#FFFF00"
  date="D:20240506160809+09'00'" title="Suzuki" name="b6e1"><contents-richtext>
  <body xmlns="http://www.w3.org/1999/xhtml"><p>見出し<b>です</b></p></body></contents-richtext>
  <popup page="0" rect="0,0,1,1"/></highlight>
<circle page="0" rect="10,700,60,720" color="#000000"><contents>円</contents></circle>
<line page="0" rect="10,700,60,720" start="10,700" end="60,720"/>
<polygon page="0" rect="10,700,60,720"><vertices>10,700;60,700;60,720</vertices></polygon>
<link page="0" rect="0,0,1,1"/>
<text page="0" rect="1,2,3,4" state="Accepted" statemodel="Review"/>
"""


def test_what_acrobat_writes_is_read() -> None:
    marked, circle, line, polygon = read_xfdf(wrapped(FOREIGN), [PAPER]).records
    assert isinstance(marked, Annotation)
    assert marked.rects == ((10, 122, 60, 142),)
    assert (marked.note, marked.author, marked.colour) == ("見出しです", "Suzuki", "yellow")
    assert marked.created == marked.modified == "2024-05-06T07:08:09.000000+00:00"
    assert marked.content == CONTENT
    assert isinstance(circle, Annotation)
    assert (circle.kind, circle.note) == ("area", "円")
    assert isinstance(line, Annotation)
    assert line.strokes == (((10, 142), (60, 122)),)
    assert isinstance(polygon, Annotation)
    assert polygon.strokes == (((10, 142), (60, 142), (60, 122), (10, 142)),)
    again = read_xfdf(wrapped(FOREIGN), [PAPER]).records
    assert [each.id for each in again] == [marked.id, circle.id, line.id, polygon.id]


def test_what_another_program_has_changed_holds() -> None:
    text = write_xfdf(sheaf(HIGHLIGHT), PAPER).decode()
    text = text.replace('date="D:20240506070809Z"', 'date="D:20250101000000Z"', 1)
    text = text.replace("#B7E8A9", "#FF2010")
    (record,) = read_xfdf(text.encode(), [PAPER]).records
    assert isinstance(record, Annotation)
    assert record.modified == "2025-01-01T00:00:00.000000+00:00"
    assert record.created == HIGHLIGHT.created
    assert record.colour == "red"


GOOD = '<square page="0" rect="10,20,30,40"/>'
BROKEN = {
    "an unknown kind": '<stamp page="0" rect="1,2,3,4"/>',
    "no page": '<square rect="1,2,3,4"/>',
    "a page that is not there": '<square page="99" rect="1,2,3,4"/>',
    "a page of words": '<square page="one" rect="1,2,3,4"/>',
    "no place": '<square page="0"/>',
    "half a place": '<square page="0" rect="1,2,3"/>',
    "a place that is no number": '<square page="0" rect="nan,nan,nan,nan"/>',
    "a place without end": '<square page="0" rect="0,0,inf,1e400"/>',
    "words for a place": '<square page="0" rect="a,b,c,d"/>',
    "quads of words": '<highlight page="0" rect="1,2,3,4" coords="x"/>',
    "tags that are none": '<square page="0" rect="1,2,3,4" xmlns:h="urn:x-hakusho:notes" h:tags="{}"/>',
    "a range of words": '<square page="0" rect="1,2,3,4" xmlns:h="urn:x-hakusho:notes" h:range="a"/>',
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_read_is_counted_and_the_rest_is_kept(broken: str) -> None:
    received = read_xfdf(wrapped(GOOD + broken + GOOD.replace("10", "11")), [PAPER])
    assert len(received.records) == 2
    assert received.unread == 1


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "a bomb of entities": wrapped("<text page='0' rect='1,2,3,4'>&c;</text>", BOMB),
    "another file": wrapped("<text page='0' rect='1,2,3,4'>&a;</text>", OUTSIDE),
    "a declaration alone": wrapped("", '<!DOCTYPE xfdf SYSTEM "http://example.invalid/x.dtd">'),
    "elements without end": wrapped("<a>" * 100_000 + "</a>" * 100_000),
    "half a file": wrapped(GOOD)[:80],
    "no XML": b"<<<<",
    "other XML": b"<svg/>",
    "an encoding that is none": b"<?xml version='1.0' encoding='klingon'?><xfdf/>",
    "an encoding of several bytes": b"<?xml version='1.0' encoding='utf-7'?><xfdf/>",
    "bytes": bytes(range(256)),
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match="XFDF"):
        read_xfdf(data, [PAPER])


def test_annotations_of_a_document_that_is_not_open_are_refused() -> None:
    with pytest.raises(Unreadable, match=r"other\.pdf”, which is not open"):
        read_xfdf(wrapped(GOOD, href="papers/other.pdf"), [PAPER])
    with pytest.raises(Unreadable):
        read_xfdf(wrapped(GOOD), [replace(PAPER, boxes=())])


def test_the_document_is_found_by_hash_then_name_then_as_the_only_one() -> None:
    other = Paper("f" * 64, replace(PAPER.source, file_name="２-１.PDF"), boxes=BOXES)
    both = [PAPER, other]
    own = write_xfdf(sheaf(HIGHLIGHT), PAPER).replace(b"1-3.pdf", b"renamed.pdf")
    assert read_xfdf(own, both).records == (HIGHLIGHT,)
    (named,) = read_xfdf(wrapped(GOOD, href="C:\\papers\\2-1.pdf"), both).records
    assert named.content == other.content
    (only,) = read_xfdf(wrapped(GOOD, href=""), [other]).records
    assert only.content == other.content
    with pytest.raises(Unreadable):
        read_xfdf(wrapped(GOOD, href=""), both)


def test_notes_on_another_edition_keep_its_name() -> None:
    """Their places hold for the edition they were made on: re-anchoring must know that."""
    reissued = replace(PAPER, content="f" * 64)
    written = write_xfdf(sheaf(HIGHLIGHT), PAPER)
    assert read_xfdf(written, [reissued]).records == (HIGHLIGHT,)
