"""What a query asks, looked for in the folded text of one document.

Ranges are UTF-16 code units of that text. A scan reads every character, so that it misses
nothing; it needs neither words nor an index.
"""

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from index_builder.errors import QueryError
from index_builder.model import PARTS
from index_builder.numbering import CHAPTER, PART, SECTION, counts, label_of
from index_builder.planes import ENCODING, occurrences, unpack
from index_builder.query import Filter, Item, Near, Pattern, Query, Term
from index_builder.spans import Range, Spans, joined, united
from index_builder.stored import FoldedText
from index_builder.text import NOTHING, Fold, fold, units

PATIENCE = 5.0
"""Seconds that the regular expressions of a query may take over all documents."""
STRETCH = 1000
"""Code units that are scanned in the time it takes to begin a scan."""
UNITS = {"部": PART, "章": CHAPTER, "節": SECTION}

Trail = Sequence[tuple[str, str]]
"""Labels and titles of the headings above something, outermost first."""

_Where = Sequence[Range] | None
"""Only what begins in one of these ranges is looked for; None for everywhere."""


class Scene(Struct, frozen=True):
    """A document as a query sees it.

    Attributes:
        label: the printed number of a page.
        trail: the headings from the outermost down to heading n of the document.
        source: the printed characters of a range of the folded text.
        files: the folded names of the files that hold the document.
    """

    text: FoldedText
    label: Callable[[int], str]
    trail: Callable[[int], Trail]
    source: Callable[[int, int], str]
    files: Callable[[], Sequence[str]]

    def passage_at(self, place: int) -> int:
        """The passage in which `place` lies."""
        return bisect_right(self.text.starts, place) - 1

    def pages(self, spans: Spans) -> list[int]:
        """The pages on which `spans` begin."""
        return self.text.pages_at(spans.starts)

    def passages(self, spans: Spans) -> list[int]:
        """The passages in which `spans` lie."""
        return self.text.passages_at(spans.starts)


class Matcher:
    """A query, made ready for one document after the other.

    What has been the rarest so far is looked for first, and the rest only where it can still
    matter: a frequent word beside a rare one costs what the rare one costs.

    `stands_somewhere` says whether a folded text stands in any of the documents: Latin words in
    a row are one text where they do.
    """

    def __init__(
        self,
        query: Query,
        stands_somewhere: Callable[[str], bool],
        distinguish: frozenset[Fold] = NOTHING,
    ) -> None:
        self._query = query
        self._distinguish = distinguish
        clauses = [
            (each.negated, _Choice(_item(item, stands_somewhere) for item in each.items))
            for each in query.clauses
        ]
        self._positive = [choice for negated, choice in clauses if not negated]
        self._negative = [choice for negated, choice in clauses if negated]
        self._files = [each for each in query.filters if each.field == "file"]
        self._seen: dict[str, tuple[int, int]] = {}
        self._units = cache(units)
        self._left = PATIENCE

    def find(self, scene: Scene, where: Sequence[Range] | None = None) -> Spans:
        """Where the positive terms stand on the pages that satisfy the query.

        With `where`, only what begins in one of these stretches of whole pages is looked for.
        """
        if not self._positive or not self._in_file(scene):
            return Spans()
        found = self._on_common_pages(self._positive, scene, where)
        return self.kept(found, scene) if found else found

    def kept(self, spans: Spans, scene: Scene) -> Spans:
        """Those of `spans` that neither a filter nor a negated clause takes out."""
        if not self._in_file(scene):
            return Spans()
        for each in self._query.filters:
            if spans and each.field != "file":
                keeps = _KEEPS.get(each.field, _keeps_unit)(each, scene, spans)
                spans = spans.where([keep != each.negated for keep in keeps])
        for choice in self._negative:
            if spans:
                few = len(spans) < len(scene.text.pages)
                where = _narrowed(set(scene.pages(spans)), scene) if few else None
                out = scene.text.pages_of(self._any(choice, scene, where).starts)
                spans = spans.outside(scene.text.stretches(out)) if out else spans
        return spans

    def _in_file(self, scene: Scene) -> bool:
        return not self._files or all(
            any(value in name for value in each.values for name in scene.files()) != each.negated
            for each in self._files
        )

    def _on_common_pages(self, choices: Sequence["_Choice"], scene: Scene, where: _Where) -> Spans:
        """Where any item of each choice stands, on the pages that have all the choices."""
        if len(choices) == 1:
            return self._any(choices[0], scene, where)
        found: list[tuple[Spans, set[int]]] = []
        common: set[int] = set()
        for choice in sorted(choices, key=self._frequency):
            if found:
                where = _narrowed(common, scene)
            here = self._any(choice, scene, where)
            pages = scene.text.pages_of(here.starts)
            common = common & pages if found else pages
            if not common:
                return Spans()
            found.append((here, pages))
        return united(
            [
                here if pages == common else here.within(scene.text.stretches(common))
                for here, pages in found
            ]
        )

    def _any(self, choice: "_Choice", scene: Scene, where: _Where) -> Spans:
        if len(choice.items) == 1:
            return self._item(choice.items[0], scene, where)
        return united([self._item(item, scene, where) for item in choice.items])

    def _item(self, item: "_Item", scene: Scene, where: _Where) -> Spans:
        if isinstance(item, Term):
            return self._term(item, scene, where)
        if isinstance(item, Pattern):
            found = Spans.of(self._matches(item, scene))
            return found if where is None else found.within(where)
        if isinstance(item, Near):
            return self._near(item, scene, where)
        return self._on_common_pages(item, scene, where)

    def _term(self, term: Term, scene: Scene, where: _Where) -> Spans:
        starts = occurrences(scene.text.data, term.text, where)
        scanned = scene.text.length if where is None else sum(end - start for start, end in where)
        before, over = self._seen.get(term.text, (0, 0))
        self._seen[term.text] = before + len(starts), over + scanned
        found = Spans.of_length(starts, self._units(term.text)) if starts else Spans()
        if not self._distinguish or not found:
            return found
        wanted = fold(self._query.text[term.position : term.end], self._distinguish).text
        printed = (scene.source(start, end) for start, end in found)
        return found.where([wanted in fold(each, self._distinguish).text for each in printed])

    def _frequency(self, choice: "_Choice") -> tuple[float, int]:
        """How often the items have stood in a text so far; the longer ones are taken to be rarer."""
        return sum(map(self._rate, choice.texts)), -choice.shortest

    def _rate(self, text: str) -> float:
        count, over = self._seen.get(text, (0, 0))
        return count / max(over, 1)

    def _near(self, near: Near, scene: Scene, where: _Where) -> Spans:
        """Where the terms stand that have one of the next within reach in their passage."""
        rarest = min(near.terms, key=lambda term: (self._rate(term.text), -len(term.text)))
        anchors = self._term(rarest, scene, None)
        if not anchors:
            return anchors
        reach = sum(near.reaches) + sum(units(term.text) for term in near.terms)
        around = joined((max(0, start - reach), end + reach) for start, end in anchors)
        kept = [
            list(anchors if term is rarest else self._term(term, scene, around))
            for term in near.terms
        ]
        steps = range(len(near.reaches))
        for at in [*steps, *reversed(steps)]:
            kept[at], kept[at + 1] = _pairs(kept[at], kept[at + 1], near.reaches[at], scene)
        found = Spans.of(each for ranges in kept for each in ranges)
        return found if where is None else found.within(where)

    def _matches(self, pattern: Pattern, scene: Scene) -> Iterator[Range]:
        import regex  # noqa: PLC0415 - few queries need it

        compiled = regex.compile(pattern.source, regex.IGNORECASE)
        whole = unpack(scene.text.data)
        began = time.monotonic()
        starts = scene.text.starts
        ends = [*starts[1:], scene.text.length + 1][: len(starts)]
        try:
            for start, end in zip(starts, ends, strict=True):
                piece = whole[2 * start : 2 * (end - 1)].decode(ENCODING)
                left = self._time_left(began)
                for match in compiled.finditer(piece, timeout=left, concurrent=True):
                    first, last = match.span()
                    if last > first:
                        yield start + units(piece[:first]), start + units(piece[:last])
        except TimeoutError as error:
            raise QueryError(
                "The regular expression takes too long.", "Make it simpler.", pattern.position
            ) from error
        finally:
            self._left -= time.monotonic() - began

    def _time_left(self, began: float) -> float:
        """Seconds that expressions may still take. Raises TimeoutError when there are none."""
        left = self._left - (time.monotonic() - began)
        if left <= 0:
            raise TimeoutError
        return left


class _Choice:
    """Items of which one is enough.

    Attributes:
        texts: of all their terms.
        shortest: the length of the shortest of these.
    """

    def __init__(self, items: Iterable["_Item"]) -> None:
        self.items = tuple(items)
        self.texts = [term.text for item in self.items for term in _terms(item)]
        self.shortest = min(map(len, self.texts), default=0)


_Item = Item | tuple[_Choice, ...]
"""A tuple is Latin words in a row that nowhere stand so, a choice each."""


def _item(item: Item, stands_somewhere: Callable[[str], bool]) -> _Item:
    """Latin words in a row as one term where they stand so, else each by itself."""
    if isinstance(item, Term) and len(item.words) > 1 and not stands_somewhere(item.text):
        words = (Term(word, item.position, item.end, (word,)) for word in item.words)
        return tuple(_Choice((word,)) for word in words)
    return item


def _terms(item: _Item) -> Iterable[Term]:
    if isinstance(item, tuple):
        return [term for choice in item for each in choice.items for term in _terms(each)]
    if isinstance(item, Near):
        return item.terms
    return (item,) if isinstance(item, Term) else ()


def _narrowed(pages: set[int], scene: Scene) -> _Where:
    """Where `pages` stand; None where a scan of all of the text is as quick."""
    stretches = sum(map(pages.__contains__, scene.text.pages))
    if stretches * STRETCH > scene.text.length:
        return None
    return scene.text.stretches(pages)


def _pairs(
    some: list[Range], others: list[Range], reach: int, scene: Scene
) -> tuple[list[Range], list[Range]]:
    """Those of each list that have one of the other within reach in their passage."""
    longest = max((end - start for start, end in others), default=0)
    starts = [start for start, _ in others]
    left: list[Range] = []
    right: set[int] = set()
    for start, end in some:
        passage = scene.passage_at(start)
        first = bisect_left(starts, start - reach - longest)
        last = bisect_right(starts, end + reach)
        near = [
            at
            for at in range(first, last)
            if others[at] != (start, end)
            and others[at][1] >= start - reach
            and scene.passage_at(others[at][0]) == passage
        ]
        if near:
            left.append((start, end))
            right.update(near)
    return left, [others[at] for at in sorted(right)]


def _keeps_part(which: Filter, scene: Scene, spans: Spans) -> list[bool]:
    wanted = {PARTS.index(part) for part in PARTS if part.value in which.values}
    parts = scene.text.parts
    return [parts[number] in wanted for number in scene.passages(spans)]


def _keeps_page(which: Filter, scene: Scene, spans: Spans) -> list[bool]:
    kind, first, last = which.values

    @lru_cache(None)
    def keeps(page: int) -> bool:
        label = str(page + 1) if kind else scene.label(page)
        if not label.isdecimal():
            return False
        return int(first) <= int(label) and (not last or int(label) <= int(last))

    return list(map(keeps, scene.pages(spans)))


def _keeps_unit(which: Filter, scene: Scene, spans: Spans) -> list[bool]:
    @lru_cache(None)
    def under(heading: int) -> bool:
        return heading >= 0 and any(
            label_of(label)[0] == UNITS[which.field] and _names(label, title, which.values)
            for label, title in scene.trail(heading)
        )

    headings = scene.text.headings
    return [under(headings[number]) for number in scene.passages(spans)]


_KEEPS: dict[str, Callable[[Filter, Scene, Spans], list[bool]]] = {
    "in": _keeps_part,
    "page": _keeps_page,
}
"""Whether a filter keeps each of the spans."""


def _names(label: str, title: str, values: Sequence[str]) -> bool:
    """Whether one of the folded values is the heading's number, or stands in its label and title."""
    number = counts(fold(label).text)[:1]
    whole = fold(f"{label}{title}").text
    return any(number == counts(value) if value.isdecimal() else value in whole for value in values)
