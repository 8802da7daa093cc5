"""Short names that are used and never introduced.

Pure. Form alone tells them: capitals that stand by themselves in Japanese text. What stands among
other Latin words is prose or a title, what is followed by 社 is a firm, what has a formula's
elements is a substance.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from index_builder.model import Part, Place, Structure, TextRange, Use
from index_builder.plain import plain
from index_builder.shape import RUN, capitals, is_formula, is_measure, is_name
from index_builder.uses import ADDRESS, LETTER

_NAME = re.compile(rf"(?<!{LETTER})(?=[A-Z]){RUN}")
_PROSE_BEFORE = re.compile(f"(?:{LETTER}|[,.;:’'”&-]) $|[’'_/@.-]$")
_PROSE_BEHIND = re.compile(f" [(\\[“‘]?{LETTER}|[’'_@]")
_FIRM_BEFORE = re.compile(r"(?:会社|法人)$")
_FIRM_BEHIND = re.compile(r"(?:株式会社|有限会社|合同会社|社(?![会員団]))")
_LONG_NUMBER = re.compile(r"\d{4}")
_COUNT = re.compile(r"[0-9.]+$")
READ = frozenset({Part.BODY, Part.HEADING, Part.CAPTION, Part.TABLE, Part.BOX})
"""Where a name must stand once at least; notes cite titles, and figures are full of lettering."""
WINDOW = 6
"""Characters on either side that tell prose and firms."""

Uses = dict[str, list[tuple[int, Use]]]


def find(
    structures: Sequence[Structure],
    known: Mapping[str, Sequence[tuple[int, Use]]],
    place_of: Callable[[int, TextRange], tuple[Place, ...]],
) -> Uses:
    """The uses of each short name that `known` lacks, in reading order.

    `known` are the uses of the introduced ones, which keep every place they have; `place_of`
    takes the index of a structure and a range of its passages.
    """
    names = {plain(name) for name in known}
    found: dict[str, list[tuple[int, TextRange]]] = {}
    read: set[str] = set()
    firms: set[str] = set()
    taken = _taken(known)
    for document, structure in enumerate(structures):
        for number, passage in enumerate(structure.passages):
            text = plain(passage.text)
            for start, end in _words(text, taken.get((document, number), [])):
                name = text[start:end]
                if not _is_name(name, passage.text[start:end], names):
                    continue
                if _is_firm(text, start, end):
                    firms.add(name)
                found.setdefault(name, []).append((document, TextRange(number, start, end)))
                if passage.part in READ:
                    read.add(name)
    return {
        name: [(document, Use(name, place_of(document, span), span)) for document, span in places]
        for name, places in found.items()
        if name in read and name not in firms
    }


def _taken(
    known: Mapping[str, Sequence[tuple[int, Use]]],
) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """The ranges of introduced names, ascending, by document and passage."""
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for places in known.values():
        for document, use in places:
            span = use.range
            taken.setdefault((document, span.passage), []).append((span.start, span.end))
    for ranges in taken.values():
        ranges.sort()
    return taken


def _words(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Latin words that begin with a capital, stand alone in Japanese text and are not taken."""
    addresses: list[tuple[int, int]] | None = None
    for match in _NAME.finditer(text):
        start, end = match.span()
        if _PROSE_BEFORE.search(text[max(0, start - 2) : start]) or _PROSE_BEHIND.match(text, end):
            continue
        if _overlaps(taken, start, end):
            continue
        if addresses is None:
            addresses = [address.span() for address in ADDRESS.finditer(text)]
        if not _overlaps(addresses, start, end):
            yield start, end


def _overlaps(ranges: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of ascending `ranges` has a part of `start:end`."""
    place = bisect_right(ranges, (end - 1, end)) - 1
    return place >= 0 and ranges[place][1] > start


def _is_name(name: str, printed: str, known: set[str]) -> bool:
    if capitals(name) < 2 or _LONG_NUMBER.search(name) or _COUNT.sub("", name) in known:
        return False
    if is_measure(name, "") or is_formula(name):
        return False
    return is_name(name, printed, noted=False)


def _is_firm(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - WINDOW) : start]
    return bool(_FIRM_BEFORE.search(before) or _FIRM_BEHIND.match(text, end))
