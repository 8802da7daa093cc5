"""What drawn shapes tell about a page: rules and walls that part, panels that hold together."""

from collections.abc import Iterable
from typing import NamedTuple

from index_builder.model import Graphic, Rect

THICKEST = 2.0
"""Rules and walls are at most this thick, in points."""
LEAST_HEIGHT = 6.0
"""Walls are at least this high, in points."""
LEAST_WIDTH = 0.05
"""Rules have at least this share of the page's width."""
RULE_GAP = 0.012
"""Rules over neighbouring cells are at most this share of the page's width apart."""


class Shapes(NamedTuple):
    """Thin rules from top to bottom, thin upright walls, and panels: areas set apart by tint or frame."""

    rules: list[Rect]
    walls: list[Rect]
    panels: list[Rect]


def shapes(graphics: Iterable[Graphic], width: float, height: float) -> Shapes:
    """What the graphics of a page of this size are to its text."""
    thin: list[Rect] = []
    walls: list[Rect] = []
    tinted: list[Rect] = []
    for graphic in graphics:
        if graphic.rect.height <= THICKEST:
            thin.append(graphic.rect)
        elif graphic.rect.width <= THICKEST:
            walls += [graphic.rect] if graphic.rect.height >= LEAST_HEIGHT else []
        elif _may_be_panel(graphic, width, height):
            tinted.append(graphic.rect)
    rules = [r for r in _level(thin, RULE_GAP * width) if r.width >= LEAST_WIDTH * width]
    rules.sort(key=lambda r: r.y0)
    return Shapes(rules, _standing(walls), _outermost(_stacked(tinted), width, height))


def _level(rules: list[Rect], gap: float) -> list[Rect]:
    """Rules of one height that follow each other are one: tables draw them cell by cell."""
    rows: list[list[Rect]] = []
    for rule in sorted(rules, key=lambda r: r.y0):
        if rows and rule.y0 - rows[-1][0].y0 < 1:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    found: list[Rect] = []
    for row in rows:
        row.sort()
        found.append(row[0])
        for rule in row[1:]:
            if rule.x0 - found[-1].x1 <= gap:
                found[-1] = found[-1].union(rule)
            else:
                found.append(rule)
    return found


def _standing(walls: list[Rect]) -> list[Rect]:
    """Walls that stand on one another are one: tables draw them row by row."""
    found: list[Rect] = []
    for wall in sorted(walls, key=lambda r: (round(r.x0), r.y0)):
        last = found[-1] if found else None
        if last and abs(wall.x0 - last.x0) < 1 and wall.y0 - last.y1 <= THICKEST:
            found[-1] = last.union(wall)
        else:
            found.append(wall)
    return found


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
