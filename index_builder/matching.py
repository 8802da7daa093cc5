"""What a query asks, looked for in the folded text of one document.

Ranges are UTF-16 code units of that text. A scan reads every character, so that it misses
nothing; it needs neither words nor an index.
"""

import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index_builder.errors import QueryError
from index_builder.model import PARTS
from index_builder.numbering import CHAPTER, PART, SECTION, counts, label_of
from index_builder.query import Clause, Filter, Item, Near, Pattern, Query, Term, terms_of
from index_builder.stored import ENCODING, FoldedText, storable
from index_builder.text import NOTHING, Fold, fold, units

PATIENCE = 5.0
"""Seconds that the regular expressions of a query may take over all documents."""
UNITS = {"部": PART, "章": CHAPTER, "節": SECTION}

Range = tuple[int, int]
Trail = Sequence[tuple[str, str]]
"""Labels and titles of the headings above something, outermost first."""


@dataclass(frozen=True)
class Scene:
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

    def passages(self, ranges: Sequence[Range]) -> list[int]:
        """The passages in which `ranges` lie."""
        return self.text.passages_at([start for start, _ in ranges])

    def pages(self, ranges: Sequence[Range]) -> list[int]:
        """The pages on which `ranges` begin."""
        starts = [start for start, _ in ranges]
        return self.text.pages_at(starts, self.text.passages_at(starts))


class Matcher:
    """A query, made ready for one document after the other.

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
        # The longest words are the rarest: where they do not stand, the others need not be looked for.
        self._positive = sorted(
            (_Clause(c, stands_somewhere) for c in query.clauses if not c.negated),
            key=lambda clause: -clause.length,
        )
        self._negative = [_Clause(c, stands_somewhere) for c in query.clauses if c.negated]
        self._left = PATIENCE
        alone = query.term if not (query.filters or distinguish) else None
        is_one = alone is not None and self._positive[0].items == [alone]
        self._plain = alone.text if alone is not None and is_one else None

    def columns(self, scene: Scene) -> tuple[Sequence[int], Sequence[int]]:
        """Starts and ends of `ranges`."""
        if self._plain is None:
            ranges = self.ranges(scene)
            return [start for start, _ in ranges], [end for _, end in ranges]
        starts = occurrences(scene.text.data, self._plain)
        length = units(self._plain)
        return starts, [start + length for start in starts]

    def ranges(self, scene: Scene) -> list[Range]:
        """Where the positive terms stand on the pages that satisfy the query, in order."""
        if not self._positive or not self._in_file(scene):
            return []
        found: list[Range] = []
        common: set[int] | None = None
        for clause in self._positive:
            here = self._clause(clause, scene)
            if not here:
                return []
            if len(self._positive) > 1:
                pages = set(scene.pages(here))
                common = pages if common is None else common & pages
                if not common:
                    return []
            found += here
        if common is not None:
            found = _unique(_on_pages(found, common, scene))
        return self.kept(found, scene)

    def kept(self, ranges: list[Range], scene: Scene) -> list[Range]:
        """Those of `ranges` that neither a filter nor a negated clause takes out."""
        if not self._in_file(scene):
            return []
        for each in self._query.filters:
            if ranges and each.field != "file":
                flags = _KEEPS.get(each.field, _keeps_unit)(each, scene, ranges)
                ranges = [r for r, flag in zip(ranges, flags, strict=True) if flag != each.negated]
        if ranges and self._negative:
            out = {
                page for each in self._negative for page in scene.pages(self._clause(each, scene))
            }
            pages = scene.pages(ranges)
            ranges = [each for each, page in zip(ranges, pages, strict=True) if page not in out]
        return ranges

    def _in_file(self, scene: Scene) -> bool:
        return all(
            any(value in name for value in each.values for name in scene.files()) != each.negated
            for each in self._query.filters
            if each.field == "file"
        )

    def _clause(self, clause: "_Clause", scene: Scene) -> list[Range]:
        if len(clause.items) == 1:
            return self._item(clause.items[0], scene)
        return _unique([each for item in clause.items for each in self._item(item, scene)])

    def _item(self, item: "_Item", scene: Scene) -> list[Range]:
        if isinstance(item, Pattern):
            return list(self._matches(item, scene))
        if isinstance(item, Near):
            return _near([self._term(term, scene) for term in item.terms], item.reaches, scene)
        if isinstance(item, Term):
            return self._term(item, scene)
        found: list[Range] = []
        pages: set[int] | None = None
        for word in item:
            here = self._term(word, scene)
            there = set(scene.pages(here))
            pages = there if pages is None else pages & there
            found += here
        return _unique(_on_pages(found, pages or set(), scene))

    def _term(self, term: Term, scene: Scene) -> list[Range]:
        length = units(term.text)
        found = [(start, start + length) for start in occurrences(scene.text.data, term.text)]
        if not self._distinguish:
            return found
        wanted = fold(self._query.text[term.position : term.end], self._distinguish).text
        return [
            each
            for each in found
            if fold(scene.source(*each), self._distinguish).text.find(wanted) >= 0
        ]

    def _matches(self, pattern: Pattern, scene: Scene) -> Iterator[Range]:
        import regex  # noqa: PLC0415 - few queries need it

        compiled = regex.compile(pattern.source, regex.IGNORECASE)
        began = time.monotonic()
        starts = scene.text.starts
        ends = [*starts[1:], len(scene.text.data) // 2 + 1][: len(starts)]
        try:
            for start, end in zip(starts, ends, strict=True):
                piece = scene.text.data[2 * start : 2 * (end - 1)].decode(ENCODING)
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


_Item = Item | tuple[Term, ...]


class _Clause:
    """A clause whose Latin words in a row are one term where they stand so, else a tuple of terms."""

    def __init__(self, clause: Clause, stands_somewhere: Callable[[str], bool]) -> None:
        self.length = max((len(term.text) for term in terms_of(clause)), default=0)
        self.items: list[_Item] = []
        for item in clause.items:
            if isinstance(item, Term) and len(item.words) > 1 and not stands_somewhere(item.text):
                at = item.position, item.end
                self.items.append(tuple(Term(word, *at, (word,)) for word in item.words))
            else:
                self.items.append(item)


def occurrences(data: bytes, text: str) -> list[int]:
    """Every place, in code units, at which `text` stands in `data`, those that overlap as well."""
    needle, pattern = _needle(text)
    if pattern is not None:
        return [at >> 1 for match in pattern.finditer(data) if not (at := match.start()) & 1]
    found: list[int] = []
    place = data.find(needle)
    while place >= 0:
        if not place & 1:
            found.append(place >> 1)
        place = data.find(needle, place + 1)
    return found


LONGEST_PATTERN = 200
"""Bytes; a longer text is rare enough to be looked for one by one."""


@lru_cache(256)
def _needle(text: str) -> tuple[bytes, re.Pattern[bytes] | None]:
    """`text` as bytes, and as a pattern where two occurrences cannot overlap, which goes faster."""
    needle = storable(text).encode(ENCODING)
    size = len(needle)
    if size > LONGEST_PATTERN or any(needle[:n] == needle[-n:] for n in range(1, size)):
        return needle, None
    return needle, re.compile(re.escape(needle), re.DOTALL)


def _near(found: Sequence[list[Range]], reaches: Sequence[int], scene: Scene) -> list[Range]:
    """The ranges of each list that have one of the next within reach in their passage."""
    kept = [list(each) for each in found]
    for at in [*range(len(reaches)), *reversed(range(len(reaches)))]:
        kept[at], kept[at + 1] = _pairs(kept[at], kept[at + 1], reaches[at], scene)
    return _unique([each for ranges in kept for each in ranges])


def _pairs(
    some: list[Range], others: list[Range], reach: int, scene: Scene
) -> tuple[list[Range], list[Range]]:
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


def _on_pages(ranges: list[Range], pages: set[int], scene: Scene) -> list[Range]:
    there = scene.pages(ranges)
    return [each for each, page in zip(ranges, there, strict=True) if page in pages]


def _unique(ranges: list[Range]) -> list[Range]:
    return sorted(set(ranges))


def _keeps_part(which: Filter, scene: Scene, ranges: Sequence[Range]) -> list[bool]:
    wanted = {PARTS.index(part) for part in PARTS if part.value in which.values}
    parts = scene.text.parts
    return [parts[number] in wanted for number in scene.passages(ranges)]


def _keeps_page(which: Filter, scene: Scene, ranges: Sequence[Range]) -> list[bool]:
    kind, first, last = which.values

    @lru_cache(None)
    def keeps(page: int) -> bool:
        label = str(page + 1) if kind else scene.label(page)
        if not label.isdecimal():
            return False
        return int(first) <= int(label) and (not last or int(label) <= int(last))

    return list(map(keeps, scene.pages(ranges)))


def _keeps_unit(which: Filter, scene: Scene, ranges: Sequence[Range]) -> list[bool]:
    @lru_cache(None)
    def under(heading: int) -> bool:
        return heading >= 0 and any(
            label_of(label)[0] == UNITS[which.field] and _names(label, title, which.values)
            for label, title in scene.trail(heading)
        )

    headings = scene.text.headings
    return [under(headings[number]) for number in scene.passages(ranges)]


_KEEPS: dict[str, Callable[[Filter, Scene, Sequence[Range]], list[bool]]] = {
    "in": _keeps_part,
    "page": _keeps_page,
}
"""Whether a filter keeps each of the ranges."""


def _names(label: str, title: str, values: Sequence[str]) -> bool:
    """Whether one of the folded values is the heading's number, or stands in its label and title."""
    number = counts(fold(label).text)[:1]
    whole = fold(f"{label}{title}").text
    return any(number == counts(value) if value.isdecimal() else value in whole for value in values)
