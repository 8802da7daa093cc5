"""Pages on paper, or in a PDF: drawn one after the other by the render process, put down in strips.

Putting a picture into a print file packs it, which takes the thread's time; so a page goes down strip
by strip, with the event loop in between, and no more of it than a band is in memory.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

from reader.geometry import PageTransform
from reader.render import RenderService
from reader.render_messages import Answer, Draw

INCH = 72
"""Points."""

MOST_DPI = 600
"""Finer than this no eye sees; PDF files are set at 1,200."""

BAND_PIXELS = 2_000_000
"""A page is drawn in parts of this size."""

OVERLAP = 16
"""Rows that parts share, so that no viewer shows white between them at whatever zoom."""

TURN_SECONDS = 0.005
"""What one turn of the event loop may take."""

FIRST_ROWS, LEAST_ROWS, MOST_ROWS = 32, 16, 256
"""Rows of a strip, kept to what a turn can take."""

GROWTH = 1.3
"""A strip is at most this much higher than the one before it: a photograph may begin below white paper."""

Marker = Callable[[QPainter, int, int, PageTransform], None]
"""Paints on a page: painter with its origin at the page's corner, document, page, transform."""


Sheets = Callable[[QPainter, QPagedPaintDevice], Iterator[bool]]
"""Paints further sheets in short steps; a step that gives True needs the next sheet to go on."""


class _Sheet(Struct, frozen=True):
    """How a page is drawn (pixels of the picture) and where it goes (pixels of the device)."""

    document: int
    page: int
    scale: float
    rotation: int
    transform: PageTransform
    width: int
    height: int
    place: QRectF


class PrintJob(QObject):
    """Prints pages onto a device, and sheets behind them.

    Attributes:
        has_begun: whether the device has taken anything.

    Signals:
        progressed(done, pages): another page is on paper.
        ended(completed, failed): `failed` is the number of pages that could not be drawn;
            `completed` is False when it was cancelled or the device refused.
    """

    progressed = Signal(int, int)
    ended = Signal(bool, int)

    def __init__(
        self,
        device: QPagedPaintDevice,
        pages: Sequence[tuple[int, int]],
        render: RenderService,
        marker: Marker | None = None,
        *,
        sheets: Sheets | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._device = device
        self._pages = list(pages)
        self._render = render
        self._marker = marker
        self._sheets = sheets
        self._steps: Iterator[bool] = iter(())
        self._painter = QPainter()
        self._number = 0
        self._failed = 0
        self._sheet: _Sheet | None = None
        self._band: QImage | None = None
        self._top = 0
        self._row = 0
        self._rows = FIRST_ROWS
        self._is_over = False
        self.has_begun = False
        self._turn = QTimer(self, singleShot=True, interval=1)
        self._turn.timeout.connect(self._put_strip)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._begin_page)
        self._writing = QTimer(self, singleShot=True, interval=1)
        self._writing.timeout.connect(self._write_on)

    def start(self) -> None:
        """Begin; `ended` follows."""
        self.has_begun = bool(self._pages) and self._painter.begin(self._device)
        if self.has_begun:
            # packed without loss: letters stay sharp, and white paper packs faster than into JPEG
            self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            self._begin_page()
        else:
            self._end(completed=False)

    def cancel(self) -> None:
        """Stop after what is under way."""
        if not self._is_over:
            self._end(completed=False)

    def _begin_page(self) -> None:
        document, page = self._pages[self._number]
        self._sheet = sheet = self._laid_out(document, page)
        self._top = 0
        if sheet is None:
            self._fail()
        else:
            self._ask_band(sheet)

    def _laid_out(self, document: int, page: int) -> _Sheet | None:
        """The page as large as the paper allows, turned if it then fits better; None if it is not open."""
        info = self._render.info(document)
        if info is None:
            return None
        across, down = self._device.width(), self._device.height()
        size = info.sizes[page]
        own = info.rotations[page]
        width, height = PageTransform(*size, own, 1.0).turned_size
        rotation = 90 if (width > height) != (across > down) and width != height else 0
        if rotation:
            width, height = height, width
        fit = min(across / width, down / height)
        scale = fit * min(1.0, MOST_DPI / self._device.logicalDpiX())
        place = QRectF(0, 0, width * fit, height * fit)
        place.moveCenter(QRectF(0, 0, across, down).center())
        return _Sheet(
            document,
            page,
            scale,
            rotation,
            PageTransform(*size, (own + rotation) % 360, scale),
            max(1, round(width * scale)),
            max(1, round(height * scale)),
            place,
        )

    def _ask_band(self, sheet: _Sheet) -> None:
        rows = max(BAND_PIXELS // sheet.width, 2 * OVERLAP)
        first = max(self._top - OVERLAP, 0)
        area = (0, first, sheet.width, min(rows, sheet.height - first))
        request = Draw(sheet.document, sheet.page, sheet.scale, sheet.rotation, area, "")
        self._render.ask(request, partial(self._on_drawn, sheet, first), self)

    def _on_drawn(self, sheet: _Sheet, first: int, _answer: Answer, picture: QImage | None) -> None:
        if self._is_over or sheet is not self._sheet:
            return
        if picture is None:
            self._fail()
            return
        if self._marker is not None:
            painter = QPainter(picture)
            painter.translate(0, -first)
            self._marker(painter, sheet.document, sheet.page, sheet.transform)
            painter.end()
        self._band = picture
        self._row = 0
        self._turn.start()

    def _put_strip(self) -> None:
        band, sheet = self._band, self._sheet
        if self._is_over or band is None or sheet is None:
            return
        began = time.monotonic()
        first = max(self._top - OVERLAP, 0)
        start = max(self._row - OVERLAP, 0)
        end = min(self._row + self._rows, band.height())
        strip = band.copy(0, start, band.width(), end - start)
        factor = sheet.place.height() / sheet.height
        place = QRectF(
            sheet.place.left(),
            sheet.place.top() + (first + start) * factor,
            sheet.place.width(),
            (end - start) * factor,
        )
        self._painter.drawImage(place, strip)
        share = min(TURN_SECONDS / max(time.monotonic() - began, 1e-4), GROWTH)
        self._rows = min(max(round((end - self._row) * share), LEAST_ROWS), MOST_ROWS)
        self._row = end
        if end < band.height():
            self._turn.start()
            return
        self._band = None
        self._top = first + end
        if self._top < sheet.height:
            self._ask_band(sheet)
        else:
            self._turn_page()

    def _fail(self) -> None:
        """Say on the paper that the page could not be drawn, and go on."""
        self._failed += 1
        everything = QRectF(0, 0, self._device.width(), self._device.height())
        self._painter.drawText(everything, self.tr("This page cannot be drawn."))
        self._turn_page()

    def _turn_page(self) -> None:
        self._number += 1
        self.progressed.emit(self._number, len(self._pages))
        if self._is_over:
            return
        if self._number == len(self._pages):
            self._begin_sheets()
        elif self._device.newPage():
            # a page that fails at once must not go deeper and deeper into this call
            self._next.start()
        else:
            self._end(completed=False)

    def _begin_sheets(self) -> None:
        if self._sheets is None:
            self._end(completed=True)
        elif self._device.newPage():
            self._steps = self._sheets(self._painter, self._device)
            self._writing.start()
        else:
            self._end(completed=False)

    def _write_on(self) -> None:
        """Some more of the sheets, as much as a turn can take."""
        until = time.monotonic() + TURN_SECONDS
        while time.monotonic() < until:
            is_full = next(self._steps, None)
            if is_full is None:
                self._end(completed=True)
                return
            if is_full and not self._device.newPage():
                self._end(completed=False)
                return
        self._writing.start()

    def _end(self, *, completed: bool) -> None:
        self._is_over = True
        self._turn.stop()
        self._next.stop()
        self._writing.stop()
        self._band = self._sheet = None
        abort = getattr(self._device, "abort", None)
        if not completed and abort is not None and self._painter.isActive():
            abort()
        if self._painter.isActive():
            self._painter.end()
        self.ended.emit(completed, self._failed)
