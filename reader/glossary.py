"""The short names of a volume or of the library as one glossary: what each means, sorted, filtered, set apart.

Pure: made of `Answers` or of rows of the catalogue; no Qt, no disk, no dictionary. How a name is
read comes in as plain data.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from msgspec import Struct

from index_builder.model import Definition, Entry, TextRange
from index_builder.readings import as_reading, typed_reading
from index_builder.text import fold
from reader.answers import GUESS_BELOW, Answers, Meaning, meaning_text
from reader.results import LibraryName
from reader.targets import Kind, Target


class Standing(StrEnum):
    """How a name stands: with several meanings, explained, or used and never explained."""

    SEVERAL = "several"
    EXPLAINED = "explained"
    UNEXPLAINED = "unexplained"


class Order(StrEnum):
    """ABC: Latin names, then Japanese ones by their reading, as the index of a book. KANA: by the
    reading of the Japanese name, of an acronym that of its long form; what has none follows by
    its letters. FIRST: as they first appear. COUNT: the most used first.
    """

    ABC = "abc"
    KANA = "kana"
    FIRST = "first"
    COUNT = "count"


class Sense(Struct, frozen=True):
    """One thing that a name stands for, by the place that says it first.

    `meaning` is that place in the open volume, `known` in the library; the other is None.
    """

    definition: Definition
    meaning: Meaning | None = None
    known: LibraryName | None = None

    @property
    def long_form(self) -> str:
        return self.definition.long_form

    @property
    def expansion(self) -> str:
        return self.definition.expansion

    @property
    def is_guess(self) -> bool:
        return self.definition.confidence < GUESS_BELOW

    @property
    def text(self) -> str:
        said = meaning_text(self.definition)
        return said or (self.meaning.sentence.text if self.meaning is not None else "")


class Term(Struct, frozen=True):
    """One name of a glossary.

    Attributes:
        kind: "acronym" or "term".
        senses: each thing it stands for once, sure ones first, as they are introduced.
        count: how often it is used; in the library, in how many documents it is introduced, or
            used when it is never explained.
        first: sorts by first appearance.
        index: into `VolumeLinks.entries`, −1 in the library.
        places: in the library, what each document that introduces it says first; of one that is
            never explained, where each document uses it first.
    """

    name: str
    kind: str
    senses: tuple[Sense, ...]
    count: int
    first: tuple[int, ...]
    index: int = -1
    places: tuple[LibraryName, ...] = ()

    @property
    def standing(self) -> Standing:
        if not self.senses:
            return Standing.UNEXPLAINED
        sure = [sense for sense in self.senses if not sense.is_guess]
        return Standing.SEVERAL if len(sure) > 1 else Standing.EXPLAINED

    @property
    def is_guess(self) -> bool:
        """Whether nothing sure is known of it."""
        return bool(self.senses) and all(sense.is_guess for sense in self.senses)


class Row(Struct, frozen=True):
    """A term as it stands in the sorted glossary, under `letter` (A, か)."""

    term: Term
    letter: str


class Glossary(Struct, frozen=True, dict=True):
    """The terms, and how they are read: text → hiragana, as far as that is known."""

    terms: tuple[Term, ...] = ()
    readings: Mapping[str, str] = {}

    def texts(self) -> set[str]:
        """What has a reading: Japanese names and long forms."""
        names = (term.name for term in self.terms)
        forms = (sense.long_form for term in self.terms for sense in term.senses)
        return {text for text in (*names, *forms) if _is_japanese(text)}

    def is_unread(self) -> bool:
        """Whether it is not known of some text how it is read."""
        return not self.texts() <= self.readings.keys()

    def sorted_terms(self, order: Order) -> list[Term]:
        """All terms, whatever their standing."""
        return [row.term for row, _, _ in self._sorted(order)]

    def rows(self, order: Order, query: str = "") -> dict[Standing, list[Row]]:
        """The terms that hold every word of `query`, sorted, by their standing.

        Names that begin as the query does come first.
        Compared as the search does, hiragana and katakana alike; readings may be typed, in kana
        or in Latin letters.
        """
        rows = self._sorted(order)
        asked = [_spellings(word) for word in query.split()]
        for words in asked:
            rows = [row for row in rows if any(word in row[2] for word in words)]
        if asked:
            rows = sorted(rows, key=lambda row: not row[2].startswith(asked[0]))
        found: dict[Standing, list[Row]] = {standing: [] for standing in Standing}
        for row, standing, _ in rows:
            found[standing].append(row)
        return found

    def _sorted(self, order: Order) -> list[tuple[Row, Standing, str]]:
        known = self._orders.get(order)
        if known is None:
            keys = self._keys(order)
            places = sorted(range(len(self.terms)), key=keys.__getitem__)
            rows = (Row(self.terms[at], self._letter(self.terms[at], order)) for at in places)
            known = self._orders[order] = [
                (row, self.terms[at].standing, self._hay[at])
                for row, at in zip(rows, places, strict=True)
            ]
        return known

    @cached_property
    def _orders(self) -> dict[Order, list[tuple[Row, Standing, str]]]:
        return {}

    @cached_property
    def _hay(self) -> list[str]:
        """What a filter looks into, term for term."""
        return [
            "\n".join(
                part
                for text in (t.name, *(p for s in t.senses for p in (s.long_form, s.expansion)))
                for part in dict.fromkeys((as_reading(text), self.readings.get(text, "")))
            )
            for t in self.terms
        ]

    def _keys(self, order: Order) -> list[tuple[object, ...]]:
        if order is Order.FIRST:
            return [term.first for term in self.terms]
        if order is Order.COUNT:
            return [(-term.count, *self._letters(term)) for term in self.terms]
        if order is Order.ABC:
            return [self._letters(term) for term in self.terms]
        return [
            (0, *kana_key(reading))
            if (reading := self._reading(term))
            else (1, *self._letters(term))
            for term in self.terms
        ]

    def _letters(self, term: Term) -> tuple[object, ...]:
        """The key of an index: Latin names by their letters, Japanese ones behind them by their reading."""
        if _leads_japanese(term.name):
            return 1, *kana_key(self.readings.get(term.name) or as_reading(term.name)), term.name
        return 0, fold(term.name).text, "", term.name

    def _reading(self, term: Term) -> str:
        """How the Japanese name is read, "" where there is none."""
        forms = [sense.long_form for sense in term.senses if _is_japanese(sense.long_form)]
        if _leads_japanese(term.name):
            forms.insert(0, term.name)
        japanese = forms[0] if forms else ""
        return self.readings.get(japanese) or as_reading(japanese)

    def _letter(self, term: Term, order: Order) -> str:
        """What the term stands under; "" where the order has no letters."""
        if order in {Order.FIRST, Order.COUNT}:
            return ""
        reading = self._reading(term) if order is Order.KANA else ""
        if order is Order.ABC and _leads_japanese(term.name):
            reading = self.readings.get(term.name) or as_reading(term.name)
        if reading:
            return kana_row(reading)
        first = fold(term.name).text[:1].upper()
        return first if first.isascii() and first.isalpha() else "0-9"


def of_volume(answers: Answers, order: Sequence[int]) -> Glossary:
    """The glossary of the volume that `answers` speaks of; `order` lists its documents in reading order."""
    rank = {document: place for place, document in enumerate(order)}
    terms = (
        _term(answers, rank, index, entry)
        for index, entry in enumerate(answers.index.links.entries)
        if entry.uses or entry.definitions
    )
    return Glossary(tuple(terms))


def of_library(names: Iterable[LibraryName], order: Sequence[str] = ()) -> Glossary:
    """The glossary of all documents; `order` lists their contents as they stand in the library."""
    rank = {content: place for place, content in enumerate(order)}
    grouped: dict[str, list[LibraryName]] = {}
    for each in names:
        grouped.setdefault(each.said.name, []).append(each)
    terms = []
    for name, told in grouped.items():
        introduced = [place for place in told if isinstance(place.said, Definition)]
        places = sorted(introduced or told, key=lambda place: rank.get(place.content, len(rank)))
        by_document = {place.content: place for place in reversed(places)}
        firsts = tuple(by_document[content] for content in dict.fromkeys(p.content for p in places))
        said = [
            Sense(place.said, known=place) for place in places if isinstance(place.said, Definition)
        ]
        senses = _distinct(sorted(said, key=lambda sense: sense.is_guess))
        kind = said[0].definition.kind if said else "acronym"
        first = (rank.get(firsts[0].content, len(rank)),)
        terms.append(Term(name, kind, senses, len(firsts), first, places=firsts))
    return Glossary(tuple(terms))


def _term(answers: Answers, rank: Mapping[int, int], index: int, entry: Entry) -> Term:
    meanings = answers.meanings(entry, next(iter(rank), 0), -1)
    senses = _distinct(Sense(meaning.definition, meaning) for meaning in meanings)
    kind = meanings[0].definition.kind if meanings else "acronym"
    starts = [
        *((rank.get(document, 0), *use.range) for document, use in entry.uses),
        *((rank.get(m.location.document, 0), *m.definition.range) for m in meanings),
    ]
    return Term(entry.name, kind, senses, len(entry.uses), min(starts, default=(0,)), index)


def _distinct(senses: Iterable[Sense]) -> tuple[Sense, ...]:
    """Those that differ from all before them; a guess that agrees with a sure one says nothing new."""
    found: list[Sense] = []
    for sense in senses:
        if not any(_agree(sense, other) for other in found):
            found.append(sense)
    return tuple(found)


def _agree(one: Sense, other: Sense) -> bool:
    """Whether two senses may be one: nothing that both say differs, or one of two things is the same."""
    said = [
        (_letters_of(a), _letters_of(b))
        for a, b in ((one.long_form, other.long_form), (one.expansion, other.expansion))
        if a and b
    ]
    return not said or any(a in b or b in a for a, b in said)


def _letters_of(text: str) -> str:
    return "".join(char for char in fold(text).text if char.isalnum())


def term_target(index: int, sense: Sense | None, answers: Answers) -> Target | None:
    """What the side panel shows of an entry: the place that introduces it so, else its first use."""
    entry = answers.entry(index)
    if sense is not None and sense.meaning is not None:
        location, where = sense.meaning.location, sense.meaning.definition.range
        place = location.place
        item = _use_at(entry, location.document, where)
        return Target(Kind.TERM, location.document, place.page, place.rects, index, item)
    return use_target(index, entry, answers.use_beside(entry, -1, 1)) if entry.uses else None


def use_target(index: int, entry: Entry, item: int) -> Target:
    """A use of the entry at `index` as what the side panel shows."""
    document, use = entry.uses[item]
    return Target(Kind.TERM, document, use.places[0].page, use.places[0].rects, index, item)


def _use_at(entry: Entry, document: int, where: TextRange) -> int:
    """The use that stands in the range `where` of a document, −1 for none."""
    for item, (number, use) in enumerate(entry.uses):
        same = number == document and use.range.passage == where.passage
        if same and use.range.start < where.end and where.start < use.range.end:
            return item
    return -1


# --- how Japanese is sorted -----------------------------------------------------------------

_LARGE = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_ROWS = ("あいうえおゔ", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ",
         "まみむめも", "やゆよ", "らりるれろ", "わゐゑをん")  # fmt: skip
_VOWELS = {
    char: vowel
    for chars, vowel in (
        ("あかさたなはまやらわ", "あ"),
        ("いきしちにひみりゐ", "い"),
        ("うくすつぬふむゆる", "う"),
        ("えけせてねへめれゑ", "え"),
        ("おこそとのほもよろを", "お"),
    )
    for char in chars
}


def kana_key(reading: str) -> tuple[str, str]:
    """Sorts as JIS X 4061 has it: by plain kana first, long vowels as vowels; voicing and size after."""
    plain: list[str] = []
    for char in unicodedata.normalize("NFD", reading).translate(_LARGE):
        if unicodedata.combining(char):
            continue
        plain.append(_VOWELS.get(plain[-1], char) if char in "-ー" and plain else char)
    return "".join(plain), reading


def kana_row(reading: str) -> str:
    """The 行 that a reading stands under: か for がっこう; its own sign where it is no kana."""
    first = kana_key(reading)[0][:1]
    return next((row[0] for row in _ROWS if first in row), first.upper()) if first else ""


def _is_japanese(text: str) -> bool:
    return any(char >= "\u3005" for char in fold(text).text)


def _leads_japanese(name: str) -> bool:
    """Whether a name begins with a Japanese letter: ＳＴＳフォーラム does not."""
    first = next((char for char in fold(name).text if char.isalnum()), "")
    return first >= "\u3005"


def _spellings(word: str) -> tuple[str, ...]:
    """A word of a filter as it may stand in a term: as typed, or as it is read."""
    return tuple(each for each in dict.fromkeys((as_reading(word), typed_reading(word))) if each)
