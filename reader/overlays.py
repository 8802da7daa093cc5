"""Named layers of rectangles on pages: what is painted over a page, and what lies under a point.

Regions are kept per page, so that painting and pointing cost as much as one page has, however
many the document has. Coordinates are points of the unrotated crop box.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from index_builder.model import Rect
from reader.geometry import PageTransform


class Style(StrEnum):
    """How a region looks; the colours stand in `LOOKS` alone."""

    HIT = "hit"
    CURRENT_HIT = "current-hit"
    TARGET = "target"
    SELECTION = "selection"
    ACRONYM = "acronym"
    REFERENCE = "reference"
    NOTE_MARK = "note-mark"
    LINK = "link"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    PINK = "pink"
    PURPLE = "purple"
    BLUE = "blue"
    CYAN = "cyan"
    GREEN = "green"
    PLAIN = "plain"


class Kind(StrEnum):
    """Multiplied with the page like a marker pen, drawn under the line, or around it; or not at all."""

    FILL = "fill"
    DOTS = "dots"
    LINE = "line"
    FRAME = "frame"
    NONE = "none"


class Look(Struct, frozen=True):
    """A colour as 0xRRGGBB and the way it is put on the page."""

    kind: Kind
    color: int


LOOKS: dict[Style, Look] = {
    Style.HIT: Look(Kind.FILL, 0xFFE680),
    Style.CURRENT_HIT: Look(Kind.FILL, 0xFFB347),
    Style.TARGET: Look(Kind.FRAME, 0x2F6FDE),
    Style.SELECTION: Look(Kind.FILL, 0xA8CCF5),
    Style.ACRONYM: Look(Kind.DOTS, 0x6C8EBF),
    Style.REFERENCE: Look(Kind.DOTS, 0x82A886),
    Style.NOTE_MARK: Look(Kind.NONE, 0x000000),
    Style.LINK: Look(Kind.NONE, 0x000000),
    Style.YELLOW: Look(Kind.FILL, 0xFFF08A),
    Style.ORANGE: Look(Kind.FILL, 0xFFD09B),
    Style.RED: Look(Kind.FILL, 0xFFAFA8),
    Style.PINK: Look(Kind.FILL, 0xFFB8DD),
    Style.PURPLE: Look(Kind.FILL, 0xD9BFFF),
    Style.BLUE: Look(Kind.FILL, 0xAFD0FF),
    Style.CYAN: Look(Kind.FILL, 0xA6EBEF),
    Style.GREEN: Look(Kind.FILL, 0xB7E8A9),
    Style.PLAIN: Look(Kind.NONE, 0x000000),
}


ON_DARK = 0.32
"""The lightness of a filled region on dark paper, from 0 to 1."""


class Region(Struct, frozen=True):
    """Rectangles of one page that belong together; `payload` is what a click on them means.

    An annotation that is no highlight has its kind as `shape`, and is drawn by `note_pen`: in the
    colour of its style, with the `strokes` of ink and the `text` of a text box.
    """

    rects: tuple[Rect, ...]
    style: Style
    payload: object = None
    shape: str = ""
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()
    text: str = ""


class Overlays(QObject):
    """The layers, in the order in which they were first set.

    Signals:
        changed: something must be painted again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layers: dict[str, dict[tuple[int, int], tuple[Region, ...]]] = {}

    def set_layer(self, name: str, regions: Mapping[tuple[int, int], Sequence[Region]]) -> None:
        """Put `regions`, by (document, page), in place of what the layer held."""
        self._layers[name] = {place: tuple(some) for place, some in regions.items() if some}
        self.changed.emit()

    def clear_layer(self, name: str) -> None:
        """Take everything off a layer; its place in the order stays."""
        if self._layers.get(name):
            self.set_layer(name, {})

    def regions(self, document: int, page: int) -> list[Region]:
        """Everything on a page, the lowest layer first."""
        place = (document, page)
        return [region for layer in self._layers.values() for region in layer.get(place, ())]

    def at(self, document: int, page: int, x: float, y: float) -> list[Region]:
        """What lies under a point of a page, the uppermost layer first."""
        return [
            region
            for region in reversed(self.regions(document, page))
            if any(rect.contains(x, y) for rect in region.rects)
        ]

    def paint(
        self,
        painter: QPainter,
        document: int,
        page: int,
        transform: PageTransform,
        *,
        is_dark: bool = False,
    ) -> None:
        """Paint a page's regions; the painter's origin is the page's corner, its unit a device pixel.

        On dark paper what is filled becomes lighter instead of darker.
        """
        paint_regions(painter, self.regions(document, page), transform, is_dark=is_dark)


def paint_regions(
    painter: QPainter, regions: Iterable[Region], transform: PageTransform, *, is_dark: bool = False
) -> None:
    """Paint regions of a page; the painter's origin is the page's corner, its unit a device pixel."""
    for region in regions:
        if region.shape:
            from reader.note_pen import paint_note  # noqa: PLC0415 - with the first annotation

            paint_note(painter, region, transform, is_dark=is_dark)
            continue
        look = LOOKS[region.style]
        if look.kind is not Kind.NONE:
            _paint_region(painter, region, look, transform, is_dark=is_dark)


class OverlaysBeside(Overlays):
    """What `others` show, in a second view that has a selection of its own."""

    def __init__(self, others: Overlays, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._others = others
        others.changed.connect(self.changed)

    def regions(self, document: int, page: int) -> list[Region]:
        shared = self._others.regions(document, page)
        own = super().regions(document, page)
        return [*(region for region in shared if region.style is not Style.SELECTION), *own]


def _paint_region(
    painter: QPainter, region: Region, look: Look, transform: PageTransform, *, is_dark: bool
) -> None:
    color = QColor.fromRgb(look.color)
    mode = QPainter.CompositionMode.CompositionMode_Multiply
    if is_dark:
        color = QColor.fromHslF(color.hslHueF(), color.hslSaturationF() * 0.6, ON_DARK)
        mode = QPainter.CompositionMode.CompositionMode_Screen
    painter.save()
    width = max(1.0, 0.75 * transform.scale)
    for rect in region.rects:
        x0, y0, x1, y1 = transform.rect_to_view(rect)
        left, top = round(x0), round(y0)
        right, bottom = max(round(x1), left + 1), max(round(y1), top + 1)
        match look.kind:
            case Kind.FILL:
                painter.setCompositionMode(mode)
                painter.fillRect(left, top, right - left, bottom - top, color)
            case Kind.FRAME:
                painter.setPen(QPen(color, 2 * width))
                painter.drawRect(left, top, right - left, bottom - top)
            case Kind.DOTS | Kind.LINE:
                dotted = look.kind is Kind.DOTS
                style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
                painter.setPen(QPen(color, width, style))
                painter.drawLine(*_underline(transform, rect))
    painter.restore()


def _underline(transform: PageTransform, rect: Rect) -> tuple[int, int, int, int]:
    """The lower edge of an upright line of text, wherever the turn has put it."""
    x0, y0 = transform.to_view(rect.x0, rect.y1)
    x1, y1 = transform.to_view(rect.x1, rect.y1)
    return round(x0), round(y0), round(x1), round(y1)
