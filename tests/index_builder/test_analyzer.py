"""Words and their normal forms."""

import pytest

from index_builder.analyzer import LONGEST, reading, readings_of, tokens


def names(text):
    return [token.term for token in tokens(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("取組", "取り組み"),
        ("取組", "取り組む"),
        ("サーバ", "ｻｰﾊﾞｰ"),
        ("打合せ", "打ち合わせ"),
        ("ＡＩ", "ai"),
    ],
)
def test_forms_of_a_word_have_one_term(one, other):
    assert names(one)[0] == names(other)[0]


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("国立標準技術研究所", "こくりつひょうじゅんぎじゅつけんきゅうしょ"),
        ("みどり戦略", "みどりせんりゃく"),
        ("サーバ", "さ-ば"),
        ("", ""),
    ],
)
def test_how_a_name_is_read(text, kana):
    assert reading(text) == kana


def test_numbers_stay_as_written():
    assert "5.0" in names("5.0を")
    assert "5" in names("5を")


def test_tokens_stand_at_their_place_and_long_units_hold_short_ones():
    text = "「技術研究所」の"
    found = [(text[token.start : token.end], token.content) for token in tokens(text)]
    assert found == [
        ("技術研究所", True),
        ("技術", True),
        ("研究", True),
        ("所", True),
        ("の", False),
    ]


def test_a_query_is_read_in_long_and_in_short_units():
    ways = [[token.term for token in way] for way in readings_of("技術研究所")]
    assert ways == [["技術研究所"], ["技術", "研究", "所"]]


def test_a_text_longer_than_the_tokenizer_takes_keeps_its_places():
    text = "研究を進める。" * (3 * LONGEST // 7)
    found = [token for token in tokens(text) if token.term == "研究"]
    assert len(found) == len(text) // 7
    assert {text[token.start : token.end] for token in found} == {"研究"}
    assert names("字" * (2 * LONGEST))


@pytest.mark.parametrize("text", ["", " 　", "\0", "\ud800", "。、"])
def test_text_without_words_has_none_or_breaks_nothing(text):
    assert all(token.end <= len(text) for token in tokens(text))
    readings_of(text)
