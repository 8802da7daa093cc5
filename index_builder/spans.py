"""Where something stands in a text: ranges as columns of numbers, for there may be very many. Pure."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress, islice, repeat
from operator import add, and_, eq, lshift, rshift

from msgspec import Struct

Range = tuple[int, int]
"""From a place up to, not including, another."""

_WIDTH = 32
"""Bits of a length in the number by which ranges are put in order."""


class Spans(Struct, frozen=True, eq=False):
    """Ranges that are not empty, in order, none twice.

    Attributes:
        starts: where each begins.
        several: the length of each where they may differ, else empty.
        length: that of all of them, 0 where they may differ.
    """

    starts: Sequence[int] = ()
    several: Sequence[int] = ()
    length: int = 0

    @classmethod
    def of_length(cls, starts: Sequence[int], length: int) -> "Spans":
        """Ranges of one length; `starts` ascend."""
        return cls(starts, (), length)

    @classmethod
    def of(cls, ranges: Iterable[Range]) -> "Spans":
        """These ranges, put in order."""
        kept = sorted(set(ranges))
        return cls([start for start, _ in kept], [end - start for start, end in kept])

    @property
    def lengths(self) -> Sequence[int]:
        """The length of each."""
        return array("I", (self.length,)) * len(self.starts) if self.length else self.several

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Range]:
        for start, length in zip(self.starts, self.lengths, strict=True):
            yield start, start + length

    def where(self, flags: Iterable[bool]) -> "Spans":
        """The ranges whose flag is true."""
        flags = list(flags)
        if self.length:
            return Spans.of_length(list(compress(self.starts, flags)), self.length)
        return Spans(list(compress(self.starts, flags)), list(compress(self.lengths, flags)))

    def within(self, stretches: Sequence[Range]) -> "Spans":
        """The ranges that begin in one of `stretches`, which are in order and apart."""
        edges = self._edges(stretches)
        return self._slices(edges[::2], edges[1::2])

    def outside(self, stretches: Sequence[Range]) -> "Spans":
        """The ranges that begin in none of `stretches`, which are in order and apart."""
        edges = self._edges(stretches)
        return self._slices([0, *edges[1::2]], [*edges[::2], len(self.starts)])

    def _edges(self, stretches: Sequence[Range]) -> list[int]:
        return [bisect_left(self.starts, edge) for edge in chain.from_iterable(stretches)]

    def _slices(self, firsts: Sequence[int], ends: Sequence[int]) -> "Spans":
        slices = list(map(slice, firsts, ends))
        starts = _concatenated(self.starts, slices)
        if self.length:
            return Spans.of_length(starts, self.length)
        return Spans(starts, _concatenated(self.lengths, slices))

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
    if len({each.length for each in filled}) == 1 and filled[0].length:
        starts: list[int] = []
        for each in filled:
            starts += each.starts
        starts.sort()
        return Spans.of_length(_once(starts), filled[0].length)
    numbers: list[int] = []
    for each in filled:
        numbers += map(add, map(lshift, each.starts, repeat(_WIDTH)), each.lengths)
    numbers = _once(sorted(numbers))
    mask = (1 << _WIDTH) - 1
    return Spans(list(map(rshift, numbers, repeat(_WIDTH))), list(map(and_, numbers, repeat(mask))))


def _concatenated(column: Sequence[int], slices: Iterable[slice]) -> list[int]:
    whole: list[int] = []
    for each in slices:
        whole += column[each]
    return whole


def _once(ordered: list[int]) -> list[int]:
    if any(map(eq, ordered, islice(ordered, 1, None))):
        return list(dict.fromkeys(ordered))
    return ordered


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same places as `ranges`, which are in order, as ranges that neither touch nor overlap."""
    whole: list[Range] = []
    for start, end in ranges:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole
