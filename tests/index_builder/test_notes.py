"""Footnotes and marks: numbering, signs, sizes, and what is neither."""

import pytest
from printed import LEFT, PITCH, RIGHT, Sheet, filled

from index_builder.model import Footnote, Structure
from index_builder.structure import extract

FOOT = 700.0
ONE_TO_TWO = str.maketrans("1１", "2２")


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


@pytest.mark.parametrize(
    "mark",
    ["＊1", "*1", "※1", "注1", "注1)", "注1）", "(注1)", "1)", "(1)", "１）", "１", "†1", "脚注1"],
)
def test_raised_marks_of_any_form(mark: str) -> None:
    sheet = with_notes(filled(), f"{mark}|最初の注", f"{mark.translate(ONE_TO_TWO)}|次の注")
    sheet.line(LEFT, 500, f"印が付く語^{mark}^と続く語^{mark.translate(ONE_TO_TWO)}^である。")

    found = found_on(sheet)

    assert [(n.text, [m.before[-3:] for m in n.marks]) for n in found.footnotes] == [
        ("最初の注", ["付く語"]),
        ("次の注", ["続く語"]),
    ]
    assert any("印が付く語と続く語である。" in p.text for p in found.passages)
    assert found.issues == ()


@pytest.mark.parametrize(
    "mark",
    ["（注1）", "注1)", "（※1）", "※1）", "※1", "［注1］", "(1)", "1)", "（1）", "１）", "＊1"],
)
def test_marks_of_body_size_wear_the_form_of_their_notes(mark: str) -> None:
    second = mark.translate(ONE_TO_TWO)
    sheet = with_notes(filled(), f"|{mark}最初の注", f"|{second}次の注")
    sheet.line(LEFT, 500, f"印が付く語{mark}と続く語{second}である。")

    found = found_on(sheet)

    assert [(n.text, [m.before[-3:] for m in n.marks]) for n in found.footnotes] == [
        ("最初の注", ["付く語"]),
        ("次の注", ["続く語"]),
    ]
    assert any("印が付く語と続く語である。" in p.text for p in found.passages)


@pytest.mark.parametrize("mark", ["（注1）", "注1", "注1)", "※1"])
def test_a_mark_leaves_the_bracket_around_it(mark: str) -> None:
    sheet = with_notes(filled(), f"|{mark} 括弧の中の注")
    sheet.line(LEFT, 500, f"機関（ＮＩＳＴ{mark}）は公表した。")

    assert any("機関（ＮＩＳＴ）は公表した。" in p.text for p in found_on(sheet).passages)


def test_figures_in_brackets_are_no_marks_where_notes_wear_others() -> None:
    sheet = with_notes(filled(), "※1|星の注")
    sheet.line(LEFT, 500, "語^※1^には(1)甲と(2)乙の二つがある。")

    (note,) = found_on(sheet).footnotes

    assert [m.before[-1:] for m in note.marks] == ["語"]


def test_characters_that_are_superior_figures() -> None:
    sheet = with_notes(filled(), "|¹ 最初の注", "|² 次の注")
    sheet.line(LEFT, 500, "機関（ＮＩＳＴ¹）の面積²は20m²である。")

    found = found_on(sheet)

    assert [(n.text, [m.before[-2:] for m in n.marks]) for n in found.footnotes] == [
        ("最初の注", ["ＳＴ"]),
        ("次の注", ["面積"]),
    ]
    assert any("（ＮＩＳＴ）の面積は20m²である。" in p.text for p in found.passages)


@pytest.mark.parametrize(
    "lines",
    [
        ("注：数値は概算である", "※一部の地域を除いている"),
        ("1. 申請書を提出する", "2. 審査を受ける"),
        ("（1）前の項による", "（2）次の項による"),
        ("資料：統計局の調査", "注1：四捨五入している"),
    ],
)
def test_small_lines_that_no_mark_names_are_no_notes(lines: tuple[str, str]) -> None:
    sheet = filled()
    sheet.line(LEFT, 480, "第1st回の会合でＣＯ2と10^9^の値を示す。")
    for n, text in enumerate(lines):
        sheet.line(LEFT, 700 + 9 * n, text, size=7)

    found = found_on(sheet)

    assert found.footnotes == ()
    assert found.issues == ()


def test_a_small_figure_on_the_baseline_is_a_mark() -> None:
    sheet = with_notes(filled(), "1|足下の注")
    sheet.line(LEFT, 500, "低い印^1^もある。", rise=0.0)

    assert brief(found_on(sheet).footnotes) == [("1", "足下の注", ["低い印"])]


def test_superiors_of_the_font_are_told_by_counting() -> None:
    sheet = with_notes(filled(), "1|最初の注", "2|次の注", "3|終わりの注")
    sheet.line(LEFT, 480, "全3年の計画（ＮＩＳＴ1）は2020年度に始まった2。")
    sheet.line(LEFT, 480 + PITCH, "3年を経て第3期に入り、3回の会議3が続く。")

    marks = [(n.label, [m.before[-2:] for m in n.marks]) for n in found_on(sheet).footnotes]

    assert marks == [("1", ["ＳＴ"]), ("2", ["った"]), ("3", ["会議"])]


@pytest.mark.parametrize(("end", "head"), [("^1^", "^2)^"), ("^注^", "^12)^"), ("（注", "12）")])
def test_a_mark_cut_by_the_line_end(end: str, head: str) -> None:
    labels = [f"{'注' if '注' in end else ''}{n})" for n in range(1, 13)]
    sheet = with_notes(filled(), *(f"{label}|注の文{label}" for label in labels))
    sheet.line(LEFT, 480, f"この行の終わりで切れた語である{end}")
    sheet.line(LEFT, 480 + PITCH, f"{head}。次の文が続いていく。")

    found = found_on(sheet)

    assert [n.label for n in found.footnotes if n.marks] == [labels[-1]]
    assert "語である。次の文" in "".join(p.text for p in found.passages)


def test_a_range_names_every_note_between() -> None:
    sheet = with_notes(filled(), *(f"{n}|注の文その{n}" for n in range(1, 5)))
    sheet.line(LEFT, 500, "三つの出典^1～3^がある。")

    assert [len(n.marks) for n in found_on(sheet).footnotes] == [1, 1, 1, 0]


def test_a_note_runs_on_under_the_rule_of_the_next_page() -> None:
    first = with_notes(filled(), "1|この注の文は長くて次の頁に続くもので")
    second = with_notes(filled(1), "|ある。と終わる。", "2|別の注")
    first.line(LEFT, 500, "長い注^1^がある。")
    second.line(LEFT, 500, "短い注^2^がある。")

    found = found_on(first, second)

    assert [(n.place.page, n.text) for n in found.footnotes] == [
        (0, "この注の文は長くて次の頁に続くものである。と終わる。"),
        (1, "別の注"),
    ]
    assert found.issues == ()


def test_a_note_that_came_too_late_stands_under_the_next_page() -> None:
    first = with_notes(filled(), "1|最初の注", rule=470)
    second = with_notes(filled(1), "2|次の注", rule=470)
    first.line(LEFT, 500, "最初の語^1^と終わりの語^2^である。")

    found = found_on(first, second)

    assert [(n.text, [m.place.page for m in n.marks]) for n in found.footnotes] == [
        ("最初の注", [0]),
        ("次の注", [0]),
    ]


def test_where_numbers_run_on_a_mark_may_name_a_note_of_another_page() -> None:
    sheets = []
    for page in range(5):
        sheet = with_notes(filled(page), f"{page + 1}|注の文その{page + 1}")
        sheet.line(LEFT, 500, f"語^{page + 1}{'、4' if page == 0 else ''}^がある。")
        sheets.append(sheet)

    found = found_on(*sheets)

    assert [m.place.page for m in found.footnotes[3].marks] == [0, 3]
    assert found.issues == ()


def test_notes_gathered_behind_each_section() -> None:
    sheet = filled()
    for y, name in ((440.0, "甲"), (560.0, "乙")):
        sheet.line(LEFT, y, f"{name}の節の語^1^と別の語^2^である。")
        sheet.line(LEFT, y + 40, f"1) {name}の最初の注", size=9)
        sheet.line(LEFT, y + 52, f"2) {name}の次の注", size=9)

    assert [(n.text, len(n.marks)) for n in found_on(sheet).footnotes] == [
        ("甲の最初の注", 1),
        ("甲の次の注", 1),
        ("乙の最初の注", 1),
        ("乙の次の注", 1),
    ]


def test_a_mark_at_the_head_of_a_line_of_text_opens_no_notes() -> None:
    sheet = with_notes(filled(), "※1|最初の注", "※2|次の注")
    sheet.line(LEFT, 480, "この行に^※1^があり、次の行は印から始まる語")
    sheet.line(LEFT, 480 + PITCH, "^※2^同社の文が続いて終わる。")

    assert [(n.text, len(n.marks)) for n in found_on(sheet).footnotes] == [
        ("最初の注", 1),
        ("次の注", 1),
    ]


def test_a_label_that_stretching_cuts_in_pieces() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "前の語（注1）と後の語（注2）である。")
    sheet.rule(LEFT, LEFT + 120, FOOT)
    sheet.line(LEFT, FOOT + 12, "（注1）最初の注", size=7)
    for x, piece in ((0, "（"), (17, "注"), (34, "2） The")):
        sheet.line(LEFT + x, FOOT + 21, piece, size=7)

    assert [(n.label, n.text) for n in found_on(sheet).footnotes] == [
        ("（注1）", "最初の注"),
        ("（注2）", "The"),
    ]


def test_a_list_in_the_text_is_no_gathering_of_notes() -> None:
    sheet = filled()
    sheet.line(LEFT, 440, "面積は20m^2^で、次のとおりである。")
    for n in (1, 2, 3):
        sheet.line(LEFT, 440 + n * PITCH, f"{n}. 項目の{n}番目")

    assert found_on(sheet).footnotes == ()


def test_cells_under_the_rules_of_a_table_are_no_notes() -> None:
    sheet = filled()
    for y in (700.0, 714.0, 728.0):
        sheet.rule(LEFT, LEFT + 100, y)
    sheet.line(LEFT, 710, "1 東京", size=7)
    sheet.line(LEFT, 724, "2 大阪", size=7)

    assert found_on(sheet).footnotes == ()


@pytest.mark.parametrize("text", ["20m^2^", "10^3^", "x^2^", "ウラン^2^U", "5km^2^"])
def test_powers_and_isotopes_are_no_marks_of_a_note_that_has_one(text: str) -> None:
    sheet = with_notes(filled(), "2|二つ目の注", "3|三つ目の注")
    sheet.line(LEFT, 480, f"印^2^と印^3^の後に{text}という値がある。")

    found = found_on(sheet)

    assert [len(n.marks) for n in found.footnotes] == [1, 1]
    assert any(f"{text.replace('^', '')}という" in p.text for p in found.passages)


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
