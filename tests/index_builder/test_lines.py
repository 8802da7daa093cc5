"""The lines of a document one after the other, as bytes, and their typography."""

from printed import LEFT, Sheet, filled

from index_builder.joining import read_page
from index_builder.lines import Flow, decode_lines, encode, survey


def test_body_size_is_that_of_the_area_not_of_the_longest_notes() -> None:
    sheet = filled()
    for row in range(30):
        sheet.line(LEFT, 500 + 7 * row, "https://example.org/" + "x" * 80, size=6)

    typography = survey([read_page(sheet.done())])

    assert typography.size == 10.0
    assert typography.fonts == {"Mincho"}


def test_an_empty_document_has_a_typography_too() -> None:
    assert survey([read_page(Sheet().done())]).fonts == frozenset()


def test_lines_come_back_from_their_bytes() -> None:
    sheet = Sheet(7)
    sheet.line(LEFT, 100, "研究^（注１）^を開始", font="Gothic")
    sheet.line(LEFT, 120, "目次 12")
    lines = read_page(sheet.done()).lines
    again = decode_lines(encode(lines))
    assert again == lines
    assert [line.sources for line in again] == [line.sources for line in lines]
    assert [line.place for line in again] == [(7, 0), (7, len(lines[0].text))]


def test_of_lines_in_a_flow_those_ahead_can_be_seen() -> None:
    sheet = Sheet()
    for row, text in enumerate("甲乙丙丁"):
        sheet.line(LEFT, 100 + 20 * row, text)
    flow = Flow(read_page(sheet.done()).lines)

    def ahead() -> str:
        return "".join(line.text for line in flow.ahead())

    assert flow.before is None
    assert next(flow.ahead()).text == "甲"
    flow.skip(1)
    assert (flow.before and flow.before.text, ahead()) == ("甲", "乙丙丁")
    flow.skip(2)
    assert (flow.before and flow.before.text, ahead(), ahead()) == ("丙", "丁", "丁")
    flow.skip(1)
    assert next(flow.ahead(), None) is None
