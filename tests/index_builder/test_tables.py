"""Ruled tables: found by their rules and cells, and no headings in them."""

from printed import FILLER, LEFT, Sheet, filled

from index_builder.model import Part
from index_builder.structure import extract


def ruled(sheet: Sheet, *heights: float) -> None:
    for y in heights:
        sheet.rule(LEFT, 510, y)


def test_cells_set_apart_are_no_headings() -> None:
    sheet = filled()
    ruled(sheet, 500, 520, 560, 600)
    for y, label, cell in ((514, "区分", "内容"), (540, "1.東", "小さい"), (580, "2.西", "大きい")):
        sheet.line(LEFT + 5, y, label, font="Gothic")
        sheet.line(LEFT + 200, y, cell)

    found = extract([sheet.done()], fallback_title="")

    assert found.headings == ()
    cells = {p.text for p in found.passages if p.part == Part.TABLE}
    assert {"1.東", "小さい", "2.西", "大きい"} <= cells


def test_rules_around_headings_make_no_table() -> None:
    sheet = Sheet()
    for number, y in enumerate((100.0, 300.0, 500.0), 1):
        sheet.rule(LEFT, 510, y)
        sheet.line(LEFT, y + 18, f"第{number}節　見本の話", size=14, font="Gothic")
        for x in (LEFT, 300):
            sheet.paragraph(x, y + 50, FILLER * 4)

    found = extract([sheet.done()], fallback_title="")

    assert [heading.label for heading in found.headings] == ["第1節", "第2節", "第3節"]


def test_many_rows_are_a_table_though_no_cells_stand_side_by_side() -> None:
    sheet = filled()
    ruled(sheet, *range(480, 600, 16))
    for row, y in enumerate(range(492, 592, 16)):
        head = row % 3 == 0
        words = f"{row // 3 + 1}.項目" if head else "内訳"
        sheet.line(LEFT + (0 if head else 120), y, words, font="Gothic" if head else "Mincho")

    assert extract([sheet.done()], fallback_title="").headings == ()
