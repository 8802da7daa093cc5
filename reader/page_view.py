"""The scrolling view: pages as one strip, painted from pictures of the render service; zoom, keys, mouse.

It knows neither the session nor what regions mean. It never waits: what is not there yet is
painted as the nearest size there is, or as blank paper.
"""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from index_builder.model import Rect
from reader.geometry import Box, PageRef, Strip, clamp_zoom, fit_page, fit_width, next_zoom
from reader.history import Position
from reader.marked_bar import MarkedScrollBar
from reader.overlays import Overlays
from reader.page_painter import PagePainter
from reader.pictures import PictureKey
from reader.render import RenderService
from reader.selecting import Selecting
from reader.strip_pictures import StripPictures, picture_key
from reader.text_selection import PagePoint, TextSelection

BACKGROUND = QColor(0xD5, 0xD7, 0xDA)
LINE = 48
"""Device-independent pixels of an arrow key or a wheel notch's third."""

OVERLAP = 0.9
"""The part of the view that Page Down moves by."""

COMFORT = 0.25
"""A place that is gone to is put this far down the view."""


class FitMode(Enum):
    """What the zoom follows when the view changes its size."""

    NONE = "none"
    WIDTH = "width"
    PAGE = "page"


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
        context_requested(PagePoint or None, QPoint global).
        first_page_painted: once, when the first true picture of a page is on the screen.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(float)
    laid_out = Signal(object)
    scrolled = Signal()
    clicked = Signal(object, object)
    hovered = Signal(object)
    selection_changed = Signal()
    context_requested = Signal(object, QPoint)
    first_page_painted = Signal()

    def __init__(
        self, service: RenderService, overlays: Overlays, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.overlays = overlays
        self.selection_model = TextSelection(service, overlays, self)
        self._service = service
        self._painter = PagePainter(service, overlays)
        self._pictures = StripPictures(service)
        self._pages: tuple[PageRef, ...] = ()
        self._index: dict[tuple[int, int], int] = {}
        self._zoom = 1.0
        self._rotation = 0
        self._fit = FitMode.WIDTH
        self._strip = Strip((), 1.0, 0, 1.0, 1)
        self._current = (-1, -1)
        self._direction = 1
        self._selecting = Selecting(self, self.selection_model)
        self._painted_once = False
        self.bar = MarkedScrollBar(self)
        self.setVerticalScrollBar(self.bar)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # A bar that comes and goes would change the fit, and so the first picture would be drawn twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        overlays.changed.connect(self.viewport().update)
        service.drawn.connect(self._on_drawn)
        service.page_failed.connect(self._on_page_failed)
        self.selection_model.changed.connect(self.selection_changed)

    # --- pages and position -----------------------------------------------------------------

    def set_pages(self, pages: Sequence[PageRef]) -> None:
        """Show `pages` in this order; what is in sight stays in sight if it is among them."""
        kept = self.position()
        first = not self._pages
        self._pages = tuple(pages)
        self._index = {(p.document, p.page): i for i, p in enumerate(self._pages)}
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
        x, y = self._offset()
        index = self._strip.page_at(y)
        page = self._pages[index]
        return Position(page.document, page.page, *self._strip.to_page(index, x, y))

    def restore(self, position: Position) -> None:
        """Scroll so that `position` is the view's top left corner again; unknown pages are ignored."""
        index = self._index.get((position.document, position.page))
        if index is not None:
            x, y = self._strip.to_strip(index, position.x, position.y)
            self._scroll_to(x, y)

    def go_to(self, document: int, page: int, rect: Rect | None = None) -> None:
        """Bring a page's top, or `rect` on it, comfortably into sight; what is so already stays."""
        index = self._index.get((document, page))
        if index is None:
            return
        box = self._strip.box(index)
        left, top = self._offset()
        x, y = float(left), float(top)
        if rect is None:
            self._scroll_to(x, box.top - self._strip.gap)
            return
        on_page = self._strip.transform(index).rect_to_view(rect)
        target = Rect(*(v + box[i % 2] for i, v in enumerate(on_page)))
        width, height = self._view_size()
        if not (y + height * COMFORT / 2 <= target.y0 and target.y1 <= y + height * (1 - COMFORT)):
            y = target.y0 - height * COMFORT
        if not (x <= target.x0 and target.x1 <= x + width):
            x = target.center[0] - width / 2
        self._scroll_to(x, y)

    def current_page(self) -> tuple[int, int] | None:
        """(document, page) of the page being read, None without pages."""
        return self._current if self._pages else None

    def is_sharp(self) -> bool:
        """Whether every page in sight is painted from its true picture, or says why it cannot be."""
        return all(self._pictures.is_ready(self._strip, index) for index in self._visible())

    # --- zoom and turn ----------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 is 100 %: 96 device-independent pixels to the inch."""
        return self._zoom

    @property
    def fit_mode(self) -> FitMode:
        return self._fit

    @property
    def rotation(self) -> int:
        """The clockwise turn added to the pages' own."""
        return self._rotation

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom to 10 … 800 % with the point of the viewport `anchor` (its middle if None) at rest."""
        self._fit = FitMode.NONE
        middle = QPointF(self.viewport().rect().center())
        self._change_zoom(clamp_zoom(zoom), middle if anchor is None else anchor)

    def zoom_in(self) -> None:
        self.set_zoom(next_zoom(self._zoom, 1))

    def zoom_out(self) -> None:
        self.set_zoom(next_zoom(self._zoom, -1))

    def fit_width(self) -> None:
        """Let the current page fill the width, now and when the view changes its size."""
        self._fit = FitMode.WIDTH
        self._refit()

    def fit_page(self) -> None:
        """Keep the whole current page in the view."""
        self._fit = FitMode.PAGE
        self._refit()

    def rotate(self, degrees: int) -> None:
        """Turn all pages clockwise by a multiple of 90 degrees."""
        kept = self._current
        self._rotation = (self._rotation + degrees) % 360
        self._apply_fit()
        self._lay_out()
        if kept in self._index:
            self.go_to(*kept)
        self._after_scroll()

    def _refit(self) -> None:
        before = self._zoom
        kept = self.position()
        self._apply_fit()
        self._lay_out()
        if kept is not None:
            self.restore(kept)
        if self._zoom != before:
            self.zoom_changed.emit(self._zoom)
        self._after_scroll()

    def _apply_fit(self) -> None:
        if not self._pages or self._fit is FitMode.NONE:
            return
        fit = fit_width if self._fit is FitMode.WIDTH else fit_page
        page = self._pages[self._index.get(self._current, 0)]
        self._zoom = fit(page, self._rotation, self._ratio(), self._view_size())

    def _change_zoom(self, zoom: float, anchor: QPointF) -> None:
        if zoom == self._zoom or not self._pages:
            self._zoom = zoom
            return
        at = anchor * self._ratio()
        x, y = self._offset()
        index = self._strip.page_at(y + at.y())
        point = self._strip.to_page(index, x + at.x(), y + at.y())
        self._zoom = zoom
        self._lay_out()
        left, top = self._strip.to_strip(index, *point)
        self._scroll_to(left - at.x(), top - at.y())
        self.zoom_changed.emit(zoom)
        self._after_scroll()

    # --- selection --------------------------------------------------------------------------

    def selected_text(self) -> str:
        """The selected text, clean."""
        return self.selection_model.text()

    def selection(self) -> tuple[int, int, tuple[Rect, ...], str] | None:
        """(document, page, boxes, text) of the first page with selected text, None without any."""
        pieces = self.selection_model.pieces()
        return pieces[0] if pieces else None

    def clear_selection(self) -> None:
        self.selection_model.clear()

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
        index = self._strip.page_at(self._offset()[1] + position.y() * self._ratio())
        return self.point_on(*self._pages[index][:2], position)

    def point_on(self, document: int, page: int, position: QPointF) -> PagePoint:
        """A point of the viewport in the space of a page, which it may lie outside of."""
        left, top = self._offset()
        x, y = left + position.x() * self._ratio(), top + position.y() * self._ratio()
        on_page = self._strip.to_page(self._index[document, page], x, y)
        return PagePoint(document, page, *on_page)

    def turn_of(self, document: int, page: int) -> int:
        """The clockwise turn at which a page stands, its own and the reader's."""
        return self._strip.transform(self._index[document, page]).rotation

    def bring_into_sight(self, document: int, page: int, rect: Rect) -> None:
        """Scroll to `rect` of a page if it is not in sight."""
        if not self.viewport().rect().contains(self.viewport_rect(document, page, rect)):
            self.go_to(document, page, rect)

    def viewport_rect(self, document: int, page: int, rect: Rect) -> QRect:
        """Where `rect` of a page is on the viewport now, in its own units."""
        index = self._index[document, page]
        box = self._strip.box(index)
        on_page = self._strip.transform(index).rect_to_view(rect)
        x, y = self._offset()
        ratio = self._ratio()
        return QRect(
            round((box.left + on_page.x0 - x) / ratio),
            round((box.top + on_page.y0 - y) / ratio),
            round(on_page.width / ratio),
            round(on_page.height / ratio),
        )

    # --- layout -----------------------------------------------------------------------------

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _view_size(self) -> tuple[int, int]:
        size = self.viewport().size()
        return round(size.width() * self._ratio()), round(size.height() * self._ratio())

    def _offset(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _scroll_to(self, x: float, y: float) -> None:
        self.horizontalScrollBar().setValue(round(x))
        self.verticalScrollBar().setValue(round(y))

    def _lay_out(self) -> None:
        width, height = self._view_size()
        ratio = self._ratio()
        self._strip = Strip(self._pages, self._zoom, self._rotation, ratio, width)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        centered = across.maximum() == 0
        across.setPageStep(width)
        across.setSingleStep(round(LINE * ratio))
        across.setRange(0, max(0, self._strip.content_width - width))
        down.setPageStep(round(height * OVERLAP))
        down.setSingleStep(round(LINE * ratio))
        down.setRange(0, max(0, self._strip.height - height))
        if centered:
            across.setValue(across.maximum() // 2)
        self.laid_out.emit(self._strip)
        self.viewport().update()

    def _after_scroll(self) -> None:
        self._pictures.request(self._strip, self._visible(), self._direction)
        self._note_current()
        self.viewport().update()
        self.scrolled.emit()

    def _note_current(self) -> None:
        if not self._pages:
            return
        _, top = self._offset()
        page = self._pages[self._strip.page_at(top + self._view_size()[1] / 3)]
        if self._current != (page.document, page.page):
            self._current = (page.document, page.page)
            self.page_changed.emit(*self._current)

    def _visible(self) -> range:
        _, top = self._offset()
        return self._strip.visible(top, top + self._view_size()[1])

    def _on_drawn(self, key: PictureKey) -> None:
        index = self._index.get((key.document, key.page))
        if index is not None and index in self._visible():
            self._update_page(index)

    def _on_page_failed(self, document: int, page: int, _message: str) -> None:
        if (document, page) in self._index:
            self._update_page(self._index[document, page])

    def _update_page(self, index: int) -> None:
        left, top = self._offset()
        box, ratio = self._strip.box(index), self._ratio()
        x, y = int((box.left - left) / ratio) - 1, int((box.top - top) / ratio) - 1
        self.viewport().update(x, y, int(box.width / ratio) + 3, int(box.height / ratio) + 3)

    # --- painting ---------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), BACKGROUND)
        ratio = self._ratio()
        painter.scale(1 / ratio, 1 / ratio)
        x, y = self._offset()
        for index in self._visible():
            box = self._strip.box(index)
            painter.save()
            painter.translate(box.left - x, box.top - y)
            self._paint_page(painter, index, box)
            painter.restore()
        painter.end()

    def _paint_page(self, painter: QPainter, index: int, box: Box) -> None:
        page = self._pages[index]
        message = self._service.failure(page.document, page.page)
        if message:
            text = f"{message}\n{self.tr('Click to try again.')}"
            self._painter.paint_note(painter, box, text, self.font(), self._ratio())
            return
        transform = self._strip.transform(index)
        sharp = self._painter.paint(painter, page, picture_key(self._strip, index), box, transform)
        if sharp and not self._painted_once:
            self._painted_once = True
            self.first_page_painted.emit()

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
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * 1.2 ** (event.angleDelta().y() / 120), event.position())
            event.accept()
            return
        ratio = self._ratio()
        pixels = event.pixelDelta()
        step = event.angleDelta() / 120 * 3 * LINE if pixels.isNull() else pixels
        x, y = self._offset()
        self._scroll_to(x - step.x() * ratio, y - step.y() * ratio)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._selecting.key(event):
            return
        down = self.verticalScrollBar()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Space:
                down.setValue(down.value() + (-1 if back else 1) * down.pageStep())
            case Qt.Key.Key_Home:
                down.setValue(0)
            case Qt.Key.Key_End:
                down.setValue(down.maximum())
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
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
