"""Running heads, folios and thumb tabs."""

import pytest
from printed import LEFT, Sheet, filled

from index_builder.furniture import take_out
from index_builder.joining import read_page
from index_builder.lines import Page, survey
from index_builder.structure import extract


def pages_of(*sheets: Sheet) -> list[Page]:
    return [read_page(sheet.done()) for sheet in sheets]


def taken(*sheets: Sheet) -> tuple[list[tuple[int, str]], list[str], list[Page]]:
    pages = pages_of(*sheets)
    headers, labels = take_out(pages, survey(pages))
    return headers, labels, pages


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("59", "59"),
        ("- 7 -", "7"),
        ("― 8 ―", "8"),
        ("３", "3"),
        ("iv", "iv"),
        ("3/12", "3"),
        ("Page 3 of 12", "3"),
        ("P. 5", "5"),
        ("（27）", "27"),
        ("27頁", "27"),
        ("A-24", "A-24"),
        ("Ⅱ－4", "II-4"),
        ("1-3", "1-3"),
    ],
)
def test_a_printed_number_is_the_label(printed: str, label: str) -> None:
    sheet = filled()
    sheet.line(290, 815, printed)

    assert taken(sheet)[1] == [label]


def test_the_number_of_a_note_is_no_folio() -> None:
    sheet = filled()
    sheet.line(LEFT, 790, "12", size=7)
    sheet.line(LEFT + 20, 790, "最後の注", size=7)

    _, labels, pages = taken(sheet)

    assert labels == [""]
    assert any(line.text.startswith("12") for line in pages[0].lines)


def test_a_number_may_stand_beside_a_running_foot() -> None:
    sheets = [filled(page) for page in range(2)]
    for page, sheet in enumerate(sheets):
        sheet.line(LEFT, 815, str(46 + page), size=8)
        sheet.line(LEFT + 20, 815, "令和６年版の白書", size=7)

    headers, labels, _ = taken(*sheets)

    assert labels == ["46", "47"]
    assert headers == [(0, "令和６年版の白書"), (1, "令和６年版の白書")]


def test_of_two_numbers_the_folio_is_the_one_that_counts_the_pages() -> None:
    sheets = [filled(page) for page in range(4)]
    for page, sheet in enumerate(sheets):
        sheet.line(290, 815, str(11 + page))
        sheet.line(LEFT, 828, str((7, 3, 30, 12)[page]))

    assert taken(*sheets)[1] == ["11", "12", "13", "14"]


def test_a_running_head_may_hold_the_number() -> None:
    sheets = [filled(page) for page in range(4)]
    for page, sheet in enumerate(sheets):
        sheet.line(LEFT, 40, f"{20 + page}　第２章　資源", size=8)

    headers, labels, _ = taken(*sheets)

    assert labels == ["20", "21", "22", "23"]
    assert headers == [(page, "第２章　資源") for page in range(4)]


def test_a_head_of_most_pages_may_be_large() -> None:
    sheets = [filled(page) for page in range(4)]
    for page, sheet in enumerate(sheets):
        sheet.line(LEFT, 40, "年次報告", size=13)
        sheet.line(LEFT, 100, f"第{page + 1}章", size=13)

    headers, _, pages = taken(*sheets)

    assert headers == [(page, "年次報告") for page in range(4)]
    assert [line.text for page in pages for line in page.lines if line.size > 12] == [
        f"第{page + 1}章" for page in range(4)
    ]


def test_letters_of_a_figure_in_the_margin_are_no_heads() -> None:
    sheets = [filled(page) for page in range(3)]
    for page, sheet in enumerate(sheets):
        sheet.line(LEFT, 60, f"s{page}", size=7)
        sheet.line(LEFT + 80, 60, f"s{page + 1}", size=7)

    assert taken(*sheets)[0] == []


def test_the_first_line_of_text_and_a_caption_at_the_top_are_no_heads() -> None:
    sheets = []
    for page in range(3):
        sheet = filled(page)
        sheet.line(LEFT, 40, "第１章　題", size=8)
        sheet.line(LEFT, 72, f"■第１-１-{page + 1}図／一覧", font="Gothic", size=9)
        sheets.append(sheet)

    headers, _, pages = taken(*sheets)

    assert headers == [(page, "第１章　題") for page in range(3)]
    assert all(any("図／一覧" in line.text for line in page.lines) for page in pages)


def test_a_note_that_pages_repeat_is_no_running_foot() -> None:
    sheets = [filled(page) for page in range(2)]
    for sheet in sheets:
        for row, text in enumerate(("同じ注の文がここにある", "別の注がその下にある")):
            sheet.line(LEFT, 780 + 9 * row, text, size=7)

    assert taken(*sheets)[0] == []


def test_a_thumb_tab_is_taken_and_vertical_text_inside_the_page_is_not() -> None:
    sheet = filled()
    sheet.column(575, 200, "第３章", size=12)
    sheet.column(400, 600, "軸の名", size=8)

    _, _, pages = taken(sheet)

    assert [line.text for line in pages[0].lines if line.vertical] == ["軸の名"]


def test_a_number_that_counts_the_pages_is_their_number_though_the_margin_is_wide() -> None:
    sheets = []
    for page in range(4):
        sheet = filled(page)
        sheet.line(300, 700, str(page + 24), 10)
        sheets.append(sheet.done())
    found = extract(sheets, fallback_title="")
    assert found.labels == ("24", "25", "26", "27")
    assert not any("24" in passage.text for passage in found.passages)
