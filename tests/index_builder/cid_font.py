"""A tiny CID-keyed OpenType font, made on the spot: each glyph is a bar as wide as its number."""

from io import BytesIO

from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict, PrivateDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

BAR = 100


def cid_font(cids: list[int]) -> bytes:
    """Glyph n (from 1) has `cids[n − 1]`, and is a bar n × 100 units wide at the left of its cell."""
    names = [".notdef", *(f"cid{cid:05d}" for cid in cids)]
    strings = {}
    for number, name in enumerate(names):
        pen = T2CharStringPen(1000, None)
        if number:
            pen.moveTo((0, 0))
            pen.lineTo((number * BAR, 0))
            pen.lineTo((number * BAR, 700))
            pen.lineTo((0, 700))
            pen.closePath()
        strings[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x4E00 + n: name for n, name in enumerate(names) if n})
    builder.setupCFF("Bars", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Bars", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    _key_by_cid(builder.font)
    data = BytesIO()
    builder.font.save(data)
    return data.getvalue()


def _key_by_cid(font: TTFont) -> None:
    top = font["CFF "].cff[0]
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = 65535
    fonts = FDArrayIndex()
    part = FontDict()
    part.Private = PrivateDict()
    fonts.append(part)
    top.FDArray = fonts
    top.FDSelect = FDSelect(format=3)
    top.FDSelect.gidArray = [0] * len(font.getGlyphOrder())
    top.CharStrings.fdArray = fonts
    top.CharStrings.fdSelect = top.FDSelect
    for string in top.CharStrings.values():
        string.fdSelectIndex = 0
        string.private = part.Private
    del top.Private
