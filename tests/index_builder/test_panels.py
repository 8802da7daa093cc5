"""Rules and panels among the drawn shapes of a page."""

from printed import Sheet

from index_builder.joining import read_page
from index_builder.model import Graphic, Rect


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


def test_rules_drawn_cell_by_cell_are_one_and_those_of_columns_are_not() -> None:
    sheet = Sheet()
    for x0, x1 in ((50, 120), (123, 124), (124, 270), (300, 520)):
        sheet.rule(x0, x1, 400)

    assert read_page(sheet.done()).rules == [
        Rect(50, 400, 270, 400.5),
        Rect(300, 400, 520, 400.5),
    ]
