"""Which pages hold which words: an index of normal forms beside the catalogue, and its ranking.

The only importer of whoosh, at the first question that needs it. Only keys are stored and only
frequencies kept: what it answers are candidates, best first, to be verified in the text. It is
opened from the user's own folder alone, for whoosh's files hold pickles.
"""

import errno
import logging
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index_builder.database import translated
from index_builder.errors import HakushoError, NotBuilt
from index_builder.library import BUILDER, Library

if TYPE_CHECKING:
    from index_builder.analyzer import PageWords

MEMORY = 256
"""MiB the word index may use while a document is written."""
BATCH = 256
"""Pages whose words are committed together: a commit writes each of its words once."""
WEIGHTS = {"heading": 4.0, "caption": 2.0, "body": 1.0, "note": 0.5}
"""The fields of a page and what a word in each weighs (BM25F, Robertson & Zaragoza 2009)."""
FEW_DOCUMENTS = 64
"""Up to so many documents are named in the question; of more, the answers are sifted."""

log = logging.getLogger(__name__)


class WordIndex:
    """The index of words of `library`, to be written; for the builder, under its lock."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / "index"
        self._waiting: dict[str, Sequence[PageWords]] = {}
        self._index, self._there = self._open()
        stale = self._there - set(library.contents())
        if stale:
            self._commit(lambda writer: _forget(writer, stale))
            self._there -= stale

    def add(self, content: str, pages: "Sequence[PageWords]") -> None:
        """Puts the words of a document's pages in, with those of others in one commit; see `flush`."""
        self._waiting[content] = pages
        if sum(map(len, self._waiting.values())) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Commits what was added; until then it is not found, and lost when the process ends."""
        waiting, self._waiting = self._waiting, {}
        if not waiting:
            return

        def write(writer: Any) -> None:
            _forget(writer, waiting)
            for content, pages in waiting.items():
                for number, fields in enumerate(pages):
                    if fields:
                        cells = {name: list(terms.elements()) for name, terms in fields.items()}
                        writer.add_document(content=content, page=number, **cells)

        self._commit(write)
        self._there |= waiting.keys()

    def ensure(self, content: str) -> None:
        """Puts the words of a document of the library in unless they are there."""
        from index_builder.analyzer import page_words  # noqa: PLC0415 - loads the dictionary

        if content not in self._there and content not in self._waiting:
            structure = self._library.structure(content)
            words, vocabulary = page_words(structure.passages, len(structure.labels))
            self._library.learn(vocabulary)
            self.add(content, words)

    def _open(self) -> tuple[Any, set[str]]:
        from whoosh import index  # noqa: PLC0415 - exact search does without

        try:
            if index.exists_in(str(self._folder), indexname=_name()):
                opened = _opened(self._folder)
                return opened, _indexed(opened)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is made anew
            log.warning("the word index cannot be opened and is made anew: %s", str(error))
        return self._make(), set()

    def _make(self) -> Any:
        from whoosh import index  # noqa: PLC0415 - as above

        with translated(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            return index.create_in(str(self._folder), _schema(), indexname=_name())

    def _commit(self, write: Callable[[Any], object]) -> None:
        try:
            self._write(write)
        except Exception as error:  # noqa: BLE001 - a damaged part shows when it is merged
            log.warning("the word index cannot be written and is made anew: %s", str(error))
            self._index, self._there = self._make(), set()
            with translated(self._folder):
                self._write(write)
            for content in self._library.contents():
                self.ensure(content)
            self.flush()

    def _write(self, write: Callable[[Any], object]) -> None:
        writer = self._index.writer(limitmb=MEMORY)
        try:
            write(writer)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


class Words:
    """The words of the library in `folder`, for searches; for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "index"
        self._searcher: Any = None

    def ranked(
        self, asked: Sequence[Sequence[Sequence[str]]], contents: Collection[str]
    ) -> Iterator[tuple[str, int]]:
        """The pages, as (content, page), that hold what is asked for, best first. Raises NotBuilt.

        Each of `asked` is a choice of ways to say one thing, and a way the terms of its words.
        """
        try:
            yield from self._ranked(asked, set(contents))
        except HakushoError:
            raise
        except Exception as error:
            self._searcher = None
            raise NotBuilt(
                "The index of word forms cannot be used.",
                "“hakusho-index build PATH” makes it anew.",
            ) from error

    def _ranked(
        self, asked: Sequence[Sequence[Sequence[str]]], wanted: set[str]
    ) -> Iterator[tuple[str, int]]:
        from whoosh.query.compound import And, Or  # noqa: PLC0415 - exact search does without
        from whoosh.query.terms import Term  # noqa: PLC0415

        def anywhere(word: str) -> Any:
            return Or([Term(name, word, boost=weight) for name, weight in WEIGHTS.items()])

        things = (Or([And([anywhere(word) for word in way]) for way in ways]) for ways in asked)
        few = len(wanted) <= FEW_DOCUMENTS
        these = Or([Term("content", each) for each in wanted]) if few else None
        for hit in self._up_to_date().search(And(list(things)), limit=None, filter=these):
            if hit["content"] in wanted:
                yield hit["content"], hit["page"]

    def _up_to_date(self) -> Any:
        """The index as it is now; opening it costs as much as a search."""
        from whoosh import scoring  # noqa: PLC0415 - as above

        try:
            self._searcher = self._searcher and self._searcher.refresh()
        except Exception as error:  # noqa: BLE001 - the builder has made the index anew
            log.info("the word index is opened again: %s", str(error))
            self._searcher = None
        if self._searcher is None:
            opened = _opened(self._folder, readonly=True)
            self._searcher = opened.searcher(weighting=scoring.BM25F())
        return self._searcher


def check_words(library: Library) -> list[str]:
    """What is wrong with the word index, a sentence each."""
    try:
        there = _indexed(_opened(library.folder / "index", readonly=True))
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made anew
        return ["The word index cannot be opened."]
    missing = len(set(library.contents()) - there)
    return [f"{missing} documents are not in the word index."] if missing else []


def _opened(folder: Path, *, readonly: bool = False) -> Any:
    """The index in `folder`, which others can neither have made nor changed: its files are unpickled."""
    from whoosh import index  # noqa: PLC0415 - exact search does without

    if os.name == "posix":
        about = folder.stat()
        if about.st_uid != os.getuid() or about.st_mode & 0o077:
            raise PermissionError(errno.EPERM, "the folder is open to others", str(folder))
    return index.open_dir(str(folder), indexname=_name(), readonly=readonly)


def _forget(writer: Any, contents: Iterable[str]) -> None:
    for content in contents:
        writer.delete_by_term("content", content)


def _indexed(opened: Any) -> set[str]:
    """The documents of an open word index; its lexicon alone still names forgotten ones."""
    from whoosh.query.terms import Term  # noqa: PLC0415 - as above

    with opened.searcher() as searcher:
        named = {term.decode() for term in searcher.reader().lexicon("content")}
        return {
            content
            for content in named
            if any(True for _ in searcher.docs_for_query(Term("content", content)))
        }


def _name() -> str:
    return f"words{BUILDER}"


def _schema() -> Any:
    from whoosh.fields import ID, STORED, TEXT, Schema  # noqa: PLC0415 - as above

    words = {name: TEXT(phrase=False) for name in WEIGHTS}
    return Schema(content=ID(stored=True), page=STORED, **words)
