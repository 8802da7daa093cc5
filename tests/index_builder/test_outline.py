"""Headings: what they look like, their labels and levels, and what is none."""

import pytest
from printed import LEFT, PITCH, RIGHT, Sheet, filled

from index_builder.model import Structure
from index_builder.structure import extract


def found_on(*sheets: Sheet) -> Structure:
    return extract([sheet.done() for sheet in sheets], fallback_title="見本")


def headed(*headings: tuple[str, float], page: int = 0) -> Sheet:
    """A page of one column with the given headings between paragraphs."""
    sheet = Sheet(page)
    y = 100.0
    for text, size in headings:
        sheet.line(LEFT, y, text, size=size, font="Gothic")
        y = (
            sheet.paragraph(LEFT, y + 2 * size, "本文はここに続き、見出しの下に置かれている。" * 3)
            + 10
        )
    return sheet


def rows(found: Structure) -> list[tuple[int, str, str]]:
    return [(h.level, h.label, h.title) for h in found.headings]


def test_levels_follow_the_labels_of_a_white_paper() -> None:
    sheet = headed(
        ("第２部　講じた施策", 19),
        ("第１章　政策の展開", 17),
        ("第１節　基本計画", 14),
        ("１ 主な取組", 12),
    )
    other = headed(("➊ 配分の方針", 11), ("１．推進", 10), ("（１）観測", 10), page=1)

    assert rows(found_on(sheet, other)) == [
        (1, "第２部", "講じた施策"),
        (2, "第１章", "政策の展開"),
        (3, "第１節", "基本計画"),
        (4, "１", "主な取組"),
        (5, "➊", "配分の方針"),
        (6, "１．", "推進"),
        (7, "（１）", "観測"),
    ]


def test_without_divisions_the_kinds_are_counted_from_one() -> None:
    sheet = headed(("1. はじめに", 13), ("1.1 背景", 11), ("1.1.1 経緯", 10))

    assert [level for level, _, _ in rows(found_on(sheet))] == [1, 2, 3]


def test_a_label_takes_the_title_below_it() -> None:
    sheet = filled()
    sheet.line(LEFT, 500, "第３章", size=15, font="Gothic")
    sheet.line(LEFT, 524, "世界の", size=19, font="Gothic")
    sheet.line(LEFT, 552, "動向", size=19, font="Gothic")
    sheet.paragraph(LEFT, 590, "本文はここから始まる。" * 5)

    found = found_on(sheet)

    assert rows(found) == [(2, "第３章", "世界の動向")]
    assert found.title == "第３章　世界の動向"
    assert any(p.text == "第３章　世界の動向" for p in found.passages)


def test_a_mark_stays_out_of_a_heading() -> None:
    sheet = headed(("第２節　技術の潮流^3^", 14))
    sheet.rule(LEFT, LEFT + 120, 700)
    sheet.line(LEFT, 712, "3", size=7)
    sheet.line(LEFT + 20, 712, "節の見出しに付いた注", size=7)

    found = found_on(sheet)

    assert rows(found) == [(3, "第２節", "技術の潮流")]
    assert [m.before[-2:] for m in found.footnotes[0].marks] == ["潮流"]


def test_a_number_that_first_stands_under_a_bullet_stays_below_bullets() -> None:
    sheet = headed(
        ("第２節　協働", 14),
        ("● 会議", 11),
        ("（１）枠組み", 11),
        ("（２）計画", 11),
        ("● 連合", 11),
    )

    assert [(label, level) for level, label, _ in rows(found_on(sheet))] == [
        ("第２節", 3),
        ("●", 8),
        ("（１）", 9),
        ("（２）", 9),
        ("●", 8),
    ]


@pytest.mark.parametrize(
    "text", ["第１節で見たように進む。", "１ つ目の文。", "（１）本文の中の項目である。"]
)
def test_running_text_is_no_heading(text: str) -> None:
    sheet = filled()
    sheet.line(LEFT, 500, text)

    assert rows(found_on(sheet)) == []


def test_a_printed_table_of_contents_is_no_outline() -> None:
    contents = Sheet(0)
    contents.line(LEFT, 80, "目　次", size=16, font="Gothic")
    for number in range(1, 6):
        y = 120 + number * PITCH
        contents.line(LEFT, y, f"第{number}章　題その{number}………………{number * 10}", font="Gothic")

    assert rows(found_on(contents, filled(1))) == []


def test_a_title_page_heads_nothing() -> None:
    cover = Sheet(0)
    cover.line(LEFT, 300, "白書の大きな題", size=30, font="Gothic")

    assert rows(found_on(cover, filled(1))) == []


def test_a_box_is_read_after_the_text_that_runs_past_it() -> None:
    sheet = Sheet(0)
    sheet.panel(LEFT, 80, 520, 200)
    sheet.line(LEFT + 10, 100, "コラム１-３　研究者", size=12, font="Gothic")
    sheet.line(LEFT + 10, 130, "枠の中の文章はここにある。", size=9)
    for x in (LEFT, RIGHT):
        sheet.paragraph(x, 240, "前の頁から続く本文である。" * 8)

    found = found_on(sheet)

    order = [p.text[:3] for p in found.passages]
    assert order == ["前の頁", "前の頁", "コラム", "枠の中"]


def test_embedded_entries_only_raise_confidence() -> None:
    sheet = headed(("最後の大きな見出し", 16))

    pages = [sheet.done()]
    (alone,) = extract(pages, fallback_title="").headings
    (known,) = extract(
        pages, fallback_title="", embedded=[(1, "最後の大きな見出し", 0), (1, "頁のない題", -1)]
    ).headings

    assert alone.confidence < known.confidence
    assert known.title == alone.title


def test_a_title_with_its_authors_is_no_heading() -> None:
    sheet = Sheet()
    sheet.line(120, 100, "見本の探し方についての一考察", size=17)
    sheet.line(180, 130, "見本太郎　見本花子", size=12)
    sheet.paragraph(LEFT, 180, "この論文では見本を述べる。" * 6, 460)
    sheet.line(LEFT, 300, "1. はじめに", size=13, font="Gothic")
    sheet.paragraph(LEFT, 330, "見本はこのように始まる。" * 9, 460)

    found = found_on(sheet)

    assert rows(found) == [(1, "1.", "はじめに")]
    assert found.title == "見本の探し方についての一考察"


def test_the_first_heading_under_a_title_is_one_of_many() -> None:
    sheet = Sheet()
    sheet.line(120, 80, "見本だより", size=24, font="Gothic")
    for number, y in enumerate((120, 280, 440)):
        sheet.line(LEFT, y, f"見本の話題{number}", size=13, font="Gothic")
        sheet.paragraph(LEFT, y + 30, "見本はこのように始まる。" * 9, 460)

    assert [title[-1] for _, _, title in rows(found_on(sheet))] == ["0", "1", "2"]


def test_items_that_follow_one_another_are_a_list() -> None:
    sheet = headed(("第１節　見本", 14))
    for number, y in enumerate(range(500, 560, 20), 1):
        sheet.line(LEFT, y, f"（{number}）見本", font="Gothic")

    found = found_on(sheet, filled(1), filled(2))

    assert [label for _, label, _ in rows(found)] == ["第１節"]


def test_a_slide_that_goes_on_names_its_heading_once() -> None:
    sheets = [headed((f"1.2 見本の仕組み（{n + 1}）", 14), page=n) for n in range(3)]

    assert rows(found_on(*sheets)) == [(1, "1.2", "見本の仕組み（1）")]


def test_what_is_set_like_the_running_text_around_it_is_no_heading() -> None:
    sheet = filled()
    text = "要旨はほかの頁より大きな字で組まれている。"
    y = sheet.paragraph(LEFT, 450, text * 3, 460, size=12)
    sheet.line(LEFT, y, "① 見本を認めること", size=12)
    sheet.paragraph(LEFT, y + 60, text * 3, 460, size=12)

    assert rows(found_on(sheet, filled(1), filled(2))) == []


def test_a_line_set_like_labelled_headings_is_one() -> None:
    sheet = headed(("１　見本", 11), ("２　見本", 11), ("参考文献", 11))

    assert [title for _, _, title in rows(found_on(sheet))] == ["見本", "見本", "参考文献"]


def test_terms_set_like_headings_are_none() -> None:
    sheet = headed(("１　見本", 11), ("２　見本", 11), ("用語", 11), ("言葉", 11), ("語句", 11))

    assert [label for _, label, _ in rows(found_on(sheet))] == ["１", "２"]


def test_words_in_brackets_under_every_heading_name_no_place() -> None:
    sheet = headed(("１　東", 12), ("【目的】", 10), ("２　西", 12), ("【目的】", 10))
    other = headed(("３　南", 12), ("【目的】", 10), ("【範囲】", 10), page=1)

    assert [title for _, _, title in rows(found_on(sheet, other))] == ["東", "西", "南", "【範囲】"]


def test_the_words_over_an_article_of_a_law_are_no_heading() -> None:
    sheet = headed(("第１章　見本", 13), ("（見本の目的）", 10))
    other = filled(1)
    other.line(LEFT, 500, "（見本の定義）", font="Gothic")
    other.paragraph(LEFT, 520, "第二条　この規程における見本の意味は、次のとおりとする。" * 2)

    assert [title for _, _, title in rows(found_on(sheet, other))] == ["見本", "（見本の目的）"]


def test_headings_at_the_end_of_a_page_head_the_text_of_the_next() -> None:
    sheet = headed(("第１節　見本", 14))
    sheet.line(LEFT, 700, "見本の大きな題", size=16, font="Gothic")
    sheet.line(LEFT, 740, "〈見本の小さな題〉", font="Gothic")

    found = found_on(sheet, filled(1), filled(2))

    assert [title for _, _, title in rows(found)] == [
        "見本",
        "見本の大きな題",
        "〈見本の小さな題〉",
    ]


def test_a_lead_set_like_a_heading_hides_it_not() -> None:
    sheet = Sheet()
    sheet.line(LEFT, 80, "第１章　見本", size=16, font="Gothic")
    sheet.paragraph(LEFT, 110, "本文はここに続いている。" * 9, 460)
    sheet.line(LEFT, 200, "この頁の要点は見本を見ることにある。", font="Gothic")
    sheet.paragraph(LEFT, 230, "本文はここに続いている。" * 9, 460)
    sheet.line(LEFT, 330, "（１）見本の見方", font="Gothic")
    sheet.paragraph(LEFT, 350, "本文はここに続いている。" * 9, 460)

    found = found_on(sheet, filled(1), filled(2))

    assert [label for _, label, _ in rows(found)] == ["第１章", "（１）"]


def test_a_division_smaller_than_those_below_it_letters_a_figure() -> None:
    sheet = headed(("第２部　講じた施策", 19), ("第１章　政策の展開", 17), ("第１節　基本計画", 14))
    figure = headed(("第一部（人文科学）", 10.2), ("第二部（生命科学）", 10.2), page=1)
    opening = headed(("第３部　附属資料", 12), ("第２章　世界の動向", 17), page=2)

    labels = [label for _, label, _ in rows(found_on(sheet, figure, opening))]

    assert labels == ["第２部", "第１章", "第１節", "第３部", "第２章"]
