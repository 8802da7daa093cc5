"""The reader's own notes in the window: kept, painted, listed, searched, exchanged, and what was corrected."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from reader.bookmark_ways import BookmarkWays
from reader.bookmarking import Bookmarking
from reader.browsing import Browsing
from reader.citations import Citations
from reader.completing import Completing
from reader.context_bars import ContextBars
from reader.correcting import Correcting
from reader.correction_ways import CorrectionWays
from reader.corrections import own_names
from reader.editions import Editions
from reader.embedded_notes import EmbeddedNotes
from reader.finding import Finder
from reader.following import Following
from reader.indexing import IndexService
from reader.kept_notes import KeptNotes
from reader.live_targets import LiveTargets, PagePoint
from reader.main_window import MainWindow
from reader.marking import Marking
from reader.note_files import NoteFiles
from reader.note_layer import NotebookLayer
from reader.note_links import NoteLinks
from reader.note_marks import NoteBarMarks
from reader.note_search import find_notes
from reader.note_tools import NoteTools
from reader.notebook import Item, Notebook
from reader.other_writers import OtherWriters
from reader.page_cuts import Cut
from reader.page_view import PageView
from reader.panels.notes import Notes
from reader.panels.taken_over import TakenOver
from reader.render import Priority, RenderService
from reader.searching import open_library
from reader.settings import Settings
from reader.taking_over import TakingOver
from reader.tasks import TaskThread
from reader.undo_texts import UndoTexts
from reader.userdata import UserData

NOTES_BAR = 1 << 20
"""The key of the bar that speaks of notes; documents have smaller ones."""


class Keeping(QObject):
    """Made when the user's data has been read, and connected with the window.

    `letters_taken` tells whether letters mean something else in a view just now.

    Attributes:
        tools: puts notes on pages, and takes hold of those that are there.
        notebook, notes: bookmarks and annotations of the open volume, and their panel.
        marking, bars: what is made of selected text, and the bars beside it.
        embedded, taking_over: the annotations that the files have themselves, made the reader's own.
        following: the way to places of all documents.
        bookmark_ways: bookmarks and letters in the window.
        correcting: what the reader has corrected.
        editions: what becomes of notes of other editions.
        note_links: where the links in notes lead.
    """

    def __init__(
        self,
        window: MainWindow,
        finder: Finder,
        live: LiveTargets,
        render: RenderService,
        index: IndexService,
        *,
        data: UserData,
        thread: TaskThread,
        settings: Settings,
        citations: Citations,
        letters_taken: Callable[[PageView], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session = finder.session
        self._live = live
        self._data = data
        self._thread = thread
        self.notebook = notebook = Notebook(session, data, thread, self)
        self.embedded = EmbeddedNotes(session, notebook, render, self)
        self.notes = Notes(session, notebook, settings, window)
        self._layer = NotebookLayer(notebook, window.view.overlays, self)
        self.tools = NoteTools(window, session, notebook, live, render, parent=self)
        about = window, session, notebook, render
        self._note_files = NoteFiles(*about, settings=settings, citations=citations, parent=self)
        self.marking = Marking(window, finder, notebook, settings, self)
        self.bars = ContextBars(window, session, notebook, self.marking, settings, parent=self)
        parts = session, notebook, live, index
        self.correcting = Correcting(*parts, store=data, thread=thread, parent=self)
        index.uses_found.connect(self.correcting.on_uses)
        index.placed.connect(self.correcting.on_placed)
        self._ways = CorrectionWays(window, session, live, self.correcting, parent=self)
        self._keep_places(settings, letters_taken)
        self._connect_list(render, settings)
        self._connect(finder)
        self._keep_all_notes()

    def close(self) -> None:
        """Writes down what is being typed, and ends what is under way."""
        self.tools.close()
        self.notes.editor.keep()
        self._completing.close()
        self.editions.close()
        self.notebook.close()
        self._note_files.close()

    def _connect(self, finder: Finder) -> None:
        window, notebook, embedded = self._window, self.notebook, self.embedded
        notebook.failed.connect(lambda text: window.bars.say(NOTES_BAR, text))
        notebook.recovered.connect(lambda: window.bars.take_back(NOTES_BAR))
        finder.attach_notes(lambda query: find_notes((*notebook.items(), *embedded.items()), query))
        embedded.changed.connect(finder.on_notes_changed)
        finder.attach_names(lambda: own_names(self.correcting.records))
        self.correcting.changed.connect(finder.complete)
        window.add_right_panel(self.notes, self.tr("Notes"))
        for view in window.views:
            self._mark_beside(view)
        window.views.added.connect(self._mark_beside)
        self.marking.note_wanted.connect(self._write_note)
        self.bars.note_wanted.connect(self._write_note)
        self.bars.chosen.connect(self._on_chosen)
        self.tools.choosing.chosen.connect(self._on_note_chosen)
        self.tools.opened.connect(self._write_note)
        window.connect_action("undo", notebook.undo)
        window.connect_action("redo", notebook.redo)
        undo, redo = (window.actions_by_id[name] for name in ("undo", "redo"))
        UndoTexts(notebook, self._data, self._thread, undo=undo, redo=redo, parent=self)

    def _keep_places(self, settings: Settings, letters_taken: Callable[[PageView], bool]) -> None:
        """The way to places of all documents, bookmarks, and what the files have themselves."""
        window, session, data, thread = self._window, self._session, self._data, self._thread
        self.following = Following(
            *(session, window.bars, data, thread),
            choose_files=window.choose_files,
            open_library=open_library,
            parent=self,
        )
        self.following.came_to.connect(self.show_item)
        about = session, self.notebook, self.following, settings
        marks = Bookmarking(*about, store=data, storing=thread, parent=self)
        self.taking_over = TakingOver(window, session, self.embedded, self._live, self)
        self.bookmark_ways = BookmarkWays(window, session, marks, letters_taken, self)

    def _connect_list(self, render: RenderService, settings: Settings) -> None:
        """Pictures, links and files of the list of notes."""
        window, session, notes, embedded = self._window, self._session, self.notes, self.embedded
        browsing = Browsing(session, settings, window)
        self.note_links = NoteLinks(session, self.notebook, self._live, browsing.open, self)
        self.note_links.note_wanted.connect(self._show_notes)
        self.note_links.elsewhere.connect(self.following.follow)
        self.following.term_meant.connect(self.note_links.go)
        self.note_links.term_wanted.connect(lambda: window.right_tabs.setCurrentIndex(0))
        notes.attach_links(self.note_links)
        notes.attach_pictures(Cut(render, "notes", priority=Priority.THUMBNAIL))
        notes.attach_file_notes(embedded.items)
        embedded.changed.connect(notes.refresh_soon)
        notes.export_asked.connect(self._note_files.choose_target)
        notes.take_over_asked.connect(self.taking_over.take_over)
        notes.left.connect(window.view.setFocus)

    def _mark_beside(self, view: PageView) -> None:
        NoteBarMarks(self.notebook, view, view)

    def _keep_all_notes(self) -> None:
        """Notes of other editions, of other volumes, and of earlier days."""
        window, session = self._window, self._session
        notebook, notes, data = self.notebook, self.notes, self._data
        self.editions = Editions(
            session,
            notebook,
            window.bars,
            data,
            self._thread,
            open_library=open_library,
            parent=self,
        )
        notes.put_above(TakenOver(session, self.editions, notes))
        self.editions.doubts_wanted.connect(self._show_notes)
        self.kept_notes = KeptNotes(
            window,
            notebook,
            self.following,
            data,
            self._thread,
            keep_typed=notes.editor.keep,
            parent=self,
        )
        self.kept_notes.restored.connect(self.editions.look_again)
        self.kept_notes.export_asked.connect(self._note_files.choose_target_of_all)
        self._completing = Completing(
            session,
            notebook,
            data,
            self._thread,
            reading=TaskThread("completing", self),
            open_library=open_library,
            parent=self,
        )
        others = OtherWriters(notebook, data, self._thread, self)
        others.found.connect(self.editions.look_again)

    def _show_notes(self) -> None:
        self._window.panes.right.show()
        self._window.right_tabs.setCurrentWidget(self.notes)

    def show_item(self, item: Item) -> None:
        """Opens a record beside the pages."""
        self._show_notes()
        self.notes.show_item(item)

    def _on_chosen(self, item: Item, point: PagePoint) -> None:
        """A click on an annotation opens it, unless something live lies there."""
        if self._live.at(point) is None:
            self._on_note_chosen(item)

    def _write_note(self, item: Item) -> None:
        """Opens the note of an annotation for typing."""
        self.show_item(item)
        self.notes.editor.begin()

    def _on_note_chosen(self, item: Item | None) -> None:
        """What is chosen on the page is what the panel has, where it is seen."""
        if item is not None:
            self._window.right_tabs.setCurrentWidget(self.notes)
            self.notes.show_item(item)
