"""What the names of the eight colours look like in files for other programs, and back; pure.

They are those of `theme.MARKS` and `theme.LINES`, which a file cannot ask; a test holds them together.
"""

from collections.abc import Callable
from functools import cache

from reader.records import COLOURS, TEXT_KINDS

FILLED = (0xFFF08A, 0xFFD09B, 0xFFAFA8, 0xFFB8DD, 0xD9BFFF, 0xAFD0FF, 0xA6EBEF, 0xB7E8A9)
"""Behind letters: pale, as the window paints them on white paper."""

DRAWN = (0xC79A00, 0xE07000, 0xD9362B, 0xD6348C, 0x7E3FC4, 0x2563D9, 0x008C99, 0x2E8B2E)
"""Of lines, which must be seen on white."""

GREY = 12
"""Differences between red, green and blue below this are no colour."""


def colour_for(name: str, kind: str) -> int:
    """0xRRGGBB for a colour's name, the first colour's for one that is not known."""
    place = COLOURS.index(name) if name in COLOURS else 0
    return (FILLED if kind in {TEXT_KINDS[0], "text"} else DRAWN)[place]


@cache
def name_for(colour: int) -> str:
    """The name of the colour that is nearest in hue; of grey, black and none (−1) the first."""
    if colour < 0 or _spread(colour) < GREY:
        return COLOURS[0]
    for table in (FILLED, DRAWN):
        if colour in table:
            return COLOURS[table.index(colour)]
    apart: Callable[[int], float] = lambda place: _apart(_hue(colour), _hue(DRAWN[place]))  # noqa: E731
    return COLOURS[min(range(len(COLOURS)), key=apart)]


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _spread(colour: int) -> int:
    parts = _parts(colour)
    return max(parts) - min(parts)


def _hue(colour: int) -> float:
    """From 0 to 6, red at 0."""
    red, green, blue = _parts(colour)
    spread = _spread(colour)
    if max(red, green, blue) == red:
        return (green - blue) / spread % 6
    if max(red, green, blue) == green:
        return (blue - red) / spread + 2
    return (red - green) / spread + 4


def _apart(one: float, other: float) -> float:
    between = abs(one - other)
    return min(between, 6 - between)
