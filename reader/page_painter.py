"""How one page of the view looks: its picture, a stand-in, blank paper, or why it cannot be drawn.

Painters given here count device pixels from the page's corner.
"""

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from reader.geometry import Box, Strip
from reader.overlays import Overlays
from reader.render import RenderService
from reader.strip_pictures import picture_key

PAPER = QColor(0xFF, 0xFF, 0xFF)
QUIET = QColor(0x8A, 0x8F, 0x96)
NOTE_SIZE = 16
"""Device-independent pixels."""


class PagePainter:
    """Paints pages from what the render service has, and the overlays over them."""

    def __init__(self, service: RenderService, overlays: Overlays) -> None:
        self._service = service
        self._overlays = overlays

    def paint(self, painter: QPainter, strip: Strip, index: int, font: QFont, ratio: float) -> bool:
        """Paint page `index`, or why it cannot be drawn; whether its true picture was there."""
        page, box = strip.pages[index], strip.box(index)
        message = self._service.failure(page.document, page.page)
        if message:
            again = QCoreApplication.translate("PagePainter", "Click to try again.")
            self._paint_note(painter, box, f"{message}\n{again}", font, ratio)
            return False
        key = picture_key(strip, index)
        area = QRect(0, 0, box.width, box.height)
        picture = self._service.picture(key)
        if picture is not None and picture.size() == area.size():
            painter.drawImage(0, 0, picture)
        elif (stand_in := picture or self._service.nearest(key)) is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, stand_in)
        else:
            painter.fillRect(area, PAPER)
        self._overlays.paint(painter, page.document, page.page, strip.transform(index))
        return picture is not None

    @staticmethod
    def _paint_note(painter: QPainter, box: Box, text: str, font: QFont, ratio: float) -> None:
        """Paint blank paper with a sentence on it."""
        area = QRect(0, 0, box.width, box.height)
        painter.fillRect(area, PAPER)
        sized = QFont(font)
        sized.setPixelSize(round(NOTE_SIZE * ratio))
        painter.setFont(sized)
        painter.setPen(QUIET)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.TextFlag.TextWordWrap, text)
