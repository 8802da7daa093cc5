"""Printed lines: the characters of a page as the lines a reader sees, and the typography of a document.

Fragments that the page draws apart are joined to one line, ruby is set aside, raised figures are
noted as possible footnote marks. Nothing here decides what a line means.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from index_builder.model import Graphic, PageText, Rect, Span

SAME_SIZE = 0.04
"""Two sizes are the same type size when they differ by no more than this share."""
RUBY_SIZE = 0.62
"""Ruby is set at half the size of its base; rounding and compressed ruby stay below this share."""
RAISED = 0.18
"""A raised figure stands at least this share of the line's size above its baseline."""
JOIN_GAP = 1.2
"""Fragments of one line stand at most this many ems apart; column gutters are two ems or more."""

CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
KANA = re.compile(r"^[\u3041-\u3096\u30a1-\u30fa\u30fb\u30fcー\s]+$")
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

    A page whose text runs up or down the sheet is turned: all but `boxes` is then in the frame in
    which its lines are level, and `original` leads back.
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
        width, height = height, width
    lines, ruby = _part_ruby(_stacks(fragments))
    rules, panels = _shapes(graphics, width, height)
    unreadable = sum(1 for c in page.text if c in "\0\ufffd" or "\ue000" <= c <= "\uf8ff")
    return Page(
        page.page,
        width,
        height,
        _join_fragments(lines),
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
        runs[_run(line, boxes) if line.vertical else Turn.NONE] += len(line.text)
    return max(runs, key=lambda turn: runs[turn], default=Turn.NONE)


def _run(line: Line, boxes: "array[float]") -> Turn:
    """Turned horizontal writing stands with its feet on the baseline, vertical writing astride it."""
    first, last = 4 * line.sources[0], 4 * line.sources[-1]
    if boxes[first + 1] > boxes[last + 1] + line.size:
        return Turn.UP
    astride = abs(line.rect.center[0] - line.baseline) < 0.15 * line.size
    long = boxes[last + 1] > boxes[first + 1] + line.size
    return Turn.DOWN if long and not astride else Turn.NONE


def _turned(rect: Rect, page: PageText, turn: Turn) -> Rect:
    """The rectangle in the frame in which the page's lines are level."""
    if turn == Turn.UP:
        return Rect(page.height - rect.y1, rect.x0, page.height - rect.y0, rect.x1)
    return Rect(rect.y0, page.width - rect.x1, rect.y1, page.width - rect.x0)


def _level(lines: Sequence[Line], page: PageText, turn: Turn) -> None:
    for line in lines:
        line.rect = _turned(line.rect, page, turn)
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


def _stacks(lines: list[Line]) -> list[Line]:
    """Single characters set one below the other become one vertical line."""
    found: list[Line] = []
    for line in lines:
        above = found[-1] if found else None
        if above is not None and _stands_below(above, line):
            found[-1] = _joined(above, line, "")
            found[-1].vertical = True
        else:
            found.append(line)
    return found


def _stands_below(above: Line, line: Line) -> bool:
    if len(line.text) != 1 or not (above.vertical or len(above.text) == 1):
        return False
    if not same_size(above.size, line.size) or above.rect.width > 2 * line.size:
        return False
    gap = line.rect.y0 - above.rect.y1
    return abs(above.rect.x0 - line.rect.x0) < 0.3 * line.size and -0.3 < gap / line.size < 0.6


def _part_ruby(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    kept: list[Line] = []
    ruby: list[Line] = []
    for line in lines:
        small = KANA.match(line.text) is not None and _has_base(line, lines)
        (ruby if small else kept).append(line)
    return kept, ruby


def _has_base(ruby: Line, lines: Iterable[Line]) -> bool:
    """Whether a line of about twice the size stands where the base of `ruby` would stand."""
    for base in lines:
        if base is ruby or ruby.size > RUBY_SIZE * base.size or base.vertical != ruby.vertical:
            continue
        if base.vertical:
            beside = abs(ruby.rect.x0 - base.rect.x1) < 0.5 * base.size
            if beside and base.rect.y0 - base.size < ruby.rect.y0 < base.rect.y1 + base.size:
                return True
        else:
            rise = base.baseline - ruby.baseline
            over = base.rect.x0 - base.size < ruby.rect.center[0] < base.rect.x1 + base.size
            if over and 0.3 * base.size < rise < 1.6 * base.size:
                return True
    return False


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
    return Line(
        left.page,
        left.text + between + right.text,
        left.sources + array("i", [-1] * len(between)) + right.sources,
        left.rect.union(right.rect),
        main.size,
        main.baseline,
        main.font,
        main.bold,
        main.color,
        left.vertical or right.vertical,
        _merged(raised),
    )


def _shapes(
    graphics: Iterable[Graphic], width: float, height: float
) -> tuple[list[Rect], list[Rect]]:
    """Thin horizontal rules, and panels: areas that a tint or a frame sets apart from the page."""
    rules: list[Rect] = []
    tinted: list[Rect] = []
    for graphic in graphics:
        rect = graphic.rect
        if rect.height <= 2 and rect.width >= 0.05 * width:
            rules.append(rect)
        elif _may_be_panel(graphic, width, height):
            tinted.append(rect)
    return rules, _outermost(_stacked(tinted), width, height)


def _may_be_panel(graphic: Graphic, width: float, height: float) -> bool:
    rect = graphic.rect
    if graphic.kind == "fill" and graphic.color >= 0xFEFEFE:
        return False
    wide = rect.width >= 0.2 * width and rect.height >= 4
    return wide and rect.width * rect.height <= 0.85 * width * height


def _stacked(rects: list[Rect]) -> list[Rect]:
    """Rectangles of the same width that touch one another vertically are one panel."""
    found: list[Rect] = []
    for rect in sorted(rects, key=lambda r: (round(r.x0 / 4), round(r.x1 / 4), r.y0)):
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.x0 - rect.x0) < 4
            and abs(last.x1 - rect.x1) < 4
            and last.y0 - 2 <= rect.y0 <= last.y1 + 2
        ):
            found[-1] = last.union(rect)
        else:
            found.append(rect)
    return found


def _outermost(rects: list[Rect], width: float, height: float) -> list[Rect]:
    by_area = sorted(rects, key=lambda r: -(r.width * r.height))
    kept: list[Rect] = []
    for rect in by_area:
        inside = any(
            k.x0 - 3 <= rect.x0
            and rect.x1 <= k.x1 + 3
            and k.y0 - 3 <= rect.y0
            and rect.y1 <= k.y1 + 3
            for k in kept
        )
        bleeds = rect.x0 <= 1 or rect.x1 >= width - 1
        if not inside and not bleeds and rect.height >= 0.02 * height:
            kept.append(rect)
    return kept
