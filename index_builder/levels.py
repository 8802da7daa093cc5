"""Levels of found headings, from the kinds of their labels and from their sizes together.

Pure. The kinds that a document uses are ranked shallow to deep; what contradicts the usual order
(1. above 1.1, numbers under a bullet, one kind of label in two sizes) is settled here.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.numbering import (
    ANNEX,
    BULLET,
    CHAPTER,
    DEEP,
    FINE,
    PLAIN,
    POINTED,
    SECTION,
    counts,
    is_box,
)
from index_builder.passages import Draft
from index_builder.titles import face

OTHER_SIZE = 0.85
"""Labels of one kind below this share of the larger ones are another kind."""
LARGER = 1.05


@dataclass(slots=True)
class Entry:
    """A heading as found.

    Attributes:
        draft: its paragraph.
        rank: orders kinds of labels, shallow to deep; 0 until it is settled.
        depth: its depth in the embedded outline, 0 when that does not name it.
    """

    label: str
    title: str
    draft: Draft
    rank: int
    size: float
    level: int = 0
    evidence: str = "typography"
    confidence: float = 0.0
    depth: int = 0


def settle(entries: Sequence[Entry]) -> None:
    """The ranks as this document uses them."""
    _settle_numbers(entries)
    _part_by_size(entries)
    _rank_annexes(entries)
    _rank_unlabelled(entries)


def _settle_numbers(entries: Sequence[Entry]) -> None:
    """1. or 1 ranks above 1.1 where their numbers agree; １－１． under a 節 ranks as １ would."""
    deep = [e for e in entries if DEEP <= e.rank < DEEP + 80]
    if not deep:
        return
    upper = [_large(entries, PLAIN), _large(entries, POINTED)]
    agreeing = [_agreeing(kind, entries) for kind in upper]
    best = max(agreeing)
    if 2 * best >= len(deep):
        for entry in upper[agreeing.index(best)]:
            entry.rank = PLAIN
    elif not upper[0]:
        for entry in deep:
            entry.rank -= DEEP - PLAIN


def _large(entries: Sequence[Entry], rank: int) -> list[Entry]:
    """The entries of one kind that are set in its largest size."""
    kind = [e for e in entries if e.rank == rank and not is_box(e.label)]
    largest = max((e.size for e in kind), default=0.0)
    return [e for e in kind if e.size >= 0.97 * largest]


def _agreeing(kind: Sequence[Entry], entries: Sequence[Entry]) -> int:
    """How many labels such as 2.1 stand under a heading of `kind` that counts 2."""
    members = {id(entry) for entry in kind}
    current: tuple[int, ...] = ()
    found = 0
    for entry in entries:
        if id(entry) in members:
            current = counts(entry.label)
        elif DEEP <= entry.rank < DEEP + 80:
            found += counts(entry.label)[:1] == current
    return found


def _part_by_size(entries: Sequence[Entry]) -> None:
    """One kind of label set in clearly different sizes is as many kinds, the larger the shallower."""
    kinds: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.label and entry.rank > SECTION and entry.evidence == "typography":
            kinds.setdefault(entry.rank, []).append(entry)
    for kind in kinds.values():
        step, size = 0, 0.0
        for entry in sorted(kind, key=lambda e: -e.size):
            if size and entry.size < OTHER_SIZE * size:
                step += 1
            if not size or entry.size < OTHER_SIZE * size:
                size = entry.size
            entry.rank += min(step, 4)


def _rank_annexes(entries: Sequence[Entry]) -> None:
    """付録 and 別添 stand beside the chapters, or beside the topmost numbers where there are none."""
    others = [e.rank for e in entries if e.label and e.rank not in (0, ANNEX)]
    top = min(others, default=CHAPTER)
    for entry in entries:
        if entry.rank == ANNEX:
            entry.rank = CHAPTER if top <= SECTION else top


def _rank_unlabelled(entries: Sequence[Entry]) -> None:
    """A heading without a label ranks with those that have one and are like it.

    The embedded outline says which those are, else the face and the indent, else the face alone; of
    these the nearest one above counts, or the nearest below. Without any, larger kinds are above it.
    """
    alike: dict[object, list[int]] = {}
    for index, entry in enumerate(entries):
        if entry.label and entry.rank > 0:
            for key in _likeness(entry):
                alike.setdefault(key, []).append(index)
    alone: list[Entry] = []
    for index, entry in enumerate(entries):
        if entry.rank != 0:
            continue
        kin = next((alike[key] for key in _likeness(entry) if key in alike), [])
        if kin:
            after = bisect_left(kin, index)
            entry.rank = entries[kin[after - 1 if after else 0]].rank
        else:
            alone.append(entry)
    sizes = sorted({entry.size for entry in alone}, reverse=True)
    ranks = {size: _rank_of_size(size, sizes, entries) for size in sizes}
    for entry in alone:
        entry.rank = ranks[entry.size]


def _likeness(entry: Entry) -> list[object]:
    """What headings of one kind share, the surest first."""
    draft = entry.draft
    indent = round(2 * draft.lines[0].rect.x0 / entry.size)
    return [*([entry.depth] if entry.depth else []), (face(draft), indent), face(draft)]


def _rank_of_size(size: float, others: Sequence[float], entries: Sequence[Entry]) -> int:
    """Below the kinds of labels and the sizes of other such headings that are larger."""
    kinds = [(o.rank, o.size) for o in entries if o.label and o.rank > 0]
    larger = max((rank for rank, other in kinds if other > LARGER * size), default=0)
    same = [rank for rank, other in kinds if rank > larger and other * LARGER >= size]
    step = sum(other > LARGER * size for other in others)
    return min(same, default=larger + 50 + min(step, 40))


def assign(entries: Sequence[Entry]) -> None:
    """Levels by rank; what first appears below a bullet or another fine label stays below those.

    With 部, 章 or 節 in the document a kind of label has the same level in every file of a
    volume; without them the kinds that occur are counted from 1.
    """
    ranks = sorted({entry.rank for entry in entries})
    divided = any(entry.label and entry.rank <= SECTION for entry in entries)
    stack: list[Entry] = []
    above: set[tuple[int, int]] = set()
    for entry in entries:
        sibling = any(e.rank == entry.rank for e in stack)
        while stack and not _below(stack, entry, above):
            if not sibling and stack[-1].rank < entry.rank:
                break
            sibling = sibling and stack[-1].rank != entry.rank
            stack.pop()
        if stack:
            above.add((stack[-1].rank, entry.rank))
        level = entry.rank // 100 if divided else ranks.index(entry.rank) + 1
        entry.level = max(stack[-1].level + 1 if stack else 1, level)
        stack.append(entry)


def _below(stack: Sequence[Entry], entry: Entry, above: set[tuple[int, int]]) -> bool:
    """Whether `entry` goes under the fine label at the top of the stack, though its own ranks higher.

    Numbers stand under bullets, and ア, ①, ⅰ and a under one another in any order.
    """
    top = stack[-1]
    least = POINTED if top.rank >= BULLET else FINE
    if top.rank < FINE or entry.rank < least or any(e.rank == entry.rank for e in stack):
        return False
    if (entry.rank, top.rank) in above or entry.size > LARGER * top.size:
        return False
    return (top.rank, entry.rank) in above or counts(entry.label) == (1,)
