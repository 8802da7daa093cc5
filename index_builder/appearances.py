"""How annotations are written into a PDF: their dictionaries, and what a viewer draws for each; pure.

Texts of PDF objects as ISO 32000-2 has them (12.5.6 for annotations, 8.10 for the forms that draw
them). Lengths are points, divided by the page's unit where they are written.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

from msgspec import Struct

from index_builder.annotations import PageBox, PdfAnnotation, parts_of, pdf_date, quads
from index_builder.model import Rect, bounds

SUBTYPES = {
    "highlight": "Highlight",
    "underline": "Underline",
    "squiggly": "Squiggly",
    "strikeout": "StrikeOut",
    "note": "Text",
    "area": "Square",
    "text": "FreeText",
    "ink": "Ink",
}
MARKED = ("highlight", "underline", "squiggly", "strikeout")
ICON = 20.0
"""Edge of a sticky note's picture, which viewers draw themselves."""

BORDER = 1.5
FONT_SIZE = 10.0
LEADING = 1.3
PADDING = 3.0
ASCII_WIDTH = 0.6
"""Ems."""

LINE_AT = {"underline": 0.06, "squiggly": 0.06, "strikeout": 0.5}
"""Where a line runs, from the lower edge of the marked line to its upper one."""

FONT_NAME = "HeiseiKakuGo-W5"
DESCRIPTOR = (
    f"<</Type/FontDescriptor/FontName/{FONT_NAME}/Flags 4/FontBBox[-92 -250 1010 922]"
    "/ItalicAngle 0/Ascent 752/Descent -221/CapHeight 737/StemV 114>>"
)
GLYPHS = (
    f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{FONT_NAME}/CIDSystemInfo<</Registry(Adobe)"
    "/Ordering(Japan1)/Supplement 4>>/DW 1000/W[1 95 500 231 632 500]/FontDescriptor {} 0 R>>"
)
CODED = (
    f"<</Type/Font/Subtype/Type0/BaseFont/{FONT_NAME}/Encoding/UniJIS-UTF16-H"
    "/DescendantFonts[{} 0 R]>>"
)
FONT = (DESCRIPTOR, GLYPHS, CODED)
"""Each refers to the one before it. A Japanese font that viewers have: a copy stays small."""

LATIN = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
"""For ASCII, which a font that stands in for the Japanese one may lack."""

Points = Sequence[tuple[float, float]]


class Appearance(Struct, frozen=True):
    """A form: its dictionary, where `{font}` is the number of the last of `FONT`, and what it draws."""

    form: str
    content: bytes


def is_writable(annotation: PdfAnnotation) -> bool:
    """Whether it has a place; ink without a stroke has none."""
    drawn = annotation.kind != "ink" or any(annotation.strokes)
    return annotation.kind in SUBTYPES and bool(annotation.rects) and drawn


def dictionary(annotation: PdfAnnotation, box: PageBox, appearance: int, page: int) -> str:
    """The annotation's object; `appearance` is the number of its form, 0 for none, `page` the page's."""
    flags = 28 if annotation.kind == "note" else 4  # print; of a note neither zoom nor rotate
    values = {
        "Subtype": f"/{SUBTYPES[annotation.kind]}",
        "Rect": _array(_rect(annotation, box)),
        "C": _array(parts_of(annotation.colour)) if annotation.colour >= 0 else "",
        "F": str(flags),
        "P": f"{page} 0 R",
        "AP": f"<</N {appearance} 0 R>>" if appearance else "",
        **_shape(annotation, box),
        **{key: _string(value) for key, value in _texts(annotation).items() if value},
    }
    return f"<</Type/Annot{''.join(f'/{key} {value}' for key, value in values.items() if value)}>>"


def appearance(annotation: PdfAnnotation, box: PageBox) -> Appearance | None:
    """What is drawn, in the page's own coordinates; None where viewers have a picture of their own."""
    if annotation.kind == "note":
        return None
    colour = parts_of(max(annotation.colour, 0))
    strokes = f"{_row(colour)} RG {_number(_width(annotation, box))} w 1 J 1 j"
    match annotation.kind:
        case "highlight":
            lines = [
                f"/M gs {_row(colour)} rg",
                *(_filled(each) for each in _lines(annotation, box)),
            ]
        case "underline" | "strikeout" | "squiggly":
            lines = [strokes, *_line_marks(annotation, box)]
        case "ink":
            lines = [strokes, *(_path(_pdf(stroke, box)) + " S" for stroke in annotation.strokes)]
        case "text":
            lines = [
                f"{_row(colour)} rg",
                _filled(_lines(annotation, box)[0]),
                *_text(annotation, box),
            ]
        case _:
            lines = [strokes, _rectangle(annotation, box)]
    resources = "/ExtGState<</M<</BM/Multiply>>>>" if annotation.kind == "highlight" else ""
    if annotation.kind == "text":
        resources = f"/Font<</F {{font}} 0 R/L {LATIN}>>"
    rect = _array(_rect(annotation, box))
    group = "/Group<</S/Transparency>>" if annotation.kind == "highlight" else ""
    form = f"<</Type/XObject/Subtype/Form/BBox {rect}/Resources<<{resources}>>{group}>>"
    return Appearance(form, "\n".join(("q", *lines, "Q")).encode())


def _texts(annotation: PdfAnnotation) -> Mapping[str, str]:
    return {
        "Contents": annotation.contents,
        "T": annotation.author,
        "Subj": annotation.subject,
        "NM": annotation.name,
        "M": pdf_date(annotation.modified),
        "CreationDate": pdf_date(annotation.created),
    }


def _shape(annotation: PdfAnnotation, box: PageBox) -> Mapping[str, str]:
    width = f"<</W {_number(_width(annotation, box))}>>"
    match annotation.kind:
        case "note":
            return {"Name": "/Note"}
        case "area":
            return {"BS": width}
        case "ink":
            strokes = "".join(_array(_flat(_pdf(each, box))) for each in annotation.strokes if each)
            return {"InkList": f"[{strokes}]", "BS": width}
        case "text":
            return {
                "DA": f"(0 g /{FONT_NAME} {_number(FONT_SIZE / box.unit)} Tf)",
                "BS": "<</W 0>>",
            }
        case _:
            corners = (corner for line in _lines(annotation, box) for corner in line)
            return {"QuadPoints": _array(_flat(tuple(corners)))}


def _rect(annotation: PdfAnnotation, box: PageBox) -> Rect:
    """In the file's coordinates; of what is drawn with a pen with room for its width."""
    rect = bounds(annotation.rects)
    if annotation.kind == "note":
        rect = Rect(rect.x0, rect.y0, rect.x0 + ICON, rect.y0 + ICON)
    elif annotation.kind == "ink":
        xs, ys = zip(*(point for stroke in annotation.strokes for point in stroke), strict=True)
        rect = Rect(min(xs) - BORDER, min(ys) - BORDER, max(xs) + BORDER, max(ys) + BORDER)
    return box.rect_to_pdf(rect)


def _width(annotation: PdfAnnotation, box: PageBox) -> float:
    if annotation.kind not in MARKED:
        return BORDER / box.unit
    low = min(min(rect.width, rect.height) for rect in annotation.rects)
    return min(max(low / 14, 0.4), BORDER) / box.unit


def _lines(annotation: PdfAnnotation, box: PageBox) -> list[Points]:
    """Upper left and right, lower left and right corner of each rectangle as the page is shown."""
    return [_pdf(quads(rect, box.rotation), box) for rect in annotation.rects]


def _pdf(points: Points, box: PageBox) -> Points:
    left, top, unit = box.x0, box.y1, box.unit
    return [(left + x / unit, top - y / unit) for x, y in points]


def _line_marks(annotation: PdfAnnotation, box: PageBox) -> Iterator[str]:
    share = LINE_AT[annotation.kind]
    for upper_left, upper_right, lower_left, lower_right in _lines(annotation, box):
        start = _between(lower_left, upper_left, share)
        end = _between(lower_right, upper_right, share)
        up = (upper_left[0] - lower_left[0], upper_left[1] - lower_left[1])
        points = _wave(start, end, up) if annotation.kind == "squiggly" else (start, end)
        yield f"{_path(points)} S"


def _wave(start: tuple[float, float], end: tuple[float, float], up: tuple[float, float]) -> Points:
    """From `start` to `end`, every other point a little `up`, which is as far as the line is high."""
    (x, y), across, rise = start, end[0] - start[0], end[1] - start[1]
    length, height = abs(across) + abs(rise), abs(up[0]) + abs(up[1])
    waves = max(2, min(round(length / max(height / 3, 0.5)), 2000))
    across, rise, swing = across / waves, rise / waves, (0.12 * up[0], 0.12 * up[1])
    return [
        (x + across * wave + swing[0], y + rise * wave + swing[1])
        if wave % 2
        else (x + across * wave, y + rise * wave)
        for wave in range(waves + 1)
    ]


def _between(
    one: tuple[float, float], other: tuple[float, float], share: float
) -> tuple[float, float]:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _moved(
    point: tuple[float, float], way: tuple[float, float], share: float
) -> tuple[float, float]:
    return point[0] + share * way[0], point[1] + share * way[1]


def _rectangle(annotation: PdfAnnotation, box: PageBox) -> str:
    """The border inside the rectangle."""
    x0, y0, x1, y1 = box.rect_to_pdf(annotation.rects[0])
    half = min(_width(annotation, box), x1 - x0, y1 - y0) / 2
    return f"{_row((x0 + half, y0 + half, x1 - x0 - 2 * half, y1 - y0 - 2 * half))} re S"


def _text(annotation: PdfAnnotation, box: PageBox) -> Iterator[str]:
    """The contents in lines as wide as the box, upright on the page as it is shown."""
    upper_left, upper_right, lower_left, _ = _lines(annotation, box)[0]
    across = (upper_right[0] - upper_left[0], upper_right[1] - upper_left[1])
    down = (lower_left[0] - upper_left[0], lower_left[1] - upper_left[1])
    width, height = abs(across[0]) + abs(across[1]), abs(down[0]) + abs(down[1])
    if not width or not height:
        return
    right = (across[0] / width, across[1] / width)
    below = (down[0] / height, down[1] / height)
    size, pad = FONT_SIZE / box.unit, PADDING / box.unit
    yield "BT 0 g"
    for number, line in enumerate(wrapped(annotation.contents, (width - 2 * pad) / size)):
        depth = pad + size * (0.88 + LEADING * number)
        if depth > height:
            break
        x, y = _moved(_moved(upper_left, right, pad), below, depth)
        yield f"{_row((*right, -below[0], -below[1], x, y))} Tm {_shown(line, size)}"
    yield "ET"


def _shown(line: str, size: float) -> str:
    runs = ((is_latin, "".join(some)) for is_latin, some in groupby(line, str.isascii))
    fonts = {True: ("L", "ascii"), False: ("F", "utf-16-be")}
    return " ".join(
        f"/{fonts[is_latin][0]} {_number(size)} Tf <{run.encode(fonts[is_latin][1], 'replace').hex()}> Tj"
        for is_latin, run in runs
    )


def wrapped(text: str, ems: float) -> Iterator[str]:
    """The lines of `text`, none wider than `ems`; letters of ASCII are taken as wide as the widest usual ones."""
    for paragraph in text.splitlines():
        line, width = "", 0.0
        for char in paragraph:
            wide = ASCII_WIDTH if char.isascii() else 1.0
            if line and width + wide > ems:
                yield line
                line, width = "", 0.0
            line, width = line + char, width + wide
        yield line


def _filled(corners: Points) -> str:
    upper_left, upper_right, lower_left, lower_right = corners
    return f"{_path((upper_left, upper_right, lower_right, lower_left))} f"


def _path(points: Points) -> str:
    """A single point is drawn as a dot."""
    drawn = points if len(points) > 1 else [*points, *points]
    lines = "%.2f %.2f m" + " %.2f %.2f l" * (len(drawn) - 1)
    return lines % tuple(chain.from_iterable(drawn))


def _flat(points: Points) -> tuple[float, ...]:
    return tuple(chain.from_iterable(points))


def _array(numbers: Sequence[float]) -> str:
    return f"[{_row(numbers)}]"


def _row(numbers: Sequence[float]) -> str:
    """One format for all: it takes half the time of one for each."""
    return ("%.3f " * len(numbers) % tuple(numbers))[:-1]


def _number(value: float) -> str:
    """Without an exponent, which PDF does not know."""
    return f"{value:.3f}"


def _string(text: str) -> str:
    """A text string in UTF-16 (ISO 32000-2, 7.9.2.2)."""
    return f"<feff{_coded(text)}>"


def _coded(text: str) -> str:
    return text.encode("utf-16-be", "replace").hex()
