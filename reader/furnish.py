"""Furnishes the window after the first page: the panels, the user's data, what is under the pointer."""

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from index_builder.errors import HakushoError
from index_builder.folder import data_folder
from reader import theme
from reader.answering import Answering
from reader.copying import Copying
from reader.correcting import Correcting
from reader.correction_ways import CorrectionWays
from reader.editions import Editions
from reader.embedded_notes import EmbeddedNotes
from reader.finding import Finder
from reader.history import Position
from reader.indexing import IndexService
from reader.kept_notes import KeptNotes
from reader.lists import Lists
from reader.live_targets import PagePoint
from reader.main_window import MainWindow
from reader.note_files import NoteFiles
from reader.note_search import find_notes
from reader.notebook import Item, Notebook, NotebookLayer
from reader.page_view import PageView
from reader.panels.help import AboutBox, ShortcutSheet
from reader.panels.notes import Notes
from reader.panels.order import OrderDialog
from reader.panels.outline import OutlinePanel
from reader.panels.properties import PropertiesDialog
from reader.panels.search import SearchPanel
from reader.panels.taken_over import TakenOver
from reader.panels.thumbnails import ThumbnailPanel
from reader.panels.welcome import WelcomePage
from reader.printing import Printing
from reader.records import RecentVolume
from reader.reloading import Reloading
from reader.render import RenderService
from reader.resume import ChosenOrder, Resume
from reader.searching import open_library
from reader.settings import Settings
from reader.tasks import TaskThread
from reader.userdata import UserData

NOTES_BAR = 1 << 20
"""The key of the bar that speaks of notes; documents have smaller ones."""

log = logging.getLogger(__name__)

RECENT = 5
"""Volumes offered on the welcome page."""


class Furniture(QObject):
    """What the first page did not need.

    Attributes:
        answering, live, beside: what answers on the pages, and what is read beside them.
        lists: glossary and figures.
        outline, thumbnails, search, references: the panels.
        notebook, notes: the user's data and its panel, None until it is read.
        embedded: the annotations that the files have themselves, None as above.
        editions: what becomes of notes of other editions, None as above.
        correcting: what the reader has corrected, None as above.
    """

    editions: Editions | None = None
    embedded: EmbeddedNotes | None = None
    _note_files: NoteFiles | None = None

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
        self.notebook: Notebook | None = None
        self.notes: Notes | None = None
        self.correcting: Correcting | None = None
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
        self._copying = Copying(window, self._session, settings, render, self)
        self.lists.connect_figures(self.beside, self._copying)
        self.printing = Printing(
            window, self._session, settings, render, self._own_notes, parent=self
        )
        self._storing.submit(self._open_data, self._on_data, self._on_trouble)

    def close(self) -> None:
        """Writes down the place and lets go of the user's data."""
        if self._resume is not None and self._window.isVisible():
            self._resume.save()
        if self.notes is not None:
            self.notes.editor.keep()
        if self.editions is not None:
            self.editions.close()
        if self.notebook is not None:
            self.notebook.close()
        if self._note_files is not None:
            self._note_files.close()
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
        return self.notebook.items() if self.notebook is not None else []

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
        self._resume.recent_changed.connect(self._on_recent)
        self._resume.found.connect(self._on_resumed)
        self._order = ChosenOrder(self._session, data, self._storing, self)
        self._window.connect_action("reading_order", self._ask_order)
        self._keep_notes(data)
        self._storing.submit(data.back_up_daily, lambda _path: None, self._on_trouble)

    def _on_resumed(self, position: Position) -> None:
        """Back to where reading stopped, unless the volume was opened for a hit or a definition."""
        if not self._finder.came_for_hit and not self.lists.visits.came:
            self._window.view.restore(position)

    def _ask_order(self) -> None:
        if len(self._session.order) < 2:
            self._session.message.emit(self.tr("There is only one file."))
            return
        dialog = OrderDialog(self._session, self._window)
        dialog.chosen.connect(self._order.choose)
        dialog.open()

    def _keep_notes(self, data: UserData) -> None:
        """Bookmarks and highlights: kept, painted, listed."""
        window = self._window
        notebook = Notebook(self._session, data, self._storing, self)
        notebook.failed.connect(lambda text: window.bars.say(NOTES_BAR, text))
        notebook.recovered.connect(lambda: window.bars.take_back(NOTES_BAR))
        self.notebook = notebook
        self.reloading.notebook = notebook
        self.embedded = embedded = EmbeddedNotes(self._session, notebook, self._render, self)
        self._finder.attach_notes(
            lambda words: find_notes((*notebook.items(), *embedded.items()), words)
        )
        embedded.changed.connect(self._finder.on_notes_changed)
        self._layer = NotebookLayer(notebook, window.view.overlays, self)
        self.notes = Notes(self._session, notebook, window)
        window.add_right_panel(self.notes, self.tr("Notes"))
        for view in window.views:
            view.clicked.connect(self._on_clicked)
        window.views.added.connect(self._listen_to)
        window.connect_action("bookmark", self._add_bookmark)
        window.connect_action("highlight", self._add_highlight)
        self._note_files = NoteFiles(window, self._session, notebook, self._render, self)
        window.connect_action("undo", notebook.undo)
        window.connect_action("redo", notebook.redo)
        self._keep_corrections(data, notebook)
        self._keep_all_notes(data, notebook, self.notes)

    def _keep_corrections(self, data: UserData, notebook: Notebook) -> None:
        """What the reader has corrected: kept with the notes, put into what answers on the pages."""
        parts = self._session, notebook, self.live, self._index
        self.correcting = Correcting(*parts, store=data, thread=self._storing, parent=self)
        self._index.uses_found.connect(self.correcting.on_uses)
        self._index.placed.connect(self.correcting.on_placed)
        self._ways = CorrectionWays(
            self._window, self._session, self.live, self.correcting, parent=self
        )

    def _listen_to(self, view: PageView) -> None:
        view.clicked.connect(self._on_clicked)

    def _keep_all_notes(self, data: UserData, notebook: Notebook, notes: Notes) -> None:
        """Notes of other editions, of other volumes, and of earlier days."""
        window, session = self._window, self._session
        self.editions = Editions(
            session,
            notebook,
            window.bars,
            data,
            self._storing,
            open_library=open_library,
            parent=self,
        )
        notes.put_above(TakenOver(session, self.editions, notes))
        self.editions.doubts_wanted.connect(self._show_notes)
        self.kept_notes = KeptNotes(
            window,
            self._finder,
            notebook,
            data,
            self._storing,
            keep_typed=notes.editor.keep,
            parent=self,
        )
        self.kept_notes.restored.connect(self.editions.look_again)

    def _show_notes(self) -> None:
        if self.notes is not None:
            self._window.panes.right.show()
            self._window.right_tabs.setCurrentWidget(self.notes)

    def _on_clicked(self, point: PagePoint, _modifiers: Qt.KeyboardModifier) -> None:
        """A click on a highlight opens it, unless something live lies there."""
        if self.notes is None or self.live.at(point) is not None:
            return
        for region in self._window.view.overlays.at(point.document, point.page, point.x, point.y):
            if isinstance(region.payload, Item):
                self._window.right_tabs.setCurrentWidget(self.notes)
                self.notes.show_item(region.payload)
                return

    def _add_bookmark(self) -> None:
        position = self._session.corner
        reading = self._session.position
        if self.notebook is None or position is None or reading is None:
            return
        here = position.page == reading.page and position.document == reading.document
        y = max(position.y, 0.0) if here else 0.0
        self.notebook.add_bookmark(reading.document, reading.page, y)
        self._session.message.emit(self.tr("Bookmark kept"))

    def _add_highlight(self) -> None:
        selection = self._window.views.active.selection_model
        pieces = selection.pieces()
        if self.notebook is None or not pieces:
            self._session.message.emit(self.tr("Nothing is selected: drag over the text first."))
            return
        for piece in pieces:
            self.notebook.add_highlight(*piece)
        selection.clear()

    def _on_recent(self, volumes: Sequence[RecentVolume]) -> None:
        there = [v for v in volumes if v.paths and Path(v.paths[0]).exists()]
        self._welcome.set_recent([(v.title, v.paths) for v in there[:RECENT]])

    def _on_trouble(self, error: HakushoError) -> None:
        self._window.bars.say(-1, str(error))
