"""The recipe of an index: files → structure, in child processes → library and word index → volume.

What fails is told file by file and the others go on; what is committed stays when the work is
cancelled or killed, and is not read again.
"""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec.structs import replace

from index_builder import volume
from index_builder.database import builder_lock
from index_builder.errors import HakushoError, Missing
from index_builder.layout import places
from index_builder.library import Fingerprint, Library
from index_builder.model import Opening, PageIssue, Place, Structure, TextRange, VolumeLinks
from index_builder.order import arrange
from index_builder.words import WordIndex
from index_builder.workers import (
    Extracted,
    OpenTask,
    PageRead,
    ReadTask,
    Task,
    Workers,
    default_jobs,
)

KEPT_PAGES = 256
"""Pages whose boxes stay in memory while a volume is linked."""


@dataclass(frozen=True, slots=True)
class Started:
    """The files that can be opened, in all."""

    documents: int
    pages: int


@dataclass(frozen=True, slots=True)
class PageDone:
    """Page `page` (from 1) of `pages` of a file has been read."""

    path: Path
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Stored:
    """The document is in the library; `fresh` if it was made now."""

    path: Path
    content: str
    pages: int
    issues: tuple[PageIssue, ...]
    fresh: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The file could not be read; the others go on."""

    path: Path
    error: HakushoError


@dataclass(frozen=True, slots=True)
class Linked:
    """The volume is in the library; `contents` in reading order."""

    contents: tuple[str, ...]


Event = Started | PageDone | Stored | Failed | Linked


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What came out: the documents in reading order, and what failed."""

    stored: tuple[Stored, ...]
    failed: tuple[Failed, ...]
    contents: tuple[str, ...]
    pages: int


def discover(paths: Sequence[Path]) -> tuple[list[Path], list[Failed]]:
    """The PDFs that `paths` name, folders with all their *.pdf (sorted), each once; and what is wrong."""
    files: list[Path] = []
    failed: list[Failed] = []
    for path in paths:
        if not path.is_dir():
            files.append(path)
            continue
        name = path.name or path
        try:
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() == ".pdf" and p.is_file())
        except OSError as error:
            why = Missing(f"The folder “{name}” cannot be read: {error.strerror}.")
            failed.append(Failed(path, why))
            continue
        files += inside
        if not inside:
            failed.append(Failed(path, Missing(f"The folder “{name}” holds no PDF.")))
    return list(dict.fromkeys(files)), failed


def build(
    paths: Sequence[Path],
    library: Library,
    *,
    passwords: Mapping[Path, str] | None = None,
    progress: Callable[[Event], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    jobs: int | None = None,
    patience: float = 0.0,
    keep_order: bool = False,
) -> BuildReport:
    """Makes or updates the library so that it holds the files `paths` as one volume.

    `patience`: seconds to wait for another builder; `keep_order`: `paths` are in reading order,
    which otherwise is found once for a set of files and then stays. Raises LibraryError (Busy,
    DiskFull, Corrupt).
    """
    with builder_lock(library.folder, patience), Workers(jobs or default_jobs()) as workers:
        library.tidy()
        run = _Build(library, workers, passwords or {}, progress, cancelled)
        return run.run(list(dict.fromkeys(paths)), keep_order=keep_order)


class _Build:
    def __init__(
        self,
        library: Library,
        workers: Workers,
        passwords: Mapping[Path, str],
        progress: Callable[[Event], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._library = library
        self._workers = workers
        self._passwords = passwords
        self._progress = progress
        self._cancelled = cancelled
        self._contents: dict[Path, str] = {}
        self._prints: dict[Path, Fingerprint] = {}
        self._openings: dict[Path, Opening] = {}
        self._stored: dict[Path, Stored] = {}
        self._failed: list[Failed] = []
        self._is_settled = False

    @cached_property
    def _index(self) -> WordIndex:
        """Opened when the first words come: whoosh is imported while the workers start."""
        return WordIndex(self._library)

    def run(self, paths: Sequence[Path], *, keep_order: bool) -> BuildReport:
        self._identify(paths)
        self._open(paths)
        opened = [path for path in paths if path in self._openings]
        reading, title = self._arrange(opened)
        if keep_order:
            reading, self._is_settled = opened, True
        pages = sum(self._openings[path].pages for path in opened)
        self._progress(Started(len(reading), pages))
        try:
            self._read(reading)
        finally:
            if self._stored:
                self._index.flush()
        contents = self._link([path for path in reading if path in self._stored], title)
        stored = tuple(self._stored[path] for path in reading if path in self._stored)
        return BuildReport(stored, tuple(self._failed), contents, pages)

    def _identify(self, paths: Sequence[Path]) -> None:
        for path in paths:
            try:
                self._prints[path] = self._library.identify(path)
                self._contents[path] = self._prints[path].content
            except OSError as error:
                why = Missing(f"“{path.name}” cannot be opened: {error.strerror}.")
                self._fail(path, why)

    def _open(self, paths: Sequence[Path]) -> None:
        """What the files say about their order; of those that are in the library it is known."""
        tasks: list[Task] = []
        for path in paths:
            content = self._contents.get(path)
            if content is None:
                continue
            if self._library.holds(content):
                known = self._library.opening(content)
                self._openings[path] = replace(known, path=str(path))
            else:
                tasks.append(OpenTask(str(path), self._passwords.get(path, "")))
        for task, outcome in self._workers.run(tasks, self._cancelled):
            if isinstance(outcome, Opening):
                self._openings[Path(task.path)] = outcome
            elif isinstance(outcome, HakushoError):
                self._fail(Path(task.path), outcome)

    def _arrange(self, opened: Sequence[Path]) -> tuple[list[Path], str]:
        """Reading order and title: as these files were stored last, else as they tell."""
        stored = self._library.volume({self._contents[path] for path in opened})
        if stored is not None:
            self._is_settled = True
            places = {content: place for place, content in enumerate(stored[0])}
            return sorted(opened, key=lambda path: places[self._contents[path]]), stored[1].title
        order, title = arrange([self._openings[path] for path in opened])
        return [opened[place] for place in order], title

    def _read(self, reading: Sequence[Path]) -> None:
        tasks: list[Task] = []
        twins: dict[str, list[Path]] = {}
        for path in reading:
            content = self._contents[path]
            if self._library.holds(content):
                self._library.mend(content)
                self._index.ensure(content)
                self._store(path, content, fresh=False)
            elif content in twins:
                twins[content].append(path)
            else:
                twins[content] = [path]
                tasks.append(ReadTask(str(path), self._passwords.get(path, ""), words=True))
        # A file as long as all others together would otherwise end alone, with one core at rest.
        total = sum(self._openings[Path(task.path)].pages for task in tasks)
        tasks.sort(key=lambda task: 2 * self._openings[Path(task.path)].pages <= total)
        seen: dict[str, int] = {}
        for task, outcome in self._workers.run(tasks, self._cancelled):
            path = Path(task.path)
            here = twins[self._contents[path]]
            if isinstance(outcome, PageRead):
                if outcome.page >= seen.get(task.path, 0):
                    seen[task.path] = outcome.page
                    pages = self._openings[path].pages
                    self._progress(PageDone(path, outcome.page + 1, pages))
            elif isinstance(outcome, Extracted):
                self._put(here, outcome)
            elif isinstance(outcome, HakushoError):
                for each in here:
                    self._fail(each, outcome)

    def _put(self, paths: Sequence[Path], found: Extracted) -> None:
        content = self._contents[paths[0]]
        if not _unchanged(paths[0], self._prints[paths[0]]):
            for path in paths:
                self._fail(path, _changed(path))
            return
        self._library.put(content, found.structure, found.boxes, found.opening, found.vocabulary)
        self._index.add(content, found.words)
        for path in paths:
            self._store(path, content, fresh=True)

    def _store(self, path: Path, content: str, *, fresh: bool) -> None:
        self._library.remember(path, self._prints[path])
        issues = self._library.issues(content)
        self._stored[path] = Stored(path, content, self._openings[path].pages, issues, fresh)
        self._progress(self._stored[path])

    def _link(self, reading: Sequence[Path], title: str) -> tuple[str, ...]:
        contents = tuple(dict.fromkeys(self._contents[path] for path in reading))
        if not contents or self._cancelled():
            return contents
        known = self._library.volume(contents)
        fresh = any(self._stored[path].fresh for path in reading)
        if known is None or fresh or known[0] != contents:
            structures = {content: self._library.structure(content) for content in contents}
            if not self._is_settled:
                openings = [self._library.opening(content) for content in contents]
                order, _ = volume.rearrange(openings, list(structures.values()))
                contents = tuple(contents[place] for place in order)
            self._library.put_volume(contents, link(self._library, contents, structures, title))
        self._progress(Linked(contents))
        return contents

    def _fail(self, path: Path, error: HakushoError) -> None:
        known = self._prints.get(path)
        if known is not None and not isinstance(error, Missing) and not _unchanged(path, known):
            error = _changed(path)  # whatever its reader stumbled over
        self._failed.append(Failed(path, error))
        self._progress(self._failed[-1])


def _changed(path: Path) -> Missing:
    return Missing(
        f"“{path.name}” changed while it was read.",
        "Nothing of it was stored, the other files are; index it again when it is complete.",
    )


def _unchanged(path: Path, known: Fingerprint) -> bool:
    try:
        return known.fits(path)
    except OSError:
        return False


def link(
    library: Library, contents: Sequence[str], found: Mapping[str, Structure], title: str
) -> VolumeLinks:
    """What holds for the documents `contents` of the library together, in reading order."""
    structures = [found[content] for content in contents]

    @lru_cache(KEPT_PAGES)
    def boxes(document: int, page: int) -> "array[float]":
        return library.boxes(contents[document], page)

    return volume.link(structures, _placer(structures, boxes), title)


def link_extracted(found: Mapping[Path, Extracted]) -> tuple[tuple[Path, ...], VolumeLinks]:
    """The reading order of documents that are in no library, and what holds for them together."""
    paths = tuple(found)
    openings = [found[path].opening for path in paths]
    order, title = volume.rearrange(openings, [found[path].structure for path in paths])
    reading = tuple(paths[place] for place in order)
    structures = [found[path].structure for path in reading]

    @lru_cache(KEPT_PAGES)
    def boxes(document: int, page: int) -> "array[float]":
        return found[reading[document]].boxes[page]

    return reading, volume.link(structures, _placer(structures, boxes), title)


def _placer(
    structures: Sequence[Structure], boxes: Callable[[int, int], "array[float]"]
) -> Callable[[int, TextRange], tuple[Place, ...]]:
    def place_of(document: int, span: TextRange) -> tuple[Place, ...]:
        passage = structures[document].passages[span.passage]
        here = {page: boxes(document, page) for _, page in passage.pages}
        return places(here, passage, span.start, span.end)

    return place_of
