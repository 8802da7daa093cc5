"""Asks for the links of the pages near the screen, and gives the live targets those that can be trusted.

A file's links are asked for when scrolling rests, after everything that is to be seen: the first
of a file can take a third of a second, and some never come.
"""

from array import array

from PySide6.QtCore import QObject, QTimer

from index_builder.model import Structure
from reader.live_targets import LiveTargets
from reader.page_links import PageLink, addressed, carried, merged, printed
from reader.page_view import PageView
from reader.render import RenderService
from reader.session import Session

REST = 150
"""Milliseconds without scrolling until links are asked for."""

Addresses = list[tuple[int, int, int, str]]


class NearbyLinks(QObject):
    """Keeps `live` told of the links of the pages in sight and of one page on either side."""

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        view: PageView,
        render: RenderService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._view = view
        self._render = render
        self._near: list[tuple[int, int]] = []
        self._addresses: dict[tuple[int, int], tuple[Structure, Addresses]] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._tell)
        view.scrolled.connect(self._rest.start)
        live.changed.connect(self._rest.start)
        session.closed.connect(self._forget)
        render.links_arrived.connect(self._on_arrived)
        render.text_arrived.connect(self._on_arrived)

    def _ask(self) -> None:
        volume = self._session.volume
        visible = (page for page in self._view.visible_pages() if page[0] in volume.order)
        numbers = [volume.number_of(*page) for page in visible]
        if not numbers:
            return
        around = range(max(min(numbers) - 1, 0), min(max(numbers) + 2, volume.page_count))
        self._near = [volume.page_at(number) for number in around]
        self._addresses = {at: known for at, known in self._addresses.items() if at in self._near}
        for document, page in self._near:
            self._render.request_links(document, page)
            for other in self._pages_of_addresses(document, page):
                if self._render.text(document, other) is None:
                    self._render.request_text(document, other)
        self._soon.start()

    def _on_arrived(self, document: int, page: int) -> None:
        near = {(document, page - 1), (document, page), (document, page + 1)}
        if near.intersection(self._near):
            self._soon.start()

    def _tell(self) -> None:
        found = {(document, page): self._links(document, page) for document, page in self._near}
        self._live.set_links({place: links for place, links in found.items() if links})

    def _links(self, document: int, page: int) -> tuple[PageLink, ...]:
        structure = self._live.answers.structure(document)
        targets = self._live.index.on_page(document, page)
        links = self._render.links(document, page) or []
        return merged(self._printed(document, page), carried(links, page, structure, targets))

    def _printed(self, document: int, page: int) -> list[PageLink]:
        structure = self._live.answers.structure(document)
        if structure is None:
            return []
        boxes: dict[int, array[float]] = {}
        for other in self._pages_of_addresses(document, page):
            text = self._render.text(document, other)
            if text is None:
                return []
            boxes[other] = text.boxes
        return printed(structure, self._addresses_on(document, page), page, boxes)

    def _pages_of_addresses(self, document: int, page: int) -> list[int]:
        """The pages that the paragraphs with the addresses of a page touch."""
        structure = self._live.answers.structure(document)
        if structure is None:
            return []
        found = self._addresses_on(document, page)
        pages = {p for number, *_ in found for _, p in structure.passages[number].pages}
        return sorted(pages)

    def _addresses_on(self, document: int, page: int) -> Addresses:
        structure = self._live.answers.structure(document)
        if structure is None:
            return []
        known = self._addresses.get((document, page))
        if known is None or known[0] is not structure:
            known = self._addresses[document, page] = structure, addressed(structure, page)
        return known[1]

    def _forget(self) -> None:
        self._rest.stop()
        self._soon.stop()
        self._near = []
        self._addresses.clear()
        self._live.set_links({})
