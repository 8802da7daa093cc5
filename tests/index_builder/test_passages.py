"""Lines become paragraphs, over columns, pages, figures and boxes."""

from printed import BODY, FILLER, LEFT, PITCH, RIGHT, Sheet, filled

from index_builder.model import Part
from index_builder.structure import extract


def paragraphs(*sheets: Sheet, part: Part = Part.BODY) -> list[str]:
    found = extract([sheet.done() for sheet in sheets], fallback_title="")
    return [p.text for p in found.passages if p.part == part]


def lines_of(sheet: Sheet, x: float, y: float, *texts: str) -> float:
    for text in texts:
        sheet.line(x, y, text)
        y += PITCH
    return y


FULL = "全ての行を埋めるだけの長さの文が続くところである"
"""A line of 24 characters, two more than a column takes."""


def test_sentences_of_one_line_are_paragraphs_of_their_own() -> None:
    sheet = filled()
    y = lines_of(sheet, LEFT + BODY, 480, "一行で終わる段落がここにちょうど一つある。")
    y = lines_of(sheet, LEFT + BODY, y, "次の段落もまた字下げで始まっているもので")
    lines_of(sheet, LEFT, y, "あって、二行目は左の端から始まっている。")

    assert [text for text in paragraphs(sheet) if "段落" in text] == [
        "一行で終わる段落がここにちょうど一つある。",
        "次の段落もまた字下げで始まっているものであって、二行目は左の端から始まっている。",
    ]


def test_a_paragraph_runs_on_below_the_figure_that_cuts_it() -> None:
    sheet = Sheet()
    for n in range(3):
        sheet.paragraph(LEFT, 100 + 70 * n, FILLER * 3)
    lines_of(sheet, LEFT + BODY, 330, FULL[:21])
    lines_of(sheet, LEFT, 330 + PITCH, FULL[:22])
    sheet.line(LEFT, 390, "図1　模型の写真", size=9, font="Gothic")
    sheet.panel(LEFT, 395, LEFT + 220, 480)
    lines_of(sheet, LEFT, 510, "図の下で終わる文である。")

    assert any(text.endswith(FULL[:22] + "図の下で終わる文である。") for text in paragraphs(sheet))


def test_a_paragraph_of_a_box_runs_on_in_its_other_column() -> None:
    sheet = filled()
    sheet.panel(LEFT - 10, 440, RIGHT + 230, 700)
    lines_of(sheet, LEFT + BODY, 470, FULL[:21])
    for n in range(1, 6):
        lines_of(sheet, LEFT, 470 + n * PITCH, FULL[:22])
    lines_of(sheet, RIGHT, 470, FULL[:22], FULL[:22], "右の段で終わる文である。")
    lines_of(sheet, RIGHT + BODY, 470 + 3 * PITCH, "次の段落である。")

    boxes = paragraphs(sheet, part=Part.BOX)

    assert [text[-12:] for text in boxes] == ["右の段で終わる文である。", "次の段落である。"]


def test_a_paragraph_does_not_end_inside_a_bracket() -> None:
    sheet = filled()
    lines_of(sheet, LEFT + BODY, 450, "海洋研究所（Institute of", "Deep Waters）を設けた。")

    assert "海洋研究所（Institute of Deep Waters）を設けた。" in paragraphs(sheet)
