"""The search as the search thread uses it: one searcher stays open, the library is opened at the first question.

Knows neither Qt nor the session; for one thread at a time.
"""

import logging
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.structs import replace

from index_builder.errors import HakushoError, NotBuilt
from index_builder.folder import data_folder
from reader.results import Detail, Shelf

if TYPE_CHECKING:
    from index_builder.found import Answer, Found, Headings, Options, Suggestion
    from index_builder.library import Library
    from index_builder.model import Hit
    from index_builder.query import Query
    from index_builder.search import Searcher

UNFOLDED = 32
"""Documents of a long answer whose headings come with it; those of the others are asked for when they are unfolded."""

log = logging.getLogger(__name__)
T = TypeVar("T")

Cancelled = Callable[[], bool]

NoteSearch = Callable[["Query"], "tuple[Found, list[Hit]]"]
"""The reader's notes that a query asks for; documents counted as the session counts them. Raises QueryError."""

OwnNames = Callable[[], tuple[tuple[str, ...], ...]]
"""What the reader says that short names stand for, as `found.Options` has it."""


class Questions(Protocol):
    """What a window asks of `indexing.IndexService` when it searches; answers come by signal."""

    def search(
        self, ticket: int, contents: Sequence[str] | None, query: "Query", options: "Options"
    ) -> None: ...
    def complete(
        self,
        ticket: int,
        contents: tuple[str, ...],
        query: "Query",
        exact: "Found",
        options: "Options",
    ) -> None: ...
    def details(
        self, ticket: int, contents: tuple[str, ...], found: "Found", rows: Sequence[int]
    ) -> None: ...
    def headings(
        self, ticket: int, contents: tuple[str, ...], documents: Sequence[int]
    ) -> None: ...
    def locate(self, ticket: int, contents: Sequence[str]) -> None: ...
    def cancel_search(self) -> None: ...


class Searching:
    """Answers the questions of one window about the documents of the library.

    Attributes:
        is_stale: what stands above what may have changed, for a volume was linked; set by any thread.
    """

    def __init__(self) -> None:
        self.is_stale = False
        self._library: Library | None = None
        self._searcher: Searcher | None = None
        self._labels: dict[str, tuple[str, ...]] = {}
        self._shelf = Shelf()
        self._shelved: tuple[str, ...] = ()

    def find(
        self,
        contents: Sequence[str] | None,
        query: "Query",
        options: "Options",
        cancelled: Cancelled,
    ) -> "tuple[tuple[str, ...], Answer] | None":
        """The exact hits in `contents`, None for all of the library; and which documents that were."""
        if cancelled():
            return None

        from index_builder.found import Answer  # noqa: PLC0415 - after the first page

        def ask(library: "Library") -> tuple[tuple[str, ...], Answer]:
            searcher = self._searcher_of(
                library, library.contents() if contents is None else contents
            )
            exact = searcher.find(query, options, cancelled)
            exact.survey(cancelled)
            shown = UNFOLDED if contents is None else None
            return searcher.contents, Answer(exact, headings=_headings(searcher, [exact], shown))

        return self._ask(ask)

    def complete(
        self,
        contents: tuple[str, ...],
        query: "Query",
        exact: "Found",
        options: "Options",
        cancelled: Cancelled,
    ) -> "tuple[Answer, bool] | None":
        """The whole answer; False with it where other forms need an index of words that is not there."""
        if cancelled():
            return None

        from index_builder.found import Answer  # noqa: PLC0415 - as above

        def ask(library: "Library") -> tuple[Answer, bool]:
            searcher = self._searcher_of(library, contents)
            has_words = True
            try:
                others = searcher.others(query, options, cancelled)
            except NotBuilt as error:
                log.info("%s", error)
                has_words = False
                others = searcher.others(query, replace(options, forms=False), cancelled)
            suggestions: tuple[Suggestion, ...] = ()
            if options.readings and not cancelled():
                suggestions = searcher.suggestions(query, cancelled)
            for each in others:
                each.survey(cancelled)
            headings = _headings(searcher, others, UNFOLDED)
            return Answer(exact, others, suggestions, headings), has_words

        return self._ask(ask)

    def details(
        self, contents: tuple[str, ...], found: "Found", rows: Sequence[int], cancelled: Cancelled
    ) -> list[Detail]:
        """Snippets, rectangles and printed pages of some rows."""
        if cancelled():
            return []

        def ask(library: "Library") -> list[Detail]:
            searcher = self._searcher_of(library, contents)
            hits = searcher.hits(found, rows, cancelled)
            return [
                Detail(hit, self._label(library, contents[hit.document], hit.places[0].page))
                for hit in hits
            ]

        return self._ask(ask)

    def headings(
        self, contents: tuple[str, ...], documents: Sequence[int], cancelled: Cancelled
    ) -> "dict[int, Headings]":
        """The headings of some documents."""

        def ask(library: "Library") -> "dict[int, Headings]":
            searcher = self._searcher_of(library, contents)
            return {each: searcher.headings(each) for each in documents if not cancelled()}

        return self._ask(ask)

    def shelf(self) -> Shelf:
        """Titles and volumes of the library."""

        def ask(library: "Library") -> Shelf:
            volumes = library.volumes()
            contents = tuple(content for volume in volumes for content in volume)
            if contents != self._shelved:
                titles = library.titles()
                named = tuple((_title(library, volume, titles), volume) for volume in volumes)
                self._shelf, self._shelved = Shelf(titles, named), contents
            return self._shelf

        return self._ask(ask)

    def paths(self, contents: Sequence[str]) -> tuple[Path, ...]:
        """A file for each of `contents` that is still on the disk."""

        def ask(library: "Library") -> tuple[Path, ...]:
            known = (library.paths(content)[:1] for content in contents)
            return tuple(Path(path) for paths in known for path in paths if Path(path).exists())

        return self._ask(ask)

    def _label(self, library: "Library", content: str, page: int) -> str:
        labels = self._labels.get(content)
        if labels is None:
            labels = self._labels[content] = library.labels(content)
        return labels[page] if page < len(labels) else ""

    def _searcher_of(self, library: "Library", contents: Sequence[str]) -> "Searcher":
        if self._searcher is None or self.is_stale or self._searcher.contents != tuple(contents):
            from index_builder.search import Searcher  # noqa: PLC0415 - after the first page

            self.is_stale = False
            self._searcher = Searcher(library, contents)
            self._labels.clear()
        return self._searcher

    def _ask(self, question: "Callable[[Library], T]") -> T:
        """A library that fails is opened anew at the next question: the builder may have replaced it."""
        try:
            if self._library is None:
                self._library = open_library()
            return question(self._library)
        except HakushoError:
            self._library = self._searcher = None
            raise


def _headings(
    searcher: "Searcher", founds: "Sequence[Found]", most: int | None
) -> "dict[int, Headings]":
    """The headings of the documents with hits, of the first `most` of them."""
    documents = dict.fromkeys(sheaf.document for found in founds for sheaf in found.sheaves)
    return {each: searcher.headings(each) for each in islice(documents, most)}


def open_library() -> "Library":
    """The library of this machine's reader. Raises NotBuilt, Outdated, Corrupt."""
    from index_builder.library import Library  # noqa: PLC0415 - after the first page

    return Library(data_folder() / "library")


def _title(library: "Library", volume: tuple[str, ...], titles: dict[str, str]) -> str:
    stored = library.volume(volume)
    return (stored[1].title if stored else "") or titles.get(volume[0], "")
