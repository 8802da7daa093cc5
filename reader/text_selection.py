"""The text that is selected in the page view, across pages; kept apart from the mouse that selects it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal

from index_builder.model import Rect, Structure
from reader.overlays import Overlays, Region, Style
from reader.render import RenderService

if TYPE_CHECKING:
    from reader.clean_text import Stretch, Wishes
    from reader.selection import Caret, PageSelector, Step, Unit
    from reader.word_borders import WordBorders

LAYER = "selection"

AT_ONCE = 4
"""Pages whose lines are put in order in one turn of the event loop; a selection may span a volume."""

Page = tuple[int, int]
"""(document, page)."""


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
        self._words: WordBorders | None = None
        self._structure: Callable[[int], Structure | None] = lambda _document: None
        self._selectors: dict[Page, PageSelector] = {}
        self._order: dict[Page, int] = {}
        self._pages: list[Page] = []
        self._anchor: PagePoint | None = None
        self._focus: PagePoint | Page | None = None
        self._unit: Unit | None = None
        self._spans: dict[Page, tuple[Caret, Caret]] = {}
        self._caret: tuple[Page, Caret] | None = None
        self._regions: dict[Page, list[Region]] = {}
        self._later = QTimer(self, singleShot=True, interval=1)
        self._later.timeout.connect(self._select)
        service.text_arrived.connect(self._on_text_arrived)

    # --- what it stands on --------------------------------------------------------------------

    def attach_structures(self, structure: Callable[[int], Structure | None]) -> None:
        """Let the reading order of a document be that of its structure, once there is one."""
        self._structure = structure

    def on_structures_changed(self) -> None:
        """Other structures are there: for what is selected next, the selection itself stays as it was."""
        if not self._spans:
            self._forget_pages()

    def set_pages(self, pages: list[Page]) -> None:
        """The (document, page) of the strip in its order."""
        self._pages = pages
        self._order = {place: number for number, place in enumerate(pages)}
        self._caret = None
        self._forget_pages()
        self._select()

    def _forget_pages(self) -> None:
        self._selectors.clear()
        if self._words is not None:
            self._words.clear()

    # --- selecting ----------------------------------------------------------------------------

    def start(self, point: PagePoint, unit: "Unit | None" = None) -> None:
        """Put the anchor at `point`; nothing is selected until `extend`, unless a word or line is."""
        if not self._spans:
            self.on_structures_changed()
        self._unit = unit
        self._caret = None
        self._anchor = self._focus = point
        self._select()

    def extend(self, point: PagePoint) -> None:
        """Select up to `point`; without an anchor it is the anchor."""
        if self._anchor is None:
            self.start(point)
            return
        self._caret = None
        self._focus = point
        self._select()

    def select_page(self, document: int, page: int) -> None:
        """Select the whole text of a page."""
        self._unit = self._caret = None
        self._anchor, self._focus = PagePoint(document, page, 0.0, 0.0), (document, page)
        self._select()

    def step(self, dx: int, dy: int) -> tuple[int, int, Rect] | None:
        """Move the focus as an arrow key does; (`dx`, `dy`) is the direction on the unturned page.

        Where the focus is then (document, page, box), None when it cannot be moved.
        """
        return self._move(lambda selector, caret: selector.step(caret, dx, dy))

    def step_to_edge(self, *, end: bool) -> tuple[int, int, Rect] | None:
        """Move the focus to the start or the end of its line."""
        from reader.selection import Step  # noqa: PLC0415 - later than the first page

        return self._move(lambda _selector, _caret: Step.LINE_END if end else Step.LINE_START)

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self._focus = self._caret = None
        self._select()

    # --- what is selected ---------------------------------------------------------------------

    @property
    def is_empty(self) -> bool:
        return not self._spans

    @property
    def focus_page(self) -> Page | None:
        """The (document, page) on which keys move the end of the selection, None without an anchor."""
        if self._caret is not None:
            return self._caret[0]
        focus = self._focus
        return (focus.document, focus.page) if isinstance(focus, PagePoint) else focus

    @property
    def focus(self) -> PagePoint | None:
        """Where the end of the selection is that mouse and keys move; None where a whole page is selected."""
        return self._focus if isinstance(self._focus, PagePoint) else None

    def rects(self, document: int, page: int) -> tuple[Rect, ...]:
        """The boxes of what is selected of a page."""
        regions = self._regions.get((document, page), [])
        return tuple(rect for region in regions for rect in region.rects)

    @property
    def pages(self) -> list[Page]:
        """The (document, page) with selected text."""
        return list(self._spans)

    def paragraphs(self, document: int, page: int) -> "list[Stretch]":
        """All that a page with selected text says, paragraph by paragraph."""
        selector = self._selectors[document, page]
        return selector.stretches(*selector.all) if selector.all is not None else []

    def is_over_text(self, point: PagePoint) -> bool:
        """Whether text is known to stand at `point`."""
        selector = self._selector(point.document, point.page)
        return selector is not None and selector.is_over_text(point.x, point.y)

    def text(self) -> str:
        """The selected text, clean: lines joined as their script wants it, paragraphs whole over page ends."""
        return self.writer()()

    def writer(self, wishes: "Wishes | None" = None) -> Callable[[], str]:
        """What writes down the present selection, as `text` does; it may be called on any thread."""
        from reader.clean_text import PLAIN, joined  # noqa: PLC0415 - later than the first page

        kept = PLAIN if wishes is None else wishes
        taken = [
            (place[0], self._selectors[place], carets) for place, carets in self._spans.items()
        ]
        return lambda: joined(
            [(document, selector.stretches(*carets, kept)) for document, selector, carets in taken]
        )

    def places(self) -> list[tuple[int, int, tuple[Rect, ...]]]:
        """(document, page, boxes) for each page with selected text."""
        return [(*place, self.rects(*place)) for place in self._spans]

    def stretches(self) -> list[tuple[int, int, tuple[Rect, ...], "Stretch"]]:
        """(document, page, boxes, stretch) for each paragraph with selected text; the boxes are those of its page."""
        return [
            (*here, stretch)
            for here in self.places()
            for stretch in self._selectors[here[:2]].stretches(*self._spans[here[:2]])
        ]

    def _rects(self, place: Page) -> tuple[Rect, ...]:
        selector = self._selectors[place]
        return selector.rects(selector.between(*self._spans[place]))

    # --- answers ------------------------------------------------------------------------------

    def _on_text_arrived(self, document: int, page: int) -> None:
        del document, page
        if self._anchor is not None:
            self._later.start()

    def _on_words_arrived(self) -> None:
        from reader.selection import Unit  # noqa: PLC0415 - later than the first page

        if self._unit is Unit.WORD:
            self._select()

    # --- carets -------------------------------------------------------------------------------

    def _selector(self, document: int, page: int) -> "PageSelector | None":
        known = self._selectors.get((document, page))
        if known is not None:
            return known
        text = self._service.text(document, page)
        if text is None:
            self._service.request_text(document, page)
            return None
        from reader.selection import PageSelector  # noqa: PLC0415 - later than the first page

        made = self._selectors[document, page] = PageSelector(text, self._structure(document))
        if made.all is not None:
            self._word_borders().request((document, page), made.stretches(*made.all))
        return made

    def _word_borders(self) -> "WordBorders":
        if self._words is None:
            from reader.word_borders import WordBorders  # noqa: PLC0415 - later than the first page

            self._words = WordBorders(self._service, self)
            self._words.arrived.connect(self._on_words_arrived)
        return self._words

    def _select(self) -> None:
        spans = self._carets()
        if spans == self._spans:
            return
        before, self._spans = self._spans, spans
        self._regions = {
            place: self._regions[place]
            if before.get(place) == carets
            else [Region(self._rects(place), Style.SELECTION)]
            for place, carets in spans.items()
        }
        self._overlays.set_layer(LAYER, self._regions)
        self.changed.emit()

    def _carets(self) -> dict[Page, tuple["Caret", "Caret"]]:
        if self._anchor is None or self._focus is None:
            return {}
        if isinstance(self._focus, tuple):
            selector = self._selector(*self._focus)
            whole = selector.all if selector is not None else None
            return {self._focus: whole} if whole is not None else {}
        anchor = self._anchor.document, self._anchor.page
        focus = self._caret[0] if self._caret else (self._focus.document, self._focus.page)
        if anchor not in self._order or focus not in self._order:
            return {}
        first, last = sorted((self._order[anchor], self._order[focus]))
        found = {}
        made = 0
        for number in range(first, last + 1):
            made += self._pages[number] not in self._selectors
            if made > AT_ONCE:
                self._later.start()
                break
            selector = self._selector(*self._pages[number])
            if selector is None or selector.all is None:
                continue
            start, end = selector.all
            if number in (self._order[anchor], self._order[focus]):
                ends = self._ends(selector, self._pages[number], anchor, focus)
                start = min(ends) if number == first else start
                end = max(ends) if number == last else end
            if start < end:
                found[self._pages[number]] = (start, end)
        return found

    def _ends(
        self, selector: "PageSelector", here: Page, anchor: Page, focus: Page
    ) -> list["Caret"]:
        """The places on a page that the selection has to reach."""
        assert self._anchor is not None
        ends = []
        if here == anchor:
            ends += self._reached(selector, here, self._anchor)
        if here == focus and self._caret is not None:
            ends.append(self._caret[1])
        elif here == focus and isinstance(self._focus, PagePoint):
            ends += self._reached(selector, here, self._focus)
        return ends

    def _reached(self, selector: "PageSelector", here: Page, point: PagePoint) -> list["Caret"]:
        if self._unit is not None:
            words = self._words.of(here) if self._words is not None else None
            unit = selector.unit(self._unit, point.x, point.y, words)
            if unit is not None:
                return list(unit)
        caret = selector.caret(point.x, point.y)
        return [caret] if caret is not None else []

    def _move(
        self, step_of: "Callable[[PageSelector, Caret], Step]"
    ) -> tuple[int, int, Rect] | None:
        place, caret = self._caret or self._focus_caret()
        if caret is None or place is None:
            return None
        selector = self._selectors[place]
        step = step_of(selector, caret)
        moved = selector.moved(caret, step)
        while moved is None:
            following = self._neighbour(place, step)
            if following is None:
                return None
            place, selector = following
            whole = selector.all
            if whole is not None:
                moved = whole[0] if self._goes_down(step) else whole[1]
        box = selector.caret_rect(moved)
        self._caret, self._focus = (place, moved), PagePoint(*place, *box.center)
        self._keep_anchor()
        self._select()
        return (*place, box)

    def _keep_anchor(self) -> None:
        """What was selected by words or lines goes on by characters, from where it begins."""
        if self._unit is not None and self._anchor is not None:
            place = self._anchor.document, self._anchor.page
            if place in self._spans:
                box = self._selectors[place].caret_rect(self._spans[place][0])
                self._anchor = PagePoint(*place, box.x0, box.center[1])
        self._unit = None

    def _focus_caret(self) -> "tuple[Page, Caret] | tuple[None, None]":
        """Where the focus of the mouse is: the end of the selection that is not the anchor's."""
        if self._anchor is None:
            return None, None
        anchor = self._anchor.document, self._anchor.page
        focus = self._focus
        place = (focus.document, focus.page) if isinstance(focus, PagePoint) else anchor
        if place not in self._spans:
            selector = self._selector(*place)
            caret = selector.caret(self._anchor.x, self._anchor.y) if selector else None
            return (place, caret) if caret is not None else (None, None)
        start, end = self._spans[place]
        if isinstance(focus, PagePoint) and self._unit is None:
            caret = self._selectors[place].caret(focus.x, focus.y)
            return place, end if caret is None else caret
        before = isinstance(focus, PagePoint) and self._is_before(focus, self._anchor)
        return place, start if before else end

    def _is_before(self, one: PagePoint, other: PagePoint) -> bool:
        pages = [self._order[each.document, each.page] for each in (one, other)]
        if pages[0] != pages[1]:
            return pages[0] < pages[1]
        selector = self._selectors[one.document, one.page]
        carets = [selector.caret(each.x, each.y) for each in (one, other)]
        return carets[0] is not None and carets[1] is not None and carets[0] < carets[1]

    def _neighbour(self, place: Page, step: "Step") -> "tuple[Page, PageSelector] | None":
        number = self._order[place] + (1 if self._goes_down(step) else -1)
        if not 0 <= number < len(self._pages):
            return None
        selector = self._selector(*self._pages[number])
        return (self._pages[number], selector) if selector is not None else None

    @staticmethod
    def _goes_down(step: "Step") -> bool:
        from reader.selection import Step  # noqa: PLC0415 - later than the first page

        return step in {Step.FORWARD, Step.NEXT_LINE, Step.LINE_END}
