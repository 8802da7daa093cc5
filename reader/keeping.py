"""The reader's own notes in the window: kept, painted, listed, searched, exchanged, and what was corrected."""

from PySide6.QtCore import QObject, Qt

from reader.context_bars import ContextBars
from reader.correcting import Correcting
from reader.correction_ways import CorrectionWays
from reader.corrections import own_names
from reader.editions import Editions
from reader.embedded_notes import EmbeddedNotes
from reader.finding import Finder
from reader.indexing import IndexService
from reader.kept_notes import KeptNotes
from reader.live_targets import LiveTargets, PagePoint
from reader.main_window import MainWindow
from reader.marking import Marking
from reader.note_files import NoteFiles
from reader.note_layer import NotebookLayer
from reader.note_search import find_notes
from reader.note_tools import NoteTools
from reader.notebook import Item, Notebook
from reader.panels.notes import Notes
from reader.panels.taken_over import TakenOver
from reader.render import RenderService
from reader.searching import open_library
from reader.settings import Settings
from reader.tasks import TaskThread
from reader.userdata import UserData

NOTES_BAR = 1 << 20
"""The key of the bar that speaks of notes; documents have smaller ones."""


class Keeping(QObject):
    """Made when the user's data has been read, and connected with the window.

    Attributes:
        tools: puts notes on pages, and takes hold of those that are there.
        notebook, notes: bookmarks and annotations of the open volume, and their panel.
        marking, bars: what is made of selected text, and the bars beside it.
        embedded: the annotations that the files have themselves.
        correcting: what the reader has corrected.
        editions: what becomes of notes of other editions.
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
        self._note_files = NoteFiles(
            window, session, notebook, render, settings=settings, parent=self
        )
        self.marking = Marking(window, finder, notebook, settings, self)
        self.bars = ContextBars(window, session, notebook, self.marking, settings, parent=self)
        parts = session, notebook, live, index
        self.correcting = Correcting(*parts, store=data, thread=thread, parent=self)
        index.uses_found.connect(self.correcting.on_uses)
        index.placed.connect(self.correcting.on_placed)
        self._ways = CorrectionWays(window, session, live, self.correcting, parent=self)
        self._connect(finder)
        self._keep_all_notes(finder)

    def close(self) -> None:
        """Writes down what is being typed, and ends what is under way."""
        self.tools.close()
        self.notes.editor.keep()
        self.editions.close()
        self.notebook.close()
        self._note_files.close()

    def _connect(self, finder: Finder) -> None:
        window, notebook, embedded = self._window, self.notebook, self.embedded
        notebook.failed.connect(lambda text: window.bars.say(NOTES_BAR, text))
        notebook.recovered.connect(lambda: window.bars.take_back(NOTES_BAR))
        finder.attach_notes(lambda words: find_notes((*notebook.items(), *embedded.items()), words))
        embedded.changed.connect(finder.on_notes_changed)
        finder.attach_names(lambda: own_names(self.correcting.records))
        self.correcting.changed.connect(finder.complete)
        window.add_right_panel(self.notes, self.tr("Notes"))
        self.marking.note_wanted.connect(self._write_note)
        self.bars.note_wanted.connect(self._write_note)
        self.bars.chosen.connect(self._on_chosen)
        window.connect_action("bookmark", self._add_bookmark)
        self.tools.choosing.chosen.connect(self._on_note_chosen)
        self.tools.opened.connect(self._write_note)
        window.connect_action("undo", notebook.undo)
        window.connect_action("redo", notebook.redo)

    def _keep_all_notes(self, finder: Finder) -> None:
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
            finder,
            notebook,
            data,
            self._thread,
            keep_typed=notes.editor.keep,
            parent=self,
        )
        self.kept_notes.restored.connect(self.editions.look_again)

    def _show_notes(self) -> None:
        self._window.panes.right.show()
        self._window.right_tabs.setCurrentWidget(self.notes)

    def _on_chosen(self, item: Item, point: PagePoint) -> None:
        """A click on an annotation opens it, unless something live lies there."""
        if self._live.at(point) is None:
            self._window.right_tabs.setCurrentWidget(self.notes)
            self.notes.show_item(item)

    def _write_note(self, item: Item) -> None:
        """Opens the note of an annotation for typing."""
        self._show_notes()
        self.notes.show_item(item)
        self.notes.editor.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_note_chosen(self, item: Item | None) -> None:
        """What is chosen on the page is what the panel has, where it is seen."""
        if item is not None:
            self._window.right_tabs.setCurrentWidget(self.notes)
            self.notes.show_item(item)

    def _add_bookmark(self) -> None:
        position = self._session.corner
        reading = self._session.position
        if position is None or reading is None:
            return
        here = position.page == reading.page and position.document == reading.document
        y = max(position.y, 0.0) if here else 0.0
        self.notebook.add_bookmark(reading.document, reading.page, y)
        self._session.message.emit(self.tr("Bookmark kept"))
