"""PDFs drawn on the spot for tests of the window: pages of a known colour with known words."""

from pathlib import Path

import pymupdf

COLORS = ((1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0))
AREA = (20.0, 30.0, 60.0, 50.0)
"""The coloured rectangle of every page, in points."""


def color_of(page: int) -> tuple[int, int, int]:
    """Red, green, blue of the rectangle on `page`."""
    red, green, blue = (round(255 * part) for part in COLORS[page % len(COLORS)])
    return red, green, blue


def paper(
    path: Path,
    pages: int = 3,
    size: tuple[float, float] = (200, 300),
    words: str = "",
    password: str = "",
) -> Path:
    """A PDF of `pages` pages, each with its coloured rectangle and, below, 頁 with its number."""
    document = pymupdf.open()
    for number in range(pages):
        page = document.new_page(width=size[0], height=size[1])
        page.draw_rect(AREA, fill=COLORS[number % len(COLORS)], color=None)
        page.insert_text((20, 100), f"第{number + 1}頁 {words}", fontname="japan", fontsize=12)
    if password:
        document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw="o")
    else:
        document.save(path)
    return path
