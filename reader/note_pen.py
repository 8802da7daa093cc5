"""Draws annotations that are no highlights over their pages: lines, frames, text boxes, ink, sticky notes.

And the frame around the one that is chosen.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF, QTextLayout, QTextOption

from index_builder.model import Rect
from reader.geometry import PageTransform
from reader.note_shapes import HANDLES, Size, handle_place
from reader.theme import ACTIVE, LINES, MARKS, PAPERS, mark_on_dark

if TYPE_CHECKING:
    from reader.overlays import Region

FONT_SIZE = 10.0
PADDING = 3.0
BASELINE, LEADING = 0.88, 1.3
"""Of the first line below the padding, and from one line to the next, in parts of the size; as in copies of PDFs."""

UNITS = ("utf-16-le", "surrogatepass")

FINE = 10
"""Text is laid out in this part of a point, so that its lines break alike at every zoom."""

TEXT_BOX = 160.0
"""Width of a text box that nobody has drawn."""

CHOSEN, RESIZABLE, HANDLED = FRAMES = ("chosen", "resizable", "handled")
"""Shapes of the frame around what is chosen: without and with handles, and handles alone."""

AROUND = 2.0
HANDLE = 7.0
"""Device-independent pixels between a thing and its frame, and the edge of a handle."""

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
    if region.shape in FRAMES:
        _paint_frame(painter, region, transform, is_dark=is_dark)
        return
    if region.shape == "text":
        _paint_boxes(painter, region, transform, is_dark=is_dark)
        return
    color = QColor.fromRgb(LINES[region.style.value])
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
            case "note":
                paper = color.darker(300) if is_dark else color.lighter(175)
                _paint_icon(painter, _box(rect, transform), paper)
    for stroke in region.strokes:
        points = [QPointF(*transform.to_view(*point)) for point in stroke]
        painter.drawPolyline(QPolygonF(points * 2 if len(points) == 1 else points))
    painter.restore()


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


def _paint_boxes(
    painter: QPainter, region: "Region", transform: PageTransform, *, is_dark: bool
) -> None:
    """Dark letters on the pale ground of their colour, on dark paper the other way round."""
    ground, ink = QColor.fromRgb(MARKS[region.style.value]), QColor(Qt.GlobalColor.black)
    night = PAPERS["night"].tone
    if is_dark and night is not None:
        ground, ink = mark_on_dark(ground), QColor.fromRgb(night.ink)
    for rect in region.rects:
        box = _box(rect, transform)
        painter.save()
        painter.fillRect(box, ground)
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        painter.translate(box.topLeft())
        painter.scale(transform.scale / FINE, transform.scale / FINE)
        painter.setFont(_letters())
        painter.setPen(ink)
        for number, line in enumerate(_lines(region.text, box.width() / transform.scale)):
            depth = PADDING + FONT_SIZE * (BASELINE + LEADING * number)
            painter.drawText(QPointF(PADDING, depth) * FINE, line)
        painter.restore()


def default_text_box(at: tuple[float, float], page: tuple[Size, int]) -> Rect:
    """An empty text box that begins at a point; `page` is the size and the turn of the page."""
    size, turn = page
    transform = PageTransform(*size, turn, 1.0)
    x, y = transform.to_view(*at)
    x = max(0.0, min(x, transform.turned_size[0] - TEXT_BOX))
    right = min(x + TEXT_BOX, transform.turned_size[0])
    return text_box(transform.rect_to_page(Rect(x, y, right, y)), "", page)


def text_box(rect: Rect, text: str, page: tuple[Size, int]) -> Rect:
    """`rect`, longer where `text` needs it, and moved up where the page ends; `page` as above."""
    size, turn = page
    transform = PageTransform(*size, turn, 1.0)
    shown = transform.rect_to_view(rect)
    lines = max(len(_lines(text, shown.width)), 1)
    height = max(shown.height, 2 * PADDING + lines * LEADING * FONT_SIZE)
    across, down = transform.turned_size
    y0 = max(0.0, min(shown.y0, down - height))
    return transform.rect_to_page(Rect(shown.x0, y0, min(shown.x1, across), min(y0 + height, down)))


def _letters() -> QFont:
    font = QFont()
    font.setPixelSize(round(FONT_SIZE * FINE))
    return font


@lru_cache(maxsize=500)
def _lines(text: str, width: float) -> tuple[str, ...]:
    """The lines of a text box `width` points wide; kept, since every paint asks for them."""
    room = max(width - 2 * PADDING, FONT_SIZE) * FINE
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAnywhere)
    found: list[str] = []
    for paragraph in text.split("\n"):
        units = paragraph.encode(*UNITS)
        layout = QTextLayout(paragraph, _letters())
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            first = 2 * line.textStart()  # Qt counts units of UTF-16
            found.append(units[first : first + 2 * line.textLength()].decode(*UNITS))
        layout.endLayout()
    return tuple(found)


def _paint_frame(
    painter: QPainter, region: "Region", transform: PageTransform, *, is_dark: bool
) -> None:
    """A quiet line of dashes around a thing, and handles where its edges can be moved."""
    ratio = painter.device().devicePixelRatioF()
    color = ACTIVE.lighter(140) if is_dark else ACTIVE
    painter.save()
    for rect in region.rects:
        box = _box(rect, transform)
        around = AROUND * ratio
        painter.setPen(QPen(color, ratio, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if region.shape != HANDLED:
            painter.drawRect(box.adjusted(-around, -around, around, around))
        if region.shape != CHOSEN:
            painter.setPen(QPen(color, ratio))
            painter.setBrush(Qt.GlobalColor.white)
            edge = HANDLE * ratio
            for handle in HANDLES:
                x, y = transform.to_view(*handle_place(rect, handle))
                painter.drawRect(QRectF(x - edge / 2, y - edge / 2, edge, edge))
    painter.restore()


def _paint_icon(painter: QPainter, box: QRectF, paper: QColor) -> None:
    """A sheet with three lines."""
    painter.setBrush(paper)
    painter.drawRoundedRect(box, box.width() / 8, box.width() / 8)
    for share in (0.3, 0.5, 0.7):
        y = box.top() + share * box.height()
        left, right = box.left() + box.width() / 5, box.right() - box.width() / 5
        painter.drawLine(QPointF(left, y), QPointF(right, y))
