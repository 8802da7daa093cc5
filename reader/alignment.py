"""Alignments of two texts: the stretches they have in common, and where a part of one is in the other; pure."""

from collections.abc import Iterator, Sequence

from msgspec import Struct


class Block(Struct, frozen=True):
    a: int
    b: int
    size: int


def image(blocks: Sequence[Block], first: int, last: int, length: int) -> tuple[int, int]:
    """The range of the second text to which `first:last` of the first is aligned; empty for nothing."""
    inside = list(_within(blocks, first, last))
    if not inside:
        return 0, 0
    before = max((b.b + b.size for b in _within(blocks, 0, first)), default=0)
    after = min((b.b for b in _within(blocks, last, last + length)), default=length)
    start = max(before, inside[0].b - (inside[0].a - first))
    tail = inside[-1]
    end = min(after, tail.b + tail.size + last - (tail.a + tail.size))
    return start, end


def image_of_point(blocks: Sequence[Block], turn: int) -> int:
    """The place in the second text to which the point `turn` of the first is aligned."""
    before = list(_within(blocks, 0, turn))
    if before:
        return before[-1].b + before[-1].size
    after = next((b for b in blocks if b.a >= turn), None)
    return after.b if after else 0


def _within(blocks: Sequence[Block], first: int, last: int) -> Iterator[Block]:
    """The parts of blocks that lie in `first:last` of the first text."""
    for block in blocks:
        a, b = max(block.a, first), min(block.a + block.size, last)
        if a < b:
            yield Block(a, block.b + a - block.a, b - a)


def occurrences(text: str, words: str, most: int) -> list[int]:
    """Where `words` stand in `text`, the first `most` of them."""
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def common_start(one: str, other: str) -> int:
    """How many characters both begin with."""
    for number, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return number
    return min(len(one), len(other))
