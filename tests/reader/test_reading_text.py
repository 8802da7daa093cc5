"""A structure as one column: paragraphs, notes under them, figures, and pages whose text is doubtful."""

from array import array

import pytest
from msgspec.structs import replace

from index_builder.model import (
    Caption,
    Footnote,
    Heading,
    PageIssue,
    PageText,
    Part,
    Passage,
    Place,
    Rect,
    Structure,
)
from reader.reading_text import Block, Kind, ReadingText, character, extent

AREA = Rect(50.0, 100.0, 300.0, 300.0)
NOTE = Footnote("4", "注の文", Place(0, (Rect(50, 700, 300, 710),)))
LONELY = Footnote("5", "印のない注", Place(0, (Rect(50, 720, 300, 730),)))


def passage(part: Part, text: str, *pages: tuple[int, int], heading: int = 0, **more: object):
    sources = array("i", range(len(text)))
    return Passage(part, text, sources, pages or ((0, 0),), heading, **more)


def structure(*passages: Passage, **more: object) -> Structure:
    known = {
        "labels": ("1", "2"),
        "headings": (Heading(2, "第１章", "はじめに", Place(0, ())),),
        "footnotes": (NOTE, LONELY),
        **more,
    }
    return Structure("題", passages=passages, **known)


def kinds(found: list[Block]) -> list[Kind]:
    return [block.kind for block in found]


def test_a_note_stands_under_its_paragraph_and_only_there() -> None:
    text = ReadingText(
        structure(
            passage(Part.HEADING, "第１章　はじめに"),
            passage(Part.BODY, "一つ目。二つ目。", notes=((3, 0),)),
            passage(Part.BODY, "次の段落。"),
            passage(Part.NOTE, "注の文"),
            passage(Part.NOTE, "印のない注"),
        )
    )
    found = text.blocks(0)
    assert [(block.kind, block.text) for block in found] == [
        (Kind.HEADING, "第１章　はじめに"),
        (Kind.TEXT, "一つ目。二つ目。"),
        (Kind.NOTE, "4　注の文"),
        (Kind.TEXT, "次の段落。"),
        (Kind.NOTE, "印のない注"),
    ]
    assert found[0].level == 2
    assert found[1].shown == "一つ目4。二つ目。"


@pytest.mark.parametrize("offset", range(8))
def test_places_in_the_text_and_in_what_is_shown_belong_together(offset: int) -> None:
    block = Block(Kind.TEXT, 0, "一つ目。二つ目。", ((3, "12"), (7, "＊")))
    assert block.shown[block.shown_at(offset)] == block.text[offset]
    assert block.offset_at(block.shown_at(offset)) == offset


def test_a_place_in_a_mark_is_the_character_behind_it() -> None:
    block = Block(Kind.TEXT, 0, "一つ目。", ((3, "12"),))
    assert [block.offset_at(shown) for shown in (2, 3, 4, 5)] == [2, 3, 3, 3]


def test_a_figure_is_a_picture_and_its_words_are_not_repeated() -> None:
    figure = Caption("figure", "図1", "1", "推移", Place(0, (Rect(50, 320, 200, 330),)), AREA)
    words = passage(Part.CAPTION, "図1　推移")
    inside = passage(Part.FIGURE, "目盛り")
    text = ReadingText(structure(words, inside, captions=(figure,)))
    assert kinds(text.blocks(0)) == [Kind.FIGURE, Kind.CAPTION]
    assert text.blocks(0)[0].area == AREA
    above = replace(figure, place=Place(0, (Rect(50, 80, 200, 90),)))
    text = ReadingText(structure(words, inside, captions=(above,)))
    assert kinds(text.blocks(0)) == [Kind.CAPTION, Kind.FIGURE]
    within = replace(figure, place=Place(0, (Rect(60, 110, 200, 120),)))
    text = ReadingText(structure(words, inside, captions=(within,)))
    assert kinds(text.blocks(0)) == [Kind.FIGURE]
    unknown = replace(figure, area=None)
    text = ReadingText(structure(words, inside, captions=(unknown,)))
    assert kinds(text.blocks(0)) == [Kind.CAPTION, Kind.SMALL]


def test_many_words_of_a_figure_without_an_area_make_way_for_the_page() -> None:
    words = [passage(Part.TABLE, f"欄{number}") for number in range(9)]
    text = ReadingText(structure(passage(Part.BODY, "本文。"), *words))
    assert kinds(text.blocks(0)) == [Kind.TEXT, Kind.PAGE]


def test_a_page_without_text_is_a_picture_and_one_inside_a_paragraph_is_not() -> None:
    text = ReadingText(structure(passage(Part.BODY, "長い段落", (0, 0), (2, 1))))
    assert text.blocks(1) == []
    assert kinds(text.blocks(2)) == [Kind.PAGE]


@pytest.mark.parametrize("kind", ["no-text", "no-unicode", "vertical", "unreadable"])
def test_a_doubtful_page_is_its_picture(kind: str) -> None:
    body = passage(Part.BODY, "読めない本文。")
    assert ReadingText(structure(body, issues=(PageIssue(0, kind, ""),))).is_doubtful(0)
    text = ReadingText(structure(body, issues=(PageIssue(1, kind, ""),)))
    assert not text.is_doubtful(0)
    assert kinds(text.blocks(1)) == [Kind.DOUBT]
    assert not ReadingText(structure(body, issues=(PageIssue(0, "orphan-mark", ""),))).is_doubtful(
        0
    )


def test_letters_without_meaning_make_a_page_doubtful() -> None:
    text = ReadingText(structure(passage(Part.BODY, "\ue000\ue001読む"), passage(Part.BODY, "�")))
    assert kinds(text.blocks(0)) == [Kind.DOUBT]
    assert not ReadingText(structure(passage(Part.BODY, "〓" + "読む" * 20))).is_doubtful(0)


def printed(count: int, page: int = 0) -> PageText:
    boxes = array("d", [part for i in range(count) for part in (10.0 * i, 50, 10 * i + 10, 60)])
    return PageText(page, 595, 842, "文" * count, boxes, (), ((0, count),))


def test_where_a_passage_stands_on_a_page() -> None:
    across = Passage(Part.BODY, "四字四字", array("i", [0, 1, -1, 2]), ((0, 0), (3, 1)))
    assert extent(across, printed(4), 0) == (0, 3, Rect(0, 50, 20, 60))
    assert extent(across, printed(4), 1) == (3, 4, Rect(20, 50, 30, 60))
    assert extent(across, printed(4), 2) is None
    assert character(across, printed(4), 2) == Rect(20, 50, 30, 60)
    assert character(across, printed(2), 2) is None
