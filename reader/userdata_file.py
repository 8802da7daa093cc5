"""The SQLite file behind `userdata`: opened, migrated, backed up, restored; its failures as sentences.

Write-ahead mode with full synchronisation; a transaction is on the disk when it ends. A file
that cannot be written is still read, one that is no database is put aside and the newest backup
taken. Knows nothing of what the tables hold.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock

from index_builder.errors import Busy, Corrupt, DiskFull, HakushoError, LibraryError
from reader.records import timestamp

Connection = sqlite3.Connection

BACKUP_FOLDER = "backups"
DAILY_BACKUPS = 7
BUSY_SECONDS = 0.25
VERSION = "PRAGMA data_version"
UNKNOWN = -1
"""In place of the version of a connection that was lost: others may have written before the next one."""


class DataFile:
    """One file of tables that nothing can rebuild, for any thread.

    Attributes:
        path: where it lies.
        lock: held while the file is used; whoever needs several steps as one takes it too.
        problems: sentences about what is wrong, oldest first.
    """

    def __init__(self, path: Path, migrations: Sequence[tuple[str, str]]) -> None:
        self.path = path
        self.lock = RLock()
        self.problems: list[str] = []
        self._migrations = migrations
        self._connection: sqlite3.Connection | None = None
        self._is_frozen = False
        self._version: int | None = None
        try:
            self._connected()
        except HakushoError as error:
            self.problems.append(str(error))

    def close(self) -> None:
        """Lets go of the file; the next use opens it again."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def read(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query; none, and a sentence in `problems`, when the file cannot be read."""
        with self.lock:
            try:
                connection = self._connected()
                with _translated(self.path):
                    return connection.execute(query, values).fetchall()
            except HakushoError as error:
                if str(error) not in self.problems:
                    self.problems.append(str(error))
                return []

    def is_changed_elsewhere(self) -> bool:
        """Whether another connection, of this process or another, has written since this was asked last.

        SQLite's `data_version` does not count what this one writes itself.
        """
        with self.lock:
            rows = self.read(VERSION)
            before, self._version = self._version, int(str(rows[0][0])) if rows else UNKNOWN
            return before != self._version and bool(rows)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A connection whose statements are made together or not at all.

        Raises Busy, DiskFull or LibraryError when that cannot be.
        """
        with self.lock:
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

    def back_up_daily(self) -> Path | None:
        """Writes today's backup if there is none and the file is sound; keeps the newest seven.

        Slow enough to belong off the main thread. Raises Corrupt, or as `apply`.
        """
        target = self._backup_path(timestamp()[:10])
        if target.exists():
            return None
        with self.lock:
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

    def backups(self) -> list[Path]:
        """The backups that are kept, newest first."""
        found = []
        for path in self._backup_path("*").parent.glob("userdata-*.sqlite3"):
            try:
                found.append((path.stat().st_mtime_ns, path))
            except OSError:
                continue  # removed meanwhile
        return [path for _, path in sorted(found, reverse=True)]

    def ask_backup(self, backup: Path, *queries: str) -> list[list[tuple[object, ...]]]:
        """The rows of each query to a backup, which is left as it is. Raises Corrupt or LibraryError."""
        with (
            _translated(backup),
            closing(sqlite3.connect(_frozen(backup), uri=True)) as connection,
        ):
            return [connection.execute(query).fetchall() for query in queries]

    def restore(self, backup: Path) -> Path:
        """Puts `backup` in the place of what is there, which is kept as a further backup; returns that.

        One transaction, which other processes on the same file see as a whole. Raises Corrupt when
        the backup is damaged, or as `transaction`; then nothing is changed.
        """
        with self.lock:
            with self.transaction() as connection:
                pass  # now it is known that the file can be written
            kept = self._backup_path(f"{timestamp().replace(':', '')}-before-restoring")
            _back_up(connection, kept)
            with _translated(backup), closing(sqlite3.connect(_frozen(backup), uri=True)) as source:
                if source.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                    raise Corrupt(f"“{backup.name}” is damaged.", "Your notes are as they were.")
                source.backup(connection)
            self.close()
            self._connected()
        restoring = sorted(kept.parent.glob("userdata-*-before-restoring.sqlite3"))
        for old in restoring[:-DAILY_BACKUPS]:
            old.unlink(missing_ok=True)
        return kept

    def _backup_path(self, name: str) -> Path:
        return self.path.parent / BACKUP_FOLDER / f"userdata-{name}.sqlite3"

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._opened()
            except Corrupt as error:
                self.problems.append(f"{error} {self._restore()}")
                self._connection = self._opened()
            first = self._version is None
            self._version = self._connection.execute(VERSION).fetchone()[0] if first else UNKNOWN
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
            return self._prepared(_frozen(self.path), frozen=True)

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
        if name in _applied(connection):
            return  # another window has made it meanwhile
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


def _frozen(path: Path) -> str:
    """A URI by which SQLite reads a file that does not change, without files of its own beside it."""
    return f"{path.resolve().as_uri()}?immutable=1"


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
