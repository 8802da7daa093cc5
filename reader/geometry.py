"""Where pages stand in scroll space, and the transforms between a page and the view. Pure: no Qt.

Page space: points of the unrotated crop box. View space: whole device pixels, so that a picture
drawn for a page covers exactly its rectangle at any zoom and on any screen; the widgets divide by
the screen's devicePixelRatio where Qt wants its own units.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import NamedTuple

from msgspec import Struct

from index_builder.model import Rect

PIXELS_PER_POINT = 96 / 72
"""At zoom 1 a point of paper is this many device-independent pixels."""

GAP = 10
"""Device-independent pixels between pages, and around them."""

SPINE = 2
"""Device-independent pixels between two facing pages."""

COMFORT = 0.25
"""A place that is gone to is put this far down the view."""

LONGEST = 2**31 - 1
"""What a scroll bar can count to."""

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


class Layout(StrEnum):
    """How pages are put together: all below one another, one at a time, or by twos behind a cover."""

    CONTINUOUS = "continuous"
    SINGLE = "single"
    FACING = "facing"


class FitMode(StrEnum):
    """What the zoom follows when the view changes its size."""

    NONE = "none"
    WIDTH = "width"
    PAGE = "page"
    TEXT = "text"


class Arrangement(Struct, frozen=True):
    """The layout, and whether facing pages run leftwards, as those of vertical books do."""

    layout: Layout = Layout.CONTINUOUS
    leftwards: bool = False


class PageRef(NamedTuple):
    """A page of the strip: size in points of the unrotated crop box; `rotation` is the file's own.

    `second` tells which of two facing pages it is; None for all: they are counted from a cover on.
    """

    document: int
    page: int
    width: float
    height: float
    rotation: int
    second: bool | None = None


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


def is_second(pages: Sequence[PageRef], index: int) -> bool:
    """Whether page `index` is the one of two facing pages that is read second; a cover is."""
    told = pages[index].second
    return index % 2 == 0 if told is None else told


def facing(pages: Sequence[PageRef], index: int) -> range:
    """The pages of the spread that page `index` belongs to: two, or one beside nothing."""
    first = index - 1 if index and is_second(pages, index) else index
    if is_second(pages, first):
        return range(index, index + 1)
    both = first + 1 < len(pages) and is_second(pages, first + 1)
    return range(first, first + 2 if both else first + 1)


class Strip:
    """The pages in rows below one another, in device pixels.

    A row is a page, or two that face each other across a spine in the middle. In the single layout
    a row is at least as high as the view, so that one page alone is in sight.
    Made anew for each zoom, turn and list of pages: 10,000 pages take some milliseconds.
    Looking up a page is a bisection.

    It is made of pages, zoom, a clockwise turn added to the pages' own, the screen's device pixels
    per device-independent one, the size of the view, and the arrangement.

    Attributes:
        view: width and height of the view.
        height: of the whole strip.
        content_width: of the widest row with a gap on either side.
        width: the same, but at least the view's.
    """

    def __init__(  # noqa: PLR0917 - what a strip is made of, in the docstring's order
        self,
        pages: Sequence[PageRef],
        zoom: float,
        rotation: int,
        ratio: float,
        view: tuple[int, int],
        arrangement: Arrangement = Arrangement(),  # noqa: B008 - it is frozen
    ) -> None:
        self.pages = pages
        self.rotation = rotation
        self.scale = zoom * PIXELS_PER_POINT * ratio
        self.view = view
        self.arrangement = arrangement
        self.gap = round(GAP * ratio)
        self._spine = round(SPINE * ratio)
        self._is_facing = arrangement.layout is Layout.FACING
        scale = self.scale
        sizes = [
            (p.height, p.width) if (p.rotation + rotation) % 180 else (p.width, p.height)
            for p in pages
        ]
        self._widths = [max(1, round(width * scale)) for width, _ in sizes]
        self._heights = [max(1, round(height * scale)) for _, height in sizes]
        self._stack()
        widest = max(self._widths, default=0)
        both = 2 * widest + self._spine if self._is_facing else widest
        self.content_width = both + 2 * self.gap
        self.width = max(self.content_width, view[0])

    def _stack(self) -> None:
        """Put the rows below one another."""
        heights, gap = self._heights, self.gap
        self._firsts: Sequence[int] = range(len(self.pages) + 1)
        if self._is_facing:
            firsts = [0]
            while firsts[-1] < len(self.pages):
                firsts.append(facing(self.pages, firsts[-1]).stop)
            heights = [max(heights[start:stop]) for start, stop in pairwise(firsts)]
            self._firsts = firsts
        if self.arrangement.layout is Layout.SINGLE:
            rooms = [max(height + 2 * gap, self.view[1]) for height in heights]
            self._tops = list(accumulate(rooms, initial=0))
            self._rows = rooms
        else:
            self._tops = list(accumulate((height + gap for height in heights), initial=gap))
            self._rows = heights
        self.height = min(self._tops[-1], LONGEST) if self.pages else 0

    def _row_of(self, index: int) -> int:
        return bisect_right(self._firsts, index) - 1 if self._is_facing else index

    def _row_at(self, y: float) -> int:
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self._rows) - 1)

    def row(self, index: int) -> range:
        """The pages that stand beside page `index`, itself included."""
        return self._members(self._row_of(index))

    def _members(self, row: int) -> range:
        return range(self._firsts[row], self._firsts[row + 1])

    def _is_left(self, index: int) -> bool:
        """Whether a page of facing ones stands left of the spine; a cover is a right hand page."""
        return is_second(self.pages, index) is self.arrangement.leftwards

    def box(self, index: int) -> Box:
        """Where page `index` stands."""
        width, height = self._widths[index], self._heights[index]
        row = self._row_of(index)
        left, top = (self.width - width) // 2, self._tops[row]
        if self._is_facing:
            middle = (self.width - self._spine) // 2
            left = middle - width if self._is_left(index) else middle + self._spine
        elif self.arrangement.layout is Layout.SINGLE:
            top += (self._rows[row] - height) // 2
        return Box(left, top, width, height)

    def page_at(self, y: float, x: float | None = None) -> int:
        """The page at height `y`; a gap belongs to the page above it. The strip must have pages.

        Of two facing pages it is the one at `x`, and without `x` the one that is read first.
        """
        members = self._members(self._row_at(y))
        if x is None or len(members) == 1:
            return members[0]
        is_left = x < self.width / 2
        return next(index for index in members if self._is_left(index) is is_left)

    def visible(self, top: float, bottom: float) -> range:
        """The pages of the rows that reach into `top` … `bottom`."""
        if not self.pages:
            return range(0)
        first = self._row_at(top)
        if self._tops[first] + self._rows[first] <= top:
            first += 1
        last = self._row_at(bottom)
        if self._tops[last] >= bottom:
            last -= 1
        if last < first:
            return range(0)
        return range(self._members(first)[0], self._members(last)[-1] + 1)

    def comfortable(
        self, index: int, rect: Rect | None, offset: tuple[int, int]
    ) -> tuple[float, float]:
        """The view's corner that shows `rect` of page `index`, or its top, well; `offset` if that does."""
        x, y = float(offset[0]), float(offset[1])
        if rect is None:
            return x, self.within(index, self.box(index).top - self.gap)
        target = self.rect_to_strip(index, rect)
        width, height = self.view
        if not (y + height * COMFORT / 2 <= target.y0 and target.y1 <= y + height * (1 - COMFORT)):
            y = target.y0 - height * COMFORT
        if not (x <= target.x0 and target.x1 <= x + width):
            x = target.center[0] - width / 2
        return x, self.within(index, y)

    def rest(self, top: float) -> float:
        """Where the view's top edge may rest near `top`: in the single layout within one row."""
        if self.arrangement.layout is not Layout.SINGLE or not self.pages:
            return top
        first, last = self._limits(self._row_at(top + self.view[1] / 2))
        return min(max(top, first), last)

    def within(self, index: int, top: float) -> float:
        """`top` moved so that, in the single layout, the row of page `index` alone is in sight."""
        if self.arrangement.layout is not Layout.SINGLE:
            return top
        first, last = self._limits(self._row_of(index))
        return min(max(top, first), last)

    def step(self, top: float, by: float) -> float:
        """Where a step from `top` leads: in the single layout to the row's edge, from there to the next row."""
        if self.arrangement.layout is not Layout.SINGLE or not self.pages:
            return top + by
        row = self._row_at(top + self.view[1] / 2)
        first, last = self._limits(row)
        if by > 0 and top >= last and row + 1 < len(self._rows):
            return self._limits(row + 1)[0]
        if by < 0 and top <= first and row:
            return self._limits(row - 1)[1]
        return min(max(top + by, first), last)

    def turns_page(self, top: float, by: float) -> bool:
        """Whether a step from `top` leads to another row of the single layout."""
        if self.arrangement.layout is not Layout.SINGLE or not self.pages:
            return False
        middle = self.view[1] / 2
        return self._row_at(self.step(top, by) + middle) != self._row_at(top + middle)

    def _limits(self, row: int) -> tuple[int, int]:
        """Where the view's top edge is when the top, and when the foot, of a row is in sight."""
        return self._tops[row], self._tops[row] + self._rows[row] - self.view[1]

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

    def rect_to_strip(self, index: int, rect: Rect) -> Rect:
        """A rectangle of page `index` in view space."""
        box = self.box(index)
        x0, y0, x1, y1 = self.transform(index).rect_to_view(rect)
        return Rect(box.left + x0, box.top + y0, box.left + x1, box.top + y1)

    def to_page(self, index: int, x: float, y: float) -> tuple[float, float]:
        """A point of view space in the space of page `index`; it may lie outside the page."""
        box = self.box(index)
        return self.transform(index).to_page(x - box.left, y - box.top)


def fit_width(
    pages: Sequence[PageRef], rotation: int, ratio: float, view: tuple[int, int]
) -> float:
    """The zoom at which `pages`, side by side, fill the width of a view of `view` device pixels."""
    width = sum(_turned(page, rotation)[0] for page in pages)
    room = view[0] - 2 * round(GAP * ratio) - (len(pages) - 1) * round(SPINE * ratio)
    return clamp_zoom(room / (width * PIXELS_PER_POINT * ratio))


def fit_page(pages: Sequence[PageRef], rotation: int, ratio: float, view: tuple[int, int]) -> float:
    """The zoom at which the whole of `pages`, side by side, is in a view of `view` device pixels."""
    height = max(_turned(page, rotation)[1] for page in pages)
    room = view[1] - 2 * round(GAP * ratio)
    by_height = clamp_zoom(room / (height * PIXELS_PER_POINT * ratio))
    return min(by_height, fit_width(pages, rotation, ratio, view))


def fit_column(
    page: PageRef, column: Rect, rotation: int, ratio: float, view: tuple[int, int]
) -> float:
    """The zoom at which a part of a page fills the width of a view of `view` device pixels."""
    turn = PageTransform(page.width, page.height, (page.rotation + rotation) % 360, 1)
    room = view[0] - 2 * round(GAP * ratio)
    return clamp_zoom(room / (turn.rect_to_view(column).width * PIXELS_PER_POINT * ratio))


def _turned(page: PageRef, rotation: int) -> tuple[float, float]:
    return PageTransform(page.width, page.height, page.rotation + rotation, 1).turned_size
