"""Draws annotations that are no highlights over their pages: lines, frames, text boxes, ink, sticky notes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from index_builder.model import Rect
from reader.geometry import PageTransform
from reader.theme import LINES, MARKS

if TYPE_CHECKING:
    from reader.overlays import Region

ICON = 16.0
"""Edge of a sticky note in points."""

FONT_SIZE = 10.0
PADDING = 3.0
WAVE = 2.0
"""Points from one turn of a squiggle to the next."""

UPRIGHT = 1.5
"""A line of text so many times as high as wide runs down: its line stands at its right."""

SHARES = {"underline": 1.0, "squiggly": 1.0, "strikeout": 0.5}
"""How far below the upper edge a line runs, or right of the left one."""


def paint_note(
    painter: QPainter, region: "Region", transform: PageTransform, *, is_dark: bool = False
) -> None:
    """Paints a region with a shape; the painter's origin is the page's corner, its unit a device pixel."""
    table = MARKS if region.shape == "text" else LINES
    color = QColor.fromRgb(table[region.style.value])
    if is_dark:
        color = color.lighter(140)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    round_ = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(QPen(color, max(1.0, transform.scale), *round_))
    for rect in region.rects:
        match region.shape:
            case "underline" | "squiggly" | "strikeout":
                painter.drawPolyline(_line(rect, region.shape, transform))
            case "area":
                painter.drawRect(_box(rect, transform))
            case "text":
                _paint_text(painter, _box(rect, transform), region.text, transform.scale)
            case "note":
                _paint_icon(painter, _box(rect, transform), color)
    for stroke in region.strokes:
        points = [QPointF(*transform.to_view(*point)) for point in stroke]
        painter.drawPolyline(QPolygonF(points * 2 if len(points) == 1 else points))
    painter.restore()


def icon_at(rects: Sequence[Rect]) -> tuple[Rect, ...]:
    """The rectangle of a sticky note's picture, which hangs at its point."""
    return tuple(Rect(x, y, x + ICON, y + ICON) for x, y, *_ in rects[:1])


def _line(rect: Rect, shape: str, transform: PageTransform) -> QPolygonF:
    share = SHARES[shape]
    runs_down = rect.height > UPRIGHT * rect.width
    if runs_down:
        x = rect.x0 + share * rect.width
        start, end, aside = (x, rect.y0), (x, rect.y1), (1.0, 0.0)
    else:
        y = rect.y0 + share * rect.height
        start, end, aside = (rect.x0, y), (rect.x1, y), (0.0, 1.0)
    if shape != "squiggly":
        return QPolygonF([QPointF(*transform.to_view(*point)) for point in (start, end)])
    length = rect.height if runs_down else rect.width
    turns = min(max(2, round(length / WAVE)), 2000)
    points = []
    for turn in range(turns + 1):
        part, swing = turn / turns, turn % 2 * WAVE / 2
        x = start[0] + part * (end[0] - start[0]) + swing * aside[0]
        y = start[1] + part * (end[1] - start[1]) + swing * aside[1]
        points.append(QPointF(*transform.to_view(x, y)))
    return QPolygonF(points)


def _box(rect: Rect, transform: PageTransform) -> QRectF:
    x0, y0, x1, y1 = transform.rect_to_view(rect)
    return QRectF(QPointF(x0, y0), QPointF(x1, y1))


def _paint_text(painter: QPainter, box: QRectF, text: str, scale: float) -> None:
    """Dark letters on the pale ground of the pen's colour."""
    painter.fillRect(box, painter.pen().color())
    font = QFont(painter.font())
    font.setPixelSize(max(1, round(FONT_SIZE * scale)))
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.black)
    pad = PADDING * scale
    inner = box.adjusted(pad, pad / 2, -pad, -pad / 2)
    wrap = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
    painter.drawText(inner, int(wrap), text)


def _paint_icon(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A sheet with three lines."""
    painter.setBrush(color.lighter(175))
    painter.drawRoundedRect(box, box.width() / 8, box.width() / 8)
    for share in (0.3, 0.5, 0.7):
        y = box.top() + share * box.height()
        left, right = box.left() + box.width() / 5, box.right() - box.width() / 5
        painter.drawLine(QPointF(left, y), QPointF(right, y))
