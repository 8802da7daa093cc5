"""PDFs for tests, drawn operator by operator: Japanese text level and upright, turned, invisible, boxed.

Places are points from the page's top left corner. Full-width characters are one em wide, ASCII half
an em; the fonts are named and not embedded, so the library reads them with one of its own.
"""

from pathlib import Path
from typing import Self

import pymupdf

from index_builder.model import PageText
from index_builder.pdf import Pdf

BODY = 10.0
LEVEL, UPRIGHT = "H", "V"
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/UniJIS-UCS2-{way}/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering"
    "(Japan1)/Supplement 4>>/DW 1000/W[1 94 500]/FontDescriptor<</Type/FontDescriptor/FontName"
    "/{name}/Flags {flags}/FontBBox[0 -140 1000 860]/ItalicAngle 0/Ascent 860/Descent -140/CapHeight"
    " 700/StemV 80>>>>]>>"
)


class Drawing:
    """One page in the making; `done` writes the PDF, `read` and `structure` say what is found in it."""

    def __init__(self, width: float = 600, height: float = 840) -> None:
        self.width, self.height = width, height
        self.operators: list[str] = []
        self.keys: dict[str, str] = {}

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = BODY,
        *,
        way: str = LEVEL,
        bold: bool = False,
        before: str = "",
        matrix: str = "1 0 0 1",
    ) -> Self:
        """A text object with its origin at `x`, `y`; `before` holds operators such as `3 Tr`."""
        coded = text.encode("utf-16-be").hex()
        font = f"{'G' if bold else 'M'}{way}"
        place = f"{matrix} {x} {self.height - y} Tm"
        self.operators.append(f"q BT /{font} {size} Tf {before} {place} <{coded}> Tj ET Q")
        return self

    def glyphs(self, x: float, y: float, text: str, size: float = BODY, step: float = 1.0) -> Self:
        """Every character as a text object of its own, `step` ems apart."""
        for char in text:
            self.text(x, y, char, size)
            x += step * size * (0.5 if char.isascii() else 1)
        return self

    def lines(
        self, x: float, y: float, *texts: str, size: float = BODY, pitch: float = 1.6
    ) -> float:
        """Level lines below each other; the next baseline."""
        for text in texts:
            self.text(x, y, text, size)
            y += pitch * size
        return y

    def box(self, x0: float, y0: float, x1: float, y1: float, paint: str = "0.8 0.9 1 rg") -> Self:
        area = f"{x0} {self.height - y1} {x1 - x0} {y1 - y0} re"
        self.operators.append(f"q {paint} {area} {'f' if paint.endswith('rg') else 'S'} Q")
        return self

    def rule(self, x0: float, x1: float, y: float) -> Self:
        self.operators.append(f"q 0.5 w {x0} {self.height - y} m {x1} {self.height - y} l S Q")
        return self


def save(path: Path, *drawings: Drawing) -> Path:
    document = pymupdf.open()
    fonts = {}
    for key, name, flags in (("M", "HeiseiMin-W3", 6), ("G", "HeiseiKakuGo-W5", 262148)):
        for way in (LEVEL, UPRIGHT):
            fonts[key + way] = document.get_new_xref()
            font = FONT.format(name=name, way=way, flags=flags)
            document.update_object(fonts[key + way], font)
    named = "".join(f"/{name} {xref} 0 R" for name, xref in fonts.items())
    for drawing in drawings:
        page = document.new_page(width=drawing.width, height=drawing.height)
        content = document.get_new_xref()
        document.update_object(content, "<<>>")
        document.update_stream(content, "\n".join(drawing.operators).encode(), new=True)
        document.xref_set_key(page.xref, "Resources", f"<</Font<<{named}>>>>")
        document.xref_set_key(page.xref, "Contents", f"{content} 0 R")
        for key, value in drawing.keys.items():
            document.xref_set_key(page.xref, key, value)
    document.save(path)
    document.close()
    return path


def read(path: Path) -> list[PageText]:
    with Pdf(path) as pdf:
        return list(pdf.texts())
