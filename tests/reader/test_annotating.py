"""What surrounds the text that annotations quote: told by the place that is meant."""

from array import array
from collections.abc import Collection

import pytest

from index_builder.model import Part, Passage, Rect, Structure
from reader.annotating import NO_CONTEXT, annotation, characters_in, quotation_context, quoting
from reader.records import CONTEXT

FIRST = "人工知能の指針を公表した。我が国でも人工知能の利用が進んでいる。"
TITLE = "第２節　動向"
LAST = "人工知能は各国で議論されている。"
OVER = "頁をまたぐ文である。"
FOOT = "後の頁の文。"


def structure() -> Structure:
    """A page of three passages and the first half of a fourth, and one more on the page after it."""
    start, passages = 0, []
    for text in (FIRST, TITLE, LAST):
        sources = array("i", range(start, start + len(text)))
        passages.append(Passage(Part.BODY, text, sources, ((0, 0),)))
        start += len(text)
    half = len(OVER) // 2
    sources = array("i", [*range(start, start + half), *range(len(OVER) - half)])
    passages.append(Passage(Part.BODY, OVER, sources, ((0, 0), (half, 1))))
    sources = array("i", range(len(OVER) - half, len(OVER) - half + len(FOOT)))
    passages.append(Passage(Part.BODY, FOOT, sources, ((0, 1),)))
    return Structure("", ("1", "2"), tuple(passages))


PAGE = FIRST + TITLE + LAST + OVER[: len(OVER) // 2]
WORD = "人工知能"
PLACES = [0, FIRST.index(WORD, 1), PAGE.rindex(WORD)]


def boxes() -> "array[float]":
    """Characters ten points wide in one line."""
    return array("d", [v for n in range(len(PAGE)) for v in (10.0 * n, 0, 10.0 * n + 10, 10)])


def test_without_a_place_only_what_stands_once_has_a_context() -> None:
    prefix, suffix, start, end = quotation_context(structure(), 0, "我が国")
    assert (prefix, PAGE[start:end]) == (FIRST[: FIRST.index("我が国")], "我が国")
    assert suffix.startswith("でも人工知能")
    assert quotation_context(structure(), 0, WORD) == NO_CONTEXT


@pytest.mark.parametrize("at", PLACES)
def test_the_place_that_is_meant_tells_which_of_several_it_is(at: int) -> None:
    found = quotation_context(structure(), 0, WORD, range(at, at + len(WORD)))
    prefix, suffix, start, end = found
    assert (start, end) == (at, at + len(WORD))
    assert prefix == PAGE[max(0, at - CONTEXT) : at]
    assert suffix == (PAGE + OVER[len(OVER) // 2 :] + FOOT)[end : end + CONTEXT]


@pytest.mark.parametrize("at", PLACES)
def test_rectangles_tell_it_where_the_boxes_of_the_page_are_known(at: int) -> None:
    rect = Rect(10.0 * at - 2, -3, 10.0 * (at + len(WORD)) + 2, 12)
    assert characters_in(boxes(), [rect]) == list(range(at, at + len(WORD)))
    made = quoting(annotation("c", 0, [rect]), structure(), WORD, boxes=boxes())
    assert (made.quotation, made.start, made.end) == (WORD, at, at + len(WORD))
    assert made.suffix
    assert quoting(annotation("c", 0, [rect]), structure(), WORD).suffix == ""


def test_surroundings_reach_over_paragraphs_and_pages() -> None:
    prefix, suffix, *_ = quotation_context(structure(), 0, TITLE)
    assert prefix == FIRST[-CONTEXT:]
    assert suffix == (LAST + OVER + FOOT)[:CONTEXT]
    prefix, suffix, start, _ = quotation_context(structure(), 1, FOOT)
    assert prefix == (PAGE + OVER[len(OVER) // 2 :])[-CONTEXT:]
    assert (suffix, start) == ("", len(OVER) - len(OVER) // 2)


def test_a_quotation_over_the_end_of_a_paragraph_has_a_context() -> None:
    text = f"進んでいる。\n{TITLE}"
    prefix, suffix, start, end = quotation_context(structure(), 0, text)
    assert PAGE[start:end] == text.replace("\n", "")
    assert FIRST.startswith(prefix[-4:], FIRST.index("進んでいる") - 4)
    assert suffix.startswith(LAST)


def test_widths_choose_among_several() -> None:
    at = len("ＡＩとAI、")
    text = "ＡＩとAI、AIとＡＩ"
    whole = Passage(Part.BODY, text, array("i", range(len(text))), ((0, 0),))
    found = quotation_context(Structure("", ("1",), (whole,)), 0, "AIとＡＩ")
    assert found[2:] == (at, len(text))


@pytest.mark.parametrize(
    ("page", "text", "meant"),
    [
        (0, "", ()),
        (0, "別の文", ()),
        (2, "我が国", ()),
        (0, OVER, ()),
        (1, FIRST, ()),
        (0, WORD, range(len(PAGE) + 7, len(PAGE) + 11)),
        (0, "我が国", range(3)),
        (0, "別の文である", range(3)),
    ],
)
def test_what_is_not_there_or_not_meant_has_none(
    page: int, text: str, meant: Collection[int]
) -> None:
    assert quotation_context(structure(), page, text, meant) == NO_CONTEXT
    assert quotation_context(None, page, text, meant) == NO_CONTEXT


def test_what_is_selected_counts_where_the_words_read_otherwise() -> None:
    """Ruby that is copied along stands in no reading text."""
    prefix, suffix, *where = quotation_context(structure(), 0, "指針ししんを公表", range(5, 10))
    assert (prefix, where) == (FIRST[:5], [5, 10])
    assert suffix.startswith("した。")
