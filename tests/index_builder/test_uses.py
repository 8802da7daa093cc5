"""Every use of a short name in a volume, and only uses."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from prose import place_of, structure

from index_builder.model import Place, TextRange
from index_builder.uses import uses, words_in

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


def spots(text: str, *names: str) -> list[tuple[str, str]]:
    """(name, what stands there) of each use, in reading order."""
    found = uses([structure(text)], names, lambda _, span: place_of(span))
    every = [use for entries in found.values() for _, use in entries]
    every.sort(key=lambda use: use.range)
    return [(use.name, text[use.range.start : use.range.end]) for use in every]


def test_words_are_found_in_both_widths() -> None:
    assert spots("ＡＩとAIとai", "AI") == [("AI", "ＡＩ"), ("AI", "AI")]


@pytest.mark.parametrize(
    "text",
    ["ＡＩＳＴ", "ＮＡＩ", "AI4Science", "ＸＡＩの", "https://example.org/AI/x", "info@AI.example"],
)
def test_a_part_of_a_word_is_no_use(text: str) -> None:
    assert spots(text, "AI") == []


def test_a_full_width_word_begins_behind_a_half_width_number() -> None:
    assert spots("Ｇ20ＡＩ原則と１２ＡＩと20AI", "AI") == [("AI", "ＡＩ")]


def test_the_longest_name_wins() -> None:
    text = "ＴＲＩＰ－ＡＧＩＳとＴＲＩＰとＮＡＩＳ2.0"

    assert spots(text, "TRIP", "TRIP-AGIS", "AGIS", "NAIS", "NAIS2.0") == [
        ("TRIP-AGIS", "ＴＲＩＰ－ＡＧＩＳ"),
        ("TRIP", "ＴＲＩＰ"),
        ("NAIS2.0", "ＮＡＩＳ2.0"),
    ]


def test_a_japanese_name_is_a_word_of_its_own() -> None:
    text = "同基本計画では、防災基本計画とエネルギー基本計画を除き、基本計画期間中"

    assert [span.start for span in ranges(text, "基本計画")] == [1, 28]


def test_a_kanji_behind_may_make_another_word() -> None:
    assert [span.start for span in ranges("機構法と機構内の機構、研究機構", "機構")] == [4, 8]


def test_a_plural_is_a_use() -> None:
    assert spots("LLMs and LLMsx", "LLM") == [("LLM", "LLM")]


def ranges(text: str, name: str) -> list[TextRange]:
    found = uses([structure(text)], [name], lambda _, span: place_of(span))
    return [use.range for _, use in found.get(name, [])]


def test_uses_of_several_files_know_theirs() -> None:
    files = [structure("ＡＩ"), structure("なし", "海のＡＩ")]
    found = uses(files, ["AI"], lambda document, span: (Place(document, ()), *place_of(span)))

    assert [(d, use.range, use.places[0].page) for d, use in found["AI"]] == [
        (0, TextRange(0, 0, 2), 0),
        (1, TextRange(1, 2, 4), 1),
    ]


def test_no_names_no_uses() -> None:
    assert uses([structure("ＡＩ")], [], lambda _, span: place_of(span)) == {}


def test_a_name_in_a_text_of_its_own() -> None:
    text = "ＮＩＳＴとUNISTとNISTs、https://nist.gov/NIST"
    assert [text[start:end] for start, end in words_in(text, "NIST")] == ["ＮＩＳＴ", "NIST"]
    assert list(words_in("基本計画法と基本計画", "基本計画")) == [(6, 10)]
    assert list(words_in("ＡＩ", "")) == []


NAMES = st.text(string.ascii_uppercase, min_size=2, max_size=5)
FILLER = st.text("海と山の道、。「」ー ", max_size=6)


@given(NAMES, st.lists(st.tuples(FILLER, st.booleans()), min_size=1, max_size=8))
def test_a_planted_name_is_found_exactly_where_it_stands(
    name: str, plan: list[tuple[str, bool]]
) -> None:
    text, planted = "", []
    for filler, wide in plan:
        text += filler + "。"
        planted.append(len(text))
        text += (name.translate(WIDE) if wide else name) + "、"

    assert [span.start for span in ranges(text, name)] == planted


@given(NAMES, st.text(string.ascii_letters + string.digits, min_size=1, max_size=3))
def test_a_name_inside_a_longer_word_is_never_found(name: str, tail: str) -> None:
    assume(tail != "s")
    text = f"海の{name}{tail}"

    assert all(text[s.end :] == "" for s in ranges(text, name))
    assert ranges(f"海の{tail}{name}", name) == []
