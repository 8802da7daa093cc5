"""Keeps where reading stopped in each volume, the recent volumes, and reading orders chosen by hand.

The database is read and written on a thread of its own: a write waits for the disk.
"""

import logging
from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from index_builder.errors import HakushoError
from reader.history import Position
from reader.records import ReadingPosition, RecentVolume, set_key, timestamp, volume_key
from reader.session import Session
from reader.tasks import TaskThread

log = logging.getLogger(__name__)

REST = 1500
"""Milliseconds without scrolling after which the place is written down."""


class Store(Protocol):
    """The part of `userdata.UserData` that is used here; called on the thread only."""

    def position(self, volume: str) -> ReadingPosition | None: ...
    def save_position(self, volume: str, position: ReadingPosition) -> None: ...
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
    """Signals:
    recent_changed(list[RecentVolume]): newest first.
    found(Position): where reading of the open volume stopped last time.
    """

    recent_changed = Signal(object)
    found = Signal(object)

    def __init__(
        self, session: Session, store: Store, thread: TaskThread, parent: QObject | None = None
    ) -> None:
        super().__init__(session, store, thread, parent)
        self._volume = ""
        self._title = ""
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self.save)
        session.position_changed.connect(self._rest.start)
        session.volume_changed.connect(self._on_volume_changed)
        session.structure_changed.connect(self._remember)
        self._on_volume_changed()
        self._fetch_recent()

    def save(self) -> None:
        """Writes down where reading is now."""
        self._rest.stop()
        position, session = self._session.corner, self._session
        if position is None or not self._volume or position.document not in session.order:
            return
        path = str(session.documents[position.document].path.resolve())
        record = ReadingPosition(path, position.page, position.x, position.y, 0.0, "")
        volume = self._volume
        self._thread.submit(
            lambda: self._store.save_position(volume, record), lambda _none: None, self._on_trouble
        )

    def _on_volume_changed(self) -> None:
        session = self._session
        if not session.order:
            self._volume = ""
            return
        volume = volume_key(document.path for document in session.documents)
        if volume == self._volume:
            return
        self._volume = volume
        self._title = ""
        self._thread.submit(
            lambda: self._store.position(volume), self._on_position, self._on_trouble
        )
        self._remember()

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
            lambda _none: self._fetch_recent(),
            self._on_trouble,
        )

    def _fetch_recent(self) -> None:
        def tell(volumes: Sequence[RecentVolume]) -> None:
            self.recent_changed.emit(volumes)

        self._thread.submit(self._store.recent_volumes, tell, self._on_trouble)

    def _on_position(self, record: ReadingPosition | None) -> None:
        if record is None:
            return
        for number in self._session.order:
            document = self._session.documents[number]
            if str(document.path.resolve()) == record.path and record.page < document.pages:
                self.found.emit(Position(number, record.page, record.x, record.y))


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
