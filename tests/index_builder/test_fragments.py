"""Lines as a page draws them."""

from pathlib import Path

from drawn import Drawing, read, save
from printed import Sheet

from index_builder.joining import read_page
from index_builder.lines import Turn


def test_raised_figures_are_noted_and_touching_ones_are_one() -> None:
    sheet = Sheet()
    sheet.line(50, 100, "会議^4、^^5^は続く")

    (line,) = read_page(sheet.done()).lines

    assert [line.text[a:b] for a, b in line.raised] == ["4、5"]


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
