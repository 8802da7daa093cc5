"""A text laid out for a scan, and where something stands in it. Pure.

A text is two planes of bytes: the high bytes of its UTF-16 code units, filled up with zeros, then
their low bytes. A scan goes through the low bytes, half of the text; where they are right, the
high bytes are looked at behind them, all at one distance. Places are code units.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index_builder.spans import Range
from index_builder.text import storable

ENCODING = "utf-16-le"
FILLING = 3
"""Bits of a length that count besides the first: the longer the text, the more zeros may fill it up.

So texts of many lengths have few distances between their planes, and a pattern serves many texts.
"""
LONGEST_PATTERN = 200
"""Code units; what is longer is looked for by its beginning."""


def pack(text: str) -> bytes:
    """The planes of `text`; lone surrogates become U+FFFD."""
    units = storable(text).encode(ENCODING)
    return units[1::2].ljust(_distance(len(units)), b"\0") + units[::2]


def unpack(planes: bytes) -> bytes:
    """The text of `planes` in ENCODING."""
    distance = _distance(len(planes))
    units = bytearray(2 * (len(planes) - distance))
    units[::2] = planes[distance:]
    units[1::2] = planes[: len(planes) - distance]
    return bytes(units)


def length(planes: bytes) -> int:
    """The code units of a text."""
    return len(planes) - _distance(len(planes))


def occurrences(planes: bytes, text: str, where: Sequence[Range] | None = None) -> list[int]:
    """Every place at which `text` stands, those that overlap as well.

    With `where`, only those in one of these ranges, which are in order and apart.
    """
    size = len(planes)
    distance = _distance(size)
    low, high = _halves(text)
    if len(low) > size - distance:
        return []
    find = _pattern(text, distance).finditer
    if where is None:
        places = [match.start() - distance for match in find(planes, distance)]
    else:
        more = distance + min(len(low), LONGEST_PATTERN) - 1
        places = [
            match.start() - distance
            for start, end in where
            for match in find(planes, distance + start, min(end + more, size))
        ]
    if len(low) <= LONGEST_PATTERN:
        return places
    return [
        at for at in places if planes.startswith(high, at) and planes.startswith(low, distance + at)
    ]


@lru_cache(1024)
def _distance(size: int) -> int:
    """From the high byte of a unit to its low byte, in planes of `size` bytes, filled up or not yet."""
    units = (size + 1) // 2
    step = 1 << max(units.bit_length() - FILLING - 1, 0)
    return -(-units // step) * step


@lru_cache(1024)
def _pattern(text: str, distance: int) -> re.Pattern[bytes]:
    """The beginning of `text` in the plane of low bytes, if its high bytes stand `distance` before.

    What it takes of one occurrence ends where the next may begin at the earliest.
    """
    low, high = (half[:LONGEST_PATTERN] for half in _halves(text))
    step = next((n for n in range(1, len(low)) if low.startswith(low[n:])), len(low))
    taken, rest = re.escape(low[:step]), re.escape(low[step:])
    behind = b"(?<=%b.{%d})" % (re.escape(high), distance - len(low) + step)
    return re.compile(taken + behind + (b"(?=%b)" % rest if rest else b""), re.DOTALL)


@lru_cache(256)
def _halves(text: str) -> tuple[bytes, bytes]:
    """The low and the high bytes of `text`."""
    units = storable(text).encode(ENCODING)
    return units[::2], units[1::2]
