"""Furnishes the window after the first page: the panels, the user's data, what answers on the pages."""

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from index_builder.errors import HakushoError
from index_builder.folder import data_folder
from reader import theme
from reader.answering import Answering
from reader.citations import Citations
from reader.continuing import Continuing
from reader.copying import Copying
from reader.finding import Finder
from reader.history import Position
from reader.indexing import IndexService
from reader.keeping import Keeping
from reader.lists import Lists
from reader.main_window import MainWindow
from reader.notebook import Item
from reader.page_view import PageView
from reader.panels.help import AboutBox, ShortcutSheet
from reader.panels.order import OrderDialog
from reader.panels.outline import OutlinePanel
from reader.panels.properties import PropertiesDialog
from reader.panels.search import SearchPanel
from reader.panels.thumbnails import ThumbnailPanel
from reader.panels.welcome import WelcomePage
from reader.printing import Printing
from reader.reloading import Reloading
from reader.render import RenderService
from reader.resume import ChosenOrder, Resume
from reader.settings import Settings
from reader.tasks import TaskThread
from reader.userdata import UserData

log = logging.getLogger(__name__)


class Furniture(QObject):
    """What the first page did not need.

    Attributes:
        answering, live, beside: what answers on the pages, and what is read beside them.
        lists: glossary and figures.
        citations: how the open papers are cited.
        outline, thumbnails, search, references: the panels.
        keeping: the reader's own notes, None until they are read.

    Signals:
        kept: `keeping` is there.
    """

    kept = Signal()

    def __init__(
        self,
        window: MainWindow,
        finder: Finder,
        settings: Settings,
        render: RenderService,
        index: IndexService,
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = finder.session
        self._finder = finder
        self._settings = settings
        self._render = render
        self._index = index
        self._storing = TaskThread("userdata", self)
        self._resume: Resume | None = None
        self.keeping: Keeping | None = None
        self._opened: UserData | None = None
        self.answering = Answering(window, finder, settings, render, self)
        self.live, self.references = self.answering.live, self.answering.references
        self.beside = self.answering.beside
        self.reloading = Reloading(self._session, window.views, window.bars, self)
        self._add_panels()
        self.lists = Lists(
            window, self._session, self.live, index=index, render=render, settings=settings
        )
        self._add_welcome()
        self._connect_actions()
        self._refine_selection()
        self._add_copying()
        self.printing = Printing(
            window, self._session, settings, render, self._own_notes, parent=self
        )
        self._storing.submit(self._open_data, self._on_data, self._on_trouble)

    def close(self) -> None:
        """Writes down the place and lets go of the user's data."""
        if self._resume is not None and self._window.isVisible():
            self._resume.save()
        if self.keeping is not None:
            self.keeping.close()
        self._storing.close()
        self.lists.close()
        self._copying.close()
        self.printing.cancel()
        if self._opened is not None:
            try:
                self._opened.close()
            except HakushoError as error:
                log.error("%s", error)  # noqa: TRY400 - an expected failure, with its own sentence

    def _open_data(self) -> UserData:
        """On the thread; kept here too, for a window that is closed before the answer arrives."""
        self._opened = UserData(data_folder())
        return self._opened

    def _add_panels(self) -> None:
        window, session = self._window, self._session
        self.outline = OutlinePanel(session, window)
        self.thumbnails = ThumbnailPanel(session, self._render, window)
        self.search = SearchPanel(session, self._finder, window)
        window.add_left_panel(self.outline, self.tr("Outline"), "outline")
        window.add_left_panel(self.thumbnails, self.tr("Pages"), "pages")
        window.add_left_panel(self.search, self.tr("Hits"), "search")
        window.add_right_panel(self.references, self.tr("Side panel"))
        window.search_box.list_wanted.connect(window.show_hits)
        window.search_box.list_wanted.connect(self.search.take_focus)
        self.search.escaped.connect(window.search_box.box.setFocus)
        self.search.entered.connect(window.focus_pages)

    def _add_copying(self) -> None:
        parts = self._window, self._session, self._settings, self._render
        self.citations = Citations(self._session, self._settings, self)
        self._copying = Copying(*parts, self.citations, parent=self)
        self.lists.connect_figures(self.beside, self._copying)

    def _add_welcome(self) -> None:
        self._welcome = WelcomePage(self._window)
        self._welcome.open_files.connect(self._window.choose_files)
        self._welcome.open_folder.connect(self._window.choose_folder)
        self._welcome.chosen.connect(self._window.open_requested)
        self._window.set_welcome(self._welcome)

    def _connect_actions(self) -> None:
        window = self._window
        window.connect_action("shortcuts", lambda: ShortcutSheet(window).open())
        window.connect_action("properties", self._show_properties)
        window.connect_action("about", lambda: AboutBox(window).open())
        self._settings.changed.connect(self._on_setting_changed)
        QApplication.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    def _on_color_scheme_changed(self) -> None:
        self._on_setting_changed("theme")

    def _show_properties(self) -> None:
        page = self._window.views.active.current_page()
        if page is None:
            self._session.message.emit(self.tr("No file is open."))
        else:
            dialog = PropertiesDialog(self._session, self._render, page[0], self._window)
            self._window.closing.connect(dialog.close)
            dialog.show()

    def _own_notes(self) -> list[Item]:
        return self.keeping.notebook.items() if self.keeping is not None else []

    def _refine_selection(self) -> None:
        """Lines follow one another as the index has found, once it has."""
        for view in self._window.views:
            self._refine_selection_in(view)
        self._window.views.added.connect(self._refine_selection_in)

    def _refine_selection_in(self, view: PageView) -> None:
        selection, session = view.selection_model, self._session
        selection.attach_structures(lambda document: session.documents[document].structure)
        session.structure_changed.connect(selection.on_structures_changed)

    def _on_setting_changed(self, key: str) -> None:
        application = QApplication.instance()
        if key == "theme" and isinstance(application, QApplication):
            theme.apply(application, self._settings.get("theme"))
        if key == "language":
            self._session.message.emit(self.tr("The language changes at the next start."))

    def _on_data(self, data: UserData) -> None:
        for problem in data.problems:
            self._window.bars.say(-1, problem)
        panes = self._window.panes
        self._resume = Resume(self._session, data, self._storing, panes.arrangement, self)
        self._resume.arranged.connect(panes.arrange)
        self._window.closing.connect(self._resume.save)
        self._continuing = Continuing(self._window, self._session, self._welcome, self)
        self._resume.recent_changed.connect(self._continuing.offer)
        self._continuing.looked_at.connect(self._resume.fetch_recent)
        self._resume.found.connect(self._on_resumed)
        self._order = ChosenOrder(self._session, data, self._storing, self)
        self._window.connect_action("reading_order", self._ask_order)
        self.citations.attach(data, self._storing)
        self.keeping = Keeping(
            *(self._window, self._finder, self.live, self._render, self._index),
            data=data,
            thread=self._storing,
            settings=self._settings,
            citations=self.citations,
            letters_taken=self.answering.takes_letters,
            parent=self,
        )
        self.keeping.tools.picture_asked.connect(self._copying.copy_part)
        self.reloading.notebook = self.keeping.notebook
        self.outline.attach_notes(self.keeping.notebook)
        self.kept.emit()
        self._storing.submit(data.back_up_daily, lambda _path: None, self._on_trouble)

    def _on_resumed(self, position: Position) -> None:
        """Back to where reading stopped, unless the volume was opened for a hit, a definition or a place."""
        came = self._finder.came_for_hit or self.lists.visits.came
        if not came and self.keeping is not None and not self.keeping.following.came:
            self._window.view.restore(position)

    def _ask_order(self) -> None:
        if len(self._session.order) < 2:
            self._session.message.emit(self.tr("There is only one file."))
            return
        dialog = OrderDialog(self._session, self._window)
        dialog.chosen.connect(self._order.choose)
        dialog.open()

    def _on_trouble(self, error: HakushoError) -> None:
        self._window.bars.say(-1, str(error))
