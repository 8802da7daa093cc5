"""Source lines, and the figure each belongs to by its place on the page."""

import pytest
from printed import FILLER, LEFT, Sheet, filled

from index_builder.captions import Found
from index_builder.joining import read_page
from index_builder.model import Part
from index_builder.passages import Draft
from index_builder.source_lines import SOURCE, sources
from index_builder.structure import extract


@pytest.mark.parametrize(
    "text",
    [
        "資料：総務省統計局「令和５年調査」",
        "（資料）公開情報を基に作成",
        "（出典）ＢＢＣ（2024）",
        "出所:Index Report",
        "写真提供：研究所",
        "Source: Kaplan",
        "© JAXA",
    ],
)
def test_what_opens_a_source_line(text: str) -> None:
    assert SOURCE.match(text)


@pytest.mark.parametrize(
    "text", ["資料３　動向", "データの出所、取扱い", "提供者が自ら", "参考資料"]
)
def test_what_opens_none(text: str) -> None:
    assert not SOURCE.match(text)


def test_the_source_under_a_figure_is_the_figures_own() -> None:
    sheet = filled()
    sheet.line(LEFT, 400, "図１ 地図", font="Gothic", size=9)
    sheet.line(LEFT, 585, "資料：国土地理院作成", size=7)
    sheet.paragraph(LEFT, 610, "本文はまた続いていく。" * 5)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert caption.source == "資料：国土地理院作成"


def test_figures_side_by_side_have_each_their_own_source() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    for x, name in ((60, "甲"), (330, "乙")):
        sheet.line(x, 500, f"図{1 if name == '甲' else 2} 見本の題", font="Gothic", size=9)
    for x, name in ((330, "乙"), (60, "甲")):
        sheet.line(x, 515, f"提供：{name}研究所", size=7)
    sheet.paragraph(LEFT, 540, FILLER * 5, 470)

    left, right = extract([sheet.done()], fallback_title="").captions

    assert (left.source, right.source) == ("提供：甲研究所", "提供：乙研究所")


def test_a_source_line_far_from_every_figure_belongs_to_none() -> None:
    sheet = filled()
    sheet.line(LEFT, 300, "図１ 地図", font="Gothic", size=9)
    sheet.paragraph(LEFT, 420, "本文はまた続いていく。" * 9)
    sheet.line(LEFT, 700, "提供：遠い研究所", size=7)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert caption.source == ""


def test_between_two_figures_the_nearer_one_has_the_source() -> None:
    sheet = Sheet()
    for y, text in ((100, "図１ 上の図"), (125, "資料：見本省"), (160, "図２ 下の図")):
        sheet.line(LEFT, y, text)
    drafts = [Draft([line], Part.FIGURE, (LEFT, 300)) for line in read_page(sheet.done()).lines]
    upper, _, lower = drafts
    captions = [
        Found("figure", label, label[1:], "題", draft, None)
        for label, draft in (("図１", upper), ("図２", lower))
    ]

    assert sources(captions, drafts) == ["資料：見本省", ""]
