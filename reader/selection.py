"""What a drag with the mouse takes from one page: characters in reading order, column by column. Pure.

The order of lines comes from recursive cuts along white space (Nagy and Seth 1984, X-Y cut):
columns first, then the widest horizontal gap. So a drag inside a column never takes its
neighbour's lines, whatever the order of the page's content is.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from index_builder.model import PageText, Rect, bounds

GUTTER = 0.9
"""White space between columns is at least this many median line heights wide."""

INDENT = 0.7
"""A first line that starts this many line heights further in begins a paragraph."""

SPREAD = 0.5
"""So many line heights more than the usual white space begin a paragraph."""

FULL = 0.9
"""A paragraph goes on in the next column after a line at least this much as wide as those there."""

SAME = 1.25
"""Lines of one paragraph differ in height by less than this factor."""

ENDINGS = "。．.！？!?」）"


class Caret(NamedTuple):
    """A place between characters: the line's rank in reading order, and an index into the text."""

    line: int
    offset: int


class Flow(Enum):
    """Which way the characters of a line follow one another on the unturned page."""

    RIGHT = "right"
    DOWN = "down"
    UP = "up"


class _Line(Struct, frozen=True):
    start: int
    end: int
    rect: Rect
    along: (
        Rect  # the same box, turned so that lines run to the right and follow one another downwards
    )
    flow: Flow


class PageSelector:
    """The characters of one page as a reader goes through them."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        lines = _lines(page)
        self._unit = _median([line.along.height for line in lines], 1.0)
        self._lines = [line for block in _cut(lines, GUTTER * self._unit) for line in block]
        self._leading = _leading(self._lines)

    @property
    def all(self) -> tuple[Caret, Caret] | None:
        """From the first to the last character, None on a page without text."""
        if not self._lines:
            return None
        last = len(self._lines) - 1
        return Caret(0, self._lines[0].start), Caret(last, self._lines[last].end)

    def caret(self, x: float, y: float) -> Caret | None:
        """The place nearest to a point of the page, None on a page without text."""
        if not self._lines:
            return None
        rank = min(range(len(self._lines)), key=lambda i: _distance(self._lines[i].rect, x, y))
        line = self._lines[rank]
        for index in range(line.start, line.end):
            cx, cy = self._page.box(index).center
            if {Flow.RIGHT: x < cx, Flow.DOWN: y < cy, Flow.UP: y > cy}[line.flow]:
                return Caret(rank, index)
        return Caret(rank, line.end)

    def is_over_text(self, x: float, y: float) -> bool:
        """Whether a point lies on a line of text."""
        return any(line.rect.contains(x, y) for line in self._lines)

    def between(self, one: Caret, other: Caret) -> list[tuple[int, int]]:
        """The slices of the page's text between two places, one for each line, in reading order."""
        first, last = sorted((one, other))
        slices = []
        for rank in range(first.line, last.line + 1):
            line = self._lines[rank]
            start = first.offset if rank == first.line else line.start
            end = last.offset if rank == last.line else line.end
            if start < end:
                slices.append((start, end))
        return slices

    def word(self, x: float, y: float) -> tuple[Caret, Caret] | None:
        """The run of characters of one script around a point, None where there is no text."""
        for rank, line in enumerate(self._lines):
            if not line.rect.contains(x, y):
                continue
            under = [i for i in range(line.start, line.end) if self._page.box(i).contains(x, y)]
            if not under:
                continue
            start = end = under[0]
            kind = _script(self._page.text[start])
            while start > line.start and _script(self._page.text[start - 1]) == kind:
                start -= 1
            while end < line.end and _script(self._page.text[end]) == kind:
                end += 1
            return Caret(rank, start), Caret(rank, max(end, start + 1))
        return None

    def rects(self, slices: Iterable[tuple[int, int]]) -> tuple[Rect, ...]:
        """One box for each slice."""
        return tuple(
            bounds(self._page.box(index) for index in range(start, end)) for start, end in slices
        )

    def text(self, one: Caret, other: Caret) -> str:
        """What is between two places: lines joined as their script wants, a line per paragraph."""
        first, last = sorted((one, other))
        joined = ""
        previous = -1
        for start, end in self.between(one, other):
            rank = self._rank_of(start, first.line, last.line)
            piece = self._page.text[start:end].strip()
            if joined and piece:
                joined += self._glue(previous, rank, joined[-1], piece[0])
            joined += piece
            previous = rank
        return joined

    def _rank_of(self, start: int, first: int, last: int) -> int:
        return next(
            rank
            for rank in range(first, last + 1)
            if self._lines[rank].start <= start < self._lines[rank].end
        )

    def _glue(self, above: int, below: int, end: str, start: str) -> str:
        """What stands between two lines: a new line for a new paragraph, else what the script wants."""
        here, there = self._lines[above].along, self._lines[below].along
        if there.y0 < here.center[1] < there.y1 and there.x0 >= here.x1:  # the printed line goes on
            return "" if there.x0 - here.x1 < self._unit / 4 else " "
        if there.y0 < here.center[1]:
            goes_on = end not in ENDINGS and here.width >= FULL * there.width
            if not goes_on or not _same_size(here, there):
                return "\n"
        else:
            indented = there.x0 - here.x0 > INDENT * self._unit
            apart = there.y0 - here.y1 > self._leading + SPREAD * self._unit
            blank = self._page.text[self._lines[below].start].isspace()
            if indented or apart or blank or not _same_size(here, there):
                return "\n"
        return " " if _is_western(end) and _is_western(start) else ""


def _leading(lines: Sequence[_Line]) -> float:
    """The usual white space between a line and the one below it."""
    gaps = [below.along.y0 - above.along.y1 for above, below in pairwise(lines)]
    return _median([gap for gap in gaps if gap >= 0], 0.0)


def _median(values: Sequence[float], otherwise: float) -> float:
    return sorted(values)[len(values) // 2] if values else otherwise


def _same_size(one: Rect, other: Rect) -> bool:
    return 1 / SAME < one.height / max(other.height, 0.1) < SAME


def _lines(page: PageText) -> list[_Line]:
    vertical = {span.start for span in page.spans if span.vertical}
    found = []
    weights = dict.fromkeys(Flow, 0)
    for start, end in page.lines:
        if page.text[start:end].strip():
            flow = _flow(page, start, end) if start in vertical else Flow.RIGHT
            weights[flow] += end - start
            found.append((start, end, flow))
    main = max(Flow, key=lambda flow: weights[flow])
    lines = []
    for start, end, flow in found:
        rect = bounds(page.box(index) for index in range(start, end))
        lines.append(_Line(start, end, rect, _turned(rect, main), flow))
    return lines


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


def _cut(lines: Sequence[_Line], gutter: float) -> Iterable[list[_Line]]:
    """The blocks of lines in reading order."""
    pending = [list(lines)] if lines else []
    while pending:
        region = pending.pop()
        parts = _split(region, gutter)
        if len(parts) > 1:
            pending.extend(reversed(parts))
        else:
            yield sorted(region, key=lambda line: (round(line.along.y1), line.along.x0))


def _split(region: list[_Line], gutter: float) -> list[list[_Line]]:
    columns = _gaps([(line.along.x0, line.along.x1) for line in region], gutter)
    if columns:
        return _parts(region, [at for at, _ in columns], horizontal=False)
    bands = _gaps([(line.along.y0, line.along.y1) for line in region], gutter / 2)
    if not bands:
        return [region]
    widest = max(bands, key=lambda gap: gap[1])
    return _parts(region, [widest[0]], horizontal=True)


def _parts(region: list[_Line], cuts: list[float], *, horizontal: bool) -> list[list[_Line]]:
    parts: list[list[_Line]] = [[] for _ in range(len(cuts) + 1)]
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


def _distance(rect: Rect, x: float, y: float) -> float:
    dx = max(rect.x0 - x, 0, x - rect.x1)
    dy = max(rect.y0 - y, 0, y - rect.y1)
    return dx * dx + dy * dy


def _is_western(character: str) -> bool:
    return character.isascii() and not character.isspace()


def _script(character: str) -> str:
    """What a double click takes together."""
    code = ord(character)
    if 0x3041 <= code <= 0x309F:
        return "hiragana"
    if 0x30A0 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF:
        return "katakana"
    if 0x3400 <= code <= 0x9FFF or character in "々〆":
        return "kanji"
    if character.isalnum():
        return "letters"
    return "other" + character
