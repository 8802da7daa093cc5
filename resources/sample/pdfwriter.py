"""Writes a PDF of text in embedded TrueType subsets, lines and rectangles; the same input gives the same bytes.

It writes no outline, no links and no tags: the sample document must show that the reader finds
its structure by itself. Coordinates are points from the top left corner of the page, y down.
"""

import hashlib
import io
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PRODUCER = "Hakusho sample"
DATE = "D:20260401000000Z"


class Font:
    """One TrueType file, of which the characters that were drawn are embedded.

    Attributes:
        name: its resource name in the PDF ("F1").
    """

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self.path = path
        self._source = TTFont(path)
        self._units = self._source["head"].unitsPerEm
        self._cmap = self._source.getBestCmap()
        self._advances = self._source["hmtx"]
        self._codes: dict[str, int] = {}

    def width(self, char: str) -> float:
        """The advance of `char` in ems; raises KeyError when the font lacks it."""
        advance, _ = self._advances[self._cmap[ord(char)]]
        return float(advance / self._units)

    def encode(self, text: str) -> str:
        """`text` as hexadecimal codes of this font; the codes count from 1 in order of first use."""
        return "".join(f"{self._codes.setdefault(char, len(self._codes) + 1):04x}" for char in text)

    def objects(self, first: int) -> list[bytes]:
        """The seven objects of the embedded subset, numbered from `first`; the first two are the font,
        set across and set down the page."""
        glyphs, program = self._subset()
        base = f"{_tag(self._codes)}+{self._source['name'].getDebugName(6)}"
        widths = " ".join(f"{round(1000 * self.width(char))}" for char in self._codes)
        mapping = b"\0\0" + b"".join(glyphs[char].to_bytes(2, "big") for char in self._codes)
        across, down = (
            f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/{encoding}"
            f"/DescendantFonts[{first + 2} 0 R]/ToUnicode {first + 5} 0 R>>".encode()
            for encoding in ("Identity-H", "Identity-V")
        )
        return [
            across,
            down,
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{base}/DW 1000/W[1[{widths}]]"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {first + 3} 0 R/CIDToGIDMap {first + 6} 0 R>>".encode(),
            self._descriptor(base, first + 4),
            _stream(program, f"/Length1 {len(program)}"),
            _stream(_to_unicode(self._codes).encode()),
            _stream(mapping),
        ]

    def _subset(self) -> tuple[dict[str, int], bytes]:
        options = subset.Options()
        options.layout_features = []
        options.name_IDs = []
        options.notdef_outline = True
        options.hinting = False
        options.recalc_timestamp = False
        options.drop_tables += [
            "vhea",
            "vmtx",
            "VORG",
            "GSUB",
            "GPOS",
            "GDEF",
            "BASE",
            "DSIG",
            "meta",
        ]
        font = TTFont(self.path, recalcTimestamp=False)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=[ord(char) for char in self._codes])
        worker.subset(font)
        ids = {char: font.getGlyphID(font.getBestCmap()[ord(char)]) for char in self._codes}
        for table in ("cmap", "name", "OS/2", "post"):
            del font[table]
        out = io.BytesIO()
        font.save(out, reorderTables=True)
        return ids, out.getvalue()

    def _descriptor(self, base: str, program: int) -> bytes:
        head, lines = self._source["head"], self._source["hhea"]
        scale = 1000 / self._units
        box = " ".join(
            f"{round(value * scale)}" for value in (head.xMin, head.yMin, head.xMax, head.yMax)
        )
        bold = "Bold" in base
        flags = 4 | (1 << 18 if bold else 0)
        return (
            f"<</Type/FontDescriptor/FontName/{base}/Flags {flags}/FontBBox[{box}]/ItalicAngle 0"
            f"/Ascent {round(lines.ascent * scale)}/Descent {round(lines.descent * scale)}"
            f"/CapHeight 740/StemV {140 if bold else 80}/FontFile2 {program} 0 R>>"
        ).encode()


@dataclass
class Canvas:
    """The drawing of one page; `width` and `height` in points."""

    width: float
    height: float
    operators: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        size: float,
        pieces: Sequence[tuple[Font, str, float]],
        color: str = "0 0 0",
    ) -> None:
        """Draws `(font, text, gap after in points)` one after the other from `x` on the baseline `y`."""
        out = [f"BT {color} rg 1 0 0 1 {x:.3f} {self.height - y:.3f} Tm"]
        previous = ""
        for font, text, gap in pieces:
            if font.name != previous:
                out.append(f"/{font.name} {size:g} Tf")
                previous = font.name
            adjust = f" {-1000 * gap / size:.2f}" if gap else ""
            out.append(f"[<{font.encode(text)}>{adjust}]TJ")
        out.append("ET")
        self.operators.append("\n".join(out))

    def vertical(
        self, at: tuple[float, float], size: float, font: Font, text: str, color: str
    ) -> None:
        """Sets `text` down the page, its line's middle at `at[0]`, its first character below `at[1]`."""
        self.operators.append(
            f"BT {color} rg 1 0 0 1 {at[0]:.3f} {self.height - at[1]:.3f} Tm"
            f" /{font.name}V {size:g} Tf <{font.encode(text)}> Tj ET"
        )

    def fill(self, x: float, y: float, width: float, height: float, color: str) -> None:
        self.operators.append(
            f"{color} rg {x:.3f} {self.height - y - height:.3f} {width:.3f} {height:.3f} re f"
        )

    def frame(self, x: float, y: float, width: float, height: float, color: str) -> None:
        self.operators.append(
            f"{color} RG 0.6 w {x:.3f} {self.height - y - height:.3f} {width:.3f} {height:.3f} re S"
        )

    def line(
        self, points: Sequence[tuple[float, float]], color: str, thickness: float = 0.6
    ) -> None:
        path = " ".join(
            f"{x:.3f} {self.height - y:.3f} {'l' if index else 'm'}"
            for index, (x, y) in enumerate(points)
        )
        self.operators.append(f"{color} RG {thickness:g} w {path} S")

    def polygon(self, points: Sequence[tuple[float, float]], color: str) -> None:
        path = " ".join(
            f"{x:.3f} {self.height - y:.3f} {'l' if index else 'm'}"
            for index, (x, y) in enumerate(points)
        )
        self.operators.append(f"{color} rg {path} f")


def write(path: Path, title: str, pages: Sequence[Canvas], fonts: Sequence[Font]) -> None:
    """Writes the file; the identifier is a hash of its content, the dates are fixed."""
    objects: list[bytes] = [b"", b"", b""]
    first_page = 4
    first_font = first_page + 2 * len(pages)
    starts: dict[str, int] = {}
    embedded: list[bytes] = []
    for font in fonts:
        starts[font.name] = first_font + len(embedded)
        embedded += font.objects(starts[font.name])
    resources = "".join(
        f"/{name} {start} 0 R/{name}V {start + 1} 0 R" for name, start in starts.items()
    )
    for number, canvas in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {canvas.width:g} {canvas.height:g}]"
            f"/Resources<</Font<<{resources}>>>>/Contents {first_page + 2 * number + 1} 0 R>>".encode()
        )
        objects.append(_stream("\n".join(canvas.operators).encode()))
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R/Lang(ja)>>"
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()
    heading = "feff" + title.encode("utf-16-be").hex()
    objects[2] = (
        f"<</Title<{heading}>/Producer({PRODUCER})/CreationDate({DATE})/ModDate({DATE})>>".encode()
    )
    path.write_bytes(_file(objects + embedded))


def _file(objects: Iterable[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    name = hashlib.sha256(out).hexdigest()[:32]
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(out)
    size = len(offsets) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer\n<</Size {size}/Root 1 0 R/Info 3 0 R/ID[<{name}><{name}>]>>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>\nstream\n%b\nendstream" % (
        len(packed),
        more.encode(),
        packed,
    )


def _tag(codes: Iterable[str]) -> str:
    digest = hashlib.sha256("".join(codes).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(codes: Iterable[str]) -> str:
    rows = [
        f"<{code:04x}><{char.encode('utf-16-be').hex()}>"
        for code, char in enumerate(codes, start=1)
    ]
    blocks = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (rows[at : at + 100] for at in range(0, len(rows), 100))
    )
    return (
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
        "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
        "1 begincodespacerange<0000><ffff>endcodespacerange\n"
        f"{blocks}endcmap CMapName currentdict/CMap defineresource pop end end"
    )
