"""Search over the documents of a volume: a scan that misses nothing, and word forms.

The only importer of whoosh, and of the analyzer, each at the first question that needs it: an exact search
needs neither. It reads the library and never writes to it; only the word index, which stands
beside the catalogue, is written here.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from index_builder.layout import places
from index_builder.library import FoldedText, Library
from index_builder.model import Heading, Hit, Passage, TextRange
from index_builder.query import Query, Term, parse
from index_builder.text import Folded, fold

CONTEXT = 40
"""Characters of reading text shown before and after a hit."""
KEPT_TEXT = 64_000_000
"""Characters of folded text kept in memory between two searches."""
KEPT_PASSAGES = 8192
KEPT_PAGES = 512


class Match(NamedTuple):
    """`start:end` of passage `passage` of document `document`, in characters of the passage."""

    document: int
    passage: int
    start: int
    end: int


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
        self._passage = lru_cache(KEPT_PASSAGES)(self._read_passage)
        self._boxes = lru_cache(KEPT_PAGES)(self._read_boxes)

    def exact(
        self,
        query: str,
        limit: int | None = None,
        cancelled: Callable[[], bool] = _never,
    ) -> list[Hit]:
        """Every occurrence of what `query` asks for, in reading order; at most `limit`.

        A search that is `cancelled` answers with what it has. An empty query finds nothing.
        """
        return self._hits(self.matches(parse(query), cancelled), limit, cancelled)

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
        found: list[tuple[int, Match]] = []
        common: set[int] | None = None
        for term in terms:
            here = [(self._page(match), match) for match in self._occurrences(document, term)]
            pages = {page for page, _ in here}
            common = pages if common is None else common & pages
            if not common:
                return []
            found += here
        return sorted({match for page, match in found if common and page in common})

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
        self, matches: Iterable[Match], limit: int | None, cancelled: Callable[[], bool]
    ) -> list[Hit]:
        hits: list[Hit] = []
        for match in matches:
            if cancelled() or (limit is not None and len(hits) >= limit):
                break
            hits.append(self.hit(match))
        return hits

    def hit(self, match: Match, kind: str = "exact") -> Hit:
        """The match with its rectangles, headings and surroundings."""
        passage, _ = self._passage(match.document, match.passage)
        start, end = match.start, match.end
        boxes = {page: self._boxes(match.document, page) for _, page in passage.pages}
        first = max(0, start - CONTEXT)
        before = ("…" if first else "") + passage.text[first:start]
        last = min(len(passage.text), end + CONTEXT)
        after = passage.text[end:last] + ("…" if last < len(passage.text) else "")
        return Hit(
            match.document,
            places(boxes, passage, start, end),
            TextRange(match.passage, start, end),
            passage.part,
            kind,
            self._trail(match.document, passage.heading),
            before + passage.text[start:end] + after,
            len(before),
            len(before) + end - start,
        )

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
        """The headings above, outermost first: a chapter may have begun in a document before."""
        while len(self._trails) <= document:
            headings = self._library.headings(self.contents[len(self._trails)])
            trails, self._open = _trails(headings, self._open)
            self._trails.append(trails)
        return self._trails[document][heading] if heading >= 0 else ()


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
