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
        self.pages = tuple(pages)
        self.index = {(p.document, p.page): i for i, p in enumerate(self.pages)}

    def lay_out(self, view: tuple[int, int], ratio: float) -> Strip:
        """The strip of these pages for a view of `view` device pixels."""
        self.strip = Strip(self.pages, self.zoom, self.rotation, ratio, view, self.arrangement)
        return self.strip

    def fit_column(
        self,
        index: int,
        text: PageText,
        offset: tuple[int, int],
        view: tuple[int, int],
        ratio: float,
    ) -> bool:
        """Zoom so that the column under the reading line of page `index` fills the width, if it has one."""
        from reader.text_column import column_at  # noqa: PLC0415 - only when it is asked for

        at = self.strip.to_page(index, offset[0] + view[0] / 2, offset[1] + view[1] * READING_LINE)
        column = column_at(text, *at)
        if column is None:
            return False
        self.column = index, column
        self.zoom = fit_column(self.pages[index], column, self.rotation, ratio, view)
        return True

    def fit_pages(self, index: int, view: tuple[int, int], ratio: float) -> None:
        """Zoom so that page `index`, and what stands beside it, fills the width or is in the view."""
        self.column = None
        if self.pages and self.fit is not FitMode.NONE:
            fit = fit_page if self.fit is FitMode.PAGE else fit_width
            pages = [self.pages[i] for i in self._beside(index)]
            self.zoom = fit(pages, self.rotation, ratio, view)

    def _beside(self, index: int) -> list[int]:
        """The pages of a row; a page that faces none has the room of two all the same."""
        if self.arrangement.layout is not Layout.FACING:
            return [index]
        row = [i for i in facing(index) if i < len(self.pages)]
        return row if len(row) == 2 else row * 2

    def column_left(self) -> int | None:
        """Where the view's left edge is when the column fills it, None without a column."""
        if self.column is None:
            return None
        index, column = self.column
        on_page = self.strip.transform(index).rect_to_view(column)
        return round(self.strip.box(index).left + on_page.x0 - self.strip.gap)
