"""Letters over every live thing of the screen; typing those of one chooses it."""

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.theme import Inks

LETTERS = "fjdkslaghe"
"""The keys of the home row, the strong fingers first, and the easiest one beyond it."""

PAD = 3
"""Device-independent pixels left and right of the letters."""

OVERLAP = 0.55
"""The part of a hint's height that lies above its thing: the first letters stay readable."""


def codes(count: int) -> list[str]:
    """`count` codes, none of which begins another, as short as possible and the shortest first."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    length = 1
    while len(LETTERS) ** length < count:
        length += 1
    # Each shorter code that is given up makes room for as many longer ones as there are letters.
    every = ["".join(each) for each in product(LETTERS, repeat=length - 1)]
    lengthened = -(-(count - len(every)) // (len(LETTERS) - 1))
    kept = every[: len(every) - lengthened]
    longer = [code + letter for code in every[len(every) - lengthened :] for letter in LETTERS]
    return (kept + longer)[:count]


class Hints(QWidget):
    """The letters; lies over the whole viewport and lets the mouse through.

    Attributes:
        typed: what has been typed of a code.
    """

    def __init__(self, page_area: QWidget, inks: Inks) -> None:
        super().__init__(page_area)
        self._page_area = page_area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.typed = ""
        self._inks = inks
        self._hints: list[tuple[str, QPoint]] = []
        font = QFont(self.font())
        font.setBold(True)
        self.setFont(font)

    @property
    def codes(self) -> list[str]:
        """The codes, in the order of the places."""
        return [code for code, _ in self._hints]

    def show_at(self, places: Sequence[QPoint]) -> None:
        """Puts a code at each of `places`, points of the viewport."""
        self._hints = list(zip(codes(len(places)), places, strict=True))
        self.setGeometry(self._page_area.rect())
        self.show()
        self.raise_()

    def type(self, letter: str) -> int | None:
        """Adds a letter: the number of the place it completes, None while more are needed; IndexError if none fits."""
        typed = self.typed + letter
        fitting = [at for at, code in enumerate(self.codes) if code.startswith(typed)]
        if not fitting:
            raise IndexError(typed)
        self.typed = typed
        self.update()
        return fitting[0] if self.codes[fitting[0]] == typed else None

    def untype(self) -> None:
        """Takes the last letter back."""
        self.typed = self.typed[:-1]
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        for code, place in self._hints:
            if code.startswith(self.typed):
                self._paint_hint(painter, metrics, code.upper(), place)
        painter.end()

    def _paint_hint(
        self, painter: QPainter, metrics: QFontMetrics, code: str, place: QPoint
    ) -> None:
        width, height = metrics.horizontalAdvance(code) + 2 * PAD, metrics.height()
        box = QRect(place.x() - PAD, place.y() - round(OVERLAP * height), width, height)
        box.moveLeft(max(min(box.left(), self.width() - width), 0))
        box.moveTop(max(box.top(), 0))
        painter.setPen(QColor(self._inks.typed))
        painter.setBrush(QColor(self._inks.hint_ground))
        painter.drawRoundedRect(box, 3, 3)
        typed = code[: len(self.typed)]
        baseline = box.top() + metrics.ascent()
        painter.drawText(box.left() + PAD, baseline, typed)
        painter.setPen(QColor(self._inks.hint))
        start = box.left() + PAD + metrics.horizontalAdvance(typed)
        painter.drawText(start, baseline, code[len(self.typed) :])
