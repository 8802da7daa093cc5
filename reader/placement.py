"""How the pages of a view are put: which ones, zoom, turn, arrangement, and what the zoom follows. Pure."""

from collections.abc import Sequence

from index_builder.model import PageText, Rect
from reader.geometry import (
    Arrangement,
    FitMode,
    Layout,
    PageRef,
    Strip,
    facing,
    fit_column,
    fit_page,
    fit_width,
)

READING_LINE = 1 / 3
"""How far down the view the eye is taken to be."""


class Placement:
    """What a strip is made of, and the strip.

    Attributes:
        pages: in their order.
        index: the place of (document, page) among them.
        zoom: 1.0 is 100 %.
        rotation: the clockwise turn added to the pages' own.
        fit: what the zoom follows.
        column: (page's index, rectangle on it) of the column that fills the width, None without one.
        strip: as laid out last.
    """

    def __init__(self) -> None:
        self.pages: tuple[PageRef, ...] = ()
        self.index: dict[tuple[int, int], int] = {}
        self.zoom = 1.0
        self.rotation = 0
        self.fit = FitMode.WIDTH
        self.arrangement = Arrangement()
        self.column: tuple[int, Rect] | None = None
        self.strip = Strip((), 1.0, 0, 1.0, (1, 1))

    def set_pages(self, pages: Sequence[PageRef]) -> None:
        """Other pages, not laid out yet."""
        index = {(p.document, p.page): i for i, p in enumerate(pages)}
        if index != self.index:
            self.column = None
        self.pages, self.index = tuple(pages), index

    def lay_out(self, view: tuple[int, int], ratio: float) -> Strip:
        """The strip of these pages for a view of `view` device pixels."""
        self.strip = Strip(self.pages, self.zoom, self.rotation, ratio, view, self.arrangement)
        return self.strip

    def read_point(self, offset: tuple[int, int]) -> tuple[int, float, float]:
        """The page and the point on it at the middle of the reading line, the view's corner at `offset`."""
        if not self.strip.pages:
            return 0, 0.0, 0.0
        x = offset[0] + self.strip.view[0] / 2
        y = offset[1] + self.strip.view[1] * READING_LINE
        index = self.strip.page_at(y, x)
        return index, *self.strip.to_page(index, x, y)

    def find_column(self, index: int, text: PageText, offset: tuple[int, int]) -> None:
        """Take the column of page `index` under the reading line for the one that fills the width."""
        from reader.text_column import column_at  # noqa: PLC0415 - only when it is asked for

        x = offset[0] + self.strip.view[0] / 2
        y = offset[1] + self.strip.view[1] * READING_LINE
        column = column_at(text, *self.strip.to_page(index, x, y))
        self.column = None if column is None else (index, column)

    def apply_fit(self, index: int, view: tuple[int, int], ratio: float) -> None:
        """Zoom so that the column, or page `index` and what stands beside it, fits a view of `view` pixels."""
        if self.fit is not FitMode.TEXT:
            self.column = None
        if not self.pages or self.fit is FitMode.NONE:
            return
        if self.column is not None and self.column[0] < len(self.pages):
            page, column = self.pages[self.column[0]], self.column[1]
            self.zoom = fit_column(page, column, self.rotation, ratio, view)
            return
        fit = fit_page if self.fit is FitMode.PAGE else fit_width
        pages = [self.pages[i] for i in self._beside(index)]
        self.zoom = fit(pages, self.rotation, ratio, view)

    def _beside(self, index: int) -> list[int]:
        """The pages of a row; a page that faces none has the room of two all the same."""
        if self.arrangement.layout is not Layout.FACING:
            return [index]
        row = list(facing(self.pages, index))
        return row if len(row) == 2 else row * 2

    def column_corner(self, read: tuple[int, float, float]) -> tuple[float, float] | None:
        """The view's corner with the column in it and the point `read` at the reading line; None without column."""
        if self.column is None or self.column[0] >= len(self.strip.pages):
            return None
        column = self.strip.rect_to_strip(*self.column)
        _, y = self.strip.to_strip(*read)
        top = y - self.strip.view[1] * READING_LINE
        return column.x0 - self.strip.gap, self.strip.within(read[0], top)
