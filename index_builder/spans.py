"""Where something stands in a text: ranges as columns of numbers, for there may be very many. Pure."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice, repeat
from operator import add, and_, eq, lshift, rshift

Range = tuple[int, int]
"""From a place up to, not including, another."""

_WIDTH = 32
"""Bits of a length in the number by which ranges are put in order."""


class Spans:
    """Ranges that are not empty, in order, none twice.

    Attributes:
        starts, lengths: the columns.
    """

    __slots__ = ("lengths", "starts")

    def __init__(self, starts: Sequence[int] = (), lengths: Sequence[int] = ()) -> None:
        self.starts = starts
        self.lengths = lengths

    @classmethod
    def of_length(cls, starts: Sequence[int], length: int) -> "Spans":
        """Ranges of one length; `starts` ascend."""
        return cls(starts, array("I", (length,)) * len(starts))

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> "Spans":
        """These ranges, put in order."""
        kept = sorted(set(ranges))
        return cls([start for start, _ in kept], [end - start for start, end in kept])

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Range]:
        for start, length in zip(self.starts, self.lengths, strict=True):
            yield start, start + length

    def where(self, flags: Iterable[bool]) -> "Spans":
        """The ranges whose flag is true."""
        flags = list(flags)
        return Spans(list(compress(self.starts, flags)), list(compress(self.lengths, flags)))

    def within(self, stretches: Sequence[Range]) -> "Spans":
        """The ranges that begin in one of `stretches`, which are in order and apart."""
        slices = [
            slice(bisect_left(self.starts, start), bisect_left(self.starts, end))
            for start, end in stretches
        ]
        return Spans(
            list(chain.from_iterable(self.starts[each] for each in slices)),
            list(chain.from_iterable(self.lengths[each] for each in slices)),
        )

    def touch(self, other: Range) -> bool:
        """Whether one of the ranges shares a place with `other`."""
        before = bisect_left(self.starts, other[1])
        return any(
            start + length > other[0]
            for start, length in zip(self.starts[:before], self.lengths[:before], strict=True)
        )


def united(spans: Sequence[Spans]) -> Spans:
    """The ranges of all of `spans`."""
    filled = [each for each in spans if each]
    if len(filled) < 2:
        return filled[0] if filled else Spans()
    numbers: list[int] = []
    for each in filled:
        numbers += map(add, map(lshift, each.starts, repeat(_WIDTH)), each.lengths)
    numbers.sort()
    if any(map(eq, numbers, islice(numbers, 1, None))):
        numbers = list(dict.fromkeys(numbers))
    mask = (1 << _WIDTH) - 1
    return Spans(list(map(rshift, numbers, repeat(_WIDTH))), list(map(and_, numbers, repeat(mask))))


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same places as `ranges`, which are in order, as ranges that neither touch nor overlap."""
    whole: list[Range] = []
    for start, end in ranges:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole
