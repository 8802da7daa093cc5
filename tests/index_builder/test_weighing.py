"""How sure a definition is."""

from prose import passage

from index_builder.model import TextRange
from index_builder.weighing import GUESS, SURE, Found, confidence, weighed


def found(name: str, long_form: str = "", words: str = "", **more: object) -> Found:
    given = {"range": TextRange(0, 0, 1), "evidence": "parenthesis", **more}
    return Found(name, long_form, words, **given)  # type: ignore[arg-type]


def test_words_that_spell_the_name_make_sure() -> None:
    noted = found("ORI", "海洋研究所", "Ocean Research Institute", evidence="footnote")
    partly = found("ORI", "海洋研究所", "Office of Sea Research")

    assert confidence(noted) >= SURE
    assert 0.6 <= confidence(partly) < SURE


def test_a_japanese_name_alone_counts_by_its_words() -> None:
    fitting, short = found("ORI", "海洋研究所"), found("ORI", "海洋研究開発計画機構局")

    assert SURE > confidence(fitting) > confidence(short) >= 0.6
    assert confidence(found("SEASIDE", "海洋計画")) == GUESS < 0.6


def test_a_name_that_was_confirmed_is_sure_elsewhere() -> None:
    noted = found("ORI", "海洋研究所", "Ocean Research Institute", evidence="footnote")
    later = found("ORI", "海洋研究所", range=TextRange(1, 0, 1))

    assert [one.confidence >= SURE for one in weighed([noted, later], [passage("")] * 2)] == [
        True,
        True,
    ]


def test_a_name_given_twice_is_surer() -> None:
    once = found("SEASI", "海洋計画")
    twice = found("SEASI", "海洋計画", range=TextRange(1, 0, 1))

    assert [one.confidence for one in weighed([once], [passage("")])] == [GUESS]
    assert all(one.confidence > 0.6 for one in weighed([once, twice], [passage("")] * 2))


def test_the_body_that_runs_a_programme_is_not_its_short_name() -> None:
    body = found("ORO", "海洋研究機構")
    work = found("ORO", "深海探査推進事業", range=TextRange(1, 0, 1))

    assert [one.long_form for one in weighed([body, work], [passage("")] * 2)] == ["海洋研究機構"]


def test_two_sources_of_one_place_complete_each_other() -> None:
    first = found("ORI", "海洋研究所")
    second = found("ORI", words="Ocean Research Institute", evidence="reverse")

    joined = second.joined(first)

    assert (joined.long_form, joined.expansion) == ("海洋研究所", "Ocean Research Institute")
    assert joined.evidence == "parenthesis"
