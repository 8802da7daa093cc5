"""What is on disk: a catalogue of documents (SQLite) and one file of folded text for each.

Everything here is derived from the source files and may be thrown away at any time. A text is
written and synced before the one transaction that makes its document visible; texts without a
document are removed by the next builder, and a damaged one is made again of the catalogue. Many
processes may read while one writes. Nothing is ever pickled. It knows nothing of PDFs, of whoosh
and of the user's own data.
"""

import hashlib
import logging
import zlib
from array import array
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from index_builder import stored
from index_builder.database import Database, Row, translated
from index_builder.errors import Corrupt, LibraryError, NotBuilt
from index_builder.model import (
    Definition,
    Heading,
    Opening,
    PageIssue,
    Passage,
    Structure,
    VolumeLinks,
)
from index_builder.packed import packed_structure
from index_builder.stored import REBUILD, Document, FoldedText, Status
from index_builder.text import fold, storable
from index_builder.texts import Texts

BUILDER = 5
"""Version of what the builder makes; a document made by another version is built again."""

_SCHEMA = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
    title TEXT NOT NULL, pages INTEGER NOT NULL, checksum INTEGER NOT NULL, folded BLOB NOT NULL,
    opening BLOB NOT NULL, headings BLOB NOT NULL, findings BLOB NOT NULL
);
CREATE TABLE files (
    path TEXT PRIMARY KEY, content TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE passages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, number INTEGER NOT NULL,
    part TEXT NOT NULL, heading INTEGER NOT NULL, text TEXT NOT NULL,
    sources BLOB NOT NULL, pages BLOB NOT NULL, notes BLOB NOT NULL,
    PRIMARY KEY (document, number)
);
CREATE TABLE boxes (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, page INTEGER NOT NULL,
    boxes BLOB NOT NULL, PRIMARY KEY (document, page)
);
CREATE TABLE names (
    form TEXT NOT NULL, document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    name TEXT NOT NULL, long_form TEXT NOT NULL, expansion TEXT NOT NULL,
    PRIMARY KEY (form, document, name, long_form, expansion)
) WITHOUT ROWID;
CREATE INDEX names_of ON names (document);
CREATE TABLE vocabulary (
    reading TEXT NOT NULL, word TEXT NOT NULL, term TEXT NOT NULL,
    PRIMARY KEY (reading, word, term)
) WITHOUT ROWID;
CREATE INDEX written_as ON vocabulary (term, word);
CREATE TABLE volumes (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, links BLOB NOT NULL
);
CREATE TABLE members (
    volume INTEGER NOT NULL REFERENCES volumes ON DELETE CASCADE, place INTEGER NOT NULL,
    content TEXT NOT NULL, publication INTEGER NOT NULL, PRIMARY KEY (volume, place)
) WITHOUT ROWID;
"""
_SCHEMA_VERSION = 2
_COLUMNS = "part, heading, text, sources, p.pages, notes"
_DOCUMENT = "FROM documents WHERE content = ? AND version = ?"
_PASSAGES = f"SELECT {_COLUMNS} FROM passages p WHERE document = ? ORDER BY number"  # noqa: S608 - constants
_OF = "JOIN documents d ON d.id = p.document WHERE content = ? AND version = ?"
_PASSAGE = f"SELECT {_COLUMNS} FROM passages p {_OF} AND number = ?"  # noqa: S608 - constants
_BOXES = f"SELECT boxes FROM boxes p {_OF} AND page = ?"  # noqa: S608 - constants
_LEARN = "INSERT OR IGNORE INTO vocabulary VALUES (?, ?, ?)"

log = logging.getLogger(__name__)


class Fingerprint(NamedTuple):
    """SHA-256 of a file, its size in bytes and its time of change in ns, taken before it was read."""

    content: str
    size: int
    mtime: int

    def fits(self, path: Path) -> bool:
        """Whether the file has this size and time still. Raises OSError."""
        about = path.stat()
        return (about.st_size, about.st_mtime_ns) == (self.size, self.mtime)


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
        self._texts = Texts(self.texts, BUILDER)
        self._db = Database(folder / "catalogue.sqlite3", _SCHEMA, _SCHEMA_VERSION)

    def close(self) -> None:
        self._db.close()

    # --- files ------------------------------------------------------------------------------

    def content_of(self, path: Path) -> str:
        """The SHA-256 of the file. Raises OSError when it cannot be read."""
        return self.identify(path).content

    def identify(self, path: Path) -> Fingerprint:
        """What the file holds; it is read only if its size or time differ from what is remembered.

        Raises OSError when it cannot be read.
        """
        about = path.stat()
        size, mtime = about.st_size, about.st_mtime_ns
        row = self._db.row(
            "SELECT content FROM files WHERE path = ? AND size = ? AND mtime = ?",
            (str(path.resolve()), size, mtime),
        )
        if row:
            return Fingerprint(row[0], size, mtime)
        with path.open("rb") as file:
            return Fingerprint(hashlib.file_digest(file, "sha256").hexdigest(), size, mtime)

    def remember(self, path: Path, known: Fingerprint) -> None:
        """Notes what `identify` said of the file."""
        row = (str(path.resolve()), *known)
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", row)

    def paths(self, content: str) -> tuple[str, ...]:
        """The files known to hold a document, those that are still there first."""
        rows = self._db.rows("SELECT path FROM files WHERE content = ? ORDER BY path", (content,))
        return tuple(sorted((path for (path,) in rows), key=lambda path: not Path(path).exists()))

    # --- documents --------------------------------------------------------------------------

    def holds(self, content: str) -> bool:
        """Whether the document is there, made by this version of the builder."""
        return bool(self._db.row(f"SELECT 1 {_DOCUMENT}", (content, BUILDER)))

    def put(
        self,
        content: str,
        structure: Structure,
        boxes: "Sequence[array[float]]",
        opening: Opening,
        vocabulary: Collection[tuple[str, str, str]] = (),
    ) -> None:
        """Stores a document in one transaction, in place of what was known of its content.

        `boxes[page]` is that page's `PageText.boxes`; `vocabulary` that of `analyzer.page_words`.
        """
        text = stored.folded_text(structure.passages)
        with translated(self.folder):
            self._texts.write(content, text.data)
        row = (
            content,
            BUILDER,
            storable(structure.title),
            len(boxes),
            zlib.crc32(text.data),
            stored.pack_table(text),
            stored.encode(opening),
            stored.encode(structure.headings),
            stored.encode(stored.findings(structure)),
        )
        with (db := self._db).transaction():
            db.execute("DELETE FROM documents WHERE content = ?", (content,))
            document = db.execute(
                "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row
            )
            db.execute_many(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                ((document, *cells) for cells in stored.passage_rows(structure.passages)),
            )
            db.execute_many(
                "INSERT INTO boxes VALUES (?, ?, ?)",
                ((document, page, here) for page, here in enumerate(stored.packed(boxes))),
            )
            db.execute_many(
                "INSERT OR IGNORE INTO names VALUES (?, ?, ?, ?, ?)",
                ((form, document, *rest) for form, *rest in stored.name_rows(structure)),
            )
            db.execute_many(_LEARN, vocabulary)

    def learn(self, vocabulary: Collection[tuple[str, str, str]]) -> None:
        """Adds words of documents that are there to the vocabulary; for the builder."""
        with self._db.transaction():
            self._db.execute_many(_LEARN, vocabulary)

    def remove(self, content: str) -> None:
        """Forgets a document, its files and the volumes it was a part of."""
        with self._db.transaction():
            self._db.execute(
                "DELETE FROM volumes WHERE id IN (SELECT volume FROM members WHERE content = ?)",
                (content,),
            )
            self._db.execute("DELETE FROM documents WHERE content = ?", (content,))
            self._db.execute("DELETE FROM files WHERE content = ?", (content,))
        with translated(self.folder):
            self._texts.remove(content)

    def structure(self, content: str) -> Structure:
        """All that was found in a document; text, notes and the like packed. Raises NotBuilt, Corrupt."""
        document, title, headings, findings = self._row(content, "id, title, headings, findings")
        return packed_structure(
            title,
            self._db.rows(_PASSAGES, (document,)),
            stored.decode(headings, tuple[Heading, ...]),
            stored.decode(findings, stored.Findings),
        )

    def passage(self, content: str, number: int) -> Passage:
        """One passage of a document. Raises NotBuilt, Corrupt."""
        row = self._db.row(_PASSAGE, (content, BUILDER, number))
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

    def definitions(self, content: str) -> tuple[Definition, ...]:
        """Where short names are introduced in a document. Raises NotBuilt, Corrupt."""
        findings = self._row(content, "findings")[0]
        return stored.decode(findings, stored.Definitions).definitions

    def issues(self, content: str) -> tuple[PageIssue, ...]:
        """What is wrong with pages of a document. Raises NotBuilt, Corrupt."""
        return stored.decode(self._row(content, "findings")[0], stored.Issues).issues

    def opening(self, content: str) -> Opening:
        """What the first pages told when the document was stored. Raises NotBuilt, Corrupt."""
        return stored.decode(self._row(content, "opening")[0], Opening)

    def boxes(self, content: str, page: int) -> "array[float]":
        """`PageText.boxes` of a page. Raises NotBuilt, Corrupt."""
        row = self._db.row(_BOXES, (content, BUILDER, page))
        if row is None:
            self._row(content, "id")
            raise Corrupt(f"Page {page + 1} is missing in the library.", REBUILD)
        return stored.unpack_boxes(row[0])

    # --- what a search asks -----------------------------------------------------------------

    def text(self, content: str) -> FoldedText:
        """The text that a search scans; a damaged file of it is replaced from the catalogue.

        Raises NotBuilt, Corrupt.
        """
        checksum, table = self._row(content, "checksum, folded")
        with translated(self.folder):
            data = self._texts.read(content, checksum)
        if data is None:
            log.warning("the text of %s is damaged: the catalogue's is searched", content)
            data = self._restored(content, checksum)
        return stored.unpack_table(table, data)

    def text_data(self, content: str, size: int) -> bytes:
        """`FoldedText.data` of a text that was read before and has `size` bytes. Raises NotBuilt, Corrupt."""
        data = self._texts.read_again(content, size)
        return self.text(content).data if data is None else data

    def mend(self, content: str) -> None:
        """Writes a damaged text file anew; for the builder, under its lock. Raises Corrupt."""
        (checksum,) = self._row(content, "checksum")
        with translated(self.folder):
            if self._texts.read(content, checksum) is None:
                self._texts.write(content, self._restored(content, checksum))

    def names(self, form: str) -> list[tuple[str, str, str]]:
        """(name, long form, expansion) of each definition of which one folds to `form`."""
        return self._db.rows(
            "SELECT name, long_form, expansion FROM names WHERE form = ?"
            " GROUP BY name, long_form, expansion ORDER BY count(*) DESC",
            (form,),
        )

    def read_as(self, reading: str, limit: int) -> list[str]:
        """Words whose reading begins with `reading`, those of the shortest readings first."""
        rows = self._db.rows(
            "SELECT DISTINCT word, reading FROM vocabulary WHERE reading >= ? AND reading < ?"
            " ORDER BY length(reading), reading, word LIMIT ?",
            (reading, reading + "\U0010ffff", limit),
        )
        return [word for word, _ in rows]

    def written_as(self, term: str) -> list[str]:
        """The ways in which a word of the normal form `term` is printed."""
        rows = self._db.rows("SELECT DISTINCT word FROM vocabulary WHERE term = ?", (term,))
        return [word for (word,) in rows]

    # --- volumes ----------------------------------------------------------------------------

    def put_volume(self, contents: Sequence[str], links: VolumeLinks) -> None:
        """Stores what holds for these documents together; `contents` in reading order."""
        key = _volume_key(contents)
        belonging = links.publications or (0,) * len(contents)
        db = self._db
        with db.transaction():
            db.execute("DELETE FROM volumes WHERE key = ?", (key,))
            volume = db.execute(
                "INSERT INTO volumes VALUES (NULL, ?, ?, ?)", (key, BUILDER, stored.encode(links))
            )
            members = zip(contents, belonging, strict=True)
            db.execute_many(
                "INSERT INTO members VALUES (?, ?, ?, ?)",
                ((volume, place, *member) for place, member in enumerate(members)),
            )

    def volume(self, contents: Collection[str]) -> tuple[tuple[str, ...], VolumeLinks] | None:
        """The reading order and the links of exactly these documents; None when never linked."""
        row = self._db.row(
            "SELECT id, links FROM volumes WHERE key = ? AND version = ?",
            (_volume_key(contents), BUILDER),
        )
        if row is None:
            return None
        order = self._db.rows(
            "SELECT content FROM members WHERE volume = ? ORDER BY place", row[:1]
        )
        return tuple(content for (content,) in order), stored.decode(row[1], VolumeLinks)

    def volumes(self) -> tuple[tuple[str, ...], ...]:
        """The documents of the current version, volume by volume in reading order.

        A document of several volumes stands in the oldest; one of none is a volume of its own.
        """
        rows = self._db.rows(
            "SELECT d.content, min(m.volume) AS volume, m.place"
            " FROM documents d LEFT JOIN members m USING (content)"
            " WHERE d.version = ? GROUP BY d.content"
            " ORDER BY volume IS NULL, volume, m.place, d.id",
            (BUILDER,),
        )
        volumes: dict[object, list[str]] = {}
        for content, volume, _ in rows:
            volumes.setdefault(content if volume is None else volume, []).append(content)
        return tuple(tuple(volume) for volume in volumes.values())

    def contents(self) -> tuple[str, ...]:
        """The documents of the current version, in the order of `volumes`."""
        return tuple(content for volume in self.volumes() for content in volume)

    def publications(self, contents: Collection[str]) -> dict[str, tuple[int, int]]:
        """The volume and the publication in it that each document is a part of, where it is in one.

        The volume is that of exactly `contents`, else the oldest of the document.
        """
        rows = self._db.rows(
            "SELECT content, volume, publication FROM members JOIN volumes ON id = volume"
            " WHERE key = ? AND version = ?",
            (_volume_key(contents), BUILDER),
        ) or self._db.rows("SELECT content, min(volume), publication FROM members GROUP BY content")
        return {content: (volume, publication) for content, volume, publication in rows}

    def titles(self) -> dict[str, str]:
        """The title of each document of the current version."""
        rows = self._db.rows("SELECT content, title FROM documents WHERE version = ?", (BUILDER,))
        return dict(rows)

    # --- state ------------------------------------------------------------------------------

    def status(self) -> Status:
        """What is there."""
        rows = self._db.rows("SELECT content, title, pages, version FROM documents ORDER BY id")
        volumes = self._db.rows("SELECT id FROM volumes")
        order = {content: place for place, content in enumerate(self.contents())}
        rows.sort(key=lambda row: order.get(row[0], len(order)))
        documents = tuple(Document(c, t, p, self.paths(c), v == BUILDER) for c, t, p, v in rows)
        files = (path for path in self.folder.rglob("*") if path.is_file())
        size = sum(file.stat().st_size for file in files)
        return Status(str(self.folder), documents, len(volumes), size)

    def check(self) -> list[str]:
        """What is wrong, a sentence each; reads everything."""
        problems = [f"The catalogue is damaged: {text}." for text in self._db.problems()]
        rows = self._db.rows("SELECT content, title, version FROM documents")
        for content, title, version in rows:
            name = title or content[:12]
            if version != BUILDER:
                problems.append(f"“{name}” was indexed by another version.")
                continue
            try:
                problems += [f"“{name}”: {sentence}" for sentence in self._check_document(content)]
            except LibraryError as error:
                problems.append(f"“{name}”: {error.message}")
        problems += [f"{path.name} belongs to no document." for path in self._orphans()]
        return problems

    def _check_document(self, content: str) -> list[str]:
        pages, checksum = self._row(content, "pages, checksum")
        self.structure(content)
        for page in range(pages):
            self.boxes(content, page)
        with translated(self.folder):
            damaged = self._texts.read(content, checksum) is None
        self.text(content)
        return ["The text of the document is damaged."] if damaged else []

    def tidy(self) -> None:
        """Removes texts without a document; for the builder, under its lock."""
        with translated(self.folder):
            for path in self._orphans():
                path.unlink(missing_ok=True)

    def _orphans(self) -> list[Path]:
        rows = self._db.rows("SELECT content FROM documents")
        return self._texts.orphans(content for (content,) in rows)

    def _row(self, content: str, columns: str) -> Row:
        row = self._db.row(f"SELECT {columns} {_DOCUMENT}", (content, BUILDER))
        if row is None:
            raise NotBuilt("The document is not indexed.", "Index it first.")
        return row

    def _restored(self, content: str, checksum: int) -> bytes:
        """The text made again of the catalogue's passages."""
        passages = self.structure(content).passages
        data = stored.encoded([fold(passage.text).text for passage in passages])
        if zlib.crc32(data) != checksum:
            raise Corrupt("The text of a document is damaged.", REBUILD)
        return data


def discard(folder: Path) -> None:
    """Throws the catalogue and the texts away, to be built anew; whoever reads them keeps what is open.

    Raises LibraryError when they cannot be removed.
    """
    with translated(folder):
        for name in ("catalogue.sqlite3", "catalogue.sqlite3-wal", "catalogue.sqlite3-shm"):
            (folder / name).unlink(missing_ok=True)
        for path in (folder / "texts").glob("*"):
            path.unlink(missing_ok=True)


def _volume_key(contents: Collection[str]) -> str:
    return hashlib.sha256(" ".join(sorted(contents)).encode()).hexdigest()
