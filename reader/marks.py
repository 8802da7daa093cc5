"""Keeps what is marked true to the session and its search: hits on the pages and beside them, the last jump."""

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from reader.finding import Finder
from reader.geometry import Strip
from reader.history import Jump
from reader.overlays import Overlays, Region, Style
from reader.page_view import PageView
from reader.requests import FETCH_ALL
from reader.session import Session

HITS = "hits"
CURRENT_HIT = "current-hit"
DESTINATION = "destination"

AROUND = 2
"""Pages before and behind the one being read whose hits are fetched for a long answer."""

PATIENCE = 40
"""Milliseconds in which news are gathered before the bar is marked anew."""

Pages = dict[tuple[int, int], list[Region]]


class Marks(QObject):
    """Fills the layers `HITS`, `CURRENT_HIT` and `DESTINATION`."""

    def __init__(
        self, session: Session, finder: Finder, overlays: Overlays, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._finder = finder
        self._overlays = overlays
        self._hits: Pages = defaultdict(list)
        self._page = (-1, -1)
        for layer in (HITS, CURRENT_HIT, DESTINATION):
            overlays.set_layer(layer, {})
        finder.results_changed.connect(self._on_results_changed)
        finder.results_grown.connect(self._on_results_changed)
        finder.placed.connect(self._on_results_changed)
        finder.details_came.connect(self._on_details)
        finder.selected.connect(self._show)
        session.jump_requested.connect(self._on_jump)
        session.position_changed.connect(self._want_near)
        session.volume_changed.connect(lambda: overlays.clear_layer(DESTINATION))

    def _on_results_changed(self) -> None:
        self._hits = defaultdict(list)
        self._page = (-1, -1)
        self._add(list(self._finder.details))
        self._show()
        self._want_near()

    def _on_details(self, numbers: Sequence[int]) -> None:
        self._add(numbers)
        self._show()

    def _add(self, numbers: Sequence[int]) -> None:
        finder = self._finder
        for number in numbers:
            document = finder.document_of(number)
            if document < 0 or not finder.is_shown(number):
                continue
            for place in finder.details[number].hit.places:
                self._hits[document, place.page].append(Region(place.rects, Style.HIT, number))

    def _show(self, _number: int = -1) -> None:
        """The current hit has a colour of its own, not one multiplied with that of the others."""
        chosen = self._finder.current
        detail = self._finder.details.get(chosen)
        current: Pages = defaultdict(list)
        others = dict(self._hits)
        for place in detail.hit.places if detail is not None else ():
            page = (self._finder.document_of(chosen), place.page)
            current[page].append(Region(place.rects, Style.CURRENT_HIT, chosen))
            others[page] = [r for r in others.get(page, ()) if r.payload != chosen]
        self._overlays.set_layer(HITS, others)
        self._overlays.set_layer(CURRENT_HIT, current)

    def _want_near(self, _position: object = None) -> None:
        """Of a long answer only the hits near the page being read are fetched."""
        position, finder = self._session.position, self._finder
        if position is None or len(finder.results) <= FETCH_ALL:
            return
        page = (position.document, position.page)
        if page == self._page:
            return
        self._page = page
        rows = finder.rows_by_page()
        wanted = range(page[1] - AROUND, page[1] + AROUND + 1)
        finder.want([n for each in wanted for n in rows.get((page[0], each), ())])

    def _on_jump(self, jump: Jump) -> None:
        pages: Pages = defaultdict(list)
        for place in jump.highlight:
            pages[jump.document, place.page].append(Region(place.rects, Style.TARGET))
        self._overlays.set_layer(DESTINATION, pages)


class BarMarks(QObject):
    """Keeps the marks on the scroll bar of the pages: a line for each hit."""

    def __init__(self, finder: Finder, view: PageView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finder = finder
        self._view = view
        self._strip: Strip | None = None
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE)
        self._soon.timeout.connect(self.refresh)
        view.laid_out.connect(self._on_laid_out)
        for signal in (finder.results_changed, finder.results_grown, finder.placed):
            signal.connect(self._plan)
        finder.details_came.connect(self._plan)
        finder.selected.connect(self._plan)

    def refresh(self) -> None:
        """Puts the marks where the hits are now."""
        self._soon.stop()
        strip, finder = self._strip, self._finder
        if strip is None or not strip.height:
            return
        index = {(page.document, page.page): at for at, page in enumerate(strip.pages)}
        places = [
            self._height(strip, index[page], numbers)
            for page, numbers in finder.rows_by_page().items()
            if page in index
        ]
        current = -1.0
        if finder.current >= 0:
            page = (finder.document_of(finder.current), finder.results.page(finder.current))
            if page in index:
                current = self._height(strip, index[page], [finder.current])[0]
        self._view.bar.set_marks([each for some in places for each in some], current)

    def _on_laid_out(self, strip: Strip) -> None:
        self._strip = strip
        self._plan()

    def _plan(self, _what: object = None) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _height(self, strip: Strip, index: int, numbers: Sequence[int]) -> list[float]:
        """How far down the strip the hits of a page are; those that are not known are at its top."""
        heights = {strip.box(index).top / strip.height: None}
        details = self._finder.details
        known = [details[number].hit.places[0] for number in numbers if number in details]
        if known:
            tops = (place.rects[0].y0 for place in known if place.rects)
            heights = {strip.to_strip(index, 0, top)[1] / strip.height: None for top in tops}
        return list(heights)
