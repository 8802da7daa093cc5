"""Repair, on bytes in memory, of embedded CFF fonts whose text is coded by glyph number.

Some producers embed an OpenType font with a CID-keyed CFF table whose charset is not the identity,
but code the text by glyph number. Read by the letter (code → CID → charset → glyph) such text
draws as scattered wrong letters; meant is code → glyph, as ToUnicode and the widths say. With the
identity for a charset both readings are the same.

Sources: Adobe Technical Note #5176 (CFF; sections in the docstrings), the OpenType table directory,
ISO 32000-2, 9.10.3 (ToUnicode). Pure: no PDF library, no files.
"""

import re
import struct
from collections.abc import Collection
from dataclasses import dataclass
from struct import pack, unpack_from

CHARSTRINGS = 17
CHARSET = 15
ROS = (12, 30)
PREDEFINED_CHARSETS = 3
"""Charset offsets below this name a predefined charset (section 13, table 22)."""

FOREIGN = 0.5
"""Text is taken as coded by glyph number when more than this part of its codes are no CIDs of the font."""


@dataclass(frozen=True, slots=True)
class CidCharset:
    """The charset of a CID-keyed font: `cids` of the glyphs from number 1, at `offset` of the file."""

    offset: int
    cids: tuple[int, ...]

    @property
    def glyphs(self) -> int:
        return len(self.cids) + 1

    @property
    def is_identity(self) -> bool:
        return self.cids == tuple(range(1, self.glyphs))


def read_charset(font: bytes) -> CidCharset | None:
    """The charset of an OpenType or bare CFF font; None when it is not CID-keyed or not readable."""
    try:
        table = _cff_table(font)
        if table is None:
            return None
        top = _top_dict(font, table)
        if ROS not in top or top.get(CHARSET, 0) < PREDEFINED_CHARSETS:
            return None
        glyphs, _ = _index_count(font, table + top[CHARSTRINGS])
        offset = table + top[CHARSET]
        return CidCharset(offset, _cids(font, offset, glyphs))
    except (struct.error, IndexError, KeyError):
        return None


def is_coded_by_glyph(charset: CidCharset, codes: Collection[int]) -> bool:
    """Whether text of these codes means glyph numbers: all are some, and most are no CIDs of the font."""
    if not codes or charset.is_identity or max(codes) >= charset.glyphs:
        return False
    cids = {0, *charset.cids}
    foreign = sum(code not in cids for code in codes)
    return foreign > FOREIGN * len(codes)


def with_identity(font: bytes, charset: CidCharset) -> bytes:
    """The font with the identity for a charset, in the old one's place: it is never longer."""
    following = charset.glyphs - 2
    if charset.is_identity:
        return font
    if charset.glyphs == 2:
        identity = pack(">BH", 0, 1)
    elif following <= 0xFF:
        identity = pack(">BHB", 1, 1, following)
    else:
        identity = pack(">BHH", 2, 1, following)
    return font[: charset.offset] + identity + font[charset.offset + len(identity) :]


def unicode_codes(cmap: bytes) -> set[int]:
    """The character codes that a ToUnicode CMap maps."""
    codes: set[int] = set()
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        pairs = re.findall(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<[^>]*>", section)
        codes.update(int(code, 16) for code in pairs)
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        entry = rb"<\s*([0-9A-Fa-f]{1,4})\s*>\s*<\s*([0-9A-Fa-f]{1,4})\s*>\s*(?:<[^>]*>|\[[^\]]*\])"
        for first, last in re.findall(entry, section):
            codes.update(range(int(first, 16), int(last, 16) + 1))
    return codes


def _cff_table(font: bytes) -> int | None:
    """Where the CFF data starts: the `CFF ` table of an OpenType font, or the whole of a bare font."""
    if font[:4] != b"OTTO":
        return 0 if font[:1] == b"\x01" else None
    (count,) = unpack_from(">H", font, 4)
    for record in range(12, 12 + 16 * count, 16):
        if font[record : record + 4] == b"CFF ":
            return int(unpack_from(">L", font, record + 8)[0])
    return None


def _index_count(font: bytes, at: int) -> tuple[int, int]:
    """The number of objects of an INDEX, and where the INDEX ends (section 5)."""
    (count,) = unpack_from(">H", font, at)
    if count == 0:
        return 0, at + 2
    size = font[at + 2]
    last = at + 3 + count * size
    end = int.from_bytes(font[last : last + size], "big")
    return count, last + size - 1 + end


def _top_dict(font: bytes, table: int) -> dict[int | tuple[int, int], int]:
    """The operators of the first Top DICT with their last operand (sections 4, 6, 8 and 9)."""
    _, at = _index_count(font, table + font[table + 2])
    count, end = _index_count(font, at)
    size = font[at + 2]
    offsets = at + 3
    base = offsets + (count + 1) * size - 1
    at = base + int.from_bytes(font[offsets : offsets + size], "big")
    end = base + int.from_bytes(font[offsets + size : offsets + 2 * size], "big")
    operators: dict[int | tuple[int, int], int] = {}
    operand = 0
    while at < end:
        first = font[at]
        if first == 12:
            operators[12, font[at + 1]] = operand
            at += 2
        elif first <= 21:
            operators[first] = operand
            at += 1
        else:
            operand, at = _operand(font, at)
    return operators


def _operand(font: bytes, at: int) -> tuple[int, int]:
    """A number of a DICT, and where the next item starts (section 4); a real number counts as 0."""
    first = font[at]
    if first == 28:
        return unpack_from(">h", font, at + 1)[0], at + 3
    if first == 29:
        return unpack_from(">i", font, at + 1)[0], at + 5
    if first == 30:
        at += 1
        while font[at] & 0x0F != 0x0F and font[at] >> 4 != 0x0F:
            at += 1
        return 0, at + 1
    if first >= 251:
        return -(first - 251) * 256 - font[at + 1] - 108, at + 2
    if first >= 247:
        return (first - 247) * 256 + font[at + 1] + 108, at + 2
    return first - 139, at + 1


def _cids(font: bytes, at: int, glyphs: int) -> tuple[int, ...]:
    """The CIDs of the glyphs from number 1 (section 13, formats 0 to 2)."""
    layout = font[at]
    at += 1
    if layout == 0:
        return unpack_from(f">{glyphs - 1}H", font, at)
    step, entry = (3, ">HB") if layout == 1 else (4, ">HH")
    cids: list[int] = []
    while len(cids) < glyphs - 1:
        first, following = unpack_from(entry, font, at)
        cids.extend(range(first, first + following + 1))
        at += step
    return tuple(cids[: glyphs - 1])
