"""The session's way to the index: runs the builder, reads the library and searches, all off the main thread.

The library, whoosh and Sudachi are imported on the threads that need them, never before the
first page is painted.
"""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from index_builder.errors import HakushoError, QueryError
from index_builder.folder import data_folder
from index_builder.model import Definition, Place, Structure, TextRange, Use, VolumeLinks
from reader.results import LibraryName, Shelf
from reader.searching import Searching, open_library
from reader.tasks import BuilderProcess, TaskThread, give_back
from reader.volume import Failure

if TYPE_CHECKING:
    from index_builder.found import Found, Options
    from index_builder.library import Library
    from index_builder.query import Query
    from reader.records import Anchor

log = logging.getLogger(__name__)
T = TypeVar("T")

KEPT_PAGES = 8
"""Pages whose boxes are kept while names are looked for in a document."""


class IndexService(QObject):
    """Builder, library and search for one session.

    Signals:
        identified(Path, str): the content hash of a file.
        pages_indexed(done, pages), indexed(Path, content), index_failed(Path, Failure): the builder's news.
        volume_built(contents), ended(bool): links are stored; the builder is over.
        structure_read(document, content, Structure), links_read(contents, VolumeLinks): from the library.
        uses_found(content, Structure, names, uses): where names stand in a document, by name.
        placed(Structure, key, places): where a stretch of reading text is printed, () if nowhere.
        order_known(paths, order, title): the reading order stored for these files, as indices.
        shelved(ticket, Shelf): what a search of the whole library goes over; before its answer.
        found(ticket, contents, Answer): the answer to a search; once more when it is complete.
        words_missing(ticket): other forms of the words cannot be looked up.
        detailed(ticket, Found, rows, details): what is shown of some rows.
        located(ticket, paths): the files of some documents.
        headed(ticket, headings): by document.
        search_failed(ticket, Failure, position): `position` of what is wrong in the query, else −1.
        names_read(names, Shelf), names_failed(Failure): what all documents of the library introduce.
        paths_found(contents, paths): the files of documents that are still on the disk.
        trouble(Failure): the library cannot be used.
    """

    identified = Signal(object, str)
    pages_indexed = Signal(int, int)
    indexed = Signal(object, str)
    index_failed = Signal(object, object)
    volume_built = Signal(object)
    ended = Signal(bool)
    structure_read = Signal(int, str, object)
    links_read = Signal(object, object)
    uses_found = Signal(str, object, object, object)
    placed = Signal(object, str, object)
    order_known = Signal(object, object, str)
    shelved = Signal(int, object)
    found = Signal(int, object, object)
    words_missing = Signal(int)
    detailed = Signal(int, object, object, object)
    headed = Signal(int, object)
    located = Signal(int, object)
    search_failed = Signal(int, object, int)
    names_read = Signal(object, object)
    names_failed = Signal(object)
    paths_found = Signal(object, object)
    trouble = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._builder = BuilderProcess(self)
        self._builder.told.connect(self._on_told)
        self._builder.ended.connect(self.ended)
        self._reading = TaskThread("library", self)
        self._searching = TaskThread("search", self)
        self._reader = _LibraryReader()
        self._library_search = Searching()
        self._ticket = 0
        self._pages: dict[str, int] = {}
        self._total = 0

    def close(self) -> None:
        """Ends the builder and the threads."""
        self._ticket += 1
        self._builder.close()
        for thread in (self._searching, self._reading):
            thread.drop_waiting()
            thread.close()

    def identify(self, paths: Sequence[Path]) -> None:
        """Hashes the files; each answer is `identified`."""
        for path in paths:
            self._identify(path)

    def _identify(self, path: Path) -> None:
        self._reading.submit(
            lambda: _content_hash(path),
            lambda content: self.identified.emit(path, content) if content else None,
            self._on_trouble,
        )

    def find_order(self, paths: Sequence[Path]) -> None:
        """Looks up the order in which these files were read last; the answer is `order_known`, or none."""
        self._reading.submit(
            lambda: self._reader.order(paths),
            lambda known: self.order_known.emit(tuple(paths), *known) if known else None,
            self._on_trouble,
        )

    def build(
        self, paths: Sequence[Path], passwords: dict[Path, str], *, keep_order: bool = False
    ) -> None:
        """Starts the builder over `paths`, in place of one that runs; see `build.build`."""
        self._pages.clear()
        self._total = 0
        words = {str(path): word for path, word in passwords.items()}
        self._builder.start([str(path) for path in paths], words, keep_order=keep_order)

    def abandon(self) -> None:
        """Ends the builder: its volume is closed, and what it might still tell is of no use."""
        self._builder.abandon()

    def load(self, document: int, content: str) -> None:
        """Reads the structure of a document; the answer is `structure_read`."""
        self._reading.submit(
            lambda: self._reader.structure(content),
            lambda structure: self.structure_read.emit(document, content, structure),
            self._on_trouble,
        )

    def find_uses(self, content: str, structure: Structure, names: frozenset[str]) -> None:
        """Looks for names in a document that was read; the answer is `uses_found`."""
        self._reading.submit(
            lambda: self._reader.uses(content, structure, names),
            lambda uses: self.uses_found.emit(content, structure, names, uses),
            self._on_trouble,
        )

    def place(self, content: str, structure: Structure, key: str, anchor: "Anchor") -> None:
        """Looks up where a text is printed in a document; the answer is `placed`."""
        self._reading.submit(
            lambda: self._reader.places(content, structure, anchor),
            lambda places: self.placed.emit(structure, key, places),
            self._on_trouble,
        )

    def link(self, contents: Sequence[str]) -> None:
        """Reads the links of a volume; the answer is `links_read`."""
        self._reading.submit(
            lambda: self._reader.links(contents),
            lambda answer: self.links_read.emit(*answer) if answer else None,
            self._on_trouble,
        )

    def read_names(self) -> None:
        """Reads what all documents introduce; the answer is `names_read` or `names_failed`."""
        self._reading.submit(
            self._reader.names,
            lambda answer: self.names_read.emit(*answer),
            lambda error: self.names_failed.emit(_failure(error)),
        )

    def find_paths(self, contents: Sequence[str]) -> None:
        """Looks up the files of documents; the answer is `paths_found`."""
        self._reading.submit(
            lambda: self._reader.paths(contents),
            lambda paths: self.paths_found.emit(tuple(contents), paths),
            self._on_trouble,
        )

    def search(
        self, ticket: int, contents: Sequence[str] | None, query: "Query", options: "Options"
    ) -> None:
        """Looks for exact hits in `contents`, None for the whole library; ends every older search."""
        self._ticket = ticket
        self._searching.drop_waiting()
        cancelled = self._is_over(ticket)
        if contents is None:
            self._look_up(
                ticket, self._library_search.shelf, lambda shelf: self.shelved.emit(ticket, shelf)
            )
        self._look_up(
            ticket,
            lambda: self._library_search.find(contents, query, options, cancelled),
            lambda answer: self.found.emit(ticket, *answer) if answer else None,
        )

    def complete(
        self,
        ticket: int,
        contents: tuple[str, ...],
        query: "Query",
        exact: "Found",
        options: "Options",
    ) -> None:
        """Looks for word forms, other names and suggestions beside the exact hits."""

        def tell(answer: tuple[object, bool] | None) -> None:
            if answer is None:
                return
            if not answer[1]:
                self.words_missing.emit(ticket)
            self.found.emit(ticket, contents, answer[0])

        cancelled = self._is_over(ticket)
        self._look_up(
            ticket,
            lambda: self._library_search.complete(contents, query, exact, options, cancelled),
            tell,
        )

    def details(
        self, ticket: int, contents: tuple[str, ...], found: "Found", rows: Sequence[int]
    ) -> None:
        """Fetches what is shown of some rows; the answer is `detailed`."""
        cancelled = self._is_over(ticket)
        self._look_up(
            ticket,
            lambda: self._library_search.details(contents, found, rows, cancelled),
            lambda details: self.detailed.emit(ticket, found, tuple(rows), details),
        )

    def headings(self, ticket: int, contents: tuple[str, ...], documents: Sequence[int]) -> None:
        """Fetches the headings of some documents; the answer is `headed`."""
        cancelled = self._is_over(ticket)
        self._look_up(
            ticket,
            lambda: self._library_search.headings(contents, documents, cancelled),
            lambda headings: self.headed.emit(ticket, headings),
        )

    def locate(self, ticket: int, contents: Sequence[str]) -> None:
        """Looks up the files of documents; the answer is `located`."""
        self._look_up(
            ticket,
            lambda: self._library_search.paths(contents),
            lambda paths: self.located.emit(ticket, paths),
        )

    def cancel_search(self) -> None:
        """Ends every search."""
        self._ticket = -1
        self._searching.drop_waiting()

    def _is_over(self, ticket: int) -> Callable[[], bool]:
        return lambda: self._ticket != ticket

    def _look_up(self, ticket: int, work: Callable[[], T], done: Callable[[T], None]) -> None:
        def failed(error: HakushoError) -> None:
            position = error.position if isinstance(error, QueryError) else -1
            self.search_failed.emit(ticket, _failure(error), position)

        self._searching.submit(work, done, failed)

    def _on_trouble(self, error: HakushoError) -> None:
        self.trouble.emit(_failure(error))

    def _on_told(self, event: dict[str, Any]) -> None:
        handler: dict[str, Callable[[dict[str, Any]], None]] = {
            "start": self._on_start,
            "page": self._on_page,
            "document": lambda told: self.indexed.emit(Path(told["path"]), told["content"]),
            "failed": self._on_failed,
            "volume": self._on_volume,
        }
        if event["event"] in handler:
            handler[event["event"]](event)

    def _on_volume(self, event: dict[str, Any]) -> None:
        self._library_search.is_stale = True
        self.volume_built.emit(tuple(event["contents"]))

    def _on_start(self, event: dict[str, Any]) -> None:
        self._total = event["pages"]

    def _on_page(self, event: dict[str, Any]) -> None:
        self._pages[event["path"]] = max(event["page"], self._pages.get(event["path"], 0))
        self.pages_indexed.emit(min(sum(self._pages.values()), self._total), self._total)

    def _on_failed(self, event: dict[str, Any]) -> None:
        failure = Failure(event["message"], event.get("hint", ""), event.get("kind", ""))
        self.index_failed.emit(Path(event["path"]), failure)


class _LibraryReader:
    """The library as the reading thread uses it; opened at the first question."""

    def __init__(self) -> None:
        self._library: Library | None = None
        self._shelves = Searching()

    def _open(self) -> "Library":
        if self._library is None:
            self._library = open_library()
        return self._library

    def structure(self, content: str) -> Structure:
        return self._ask(lambda library: library.structure(content))

    def order(self, paths: Sequence[Path]) -> tuple[tuple[int, ...], str] | None:
        """Reading order (indices of `paths`) and title, None when these files were never read together."""
        if not (data_folder() / "library" / "catalogue.sqlite3").exists():
            return None
        try:
            contents = self._ask(lambda library: [library.content_of(path) for path in paths])
            stored = self._ask(lambda library: library.volume(contents))
        except (OSError, HakushoError) as error:  # the builder and the renderer say what is wrong
            log.info("the reading order is not known: %s", error)
            return None
        if stored is None or len(stored[0]) != len(contents):
            return None
        return tuple(contents.index(content) for content in stored[0]), stored[1].title

    def names(self) -> tuple[tuple[LibraryName, ...], Shelf]:
        """What every document introduces, and what the documents are called."""
        shelf = self._shelves.shelf()
        return self._ask(_names), shelf

    def paths(self, contents: Sequence[str]) -> tuple[Path, ...]:
        return self._shelves.paths(contents)

    def links(self, contents: Sequence[str]) -> tuple[tuple[str, ...], VolumeLinks] | None:
        stored = self._ask(lambda library: library.volume(contents))
        give_back()  # the last to be read of a volume that was opened
        return None if stored is None else (tuple(stored[0]), stored[1])

    def uses(
        self, content: str, structure: Structure, names: frozenset[str]
    ) -> dict[str, list[Use]]:
        from index_builder.uses import uses  # noqa: PLC0415 - after the first page

        def find(library: "Library") -> dict[str, list[Use]]:
            found = uses([structure], names, _placer(library, content, structure))
            return {name: [use for _, use in each] for name, each in found.items()}

        return self._ask(find)

    def places(self, content: str, structure: Structure, anchor: "Anchor") -> tuple[Place, ...]:
        from reader.anchors import Anchors  # noqa: PLC0415 - after the first page

        where = Anchors(structure).text(anchor)
        if where is None:
            return ()
        return self._ask(lambda library: _placer(library, content, structure)(0, where))

    def _ask(self, question: "Callable[[Library], T]") -> T:
        """A library that fails is opened anew at the next question: the builder may have replaced it."""
        try:
            return question(self._open())
        except HakushoError:
            self._library = None
            raise


def _names(library: "Library") -> tuple[LibraryName, ...]:
    labels: dict[str, tuple[str, ...]] = {}
    found: list[LibraryName] = []

    def add(content: str, said: Definition | Use) -> None:
        known = LibraryName(content, "", said)
        if content not in labels:
            labels[content] = library.labels(content)
        printed = labels[content][known.place.page : known.place.page + 1]
        found.append(replace(known, label=printed[0]) if printed else known)

    for volume in library.volumes():
        for content in volume:
            for definition in library.definitions(content):
                add(content, definition)
        order, links = library.volume(volume) or ((), VolumeLinks(""))
        for entry in links.entries:
            firsts = {} if entry.definitions else dict(reversed(entry.uses))
            for document, use in sorted(firsts.items()):
                add(order[document], use)
    return tuple(found)


def _placer(
    library: "Library", content: str, structure: Structure
) -> Callable[[int, TextRange], tuple[Place, ...]]:
    """Where stretches of a document are printed."""
    from index_builder.layout import places  # noqa: PLC0415 - after the first page

    boxes = lru_cache(KEPT_PAGES)(partial(library.boxes, content))

    def place_of(_document: int, where: TextRange) -> tuple[Place, ...]:
        passage = structure.passages[where.passage]
        here = {page: boxes(page) for _, page in passage.pages}
        return places(here, passage, where.start, where.end)

    return place_of


def _failure(error: HakushoError) -> Failure:
    return Failure(error.message, error.hint, type(error).__name__)


def _content_hash(path: Path) -> str:
    """SHA-256 of the file, "" when it has gone meanwhile (the render worker says so)."""
    import hashlib  # noqa: PLC0415 - after the first page

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        log.info("%s cannot be hashed: %s", path, error)
        return ""
