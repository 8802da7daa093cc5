"""How pages are shown — layout, fit, direction, colours, ruler —, as the actions choose it and the settings keep it.

The zoom of a volume, and what it follows there, are kept with the volume (`panes`).
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QActionGroup

from reader import theme
from reader.actions import Actions
from reader.geometry import Arrangement, FitMode, Layout
from reader.page_view import PageView
from reader.presentation import Presentation
from reader.render import RenderService
from reader.ruler import Ruler
from reader.settings import Settings
from reader.views import Views

KEEPING = 800
"""Milliseconds without a change after which the fit is written down."""

Choice = TypeVar("Choice", FitMode, Layout)
DEFAULTS: dict[type, Any] = {FitMode: FitMode.WIDTH, Layout: Layout.CONTINUOUS}
LAYOUTS = {
    "layout_continuous": Layout.CONTINUOUS,
    "layout_single": Layout.SINGLE,
    "layout_facing": Layout.FACING,
}
TELLING = 40
"""So many characters of a page tell which way its text runs."""


class ViewModes(QObject):
    """Keeps the views true to the settings, and the settings to what is done with the first of them."""

    def __init__(
        self,
        views: Views,
        service: RenderService,
        actions: Actions,
        settings: Settings,
        *,
        presentation: Presentation,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._views = views
        self._view = views.first
        self._service = service
        self._actions = actions
        self._settings = settings
        self._presentation = presentation
        self._rulers: dict[PageView, Ruler] = {}
        self._runs_down = False
        self._is_known = False
        self._keeping = QTimer(self, singleShot=True, interval=KEEPING)
        self._keeping.timeout.connect(self.keep)
        self._restore()
        self._connect()

    def keep(self) -> None:
        """Write down what the zoom follows, for volumes that are opened for the first time."""
        self._keeping.stop()
        if self._view.fit_mode is not FitMode.NONE and not self._presentation.is_running:
            self._settings.set("view/fit", self._view.fit_mode.value)

    def forget_direction(self) -> None:
        """Another volume may run the other way: its first text tells."""
        self._is_known = False

    def _restore(self) -> None:
        fit = _chosen(FitMode, self._settings.get("view/fit"))
        self._view.set_fit(FitMode.WIDTH if fit is FitMode.NONE else fit)
        self._take(self._view)
        self._actions["ruler"].setChecked(self._settings.get("view/ruler"))

    def _take(self, view: PageView) -> None:
        """Show `view` as all are shown."""
        self._rulers[view] = Ruler(view.viewport())
        view.destroyed.connect(partial(self._rulers.pop, view, None))
        self._arrange()
        self._colour()
        self._rule()

    def _connect(self) -> None:
        view, views, actions = self._view, self._views, self._actions
        group = QActionGroup(self)
        for name, layout in LAYOUTS.items():
            group.addAction(actions[name])
            self._on(name, partial(self._settings.set, "view/layout", layout.value))
        self._on("rotate_right", lambda: views.active.rotate(90))
        self._on("rotate_left", lambda: views.active.rotate(-90))
        self._on("fit_text", lambda: views.active.set_fit(FitMode.TEXT))
        self._on("night", self._toggle_night)
        self._on("presentation", self._presentation.toggle)
        for change in (self._presentation.started, self._presentation.ended):
            change.connect(self._colour)
        actions["ruler"].toggled.connect(partial(self._settings.set, "view/ruler"))
        self._settings.changed.connect(self._on_setting_changed)
        self._service.text_arrived.connect(self._on_text_arrived)
        views.added.connect(self._take)
        view.scrolled.connect(self._ask_direction)
        view.laid_out.connect(lambda _strip: self._keeping.start())

    def _on(self, name: str, slot: Callable[[], object]) -> None:
        self._actions[name].triggered.connect(lambda _checked=False: slot())

    def _on_setting_changed(self, key: str) -> None:
        if key in {"view/layout", "view/direction"}:
            self._arrange()
        elif key == "view/paper":
            self._colour()
        elif key == "view/ruler":
            self._rule()

    def _rule(self) -> None:
        for ruler in self._rulers.values():
            ruler.set_shown(self._settings.get("view/ruler"))

    def _toggle_night(self) -> None:
        """Night, and back to the colours of the day before it."""
        paper = self._settings.get("view/paper")
        if paper != "night":
            self._settings.set("view/day_paper", paper)
        day = self._settings.get("view/day_paper")
        self._settings.set("view/paper", day if paper == "night" else "night")

    def _colour(self) -> None:
        name = self._settings.get("view/paper")
        paper = theme.PAPERS.get(name, theme.PAPERS["white"])
        for view in self._views:
            view.set_paper(paper, theme.BLACK if self._presentation.is_running else None)
        self._actions["night"].setChecked(name == "night")

    def _arrange(self) -> None:
        if self._presentation.is_running:
            return
        layout = _chosen(Layout, self._settings.get("view/layout"))
        direction = self._settings.get("view/direction")
        leftwards = direction == "leftwards" or (not direction and self._runs_down)
        for view in self._views:
            view.set_arrangement(Arrangement(layout, leftwards))
        for name, each in LAYOUTS.items():
            self._actions[name].setChecked(each is layout)

    def _ask_direction(self) -> None:
        """Facing pages of a book whose lines run down are read from the right."""
        page = self._view.current_page()
        is_facing = self._view.arrangement.layout is Layout.FACING
        if is_facing and page is not None and not self._is_known:
            self._service.request_text(*page)

    def _on_text_arrived(self, document: int, page: int) -> None:
        text = self._service.text(document, page)
        if self._is_known or text is None or len(text.text) < TELLING:
            return
        self._is_known = True
        down = sum(span.end - span.start for span in text.spans if span.vertical)
        self._runs_down = 2 * down > len(text.text)
        self._arrange()


def _chosen(kind: type[Choice], value: str) -> Choice:
    """The member of that value; a setting of another version may name none."""
    known = [member for member in kind if member.value == value]
    return known[0] if known else DEFAULTS[kind]
