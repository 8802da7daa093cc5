"""The line in which a query is typed: it shows where the query cannot be understood."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QWidget

from reader.theme import WRONG

WAVE = 2.0
"""Height and half length of a wave of the underline, in device-independent pixels."""


class QueryEdit(QLineEdit):
    """A line with a wavy underline below what is wrong in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mistake = -1

    @property
    def mistake(self) -> int:
        """Where the underline begins, as an index into the text; −1 for none."""
        return self._mistake

    def mark(self, position: int, sentence: str = "") -> None:
        """Underlines the word at `position`, −1 takes it back; `sentence` is said by the tool tip."""
        self._mistake = position
        self.setToolTip(sentence)
        self.update()

    def mistake_rect(self) -> QRect:
        """Where the underlined word stands, empty without one or while something is composed."""
        if self._mistake < 0:
            return QRect()
        text = self.text()
        start = min(self._mistake, max(len(text) - 1, 0))
        end = next((at for at in range(start + 1, len(text)) if text[at].isspace()), len(text))
        metrics = QFontMetricsF(self.font())
        cursor = self.cursorRect()
        origin = cursor.center().x() - metrics.horizontalAdvance(self._before_cursor())
        left = origin + metrics.horizontalAdvance(text[:start])
        right = origin + metrics.horizontalAdvance(text[: max(end, start + 1)])
        width = max(right - left, 4 * WAVE)
        return QRect(round(left), cursor.top(), round(width), cursor.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        word = self.mistake_rect()
        if word.isEmpty():
            return
        painter = QPainter(self)
        painter.setClipRect(self.rect().adjusted(3, 0, -3, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(WRONG, 1.2))
        bottom = min(word.bottom(), self.height() - 4)
        count = max(2, round(word.width() / WAVE))
        painter.drawPolyline(
            QPolygonF(
                [
                    QPointF(word.left() + at * WAVE, bottom + (WAVE if at % 2 else 0.0))
                    for at in range(count + 1)
                ]
            )
        )
        painter.end()

    def _before_cursor(self) -> str:
        """The text before the cursor, which Qt counts in UTF-16 units."""
        units = self.text().encode("utf-16-le")
        return units[: 2 * self.cursorPosition()].decode("utf-16-le", "replace")
