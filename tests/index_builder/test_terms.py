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
]


@pytest.mark.parametrize(("text", "term", "long_form"), CASES)
def test_the_long_form_is_what_the_short_name_spells(text: str, term: str, long_form: str) -> None:
    ((span, found),) = find(text)

    assert text[slice(*span)] == term
    assert found == long_form


@pytest.mark.parametrize(
    "text",
    [
        "以下「基本計画」という。",
        "（以下「基本計画」という。）",
        "計画（以下、次の三つをいう。）",
        "",
    ],
)
def test_nothing_in_front_or_no_parenthesis_is_no_term(text: str) -> None:
    assert list(find(text)) == []
