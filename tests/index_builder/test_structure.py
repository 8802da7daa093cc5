"""The recipe of extraction on pages set by hand."""

import tracemalloc
from collections.abc import Iterator
from contextlib import closing

import pytest
from printed import FILLER, LEFT, PITCH, RIGHT, Sheet, filled

from index_builder import spool
from index_builder.layout import places
from index_builder.model import PageText, Part, Rect, Structure
from index_builder.spool import Spool
from index_builder.structure import extract


def structure_of(*sheets: Sheet) -> Structure:
    return extract([sheet.done() for sheet in sheets], fallback_title="見本")


def texts(found: Structure, part: Part) -> list[str]:
    return [passage.text for passage in found.passages if passage.part == part]


def test_a_paragraph_runs_over_columns_and_pages() -> None:
    first, second = Sheet(0), Sheet(1)
    first.paragraph(LEFT, 100, "あ" * 60)
    first.paragraph(RIGHT, 100, "い" * 21 + "う" * 22 + "え" * 22)
    second.line(LEFT, 100, "お" * 22)
    second.line(LEFT, 100 + PITCH, "かき。")
    second.paragraph(LEFT, 100 + 2 * PITCH, "く" * 50)

    found = structure_of(first, second)

    joined = next(p for p in found.passages if p.text.startswith("い"))
    assert joined.text.endswith("え" * 22 + "お" * 22 + "かき。")
    assert joined.pages == ((0, 0), (65, 1))
    assert [p.text[0] for p in found.passages] == ["あ", "い", "く"]


def test_latin_words_are_parted_japanese_and_addresses_are_not() -> None:
    sheet = filled()
    sheet.line(LEFT + 10, 500, "日本語の文章がここで改行され The White")
    sheet.line(LEFT, 500 + PITCH, "House へ続き https://example.org/abc-")
    sheet.line(LEFT, 500 + 2 * PITCH, "def/ghi.html となる。")

    body = texts(structure_of(sheet), Part.BODY)

    assert any(
        "改行され The White House へ続き https://example.org/abc-def/ghi.html となる。" in t
        for t in body
    )


def test_running_heads_and_folios_leave_the_text() -> None:
    sheets = []
    for page in range(3):
        sheet = filled(page)
        sheet.line(LEFT, 40, "第１部　見本の題", size=8)
        sheet.line(290, 810, f"{page + 24}")
        sheets.append(sheet)

    found = structure_of(*sheets)

    assert found.labels == ("24", "25", "26")
    assert found.headers == tuple((page, "第１部　見本の題") for page in range(3))
    assert not any("第１部" in p.text or "25" in p.text for p in found.passages)


def test_ruby_does_not_split_a_sentence() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "研究開発を牽引")
    sheet.line(LEFT + 50, 490, "けんいん", size=5)
    sheet.line(LEFT + 70, 500, "する会社が集まる。")

    found = structure_of(sheet)

    assert any("牽引する会社が集まる。" in p.text for p in found.passages)
    assert not any("けんいん" in p.text for p in found.passages)


def test_a_box_is_apart_and_its_heading_is_an_entry() -> None:
    sheet = filled()
    sheet.panel(LEFT, 420, 520, 560)
    sheet.line(LEFT + 10, 440, "コラム１-２　道具の話", font="Gothic", size=12)
    for row in range(4):
        sheet.line(
            LEFT + 10, 470 + row * 15, "枠の中の文章はここにあり本文とは分かれている。", size=9
        )

    found = structure_of(sheet)

    assert [h.label for h in found.headings] == ["コラム１-２"]
    assert found.headings[0].title == "道具の話"
    assert any("枠の中の文章" in text for text in texts(found, Part.BOX))


def test_a_table_keeps_its_caption_and_stays_out_of_the_body() -> None:
    sheet = filled()
    sheet.panel(LEFT, 420, 520, 440)
    sheet.panel(LEFT, 440, 520, 560)
    sheet.line(LEFT + 5, 434, "■第１-２-３表／見本の一覧", font="Gothic")
    sheet.line(LEFT + 10, 470, "左の欄", size=8)
    sheet.line(LEFT + 200, 470, "右の欄", size=8)

    found = structure_of(sheet)

    (caption,) = found.captions
    assert (caption.kind, caption.label, caption.number, caption.title) == (
        "table",
        "第１-２-３表",
        "1-2-3",
        "見本の一覧",
    )
    assert caption.area is not None
    assert texts(found, Part.TABLE) == ["左の欄", "右の欄"]


def test_a_page_without_text_and_one_without_unicode_are_reported() -> None:
    blank, glyphs = Sheet(0), Sheet(1)
    glyphs.line(LEFT, 100, "\ufffd" * 30)

    found = structure_of(blank, glyphs)

    assert [(i.page, i.kind) for i in found.issues] == [(0, "no-text"), (1, "no-unicode")]
    assert found.title == "見本"


def test_vertical_text_reads_from_the_right() -> None:
    sheet = Sheet()
    for number, text in enumerate(("右の行から読み始め", "中の行へと続いて", "左の行で終わる。")):
        sheet.column(400 - 20 * number, 100, text)

    found = structure_of(sheet)

    assert (
        "".join(p.text for p in found.passages)
        == "右の行から読み始め中の行へと続いて左の行で終わる。"
    )
    assert [i.kind for i in found.issues] == ["vertical"]


def test_upright_items_hang_and_run_on_over_a_page() -> None:
    first, second = Sheet(0), Sheet(1)
    first.column(500, 100, "一　" + "あ" * 38)
    first.column(480, 110, "あ" * 10)
    first.column(460, 100, "二　" + "い" * 38)
    first.column(440, 110, "い" * 39)
    second.column(500, 110, "い" * 10)
    second.column(480, 100, "三　" + "う" * 38)

    found = structure_of(first, second)

    assert [(p.text[0], len(p.text)) for p in found.passages] == [
        ("一", 50),
        ("二", 89),
        ("三", 40),
    ]


def test_writing_that_runs_up_the_sheet_is_read_level() -> None:
    sheet = Sheet(width=400, height=600)
    for number, text in enumerate(
        ("一行目の文はここから始まり", "二行目へと続いている文は、", "ここで終わる。")
    ):
        sheet.upward(100 + 16 * number, 500, text)

    page = sheet.done()
    found = extract([page], fallback_title="")

    (passage,) = found.passages
    assert passage.text == "一行目の文はここから始まり二行目へと続いている文は、ここで終わる。"
    (place,) = places([page.boxes], passage, 0, 13)
    assert place.rects == (Rect(91.5, 370, 101.5, 500),)


def test_a_document_without_structure_yields_none() -> None:
    found = structure_of(filled(0), filled(1))

    assert (found.headings, found.footnotes, found.captions, found.headers) == ((), (), (), ())
    assert {p.part for p in found.passages} == {Part.BODY}
    assert FILLER in found.passages[0].text


def test_marks_and_notes_say_how_sure_they_are() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "研究を始めました^1^。別の取組もあります。")
    sheet.line(LEFT, 760, "1 海洋研究所の資料による", 7)
    sheet.line(LEFT, 775, "2 誰も指さない注がここにある", 7)

    first, second = structure_of(sheet).footnotes

    assert (first.evidence, first.marks[0].evidence) == ("mark", "raised")
    assert first.confidence == first.marks[0].confidence > 0.95
    assert (second.evidence, second.confidence) == ("typography", 0.5)


def many(count: int) -> Iterator[PageText]:
    """Pages of four paragraphs in two columns, a note and furniture."""
    for number in range(count):
        sheet = Sheet(number)
        sheet.line(LEFT, 40, "科学技術の見通し")
        sheet.line(LEFT, 80, f"第{number + 1}節 見出し", size=14, font="Gothic")
        for x in (LEFT, RIGHT):
            sheet.paragraph(x, 120, "　" + "研究開発の推進" * 24 + "。")
            sheet.paragraph(x, 400, "　" + "人材の育成" * 30 + f"^{number % 9 + 1}^。")
        sheet.line(LEFT, 700, f"^{number % 9 + 1}^ 文部科学省調べ", size=7)
        sheet.line(LEFT, 820, str(number + 1))
        yield sheet.done()


def peak(count: int) -> int:
    """The most bytes that extraction of `count` pages holds at once."""
    with closing(Spool()) as store:
        tracemalloc.start()
        try:
            extract(many(count), fallback_title="", store=store)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def test_a_page_needs_less_memory_than_its_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "IN_MEMORY", 1)
    (page,) = many(1)
    each = (peak(80) - peak(40)) / 40
    assert each < page.boxes.itemsize * len(page.boxes)


def test_pages_laid_aside_are_read_as_they_were() -> None:
    pages = list(many(40))
    with closing(Spool()) as store:
        laid = extract(pages, fallback_title="", store=store)
        assert len(store) > 40
    assert laid == extract(pages, fallback_title="")
    assert [len(note.marks) for note in laid.footnotes] == [2] * 40
    assert len(laid.headings) == 40
