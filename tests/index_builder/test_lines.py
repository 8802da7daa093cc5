"""Printed lines and the typography of a document."""

from printed import LEFT, Sheet, filled

from index_builder.lines import read_page, survey
from index_builder.model import Graphic, Rect


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


def test_single_characters_below_each_other_are_a_vertical_line() -> None:
    sheet = Sheet()
    for number, char in enumerate("第１章"):
        sheet.line(570, 100 + 12 * number, char, size=12)

    (line,) = read_page(sheet.done()).lines

    assert (line.text, line.vertical) == ("第１章", True)


def test_stacked_tints_are_one_panel_and_page_wide_art_is_none() -> None:
    sheet = Sheet()
    sheet.panel(50, 75, 540, 92)
    sheet.panel(50, 92, 540, 300)
    sheet.panel(50, 400, 541, 500)
    sheet.panel(0, 0, 600, 60)
    sheet.graphics.append(Graphic("fill", Rect(50, 600, 540, 700), 0xFFFFFF))

    assert sorted(read_page(sheet.done()).panels) == [
        Rect(50, 75, 540, 300),
        Rect(50, 400, 541, 500),
    ]


def test_body_size_is_that_of_the_area_not_of_the_longest_notes() -> None:
    sheet = filled()
    for row in range(30):
        sheet.line(LEFT, 500 + 7 * row, "https://example.org/" + "x" * 80, size=6)

    typography = survey([read_page(sheet.done())])

    assert typography.size == 10.0
    assert typography.fonts == {"Mincho"}


def test_an_empty_document_has_a_typography_too() -> None:
    assert survey([read_page(Sheet().done())]).fonts == frozenset()
