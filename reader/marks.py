"""Keeps the page overlays true to the session: the hits of the search, and the place of the last jump."""

from collections import defaultdict

from PySide6.QtCore import QObject

from reader.history import Jump
from reader.overlays import Overlays, Region, Style
from reader.session import Session

HITS = "hits"
CURRENT_HIT = "current-hit"
DESTINATION = "destination"

Pages = dict[tuple[int, int], list[Region]]


class Marks(QObject):
    """Fills the layers `HITS`, `CURRENT_HIT` and `DESTINATION`."""

    def __init__(self, session: Session, overlays: Overlays, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._overlays = overlays
        self._hits: Pages = {}
        for layer in (HITS, CURRENT_HIT, DESTINATION):
            overlays.set_layer(layer, {})
        session.hits_changed.connect(self._on_hits_changed)
        session.hit_selected.connect(self._mark_current)
        session.jump_requested.connect(self._on_jump)
        session.volume_changed.connect(lambda: overlays.clear_layer(DESTINATION))

    def _on_hits_changed(self) -> None:
        pages: Pages = defaultdict(list)
        for number, hit in enumerate(self._session.hits):
            for place in hit.places:
                pages[hit.document, place.page].append(Region(place.rects, Style.HIT, number))
        self._hits = pages
        if self._session.current_hit >= 0:
            self._mark_current(self._session.current_hit)
        else:
            self._overlays.set_layer(HITS, pages)
            self._overlays.clear_layer(CURRENT_HIT)

    def _mark_current(self, number: int) -> None:
        """The current hit has a colour of its own, not one multiplied with that of the others."""
        current: Pages = defaultdict(list)
        others = dict(self._hits)
        hit = self._session.hits[number]
        for place in hit.places:
            page = (hit.document, place.page)
            current[page].append(Region(place.rects, Style.CURRENT_HIT, number))
            others[page] = [region for region in others[page] if region.payload != number]
        self._overlays.set_layer(HITS, others)
        self._overlays.set_layer(CURRENT_HIT, current)

    def _on_jump(self, jump: Jump) -> None:
        pages: Pages = defaultdict(list)
        for place in jump.highlight:
            pages[jump.document, place.page].append(Region(place.rects, Style.TARGET))
        self._overlays.set_layer(DESTINATION, pages)
