"""The geometry of reading: the order of a page's blocks, and the rectangles of a stretch of text.

Pure: records in, records out. It never opens a file and never draws.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index_builder.cells import Grid
from index_builder.columns import (
    FEW_LINES,
    GUTTER,
    LONG_LINE,
    SECTION_SIZE,
    Atom,
    Interval,
    columns,
    page_columns,
)
from index_builder.lines import Line, Page, Typography, same_size
from index_builder.model import Passage, Place, Rect, bounds

WIDEST_GAP = 3.0
"""Characters of one line stand at most this many character heights apart."""
UPRIGHT_PITCH = 2.0
"""Vertical lines of one text stand at most this many ems apart."""
SAME_START = 6.0
"""Lines of one column begin within about so many points of one another."""
OVERLAY = 3.0
"""What is over other lines is more than this many body sizes high and wide."""


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


def arrange(page: Page, lines: Sequence[Line], typography: Typography) -> list[Block]:
    """`lines` of `page` as blocks in reading order: bands down the page, columns within a band."""
    over = _overlays(lines, typography)
    gone = {id(line) for line in over}
    beneath = [line for line in lines if id(line) not in gone]
    rules = [] if page.vertical else page.rules
    grid = Grid(rules, [] if page.vertical else page.walls, page.height)
    atoms = _upright(page, beneath) if page.vertical else _atoms(page, beneath, grid)
    width = page.height if page.vertical else page.width
    _mark_spanning(atoms, width, typography)
    blocks: list[Block] = []
    for column, members in page_columns(atoms, width, rules, typography):
        blocks.extend(_blocks(column, members, grid, typography))
    blocks.extend(Block([line], (line.rect.x0, line.rect.x1)) for line in over)
    return blocks


def _overlays(lines: Sequence[Line], typography: Typography) -> list[Line]:
    """Large or slanted words that lie over other lines, such as a watermark."""
    high = OVERLAY * typography.size
    large = [o for o in lines if o.rect.height > high and o.rect.width > high]
    return [o for o in large if sum(_lies_over(o.rect, other.rect) for other in lines) > 2]


def _lies_over(one: Rect, other: Rect) -> bool:
    return one.y0 < other.center[1] < one.y1 and one.x0 < other.x1 and other.x0 < one.x1


def _upright(page: Page, lines: Sequence[Line]) -> list[Atom]:
    """Vertical lines laid level: the rightmost is then at the top, and tiers are columns."""
    return [
        Atom(Rect(r.y0, page.width - r.x1, r.y1, page.width - r.x0), [line])
        for line in lines
        for r in [line.rect]
    ]


def _atoms(page: Page, lines: Sequence[Line], grid: Grid) -> list[Atom]:
    inside: dict[int, list[Line]] = {}
    outside: list[Line] = []
    for line in lines:
        x, y = line.rect.center
        home = next((i for i, p in enumerate(page.panels) if p.contains(x, y)), -1)
        if home >= 0:
            inside.setdefault(home, []).append(line)
        else:
            outside.append(line)
    atoms = _in_cells(outside, grid)
    for home, members in inside.items():
        panel = page.panels[home]
        if len(members) == 1 and panel.height < 3 * members[0].size:
            atoms.append(Atom(_ink(members[0]), members))
        else:
            atoms.append(Atom(panel, members, panel))
    return atoms


def _in_cells(lines: Sequence[Line], grid: Grid) -> list[Atom]:
    """The cells of tables with their lines, and the other lines by themselves."""
    cells, rest = grid.part(lines)
    return [Atom(rect, members, is_cell=True) for rect, members in cells] + _loose(rest)


def _loose(lines: Sequence[Line]) -> list[Atom]:
    """Level lines one by one, vertical lines side by side together: these read from the right."""
    atoms = [Atom(_ink(line), [line]) for line in lines if not line.vertical]
    groups: list[list[Line]] = []
    for line in sorted((o for o in lines if o.vertical), key=lambda o: -o.rect.x1):
        last = groups[-1][-1].rect if groups else line.rect
        beside = last.x0 - line.rect.x1 < UPRIGHT_PITCH * line.size
        if groups and beside and last.y0 < line.rect.y1 and line.rect.y0 < last.y1:
            groups[-1].append(line)
        else:
            groups.append([line])
    return atoms + [Atom(bounds(line.rect for line in group), group) for group in groups]


def _ink(line: Line) -> Rect:
    """The line's rectangle without the blank half of a bracket or stop that hangs into a gutter."""
    x0, y0, x1, y1 = line.rect
    half = 0.5 * line.size
    if x1 - x0 > 3 * line.size and not line.vertical:
        x0 += half if line.text[0] in "（「『〔［｛〈《【" else 0
        x1 -= half if line.text[-1] in "、。，．・）」』〕］｝〉》】" else 0
    return Rect(x0, y0, x1, y1)


def _mark_spanning(atoms: list[Atom], width: float, typography: Typography) -> None:
    """Large lines with nothing beside them head all columns below: let them reach over the page.

    A title over lines does so as a whole, and heads of two columns at one height do not.
    """
    right = max((a.rect.x1 for a in atoms), default=width)
    heads = [
        a for a in atoms if not a.is_area and a.lines[0].size >= SECTION_SIZE * typography.size
    ]
    starts = Counter(_start(a) for a in atoms if a.rect.width >= LONG_LINE * typography.size)
    edges = {start for start, count in starts.items() if count >= FEW_LINES}
    large = {id(atom) for atom in heads}
    narrow = {
        id(atom)
        for atom in heads
        for o in atoms
        if o is not atom
        and _beside(atom, o)
        and (
            id(o) not in large or (_start(atom) != _start(o) and {_start(atom), _start(o)} <= edges)
        )
    }
    narrow |= {id(atom) for atom in heads if _beside_blank(atom, atoms, edges)}
    for _ in range(3):
        narrow |= {id(a) for a in heads for o in heads if id(o) in narrow and _goes_with(a, o)}
    for atom in heads:
        if id(atom) not in narrow:
            atom.rect = Rect(atom.rect.x0, atom.rect.y0, max(right, atom.rect.x1), atom.rect.y1)


def _beside_blank(atom: Atom, atoms: Sequence[Atom], edges: set[int]) -> bool:
    """Whether the column beside has ended above a large line, and text of its own column before it."""
    right = [o.rect for o in atoms if _start(o) in edges and o.rect.x0 >= atom.rect.x1]
    if _start(atom) not in edges or not right or any(r.y1 > atom.rect.y0 for r in right):
        return False
    end = max(r.y1 for r in right)
    return any(
        end < o.rect.y0 < o.rect.y1 < atom.rect.y0 and _start(o) == _start(atom) for o in atoms
    )


def _start(atom: Atom) -> int:
    """Where a line begins, in steps as wide as lines of one column may differ."""
    return round(atom.rect.x0 / SAME_START)


def _beside(one: Atom, other: Atom) -> bool:
    return other.rect.y0 < one.rect.y1 - 1 and other.rect.y1 > one.rect.y0 + 1


def _goes_with(one: Atom, other: Atom) -> bool:
    """Whether two large lines are of one title: of one size, the one right below the other."""
    size = one.lines[0].size
    apart = max(one.rect.y0 - other.rect.y1, other.rect.y0 - one.rect.y1)
    across = one.rect.x0 < other.rect.x1 and other.rect.x0 < one.rect.x1
    return across and -size < apart < 0.8 * size and same_size(size, other.lines[0].size)


def _blocks(
    column: Interval,
    atoms: Sequence[Atom],
    grid: Grid,
    typography: Typography,
    panel: Rect | None = None,
) -> Iterator[Block]:
    """The blocks of one column; panels, cells and upright texts are apart from the lines around them."""
    run: list[Line] = []
    for atom in atoms:
        upright = atom.lines[0].vertical and len(atom.lines) > 1
        if not atom.is_area and not upright:
            run.extend(atom.lines)
            continue
        if run:
            yield Block(run, column, panel)
            run = []
        if upright and not atom.is_area:
            yield Block(atom.lines, (atom.rect.y0, atom.rect.y1), panel)
            continue
        inner = _loose(atom.lines) if atom.is_cell else _in_cells(atom.lines, grid)
        for edges, members in columns(inner, GUTTER * typography.size, grid.rules):
            yield from _blocks(edges, members, grid, typography, atom.panel or panel)
    if run:
        yield Block(run, column, panel)


class Boxes(Protocol):
    """The boxes of pages by page number: four floats a character, as in `PageText.boxes`."""

    def __getitem__(self, page: int, /) -> "array[float]": ...


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
    if len(passage.pages) == 1:  # as nearly all: lists of hits are made of these
        page = passage.pages[0][1]
        rects = _printed(boxes_by_page[page], passage.sources[max(start, 0) : end])
        return (Place(page, rects),) if rects else ()
    found: list[Place] = []
    turns = [*passage.pages[1:], (len(passage.text), -1)]
    for (first, page), (last, _) in zip(passage.pages, turns, strict=True):
        sources = passage.sources[max(start, first) : min(end, last)]
        rects = _printed(boxes_by_page[page], sources) if sources else ()
        if rects:
            found.append(Place(page, rects))
    return tuple(found)


def _printed(boxes: "array[float]", sources: "array[int]") -> tuple[Rect, ...]:
    """A rectangle for each printed line that the characters stand on."""
    rects: list[Rect] = []
    x0 = y0 = x1 = y1 = -1.0
    for source in sources:
        if source < 0:
            continue
        left, top, right, bottom = boxes[4 * source : 4 * source + 4]
        if top == y0 and bottom == y1 and left - x1 < bottom - top and x1 < right:
            x1 = right
            continue
        box = Rect(left, top, right, bottom)
        if rects:
            line = rects[-1] = Rect(x0, y0, x1, y1)
            if _same_line(line, box):
                box = line.union(box)
                del rects[-1]
        rects.append(box)
        x0, y0, x1, y1 = box
    if rects:
        rects[-1] = Rect(x0, y0, x1, y1)
    return tuple(rects)


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
