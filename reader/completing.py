"""Reads what stands around the quotations that came without it: from files of other programs, or earlier versions.

By that they are found again in another edition. Nothing that a reader has written is changed, and it
is no step to be undone. The library is read on a thread of its own.
"""

import logging
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from index_builder.errors import HakushoError
from index_builder.model import Structure
from reader.annotating import quoting
from reader.note_pages import Page
from reader.notebook import Notebook
from reader.records import TEXT_KINDS, Annotation, Note
from reader.session import Session
from reader.tasks import TaskThread

log = logging.getLogger(__name__)

SOON = 1000
"""Milliseconds after a change: nothing waits for this."""

AT_ONCE = 100
"""Annotations completed in one go, a third of a second of work; the others follow."""

Bare = tuple[Annotation, Structure]


class Library(Protocol):
    """The part of `library.Library` that is used here."""

    def boxes(self, content: str, page: int) -> "array[float]": ...
    def close(self) -> None: ...


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on its thread only."""

    def complete(self, records: Sequence[Annotation]) -> None: ...


class Completing(QObject):
    """Completes the annotations of the open volume, each once."""

    def __init__(
        self,
        session: Session,
        notebook: Notebook,
        store: Store,
        storing: TaskThread,
        *,
        reading: TaskThread,
        open_library: Callable[[], Library],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._notebook = notebook
        self._store = store
        self._storing = storing
        self._reading = reading
        self._open_library = open_library
        self._bare: set[str] = set()
        self._done: set[str] = set()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.complete)
        notebook.pages_changed.connect(self._on_pages_changed)
        session.structure_changed.connect(self._soon.start)
        self._on_pages_changed({item.page for item in notebook.items()})

    def close(self) -> None:
        """Lets a reading end."""
        self._soon.stop()
        self._reading.drop_waiting()
        self._reading.close()

    def complete(self) -> None:
        """Asks for what stands around those quotations whose documents have been read."""
        there: list[Bare] = []
        for name in self._bare - self._done:
            item = self._notebook.item(name)
            if item is None or not isinstance(item.record, Annotation):
                continue
            structure = self._session.documents[item.document].structure
            if structure is not None:
                there.append((item.record, structure))
        del there[AT_ONCE:]
        self._done |= {record.id for record, _ in there}
        self._bare -= self._done
        if there:
            self._reading.submit(lambda: self._completed(there), self._keep, self._on_trouble)

    def _on_pages_changed(self, pages: Iterable[Page]) -> None:
        for page in pages:
            some = self._notebook.items_on(*page)
            self._bare |= {item.record.id for item in some if is_bare(item.record)}
        if not self._bare <= self._done:
            self._soon.start()

    def _completed(self, there: Sequence[Bare]) -> list[Annotation]:
        """On the reading thread."""
        library = self._open_library()
        try:
            return completed(there, library)
        finally:
            library.close()

    def _keep(self, records: Sequence[Annotation]) -> None:
        if records:
            self._storing.submit(
                lambda: self._store.complete(records),
                lambda _none: self._notebook.complete(records),
                self._on_trouble,
            )
        if self._bare:
            self._soon.start()

    def _on_trouble(self, error: HakushoError) -> None:
        log.warning("%s", error)


def is_bare(record: Note) -> bool:
    """Whether nothing is known of what stands around the text that a note marks."""
    return (
        isinstance(record, Annotation)
        and record.kind in TEXT_KINDS
        and record.start < 0
        and not (record.prefix or record.suffix)
        and bool(record.content and record.quotation.strip())
    )


def completed(there: Collection[Bare], library: Library) -> list[Annotation]:
    """Those records whose place in the reading text is found, with what stands around them."""
    made: list[Annotation] = []
    for record, structure in there:
        try:
            boxes = library.boxes(record.content, record.page)
        except HakushoError as error:  # a page that the file has not
            log.info("%s", error)
            continue
        made.append(quoting(record, structure, record.quotation, boxes=boxes))
    return [record for record in made if record.start >= 0]
