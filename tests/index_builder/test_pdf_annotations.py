"""Annotations of drawn PDFs: written into a copy and read back, by this program and by others."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pymupdf
import pytest
from drawn import Drawing, save

from index_builder.annotate import CopyTask, Outcome, ReadTask, encode
from index_builder.annotations import (
    PageBox,
    PdfAnnotation,
    colour_of,
    moment_of,
    pdf_date,
    quads,
)
from index_builder.errors import NotAllowed, NotWritten
from index_builder.model import Rect
from index_builder.pdf import Pdf
from index_builder.pdf_annotations import read_annotations, write_copy

TEXT = Rect(20, 40, 120, 52)
AREA = Rect(30, 100, 130, 160)
MOMENT = "2024-05-06T07:08:09.000000+00:00"
KINDS = ("highlight", "underline", "squiggly", "strikeout", "note", "area", "text", "ink")
CROP = "[50 40 350 470]"
MEDIA = (400, 500)


def note(kind: str, rect: Rect = TEXT, **changes: object) -> PdfAnnotation:
    values: dict[str, object] = {
        "page": 0,
        "kind": kind,
        "rects": (rect,),
        "contents": f"（{kind}）重要",
        "author": "山田",
        "colour": 0xFF4020,
        "created": MOMENT,
        "modified": MOMENT,
        "name": f"name-{kind}",
        **changes,
    }
    return PdfAnnotation(**values)  # type: ignore[arg-type]


def every(rect: Rect = AREA) -> list[PdfAnnotation]:
    stroke = ((rect.x0, rect.y0), (rect.x1, rect.y1))
    return [note(kind, rect, strokes=(stroke,) if kind == "ink" else ()) for kind in KINDS]


Make = Callable[..., Path]


@pytest.fixture
def paper(tmp_path: Path) -> Make:
    def make(rotation: int = 0, unit: float = 1.0, crop: str = CROP) -> Path:
        drawing = Drawing(*MEDIA).text(70, 80, "国立標準技術研究所")
        drawing.keys = {"CropBox": crop, "Rotate": str(rotation), "UserUnit": str(unit)}
        return save(tmp_path / f"paper-{rotation}-{unit}.pdf", drawing)

    return make


def read(path: Path) -> list[PdfAnnotation]:
    with Pdf(path) as pdf:
        found, unread = read_annotations(pdf)
    assert unread == 0
    return found


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1.0, 2.0])
def test_what_is_written_is_read_back_at_its_place(
    paper: Make, tmp_path: Path, rotation: int, unit: float
) -> None:
    source, target = paper(rotation, unit), tmp_path / "copy.pdf"
    before = hashlib.sha256(source.read_bytes()).digest()
    written = every()
    assert write_copy(source, target, written) == len(written)
    found = {each.kind: each for each in read(target)}
    assert list(found) == list(KINDS)
    for each in written:
        again = found[each.kind]
        assert again.rects[0][:2] == pytest.approx(each.rects[0][:2], abs=0.01), each.kind
        if each.kind != "note":
            assert again.rects[0] == pytest.approx(each.rects[0], abs=0.01), each.kind
        for name in ("contents", "author", "colour", "created", "modified", "name"):
            if (each.kind, name) != ("text", "colour"):
                assert getattr(again, name) == getattr(each, name), (each.kind, name)
    (drawn,) = found["ink"].strokes
    assert [*drawn[0], *drawn[1]] == pytest.approx(AREA, abs=0.01)
    assert hashlib.sha256(source.read_bytes()).digest() == before
    assert target.read_bytes().startswith(source.read_bytes())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.pdf", source.name]


def test_another_library_finds_them_at_their_place(paper: Make, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    write_copy(paper(), target, every())
    with pymupdf.open(target) as document:
        page = document[0]
        kinds = [annotation.type[1] for annotation in page.annots()]
        assert kinds == [
            "Highlight", "Underline", "Squiggly", "StrikeOut", "Text", "Square", "FreeText", "Ink",
        ]  # fmt: skip
        marked = next(page.annots())
        assert marked.vertices == [(30, 100), (130, 100), (30, 160), (130, 160)]
        assert marked.info["content"] == "（highlight）重要"
        assert marked.info["title"] == "山田"
        assert marked.info["creationDate"] == "D:20240506070809Z"


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("kind", KINDS)
def test_poppler_draws_each_at_its_place(
    paper: Make, tmp_path: Path, kind: str, rotation: int
) -> None:
    target = tmp_path / "copy.pdf"
    write_copy(paper(rotation), target, [each for each in every() if each.kind == kind])
    command = ["pdftoppm", "-png", "-cropbox", "-r", "72", "-singlefile", target, tmp_path / "seen"]
    subprocess.run(command, check=True, capture_output=True)
    seen = pymupdf.Pixmap(str(tmp_path / "seen.png"))
    turned = PageBox(0, 0, 300, 430, rotation)
    left, top, right, bottom = shown(turned, AREA)
    if kind == "note":  # its picture stays upright, and hangs at its corner
        x, y, *_ = shown(turned, Rect(*AREA[:2], *AREA[:2]))
        left, top, right, bottom = x - 1, y - 1, x + 26, y + 26
    inside = coloured(seen, left, top, right, bottom)
    assert inside > 0, "nothing is drawn at its place"
    beyond = 0.02  # blurred edges
    assert coloured(seen, 0, 0, seen.width, seen.height) - inside <= inside * beyond


def shown(box: PageBox, rect: Rect) -> tuple[int, int, int, int]:
    """A rectangle on the shown, turned page."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    corners = {
        0: lambda x, y: (x, y),
        90: lambda x, y: (height - y, x),
        180: lambda x, y: (width - x, height - y),
        270: lambda x, y: (y, width - x),
    }
    turn = corners[box.rotation]
    (x0, y0), (x1, y1) = turn(rect.x0, rect.y0), turn(rect.x1, rect.y1)
    left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    return round(left) - 1, round(top) - 1, round(right) + 1, round(bottom) + 1


def coloured(picture: pymupdf.Pixmap, left: int, top: int, right: int, bottom: int) -> int:
    """Pixels that are neither grey nor white."""
    found = 0
    for y in range(max(top, 0), min(bottom, picture.height)):
        for x in range(max(left, 0), min(right, picture.width)):
            parts = picture.pixel(x, y)[:3]
            found += max(parts) - min(parts) > 40
    return found


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_still_reads_the_text(paper: Make, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    write_copy(paper(), target, every())
    done = subprocess.run(["pdftotext", target, "-"], check=True, capture_output=True, text=True)
    assert "国立標準技術研究所" in done.stdout


def test_marked_text_is_told(paper: Make, tmp_path: Path) -> None:
    target = tmp_path / "copy.pdf"
    with Pdf(paper()) as pdf:
        text = pdf.page_text(0)
    start = text.text.index("標準")
    rect = text.box(start).union(text.box(start + 1))
    write_copy(paper(), target, [note("highlight", rect), note("area", rect)])
    marked, area = read(target)
    assert marked.text == "標準"
    assert area.text == ""


def test_a_copy_of_a_copy_has_nothing_twice(paper: Make, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    write_copy(paper(), first, every())
    assert write_copy(first, second, [*every(), note("area", name="new")]) == 1
    assert len(read(second)) == len(KINDS) + 1


def test_the_source_is_never_written(paper: Make, tmp_path: Path) -> None:
    source = paper()
    before = source.read_bytes()
    link = tmp_path / "link.pdf"
    link.symlink_to(source)
    hard = tmp_path / "hard.pdf"
    hard.hardlink_to(source)
    for target in (source, link, hard):
        with pytest.raises(NotWritten):
            write_copy(source, target, every())
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_one_sentence(paper: Make, tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="cannot be written"):
        write_copy(paper(), tmp_path / "none" / "copy.pdf", every())


def encrypted(source: Path, rights: int) -> Path:
    target = source.with_name("locked.pdf")
    with pymupdf.open(source) as document:
        document.save(
            target,
            encryption=pymupdf.PDF_ENCRYPT_AES_256,
            owner_pw="owner",
            user_pw="",
            permissions=rights,
        )
    return target


def test_rights_that_forbid_annotating_are_kept(paper: Make, tmp_path: Path) -> None:
    source = encrypted(paper(), pymupdf.PDF_PERM_PRINT | pymupdf.PDF_PERM_COPY)
    with pytest.raises(NotAllowed, match="forbid annotating") as told:
        write_copy(source, tmp_path / "copy.pdf", every())
    assert "XFDF" in told.value.hint
    assert not (tmp_path / "copy.pdf").exists()


def test_an_encrypted_file_that_may_be_annotated_stays_encrypted(
    paper: Make, tmp_path: Path
) -> None:
    source = encrypted(paper(), pymupdf.PDF_PERM_ANNOTATE)
    target = tmp_path / "copy.pdf"
    assert write_copy(source, target, every()) == len(KINDS)
    assert [each.contents for each in read(target)] == [each.contents for each in every()]
    with pymupdf.open(target) as document:
        assert "AES" in document.metadata["encryption"]


def test_the_ministry_s_files_forbid_it(white_paper: list[Path], tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        write_copy(white_paper[0], tmp_path / "copy.pdf", every())


HOSTILE = {
    "a rectangle of words": "<</Type/Annot/Subtype/Square/Rect[/a/b/c/d]>>",
    "no rectangle": "<</Type/Annot/Subtype/Highlight>>",
    "numbers beyond every page": "<</Type/Annot/Subtype/Square/Rect[0 0 9999999999 1]>>",
    "ink without points": "<</Type/Annot/Subtype/Ink/Rect[0 0 9 9]/InkList[[]]>>",
    "a kind of its own": "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]>>",
}


@pytest.mark.parametrize("broken", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_read_is_counted_and_the_rest_is_read(
    paper: Make, tmp_path: Path, broken: str
) -> None:
    path = tmp_path / "hostile.pdf"
    with pymupdf.open(paper()) as document:
        xref = document.get_new_xref()
        document.update_object(xref, broken)
        good = document.get_new_xref()
        document.update_object(
            good,
            "<</Type/Annot/Subtype/Circle/Rect[60 400 100 460]/Contents(a\\rb)/M(yesterday)"
            "/C[0 0 0 1]/RD[900 0 0 0]>>",
        )
        link = document.get_new_xref()
        document.update_object(link, "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]>>")
        document.xref_set_key(
            document[0].xref, "Annots", f"[{xref} 0 R {good} 0 R {link} 0 R 77 0 R 7]"
        )
        document.save(path)
    with Pdf(path) as pdf:
        found, unread = read_annotations(pdf)
    assert [(each.kind, each.contents, each.modified) for each in found] == [("area", "a\nb", "")]
    assert found[0].rects == ((10, 10, 50, 70),)
    assert found[0].colour == 0
    assert unread == 1


def test_an_annotation_written_in_the_page_s_own_list_stops_nothing(
    paper: Make, tmp_path: Path
) -> None:
    path = tmp_path / "direct.pdf"
    with pymupdf.open(paper()) as document:
        good = document.get_new_xref()
        document.update_object(good, "<</Type/Annot/Subtype/Square/Rect[60 400 100 460]>>")
        page = document[0].xref
        inside = f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/P {page} 0 R>>"
        document.xref_set_key(page, "Annots", f"[{inside} {good} 0 R]")
        document.save(path)
    assert [each.kind for each in read(path)] == ["area"]
    assert write_copy(path, tmp_path / "copy.pdf", every()) == len(KINDS)
    assert len(read(tmp_path / "copy.pdf")) == len(KINDS) + 1


def test_quads_follow_the_turn() -> None:
    rect = Rect(1, 2, 30, 4)
    assert quads(rect, 0) == ((1, 2), (30, 2), (1, 4), (30, 4))
    assert quads(rect, 90) == ((1, 4), (1, 2), (30, 4), (30, 2))
    assert quads(rect, 180) == ((30, 4), (1, 4), (30, 2), (1, 2))


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("D:20240506070809Z", MOMENT),
        ("D:20240506160809+09'00'", MOMENT),
        ("D:20240506160809+09'00", MOMENT),
        ("D:20240506030809-04'00'", MOMENT),
        ("D:2024", "2024-01-01T00:00:00.000000+00:00"),
        ("D:20241399", ""),
        ("D:00000000000000Z", ""),
        ("D:20240506070809+99'99'", ""),
        ("昨日", ""),
        ("", ""),
    ],
)
def test_dates(date: str, moment: str) -> None:
    assert moment_of(date) == moment


def test_dates_are_written_in_utc() -> None:
    assert pdf_date("2024-05-06T16:08:09.123456+09:00") == "D:20240506070809Z"
    assert pdf_date("昨日") == ""


def test_colours() -> None:
    assert colour_of([1, 0, 0.5]) == 0xFF0080
    assert colour_of([0.5]) == 0x808080
    assert colour_of([0, 1, 1, 0]) == 0xFF0000
    assert colour_of([]) == colour_of([float("nan")] * 3) == -1


@pytest.mark.parametrize("kind", ["copy", "read"])
def test_the_child_process_answers(paper: Make, tmp_path: Path, kind: str) -> None:
    source, target = paper(), tmp_path / "copy.pdf"
    write_copy(source, target, every())
    second = tmp_path / "second.pdf"
    task = (
        CopyTask(str(source), str(second), tuple(every()))
        if kind == "copy"
        else ReadTask(str(target))
    )
    done = subprocess.run(
        [sys.executable, "-P", "-m", "index_builder.annotate"],
        input=encode(task),
        capture_output=True,
        check=True,
    )
    outcome = msgspec.msgpack.decode(done.stdout, type=Outcome)
    if kind == "copy":
        assert outcome == Outcome(done=len(KINDS))
        assert len(read(second)) == len(KINDS)
    else:
        assert len(outcome.annotations) == len(KINDS)
