"""The glossary as plain data: what each name means, how it is set apart, sorted and filtered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from small_paper import FIRST, GUESS, LINKS, NIST, OTHER, nist_uses, place, where

from index_builder.model import Definition, Entry, Structure, TextRange, Use
from reader.answers import Answers
from reader.glossary import (
    Glossary,
    Order,
    Standing,
    Term,
    kana_key,
    kana_row,
    of_library,
    of_volume,
    term_target,
)
from reader.results import LibraryName
from reader.targets import TargetIndex

READINGS = {
    "国立標準技術研究所": "こくりつひょうじゅんぎじゅつけんきゅうしょ",
    "基本計画": "きほんけいかく",
}


def answers(*definitions: Definition, names: tuple[Entry, ...] = LINKS.entries) -> Answers:
    first: Structure = replace(FIRST, definitions=(NIST, GUESS, *definitions))
    links = replace(LINKS, entries=names)
    return Answers(TargetIndex.build([first, OTHER], links), (0, 1))


def made(*definitions: Definition, names: tuple[Entry, ...] = LINKS.entries) -> Glossary:
    glossary = of_volume(answers(*definitions, names=names), (0, 1))
    return Glossary(glossary.terms, READINGS)


def defined(
    name: str, long_form: str = "", expansion: str = "", confidence: float = 0.9
) -> Definition:
    return Definition(
        name, "acronym", long_form, expansion, place(0, 1, 1), TextRange(0, 0, 2), "x", confidence
    )


def entry(name: str, *definitions: int, uses: int = 1) -> Entry:
    use = Use(name, (place(0, 1, 1),), TextRange(0, 0, 2))
    return Entry(name, tuple((0, each) for each in definitions), ((0, use),) * uses)


def several(*definitions: Definition) -> Term:
    numbers = range(2, 2 + len(definitions))
    (term,) = made(*definitions, names=(entry(definitions[0].name, *numbers),)).terms
    return term


def names(glossary: Glossary, order: Order, query: str = "") -> list[str]:
    return [row.term.name for rows in glossary.rows(order, query).values() for row in rows]


def test_each_name_with_its_meaning_and_uses() -> None:
    by_name = {term.name: term for term in made().terms}
    nist = by_name["NIST"]
    assert (nist.kind, nist.count, nist.standing) == ("acronym", 3, Standing.EXPLAINED)
    (sense,) = nist.senses
    assert sense.text == "国立標準技術研究所 — National Institute of Standards and Technology"
    assert sense.meaning is not None
    assert sense.meaning.location.place == NIST.place
    assert by_name["AI"].is_guess
    assert not nist.is_guess
    assert by_name["TRIP"].standing is Standing.UNEXPLAINED
    assert by_name["TRIP"].senses == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("基準", "Basis"), ("基準", ""), 1),
        (("基準", "Basis"), ("", "basis"), 1),
        (("国立研究所", ""), ("米国国立研究所", ""), 1),
        (("政府の枠組み", "Framework"), ("国際フォーラム", "Forum"), 2),
        (("経済開発協力機構", ""), ("経済協力開発機構", "Organisation"), 2),
        (("基準", ""), ("", "Basis"), 1),
    ],
)
def test_what_counts_as_another_meaning(
    one: tuple[str, str], other: tuple[str, str], expected: int
) -> None:
    term = several(defined("GIF", *one), defined("GIF", *other))
    assert len(term.senses) == expected
    assert (term.standing is Standing.SEVERAL) == (expected == 2)


def test_a_guess_beside_a_sure_meaning_sets_no_name_apart() -> None:
    term = several(defined("GIF", "枠組み"), defined("GIF", "会議", confidence=0.4))
    assert [sense.is_guess for sense in term.senses] == [False, True]
    assert term.standing is Standing.EXPLAINED
    assert not term.is_guess


def test_the_orders() -> None:
    terms = (
        entry("NIST", 0, uses=2),
        entry("AI", 1, uses=5),
        entry("基本計画", 2, uses=3),
        entry("5G", 3),
    )
    glossary = made(
        defined("基本計画", "海洋基本計画"), defined("5G", "", "Fifth Generation"), names=terms
    )
    assert names(glossary, Order.ABC) == ["5G", "AI", "NIST", "基本計画"]
    assert names(glossary, Order.KANA) == ["基本計画", "NIST", "5G", "AI"]
    assert names(glossary, Order.COUNT) == ["AI", "基本計画", "NIST", "5G"]
    letters = [row.letter for row in glossary.rows(Order.KANA)[Standing.EXPLAINED]]
    assert letters == ["か", "か", "0-9", "A"]
    letters = [row.letter for row in glossary.rows(Order.ABC)[Standing.EXPLAINED]]
    assert letters == ["0-9", "A", "N", "か"]


def test_names_stand_as_they_first_appear() -> None:
    found = names(made(), Order.FIRST)
    assert found == ["AI", "NIST", "TRIP"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["AI", "NIST", "TRIP"]),
        ("nist", ["NIST"]),
        ("ＮＩＳＴ", ["NIST"]),
        ("ぎじゅつ", ["NIST"]),
        ("ギジュツ", ["NIST"]),
        ("gijutsu", ["NIST"]),
        ("技術 institute", ["NIST"]),
        ("技術 intelligence", []),
        ("INTELLIGENCE", ["AI"]),
        ("  ", ["AI", "NIST", "TRIP"]),
        ("無い", []),
    ],
)
def test_the_filter_compares_as_the_search_does(query: str, found: list[str]) -> None:
    assert names(made(), Order.ABC, query) == found


def test_names_that_begin_as_the_query_does_come_first() -> None:
    terms = (entry("MAFF", 2), entry("NIST", 0), entry("NISTEP", 3))
    glossary = made(
        defined("MAFF", "", "Ministry of Agriculture"),
        defined("NISTEP", "政策研究所"),
        names=terms,
    )
    assert names(glossary, Order.ABC, "nist") == ["NIST", "NISTEP", "MAFF"]
    assert names(glossary, Order.ABC, "inistry nist") == ["MAFF"]


kana = st.text("かがきぎあいアーっつ", min_size=1, max_size=5)


@given(st.lists(kana, max_size=6))
def test_voicing_and_size_count_only_where_all_else_is_equal(readings: list[str]) -> None:
    plain = str.maketrans("がぎっ", "かきつ")
    ordered = sorted(readings, key=kana_key)
    keys = [kana_key(reading)[0] for reading in ordered]
    assert keys == sorted(keys)
    for reading in readings:
        assert kana_key(reading)[0] == kana_key(reading.translate(plain))[0]


def test_rows_of_the_kana_table() -> None:
    words = ("がっこう", "っと", "ゔぁいおりん", "んだ", "きほん", "ぱり", "うー")
    assert [kana_row(word) for word in words] == ["か", "た", "あ", "わ", "か", "は", "あ"]
    assert kana_row("5じ") == "5"
    assert kana_row("") == ""
    assert kana_key("さ-び-す")[0] == kana_key("さあびいす")[0]


def test_the_library_groups_by_name_with_its_documents() -> None:
    gif = defined("GIF", "枠組み")
    told = [
        LibraryName("b", "7", gif),
        LibraryName("a", "3", defined("GIF", "国際会議")),
        LibraryName("b", "9", gif),
        LibraryName("b", "1", defined("AI", "人工知能", confidence=0.4)),
    ]
    by_name = {term.name: term for term in of_library(told, ("a", "b")).terms}
    assert by_name["GIF"].count == 2
    assert [(known.content, known.label) for known in by_name["GIF"].places] == [
        ("a", "3"),
        ("b", "7"),
    ]
    assert [sense.long_form for sense in by_name["GIF"].senses] == ["国際会議", "枠組み"]
    assert by_name["GIF"].standing is Standing.SEVERAL
    assert by_name["AI"].is_guess
    assert names(of_library(told, ("b", "a")), Order.FIRST) == ["GIF", "AI"]


def test_what_the_side_panel_shows_of_a_term() -> None:
    known = answers()
    terms = {term.name: term for term in of_volume(known, (0, 1)).terms}
    target = term_target(0, terms["NIST"].senses[0], known)
    assert target is not None
    assert (target.document, target.page, target.index, target.item) == (0, 0, 0, 0)
    assert target.rects == NIST.place.rects
    unexplained = term_target(2, None, known)
    assert unexplained is not None
    assert (unexplained.document, unexplained.item) == (1, 0)
    assert known.entry(0).uses == nist_uses()
    assert where("ab", "b") == TextRange(0, 1, 2)


def test_what_no_volume_explains_stands_apart_in_the_library() -> None:
    def used(name: str) -> Use:
        return Use(name, (place(3, 1, 1),), TextRange(0, 0, 2))

    told = [
        LibraryName("b", "7", used("TRIP")),
        LibraryName("a", "3", used("TRIP")),
        LibraryName("a", "5", used("GIF")),
        LibraryName("b", "1", defined("GIF", "枠組み")),
    ]
    by_name = {term.name: term for term in of_library(told, ("a", "b")).terms}
    trip, gif = by_name["TRIP"], by_name["GIF"]
    assert (trip.standing, trip.count, trip.senses) == (Standing.UNEXPLAINED, 2, ())
    assert [(known.content, known.label) for known in trip.places] == [("a", "3"), ("b", "7")]
    assert trip.places[0].place == place(3, 1, 1)
    assert gif.standing is Standing.EXPLAINED
    assert [sense.long_form for sense in gif.senses] == ["枠組み"]
    assert [known.content for known in gif.places] == ["b"]
