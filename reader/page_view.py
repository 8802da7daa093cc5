"""The scrolling view: pages as one strip, painted from pictures of the render service; zoom, keys, mouse.

It knows neither the session nor what regions mean. It never waits: what is not there yet is
painted as the nearest size there is, or as blank paper.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from index_builder.model import Rect
from reader import theme
from reader.geometry import Arrangement, Box, FitMode, PageRef, Strip, clamp_zoom, next_zoom
from reader.history import Position
from reader.marked_bar import MarkedScrollBar
from reader.motion import LINE, Motion
from reader.overlays import Overlays
from reader.page_painter import PagePainter
from reader.pictures import PictureKey
from reader.placement import READING_LINE, Placement
from reader.render import RenderService
from reader.selecting import Selecting
from reader.strip_pictures import StripPictures
from reader.text_selection import PagePoint, TextSelection

OVERLAP = 0.9
"""The part of the view that Page Down moves by."""

MARK = 2
"""Device-independent pixels of the line along the top of the view that is read in."""

HISTORY_BUTTONS = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}


class PageView(QAbstractScrollArea):
    """Pages below one another, whatever file they come from.

    Scroll bars count device pixels. Positions are points of the unrotated crop box.

    Attributes:
        overlays: the layers painted over the pages.
        selection_model: the text that is selected.
        bar: the vertical scroll bar, which can be marked.

    Signals:
        page_changed(document, page): another page is the one being read.
        zoom_changed(zoom): 1.0 is 100 %.
        laid_out(Strip): the pages stand elsewhere.
        scrolled: the position is another one.
        clicked(PagePoint, Qt.KeyboardModifiers): the left button, without a drag.
        hovered(PagePoint or None): the pointer moved without a button.
        selection_changed.
        focused(PageView): it was clicked, or the keys are its now.
        history_asked(direction): the mouse's button for going back (−1) or forward (1).
        context_requested(PagePoint or None, QPoint global).
        first_page_painted: once, when the first true picture of a page is on the screen, which it is
            only after it was painted.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)
    laid_out = Signal(object)
    scrolled = Signal()
    clicked = Signal(object, object)
    hovered = Signal(object)
    selection_changed = Signal()
    focused = Signal(object)
    history_asked = Signal(int)
    context_requested = Signal(object, QPoint)
    first_page_painted = Signal()

    def __init__(
        self, service: RenderService, overlays: Overlays, client: str = "page-view"
    ) -> None:
        super().__init__()
        self.overlays = overlays
        self.selection_model = TextSelection(service, overlays, self)
        self._service = service
        self._painter = PagePainter(service, overlays)
        self._pictures = StripPictures(service, client)
        self._placement = Placement()
        self._awaits_text = False
        self._current = (-1, -1)
        self._direction = 1
        self._selecting = Selecting(self, self.selection_model)
        self._painted_once = False
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self.first_page_painted)
        self._is_marked = False
        self.bar = MarkedScrollBar(self)
        self.setVerticalScrollBar(self.bar)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the fit, and so the first picture would be drawn twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setViewport(QWidget(mouseTracking=True))  # PySide loads all widgets for Qt's own
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        overlays.changed.connect(self._on_marked)
        service.drawn.connect(self._on_drawn)
        service.page_failed.connect(self._paint_again)
        service.text_arrived.connect(self._on_text_arrived)
        self._motion = Motion(self)
        self.selection_model.changed.connect(self.selection_changed)

    # --- pages and position -----------------------------------------------------------------

    def set_pages(self, pages: Sequence[PageRef]) -> None:
        """Show `pages` in this order; what is in sight stays in sight if it is among them."""
        kept = self.position()
        first, before = not self._pages, self._index
        self._placement.set_pages(pages)
        if self._index != before:
            self.selection_model.set_pages(list(self._index))
        if first:
            self._apply_fit()
        self._lay_out()
        if kept is not None and (kept.document, kept.page) in self._index:
            self.restore(kept)
        self._after_scroll()

    def position(self) -> Position | None:
        """The page at the view's top left corner and where on it, None without pages."""
        if not self._pages:
            return None
        x, y = self.offset()
        index = self.strip.page_at(y, x)
        page = self._pages[index]
        return Position(page.document, page.page, *self.strip.to_page(index, x, y))

    def restore(self, position: Position) -> None:
        """Scroll so that `position` is the view's top left corner again; unknown pages are ignored."""
        index = self._index.get((position.document, position.page))
        if index is not None:
            x, y = self.strip.to_strip(index, position.x, position.y)
            self.scroll_to(x, self.strip.within(index, y))

    def go_to(self, document: int, page: int, rect: Rect | None = None) -> None:
        """Bring a page's top, or `rect` on it, comfortably into sight; what is so already stays."""
        index = self._index.get((document, page))
        if index is None:
            return
        self.scroll_to(*self.strip.comfortable(index, rect, self.offset()))

    def current_page(self) -> tuple[int, int] | None:
        """(document, page) of the page being read, None without pages."""
        return self._current if self._pages else None

    def visible_pages(self) -> list[tuple[int, int]]:
        """(document, page) of every page in sight, from the first on."""
        return [self._pages[index][:2] for index in self._visible()]

    def is_sharp(self) -> bool:
        """Whether every page in sight is painted from its true picture, or says why it cannot be."""
        return all(
            self._pictures.is_ready(self.strip, index, self._area()) for index in self._visible()
        )

    # --- zoom and turn ----------------------------------------------------------------------

    @property
    def _pages(self) -> tuple[PageRef, ...]:
        return self._placement.pages

    @property
    def _index(self) -> dict[tuple[int, int], int]:
        return self._placement.index

    @property
    def strip(self) -> Strip:
        """Where the pages stand."""
        return self._placement.strip

    @property
    def zoom(self) -> float:
        """1.0 is 100 %: 96 device-independent pixels to the inch."""
        return self._placement.zoom

    @property
    def fit_mode(self) -> FitMode:
        return self._placement.fit

    @property
    def rotation(self) -> int:
        """The clockwise turn added to the pages' own."""
        return self._placement.rotation

    @property
    def arrangement(self) -> Arrangement:
        """How the pages are put together."""
        return self._placement.arrangement

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom to 10 … 800 % with the point of the viewport `anchor` (its middle if None) at rest."""
        self._placement.fit = FitMode.NONE
        middle = QPointF(self.viewport().rect().center())
        self._change_zoom(clamp_zoom(zoom), middle if anchor is None else anchor)

    def step_zoom(self, step: int) -> None:
        self.set_zoom(next_zoom(self.zoom, step))

    def set_fit(self, fit: FitMode) -> None:
        """What the zoom follows from now on; FitMode.TEXT is the column under the reading line."""
        self._placement.fit, self._placement.column = fit, None
        self._awaits_text = fit is FitMode.TEXT
        if self._awaits_text and self._pages:
            self._service.request_text(*self._current)
        else:
            self._refit()

    def set_arrangement(self, arrangement: Arrangement) -> None:
        """Put the pages together otherwise; the one being read stays in sight."""
        if arrangement != self.arrangement:
            self._placement.arrangement = arrangement
            self._arrange_again()

    def set_paper(self, paper: theme.Paper, surround: QColor | None = None) -> None:
        """Show the pages in other colours, and in front of `surround` if it is not the paper's own."""
        self._painter.surround = surround or paper.surround
        self._painter.paper, self._pictures.tone = paper, paper.tone
        self._after_scroll()

    def set_marked(self, marked: bool) -> None:
        """Whether a line along the top says that this view is the one being read in."""
        if marked != self._is_marked:
            self._is_marked = marked
            self.viewport().update()

    def rotate(self, degrees: int) -> None:
        """Turn all pages clockwise by a multiple of 90 degrees."""
        self._placement.rotation = (self.rotation + degrees) % 360
        self._arrange_again()

    def _arrange_again(self) -> None:
        kept = self._current
        self._refit()
        if kept in self._index:
            self.go_to(*kept)

    def _refit(self) -> None:
        before = self.zoom
        kept, read = self.position(), self._placement.read_point(self.offset())
        self._apply_fit()
        self._lay_out()
        if (corner := self._placement.column_corner(read)) is not None:
            self.scroll_to(*corner)
        elif kept is not None:
            self.restore(kept)
        if self.zoom != before:
            self.zoom_changed.emit(self.zoom)
        self._after_scroll()

    def _apply_fit(self) -> None:
        index = self._index.get(self._current, 0)
        self._placement.apply_fit(index, self._view_size(), self._ratio())

    def _on_text_arrived(self, document: int, page: int) -> None:
        text = self._service.text(document, page)
        if self._awaits_text and (document, page) == self._current and text is not None:
            self._awaits_text = False
            self._placement.find_column(self._index[self._current], text, self.offset())
            self._refit()

    def _change_zoom(self, zoom: float, anchor: QPointF) -> None:
        if zoom == self.zoom or not self._pages:
            self._placement.zoom = zoom
            return
        at = anchor * self._ratio()
        x, y = self.offset()
        index = self.strip.page_at(y + at.y(), x + at.x())
        point = self.strip.to_page(index, x + at.x(), y + at.y())
        self._placement.zoom = zoom
        self._lay_out()
        left, top = self.strip.to_strip(index, *point)
        self.scroll_to(left - at.x(), self.strip.within(index, top - at.y()))
        self.zoom_changed.emit(zoom)
        self._after_scroll()

    # --- selection --------------------------------------------------------------------------

    def selected_text(self) -> str:
        """The selected text, clean."""
        return self.selection_model.text()

    # --- places under the pointer -----------------------------------------------------------

    def point_at(self, position: QPointF) -> PagePoint | None:
        """The point of a page under a point of the viewport, None between and beside the pages."""
        point = self.nearest_point(position)
        if point is None:
            return None
        page = self._pages[self._index[point.document, point.page]]
        inside = 0 <= point.x <= page.width and 0 <= point.y <= page.height
        return point if inside else None

    def nearest_point(self, position: QPointF) -> PagePoint | None:
        """The point of the page beside a point of the viewport, which may lie outside it."""
        if not self._pages:
            return None
        x, y = self._on_strip(position)
        page = self._pages[self.strip.page_at(y, x)]
        return self.point_on(page.document, page.page, position)

    def point_on(self, document: int, page: int, position: QPointF) -> PagePoint:
        """A point of the viewport in the space of a page, which it may lie outside of."""
        on_page = self.strip.to_page(self._index[document, page], *self._on_strip(position))
        return PagePoint(document, page, *on_page)

    def _on_strip(self, position: QPointF) -> tuple[float, float]:
        left, top = self.offset()
        return left + position.x() * self._ratio(), top + position.y() * self._ratio()

    def turn_of(self, document: int, page: int) -> int:
        """The clockwise turn at which a page stands, its own and the reader's."""
        return self.strip.transform(self._index[document, page]).rotation

    def bring_into_sight(self, document: int, page: int, rect: Rect) -> None:
        """Scroll to `rect` of a page if it is not in sight."""
        if not self.viewport().rect().contains(self.viewport_rect(document, page, rect)):
            self.go_to(document, page, rect)

    def viewport_rect(self, document: int, page: int, rect: Rect) -> QRect:
        """Where `rect` of a page is on the viewport now, in its own units."""
        index = self._index[document, page]
        x0, y0, x1, y1 = self.strip.rect_to_strip(index, rect)
        x, y = self.offset()
        ratio = self._ratio()
        return QRect(*(round(v / ratio) for v in (x0 - x, y0 - y, x1 - x0, y1 - y0)))

    # --- layout -----------------------------------------------------------------------------

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _view_size(self) -> tuple[int, int]:
        size = self.viewport().size()
        return round(size.width() * self._ratio()), round(size.height() * self._ratio())

    def offset(self) -> tuple[int, int]:
        """The point of the strip at the view's top left corner."""
        top = self.strip.rest(self.verticalScrollBar().value())
        return self.horizontalScrollBar().value(), round(top)

    def scroll_to(self, x: float, y: float) -> None:
        """Bring a point of the strip to the view's top left corner."""
        self.horizontalScrollBar().setValue(round(x))
        self.verticalScrollBar().setValue(round(y))

    def _lay_out(self) -> None:
        width, height = self._view_size()
        ratio = self._ratio()
        self._placement.lay_out((width, height), ratio)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        centered = across.maximum() == 0
        across.setPageStep(width)
        across.setSingleStep(round(LINE * ratio))
        across.setRange(0, max(0, self.strip.content_width - width))
        down.setPageStep(round(height * OVERLAP))
        down.setSingleStep(round(LINE * ratio))
        down.setRange(0, max(0, self.strip.height - height))
        if centered:
            across.setValue(across.maximum() // 2)
        self.laid_out.emit(self.strip)
        self.viewport().update()

    def _after_scroll(self) -> None:
        self._pictures.request(self.strip, self._visible(), self._area(), self._direction)
        self._note_current()
        self.viewport().update()
        self.scrolled.emit()

    def _note_current(self) -> None:
        if not self._pages:
            return
        _, top = self.offset()
        page = self._pages[self.strip.page_at(top + self._view_size()[1] * READING_LINE)]
        if self._current != (page.document, page.page):
            self._current = (page.document, page.page)
            self.page_changed.emit(*self._current)

    def _area(self) -> Box:
        """The part of the strip that is in sight."""
        return Box(*self.offset(), *self._view_size())

    def _visible(self) -> range:
        _, top = self.offset()
        return self.strip.visible(top, top + self._view_size()[1])

    def _on_drawn(self, key: PictureKey) -> None:
        self._paint_again(key.document, key.page)

    def _paint_again(self, document: int, page: int, _message: str = "") -> None:
        index = self._index.get((document, page))
        if index is not None and index in self._visible():
            whole = Rect(0, 0, self._pages[index].width, self._pages[index].height)
            self.viewport().update(self.viewport_rect(document, page, whole).adjusted(-1, -1, 2, 2))

    def _on_marked(self, pages: frozenset[tuple[int, int]]) -> None:
        if not pages.isdisjoint(self.visible_pages()):
            self.viewport().update()

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        ratio, area = self._ratio(), self._area()
        painter.scale(1 / ratio, 1 / ratio)
        shown = (self.strip, self._visible(), area)
        sharp = self._painter.paint_strip(painter, *shown, self.font())
        if self._is_marked:
            painter.fillRect(0, 0, area.width, round(MARK * ratio), theme.ACTIVE)
        painter.end()
        if sharp and not self._painted_once:
            self._painted_once = True
            self._telling.start()

    # --- events -----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(800, 900)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refit()

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        if dy:
            self._direction = 1 if dy < 0 else -1
        self._after_scroll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._motion.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._selecting.key(event) or self._motion.key(event)):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focused.emit(self)
        if event.button() in HISTORY_BUTTONS:
            self.history_asked.emit(HISTORY_BUTTONS[event.button()])
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._selecting.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._selecting.is_pressed:
            self._selecting.move(event)
        else:
            self.hovered.emit(self.point_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self._selecting.is_pressed:
            super().mouseReleaseEvent(event)
            return
        point = self.point_at(event.position())
        if not self._selecting.release() or point is None:
            return
        if self._service.failure(point.document, point.page):
            self._service.retry(point.document, point.page)
            self._after_scroll()
        else:
            self.clicked.emit(point, event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._selecting.press_twice(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context_requested.emit(self.point_at(QPointF(event.pos())), event.globalPos())
