"""A page as PyMuPDF's raw dictionary → PageText: characters with boxes where they are drawn.

What a PDF leaves unsound is mended here: boxes of upright glyphs and of fonts without metrics, blanks
guessed from the spacing of Japanese text, the uneven sizes of recognised text.
"""

import re
import unicodedata
from array import array
from collections.abc import Callable
from statistics import median
from typing import Any

from index_builder.model import Graphic, PageText, Rect, Span

BOLD = 1 << 4
"""The bit of a span's `flags` that says bold."""
EVEN = 1.2
"""Sizes of invisible text (an OCR layer) that differ by less than this factor are one size."""
AUTOSPACE = 0.75
"""Beside a Japanese character typesetting leaves up to this many ems, a quarter when not stretched."""
WIDE = "\u2e80"
"""From here on Unicode has the characters of East Asian scripts."""
LABEL = re.compile(r"\S{0,3}[0-9０-９Ⅰ-Ⅻ.．)）:：-]+|\W")
"""What opens a line as a label: the gap behind it parts two things."""
LIGATURES = frozenset(map(chr, range(0xFB00, 0xFB07)))
"""Latin ligatures: one drawn character that is read as two or three letters."""
UPRIGHT_ORIGIN = 0.88
"""Where a glyph's origin for upright writing lies above its baseline, in ems (ISO 32000-2, 9.7.4.3: DW2)."""
SOUND_HEIGHT = (0.5, 1.6)
"""Fonts whose characters are this many ems high have sound metrics; Type 3 fonts often have none."""


Fonts = Callable[[str], tuple[str, bool]]
"""Name and weight (bold or not) of a font by the name MuPDF makes up for a Type 3 font."""


def page_text(page: int, size: tuple[float, float], raw: dict[str, Any], type3: Fonts) -> PageText:
    """The record of a page of this width and height; `raw` is what `extractRAWDICT` gives."""
    texts: list[str] = []
    boxes = array("f")
    spans: list[Span] = []
    lines: list[tuple[int, int]] = []
    graphics: list[Graphic] = []
    usual = _usual_size(raw)
    end = 0
    for block in raw["blocks"]:
        if block["type"] == 3:
            kind = "stroke" if block["stroked"] else "fill"
            graphics.append(Graphic(kind, Rect(*block["bbox"]), block["color"]))
        for line in block.get("lines", ()):
            vertical = abs(line["dir"][1]) > abs(line["dir"][0])
            _mend_boxes(line, vertical=vertical)
            first = end
            for span, chars in _without_gaps(line["spans"]):
                text = "".join([char["c"] for char in chars])
                if not LIGATURES.isdisjoint(text):
                    chars = _spelt_out(chars)  # noqa: PLW2901 - the same characters, letter by letter
                    text = "".join([char["c"] for char in chars])
                if text:
                    boxes.fromlist([value for char in chars for value in char["bbox"]])
                    start, end = end, end + len(text)
                    texts.append(text)
                    spans.append(_span(span, start, end, usual, type3, vertical=vertical))
            if end > first:
                lines.append((first, end))
    return PageText(page, *size, "".join(texts), boxes, tuple(spans), tuple(lines), tuple(graphics))


def _span(
    raw: dict[str, Any], start: int, end: int, usual: float, type3: Fonts, *, vertical: bool
) -> Span:
    """The span `start:end` of its page's text."""
    font, bold = raw["font"], bool(raw["flags"] & BOLD)
    if font.startswith("Type3"):
        font, bold = type3(font)
    size = raw["size"]
    if usual and raw["alpha"] == 0 and usual / EVEN < size < usual * EVEN:
        size = usual
    return Span(
        start,
        end,
        size,
        font,
        bold,
        raw["color"],
        vertical,
        _first(raw["chars"])["origin"][0 if vertical else 1],
    )


def _spelt_out(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Latin ligatures as their letters, which share the width of the ligature."""
    found: list[dict[str, Any]] = []
    for char in chars:
        letters = unicodedata.normalize("NFKC", char["c"]) if char["c"] in LIGATURES else char["c"]
        x0, y0, x1, y1 = char["bbox"]
        step = (x1 - x0) / len(letters)
        found.extend(
            {**char, "c": letter, "bbox": (x0 + step * n, y0, x0 + step * (n + 1), y1)}
            for n, letter in enumerate(letters)
        )
    return found


def _first(chars: list[dict[str, Any]]) -> dict[str, Any]:
    """The first character that is no blank, if any: a guessed blank stands on the baseline before it."""
    return next((char for char in chars if not char["c"].isspace()), chars[0])


def _usual_size(raw: dict[str, Any]) -> float:
    """The size of most invisible text, in half points; 0 when there is none."""
    sizes = [
        span["size"]
        for block in raw["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["alpha"] == 0
    ]
    return round(2 * median(sizes)) / 2 if sizes else 0.0


def _without_gaps(
    spans: list[dict[str, Any]],
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The spans of a line, each with its characters but for blanks that are only spacing."""
    chars = [char for span in spans for char in span["chars"]]
    guessed = [i for i, char in enumerate(chars) if char["synthetic"]]
    gaps = _autospace(spans, chars, guessed) if guessed else ()
    if not gaps:
        return [(span, span["chars"]) for span in spans]
    return [(span, [c for c in span["chars"] if id(c) not in gaps]) for span in spans]


def _autospace(
    spans: list[dict[str, Any]], chars: list[dict[str, Any]], guessed: list[int]
) -> set[int]:
    """The blanks, by identity, that PyMuPDF guessed from the gap beside a Japanese character."""
    found: set[int] = set()
    for index in guessed:
        if not 0 < index < len(chars) - 1:
            continue
        left, right = chars[index - 1], chars[index + 1]
        gap = right["bbox"][0] - left["bbox"][2]
        wide = max(left["c"], right["c"]) >= WIDE
        if not wide or gap >= AUTOSPACE * spans[0]["size"]:
            continue
        if not LABEL.fullmatch("".join(char["c"] for char in chars[:index])):
            found.add(id(chars[index]))
    return found


def _mend_boxes(line: dict[str, Any], *, vertical: bool) -> None:
    if not vertical:
        _set_level(line)
    elif line["wmode"] == 1:
        _set_upright(line)


def _set_upright(line: dict[str, Any]) -> None:
    """Boxes and origins of glyphs for upright writing put where these are drawn.

    MuPDF gives the em behind the glyph's baseline, and the left edge for an axis.
    """
    for span in line["spans"]:
        rise = UPRIGHT_ORIGIN * span["size"]
        for char in span["chars"]:
            x0, y0, x1, y1 = char["bbox"]
            char["bbox"] = x0, y0 - rise, x1, y1 - rise
            char["origin"] = (x0 + x1) / 2, y0


def _set_level(line: dict[str, Any]) -> None:
    """Boxes of glyphs whose font gives no sound height made one em high, as ideographs are."""
    for span in line["spans"]:
        size = span["size"]
        _, top, _, bottom = span["chars"][0]["bbox"] if span["chars"] else (0, 0, 0, size)
        if SOUND_HEIGHT[0] * size <= bottom - top <= SOUND_HEIGHT[1] * size:
            continue
        for char in span["chars"]:
            x0, _, x1, _ = char["bbox"]
            top = char["origin"][1] - UPRIGHT_ORIGIN * size
            char["bbox"] = x0, top, x1, top + size
