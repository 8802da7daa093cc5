"""The reader's notes as marks beside the scroll bar of the pages."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor

from index_builder.model import Rect
from reader import theme
from reader.geometry import Strip
from reader.notebook import Notebook
from reader.page_view import PageView
from reader.records import COLOURS, Bookmark, Note

PATIENCE = 120
"""Milliseconds after a change until the notes beside the pages are marked: those on them come first."""

INKS = {colour: QColor.fromRgb(theme.LINES[colour]) for colour in COLOURS}
NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)


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
        height, marks = strip.height, []
        # Notes of one page follow one another: what holds for it is looked up once.
        place, slope = (-1, -1), None
        for item in self._notebook.items():
            record = item.record
            if (item.document, record.page) != place:
                place = item.document, record.page
                slope = _slope(strip, index[place]) if place in index else None
            if slope is not None:
                x, y, ink = _mark(record)
                share = (slope[0] + x * slope[1] + y * slope[2]) / height
                marks.append((min(max(share, 0.0), 1.0), ink))
        self._view.bar.set_notes(marks)


def _slope(strip: Strip, index: int) -> tuple[float, float, float]:
    """How far down the strip the corner of a page is, and how much further a point of it right and down."""
    start = strip.to_strip(index, 0, 0)[1]
    return start, strip.to_strip(index, 1, 0)[1] - start, strip.to_strip(index, 0, 1)[1] - start


def _mark(record: Note) -> tuple[float, float, QColor]:
    """Where a note begins on its page, and the colour of its mark."""
    if isinstance(record, Bookmark):
        return 0.0, record.y, theme.RIBBON
    first = record.rects[0] if record.rects else NOWHERE
    return first.x0, first.y0, INKS.get(record.colour, INKS[COLOURS[0]])
