"""Which parts of which pages are visible, and where the eye is taken to be. No widgets of its own."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from index_builder.model import Rect
from reader.in_sight import Band
from reader.page_view import PageView
from reader.settings import Settings
from reader.text_selection import PagePoint
from reader.views import Views


class VisibleLines(QObject):
    """The visible parts of the pages of the view that is read in.

    Signals:
        changed: other parts are visible, or the eye is elsewhere.
    """

    changed = Signal()

    def __init__(self, views: Views, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views = views
        self._settings = settings
        self._pointer: QPointF | None = None
        self._is_over = False
        self._top = 0
        for view in views:
            self._listen_to(view)
        views.added.connect(self._listen_to)
        views.activated.connect(self._on_activated)

    @property
    def _view(self) -> PageView:
        return self._views.active

    def bands(self) -> list[Band]:
        """The visible part of each page in sight, in reading order."""
        view, ratio = self._view, self._view.devicePixelRatioF()
        strip, (left, top) = view.strip, view.offset()
        size = view.viewport().size()
        right, bottom = left + size.width() * ratio, top + size.height() * ratio
        eye = self._eye()
        found = []
        for index in strip.visible(top, bottom):
            page = strip.pages[index]
            box = strip.box(index)
            part = Rect(
                max(left - box.left, 0),
                max(top - box.top, 0),
                min(right - box.left, box.width),
                min(bottom - box.top, box.height),
            )
            if part.width > 0 and part.height > 0:
                area = strip.transform(index).rect_to_page(part)
                at = view.point_on(page.document, page.page, eye)
                found.append(Band(page.document, page.page, area, (at.x, at.y)))
        return found

    def passed(self) -> float:
        """How many heights of the view the pages have moved by since this was asked last."""
        before, self._top = self._top, self._view.offset()[1]
        height = self._view.viewport().height() * self._view.devicePixelRatioF()
        return abs(self._top - before) / max(height, 1.0)

    def pointed(self) -> PagePoint | None:
        """The point of a page that is under the pointer now."""
        if self._pointer is None or not self._is_over:
            return None
        return self._view.point_at(self._pointer)

    def _eye(self) -> QPointF:
        """At the ruler where there is one, else in the middle."""
        if self._pointer is not None and self._settings.get("view/ruler"):
            return self._pointer
        return QPointF(self._view.viewport().rect().center())

    def _listen_to(self, view: PageView) -> None:
        view.scrolled.connect(self.changed)
        view.hovered.connect(partial(self._on_hovered, view))

    def _on_activated(self) -> None:
        self._pointer, self._is_over = None, False
        self.changed.emit()

    def _on_hovered(self, view: PageView, point: PagePoint | None) -> None:
        if view is not self._view:
            return
        self._is_over = point is not None
        if point is not None:
            spot = Rect(point.x, point.y, point.x, point.y)
            corner: QPoint = view.viewport_rect(point.document, point.page, spot).topLeft()
            self._pointer = QPointF(corner)
        self.changed.emit()
