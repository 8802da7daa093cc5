"""The printed lines of a page in reading order, and the ruby beside them. Pure.

Where the index knows the page, its passages give the order, and part lines that the file draws in
one piece over two columns. Elsewhere it comes from recursive cuts along white space (Nagy and Seth
1984, X-Y cut): columns first, then the widest horizontal gap. So a drag inside a column never
takes its neighbour's lines, whatever the order of the page's content is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import partial
from itertools import repeat

from msgspec import Struct

from index_builder.model import PageText, Rect, Span, Structure

GUTTER = 0.9
"""White space between columns is at least this many median line heights wide."""

RUBY_SIZE = 0.62
"""Ruby is set at half the size of its base; rounding and compressed ruby stay below this share."""

RUBY_RISE = (0.3, 1.6)
"""The middle of ruby stands this many line heights of its base above the base's own."""

RUBY_GAP = 0.6
"""Ruby over two words is this many of its own ems apart."""

INSERTED = 2
"""Characters of a passage that follow one another in print count up by one, over a put-in space by two."""

RUBY_SHIFT = 0.6
"""The middle of ruby lies over the middle of its characters, but for this many of its own ems."""

READ = re.compile(r"[々〆\u3400-\u9fff\uf900-\ufaffA-Za-zＡ-Ｚａ-ｚ]")
"""What ruby is set over."""

KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fb\u30fc\s]+")


class Flow(Enum):
    """Which way the characters of a line follow one another on the unturned page."""

    RIGHT = "right"
    DOWN = "down"
    UP = "up"


class PageLine(Struct, frozen=True):
    """A line of `PageText.text[start:end]`.

    `along` is its box turned so that lines run to the right and follow one another downwards;
    `size` the em size of most of it, in points.
    """

    start: int
    end: int
    rect: Rect
    along: Rect
    flow: Flow
    size: float


class Ruby(Struct, frozen=True):
    """The reading `text` of the characters `start:end` of the page's text."""

    start: int
    end: int
    text: str


Owner = tuple[int, int]
"""(passage, offset): the character of a passage that a character of the page is."""

Owners = Mapping[int, Owner]
"""By index into the page's text; what is in no passage (marks, ruby, running heads) is left out."""


class PageLines(Struct, frozen=True):
    """The lines in reading order; `unit` is their median height in points."""

    lines: tuple[PageLine, ...]
    rubies: tuple[Ruby, ...]
    unit: float


def owners(structure: Structure, page: int) -> dict[int, Owner]:
    """What the characters of `page` are in the passages of its document."""
    found: dict[int, Owner] = {}
    for number, passage in enumerate(structure.passages):
        if not (passage.pages and passage.pages[0][1] <= page <= passage.pages[-1][1]):
            continue
        ends = [*(start for start, _ in passage.pages[1:]), len(passage.text)]
        for (start, here), end in zip(passage.pages, ends, strict=True):
            if here == page:
                offsets = zip(repeat(number), range(start, end), strict=False)
                found.update(zip(passage.sources[start:end], offsets, strict=False))
    found.pop(-1, None)
    return found


def box_of(page: PageText, start: int, end: int) -> Rect:
    """The smallest rectangle around the characters `start:end`, of which there must be one."""
    x0, y0, x1, y1 = (page.boxes[4 * start + side : 4 * end : 4] for side in range(4))
    return Rect(min(x0), min(y0), max(x1), max(y1))


def read_lines(page: PageText, known: Owners) -> PageLines:
    """The lines of `page`; `known` is what the index says of it, empty where it says nothing."""
    lines = _lines(page, known)
    unit = _median([line.along.height for line in lines], 1.0)
    lines, rubies = _part_ruby(page, lines, known)
    ordered = [line for block in _cut(lines, GUTTER * unit) for line in block]
    return PageLines(tuple(_as_known(ordered, known)), rubies, unit)


def _as_known(lines: Sequence[PageLine], known: Owners) -> list[PageLine]:
    """Lines in the order of their passages; one in no passage stays behind the line before it."""
    keyed = []
    key = (-1, -1)
    for line in lines:
        owner = next((known[i] for i in range(line.start, line.end) if i in known), None)
        if owner is not None:
            key = owner
        keyed.append((key, line))
    return [line for _, line in sorted(keyed, key=lambda each: each[0])]


def _median(values: Sequence[float], otherwise: float) -> float:
    return sorted(values)[len(values) // 2] if values else otherwise


# --- lines ----------------------------------------------------------------------------------------


def _lines(page: PageText, known: Owners) -> list[PageLine]:
    spans = {span.start: span for span in page.spans}
    sizes = _Sizes(page.spans)
    found = []
    weights = dict.fromkeys(Flow, 0)
    for whole in page.lines:
        first = spans.get(whole[0])
        vertical = first is not None and first.vertical
        for start, end in _parted(page, whole, sizes.small(*whole), known):
            flow = _flow(page, start, end) if vertical else Flow.RIGHT
            weights[flow] += end - start
            found.append((start, end, flow))
    main = max(Flow, key=lambda flow: weights[flow])
    lines = []
    for start, end, flow in found:
        rect = box_of(page, start, end)
        size = sizes.of(start, end)
        lines.append(PageLine(start, end, rect, _turned(rect, main), flow, size))
    return lines


def _parted(
    page: PageText, whole: tuple[int, int], small: Sequence[Span], known: Owners
) -> list[tuple[int, int]]:
    """A line cut around ruby drawn in it, and where another passage, or another line of its own, goes on.

    Blank pieces are left out.
    """
    cuts = [whole[0]]
    apart = {
        at
        for span in small
        if KANA.fullmatch(page.text[span.start : span.end])
        for at in (span.start, span.end)
    } - {*whole}
    last: Owner | None = None
    for index in range(*whole):
        if index in apart:
            cuts.append(index)
            last = None
        owner = known.get(index)
        if owner is None:
            continue
        if last is not None and (owner[0] != last[0] or not 0 < owner[1] - last[1] <= INSERTED):
            cuts.append(index)
        last = owner
    pieces = zip(cuts, [*cuts[1:], whole[1]], strict=True)
    return [(start, end) for start, end in pieces if page.text[start:end].strip()]


class _Sizes:
    """The size of type by character."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def within(self, start: int, end: int) -> list[Span]:
        """The spans that reach into `start:end`."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return list(self._spans[first:last])

    def of(self, start: int, end: int) -> float:
        """The size of most of `start:end`."""
        spans = self.within(start, end)
        most = max(spans, key=lambda s: min(s.end, end) - max(s.start, start), default=None)
        return most.size if most is not None else 0.0

    def small(self, start: int, end: int) -> list[Span]:
        """The spans of `start:end` that are as small as ruby beside the others."""
        spans = self.within(start, end)
        largest = max((span.size for span in spans), default=0.0)
        return [span for span in spans if span.size <= RUBY_SIZE * largest]


def _flow(page: PageText, start: int, end: int) -> Flow:
    return Flow.UP if page.box(end - 1).center[1] < page.box(start).center[1] else Flow.DOWN


def _turned(rect: Rect, flow: Flow) -> Rect:
    """`rect` where lines run to the right and follow one another downwards.

    Lines that run down follow one another to the left: vertical Japanese, and pages turned by 270;
    those that run up, on pages turned by 90, to the right.
    """
    match flow:
        case Flow.DOWN:
            return Rect(rect.y0, -rect.x1, rect.y1, -rect.x0)
        case Flow.UP:
            return Rect(-rect.y1, rect.x0, -rect.y0, rect.x1)
    return rect


# --- ruby -----------------------------------------------------------------------------------------


def _part_ruby(
    page: PageText, lines: list[PageLine], known: Owners
) -> tuple[list[PageLine], tuple[Ruby, ...]]:
    """The lines without those that are the readings of others, and these readings."""
    kept: list[PageLine] = []
    rubies: list[Ruby] = []
    largest = max((line.size for line in lines), default=0.0)
    for line in lines:
        small = line.size <= RUBY_SIZE * largest and not any(
            index in known for index in range(line.start, line.end)
        )
        base = None
        if small and KANA.fullmatch(page.text[line.start : line.end]):
            above = [each for each in lines if _is_ruby(line, each)]
            base = min(above, key=partial(_rise, line), default=None)
        if base is not None:
            rubies += _readings(page, line, base)
        else:
            kept.append(line)
    return kept, tuple(rubies)


def _is_ruby(ruby: PageLine, base: PageLine) -> bool:
    if ruby.size > RUBY_SIZE * base.size:
        return False
    within = ruby.along.center[0]
    rises = RUBY_RISE[0] < _rise(ruby, base) < RUBY_RISE[1]
    return rises and base.along.x0 <= within <= base.along.x1


def _rise(ruby: PageLine, base: PageLine) -> float:
    return (base.along.center[1] - ruby.along.center[1]) / max(base.size, 0.1)


def _readings(page: PageText, line: PageLine, base: PageLine) -> list[Ruby]:
    """Each group of kana with the characters that it stands over; none where it stands over no middle."""
    under = [
        (index, _turned(page.box(index), base.flow))
        for index in range(base.start, base.end)
        if READ.match(page.text[index])
    ]
    found = []
    for start, end in _groups(page, line, base.flow):
        reach = _turned(box_of(page, start, end), base.flow)
        covered = [
            index
            for index, box in under
            if reach.x0 - line.size / 2 <= box.center[0] <= reach.x1 + line.size / 2
        ]
        if not covered:
            continue
        over = _turned(box_of(page, covered[0], covered[-1] + 1), base.flow)
        if abs(over.center[0] - reach.center[0]) <= RUBY_SHIFT * line.size:
            found.append(Ruby(covered[0], covered[-1] + 1, page.text[start:end]))
    return found


def _groups(page: PageText, line: PageLine, flow: Flow) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    reach = 0.0
    for index in range(line.start, line.end):
        if page.text[index].isspace():
            continue
        box = _turned(page.box(index), flow)
        if groups and groups[-1][1] == index and box.x0 - reach < RUBY_GAP * line.size:
            groups[-1] = groups[-1][0], index + 1
        else:
            groups.append((index, index + 1))
        reach = box.x1
    return groups


# --- cuts -----------------------------------------------------------------------------------------


def _cut(lines: Sequence[PageLine], gutter: float) -> Iterable[list[PageLine]]:
    """The blocks of lines in reading order."""
    pending = [list(lines)] if lines else []
    while pending:
        region = pending.pop()
        parts = _split(region, gutter)
        if len(parts) > 1:
            pending.extend(reversed(parts))
        else:
            yield sorted(region, key=lambda line: (round(line.along.y1), line.along.x0))


def _split(region: list[PageLine], gutter: float) -> list[list[PageLine]]:
    columns = _gaps([(line.along.x0, line.along.x1) for line in region], gutter)
    if columns:
        return _parts(region, [at for at, _ in columns], horizontal=False)
    bands = _gaps([(line.along.y0, line.along.y1) for line in region], gutter / 2)
    if not bands:
        return [region]
    widest = max(bands, key=lambda gap: gap[1])
    return _parts(region, [widest[0]], horizontal=True)


def _parts(region: list[PageLine], cuts: list[float], *, horizontal: bool) -> list[list[PageLine]]:
    parts: list[list[PageLine]] = [[] for _ in range(len(cuts) + 1)]
    for line in region:
        at = line.along.y0 if horizontal else line.along.x0
        parts[sum(at >= cut for cut in cuts)].append(line)
    return parts


def _gaps(extents: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Where nothing stands for at least `least`: (the far end of the gap, its width)."""
    found = []
    reach = None
    for start, end in sorted(extents):
        if reach is not None and start - reach >= least:
            found.append((start, start - reach))
        reach = end if reach is None else max(reach, end)
    return found
