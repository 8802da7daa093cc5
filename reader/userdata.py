"""What a reader makes and nothing can rebuild: bookmarks, annotations, corrections, positions, recent volumes.

One SQLite file, `userdata.sqlite3`, in write-ahead mode with full synchronisation: a gesture is
one transaction and is on the disk when `apply` returns. A gesture that cannot be written stays in
memory (`pending`), is part of every answer, and is written by `retry` or with the next gesture.
No Qt here, nothing of PDFs, and nothing that can be derived from them.

Annotations are anchored twice: by the content hash, page and rectangles, and by the quoted text
with its surroundings (TextQuoteSelector and TextPositionSelector of the W3C Web Annotation Data
Model, sections 4.2.4 and 4.2.5).
"""

import json
import logging
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TypeVar

from index_builder.errors import LibraryError
from reader.carrying import SETTLED, Carried, Copy, KnownDocument, KnownVolume
from reader.citing import Source
from reader.records import (
    Annotation,
    Backup,
    Bookmark,
    Change,
    Correction,
    Note,
    Reading,
    RecentVolume,
    Record,
    changes_from_json,
    record_from_json,
    storable,
    strings,
    timestamp,
)
from reader.userdata_file import Connection, DataFile
from reader.userdata_schema import MIGRATIONS, TABLES, columns, journal, overlay, writing

FILE_NAME = "userdata.sqlite3"
EVERY_ID = "SELECT id FROM bookmark UNION ALL SELECT id FROM annotation"
COLUMNS_OF = "SELECT name FROM pragma_table_info(?)"

KNOWN_DOCUMENTS = """
    WITH noted AS (SELECT content FROM annotation UNION ALL SELECT content FROM bookmark),
        counted AS (SELECT content, count(*) AS notes FROM noted GROUP BY content),
        every AS (SELECT content FROM document UNION SELECT content FROM counted)
    SELECT every.content, coalesce(path, ''), coalesce(title, ''), coalesce(notes, 0)
    FROM every LEFT JOIN document ON document.content = every.content
        LEFT JOIN counted ON counted.content = every.content
    ORDER BY seen, every.content"""
KNOWN_VOLUMES = """
    SELECT reading.state, volume.title FROM reading LEFT JOIN volume ON volume.key = reading.volume"""
# The columns beside a single max() are those of the row that has it (SQLite, "Bare columns").
RECENT_VOLUMES = """
    SELECT key, title, paths, max(opened, coalesce(last, '')) AS read, state
    FROM volume LEFT JOIN
        (SELECT volume AS read_volume, max(saved) AS last, state FROM reading GROUP BY volume)
        ON read_volume = key
    ORDER BY read DESC LIMIT ?"""

LAST_DONE = "undone = 0 ORDER BY number DESC"
FIRST_UNDONE = "undone = 1 ORDER BY number"
NEXT_STEP = """
    SELECT before, after, also <> '[]' FROM journal WHERE content IN ({}) AND {} LIMIT 1"""
COMPLETING = """
    UPDATE annotation SET prefix = ?, suffix = ?, start = ?, "end" = ?
    WHERE id = ? AND quotation = ? AND prefix = '' AND suffix = ''"""
STEPS = """
    SELECT count(*), max(number), sum(undone), max(made) FROM journal
    WHERE content IN ({}) OR also <> '[]'"""
"""Tells the states of a journal apart, as far as these documents go; one gesture may be on several."""

BACKUP_CONTENTS = (
    "SELECT count(*) FROM bookmark",
    "SELECT count(*) FROM annotation",
    "SELECT max(made) FROM journal",
)

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class UserData:
    """The reader's own data in `folder`, for any thread.

    Opening never fails: `problems` tells what is wrong, and every gesture tries to write again.
    """

    def __init__(self, folder: Path, migrations: Sequence[tuple[str, str]] = MIGRATIONS) -> None:
        self._file = DataFile(folder / FILE_NAME, migrations)
        self._pending: list[Change] = []
        self._seen: tuple[frozenset[str], list[tuple[object, ...]]] = (frozenset(), [])

    @property
    def problems(self) -> list[str]:
        """Sentences about what is wrong with the file or its rows, oldest first."""
        return self._file.problems

    @property
    def pending(self) -> tuple[Change, ...]:
        """The gestures that are not on the disk yet, oldest first."""
        return tuple(self._pending)

    def close(self) -> None:
        """Writes what is pending if that is possible, and lets go of the file.

        Raises LibraryError when gestures would be lost; they stay `pending`.
        """
        with self._file.lock:
            try:
                self.retry()
            finally:
                self._file.close()

    def bookmarks(self, contents: Collection[str] | None) -> list[Bookmark]:
        """The bookmarks of the documents with these content hashes, None for all; oldest first."""
        found = self._records("bookmark", contents)
        return [record for record in found if isinstance(record, Bookmark)]

    def annotations(self, contents: Collection[str]) -> list[Annotation]:
        """The annotations of the documents with these content hashes, oldest first."""
        found = self._records("annotation", contents)
        return [record for record in found if isinstance(record, Annotation)]

    def is_changed_elsewhere(self, contents: Collection[str]) -> bool:
        """Whether another window or process has made a gesture on these documents since this was asked last.

        Or since the file was opened. A gesture of this one may count when others have written since.
        """
        marks = ", ".join("?" * len(contents))
        with self._file.lock:
            is_changed, before = self._file.is_changed_elsewhere(), self._seen
            if not is_changed and before[0] == frozenset(contents):
                return False
            steps = self._file.read(STEPS.format(marks), *contents)
            self._seen = frozenset(contents), steps
            return is_changed and before != self._seen

    def ids(self) -> set[str]:
        """The names of all bookmarks and annotations, of whatever document."""
        found = {str(row[0]) for row in self._file.read(EVERY_ID)}
        for change in (each for gesture in self.pending for each in gesture.every):
            (found.discard if change.after is None else found.add)(change.record.id)
        return found

    def corrections(self, contents: Collection[str] | None) -> list[Correction]:
        """The corrections made in the documents with these content hashes, None for all; oldest first."""
        found = self._records("correction", contents)
        return [record for record in found if isinstance(record, Correction)]

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
        with self._file.lock:
            while self._pending:
                change = self._pending[0]
                with self._file.transaction() as connection:
                    for statement in (*map(writing, change.every), *journal(change)):
                        connection.execute(*statement)
                del self._pending[0]

    def undo(self, contents: Collection[str]) -> Change | None:
        """Takes back the last gesture on these documents; returns the change made, `None` if none.

        Raises as `apply`; then nothing is changed.
        """
        return self._step(contents, LAST_DONE, undone=True)

    def redo(self, contents: Collection[str]) -> Change | None:
        """Makes the last undone gesture again; as `undo`."""
        return self._step(contents, FIRST_UNDONE, undone=False)

    def next_steps(self, contents: Collection[str]) -> tuple[Change | None, Change | None]:
        """What `undo` and `redo` would find: gestures as they were made, of the first record only.

        One of several records has an empty change in place of the others, which may be ten thousand.
        """

        def step(row: tuple[object, ...]) -> Change:
            several = (Change(None, None),) if row[2] else ()
            return Change(record_from_json(row[0]), record_from_json(row[1]), several)

        marks = ", ".join("?" * len(contents))
        found: list[Change | None] = []
        for which in (LAST_DONE, FIRST_UNDONE):
            rows = self._file.read(NEXT_STEP.format(marks, which), *contents)
            try:
                found.append(step(rows[0]) if rows else None)
            except ValueError:  # set aside when it is its turn
                found.append(None)
        return found[0], found[1]

    def reading(self, key: str) -> Reading | None:
        """How a volume was read last; `key` is that of its contents, or of the paths it had then."""
        query = "SELECT state FROM reading WHERE key = ? OR volume = ? ORDER BY saved DESC LIMIT 1"
        rows = self._file.read(query, key, key)
        found = self._readable("reading", rows, lambda row: Reading.from_json(row[0]))
        return found[0] if found else None

    def save_reading(self, key: str, volume: str, reading: Reading) -> None:
        """Under the key of the contents (that of the paths while they are unknown) and that of the paths.

        Raises as `apply`; it is not kept for a retry, the next one replaces it.
        """
        row = (key, volume, reading.to_json(), timestamp())
        with self._file.transaction() as connection:
            connection.execute("DELETE FROM reading WHERE key = ?", (volume,))
            connection.execute("INSERT OR REPLACE INTO reading VALUES (?, ?, ?, ?)", row)

    def order(self, volume: str) -> tuple[str, ...]:
        """The content hashes in the order set by hand; empty when the found order holds."""
        rows = self._file.read("SELECT contents FROM volume_order WHERE key = ?", volume)
        found = self._readable("volume_order", rows, lambda row: strings(str(row[0])))
        return found[0] if found else ()

    def save_order(self, volume: str, contents: Sequence[str]) -> None:
        """Raises as `apply`."""
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO volume_order VALUES (?, ?)", (volume, json.dumps(contents))
            )

    def recent_volumes(self, limit: int = 10) -> list[RecentVolume]:
        """The volumes read last, newest first; `opened` is when that was."""
        rows = self._file.read(RECENT_VOLUMES, limit)
        return self._readable("volume", rows, RecentVolume.from_row)

    def remember_volume(self, volume: RecentVolume) -> None:
        """Raises as `apply`."""
        with self._file.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO volume VALUES (?, ?, ?, ?)", volume.to_row())

    def remember_document(self, content: str, path: Path, title: str) -> None:
        """Keeps where a document was last seen, so that notes can name it. Raises as `apply`."""
        with self._file.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)",
                (content, storable(str(path)), storable(title), timestamp()),
            )

    def document_title(self, content: str) -> str:
        """What a document was called when it was last seen, "" for one that never was."""
        rows = self._file.read("SELECT title FROM document WHERE content = ?", content)
        return str(rows[0][0]) if rows else ""

    def document_titles(self) -> dict[str, str]:
        """What every document was called when it was last seen, by content hash."""
        rows = self._file.read("SELECT content, title FROM document")
        return {str(content): str(title) for content, title in rows}

    def known_documents(self) -> list[KnownDocument]:
        """Every document that was open or has notes, with where it was last seen."""
        rows = self._file.read(KNOWN_DOCUMENTS)
        return [KnownDocument(str(c), str(p), str(t), int(str(n))) for c, p, t, n in rows]

    def known_volumes(self) -> list[KnownVolume]:
        """The volumes that were open, with the files they had."""
        rows = self._file.read(KNOWN_VOLUMES)

        def volume(row: tuple[object, ...]) -> KnownVolume:
            return KnownVolume(str(row[1] or ""), Reading.from_json(row[0]).documents)

        return self._readable("reading", rows, volume)

    def every_note(self) -> list[Note]:
        """The notes of all documents, whether their files are there or not; oldest first."""
        contents = [document.content for document in self.known_documents() if document.notes]
        changes = (each for gesture in self.pending for each in gesture.every)
        contents += [change.record.content for change in changes]
        return [*self.bookmarks(contents), *self.annotations(contents)]

    def carried(self, contents: Collection[str]) -> list[Carried]:
        """What became of notes of other editions that were looked for in these documents."""
        marks = ", ".join("?" * len(contents))
        rows = self._file.read(
            f"SELECT source, content, copies, state, confidence FROM carried"  # noqa: S608 - own clauses
            f" WHERE content IN ({marks}) ORDER BY made, source",
            *contents,
        )

        def carried(row: tuple[object, ...]) -> Carried:
            source, content, copies, state = map(str, row[:4])
            return Carried(source, content, strings(copies), state, float(str(row[4])))

        return self._readable("carried", rows, carried)

    def take_over(self, copies: Sequence[Copy]) -> None:
        """Adds copies of notes of other editions, all or none; those that were taken over before are left out.

        Each is a gesture of its own for undo. Raises as `apply`; then nothing is changed.
        """
        with self._file.transaction() as connection:
            for copy in copies:
                made = copy.carried
                row = (made.source, made.content, json.dumps(made.copies), made.state)
                added = connection.execute(
                    "INSERT OR IGNORE INTO carried VALUES (?, ?, ?, ?, ?, ?)",
                    (*row, made.confidence, timestamp()),
                )
                for record in copy.copies if added.rowcount else ():
                    change = Change(None, record)
                    for statement in (writing(change), *journal(change)):
                        connection.execute(*statement)

    def complete(self, records: Sequence[Annotation]) -> None:
        """Keeps what stands around quotations that had nothing; no gesture. Raises as `apply`."""
        with self._file.transaction() as connection:
            for record in records:
                around = storable(record.prefix), storable(record.suffix), record.start, record.end
                connection.execute(COMPLETING, (*around, record.id, storable(record.quotation)))

    def settle(self, carried: Sequence[Carried]) -> None:
        """Their reader has decided about notes that were looked for. Raises as `apply`."""
        with self._file.transaction() as connection:
            for each in carried:
                connection.execute(
                    "UPDATE carried SET state = ? WHERE source = ? AND content = ?",
                    (SETTLED, each.source, each.content),
                )

    def sources(self, contents: Collection[str]) -> dict[str, Source]:
        """How the reader has said that these documents are cited, by content hash."""
        if not self._file.read(COLUMNS_OF, "source"):
            return {}  # a file of an earlier version that cannot be changed
        marks = ", ".join("?" * len(contents))
        rows = self._file.read(
            f"SELECT content, title, author, publisher, year, url FROM source WHERE content IN ({marks})",  # noqa: S608 - own clauses
            *contents,
        )

        def source(row: tuple[object, ...]) -> tuple[str, Source]:
            content, title, author, publisher, year, url = row
            about = Source(str(title), str(author), str(publisher), int(str(year)), url=str(url))
            return str(content), about

        return dict(self._readable("source", rows, source))

    def save_source(self, contents: Collection[str], source: Source | None) -> None:
        """Keeps how documents are cited, None to forget it. Raises as `apply`."""
        with self._file.transaction() as connection:
            for content in contents:
                connection.execute("DELETE FROM source WHERE content = ?", (content,))
                if source is not None:
                    texts = (source.title, source.author, source.publisher)
                    row = (*map(storable, texts), source.year, storable(source.url))
                    connection.execute(
                        "INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?)",
                        (content, *row, timestamp()),
                    )

    def backups(self) -> list[Backup]:
        """The backups that can be read, newest first."""
        found = []
        for path in self._file.backups():
            try:
                rows = self._file.ask_backup(path, *BACKUP_CONTENTS)
            except LibraryError as error:
                log.warning("%s", error)
                continue
            bookmarks, annotations, last = (answer[0][0] for answer in rows)
            found.append(Backup(path, int(str(bookmarks)), int(str(annotations)), str(last or "")))
        return found

    def restore(self, backup: Path) -> Path:
        """Takes a backup in place of what is kept now; as `userdata_file.DataFile.restore`.

        Gestures that are not on the disk yet are written first, into what is kept.
        """
        with self._file.lock:
            self.retry()
            return self._file.restore(backup)

    def back_up_daily(self) -> Path | None:
        """As `userdata_file.DataFile.back_up_daily`."""
        return self._file.back_up_daily()

    def _records(self, table: str, contents: Collection[str] | None) -> list[Record]:
        kind = TABLES[table]
        marks = ", ".join("?" * len(contents or ()))
        which = "" if contents is None else f"WHERE content IN ({marks})"
        with self._file.lock:
            there = {str(row[0]) for row in self._file.read(COLUMNS_OF, table)}
            rows = self._file.read(
                f"SELECT {columns(kind, there)} FROM {table} {which} ORDER BY created, id",  # noqa: S608 - own names
                *(contents or ()),
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
            with self._file.transaction() as connection:
                _put_aside(connection, table, row, reason)
                connection.execute(f"DELETE FROM {table} WHERE id IS ?", (row[0],))  # noqa: S608 - own name
        except LibraryError as error:
            self.problems.append(str(error))

    def _step(self, contents: Collection[str], which: str, *, undone: bool) -> Change | None:
        with self._file.lock:
            self.retry()
            with self._file.transaction() as connection:
                found = self._journal_entry(connection, contents, which)
                if found is None:
                    return None
                number, made = found
                change = made.inverse() if undone else made
                for each in change.every:
                    connection.execute(*writing(each))
                connection.execute(
                    "UPDATE journal SET undone = ? WHERE number = ?", (undone, number)
                )
            return change

    def _journal_entry(
        self, connection: Connection, contents: Collection[str], which: str
    ) -> tuple[int, Change] | None:
        """The next gesture that can be read; those that cannot are set aside, as other rows are."""
        marks = ", ".join("?" * len(contents))
        query = f"SELECT number, before, after, also FROM journal WHERE content IN ({marks}) AND {which} LIMIT 1"  # noqa: S608 - own clauses
        while (row := connection.execute(query, tuple(contents)).fetchone()) is not None:
            try:
                before, after, also = record_from_json(row[1]), record_from_json(row[2]), row[3]
                change = Change(before, after, changes_from_json(also))
                for each in change.every:
                    writing(each)
            except ValueError as error:
                self.problems.append(f"One step could not be read and was set aside ({error}).")
                _put_aside(connection, "journal", row, str(error))
                connection.execute("DELETE FROM journal WHERE number = ?", (row[0],))
            else:
                return row[0], change
        return None


def _put_aside(connection: Connection, origin: str, row: Sequence[object], reason: str) -> None:
    connection.execute(
        "INSERT INTO set_aside (origin, row, reason, moved) VALUES (?, ?, ?, ?)",
        (origin, json.dumps(row, default=repr), reason, timestamp()),
    )
