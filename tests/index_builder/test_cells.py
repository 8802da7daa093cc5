"""Cells of ruled tables, on pages set by hand."""

import pytest
from printed import LEFT, PITCH, Sheet, filled

from index_builder.cells import Grid
from index_builder.joining import read_page
from index_builder.model import Graphic, Rect
from index_builder.structure import extract

WIDTH = 130.0
TOP = 500.0


def draw(sheet: Sheet, rows: int, columns: int, height: float, *, outer: bool = True) -> None:
    """Rules and walls of a table; without `outer` walls its sides are open."""
    right = LEFT + columns * WIDTH
    for row in range(rows + 1):
        y = TOP + row * height
        sheet.graphics.append(Graphic("stroke", Rect(LEFT, y, right, y + 0.5), 0))
    for column in range(columns + 1) if outer else range(1, columns):
        x = LEFT + column * WIDTH
        sheet.graphics.append(Graphic("stroke", Rect(x, TOP, x + 0.5, TOP + rows * height), 0))


def table(*, outer: bool = True) -> Sheet:
    """Two rows of two cells that fill their cells to the wall, drawn row of lines by row of lines."""
    sheet = filled()
    draw(sheet, 2, 2, 40, outer=outer)
    for row, (left, right) in enumerate(
        (("あいうえおかきくけこさし", "アイウエオカキクケコサシ"),) * 2
    ):
        for number in range(2):
            y = TOP + 40 * row + 14 + PITCH * number
            sheet.line(LEFT + 3, y, left[6 * number : 6 * number + 6] * 2, 10)
            sheet.line(LEFT + WIDTH + 3, y, right[6 * number : 6 * number + 6] * 2, 10)
    return sheet


@pytest.mark.parametrize("outer", [True, False])
def test_a_cell_is_read_whole_though_its_neighbour_is_close(outer: bool) -> None:
    found = extract([table(outer=outer).done()], fallback_title="")
    cells = [p.text for p in found.passages if p.text[0] in "あア"]
    assert [text[0] + text[-1] for text in cells] == ["あし", "アシ"] * 2
    assert {len(text) for text in cells} == {24}


def test_a_wall_between_columns_of_text_makes_no_cells() -> None:
    sheet = filled()
    middle = Rect(285, 60, 285.5, 760)
    sheet.graphics += [
        Graphic("stroke", middle, 0),
        *(Graphic("stroke", Rect(LEFT, y, 520, y + 0.5), 0) for y in (60, 760)),
    ]
    page = read_page(sheet.done())
    cells, rest = Grid(sorted(page.rules), page.walls, page.height).part(page.lines)
    assert cells == []
    assert rest == page.lines


def test_a_line_over_a_wall_and_a_single_frame_are_no_cells() -> None:
    sheet = Sheet()
    draw(sheet, 1, 1, 60)
    sheet.line(LEFT + 4, TOP + 20, "枠の中")
    page = read_page(sheet.done())
    assert Grid(page.rules, page.walls, page.height).part(page.lines) == ([], page.lines)

    sheet = table()
    sheet.line(LEFT + 100, TOP + 30, "壁を越える一行です")
    page = read_page(sheet.done())
    rules = sorted(page.rules, key=lambda r: r.y0)
    cells, rest = Grid(rules, page.walls, page.height).part(page.lines)
    assert len(cells) == 4
    assert "壁を越える一行です" in [line.text for line in rest]


def test_words_spread_over_a_narrow_cell_are_one_line() -> None:
    sheet = filled()
    draw(sheet, 2, 2, 40)
    for x, word in ((LEFT + 3, "Land"), (LEFT + 75, "Climate")):
        sheet.line(x, TOP + 14, word, 10)
    sheet.line(LEFT + 3, TOP + 14 + PITCH, "Institute of Rivers", 10)
    sheet.line(LEFT + WIDTH + 3, TOP + 14, "隣の欄", 10)

    texts = [p.text for p in extract([sheet.done()], fallback_title="").passages]

    assert "Land Climate Institute of Rivers" in texts
    assert "隣の欄" in texts


def test_walls_beside_other_rules_make_no_cells_of_the_text_between() -> None:
    sheet = filled(paragraphs=4)
    for y in (100, 400):
        sheet.rule(LEFT, LEFT + 220, y)
    sheet.graphics += [Graphic("stroke", Rect(x, 90, x + 0.5, 420), 0) for x in (290, 420)]
    page = read_page(sheet.done())
    rules = sorted(page.rules, key=lambda r: r.y0)
    assert Grid(rules, page.walls, page.height).part(page.lines) == ([], page.lines)


def test_walls_drawn_row_by_row_bound_a_cell_over_both_rows() -> None:
    sheet = filled()
    middle, right = LEFT + WIDTH, LEFT + 2 * WIDTH
    for x0, y in ((LEFT, TOP), (middle, TOP + 40), (LEFT, TOP + 80)):
        sheet.rule(x0, right, y)
    for x in (LEFT, middle, right):
        for y in (TOP, TOP + 40):
            sheet.graphics.append(Graphic("stroke", Rect(x, y, x + 0.5, y + 40), 0))
    for number, text in enumerate(("二行にわたる", "欄の文字です")):
        sheet.line(LEFT + 3, TOP + 20 + 30 * number, text, 10)
    sheet.line(middle + 3, TOP + 20, "右上", 10)
    sheet.line(middle + 3, TOP + 60, "右下", 10)
    page = read_page(sheet.done())
    cells, _ = Grid(sorted(page.rules, key=lambda r: r.y0), page.walls, page.height).part(
        page.lines
    )
    assert sorted(len(lines) for _, lines in cells) == [1, 1, 2]
