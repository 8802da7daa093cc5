"""A scroll bar with marks where something was found."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QScrollBar, QWidget

from reader import theme

THICKNESS = 2
"""Of a mark, in device-independent pixels; the current one is twice as thick."""

LANE = 4
"""Width of the lane at the left in which notes are marked."""


class MarkedScrollBar(QScrollBar):
    """A vertical scroll bar; marks are painted over it and take no clicks, those of notes in a lane of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._marks: tuple[float, ...] = ()
        self._current = -1.0
        self._rows: list[int] = []
        self._rows_of = (0, 0)
        self._notes: tuple[tuple[float, QColor], ...] = ()
        self._lane: dict[int, QColor] = {}
        self._lane_of = (0, 0)
        self._drawn = QPixmap()

    def set_marks(self, marks: Iterable[float], current: float = -1.0) -> None:
        """Marks places from 0, the top of what is scrolled, to 1; `current` is stronger, −1 for none."""
        self._marks, self._current = tuple(marks), current
        self._rows_of = (0, 0)
        self.update()

    def set_notes(self, notes: Iterable[tuple[float, QColor]]) -> None:
        """Marks places of notes, each in its colour, in the lane beside the other marks."""
        self._notes = tuple(notes)
        self._lane_of = (0, 0)
        self.update()

    def lane(self) -> dict[int, QColor]:
        """The rows of pixels with a note; of several on one row the last is seen."""
        groove = self._groove()
        if groove != self._lane_of:
            top, height = self._lane_of = groove
            self._lane = {top + round(share * height): color for share, color in self._notes}
        return self._lane

    def _picture(self) -> QPixmap:
        """The lane, drawn once for as long as it stays: the bar is painted with each step of scrolling."""
        if self._lane_of != self._groove() or self._drawn.height() != self._pixels():
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap(round(LANE * ratio), self._pixels())
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            for row, color in self.lane().items():
                painter.fillRect(0, row, LANE, THICKNESS, color)
            painter.end()
        return self._drawn

    def _pixels(self) -> int:
        return max(round(self.height() * self.devicePixelRatioF()), 1)

    def rows(self) -> list[int]:
        """The rows of pixels that are marked, however many marks fall on each."""
        groove = self._groove()
        if groove != self._rows_of:
            top, height = self._rows_of = groove
            self._rows = sorted({top + round(mark * height) for mark in self._marks})
        return self._rows

    def current_row(self) -> int:
        """The row of pixels of the current mark, −1 without one."""
        top, height = self._groove()
        return top + round(self._current * height) if self._current >= 0 else -1

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marks and not self._notes:
            return
        painter = QPainter(self)
        if self._notes:
            painter.drawPixmap(0, 0, self._picture())
        left = LANE + 1 if self._notes else 2
        width = self.width() - left - 2
        for row in self.rows():
            painter.fillRect(left, row, width, THICKNESS, theme.BAR_MARK)
        current = self.current_row()
        if current >= 0:
            painter.fillRect(0, current - 1, self.width(), 2 * THICKNESS, theme.CURRENT_BAR_MARK)
        painter.end()

    def _groove(self) -> tuple[int, int]:
        """Top and height of the part the slider moves in."""
        from PySide6.QtWidgets import QStyle, QStyleOptionSlider  # noqa: PLC0415 - only for marks

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar,
            option,
            QStyle.SubControl.SC_ScrollBarGroove,
            self,
        )
        return groove.top(), max(groove.height() - THICKNESS, 1)
