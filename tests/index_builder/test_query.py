"""The query language: what is typed, half typed, and not to be understood."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from index_builder.errors import QueryError
from index_builder.query import Filter, Near, Pattern, folded_pattern, parse, terms_of


def texts(query):
    return [term.text for term in parse(query).terms]


def test_words_are_terms():
    assert texts("ＡＩ　規制 研究") == ["ai", "規制", "研究"]


def test_quotation_marks_hold_words_together():
    assert texts('"情報 技術" 研究') == ["情報技術", "研究"]
    assert texts("“情報 技術”") == ["情報技術"]
    assert texts("＂情報 技術＂") == ["情報技術"]


def test_an_open_quotation_mark_is_no_error():
    assert texts('研究 "情報 技') == ["研究", "情報技"]


def test_a_quotation_mark_inside_a_word_or_a_phrase_is_looked_for():
    assert texts('人工"知能"') == ['人工"知能"']
    assert texts('"arX”, “On"') == ['arx","on']


def test_latin_words_in_a_row_are_one_term_that_knows_its_words():
    (term,) = parse(" Society 5.0").terms
    assert term.text == "society5.0"
    assert term.words == ("society", "5.0")
    assert (term.position, term.end) == (1, 12)


def test_a_quoted_word_is_not_joined():
    assert texts('"Society" 5.0') == ["society", "5.0"]


def test_nothing_to_look_for_is_no_term():
    assert texts(' 　"" \0 ') == []
    assert parse("-規制 in:note").is_empty
    assert not parse("ＡＩ -規制").is_empty


def test_or_binds_closer_than_the_space():
    query = parse("AI OR 量子 OR 宇宙 規制")
    assert [[term.text for term in terms_of(clause)] for clause in query.clauses] == [
        ["ai", "量子", "宇宙"],
        ["規制"],
    ]
    assert query.term is None
    assert parse("規制").term is not None


def test_latin_words_after_or_are_joined_within_their_choice():
    (clause, _) = parse("AI OR Society 5.0 研究").clauses
    assert [term.text for term in terms_of(clause)] == ["ai", "society5.0"]


def test_near_joins_two_terms_and_goes_on():
    (clause,) = parse("人工 NEAR/5 知能 NEAR 技術").clauses
    (near,) = clause.items
    assert isinstance(near, Near)
    assert [term.text for term in near.terms] == ["人工", "知能", "技術"]
    assert near.reaches == (5, 40)


def test_what_is_left_out_does_not_join():
    query = parse('-foo bar -"a b" -OR')
    assert [clause.negated for clause in query.clauses] == [True, False, True, True]
    assert query.words == ("bar",)


def test_filters_name_parts_pages_units_and_files():
    assert parse("章：３ in:note,cap page:10- page:p3-p8 -file:x page:24").filters == (
        Filter("章", ("3",)),
        Filter("in", ("note", "caption")),
        Filter("page", ("", "10", "")),
        Filter("page", ("p", "3", "8")),
        Filter("file", ("x",), negated=True),
        Filter("page", ("", "24", "24")),
    )


def test_the_readers_own_notes_are_asked_for():
    assert parse("AI in:annotation").in_notes
    assert parse("AI in:annotation").filters == (Filter("in", ()),)
    assert not parse("AI -in:annotation").in_notes
    assert not parse("AI in:note").in_notes


def test_an_expression_is_folded_like_the_text():
    (clause,) = parse("re:/第[０-９]+ 章ー/").clauses
    (pattern,) = clause.items
    assert isinstance(pattern, Pattern)
    assert (pattern.source, pattern.position) == ("第[0-9]+章\\-", 4)
    assert folded_pattern("國\\s[Ａ-Ｚ]") == "国\\s[a-z]"


@pytest.mark.parametrize(
    "query",
    ["AI OR", "OR", "AI NEAR", "NEAR/", "in:", "in:no", "章:", "page:", "page:p", "page:10-", 'file:"',
     "re:/(", "re:/", "-", "AI -", "OR NEAR OR"],
)  # fmt: skip
def test_what_is_half_typed_is_no_error(query):
    parse(query)


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("AI in:xyz", 6),
        ("page:abc", 5),
        ('page:"a b"', 6),
        ("AI re:/(/", 7),
        ("AI OR -規制", 6),
        ("AI NEAR -規制", 8),
        ("AI OR in:note", 6),
        ("re:/a/ NEAR AI", 0),
        ("AI NEAR re:/a/", 12),
    ],
)
def test_an_error_is_told_with_its_place(query, position):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.position == position
    assert caught.value.message.endswith(".")


@given(st.text() | st.text('AI規制 ":-/()[]*+OREANin:note章page10re'))
def test_any_query_is_taken_or_refused_and_terms_know_their_place(query):
    try:
        parsed = parse(query)
    except QueryError as error:
        assume(error.position not in range(len(query) + 1))
        raise
    for term in parsed.terms:
        assert term.text
        assert 0 <= term.position < term.end <= len(query)
