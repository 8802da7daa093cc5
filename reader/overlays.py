"""Named layers of rectangles on pages: what is painted over a page, and what lies under a point.

Regions are kept per page, so that painting and pointing cost as much as one page has, however
many the document has. Coordinates are points of the unrotated crop box.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from index_builder.model import Rect
from reader.geometry import PageTransform
from reader.theme import MARKS, PAPERS, Inks, mark_on_dark

if TYPE_CHECKING:
    from reader.shape_pictures import ShapePictures


class Style(StrEnum):
    """How a region looks; `theme.MARKS` has the colours, those of live things are the inks of a paper."""

    HIT = "hit"
    CURRENT_HIT = "current-hit"
    TARGET = "target"
    SELECTION = "selection"
    ACRONYM = "acronym"
    REFERENCE = "reference"
    NOTE_MARK = "note-mark"
    LINK = "link"
    FOCUS = "focus"
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
    color: int = 0


LOOKS: dict[Style, Look] = {
    Style.HIT: Look(Kind.FILL, MARKS["hit"]),
    Style.CURRENT_HIT: Look(Kind.FILL, MARKS["current-hit"]),
    Style.TARGET: Look(Kind.FRAME, MARKS["target"]),
    Style.SELECTION: Look(Kind.FILL, MARKS["selection"]),
    Style.ACRONYM: Look(Kind.DOTS, PAPERS["white"].inks.acronym),
    Style.REFERENCE: Look(Kind.DOTS, PAPERS["white"].inks.reference),
    Style.NOTE_MARK: Look(Kind.NONE),
    Style.LINK: Look(Kind.NONE),
    Style.FOCUS: Look(Kind.FRAME, PAPERS["white"].inks.focus),
    Style.YELLOW: Look(Kind.FILL, MARKS["yellow"]),
    Style.ORANGE: Look(Kind.FILL, MARKS["orange"]),
    Style.RED: Look(Kind.FILL, MARKS["red"]),
    Style.PINK: Look(Kind.FILL, MARKS["pink"]),
    Style.PURPLE: Look(Kind.FILL, MARKS["purple"]),
    Style.BLUE: Look(Kind.FILL, MARKS["blue"]),
    Style.CYAN: Look(Kind.FILL, MARKS["cyan"]),
    Style.GREEN: Look(Kind.FILL, MARKS["green"]),
    Style.PLAIN: Look(Kind.NONE),
}


AROUND_FOCUS = 1.5
"""Points between the thing that the keys are on and its frame."""

UPRIGHT = 1.5
"""Text whose largest rectangle is so many times as high as wide runs down: it is marked at its right."""


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
        self._layers: dict[str, Mapping[tuple[int, int], tuple[Region, ...]]] = {}
        self._sources: dict[str, Callable[[int, int], Sequence[Region]]] = {}

    def set_layer(self, name: str, regions: Mapping[tuple[int, int], Sequence[Region]]) -> None:
        """Put `regions`, by (document, page), in place of what the layer held."""
        self._layers[name] = {place: tuple(some) for place, some in regions.items() if some}
        self.changed.emit()

    def clear_layer(self, name: str) -> None:
        """Take everything off a layer; its place in the order stays."""
        if self._layers.get(name):
            self.set_layer(name, {})

    def set_source(self, name: str, regions: Callable[[int, int], Sequence[Region]]) -> None:
        """Let a layer hold what `regions` tells of a (document, page) whenever that is shown."""
        self._layers.setdefault(name, {})
        self._sources[name] = regions
        self.changed.emit()

    def regions(self, document: int, page: int, without: Collection[str] = ()) -> list[Region]:
        """Everything on a page but what is in the layers `without`, the lowest layer first."""
        place = (document, page)
        found: list[Region] = []
        for name, layer in self._layers.items():
            if name not in without:
                source = self._sources.get(name)
                found += layer.get(place, ()) if source is None else source(document, page)
        return found

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
        inks: Inks | None = None,
    ) -> None:
        """Paint a page's regions; the painter's origin is the page's corner, its unit a device pixel.

        On dark paper what is filled becomes lighter instead of darker; `inks` are those of the paper.
        """
        regions = self.regions(document, page)
        paint_regions(painter, regions, transform, is_dark=is_dark, inks=inks)


def paint_regions(
    painter: QPainter,
    regions: Iterable[Region],
    transform: PageTransform,
    *,
    is_dark: bool = False,
    inks: Inks | None = None,
) -> None:
    """Paint regions of a page; the painter's origin is the page's corner, its unit a device pixel."""
    for region in regions:
        if region.shape:
            _shape_pictures().paint(painter, region, transform, is_dark=is_dark)
            continue
        look = LOOKS[region.style]
        if look.kind is Kind.NONE:
            continue
        ink = _ink(region.style, inks)
        color = QColor.fromRgb(look.color if ink is None else ink)
        if is_dark and ink is None:
            color = mark_on_dark(color)
        _paint_region(painter, region, (look.kind, color), transform, is_dark=is_dark)


@cache
def _shape_pictures() -> "ShapePictures":
    from reader.shape_pictures import ShapePictures  # noqa: PLC0415 - with the first annotation

    return ShapePictures()


def _ink(style: Style, inks: Inks | None) -> int | None:
    """The theme's own colour for the live things of a paper."""
    if inks is None:
        return None
    return {
        Style.ACRONYM: inks.acronym,
        Style.REFERENCE: inks.reference,
        Style.FOCUS: inks.focus,
    }.get(style)


class OverlaysBeside(Overlays):
    """What `others` show, in a second view; the layers named `own` are not theirs but its own."""

    def __init__(
        self, others: Overlays, own: Collection[str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._others = others
        self._own = frozenset(own)
        others.changed.connect(self.changed)

    def regions(self, document: int, page: int, without: Collection[str] = ()) -> list[Region]:
        shared = self._others.regions(document, page, self._own.union(without))
        return [*shared, *super().regions(document, page, without)]


def _paint_region(
    painter: QPainter,
    region: Region,
    how: tuple[Kind, QColor],
    transform: PageTransform,
    *,
    is_dark: bool,
) -> None:
    kind, color = how
    painter.save()
    width = max(1.0, 0.75 * transform.scale)
    is_upright = _runs_down(region.rects)
    for rect in region.rects:
        around = AROUND_FOCUS if region.style is Style.FOCUS else 0.0
        left, top, right, bottom = _pixels(transform, rect, around)
        match kind:
            case Kind.FILL:
                darker = QPainter.CompositionMode.CompositionMode_Multiply
                lighter = QPainter.CompositionMode.CompositionMode_Screen
                painter.setCompositionMode(lighter if is_dark else darker)
                painter.fillRect(left, top, right - left, bottom - top, color)
            case Kind.FRAME:
                painter.setPen(QPen(color, 2 * width))
                painter.drawRect(left, top, right - left, bottom - top)
            case Kind.DOTS | Kind.LINE:
                dotted = kind is Kind.DOTS
                style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
                painter.setPen(QPen(color, width, style))
                painter.drawLine(*_line_beside(transform, rect, is_upright=is_upright))
    painter.restore()


def _pixels(transform: PageTransform, rect: Rect, around: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of `rect`, larger by `around` points on each side; never empty."""
    larger = Rect(rect.x0 - around, rect.y0 - around, rect.x1 + around, rect.y1 + around)
    x0, y0, x1, y1 = transform.rect_to_view(larger)
    left, top = round(x0), round(y0)
    return left, top, max(round(x1), left + 1), max(round(y1), top + 1)


def _runs_down(rects: tuple[Rect, ...]) -> bool:
    largest = max(rects, key=lambda rect: rect.width * rect.height, default=Rect(0, 0, 1, 0))
    return largest.height > UPRIGHT * largest.width


def _line_beside(
    transform: PageTransform, rect: Rect, *, is_upright: bool
) -> tuple[int, int, int, int]:
    """The lower edge of a line of text, the right one of a line that runs down, wherever the turn has put it."""
    first = (rect.x1, rect.y0) if is_upright else (rect.x0, rect.y1)
    x0, y0 = transform.to_view(*first)
    x1, y1 = transform.to_view(rect.x1, rect.y1)
    return round(x0), round(y0), round(x1), round(y1)
