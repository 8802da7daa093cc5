"""The typography of a document."""

from printed import LEFT, Sheet, filled

from index_builder.joining import read_page
from index_builder.lines import survey


def test_body_size_is_that_of_the_area_not_of_the_longest_notes() -> None:
    sheet = filled()
    for row in range(30):
        sheet.line(LEFT, 500 + 7 * row, "https://example.org/" + "x" * 80, size=6)

    typography = survey([read_page(sheet.done())])

    assert typography.size == 10.0
    assert typography.fonts == {"Mincho"}


def test_an_empty_document_has_a_typography_too() -> None:
    assert survey([read_page(Sheet().done())]).fonts == frozenset()
