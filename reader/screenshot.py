"""`hakusho --screenshot`: waits until the window is filled, writes its picture and ends the application."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from reader.main_window import MainWindow
from reader.session import Progress, Session

PATIENCE = 180_000
"""Milliseconds after which the picture is taken of whatever is there."""

WIDTH, HEIGHT = 1400, 900
"""Of the picture, in device-independent pixels, whatever size the window had last."""

SETTLING = 400
"""Milliseconds that the last pictures and panels are given after everything has arrived."""


LATE = 3_000
"""The same when the builder is over and some outline or link is missing: it may still be on its way."""


class Screenshot(QObject):
    """Takes one picture when pages, outline and links are there, or when nothing more will come.

    Signals:
        taken(Path): it is written.
    """

    taken = Signal(object)

    def __init__(
        self, window: MainWindow, session: Session, path: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._session = session
        self._path = path
        self._was_running = False
        self._settling = QTimer(self, singleShot=True)
        self._settling.timeout.connect(self._take)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._take)
        self._patience.start()
        window.resize(WIDTH, HEIGHT)
        session.progress_changed.connect(self._on_progress)
        session.structure_changed.connect(self._check)
        session.failed.connect(self._check)
        QTimer.singleShot(0, self, self._check)

    def _on_progress(self, progress: Progress) -> None:
        self._was_running = self._was_running or progress.running
        self._check()

    def _check(self, *_values: object) -> None:
        session = self._session
        indexed = self._was_running and not session.progress.running
        complete = session.links is not None and all(
            session.documents[d].structure for d in session.order
        )
        hopeless = not session.order and all(d.failure for d in session.documents)
        if indexed or hopeless:
            self._settling.start(SETTLING if complete or hopeless else LATE)

    def _take(self) -> None:
        self._patience.stop()
        saved = self._window.grab().save(str(self._path))
        if saved:
            print(f"The window's picture is in {self._path}")  # noqa: T201 - the answer
        self.taken.emit(self._path)
        QApplication.exit(0 if saved else 1)
