"""Keeps where reading stopped in each volume, the recent volumes, and reading orders chosen by hand.

The database is read and written on a thread of its own: a write waits for the disk.
"""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from index_builder.errors import HakushoError
from reader.history import Position
from reader.records import (
    Arrangement,
    Reading,
    RecentVolume,
    Spot,
    set_key,
    timestamp,
    volume_key,
)
from reader.session import Session
from reader.tasks import TaskThread

log = logging.getLogger(__name__)

REST = 1500
"""Milliseconds without scrolling after which the place is written down."""

MOST_RECENT = 20
"""Recent volumes that are looked for; some of their files may be gone."""

HISTORY = 100
"""Entries of the way back, and of the way forward, that are written down."""


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on the thread only."""

    def reading(self, key: str) -> Reading | None: ...
    def save_reading(self, key: str, volume: str, reading: Reading) -> None: ...
    def recent_volumes(self, limit: int = 10) -> list[RecentVolume]: ...
    def remember_volume(self, volume: RecentVolume) -> None: ...
    def order(self, volume: str) -> tuple[str, ...]: ...
    def save_order(self, volume: str, contents: Sequence[str]) -> None: ...


class _Keeper(QObject):
    """Something of the session that is kept in the store, on its thread."""

    def __init__(
        self, session: Session, store: Store, thread: TaskThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._store = store
        self._thread = thread

    def _on_trouble(self, error: HakushoError) -> None:
        log.warning("%s", error)
        self._session.message.emit(str(error))


class Resume(_Keeper):
    """`arrangement` tells how the volume is looked at when that is written down.

    Signals:
        recent_changed(list[RecentVolume]): newest first.
        arranged(Arrangement): how the open volume was looked at last time; before `found`.
        found(Position): where reading of the open volume stopped last time.
    """

    recent_changed = Signal(object)
    arranged = Signal(object)
    found = Signal(object)

    def __init__(
        self,
        session: Session,
        store: Store,
        thread: TaskThread,
        arrangement: Callable[[], Arrangement],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(session, store, thread, parent)
        self._arrangement = arrangement
        self._volume = ""
        self._is_unknown = False  # under the paths; what the files hold is still to be asked
        self._waiting = False
        self._reading: Reading | None = None
        self._title = ""
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.save)
        session.position_changed.connect(self._rest.start)
        session.history_changed.connect(self._rest.start)
        session.closing.connect(self.save)
        session.volume_changed.connect(self._on_volume_changed)
        session.document_changed.connect(self._on_document_changed)
        session.structure_changed.connect(self._remember)
        self._on_volume_changed()
        session.closed.connect(self.fetch_recent)
        self.fetch_recent()

    def save(self) -> None:
        """Writes down where reading is now."""
        self._rest.stop()
        position, session = self._session.corner, self._session
        if position is None or not self._volume or position.document not in session.order:
            return
        if session.is_at_start and (self._waiting or self._reading is not None):
            return  # where reading stopped last time is still to come
        back, forward = session.history
        documents = tuple((str(d.path.resolve()), d.content) for d in session.documents)
        reading = Reading(
            documents,
            Spot(*position),
            tuple(Spot(*each) for each in back[-HISTORY:]),
            tuple(Spot(*each) for each in forward[-HISTORY:]),
            self._arrangement(),
            *self._page(),
        )
        key, volume = self._content_key() or self._volume, self._volume
        self._thread.submit(
            lambda: self._store.save_reading(key, volume, reading),
            lambda _none: None,
            self._on_trouble,
        )

    def _page(self) -> tuple[str, int, int]:
        """The page being read: as printed, its place in the volume, and how many there are."""
        session = self._session
        at = session.position
        if at is None or at.document not in session.order:
            return "", 0, 0
        number = session.volume.number_of(at.document, at.page) + 1
        return session.printed_label(at.document, at.page), number, session.volume.page_count

    def _content_key(self) -> str:
        """The key of what the files hold, "" while that is not known of each."""
        contents = [document.content for document in self._session.documents]
        return set_key(contents) if all(contents) else ""

    def _on_volume_changed(self) -> None:
        session = self._session
        if not session.order:
            self._volume = ""
            return
        volume = volume_key(document.path for document in session.documents)
        if volume != self._volume:
            self._volume = volume
            self._title = ""
            self._reading = None
            self._is_unknown = False
            self._ask(volume)
            self._remember()
        self._go_on()

    def _on_document_changed(self, _document: int) -> None:
        """Files that were renamed or moved are known by what they hold."""
        key = self._content_key()
        if self._is_unknown and key:
            self._is_unknown = False
            self._ask(key)

    def _ask(self, key: str) -> None:
        volume, self._waiting = self._volume, True

        def on_reading(reading: Reading | None) -> None:
            if volume != self._volume:
                return
            self._waiting = False
            if reading is not None:
                self._reading = reading
                self._go_on()
            elif key == volume:
                self._is_unknown = True
                self._on_document_changed(-1)

        self._thread.submit(lambda: self._store.reading(key), on_reading, self._on_trouble)

    def _go_on(self) -> None:
        """Back to where reading stopped, as soon as that page is there, unless the reader has gone elsewhere."""
        reading = self._reading
        if reading is None:
            return
        position = self._position(reading, reading.position)
        if position is None and self._session.is_at_start:
            return
        self._reading = None
        stay = not self._session.is_at_start
        back, forward = (
            [p for p in (self._position(reading, spot) for spot in spots) if p is not None]
            for spots in (reading.back, reading.forward)
        )
        self._session.recall(back, forward)
        if position is not None and not stay:
            self.arranged.emit(reading.arrangement)
            self.found.emit(position)

    def _position(self, reading: Reading, spot: Spot) -> Position | None:
        """The place in the open volume, None where its file or page is not there."""
        if not 0 <= spot.document < len(reading.documents):
            return None
        path, content = reading.documents[spot.document]
        session = self._session
        for number in session.order:
            document = session.documents[number]
            same = document.content == content != "" or str(document.path.resolve()) == path
            if same and 0 <= spot.page < document.pages:
                return Position(number, spot.page, spot.x, spot.y)
        return None

    def _remember(self) -> None:
        """Enters the volume among the recent ones, again when its title becomes known."""
        session = self._session
        if not self._volume or not session.order:
            return
        title = session.title or session.documents[session.order[0]].title
        if title == self._title:
            return
        self._title = title
        names = tuple(str(document.path.resolve()) for document in session.documents)
        recent = RecentVolume(self._volume, title, names, timestamp())
        self._thread.submit(
            lambda: self._store.remember_volume(recent),
            lambda _none: self.fetch_recent(),
            self._on_trouble,
        )

    def fetch_recent(self) -> None:
        """Asks for the volumes read last whose files are there; the answer is `recent_changed`."""

        def there() -> list[RecentVolume]:
            every = self._store.recent_volumes(MOST_RECENT)
            return [each for each in every if each.paths and Path(each.paths[0]).exists()]

        self._thread.submit(there, self.recent_changed.emit, self._on_trouble)


class ChosenOrder(_Keeper):
    """Keeps the reading order that was chosen by hand for files of this content, wherever they lie."""

    def __init__(
        self, session: Session, store: Store, thread: TaskThread, parent: QObject | None = None
    ) -> None:
        super().__init__(session, store, thread, parent)
        self._asked = ""
        self._chosen: tuple[int, ...] = ()
        session.document_changed.connect(self._on_document_changed)
        session.volume_changed.connect(self._on_document_changed)
        self._on_document_changed()

    def choose(self, order: Sequence[int]) -> None:
        """The reader wants this order, as document numbers; it is written down when all are identified."""
        self._chosen = tuple(order)
        self._session.set_order(order)
        self._on_document_changed()

    def _on_document_changed(self, _document: int = -1) -> None:
        session = self._session
        contents = [session.documents[number].content for number in session.order]
        if len(contents) < 2 or not all(contents):
            return
        key = set_key(contents)
        if self._chosen:
            order = [session.documents[number].content for number in self._chosen]
            self._chosen, self._asked = (), key
            self._thread.submit(
                lambda: self._store.save_order(key, order), lambda _none: None, self._on_trouble
            )
        elif key != self._asked:
            self._asked = key
            self._thread.submit(lambda: self._store.order(key), self._on_order, self._on_trouble)

    def _on_order(self, order: Sequence[str]) -> None:
        contents = [document.content for document in self._session.documents]
        if order and set(order) <= set(contents):
            self._session.set_order([contents.index(content) for content in order])
