"""The noun phrase in front of a short name: where it begins."""

import pytest

from index_builder.longform import before

CASES = [
    # text in front of the parenthesis, short name, long form
    ("港の近くにある沿岸水産試験場", "CFES", "沿岸水産試験場"),
    ("商工局傘下の国立標準試験所", "NSL", "国立標準試験所"),
    ("を担う「深海資源調査計画", "DSP", "深海資源調査計画"),
    ("「若手の研究者及び学生の育成事業", "YOUTH", "若手の研究者及び学生の育成事業"),
    ("設立した一般社団法人ひなたＡＩ推進機構", "HAPO", "ひなたＡＩ推進機構"),
    ("新会社アオゾラ・リサーチ・センター", "ARC", "アオゾラ・リサーチ・センター"),
    ("中央研究所先端材料開発センター", "AMD", "先端材料開発センター"),
    ("西国・国立科学基金", "NSF", "国立科学基金"),
    ("ＡＢＣ研究戦略室", "RSO", "研究戦略室"),
    ("ＡＩ特別部会", "SAI", "ＡＩ特別部会"),
    ("さらには倫理的・法的・社会的課題", "ELSI", "倫理的・法的・社会的課題"),
    ("秋には、海と人の未来に関する国際会議", "SIM", "海と人の未来に関する国際会議"),
    ("二つの基本ソフト", "OS", "基本ソフト"),
    ("大洋（人工知能", "AI", "人工知能"),
    ("また南国海洋研究所", "SORI", "南国海洋研究所"),
    ("２－１．南洋連合", "SU", "南洋連合"),
    ("12月には主要９か国", "G9", "主要９か国"),
    ("ア大型放射光施設", "LSR", "大型放射光施設"),
    ("図では、イ大型放射光施設", "LSR", "イ大型放射光施設"),
    ("データ橋渡し基盤", "DBI", "データ橋渡し基盤"),
    ("気温観測衛星「あおぞら」", "TOS", "気温観測衛星"),
    ("建造中の「大型深海探査船」", "LDS", "大型深海探査船"),
    ("観測値及び深海観測網", "DSO", "深海観測網"),
    ("出典：北国海洋・気象・防災庁", "OMD", "北国海洋・気象・防災庁"),
    ("科学向け基盤モデルの開発・共用", "SFM", "科学向け基盤モデルの開発・共用"),
    ("事業 先端的炭素削減技術開発", "ACR", "先端的炭素削減技術開発"),
    ("コラム３ 大型深海望遠鏡", "KAG", "大型深海望遠鏡"),
    ("平成31 年２月25 日各省情報化統括責任者", "CIO", "各省情報化統括責任者"),
    ("第 5 世代移動通信", "5G", "第 5 世代移動通信"),
    ("次の「「あおぞら」観測計画」", "AKP", "「あおぞら」観測計画"),
    ("表1国立海洋研究所", "NOI", "国立海洋研究所"),
    ("南海大学iPS細胞研究所", "CIRA", "iPS細胞研究所"),
    ("ＡＳＥＡＮ海洋フォーラム", "AMF", "ＡＳＥＡＮ海洋フォーラム"),
    ("海の暑さ指数", "WBT", "暑さ指数"),
    ("）に関する深海専門家会合", "GDE", "深海専門家会合"),
    ("新たな評価に向け海の評価に関する港湾宣言", "DOHA", "海の評価に関する港湾宣言"),
    ("世界大学ランキング", "TUR", "世界大学ランキング"),
    ("国立がん研究センター", "NCC", "国立がん研究センター"),
    ("年に開始した共創の場形成支援プログラム", "COI-NEXT", "共創の場形成支援プログラム"),
    ("患者の生活の質", "QOL", "生活の質"),
    ("いわゆるモノのインターネット", "IoT", "モノのインターネット"),
    ("、証拠に基づく政策立案", "EBPM", "証拠に基づく政策立案"),
    ("適切な是正措置及び予防措置", "CAPA", "是正措置及び予防措置"),
    ("我が国の学術会議", "NSC", "学術会議"),
    ("総合的な海洋防空能力", "IAMDA", "総合的な海洋防空能力"),
    ("新たな海洋防空能力", "IAMDA", "海洋防空能力"),
    ("第２回南洋統合評価", "SIA", "南洋統合評価"),
    ("海山大学高等研究所", "SMU-IAS", "海山大学高等研究所"),
    ("地域の特色ある研究大学強化促進事業", "PEAK", "特色ある研究大学強化促進事業"),
    ("中小企業技術革新制度", "SBIR", "中小企業技術革新制度"),
    ("技術を実現するスマートシティ", "SC", "スマートシティ"),
    ("性能の高い並列計算機", "HPC", "並列計算機"),
]


@pytest.mark.parametrize(("text", "name", "expected"), CASES)
def test_the_phrase_is_cut_where_the_name_begins(text: str, name: str, expected: str) -> None:
    assert before(text, len(text), name) == expected


@pytest.mark.parametrize(
    "text", ["描画に用いられていたプロセッサ", "動くようにする仕組み", "似た配列の情報", "これは"]
)
def test_a_common_word_that_a_clause_describes_is_no_name(text: str) -> None:
    assert before(text, len(text), "ABC") == ""


def test_only_what_stands_in_front_of_the_end_counts() -> None:
    text = "海洋研究所（ＯＲＩ）の報告"

    assert before(text, 5, "ORI") == "海洋研究所"


def test_letters_of_the_short_name_ask_for_an_adjective() -> None:
    text = "利用が広がる持続可能な航空燃料"

    assert before(text, len(text), "SAF", "Sustainable Aviation Fuel") == "持続可能な航空燃料"
    assert before(text, len(text), "AF", "Aviation Fuel") == "航空燃料"


def test_and_in_the_original_words_asks_for_its_japanese() -> None:
    text = "として、人間と生物圏"

    assert before(text, len(text), "MAB", "Man and the Biosphere") == "人間と生物圏"
    assert before(text, len(text), "MAB") == "生物圏"
