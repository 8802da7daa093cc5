"""The bookmarks, annotations and corrections of the open volume: in memory for the window, in `userdata` for good.

A gesture shows at once and is written on the storing thread; what cannot be written is kept
and tried again. No widgets; the database is touched on that thread only.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace
from PySide6.QtCore import QObject, QTimer, Signal

from index_builder.errors import HakushoError
from reader.answers import heading_text
from reader.exchange.sheaf import Incoming, Received, incoming
from reader.note_pages import Item, NotePages, Page
from reader.records import (
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
from reader.volume import Volume, VolumeDocument

__all__ = ["Item", "Notebook", "Store"]

log = logging.getLogger(__name__)

T = TypeVar("T", Note, Correction)

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


class _Waiting(Struct, frozen=True):
    """A gesture on a file whose content hash is not known yet, but is not `past`."""

    path: Path
    document: int
    change: Change
    past: str = ""


class Notebook(QObject):
    """What the reader has kept in the open volume.

    Signals:
        pages_changed(frozenset of (document, page)): these pages have other notes; told before `changed`.
        changed: `items` or `corrections` are other ones.
        removed(list of Item): something was deleted and can be brought back by `add`.
        failed(str): a sentence about what could not be written, or was set aside.
        recovered: what could not be written is on the disk now.
    """

    pages_changed = Signal(object)
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
        self._notes: dict[str, Note] = {}
        self._corrections: dict[str, Correction] = {}
        self._numbers: dict[str, int] = {}
        self._volume = Volume()
        self._pages = NotePages()
        self._touched: set[Page] = set()
        self._contents: tuple[str, ...] = ()
        self._waiting: list[_Waiting] = []
        self._since: list[list[Change]] = []
        self._elsewhere: set[str] = set()
        self._told = len(store.problems)
        self._in_trouble = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self._write)
        session.volume_changed.connect(self._on_volume_changed)
        session.document_changed.connect(self._on_document_changed)
        self._on_volume_changed()

    @property
    def contents(self) -> tuple[str, ...]:
        """The content hashes of the documents whose notes these are."""
        return self._contents

    @property
    def waiting_step(self) -> Change | None:
        """The last gesture on a file without a name yet, which `undo` takes back first."""
        return self._waiting[-1].change if self._waiting else None

    def items(self) -> list[Item]:
        """Bookmarks and annotations in reading order."""
        return self._current().ordered(self._session.order)

    def items_on(self, document: int, page: int) -> Sequence[Item]:
        """Those of one page."""
        return self._current().on((document, page))

    def item(self, name: str) -> Item | None:
        """The one whose record has this id."""
        return self._current().get(name)

    def corrections(self) -> list[Correction]:
        """What the reader has corrected in the volume, oldest first."""
        self._current()
        found = [each for each in self._corrections.values() if each.content in self._numbers]
        return sorted(found, key=lambda record: (record.created, record.id))

    def correct(self, changes: Sequence[Change]) -> None:
        """Makes changes of corrections, each a gesture of its own."""
        for change in changes:
            self._hold(change)
        self._write()
        self._tell()

    def add_bookmark(self, document: int, page: int, y: float, title: str = "") -> None:
        """Keeps a place; without a title it takes the heading it stands under."""
        if not title:
            title = self.title_at(document, page, y)
        content = self._session.documents[document].content
        made = Bookmark(new_id(), content, page, y, title, timestamp())
        self.add([Item(document, made)])

    def add(self, items: Sequence[Item]) -> None:
        """Keeps new bookmarks and annotations, or removed ones again, as one gesture."""
        self.change([(item.document, Change(None, item.record)) for item in items])

    def change(self, changes: Sequence[tuple[int, Change]]) -> None:
        """Makes changes of records of these documents as one gesture; some may be of other volumes.

        Those of files without a name yet wait for it.
        """
        named = [change for _, change in changes if change.record.content]
        for document, change in changes:
            if not change.record.content:
                self._wait(document, change)
        if named:
            first, *rest = named
            self._hold(replace(first, also=tuple(rest)))
            self._write()
        if changes:
            self._tell()

    def edit(self, *items: Item, **values: object) -> None:
        """Gives the records other `values` of the fields named, as one gesture.

        A field that a kind of record does not have stays away from it; a record that already has
        the values is not touched.
        """

        def changed(record: Note) -> Note:
            names = {field.name for field in fields(record)}
            mine = {name: value for name, value in values.items() if name in names}
            return replace(record, **mine)

        self.alter(items, changed)

    def alter(self, items: Sequence[Item], changed: Callable[[Note], Note]) -> None:
        """Puts what `changed` makes of each record in its place, as one gesture."""
        changes: list[tuple[int, Change]] = []
        for item in items:
            before = self._present(item)
            after = changed(before)
            if after != before:
                if isinstance(after, Annotation):
                    after = replace(after, modified=timestamp())
                changes.append((item.document, Change(before, after)))
        self.change(changes)

    def remove(self, *items: Item) -> None:
        """Deletes, as one gesture; `undo` or `add` brings it back."""
        present = [Item(item.document, self._present(item)) for item in items]
        self.change([(item.document, Change(item.record, None)) for item in present])
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
                self._tell()
            done(found)

        self._thread.submit(compared, taken, self._on_trouble)

    def undo(self) -> None:
        """Takes back the last gesture in this volume."""
        if self._waiting:
            self._touched |= self._pages.take(self._waiting.pop().change.record.id)
            self._tell()
            return
        contents = {*self._contents, *self._elsewhere}
        self._thread.submit(lambda: self._store.undo(contents), self._on_stepped, self._on_trouble)

    def redo(self) -> None:
        """Makes the last undone gesture again."""
        contents = {*self._contents, *self._elsewhere}
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

    def complete(self, records: Sequence[Annotation]) -> None:
        """Takes what stands around quotations, which the store has already; no gesture."""
        for record in records:
            now = self._notes.get(record.id)
            if isinstance(now, Annotation) and now.quotation == record.quotation:
                names = ("prefix", "suffix", "start", "end")
                around = {name: getattr(record, name) for name in names}
                self._take(Change(now, replace(now, **around)))
        self._tell()

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
        now = self._current().get(item.record.id)
        return self._notes.get(item.record.id, item.record) if now is None else now.record

    def title_at(self, document: int, page: int, y: float, reading: float = 0.0) -> str:
        """What a place is called: the heading it stands under, else its document.

        A heading between the place and the line being read, as at the top of a chapter's page, comes first.
        """
        structure = self._session.documents[document].structure
        for heading in structure.headings if structure else ():
            if heading.place.page == page and y <= heading.place.top <= reading:
                return heading_text(heading)
        above = self._session.headings_above(document, page, y)
        if above:
            return heading_text(above[-1].heading)
        return self._session.documents[document].title

    def _hold(self, change: Change) -> None:
        self._remember(change)
        self._store.hold(change)

    def _hold_named(self, waiting: _Waiting, content: str) -> None:
        self._hold(Change(None, replace(waiting.change.record, content=content)))

    def _wait(self, document: int, change: Change, past: str = "") -> None:
        """The file has no name yet: the gestures on one record become one until it has."""
        same = change.record.id
        self._waiting = [each for each in self._waiting if each.change.record.id != same]
        if change.after is None:
            self._touched |= self._pages.take(same)
            return
        path = self._session.documents[document].path
        self._waiting.append(_Waiting(path, document, Change(None, change.after), past))
        if isinstance(change.after, Note):
            self._touched |= self._pages.put(Item(document, change.after))

    def _remember(self, change: Change) -> None:
        for since in self._since:
            since.append(change)
        if change.record.content not in self._contents:
            self._elsewhere.add(change.record.content)
        self._current()
        for each in change.every:
            self._take(each)

    def _take(self, change: Change) -> None:
        """A change of one record into what is kept in memory."""
        record = change.record
        if isinstance(record, Correction):
            _put(self._corrections, record, is_there=change.after is not None)
            return
        _put(self._notes, record, is_there=change.after is not None)
        number = self._numbers.get(record.content)
        if change.after is None or number is None:
            self._touched |= self._pages.take(record.id)
        else:
            self._touched |= self._pages.put(Item(number, record))

    def _tell(self) -> None:
        """Tells the listeners what has changed since they were told last."""
        touched, self._touched = frozenset(self._touched), set()
        if touched:
            self.pages_changed.emit(touched)
        self.changed.emit()

    def _current(self) -> NotePages:
        """The notes by page, numbered as the session numbers its documents now."""
        volume = self._session.volume
        if volume is not self._volume:
            numbers = _numbers(volume.documents)
            self._volume = volume
            if numbers != self._numbers:
                self._numbers = numbers
                self._arrange()
        return self._pages

    def _arrange(self) -> None:
        """Puts all notes on their pages anew."""
        documents, numbers = self._session.documents, self._numbers
        items = [
            Item(numbers[record.content], record)
            for record in self._notes.values()
            if record.content in numbers
        ]
        for each in self._waiting:
            record, number = each.change.record, each.document
            if number < len(documents) and documents[number].path == each.path:
                items += [Item(number, record)] if isinstance(record, Note) else []
        before, self._pages = self._pages, NotePages(items)
        self._touched |= before.pages | self._pages.pages

    def _write(self) -> None:
        self._thread.submit(self._store.retry, self._on_written, self._on_trouble)

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
        self._current()
        if self._touched:
            self._tell()
        contents = tuple(sorted(self._numbers))
        if contents == self._contents:
            return
        self._contents = contents
        self._name_waiting()
        self._elsewhere.clear()
        since: list[Change] = []
        self._since.append(since)

        def failed(error: HakushoError) -> None:
            self._since = [each for each in self._since if each is not since]
            self._on_trouble(error)

        self._thread.submit(
            lambda: self._kept(contents),
            lambda records: self._on_read(contents, records, since),
            failed,
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

    def _on_read(
        self, contents: tuple[str, ...], records: Sequence[Record], since: list[Change]
    ) -> None:
        self._since = [each for each in self._since if each is not since]
        if contents != self._contents:
            return
        self._notes = {each.id: each for each in records if isinstance(each, Note)}
        self._corrections = {each.id: each for each in records if isinstance(each, Correction)}
        self._current()
        self._arrange()
        # What was done since this was asked for may be written by now, and is in neither of the two.
        for change in (*self._store.pending, *since):
            if any(each.record.content in contents for each in change.every):
                for each in change.every:
                    self._take(each)
        self._tell()
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
            self._tell()

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


def _put(kept: dict[str, T], record: T, *, is_there: bool) -> None:
    if is_there:
        kept[record.id] = record
    else:
        kept.pop(record.id, None)


def _numbers(documents: Sequence[VolumeDocument]) -> dict[str, int]:
    """The number of each document whose content is known, of two copies that of the first."""
    return {
        document.content: number
        for number, document in reversed(list(enumerate(documents)))
        if document.content
    }
