"""What is on disk: a catalogue of documents (SQLite) and one file of folded text for each.

Everything here is derived from the source files and may be thrown away at any time. A text is
written and synced before the one transaction that makes its document visible; texts without a
document are removed by the next builder. Many processes may read while one writes. Nothing is
ever pickled. It knows nothing of PDFs, of whoosh and of the user's own data.
"""

import errno
import hashlib
import os
import sqlite3
import zlib
from array import array
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from index_builder import stored
from index_builder.errors import Busy, Corrupt, DiskFull, LibraryError, NotBuilt, Outdated
from index_builder.model import Heading, Opening, PageIssue, Passage, Structure, VolumeLinks
from index_builder.stored import REBUILD, Document, Status
from index_builder.text import fold

BUILDER = 2
"""Version of what the builder makes; a document made by another version is built again."""
SEPARATOR = "\n"
"""Stands between the passages of a folded text; folding never yields it."""
PATIENCE = 5.0
"""Seconds a reader or writer waits for another process's transaction."""
_ROOM = "Make room and try again; what was there before is kept."
_ENCODING = "utf-16-le"

_SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
    title TEXT NOT NULL, pages INTEGER NOT NULL, checksum INTEGER NOT NULL,
    opening BLOB NOT NULL, headings BLOB NOT NULL, findings BLOB NOT NULL
);
CREATE TABLE files (
    path TEXT PRIMARY KEY, content TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE passages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    folded INTEGER NOT NULL, part TEXT NOT NULL, heading INTEGER NOT NULL, text TEXT NOT NULL,
    sources BLOB NOT NULL, pages BLOB NOT NULL, notes BLOB NOT NULL,
    PRIMARY KEY (document, number)
);
CREATE TABLE boxes (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, page INTEGER NOT NULL,
    boxes BLOB NOT NULL, PRIMARY KEY (document, page)
);
CREATE TABLE volumes (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, links BLOB NOT NULL
);
CREATE TABLE members (
    volume INTEGER NOT NULL REFERENCES volumes ON DELETE CASCADE, place INTEGER NOT NULL,
    content TEXT NOT NULL, PRIMARY KEY (volume, place)
) WITHOUT ROWID;
PRAGMA user_version = 1
"""
_SCHEMA_VERSION = 1
_COLUMNS = "part, heading, text, sources, p.pages, notes"
_PASSAGES = f"SELECT {_COLUMNS} FROM passages p WHERE document = ?"  # noqa: S608 - constants
_OF = "JOIN documents d ON d.id = p.document WHERE content = ? AND version = ?"
_PASSAGE = f"SELECT {_COLUMNS} FROM passages p {_OF} AND number = ?"  # noqa: S608 - constants
_BOXES = f"SELECT boxes FROM boxes p {_OF} AND page = ?"  # noqa: S608 - constants


class Fingerprint(NamedTuple):
    """SHA-256 of a file, its size in bytes and its time of change in ns, taken before it was read."""

    content: str
    size: int
    mtime: int

    def fits(self, path: Path) -> bool:
        """Whether the file has this size and time still. Raises OSError."""
        about = path.stat()
        return (about.st_size, about.st_mtime_ns) == (self.size, self.mtime)


@dataclass(frozen=True, slots=True)
class FoldedText:
    """The folded text of a document; passage `n` begins at `starts[n]`."""

    text: str
    starts: "array[int]"


class Library:
    """The derived data in `folder`, which is made for the user alone (0700).

    May be used by one thread after another. Raises on use: Corrupt, Busy, DiskFull,
    Outdated (written by a newer version of the program), LibraryError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.texts = folder / "texts"
        with translated(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.texts.mkdir(mode=0o700, exist_ok=True)
            self._db = _connect(folder / "catalogue.sqlite3")

    def close(self) -> None:
        self._db.close()

    def content_of(self, path: Path) -> str:
        """The SHA-256 of the file. Raises OSError when it cannot be read."""
        return self.identify(path).content

    def identify(self, path: Path) -> Fingerprint:
        """What the file holds; it is read only if its size or time differ from what is remembered.

        Raises OSError when it cannot be read.
        """
        about = path.stat()
        size, mtime = about.st_size, about.st_mtime_ns
        with translated(self.folder):
            row = self._db.execute(
                "SELECT content FROM files WHERE path = ? AND size = ? AND mtime = ?",
                (str(path.resolve()), size, mtime),
            ).fetchone()
        if row:
            return Fingerprint(row[0], size, mtime)
        with path.open("rb") as file:
            return Fingerprint(hashlib.file_digest(file, "sha256").hexdigest(), size, mtime)

    def remember(self, path: Path, known: Fingerprint) -> None:
        """Notes what `identify` said of the file."""
        row = (str(path.resolve()), *known)
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", row)

    def holds(self, content: str) -> bool:
        """Whether the document is there, whole, and made by this version of the builder."""
        with translated(self.folder):
            row = self._db.execute(
                "SELECT checksum FROM documents WHERE content = ? AND version = ?",
                (content, BUILDER),
            ).fetchone()
            if row is None or not self._text_path(content).exists():
                return False
            return zlib.crc32(self._text_path(content).read_bytes()) == int(row[0])

    def put(
        self,
        content: str,
        structure: Structure,
        boxes: "Sequence[array[float]]",
        opening: Opening,
    ) -> None:
        """Stores a document in one transaction, in place of what was known of its content.

        `boxes[page]` is that page's `PageText.boxes`.
        """
        folded = [fold(passage.text).text for passage in structure.passages]
        data = SEPARATOR.join(folded).encode(_ENCODING, "surrogatepass")
        with translated(self.folder):
            _write_synced(self._text_path(content), data)
        row = (
            content,
            BUILDER,
            stored.storable(structure.title),
            len(boxes),
            zlib.crc32(data),
            stored.encode(opening),
            stored.encode(structure.headings),
            stored.encode(stored.findings(structure)),
        )
        with self._transaction() as db:
            db.execute("DELETE FROM documents WHERE content = ?", (content,))
            document = db.execute(
                "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row
            ).lastrowid
            db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ((document, *cells) for cells in stored.passage_rows(structure.passages, folded)),
            )
            db.executemany(
                "INSERT INTO boxes VALUES (?, ?, ?)",
                ((document, page, stored.pack_boxes(here)) for page, here in enumerate(boxes)),
            )

    def structure(self, content: str) -> Structure:
        """All that was found in a document. Raises NotBuilt, Corrupt."""
        document, title, headings, findings = self._row(content, "id, title, headings, findings")
        with translated(self.folder):
            rows = self._db.execute(f"{_PASSAGES} ORDER BY number", (document,)).fetchall()
        found = stored.decode(findings, stored.Findings)
        return Structure(
            title,
            found.labels,
            tuple(stored.passage(row) for row in rows),
            stored.decode(headings, tuple[Heading, ...]),
            found.footnotes,
            found.captions,
            found.definitions,
            found.references,
            found.headers,
            found.issues,
            found.unplaced,
        )

    def passage(self, content: str, number: int) -> Passage:
        """One passage of a document. Raises NotBuilt, Corrupt."""
        with translated(self.folder):
            row = self._db.execute(_PASSAGE, (content, BUILDER, number)).fetchone()
        if row is None:
            self._row(content, "id")
            raise Corrupt("A paragraph is missing in the library.", REBUILD)
        return stored.passage(row)

    def headings(self, content: str) -> tuple[Heading, ...]:
        """The headings of a document, without the rest. Raises NotBuilt, Corrupt."""
        return stored.decode(self._row(content, "headings")[0], tuple[Heading, ...])

    def labels(self, content: str) -> tuple[str, ...]:
        """The printed page numbers of a document. Raises NotBuilt, Corrupt."""
        return stored.decode(self._row(content, "findings")[0], stored.Labels).labels

    def issues(self, content: str) -> tuple[PageIssue, ...]:
        """What is wrong with pages of a document. Raises NotBuilt, Corrupt."""
        return stored.decode(self._row(content, "findings")[0], stored.Issues).issues

    def opening(self, content: str) -> Opening:
        """What the first pages told when the document was stored. Raises NotBuilt, Corrupt."""
        return stored.decode(self._row(content, "opening")[0], Opening)

    def boxes(self, content: str, page: int) -> "array[float]":
        """`PageText.boxes` of a page. Raises NotBuilt, Corrupt."""
        with translated(self.folder):
            row = self._db.execute(_BOXES, (content, BUILDER, page)).fetchone()
        if row is None:
            self._row(content, "id")
            raise Corrupt(f"Page {page + 1} is missing in the library.", REBUILD)
        return stored.unpack_boxes(row[0])

    def folded_text(self, content: str) -> FoldedText:
        """The text that an exact search scans. Raises NotBuilt, Corrupt."""
        document, checksum = self._row(content, "id, checksum")
        with translated(self.folder):
            starts = self._db.execute(
                "SELECT folded FROM passages WHERE document = ? ORDER BY number", (document,)
            )
            places = array("I", (start for (start,) in starts))
            try:
                data = self._text_path(content).read_bytes()
            except FileNotFoundError as error:
                raise Corrupt("The text of a document is missing.", REBUILD) from error
        if zlib.crc32(data) != checksum:
            raise Corrupt("The text of a document is damaged.", REBUILD)
        return FoldedText(data.decode(_ENCODING, "surrogatepass"), places)

    def put_volume(self, contents: Sequence[str], links: VolumeLinks) -> None:
        """Stores what holds for these documents together; `contents` in reading order."""
        key = _volume_key(contents)
        with self._transaction() as db:
            db.execute("DELETE FROM volumes WHERE key = ?", (key,))
            volume = db.execute(
                "INSERT INTO volumes VALUES (NULL, ?, ?, ?)", (key, BUILDER, stored.encode(links))
            ).lastrowid
            db.executemany(
                "INSERT INTO members VALUES (?, ?, ?)",
                ((volume, place, content) for place, content in enumerate(contents)),
            )

    def volume(self, contents: Collection[str]) -> tuple[tuple[str, ...], VolumeLinks] | None:
        """The reading order and the links of exactly these documents; None when never linked."""
        with translated(self.folder):
            row = self._db.execute(
                "SELECT id, links FROM volumes WHERE key = ? AND version = ?",
                (_volume_key(contents), BUILDER),
            ).fetchone()
            if row is None:
                return None
            order = self._db.execute(
                "SELECT content FROM members WHERE volume = ? ORDER BY place", (row[0],)
            ).fetchall()
        return tuple(content for (content,) in order), stored.decode(row[1], VolumeLinks)

    def volumes(self) -> tuple[tuple[str, ...], ...]:
        """The documents of the current version, volume by volume in reading order.

        A document of several volumes stands in the oldest; one of none is a volume of its own.
        """
        with translated(self.folder):
            rows = self._db.execute(
                "SELECT d.content, min(m.volume) AS volume, m.place"
                " FROM documents d LEFT JOIN members m USING (content)"
                " WHERE d.version = ? GROUP BY d.content"
                " ORDER BY volume IS NULL, volume, m.place, d.id",
                (BUILDER,),
            ).fetchall()
        volumes: dict[object, list[str]] = {}
        for content, volume, _ in rows:
            volumes.setdefault(content if volume is None else volume, []).append(content)
        return tuple(tuple(volume) for volume in volumes.values())

    def contents(self) -> tuple[str, ...]:
        """The documents of the current version, in the order of `volumes`."""
        return tuple(content for volume in self.volumes() for content in volume)

    def paths(self, content: str) -> tuple[str, ...]:
        """The files known to hold a document, those that are still there first."""
        with translated(self.folder):
            rows = self._db.execute(
                "SELECT path FROM files WHERE content = ? ORDER BY path", (content,)
            ).fetchall()
        return tuple(sorted((path for (path,) in rows), key=lambda path: not Path(path).exists()))

    def remove(self, content: str) -> None:
        """Forgets a document, its files and the volumes it was a part of."""
        with self._transaction() as db:
            db.execute(
                "DELETE FROM volumes WHERE id IN (SELECT volume FROM members WHERE content = ?)",
                (content,),
            )
            db.execute("DELETE FROM documents WHERE content = ?", (content,))
            db.execute("DELETE FROM files WHERE content = ?", (content,))
        self._text_path(content).unlink(missing_ok=True)

    def status(self) -> Status:
        """What is there."""
        with translated(self.folder):
            rows = self._db.execute(
                "SELECT content, title, pages, version FROM documents ORDER BY id"
            ).fetchall()
            volumes = self._db.execute("SELECT count(*) FROM volumes").fetchone()[0]
        order = {content: place for place, content in enumerate(self.contents())}
        rows.sort(key=lambda row: order.get(row[0], len(order)))
        documents = tuple(Document(c, t, p, self.paths(c), v == BUILDER) for c, t, p, v in rows)
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return Status(str(self.folder), documents, volumes, sum(f.stat().st_size for f in files))

    def check(self) -> list[str]:
        """What is wrong, a sentence each; reads everything."""
        problems: list[str] = []
        with translated(self.folder):
            found = [row[0] for row in self._db.execute("PRAGMA integrity_check(20)")]
            rows = self._db.execute("SELECT content, title, version FROM documents").fetchall()
        problems += [f"The catalogue is damaged: {text}." for text in found if text != "ok"]
        for content, title, version in rows:
            name = title or content[:12]
            if version != BUILDER:
                problems.append(f"“{name}” was indexed by another version.")
                continue
            try:
                self._check_document(content)
            except LibraryError as error:
                problems.append(f"“{name}”: {error.message}")
        known = {self._text_path(content).name for content, _, _ in rows}
        problems += [
            f"{path.name} belongs to no document."
            for path in sorted(self.texts.iterdir())
            if path.name not in known
        ]
        return problems

    def _check_document(self, content: str) -> None:
        self.folded_text(content)
        self.structure(content)
        for page in range(self._row(content, "pages")[0]):
            self.boxes(content, page)

    def tidy(self) -> None:
        """Removes texts without a document; for the builder, under its lock."""
        with translated(self.folder):
            rows = self._db.execute("SELECT content FROM documents").fetchall()
            known = {self._text_path(content).name for (content,) in rows}
            for path in self.texts.iterdir():
                if path.name not in known:
                    path.unlink(missing_ok=True)

    def _row(self, content: str, columns: str) -> tuple[Any, ...]:
        with translated(self.folder):
            row = self._db.execute(
                f"SELECT {columns} FROM documents WHERE content = ? AND version = ?",  # noqa: S608 - constants of this module
                (content, BUILDER),
            ).fetchone()
        if row is None:
            raise NotBuilt("The document is not indexed.", "Index it first.")
        return tuple(row)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with translated(self.folder):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _text_path(self, content: str) -> Path:
        return self.texts / f"{content}.{BUILDER}.txt"


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


def discard(folder: Path) -> None:
    """Throws the catalogue and the texts away, to be built anew; whoever reads them keeps what is open.

    Raises LibraryError when they cannot be removed.
    """
    with translated(folder):
        for name in ("catalogue.sqlite3", "catalogue.sqlite3-wal", "catalogue.sqlite3-shm"):
            (folder / name).unlink(missing_ok=True)
        for path in (folder / "texts").glob("*"):
            path.unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        if _schema_of(db) == 0:
            _create(db)
        _require_schema(db)
    except BaseException:
        db.close()
        raise
    return db


def _schema_of(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _require_schema(db: sqlite3.Connection) -> None:
    if _schema_of(db) != _SCHEMA_VERSION:
        raise Outdated("The library was made by another version of the program.", REBUILD)


def _create(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        if _schema_of(db) == 0:
            for statement in _SCHEMA.split(";\n"):
                db.execute(statement)
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _volume_key(contents: Collection[str]) -> str:
    return hashlib.sha256(" ".join(sorted(contents)).encode()).hexdigest()


def _write_synced(path: Path, data: bytes) -> None:
    """The file is whole on disk, or it is not there."""
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


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
