"""目次 and embedded outline as evidence for headings."""

import pytest
from printed import FILLER, LEFT, PITCH, Sheet

from index_builder.model import Heading
from index_builder.structure import extract

WIDTH = 460.0


def folio(sheet: Sheet, number: int) -> Sheet:
    sheet.line(295, 815, str(number))
    return sheet


def contents(*entries: tuple[str, int], leaders: str = "………………") -> Sheet:
    sheet = Sheet(0)
    sheet.line(260, 80, "目　次", size=14, font="Gothic")
    for row, (words, page) in enumerate(entries):
        y = 120 + row * 2 * PITCH
        sheet.line(LEFT, y, f"{words}{leaders}{page}" if leaders else words, font="Gothic")
        if not leaders:
            sheet.line(500, y, str(page), font="Gothic")
    return sheet


def text(number: int, *titles: str, size: float = 14, font: str = "Gothic") -> Sheet:
    sheet = folio(Sheet(number), number)
    for row, title in enumerate(titles):
        sheet.line(LEFT, 80 + 150 * row, title, size=size, font=font)
        sheet.paragraph(LEFT, 110 + 150 * row, FILLER * 5, WIDTH)
    return sheet


def headings_of(
    *sheets: Sheet, embedded: tuple[tuple[int, str, int], ...] = ()
) -> tuple[Heading, ...]:
    pages = [sheet.done() for sheet in sheets]
    return extract(pages, fallback_title="", embedded=embedded).headings


ENTRIES = (("第１章　始まり", 1), ("第２章　広がり", 2), ("補足の話", 2))


def test_a_printed_entry_confirms_and_names() -> None:
    sheets = (
        contents(*ENTRIES),
        text(1, "第１章　始まり"),
        text(2, "第２章　広がり", "第３章　結び"),
    )
    sheets[2].line(LEFT, 400, "補足の話")
    sheets[2].paragraph(LEFT, 420, FILLER * 5, WIDTH)

    found = headings_of(*sheets)

    assert [(h.title, h.place.page, h.evidence) for h in found] == [
        ("始まり", 1, "typography"),
        ("広がり", 2, "typography"),
        ("結び", 2, "typography"),
        ("補足の話", 2, "contents"),
    ]
    sure, other, named = found[0].confidence, found[2].confidence, found[3].confidence
    assert 1 > sure > other > named > 0


def test_numbers_that_stand_apart_without_leaders() -> None:
    found = headings_of(contents(*ENTRIES, leaders=""), text(1, "第１章　始まり"))

    assert [(h.title, h.place.page) for h in found] == [("始まり", 1)]
    assert found[0].confidence > 0.98


def test_an_embedded_entry_names_a_line_set_like_the_text() -> None:
    sheet = text(0, "第１節　見本", size=13)
    sheet.line(LEFT, 300, "１．目立たない題")
    sheet.paragraph(LEFT, 320, FILLER * 5, WIDTH)

    found = headings_of(
        sheet,
        embedded=(
            (1, "第１節 見本", 0),
            (2, "１．目立たない題", 0),
            (2, "印刷されていない題", 0),
            (1, "頁のない題", -1),
        ),
    )

    assert [(h.label, h.title, h.evidence) for h in found] == [
        ("第１節", "見本", "typography"),
        ("１．", "目立たない題", "embedded"),
    ]
    assert found[0].level < found[1].level


def test_an_embedded_entry_without_a_page_is_no_heading_but_kept() -> None:
    outline = ((1, "第１部　頁のない部", -1), (2, "第１節　見本", 1), (1, "第１節　見本", -1))

    sheets = [text(0), text(1, "第１節　見本")]
    found = extract([s.done() for s in sheets], fallback_title="", embedded=outline)

    assert [h.title for h in found.headings] == ["見本"]
    (part,) = found.unplaced
    assert (part.level, part.label, part.title) == (1, "第１部", "頁のない部")
    assert (part.place.page, part.place.rects) == (1, ())


@pytest.mark.parametrize("leaders", ["…", ". . . . p.", "・・・・・・", "......"])
def test_leaders_of_many_kinds(leaders: str) -> None:
    found = headings_of(contents(*ENTRIES, leaders=leaders), text(1, "第１章　始まり"))

    assert [(h.title, h.place.page) for h in found] == [("始まり", 1)]
    assert found[0].confidence > 0.98


def test_a_number_means_the_page_behind_the_contents() -> None:
    sheets = (folio(contents(*ENTRIES), 1), text(1, "第１章　始まり"))

    assert headings_of(*sheets)[0].confidence > 0.98


def test_entries_are_paragraphs_of_their_own_and_refer_to_nothing() -> None:
    sheets = [contents(*ENTRIES), text(1, "第１章　始まり"), text(2, "第２章　広がり")]

    found = extract([sheet.done() for sheet in sheets], fallback_title="")

    assert found.references == ()
    assert sum(p.text.startswith("第１章") for p in found.passages) == 2
    assert found.title == "第１章　始まり"
