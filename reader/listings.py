"""The lists of the open volume and of the library, made on a thread when they are looked at. No widgets.

The glossary and the list of figures are made of the answers there are, so that they fill file by
file; how names are read follows when the dictionary has been asked.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from index_builder.errors import HakushoError
from reader.answers import Answers
from reader.figures import Figure, figures_of
from reader.glossary import Glossary, Order, of_library, of_volume
from reader.live_targets import LiveTargets
from reader.results import LibraryName, Shelf
from reader.session import Session
from reader.tasks import TaskThread
from reader.volume import Failure, FileFailure
from reader.whole_files import write_whole

T = TypeVar("T")

FREQUENCY = 300
"""Milliseconds between two lists while files are being read."""


class LibraryIndex(Protocol):
    """The part of `indexing.IndexService` that is asked; answers come by signal."""

    @property
    def names_read(self) -> SignalInstance: ...
    @property
    def names_failed(self) -> SignalInstance: ...
    @property
    def paths_found(self) -> SignalInstance: ...
    def read_names(self) -> None: ...
    def find_paths(self, contents: Sequence[str]) -> None: ...


class Listings(QObject):
    """Glossary and figures.

    Attributes:
        answers: those of which `glossary` and `figures` are made; their numbers count there.
        glossary, figures: of the open volume, as far as it is read.
        library, shelf: the glossary of all documents, and what they are called; None until read.
        failure: why the library cannot be read.

    Signals:
        changed: `glossary` and `figures` are others.
        library_changed: `library` or `failure` is another.
        wrote(Path), not_written(Failure): a file was written; why it was not.
        located(contents, paths): the files of documents of the library that are still on the disk.
    """

    changed = Signal()
    library_changed = Signal()
    wrote = Signal(object)
    not_written = Signal(object)
    located = Signal(object, object)

    def __init__(
        self,
        session: Session,
        live: LiveTargets,
        index: LibraryIndex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._live = live
        self._index = index
        self._thread = TaskThread("lists", self)
        self._ticket = 0
        self._readings: dict[str, str] = {}
        self._is_wanted: Callable[[], bool] = lambda: False
        self._making: Answers | None = None
        self._asked: Glossary | None = None
        self.answers: Answers = live.answers
        self.glossary = Glossary()
        self.figures: tuple[Figure, ...] = ()
        self.library: Glossary | None = None
        self.shelf = Shelf()
        self.failure: FileFailure | None = None
        self._soon = QTimer(self, singleShot=True, interval=FREQUENCY)
        self._soon.timeout.connect(self.refresh)
        live.changed.connect(self._on_changed)
        session.closed.connect(self._on_closed)
        index.names_read.connect(self._on_names)
        index.names_failed.connect(self._on_names_failed)
        index.paths_found.connect(self.located)

    def close(self) -> None:
        """Ends the thread."""
        self._ticket += 1
        self._thread.close()

    def watch(self, is_wanted: Callable[[], bool]) -> None:
        """Tells whether somebody looks at the lists; who begins to look asks with `refresh`."""
        self._is_wanted = is_wanted

    @property
    def is_ready(self) -> bool:
        """Whether the lists are made of what is known now."""
        return self.answers is self._live.answers

    def refresh(self) -> None:
        """Makes the lists of what is known now; the answer is `changed`.

        While the volume is being read only if somebody looks at them; the dictionary is not
        loaded before that either. What comes while they are being made is taken up afterwards.
        """
        answers, order = self._live.answers, tuple(self._session.order)
        if answers is self.answers:
            self._read()
        elif self._making is None and (self._is_wanted() or answers.index.complete):
            self._making = answers
            readings = dict(self._readings)
            self._submit(lambda: _lists(answers, order, readings), self._on_lists)

    def read_library(self) -> None:
        """Reads the short names of all indexed documents; the answer is `library_changed`."""
        self._index.read_names()

    def locate(self, contents: Sequence[str]) -> None:
        """Looks up the files of documents of the library; the answer is `located`."""
        self._index.find_paths(contents)

    def entry_of(self, index: int, name: str) -> int:
        """The entry of the live answers that is entry `index` of `answers`, called `name`; −1 for none."""
        entries = self._live.index.links.entries
        if 0 <= index < len(entries) and entries[index].name == name:
            return index
        return next((at for at, entry in enumerate(entries) if entry.name == name), -1)

    def write(self, path: Path, data: Callable[[], bytes]) -> None:
        """Writes a file whole or not at all; answered by `wrote` or `not_written`."""
        self._thread.submit(
            lambda: write_whole(path, data()), lambda _none: self.wrote.emit(path), self._on_trouble
        )

    def _submit(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Has `work` done, unless the volume is closed meanwhile."""
        ticket = self._ticket

        def answer(result: T | None) -> None:
            if result is not None and ticket == self._ticket:
                done(result)

        self._thread.submit(
            lambda: work() if ticket == self._ticket else None, answer, self._on_trouble
        )

    def _on_changed(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_closed(self) -> None:
        """Nothing of the old volume is shown with the new one."""
        self._ticket += 1
        self.glossary, self.figures, self._making = Glossary(), (), None
        self.changed.emit()

    def _on_lists(self, lists: tuple[Answers, Glossary, tuple[Figure, ...]]) -> None:
        self.answers, self.glossary, self.figures = lists
        self._making = None
        self.changed.emit()
        self.refresh()

    def _read(self) -> None:
        """Has it looked up how the names are read, unless that is known."""
        glossary = self.glossary
        if not self._is_wanted() or self._asked is glossary or not glossary.is_unread():
            return
        self._asked = glossary
        self._submit(partial(_read, glossary, dict(self._readings)), self._on_read)

    def _on_read(self, glossary: Glossary) -> None:
        self._readings.update(glossary.readings)
        if self.glossary is self._asked:
            self.glossary = self._asked = glossary
            self.changed.emit()

    def _on_names(self, names: Sequence[LibraryName], shelf: Shelf) -> None:
        self.shelf, self.failure = shelf, None
        order = tuple(content for _, contents in shelf.volumes for content in contents)
        readings = dict(self._readings)
        self._thread.submit(
            lambda: _read(of_library(names, order), readings), self._on_library, self._on_trouble
        )

    def _on_library(self, glossary: Glossary) -> None:
        self.library = glossary
        self._readings.update(glossary.readings)
        self.library_changed.emit()

    def _on_names_failed(self, failure: FileFailure) -> None:
        self.failure = failure
        self.library_changed.emit()

    def _on_trouble(self, error: HakushoError) -> None:
        self.not_written.emit(Failure(error.message, error.hint, type(error).__name__))


def _lists(
    answers: Answers, order: Sequence[int], readings: dict[str, str]
) -> tuple[Answers, Glossary, tuple[Figure, ...]]:
    glossary = _sorted(Glossary(of_volume(answers, order).terms, readings))
    return answers, glossary, figures_of(answers, order)


def _read(glossary: Glossary, readings: dict[str, str]) -> Glossary:
    """`glossary` with the readings of what it names."""
    from index_builder.analyzer import reading  # noqa: PLC0415 - on the thread, after the first page

    for text in glossary.texts() - readings.keys():
        readings[text] = reading(text)
    return _sorted(Glossary(glossary.terms, readings))


def _sorted(glossary: Glossary) -> Glossary:
    """Sorted in every order here, so that nobody waits for it at the window."""
    for order in Order:
        glossary.rows(order)
    return glossary
