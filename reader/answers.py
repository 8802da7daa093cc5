"""What there is to say about a target: meanings, sentences, uses by chapter, who refers to what.

Pure: works on the records of a `TargetIndex` in memory; no Qt, no disk. Sentences for people
are put together by the widgets.
"""

import re
import unicodedata
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
from reader.targets import Kind, Target, TargetIndex

GUESS_BELOW = 0.6
"""A finding of less confidence is shown as a guess, with the others as candidates."""

CHAPTER_LEVEL = 2
"""The deepest outline level that groups a list of uses: 1 is 部 or an unnumbered title, 2 is 章."""

SENTENCE_LENGTH = 240
SNIPPET_BEFORE = 18
SNIPPET_AFTER = 46

_ADDRESS = re.compile(r"https?://[!-~]+")
_SENTENCE_ENDS = "。．!?！？"


class Snippet(Struct, frozen=True):
    """Reading text around something; `text[start:end]` is the thing itself."""

    text: str
    start: int
    end: int


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


class PageAnswer(Struct, frozen=True):
    """What one page contains, each thing once, from top to bottom; notes in their own order.

    `notes` are marks or notes: what stands on the page, or is marked there.
    """

    notes: tuple[Target, ...]
    terms: tuple[Target, ...]
    references: tuple[Target, ...]
    captions: tuple[Target, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.terms or self.references or self.captions)


class Answers:
    """Answers from `index`; `order` lists the documents in reading order."""

    def __init__(self, index: TargetIndex, order: Sequence[int]) -> None:
        self.index = index
        self._uses: dict[str, list[UseGroup]] = {}
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

    def next_use(self, entry: Entry, item: int) -> int:
        """The use after `item` in reading order, the first after the last one or for −1."""
        order = [each for group in self.uses(entry) for each in group.items]
        if item not in order:
            return order[0]
        return order[(order.index(item) + 1) % len(order)]

    def snippet(self, document: int, where: TextRange) -> Snippet:
        """A little reading text around `where`; empty when the passage is not there."""
        structure = self.structure(document)
        if structure is None or where.passage >= len(structure.passages):
            return Snippet("", 0, 0)
        text = structure.passages[where.passage].text
        start = max(0, where.start - SNIPPET_BEFORE)
        end = min(len(text), where.end + SNIPPET_AFTER)
        head = "…" if start else ""
        tail = "…" if end < len(text) else ""
        shift = len(head) - start
        return Snippet(head + text[start:end] + tail, where.start + shift, where.end + shift)

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

    def page(self, document: int, page: int) -> PageAnswer:
        """What stands on a page."""
        structure = self.structure(document)
        said = structure.references if structure else ()

        def key(target: Target) -> object:
            if target.kind is not Kind.REFERENCE:
                return target.index
            return said[target.index].kind, said[target.index].number

        def once(*kinds: Kind) -> tuple[Target, ...]:
            found: dict[object, Target] = {}
            for target in self.index.on_page(document, page):
                if target.kind in kinds:
                    found.setdefault(key(target), target)
            return tuple(found.values())

        return PageAnswer(
            notes=tuple(sorted(once(Kind.MARK, Kind.NOTE), key=lambda target: target.index)),
            terms=once(Kind.TERM),
            references=once(Kind.REFERENCE),
            captions=once(Kind.CAPTION),
        )

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
            sentence=_sentence(structure, definition.range),
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


def addresses(text: str) -> list[str]:
    """The web addresses in a note, in ASCII, without the punctuation that ends a sentence."""
    plain = unicodedata.normalize("NFKC", text)
    return [found.rstrip(".,;:)]}>'\"") for found in _ADDRESS.findall(plain)]


def _sentence(structure: Structure, where: TextRange) -> Snippet:
    """The sentence that holds `where`, cut to a length that can be read at a glance."""
    if where.passage >= len(structure.passages):
        return Snippet("", 0, 0)
    text = structure.passages[where.passage].text
    start = max(text.rfind(mark, 0, where.start) + 1 for mark in _SENTENCE_ENDS)
    ends = [at + 1 for mark in _SENTENCE_ENDS if (at := text.find(mark, where.end)) >= 0]
    end = min(ends, default=len(text))
    head, tail = "", ""
    if where.start - start > SENTENCE_LENGTH // 2:
        start, head = where.start - SENTENCE_LENGTH // 2, "…"
    if end - start > SENTENCE_LENGTH:
        end, tail = max(start + SENTENCE_LENGTH, where.end), "…"
    while start < where.start and text[start].isspace():
        start += 1
    shift = len(head) - start
    return Snippet(head + text[start:end] + tail, where.start + shift, where.end + shift)
