"""What undo and redo would do next, as the menu has it."""

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from index_builder.errors import HakushoError
from reader.note_list import BOOKMARK
from reader.note_words import kind_name
from reader.notebook import Notebook
from reader.records import Annotation, Bookmark, Change, Correction
from reader.tasks import TaskThread


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def next_steps(self, contents: Collection[str]) -> tuple[Change | None, Change | None]: ...


class UndoTexts(QObject):
    """Names the next steps in the texts of the two actions."""

    def __init__(
        self,
        notebook: Notebook,
        store: Store,
        thread: TaskThread,
        *,
        undo: QAction,
        redo: QAction,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._store = store
        self._thread = thread
        self._undo, self._redo = undo, redo
        self._plain = undo.text(), redo.text()
        notebook.changed.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        contents = self._notebook.contents
        self._thread.submit(
            lambda: self._store.next_steps(contents), self._on_told, self._on_trouble
        )

    def _on_told(self, steps: tuple[Change | None, Change | None]) -> None:
        before, after = steps
        before = self._notebook.waiting_step or before
        texts = self.tr("&Undo: {0}"), self.tr("Re&do: {0}")
        for action, text, plain, step in zip(
            (self._undo, self._redo), texts, self._plain, (before, after), strict=True
        ):
            action.setText(plain if step is None else text.format(self._name(step)))

    def _on_trouble(self, _error: HakushoError) -> None:
        """The steps are told of when they can be read again."""

    def _name(self, step: Change) -> str:
        if step.also:
            return self.tr("Several notes")
        kind = self._kind(step.record)
        if step.after is None:
            return self.tr("Deletion of {0}").format(kind)
        return kind if step.before is None else self.tr("Change of {0}").format(kind)

    def _kind(self, record: Bookmark | Annotation | Correction) -> str:
        if isinstance(record, Correction):
            return self.tr("Correction")
        return kind_name(record.kind if isinstance(record, Annotation) else BOOKMARK)
