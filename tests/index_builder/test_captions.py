"""Captions: labels, numbers, titles, and what they describe."""

import pytest
from printed import FILLER, LEFT, PITCH, Sheet, filled

from index_builder.captions import number_of
from index_builder.model import Part
from index_builder.structure import extract


@pytest.mark.parametrize(
    ("printed", "kind", "label", "number", "title"),
    [
        ("■第１-３-２図／国別の発表数", "figure", "第１-３-２図", "1-3-2", "国別の発表数"),
        ("図表1-2-1　動向", "figure", "図表1-2-1", "1-2-1", "動向"),
        ("表２ 結果", "table", "表２", "2", "結果"),
        ("写真１　全景", "photo", "写真１", "1", "全景"),
        ("Table 3: Results", "table", "Table 3", "3", "Results"),
        ("第Ⅰ-1-2-3図　動向", "figure", "第Ⅰ-1-2-3図", "I-1-2-3", "動向"),
        ("１－２－３－４図　動向", "figure", "１－２－３－４図", "1-2-3-4", "動向"),
        ("第１－（２）－３表　動向", "table", "第１－（２）－３表", "1-(2)-3", "動向"),
        ("【第111-1-2】動向", "figure", "第111-1-2", "111-1-2", "動向"),
        ("＜図表８＞動向", "figure", "図表８", "8", "動向"),
        ("（図９）動向", "figure", "図９", "9", "動向"),
        ("第２図動向", "figure", "第２図", "2", "動向"),
        ("Ⅰ－特－５図　動向", "figure", "Ⅰ－特－５図", "I-特-5", "動向"),
        ("グラフ２　動向", "figure", "グラフ２", "2", "動向"),
        ("付表１－１　動向", "table", "付表１－１", "1-1", "動向"),
        ("資料３　動向", "other", "資料３", "3", "動向"),
    ],
)
def test_labels(printed: str, kind: str, label: str, number: str, title: str) -> None:
    sheet = filled()
    sheet.line(LEFT, 500, printed, font="Gothic", size=9)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert (caption.kind, caption.label, caption.number, caption.title) == (
        kind,
        label,
        number,
        title,
    )


@pytest.mark.parametrize(
    "text",
    [
        "第１-３-２図に示すように増えた。",
        "表２は結果を示す。",
        "図書館の本",
        "表2 は，解けた数を分類したものである．多くが解けた．",
        "資料：見本省「見本調査」により作成",
        "第１表彰式の様子",
        "（図１参照）",
    ],
)
def test_running_text_is_no_caption(text: str) -> None:
    sheet = filled()
    sheet.line(LEFT, 500, text)

    assert extract([sheet.done()], fallback_title="").captions == ()


@pytest.mark.parametrize(
    "text",
    ["第１-３-２図に示すように増えた。", "（図１参照）", "図１枚の大きさ", "表３を参照のこと"],
)
def test_small_lettering_is_no_caption(text: str) -> None:
    sheet = filled()
    sheet.line(LEFT, 500, text, font="Gothic", size=9)

    assert extract([sheet.done()], fallback_title="").captions == ()


def test_a_label_takes_the_title_beside_it() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "図表2-1", size=9, font="Gothic")
    sheet.line(LEFT + 80, 500, "規模の推移", size=9, font="Gothic")

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert (caption.label, caption.title) == ("図表2-1", "規模の推移")


def test_small_text_after_a_caption_is_its_table_until_the_text_goes_on() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "■第２-１-１表／名簿", font="Gothic", size=9)
    sheet.line(LEFT, 515, "議長", size=7)
    sheet.paragraph(LEFT, 545, "本文はまた続いていく。" * 5)
    sheet.line(LEFT, 650, "別の小さな文字", size=7)

    passages = extract([sheet.done()], fallback_title="").passages

    assert [p.part for p in passages if p.text in {"議長", "別の小さな文字"}] == [
        Part.TABLE,
        Part.FIGURE,
    ]


def test_numbers_are_ascii() -> None:
    assert number_of("第２-１-１０図") == "2-1-10"
    assert number_of("図３．２") == "3-2"
    assert number_of("図表Ⅰ-4-1-1") == "I-4-1-1"


def test_the_area_of_a_figure_reaches_to_the_text_below_it() -> None:
    sheet = filled()
    sheet.line(LEFT, 400, "図１ 地図", font="Gothic", size=9)
    sheet.paragraph(LEFT, 600, "本文はまた続いていく。" * 5)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert caption.area is not None
    assert caption.area.y0 < 400
    assert 580 < caption.area.y1 < 600


def test_a_caption_below_its_figure_looks_up() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "図１ 地図", font="Gothic", size=9)
    sheet.paragraph(LEFT, 520, "本文はまた続いていく。" * 5)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert caption.area is not None
    assert caption.area.y0 < 400
    assert caption.area.y1 > 495


def test_captions_side_by_side_part_the_page_between_their_figures() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    for x, number in ((90, 1), (330, 2)):
        sheet.line(x, 500, f"図{number} 見本の題が", font="Gothic", size=9)
        sheet.line(x + 9, 512, "二行に及ぶ", font="Gothic", size=9)
    sheet.paragraph(LEFT, 540, FILLER * 5, 470)

    left, right = extract([sheet.done()], fallback_title="").captions

    assert (left.title, right.title) == ("見本の題が二行に及ぶ", "見本の題が二行に及ぶ")
    assert left.area is not None
    assert right.area is not None
    assert left.area.x1 <= right.area.x0
    assert left.area.y0 < 200
    assert left.area.y1 > 490


def test_the_habit_of_a_document_says_on_which_side_figures_stand() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    sheet.line(LEFT, 300, "図１ 前の見本", font="Gothic", size=9)
    sheet.paragraph(LEFT, 320, FILLER * 5, 470)
    sheet.line(LEFT, 500, "図２ 後の見本", font="Gothic", size=9)
    sheet.paragraph(LEFT, 700, FILLER * 5, 470)

    first, second = extract([sheet.done()], fallback_title="").captions

    assert first.area is not None
    assert second.area is not None
    assert first.area.y1 < 310
    assert second.area.y1 < 510


def test_a_picture_without_a_label_is_known_by_its_credit() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    sheet.line(LEFT, 400, "掘削場の全景", font="Gothic", size=9)
    sheet.line(LEFT, 412, "提供：見本研究所", font="Gothic", size=8)
    sheet.paragraph(LEFT, 440, FILLER * 5, 470)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert (caption.kind, caption.label, caption.title) == ("photo", "", "掘削場の全景")
    assert caption.area is not None
    assert caption.area.height > 150


def test_an_item_above_a_source_titles_no_picture() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    sheet.line(LEFT, 400, "◆掘削場の作業員", font="Gothic", size=9)
    sheet.line(LEFT, 412, "資料：見本研究所", font="Gothic", size=8)
    sheet.paragraph(LEFT, 440, FILLER * 5, 470)

    assert extract([sheet.done()], fallback_title="").captions == ()


def test_a_table_without_rules_ends_where_the_text_goes_on() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    sheet.line(LEFT, 300, "表１ 見本の数", font="Gothic", size=9)
    for row in range(4):
        sheet.line(LEFT + 20, 320 + 16 * row, "項目")
        sheet.line(LEFT + 220, 320 + 16 * row, str(10 + row))
    sheet.paragraph(LEFT, 410, FILLER * 5, 470)

    found = extract([sheet.done()], fallback_title="")

    (caption,) = found.captions
    assert caption.area is not None
    assert 375 < caption.area.y1 < 405
    assert any(p.text.startswith("項目") and p.part == Part.TABLE for p in found.passages)


def test_a_caption_below_its_source_line_is_no_part_of_it() -> None:
    sheet = Sheet()
    sheet.paragraph(LEFT, 100, FILLER * 5, 470)
    sheet.line(380, 400, "見本の規格より抜粋したもの")
    sheet.line(200, 400 + PITCH, "図2.3 見本の過程")
    sheet.paragraph(LEFT, 450, FILLER * 5, 470)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert (caption.label, caption.title) == ("図2.3", "見本の過程")


def test_a_list_of_figures_holds_no_captions() -> None:
    sheet = Sheet()
    sheet.line(240, 80, "図表目次", size=14, font="Gothic")
    for number in range(1, 5):
        sheet.line(LEFT, 100 + 20 * number, f"図表{number}-1　見本の推移………………{number}")

    found = extract([sheet.done(), filled(1).done()], fallback_title="")

    assert found.captions == ()
    assert found.headings == ()


def test_a_mark_stays_out_of_a_title_and_a_power_in_it() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "図１ 面積（km^2^）の推移^3^", font="Gothic", size=9)
    sheet.rule(LEFT, LEFT + 120, 700)
    sheet.line(LEFT, 712, "3", size=7)
    sheet.line(LEFT + 20, 712, "図の題に付いた注", size=7)

    (caption,) = extract([sheet.done()], fallback_title="").captions

    assert caption.title == "面積（km2）の推移"
