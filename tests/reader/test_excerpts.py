from array import array

from msgspec.structs import replace
from small_paper import CAPTION, FIRST

from index_builder.model import Heading, Part, Passage, Structure, TextRange
from reader.excerpts import (
    FIRST_LINES,
    NOTHING,
    around,
    first_lines,
    sentence,
    snippet,
)


def passage(part: Part, text: str, page: int = 1, heading: int = 0) -> Passage:
    return Passage(part, text, array("i", range(len(text))), ((0, page),), heading)


def of(*passages: Passage) -> Structure:
    return replace(FIRST, passages=passages)


def test_a_snippet_keeps_the_thing_itself_and_says_what_is_left_out() -> None:
    text = "前" * 40 + "ＡＩ" + "後" * 80
    found = around(text, 40, 42)
    assert found.text[found.start : found.end] == "ＡＩ"
    assert found.text.startswith("…前")
    assert found.text.endswith("後…")
    assert around("ＡＩ", 0, 2).text == "ＡＩ"


def test_a_place_in_no_passage_has_no_text() -> None:
    assert snippet(None, TextRange(0, 0, 1)) == NOTHING
    assert snippet(FIRST, TextRange(9, 0, 1)) == NOTHING
    assert sentence(FIRST, TextRange(9, 0, 1)) == NOTHING


def test_what_a_chapter_begins_with_may_stand_under_its_first_section() -> None:
    place = CAPTION.place
    own = replace(
        FIRST,
        headings=(
            Heading(1, "第１章", "章", place),
            Heading(2, "第１節", "節", place),
            Heading(1, "第２章", "次", place),
        ),
        passages=(
            passage(Part.HEADING, "第１章", heading=0),
            passage(Part.FIGURE, "図の中", heading=1),
            passage(Part.BODY, "　" + "本文" * 200, heading=1),
            passage(Part.BODY, "別の章", heading=2),
        ),
    )
    begin = first_lines(own, 0)
    assert begin.startswith("本文")
    assert begin.endswith("…")
    assert len(begin) == FIRST_LINES + 1
    assert first_lines(own, 2) == "別の章"
    assert first_lines(replace(own, passages=own.passages[:2]), 0) == ""
