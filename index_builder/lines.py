"""Printed lines: the characters of a page as the lines a reader sees, and the typography of a document.

Fragments that the page draws apart are joined to one line, ruby is set aside, raised figures are
noted as possible footnote marks. Nothing here decides what a line means.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from index_builder.model import Graphic, PageText, Rect, Span, bounds
from index_builder.panels import shapes

SAME_SIZE = 0.04
"""Two sizes are the same type size when they differ by no more than this share."""
RUBY_SIZE = 0.62
"""Ruby is set at half the size of its base; rounding and compressed ruby stay below this share."""
RAISED = 0.18
"""A raised figure stands at least this share of the line's size above its baseline."""
JOIN_GAP = 1.2
"""Fragments of one line stand at most this many ems apart; column gutters are two ems or more."""
WIDEST_STEP = 5.0
"""Single characters spread over a line, as in 目　次, stand at most this many ems apart."""
COLUMN_GAP = 0.6
"""Pieces of one vertical line stand at most this many ems apart."""
COLUMN_BLANK = 1.7
"""Pieces set for upright writing may have a full-width blank between them."""
RUBY_RISE = (0.3, 1.6)
"""The baseline of ruby stands this many ems of its base above the base's own."""

CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
KANA = re.compile(r"^[\u3041-\u3096\u30a1-\u30fa\u30fb\u30fcー\s]+$")
WORD = re.compile(r"[\u3041-\u30fa\u3400-\u9fff\uf900-\ufaff]")
NUMBER = re.compile(r"^[0-9０-９Ⅰ-Ⅻ.．-]+$")
MARK = re.compile(
    r"^[\s　]*(?:[(（\[［]?(?:[*＊※†‡]|注)?[\s　]?[0-9０-９]{1,3}[)）\]］]?(?:[、,，・～〜-](?=[*＊※注0-9０-９]))?)+[\s　]*$"
    r"|^[\s　]*[*＊†‡※]{1,3}[\s　]*$"
)


class Turn(Enum):
    """Which way horizontal writing runs on the sheet when it does not run to the right."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    OVER = "over"


@dataclass(slots=True)
class Line:
    """One printed line.

    Attributes:
        text: its characters without blanks at either end.
        sources: per character its index in `PageText.text`.
        size, baseline, font, bold, color: of most of its characters (Japanese ones, if any).
        raised: `(start, end)` slices of `text` that are smaller and stand above the baseline.
    """

    page: int
    text: str
    sources: "array[int]"
    rect: Rect
    size: float
    baseline: float
    font: str
    bold: bool
    color: int
    vertical: bool
    raised: list[tuple[int, int]] = field(default_factory=list)

    @property
    def has_cjk(self) -> bool:
        return CJK.search(self.text) is not None


@dataclass(slots=True)
class Page:
    """The lines of a page and the drawn shapes that matter to layout, with the boxes for places.

    A page whose text runs up or down the sheet, or upside down, is turned: all but `boxes` is then
    in the frame in which its lines are level, and `original` leads back.
    """

    number: int
    width: float
    height: float
    lines: list[Line]
    ruby: list[Line]
    rules: list[Rect]
    panels: list[Rect]
    boxes: "array[float]"
    characters: int
    unreadable: int
    turn: Turn = Turn.NONE

    def original(self, rect: Rect) -> Rect:
        """A rectangle of this record in points of the unrotated crop box."""
        if self.turn == Turn.UP:
            return Rect(rect.y0, self.width - rect.x1, rect.y1, self.width - rect.x0)
        if self.turn == Turn.DOWN:
            return Rect(self.height - rect.y1, rect.x0, self.height - rect.y0, rect.x1)
        if self.turn == Turn.OVER:
            return _upside_down(rect, self.width, self.height)
        return rect

    @property
    def vertical(self) -> bool:
        """Whether most of the text runs down the page."""
        down = sum(len(line.text) for line in self.lines if line.vertical)
        return 2 * down > sum(len(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Typography:
    """What most of a document's text looks like: `size` in points, `fonts` those of running text."""

    size: float
    fonts: frozenset[str]

    def is_body(self, line: Line) -> bool:
        """Whether the line is set like running text."""
        return (
            same_size(line.size, self.size)
            and (line.font in self.fonts or not line.has_cjk)
            and not (line.bold and line.font not in self.fonts)
        )


def same_size(one: float, other: float) -> bool:
    return abs(one - other) <= SAME_SIZE * max(one, other)


def read_page(page: PageText) -> Page:
    """The printed lines of `page`, ruby apart."""
    fragments = _fragments(page)
    turn = _turn(fragments, page.boxes)
    width, height = page.width, page.height
    graphics: Sequence[Graphic] = page.graphics
    if turn != Turn.NONE:
        _level(fragments, page, turn)
        graphics = [Graphic(g.kind, _turned(g.rect, page, turn), g.color) for g in graphics]
        if turn != Turn.OVER:
            width, height = height, width
    lines, ruby = _part_ruby(_columns(fragments))
    rules, panels = shapes(graphics, width, height)
    unreadable = sum(1 for c in page.text if c in "\0\ufffd" or "\ue000" <= c <= "\uf8ff")
    return Page(
        page.page,
        width,
        height,
        _join_fragments(_spaced(lines)),
        ruby,
        rules,
        panels,
        page.boxes,
        len(page.text.strip()),
        unreadable,
        turn,
    )


def survey(pages: Iterable[Page]) -> Typography:
    """The size and fonts of running text, by the area they cover."""
    sizes: dict[float, float] = defaultdict(float)
    fonts: dict[tuple[float, str], float] = defaultdict(float)
    for page in pages:
        for line in page.lines:
            area = line.rect.width * line.rect.height
            if not line.has_cjk:
                area /= 2
            size = round(line.size * 2) / 2
            sizes[size] += area
            fonts[size, line.font] += area
    if not sizes:
        return Typography(10.0, frozenset())
    size = max(sizes, key=lambda s: (sizes[s], s))
    near = {font: 0.0 for _, font in fonts}
    for (other, font), area in fonts.items():
        if same_size(other, size):
            near[font] += area
    total = sum(near.values())
    return Typography(size, frozenset(f for f, area in near.items() if area >= 0.2 * total))


def _turn(lines: Sequence[Line], boxes: "array[float]") -> Turn:
    """The way most of the page's characters run; vertical writing proper is no turn."""
    runs: dict[Turn, int] = defaultdict(int)
    for line in lines:
        runs[_run(line, boxes)] += len(line.text)
    return max(runs, key=lambda turn: runs[turn], default=Turn.NONE)


def _run(line: Line, boxes: "array[float]") -> Turn:
    """Turned horizontal writing stands with its feet on the baseline, vertical writing astride it."""
    first, last = 4 * line.sources[0], 4 * line.sources[-1]
    if not line.vertical:
        back = boxes[first] > boxes[last] + line.size
        hangs = line.baseline - line.rect.y0 < line.rect.y1 - line.baseline
        return Turn.OVER if back and hangs else Turn.NONE
    if boxes[first + 1] > boxes[last + 1] + line.size:
        return Turn.UP
    astride = abs(line.rect.center[0] - line.baseline) < 0.15 * line.size
    long = boxes[last + 1] > boxes[first + 1] + line.size
    return Turn.DOWN if long and not astride else Turn.NONE


def _upside_down(rect: Rect, width: float, height: float) -> Rect:
    return Rect(width - rect.x1, height - rect.y1, width - rect.x0, height - rect.y0)


def _turned(rect: Rect, page: PageText, turn: Turn) -> Rect:
    """The rectangle in the frame in which the page's lines are level."""
    if turn == Turn.UP:
        return Rect(page.height - rect.y1, rect.x0, page.height - rect.y0, rect.x1)
    if turn == Turn.OVER:
        return _upside_down(rect, page.width, page.height)
    return Rect(rect.y0, page.width - rect.x1, rect.y1, page.width - rect.x0)


def _level(lines: Sequence[Line], page: PageText, turn: Turn) -> None:
    for line in lines:
        line.rect = _turned(line.rect, page, turn)
        if turn == Turn.OVER:
            line.baseline = (page.width if line.vertical else page.height) - line.baseline
            continue
        if line.vertical:
            line.baseline = line.baseline if turn == Turn.UP else page.width - line.baseline
        line.vertical = not line.vertical


def _fragments(page: PageText) -> list[Line]:
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
            if s is not main and _is_raised(s, main) and page.text[s.start : s.end].strip()
        ]
    rect = _rect(page.boxes, start, end)
    return Line(
        page.page,
        text,
        array("i", range(start, end)),
        rect,
        main.size,
        main.baseline,
        main.font,
        main.bold,
        main.color,
        main.vertical,
        _merged(raised),
    )


def _merged(slices: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Slices that touch made one: fonts change inside 12 and 4、5."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(slices):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _weight(text: str, start: int, end: int) -> float:
    """How much of a line a span is: Japanese characters count most, blanks nothing."""
    piece = text[start:end]
    return 3 * len(CJK.findall(piece)) + len(piece.strip()) + (end - start) / 100


def _is_raised(span: Span, main: Span) -> bool:
    if span.vertical or main.vertical:
        return False
    rise = (main.baseline - span.baseline) / main.size
    return rise >= RAISED and span.size < (0.95 if rise < 0.3 else 1.2) * main.size


def _rect(boxes: "array[float]", start: int, end: int) -> Rect:
    piece = boxes[4 * start : 4 * end]
    return Rect(min(piece[0::4]), min(piece[1::4]), max(piece[2::4]), max(piece[3::4]))


def _columns(lines: Iterable[Line]) -> list[Line]:
    """Pieces set one below the other become one vertical line."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on_below(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    found: list[Line] = []
    for group in groups:
        found.extend([_column(group)] if len(group) > 1 and _is_column(group) else group)
    return found


def _goes_on_below(above: Line, line: Line) -> bool:
    size = max(above.size, line.size)
    if not (_fits_column(above, size) and _fits_column(line, size)):
        return False
    gap = (line.rect.y0 - above.rect.y1) / size
    widest = COLUMN_BLANK if above.vertical and line.vertical else COLUMN_GAP
    return abs(above.rect.center[0] - line.rect.center[0]) < 0.3 * size and -0.3 < gap < widest


def _fits_column(line: Line, size: float) -> bool:
    """Whether the line may be a piece of a vertical one: a character, or figures in the room of one."""
    if line.vertical or len(line.text) == 1:
        return line.rect.width < 2 * size and same_size(line.size, size)
    return len(line.text) <= 4 and line.rect.width < 1.3 * size and not CJK.search(line.text)


def _is_column(group: Sequence[Line]) -> bool:
    """Whether pieces below each other are writing: figures and signs in the rows of a table are not."""
    if any(line.vertical for line in group):
        return True
    words = [line.text for line in group if WORD.match(line.text)]
    return 2 * len(words) >= len(group) and len(set(words)) > 1


def _column(group: Sequence[Line]) -> Line:
    main = max(group, key=lambda o: len(o.text) * o.size)
    text = group[0].text
    sources = group[0].sources[:]
    for above, line in pairwise(group):
        if line.rect.y0 - above.rect.y1 > COLUMN_GAP * main.size:
            text += "　"
            sources.append(-1)
        text += line.text
        sources.extend(line.sources)
    rect = bounds(line.rect for line in group)
    return replace(main, text=text, sources=sources, rect=rect, vertical=True, raised=[])


def _part_ruby(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    small = [line for line in lines if KANA.match(line.text)]
    if not small:
        return lines, []
    most = max(line.size for line in lines)
    level = sorted((o for o in lines if not o.vertical), key=lambda o: o.baseline)
    upright = sorted((o for o in lines if o.vertical), key=lambda o: o.rect.x1)
    heights = [o.baseline for o in level]
    edges = [o.rect.x1 for o in upright]
    ruby: list[Line] = []
    for line in small:
        if line.vertical:
            x = line.rect.x0
            near = upright[bisect_left(edges, x - most) : bisect_right(edges, x + most)]
        else:
            low, high = (line.baseline + rise * most for rise in (0.0, RUBY_RISE[1]))
            near = level[bisect_left(heights, low) : bisect_right(heights, high)]
        if any(_is_ruby(line, base) for base in near):
            ruby.append(line)
    taken = {id(line) for line in ruby}
    return [line for line in lines if id(line) not in taken], ruby


def _is_ruby(ruby: Line, base: Line) -> bool:
    """Whether `ruby` has half the size of `base` and stands over characters of it that are no kana."""
    if ruby.size > RUBY_SIZE * base.size:
        return False
    if base.vertical:
        beside = abs(ruby.rect.x0 - base.rect.x1) < 0.5 * base.size
        offset = (ruby.rect.center[1] - base.rect.y0) / base.rect.height
    else:
        rise = (base.baseline - ruby.baseline) / base.size
        beside = RUBY_RISE[0] < rise < RUBY_RISE[1]
        offset = (ruby.rect.center[0] - base.rect.x0) / base.rect.width
    over = round(offset * len(base.text))
    return beside and not KANA.match(base.text[max(over - 2, 0) : max(over + 2, 0)] or "ー")


def _spaced(lines: list[Line]) -> list[Line]:
    """Single characters at equal distances, alone in their row, become one line: 目　次."""
    found: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if run and _goes_on_spaced(run, line):
            run.append(line)
            continue
        found.extend(_spread(run, lines))
        run = [line]
    return found + _spread(run, lines)


def _goes_on_spaced(run: Sequence[Line], line: Line) -> bool:
    left = run[-1]
    if len(left.text) > 1 or len(line.text) > 1 or left.vertical or line.vertical:
        return False
    step = (line.rect.x0 - left.rect.x0) / line.size
    even = len(run) < 2 or abs(line.rect.x0 - 2 * left.rect.x0 + run[-2].rect.x0) < 0.2 * line.size
    return (
        1 + JOIN_GAP <= step <= WIDEST_STEP
        and even
        and same_size(left.size, line.size)
        and abs(left.baseline - line.baseline) < 0.2 * line.size
        and WORD.match(left.text + line.text) is not None
    )


def _spread(run: list[Line], lines: Sequence[Line]) -> list[Line]:
    if len(run) < 2:
        return run
    inside = {id(line) for line in run}
    y = run[0].rect.center[1]
    if any(o.rect.y0 < y < o.rect.y1 and id(o) not in inside for o in lines):
        return run
    line = run[0]
    for piece in run[1:]:
        line = _joined(line, piece, "")
    return [line]


def _join_fragments(lines: list[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        gap = _gap(before, line) if before is not None else None
        if before is not None and gap is not None:
            found[-1] = _joined(before, line, " " if _needs_space(before, line, gap) else "")
        else:
            found.append(line)
    return found


def _gap(left: Line, right: Line) -> float | None:
    """The distance in ems when `right` goes on where `left` ends, else None."""
    if left.vertical or right.vertical:
        return None
    size = max(left.size, right.size)
    gap = (right.rect.x0 - left.rect.x1) / size
    if not -JOIN_GAP < gap < JOIN_GAP or right.rect.x1 < left.rect.x1:
        return None
    if abs(left.baseline - right.baseline) < 0.2 * size and same_size(left.size, right.size):
        return gap
    mark = right.size < 0.95 * left.size and left.baseline - right.baseline >= RAISED * left.size
    if mark and MARK.match(right.text) and gap < 0.4 and right.rect.y1 > left.rect.y0:
        return gap
    return None


def _needs_space(left: Line, right: Line, gap: float) -> bool:
    if gap > 0.4 and NUMBER.match(left.text):
        return True
    return gap > 0.15 and left.text[-1].isascii() and right.text[0].isascii()


def _joined(left: Line, right: Line, between: str) -> Line:
    main = left if len(left.text) >= len(right.text) else right
    shift = len(left.text) + len(between)
    raised = left.raised + [(start + shift, end + shift) for start, end in right.raised]
    if right.size < 0.95 * left.size and left.baseline - right.baseline >= RAISED * left.size:
        raised.append((shift, shift + len(right.text)))
    return replace(
        main,
        text=left.text + between + right.text,
        sources=left.sources + array("i", [-1] * len(between)) + right.sources,
        rect=left.rect.union(right.rect),
        vertical=left.vertical or right.vertical,
        raised=_merged(raised),
    )
