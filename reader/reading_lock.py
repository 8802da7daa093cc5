"""Keeps the page view and the reading view at the same passage, whichever of them the reader scrolls."""

from PySide6.QtCore import QObject

from index_builder.model import PageText, Passage, Rect
from reader.geometry import PIXELS_PER_POINT
from reader.history import Position
from reader.panels.reading import ColumnPlace, ReadingView
from reader.placement import READING_LINE
from reader.reading_text import PICTURES, ReadingText, character, extent
from reader.render import RenderService
from reader.session import Session
from reader.views import Views

LEEWAY = 3.0
"""Points below the top of a line within which it is taken to be meant; paragraphs overlap by as much."""

_Known = tuple[ReadingText | None, PageText | None, dict[int, tuple[int, int, Rect] | None]]
"""Where the passages of one page stand on it."""


class ReadingLock(QObject):
    """Follows `session.position` with the column, and the column with the pages."""

    def __init__(
        self, session: Session, service: RenderService, views: Views, column: ReadingView
    ) -> None:
        super().__init__(column)
        self._session = session
        self._service = service
        self._views = views
        self._column = column
        self._leads = False
        self._awaited: tuple[int, int] | None = None
        self._place: ColumnPlace | None = None
        self._known: _Known = (None, None, {})
        session.position_changed.connect(self.follow)
        column.built.connect(self._align)
        column.read_on.connect(self._on_read_on)
        service.text_arrived.connect(self._on_text_arrived)

    def follow(self, _position: Position | None = None) -> None:
        """Brings the column to where the pages are."""
        position = self._session.position
        if position is not None and self._column.isVisible() and not self._leads:
            self._place = None
            self._column.show_page(position.document, position.page)

    def _align(self) -> None:
        position = self._session.position
        if position is None or self._leads or (self._place and self._go_back_to(self._place)):
            return
        document, page = position.document, position.page
        info = self._service.info(document)
        height = info.sizes[page][1] if info is not None else 0.0
        y = min(max(position.y, 0.0), height)
        if self._column.scroll_to_picture(document, page, y, height):
            return
        text = self._column.text(document)
        if text is not None:
            self._align_text(document, page, y, text)

    def _go_back_to(self, place: ColumnPlace) -> bool:
        """The column was laid out anew where it led: the same line stays; False when that is not there."""
        passage = place.block.passage
        if not self._column.holds(place.document, passage):
            return False
        self._column.scroll_to_text(place.document, passage, place.offset)
        return True

    def _align_text(self, document: int, page: int, y: float, text: ReadingText) -> None:
        """Brings the column to the passage at, or nearest to, height `y`; before that is known to the page's first."""
        shown = [i for i in text.touching(page) if self._column.holds(document, i)]
        printed = self._text(document, page)
        if printed is None:
            if shown:
                first = next(s for s, here in text.passage(shown[0]).pages if here == page)
                self._column.scroll_to_text(document, shown[0], first)
            return
        if self._known[0] is not text or self._known[1] is not printed:
            extents = {i: extent(text.passage(i), printed, page) for i in text.touching(page)}
            self._known = (text, printed, extents)
        there = [(i, found) for i in shown if (found := self._known[2][i]) is not None]
        if there:
            index, (start, end, _) = min(there, key=lambda each: _distance(each[1][2], y + LEEWAY))
            offset = _offset_at(text.passage(index), printed, (start, end), y)
            self._column.scroll_to_text(document, index, offset)

    def _on_read_on(self, place: ColumnPlace) -> None:
        """Brings the pages to where the column is."""
        self._place = place
        page, rect = place.block.page, place.block.area
        text = self._column.text(place.document)
        if place.block.passage >= 0 and text is not None:
            passage = text.passage(place.block.passage)
            page = passage.page_at(place.offset)
            printed = self._text(place.document, page)
            rect = character(passage, printed, place.offset) if printed is not None else None
        elif place.block.kind in PICTURES and (info := self._service.info(place.document)):
            whole = rect or Rect(0.0, 0.0, *info.sizes[page])
            y = whole.y0 + place.part * whole.height
            rect = Rect(whole.x0, y, whole.x1, y)
        self._leads = True
        self._show(place.document, page, rect)
        self._leads = False

    def _show(self, document: int, page: int, rect: Rect | None) -> None:
        """Puts the top of `rect` at the pages' reading line; without it the page only comes into sight."""
        view, corner = self._views.active, self._session.corner
        if rect is None:
            if view.current_page() != (document, page):
                view.go_to(document, page)
            return
        info = self._service.info(document)
        if corner is None or info is None or view.rotation or info.rotations[page]:
            view.go_to(document, page, rect)
            return
        line = view.viewport().height() * READING_LINE / (view.zoom * PIXELS_PER_POINT)
        view.restore(Position(document, page, corner.x, rect.y0 - line))

    def _text(self, document: int, page: int) -> PageText | None:
        text = self._service.text(document, page)
        if text is None:
            self._awaited = (document, page)
            self._service.request_text(document, page)
        return text

    def _on_text_arrived(self, document: int, page: int) -> None:
        """The exact place is known now."""
        if (document, page) != self._awaited:
            return
        self._awaited = None
        if self._place is not None:
            self._on_read_on(self._place)
        else:
            self.follow()


def _distance(rect: Rect, y: float) -> float:
    return max(rect.y0 - y, y - rect.y1, 0.0)


def _offset_at(passage: Passage, printed: PageText, span: tuple[int, int], y: float) -> int:
    """The first character of a passage whose line has its middle at `y` or below: boxes of lines overlap."""
    for offset in range(*span):
        index = passage.sources[offset]
        if 0 <= index < len(printed.text) and printed.box(index).center[1] >= y:
            return offset
    return max(span[1] - 1, 0)
