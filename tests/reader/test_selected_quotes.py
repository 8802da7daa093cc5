"""What stands around selected text: that of the very place, and of no other that reads the same."""

from array import array

from msgspec.structs import replace
from small_paper import BODY, FIRST

from index_builder.model import Part, Passage, Rect, Structure
from reader.annotating import annotation
from reader.clean_text import Stretch
from reader.records import CONTEXT, Annotation
from reader.selected_quotes import quoting_selected

BOXES = (Rect(50, 100, 110, 110),)
NAME = "ＮＩＳＴ"
SHIFT = 7
"""Characters of the page's text before its first passage: a running head."""


def shifted() -> Structure:
    """The passage of the small paper on a page that begins with a running head."""
    sources = array("i", range(SHIFT, SHIFT + len(BODY)))
    return replace(FIRST, passages=(Passage(Part.BODY, BODY, sources, ((0, 0),), 1),))


def stretch(start: int, end: int, passage: int = 0, text: str = BODY) -> Stretch:
    """`text[start:end]` as it is selected."""
    sources = tuple(range(SHIFT + start, SHIFT + end))
    return Stretch(text[start:end], sources, passage, start if passage >= 0 else 0, end)


def quoted(*stretches: Stretch, structure: Structure | None, page: str = "") -> Annotation:
    loose = [stretch(0, len(page), -1, page)] if page else []
    return quoting_selected(annotation("a", 0, BOXES), stretches, structure, lambda: loose)


def test_a_word_that_stands_twice_on_its_page_keeps_the_surroundings_of_its_own_place() -> None:
    first = BODY.index(NAME)
    second = BODY.index(NAME, first + 1)
    for at in (first, second):
        record = quoted(stretch(at, at + len(NAME)), structure=shifted())
        assert record.quotation == NAME
        assert record.prefix == BODY[max(0, at - CONTEXT) : at]
        assert record.suffix == BODY[at + len(NAME) :][:CONTEXT]
        assert (record.start, record.end) == (SHIFT + at, SHIFT + at + len(NAME))


def test_where_nothing_is_indexed_the_paragraphs_of_the_page_tell() -> None:
    second = BODY.rindex(NAME)
    word = stretch(second, second + len(NAME), -1)
    record = quoted(word, structure=None, page=BODY)
    assert record.prefix == BODY[second - CONTEXT : second]
    assert record.suffix == BODY[second + len(NAME) :][:CONTEXT]
    assert record.start == SHIFT + second
    alone = quoted(word, structure=None)
    assert (alone.prefix, alone.suffix, alone.start) == ("", "", SHIFT + second)


def test_a_structure_that_has_become_another_one_since_is_not_believed() -> None:
    at = BODY.index(NAME)
    word = stretch(at, at + len(NAME))
    sources = array("i", range(900, 900 + len(BODY) - 3))
    moved = Passage(Part.BODY, BODY[3:], sources, ((0, 0),), 1)
    other = replace(FIRST, passages=(moved,))
    assert quoted(word, structure=other).prefix == ""
    around = BODY[max(0, at - CONTEXT) : at]
    assert quoted(stretch(at, at + 4, 99), structure=shifted()).prefix == around
    assert quoted(word, structure=other, page=BODY).prefix == around


def test_several_paragraphs_are_one_quotation_between_their_outer_surroundings() -> None:
    first = stretch(10, len(BODY))
    tail = "次の段落も選ばれている。その先は違う。"
    sources = array("i", range(500, 500 + len(tail)))
    structure = replace(
        shifted(), passages=(*shifted().passages, Passage(Part.BODY, tail, sources, ((0, 0),), 1))
    )
    last = Stretch(tail[:12], tuple(range(500, 512)), 1, 0, 12)
    record = quoted(first, last, structure=structure)
    assert record.quotation == f"{BODY[10:]}\n{tail[:12]}"
    assert (record.prefix, record.suffix) == (BODY[:10], tail[12:])
    assert (record.start, record.end) == (SHIFT + 10, 512)


def test_columns_that_the_page_has_the_other_way_round_have_no_range() -> None:
    late, early = stretch(60, 70), stretch(5, 15)
    record = quoted(late, early, structure=shifted())
    assert (record.start, record.end) == (-1, -1)
    assert record.prefix == BODY[60 - CONTEXT : 60]
    assert record.suffix == BODY[15 : 15 + CONTEXT]


def test_without_printed_characters_there_is_no_quotation() -> None:
    assert quoted(Stretch(" ", (-1,)), structure=None).quotation == ""
