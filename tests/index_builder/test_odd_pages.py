"""The same two paragraphs drawn in many odd ways are read as the same two paragraphs."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from drawn import UPRIGHT, Drawing, read, save
from wholeness import assert_whole

from index_builder.structure import extract

FIRST = "一つ目の段落は見本の文であり、三行にわたって続くように長さを整えて置かれている文章である。"
SECOND = "二つ目の段落も見本の文であり、同じ幅の行に分けて置かれ、読む順を確かめるために使われる。"
WIDTH = 20
PITCH = 16

Place = Callable[[Drawing, int, int, str], object]
"""Draws one line, given its paragraph, its number in the paragraph and its text."""


def rows() -> list[tuple[int, int, str]]:
    found = []
    for number, text in enumerate((FIRST, SECOND)):
        rest, row = "　" + text, 0
        while rest:
            found.append((number, row, rest[:WIDTH]))
            rest, row = rest[WIDTH:], row + 1
    return found


def column(number: int, row: int) -> tuple[float, float]:
    return 60 + 260 * number, 120 + PITCH * row


def level(drawing: Drawing, number: int, row: int, text: str) -> None:
    drawing.text(*column(number, row), text)


def by_glyph(drawing: Drawing, number: int, row: int, text: str) -> None:
    drawing.glyphs(*column(number, row), text)


def spaced(drawing: Drawing, number: int, row: int, text: str) -> None:
    drawing.text(*column(number, row), text, before="1.5 Tc")


def twice(drawing: Drawing, number: int, row: int, text: str) -> None:
    x, y = column(number, row)
    drawing.text(x, y, text).text(x + 0.3, y, text)


def unseen(drawing: Drawing, number: int, row: int, text: str) -> None:
    drawing.text(*column(number, row), text, before="3 Tr")


def white(drawing: Drawing, number: int, row: int, text: str) -> None:
    x, y = column(number, row)
    drawing.box(x, y - 11, x + 200, y + 5, "0 0 0.4 rg").text(x, y, text, before="1 g")


def upward(drawing: Drawing, number: int, row: int, text: str) -> None:
    x, y = column(number, row)
    drawing.text(y, drawing.height - x, text, matrix="0 1 -1 0")


def downward(drawing: Drawing, number: int, row: int, text: str) -> None:
    x, y = column(number, row)
    drawing.text(drawing.width - y, x, text, matrix="0 -1 1 0")


def over(drawing: Drawing, number: int, row: int, text: str) -> None:
    x, y = column(number, row)
    drawing.text(drawing.width - x, drawing.height - y, text, matrix="-1 0 0 -1")


def upright(drawing: Drawing, number: int, row: int, text: str) -> None:
    drawing.text(500 - PITCH * (4 * number + row), 120, text, way=UPRIGHT)


def stacked(drawing: Drawing, number: int, row: int, text: str) -> None:
    for place, char in enumerate(text):
        drawing.text(500 - PITCH * (4 * number + row), 120 + 10 * place, char)


def in_tiers(drawing: Drawing, number: int, row: int, text: str) -> None:
    drawing.text(500 - PITCH * row, 120 + 300 * number, text, way=UPRIGHT)


DRAWN = (
    *(level, by_glyph, spaced, twice, unseen, white, upward, downward, over),
    *(upright, stacked, in_tiers),
)


def found_in(path: Path, *drawings: Drawing) -> list[str]:
    pages = read(save(path, *drawings))
    found = extract(pages, fallback_title="")
    assert_whole(pages, found)
    assert (found.headings, found.footnotes, found.captions) == ((), (), ())
    return [passage.text.strip("　") for passage in found.passages]


@pytest.mark.parametrize("place", DRAWN)
def test_however_lines_are_drawn(tmp_path: Path, place: Place) -> None:
    drawing = Drawing()
    for number, row, text in rows():
        place(drawing, number, row, text)

    assert found_in(tmp_path / "odd.pdf", drawing) == [FIRST, SECOND]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("length", [1, 7, WIDTH])
def test_whatever_the_order_of_drawing(tmp_path: Path, seed: int, length: int) -> None:
    drawing = Drawing()
    for number, row, text in rows():
        x, y = column(number, row)
        for start in range(0, len(text), length):
            drawing.text(x + 10 * start, y, text[start : start + length])
    random.Random(seed).shuffle(drawing.operators)

    assert found_in(tmp_path / "odd.pdf", drawing) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "keys",
    [
        *({"Rotate": turn} for turn in ("90", "180", "270")),
        {"CropBox": "[40 100 590 780]"},
        {"MediaBox": "[-40 -50 560 790]", "CropBox": "[-40 -50 560 790]"},
        {"UserUnit": "3"},
    ],
)
def test_whatever_the_boxes_of_the_page(tmp_path: Path, keys: dict[str, str]) -> None:
    drawing = Drawing()
    drawing.keys = keys
    for number, row, text in rows():
        level(drawing, number, row, text)

    assert found_in(tmp_path / "odd.pdf", drawing) == [FIRST, SECOND]


def test_what_the_crop_box_hides_is_not_read(tmp_path: Path) -> None:
    drawing = Drawing().text(60, 30, "断ち落とされた文字")
    drawing.keys = {"CropBox": "[0 0 600 790]"}
    for number, row, text in rows():
        level(drawing, number, row, text)

    assert found_in(tmp_path / "odd.pdf", drawing) == [FIRST, SECOND]
