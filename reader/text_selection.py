"""The text that is selected in the page view, across pages; kept apart from the mouse that selects it."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from index_builder.model import Rect
from reader.overlays import Overlays, Region, Style
from reader.render import RenderService

if TYPE_CHECKING:
    from reader.selection import Caret, PageSelector

LAYER = "selection"


class PagePoint(Struct, frozen=True):
    """A point of a page, in points of its unrotated crop box; it may lie outside the page."""

    document: int
    page: int
    x: float
    y: float


class TextSelection(QObject):
    """From an anchor to a focus, over the pages of a strip.

    Signals:
        changed: other characters are selected, or none.
    """

    changed = Signal()

    def __init__(
        self, service: RenderService, overlays: Overlays, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._overlays = overlays
        self._selectors: dict[tuple[int, int], PageSelector] = {}
        self._order: dict[tuple[int, int], int] = {}
        self._pages: list[tuple[int, int]] = []
        self._anchor: PagePoint | None = None
        self._focus: PagePoint | None = None
        self._by_words = False
        self._spans: dict[tuple[int, int], tuple[Caret, Caret]] = {}
        service.text_arrived.connect(self._on_text_arrived)

    def set_pages(self, pages: list[tuple[int, int]]) -> None:
        """The (document, page) of the strip in its order."""
        self._pages = pages
        self._order = {place: number for number, place in enumerate(pages)}
        self._selectors.clear()
        self._select()

    def start(self, point: PagePoint, *, words: bool = False) -> None:
        """Put the anchor at `point`; nothing is selected until `extend`, unless whole words are."""
        self._by_words = words
        self._anchor = self._focus = point
        self._select()

    def extend(self, point: PagePoint) -> None:
        """Select up to `point`."""
        if self._anchor is not None:
            self._focus = point
            self._select()

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self._focus = None
        self._select()

    def is_over_text(self, point: PagePoint) -> bool:
        """Whether text is known to stand at `point`."""
        selector = self._selector(point.document, point.page)
        return selector is not None and selector.is_over_text(point.x, point.y)

    def text(self) -> str:
        """The selected text, clean: lines joined as their script wants it."""
        pieces = [self._selectors[place].text(*carets) for place, carets in self._spans.items()]
        return "\n".join(piece for piece in pieces if piece)

    def pieces(self) -> list[tuple[int, int, tuple[Rect, ...], str]]:
        """(document, page, boxes, text) for each page with selected text."""
        found = []
        for (document, page), carets in self._spans.items():
            selector = self._selectors[document, page]
            rects = selector.rects(selector.between(*carets))
            found.append((document, page, rects, selector.text(*carets)))
        return found

    def _on_text_arrived(self, document: int, page: int) -> None:
        del document, page
        if self._anchor is not None:
            self._select()

    def _selector(self, document: int, page: int) -> "PageSelector | None":
        known = self._selectors.get((document, page))
        if known is not None:
            return known
        text = self._service.text(document, page)
        if text is None:
            self._service.request_text(document, page)
            return None
        from reader.selection import PageSelector  # noqa: PLC0415 - later than the first page

        made = self._selectors[document, page] = PageSelector(text)
        return made

    def _select(self) -> None:
        spans = self._carets()
        if spans == self._spans:
            return
        self._spans = spans
        regions = {
            (document, page): [Region(rects, Style.SELECTION)]
            for document, page, rects, _ in self.pieces()
        }
        self._overlays.set_layer(LAYER, regions)
        self.changed.emit()

    def _carets(self) -> dict[tuple[int, int], tuple["Caret", "Caret"]]:
        if self._anchor is None or self._focus is None:
            return {}
        ends = [self._anchor, self._focus]
        places = [self._order.get((end.document, end.page), -1) for end in ends]
        if min(places) < 0:
            return {}
        if places[0] > places[1]:
            ends.reverse()
            places.reverse()
        found = {}
        for number in range(places[0], places[1] + 1):
            place = self._pages[number]
            selector = self._selector(*place)
            whole = selector.all if selector is not None else None
            if selector is None or whole is None:
                continue
            start = self._end(selector, ends[0], 0) if number == places[0] else whole[0]
            end = self._end(selector, ends[1], 1) if number == places[1] else whole[1]
            if start is not None and end is not None and start != end:
                found[place] = (start, end)
        return found

    def _end(self, selector: "PageSelector", point: PagePoint, side: int) -> "Caret | None":
        if self._by_words:
            word = selector.word(point.x, point.y)
            if word is not None:
                return word[side]
            if self._anchor == self._focus:
                return None
        return selector.caret(point.x, point.y)
