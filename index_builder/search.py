"""Search over the documents of a volume: a scan that misses nothing, and word forms.

The only importer of whoosh, and of the analyzer, each at the first question that needs it: an exact search
needs neither. It reads the library and never writes to it; only the word index, which stands
beside the catalogue, is written here.
"""

import logging
import shutil
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from index_builder.errors import NotBuilt
from index_builder.layout import places
from index_builder.library import BUILDER, FoldedText, Library, translated
from index_builder.model import Heading, Hit, Part, Passage, TextRange
from index_builder.query import Query, Term, parse
from index_builder.text import Folded, fold

CONTEXT = 40
"""Characters of reading text shown before and after a hit."""
KEPT_TEXT = 64_000_000
"""Characters of folded text kept in memory between two searches."""
KEPT_PASSAGES = 8192
KEPT_PAGES = 512
KEPT_SCENES = 64


MEMORY = 256
"""MiB the word index may use while a document is written."""
_FIELDS = {Part.HEADING: "heading", Part.CAPTION: "caption", Part.NOTE: "note"}
"""The field of the word index for a part of the page; all others are body."""

log = logging.getLogger(__name__)


class Match(NamedTuple):
    """`start:end` of passage `passage` of document `document`, in characters of the passage."""

    document: int
    passage: int
    start: int
    end: int

    def overlaps(self, other: "Match") -> bool:
        """Whether two matches of one passage share a character."""
        return self.start < other.end and other.start < self.end


class WordIndex:
    """Which passages hold which words: whoosh over the normal forms, beside the catalogue.

    Only keys are stored and only frequencies kept: what it answers are candidates. It is opened
    from the user's own folder alone, for whoosh's files hold pickles. For the builder, under its lock.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.folder / "index"
        self._index, self._there = self._open()
        stale = self._there - set(library.contents())
        if stale:
            self._commit(lambda writer: self._forget(writer, stale))
            self._there -= stale

    def add(
        self, content: str, passages: Sequence[Passage], words: Sequence[Sequence[str]]
    ) -> None:
        """Puts a document's words in, in one commit; `words` has the terms of each passage."""

        def write(writer: Any) -> None:
            self._forget(writer, {content})
            for number, (passage, terms) in enumerate(zip(passages, words, strict=True)):
                if terms:
                    cells = {_FIELDS.get(passage.part, "body"): list(terms)}
                    writer.add_document(content=content, number=number, **cells)

        self._commit(write)
        self._there.add(content)

    def ensure(self, content: str) -> None:
        """Puts the words of a document of the library in unless they are there."""
        if content in self._there:
            return
        passages = self._library.structure(content).passages
        self.add(content, passages, [terms(passage.text) for passage in passages])

    def _open(self) -> tuple[Any, set[str]]:
        from whoosh import index  # noqa: PLC0415 - exact search does without

        name = _index_name()
        try:
            if index.exists_in(str(self._folder), indexname=name):
                opened = index.open_dir(str(self._folder), indexname=name)
                return opened, _indexed(opened)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is made anew
            log.warning("the word index cannot be opened and is made anew: %s", str(error))
        return self._make(), set()

    def _make(self) -> Any:
        from whoosh import index  # noqa: PLC0415 - as above

        with translated(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(mode=0o700, exist_ok=True)
            return index.create_in(str(self._folder), _schema(), indexname=_index_name())

    def _forget(self, writer: Any, contents: Iterable[str]) -> None:
        for content in contents:
            writer.delete_by_term("content", content)

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

    def _write(self, write: Callable[[Any], object]) -> None:
        writer = self._index.writer(limitmb=MEMORY)
        try:
            write(writer)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


def terms(text: str) -> tuple[str, ...]:
    """The words of `text` as the word index keeps them; loads the dictionary."""
    from index_builder.analyzer import tokens  # noqa: PLC0415 - as above

    return tuple(token.term for token in tokens(text) if token.content)


def candidates(folder: Path, words: Sequence[str]) -> list[tuple[str, int]]:
    """The passages, as (content, number), that hold all of `words`. Raises NotBuilt."""
    from whoosh import index  # noqa: PLC0415 - as above
    from whoosh.query.compound import And, Or  # noqa: PLC0415
    from whoosh.query.terms import Term as Exactly  # noqa: PLC0415

    names = ("body", *sorted(set(_FIELDS.values())))
    every = And([Or([Exactly(name, word) for name in names]) for word in words])
    try:
        opened = index.open_dir(str(folder / "index"), indexname=_index_name(), readonly=True)
        with opened.searcher() as searcher:
            stored = (searcher.stored_fields(number) for number in searcher.docs_for_query(every))
            return [(fields["content"], fields["number"]) for fields in stored]
    except Exception as error:
        raise NotBuilt(
            "The index of word forms cannot be used.", "“hakusho-index build PATH” makes it anew."
        ) from error


def check_words(library: Library) -> list[str]:
    """What is wrong with the word index, a sentence each."""
    from whoosh import index  # noqa: PLC0415 - as above

    try:
        folder = str(library.folder / "index")
        there = _indexed(index.open_dir(folder, indexname=_index_name(), readonly=True))
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made anew
        return ["The word index cannot be opened."]
    missing = len(set(library.contents()) - there)
    return [f"{missing} documents are not in the word index."] if missing else []


def _indexed(opened: Any) -> set[str]:
    """The documents of an open word index; its lexicon alone still names forgotten ones."""
    from whoosh.query.terms import Term as Exactly  # noqa: PLC0415 - as above

    with opened.searcher() as searcher:
        named = {term.decode() for term in searcher.reader().lexicon("content")}
        return {
            content
            for content in named
            if any(True for _ in searcher.docs_for_query(Exactly("content", content)))
        }


def _index_name() -> str:
    return f"words{BUILDER}"


def _schema() -> Any:
    from whoosh.fields import ID, STORED, TEXT, Schema  # noqa: PLC0415 - as above

    words = {name: TEXT(phrase=False) for name in ("body", *_FIELDS.values())}
    return Schema(content=ID(stored=True), number=STORED, **words)


def _never() -> bool:
    return False


class Searcher:
    """The documents `contents` of `library`, in reading order, ready to be searched.

    For one thread at a time. Raises while searching: NotBuilt, Corrupt, Busy, LibraryError.
    """

    def __init__(self, library: Library, contents: Sequence[str]) -> None:
        self.contents = tuple(contents)
        self._library = library
        self._texts: dict[int, FoldedText] = {}
        self._kept = 0
        self._trails: list[list[tuple[str, ...]]] = []
        self._open: list[Heading] = []
        self._publication = 0
        self._passage = lru_cache(KEPT_PASSAGES)(self._read_passage)
        self._edges = lru_cache(KEPT_PASSAGES)(self._read_edges)
        self._boxes = lru_cache(KEPT_PAGES)(self._read_boxes)
        self._scene = lru_cache(KEPT_SCENES)(self._set_scene)

    @cached_property
    def _publications(self) -> dict[str, int]:
        """The publication of each document, {} where these were never linked together."""
        stored = self._library.volume(self.contents)
        if stored is None or not stored[1].publications:
            return {}
        return dict(zip(stored[0], stored[1].publications, strict=True))

    def exact(
        self,
        query: str,
        limit: int | None = None,
        cancelled: Callable[[], bool] = _never,
    ) -> list[Hit]:
        """Every occurrence of what `query` asks for, in reading order; at most `limit`.

        A search that is `cancelled` answers with what it has. An empty query finds nothing.
        """
        return self._hits(self.matches(parse(query), cancelled), limit, cancelled, "exact")

    def matches(self, query: Query, cancelled: Callable[[], bool] = _never) -> Iterator[Match]:
        """Where the terms of `query` stand, in reading order, without the pages' boxes."""
        if not query.terms:
            return
        terms = self._as_printed(query.terms, cancelled)
        for document in range(len(self.contents)):
            if cancelled():
                return
            if len(terms) == 1:
                yield from self._occurrences(document, terms[0])
            else:
                yield from self._together(document, terms)

    def forms(
        self,
        query: str,
        limit: int | None = None,
        cancelled: Callable[[], bool] = _never,
    ) -> list[Hit]:
        """Where the words of `query` stand in another form, in reading order; at most `limit`.

        取組 finds 取り組み. Several words must stand on one page. What `exact` finds is left out.
        Raises NotBuilt when there is no word index.
        """
        parsed = parse(query)
        if len(parsed.terms) == 1:
            found = self._other_forms(query, parsed.terms[0], cancelled)
        else:
            found = iter(self._forms_together(query, parsed, cancelled))
        return self._hits(found, limit, cancelled, "form")

    def _other_forms(
        self, query: str, term: Term, cancelled: Callable[[], bool]
    ) -> Iterator[Match]:
        for match in self._inflected(query[term.position : term.end], cancelled):
            _, folded = self._passage(match.document, match.passage)
            start, end = folded.folded(match.start, match.end)
            around = folded.text[max(0, start - len(term.text) + 1) : end + len(term.text) - 1]
            if term.text not in around:
                yield match

    def _forms_together(
        self, query: str, parsed: Query, cancelled: Callable[[], bool]
    ) -> list[Match]:
        found: set[Match] | None = None
        for term in parsed.terms:
            here = set(self._inflected(query[term.position : term.end], cancelled))
            found = here if found is None else self._on_common_pages(found, here)
        exact: dict[tuple[int, int], list[Match]] = {}
        for match in self.matches(parsed, cancelled):
            exact.setdefault(match[:2], []).append(match)
        return sorted(
            match
            for match in found or ()
            if not any(match.overlaps(known) for known in exact.get(match[:2], ()))
        )

    def _as_printed(self, terms: Sequence[Term], cancelled: Callable[[], bool]) -> tuple[str, ...]:
        """The texts to find: words in a row as one where they stand so, else each by itself."""
        texts: list[str] = []
        for term in terms:
            if len(term.words) == 1 or self._stands_somewhere(term.text, cancelled):
                texts.append(term.text)
            else:
                texts.extend(term.words)
        return tuple(dict.fromkeys(texts))

    def _stands_somewhere(self, text: str, cancelled: Callable[[], bool]) -> bool:
        for document in range(len(self.contents)):
            if cancelled():
                return False
            if text in self._text(document).text:
                return True
        return False

    def _together(self, document: int, terms: Sequence[str]) -> list[Match]:
        """The occurrences of all terms on the pages that have each of them."""
        found: set[Match] | None = None
        for term in terms:
            here = set(self._occurrences(document, term))
            found = here if found is None else self._on_common_pages(found, here)
            if not found:
                return []
        return sorted(found or ())

    def _on_common_pages(self, some: set[Match], others: set[Match]) -> set[Match]:
        """The matches of both sets on the pages that have a match of each."""
        here = {(match.document, self._page(match)) for match in some}
        common = here & {(match.document, self._page(match)) for match in others}
        return {m for m in some | others if (m.document, self._page(m)) in common}

    def _inflected(self, text: str, cancelled: Callable[[], bool]) -> Iterator[Match]:
        """Where the words of `text` stand one after another in whatever form, in reading order."""
        from index_builder.analyzer import readings_of  # noqa: PLC0415 - loads the dictionary

        documents = {content: number for number, content in enumerate(self.contents)}
        ways = [way for way in readings_of(text) if any(token.content for token in way)]
        places = {
            (documents[content], passage)
            for way in ways
            for content, passage in candidates(
                self._library.folder, [token.term for token in way if token.content]
            )
            if content in documents
        }
        for document, passage in sorted(places):
            if cancelled():
                return
            yield from sorted(
                {
                    match
                    for way in ways
                    for match in self._runs(document, passage, [token.term for token in way])
                }
            )

    def _runs(self, document: int, number: int, words: Sequence[str]) -> Iterator[Match]:
        edges = self._edges(document, number)
        text = self._passage(document, number)[0].text
        first, *others = words
        for start, units in edges.items():
            ends = {end for end, term in units if term == first}
            for word in others:
                ends = {
                    end
                    for place in ends
                    for end, term in edges.get(_skip_space(text, place), ())
                    if term == word
                }
            yield from (Match(document, number, start, end) for end in ends)

    def _read_edges(self, document: int, number: int) -> dict[int, list[tuple[int, str]]]:
        from index_builder.analyzer import tokens  # noqa: PLC0415 - loads the dictionary

        edges: dict[int, list[tuple[int, str]]] = {}
        for token in tokens(self._passage(document, number)[0].text):
            edges.setdefault(token.start, []).append((token.end, token.term))
        return edges

    def _page(self, match: Match) -> int:
        passage, _ = self._passage(match.document, match.passage)
        return passage.page_at(match.start)

    def _occurrences(self, document: int, term: str) -> Iterator[Match]:
        kept = self._text(document)
        text, starts = kept.text, kept.starts
        offset = text.find(term)
        while offset >= 0:
            number = bisect_right(starts, offset) - 1
            _, folded = self._passage(document, number)
            begin = offset - starts[number]
            yield Match(document, number, *folded.original(begin, begin + len(term)))
            offset = text.find(term, offset + 1)

    def _hits(
        self,
        matches: Iterable[Match],
        limit: int | None,
        cancelled: Callable[[], bool],
        kind: str,
    ) -> list[Hit]:
        hits: list[Hit] = []
        for (document, passage), group in groupby(islice(matches, limit), key=itemgetter(0, 1)):
            if cancelled():
                break
            scene = self._scene(document, passage)
            hits.extend(_hit(match, scene, kind) for match in group)
        return hits

    def hit(self, match: Match, kind: str = "exact") -> Hit:
        """The match with its rectangles, headings and surroundings."""
        return _hit(match, self._scene(match.document, match.passage), kind)

    def _set_scene(self, document: int, number: int) -> "_Scene":
        """What the hits of a passage share: the passage, its pages' boxes, the headings above."""
        passage, _ = self._passage(document, number)
        boxes = {page: self._boxes(document, page) for _, page in passage.pages}
        return passage, boxes, self._trail(document, passage.heading)

    def _text(self, document: int) -> FoldedText:
        known = self._texts.get(document)
        if known is None:
            known = self._library.folded_text(self.contents[document])
            self._kept += len(known.text)
            if self._kept > KEPT_TEXT:
                self._texts.clear()
                self._kept = len(known.text)
            self._texts[document] = known
        return known

    def _read_passage(self, document: int, number: int) -> tuple[Passage, Folded]:
        passage = self._library.passage(self.contents[document], number)
        return passage, fold(passage.text)

    def _read_boxes(self, document: int, page: int) -> "array[float]":
        return self._library.boxes(self.contents[document], page)

    def _trail(self, document: int, heading: int) -> tuple[str, ...]:
        """The headings above, outermost first.

        A chapter may have begun in a document before, if that is of the same publication.
        """
        while len(self._trails) <= document:
            content = self.contents[len(self._trails)]
            publication = self._publications.get(content, 0)
            if publication != self._publication:
                self._open, self._publication = [], publication
            trails, self._open = _trails(self._library.headings(content), self._open)
            self._trails.append(trails)
        return self._trails[document][heading] if heading >= 0 else ()


_Scene = tuple[Passage, "dict[int, array[float]]", tuple[str, ...]]


def _hit(match: Match, scene: _Scene, kind: str) -> Hit:
    document, number, start, end = match
    passage, boxes, headings = scene
    text = passage.text
    first, last = max(0, start - CONTEXT), end + CONTEXT
    snippet = text[first:last]
    shift = -first
    if first:
        snippet = f"…{snippet}"
        shift += 1
    if last < len(text):
        snippet = f"{snippet}…"
    span = TextRange(number, start, end)
    found = places(boxes, passage, start, end)
    return Hit(
        document, found, span, passage.part, kind, headings, snippet, start + shift, end + shift
    )


def _trails(
    headings: Sequence[Heading], above: Sequence[Heading]
) -> tuple[list[tuple[str, ...]], list[Heading]]:
    """For each heading the names from the outermost down to it, and what is open at the end."""
    stack = list(above)
    trails: list[tuple[str, ...]] = []
    for heading in headings:
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        stack.append(heading)
        trails.append(tuple(f"{each.label}\u3000{each.title}".strip() for each in stack))
    return trails, stack


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
