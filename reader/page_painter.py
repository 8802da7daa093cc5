"""How one page of the view looks: its picture, a stand-in, blank paper, or why it cannot be drawn.

Painters given here count device pixels from the page's corner.
"""

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QRegion

from index_builder.model import Rect
from reader.geometry import Box, Strip
from reader.overlays import Overlays
from reader.render import RenderService
from reader.strip_pictures import part_keys, picture_key
from reader.theme import PAPERS

NOTE_SIZE = 16
"""Device-independent pixels."""


class PagePainter:
    """Paints pages from what the render service has, and the overlays over them.

    Attributes:
        paper: the colours the pages are shown in.
        surround: the colour between and beside them.
    """

    def __init__(self, service: RenderService, overlays: Overlays) -> None:
        self.paper = PAPERS["white"]
        self.surround = self.paper.surround
        self._service = service
        self._overlays = overlays

    def paint_strip(
        self, painter: QPainter, strip: Strip, visible: range, area: Box, font: QFont
    ) -> bool:
        """Paint `area` of the strip, which shows the `visible` pages; the painter's origin is the area's corner.

        The answer is whether the true picture of all of a page was there.
        """
        boxes = [strip.box(index) for index in visible]
        # a view of a fraction of a device pixel more than `area` is filled too
        around = QRegion(0, 0, area.width + 1, area.height + 1)
        for box in boxes:
            around -= QRegion(box.left - area.left, box.top - area.top, box.width, box.height)
        for rect in around:  # type: ignore[attr-defined]  # iterable, though its stub does not say so
            painter.fillRect(rect, self.surround)
        is_sharp = False
        for index, box in zip(visible, boxes, strict=True):
            painter.save()
            painter.translate(box.left - area.left, box.top - area.top)
            is_sharp |= self.paint(painter, strip, index, area, font)
            painter.restore()
        return is_sharp

    def paint(self, painter: QPainter, strip: Strip, index: int, area: Box, font: QFont) -> bool:
        """Paint what `area` of the strip shows of page `index`, or why it cannot be drawn.

        The answer is whether the true picture of all of it was there.
        """
        page, box = strip.pages[index], strip.box(index)
        message = self._service.failure(page.document, page.page)
        if message:
            again = QCoreApplication.translate("PagePainter", "Click to try again.")
            self._paint_note(painter, box, f"{message}\n{again}", font)
            return False
        shown = QRect(0, 0, box.width, box.height) & QRect(
            area.left - box.left, area.top - box.top, area.width, area.height
        )
        whole = picture_key(strip, index, self.paper.tone)
        picture = self._service.picture(whole)
        if picture is not None and picture.size() == QSize(box.width, box.height):
            painter.drawImage(shown.topLeft(), picture, shown)
        elif (stand_in := picture or self._service.nearest(whole)) is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            _draw_scaled(painter, stand_in, QRectF(0, 0, box.width, box.height), QRectF(shown))
        else:
            painter.fillRect(shown, self.paper.ground)
        is_sharp = self._paint_parts(painter, strip, index, area, shown)
        is_dark = self.paper.tone is not None and self.paper.tone.inverted
        here, transform = (page.document, page.page), strip.transform(index)
        inks = self.paper.inks
        sides = (shown.left(), shown.top(), shown.right() + 1, shown.bottom() + 1)
        within = transform.rect_to_page(Rect(*sides))
        self._overlays.paint(painter, *here, transform, within=within, is_dark=is_dark, inks=inks)
        return picture is not None and is_sharp

    def _paint_parts(
        self, painter: QPainter, strip: Strip, index: int, area: Box, shown: QRect
    ) -> bool:
        """Paint the parts that are there, and where some are not those of another size below them."""
        keys = list(part_keys(strip, index, area, self.paper.tone))
        pictures = [self._service.picture(key) for key in keys]
        if None in pictures:
            for other, picture in self._service.parts(keys[0]):
                larger = strip.scale / other.scale
                x, y, width, height = (larger * value for value in other.area)
                place = QRectF(x, y, width, height)
                _draw_scaled(painter, picture, place, QRectF(shown) & place)
        for key, part in zip(keys, pictures, strict=True):
            if part is not None:
                painter.drawImage(key.area[0], key.area[1], part)
        return None not in pictures

    def _paint_note(self, painter: QPainter, box: Box, text: str, font: QFont) -> None:
        """Paint blank paper with a sentence on it."""
        area = QRect(0, 0, box.width, box.height)
        painter.fillRect(area, self.paper.ground)
        sized = QFont(font)
        sized.setPixelSize(round(NOTE_SIZE * painter.device().devicePixelRatioF()))
        painter.setFont(sized)
        painter.setPen(self.paper.quiet)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags | Qt.TextFlag.TextWordWrap, text)


def _draw_scaled(painter: QPainter, picture: QImage, place: QRectF, shown: QRectF) -> None:
    """Paint of a picture that fills `place` what lies in `shown`."""
    across, down = picture.width() / place.width(), picture.height() / place.height()
    source = QRectF(
        (shown.x() - place.x()) * across,
        (shown.y() - place.y()) * down,
        shown.width() * across,
        shown.height() * down,
    )
    painter.drawImage(shown, picture, source)
