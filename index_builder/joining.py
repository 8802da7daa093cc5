"""Printed lines: what a page draws in pieces, as the lines a reader sees.

Pieces of one line are joined, level or upright, and ruby is set aside. Nothing here decides what a
line means.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from index_builder.cells import Grid
from index_builder.fragments import RAISED, fragments, level, merged, turn_of, turned
from index_builder.lines import CJK, MARK, Line, Page, Turn, same_size, sliced
from index_builder.model import Graphic, PageText, Rect, bounds
from index_builder.panels import shapes
from index_builder.sheets import Sheet

RUBY_SIZE = 0.62
"""Ruby is set at half the size of its base; rounding and compressed ruby stay below this share."""
RUBY_RISE = (0.3, 1.6)
"""The baseline of ruby stands this many ems of its base above the base's own."""
JOIN_GAP = 1.2
"""Fragments of one line stand at most this many ems apart; column gutters are two ems or more."""
STOPS = "。、．，"
"""What may follow a mark in a piece drawn apart from its line."""
TOUCH = 0.5
"""Pieces closer than this many ems touch."""
WHOLE = 16
"""Pieces of more characters than this, in the mean, are whole lines."""
SCATTERED = 0.2
"""A page draws in no order when more than this share of its pieces do not follow what they touch."""
LABEL_GAP = 4.0
"""The label of an item stands at most this many ems before the item."""
JUSTIFIED_GAP = 2.0
"""In a narrow justified column words of Latin letters stand at most this many ems apart."""
LEADER_GAP = 30.0
"""A row of dots leads the eye over at most this many ems."""
WIDEST_STEP = 5.0
"""Single characters spread over a line, as in 目　次, stand at most this many ems apart."""
COLUMN_GAP = 0.6
"""Pieces of one vertical line stand at most this many ems apart."""
WALL_GAP = 0.2
"""The words of two cells stand at least this many ems apart, …"""
WALL_SLACK = 0.05
"""… and touch the wall between them by at most so many."""
COLUMN_BLANK = 1.7
"""Pieces set for upright writing may have a full-width blank between them."""

KANA = re.compile(
    r"^(?=.*[\u3041-\u3096\u30a1-\u30fa])[\u3041-\u3096\u30a1-\u30fa\u30fb\u30fcー\s]+$"
)
WORD = re.compile(r"[\u3041-\u30fa\u3400-\u9fff\uf900-\ufaff]")
NUMBER = re.compile(r"^[0-9０-９Ⅰ-Ⅻ.．-]+$")
UNREADABLE = re.compile("[\0\ufffd\ue000-\uf8ff]")
LATIN_END = re.compile(r"[A-Za-z][,;]?$")
LATIN_START = re.compile(r"[A-Za-z]")
LEADER = re.compile(r"(?:[….．・‥･·⋯]\s?){3,}$|…{2,}$")
BULLET = r"[•∙⋅・※\u2460-\u24ff\u25a0-\u27bf\u2b00-\u2bff\u3251-\u325f\ue000-\uf8ff]"
LABEL = re.compile(
    r"^[(（]?(?:[0-9０-９]{1,3}|[a-zａ-ｚA-ZＡ-Ｚ]|[ivx]{1,5}|[IVX]{1,5}|[ⅰ-ⅻⅠ-Ⅻ]|[ア-ン])[.．:：)）]$"
    rf"|^{BULLET}$"
)


def read_page(page: PageText) -> Page:
    """The printed lines of `page`, ruby apart."""
    pieces = fragments(page)
    turn = turn_of(pieces, page.boxes)
    width, height = page.width, page.height
    graphics: Sequence[Graphic] = page.graphics
    if turn != Turn.NONE:
        level(pieces, page, turn)
        graphics = [Graphic(g.kind, turned(g.rect, page, turn), g.color) for g in graphics]
        if turn != Turn.OVER:
            width, height = height, width
    lines, ruby = _part_ruby(_columns(pieces))
    drawn = shapes(graphics, width, height)
    joined = _join_fragments(_spaced(_join_touching(lines)))
    if turn == Turn.NONE:
        joined = _parted(joined, drawn.walls, page.boxes)
    return Page(
        page.page,
        width,
        height,
        Sheet(_rows_of_cells(joined, Grid(drawn.rules, drawn.walls, height))),
        ruby,
        drawn.rules,
        drawn.panels,
        Sheet(page.boxes),
        len(page.text.strip()),
        len(UNREADABLE.findall(page.text)),
        turn,
        drawn.walls,
    )


def _columns(lines: list[Line]) -> list[Line]:
    """Pieces set one below the other become one vertical line."""
    groups = _in_sequence(lines)
    upright = [g for g in groups if g[0].vertical or (len(g) > 1 and _is_column(g))]
    if 2 * _length(upright) > _length(groups):
        groups = _along_axes(lines)
        upright = [g for g in groups if len(g) > 1 or len(g[0].text) == 1]
    together = {id(group[0]) for group in upright}
    found: list[Line] = []
    for group in groups:
        found.extend([_column(group)] if id(group[0]) in together else group)
    return found


def _length(groups: Iterable[Sequence[Line]]) -> int:
    return sum(len(line.text) for group in groups for line in group)


def _in_sequence(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces that the page draws one after the other and below each other."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and _fits_column(line) and _goes_on_below(last, line, COLUMN_GAP):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _along_axes(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces below each other wherever the page draws them: figures in the room of a character come late."""
    turn = {id(line): number for number, line in enumerate(lines)}
    pieces = sorted(filter(_fits_column, lines), key=lambda o: o.rect.center[0])
    groups = [[line] for line in lines if not _fits_column(line)]
    for axis in _runs(pieces, _share_axis):
        axis.sort(key=lambda o: o.rect.y0)
        groups.extend(_runs(axis, lambda above, line: _goes_on_below(above, line, COLUMN_BLANK)))
    return sorted(groups, key=lambda group: min(turn[id(line)] for line in group))


def _runs(lines: Iterable[Line], goes_on: Callable[[Line, Line], bool]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    for line in lines:
        if runs and goes_on(runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _share_axis(one: Line, other: Line) -> bool:
    return abs(one.rect.center[0] - other.rect.center[0]) < 0.3 * max(one.size, other.size)


def _goes_on_below(above: Line, line: Line, widest: float) -> bool:
    gap = (line.rect.y0 - above.rect.y1) / max(above.size, line.size)
    return -0.3 < gap < widest and _share_axis(above, line) and _fits_column(above)


def _fits_column(line: Line) -> bool:
    """Whether the line may be a piece of a vertical one: a character, or figures in the room of one."""
    if line.vertical or len(line.text) == 1:
        return line.rect.width < 2 * line.size
    return len(line.text) <= 4 and line.rect.width < 2.2 * line.size and not CJK.search(line.text)


def _is_column(group: Sequence[Line]) -> bool:
    """Whether pieces below each other are writing: figures and signs in the rows of a table are not."""
    if any(line.vertical for line in group):
        return True
    words = [line.text for line in group if WORD.match(line.text)]
    return 2 * len(words) >= len(group) and len(set(words)) > 1


def _column(group: Sequence[Line]) -> Line:
    main = max(group, key=lambda o: len(o.text) * o.size)
    text = group[0].text
    sources = group[0].sources
    for above, line in pairwise(group):
        if line.rect.y0 - above.rect.y1 > COLUMN_GAP * main.size:
            text += "　"
            sources.append(-1)
        text += line.text
        sources.extend(line.sources)
    rect = bounds(line.rect for line in group)
    return replace(main, text=text, indices=sources.tobytes(), rect=rect, vertical=True, raised=())


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
        offset = (ruby.rect.center[1] - base.rect.y0) / max(base.rect.height, base.size)
    else:
        rise = (base.baseline - ruby.baseline) / base.size
        beside = RUBY_RISE[0] < rise < RUBY_RISE[1]
        offset = (ruby.rect.center[0] - base.rect.x0) / max(base.rect.width, base.size)
    over = round(offset * len(base.text))
    return beside and not KANA.match(base.text[max(over - 2, 0) : max(over + 2, 0)] or "あ")


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
    if len(left.text) > 1 or len(line.text) > 1 or not _is_level(line, left):
        return False
    step = (line.rect.x0 - left.rect.x0) / line.size
    even = len(run) < 2 or abs(line.rect.x0 - 2 * left.rect.x0 + run[-2].rect.x0) < 0.2 * line.size
    return (
        1 + JOIN_GAP <= step <= WIDEST_STEP
        and even
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


def _parted(lines: list[Line], walls: Sequence[Rect], boxes: "array[float]") -> list[Line]:
    """Lines cut at the walls that stand in a gap of theirs: cells side by side are no one line."""
    found: list[Line] = []
    for line in lines:
        x0, _, x1, _ = line.rect
        y = line.rect.center[1]
        inner = [w for w in walls if x0 < w.x0 and w.x1 < x1 and w.y0 <= y <= w.y1]
        start = 0
        for wall in sorted(inner) if not line.vertical else ():
            end = _gap_at(wall, line, start, boxes)
            if end:
                found.append(_part(line, start, end, boxes))
                start = end
        found.append(_part(line, start, len(line.text), boxes) if start else line)
    return found


def _rows_of_cells(lines: list[Line], grid: Grid) -> list[Line]:
    """Pieces of one row of a table's cell made one line: in a narrow justified cell words stand far apart."""
    cells, _ = grid.part(lines)
    whole: dict[int, Line] = {}
    gone: set[int] = set()
    for _, members in cells:
        members.sort(key=lambda o: (o.baseline, o.rect.x0))
        for row in _runs(members, _is_level):
            row.sort(key=lambda o: o.rect.x0)
            line = row[0]
            for piece in row[1:]:
                western = line.text[-1].isascii() and piece.text[0].isascii()
                line = _joined(line, piece, " " if western else "")
            whole[id(row[0])] = line
            gone.update(id(piece) for piece in row[1:])
    return [whole.get(id(line), line) for line in lines if id(line) not in gone]


def _is_level(one: Line, other: Line) -> bool:
    if one.vertical or other.vertical or not same_size(one.size, other.size):
        return False
    return abs(one.baseline - other.baseline) < 0.2 * one.size


def _gap_at(wall: Rect, line: Line, start: int, boxes: "array[float]") -> int:
    """The index of the first character behind a wall that stands free between two, 0 for none."""
    left = 0.0
    sources = line.sources
    for index in range(start, len(line.text)):
        source = sources[index]
        if source < 0:
            continue
        if boxes[4 * source] >= wall.x1 - WALL_SLACK * line.size:
            apart = boxes[4 * source] - left > WALL_GAP * line.size
            free = left <= wall.x0 + WALL_SLACK * line.size
            return index if index > start and apart and free else 0
        left = max(left, boxes[4 * source + 2])
    return 0


def _part(line: Line, start: int, end: int, boxes: "array[float]") -> Line:
    """Characters `start:end` of a line as a line, around the boxes of its characters."""

    def around(first: int, last: int) -> Rect:
        sources = line.sources[first:last]
        return bounds(
            Rect(*boxes[4 * source : 4 * source + 4]) for source in sources if source >= 0
        )

    return sliced(line, start, end, around)


def _join_touching(lines: list[Line]) -> list[Line]:
    """Pieces that touch end to end are one, on a page that draws its pieces in no order."""
    if sum(len(line.text) for line in lines) > WHOLE * len(lines):
        return lines
    rows = _runs(
        sorted((o for o in lines if not o.vertical), key=lambda o: o.rect.center[1]),
        lambda above, line: line.rect.center[1] - above.rect.center[1] < 0.3 * line.size,
    )
    turn = {id(line): number for number, line in enumerate(lines)}
    runs: list[list[Line]] = []
    for row in rows:
        row.sort(key=lambda o: o.rect.x0)
        runs.extend(run for run in _runs(row, _touches) if len(run) > 1)
    pairs = [pair for run in runs for pair in pairwise(run)]
    scattered = sum(turn[id(right)] - turn[id(left)] != 1 for left, right in pairs)
    if scattered <= SCATTERED * len(lines):
        return lines
    whole = {id(run[0]): _chained(run) for run in runs}
    gone = {id(line) for run in runs for line in run[1:]}
    return [whole.get(id(line), line) for line in lines if id(line) not in gone]


def _touches(left: Line, right: Line) -> bool:
    gap = _gap(left, right)
    return gap is not None and -TOUCH < gap < TOUCH


def _chained(run: Sequence[Line]) -> Line:
    line = run[0]
    for right in run[1:]:
        gap = _gap(line, right) or 0.0
        line = _joined(line, right, " " if _needs_space(line, right, gap) else "")
    return line


def _gap(left: Line, right: Line) -> float | None:
    """The distance in ems when `right` goes on where `left` ends, else None."""
    if left.vertical or right.vertical:
        return None
    size = max(left.size, right.size)
    gap = (right.rect.x0 - left.rect.x1) / size
    if gap <= -JOIN_GAP or right.rect.x1 < left.rect.x1:
        return None
    if gap >= JOIN_GAP and gap >= _reach(left, right):
        return None
    if abs(left.baseline - right.baseline) < 0.2 * size and same_size(left.size, right.size):
        return gap
    mark = right.size < 0.95 * left.size and left.baseline - right.baseline >= RAISED * left.size
    if mark and MARK.match(right.text.rstrip(STOPS)) and gap < 0.4 and right.rect.y1 > left.rect.y0:
        return gap
    return None


def _reach(left: Line, right: Line) -> float:
    """How far apart, in ems, a label and its item, the ends of a leader or spread words may stand."""
    if LEADER.search(left.text) or LEADER.match(right.text):
        return LEADER_GAP
    if LATIN_END.search(left.text) and LATIN_START.match(right.text):
        return JUSTIFIED_GAP
    item = LABEL.match(left.text) and len(right.text) > 1 and not LABEL.match(right.text)
    return LABEL_GAP if item else JOIN_GAP


def _needs_space(left: Line, right: Line, gap: float) -> bool:
    if gap > 0.4 and (NUMBER.match(left.text) or LABEL.match(left.text)):
        return True
    return gap > 0.15 and left.text[-1].isascii() and right.text[0].isascii()


def _joined(left: Line, right: Line, between: str) -> Line:
    main = left if len(left.text) >= len(right.text) else right
    shift = len(left.text) + len(between)
    raised = [*left.raised, *((start + shift, end + shift) for start, end in right.raised)]
    if right.size < 0.95 * left.size and left.baseline - right.baseline >= RAISED * left.size:
        raised.append((shift, shift + len(right.text.rstrip(STOPS))))
    return replace(
        main,
        text=left.text + between + right.text,
        indices=left.indices + array("i", [-1] * len(between)).tobytes() + right.indices,
        rect=left.rect.union(right.rect),
        vertical=left.vertical or right.vertical,
        raised=merged(raised),
    )
