"""Search over the documents of a library: a scan that misses nothing, then word forms and other names.

It reads the library and never writes to it. An exact search needs neither the index of words nor
the dictionary. What is found is light (`found.Found`); the details of a row are made when it is
looked at.
"""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from index_builder import details
from index_builder.details import Setting, original
from index_builder.found import Found, Headings, Kind, Options, Rows, Suggestion
from index_builder.library import Library
from index_builder.matching import Matcher, Scene, Trail
from index_builder.model import Heading, Hit, Passage
from index_builder.planes import occurrences
from index_builder.query import Clause, Pattern, Query, Term, parse, terms_of
from index_builder.readings import typed_reading
from index_builder.spans import Range, Spans
from index_builder.stored import FoldedText
from index_builder.text import Folded, fold, units

if TYPE_CHECKING:
    from index_builder.words import Words

KEPT_TEXT = 128_000_000
"""Bytes of folded text kept in memory between two searches; what is beyond is read again."""
KEPT_PASSAGES = 8192
KEPT_PAGES = 512
KEPT_SCENES = 64
MOST_NAMES = 6
"""Other names of one thing that are searched."""
MOST_SUGGESTIONS = 6
READINGS = 64
"""Words of a reading that are looked at for suggestions."""


def _never() -> bool:
    return False


class Searcher:
    """The documents `contents` of `library`, in reading order, ready to be searched.

    For one thread at a time. A search that is `cancelled` answers with what it has. Raises while
    searching: QueryError (a regular expression takes too long), NotBuilt, Corrupt, Busy, LibraryError.
    """

    def __init__(self, library: Library, contents: Sequence[str]) -> None:
        self.contents = tuple(contents)
        self._library = library
        self._kept = 0
        self._texts: dict[int, FoldedText] = {}
        self._tables: dict[int, tuple[FoldedText, int]] = {}
        self._trails: dict[int, tuple[list[Trail], list[Heading]]] = {}
        self._names: dict[int, Headings] = {}
        self._passage = lru_cache(KEPT_PASSAGES)(self._read_passage)
        self._edges = lru_cache(KEPT_PASSAGES)(self._read_edges)
        self._boxes = lru_cache(KEPT_PAGES)(self._read_boxes)
        self._setting = lru_cache(KEPT_SCENES)(self._set)

    # --- what is found ----------------------------------------------------------------------

    def find(
        self,
        query: Query,
        options: Options = Options(),  # noqa: B008 - frozen
        cancelled: Callable[[], bool] = _never,
    ) -> Found:
        """Every place that `query` asks for, in reading order; an empty query finds nothing."""
        return self._found(query, options, cancelled, Kind.EXACT)

    def others(
        self, query: Query, options: Options, cancelled: Callable[[], bool] = _never
    ) -> tuple[Found, ...]:
        """What `options` asks for beyond exact hits: other forms of the words, other names.

        Raises NotBuilt as well when there is no index of words.
        """
        found: list[Found] = []
        if options.synonyms:
            found += self._synonyms(query, options, cancelled)
        if options.forms:
            found.append(self.forms(query, options, cancelled))
        return tuple(each for each in found if len(each))

    def suggestions(
        self, query: Query, cancelled: Callable[[], bool] = _never
    ) -> tuple[Suggestion, ...]:
        """Words of these documents that are read as the query is typed: さいばー, saiba- → サイバー."""
        reading = typed_reading(query.text)
        found: dict[str, Suggestion] = {}
        for word in self._library.read_as(reading, READINGS) if reading else ():
            folded = fold(word).text
            if cancelled() or len(found) == MOST_SUGGESTIONS:
                break
            if folded in found or any(typed in folded for typed in query.words):
                continue  # known, or found by the query as it is
            counts = (
                len(occurrences(self._text(document).data, folded))
                for document in range(len(self.contents))
            )
            if count := sum(counts):
                found[folded] = Suggestion(word, count)
        return tuple(found.values())

    def hits(
        self,
        found: Found,
        numbers: Iterable[int],
        cancelled: Callable[[], bool] = _never,
    ) -> list[Hit]:
        """The rows `numbers` of `found` with their text, surroundings, headings and rectangles."""
        hits: list[Hit] = []
        for number in numbers:
            if cancelled():
                break
            document, start, end = found.place(number)
            passage = bisect_right(self._table(document).starts, start) - 1
            setting = self._setting(document, passage)
            hits.append(details.hit(document, passage, (start, end), setting, found.kind))
        return hits

    def exact(
        self, text: str, limit: int | None = None, cancelled: Callable[[], bool] = _never
    ) -> list[Hit]:
        """The hits of `find`, at most `limit`. Raises QueryError as well."""
        found = self.find(parse(text), cancelled=cancelled)
        return self.hits(found, range(len(found))[:limit], cancelled)

    def forms(
        self,
        query: Query,
        options: Options = Options(),  # noqa: B008 - frozen
        cancelled: Callable[[], bool] = _never,
        most: int | None = None,
    ) -> Found:
        """Where the words of `query` stand in another form, the best pages first, at least `most`.

        取組 finds 取り組み. Several words must stand on one page. What `find` finds is left out.
        Raises NotBuilt when there is no index of words.
        """
        asked = [] if query.is_empty else self._asked(query, options)
        whole = Matcher(query, self._stands_somewhere, options.distinguish)
        rows = Rows()
        for document, page in self._ranked(asked) if asked else ():
            if cancelled() or (most is not None and len(rows) >= most):
                break
            if new := self._forms_on(document, page, asked):
                scene = self._scene(document)
                rows.add(document, whole.kept(Spans.of(new), scene), self._table(document))
        return rows.found(Kind.FORM)

    def _forms_on(self, document: int, page: int, asked: "Sequence[_Asked]") -> set[Range]:
        """Where a clause begins on the page in another form; nothing unless the page has all clauses."""
        scene = self._scene(document)
        runs = [self._runs_on(scene, document, page, each) for each in asked]
        new: set[Range] = set()
        for each, here in zip(asked, runs if any(runs) else (), strict=False):
            known = each.matcher.find(scene, scene.text.stretches({page}))
            others = {run for run in here if not known.touch(run)}
            if not others and not known:
                return set()
            new |= others
        return new

    def _found(
        self,
        query: Query,
        options: Options,
        cancelled: Callable[[], bool],
        kind: Kind,
        name: str = "",
    ) -> Found:
        rows = Rows()
        if not query.is_empty:
            matcher = Matcher(query, self._stands_somewhere, options.distinguish)
            for document in range(len(self.contents)):
                if cancelled():
                    break
                rows.add(document, matcher.find(self._scene(document)), self._table(document))
        return rows.found(kind, name)

    # --- other names and other forms --------------------------------------------------------

    def _synonyms(
        self, query: Query, options: Options, cancelled: Callable[[], bool]
    ) -> Iterator[Found]:
        if query.term is None:
            return
        asked, others = query.term.text, dict[str, str]()
        corrected = {name for name, *_ in options.names}
        found = (names for names in self._library.names(asked) if names[0] not in corrected)
        for names in (*options.names, *found):
            forms = [(fold(name).text, name) for name in names]
            if asked in dict(forms):
                for form, name in forms:
                    others.setdefault(form, name)
        others.pop(asked, None)
        others.pop("", None)
        for folded, name in list(others.items())[:MOST_NAMES]:
            term = Term(folded, 0, len(name), (folded,))
            other = Query(name, (Clause((term,)),), query.filters)
            yield self._found(other, options, cancelled, Kind.SYNONYM, name)

    def _asked(self, query: Query, options: Options) -> "list[_Asked]":
        """The clauses whose words may stand in other forms; none when one of them has no words."""
        from index_builder.analyzer import readings_of  # noqa: PLC0415 - loads the dictionary

        asked: list[_Asked] = []
        for clause in query.clauses:
            if clause.negated or any(isinstance(item, Pattern) for item in clause.items):
                continue
            ways: list[tuple[tuple[str, str], ...]] = []
            for term in terms_of(clause):
                typed = query.text[term.position : term.end]
                ways += [
                    tuple((each.term, fold(typed[each.start : each.end]).text) for each in way)
                    for way in readings_of(typed)
                    if any(token.content for token in way)
                ]
            alone = Query(query.text, (clause,))
            matcher = Matcher(alone, self._stands_somewhere, options.distinguish)
            asked.append(_Asked(ways, matcher))
        return asked if all(each.ways for each in asked) else []

    def _ranked(self, asked: "Sequence[_Asked]") -> Iterator[tuple[int, int]]:
        numbers = {content: number for number, content in enumerate(self.contents)}
        ways = [[[term for term, _ in way] for way in each.ways] for each in asked]
        for content, page in self._words.ranked(ways, self.contents):
            yield numbers[content], page

    @cached_property
    def _words(self) -> "Words":
        from index_builder.words import Words  # noqa: PLC0415 - loads whoosh

        return Words(self._library.folder)

    def _runs_on(self, scene: Scene, document: int, page: int, asked: "_Asked") -> list[Range]:
        """Where one of the ways of a clause begins on the page, with a word in another form."""
        text = scene.text
        words = {word for way in asked.ways for each in way for word in self._printed(*each)}
        ends = [*text.starts[1:], text.length + 1]
        runs: list[Range] = []
        for start, end in text.stretches({page}):
            first, last = scene.passage_at(start), scene.passage_at(end - 1)
            around = [(text.starts[first], ends[last])]
            places = (at for word in words for at in occurrences(text.data, word, around))
            for passage in sorted(set(text.passages_at(places))):
                for way in asked.ways:
                    found = self._runs(document, passage, [term for term, _ in way])
                    runs += [run for run in found if start <= run[0] < end]
        return runs

    @cached_property
    def _printed(self) -> Callable[[str, str], frozenset[str]]:
        """How a word is printed otherwise than it was typed, folded."""

        @lru_cache(256)
        def printed(term: str, typed: str) -> frozenset[str]:
            words = {fold(word).text for word in self._library.written_as(term)}
            return frozenset(words - {typed})

        return printed

    def _runs(self, document: int, number: int, words: Sequence[str]) -> Iterator[Range]:
        edges = self._edges(document, number)
        passage, folded = self._passage(document, number)
        base = self._table(document).starts[number]
        first, *others = words
        for start, end in edges.get(first, ()):
            ends = {end}
            for word in others:
                after = {_skip_space(passage.text, place) for place in ends}
                ends = {stop for begin, stop in edges.get(word, ()) if begin in after}
            for stop in ends:
                left, right = folded.folded(start, stop)
                yield base + units(folded.text[:left]), base + units(folded.text[:right])

    def _read_edges(self, document: int, number: int) -> dict[str, list[Range]]:
        """Where the words of a passage stand in its text, by their normal form."""
        from index_builder.analyzer import tokens  # noqa: PLC0415 - loads the dictionary

        edges: dict[str, list[Range]] = {}
        for token in tokens(self._passage(document, number)[0].text):
            edges.setdefault(token.term, []).append((token.start, token.end))
        return edges

    # --- documents --------------------------------------------------------------------------

    def _stands_somewhere(self, text: str) -> bool:
        return any(
            occurrences(self._text(document).data, text) for document in range(len(self.contents))
        )

    def _scene(self, document: int) -> Scene:
        content = self.contents[document]

        def source(start: int, end: int) -> str:
            number = bisect_right(self._table(document).starts, start) - 1
            passage, folded = self._passage(document, number)
            first, last = original(folded, start, end, self._table(document).starts[number])
            return passage.text[first:last]

        return Scene(
            self._text(document),
            lambda page: self._labels(content)[page],
            lambda heading: self._trail(document)[heading],
            source,
            lambda: self._files(content),
        )

    @cached_property
    def _labels(self) -> Callable[[str], tuple[str, ...]]:
        return lru_cache(None)(self._library.labels)

    @cached_property
    def _files(self) -> Callable[[str], tuple[str, ...]]:
        @lru_cache(None)
        def files(content: str) -> tuple[str, ...]:
            names = (
                path.replace("\\", "/").rpartition("/")[2] for path in self._library.paths(content)
            )
            return tuple(fold(name).text for name in names)

        return files

    def _text(self, document: int) -> FoldedText:
        """The text with its data, kept in memory while there is room."""
        kept = self._texts.get(document)
        if kept is not None:
            return kept
        content = self.contents[document]
        if document in self._tables:
            table, size = self._tables[document]
            return table.with_data(self._library.text_data(content, size))
        text = self._library.text(content)
        self._tables[document] = text.with_data(b""), len(text.data)
        if self._kept + len(text.data) <= KEPT_TEXT:
            self._kept += len(text.data)
            self._texts[document] = text
        return text

    def _table(self, document: int) -> FoldedText:
        """What stands where in the text, without its data."""
        if document not in self._tables:
            self._text(document)
        return self._tables[document][0]

    def _read_passage(self, document: int, number: int) -> tuple[Passage, Folded]:
        passage = self._library.passage(self.contents[document], number)
        return passage, fold(passage.text)

    def _read_boxes(self, document: int, page: int) -> "array[float]":
        return self._library.boxes(self.contents[document], page)

    def _set(self, document: int, number: int) -> Setting:
        passage, folded = self._passage(document, number)
        boxes = {page: self._boxes(document, page) for _, page in passage.pages}
        start = self._table(document).starts[number]
        names = self.headings(document)[passage.heading] if passage.heading >= 0 else ()
        return Setting(passage, folded, start, boxes, names)

    # --- headings ---------------------------------------------------------------------------

    @cached_property
    def _publications(self) -> dict[str, tuple[int, int]]:
        return self._library.publications(self.contents)

    def headings(self, document: int) -> Headings:
        """For each heading of a document the headings from the outermost down to it."""
        known = self._names.get(document)
        if known is None:
            known = tuple(_written_out(trail) for trail in self._trail(document))
            self._names[document] = known
        return known

    def _trail(self, document: int) -> list[Trail]:
        """For each heading of a document what stands above it.

        A chapter may have begun in a document before, if that is of the same publication.
        """
        first = document
        while first not in self._trails and first and self._continues(first):
            first -= 1
        for number in range(first, document + 1):
            if number not in self._trails:
                above = self._trails[number - 1][1] if self._continues(number) else []
                headings = self._library.headings(self.contents[number])
                self._trails[number] = _trails(headings, above)
        return self._trails[document][0]

    def _continues(self, document: int) -> bool:
        """Whether the document goes on where the one before it ends."""
        if document == 0:
            return False
        here, before = (
            self._publications.get(self.contents[number]) for number in (document, document - 1)
        )
        return here == before


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A clause of which other forms are looked for.

    Attributes:
        ways: the sequences of words that it may stand as, each with its normal form and as typed.
        matcher: finds it as it was typed.
    """

    ways: list[tuple[tuple[str, str], ...]]
    matcher: Matcher


def _trails(
    headings: Sequence[Heading], above: Sequence[Heading]
) -> tuple[list[Trail], list[Heading]]:
    """For each heading labels and titles from the outermost down to it, and what is open at the end."""
    stack = list(above)
    trails: list[Trail] = []
    for heading in headings:
        while stack and stack[-1].level >= heading.level:
            stack.pop()
        stack.append(heading)
        trails.append(tuple((each.label, each.title) for each in stack))
    return trails, stack


def _written_out(trail: Trail) -> tuple[str, ...]:
    return tuple(f"{label}\u3000{title}".strip() for label, title in trail)


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
