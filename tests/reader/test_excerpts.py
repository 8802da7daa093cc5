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
    source_line,
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


def test_the_source_is_printed_below_its_figure() -> None:
    caption = passage(Part.CAPTION, "■第１-３-１図／ＡＩに関する論文数の推移")
    inside = passage(Part.FIGURE, "論文数")
    first = passage(Part.FIGURE, "資料：Stanford Instituteの")
    rest = passage(Part.FIGURE, "データを基に作成")
    note = passage(Part.FIGURE, "注：概算")
    assert source_line(of(caption, inside, first, rest, note), CAPTION) == (
        "資料：Stanford Instituteのデータを基に作成"
    )
    credit = passage(Part.FIGURE, "提供：理化学研究所")
    assert source_line(of(caption, credit, rest), CAPTION) == "提供：理化学研究所"


def test_a_source_below_another_figure_or_behind_the_text_is_not_taken() -> None:
    caption = passage(Part.CAPTION, "■第１-３-１図／ＡＩに関する論文数の推移")
    other = passage(Part.CAPTION, "■第１-３-２表／予算")
    source = passage(Part.FIGURE, "資料：文部科学省作成")
    body = passage(Part.BODY, "本文")
    assert source_line(of(caption, other, source), CAPTION) == ""
    assert source_line(of(caption, body, source), CAPTION) == ""
    assert source_line(of(caption, replace(source, pages=((0, 2),))), CAPTION) == ""
    assert source_line(of(replace(caption, pages=((0, 0),)), source), CAPTION) == ""


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
