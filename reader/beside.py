"""What is read beside the pages: the reading view, a second view of the volume, figures kept in sight.

Each is made when it is first asked for.
"""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from index_builder.model import Caption, Rect
from reader import live_keys, live_layer, theme, view_bar
from reader.glances import Glance
from reader.live_targets import LiveTargets
from reader.main_window import MainWindow, page_refs
from reader.overlays import OverlaysBeside
from reader.page_cuts import Cut
from reader.page_view import PageView
from reader.panels.peek import GlanceWindow, Peek, PeekWindow
from reader.panels.reading import ReadingView
from reader.reading_lock import ReadingLock
from reader.render import Priority, RenderService
from reader.session import Session
from reader.settings import Settings
from reader.targets import Kind, Target, TargetIndex
from reader.text_selection import LAYER as SELECTION
from reader.text_selection import PagePoint

SECOND = "second-view"


class Beside(QObject):
    """Attributes:
    reading, second: the views, None while they are not shown.
    peeks: the windows that keep figures, or what a popup said, in sight.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        live: LiveTargets,
        settings: Settings,
        render: RenderService,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._live = live
        self._settings = settings
        self._render = render
        self.reading: ReadingView | None = None
        self.second: PageView | None = None
        self.peeks: list[Peek] = []
        self._peeked = 0
        window.connect_action("reading_view", self._toggle_reading)
        window.connect_action("second_view", self._toggle_second)
        window.connect_action("larger_text", lambda: self._resize_letters(1))
        window.connect_action("smaller_text", lambda: self._resize_letters(-1))
        window.context_parts.append(self._offer_peek)
        window.panes.add_part("reading", lambda: self.reading is not None, self.show_reading)
        window.panes.add_part("second", lambda: self.second is not None, self.show_second)
        session.closed.connect(self._close_peeks)
        window.closing.connect(self._close_peeks)
        settings.changed.connect(self._on_setting_changed)

    def show_reading(self, wanted: bool = True) -> None:
        """Opens the reading view at the right of the pages, or closes it."""
        self._window.actions_by_id["reading_view"].setChecked(wanted)
        if not wanted and self.reading is not None:
            view, self.reading = self.reading, None
            self._put_away(view)
        elif wanted and self.reading is None:
            cut = Cut(self._render, "reading")
            view = ReadingView(self._session, self._live, cut, self._settings)
            cut.setParent(view)
            self.reading = view
            view.set_paper(self._paper)
            lock = ReadingLock(self._session, self._render, self._window.views, view)
            self._put_beside(view)
            lock.follow()

    def show_second(self, wanted: bool = True) -> None:
        """Opens another view of the volume where the first one is, or closes it."""
        self._window.actions_by_id["second_view"].setChecked(wanted)
        if not wanted and self.second is not None:
            view, self.second = self.second, None
            self._window.views.remove(view)
            for priority in (Priority.VISIBLE, Priority.AHEAD):
                self._render.want(SECOND, priority, [])
            self._put_away(view)
        elif wanted and self.second is None:
            own = (live_layer.LAYER, live_keys.LAYER, view_bar.LAYER, SELECTION)
            overlays = OverlaysBeside(self._window.view.overlays, own)
            self.second = view = PageView(self._render, overlays, client=SECOND)
            overlays.setParent(view)
            self._put_beside(view)
            self._window.views.add(view)
            view.set_pages(page_refs(self._session.volume))
            if self._session.corner is not None:
                view.restore(self._session.corner)

    def peek(self, document: int, caption: Caption) -> None:
        """Keeps what a caption describes in sight, its page where that is not known."""
        title = f"{caption.label}　{caption.title}".strip()
        window = self._picture_window(title, (document, caption.place.page, caption.area))
        window.stand_aside(len(self.peeks))
        self._keep(window)

    def pin(self, glance: Glance, at: QPoint) -> None:
        """Keeps what a popup said in sight, its picture where it has one; `at` is a point of the screen."""
        if glance.picture is not None:
            window: Peek = self._picture_window(glance.title, glance.picture)
        else:
            window = GlanceWindow(glance, self._cut(), self._paper, self._window)
        window.move(at)
        self._keep(window)

    def _picture_window(self, title: str, place: tuple[int, int, Rect | None]) -> PeekWindow:
        return PeekWindow(self._cut(), place, title, self._window)

    def _cut(self) -> Cut:
        self._peeked += 1
        return Cut(self._render, f"peek-{self._peeked}")

    def _keep(self, window: Peek) -> None:
        window.set_paper(self._paper)
        self.peeks.append(window)
        window.destroyed.connect(lambda: self._forget(window))
        window.show()

    def _toggle_reading(self) -> None:
        self.show_reading(self.reading is None)

    def _toggle_second(self) -> None:
        self.show_second(self.second is None)

    @property
    def _paper(self) -> theme.Paper:
        return theme.PAPERS.get(self._settings.get("view/paper"), theme.PAPERS["white"])

    def _on_setting_changed(self, key: str) -> None:
        if key != "view/paper":
            return
        for view in (self.reading, *self.peeks):
            if view is not None:
                view.set_paper(self._paper)

    def _resize_letters(self, step: int) -> None:
        if self.reading is not None:
            self.reading.resize_letters(step)

    def _put_beside(self, view: QWidget) -> None:
        splitter = self._window.splitter
        splitter.addWidget(view)
        width = splitter.width() // splitter.count()
        splitter.setSizes([width] * splitter.count())

    def _put_away(self, view: QWidget) -> None:
        view.hide()
        view.setParent(None)
        view.deleteLater()
        self._window.focus_pages()

    # --- figures ----------------------------------------------------------------------------

    def _offer_peek(self, point: object, menu: QMenu) -> None:
        if not isinstance(point, PagePoint):
            return
        target, index = self._live.at(point), self._live.index
        found = described(index, target) if target is not None else None
        found = found or figure_at(index, point)
        if found is not None:
            menu.addAction(self.tr("Keep the figure in sight"), lambda: self.peek(*found))
            menu.addSeparator()

    def _forget(self, window: Peek) -> None:
        if window in self.peeks:
            self.peeks.remove(window)

    def _close_peeks(self) -> None:
        for window in list(self.peeks):
            window.close_and_forget()


def described(index: TargetIndex, target: Target) -> tuple[int, Caption] | None:
    """(document, caption) that is pointed at, or that the reference pointed at leads to; None for anything else."""
    if target.kind is Kind.CAPTION:
        structure = index.documents[target.document]
        return (target.document, structure.captions[target.index]) if structure else None
    if target.kind is not Kind.REFERENCE:
        return None
    resolution = index.resolution(target.document, target.index)
    location = resolution.target if resolution is not None else None
    structure = index.documents[location.document] if location is not None else None
    if location is None or structure is None:
        return None
    captions = (c for c in structure.captions if c.place == location.place)
    return next(((location.document, caption) for caption in captions), None)


def figure_at(index: TargetIndex, point: PagePoint) -> tuple[int, Caption] | None:
    """(document, caption) of the smallest figure or table around a point; None where there is none."""
    known = index.documents[point.document] if point.document < len(index.documents) else None
    around = [
        (caption.area.width * caption.area.height, caption)
        for caption in (known.captions if known is not None else ())
        if caption.place.page == point.page
        and caption.area is not None
        and caption.area.contains(point.x, point.y)
    ]
    smallest = min(around, key=lambda each: each[0], default=None)
    return (point.document, smallest[1]) if smallest is not None else None
