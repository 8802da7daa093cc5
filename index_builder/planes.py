"""A text laid out for a scan, and where something stands in it. Pure.

A text is two planes of bytes: the low bytes of its UTF-16 code units, then their high bytes. A
scan reads the low plane only, half of the text, and looks at the high bytes of what it meets.
Places are code units.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from index_builder.spans import Range
from index_builder.text import storable

ENCODING = "utf-16-le"
LONGEST_PATTERN = 200
"""Code units; what is longer is looked for by its beginning."""
DENSE = 1000
"""Code units for one place, at most, where it is quicker to look at all places at once."""


def pack(text: str) -> bytes:
    """The planes of `text`; lone surrogates become U+FFFD."""
    units = storable(text).encode(ENCODING)
    return units[::2] + units[1::2]


def unpack(planes: bytes) -> bytes:
    """The text of `planes` in ENCODING."""
    length = len(planes) // 2
    units = bytearray(2 * length)
    units[::2], units[1::2] = planes[:length], planes[length:]
    return bytes(units)


def occurrences(planes: bytes, text: str, where: Sequence[Range] | None = None) -> list[int]:
    """Every place at which `text` stands, those that overlap as well.

    With `where`, only those in one of these ranges, which are in order and apart.
    """
    pattern, low, high = _needle(text)
    length = len(planes) // 2
    bounds = ((0, length),) if where is None else where
    more = min(len(low), LONGEST_PATTERN) - 1
    places = [
        match.start()
        for start, end in bounds
        for match in pattern.finditer(planes, start, min(end + more, length))
    ]
    if len(low) > LONGEST_PATTERN:
        last = length - len(low)
        places = [at for at in places if at <= last and planes.startswith(low, at)]
    return _of_high_bytes(places, planes, high) if places else places


def _of_high_bytes(places: list[int], planes: bytes, high: bytes) -> list[int]:
    """Those of `places` at which `high` stands in the plane of high bytes."""
    length = len(planes) // 2
    if len(places) > 1 and length < DENSE * len(places):
        bytes_at = itemgetter(*places)
        for at, byte in enumerate(high, length):
            if bytes_at(planes[at:]).count(byte) < len(places):
                break
        else:
            return places
    return [at for at in places if planes.startswith(high, length + at)]


@lru_cache(256)
def _needle(text: str) -> tuple[re.Pattern[bytes], bytes, bytes]:
    """A pattern for the low bytes of `text`, its low bytes and its high bytes.

    What it takes from one place ends where the next occurrence may begin at the earliest.
    """
    planes = pack(text)
    low, high = planes[: len(planes) // 2], planes[len(planes) // 2 :]
    start = low[:LONGEST_PATTERN]
    step = next((n for n in range(1, len(start)) if start.startswith(start[n:])), len(start))
    taken, rest = re.escape(start[:step]), re.escape(start[step:])
    return re.compile(taken + (b"(?=%b)" % rest if rest else b""), re.DOTALL), low, high
