"""Work off the main thread: Qt-free functions on one thread each, and the builder as a child process.

Answers arrive on the thread that made the object, by queued signal. Nothing here knows what
the work is about.
"""

import gc
import json
import logging
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from index_builder.errors import HakushoError

if TYPE_CHECKING:
    from PySide6.QtCore import QProcess

log = logging.getLogger(__name__)
T = TypeVar("T")

OLDEST = 2
"""The generation of objects that have outlived the others."""

COLLECTING = 500
"""Milliseconds between two looks at how much cyclic garbage there may be."""

PATIENCE = 2000
"""Milliseconds that a builder which was asked to end is given before it is killed."""


class _Task(Struct, frozen=True):
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[HakushoError], None]


class _Outcome(Struct, frozen=True):
    task: _Task
    result: Any = None
    error: Exception | None = None


class TaskThread(QObject):
    """A thread that runs one function after the other.

    Signals:
        _finished(_Outcome): crosses from the thread to the object's own thread.
    """

    _finished = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._queue: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[HakushoError], None],
    ) -> None:
        """Runs `work` on the thread, then `done` with its result or `failed` with its HakushoError here.

        Any other exception is a bug: it is raised again on this thread, for the excepthook.
        After `close` nothing is run any more.
        """
        if self._is_closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        self._queue.put(_Task(work, done, failed))

    def drop_waiting(self) -> None:
        """Forgets the functions that have not begun."""
        while not self._queue.empty():
            self._queue.get()

    def close(self) -> None:
        """Lets every function end and joins the thread; answers are not told any more."""
        self._is_closed = True
        if self._thread is None:
            return
        self._queue.put(None)
        self._thread.join()
        self._thread = None

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            try:
                outcome = _Outcome(task, result=task.work())
            except Exception as error:  # noqa: BLE001 - one of the four edges
                outcome = _Outcome(task, error=error)
            self._finished.emit(outcome)

    def _on_finished(self, outcome: _Outcome) -> None:
        if self._is_closed:
            return
        if outcome.error is None:
            outcome.task.done(outcome.result)
        elif isinstance(outcome.error, HakushoError):
            outcome.task.failed(outcome.error)
        else:
            raise outcome.error


class Collector(QObject):
    """Collects cyclic garbage on the thread that made it, and nowhere else.

    Python collects on whichever thread makes the next object; a window or a timer that is part of
    a cycle would end on a thread that is not its own, which ends the process.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._kept = 0
        self._timer = QTimer(self, interval=COLLECTING)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collects the oldest generation that Python itself would; all only where a quarter more is there."""
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = max(
            (generation for generation, (n, most) in enumerate(counts) if n > most), default=-1
        )
        if due == OLDEST and len(gc.get_objects(OLDEST)) < 1.25 * self._kept:
            due -= 1
        if due >= 0:
            gc.collect(due)
        if due == OLDEST:
            self._kept = len(gc.get_objects(OLDEST))


def give_back() -> None:
    """Gives the system back what the C library keeps of memory that is not used any more (glibc).

    Large things that were read for a moment leave holes in the heap of their thread.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - long after the first page

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


class BuilderProcess(QObject):
    """`hakusho-index build --events` as a child process.

    Signals:
        told(dict): one event, as the command line's manual lists them.
        ended(bool): the process is over; False when it crashed or could not start.
    """

    told = Signal(object)
    ended = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._next: Callable[[], None] | None = None
        self._rest = b""

    def start(
        self, paths: Sequence[str], passwords: dict[str, str], *, keep_order: bool = False
    ) -> None:
        """Starts the builder, when one still runs as soon as that has ended.

        Passwords go through standard input, never into the list of processes.
        """
        if self._process is not None:
            self._next = partial(self.start, tuple(paths), dict(passwords), keep_order=keep_order)
            self._end(self._process)
            return
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - after the first page

        process = QProcess(self)
        arguments = ["-P", "-m", "index_builder.cli", "build", "--events"]
        if passwords:
            arguments += ["--passwords", "-"]
        if keep_order:
            arguments.append("--keep-order")
        process.readyReadStandardOutput.connect(self._on_output)
        process.readyReadStandardError.connect(self._on_error_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self._rest = b""
        process.start(sys.executable, [*arguments, "--", *paths])
        if passwords:
            process.write(json.dumps(passwords).encode())
        process.closeWriteChannel()

    def abandon(self) -> None:
        """Ends a running builder, of which nothing more is told."""
        if self._process is not None:
            self._next = lambda: None
            self._end(self._process)

    def close(self) -> None:
        """Ends a running builder and waits for it; what it has committed stays."""
        self._next = None
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._on_finished)
        process.errorOccurred.disconnect(self._on_error)
        process.terminate()
        if not process.waitForFinished(PATIENCE):
            process.kill()
            process.waitForFinished(PATIENCE)

    @staticmethod
    def _end(process: "QProcess") -> None:
        process.terminate()
        QTimer.singleShot(PATIENCE, process, process.kill)

    def _on_output(self) -> None:
        if self._process is None:
            return
        data = self._process.readAllStandardOutput().data()
        *lines, self._rest = (self._rest + bytes(data)).split(b"\n")
        if self._next is not None:
            return
        for line in lines:
            try:
                event = json.loads(line)
            except ValueError:
                log.warning("not an event of the builder: %r", line[:200])
                continue
            self.told.emit(event)

    def _on_error_output(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            log.info("builder: %s", text.rstrip())

    def _on_finished(self, code: int, status: "QProcess.ExitStatus") -> None:
        self._on_output()
        log.info("builder ended with %d", code)
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - as above

        self._over(succeeded=status == QProcess.ExitStatus.NormalExit and code in {0, 3})

    def _on_error(self, error: "QProcess.ProcessError") -> None:
        from PySide6.QtCore import QProcess  # noqa: PLC0415 - as above

        if error == QProcess.ProcessError.FailedToStart:
            self._over(succeeded=False)

    def _over(self, *, succeeded: bool) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if self._next is not None:
            waiting, self._next = self._next, None
            waiting()
        else:
            self.ended.emit(succeeded)
