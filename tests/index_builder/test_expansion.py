"""Original words of an acronym."""

import pytest

from index_builder.expansion import agreement, defines, in_front, inside_note, of_note, quoted


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("NIST", "National Institute of Standards and Technology"),
        ("Inria", "Institut National de Recherche en Informatique et en Automatique"),
        ("ＧＸ", "Green Transformation"),
        ("GOSAT", "Greenhouse gases Observing SATellite"),
        ("AI-SDM", "AI-Institute for Societal Decision Making"),
        ("STSフォーラム", "Science and Technology in Society forum"),
    ],
)
def test_initials_that_spell_the_name_agree(name: str, words: str) -> None:
    assert agreement(name, words) >= 0.8


def test_other_words_do_not_agree() -> None:
    assert agreement("NIST", "Office of Science") < 0.5
    assert agreement("AI", "April 2019") < 1
    assert agreement("", "Office") == 0
    assert agreement("ABC", "東京") == 0


def test_a_note_gives_its_leading_words_without_address() -> None:
    found = of_note("Alberta Machine Institute https://example.org/ami")

    assert found is not None
    assert (found.expansion, found.name, found.long_form) == ("Alberta Machine Institute", "", "")


def test_a_note_may_name_the_acronym_or_its_japanese() -> None:
    named = of_note("Generative Adversarial Networks（ＧＡＮ） Goodfellow, I. (2014)")
    japanese = of_note("International Space Harbour（国際宇宙港）")
    led = of_note("ＩＳＨ：International Space Harbour")

    assert named is not None
    assert (named.expansion, named.name) == (
        "Generative Adversarial Networks",
        "GAN",
    )
    assert japanese is not None
    assert japanese.long_form == "国際宇宙港"
    assert led is not None
    assert (led.expansion, led.name) == ("International Space Harbour", "ISH")


@pytest.mark.parametrize(
    ("text", "long_form"),
    [
        ("「Sea Defined Vessel」の略。", ""),
        ("海で定める船（Sea Defined Vessel）の略称", "海で定める船"),
        ("海定義船。Sea Defined Vessel。", "海定義船"),
        ("正式名称：Sea Defined Vessel", ""),
        ("ＳＤＶとは、Sea Defined Vesselの略であり、船をいう。", ""),
        ("SDV（Sea Defined Vessel）：海の船", ""),
    ],
)
def test_words_may_stand_inside_a_note(text: str, long_form: str) -> None:
    found = inside_note(text, "SDV")

    assert found is not None
    assert (found.expansion, found.long_form) == ("Sea Defined Vessel", long_form)


def test_other_words_inside_a_note_are_not_taken() -> None:
    assert inside_note("船の計画（Blue Harbour Company）の略称", "SDV") is None
    assert inside_note("海で定める船", "SDV") is None


def test_a_remark_behind_a_name_does_not_define_it() -> None:
    assert defines("Sea Notation One", "SN.1")
    assert defines("recurrent sea network", "RSN")
    assert not defines("as specified by the X.9 sea recommendation", "ASN.1")


def test_an_ordinal_may_open_a_title() -> None:
    found = of_note("3rd Generation Partnership Project")

    assert found is not None
    assert found.expansion.startswith("3rd")


@pytest.mark.parametrize(
    "text",
    [
        "The Blue House “Executive Order” https://example.org/",
        "Smith, J., et al., (2020), Learning",
        "See https://example.org/",
        "海洋研究所「年報」",
        "",
    ],
)
def test_a_citation_is_no_expansion(text: str) -> None:
    assert of_note(text) is None


def test_a_quoted_title_counts_when_it_spells_the_name() -> None:
    note = "南国政府 “Southland National AI Strategy 2.0 (SNAIS2.0)” https://example.org/"

    assert quoted(note, "SNAIS2.0") == "Southland National AI Strategy 2.0"
    assert quoted(note, "XYZ") == ""


def test_a_capitalised_phrase_in_front_is_taken_whole() -> None:
    text = "拠点 AI Institute for Artificial and Natural Intelligence "

    assert (
        in_front(text, len(text), "ARNI") == "AI Institute for Artificial and Natural Intelligence"
    )


def test_a_long_title_that_opens_with_the_initial_is_taken_whole() -> None:
    text = "Research and Development 20 for Clean Energy Technologies"

    assert in_front(text, len(text), "RD20") == text

    path = "Nature Portfolio/Editorial Policies/Artificial Intelligence"
    assert in_front(path, len(path), "AI") == "Artificial Intelligence"


def test_of_a_sentence_only_what_the_letters_need_is_taken() -> None:
    text = "We met at the National Harbour Office"

    assert in_front(text, len(text), "NHO") == "National Harbour Office"
    assert in_front("a) National Harbour", 19, "NH") == "National Harbour"
    assert in_front(text, len(text), "XYZ") == ""


def test_a_parenthesis_farther_ahead_does_not_matter() -> None:
    text = "sea models) with harbour-augmented navigation"

    assert in_front(text, len(text), "HAN") == "harbour-augmented navigation"


def test_a_phrase_broken_by_a_parenthesis_is_not_taken() -> None:
    assert in_front("SW), switch", 11, "SW") == ""
