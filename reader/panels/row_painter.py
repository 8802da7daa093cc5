"""How rows and titles of a list look; what was painted a moment ago is put down again as a picture."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPixmap,
    QTextLayout,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reader.panels.row_text import lay_out

if TYPE_CHECKING:
    from reader.panels.rows import Row, Thumb

MARGIN = 6.0
PAGE_NUMBER = "000"
NOTE_NUMBER = "00"
"""What a label column must hold, whatever a single row has, so that the texts stand in line."""

USE_LINES = 2
MARK_WIDTH, MARK_TINT = 3.0, 0.13
"""Of the row that is being looked at: a bar in device-independent pixels, and how strong its tint is."""

KEPT_LAYOUTS = 200
"""So many rows are kept laid out: what is in sight, and what was a moment ago."""

KEPT_VIEWS = 2
"""Pictures of rows are kept that fill the list so many times."""

LABEL_PLACE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
TITLE_PLACE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
LIT = (
    QStyle.StateFlag.State_Selected
    | QStyle.StateFlag.State_MouseOver
    | QStyle.StateFlag.State_HasFocus
)
"""States in which a row is not painted from its picture."""

_DIGITS = re.compile(r"\d+")


class RowPainter:
    """Paints a row, a pale label and wrapped text with its bold part, or the title of a group.

    Attributes:
        lines: how many lines a row may have.
        even: all rows have that many lines, so that none must be laid out to know its height.
    """

    def __init__(self) -> None:
        self.lines = USE_LINES
        self.even = True
        self._layouts: dict[tuple[Row, float], QTextLayout] = {}
        self._heights: dict[tuple[Row, float], int] = {}
        self._pictures: dict[tuple[Row | str, int, int, float], QPixmap] = {}
        self._painted = 0

    def forget(self) -> None:
        """What was laid out and painted is of another font, other colours, or of another list."""
        self._layouts.clear()
        self._heights.clear()
        self._forget_pictures()

    def even_height(self, option: QStyleOptionViewItem, lines: int, margins: float) -> int:
        """Device-independent pixels of so many lines, and of so many margins."""
        return round(lines * option.fontMetrics.lineSpacing() + margins * MARGIN)

    def height(self, row: "Row", font: QFont, width: float) -> int:
        """Device-independent pixels that a row takes in a list of that width."""
        key = (row, width)
        height = self._heights.get(key)
        if height is None:
            layout = self.layout(row, font, width - self._label_width(row, font) - 2 * MARGIN)
            below = row.thumb.height + MARGIN if row.thumb is not None else 0
            height = round(layout.boundingRect().height() + below + 1.4 * MARGIN)
            if len(self._heights) >= KEPT_LAYOUTS:
                self._heights.clear()
            self._heights[key] = height
        return height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, what: "Row | str", *, is_marked: bool
    ) -> None:
        """Paint a row or a title where `option` says, marked as what is being looked at or not."""
        ratio = painter.device().devicePixelRatioF()
        # between device pixels a picture would be blurred
        if is_marked or option.state & LIT or not ratio.is_integer():
            self._paint_lit(painter, option, what, is_marked=is_marked)
        else:
            painter.drawPixmap(option.rect.topLeft(), self._picture(what, option, ratio))
        if not isinstance(what, str) and what.thumb is not None:
            painter.setPen(_colour(option, QPalette.ColorRole.Text))
            _paint_thumb(painter, what.thumb, *self._below_text(option, what))

    def layout(self, row: "Row", font: QFont, width: float) -> QTextLayout:
        """The row's text, laid out once as long as the row is kept."""
        key = (row, width)
        if key not in self._layouts:
            if len(self._layouts) >= KEPT_LAYOUTS:
                self._layouts.clear()
            self._layouts[key] = lay_out(row.text, (row.start, row.end), font, width, self.lines)
        return self._layouts[key]

    def _picture(self, what: "Row | str", option: QStyleOptionViewItem, ratio: float) -> QPixmap:
        """What nothing lights up, on the ground of the list."""
        rect: QRect = option.rect
        key = (what, rect.width(), rect.height(), ratio)
        picture = self._pictures.get(key)
        if picture is None:
            view: QSize = option.widget.size()
            room, size = KEPT_VIEWS * view.width() * view.height(), rect.width() * rect.height()
            if self._painted + size > room:
                self._forget_pictures()
            self._painted += size
            picture = self._pictures[key] = QPixmap(rect.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(option.palette.color(QPalette.ColorRole.Base))
            painter = QPainter(picture)
            painter.translate(-rect.topLeft())
            self._paint_plain(painter, option, what)
            painter.end()
        return picture

    def _forget_pictures(self) -> None:
        self._pictures.clear()
        self._painted = 0

    def _paint_lit(
        self, painter: QPainter, option: QStyleOptionViewItem, what: "Row | str", *, is_marked: bool
    ) -> None:
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        painter.save()
        if is_marked:
            _paint_mark(painter, option)
        self._paint_plain(painter, option, what)
        painter.restore()

    def _paint_plain(
        self, painter: QPainter, option: QStyleOptionViewItem, what: "Row | str"
    ) -> None:
        if isinstance(what, str):
            _paint_title(painter, option, what)
        else:
            self._paint_row(painter, option, what)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: "Row") -> None:
        rect = QRectF(option.rect)
        font: QFont = option.font
        top = rect.top() + 0.7 * MARGIN
        label_width = self._label_width(row, font)
        painter.setClipRect(rect)
        if row.colour:
            bar = QRectF(rect.left() + 1, rect.top() + 2, MARGIN - 2, rect.height() - 4)
            painter.fillRect(bar, QColor(row.colour))
        if row.label:
            painter.setFont(font)
            painter.setPen(_colour(option, QPalette.ColorRole.PlaceholderText))
            height = QFontMetricsF(font).lineSpacing()
            label = QRectF(rect.left() + MARGIN, top, label_width, height)
            painter.drawText(label, LABEL_PLACE, row.label)
        painter.setPen(_colour(option, QPalette.ColorRole.Text))
        layout = self.layout(row, font, rect.width() - label_width - 2 * MARGIN)
        layout.draw(painter, QPointF(rect.left() + MARGIN + label_width, top))

    def _below_text(self, option: QStyleOptionViewItem, row: "Row") -> tuple[float, float]:
        """The top left corner of what stands below the text of a row."""
        rect: QRect = option.rect
        label_width = self._label_width(row, option.font)
        layout = self.layout(row, option.font, rect.width() - label_width - 2 * MARGIN)
        top = rect.top() + 1.7 * MARGIN + layout.boundingRect().height()
        return rect.left() + MARGIN + label_width, top

    def _label_width(self, row: "Row", font: QFont) -> float:
        """What stands before the text: the same for all rows of a list, nothing where none has one."""
        if not row.label:
            return 0.0
        metrics = QFontMetricsF(font)
        sample = _DIGITS.sub(PAGE_NUMBER, row.label) if self.even else NOTE_NUMBER
        return max(metrics.horizontalAdvance(t) for t in (sample, row.label)) + 1.5 * MARGIN


def _paint_title(painter: QPainter, option: QStyleOptionViewItem, title: str) -> None:
    font = QFont(option.font)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(_colour(option, QPalette.ColorRole.WindowText))
    rect: QRect = option.rect.adjusted(round(MARGIN), 0, -round(MARGIN), 0)
    elided = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideMiddle, rect.width())
    painter.drawText(rect, TITLE_PLACE, elided)


def _paint_mark(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """What is being looked at: a tint, and a bar at the left edge."""
    rect = QRectF(option.rect)
    color = option.palette.color(QPalette.ColorRole.Highlight)
    painter.fillRect(QRectF(rect.left(), rect.top(), MARK_WIDTH, rect.height()), color)
    color.setAlphaF(MARK_TINT)
    painter.fillRect(rect, color)


def _paint_thumb(painter: QPainter, thumb: "Thumb", left: float, top: float) -> None:
    box = QRectF(left, top, thumb.width, thumb.height)
    picture = thumb.picture()
    painter.save()
    if picture is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, picture)
    else:
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    painter.restore()


def _colour(option: QStyleOptionViewItem, role: QPalette.ColorRole) -> QColor:
    selected = option.state & QStyle.StateFlag.State_Selected
    palette: QPalette = option.palette
    return palette.color(QPalette.ColorRole.HighlightedText if selected else role)
