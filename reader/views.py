"""The page views of a window, and which of them is read in: the session's position and history are that one's."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPointF, Signal

from reader.history import History, Position
from reader.page_view import PageView
from reader.placement import READING_LINE
from reader.session import Session


class Views(QObject):
    """The first view, which is always there, and others beside it.

    Attributes:
        first: the view that the volume's place and zoom are kept of.
        active: the view that was clicked or had the focus last; actions, jumps and the way back are its.

    Signals:
        activated(PageView): another view is read in.
        added(PageView): another view is there.
    """

    activated = Signal(object)
    added = Signal(object)

    def __init__(self, first: PageView, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = self.active = first
        self._session = session
        self._all: list[PageView] = []
        self._resting: dict[PageView, History] = {}
        self._take(first)
        session.closed.connect(self._on_closed)

    def __iter__(self) -> Iterator[PageView]:
        return iter(self._all)

    def add(self, view: PageView) -> None:
        """`view` shows the volume too, with a way back of its own."""
        self._resting[view] = History()
        self._take(view)
        self._mark()
        self.added.emit(view)

    def remove(self, view: PageView) -> None:
        """`view` is closed; if it was read in, the first one is now."""
        self.activate(self.first)
        self._all.remove(view)
        del self._resting[view]
        self._mark()

    def activate(self, view: PageView) -> None:
        """Read in `view` from now on."""
        if view is not self.active and view in self._resting:
            self._change_to(view)
            self.tell_position()

    def tell_position(self) -> None:
        """Tells the session what is read."""
        view = self.active
        corner, page = view.position(), view.current_page()
        if corner is None or page is None:
            return
        area = view.viewport().rect()
        point = view.point_at(QPointF(area.width() / 2, area.height() * READING_LINE))
        y = point.y if point is not None and (point.document, point.page) == page else 0.0
        self._session.set_position(Position(*page, corner.x, y), corner)

    def _take(self, view: PageView) -> None:
        self._all.append(view)
        view.focused.connect(self.activate)
        view.scrolled.connect(self.tell_position)

    def _change_to(self, view: PageView) -> None:
        resting = self._resting.pop(view)
        self._resting[self.active] = self._session.exchange_history(resting)
        self.active = view
        self._mark()
        self.activated.emit(view)

    def _mark(self) -> None:
        """With several views the one that is read in bears a line."""
        for view in self._all:
            view.set_marked(len(self._all) > 1 and view is self.active)

    def _on_closed(self) -> None:
        """The next volume begins in the first view, without any way back."""
        for history in self._resting.values():
            history.clear()
        if self.active is not self.first:
            self._change_to(self.first)
