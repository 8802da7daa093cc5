"""The geometry of reading: the order of a page's blocks, and the rectangles of a stretch of text.

Pure: records in, records out. It never opens a file and never draws.
"""

import re
from array import array
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from index_builder.lines import Line, Page, Typography, same_size
from index_builder.model import Passage, Place, Rect

WIDEST_GAP = 3.0
"""Characters of one line stand at most this many character heights apart."""
GUTTER = 0.9
"""Columns stand at least this many body sizes apart."""
BIN = 2.0
"""Gutters are looked for in steps of so many points."""
LONG_LINE = 8.0
"""A line of running text that shows where a column stands has at least this many ems."""
FEW_LINES = 4
"""A column has at least this many such lines."""
PASSING = 0.4
"""Full-width lines pass a gutter; there are at most this share of the lines beside it."""
HIGHEST_ROW = 10.0
"""Two rules of a table are at most this many body sizes apart."""
FRINGE = 3.0
"""What belongs to a table or figure over all columns is at most this many body sizes from it."""
SMALL = 0.95
"""Text below this share of the body size is part of a table or figure, or a source under it."""
CAPTION = re.compile(
    r"^[■□◆●▼▲\s　]*(?:第[^、。]{1,8}[図表]|図表?|表|写真|Fig|Table)[\s　0-9０-９]"
)
OVERLAY = 3.0
"""What is over other lines is more than this many body sizes high and wide."""
SECTION_SIZE = 1.2
"""A line this much larger than running text may head both columns below it."""


@dataclass(slots=True)
class Block:
    """Lines that belong together in one column, in reading order.

    Attributes:
        column: left and right edge of the column.
        panel: the tinted or framed area the block stands in, None for the page itself.
    """

    lines: list[Line]
    column: tuple[float, float]
    panel: Rect | None = None


@dataclass(slots=True)
class _Atom:
    """What is ordered as a whole: a line, or a panel with all its lines."""

    rect: Rect
    lines: list[Line]
    panel: Rect | None = None


@dataclass(slots=True)
class _Band:
    """Rows whose gutters agree; `edges` are its columns from left to right."""

    rows: list[list[_Atom]]
    edges: list[tuple[float, float]]


def arrange(page: Page, lines: Sequence[Line], typography: Typography) -> list[Block]:
    """`lines` of `page` as blocks in reading order: bands down the page, columns within a band."""
    over = _overlays(lines, typography)
    gone = {id(line) for line in over}
    beneath = [line for line in lines if id(line) not in gone]
    atoms = _upright(page, beneath) if page.vertical else _atoms(page, beneath)
    rules = [] if page.vertical else sorted(page.rules, key=lambda r: r.y0)
    width = page.height if page.vertical else page.width
    _mark_spanning(atoms, width, typography)
    blocks: list[Block] = []
    for column, members in _page_columns(atoms, width, rules, typography):
        blocks.extend(_blocks(column, members, rules, typography))
    blocks.extend(Block([line], (line.rect.x0, line.rect.x1)) for line in over)
    return blocks


def _overlays(lines: Sequence[Line], typography: Typography) -> list[Line]:
    """Large or slanted words that lie over other lines, such as a watermark."""
    high = OVERLAY * typography.size
    large = [o for o in lines if o.rect.height > high and o.rect.width > high]
    return [o for o in large if sum(_lies_over(o.rect, other.rect) for other in lines) > 2]


def _lies_over(one: Rect, other: Rect) -> bool:
    return one.y0 < other.center[1] < one.y1 and one.x0 < other.x1 and other.x0 < one.x1


def _upright(page: Page, lines: Sequence[Line]) -> list[_Atom]:
    """Vertical lines laid level: the rightmost is then at the top, and tiers are columns."""
    return [
        _Atom(Rect(r.y0, page.width - r.x1, r.y1, page.width - r.x0), [line])
        for line in lines
        for r in [line.rect]
    ]


def _atoms(page: Page, lines: Sequence[Line]) -> list[_Atom]:
    inside: dict[int, list[Line]] = {}
    atoms: list[_Atom] = []
    for line in lines:
        x, y = line.rect.center
        home = next((i for i, p in enumerate(page.panels) if p.contains(x, y)), -1)
        if home >= 0:
            inside.setdefault(home, []).append(line)
        else:
            atoms.append(_Atom(_ink(line), [line]))
    for home, members in inside.items():
        panel = page.panels[home]
        if len(members) == 1 and panel.height < 3 * members[0].size:
            atoms.append(_Atom(_ink(members[0]), members))
        else:
            atoms.append(_Atom(panel, members, panel))
    return atoms


def _ink(line: Line) -> Rect:
    """The line's rectangle without the blank half of a bracket or stop that hangs into a gutter."""
    x0, y0, x1, y1 = line.rect
    half = 0.5 * line.size
    if x1 - x0 > 3 * line.size and not line.vertical:
        x0 += half if line.text[0] in "（「『〔［｛〈《【" else 0
        x1 -= half if line.text[-1] in "、。，．・）」』〕］｝〉》】" else 0
    return Rect(x0, y0, x1, y1)


def _mark_spanning(atoms: list[_Atom], width: float, typography: Typography) -> None:
    """Large lines with nothing beside them head all columns below: let them reach over the page."""
    right = max((a.rect.x1 for a in atoms), default=width)
    for atom in atoms:
        line = atom.lines[0]
        if atom.panel is not None or line.size < SECTION_SIZE * typography.size:
            continue
        alone = not any(
            o is not atom
            and o.rect.y0 < atom.rect.y1 - 1
            and o.rect.y1 > atom.rect.y0 + 1
            and o.lines[0].size < SECTION_SIZE * typography.size
            for o in atoms
        )
        if alone:
            atom.rect = Rect(atom.rect.x0, atom.rect.y0, max(right, atom.rect.x1), atom.rect.y1)


_Interval = tuple[float, float]
_Column = tuple[_Interval, list[_Atom]]


def _page_columns(
    atoms: list[_Atom], width: float, rules: Sequence[Rect], typography: Typography
) -> Iterator[_Column]:
    """Columns in reading order, by the gutters that most of the page's running text leaves free."""
    gap = GUTTER * typography.size
    gutters = _gutters(atoms, width, typography)
    if not gutters:
        yield from _columns(atoms, gap, rules)
        return
    across = _across(atoms, rules, gutters, typography)
    wide: list[_Atom] = []
    narrow: list[list[_Atom]] = [[] for _ in range(len(gutters) + 1)]
    for atom in sorted(atoms, key=lambda a: (a.rect.y0, a.rect.x0)):
        y = atom.rect.center[1]
        spans = _crosses(atom, gutters) or any(y0 <= y <= y1 for y0, y1 in across)
        if spans or (wide and _ends(wide[-1], atom, atoms)):
            for members in narrow:
                yield from _columns(members, gap, rules)
                members.clear()
            wide.append(atom)
        else:
            yield from _columns(wide, gap, rules)
            wide.clear()
            narrow[sum(atom.rect.center[0] > g for g in gutters)].append(atom)
    for members in [wide, *narrow]:
        yield from _columns(members, gap, rules)


def _across(
    atoms: Sequence[_Atom], rules: Sequence[Rect], gutters: Sequence[float], typography: Typography
) -> list[_Interval]:
    """Heights at which a table or figure stands over all columns: rules or lines pass a gutter there.

    Between two of these no column has running text, except inside a ruled table.
    """
    em = typography.size
    passing = [r for r in rules if any(r.x0 < g - em and r.x1 > g + em for g in gutters)]
    tables = _ruled(passing, em)
    running = [
        a.rect.center[1]
        for a in atoms
        if _is_running(a, typography) and not _crosses(a, gutters) and not _within(a, tables)
    ]
    running.sort()
    signs = [(r.y0, r.y1) for r in passing]
    signs += [(a.rect.y0, a.rect.y1) for a in atoms if _crosses(a, gutters)]
    found: list[_Interval] = []
    for y0, y1 in sorted(signs + tables):
        if found and bisect(running, y0) == bisect(running, found[-1][1]):
            found[-1] = found[-1][0], max(y1, found[-1][1])
        else:
            found.append((y0, y1))
    return [_with_fringe(span, atoms, running, typography) for span in found]


def _ruled(passing: Sequence[Rect], em: float) -> list[_Interval]:
    """The heights of tables: three rules or more of one width, a row's height apart."""
    found: list[_Interval] = []
    run: list[Rect] = []
    for rule in passing:
        if run and (
            abs(rule.x0 - run[-1].x0) > 0.5 * em
            or abs(rule.x1 - run[-1].x1) > 0.5 * em
            or rule.y0 - run[-1].y1 > HIGHEST_ROW * em
        ):
            run = []
        run.append(rule)
        if len(run) == 3:
            found.append((run[0].y0, rule.y1))
        elif len(run) > 3:
            found[-1] = found[-1][0], rule.y1
    return found


def _within(atom: _Atom, spans: Sequence[_Interval]) -> bool:
    return any(y0 <= atom.rect.center[1] <= y1 for y0, y1 in spans)


def _with_fringe(
    span: _Interval, atoms: Sequence[_Atom], running: Sequence[float], typography: Typography
) -> _Interval:
    """The span with the small print and the caption that touch it, where no column has running text."""
    top, bottom = span
    em = typography.size
    free = [a for a in atoms if bisect(running, a.rect.y0) == bisect(running, a.rect.y1)]
    for atom in sorted(free, key=lambda a: a.rect.y0):
        near = -em < atom.rect.y0 - bottom < FRINGE * em
        if near and atom.panel is None and atom.lines[0].size < SMALL * em:
            bottom = max(bottom, atom.rect.y1)
    for atom in sorted(free, key=lambda a: -a.rect.y1):
        line = atom.lines[0]
        near = -em < top - atom.rect.y1 < FRINGE * em
        title = line.size < SECTION_SIZE * em and (
            not typography.is_body(line) or CAPTION.match(line.text) is not None
        )
        if near and atom.panel is None and (title or line.size < SMALL * em):
            top = min(top, atom.rect.y0)
    return top, bottom


def _crosses(atom: _Atom, gutters: Sequence[float]) -> bool:
    half = 0.5 * atom.lines[0].size
    return any(atom.rect.x0 < g - half and atom.rect.x1 > g + half for g in gutters)


def _ends(wide: _Atom, atom: _Atom, atoms: Sequence[_Atom]) -> bool:
    """Whether `atom` is the short last line of a paragraph set over all columns."""
    size = atom.lines[0].size
    if wide.panel or atom.panel or not same_size(wide.lines[-1].size, size):
        return False
    near = 0 < atom.rect.y1 - wide.rect.y1 < 1.8 * size
    left = abs(wide.rect.x0 - atom.rect.x0) < 1.5 * size
    return (
        near and left and not any(o is not atom and _side_by_side(o.rect, atom.rect) for o in atoms)
    )


def _is_running(atom: _Atom, typography: Typography) -> bool:
    """Whether the atom is a line of running text that shows where a column stands."""
    line = atom.lines[0]
    long = atom.panel is None and atom.rect.width >= LONG_LINE * typography.size
    return long and same_size(line.size, typography.size) and not CAPTION.match(line.text)


def _gutters(atoms: Sequence[_Atom], width: float, typography: Typography) -> list[float]:
    """The x at which columns part: where few of the lines of running text pass, between many."""
    steps = [0] * (int(width / BIN) + 2)
    for atom in atoms:
        if _is_running(atom, typography):
            for x, step in ((atom.rect.x0, 1), (atom.rect.x1, -1)):
                steps[min(max(int(x / BIN), 0), len(steps) - 1)] += step
    cover = list(accumulate(steps))
    before = list(accumulate(cover, max))
    after = list(accumulate(reversed(cover), max))[::-1]
    found: list[float] = []
    start = -1
    for i, lines in enumerate(cover):
        side = min(before[i], after[i])
        if side >= FEW_LINES and lines <= PASSING * side:
            start = i if start < 0 else start
        elif start >= 0:
            if (i - start) * BIN >= 0.4 * typography.size:
                found.append((start + i) / 2 * BIN)
            start = -1
    return found


def _columns(atoms: list[_Atom], gutter: float, rules: Sequence[Rect]) -> Iterator[_Column]:
    """Columns in reading order: rows that share their gutters form a band, read column by column."""
    bands: list[_Band] = []
    for row in _rows(atoms):
        edges = _merge_intervals([(a.rect.x0, a.rect.x1) for a in row], gutter)
        if bands:
            merged = _merge_intervals([*bands[-1].edges, *edges], gutter)
            if len(merged) >= max(len(bands[-1].edges), len(edges)):
                bands[-1].rows.append(row)
                bands[-1].edges = merged
                continue
        bands.append(_Band([row], edges))
    for above, below in pairwise(bands):
        _pull_down(above, below, gutter)
    for band in bands:
        yield from _read_band(band, rules)


def _pull_down(above: _Band, below: _Band, gutter: float) -> None:
    """Rows at the end of a one-column band that fit the columns below it begin those columns."""
    while len(above.edges) == 1 < len(below.edges) and len(above.rows) > 1:
        last, row = above.rows[-2][0], above.rows[-1]
        if len(row) == 1 and _ends(last, row[0], ()):
            return
        edges = _merge_intervals([(a.rect.x0, a.rect.x1) for a in above.rows[-1]], gutter)
        merged = _merge_intervals([*below.edges, *edges], gutter)
        if len(merged) != len(below.edges):
            return
        below.rows.insert(0, above.rows.pop())
        below.edges = merged


def _rows(atoms: list[_Atom]) -> Iterator[list[_Atom]]:
    """Atoms grouped where a horizontal line can pass between them, top to bottom."""
    row: list[_Atom] = []
    bottom = 0.0
    for atom in sorted(atoms, key=lambda a: (a.rect.y0, a.rect.x0)):
        slack = 0.25 * min(atom.lines[0].size, atom.rect.height)
        if row and atom.rect.y0 >= bottom - slack:
            yield row
            row = []
            bottom = 0.0
        row.append(atom)
        bottom = max(bottom, atom.rect.y1)
    if row:
        yield row


def _merge_intervals(
    intervals: list[tuple[float, float]], gutter: float
) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for x0, x1 in sorted(intervals):
        if merged and x0 - merged[-1][1] < gutter:
            merged[-1] = merged[-1][0], max(merged[-1][1], x1)
        else:
            merged.append((x0, x1))
    return merged


def _read_band(band: _Band, rules: Sequence[Rect]) -> Iterator[_Column]:
    """Columns from left to right; where rules pass the gutters between them, row by row."""
    rows = [_in_lines(row) for row in band.rows]
    for edges, cuts in _groups(band, rules):
        cells: dict[tuple[int, int], list[_Atom]] = {}
        for atom in (atom for row in rows for atom in row):
            column = next((i for i, e in enumerate(edges) if e[0] - 1 <= atom.rect.x0 <= e[1]), -1)
            if column >= 0:
                key = bisect(cuts, atom.rect.center[1]), column
                cells.setdefault(key, []).append(atom)
        for key in sorted(cells):
            yield edges[key[1]], cells[key]


def _groups(band: _Band, rules: Sequence[Rect]) -> Iterator[tuple[list[_Interval], list[float]]]:
    """Neighbouring columns whose gutters rules pass, and the heights of these rules."""
    top = min(a.rect.center[1] for a in band.rows[0])
    bottom = max(a.rect.center[1] for a in band.rows[-1])
    first, last = (bisect(rules, y, key=lambda r: r.y0) for y in (top, bottom))
    edges: list[_Interval] = []
    cuts: set[float] = set()
    for column in band.edges:
        passing = (
            {r.y0 for r in rules[first:last] if r.x0 < edges[-1][1] and r.x1 > column[0]}
            if edges
            else set()
        )
        if edges and not passing:
            yield edges, sorted(cuts)
            edges, cuts = [], set()
        edges.append(column)
        cuts |= passing
    yield edges, sorted(cuts)


def _in_lines(row: list[_Atom]) -> list[_Atom]:
    """A row's atoms from top to bottom, those side by side from left to right."""
    found: list[list[_Atom]] = []
    for atom in sorted(row, key=lambda a: a.rect.y1):
        last = found[-1][-1] if found else None
        if last is not None and _side_by_side(last.rect, atom.rect):
            found[-1].append(atom)
        else:
            found.append([atom])
    return [atom for line in found for atom in sorted(line, key=lambda a: a.rect.x0)]


def _side_by_side(one: Rect, other: Rect) -> bool:
    overlap = min(one.y1, other.y1) - max(one.y0, other.y0)
    return overlap > 0.6 * min(one.height, other.height)


def _blocks(
    column: _Interval, atoms: list[_Atom], rules: Sequence[Rect], typography: Typography
) -> Iterator[Block]:
    run: list[Line] = []
    for atom in atoms:
        if atom.panel is None:
            run.extend(atom.lines)
            continue
        if run:
            yield Block(run, column)
            run = []
        inner = [_Atom(_ink(line), [line]) for line in atom.lines]
        for edges, members in _columns(inner, GUTTER * typography.size, rules):
            lines = [line for member in members for line in member.lines]
            yield Block(lines, edges, atom.panel)
    if run:
        yield Block(run, column)


Boxes = Mapping[int, "array[float]"] | Sequence["array[float]"]
"""The boxes of pages by page number: four floats a character, as in `PageText.boxes`."""


def around(boxes: "array[float]", start: int, end: int) -> Rect:
    """The rectangle around characters `start:end` of one page."""
    piece = boxes[4 * start : 4 * end]
    return Rect(min(piece[0::4]), min(piece[1::4]), max(piece[2::4]), max(piece[3::4]))


def places(
    boxes_by_page: Boxes,
    passage: Passage,
    start: int,
    end: int,
) -> tuple[Place, ...]:
    """Where `passage.text[start:end]` is printed: one Place a page, one rectangle a printed line.

    `boxes_by_page[page]` is that page's `PageText.boxes`. Inserted spaces have no box; a range
    of nothing else gives no place.
    """
    found: dict[int, list[Rect]] = {}
    pages = passage.pages
    turn = 0
    for offset in range(max(start, 0), min(end, len(passage.text))):
        while turn + 1 < len(pages) and pages[turn + 1][0] <= offset:
            turn += 1
        source = passage.sources[offset]
        if source < 0:
            continue
        page = pages[turn][1]
        x0, y0, x1, y1 = boxes_by_page[page][4 * source : 4 * source + 4]
        box = Rect(x0, y0, x1, y1)
        rects = found.setdefault(page, [])
        if rects and _same_line(rects[-1], box):
            rects[-1] = rects[-1].union(box)
        else:
            rects.append(box)
    return tuple(Place(page, tuple(rects)) for page, rects in found.items())


def _same_line(line: Rect, box: Rect) -> bool:
    """Whether `box` goes on where the printed line `line` ends: to the right, or down or up the sheet."""
    across = min(line.y1, box.y1) - max(line.y0, box.y0)
    if 2 * across >= min(line.height, box.height):
        reach = WIDEST_GAP * max(line.height, box.height)
        return -reach < box.x0 - line.x1 < reach and box.x1 >= line.x0
    along = min(line.x1, box.x1) - max(line.x0, box.x0)
    if 2 * along < min(line.width, box.width) or line.width > 2 * box.width:
        return False
    return min(abs(box.y0 - line.y1), abs(line.y0 - box.y1)) <= box.height
