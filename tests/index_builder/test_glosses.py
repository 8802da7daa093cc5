"""Notes that spell out a short name."""

import pytest
from prose import footnotes, passage, place_of

from index_builder.acronyms import definitions
from index_builder.glosses import Document, expands, labelled, words_of

NOTES = footnotes("Blue Harbour Company", "Ocean Research Institute：海を調べる所")


def test_a_note_is_known_by_its_label_and_its_initials() -> None:
    document = Document.of([passage("海洋研究所（ORI※2）")], NOTES)

    found = labelled(document, 0, "2", "ORI")

    assert (found[0], found[1] and found[1].expansion) == (1, "Ocean Research Institute")
    assert labelled(document, 0, "1", "ORI") == (-1, None)
    assert labelled(document, 5, "2", "ORI")[0] == 1
    assert labelled(document, 5, "3", "ORI") == (-1, None)


def test_words_that_contain_the_name_do_not_spell_it() -> None:
    assert expands("Ocean Research Institute", "ORI", 0.6)
    assert not expands("The ORI Research Institute", "ORI", 0.6)
    assert not expands("Or-I", "ORI", 0.6)


def test_the_words_of_a_note_stand_at_its_head_or_in_its_brackets() -> None:
    assert words_of("Ocean Research Institute", "ORI", 0.6) is not None
    assert words_of("海洋研究所（Ocean Research Institute）", "ORI", 0.6) is not None
    assert words_of("海洋研究所は古い。", "ORI", 0.6) is None


def triples(text: str, notes: tuple[str, ...]) -> list[tuple[str, str, str]]:
    found = definitions([passage(text)], footnotes(*notes), place_of)
    return [(d.name, d.long_form, d.expansion) for d in found]


@pytest.mark.parametrize(
    "text",
    ["海洋研究所（ＯＲＩ）^1^は", "「海洋研究所（ＯＲＩ）^1^」は", "「海洋研究所（ＯＲＩ）」^1^は"],
)
def test_the_mark_may_stand_behind_the_parenthesis(text: str) -> None:
    assert triples(text, notes=("Ocean Research Institute",)) == [
        ("ORI", "海洋研究所", "Ocean Research Institute")
    ]


def test_a_note_about_something_else_is_no_expansion() -> None:
    notes = ("Ocean Tower “Report on Ships” https://example.org/",)

    assert triples("海洋研究所（ＯＲＩ^1^）は", notes=notes) == [("ORI", "海洋研究所", "")]


def test_a_mark_left_in_the_name_is_known_by_its_note() -> None:
    notes = ("Blue Harbour Company", "Ocean Research Institute")

    assert triples("海洋研究所（ＯＲＩ2）は", notes=notes) == [
        ("ORI", "海洋研究所", "Ocean Research Institute")
    ]
    assert triples("海洋観測器（ＯＲＩ1）は", notes=notes) == [("ORI1", "海洋観測器", "")]


def test_a_note_that_is_only_a_title_expands_the_name_beside_its_mark() -> None:
    notes = ("Advanced Technologies for Seas",)

    assert triples("先端海洋技術開発（ＡＳＫＩＮ^1^）と", notes=notes) == [
        ("ASKIN", "先端海洋技術開発", "Advanced Technologies for Seas")
    ]
    assert triples("先端海洋技術開発（ＡＳＫＩＮ）^1^と", notes=notes) == [
        ("ASKIN", "先端海洋技術開発", "")
    ]
    assert triples("深い海の技術（ＤＫＬ^1^）と", notes=notes) == [("DKL", "深い海の技術", "")]


def test_the_mark_may_stand_at_the_end_of_what_follows_the_name() -> None:
    notes = ("Ocean Research Initiative Forum",)

    assert triples("海洋研究（ＯＲＩ）フォーラム^1^を", notes=notes) == [
        ("ORI", "海洋研究", "Ocean Research Initiative Forum")
    ]
    assert triples("海洋研究（ＯＲＩ／海の会^1^）を", notes=notes) == [
        ("ORI", "海洋研究", "Ocean Research Initiative Forum")
    ]
    assert triples("港のＯＲＩＦ計画^1^と海の計画^1^を", notes=notes) == [
        ("ORIF", "", "Ocean Research Initiative Forum")
    ]


def test_a_note_without_a_mark_is_known_by_its_initials() -> None:
    notes = ("Ocean Research Institute", "Outer Reef Island")

    assert triples("海洋研究所（ＯＲＩ）と北洋暗礁島（ＯＲＩ^2^）", notes=notes) == [
        ("ORI", "海洋研究所", "Ocean Research Institute"),
        ("ORI", "北洋暗礁島", "Outer Reef Island"),
    ]


def test_it_may_stand_on_the_page_ahead_but_no_farther() -> None:
    notes = footnotes("Ocean Research Institute")

    near = definitions([passage("海洋研究所（ＯＲＩ）", page=1)], notes, place_of)
    far = definitions([passage("海洋研究所（ＯＲＩ）", page=2)], notes, place_of)

    assert [d.expansion for d in (*near, *far)] == ["Ocean Research Institute", ""]


def test_a_sign_may_be_parted_from_its_number() -> None:
    assert triples("船のＯＲＩ＊^1^は", notes=("Ocean Research Institute",)) == [
        ("ORI", "", "Ocean Research Institute")
    ]


@pytest.mark.parametrize("mark", ["※1", "＊1", "注1)", "（注1）", "(1)", "1)", "1", "¹"])
def test_a_printed_mark_counts_as_one(mark: str) -> None:
    notes = ("Ocean Research Institute",)

    assert triples(f"船にはORI{mark}の機器がある。", notes=notes) == [
        ("ORI", "", "Ocean Research Institute")
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "ＯＲＩ＊1",
        "ORI※1",
        "ORI 注1)",
        "ORI(1)",
        "ORI（注１）",
        "ORI¹",
        "ＯＲＩ 1",
    ],
)
def test_a_mark_printed_beside_the_name_is_no_part_of_it(inside: str) -> None:
    assert triples(f"海洋研究所（{inside}）は", notes=("Ocean Research Institute",)) == [
        ("ORI", "海洋研究所", "Ocean Research Institute")
    ]


@pytest.mark.parametrize("behind", ["＊1は", "1」は", "注1)は", "¹は"])
def test_a_printed_mark_may_stand_behind_the_parenthesis(behind: str) -> None:
    assert triples(f"海洋研究所（ＯＲＩ）{behind}", notes=("Ocean Research Institute",)) == [
        ("ORI", "海洋研究所", "Ocean Research Institute")
    ]


@pytest.mark.parametrize(
    "note",
    [
        "「Ocean Research Institute」の略。海を調べる所。",
        "ＯＲＩ（Ocean Research Institute）とは、海を調べる所をいう。",
        "海洋研究所（Ocean Research Institute）の略称。",
        "海洋研究所（ＯＲＩ：Ocean Research Institute）",
    ],
)
def test_words_in_brackets_at_the_head_of_a_note(note: str) -> None:
    ((name, _, words),) = triples("港のＯＲＩ^1^で", notes=(note,))

    assert (name, words) == ("ORI", "Ocean Research Institute")
