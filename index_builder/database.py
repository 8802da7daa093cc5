"""The library's SQLite file: its schema, its transactions, and the lock of the one who writes.

With the reader's own data the only importer of sqlite3. Errors of SQLite and of the file system
become sentences for people here.
"""

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from index_builder.errors import Busy, Corrupt, DiskFull, LibraryError, Outdated
from index_builder.stored import REBUILD

PATIENCE = 5.0
"""Seconds a reader or writer waits for another process's transaction."""
_ROOM = "Make room and try again; what was there before is kept."

Values = Sequence[Any]
Row = tuple[Any, ...]


class Database:
    """The database at `path`, made by `schema` (statements that end lines with “;”) if it is new.

    May be used by one thread after another. Raises on use: Corrupt, Busy, DiskFull, Outdated
    (its `user_version` is not `version`), LibraryError.
    """

    def __init__(self, path: Path, schema: str, version: int) -> None:
        self._folder = path.parent
        with translated(self._folder):
            self._connection = _connect(path)
            try:
                self._prepare(schema, version)
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        self._connection.close()

    def execute(self, statement: str, values: Values = ()) -> int:
        """Runs one statement; the answer is the number of the row it inserted."""
        with translated(self._folder):
            return self._connection.execute(statement, values).lastrowid or 0

    def execute_many(self, statement: str, rows: Iterable[Values]) -> None:
        """Runs one statement for each of `rows`; inside a `transaction`."""
        with translated(self._folder):
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Values = ()) -> list[Row]:
        """All rows of a question."""
        with translated(self._folder):
            return self._connection.execute(statement, values).fetchall()

    def row(self, statement: str, values: Values = ()) -> Row | None:
        """The first row of a question, None when there is none."""
        with translated(self._folder):
            found: Row | None = self._connection.execute(statement, values).fetchone()
        return found

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What the block executes is written together, or not at all."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.execute("ROLLBACK")
            raise
        self.execute("COMMIT")

    def problems(self) -> list[str]:
        """What SQLite finds wrong with its file; reads everything."""
        found = [text for (text,) in self.rows("PRAGMA integrity_check(20)")]
        return [text for text in found if text != "ok"]

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def _prepare(self, schema: str, version: int) -> None:
        if self._version() == 0:
            with self.transaction():
                if self._version() == 0:
                    for statement in schema.split(";\n"):
                        self.execute(statement)
                    self.execute(f"PRAGMA user_version = {version}")
        if self._version() != version:
            raise Outdated("The library was made by another version of the program.", REBUILD)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def builder_lock(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """The right to write to the library in `folder`, of one process at a time; it ends with the process.

    Raises Busy after `patience` seconds.
    """
    path = folder / "builder.lock"
    with translated(folder):
        held = sqlite3.connect(path, timeout=patience, isolation_level=None)
    with closing(held):
        with translated(folder, "Another process is indexing."):
            held.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def translated(
    folder: Path, busy: str = "The library is in use by another process."
) -> Iterator[None]:
    """Errors of SQLite and of the file system as sentences for people."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise Busy(busy, "Wait for it to end, then try again.") from error
        if code == sqlite3.SQLITE_FULL:
            raise DiskFull(f"There is no room left in “{folder}”.", _ROOM) from error
        raise LibraryError(f"The library in “{folder}” cannot be used: {error}.") from error
    except sqlite3.DatabaseError as error:
        raise Corrupt(f"The library in “{folder}” is damaged.", REBUILD) from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(f"There is no room left in “{folder}”.", _ROOM) from error
        why = error.strerror or error
        raise LibraryError(f"The library in “{folder}” cannot be used: {why}.") from error
