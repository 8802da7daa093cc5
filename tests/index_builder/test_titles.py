"""Headings made whole: labels beside and above titles, titles over lines, two headings in one."""

from printed import FILLER, LEFT, PITCH, Sheet, filled

from index_builder.structure import extract

WIDTH = 460.0
TEXT = FILLER * 4


def outline_of(*sheets: Sheet) -> list[tuple[str, str]]:
    found = extract([sheet.done() for sheet in sheets], fallback_title="")
    return [(heading.label, heading.title) for heading in found.headings]


def page(y: float = 300) -> Sheet:
    sheet = Sheet()
    sheet.paragraph(LEFT, y, TEXT, WIDTH)
    return sheet


def test_a_smaller_label_beside_its_title() -> None:
    sheet = page()
    sheet.line(LEFT, 280, "6)", size=10)
    sheet.line(LEFT + 22, 280, "見本の透明さ", size=12, font="Gothic")

    assert outline_of(sheet) == [("6)", "見本の透明さ")]


def test_a_title_centred_on_two_lines() -> None:
    sheet = page()
    sheet.line(200, 180, "第２章", size=18, font="Gothic")
    sheet.line(120, 210, "見本の歩みと見本の広がり", size=18, font="Gothic")
    sheet.line(174, 238, "これからの見本", size=18, font="Gothic")

    assert outline_of(sheet) == [("第２章", "見本の歩みと見本の広がりこれからの見本")]


def test_a_title_hung_under_its_first_line() -> None:
    sheet = page()
    sheet.line(LEFT, 240, "第１節　とても長い見本の題はここで折れて", size=14, font="Gothic")
    sheet.line(LEFT + 56, 262, "次の行へと続く", size=14, font="Gothic")

    assert outline_of(sheet) == [("第１節", "とても長い見本の題はここで折れて次の行へと続く")]


def test_two_divisions_on_one_line() -> None:
    sheet = page()
    sheet.line(LEFT, 270, "第１章　総説　第１節　概況", size=14, font="Gothic")

    assert outline_of(sheet) == [("第１章", "総説"), ("第１節", "概況")]


def test_a_heading_right_below_another_is_its_own() -> None:
    sheet = page()
    sheet.line(LEFT, 250, "6. 結び", size=14, font="Gothic")
    sheet.line(LEFT, 278, "参考文献", size=14, font="Gothic")

    assert outline_of(sheet) == [("6.", "結び"), ("", "参考文献")]


def test_label_and_title_far_apart_on_a_page_of_their_own() -> None:
    title = Sheet(0)
    title.line(200, 300, "第１部", size=26, font="Gothic")
    title.line(150, 390, "見本の歩み", size=24, font="Gothic")
    text = Sheet(1)
    text.paragraph(LEFT, 100, TEXT, WIDTH)

    assert outline_of(title, text) == [("第１部", "見本の歩み")]


def test_a_line_that_had_room_was_not_broken_for_want_of_it() -> None:
    sheet = filled()
    sheet.line(LEFT, 400, "（１）枠組みの活用", font="Gothic")
    sheet.line(LEFT, 400 + PITCH, "首脳会議に関する活動", font="Gothic")
    sheet.paragraph(LEFT, 400 + 2 * PITCH, "本文はここに続き、見出しの下に置かれている。" * 2)
    sheet.line(LEFT, 520, "（２）開かれた研究の場を、より多く", font="Gothic")
    sheet.line(LEFT, 520 + PITCH, "の人々へ", font="Gothic")
    sheet.paragraph(LEFT, 520 + 2 * PITCH, "本文はここに続き、見出しの下に置かれている。" * 2)

    titles = [h.title for h in extract([sheet.done()], fallback_title="").headings if h.label]

    assert titles == ["枠組みの活用", "開かれた研究の場を、より多くの人々へ"]
