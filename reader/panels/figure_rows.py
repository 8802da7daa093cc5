"""The rows of the list of figures: pictures, captions, who refers to them, and how they are drawn."""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from index_builder.model import Reference
from reader.excerpts import Snippet
from reader.figures import Figure, by_chapter
from reader.page_cuts import Cut
from reader.panels.banded import FOLD, MARGIN, Band, BandDelegate, line_height
from reader.pictures import PictureKey
from reader.theme import PAPERS

WIDTH, HEIGHT = 92, 72
"""The room for a picture, in device-independent pixels."""

PADDING = 6
WORD_LINES = 4
"""Lines beside a picture: label, title, source."""

SNIPPET_LINES = 3

translate = QCoreApplication.translate


class FigureItem(Struct, frozen=True):
    """A figure of the list."""

    figure: Figure


class ReferrerItem(Struct, frozen=True):
    """A place that refers to a figure."""

    figure: Figure
    document: int
    reference: Reference


class FigureBands:
    """Makes the rows of the list, those of folded figures once for a list and a font."""

    def __init__(self) -> None:
        self._folded: dict[tuple[int, int], Band] = {}
        self._key: tuple[object, int] = None, 0

    def of(
        self,
        every: object,
        figures: Sequence[Figure],
        opened: Collection[tuple[int, int]],
        font: QFont,
    ) -> list[Band]:
        """`figures` of the list `every` under their chapters.

        Who refers to an `opened` one, given as (document, index), stands below it.
        """
        line = line_height(font)
        if self._key[0] is not every or self._key[1] != line:
            self._key, self._folded = (every, line), {}
        bands: list[Band] = []
        for chapter, members in by_chapter(figures):
            title = f"{chapter} ({len(members)})".strip()
            bands.append(Band(line + 2 * PADDING, text=title))
            for figure in members:
                key = figure.document, figure.index
                band = self._folded.get(key) or self._band(figure, line)
                if key in opened:
                    bands.append(replace(band, is_open=True))
                    small = SNIPPET_LINES * line + PADDING
                    items = (ReferrerItem(figure, *each) for each in figure.referrers)
                    bands += [Band(small, item, depth=1) for item in items]
                else:
                    bands.append(band)
        return bands

    def _band(self, figure: Figure, line: int) -> Band:
        height = max(HEIGHT, WORD_LINES * line) + 2 * PADDING
        band = Band(height, FigureItem(figure), "", len(figure.referrers))
        self._folded[figure.document, figure.index] = band
        return band


def row_of(bands: Sequence[Band], item: object) -> int:
    """The row of the same figure or place in other rows, −1 for none: the figure's own where it is folded."""
    if not isinstance(item, FigureItem | ReferrerItem):
        return -1
    found, key = -1, (item.figure.document, item.figure.index)
    for row, band in enumerate(bands):
        other = band.item
        if not isinstance(other, FigureItem | ReferrerItem):
            continue
        if (other.figure.document, other.figure.index) == key:
            if other == item:
                return row
            if isinstance(other, FigureItem):
                found = row
    return found


class FigureDelegate(BandDelegate):
    """Draws a figure's picture or empty paper, label, title, source and how often it is referred to.

    Attributes:
        ground, quiet: the colours of paper without a picture, and of words on it.
    """

    def __init__(
        self,
        cut: Cut,
        snippet: Callable[[ReferrerItem], Snippet],
        page_text: Callable[[int, int], str],
    ) -> None:
        super().__init__()
        self._cut = cut
        self._snippet = snippet
        self._page_text = page_text
        self.ground = PAPERS["white"].ground
        self.quiet = PAPERS["white"].quiet

    def key(self, figure: Figure, ratio: float) -> PictureKey | None:
        """The picture that fits its room on a screen of `ratio` device pixels per pixel; None while the file is not open."""
        caption = figure.caption
        place = figure.document, caption.place.page, caption.area
        across, down = self._cut.size(*place)
        if across <= 0 or down <= 0:
            return None
        width = min(WIDTH, HEIGHT * across / down)
        return self._cut.key(*place, max(round(width * ratio), 1))

    def paint_item(self, painter: QPainter, option: QStyleOptionViewItem, band: Band) -> None:
        rect: QRect = option.rect.adjusted(FOLD, PADDING, -MARGIN, -PADDING)
        if isinstance(band.item, FigureItem):
            self._paint_count(painter, option, len(band.item.figure.referrers))
            self._paint_picture(painter, option, rect, band.item.figure)
            rect.setLeft(rect.left() + WIDTH + MARGIN)
            self._paint_words(painter, option, rect, band.item.figure)
        elif isinstance(band.item, ReferrerItem):
            item = band.item
            snippet = self._snippet(item)
            page = self._page_text(item.document, item.reference.places[0].page)
            painter.setPen(self.pen(option, QPalette.ColorRole.PlaceholderText))
            rect = option.rect.adjusted(FOLD, PADDING // 2, -MARGIN, 0)
            rect.setLeft(rect.left() + self.paint_line(painter, rect, page) + MARGIN)
            painter.setPen(self.pen(option, QPalette.ColorRole.Text))
            text = snippet.text or item.reference.text
            bold = snippet.start, snippet.end
            self.paint_wrapped(painter, rect, text, SNIPPET_LINES, bold)

    def _paint_count(self, painter: QPainter, option: QStyleOptionViewItem, count: int) -> None:
        """How often it is referred to, under the arrow that shows where."""
        if count:
            painter.setPen(self.pen(option, QPalette.ColorRole.PlaceholderText))
            strip = QRect(option.rect.left(), option.rect.top() + FOLD + 2, FOLD, FOLD)
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_picture(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, figure: Figure
    ) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = self.key(figure, ratio)
        picture = self._cut.picture(key) if key is not None else None
        width, height = (
            (key.area[2] / ratio, key.area[3] / ratio) if key is not None else (WIDTH, HEIGHT)
        )
        left = round(rect.left() + (WIDTH - width) / 2)
        top = round(rect.top() + (rect.height() - height) / 2)
        paper = QRect(left, top, round(width), round(height))
        if picture is None:
            painter.fillRect(paper, self.ground)
            if self._cut.failure(figure.document, figure.caption.place.page):
                painter.setPen(self.quiet)
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(paper, int(flags), translate("Figures", "cannot be drawn"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, picture)
        painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
        painter.drawRect(paper)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, figure: Figure
    ) -> None:
        caption, line = figure.caption, line_height(option.font)
        text = self.pen(option, QPalette.ColorRole.Text)
        pale = self.pen(option, QPalette.ColorRole.PlaceholderText)
        page = self._page_text(figure.document, caption.place.page)
        painter.setPen(pale)
        last = rect.adjusted(0, (WORD_LINES - 1) * line, 0, 0)
        width = self.paint_right(painter, last, page)
        self.paint_line(painter, last.adjusted(0, 0, -width - MARGIN, 0), caption.source)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(text)
        kinds = {
            "table": translate("Figures", "Table"),
            "photo": translate("Figures", "Photograph"),
        }
        label = caption.label or kinds.get(caption.kind, translate("Figures", "Figure"))
        self.paint_line(painter, rect, label)
        painter.setFont(option.font)
        self.paint_wrapped(painter, rect.adjusted(0, line, 0, 0), caption.title, WORD_LINES - 2)
