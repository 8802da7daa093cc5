"""Rules and panels among the drawn shapes of a page."""

from printed import Sheet

from index_builder.lines import read_page
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
