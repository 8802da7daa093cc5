"""Pages on paper: the printed PDF is opened again and looked at."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from papers import AREA, color_of, paper
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter
from pytestqt.qtbot import QtBot

from index_builder.model import Rect
from reader import print_job
from reader.notebook import Item
from reader.overlays import LOOKS, Style
from reader.print_job import PrintJob
from reader.print_notes import OwnMarks, note_sheets, numbered, words
from reader.printing import chosen
from reader.records import Annotation, Bookmark
from reader.render import RenderService
from reader.render_messages import Draw
from reader.theme import RIBBON

TIMEOUT = 30_000
A4 = (595, 842)


@pytest.fixture
def service(qtbot: QtBot) -> Iterator[RenderService]:
    made = RenderService()
    yield made
    made.close()
    qtbot.waitUntil(lambda: made.pid == 0)


def opened(qtbot: QtBot, service: RenderService, path: Path) -> None:
    with qtbot.waitSignal(service.opened, timeout=TIMEOUT):
        service.open([path])


def device(path: Path, dpi: int = 150) -> QPdfWriter:
    writer = QPdfWriter(str(path))
    writer.setResolution(dpi)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    return writer


def color(document: pymupdf.Document, page: int, x: float, y: float) -> tuple[int, ...]:
    """The colour at a point of a printed page, given as shares of its width and height."""
    picture = document[page].get_pixmap(dpi=72)
    return tuple(picture.pixel(int(x * picture.width), int(y * picture.height)))


def inside() -> tuple[float, float]:
    """The middle of the coloured rectangle of a 200 × 300 page, printed in the middle of an A4 page."""
    fit = min(A4[0] / 200, A4[1] / 300)
    left, top = (A4[0] - 200 * fit) / 2, (A4[1] - 300 * fit) / 2
    x, y = Rect(*AREA).center
    return (left + x * fit) / A4[0], (top + y * fit) / A4[1]


def test_each_page_is_printed_as_large_as_the_paper_allows(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf"))
    job = PrintJob(device(tmp_path / "out.pdf"), [(0, 0), (0, 2)], service)
    told: list[tuple[int, int]] = []
    job.progressed.connect(lambda done, pages: told.append((done, pages)))
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT) as ended:
        job.start()
    assert ended.args == [True, 0]
    assert told == [(1, 2), (2, 2)]
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        assert printed.page_count == 2
        assert color(printed, 0, *inside()) == pytest.approx(color_of(0), abs=3)
        assert color(printed, 1, *inside()) == pytest.approx(color_of(2), abs=3)
        assert color(printed, 0, 0.5, 0.95) == (255, 255, 255)


@pytest.mark.parametrize("band", [5_000, 200_000])
def test_between_the_parts_of_a_page_there_is_no_seam(
    qtbot: QtBot,
    service: RenderService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    band: int,
) -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=A4[0], height=A4[1])
    sheet.draw_rect(sheet.rect, fill=(0, 0, 1), color=None)
    document.save(tmp_path / "blue.pdf")
    monkeypatch.setattr(print_job, "BAND_PIXELS", band)
    opened(qtbot, service, tmp_path / "blue.pdf")
    job = PrintJob(device(tmp_path / "out.pdf", 96), [(0, 0)], service)
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT):
        job.start()
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        for dpi in (50, 72, 133):
            picture = printed[0].get_pixmap(dpi=dpi)
            column = {picture.pixel(picture.width // 2, y) for y in range(2, picture.height - 2)}
            assert all(value[0] <= 2 and value[2] >= 253 for value in column), (dpi, column)


def test_a_page_that_lies_across_is_turned(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    document = pymupdf.open()
    sheet = document.new_page(width=A4[1], height=A4[0])
    sheet.draw_rect((0, 0, A4[1], 100), fill=(1, 0, 0), color=None)
    document.save(tmp_path / "across.pdf")
    opened(qtbot, service, tmp_path / "across.pdf")
    job = PrintJob(device(tmp_path / "out.pdf"), [(0, 0)], service)
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT):
        job.start()
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        assert color(printed, 0, 0.95, 0.1) == pytest.approx((255, 0, 0), abs=3)
        assert color(printed, 0, 0.95, 0.9) == pytest.approx((255, 0, 0), abs=3)
        assert color(printed, 0, 0.1, 0.5) == (255, 255, 255)


def test_own_notes_are_printed_where_they_are(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf", size=A4))
    rect = Rect(300, 400, 400, 420)
    highlight = Annotation(
        "1", "c", 0, (rect,), "", "", "", -1, -1, "green", "highlight", "", "", ""
    )
    items = [Item(0, highlight), Item(0, Bookmark("2", "c", 1, 421.0, "", ""))]
    pages = [(0, 0), (0, 1)]
    job = PrintJob(device(tmp_path / "out.pdf"), pages, service, OwnMarks(items))
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT):
        job.start()
    wanted = LOOKS[Style.GREEN].color.to_bytes(3, "big")
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        x, y = rect.center
        assert color(printed, 0, x / A4[0], y / A4[1]) == pytest.approx(tuple(wanted), abs=4)
        assert color(printed, 1, x / A4[0], y / A4[1]) == (255, 255, 255)
        ribbon = color(printed, 1, 3 / A4[0], 424.5 / A4[1])
        assert ribbon == pytest.approx(RIBBON.getRgb()[:3], abs=6)
        assert color(printed, 0, 3 / A4[0], 424.5 / A4[1]) == (255, 255, 255)


def note(name: str, page: int, y: float, text: str, quotation: str = "") -> Item:
    rects = (Rect(100, y, 300, y + 12), Rect(60, y + 20, 200, y + 32))
    return Item(
        0,
        Annotation(
            name, "c", page, rects, quotation, "", "", -1, -1, "green", "highlight", text, "", ""
        ),
    )


NOTES = [
    note("low", 0, 400, "The second.", "下の引用"),
    Item(0, Bookmark("b", "c", 2, 80.0, "しおりの題", "")),
    note("silent", 0, 200, " "),
    note("high", 0, 100, "The first,\nwith two paragraphs.", "上の引用" * 50),
    note("elsewhere", 1, 100, "On a page that is not printed."),
    Item(0, Bookmark("untitled", "c", 2, 10.0, "", "")),
]


def test_what_says_something_is_numbered_down_the_pages() -> None:
    notes = numbered(NOTES, [(0, 0), (0, 2)])
    assert [(each.number, each.item.record.id) for each in notes] == [
        (1, "high"),
        (2, "low"),
        (3, "b"),
    ]
    assert numbered(NOTES, [(1, 0)]) == ()
    assert note_sheets((), "Own notes", lambda _document, _page: "") is None


def test_what_notes_say_stands_on_a_sheet_behind_the_pages(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf", size=A4))
    pages = [(0, 0), (0, 2)]
    notes = numbered(NOTES, pages)
    sheets = note_sheets(notes, "Own notes", lambda _document, page: f"p. {page + 24}")
    marks = OwnMarks(NOTES, notes)
    job = PrintJob(device(tmp_path / "out.pdf"), pages, service, marks, sheets=sheets)
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT) as ended:
        job.start()
    assert ended.args == [True, 0]
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        assert printed.page_count == 3
        assert "…」" in printed[2].get_text()
        text = unicodedata.normalize("NFKC", printed[2].get_text())  # fi may be one letter
        order = ["Own notes", "p. 24", "The first,", "with two", "The second.", "p. 26", "しおり"]
        assert [each for each in order if each in text] == order
        assert [text.index(each) for each in order] == sorted(text.index(each) for each in order)
        assert "not printed" not in text
        picture = printed[0].get_pixmap(dpi=150)
        unit = picture.width / A4[0]
        badge = [
            picture.pixel(x, y)
            for x in range(round(200 * unit), round(206 * unit))
            for y in range(round(117 * unit), round(124 * unit))
        ]
        assert any(red > 150 and green < 130 for red, green, _ in badge), (
            "the number, in its colour"
        )


def test_notes_go_on_over_sheets_line_by_line(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf", size=A4))
    items = [note(f"{n}", 0, 10.0 + n, f"note{n}. " * (1200 if n == 5 else 8)) for n in range(30)]
    notes = numbered(items, [(0, 0)])
    sheets = note_sheets(notes, "Own notes", lambda _document, _page: "p. 1")
    job = PrintJob(device(tmp_path / "out.pdf"), [(0, 0)], service, sheets=sheets)
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT):
        job.start()
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        assert printed.page_count > 3
        every = "".join(printed[page].get_text() for page in range(1, printed.page_count))
        for number, item in enumerate(items):
            assert every.count(f"note{number}.") == words(item).count(f"note{number}.")
        for page in range(1, printed.page_count):
            blocks = printed[page].get_text("blocks")
            assert max(block[3] for block in blocks) < A4[1] - 40


def test_printing_that_is_cancelled_ends_at_once(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf", pages=3))
    job = PrintJob(device(tmp_path / "out.pdf"), [(0, 0), (0, 1), (0, 2)], service)
    job.progressed.connect(lambda _done, _pages: job.cancel())
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT) as ended:
        job.start()
    assert ended.args == [False, 0]
    with qtbot.assertNotEmitted(job.progressed, wait=300):
        pass


def test_a_page_that_cannot_be_drawn_does_not_keep_the_others_from_paper(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf", pages=1))
    service.limit(Draw, 0.0001)
    job = PrintJob(device(tmp_path / "out.pdf"), [(0, 0), (7, 0)], service)
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT) as ended:
        job.start()
    assert ended.args == [True, 2]
    with pymupdf.open(tmp_path / "out.pdf") as printed:
        assert printed.page_count == 2


def test_a_file_that_cannot_be_written_is_told(
    qtbot: QtBot, service: RenderService, tmp_path: Path
) -> None:
    opened(qtbot, service, paper(tmp_path / "a.pdf"))
    job = PrintJob(device(tmp_path / "nowhere" / "out.pdf"), [(0, 0)], service)
    with qtbot.waitSignal(job.ended, timeout=TIMEOUT) as ended:
        job.start()
    assert ended.args == [False, 0]
    assert not job.has_begun


def test_ranges_count_from_one() -> None:
    pages = [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert chosen(pages, [(2, 3)]) == [(0, 1), (1, 0)]
    assert chosen(pages, [(4, 9), (1, 1)]) == [(0, 0), (1, 1)]
    assert chosen(pages, [(5, 9)]) == []
