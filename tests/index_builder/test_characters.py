"""Characters of pages drawn on the spot: their boxes, sizes and blanks."""

from pathlib import Path

import pymupdf
from drawn import UPRIGHT, Drawing, read, save

from index_builder.characters import page_text


def test_the_boxes_of_upright_writing_are_where_it_is_drawn(tmp_path: Path) -> None:
    drawing = Drawing().text(400, 100, "縦に書く", way=UPRIGHT)

    (page,) = read(save(tmp_path / "upright.pdf", drawing))

    assert page.text == "縦に書く"
    assert [round(page.box(i).y0) for i in range(4)] == [100, 110, 120, 130]
    assert {(page.box(i).x0, page.box(i).x1) for i in range(4)} == {(395, 405)}
    assert {(span.vertical, span.baseline) for span in page.spans} == {(True, 400)}


def type3(path: Path, box: str, *descriptors: str) -> Path:
    """A PDF with one line in a Type 3 font for each descriptor."""
    document = pymupdf.open()
    page = document.new_page(width=200, height=300)
    glyph = document.get_new_xref()
    document.update_object(glyph, "<<>>")
    document.update_stream(glyph, b"1000 0 0 0 1000 700 d1 0 0 800 700 re f", new=True)
    named, operators = "", ""
    for number, descriptor in enumerate(descriptors):
        font = document.get_new_xref()
        document.update_object(
            font,
            f"<</Type/Font/Subtype/Type3/FontBBox[{box}]/FontMatrix[.001 0 0 .001 0 0]"
            f"/CharProcs<</a {glyph} 0 R>>/Encoding<</Differences[97/a]>>{descriptor}"
            "/FirstChar 97/LastChar 97/Widths[1000]>>",
        )
        named += f"/T{number} {font} 0 R"
        operators += f"BT /T{number} 10 Tf 50 {200 - 20 * number} Td (aaa) Tj ET "
    content = document.get_new_xref()
    document.update_object(content, "<<>>")
    document.update_stream(content, operators.encode(), new=True)
    document.xref_set_key(page.xref, "Resources", f"<</Font<<{named}>>>>")
    document.xref_set_key(page.xref, "Contents", f"{content} 0 R")
    document.save(path)
    return path


def test_characters_of_a_font_without_sound_metrics_are_one_em_high(tmp_path: Path) -> None:
    (text,) = read(type3(tmp_path / "type3.pdf", "0 -9000 1000 9000", ""))

    assert text.text == "aaa"
    assert [round(v, 1) for v in text.box(1)] == [60, 91.2, 70, 101.2]


def test_a_typeface_cut_into_many_fonts_has_one_name(tmp_path: Path) -> None:
    plain = "/FontDescriptor<</FontName/ABCDEF+Mincho/FontWeight 400>>"
    heavy = "/FontDescriptor<</FontName/Gothic/FontWeight 700>>"
    path = type3(tmp_path / "type3.pdf", "0 -100 1000 900", plain, plain, heavy, "")

    (text,) = read(path)

    fonts = [(span.font, span.bold) for span in text.spans]
    assert fonts == [("Mincho", False)] * 2 + [("Gothic", True), ("Type3", False)]


def test_recognised_text_has_one_size_where_it_wavers(tmp_path: Path) -> None:
    drawing = Drawing()
    for row, size in enumerate((9.6, 10.3, 9.9, 11.0, 16.0)):
        drawing.text(50, 100 + 20 * row, "読み取った文", size, before="3 Tr")
    drawing.text(50, 300, "見える文", 9.6)

    (page,) = read(save(tmp_path / "scan.pdf", drawing))

    assert [round(span.size, 1) for span in page.spans] == [10.5, 10.5, 10.5, 10.5, 16.0, 9.6]


def test_a_blank_guessed_after_a_raised_figure_does_not_raise_what_follows(tmp_path: Path) -> None:
    drawing = Drawing()
    drawing.text(50, 96, "13", 6).text(58, 100, "。このように")

    (page,) = read(save(tmp_path / "raised.pdf", drawing))

    assert {page.text[s.start : s.end].strip(): s.baseline for s in page.spans} == {
        "13": 96,
        "。このように": 100,
    }


def test_a_ligature_is_read_letter_by_letter() -> None:
    def drawn(char: str, x0: float, x1: float) -> dict[str, object]:
        return {"c": char, "bbox": (x0, 0, x1, 10), "origin": (x0, 8), "synthetic": False}

    span = {
        "size": 10, "font": "Mincho", "flags": 0, "color": 0, "alpha": 255,
        "ascender": 0.8, "descender": -0.2,
        "chars": [drawn("A", 0, 6), drawn("\ufb03", 6, 15), drawn("x", 15, 20)],
    }  # fmt: skip
    line = {"wmode": 0, "dir": (1, 0), "bbox": (0, 0, 20, 10), "spans": [span]}
    raw = {"blocks": [{"type": 0, "lines": [line]}]}

    page = page_text(0, (100, 100), raw, lambda name: (name, False))

    assert page.text == "Affix"
    assert [page.box(i).x0 for i in range(5)] == [0, 6, 9, 12, 15]
