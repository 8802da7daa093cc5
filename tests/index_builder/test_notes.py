"""Footnotes and marks: numbering, signs, sizes, and what is neither."""

from printed import LEFT, PITCH, RIGHT, Sheet, filled

from index_builder.model import Footnote, Structure
from index_builder.structure import extract

FOOT = 700.0


def found_on(*sheets: Sheet) -> Structure:
    return extract([sheet.done() for sheet in sheets], fallback_title="")


def brief(notes: tuple[Footnote, ...]) -> list[tuple[str, str, list[str]]]:
    return [(n.label, n.text, [m.before for m in n.marks]) for n in notes]


def with_notes(sheet: Sheet, *notes: str, size: float = 7, rule: float = 120) -> Sheet:
    sheet.rule(LEFT, LEFT + rule, FOOT)
    y = FOOT + 12
    for note in notes:
        label, _, text = note.partition("|")
        if label:
            sheet.line(LEFT, y, label, size=size)
        sheet.line(LEFT + 20, y, text, size=size)
        y += 1.2 * size
    return sheet


def test_a_mark_is_joined_to_its_note_and_leaves_the_text() -> None:
    sheet = with_notes(
        filled(), "1|National Institute", "|of Standards and Technology", "2|欧州議会"
    )
    sheet.line(LEFT, 500, "国立標準技術研究所（ＮＩＳＴ^1^）は公表した^2^。")

    found = found_on(sheet)

    assert brief(found.footnotes) == [
        ("1", "National Institute of Standards and Technology", ["研究所（ＮＩＳＴ"]),
        ("2", "欧州議会", ["ＳＴ）は公表した"]),
    ]
    (passage,) = [p for p in found.passages if "ＮＩＳＴ" in p.text]
    assert "（ＮＩＳＴ）は公表した。" in passage.text
    assert [passage.text[:offset][-4:] for offset, _ in passage.notes] == ["ＮＩＳＴ", "公表した"]
    assert found.issues == ()


def test_numbers_begin_again_on_each_page() -> None:
    sheets = []
    for page, name in enumerate(("甲の注", "乙の注")):
        sheet = with_notes(filled(page), f"1|{name}")
        sheet.line(LEFT, 500, f"{name[0]}という語^1^がある。")
        sheets.append(sheet)

    notes = found_on(*sheets).footnotes

    assert [(n.text, n.place.page, [m.place.page for m in n.marks]) for n in notes] == [
        ("甲の注", 0, [0]),
        ("乙の注", 1, [1]),
    ]


def test_two_marks_in_one_and_figures_of_two_digits() -> None:
    labels = [str(n) for n in range(1, 12)]
    sheet = with_notes(filled(), *(f"{n}|注の文その{n}" for n in labels))
    sheet.line(LEFT, 480, "二つの注^4、5^と長い番号^11^がある。")
    sheet.line(LEFT, 480 + PITCH, "ＡＢＣＩ^3^2.0という計算機もある。")

    found = found_on(sheet)

    marked = {n.label: [m.before[-3:] for m in n.marks] for n in found.footnotes if n.marks}
    assert marked == {"4": ["つの注"], "5": ["つの注"], "11": ["い番号"], "3": ["ＢＣＩ"]}
    text = "".join(p.text for p in found.passages)
    assert "二つの注と長い番号がある。" in text
    assert "ＡＢＣＩ2.0という" in text


def test_marks_with_signs() -> None:
    sheet = with_notes(filled(), "＊1|星の注", "＊2|もう一つの星の注")
    sheet.line(LEFT, 500, "星が付く語^＊1^と続く語^＊2^である。")

    assert [len(n.marks) for n in found_on(sheet).footnotes] == [1, 1]


def test_notes_under_each_of_two_columns() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "左の段の語^1^である。")
    sheet.line(RIGHT, 500, "右の段の語^2^である。")
    for x, label in ((LEFT, "1"), (RIGHT, "2")):
        sheet.rule(x, x + 80, FOOT)
        sheet.line(x, FOOT + 12, label, size=7)
        sheet.line(x + 15, FOOT + 12, f"段{label}の注", size=7)

    assert [(n.text, len(n.marks)) for n in found_on(sheet).footnotes] == [
        ("段1の注", 1),
        ("段2の注", 1),
    ]


def test_a_square_metre_is_no_mark() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "面積は20m^2^であった。")

    found = found_on(sheet)

    assert any("20m2であった。" in p.text for p in found.passages)
    assert found.issues == ()


def test_a_mark_without_a_note_and_a_note_without_a_mark_are_reported() -> None:
    sheet = with_notes(filled(), "1|誰も指さない注")
    sheet.line(LEFT, 500, "注のない語^7^がある。")

    issues = [(i.kind, i.detail) for i in found_on(sheet).issues]

    assert issues == [("orphan-mark", "7"), ("orphan-note", "1")]


def test_small_lines_at_the_foot_without_marks_are_no_notes() -> None:
    sheet = filled()
    sheet.line(LEFT, 720, "1 表の下の小さな文字", size=7)
    sheet.line(LEFT, 730, "2 もう一つの小さな文字", size=7)

    assert found_on(sheet).footnotes == ()


def test_a_note_of_body_size_needs_a_rule_and_a_raised_label() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "本文と同じ大きさの注^3^がある。")
    sheet.rule(LEFT, LEFT + 120, FOOT)
    sheet.line(LEFT, FOOT + 20, "^3^ 大きな注の文")

    assert [(n.label, n.text, len(n.marks)) for n in found_on(sheet).footnotes] == [
        ("3", "大きな注の文", 1)
    ]
