"""The bookmarks, annotations and corrections of the open volume: in memory for the window, in `userdata` for good.

A gesture shows at once and is written on the storing thread; what cannot be written is kept
and tried again. No widgets; the database is touched on that thread only.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from msgspec.structs import fields, replace
from PySide6.QtCore import QObject, QTimer, Signal

from index_builder.errors import HakushoError
from index_builder.model import Rect
from reader.annotating import annotation, quoting
from reader.answers import heading_text
from reader.exchange.sheaf import Incoming, Received, incoming
from reader.records import (
    COLOURS,
    Annotation,
    Bookmark,
    Change,
    Correction,
    Note,
    Record,
    content_hash,
    new_id,
    timestamp,
)
from reader.session import Session
from reader.tasks import TaskThread

log = logging.getLogger(__name__)

RETRY_MILLISECONDS = 5000


class Store(Protocol):
    """The part of `userdata.UserData` that is used here."""

    @property
    def problems(self) -> list[str]: ...
    @property
    def pending(self) -> tuple[Change, ...]: ...
    def bookmarks(self, contents: Collection[str]) -> list[Bookmark]: ...
    def annotations(self, contents: Collection[str]) -> list[Annotation]: ...
    def ids(self) -> set[str]: ...
    def corrections(self, contents: Collection[str] | None) -> list[Correction]: ...
    def hold(self, change: Change) -> None: ...
    def retry(self) -> None: ...
    def remember_document(self, content: str, path: Path, title: str) -> None: ...
    def undo(self, contents: Collection[str]) -> Change | None: ...
    def redo(self, contents: Collection[str]) -> Change | None: ...


class Item(Struct, frozen=True):
    """A bookmark or an annotation and the session's number of its document."""

    document: int
    record: Note


class _Waiting(Struct, frozen=True):
    """A gesture on a file whose content hash is not known yet, but is not `past`."""

    path: Path
    document: int
    change: Change
    past: str = ""


class Notebook(QObject):
    """What the reader has kept in the open volume.

    Signals:
        changed: `items` or `corrections` are other ones.
        removed(list of Item): something was deleted and can be brought back by `add`.
        failed(str): a sentence about what could not be written, or was set aside.
        recovered: what could not be written is on the disk now.
    """

    changed = Signal()
    removed = Signal(object)
    failed = Signal(str)
    recovered = Signal()

    def __init__(
        self, session: Session, store: Store, thread: TaskThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._store = store
        self._thread = thread
        self._records: dict[str, Record] = {}
        self._contents: tuple[str, ...] = ()
        self._waiting: list[_Waiting] = []
        self._since: list[Change] = []
        self._told = len(store.problems)
        self._in_trouble = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._write)
        session.volume_changed.connect(self._on_volume_changed)
        session.document_changed.connect(self._on_document_changed)
        self._on_volume_changed()

    def items(self) -> list[Item]:
        """Bookmarks and annotations in reading order."""
        rank = {document: number for number, document in enumerate(self._session.order)}
        numbers = self._numbers()
        known = (
            Item(numbers[record.content], record)
            for record in self._records.values()
            if isinstance(record, Note) and record.content in numbers
        )
        waiting = (
            Item(each.document, each.change.record)
            for each in self._waiting
            if isinstance(each.change.record, Note)
        )

        def place(item: Item) -> tuple[int, int, float, float]:
            record = item.record
            first = (
                (record.rects[0].y0, record.rects[0].x0)
                if isinstance(record, Annotation) and record.rects
                else (record.y if isinstance(record, Bookmark) else 0.0, 0.0)
            )
            return rank.get(item.document, len(rank)), record.page, *first

        return sorted((*known, *waiting), key=place)

    def corrections(self) -> list[Correction]:
        """What the reader has corrected in the volume, oldest first."""
        numbers = self._numbers()
        found = [
            record
            for record in self._records.values()
            if isinstance(record, Correction) and record.content in numbers
        ]
        return sorted(found, key=lambda record: (record.created, record.id))

    def correct(self, changes: Sequence[Change]) -> None:
        """Makes changes of corrections, each a gesture of its own."""
        for change in changes:
            self._hold(change)
        self._write()
        self.changed.emit()

    def add_bookmark(self, document: int, page: int, y: float, title: str = "") -> None:
        """Keeps a place; without a title it takes the heading it stands under."""
        if not title:
            title = self._title(document, page, y)
        content = self._session.documents[document].content
        made = Bookmark(new_id(), content, page, y, title, timestamp())
        self.add([Item(document, made)])

    def add(self, items: Sequence[Item]) -> None:
        """Keeps new bookmarks and annotations, or removed ones again, as one gesture."""
        self._gesture([(item.document, Change(None, item.record)) for item in items])

    def add_highlight(
        self,
        document: int,
        page: int,
        rects: Sequence[Rect],
        text: str,
        *,
        colour: str = COLOURS[0],
    ) -> None:
        """Marks a stretch of a page, `text` being what stands there."""
        known = self._session.documents[document]
        made = annotation(known.content, page, rects, colour=colour)
        self.add([Item(document, quoting(made, known.structure, text))])

    def edit(self, *items: Item, **values: object) -> None:
        """Gives the records other `values` of the fields named, as one gesture.

        A field that a kind of record does not have stays away from it; a record that already has
        the values is not touched.
        """
        changes: list[tuple[int, Change]] = []
        for item in items:
            before = self._present(item)
            names = {field.name for field in fields(before)}
            mine = {name: value for name, value in values.items() if name in names}
            after = replace(before, **mine)
            if after != before:
                if isinstance(after, Annotation):
                    after = replace(after, modified=timestamp())
                changes.append((item.document, Change(before, after)))
        self._gesture(changes)

    def remove(self, *items: Item) -> None:
        """Deletes, as one gesture; `undo` or `add` brings it back."""
        present = [Item(item.document, self._present(item)) for item in items]
        self._gesture([(item.document, Change(item.record, None)) for item in present])
        if present:
            self.removed.emit(present)

    def take_in(self, received: Received, done: Callable[[Incoming], None]) -> None:
        """Keeps what is new of a file's notes, as one gesture; tells `done` how much that was."""
        contents, store = self._contents, self._store

        def compared() -> Incoming:
            touched = {record.content for record in received.records}
            there: list[Bookmark | Annotation] = [*store.bookmarks(touched)]
            there += store.annotations(touched)
            # A gesture is undone with the document of its first record.
            ordered = sorted(received.records, key=lambda record: record.content not in contents)
            return incoming(replace(received, records=tuple(ordered)), store.ids(), there)

        def taken(found: Incoming) -> None:
            if found.change is not None:
                self._hold(found.change)
                self._write()
                self.changed.emit()
            done(found)

        self._thread.submit(compared, taken, self._on_trouble)

    def undo(self) -> None:
        """Takes back the last gesture in this volume."""
        if self._waiting:
            self._waiting.pop()
            self.changed.emit()
            return
        contents = self._contents
        self._thread.submit(lambda: self._store.undo(contents), self._on_stepped, self._on_trouble)

    def redo(self) -> None:
        """Makes the last undone gesture again."""
        contents = self._contents
        self._thread.submit(lambda: self._store.redo(contents), self._on_stepped, self._on_trouble)

    def carry_over(self, document: int) -> None:
        """Lets corrections of a file go along to what the file has become, once that has its name.

        They are found there by their words; notes are offered like those of any other edition.
        """
        past = self._session.documents[document].content
        for record in self.corrections():
            if record.content == past:
                self._wait(document, Change(None, replace(record, content="")), past)

    def read_again(self) -> None:
        """Fetches what the store holds now: something else has written it."""
        self._contents = ()
        self._on_volume_changed()

    def close(self) -> None:
        """Hands over what still waits for the name of its document; the store writes it on closing."""
        self._retry.stop()
        for each in self._waiting:
            try:
                self._hold_named(each, content_hash(each.path))
            except HakushoError as error:
                log.warning("%s", error)
        self._waiting.clear()

    def _present(self, item: Item) -> Note:
        """The newest state of a record that may have been shown for a while."""
        waiting = (each.change.record for each in self._waiting)
        for record in (*waiting, *self._records.values()):
            if record.id == item.record.id and isinstance(record, Note):
                return record
        return item.record

    def _title(self, document: int, page: int, y: float) -> str:
        above = self._session.headings_above(document, page, y)
        if above:
            return heading_text(above[-1].heading)
        return self._session.documents[document].title

    def _gesture(self, changes: Sequence[tuple[int, Change]]) -> None:
        """Makes changes of records of these documents; those of files without a name yet wait for it."""
        named = [change for _, change in changes if change.record.content]
        for document, change in changes:
            if not change.record.content:
                self._wait(document, change)
        if named:
            first, *rest = named
            self._hold(replace(first, also=tuple(rest)))
            self._write()
        if changes:
            self.changed.emit()

    def _hold(self, change: Change) -> None:
        self._remember(change)
        self._store.hold(change)

    def _hold_named(self, waiting: _Waiting, content: str) -> None:
        self._hold(Change(None, replace(waiting.change.record, content=content)))

    def _wait(self, document: int, change: Change, past: str = "") -> None:
        """The file has no name yet: the gestures on one record become one until it has."""
        same = change.record.id
        self._waiting = [each for each in self._waiting if each.change.record.id != same]
        if change.after is not None:
            path = self._session.documents[document].path
            self._waiting.append(_Waiting(path, document, Change(None, change.after), past))

    def _remember(self, change: Change) -> None:
        self._since.append(change)
        for each in change.every:
            if each.after is None:
                self._records.pop(each.record.id, None)
            else:
                self._records[each.record.id] = each.after

    def _write(self) -> None:
        self._thread.submit(self._store.retry, self._on_written, self._on_trouble)

    def _numbers(self) -> dict[str, int]:
        return {
            document.content: number
            for number, document in reversed(list(enumerate(self._session.documents)))
            if document.content
        }

    def _on_document_changed(self, number: int) -> None:
        self._on_volume_changed()
        document = self._session.documents[number]
        if document.content and document.structure is not None:
            content, path, title = document.content, document.path.resolve(), document.title
            self._thread.submit(
                lambda: self._store.remember_document(content, path, title),
                lambda _none: None,
                lambda error: log.warning("%s", error),
            )

    def _on_volume_changed(self) -> None:
        contents = tuple(sorted(self._numbers()))
        if contents == self._contents:
            return
        self._contents = contents
        self._name_waiting()
        self._since.clear()
        self._thread.submit(
            lambda: (contents, self._kept(contents)), self._on_read, self._on_trouble
        )

    def _kept(self, contents: Collection[str]) -> list[Record]:
        """Everything about these documents, as the store has it; on its thread."""
        store = self._store
        return [
            *store.bookmarks(contents),
            *store.annotations(contents),
            *store.corrections(contents),
        ]

    def _name_waiting(self) -> None:
        """Hands over the gestures whose files have a name by now; those of a closed volume are hashed."""
        known = {document.path: document.content for document in self._session.documents}
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            content = known.get(each.path)
            if content is None:
                self._name(each)
            elif content and content != each.past:
                self._hold_named(each, content)
                self._write()
            else:
                self._waiting.append(each)

    def _name(self, waiting: _Waiting) -> None:
        def named(content: str) -> None:
            self._hold_named(waiting, content)
            self._write()

        self._thread.submit(lambda: content_hash(waiting.path), named, self._on_trouble)

    def _on_read(self, answer: tuple[tuple[str, ...], list[Record]]) -> None:
        contents, records = answer
        if contents != self._contents:
            return
        self._records = {record.id: record for record in records}
        # What was done while this was read may be written by now, and is in neither of the two.
        for change in (*self._store.pending, *self._since):
            if any(each.record.content in contents for each in change.every):
                self._remember(change)
        self.changed.emit()
        self._tell_problems()

    def _tell_problems(self) -> None:
        """What the store has found wrong while reading, each once."""
        new = self._store.problems[self._told :]
        self._told += len(new)
        for problem in new:
            self.failed.emit(problem)

    def _on_stepped(self, change: Change | None) -> None:
        if change is not None:
            self._remember(change)
            self.changed.emit()

    def _on_written(self, _nothing: None) -> None:
        self._retry.stop()
        if self._in_trouble:
            self._in_trouble = False
            self.recovered.emit()

    def _on_trouble(self, error: HakushoError) -> None:
        self._in_trouble = True
        log.warning("%s", error)
        self._retry.start()
        self.failed.emit(str(error))
