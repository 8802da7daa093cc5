"""The order of reading, and rectangles of passages: one for each printed line."""

from array import array
from pathlib import Path

from drawn import Drawing, read, save
from printed import LEFT, RIGHT, Sheet, filled

from index_builder.joining import read_page
from index_builder.layout import arrange, places
from index_builder.lines import survey
from index_builder.model import Part, Passage, Rect


def order(sheet: Sheet) -> list[str]:
    page = read_page(sheet.done())
    typography = survey([page])
    return [line.text for block in arrange(page, page.lines, typography) for line in block.lines]


def two_columns(sheet: Sheet, top: float, left: str, right: str) -> None:
    for x, char in ((LEFT, left), (RIGHT, right)):
        for row in range(8):
            sheet.line(x, top + 16 * row, char * 22)


def without_repeats(texts: list[str]) -> list[str]:
    firsts = [text[0] if len(set(text)) == 1 else text for text in texts]
    return [text for i, text in enumerate(firsts) if i == 0 or firsts[i - 1] != text]


def test_a_ruled_table_over_both_columns_parts_them_and_is_read_row_by_row() -> None:
    sheet = Sheet()
    two_columns(sheet, 100, "あ", "い")
    sheet.line(LEFT, 260, "表２　分野の一覧")
    for row in range(3):
        sheet.rule(LEFT, 520, 270 + 40 * row)
        for column in range(4):
            sheet.line(LEFT + 5 + 120 * column, 285 + 40 * row, f"甲{row}{column}")
        sheet.line(LEFT + 125, 299 + 40 * row, "続き")
    sheet.rule(LEFT, 520, 390)
    two_columns(sheet, 430, "う", "え")

    rows = [[f"甲{row}0", f"甲{row}1", "続き", f"甲{row}2", f"甲{row}3"] for row in range(3)]
    assert without_repeats(order(sheet)) == [
        "あ",
        "い",
        "表２　分野の一覧",
        *(cell for row in rows for cell in row),
        "う",
        "え",
    ]


def test_a_figure_over_both_columns_keeps_its_words_together() -> None:
    sheet = Sheet()
    two_columns(sheet, 100, "あ", "い")
    sheet.rule(LEFT, 520, 260)
    for x, y, label in ((LEFT, 280, "左"), (RIGHT + 50, 285, "右"), (LEFT + 100, 330, "中ほど")):
        sheet.line(x, y, label, size=7)
    sheet.rule(LEFT, 520, 350)
    sheet.line(LEFT, 362, "2001", size=7)
    sheet.line(RIGHT, 362, "2002", size=7)
    sheet.line(LEFT + 50, 376, "図１　左から右まで段をまたいで続く題である", font="Gothic")
    two_columns(sheet, 410, "う", "え")

    found = without_repeats(order(sheet))

    assert [t for t in found if t in "あいうえ"] == ["あ", "い", "う", "え"]
    assert set(found[2:-2]) == {
        *("左", "右", "中ほど", "2001", "2002"),
        "図１　左から右まで段をまたいで続く題である",
    }


def test_a_figure_below_a_heading_over_both_columns_stays_in_its_own() -> None:
    sheet = Sheet()
    sheet.line(LEFT, 80, "第１節　二つの段にまたがる題", size=16)
    sheet.line(LEFT, 110, "１　左の段の題", font="Gothic")
    sheet.line(RIGHT + 40, 105, "国内", size=7)
    for row in range(9):
        sheet.line(LEFT, 130 + 16 * row, "あ" * 22)
    sheet.line(RIGHT, 150, "図１　右の図", font="Gothic")
    for row in range(6):
        sheet.line(RIGHT, 178 + 16 * row, "い" * 22)

    assert without_repeats(order(sheet)) == [
        "第１節　二つの段にまたがる題",
        "１　左の段の題",
        *("あ", "国内", "図１　右の図", "い"),
    ]


def test_figures_side_by_side_stay_in_their_columns() -> None:
    sheet = Sheet()
    for x, text, label in ((LEFT, "あう", "左の図"), (RIGHT, "いえ", "右の図")):
        for row in range(8):
            sheet.line(x, 100 + 16 * row, text[0] * 22)
            sheet.line(x, 400 + 16 * row, text[1] * 22)
        sheet.rule(x, x + 200, 250)
        sheet.line(x + 20, 300, label, size=7)
        sheet.rule(x, x + 200, 350)

    assert without_repeats(order(sheet)) == ["あ", "左の図", "う", "い", "右の図", "え"]


def test_a_rule_over_the_page_between_columns_of_text_does_not_part_them_from_their_end() -> None:
    sheet = filled()
    plain = order(sheet)
    sheet.rule(LEFT, 520, 60)

    assert order(sheet) == plain


def test_a_table_over_two_of_three_columns_leaves_the_first_alone() -> None:
    sheet = Sheet()
    for x, char, bottom in ((40, "あ", 30), (220, "い", 8), (400, "う", 8)):
        for row in range(bottom):
            sheet.line(x, 100 + 16 * row, char * 16)
    for row in range(3):
        sheet.rule(220, 560, 250 + 30 * row)
        for x in (230, 330, 430):
            sheet.line(x, 270 + 30 * row, f"{row}の{x}", size=8)
    for x, char in ((220, "え"), (400, "お")):
        for row in range(8):
            sheet.line(x, 370 + 16 * row, char * 16)

    cells = [f"{row}の{x}" for row in range(3) for x in (230, 330, 430)]
    assert without_repeats(order(sheet)) == ["あ", "い", "う", *cells, "え", "お"]


def test_upright_text_in_a_box_of_a_level_page_reads_from_the_right() -> None:
    sheet = filled()
    sheet.panel(LEFT, 420, 520, 600)
    for number, char in enumerate("一二三"):
        sheet.column(480 - 18 * number, 440, char * 12)

    assert [text[0] for text in order(sheet) if text[0] in "一二三"] == ["一", "二", "三"]


def test_a_watermark_comes_after_what_it_lies_over(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.text(150, 600, "見本の透かし", 70, matrix="0.8 0.6 -0.6 0.8", before="0.9 g")
    for x, char in ((50, "あ"), (300, "い")):
        drawing.lines(x, 100, *[char * 22] * 30)

    (page,) = read(save(tmp_path / "watermark.pdf", drawing))

    lines = read_page(page)
    blocks = arrange(lines, lines.lines, survey([lines]))
    found = without_repeats([line.text for block in blocks for line in block.lines])
    assert found == ["あ", "い", "見本の透かし"]


def test_upright_text_reads_tier_by_tier_from_the_right() -> None:
    sheet = Sheet()
    sheet.column(540, 100, "題は二つの段にまたがる", size=20)
    for tier, char in ((100, "あ"), (400, "い")):
        for number in range(8):
            sheet.column(500 - 18 * number, tier, char * (25 if number < 7 else 3))

    assert without_repeats(order(sheet)) == ["題は二つの段にまたがる", "あ", "い"]


def test_a_short_upright_line_makes_no_tier() -> None:
    sheet = Sheet()
    texts = ("一　短い", "　　　　　字下げした行が続く", "二　次の項目の文は長く続いて", "　終わる")
    for number, text in enumerate(texts):
        indent = len(text) - len(text.lstrip("　"))
        sheet.column(500 - 18 * number, 100 + 10 * indent, text.strip("　"))

    assert order(sheet) == [text.strip("　") for text in texts]


def horizontal(text: str, x: float, y: float, size: float = 10) -> list[tuple[float, ...]]:
    return [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]


def flat(boxes: list[tuple[float, ...]]) -> "array[float]":
    return array("f", [value for box in boxes for value in box])


def test_a_range_over_a_line_end_has_two_rectangles() -> None:
    page = flat(horizontal("一二三", 50, 100) + horizontal("四五", 50, 120))
    passage = Passage(Part.BODY, "一二三四五", array("i", range(5)), ((0, 0),))

    (place,) = places({0: page}, passage, 1, 5)

    assert place.page == 0
    assert place.rects == (Rect(60, 100, 80, 110), Rect(50, 120, 70, 130))


def test_a_range_over_a_page_end_has_two_places_and_an_inserted_space_none() -> None:
    pages = {3: flat(horizontal("ab", 50, 700)), 4: flat(horizontal("cd", 50, 60))}
    passage = Passage(Part.BODY, "ab cd", array("i", [0, 1, -1, 0, 1]), ((0, 3), (3, 4)))

    assert [p.page for p in places(pages, passage, 0, 5)] == [3, 4]
    assert places(pages, passage, 2, 3) == ()


def test_a_raised_or_smaller_character_stays_in_the_rectangle_of_its_line() -> None:
    page = flat([(50, 100, 60, 110), (60, 99, 65, 105), (65, 100, 75, 110)])
    passage = Passage(Part.BODY, "Ａ2Ｂ", array("i", range(3)), ((0, 0),))

    assert places([page], passage, 0, 3)[0].rects == (Rect(50, 99, 75, 110),)


def test_the_top_of_the_next_column_is_another_line() -> None:
    page = flat(horizontal("一二", 50, 700) + horizontal("三四", 300, 60))
    passage = Passage(Part.BODY, "一二三四", array("i", range(4)), ((0, 0),))

    assert len(places([page], passage, 0, 4)[0].rects) == 2


def test_vertical_text_is_merged_down_the_line() -> None:
    right = [(300, 50 + 10 * i, 310, 60 + 10 * i) for i in range(3)]
    left = [(280, 50 + 10 * i, 290, 60 + 10 * i) for i in range(3)]
    passage = Passage(Part.BODY, "一二三四五六", array("i", range(6)), ((0, 0),))

    (place,) = places([flat(right + left)], passage, 0, 6)

    assert place.rects == (Rect(300, 50, 310, 80), Rect(280, 50, 290, 80))


def test_the_last_line_of_a_column_heading_stays_with_it_beside_a_gap() -> None:
    sheet = Sheet()
    two_columns(sheet, 100, "あ", "い")
    sheet.line(LEFT, 270, "第３節　見本の長い題は", size=14, font="Gothic")
    sheet.line(LEFT, 292, "ここで折れる", size=14, font="Gothic")
    sheet.line(RIGHT, 270, "う" * 22)
    two_columns(sheet, 330, "え", "お")

    read = without_repeats(order(sheet))

    assert read.index("ここで折れる") == read.index("第３節　見本の長い題は") + 1


def test_headings_of_two_columns_at_one_height_stay_in_their_columns() -> None:
    sheet = Sheet()
    two_columns(sheet, 100, "あ", "い")
    for x, title in ((LEFT, "第２節　左"), (RIGHT, "２　右")):
        sheet.line(x, 260, title, size=14, font="Gothic")
    two_columns(sheet, 290, "う", "え")

    read = without_repeats(order(sheet))

    assert read == ["あ", "第２節　左", "う", "い", "２　右", "え"]


def test_a_heading_beside_a_column_that_has_ended_stays_in_its_own() -> None:
    sheet = Sheet()
    two_columns(sheet, 100, "あ", "い")
    for row in range(6):
        sheet.line(LEFT, 228 + 16 * row, "う" * 22)
    sheet.line(LEFT, 350, "３　左の見出し", size=14, font="Gothic")
    for row in range(4):
        sheet.line(LEFT, 380 + 16 * row, "え" * 22)

    assert without_repeats(order(sheet)) == ["あ", "う", "３　左の見出し", "え", "い"]


def test_a_heading_below_two_columns_of_one_length_spans_them() -> None:
    sheet = Sheet()
    two_columns(sheet, 100, "あ", "い")
    sheet.line(LEFT, 260, "第３節　次の見出し", size=14, font="Gothic")
    for row in range(4):
        sheet.line(LEFT, 290 + 16 * row, "え" * 22)

    assert without_repeats(order(sheet)) == ["あ", "い", "第３節　次の見出し", "え"]
