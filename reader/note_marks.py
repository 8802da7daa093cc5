"""The reader's notes as marks beside the scroll bar of the pages."""

from functools import cache

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor

from reader import theme
from reader.geometry import Strip
from reader.note_list import top_of
from reader.notebook import Notebook
from reader.page_view import PageView
from reader.records import COLOURS, Annotation

PATIENCE = 120
"""Milliseconds after a change until the notes beside the pages are marked: those on them come first."""


class NoteBarMarks(QObject):
    """Keeps the marks of notes on the scroll bar of the pages: a short line in its colour for each."""

    def __init__(self, notebook: Notebook, view: PageView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._view = view
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE)
        self._soon.timeout.connect(self.refresh)
        view.laid_out.connect(self._soon.start)
        notebook.changed.connect(self._soon.start)
        self._soon.start()

    def refresh(self) -> None:
        """Puts the marks where the notes are now."""
        strip = self._view.strip
        if not strip.height:
            return
        index = {(page.document, page.page): at for at, page in enumerate(strip.pages)}
        slopes: dict[int, tuple[float, float, float]] = {}
        marks = []
        for item in self._notebook.items():
            record = item.record
            at = index.get((item.document, record.page))
            if at is None:
                continue
            if at not in slopes:
                slopes[at] = _slope(strip, at)
            start, across, down = slopes[at]
            rect = record.rects[0] if isinstance(record, Annotation) and record.rects else None
            x, y = (rect.x0, rect.y0) if rect is not None else (0.0, top_of(record))
            share = (start + x * across + y * down) / strip.height
            colour = record.colour if isinstance(record, Annotation) else ""
            marks.append((min(max(share, 0.0), 1.0), _ink(colour)))
        self._view.bar.set_notes(marks)


def _slope(strip: Strip, index: int) -> tuple[float, float, float]:
    """How far down the strip the corner of a page is, and how much further a point of it right and down."""
    start = strip.to_strip(index, 0, 0)[1]
    return start, strip.to_strip(index, 1, 0)[1] - start, strip.to_strip(index, 0, 1)[1] - start


@cache
def _ink(colour: str) -> QColor:
    """Of a note's mark; of a bookmark, which has no colour, that of its ribbon."""
    return (
        QColor.fromRgb(theme.LINES.get(colour, theme.LINES[COLOURS[0]])) if colour else theme.RIBBON
    )
