"""CFF fonts whose text is coded by glyph number: read, judged, mended, and drawn."""

from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from cid_font import cid_font
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from index_builder.cff import (
    CidCharset,
    is_coded_by_glyph,
    read_charset,
    unicode_codes,
    with_identity,
)
from index_builder.pdf import Pdf

TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfchar <0001> <4E01> endbfchar
1 beginbfrange <0002> <0003> <4E02> endbfrange
1 beginbfrange <0004> <0005> [<4E04> <4E05>] endbfrange
endcmap end end"""


@pytest.mark.parametrize("cids", [[40], [40, 41], [40, 41, 50, 60], [7, *range(30, 330)]])
def test_reads_and_mends_a_charset(cids: list[int], tmp_path: Path) -> None:
    font = cid_font(cids)
    charset = read_charset(font)
    assert charset is not None
    assert charset.cids == tuple(cids)
    mended = with_identity(font, charset)
    assert len(mended) == len(font)
    again = read_charset(mended)
    assert again is not None
    assert again.is_identity
    assert again.glyphs == len(cids) + 1
    path = tmp_path / "mended.otf"
    path.write_bytes(mended)
    names = TTFont(path)["CFF "].cff[0].charset
    assert names == [".notdef", *(f"cid{n:05d}" for n in range(1, len(cids) + 1))]


def test_bare_and_other_fonts() -> None:
    font = cid_font([40, 41, 50])
    table = TTFont(BytesIO(font)).reader.tables["CFF "].offset
    bare = read_charset(font[table:])
    assert bare is not None
    assert bare.cids == (40, 41, 50)
    assert read_charset(b"\x00\x01\x00\x00 a TrueType font") is None
    assert read_charset(b"") is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_fonts_are_left_alone(data: st.DataObject) -> None:
    font = bytearray(cid_font([40, 41, 50, 60]))
    for _ in range(4):
        at = data.draw(st.integers(0, len(font) - 1))
        font[at] = data.draw(st.integers(0, 255))
    read_charset(bytes(font[: data.draw(st.integers(0, len(font)))]))


def test_codes_decide() -> None:
    charset = CidCharset(0, (40, 41, 50, 60))
    assert is_coded_by_glyph(charset, {1, 2, 3, 4})
    assert not is_coded_by_glyph(charset, {40, 41, 60})
    assert not is_coded_by_glyph(charset, {1, 2, 5})
    assert not is_coded_by_glyph(charset, set())
    assert not is_coded_by_glyph(CidCharset(0, (1, 2, 3, 4)), {1, 2, 3})
    assert not is_coded_by_glyph(CidCharset(0, (1, 2, 3, 50)), {1, 2, 4})


def test_codes_of_a_unicode_map() -> None:
    assert unicode_codes(TO_UNICODE) == {1, 2, 3, 4, 5}
    assert unicode_codes(b"") == set()


def test_text_coded_by_glyph_draws_as_meant(tmp_path: Path) -> None:
    path = _paper(tmp_path, cid_font([40, 41, 50, 60, 61]))
    with Pdf(path) as pdf:
        pdf.page_text(0)  # loads the font as it is; drawing must mend it all the same
        assert _bar_widths(pdf) == [10, 20, 30]


def test_the_opening_is_read_without_the_font_and_drawn_with_it(tmp_path: Path) -> None:
    with Pdf(_paper(tmp_path, cid_font([40, 41, 50, 60, 61]))) as pdf:
        assert "".join(pdf.opening().text.split()) == "\u4e01\u4e02\u4e03"
        assert _bar_widths(pdf) == [10, 20, 30]


def test_text_coded_by_cid_is_left_alone(tmp_path: Path) -> None:
    path = _paper(tmp_path, cid_font([1, 3, 2, 40, 41]))
    with Pdf(path) as pdf:
        assert _bar_widths(pdf) == [10, 30, 20]


def test_the_retypeset_chapters_are_mended(white_paper: list[Path]) -> None:
    path = next(p for p in white_paper if p.name.endswith("(4).pdf"))
    with Pdf(path) as pdf:
        pixels = bytearray(4 * 595 * 842)
        pdf.draw(2, 1.0, 0, (0, 0, 595, 842), pixels)
        heading = next(s for s in pdf.page_text(2).spans if s.size > 12)
        box = pdf.page_text(2).box(heading.start)
    inside = [
        pixels[4 * (y * 595 + x)]
        for y in range(int(box.y0), int(box.y1))
        for x in range(int(box.x0), int(box.x1))
    ]
    assert min(inside) < 150, "the heading's first character has no ink where its box is"


def _paper(folder: Path, font: bytes) -> Path:
    """One page that shows the codes 1, 2 and 3 of `font` at 100 points, 100 points apart."""
    document = pymupdf.open()
    page = document.new_page(width=400, height=200)
    program, descriptor, descendant, unicode_map, top = (document.get_new_xref() for _ in range(5))
    for xref, data in ((program, font), (unicode_map, TO_UNICODE)):
        document.update_object(xref, "<<>>")
        document.update_stream(xref, data)
    document.xref_set_key(program, "Subtype", "/OpenType")
    document.update_object(
        descriptor,
        "<</Type/FontDescriptor/FontName/Bars/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0"
        f"/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile3 {program} 0 R>>",
    )
    document.update_object(
        descendant,
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/Bars/DW 1000"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>",
    )
    document.update_object(
        top,
        f"<</Type/Font/Subtype/Type0/BaseFont/Bars/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
        f"/ToUnicode {unicode_map} 0 R>>",
    )
    page.insert_text((0, 0), " ")
    document.xref_set_key(page.xref, "Resources", f"<</Font<</F0 {top} 0 R>>>>")
    contents = page.get_contents()[0]
    document.update_stream(contents, b"BT /F0 100 Tf 20 100 Td <000100020003> Tj ET")
    path = folder / "bars.pdf"
    document.save(path)
    return path


def _bar_widths(pdf: Pdf) -> list[int]:
    """The lengths of the black runs in a line of pixels through the bars."""
    pixels = bytearray(4 * 400 * 200)
    pdf.draw(0, 1.0, 0, (0, 0, 400, 200), pixels)
    row = [pixels[4 * (70 * 400 + x)] < 128 for x in range(400)]
    runs = "".join("#" if dark else " " for dark in row).split()
    return [len(run) for run in runs]
