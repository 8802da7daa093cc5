"""Embedded font programs: which are needed only for drawing, and those that draw other glyphs than meant.

Pure: `pdf` hands its library in.
"""

import re
from collections.abc import Iterable
from typing import Any

from index_builder.cff import is_coded_by_glyph, read_charset, unicode_codes, with_identity

COMMON_ENCODINGS = {"WinAnsiEncoding", "MacRomanEncoding"}


def needless(mupdf: Any, fonts: Iterable[Any]) -> list[tuple[Any, int, Any]]:
    """(descriptor, key, program) of those of `fonts` whose codes mean characters without the program.

    They bring a ToUnicode map for their CIDs, or one of the common encodings (ISO 32000-2, 9.10.2),
    and share their program with no other kind of font. `mupdf` is `pymupdf.mupdf`, and `fonts` are
    font dictionaries of its.
    """
    found: list[tuple[Any, int, Any]] = []
    needed: set[int] = set()
    for font in fonts:
        descriptor, is_clear = _told(mupdf, font)
        keys = (
            mupdf.PDF_ENUM_NAME_FontFile,
            mupdf.PDF_ENUM_NAME_FontFile2,
            mupdf.PDF_ENUM_NAME_FontFile3,
        )
        programs = ((key, mupdf.pdf_dict_get(descriptor, key)) for key in keys)
        streams = [each for each in programs if mupdf.pdf_is_stream(each[1])]
        if is_clear:
            found += [(descriptor, key, program) for key, program in streams]
        else:
            needed.update(mupdf.pdf_to_num(program) for _, program in streams)
    return [each for each in found if mupdf.pdf_to_num(each[2]) not in needed]


def _told(mupdf: Any, font: Any) -> tuple[Any, bool]:
    """The font's descriptor, and whether its dictionary tells what its codes mean."""
    inner = mupdf.pdf_dict_get(font, mupdf.PDF_ENUM_NAME_DescendantFonts)
    if mupdf.pdf_is_array(inner):
        meaning = mupdf.pdf_dict_get(font, mupdf.PDF_ENUM_NAME_ToUnicode)
        is_clear = bool(mupdf.pdf_is_stream(meaning))
        font = mupdf.pdf_array_get(inner, 0)
    else:
        meaning = mupdf.pdf_dict_get(font, mupdf.PDF_ENUM_NAME_Encoding)
        is_clear = mupdf.pdf_to_name(meaning) in COMMON_ENCODINGS
    return mupdf.pdf_dict_get(font, mupdf.PDF_ENUM_NAME_FontDescriptor), is_clear


def mend(pymupdf: Any, document: Any, font: int, faults: tuple[type[Exception], ...]) -> None:
    """Gives an embedded OpenType CFF font the identity for a charset when its text asks for it.

    In memory only, and before the font is drawn with. `faults` are what the library raises about a file.
    """
    program = _referred(document, font, "DescendantFonts", "FontDescriptor", "FontFile3")
    unicode_map = _referred(document, font, "ToUnicode")
    if not program or not unicode_map:
        return
    try:
        data = document.xref_stream(program)
        codes = unicode_codes(document.xref_stream(unicode_map) or b"")
    except faults:  # the stream cannot be unpacked: the page draws without the font anyway
        return
    charset = read_charset(data or b"")
    if charset is not None and is_coded_by_glyph(charset, codes):
        document.update_stream(program, with_identity(data, charset), compress=False)
        # Reading the page's text may have loaded the font as it was.
        pymupdf.TOOLS.store_shrink(100)


def _referred(document: Any, xref: int, *path: str) -> int:
    """The object reached from `xref` by references (the first of an array), 0 when there is none."""
    for key in path:
        kind, value = document.xref_get_key(xref, key)
        if kind == "xref" and key == "DescendantFonts":
            value = document.xref_object(int(value.split()[0]), compressed=True)
        match = re.search(r"(\d+) \d+ R", value)
        if match is None:
            return 0
        xref = int(match[1])
    return xref
