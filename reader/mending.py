"""Structures and links of a volume with the reader's corrections put in, before anything is asked of them.

Pure. Each correction is found by its text (`anchors`), never by a number that a rebuild changes;
one that fits nothing changes nothing. Only the documents that are touched are made anew; passages
stay as they were read.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from index_builder.model import (
    Definition,
    Entry,
    Footnote,
    Location,
    Mark,
    Place,
    Resolution,
    Structure,
    TextRange,
    Use,
    VolumeLinks,
)
from index_builder.plain import plain
from reader.anchors import Anchors
from reader.corrections import OF_NAMES, READER, Cited, Corrected, Corrections, Uses, latest
from reader.records import Correction


def corrected(
    documents: Sequence[Structure | None], links: VolumeLinks | None, wanted: Corrections
) -> Corrected:
    """The structures and links of a volume as the reader has corrected them.

    `links` count documents as `documents` do.
    """
    if not wanted.records:
        return Corrected(tuple(documents), links)
    return _Work(documents, links, wanted).done()


class _Work:
    """One application of corrections.

    Attributes:
        definitions: by (document, index) what a definition has become, None where it is gone.
        added: by document the definitions it has gained.
        moves: by document, note and item of a mark the note it belongs to, −1 for none.
        gained: by document and note the marks that the index has not found.
        spots: by document where such marks stand in the reading text, and their notes.
        meanings: by corrected name its definition: the document and where it stands in
            `definitions`, or its place in `added` counted from −1 down; None for no name.
    """

    def __init__(
        self, documents: Sequence[Structure | None], links: VolumeLinks | None, wanted: Corrections
    ) -> None:
        self.documents = tuple(documents)
        self.links = links
        self.wanted = wanted
        self.numbers: dict[str, int] = {}
        for number, content in enumerate(wanted.contents):
            self.numbers.setdefault(content, number)
        self.entries = {entry.name: entry for entry in links.entries} if links else {}
        self.anchors: dict[int, Anchors] = {}
        self.standing: dict[str, Location] = {}
        self.waiting: set[str] = set()
        self.definitions: dict[tuple[int, int], Definition | None] = {}
        self.added: dict[int, list[Definition]] = {}
        self.moves: dict[int, dict[tuple[int, int], int]] = {}
        self.gained: dict[int, dict[int, list[Mark]]] = {}
        self.spots: dict[int, list[tuple[TextRange, int]]] = {}
        self.meanings: dict[str, tuple[int, int] | None] = {}
        self.resolutions: dict[tuple[int, int], Resolution] = {}
        self.names: dict[str, Correction] = {}
        self.marks: dict[tuple[int, Place], Correction] = {}
        self.notes: dict[tuple[int, int], Correction] = {}
        self.references: dict[tuple[int, int], Correction] = {}

    def done(self) -> Corrected:
        records = latest(self.wanted.records)
        named = {record.name for record in records if record.kind in OF_NAMES}
        known = self._known(named)
        for record in records:
            if record.kind in OF_NAMES:
                self._correct_name(record, known.get(record.name, []))
            elif record.kind == "mark":
                self._correct_mark(record)
            else:
                self._correct_reference(record)
        documents, numbers = self._documents()
        return Corrected(
            documents,
            self._links(numbers) if self.links is not None else None,
            self.standing,
            frozenset(self.waiting),
            self.names,
            self.marks,
            self.notes,
            self.references,
            {
                document: self._cited(document)
                for document in self.moves.keys() | self.gained.keys()
            },
        )

    # --- where things stand -----------------------------------------------------------------

    def _known(self, names: set[str]) -> dict[str, list[tuple[int, int]]]:
        """The definitions of some names as (document, index)."""
        found: dict[str, list[tuple[int, int]]] = {}
        for document, structure in enumerate(self.documents):
            for index, definition in enumerate(structure.definitions if structure else ()):
                if definition.name in names:
                    found.setdefault(definition.name, []).append((document, index))
        return found

    def _structure(self, document: int) -> Structure:
        structure = self.documents[document]
        assert structure is not None
        return structure

    def _in(self, document: int) -> Anchors:
        if document not in self.anchors:
            self.anchors[document] = Anchors(self._structure(document))
        return self.anchors[document]

    def _document(self, content: str) -> int:
        """The number of a document whose structure is there, −1 when it is not."""
        number = self.numbers.get(content, -1)
        return number if self._is_read(number) else -1

    def _is_read(self, number: int) -> bool:
        return 0 <= number < len(self.documents) and self.documents[number] is not None

    def _fail(self, record: Correction) -> None:
        """Nothing fits; while something is still to be read that may change."""
        contents = {record.content, record.goal_content or record.content}
        unread = [number for each in contents if (number := self.numbers.get(each, -1)) >= 0]
        if record.kind in OF_NAMES:
            unread = list(range(len(self.documents)))
        if not all(self._is_read(number) for number in unread):
            self.waiting.add(record.id)

    # --- names ------------------------------------------------------------------------------

    def _correct_name(self, record: Correction, known: Sequence[tuple[int, int]]) -> None:
        gone = record.kind == "no-name"
        place = None if gone else self._introduction(record, known)
        if place is None and not gone and (record.kind == "term" or not known):
            place = self._first_use(record)
        if place is not None:
            where = Location(place[0], self._definition(place).place)
        elif gone and (found := self._first_place(record, known)) is not None:
            where = found
        else:
            self._fail(record)
            return
        self.standing[record.id] = where
        self.names[record.name] = record
        self.meanings[record.name] = place
        for each in known:
            self.definitions[each] = None
        if place is not None and place[1] >= 0:
            self.definitions[place] = _said(self._definition(place), record)

    def _first_place(self, record: Correction, known: Sequence[tuple[int, int]]) -> Location | None:
        """Where a name is introduced, or used if it never is."""
        if known:
            return Location(known[0][0], self._definition(known[0]).place)
        uses = self._uses(record.name)
        return Location(uses[0][0], uses[0][1].places[0]) if uses else None

    def _uses(self, name: str) -> list[tuple[int, Use]]:
        """Where a name stands, as it was looked for, or as the index knows it."""
        entry = self.entries.get(name)
        uses = self.wanted.uses.get(name) or (entry.uses if entry else ())
        return [(document, use) for document, use in uses if use.places]

    def _introduction(
        self, record: Correction, known: Sequence[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """Which of the known definitions the reader means; an own meaning may take any of them."""
        document = self._document(record.goal_content or record.content)
        if record.kind == "term":
            return None
        if record.goal is not None and document >= 0:
            among = [index for number, index in known if number == document]
            index = self._in(document).definition(record.goal, among)
            if index >= 0:
                return document, index
        return known[0] if known and record.kind == "meaning" else None

    def _first_use(self, record: Correction) -> tuple[int, int] | None:
        """A definition made of the use where the meaning was given, else of the first use."""
        if record.kind == "definition":
            return None
        uses = self._uses(record.name)
        placed = [(number, use) for number, use in uses if self._is_read(number)]
        if record.name not in self.wanted.uses:
            self.waiting.add(record.id)
        if not placed:
            return None
        document = self._document(record.content)
        here = [(use.range, use.places[0]) for number, use in placed if number == document]
        chosen = self._in(document).stretch(record.anchor, here) if here else -1
        if chosen >= 0:
            where, place = here[chosen]
        else:
            document, use = placed[0]
            where, place = use.range, use.places[0]
        kind = "acronym" if record.name.isascii() else "term"
        made = Definition(record.name, kind, "", "", place, where, READER, 1.0)
        gained = self.added.setdefault(document, [])
        gained.append(_said(made, record))
        return document, -len(gained)

    def _definition(self, place: tuple[int, int]) -> Definition:
        document, index = place
        if index < 0:
            return self.added[document][-index - 1]
        return self._structure(document).definitions[index]

    # --- marks and references ---------------------------------------------------------------

    def _correct_mark(self, record: Correction) -> None:
        document = self._document(record.content)
        if document < 0:
            self._fail(record)
            return
        note, item = self._in(document).mark(record.anchor)
        if note < 0:
            place = self.wanted.spots.get(record.id)
        else:
            place = self._structure(document).footnotes[note].marks[item].place
        goal = self._note_of(record, document, place) if place is not None else -1
        if place is None or (goal < 0 and (note < 0 or record.goal is not None)):
            return
        if note < 0:
            mark = Mark(record.name, place, record.anchor.prefix[-8:], READER, 1.0)
            self.gained.setdefault(document, {}).setdefault(goal, []).append(mark)
            where = self._in(document).text(record.anchor)
            if where is not None:
                self.spots.setdefault(document, []).append((where, goal))
        else:
            self.moves.setdefault(document, {})[note, item] = goal
        self.standing[record.id] = Location(document, place)
        self.marks[document, place] = record
        for each in {note, goal} - {-1}:
            self.notes[document, each] = record

    def _note_of(self, record: Correction, document: int, mark: Place) -> int:
        """The note that a mark belongs to; of notes that say the same the one as near to it as before."""
        if record.goal is None:
            return -1
        page = record.goal.page + mark.page - record.anchor.page
        return self._in(document).note(replace(record.goal, page=page))

    def _correct_reference(self, record: Correction) -> None:
        document = self._document(record.content)
        index = self._in(document).reference(record.anchor) if document >= 0 else -1
        target = self._target(record)
        if index < 0 or (target is None and record.goal is not None):
            self._fail(record)
            return
        if self.links is None:
            self.waiting.add(record.id)
            return
        place = self._structure(document).references[index].places[0]
        self.standing[record.id] = Location(document, place)
        self.references[document, index] = record
        self.resolutions[document, index] = Resolution(document, index, target, READER, 1.0)

    def _target(self, record: Correction) -> Location | None:
        document = self._document(record.goal_content or record.content)
        if record.goal is None or document < 0:
            return None
        place = self._in(document).titled(record.goal)
        return Location(document, place) if place is not None else None

    # --- the volume made anew ---------------------------------------------------------------

    def _documents(
        self,
    ) -> tuple[tuple[Structure | None, ...], dict[int, dict[int, int]]]:
        """The structures, and for each that was touched its definitions' new numbers by their old ones."""
        documents = list(self.documents)
        numbers: dict[int, dict[int, int]] = {}
        for document in {number for number, _ in self.definitions} | set(self.added):
            structure = self._structure(document)
            kept: list[Definition] = []
            renumbered = numbers[document] = {}
            for index, found in enumerate(structure.definitions):
                definition = self.definitions.get((document, index), found)
                if definition is not None:
                    renumbered[index] = len(kept)
                    kept.append(definition)
            for gained, definition in enumerate(self.added.get(document, ())):
                renumbered[-gained - 1] = len(kept)
                kept.append(definition)
            documents[document] = replace(structure, definitions=tuple(kept))
        for document in self.moves.keys() | self.gained.keys():
            present = documents[document]
            assert present is not None
            moves, new = self.moves.get(document, {}), self.gained.get(document, {})
            footnotes = _moved(present.footnotes, moves, new)
            documents[document] = replace(present, footnotes=footnotes)
        return tuple(documents), numbers

    def _cited(self, document: int) -> Cited:
        """What the passages of a document cite otherwise than they were read: the marks of a note in order."""
        moves = self.moves.get(document, {})
        gained: dict[int, list[tuple[int, int]]] = {}
        for where, note in self.spots.get(document, ()):
            gained.setdefault(where.passage, []).append((where.end, note))
        items: Counter[int] = Counter()
        cited = {}
        for number, passage in enumerate(self._structure(document).passages):
            kept = gained.get(number, [])
            for offset, note in passage.notes:
                goal = moves.get((note, items[note]), note)
                items[note] += 1
                if goal >= 0:
                    kept.append((offset, goal))
            if sorted(kept) != list(passage.notes):
                cited[number] = tuple(sorted(kept))
        return cited

    def _links(self, numbers: Mapping[int, Mapping[int, int]]) -> VolumeLinks:
        assert self.links is not None
        links = self.links
        if self.meanings:
            links = replace(links, entries=self._entries(numbers))
        if self.resolutions:
            found = {(each.document, each.reference): each for each in links.resolutions}
            links = replace(links, resolutions=tuple({**found, **self.resolutions}.values()))
        return links

    def _entries(self, numbers: Mapping[int, Mapping[int, int]]) -> tuple[Entry, ...]:
        assert self.links is not None
        own = {name for name, at in self.meanings.items() if at and name in self.wanted.uses}
        spans = _Spans(self.wanted.uses, own)
        entries: dict[str, Entry] = {}
        for entry in self.links.entries:
            if entry.name not in self.meanings:
                entries[entry.name] = spans.without_covered(_renumbered(entry, numbers))
            elif self.meanings[entry.name] is not None:
                entries[entry.name] = entry
        for name, place in self.meanings.items():
            if place is not None:
                document, index = place
                definitions = ((document, numbers[document][index]),)
                entries[name] = Entry(name, definitions, tuple(self._uses(name)))
        return tuple(entries.values())


class _Spans:
    """Where own names stand, so that a shorter name in one of them is no use of its own."""

    def __init__(self, uses: Mapping[str, Uses], names: set[str]) -> None:
        self._names = [plain(name) for name in names]
        self._spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for name in names:
            for document, use in uses[name]:
                _, start, end = use.range
                self._spans.setdefault((document, use.range.passage), []).append((start, end))

    def without_covered(self, entry: Entry) -> Entry:
        name = plain(entry.name)
        if not any(name in own for own in self._names):
            return entry
        uses = tuple(each for each in entry.uses if not self._is_covered(*each))
        return replace(entry, uses=uses) if len(uses) < len(entry.uses) else entry

    def _is_covered(self, document: int, use: Use) -> bool:
        spans = self._spans.get((document, use.range.passage), ())
        return any(start <= use.range.start and use.range.end <= end for start, end in spans)


def _renumbered(entry: Entry, numbers: Mapping[int, Mapping[int, int]]) -> Entry:
    if not any(document in numbers for document, _ in entry.definitions):
        return entry
    definitions = tuple(
        (document, numbers[document][index] if document in numbers else index)
        for document, index in entry.definitions
    )
    return replace(entry, definitions=definitions)


def _said(definition: Definition, record: Correction) -> Definition:
    """The definition as the reader says it is."""
    if record.kind == "definition":
        return replace(definition, evidence=READER, confidence=1.0)
    same = record.expansion == definition.expansion
    return replace(
        definition,
        long_form=record.long_form,
        expansion=record.expansion,
        evidence=READER,
        confidence=1.0,
        note=definition.note if same else -1,
    )


def _moved(
    notes: Sequence[Footnote],
    moves: Mapping[tuple[int, int], int],
    new: Mapping[int, Sequence[Mark]],
) -> tuple[Footnote, ...]:
    """The notes with some of their marks given to others, or to none, and with `new` marks by note."""
    gained = {note: list(marks) for note, marks in new.items()}
    for (note, item), goal in moves.items():
        mark = replace(notes[note].marks[item], evidence=READER, confidence=1.0)
        gained.setdefault(goal, []).append(mark)
    touched = {note for note, _ in moves} | set(gained)
    found = list(notes)
    for number in touched - {-1}:
        kept = [
            mark for item, mark in enumerate(notes[number].marks) if (number, item) not in moves
        ]
        marks = (*kept, *gained.get(number, ()))
        evidence = "mark" if marks else "typography"
        found[number] = replace(notes[number], marks=marks, evidence=evidence)
    return tuple(found)
