"""Ruled tables: where horizontal rules of one width hold cells side by side.

Pure. It finds tables so that their cells are neither body nor headings; it does not read them.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from index_builder.lines import Page
from index_builder.model import Part, Rect
from index_builder.passages import Draft
from index_builder.titles import is_running

SAME_EDGE = 4.0
"""Rules of one table begin and end within so many points of one another."""
HIGHEST = 12.0
"""A row with sentences in its cells is at most this many ems high."""
MANY = 3
"""So many low rows between rules are a table though none of their cells stand side by side."""
LOW = 4.0
"""A low row is at most this many ems high."""
FIRST = 0.06
"""The first column of a table takes at least this share of its width."""
WIDE = 0.7
"""Running text this share of a table's width is no cell."""


def find(drafts: Sequence[Draft], pages: Mapping[int, Page]) -> dict[int, list[Rect]]:
    """The tables of each page; the paragraphs inside them are marked as such."""
    by_page: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.panel is None and draft.part == Part.BODY:
            by_page.setdefault(draft.page, []).append(draft)
    found: dict[int, list[Rect]] = {}
    for number, here in by_page.items():
        rules = pages[number].rules if number in pages else []
        grids = [grid for kin in _alike(rules) for grid in _grids(kin, here)]
        for grid in grids:
            for draft in here:
                if grid.contains(*draft.rect.center):
                    draft.part = Part.TABLE
        if grids:
            found[number] = grids
    return found


def _alike(rules: Sequence[Rect]) -> list[list[Rect]]:
    """Rules that begin and end alike, pieces of one row joined, from top to bottom."""
    rows: list[Rect] = []
    for rule in sorted(rules, key=lambda r: (round(r.y0), r.x0)):
        last = rows[-1] if rows else None
        if last and abs(last.y0 - rule.y0) < 1.5 and rule.x0 - last.x1 < SAME_EDGE:
            rows[-1] = last.union(rule)
        else:
            rows.append(rule)
    groups: list[list[Rect]] = []
    for rule in sorted(rows, key=lambda r: r.y0):
        kin = next((g for g in groups if _same_edges(g[0], rule)), None)
        if kin is None:
            groups.append([rule])
        elif rule.y0 - kin[-1].y0 > 2:
            kin.append(rule)
    return [group for group in groups if len(group) > 2]


def _same_edges(one: Rect, other: Rect) -> bool:
    return abs(one.x0 - other.x0) < SAME_EDGE and abs(one.x1 - other.x1) < SAME_EDGE


def _grids(rules: Sequence[Rect], drafts: Sequence[Draft]) -> list[Rect]:
    """Strips between rules that hold cells, joined where they follow one another."""
    found: list[Rect] = []
    strips: list[Rect] = []
    for above, below in [*pairwise(rules), (rules[-1], rules[-1])]:
        strip = Rect(above.x0, above.y0, above.x1, below.y1)
        if above is not below and _holds_cells(strip, drafts):
            strips.append(strip)
            continue
        if len(strips) > 1:
            whole = strips[0].union(strips[-1])
            if _are_rows(strips, drafts) or _side_by_side(_inside(whole, drafts)):
                found.append(whole)
        strips = []
    return found


def _are_rows(strips: Sequence[Rect], drafts: Sequence[Draft]) -> bool:
    size = min((draft.size for draft in drafts), default=0.0)
    return len(strips) >= MANY and max(strip.height for strip in strips) < LOW * size


def _inside(strip: Rect, drafts: Sequence[Draft]) -> list[Draft]:
    return [draft for draft in drafts if strip.contains(*draft.rect.center)]


def _holds_cells(strip: Rect, drafts: Sequence[Draft]) -> bool:
    """Whether what stands between two rules may be a row of cells, or rows of them without sentences.

    Sentences are in cells when they leave a first column free, or in a row that is low.
    """
    running = [draft.rect for draft in _inside(strip, drafts) if is_running(draft)]
    low = strip.height < HIGHEST * min((d.size for d in drafts), default=0.0)
    return all(
        rect.x0 > strip.x0 + FIRST * strip.width or (low and rect.width < WIDE * strip.width)
        for rect in running
    )


def _side_by_side(drafts: Sequence[Draft]) -> bool:
    """Whether some paragraph stands beside another."""
    lines = [line.rect for draft in drafts for line in draft.lines]
    return any(
        one.x1 < other.x0 and one.y0 < other.center[1] < one.y1 for one in lines for other in lines
    )
