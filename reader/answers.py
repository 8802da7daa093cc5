"""What there is to say about a target: meanings, sentences, uses by chapter, who refers to what.

Pure: works on the records of a `TargetIndex` in memory; no Qt, no disk. Sentences for people
are put together by the widgets.
"""

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from index_builder.model import (
    Caption,
    Definition,
    Entry,
    Footnote,
    Heading,
    Location,
    Place,
    Reference,
    Structure,
    TextRange,
)
from index_builder.plain import plain
from index_builder.uses import words_in
from reader.excerpts import Snippet, around, first_lines, sentence, snippet
from reader.targets import TargetIndex

GUESS_BELOW = 0.6
"""A finding of less confidence is shown as a guess, with the others as candidates."""

CHAPTER_LEVEL = 2
"""The deepest outline level that groups a list of uses: 1 is 部 or an unnumbered title, 2 is 章."""

NO_TEXT = frozenset({"no-text", "no-unicode"})
"""Kinds of issues: a page on which nothing can be found."""


class Meaning(Struct, frozen=True):
    """One place that introduces a short name; `note` is the footnote that holds the expansion."""

    location: Location
    definition: Definition
    sentence: Snippet
    note: Footnote | None

    @property
    def is_guess(self) -> bool:
        return self.definition.confidence < GUESS_BELOW


class UseGroup(Struct, frozen=True):
    """The uses of an entry under one chapter; `items` index `Entry.uses`, in reading order."""

    title: str
    items: tuple[int, ...]


class Mention(Struct, frozen=True):
    """A note (`note` indexes the document's `footnotes`) that holds a name, with the text around it."""

    document: int
    note: int
    snippet: Snippet


class Referred(Struct, frozen=True):
    """What a reference points to.

    Attributes:
        location: None when no given file holds the target.
        known: False while the volume's links are not there yet.
        caption, heading: what stands at `location`, where it is one of them.
        is_guess: several places have the number, and this is but the nearest.
    """

    reference: Reference
    location: Location | None
    known: bool
    caption: Caption | None = None
    heading: Heading | None = None
    is_guess: bool = False


class Answers:
    """Answers from `index`; `order` lists the documents in reading order."""

    def __init__(self, index: TargetIndex, order: Sequence[int]) -> None:
        self.index = index
        self._uses: dict[str, list[UseGroup]] = {}
        self._orders: dict[str, tuple[int, ...]] = {}
        self._rank = {document: rank for rank, document in enumerate(order)}

    def structure(self, document: int) -> Structure | None:
        documents = self.index.documents
        return documents[document] if 0 <= document < len(documents) else None

    def entry(self, index: int) -> Entry:
        return self.index.links.entries[index]

    def meanings(self, entry: Entry, document: int, page: int) -> list[Meaning]:
        """Every introduction of the name, the one that holds at (document, page) first.

        That is the last sure one before the place in reading order, else the first sure one;
        guesses follow by their confidence. One that leaves out the original words or the
        Japanese name takes them from another that agrees with it in the rest.
        """
        here = (self._rank.get(document, 0), page)
        found = [
            self._meaning(number, structure, structure.definitions[at])
            for number, at in entry.definitions
            if (structure := self.structure(number)) is not None
        ]
        said = [meaning.definition for meaning in found if not meaning.is_guess]
        found = [replace(m, definition=_completed(m.definition, said)) for m in found]
        sure = sorted((m for m in found if not m.is_guess), key=self._place_rank)
        before = [m for m in sure if self._place_rank(m)[:2] <= here]
        after = [m for m in sure if self._place_rank(m)[:2] > here]
        guesses = sorted(
            (m for m in found if m.is_guess), key=lambda meaning: -meaning.definition.confidence
        )
        return [*reversed(before), *after, *guesses]

    def uses(self, entry: Entry) -> list[UseGroup]:
        """The uses grouped by the chapter they stand in, in reading order."""
        if entry.name not in self._uses:
            self._uses[entry.name] = self._grouped(entry)
        return self._uses[entry.name]

    def use_beside(self, entry: Entry, item: int, step: int) -> int:
        """The use `step` (1 or −1) from `item` in reading order, around both ends; −1 is before the first."""
        order = self._order(entry)
        at = order.index(item) if item in order else min(-step, 0)
        return order[(at + step) % len(order)]

    def use_number(self, entry: Entry, item: int) -> int:
        """Which use `item` is in reading order, counted from 1; 0 for none."""
        order = self._order(entry)
        return order.index(item) + 1 if item in order else 0

    def mentions(self, entry: Entry) -> list[Mention]:
        """The notes in which the name stands as a word of its own, but those that spell it out."""
        spelling = {
            (document, structure.definitions[at].note)
            for document, at in entry.definitions
            if (structure := self.structure(document)) is not None
        }
        name = plain(entry.name)
        found = []
        for document, index, text in self._notes:
            if name not in text or (document, index) in spelling:
                continue
            if (at := next(words_in(text, name), None)) is not None:
                found.append(
                    Mention(document, index, around(self._note_text(document, index), *at))
                )
        return found

    def snippet(self, document: int, where: TextRange) -> Snippet:
        """A little reading text around `where`; empty when the passage is not there."""
        return snippet(self.structure(document), where)

    def chapter(self, document: int, where: TextRange) -> str:
        """The chapter in which `where` stands, with its part; the document's title where there is none."""
        return self._chapter(document, where)[1]

    def referred(self, document: int, reference: int) -> Referred | None:
        """What `references[reference]` of a document points to; None without a structure."""
        structure = self.structure(document)
        if structure is None:
            return None
        said = structure.references[reference]
        resolution = self.index.resolution(document, reference)
        if resolution is None or resolution.target is None:
            return Referred(said, None, known=resolution is not None or self.index.complete)
        target = resolution.target
        found = self._captioned.get((target.document, target.place))
        return Referred(
            said,
            target,
            known=True,
            caption=found if isinstance(found, Caption) else None,
            heading=found if isinstance(found, Heading) else None,
            is_guess=resolution.confidence < GUESS_BELOW,
        )

    def referrers(self, document: int, place: Place) -> list[tuple[int, Reference]]:
        """`(document, reference)` of all that points to `place`, in reading order."""
        found = [
            (number, structure.references[at])
            for number, at in self.index.referrers(document, place)
            if (structure := self.structure(number)) is not None
        ]
        return sorted(found, key=lambda each: (self._rank.get(each[0], 0), each[1].range))

    def places_of(self, document: int, reference: int) -> list[Location]:
        """What a reference points to, and, where that is a guess, the others of the same label."""
        referred = self.referred(document, reference)
        if referred is None or referred.location is None:
            return []
        found = referred.caption or referred.heading
        if not referred.is_guess or found is None or not found.label:
            return [referred.location]
        label, kind = plain(found.label), type(found)
        others = [
            Location(number, place)
            for (number, place), each in self._captioned.items()
            if type(each) is kind and plain(each.label) == label
        ]
        others.sort(key=lambda each: (self._rank.get(each.document, 0), each.place.page))
        return [referred.location, *(each for each in others if each != referred.location)]

    def found_at(self, location: Location) -> Caption | Heading | None:
        """The caption or heading that stands at a place."""
        return self._captioned.get((location.document, location.place))

    def first_lines(self, location: Location) -> str:
        """The beginning of what is read under the heading at `location`, "" for anything else."""
        structure = self.structure(location.document)
        found = self.found_at(location)
        if structure is None or not isinstance(found, Heading):
            return ""
        index = next(n for n, each in enumerate(structure.headings) if each is found)
        return first_lines(structure, index)

    def orphan_marks(self, document: int, page: int) -> list[str]:
        """The labels of the marks on a page for which no note was found."""
        structure = self.structure(document)
        issues = structure.issues if structure is not None else ()
        return [i.detail for i in issues if i.page == page and i.kind == "orphan-mark"]

    def lacks_text(self, document: int, page: int) -> bool:
        """Whether nothing can be found on a page because it holds no text that can be read."""
        structure = self.structure(document)
        issues = structure.issues if structure is not None else ()
        return any(i.page == page and i.kind in NO_TEXT for i in issues)

    def _order(self, entry: Entry) -> tuple[int, ...]:
        if entry.name not in self._orders:
            self._orders[entry.name] = tuple(i for group in self.uses(entry) for i in group.items)
        return self._orders[entry.name]

    @cached_property
    def _notes(self) -> list[tuple[int, int, str]]:
        """(document, footnote, plain text) of all notes in reading order."""
        return [
            (document, index, plain(note.text))
            for document in self._rank
            if (structure := self.structure(document)) is not None
            for index, note in enumerate(structure.footnotes)
        ]

    def _note_text(self, document: int, index: int) -> str:
        structure = self.structure(document)
        return structure.footnotes[index].text if structure is not None else ""

    def _grouped(self, entry: Entry) -> list[UseGroup]:
        def rank(item: int) -> tuple[int, int, int]:
            document, use = entry.uses[item]
            return self._rank.get(document, 0), use.range.passage, use.range.start

        groups: list[tuple[tuple[int, int], str, list[int]]] = []
        for item in sorted(range(len(entry.uses)), key=rank):
            document, use = entry.uses[item]
            key, title = self._chapter(document, use.range)
            if not groups or groups[-1][0] != key:
                groups.append((key, title, []))
            groups[-1][2].append(item)
        return [UseGroup(title, tuple(items)) for _, title, items in groups]

    def _meaning(self, document: int, structure: Structure, definition: Definition) -> Meaning:
        note = structure.footnotes[definition.note] if definition.note >= 0 else None
        return Meaning(
            location=Location(document, definition.place),
            definition=definition,
            sentence=sentence(structure, definition.range),
            note=note,
        )

    def _place_rank(self, meaning: Meaning) -> tuple[int, int, TextRange]:
        location = meaning.location
        rank = self._rank.get(location.document, 0)
        return rank, location.place.page, meaning.definition.range

    def _chapter(self, document: int, where: TextRange) -> tuple[tuple[int, int], str]:
        structure = self.structure(document)
        if structure is None or where.passage >= len(structure.passages):
            return (document, -1), ""
        heading = structure.passages[where.passage].heading
        chapter, title = self._chapters[document][heading] if heading >= 0 else (-1, "")
        return (document, chapter), title or structure.title

    @cached_property
    def _chapters(self) -> dict[int, list[tuple[int, str]]]:
        """Per document and heading the chapter it belongs to: its index, −1 for none, and its name.

        A chapter is named with its part, which may have begun in an earlier file.
        """
        found: dict[int, list[tuple[int, str]]] = {}
        part = ""
        for document in self._rank:
            structure = self.structure(document)
            chapter, title = -1, ""
            found[document] = []
            for index, heading in enumerate(structure.headings if structure else ()):
                if heading.level < CHAPTER_LEVEL:
                    part = heading.label
                    chapter, title = index, heading_text(heading)
                elif heading.level == CHAPTER_LEVEL:
                    chapter, title = index, f"{part} {heading_text(heading)}".strip()
                found[document].append((chapter, title))
        return found

    @cached_property
    def _captioned(self) -> dict[tuple[int, Place], Caption | Heading]:
        found: dict[tuple[int, Place], Caption | Heading] = {}
        for document, structure in enumerate(self.index.documents):
            if structure is not None:
                found.update(((document, each.place), each) for each in structure.headings)
                found.update(((document, each.place), each) for each in structure.captions)
        return found


def _completed(definition: Definition, others: Sequence[Definition]) -> Definition:
    if definition.long_form and not definition.expansion:
        for other in others:
            if other.expansion and other.long_form == definition.long_form:
                return replace(definition, expansion=other.expansion)
    if definition.expansion and not definition.long_form:
        for other in others:
            if other.long_form and other.expansion.casefold() == definition.expansion.casefold():
                return replace(definition, long_form=other.long_form)
    return definition


def heading_text(heading: Heading | Caption) -> str:
    """Label and title as a person writes them."""
    return f"{heading.label}　{heading.title}" if heading.label else heading.title


def meaning_text(definition: Definition) -> str:
    """The meaning in one line: Japanese name and original words, whichever there are."""
    return " — ".join(part for part in (definition.long_form, definition.expansion) if part)
