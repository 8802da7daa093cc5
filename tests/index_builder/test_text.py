"""Folding: what becomes the same, what stays apart, and that the map leads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.text import fold

JAPANESE = st.text(
    st.one_of(
        st.sampled_from("あガｶﾞﾊﾟー－‐―−–ＡaＺ１㎡①㍿ﬁ 　\u3099゛髙國⾒⻑ß\u00ad\ufe00\U000e0100\n"),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("ＮＩＳＴ", "nist"),
        ("ｻｰﾊﾞｰ", "サーバー"),
        ("第１－３‐１―図−–ー", "第1-3-1-図---"),
        ("㎡①㍿", "m21株式会社"),
        ("⾒⻑⼈", "見長人"),
        ("國學院", "国学院"),
        ("髙橋と齋藤と渡邊", "高橋と斎藤と渡辺"),
        ("情 報　技\u00a0術", "情報技術"),
        ("葛\U000e0100城", "葛城"),
        ("か\u3099き゛ﾊﾟ", "がぎパ"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("“Ｑ＆Ａ”", '"q&a"'),
        ("ⅰ）", "i)"),
    ],
)
def test_prints_of_one_text_fold_alike(printed, typed):
    assert fold(printed).text == fold(typed).text


@pytest.mark.parametrize(
    ("one", "other"),
    [("Society 5.0", "Society 5"), ("か", "が"), ("サーバ", "サーバー"), ("は", "ば")],
)
def test_different_words_stay_apart(one, other):
    assert fold(one).text != fold(other).text


def test_a_range_leads_back_to_the_printed_characters():
    folded = fold("面積 ㎡は（ｶﾞ）")
    start = folded.text.index("m2")
    assert folded.original(start, start + 2) == (3, 4)
    assert folded.original(start + 1, start + 2) == (3, 4)
    start = folded.text.index("ガ")
    assert folded.original(start, start + 1) == (6, 8)


def test_a_variation_selector_belongs_to_its_character():
    folded = fold("葛\U000e0100城")
    assert folded.original(0, 1) == (0, 2)
    assert folded.original(1, 2) == (2, 3)


@given(st.text(st.characters(exclude_categories=["M", "Sk", "Lm"])))
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once


@given(JAPANESE, st.data())
def test_the_map_inverts(text, data):
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    first, last = folded.original(start, end)
    assert 0 <= first < last <= len(text)
    back = folded.folded(first, last)
    assert back[0] <= start
    assert back[1] >= end
    assert folded.original(*back) == (first, last)


@given(JAPANESE)
def test_every_character_has_its_place(text):
    folded = fold(text)
    assert folded.folded(0, len(text)) == (0, len(folded.text))
    ends = [folded.folded(0, index)[1] for index in range(len(text) + 1)]
    assert ends == sorted(ends)


@given(st.text(alphabet="あいＡＢ１２ー－國ガ㎡① 　", max_size=20), st.data())
def test_a_piece_folds_to_a_piece(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded = fold(text)
    assert folded.text[slice(*folded.folded(start, end))] == fold(text[start:end]).text


@given(st.text())
def test_no_text_breaks_it(text):
    assert "\n" not in fold(text).text
