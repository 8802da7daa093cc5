"""Child processes that read PDFs: a file that crashes or hangs one of them costs only itself.

Only plain records cross. A worker imports PyMuPDF (and Sudachi, when words are asked for) at its
first task; the process that starts it imports neither.
"""

import dataclasses
import multiprocessing
import os
import signal
import time
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from index_builder import errors
from index_builder.errors import HakushoError, PdfError, WorkerDied
from index_builder.model import Opening, PageIssue, PageText, Structure
from index_builder.spool import Spool
from index_builder.stored import PackedBoxes, pack_boxes

if TYPE_CHECKING:
    from index_builder.analyzer import PageWords

PATIENCE = 120.0
"""Seconds without a sign of life after which a worker is ended; a page takes about 0.03."""
HEARTBEAT = 0.2
"""Seconds between two looks at whether the work is still wanted."""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """Tell what the first pages of a file say; the outcome is an Opening."""

    path: str
    password: str = ""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Extract a file; the outcome is Extracted, with the words of its passages if `words`."""

    path: str
    password: str = ""
    words: bool = False


@dataclass(frozen=True, slots=True)
class PageRead:
    """A sign of life: page `page` (from 0) has been read."""

    page: int


@dataclass(frozen=True, slots=True)
class Extracted:
    """A whole document.

    Attributes:
        boxes: per page its `PageText.boxes`, packed until it is asked for.
        words, vocabulary: of `analyzer.page_words`; empty when not asked for.
    """

    structure: Structure
    boxes: PackedBoxes
    opening: Opening
    words: "tuple[PageWords, ...]" = ()
    vocabulary: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Page:
    """Page `page` (from 0) has been read; its packed boxes go ahead of what was found."""

    page: int
    boxes: bytes


@dataclass(frozen=True, slots=True)
class _Failed:
    kind: str
    message: str
    hint: str


Task = OpenTask | ReadTask
Outcome = Opening | Extracted | PageRead | HakushoError
_Message = Opening | Extracted | PageRead | _Page | _Failed


class Workers:
    """Up to `jobs` worker processes, started when they are needed and ended with the block."""

    def __init__(self, jobs: int, patience: float = PATIENCE) -> None:
        self._jobs = max(1, jobs)
        self._patience = patience
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, _Worker] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in [*self._idle, *self._busy.values()]:
            worker.end()
        self._idle.clear()
        self._busy.clear()

    def run(
        self, tasks: Iterable[Task], cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Task, Outcome]]:
        """Yields signs of life and, once a task, its outcome; in the order they arrive.

        Ends early when `cancelled`. A worker's death is the outcome WorkerDied of its task alone.
        """
        waiting = deque(tasks)
        try:
            while (waiting or self._busy) and not cancelled():
                while waiting and len(self._busy) < self._jobs:
                    worker = self._started(waiting.popleft())
                    self._busy[worker.connection] = worker
                for connection in wait(list(self._busy), HEARTBEAT):
                    yield self._receive(self._busy[connection])  # type: ignore[index]  # only connections wait
                yield from self._overdue()
        finally:
            for worker in list(self._busy.values()):
                self._end(worker)

    def _started(self, task: Task) -> "_Worker":
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.start(task)
            except OSError:  # it died while it had nothing to do
                worker.end()
            else:
                return worker
        worker = _Worker()
        worker.start(task)
        return worker

    def _receive(self, worker: "_Worker") -> tuple[Task, Outcome]:
        task = worker.task
        try:
            message = worker.receive()
        except (EOFError, OSError):
            self._end(worker)
            return task, WorkerDied(
                f"“{Path(task.path).name}” made its reader process crash.",
                "It can be shown, but not searched.",
            )
        if isinstance(message, PageRead):
            return task, message
        del self._busy[worker.connection]
        self._idle.append(worker)
        if isinstance(message, _Failed):
            kind = getattr(errors, message.kind)
            return task, kind(message.message, message.hint)
        return task, message

    def _overdue(self) -> Iterator[tuple[Task, Outcome]]:
        now = time.monotonic()
        for worker in [w for w in self._busy.values() if now - w.alive > self._patience]:
            self._end(worker)
            yield (
                worker.task,
                WorkerDied(
                    f"“{Path(worker.task.path).name}” takes too long to read.",
                    "It can be shown, but not searched.",
                ),
            )

    def _end(self, worker: "_Worker") -> None:
        del self._busy[worker.connection]
        worker.end()


class _Worker:
    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._boxes: list[bytes] = []
        self.task: Task = OpenTask("")
        self.alive = time.monotonic()

    def start(self, task: Task) -> None:
        self.task = task
        self._boxes = []
        self.alive = time.monotonic()
        self.connection.send(task)

    def receive(self) -> Opening | Extracted | PageRead | _Failed:
        message: _Message = self.connection.recv()
        self.alive = time.monotonic()
        if isinstance(message, _Page):
            self._boxes.append(message.boxes)
            return PageRead(message.page)
        if isinstance(message, Extracted):
            boxes, self._boxes = PackedBoxes(self._boxes), []
            return dataclasses.replace(message, boxes=boxes)
        return message

    def end(self) -> None:
        self.connection.close()
        self._process.kill()
        self._process.join()


def _serve(connection: Connection) -> None:
    """The worker's loop; ends when its parent has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task: Task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            outcome: _Message = _perform(task, connection)
        except HakushoError as error:
            outcome = _Failed(type(error).__name__, error.message, error.hint)
        except BrokenPipeError:
            return
        except Exception as error:  # noqa: BLE001 - a worker's edge: the sentence says what, the others go on
            outcome = _unexpected(task, error)
        try:
            connection.send(outcome)
        except OSError:
            return


def _unexpected(task: Task, error: Exception) -> _Failed:
    name = Path(task.path).name
    return _Failed(
        WorkerDied.__name__,
        f"“{name}” could not be read: {type(error).__name__}: {error}.",
        "This is a fault of the program; please report it with the file.",
    )


def _perform(task: Task, connection: Connection) -> Opening | Extracted:
    from index_builder.pdf import Pdf  # noqa: PLC0415 - only workers load PyMuPDF

    with Pdf(Path(task.path), task.password) as pdf:
        opening = pdf.opening()
        if isinstance(task, OpenTask):
            return opening
        from index_builder.structure import extract  # noqa: PLC0415 - not needed to open files

        broken: list[PageIssue] = []

        def pages() -> Iterator[PageText]:
            sizes = pdf.sizes()
            for page in range(pdf.pages):
                try:
                    text = pdf.page_text(page)
                except PdfError as error:
                    broken.append(PageIssue(page, "unreadable", error.message))
                    text = PageText(page, *sizes[page], "", array("f"), (), ())
                connection.send(_Page(page, pack_boxes(text.boxes)))
                yield text

        title = opening.title or Path(task.path).stem
        with closing(Spool()) as store:
            structure = extract(pages(), fallback_title=title, embedded=pdf.outline(), store=store)
    if broken:
        structure = replace(structure, issues=(*structure.issues, *broken))
    found = Extracted(structure, PackedBoxes(()), opening)
    if not task.words:
        return found
    from index_builder.analyzer import page_words  # noqa: PLC0415 - loads the dictionary

    def read(page: int) -> None:
        connection.send(PageRead(page))

    words, vocabulary = page_words(structure.passages, len(structure.labels), read)
    return dataclasses.replace(found, words=words, vocabulary=vocabulary)


def default_jobs() -> int:
    """As many workers as pay: a second one halves the time, more would starve the reader."""
    return min(2, os.cpu_count() or 1)
