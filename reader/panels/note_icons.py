"""Small signs of the kinds of notes in their colours, for lists and menus."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QApplication

from reader import theme
from reader.note_list import BOOKMARK, colour_of, kind_of
from reader.records import COLOURS, Note

EDGE = 14
"""Of a sign, in device-independent pixels."""


def is_dark() -> bool:
    """Whether the window is."""
    return QApplication.palette().color(QPalette.ColorRole.Base).lightness() < 128


def line_color(colour: str) -> QColor:
    """The colour of a note as it is seen on the ground of a list."""
    color = QColor.fromRgb(theme.LINES[colour if colour in theme.LINES else COLOURS[0]])
    return color.lighter(140) if is_dark() else color


def kind_icon(kind: str, colour: str = "") -> QIcon:
    """The sign of a kind, in the colour of words without `colour`."""
    return _drawn(lambda painter: _paint_kind(painter, QRectF(0, 0, EDGE, EDGE), kind, colour))


def paint_icon(painter: QPainter, left: float, top: float, record: Note) -> None:
    """The sign of a note, `EDGE` wide and high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_kind(painter, QRectF(left, top, EDGE, EDGE), kind_of(record), colour_of(record))
    painter.restore()


def _drawn(paint: Callable[[QPainter], None]) -> QIcon:
    ratio = 2.0
    picture = QPixmap(QSize(round(EDGE * ratio), round(EDGE * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return QIcon(picture)


def _paint_square(painter: QPainter, box: QRectF, colour: str) -> None:
    painter.setPen(QPen(line_color(colour), 1))
    painter.setBrush(QColor.fromRgb(theme.MARKS[colour if colour in theme.MARKS else COLOURS[0]]))
    painter.drawRoundedRect(box, 2.5, 2.5)


def _paint_kind(painter: QPainter, box: QRectF, kind: str, colour: str) -> None:
    ink = line_color(colour) if colour else QApplication.palette().color(QPalette.ColorRole.Text)
    if kind == BOOKMARK:
        _paint_ribbon(painter, box)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    left, top, right, bottom = box.left() + 1, box.top() + 1, box.right() - 1, box.bottom() - 1
    middle = box.center().y()
    match kind:
        case "underline" | "strikeout":
            _paint_letter(painter, box)
            y = bottom if kind == "underline" else middle
            painter.drawLine(QPointF(left, y), QPointF(right, y))
        case "squiggly":
            _paint_letter(painter, box)
            step = (right - left) / 6
            wave = [QPointF(left + n * step, bottom - n % 2 * 2.5) for n in range(7)]
            painter.drawPolyline(QPolygonF(wave))
        case "note":
            painter.drawRoundedRect(QRectF(left, top, right - left, bottom - top), 2, 2)
            for share in (0.36, 0.64):
                y = top + share * (bottom - top)
                painter.drawLine(QPointF(left + 3, y), QPointF(right - 3, y))
        case "area":
            painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(left, top + 1, right - left, bottom - top - 2))
        case "text":
            painter.drawLine(QPointF(left + 1, top + 1), QPointF(right - 1, top + 1))
            painter.drawLine(QPointF(box.center().x(), top + 1), QPointF(box.center().x(), bottom))
        case "ink":
            swing = [(0.0, 0.8), (0.25, 0.1), (0.4, 0.8), (0.65, 0.2), (0.75, 0.9), (1.0, 0.6)]
            width, height = right - left, bottom - top
            points = [QPointF(left + x * width, top + y * height) for x, y in swing]
            painter.drawPolyline(QPolygonF(points))
        case _:
            _paint_square(painter, box.adjusted(1, 1, -1, -1), colour or COLOURS[0])


def _paint_letter(painter: QPainter, box: QRectF) -> None:
    """An A, in the colour of the pen, above the lowest part of `box`."""
    foot, top, middle = box.bottom() - 4, box.top() + 1, box.center().x()
    painter.drawPolyline(
        QPolygonF([QPointF(middle - 4, foot), QPointF(middle, top), QPointF(middle + 4, foot)])
    )
    painter.drawLine(QPointF(middle - 2.5, foot - 3), QPointF(middle + 2.5, foot - 3))


def _paint_ribbon(painter: QPainter, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.RIBBON)
    left, right = box.left() + 3, box.right() - 3
    top, bottom = box.top(), box.bottom()
    corners = [(left, top), (right, top), (right, bottom), ((left + right) / 2, bottom - 4)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in (*corners, (left, bottom))]))
