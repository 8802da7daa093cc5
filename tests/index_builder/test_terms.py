"""以下「…」という: short names and what they stand for."""

import pytest

from index_builder.terms import find

CASES = [
    ("海洋環境基本計画（以下「基本計画」という。）", "基本計画", "海洋環境基本計画"),
    (
        "始まった第６期海洋環境基本計画（令和３～７年度）（以下「第６期基本計画」という。）は",
        "第６期基本計画",
        "第６期海洋環境基本計画",
    ),
    ("気候適応法（平成30年法律第50号）（以下「適応法」という。）", "適応法", "気候適応法"),
    (
        "東方電力ホールディングス株式会社（以下「東電」）は",
        "東電",
        "東方電力ホールディングス株式会社",
    ),
    ("「海の恵みの食料戦略」（以下「恵み戦略」という。）", "恵み戦略", "海の恵みの食料戦略"),
    (
        "特定施設の共用の促進に関する法律（以下、「共用法」という。）",
        "共用法",
        "特定施設の共用の促進に関する法律",
    ),
    (
        "試験法第七条及び高齢者の医療の確保に関する法律（以下「高齢者医療確保法」という。）",
        "高齢者医療確保法",
        "高齢者の医療の確保に関する法律",
    ),
    (
        "保健師、助産師、看護師又は准看護師（以下「看護師等」という。）",
        "看護師等",
        "保健師、助産師、看護師又は准看護師",
    ),
    (
        "各省情報責任者（CIO）連絡会議（以下「CIO連絡会議」という。）",
        "CIO連絡会議",
        "各省情報責任者（CIO）連絡会議",
    ),
    (
        "決定。公開の実現に向けた国の方針（以下「我が国の公開方針」という。）",
        "我が国の公開方針",
        "公開の実現に向けた国の方針",
    ),
    (
        "海洋戦略、港湾戦略及び漁業整備計画（以下「三文書」という。）を",
        "三文書",
        "海洋戦略、港湾戦略及び漁業整備計画",
    ),
    ("事業者及びその従業者（以下「事業者等」という。）", "事業者等", "事業者及びその従業者"),
    (
        "に施行された障害を理由とする差別の解消の推進に関する法律（以下「差別解消法」という。）",
        "差別解消法",
        "障害を理由とする差別の解消の推進に関する法律",
    ),
    (
        "海の生活を総合的に支援するための法律（平成17年法律第5号。以下「支援法」という。）",
        "支援法",
        "海の生活を総合的に支援するための法律",
    ),
    (
        "このため、船舶、漁具等の品質及び安全性の確保等に関する法律（以下「漁具法」という。）",
        "漁具法",
        "船舶、漁具等の品質及び安全性の確保等に関する法律",
    ),
    (
        "省は、施策を一体的に講ずることによる海の安全の確保に関する法律（以下「海安法」という。）",
        "海安法",
        "施策を一体的に講ずることによる海の安全の確保に関する法律",
    ),
    (
        "クラウドシステムにおける港の設定（以下「システム港設定」という。）",
        "システム港設定",
        "クラウドシステムにおける港の設定",
    ),
]

FORMS = [
    "以下、機構",
    "以下 「機構」 という。",
    "以降「機構」という。",
    "以下、本節において「機構」という。",
    "以下この章において「機構」という。",
    "本章において「機構」という。",
    "以下単に「機構」という",
    "以下、機構と略す",
    "ＯＲＯ。以下「機構」という。",
    "所在地：海山市。以下『機構』と総称する。",
]


@pytest.mark.parametrize(("text", "term", "long_form"), CASES)
def test_the_long_form_is_what_the_short_name_spells(text: str, term: str, long_form: str) -> None:
    (short,) = find(text)

    assert text[slice(*short.span)] == term
    assert short.long_form == long_form


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_giving_a_short_name(form: str) -> None:
    text = f"南国海洋研究機構（{form}）は"

    (short,) = find(text)

    assert (text[slice(*short.span)], short.long_form) == ("機構", "南国海洋研究機構")


def test_two_short_names_at_once() -> None:
    both = "南国海洋機構（以下「機構」又は「ＳＯＯ」という。）"
    each = "港湾法及び海洋法（以下それぞれ「甲」及び「乙」という。）"

    assert [short.long_form for short in find(both)] == ["南国海洋機構"] * 2
    assert [short.long_form for short in find(each)] == ["港湾法", "海洋法"]


def test_original_words_beside_a_latin_short_name() -> None:
    inside = "自由な海（Free Sea Area、以下「ＦＳＡ」という。）"
    ahead = "「海洋法（The Ocean Act）」（以下「ＯＡ」という。）"
    latin = "the Free Sea Area (以下「ＦＳＡ」という。)"

    assert [(s.long_form, s.words) for text in (inside, ahead, latin) for s in find(text)] == [
        ("自由な海", "Free Sea Area"),
        ("海洋法", "The Ocean Act"),
        ("", "Free Sea Area"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "海の計画（以下略）",
        "海の計画（以下同じ）",
        "出席者（以下、敬称略）",
        "海の計画（以下、図１を参照）",
        "海の計画（50億円以下）",
        "以下「基本計画」という。",
        "（以下「基本計画」という。）",
        "計画（以下、次の三つをいう。）",
        "",
    ],
)
def test_nothing_in_front_or_no_parenthesis_is_no_term(text: str) -> None:
    assert list(find(text)) == []
