"""The column of text at a point: of real drawn pages, level and upright."""

from pathlib import Path

import pymupdf
import pytest

from index_builder.model import PageText
from index_builder.pdf import Pdf
from reader.text_column import column_at

LINE = "国立標準技術研究所が指針"
WIDTH = 10 * len(LINE)


@pytest.fixture
def two_columns(tmp_path: Path) -> PageText:
    """A title over two columns of thirty lines at 40 and 180 points, and a number at the foot."""
    document = pymupdf.open()
    page = document.new_page(width=350, height=600)
    page.insert_text((40, 50), "大きな見出しが全体に", fontname="japan", fontsize=24)
    for number in range(30):
        for left in (40, 180):
            words = LINE[:4] if number % 10 == 9 else LINE
            page.insert_text((left, 90 + 15 * number), words, fontname="japan", fontsize=10)
    page.insert_text((170, 590), "24", fontname="japan", fontsize=10)
    document.save(tmp_path / "a.pdf")
    with Pdf(tmp_path / "a.pdf") as pdf:
        return pdf.page_text(0)


@pytest.mark.parametrize("left", [40, 180])
@pytest.mark.parametrize("y", [60, 220, 231, 520, 560])
def test_a_column_without_its_neighbour(two_columns: PageText, left: int, y: int) -> None:
    column = column_at(two_columns, left + 30, y)
    assert column is not None
    assert (column.x0, column.x1) == pytest.approx((left, left + WIDTH), abs=3)
    assert column.y0 < 90
    assert column.y1 > 90 + 15 * 29


def test_a_running_head_in_pieces_is_no_column(two_columns: PageText, tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=350, height=600)
    for number, word in enumerate("第１章基礎を読む"):
        page.insert_text((40 + 14 * number, 30), word, fontname="japan", fontsize=10)
    for number in range(12):
        page.insert_text((60, 190 + 15 * number), LINE, fontname="japan", fontsize=10)
    document.save(tmp_path / "b.pdf")
    with Pdf(tmp_path / "b.pdf") as pdf:
        column = column_at(pdf.page_text(0), 100, 35)
    assert column is not None
    assert (column.x0, column.x1) == pytest.approx((60, 60 + WIDTH), abs=3)
    assert column_at(two_columns, 0, 0) is not None


def test_a_page_without_text_has_no_column(tmp_path: Path) -> None:
    document = pymupdf.open()
    document.new_page()
    document.save(tmp_path / "a.pdf")
    with Pdf(tmp_path / "a.pdf") as pdf:
        assert column_at(pdf.page_text(0), 100, 100) is None


def test_a_block_of_upright_lines(shared: Path) -> None:
    with Pdf(shared / "corpus" / "japanese" / "mhlw-kokuji-wmode1-000602944.pdf") as pdf:
        text = pdf.page_text(0)
    column = column_at(text, text.width / 2, text.height / 2)
    assert column is not None
    assert column.width > 200, "lines side by side are one block"
    assert column.height > 600
