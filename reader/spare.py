"""A render process that is started before it is needed, so that no window's first page waits for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from reader.worker_process import WorkerProcess

REST = 3000
"""Milliseconds after a window is furnished until the process for the next one is started."""


class SpareWorker(QObject):
    """Holds `worker` until it is taken; `start` starts others, None for none."""

    def __init__(
        self,
        worker: WorkerProcess | None,
        start: Callable[[], WorkerProcess] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._start = start
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.get_ready)

    def take(self) -> WorkerProcess | None:
        """The process, which is the taker's from now on; None when there is none."""
        worker, self._worker = self._worker, None
        return worker

    def get_ready_soon(self) -> None:
        """Starts another when what is going on now has had its time."""
        self._rest.start()

    def get_ready(self) -> None:
        """Starts another now, unless one waits."""
        if self._worker is None and self._start is not None:
            self._worker = self._start()

    def close(self) -> None:
        """Ends what waits; nothing is started any more."""
        self._rest.stop()
        self._start = None
        worker = self.take()
        if worker is not None:
            worker.close()
