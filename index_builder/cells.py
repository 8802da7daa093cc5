"""The cells of ruled tables: which lines stand between the same rules and the same walls.

Pure. A wall reaches from the rule above a cell to that below it, within both. A table drawn with
rules alone has no cells here; columns.py reads it row by row.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from index_builder.lines import Line
from index_builder.model import Rect

TALLEST = 0.5
"""A cell is at most this share of the page's height: a wall between columns of text makes none."""
SLACK = 2.0
"""Rules, walls and text meet within so many points."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules and walls of a level page of `height` points, `rules` from top to bottom."""

    rules: Sequence[Rect]
    walls: Sequence[Rect]
    height: float

    def part(self, lines: Sequence[Line]) -> tuple[list[tuple[Rect, list[Line]]], list[Line]]:
        """The cells with their lines, and the lines that stand in none; one cell alone is no table."""
        if not self.walls:
            return [], list(lines)
        cells: dict[Rect, list[Line]] = {}
        rest: list[Line] = []
        for line in lines:
            cell = self._cell(line)
            (rest if cell is None else cells.setdefault(cell, [])).append(line)
        if len(cells) < 2:
            return [], list(lines)
        return list(cells.items()), rest

    def _cell(self, line: Line) -> Rect | None:
        x, y = line.rect.center
        turn = bisect(self.rules, y, key=lambda r: r.y0)
        above = next((r for r in reversed(self.rules[:turn]) if _is_over(r, x)), None)
        below = next((r for r in self.rules[turn:] if _is_over(r, x)), None)
        if above is None or below is None or below.y0 - above.y1 > TALLEST * self.height:
            return None
        high, low = above.y1 + SLACK, below.y0 - SLACK
        first, last = max(above.x0, below.x0) - SLACK, min(above.x1, below.x1) + SLACK
        beside = [
            w for w in self.walls if w.y0 <= high and w.y1 >= low and first <= w.x0 and w.x1 <= last
        ]
        lefts = [w.x1 for w in beside if w.x1 <= x]
        rights = [w.x0 for w in beside if w.x0 >= x]
        if not lefts and not rights:
            return None
        left = max(lefts, default=first + SLACK)
        right = min(rights, default=last - SLACK)
        if line.rect.x0 < left - SLACK or line.rect.x1 > right + SLACK:
            return None
        return Rect(left, above.y1, right, below.y0)


def _is_over(rule: Rect, x: float) -> bool:
    return rule.x0 - SLACK <= x <= rule.x1 + SLACK
