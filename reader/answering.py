"""What answers on the pages of a window: marks, popups and keys in every view, links, and the side panel."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt

from reader.beside import Beside
from reader.browsing import Browsing
from reader.finding import Finder
from reader.live_keys import LiveKeys
from reader.live_layer import LiveLayer
from reader.live_targets import LiveTargets, PagePoint
from reader.main_window import MainWindow
from reader.nearby_links import NearbyLinks
from reader.page_cuts import Cut
from reader.page_view import PageView
from reader.panels.references import References
from reader.popups import Popups
from reader.render import Priority, RenderService
from reader.search_settings import Scope
from reader.settings import Settings
from reader.visible import VisibleLines


class Answering(QObject):
    """Makes it all, view by view.

    Attributes:
        live: what is under a point of a page.
        references: the side panel.
        beside: what is read beside the pages.
        popups, keys: by view.
    """

    def __init__(
        self,
        window: MainWindow,
        finder: Finder,
        settings: Settings,
        render: RenderService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = finder.session
        self._finder = finder
        self._settings = settings
        self._render = render
        self.live = LiveTargets(self._session, self)
        self.references = self._make_side_panel()
        self.beside = Beside(window, self._session, self.live, settings, render)
        self._links = NearbyLinks(self._session, self.live, window.view, render, self)
        self._browsing = Browsing(self._session, settings, window)
        self.popups: dict[PageView, Popups] = {}
        self.keys: dict[PageView, LiveKeys] = {}
        for view in window.views:
            self._answer_in(view)
        window.views.added.connect(self._answer_in)
        self._connect()

    def _make_side_panel(self) -> References:
        lines = VisibleLines(self._window.views, self._settings, self)
        cuts = (
            Cut(self._render, "side-panel-card"),
            Cut(self._render, "side-panel", priority=Priority.THUMBNAIL),
        )
        return References(
            self._session, self.live, lines, self._settings, cuts=cuts, parent=self._window
        )

    def _answer_in(self, view: PageView) -> None:
        session, live, settings = self._session, self.live, self._settings
        # What the first view shows ends with the desk, before the view does.
        parent = self if view is self._window.view else view
        LiveLayer(session, live, view, settings, parent)
        cut = Cut(self._render, f"popup-{len(self.popups)}", parent)
        popups = Popups(session, live, view, cut, settings=settings, parent=parent)
        popups.browser_wanted.connect(self._browsing.open)
        popups.panel_wanted.connect(self.show_side_panel)
        popups.pinned.connect(self.beside.pin)
        self.popups[view] = popups
        self.keys[view] = LiveKeys(session, live, view, popups, settings=settings, parent=parent)
        view.clicked.connect(live.click)
        view.clicked.connect(self._on_clicked)
        view.destroyed.connect(partial(self._forget, view))

    def takes_letters(self, view: PageView) -> bool:
        """Whether letters choose among what answers in a view just now."""
        return view in self.keys and self.keys[view].hints is not None

    def _forget(self, view: PageView) -> None:
        self.popups.pop(view, None)
        self.keys.pop(view, None)

    def _connect(self) -> None:
        cards = self.references.cards
        cards.files_asked.connect(self._window.choose_files)
        cards.search_asked.connect(self._search_library)
        cards.peek_asked.connect(self.beside.peek)
        actions: dict[str, Callable[[LiveKeys], None]] = {
            "definition": LiveKeys.go_to_definition,
            "next_use": lambda keys: keys.step_use(1),
            "previous_use": lambda keys: keys.step_use(-1),
            "hints": LiveKeys.show_hints,
        }
        for name, does in actions.items():
            self._window.connect_action(name, partial(self._by_keys, does))

    def _by_keys(self, does: Callable[[LiveKeys], None]) -> None:
        """Has an action done by the keys of the view that is read in."""
        does(self.keys[self._window.views.active])

    def show_side_panel(self, with_list: bool) -> None:
        """Brings the side panel into sight, the keys on its list if that is what is wanted."""
        self._window.panes.right.show()
        self._window.right_tabs.setCurrentWidget(self.references)
        self.references.refresh()
        if with_list:
            self.references.view.setFocus()

    def _on_clicked(self, point: PagePoint, _modifiers: Qt.KeyboardModifier) -> None:
        """What was clicked is to be read, also where another panel stands in front."""
        if self.live.at(point) is not None:
            self._window.right_tabs.setCurrentWidget(self.references)

    def _search_library(self, words: str) -> None:
        """Looks for words in everything that is indexed, for the open files do not hold them."""
        self._finder.search(words)
        self._finder.set_scope(Scope.LIBRARY)
        self._window.show_hits()
