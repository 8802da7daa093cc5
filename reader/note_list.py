"""The list of notes: what it holds, filtered, sorted and grouped, and how many there are of each kind; pure."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from heapq import merge
from itertools import filterfalse, groupby
from typing import Protocol

from msgspec import Struct

from index_builder.errors import QueryError
from index_builder.query import Clause, Pattern, Query, Term, parse, terms_of
from index_builder.text import fold
from reader.answers import CHAPTER_LEVEL, heading_text
from reader.note_pages import top_of
from reader.records import COLOURS, KINDS, Annotation, Bookmark, Note, day_of
from reader.volume import Volume

BOOKMARK = "bookmark"
LISTED = (BOOKMARK, *KINDS)
"""The kinds of the list."""

OWN, OF_FILE = "own", "file"
"""Whose a note is: its reader's, or one that the file has brought along."""

LEAST_KEPT = 1000
"""Folded texts that are kept whether their notes are there or not."""

PATTERN_SECONDS = 0.05
"""How long a regular expression may take for one note."""

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LEADING = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+)")
_RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
_SIGNS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|__|`|~~")

_APART = "\ue000"
"""Between the parts of a folded text; no query has it, and folding keeps it."""

Start = tuple[int, int, float]
"""Rank of the document in reading order, page, points below its top."""


class Placed(Protocol):
    """A note and the session's number of its document."""

    @property
    def document(self) -> int: ...
    @property
    def record(self) -> Note: ...


class Entry(Struct, frozen=True):
    """A note of the list; `chapter` counts the chapters of the volume, −1 before the first."""

    item: Placed
    chapter: int
    whose: str = OWN

    @property
    def id(self) -> str:
        return self.item.record.id

    @property
    def kind(self) -> str:
        return kind_of(self.item.record)


class Sort(StrEnum):
    """In which order, and so in which groups: chapters, days, colours, tags."""

    READING = "reading"
    NEWEST = "newest"
    CHANGED = "changed"
    COLOUR = "colour"
    TAG = "tag"


class Facet(StrEnum):
    """What a filter beside its text can keep to."""

    COLOUR = "colour"
    KIND = "kind"
    TAG = "tag"
    WHOSE = "whose"


class Choice(Struct, frozen=True):
    """What the list keeps to: `text` in the language of the search, and of each facet one of the values, if any."""

    text: str = ""
    values: frozenset[tuple[Facet, str]] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether nothing is left out."""
        return not self.text.strip() and not self.values

    def of(self, facet: Facet) -> frozenset[str]:
        """The values that are kept of a facet; all of them when there are none."""
        return frozenset(value for each, value in self.values if each is facet)

    def toggled(self, facet: Facet, value: str) -> "Choice":
        """With `value` kept to, or no longer."""
        return Choice(self.text, self.values ^ {(facet, value)})

    def without(self, facet: Facet) -> "Choice":
        return Choice(self.text, frozenset(each for each in self.values if each[0] is not facet))


class Group(Struct, frozen=True):
    """Entries under one title: the number of a chapter, a day as 2026-11-26, a colour, or a tag ("" without any)."""

    key: int | str
    entries: tuple[Entry, ...]


def kind_of(record: Note) -> str:
    """One of `LISTED`; a kind that a newer version knows is shown as the first."""
    if isinstance(record, Bookmark):
        return BOOKMARK
    return record.kind if record.kind in KINDS else KINDS[0]


def colour_of(record: Note) -> str:
    """One of `COLOURS`, "" of a bookmark."""
    if isinstance(record, Bookmark):
        return ""
    return record.colour if record.colour in COLOURS else COLOURS[0]


def tags_of(record: Note) -> tuple[str, ...]:
    """The tags of an annotation; of a bookmark its folder is the one."""
    if isinstance(record, Bookmark):
        return (record.folder,) if record.folder else ()
    return record.tags


def chapters_of(volume: Volume) -> tuple[list[Start], list[str]]:
    """Where the chapters of the volume start, in reading order, and what they are called."""
    starts: list[Start] = []
    titles: list[str] = []
    for rank, document in enumerate(volume.order):
        known = volume.documents[document]
        headings = known.structure.headings if known.structure else ()
        chapters = [heading for heading in headings if heading.level <= CHAPTER_LEVEL]
        if not chapters or chapters[0].place.page > 0:
            starts.append((rank, -1, 0.0))
            titles.append(known.title)
        for heading in chapters:
            starts.append((rank, heading.place.page, heading.place.top))
            titles.append(heading_text(heading))
    return starts, titles


def placing(order: Sequence[int]) -> Callable[[Placed], Start]:
    """Tells where an item stands in a volume that is read in this order of documents."""
    rank = {document: number for number, document in enumerate(order)}

    def place(item: Placed) -> Start:
        record = item.record
        return rank.get(item.document, len(rank)), record.page, top_of(record)

    return place


class NoteTexts:
    """The folded texts of notes, each folded once."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[Note, str]] = {}
        self._most = LEAST_KEPT

    def of(self, record: Note) -> str:
        """What a text filter looks at: quotation, note, tags; of a bookmark title and folder."""
        known = self._folded.get(record.id)
        if known is not None and known[0] is record:
            return known[1]
        text = fold(_APART.join(texts_of(record))).text
        self._folded[record.id] = record, text
        return text

    def keep_only(self, records: Iterable[Note]) -> None:
        """Forgets what is no longer listed, once that is much."""
        if len(self._folded) > self._most:
            ids = {record.id for record in records}
            self._folded = {key: known for key, known in self._folded.items() if key in ids}
            self._most = 2 * len(self._folded) + LEAST_KEPT


def texts_of(record: Note) -> tuple[str, ...]:
    """The words of a note, the reader's own first."""
    if isinstance(record, Bookmark):
        return tuple(filter(None, (record.title, record.folder)))
    return tuple(filter(None, (record.note, record.quotation, *record.tags)))


def holds(query: Query) -> Callable[[str], bool]:
    """Tells whether a folded text is what the words of `query` ask for; its filters are not looked at.

    What it returns raises QueryError when a regular expression takes too long.
    """
    each = conditions(query)
    return each[0] if len(each) == 1 else lambda text: all(one(text) for one in each)


def conditions(query: Query) -> list[Callable[[str], bool]]:
    """As above, one by one."""
    return [
        _has_not(clause) if clause.negated else _has(clause)
        for clause in sorted(query.clauses, key=lambda clause: clause.negated)
    ]


def _has_not(clause: Clause) -> Callable[[str], bool]:
    has = _has(clause)
    return lambda text: not has(text)


def _has(clause: Clause) -> Callable[[str], bool]:
    """Whether a text has one of the items of a clause; NEAR asks for both sides wherever they stand."""
    each = [
        _matches(item) if isinstance(item, Pattern) else _contains(terms_of(Clause((item,))))
        for item in clause.items
    ]
    return each[0] if len(each) == 1 else lambda text: any(one(text) for one in each)


def _contains(terms: Iterable[Term]) -> Callable[[str], bool]:
    first, *others = (word for term in terms for word in term.words)
    if not others:
        return lambda text: first in text
    return lambda text: first in text and all(word in text for word in others)


def _matches(pattern: Pattern) -> Callable[[str], bool]:
    import regex  # noqa: PLC0415 - few filters need it

    compiled = regex.compile(pattern.source)

    def answer(text: str) -> bool:
        try:
            return compiled.search(text, timeout=PATTERN_SECONDS) is not None
        except TimeoutError as error:
            raise QueryError(
                "The regular expression takes too long.", "Make it simpler.", pattern.position
            ) from error

    return answer


class NoteList:
    """The notes of a volume, ready to be filtered.

    Attributes:
        entries: all of them, in reading order.
        chapters: the titles that `Entry.chapter` counts.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.chapters: list[str] = []
        self._texts = NoteTexts()
        self._hay: list[str] = []

    def set_items(
        self, volume: Volume, own: Sequence[Placed], of_file: Sequence[Placed] = ()
    ) -> None:
        """Lists `own` notes, which are in reading order, and those that the files have themselves."""
        place = placing(volume.order)
        starts, self.chapters = chapters_of(volume)
        self.entries = _entries(own, starts, OWN, place)
        if of_file:
            theirs = _entries(sorted(of_file, key=place), starts, OF_FILE, place)
            self.entries = list(merge(self.entries, theirs, key=lambda entry: place(entry.item)))
        self._hay = []
        self._texts.keep_only(entry.item.record for entry in self.entries)

    def fold_some(self, most: int) -> bool:
        """Makes the texts of up to `most` more notes comparable; false when all are."""
        done, of = len(self._hay), self._texts.of
        self._hay += [of(entry.item.record) for entry in self.entries[done : done + most]]
        return len(self._hay) < len(self.entries)

    def find(self, choice: Choice) -> list[Entry]:
        """The entries that `choice` keeps, in reading order. Raises QueryError."""
        entries = self.entries
        if choice.text.strip():
            query = parse(choice.text)
            if query.filters:
                raise QueryError(
                    "部:, 章:, page: and the like belong to the search of the text.",
                    "The buttons below filter this list.",
                    0,
                )
            self.fold_some(len(entries))
            asked = holds(query)
            entries = [entry for entry, text in zip(entries, self._hay, strict=True) if asked(text)]
        for facet in Facet:
            if wanted := choice.of(facet):
                entries = [
                    entry for entry in entries if not wanted.isdisjoint(values(entry, facet))
                ]
        return entries

    def counts(self, choice: Choice, facet: Facet) -> Counter[str]:
        """How many entries have each value of `facet`, of those that everything else keeps. Raises QueryError."""
        found = self.find(choice.without(facet))
        return Counter(value for entry in found for value in values(entry, facet))


def values(entry: Entry, facet: Facet) -> tuple[str, ...]:
    """What an entry has of a facet."""
    if facet is Facet.KIND:
        return (entry.kind,)
    if facet is Facet.WHOSE:
        return (entry.whose,)
    record = entry.item.record
    return tags_of(record) if facet is Facet.TAG else (colour_of(record),)


def _entries(
    items: Sequence[Placed], starts: Sequence[Start], whose: str, place: Callable[[Placed], Start]
) -> list[Entry]:
    """`items`, which are in reading order, each with its chapter: one search for each chapter, not for each item."""
    ends = [bisect_left(items, start, key=place) for start in starts[1:]]
    first = bisect_left(items, starts[0], key=place) if starts else len(items)
    borders = [0, first, *ends, len(items)]
    return [
        Entry(item, chapter - 1, whose)
        for chapter in range(len(borders) - 1)
        for item in items[borders[chapter] : borders[chapter + 1]]
    ]


def grouped(entries: Sequence[Entry], sort: Sort) -> list[Group]:
    """Entries in reading order under the titles that `sort` asks for; with several tags under each of them."""
    if sort is Sort.READING:
        return _groups(entries, lambda entry: entry.chapter)
    if sort is Sort.NEWEST:
        newest = sorted(entries, key=lambda entry: entry.item.record.created, reverse=True)
        return _groups(newest, lambda entry: _day(entry.item.record.created))
    if sort is Sort.CHANGED:
        changed = sorted(entries, key=lambda entry: changed_at(entry.item.record), reverse=True)
        return _groups(changed, lambda entry: _day(changed_at(entry.item.record)))
    if sort is Sort.COLOUR:
        by_value = _by_value(entries, Facet.COLOUR)
        return [Group(key, tuple(by_value[key])) for key in (*COLOURS, "") if key in by_value]
    by_value = _by_value(entries, Facet.TAG)
    names = sorted(by_value, key=lambda tag: (not tag, fold(tag).text, tag))
    return [Group(key, tuple(by_value[key])) for key in names]


def _groups(entries: Iterable[Entry], key: Callable[[Entry], int | str]) -> list[Group]:
    return [Group(name, tuple(members)) for name, members in groupby(entries, key)]


def _by_value(entries: Iterable[Entry], facet: Facet) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for value in values(entry, facet) or ("",):
            found.setdefault(value, []).append(entry)
    return found


def changed_at(record: Note) -> str:
    """When a note was changed last; a bookmark keeps the time at which it was made."""
    return record.modified if isinstance(record, Annotation) else record.created


@lru_cache(1 << 15)
def _day(moment: str) -> str:
    return day_of(moment)


def tags_in_use(entries: Iterable[Entry]) -> list[str]:
    """The tags of annotations, the most used first."""
    count = Counter(
        tag
        for entry in entries
        if isinstance(entry.item.record, Annotation)
        for tag in entry.item.record.tags
    )
    return sorted(count, key=lambda tag: (-count[tag], fold(tag).text, tag))


def with_tag(tags: Sequence[str], tag: str) -> tuple[str, ...]:
    """`tags` and `tag`; one that differs in width or case only is there already."""
    tag = " ".join(tag.split()).lstrip("#＃").strip()
    folded = fold(tag).text
    if not folded or any(fold(each).text == folded for each in tags):
        return tuple(tags)
    return (*tags, tag)


def spelled_as(tag: str, known: Iterable[str]) -> str:
    """`tag` as it is spelled where it is in use already."""
    folded = fold(tag.lstrip("#＃")).text
    return next((each for each in known if fold(each).text == folded), tag)


def first_line(note: str) -> str:
    """The first line of Markdown that says something, without its signs."""
    for line in filterfalse(_RULE.fullmatch, note.splitlines()):
        plain = _LINK.sub(r"\1", line)
        plain = _SIGNS.sub("", _LEADING.sub("", plain)).strip()
        if plain:
            return plain
    return ""


def as_text(record: Note, place: str) -> str:
    """A note for the clipboard: what it quotes, where that stands, what is written to it."""
    if isinstance(record, Bookmark):
        return f"{record.title} ({place})"
    quoted = f"“{record.quotation}” ({place})" if record.quotation else f"({place})"
    return "\n".join(
        filter(None, (quoted, record.note, " ".join(f"#{tag}" for tag in record.tags)))
    )
