"""What is done with the notes of all volumes: listed, gone to, restored from a backup."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from index_builder.errors import HakushoError
from reader.carrying import KnownDocument
from reader.exchange.sheaf import NotedDocument
from reader.following import Following, Goal, files_there
from reader.main_window import MainWindow
from reader.note_pages import rect_of, top_of
from reader.notebook import Notebook
from reader.panels.all_notes import AllNotesDialog
from reader.panels.backups import BackupsDialog
from reader.records import Backup, Note
from reader.tasks import TaskThread


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def known_documents(self) -> list[KnownDocument]: ...
    def every_note(self) -> list[Note]: ...
    def backups(self) -> list[Backup]: ...
    def restore(self, backup: Path) -> Path: ...


class KeptNotes(QObject):
    """Opens the two dialogs, and does what is chosen in them.

    Signals:
        restored: the notes are those of a backup now.
        export_asked(list of NotedDocument): these notes shall be written into a file.
    """

    restored = Signal()
    export_asked = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        notebook: Notebook,
        following: Following,
        store: Store,
        storing: TaskThread,
        *,
        keep_typed: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._notebook = notebook
        self._following = following
        self._store = store
        self._storing = storing
        self._keep_typed = keep_typed
        window.connect_action("all_notes", self.list_all)
        window.connect_action("restore_notes", self.list_backups)

    def list_all(self) -> None:
        """Shows the notes of every document."""
        self._keep_typed()
        self._storing.submit(
            lambda: noted(self._store.known_documents(), self._store.every_note()),
            self._show_all,
            self._on_trouble,
        )

    def list_backups(self) -> None:
        """Shows the backups."""
        self._storing.submit(self._store.backups, self._show_backups, self._on_trouble)

    def _show_all(self, documents: Sequence[NotedDocument]) -> None:
        dialog = AllNotesDialog(documents, self._window)
        dialog.chosen.connect(self._go_to)
        dialog.export_asked.connect(self.export_asked)
        self._window.closing.connect(dialog.close)
        dialog.show()

    def _show_backups(self, backups: Sequence[Backup]) -> None:
        dialog = BackupsDialog(backups, self._window)
        dialog.chosen.connect(self._restore)
        dialog.open()

    def _restore(self, backup: Path) -> None:
        self._keep_typed()
        self._storing.submit(
            lambda: self._store.restore(backup), self._on_restored, self._on_trouble
        )

    def _on_restored(self, kept: Path) -> None:
        self._notebook.read_again()
        self.restored.emit()
        self._window.bars.say(
            -1,
            self.tr(
                "The notes are those of the backup. What was there before is kept as “{0}”."
            ).format(kept.name),
        )

    def _go_to(self, _document: NotedDocument, note: Note) -> None:
        self._following.go(Goal(note.content, note.page, rect_of(note), note.id))

    def _on_trouble(self, error: HakushoError) -> None:
        self._window.bars.say(-1, str(error))


def noted(documents: Sequence[KnownDocument], notes: Sequence[Note]) -> list[NotedDocument]:
    """The documents that have notes, those seen last first; a file is that of what was seen there last."""
    by_content: dict[str, list[Note]] = {}
    for note in notes:
        by_content.setdefault(note.content, []).append(note)
    known = {document.content: document for document in reversed(documents)}
    there = files_there(documents, by_content)
    contents = [*(c for c in known if c in by_content), *(c for c in by_content if c not in known)]
    return [
        NotedDocument(
            known[content].title if content in known else "",
            there.get(content, ""),
            tuple(sorted(by_content[content], key=lambda note: (note.page, top_of(note)))),
        )
        for content in contents
    ]
