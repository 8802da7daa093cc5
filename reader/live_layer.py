"""Marks on the page what answers to the pointer, as quietly as possible, and shows the hand over it.

Only the pages around the visible one are marked, so that a volume of thousands of pages costs
no more than a short one. Nothing here changes the printed picture.
"""

from PySide6.QtCore import QObject, Qt, QTimer

from reader.live_targets import LiveTargets, PagePoint
from reader.overlays import Overlays, Region, Style
from reader.page_view import PageView
from reader.session import Session
from reader.settings import Settings
from reader.targets import Kind, Target

LAYER = "live"
AROUND = 4
"""Pages marked before and after the visible one."""

KEY = "view/live_marks"

STYLES = {Kind.TERM: Style.ACRONYM, Kind.REFERENCE: Style.REFERENCE}


class LiveLayer(QObject):
    """Dots under the short names of a page, the first use of each or all, and under every reference."""

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        view: PageView,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._live = live
        self._view = view
        self._overlays: Overlays = view.overlays
        self._overlays.set_layer(LAYER, {})
        self._marked: dict[tuple[int, int], list[Region]] = {}
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._mark)
        live.changed.connect(self._mark_anew)
        live.links_changed.connect(self._mark_anew)
        view.page_changed.connect(self._soon.start)
        view.hovered.connect(self._point)
        settings.changed.connect(self._on_setting_changed)

    def _mark_anew(self) -> None:
        self._marked.clear()
        self._soon.start()

    def _mark(self) -> None:
        here = self._view.current_page()
        volume = self._session.volume
        is_off = self._settings.get(KEY) == "none"
        if is_off or here is None or here[0] not in volume.order:
            self._marked.clear()
            self._overlays.clear_layer(LAYER)
            return
        number = volume.number_of(*here)
        around = range(max(0, number - AROUND), min(volume.page_count, number + AROUND + 1))
        pages = [volume.page_at(each) for each in around]
        known = self._marked
        self._marked = {p: known[p] if p in known else self._regions(*p) for p in pages}
        self._overlays.set_layer(LAYER, self._marked)

    def _regions(self, document: int, page: int) -> list[Region]:
        only_first = self._settings.get(KEY) == "first"
        marked: set[int] = set()
        regions = []
        for target in self._live.things(document, page):
            if target.kind not in STYLES:
                continue
            if target.kind is Kind.TERM and only_first:
                if target.index in marked:
                    continue
                marked.add(target.index)
            regions.append(Region(target.rects, STYLES[target.kind], target))
        return regions

    def _on_setting_changed(self, key: str) -> None:
        if key == KEY:
            self._marked.clear()
            self._mark()

    def _point(self, point: PagePoint | None) -> None:
        target: Target | None = self._live.at(point)
        viewport = self._view.viewport()
        if target is not None and target.kind is not Kind.NOTE:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        elif viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor:
            viewport.unsetCursor()
