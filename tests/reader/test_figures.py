"""Figures as plain data: chapters, who refers to each, what is chosen."""

from msgspec.structs import replace
from small_paper import CAPTION, FIRST, LINKS, OTHER, place

from index_builder.model import Caption, Heading, Structure
from reader.answers import Answers
from reader.figures import Figure, by_chapter, chosen, figures_of
from reader.targets import TargetIndex

PHOTO = Caption(
    "photo", "写真１", "1", "完成した掘削場", place(1, 60, 400), source="提供：極地研究所"
)


def figures(first: Structure = FIRST, other: Structure = OTHER) -> tuple[Figure, ...]:
    return figures_of(Answers(TargetIndex.build([first, other], LINKS), (1, 0)), (1, 0))


def test_captions_in_reading_order_with_chapter_and_referrers() -> None:
    first = replace(
        FIRST, headings=(*FIRST.headings, Heading(2, "第５章", "社会", place(1, 50, 200)))
    )
    found = figures(first, replace(OTHER, captions=(PHOTO,)))
    assert [(each.document, each.text) for each in found] == [
        (1, "写真１　完成した掘削場"),
        (0, "第１-３-１図　ＡＩに関する論文数の推移"),
        (0, "第１-３-２表　予算"),
    ]
    chapters = ["第４章　我が国の取組", "第１部 第３章　世界の動向", "第１部 第５章　社会"]
    assert [each.chapter for each in found] == chapters
    assert [[document for document, _ in each.referrers] for each in found] == [[], [0], []]
    assert found[1].referrers[0][1].text == "第１-３-１図"
    assert [(title, len(members)) for title, members in by_chapter(found)] == [
        (title, 1) for title in chapters
    ]


def test_a_file_without_chapters_groups_by_its_title() -> None:
    assert {each.chapter for each in figures(replace(FIRST, headings=()))} == {FIRST.title}


def test_a_file_that_is_not_read_yet_has_none() -> None:
    answers = Answers(TargetIndex.build([None, FIRST], None), (0, 1))
    assert [each.document for each in figures_of(answers, (0, 1))] == [1, 1]


def test_kind_and_filter() -> None:
    found = figures(FIRST, replace(OTHER, captions=(PHOTO,)))
    assert [each.caption for each in chosen(found, "figure")] == [CAPTION]
    assert [each.caption for each in chosen(found, "", "提供 掘削")] == [PHOTO]
    assert chosen(found, "table", "ai") == []
    assert [each.caption for each in chosen(found, "", "AI")] == [CAPTION]
    assert chosen(found, "", "1-3-1図") == [found[1]]
    assert len(chosen(found)) == 3
