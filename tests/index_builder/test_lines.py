"""Printed lines and the typography of a document."""

from pathlib import Path

from drawn import UPRIGHT, Drawing, read, save
from printed import LEFT, Sheet, filled

from index_builder.lines import Turn, read_page, survey


def test_fragments_on_one_baseline_are_one_line_but_columns_are_not() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "令には、")
    sheet.line(92, 100, "国防生産法")
    sheet.line(164, 100, "次の段")

    assert [line.text for line in read_page(sheet.done()).lines] == ["令には、国防生産法", "次の段"]


def test_a_number_keeps_its_distance_from_the_title_beside_it() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "2")
    sheet.line(63, 100, "配電網問題")

    (line,) = read_page(sheet.done()).lines

    assert line.text == "2 配電網問題"
    assert line.sources[1] == -1


def test_raised_figures_are_noted_and_touching_ones_are_one() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "会議^4、^^5^は続く")

    (line,) = read_page(sheet.done()).lines

    assert [line.text[a:b] for a, b in line.raised] == ["4、5"]


def test_ruby_is_set_aside_only_over_a_base() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "俯瞰図を見る")
    sheet.line(50, 91, "ふかん", size=5)
    sheet.line(50, 400, "かなだけの注", size=5)

    page = read_page(sheet.done())

    assert [line.text for line in page.ruby] == ["ふかん"]
    assert [line.text for line in page.lines] == ["俯瞰図を見る", "かなだけの注"]


def test_ruby_stands_over_something_else_than_kana() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "かなで書いた行の上")
    sheet.line(50, 91, "らべる", size=5)

    assert read_page(sheet.done()).ruby == []


def test_ruby_stands_beside_its_base_in_upright_writing() -> None:
    sheet = Sheet()
    sheet.column(300, 100, "俯瞰図を見る")
    sheet.column(310, 100, "ふかんず", size=5)

    page = read_page(sheet.done())

    assert [line.text for line in page.ruby] == ["ふかんず"]
    assert [line.text for line in page.lines] == ["俯瞰図を見る"]


def test_figures_side_by_side_stand_in_their_vertical_line(tmp_path: Path) -> None:
    drawing = Drawing().text(400, 100, "令和", way=UPRIGHT)
    drawing.text(395, 129, "12").text(400, 131, "年", way=UPRIGHT)
    drawing.text(400, 151, "決まる", way=UPRIGHT)

    (page,) = read(save(tmp_path / "upright.pdf", drawing))

    (line,) = read_page(page).lines
    assert (line.text, line.vertical) == ("令和12年　決まる", True)
    assert [page.text[i] if i >= 0 else "　" for i in line.sources] == list(line.text)


def test_figures_and_signs_below_each_other_are_rows_of_a_table() -> None:
    sheet = Sheet()
    for column, cells in enumerate(("123", "○○○", "有有有")):
        for row, char in enumerate(cells):
            sheet.line(50 + 40 * column, 100 + 12 * row, char)

    assert not any(line.vertical for line in read_page(sheet.done()).lines)


def test_a_title_spread_over_its_line_is_one_and_cells_are_not() -> None:
    sheet = Sheet()
    for column, char in enumerate("目次"):
        sheet.line(200 + 40 * column, 100, char, size=16)
    for column, cell in enumerate(("区分", "甲", "乙", "丙")):
        sheet.line(50 + 40 * column, 200, cell)

    assert [line.text for line in read_page(sheet.done()).lines] == [
        "目次",
        *("区分", "甲", "乙", "丙"),
    ]


def test_a_page_set_upside_down_is_read_from_its_own_top(tmp_path: Path) -> None:
    drawing = Drawing()
    for row, text in enumerate(("一行目の文はここから", "二行目で終わる。")):
        drawing.text(500, 700 - 16 * row, text, matrix="-1 0 0 -1")

    (read_text,) = read(save(tmp_path / "over.pdf", drawing))
    page = read_page(read_text)

    assert page.turn == Turn.OVER
    assert page.lines[0].rect.y1 < page.lines[1].rect.y0
    first = page.original(page.lines[0].rect)
    assert (round(first.x0), round(first.x1)) == (400, 500)
    assert first.contains(450, 703)


def test_single_characters_below_each_other_are_a_vertical_line() -> None:
    sheet = Sheet()
    for number, char in enumerate("第１章"):
        sheet.line(570, 100 + 12 * number, char, size=12)

    (line,) = read_page(sheet.done()).lines

    assert (line.text, line.vertical) == ("第１章", True)


def test_body_size_is_that_of_the_area_not_of_the_longest_notes() -> None:
    sheet = filled()
    for row in range(30):
        sheet.line(LEFT, 500 + 7 * row, "https://example.org/" + "x" * 80, size=6)

    typography = survey([read_page(sheet.done())])

    assert typography.size == 10.0
    assert typography.fonts == {"Mincho"}


def test_an_empty_document_has_a_typography_too() -> None:
    assert survey([read_page(Sheet().done())]).fonts == frozenset()
