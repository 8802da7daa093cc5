"""A page's lines as it draws them: their typography, raised figures, and which way they run."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence

from index_builder.lines import CJK, MARK, Line, Turn, upside_down
from index_builder.model import PageText, Rect, Span

RAISED = 0.18
"""A raised figure stands at least this share of the line's size above its baseline."""
LOWERED = 0.05
"""From this share of the line's size below its baseline on a figure is an index."""
SMALL = 0.82
"""A figure on the baseline that may be a mark is smaller than this share of its line."""


def fragments(page: PageText) -> list[Line]:
    """The lines of `page` as it draws them, blank ones left out."""
    found = []
    spans = page.spans
    turn = 0
    for start, end in page.lines:
        while turn < len(spans) and spans[turn].end <= start:
            turn += 1
        last = turn
        while last < len(spans) and spans[last].start < end:
            last += 1
        line = _fragment(page, start, end, spans[turn:last])
        if line is not None:
            found.append(line)
        turn = last
    return found


def _fragment(page: PageText, start: int, end: int, spans: Sequence[Span]) -> Line | None:
    raw = page.text[start:end]
    text = raw.strip()
    if not text:
        return None
    start += len(raw) - len(raw.lstrip())
    end = start + len(text)
    inside = [s for s in spans if s.end > start and s.start < end]
    main = inside[0]
    raised: list[tuple[int, int]] = []
    if len(inside) > 1:
        main = max(
            inside, key=lambda s: s.size * _weight(page.text, max(s.start, start), min(s.end, end))
        )
        raised = [
            (max(s.start, start) - start, min(s.end, end) - start)
            for s in inside
            if s is not main and _may_be_mark(s, main, page.text[s.start : s.end].strip())
        ]
    rect = _rect(page.boxes, start, end)
    return Line(
        page.page,
        text,
        array("i", range(start, end)).tobytes(),
        rect,
        main.size,
        main.baseline,
        main.font,
        main.bold,
        main.color,
        main.vertical,
        merged(raised),
    )


def merged(slices: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Slices that touch made one: fonts change inside 12 and 4、5."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(slices):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)


def _weight(text: str, start: int, end: int) -> float:
    """How much of a line a span is: Japanese characters count most, blanks nothing."""
    piece = text[start:end]
    return 3 * len(CJK.findall(piece)) + len(piece.strip()) + (end - start) / 100


def _may_be_mark(span: Span, main: Span, text: str) -> bool:
    """Whether a span is raised, or a figure that is only small, as fonts without superiors have it."""
    if span.vertical or main.vertical or not text:
        return False
    rise = (main.baseline - span.baseline) / main.size
    if rise >= RAISED:
        return span.size < (0.95 if rise < 0.3 else 1.2) * main.size
    return rise > -LOWERED and span.size < SMALL * main.size and MARK.match(text) is not None


def _rect(boxes: "array[float]", start: int, end: int) -> Rect:
    piece = boxes[4 * start : 4 * end]
    return Rect(min(piece[0::4]), min(piece[1::4]), max(piece[2::4]), max(piece[3::4]))


def turn_of(lines: Sequence[Line], boxes: "array[float]") -> Turn:
    """The way most of the page's characters run; vertical writing proper is no turn."""
    runs: dict[Turn, int] = defaultdict(int)
    for line in lines:
        runs[_run(line, boxes)] += len(line.text)
    return max(runs, key=lambda turn: runs[turn], default=Turn.NONE)


def _run(line: Line, boxes: "array[float]") -> Turn:
    """Turned horizontal writing stands with its feet on the baseline, vertical writing astride it."""
    sources = line.sources
    first, last = 4 * sources[0], 4 * sources[-1]
    if not line.vertical:
        back = boxes[first] > boxes[last] + line.size
        hangs = line.baseline - line.rect.y0 < line.rect.y1 - line.baseline
        return Turn.OVER if back and hangs else Turn.NONE
    if boxes[first + 1] > boxes[last + 1] + line.size:
        return Turn.UP
    astride = abs(line.rect.center[0] - line.baseline) < 0.15 * line.size
    long = boxes[last + 1] > boxes[first + 1] + line.size
    return Turn.DOWN if long and not astride else Turn.NONE


def turned(rect: Rect, page: PageText, turn: Turn) -> Rect:
    """The rectangle in the frame in which the page's lines are level."""
    if turn == Turn.UP:
        return Rect(page.height - rect.y1, rect.x0, page.height - rect.y0, rect.x1)
    if turn == Turn.OVER:
        return upside_down(rect, page.width, page.height)
    return Rect(rect.y0, page.width - rect.x1, rect.y1, page.width - rect.x0)


def level(lines: Sequence[Line], page: PageText, turn: Turn) -> None:
    """Put `lines` into the frame in which most of the page's lines are level."""
    for line in lines:
        line.rect = turned(line.rect, page, turn)
        if turn == Turn.OVER:
            line.baseline = (page.width if line.vertical else page.height) - line.baseline
            continue
        if line.vertical:
            line.baseline = line.baseline if turn == Turn.UP else page.width - line.baseline
        line.vertical = not line.vertical
