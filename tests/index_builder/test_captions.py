"""Captions: labels, numbers, titles, and what they describe."""

import pytest
from printed import LEFT, filled

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
    "text", ["第１-３-２図に示すように増えた。", "表２は結果を示す。", "図書館の本"]
)
def test_running_text_is_no_caption(text: str) -> None:
    sheet = filled()
    sheet.line(LEFT, 500, text)

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
