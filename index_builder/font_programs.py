"""Which embedded font programs are needed only for drawing. Pure: `pdf` hands its library's low level in."""

from collections.abc import Iterable
from typing import Any

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
