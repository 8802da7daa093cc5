"""Hears of notes that another window, or another process, has made in the open volume."""

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from reader.notebook import Notebook
from reader.tasks import TaskThread

EVERY = 1000
"""Milliseconds between two looks, each of which costs some microseconds."""


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def is_changed_elsewhere(self, contents: Collection[str]) -> bool: ...


class OtherWriters(QObject):
    """Lets the notebook read again what others have changed.

    Signals:
        found: they have.
    """

    found = Signal()

    def __init__(
        self, notebook: Notebook, store: Store, thread: TaskThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._notebook = notebook
        self._store = store
        self._thread = thread
        self._is_asking = False
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state_changed)

    def look(self) -> None:
        """Asks the store, unless it is being asked."""
        contents = self._notebook.contents
        if self._is_asking or not contents:
            return
        self._is_asking = True
        self._thread.submit(
            lambda: self._store.is_changed_elsewhere(contents), self._on_told, self._on_trouble
        )

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()

    def _on_told(self, is_changed: bool) -> None:
        self._is_asking = False
        if is_changed:
            self._notebook.read_again()
            self.found.emit()

    def _on_trouble(self, _error: object) -> None:
        """What cannot be read is told of when notes are read."""
        self._is_asking = False
