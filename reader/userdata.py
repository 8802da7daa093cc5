"""What a reader makes and nothing can rebuild: bookmarks, annotations, positions, recent volumes.

One SQLite file, `userdata.sqlite3`, in write-ahead mode with full synchronisation: a gesture is
one transaction and is on the disk when `apply` returns. A gesture that cannot be written stays in
memory (`pending`), is part of every answer, and is written by `retry` or with the next gesture.
No Qt here, nothing of PDFs, and nothing that can be derived from them.

Annotations are anchored twice: by the content hash, page and rectangles, and by the quoted text
with its surroundings (TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data
Model, sections 4.2.4 and 4.2.5).
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import TypeVar

from index_builder.errors import Busy, Corrupt, DiskFull, HakushoError, LibraryError
from reader.records import (
    Annotation,
    Bookmark,
    Change,
    Reading,
    RecentVolume,
    Record,
    changes_from_json,
    record_from_json,
    storable,
    strings,
    timestamp,
)
from reader.userdata_schema import MIGRATIONS, TABLES, columns, journal, overlay, writing

FILE_NAME = "userdata.sqlite3"
BACKUP_FOLDER = "backups"
DAILY_BACKUPS = 7
BUSY_SECONDS = 0.25
EVERY_ID = "SELECT id FROM bookmark UNION ALL SELECT id FROM annotation"
COLUMNS_OF = "SELECT name FROM pragma_table_info(?)"

Answer = TypeVar("Answer")


class UserData:
    """The reader's own data in `folder`, for any thread.

    Opening never fails: `problems` tells what is wrong, and every gesture tries to write again.
    """

    def __init__(self, folder: Path, migrations: Sequence[tuple[str, str]] = MIGRATIONS) -> None:
        self.path = folder / FILE_NAME
        self.problems: list[str] = []
        self._migrations = migrations
        self._lock = RLock()
        self._pending: list[Change] = []
        self._connection: sqlite3.Connection | None = None
        self._is_frozen = False
        try:
            self._connected()
        except HakushoError as error:
            self.problems.append(str(error))

    @property
    def pending(self) -> tuple[Change, ...]:
        """The gestures that are not on the disk yet, oldest first."""
        return tuple(self._pending)

    def close(self) -> None:
        """Writes what is pending if that is possible, and lets go of the file.

        Raises LibraryError when gestures would be lost; they stay `pending`.
        """
        with self._lock:
            try:
                self.retry()
            finally:
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None

    def bookmarks(self, contents: Collection[str]) -> list[Bookmark]:
        """The bookmarks of the documents with these content hashes, oldest first."""
        found = self._records("bookmark", contents)
        return [record for record in found if isinstance(record, Bookmark)]

    def annotations(self, contents: Collection[str]) -> list[Annotation]:
        """The annotations of the documents with these content hashes, oldest first."""
        found = self._records("annotation", contents)
        return [record for record in found if isinstance(record, Annotation)]

    def ids(self) -> set[str]:
        """The names of all bookmarks and annotations, of whatever document."""
        found = {str(row[0]) for row in self._read(EVERY_ID)}
        for change in (each for gesture in self.pending for each in gesture.every):
            (found.discard if change.after is None else found.add)(change.record.id)
        return found

    def apply(self, change: Change) -> None:
        """Makes `change`; on the disk on return.

        Raises Busy, DiskFull or LibraryError when it cannot be written; the change holds in memory.
        """
        self.hold(change)
        self.retry()

    def hold(self, change: Change) -> None:
        """Takes `change` into every answer at once, without waiting for the disk; `retry` writes it."""
        self._pending.append(change)

    def retry(self) -> None:
        """Writes the pending gestures, oldest first, each in its own transaction.

        Raises as `apply`; what could not be written stays pending.
        """
        with self._lock:
            while self._pending:
                change = self._pending[0]
                with self._transaction() as connection:
                    for statement in (*map(writing, change.every), *journal(change)):
                        connection.execute(*statement)
                del self._pending[0]

    def undo(self, contents: Collection[str]) -> Change | None:
        """Takes back the last gesture on these documents; returns the change made, `None` if none.

        Raises as `apply`; then nothing is changed.
        """
        return self._step(contents, "undone = 0 ORDER BY number DESC", undone=True)

    def redo(self, contents: Collection[str]) -> Change | None:
        """Makes the last undone gesture again; as `undo`."""
        return self._step(contents, "undone = 1 ORDER BY number", undone=False)

    def reading(self, key: str) -> Reading | None:
        """How a volume was read last; `key` is that of its contents, or of the paths it had then."""
        query = "SELECT state FROM reading WHERE key = ? OR volume = ? ORDER BY saved DESC LIMIT 1"
        rows = self._read(query, key, key)
        found = self._readable("reading", rows, lambda row: Reading.from_json(row[0]))
        return found[0] if found else None

    def save_reading(self, key: str, volume: str, reading: Reading) -> None:
        """Under the key of the contents (that of the paths while they are unknown) and that of the paths.

        Raises as `apply`; it is not kept for a retry, the next one replaces it.
        """
        row = (key, volume, reading.to_json(), timestamp())
        with self._transaction() as connection:
            connection.execute("DELETE FROM reading WHERE key = ?", (volume,))
            connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", row)

    def order(self, volume: str) -> tuple[str, ...]:
        """The content hashes in the order set by hand; empty when the found order holds."""
        rows = self._read("SELECT contents FROM volume_order WHERE key = ?", volume)
        found = self._readable("volume_order", rows, lambda row: strings(str(row[0])))
        return found[0] if found else ()

    def save_order(self, volume: str, contents: Sequence[str]) -> None:
        """Raises as `apply`."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO volume_order VALUES (?, ?)", (volume, json.dumps(contents))
            )

    def recent_volumes(self, limit: int = 10) -> list[RecentVolume]:
        """The volumes opened last, newest first."""
        rows = self._read(
            "SELECT key, title, paths, opened FROM volume ORDER BY opened DESC LIMIT ?", limit
        )
        return self._readable("volume", rows, RecentVolume.from_row)

    def remember_volume(self, volume: RecentVolume) -> None:
        """Raises as `apply`."""
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO volume VALUES (?, ?, ?, ?)", volume.to_row())

    def remember_document(self, content: str, path: Path, title: str) -> None:
        """Keeps where a document was last seen, so that notes can name it. Raises as `apply`."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
                (content, storable(str(path)), storable(title), timestamp()),
            )

    def document_title(self, content: str) -> str:
        """What a document was called when it was last seen, "" for one that never was."""
        rows = self._read("SELECT title FROM document WHERE content = ?", content)
        return str(rows[0][0]) if rows else ""

    def back_up_daily(self) -> Path | None:
        """Writes today's backup if there is none and the file is sound; keeps the newest seven.

        Slow enough to belong off the main thread. Raises Corrupt, or as `apply`.
        """
        target = self._backup_path(timestamp()[:10])
        if target.exists():
            return None
        with self._lock:
            connection = self._connected()
            with _translated(self.path):
                if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                    raise Corrupt(
                        f"Your notes in “{self.path.name}” are damaged.",
                        "The earlier backups were kept.",
                    )
            _back_up(connection, target)
        daily = sorted(target.parent.glob("userdata-????-??-??.sqlite3"))
        for old in daily[:-DAILY_BACKUPS]:
            old.unlink(missing_ok=True)
        return target

    def _backup_path(self, name: str) -> Path:
        return self.path.parent / BACKUP_FOLDER / f"userdata-{name}.sqlite3"

    def _records(self, table: str, contents: Collection[str]) -> list[Record]:
        kind = TABLES[table]
        with self._lock:
            marks = ", ".join("?" * len(contents))
            there = {str(row[0]) for row in self._read(COLUMNS_OF, table)}
            rows = self._read(
                f"SELECT {columns(kind, there)} FROM {table} WHERE content IN ({marks}) ORDER BY created, id",  # noqa: S608 - own names
                *contents,
            )
            found: dict[str, Record] = {}
            for row in rows:
                try:
                    record = kind.from_row(row)
                except ValueError as error:
                    self._set_aside(table, row, str(error))
                else:
                    found[record.id] = record
            for change in self.pending:
                for each in change.every:
                    overlay(found, each, kind, contents)
            return list(found.values())

    def _readable(
        self,
        table: str,
        rows: Sequence[tuple[object, ...]],
        read: Callable[[tuple[object, ...]], Answer],
    ) -> list[Answer]:
        """The rows that can be read; the next save replaces the others."""
        found = []
        for row in rows:
            try:
                found.append(read(row))
            except ValueError as error:
                self.problems.append(f"One {table} could not be read ({error}).")
        return found

    def _set_aside(self, table: str, row: tuple[object, ...], reason: str) -> None:
        """Moves a row that cannot be read out of the way; it stays in the file."""
        self.problems.append(f"One {table} could not be read and was set aside ({reason}).")
        try:
            with self._transaction() as connection:
                connection.execute(
                    "INSERT INTO set_aside (origin, row, reason, moved) VALUES (?, ?, ?, ?)",
                    (table, json.dumps(row, default=repr), reason, timestamp()),
                )
                connection.execute(f"DELETE FROM {table} WHERE id IS ?", (row[0],))  # noqa: S608 - own name
        except LibraryError as error:
            self.problems.append(str(error))

    def _step(self, contents: Collection[str], which: str, *, undone: bool) -> Change | None:
        marks = ", ".join("?" * len(contents))
        query = f"SELECT number, before, after, also FROM journal WHERE content IN ({marks}) AND {which} LIMIT 1"  # noqa: S608 - own clauses
        with self._lock:
            self.retry()
            with self._transaction() as connection:
                row = connection.execute(query, tuple(contents)).fetchone()
                if row is None:
                    return None
                before, after = record_from_json(row[1]), record_from_json(row[2])
                made = Change(before, after, changes_from_json(row[3]))
                change = made.inverse() if undone else made
                for each in change.every:
                    connection.execute(*writing(each))
                connection.execute(
                    "UPDATE journal SET undone = ? WHERE number = ?", (undone, row[0])
                )
            return change

    def _read(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query; none, and a sentence in `problems`, when the file cannot be read."""
        with self._lock:
            try:
                connection = self._connected()
                with _translated(self.path):
                    return connection.execute(query, values).fetchall()
            except HakushoError as error:
                if str(error) not in self.problems:
                    self.problems.append(str(error))
                return []

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            if self._is_frozen and self._connection is not None:
                self._connection.close()
                self._connection = None
            connection = self._connected()
            with _translated(self.path):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                    connection.execute("COMMIT")
                finally:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._opened()
            except Corrupt as error:
                self.problems.append(f"{error} {self._restore()}")
                self._connection = self._opened()
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise LibraryError(
                f"The folder of your notes cannot be made: {error.strerror}.",
                "Notes stay in memory.",
            ) from error
        with _translated(self.path):
            try:
                return self._prepared(str(self.path), frozen=False)
            except sqlite3.OperationalError as error:
                if _primary(error) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
                    raise
                if not self.path.is_file():
                    raise
            return self._prepared(f"{self.path.resolve().as_uri()}?immutable=1", frozen=True)

    def _prepared(self, name: str, *, frozen: bool) -> sqlite3.Connection:
        """A connection with our settings and tables; `frozen` for a file in a folder that is read-only.

        Write-ahead mode needs files beside the database; SQLite reads it without them when told
        that it cannot change ("Write-Ahead Logging", section 5, and `immutable` of URI filenames).
        """
        connection = sqlite3.connect(
            name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=frozen
        )
        try:
            connection.text_factory = _decoded
            connection.execute("PRAGMA foreign_keys = ON")
            applied = _applied(connection)
            if _writable(connection):
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                self._migrate(connection, applied)
        except BaseException:
            connection.close()
            raise
        self._is_frozen = frozen
        return connection

    def _migrate(self, connection: sqlite3.Connection, applied: Sequence[str]) -> None:
        unknown = set(applied) - {name for name, _ in self._migrations}
        if unknown:
            connection.execute("PRAGMA query_only = ON")
            self.problems.append(
                "Your notes were written by a newer version of Hakusho. They are shown but not changed."
            )
            return
        for name, script in self._migrations:
            if name not in applied:
                if applied:
                    _back_up(connection, self._backup_path(f"{timestamp()[:10]}-before-{name}"))
                _migrate_one(connection, name, script)

    def _restore(self) -> str:
        """Moves a file that is no database aside and takes the newest backup; says what was done."""
        stamp = timestamp().replace(":", "")
        aside = self.path.with_name(f"userdata-damaged-{stamp}.sqlite3")
        for suffix in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
        backups = sorted(
            self._backup_path("*").parent.glob("userdata-*.sqlite3"),
            key=lambda p: p.stat().st_mtime,
        )
        if not backups:
            return f"It was kept as “{aside.name}”; there was no backup."
        _copy(backups[-1], self.path)
        return f"It was kept as “{aside.name}”, and the backup “{backups[-1].name}” was restored."


def _applied(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations this file has had; reading it also tells whether it is a database."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE name = 'migration'"
    ).fetchall()
    if not tables:
        return []
    return [row[0] for row in connection.execute("SELECT name FROM migration ORDER BY applied")]


def _writable(connection: sqlite3.Connection) -> bool:
    """Whether the file can be changed; SQLite opens a read-only file without complaint."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if _primary(error) == sqlite3.SQLITE_READONLY:
            return False
        raise
    return True


def _migrate_one(connection: sqlite3.Connection, name: str, script: str) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied TEXT NOT NULL)"
        )
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(statement)
        connection.execute("INSERT INTO migration VALUES (?, ?)", (name, timestamp()))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    """A whole copy at `target`, which is there only when it is complete."""
    unfinished = target.with_suffix(".unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(sqlite3.connect(unfinished)) as copy:
            connection.backup(copy)
        unfinished.replace(target)
    except OSError as error:
        raise LibraryError(
            f"Your notes cannot be backed up: {error.strerror}.", "The notes themselves are safe."
        ) from error


def _copy(source: Path, target: Path) -> None:
    with (
        _translated(target),
        closing(sqlite3.connect(source)) as backup,
        closing(sqlite3.connect(target)) as restored,
    ):
        backup.backup(restored)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """SQLite's errors as sentences; a programming error passes as it is."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        known = _KNOWN.get(_primary(error))
        if known is None:
            raise
        kind, sentence = known
        raise kind(sentence.format(path.name), _HINTS.get(kind, "It stays in memory.")) from error


_KNOWN: dict[int, tuple[type[LibraryError], str]] = {
    sqlite3.SQLITE_BUSY: (Busy, "Another program is writing your notes “{}” just now."),
    sqlite3.SQLITE_LOCKED: (Busy, "Another program is writing your notes “{}” just now."),
    sqlite3.SQLITE_FULL: (DiskFull, "The disk is full: “{}” cannot take your note."),
    sqlite3.SQLITE_READONLY: (LibraryError, "“{}” cannot be changed: it is read-only."),
    sqlite3.SQLITE_CANTOPEN: (LibraryError, "“{}” cannot be opened."),
    sqlite3.SQLITE_PERM: (LibraryError, "“{}” cannot be opened: no permission."),
    sqlite3.SQLITE_IOERR: (LibraryError, "The disk failed while “{}” was read or written."),
    sqlite3.SQLITE_CORRUPT: (Corrupt, "“{}” is damaged."),
    sqlite3.SQLITE_NOTADB: (Corrupt, "“{}” is no database."),
}

_HINTS: dict[type[LibraryError], str] = {
    Busy: "Your note is kept in memory and tried again.",
    DiskFull: "Your note is kept in memory; make room, and it is written with the next one.",
    LibraryError: "Your note is kept in memory and tried again.",
    Corrupt: "",
}


def _primary(error: sqlite3.Error) -> int:
    """The primary result code, −1 when the error did not come from SQLite itself."""
    code = getattr(error, "sqlite_errorcode", None)
    return -1 if code is None else code & 0xFF


def _decoded(raw: bytes) -> str:
    """Text from the file; bytes that are no UTF-8 are shown instead of stopping the whole answer."""
    return raw.decode("utf-8", "backslashreplace")
