"""Pieces joined to printed lines."""

from pathlib import Path

from drawn import UPRIGHT, Drawing, read, save
from printed import Sheet

from index_builder.joining import read_page


def test_fragments_on_one_baseline_are_one_line_but_columns_are_not() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "令には、")
    sheet.line(92, 100, "国防生産法")
    sheet.line(164, 100, "次の段")

    assert [line.text for line in read_page(sheet.done()).lines] == ["令には、国防生産法", "次の段"]


def test_a_mark_drawn_apart_may_bring_the_stop_behind_it() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "期待されている")
    sheet.line(120, 100, "^＊30＊31^。")

    (line,) = read_page(sheet.done()).lines

    assert line.text == "期待されている＊30＊31。"
    assert [line.text[start:end] for start, end in line.raised] == ["＊30＊31"]


def test_a_number_keeps_its_distance_from_the_title_beside_it() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "2")
    sheet.line(63, 100, "配電網問題")

    (line,) = read_page(sheet.done()).lines

    assert line.text == "2 配電網問題"
    assert line.sources[1] == -1


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
    sheet.line(50, 200, "漢字で書く行の上")
    sheet.line(55, 191, "・", size=5)

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


def test_single_characters_below_each_other_are_a_vertical_line() -> None:
    sheet = Sheet()
    for number, char in enumerate("第１章"):
        sheet.line(570, 100 + 12 * number, char, size=12)

    (line,) = read_page(sheet.done()).lines

    assert (line.text, line.vertical) == ("第１章", True)


def test_the_label_of_an_item_stands_with_it_however_far_it_hangs() -> None:
    sheet = Sheet()
    for row, label in enumerate(("ii.", "(2)", "●")):
        sheet.line(50, 100 + 16 * row, label)
        sheet.line(85, 100 + 16 * row, "組織として確かめる")
    sheet.line(50, 200, "左の段")
    sheet.line(110, 200, "右の段")
    for x, cell in ((50, "○"), (80, "△"), (110, "→")):
        sheet.line(x, 220, cell)
    sheet.line(135, 220, "次の欄")

    assert [line.text for line in read_page(sheet.done()).lines] == [
        "ii. 組織として確かめる",
        "(2) 組織として確かめる",
        "● 組織として確かめる",
        *("左の段", "右の段"),
        *("○", "△", "→", "次の欄"),
    ]


def test_figures_drawn_after_an_upright_line_fill_its_gaps(tmp_path: Path) -> None:
    drawing = Drawing()
    for number, (above, below) in enumerate((("第二の", "に当たる者"), ("第四の", "に当たる物"))):
        x = 400 - 20 * number
        drawing.text(x, 100, above, way=UPRIGHT).text(x, 140, below, way=UPRIGHT)
    for number in range(2):
        drawing.text(400 - 20 * number - 7.5, 139, f"({number})")

    (page,) = read(save(tmp_path / "upright.pdf", drawing))

    texts = [line.text for line in read_page(page).lines]
    assert texts == ["第二の(0)に当たる者", "第四の(1)に当たる物"]


def test_a_row_of_dots_joins_a_title_and_its_page() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "第一節　見本")
    sheet.line(150, 100, "…" * 20)
    sheet.line(370, 100, "27")

    assert [line.text for line in read_page(sheet.done()).lines] == [
        "第一節　見本" + "…" * 20 + "27"
    ]


def test_among_upright_lines_a_short_one_is_upright_too() -> None:
    sheet = Sheet()
    for number, text in enumerate(
        ("縦に組む文はここから始まり", "続いていて、次の行で終わ", "る。")
    ):
        for place, char in enumerate(text):
            sheet.line(500 - 18 * number, 100 + 10 * place, char)
    sheet.line(446, 100, "一")

    lines = read_page(sheet.done()).lines

    assert [line.text for line in lines][2:] == ["る。", "一"]
    assert all(line.vertical for line in lines)


def test_latin_words_that_justifying_spreads_are_one_line_and_cells_are_not() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "Innovation,")
    sheet.line(120, 100, "and")
    sheet.line(50, 120, "2015")
    sheet.line(85, 120, "2016")

    assert [line.text for line in read_page(sheet.done()).lines] == [
        "Innovation, and",
        *("2015", "2016"),
    ]
