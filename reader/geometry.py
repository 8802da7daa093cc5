"""Where pages stand in scroll space, and the transforms between a page and the view. Pure: no Qt.

Page space: points of the unrotated crop box. View space: whole device pixels, so that a picture
drawn for a page covers exactly its rectangle at any zoom and on any screen; the widgets divide by
the screen's devicePixelRatio where Qt wants its own units.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from index_builder.model import Rect

PIXELS_PER_POINT = 96 / 72
"""At zoom 1 a point of paper is this many device-independent pixels."""

GAP = 10
"""Device-independent pixels between pages, and around them."""

ZOOM_MIN = 0.1
ZOOM_MAX = 8.0
ZOOM_STEPS = tuple(
    percent / 100
    for percent in (
        10,
        25,
        33,
        50,
        67,
        75,
        90,
        100,
        110,
        125,
        150,
        175,
        200,
        250,
        300,
        400,
        500,
        600,
        800,
    )
)


class PageRef(NamedTuple):
    """A page of the strip: size in points of the unrotated crop box; `rotation` is the file's own."""

    document: int
    page: int
    width: float
    height: float
    rotation: int


class Box(NamedTuple):
    """A rectangle in view space, in device pixels."""

    left: int
    top: int
    width: int
    height: int


def clamp_zoom(zoom: float) -> float:
    """`zoom` within 10 % and 800 %."""
    return min(max(zoom, ZOOM_MIN), ZOOM_MAX)


def next_zoom(zoom: float, direction: int) -> float:
    """The next of the usual zoom steps above (`direction` > 0) or below `zoom`."""
    steps = ZOOM_STEPS
    if direction > 0:
        return next((step for step in steps if step > zoom * 1.001), ZOOM_MAX)
    return next((step for step in reversed(steps) if step < zoom * 0.999), ZOOM_MIN)


class PageTransform(Struct, frozen=True):
    """Between a page of `width` × `height` points (unrotated) and its picture.

    `rotation` is the whole clockwise turn, the page's own and the reader's; `scale` is in device
    pixels per point; the picture's origin is its top left corner.
    """

    width: float
    height: float
    rotation: int
    scale: float

    @property
    def turned_size(self) -> tuple[float, float]:
        """Width and height in points as the page stands on the screen."""
        if self.rotation % 180:
            return self.height, self.width
        return self.width, self.height

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page in pixels of its picture."""
        match self.rotation % 360:
            case 90:
                x, y = self.height - y, x
            case 180:
                x, y = self.width - x, self.height - y
            case 270:
                x, y = y, self.width - x
        return x * self.scale, y * self.scale

    def to_page(self, x: float, y: float) -> tuple[float, float]:
        """A pixel of the picture as a point of the page; the inverse of `to_view`."""
        x, y = x / self.scale, y / self.scale
        match self.rotation % 360:
            case 90:
                x, y = y, self.height - x
            case 180:
                x, y = self.width - x, self.height - y
            case 270:
                x, y = self.width - y, x
        return x, y

    def rect_to_view(self, rect: Rect) -> Rect:
        """A rectangle of the page in pixels of its picture."""
        return _normal(self.to_view(rect.x0, rect.y0), self.to_view(rect.x1, rect.y1))

    def rect_to_page(self, rect: Rect) -> Rect:
        """A rectangle of the picture in points of the page."""
        return _normal(self.to_page(rect.x0, rect.y0), self.to_page(rect.x1, rect.y1))


def _normal(a: tuple[float, float], b: tuple[float, float]) -> Rect:
    return Rect(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))


class Strip:
    """Pages one below the other, centred, in device pixels.

    Made anew for each zoom, turn and list of pages: 10,000 pages take some milliseconds.
    Looking up a page is a bisection.
    """

    def __init__(
        self, pages: Sequence[PageRef], zoom: float, rotation: int, ratio: float, view_width: int
    ) -> None:
        self.pages = pages
        self.rotation = rotation
        self.scale = zoom * PIXELS_PER_POINT * ratio
        self.gap = round(GAP * ratio)
        scale = self.scale
        sizes = [
            (p.height, p.width) if (p.rotation + rotation) % 180 else (p.width, p.height)
            for p in pages
        ]
        self._widths = [max(1, round(width * scale)) for width, _ in sizes]
        self._heights = [max(1, round(height * scale)) for _, height in sizes]
        steps = [height + self.gap for height in self._heights]
        self._tops = list(accumulate(steps, initial=self.gap))
        self.height = self._tops[-1] if pages else 0
        self.content_width = max(self._widths, default=0) + 2 * self.gap
        self.width = max(self.content_width, view_width)

    def box(self, index: int) -> Box:
        """Where page `index` stands."""
        width = self._widths[index]
        return Box((self.width - width) // 2, self._tops[index], width, self._heights[index])

    def page_at(self, y: float) -> int:
        """The page at height `y`; a gap belongs to the page above it. The strip must have pages."""
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self.pages) - 1)

    def visible(self, top: float, bottom: float) -> range:
        """The pages that reach into `top` … `bottom`."""
        if not self.pages:
            return range(0)
        first = self.page_at(top)
        if self._tops[first] + self._heights[first] <= top:
            first += 1
        last = self.page_at(bottom)
        if self._tops[last] >= bottom:
            last -= 1
        return range(first, last + 1)

    def transform(self, index: int) -> PageTransform:
        """Between page `index` and its box."""
        page = self.pages[index]
        turn = (page.rotation + self.rotation) % 360
        return PageTransform(page.width, page.height, turn, self.scale)

    def to_strip(self, index: int, x: float, y: float) -> tuple[float, float]:
        """A point of page `index` in view space."""
        box = self.box(index)
        left, top = self.transform(index).to_view(x, y)
        return box.left + left, box.top + top

    def to_page(self, index: int, x: float, y: float) -> tuple[float, float]:
        """A point of view space in the space of page `index`; it may lie outside the page."""
        box = self.box(index)
        return self.transform(index).to_page(x - box.left, y - box.top)


def fit_width(page: PageRef, rotation: int, ratio: float, view: tuple[int, int]) -> float:
    """The zoom at which `page` fills the width of a view of `view` device pixels."""
    width, _ = PageTransform(page.width, page.height, page.rotation + rotation, 1).turned_size
    room = view[0] - 2 * round(GAP * ratio)
    return clamp_zoom(room / (width * PIXELS_PER_POINT * ratio))


def fit_page(page: PageRef, rotation: int, ratio: float, view: tuple[int, int]) -> float:
    """The zoom at which the whole of `page` is in a view of `view` device pixels."""
    _, height = PageTransform(page.width, page.height, page.rotation + rotation, 1).turned_size
    room = view[1] - 2 * round(GAP * ratio)
    by_height = clamp_zoom(room / (height * PIXELS_PER_POINT * ratio))
    return min(by_height, fit_width(page, rotation, ratio, view))
