"""What notes beside the text quote and what stands around them."""

from array import array

import pytest
from msgspec.structs import replace
from notes_made import HIGHLIGHT, of_kind

from index_builder.model import (
    Caption,
    PageText,
    Part,
    Passage,
    Place,
    Rect,
    Structure,
)
from reader.edition_text import Edition, EditionText
from reader.note_quotes import (
    LONGEST,
    caption_of,
    picture_place,
    placed,
    surroundings,
    text_within,
)
from reader.records import CONTEXT

ROWS = ("第３章　世界の動向", "米国では指針が", "公表された。", "表の数字　１２３")
"""Four printed lines of page 1; each character is 10 points wide and high, 20 from line to line."""

FIGURE = Rect(200, 100, 400, 300)
CAPTION = Caption("figure", "第１図", "1", "論文数", Place(1, (Rect(200, 305, 300, 315),)), FIGURE)


def page_text() -> PageText:
    boxes: array[float] = array("d")
    lines = []
    start = 0
    for row, line in enumerate(ROWS):
        for column in range(len(line)):
            boxes.extend((10 * column, 20 * row, 10 * column + 10, 20 * row + 10))
        lines.append((start, start + len(line)))
        start += len(line)
    return PageText(1, 595, 842, "".join(ROWS), boxes, (), tuple(lines))


def passage(text: str, start: int, pages: tuple[tuple[int, int], ...] = ((0, 1),)) -> Passage:
    return Passage(Part.BODY, text, array("i", range(start, start + len(text))), pages)


def structure(*captions: Caption) -> Structure:
    head = passage(ROWS[0], 0)
    body = passage(ROWS[1] + ROWS[2], len(ROWS[0]))
    table = passage(ROWS[3], len("".join(ROWS[:3])))
    before = passage("前のページの終わり。" * 5, 0, ((0, 0),))
    return Structure("", ("", ""), (before, head, body, table), captions=captions)


def area(rect: Rect, page: int = 1) -> object:
    return replace(of_kind("area"), page=page, rects=(rect,))


def test_an_area_quotes_the_caption_of_the_figure_it_is_around() -> None:
    record = placed(area(Rect(195, 95, 410, 310)), structure(CAPTION), None)
    assert record.quotation == "第１図　論文数"
    with_caption = Rect(195, 95, 410, 330)
    assert caption_of(structure(CAPTION), 1, with_caption) is CAPTION
    assert caption_of(structure(CAPTION), 0, FIGURE) is None
    assert caption_of(structure(CAPTION), 1, Rect(200, 100, 300, 180)) is None, "a corner of it"
    assert caption_of(None, 1, FIGURE) is None


def test_a_caption_without_a_figure_counts_when_it_is_inside() -> None:
    bare = replace(CAPTION, area=None)
    assert caption_of(structure(bare), 1, Rect(150, 100, 450, 400)) is bare
    assert caption_of(structure(bare), 1, FIGURE) is None


def test_else_it_quotes_what_stands_in_it_paragraph_by_paragraph() -> None:
    around = Rect(0, 18, 200, 75)
    assert (
        text_within(page_text(), structure(), around)
        == "米国では指針が公表された。\n表の数字　１２３"
    )
    assert (
        text_within(page_text(), None, around) == "米国では指針が\n公表された。\n表の数字　１２３"
    )
    assert text_within(page_text(), structure(), Rect(40, 18, 71, 31)) == "指針が"
    assert text_within(page_text(), structure(), Rect(300, 300, 400, 400)) == ""
    assert placed(area(around), structure(), page_text()).quotation.startswith("米国では")


def test_a_space_between_words_that_are_inside_stays() -> None:
    text = page_text()
    words = Passage(Part.BODY, "米国 では", array("i", [10, 11, -1, 12, 13]), ((0, 1),))
    spaced = Structure("", ("", ""), (words,))
    first = len(ROWS[0])
    assert text.text[first] == "米"
    shift = first - 10
    moved = Passage(
        Part.BODY,
        words.text,
        array("i", [s + shift if s >= 0 else s for s in words.sources]),
        words.pages,
    )
    assert (
        text_within(text, replace(spaced, passages=(moved,)), Rect(0, 18, 100, 31)) == "米国 では"
    )


def test_a_whole_page_is_quoted_only_so_far() -> None:
    long = "あ" * 3000
    boxes = array("d", [value for _ in long for value in (0, 0, 10, 10)])
    text = PageText(1, 595, 842, long, boxes, (), ((0, len(long)),))
    assert len(text_within(text, None, Rect(0, 0, 20, 20))) == LONGEST


@pytest.mark.parametrize("kind", ["note", "ink", "text"])
def test_others_quote_nothing_and_know_what_is_around_them(kind: str) -> None:
    record = replace(of_kind(kind), page=1, rects=(Rect(5, 24, 21, 40),))
    found = placed(record, structure(), page_text())
    assert found.quotation == ""
    assert found.prefix == ("前のページの終わり。" * 5 + ROWS[0])[-CONTEXT:]
    assert found.suffix == (ROWS[1] + ROWS[2] + ROWS[3])[:CONTEXT]


def test_the_surroundings_are_where_another_edition_looks_for_them() -> None:
    known, text = structure(), page_text()
    empty: array[float] = array("d", [0.0] * 400)
    old = EditionText([Edition("a", known, {0: empty, 1: text.boxes})])
    rect = Rect(5, 24, 21, 40)
    spot = old.spot_near("a", 1, rect)
    assert spot is not None
    own = known.passages[spot.passage].text[spot.index :]
    assert surroundings(text, known, rect)[1].startswith(own)


def test_without_the_text_of_the_page_what_was_known_stays() -> None:
    record = replace(of_kind("area"), page=1, quotation="前の引用", prefix="前", suffix="後")
    assert placed(record, structure(), None) == record
    assert placed(record, None, None) == record
    empty = Structure("", ("", ""), ())
    assert surroundings(page_text(), empty, FIGURE) == ("", "")


def test_the_picture_of_an_area() -> None:
    assert picture_place(replace(of_kind("area"), rects=(FIGURE,))) == (1, FIGURE)
    assert picture_place(HIGHLIGHT) is None
