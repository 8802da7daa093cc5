"""Letters that look like a short name, and Japanese names they fit."""

import pytest

from index_builder import shape


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("NIST", 4),
        ("SDGs", 3),
        ("IoT", 3),
        ("e-Rad", 2),
        ("5G", 2),
        ("ALOS-2", 5),
        ("STSフォーラム", 3),
    ],
)
def test_initials_are_capitals_lone_letters_and_numbers(name: str, count: int) -> None:
    assert shape.initials(name) == count


def test_two_kanji_or_six_kana_make_a_word() -> None:
    assert shape.pieces("国際海洋研究所") == 4
    assert shape.pieces("スマートシティ") == 2
    assert shape.pieces("ＡＩ特別部会".replace("ＡＩ", "AI")) == 4


def test_small_letters_may_be_words_or_not() -> None:
    assert shape.ratio("e-Rad", "府省共通研究開発管理システム") == pytest.approx(4 / 6)
    assert shape.ratio("GtX", "気候改善技術") == 1
    assert shape.fit("ORI", "海洋研究所") == 1
    assert shape.fit("ORI", "") == 0


def test_a_noun_much_shorter_than_its_letters_is_no_long_form() -> None:
    assert shape.never("PDF", "文書")
    assert shape.never("NASA", "米国")
    assert shape.never("SEASIDE", "海洋計画")
    assert not shape.never("AI", "人工知能")
    assert shape.never("AI点検", "橋梁点検")
    assert not shape.never("SAR衛星", "合成開口衛星")
    assert shape.is_far("SEASIDE", "海洋計画")
    assert not shape.is_far("SEA", "海洋計画")


@pytest.mark.parametrize(
    ("name", "long_form"),
    [
        ("kW", "電力"),
        ("GB", "記憶容量"),
        ("CO2", "二酸化炭素"),
        ("GaN", "窒化ガリウム"),
        ("70B", "変数"),
    ],
)
def test_units_and_formulas_are_measures(name: str, long_form: str) -> None:
    assert shape.is_measure(name, long_form)


@pytest.mark.parametrize(
    ("name", "long_form"),
    [
        ("PV", "太陽光発電"),
        ("5G", "第5世代通信方式"),
        ("C4I", "指揮統制・情報通信"),
        ("ML", "機械学習"),
    ],
)
def test_names_that_look_like_units_or_formulas(name: str, long_form: str) -> None:
    assert not shape.is_measure(name, long_form)


def test_a_number_must_come_from_the_long_form() -> None:
    assert shape.belongs("G9", "主要9か国")
    assert not shape.belongs("Q1", "質問事項")


def test_a_japanese_word_behind_the_letters_must_too() -> None:
    assert shape.belongs("FIT制度", "固定価格買取制度")
    assert shape.belongs("Pプログラム", "深海技術育成プログラム")
    assert not shape.belongs("IT企業", "優れた個人")
    assert not shape.belongs("Aコース", "基礎課程")
    assert shape.belongs("AIPセンター", "統合研究施設")
