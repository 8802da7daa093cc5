"""Keeps the page view and the reading view at the same passage, whichever of them the reader scrolls."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from index_builder.model import PageText, Rect
from reader.geometry import PIXELS_PER_POINT
from reader.history import Position
from reader.page_view import PageView
from reader.panels.reading import READING_LINE, ColumnPlace, ReadingView
from reader.reading_text import PICTURES, ReadingText, character, extent
from reader.render import RenderService
from reader.session import Session


class ReadingLock(QObject):
    """Follows `session.position` with the column, and the column with the pages."""

    def __init__(
        self, session: Session, service: RenderService, view: PageView, column: ReadingView
    ) -> None:
        super().__init__(column)
        self._session = session
        self._service = service
        self._view = view
        self._column = column
        self._leads = False
        self._awaited: tuple[int, int] | None = None
        self._place: ColumnPlace | None = None
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
        if position is None or self._leads:
            return
        document, page = position.document, position.page
        info = self._service.info(document)
        height = info.sizes[page][1] if info is not None else 0.0
        y = min(max(position.y, 0.0), height)
        if self._column.scroll_to_picture(document, page, y, height):
            return
        text = self._column.text(document)
        if text is not None:
            shown = partial(self._column.holds, document)
            found = _passage_at(text, page, self._text(document, page), y, shown)
            if found is not None:
                self._column.scroll_to_text(document, *found)

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
        view, corner = self._view, self._session.corner
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


def _passage_at(
    text: ReadingText,
    page: int,
    printed: PageText | None,
    y: float,
    shown: Callable[[int], bool],
) -> tuple[int, int] | None:
    """(passage, offset) of what is printed nearest to height `y`; without `printed` the page's first."""
    touching = [index for index in text.touching(page) if shown(index)]
    if printed is None:
        return (touching[0], _first_on(text, touching[0], page)) if touching else None
    best: tuple[float, int, int] | None = None
    for index in touching:
        found = extent(text.passage(index), printed, page)
        if found is None:
            continue
        start, end, rect = found
        away = max(rect.y0 - y, y - rect.y1, 0.0)
        if best is None or away < best[0]:
            best = (away, index, _offset_at(text, index, printed, (start, end), y))
    return best[1:] if best is not None else None


def _first_on(text: ReadingText, index: int, page: int) -> int:
    return next((start for start, here in text.passage(index).pages if here == page), 0)


def _offset_at(
    text: ReadingText, index: int, printed: PageText, span: tuple[int, int], y: float
) -> int:
    """The first character of a passage whose line reaches down to `y`."""
    sources = text.passage(index).sources
    for offset in range(*span):
        if 0 <= sources[offset] < len(printed.text) and printed.box(sources[offset]).y1 >= y:
            return offset
    return max(span[1] - 1, 0)
