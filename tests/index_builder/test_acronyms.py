"""Where acronyms are introduced, and for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose import footnotes, passage, place_of

from index_builder.acronyms import definitions
from index_builder.model import Definition, Part, TextRange


def found(*texts: str, notes: tuple[str, ...] = ()) -> list[Definition]:
    return list(definitions([passage(t) for t in texts], footnotes(*notes), place_of))


def triples(*texts: str, notes: tuple[str, ...] = ()) -> list[tuple[str, str, str]]:
    return [(d.name, d.long_form, d.expansion) for d in found(*texts, notes=notes)]


def test_a_parenthesis_with_a_note_gives_long_form_and_expansion() -> None:
    text = "政府は沿岸水産試験場（ＣＦＥＳ^1^）を設けた。"

    (definition,) = found(text, notes=("Coastal Fishery Experiment Station",))

    assert (definition.name, definition.long_form) == ("CFES", "沿岸水産試験場")
    assert definition.expansion == "Coastal Fishery Experiment Station"
    assert (definition.evidence, definition.note) == ("footnote", 0)
    assert definition.range == TextRange(0, 11, 15)
    assert definition.place == place_of(definition.range)[0]


def test_a_note_does_not_introduce_again_what_it_was_marked_for() -> None:
    note = "Generative Rival Networks（ＧＲＮ）"
    passages = [passage("前述の「競い合う生成網^1^」"), passage(note, Part.NOTE, page=1)]

    found = definitions(passages, footnotes(note), place_of)

    assert [(d.name, d.range.passage) for d in found] == [("GRN", 0)]


def test_a_bare_acronym_is_introduced_by_its_note() -> None:
    notes = ("Ocean Research Institute", "The Ocean Lab https://example.org/")

    assert triples("船にはＯＲＩ^1^の機器とOcean Lab^2^の旗がある。", notes=notes) == [
        ("ORI", "", "Ocean Research Institute")
    ]


def test_a_note_whose_words_do_not_spell_the_acronym_introduces_nothing() -> None:
    assert triples("船にはＯＲＩ^1^の旗がある。", notes=("Blue Harbour Company",)) == []


def test_the_note_may_hold_the_acronym_of_a_japanese_name() -> None:
    notes = ("Generative Rival Networks（ＧＲＮ）",)

    assert triples("前述の「競い合う生成網^1^」を用いる。", notes=notes) == [
        ("GRN", "競い合う生成網", "Generative Rival Networks")
    ]


def test_colon_and_nested_parentheses() -> None:
    assert triples("世界港湾機関（ＷＨＯＲ：World Harbour Organization）") == [
        ("WHOR", "世界港湾機関", "World Harbour Organization")
    ]
    assert triples("港のID とアクセス管理（IAM、Identity and Access Management）") == [
        ("IAM", "ID とアクセス管理", "Identity and Access Management")
    ]
    assert triples("対処するＧＰＩ（Glide Phase Interceptor：滑空段階迎撃弾）を") == [
        ("GPI", "滑空段階迎撃弾", "Glide Phase Interceptor")
    ]
    assert triples("次の大型海洋模型（Large Sea Model：ＬＳＭ）を") == [
        ("LSM", "大型海洋模型", "Large Sea Model")
    ]
    assert triples("海洋科学計画機構（ＯＳＰＯ、理事長：海山）は") == [
        ("OSPO", "海洋科学計画機構", "")
    ]
    assert triples("国際衝突計画（ＩＬＣ）と加速計画（ＡｒＣＳⅡ）") == [
        ("ILC", "国際衝突計画", ""),
        ("ArCSⅡ", "加速計画", ""),
    ]
    assert triples("線源（放射性同位元素：Ocean）の") == []
    assert triples("線源（放射性同位元素：ＲＩ）の") == [("RI", "放射性同位元素", "")]
    assert triples("広いシステム（「汎用知能（ＡＧＩ）」）です") == [("AGI", "汎用知能", "")]


@pytest.mark.parametrize(
    "inside",
    [
        " ＯＲＩ ",
        "Ｏ Ｒ Ｉ",
        "通称ＯＲＩ",
        "略称：ＯＲＩ",
        "略称「ＯＲＩ」",
        "「ＯＲＩ」",
        "ＯＲＩ。所長：海山",
    ],
)
def test_the_name_may_be_led_in_quoted_or_spaced(inside: str) -> None:
    assert triples(f"海洋研究所（{inside}）は") == [("ORI", "海洋研究所", "")]


@pytest.mark.parametrize(
    "text",
    [
        "米国 AI 安全研究所 （ UAI ） は",
        "米国AI 安全研究所(UAI)は",
        "1.2 米国 AI 安全研究所（UAI）",
    ],
)
def test_spaces_between_japanese_and_latin_end_no_name(text: str) -> None:
    ((name, long_form, _),) = triples(text)

    assert (name, long_form.replace(" ", "")) == ("UAI", "米国AI安全研究所")


def test_spaces_around_words_and_behind_brackets() -> None:
    assert triples("海の所( Ocean Research Institute、ORI )は") == [
        ("ORI", "海の所", "Ocean Research Institute")
    ]
    assert triples("ORI とは 海の所（ Ocean Research Institute） の略") == [
        ("ORI", "海の所", "Ocean Research Institute")
    ]
    assert triples("中央統合研究センター（CIR センター）と手法（AI モデル）") == [
        ("CIR センター", "中央統合研究センター", "")
    ]
    assert triples("先の手法（Ａ Ｉ Ｐ）") == [("AIP", "先の手法", "")]


def test_an_alias_in_letters_is_no_long_form() -> None:
    assert triples("AI モデル（ML モデル）") == []


def test_other_brackets_count_as_parentheses() -> None:
    assert triples("海洋研究所〔ＯＲＩ〕と深海研究所［ＤＲＩ］") == [
        ("ORI", "海洋研究所", ""),
        ("DRI", "深海研究所", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "海洋研究所（ＯＲＩ（Ocean Research Institute））は",
        "海洋研究所（Ocean Research Institute（ＯＲＩ））は",
        "海洋研究所（Ocean Research Institute、略してＯＲＩ）は",
        "ＯＲＩ（海洋研究所（Ocean Research Institute））は",
        "ＯＲＩ（Ocean Research Institute：海洋研究所）は",
        "ＯＲＩとは、海洋研究所（Ocean Research Institute）の略称である",
    ],
)
def test_words_and_name_may_stand_in_any_order(text: str) -> None:
    assert triples(text) == [("ORI", "海洋研究所", "Ocean Research Institute")]


def test_the_japanese_word_behind_the_letters_is_that_of_the_long_form() -> None:
    assert triples("海洋資源買取制度（ＦＩＴ制度）と") == [("FIT制度", "海洋資源買取制度", "")]
    assert triples("優れた研究者の集団（ＩＴ企業）と") == []
    assert triples("深海育成プログラム（Ｐプログラム）と") == [
        ("Pプログラム", "深海育成プログラム", "")
    ]


def test_a_parenthesis_may_open_the_next_cell_of_a_figure() -> None:
    cells = [passage("海洋研究所", Part.FIGURE), passage("（ＯＲＩ）の船", Part.FIGURE)]
    ended = [passage("海洋研究所である。"), passage("（ＯＲＩ）の船")]

    assert [d.long_form for d in definitions(cells, (), place_of)] == ["海洋研究所"]
    assert definitions(ended, (), place_of) == ()


def test_a_reading_may_stand_between_name_and_mark() -> None:
    assert triples("ＯＲＩ（オリ^1^）の", notes=("Ocean Research Institute",)) == [
        ("ORI", "", "Ocean Research Institute")
    ]


def test_economy_is_not_said_to_be_over() -> None:
    assert triples("港のＥＰＡ（経済連携協定）と、ＡＢＣ（調査済みの海）") == [
        ("EPA", "経済連携協定", "")
    ]


@pytest.mark.parametrize("text", ["（" + "Ａ－" * 20000, "（" * 20000, "（以下「" * 5000])
def test_odd_text_takes_no_long_time(text: str) -> None:
    assert triples(text) == []


def test_a_japanese_short_name_may_stand_beside_the_letters() -> None:
    assert triples("南洋海洋総合研究所（南海研、ＳＯＲＩ）は") == [
        ("SORI", "南洋海洋総合研究所", "")
    ]
    assert triples("国際海洋教育科学機関（イメス：ＩＭＥＳ）") == [
        ("IMES", "国際海洋教育科学機関", "")
    ]


def test_a_quoted_or_tailed_name_in_front_of_its_words() -> None:
    assert triples("機関「ＧＯＨＯ」（Grand Ocean Harbour Organisation）は") == [
        ("GOHO", "", "Grand Ocean Harbour Organisation")
    ]
    assert triples("国のＰＲＴＲ制度（化学物質移動量届出制度）を") == [
        ("PRTR制度", "化学物質移動量届出制度", "")
    ]
    assert triples("海のＧＢＦ基金（Global Blue Framework Fund）に") == [
        ("GBF", "", "Global Blue Framework Fund")
    ]
    assert triples("ＧＩＦ（第４世代海洋システムに関する国際集会）") == [
        ("GIF", "第４世代海洋システムに関する国際集会", "")
    ]
    assert triples("業務にＲＰＡ（Robotic Process Automation：機械による業務自動化）を") == [
        ("RPA", "機械による業務自動化", "Robotic Process Automation")
    ]


def test_names_in_english_text() -> None:
    text = "Large sea models (LSMs) of the Ministry of Oceans, Culture, Sports and Textiles (MOXT)"

    assert triples(text) == [
        ("LSMs", "", "Large sea models"),
        ("MOXT", "", "Ministry of Oceans, Culture, Sports and Textiles"),
    ]


def test_latin_words_in_front_of_the_parenthesis() -> None:
    text = "AI Institute for Climate-Land Interactions and Economy （ＡＩ－ＣＬＩＥ）（南大学）"

    assert triples(text) == [
        ("AI-CLIE", "", "AI Institute for Climate-Land Interactions and Economy")
    ]


def test_reversed_introductions() -> None:
    assert triples("ＩｏＴ（Internet of Things）で") == [("IoT", "", "Internet of Things")]
    assert triples("『ＡＩ×ＤＳ（データサイエンス）』") == [("DS", "データサイエンス", "")]
    assert triples("ＰとＯＵＳＤ（Ｒ＆Ｅ）（国防本部研究次官室）の") == [
        ("OUSD(R&E)", "国防本部研究次官室", "")
    ]
    assert triples("ＡＩとは人工知能（Artificial Intelligence）の略で") == [
        ("AI", "人工知能", "Artificial Intelligence")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Ｉｎｒｉａ",
        "ＧｔｅＸ",
        "ＧＯＳＡＴ－２",
        "ＴＲＩＰ－ＡＧＩＳ",
        "ＮＡＩＳ2.0",
        "LLM-jp",
        "Ｎ－ｎｅｔ",
        "Ｅ－ディフェンス",
        "ＡＩＰセンター",
    ],
)
def test_shapes_of_acronyms(name: str) -> None:
    assert [long for _, long, _ in triples(f"次は大型実験施設（{name}）である。")] == [
        "大型実験施設"
    ]


def test_a_generation_is_a_name_and_a_quantity_is_not() -> None:
    assert triples("第５世代通信方式（５Ｇ）と") == [("5G", "第５世代通信方式", "")]
    assert triples("大規模な70億個の変数（70Ｂ）と、最大80台（640GPU）") == []


@pytest.mark.parametrize(
    "text",
    [
        "海辺の町（Harbour）を歩く",
        "情報社会（Society 4.0）の限界",
        "研究費（Ａ）と（Ｂ）の和（Ｃ）＝（Ａ）＋（Ｂ）",
        "電力（ＭＷ）と周波数（ＧＨｚ）",
        "計画（Ⅱ）と計画（III）と図（D-2）",
        "優れた個人（ＩＴクリエータ）を",
        "計画（蒸留、ＭｏＥ、強化学習）を",
        "先端技術（ＡＩ、ＩｏＴ）の",
        "港の会社（Ocean社、ＳＥＡ社）が",
        "港の事業者（IaaS/PaaS 等を使う場合）は",
        "山田太郎氏（ＪＳＴ）は",
        "ＯＲＩ（当時）、ＯＲＩ（2023年）、ＯＲＩ（東都市）、ＯＲＩ（第３節参照）",
        "ＡＩ（April 2019）",
        "文書（PDF）と米国（ＮＡＳＡ）と質問（Ｑ１）と予算額（Ｒ６）",
        "二酸化炭素（ＣＯ２）と窒化ガリウム（ＧａＮ）",
        "半導体大手（ＨＡＲＢ）の進出",
        "連絡先（ＴＥＬ：03-0000-0000）、海洋品質管理（KPI：補足）",
        "「品質が維持され、破壊されないことをいう」（Q&A GDP0-2）",
        "２ＭＷ（メガワット）の風車",
        "海のネットワーク400Gbps^1^で",
        "ウェルビーイング（Well-being）の観点",
        "戦闘機（Ｆ－３５Ａ）、分類コード（G06N）、会計年度（FY24）",
    ],
)
def test_other_parentheses_introduce_nothing(text: str) -> None:
    assert triples(text, notes=("Giga bit per second",)) == []


def test_two_names_in_a_list_do_not_expand_each_other() -> None:
    assert triples("強震観測網（Ｋ－ＮＥＴ、ＫｉＫ－ｎｅｔ）") == []


def test_one_name_with_two_meanings_keeps_both() -> None:
    names = triples("汎用目的ＡＩ（ＧＰＡＩ）と", "ＡＩに関する国際連携（ＧＰＡＩ）と")

    assert names == [("GPAI", "汎用目的ＡＩ", ""), ("GPAI", "ＡＩに関する国際連携", "")]


def test_a_long_form_cut_short_is_completed_from_one_in_quotation_marks() -> None:
    names = triples(
        "「知識の抽出やモデルの自動化（ＡＳＫ）計画」を",
        "■図／省による知識の抽出やモデルの自動化（ＡＳＫ）計画",
    )

    assert [long for _, long, _ in names] == ["知識の抽出やモデルの自動化"] * 2


def test_a_cell_that_holds_the_end_of_a_name_is_completed() -> None:
    body = passage("港の若手研究者育成事業（ＢＯＳＴ）と")
    cell = passage("者育成事業（ＢＯＳＴ）", Part.TABLE)

    assert [d.long_form for d in definitions([body, cell, cell], (), place_of)] == [
        "若手研究者育成事業"
    ] * 3


def test_a_long_form_found_whole_is_known_again_with_other_spaces() -> None:
    names = triples(
        "港のIDとアクセス管理（IAM、Identity and Access Management）", "ID とアクセス管理 （IAM）を"
    )

    assert [long for _, long, _ in names] == ["IDとアクセス管理", "ID とアクセス管理"]


def test_a_noun_behind_a_name_defined_otherwise_does_not_define_it() -> None:
    names = triples("海洋研究所（ＯＲＩ）と", "ＯＲＩ（大型深海探査計画）で")

    assert [long for _, long, _ in names] == ["海洋研究所"]


def test_the_mark_inside_a_word_ends_the_acronym() -> None:
    notes = ("Space Situation Awareness",)

    assert triples("宇宙状況把握システム（ＳＳＡ^1^システム）を", notes=notes) == [
        ("SSA", "宇宙状況把握", "Space Situation Awareness")
    ]


def test_terms_are_found_with_the_acronyms() -> None:
    (definition,) = found("海洋環境基本計画（以下「基本計画」という。）に")

    assert (definition.name, definition.kind) == ("基本計画", "term")
    assert (definition.long_form, definition.evidence) == ("海洋環境基本計画", "inline")


def test_a_text_without_structure_yields_nothing() -> None:
    assert triples("ただの文章です。", "", "(((", "（", "（）（ＡＩ", "以下「」") == []


PIECES = st.lists(
    st.sampled_from(
        [
            "（",
            "）",
            "(",
            ")",
            "「",
            "」",
            "ＡＢＣ",
            "Ocean",
            " ",
            "の",
            "海洋研究所",
            "^1^",
            "^2^",
            "：",
            "、",
            "以下",
            "という",
            "とは",
            "の略",
            "ー",
            "第１-２-３図",
            "5G",
            "及び",
            "”",
            "“",
            "￥",
            "\x00",
        ]
    ),
    max_size=14,
)


@given(PIECES, PIECES)
def test_whatever_stands_there_no_word_is_invented(text: list[str], note: list[str]) -> None:
    noted = "".join(note).replace("^1^", "").replace("^2^", "")
    written = passage("".join(text))

    for definition in definitions([written], footnotes(noted, "Alpha Beta Case"), place_of):
        every = written.text + noted + "Alpha Beta Case"
        assert definition.long_form in every
        assert definition.expansion in every
        assert definition.long_form or definition.expansion


def test_a_very_long_paragraph_takes_no_longer_by_the_bracket() -> None:
    text = "海洋研究所（ＯＲＩ）は船の" * 3000

    assert len(triples(text)) == 3000
