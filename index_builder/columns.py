"""The columns of a page in reading order: gutters, bands of rows, and what stands over all columns.

Works on rectangles: vertical writing comes laid level.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from index_builder.lines import Line, Typography, same_size
from index_builder.model import Rect

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
SECTION_SIZE = 1.2
"""A line this much larger than running text may head both columns below it."""

Interval = tuple[float, float]


@dataclass(slots=True)
class Atom:
    """What is ordered as a whole: a line, or a panel or a table's cell with all its lines."""

    rect: Rect
    lines: list[Line]
    panel: Rect | None = None
    is_cell: bool = False

    @property
    def is_area(self) -> bool:
        return self.panel is not None or self.is_cell


Column = tuple[Interval, list[Atom]]


@dataclass(slots=True)
class _Band:
    """Rows whose gutters agree; `edges` are its columns from left to right."""

    rows: list[list[Atom]]
    edges: list[tuple[float, float]]


def page_columns(
    atoms: list[Atom], width: float, rules: Sequence[Rect], typography: Typography
) -> Iterator[Column]:
    """Columns in reading order, by the gutters that most of the page's running text leaves free."""
    gutters = _gutters(atoms, width, typography)
    yield from _between(gutters, atoms, rules, typography)


def _between(
    gutters: Sequence[float], atoms: list[Atom], rules: Sequence[Rect], typography: Typography
) -> Iterator[Column]:
    """Left of a gutter, then right of it; what passes it parts the text above from that below."""
    gap = GUTTER * typography.size
    if not gutters or not atoms:
        yield from columns(atoms, gap, rules)
        return
    passing = {gutter: _passing(gutter, atoms, rules, typography) for gutter in gutters}
    gutter = min(gutters, key=lambda g: len(passing[g]))
    before = [g for g in gutters if g < gutter]
    after = [g for g in gutters if g > gutter]
    for wide, members in _stretches(atoms, passing[gutter]):
        if wide:
            yield from columns(members, gap, rules)
            continue
        left = [a for a in members if a.rect.center[0] <= gutter]
        right = [a for a in members if a.rect.center[0] > gutter]
        yield from _between(before, left, rules, typography)
        yield from _between(after, right, rules, typography)


def _stretches(atoms: list[Atom], passing: set[int]) -> Iterator[tuple[bool, list[Atom]]]:
    """Atoms down the page in runs: those that pass a gutter, and those that do not."""
    run: list[Atom] = []
    wide = False
    for atom in sorted(atoms, key=lambda a: (a.rect.y0, a.rect.x0)):
        passes = id(atom) in passing or (wide and bool(run) and _ends(run[-1], atom, atoms))
        if passes != wide:
            yield wide, run
            run, wide = [], passes
        run.append(atom)
    yield wide, run


def _passing(
    gutter: float, atoms: Sequence[Atom], rules: Sequence[Rect], typography: Typography
) -> set[int]:
    """The atoms, by identity, that stand over both columns beside a gutter."""
    across = _across(atoms, rules, gutter, typography)
    return {id(a) for a in atoms if _crosses(a, gutter) or _within(a, across)}


def _across(
    atoms: Sequence[Atom], rules: Sequence[Rect], gutter: float, typography: Typography
) -> list[Interval]:
    """Heights at which a table or figure stands over a gutter: rules or lines pass it there.

    Between two of these no column beside it has running text, except inside a ruled table.
    """
    em = typography.size
    passing = [r for r in rules if r.x0 < gutter - em and r.x1 > gutter + em]
    tables = _ruled(passing, em)
    running = [
        a.rect.center[1]
        for a in atoms
        if _is_running(a, typography) and not _crosses(a, gutter) and not _within(a, tables)
    ]
    running.sort()
    signs = [(r.y0, r.y1) for r in passing]
    signs += [
        (a.rect.y0, a.rect.y1)
        for a in atoms
        if _crosses(a, gutter) and (a.is_area or _is_apart(a.lines[0], typography))
    ]
    found: list[Interval] = []
    for y0, y1 in sorted(signs + tables):
        if found and bisect(running, y0) == bisect(running, found[-1][1]):
            found[-1] = found[-1][0], max(y1, found[-1][1])
        else:
            found.append((y0, y1))
    return [_with_fringe(span, atoms, running, typography) for span in found]


def _ruled(passing: Sequence[Rect], em: float) -> list[Interval]:
    """The heights of tables: three rules or more of one width, a row's height apart."""
    found: list[Interval] = []
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


def _within(atom: Atom, spans: Sequence[Interval]) -> bool:
    return any(y0 <= atom.rect.center[1] <= y1 for y0, y1 in spans)


def _with_fringe(
    span: Interval, atoms: Sequence[Atom], running: Sequence[float], typography: Typography
) -> Interval:
    """The span with the small print and the caption that touch it, where no column has running text."""
    top, bottom = span
    em = typography.size
    free = [a for a in atoms if bisect(running, a.rect.y0) == bisect(running, a.rect.y1)]
    for atom in sorted(free, key=lambda a: a.rect.y0):
        near = -em < atom.rect.y0 - bottom < FRINGE * em
        if near and not atom.is_area and atom.lines[0].size < SMALL * em:
            bottom = max(bottom, atom.rect.y1)
    for atom in sorted(free, key=lambda a: -a.rect.y1):
        line = atom.lines[0]
        near = -em < top - atom.rect.y1 < FRINGE * em
        if near and not atom.is_area and _is_apart(line, typography):
            top = min(top, atom.rect.y0)
    return top, bottom


def _is_apart(line: Line, typography: Typography) -> bool:
    """Whether the line is a caption or small print rather than running text or a section's heading."""
    if line.size >= SECTION_SIZE * typography.size:
        return False
    return not typography.is_body(line) or CAPTION.match(line.text) is not None


def _crosses(atom: Atom, gutter: float) -> bool:
    half = 0.5 * atom.lines[0].size
    return atom.rect.x0 < gutter - half and atom.rect.x1 > gutter + half


def _ends(wide: Atom, atom: Atom, atoms: Sequence[Atom]) -> bool:
    """Whether `atom` is the short last line of a paragraph set over all columns."""
    size = atom.lines[0].size
    if wide.is_area or atom.is_area or not same_size(wide.lines[-1].size, size):
        return False
    near = 0 < atom.rect.y1 - wide.rect.y1 < 1.8 * size
    left = abs(wide.rect.x0 - atom.rect.x0) < 1.5 * size
    return (
        near and left and not any(o is not atom and _side_by_side(o.rect, atom.rect) for o in atoms)
    )


def _is_running(atom: Atom, typography: Typography) -> bool:
    """Whether the atom is a line of running text that shows where a column stands."""
    line = atom.lines[0]
    long = not atom.is_area and atom.rect.width >= LONG_LINE * typography.size
    return long and same_size(line.size, typography.size) and not CAPTION.match(line.text)


def _gutters(atoms: Sequence[Atom], width: float, typography: Typography) -> list[float]:
    """The x at which columns part: where few of the lines of running text pass, between many."""
    running = [atom.rect for atom in atoms if _is_running(atom, typography)]
    if len(running) < 2 * FEW_LINES:
        return []
    steps = [0] * (int(width / BIN) + 2)
    for rect in running:
        for x, step in ((rect.x0, 1), (rect.x1, -1)):
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


def columns(atoms: list[Atom], gutter: float, rules: Sequence[Rect]) -> Iterator[Column]:
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


def _rows(atoms: list[Atom]) -> Iterator[list[Atom]]:
    """Atoms grouped where a horizontal line can pass between them, top to bottom."""
    row: list[Atom] = []
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


def _read_band(band: _Band, rules: Sequence[Rect]) -> Iterator[Column]:
    """Columns from left to right; where rules pass the gutters between them, row by row."""
    rows = [_in_lines(row) for row in band.rows]
    for edges, cuts in _groups(band, rules):
        cells: dict[tuple[int, int], list[Atom]] = {}
        for atom in (atom for row in rows for atom in row):
            column = next((i for i, e in enumerate(edges) if e[0] - 1 <= atom.rect.x0 <= e[1]), -1)
            if column >= 0:
                key = bisect(cuts, atom.rect.center[1]), column
                cells.setdefault(key, []).append(atom)
        for key in sorted(cells):
            yield edges[key[1]], cells[key]


def _groups(band: _Band, rules: Sequence[Rect]) -> Iterator[tuple[list[Interval], list[float]]]:
    """Neighbouring columns whose gutters rules pass, and the heights of these rules."""
    top = min(a.rect.center[1] for a in band.rows[0])
    bottom = max(a.rect.center[1] for a in band.rows[-1])
    first, last = (bisect(rules, y, key=lambda r: r.y0) for y in (top, bottom))
    edges: list[Interval] = []
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


def _in_lines(row: list[Atom]) -> list[Atom]:
    """A row's atoms from top to bottom, those side by side from left to right."""
    found: list[list[Atom]] = []
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
