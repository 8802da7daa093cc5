"""The query language."""

from hypothesis import given
from hypothesis import strategies as st

from index_builder.query import parse


def texts(query):
    return [term.text for term in parse(query).terms]


def test_words_are_terms():
    assert texts("ＡＩ　規制 研究") == ["ai", "規制", "研究"]


def test_quotation_marks_hold_words_together():
    assert texts('"情報 技術" 研究') == ["情報技術", "研究"]
    assert texts("“情報 技術”") == ["情報技術"]


def test_an_open_quotation_mark_is_no_error():
    assert texts('研究 "情報 技') == ["研究", "情報技"]


def test_latin_words_in_a_row_are_one_term_that_knows_its_words():
    (term,) = parse(" Society 5.0").terms
    assert term.text == "society5.0"
    assert term.words == ("society", "5.0")
    assert (term.position, term.end) == (1, 12)


def test_a_quoted_word_is_not_joined():
    assert texts('"Society" 5.0') == ["society", "5.0"]


def test_nothing_to_look_for_is_no_term():
    assert texts(' 　"" \0 ') == []


@given(st.text())
def test_any_query_is_taken_and_terms_know_their_place(query):
    for term in parse(query).terms:
        assert term.text
        assert 0 <= term.position < term.end <= len(query)
