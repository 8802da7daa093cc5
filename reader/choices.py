"""What a thing on a page may be corrected to: the other places that introduce a name, the notes near a mark …

Pure. Candidates are taken from what was found, not from what was corrected already.
"""

import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from index_builder.model import (
    Caption,
    Definition,
    Footnote,
    Heading,
    Location,
    Place,
    Structure,
    TextRange,
)
from index_builder.plain import plain
from reader.anchors import NOWHERE, Anchors
from reader.answers import Answers, heading_text, meaning_text
from reader.clean_text import Stretch
from reader.corrections import Corrected
from reader.records import Anchor, Correction, new_id, timestamp
from reader.targets import Kind, Target, TargetIndex

AROUND = 1
"""Pages before and after a mark whose notes it may belong to."""

CAPTIONED = frozenset({"figure", "table"})
"""Kinds of references that lead to captions; the others lead to headings."""

UNITS = {"part": "部", "chapter": "章", "section": "節", "column": "コラム"}
"""What the label of a heading of each kind holds."""


class Choice(Struct, frozen=True):
    """One thing that may be right.

    Attributes:
        text: what it says.
        location: where it stands; None for "none at all".
        anchor: what it is known by, None as above.
        was: what was found for it, where the choice is what is corrected.
        long_form, expansion: what it says a name means.
    """

    text: str
    location: Location | None
    anchor: Anchor | None
    was: str = ""
    long_form: str = ""
    expansion: str = ""


class Subject(Struct, frozen=True):
    """A thing that can be corrected.

    Attributes:
        document: where it stands.
        name, anchor, was: as `records.Correction` keeps them.
        choices: what may be right; for a note the marks that may belong to it.
        present: the choice that holds now, −1 for none of them.
        long_form, expansion: what a name means now.
        is_found: whether the index knows the name.
        correction: the one that holds now.
    """

    kind: Kind
    document: int
    name: str
    anchor: Anchor
    was: str
    choices: tuple[Choice, ...] = ()
    present: int = -1
    long_form: str = ""
    expansion: str = ""
    is_found: bool = False
    correction: Correction | None = None


def subject_of(
    found: Answers, now: Answers, corrected: Corrected, target: Target, order: Sequence[int]
) -> Subject | None:
    """What can be said about `target` of `now`; None for what no correction is of.

    `found` are the answers before any correction; choices are listed in reading order.
    """
    if now.structure(target.document) is None:
        return None
    match target.kind:
        case Kind.TERM:
            made = _name(found, now, target, order)
        case Kind.MARK:
            made = _mark(found, now, target)
        case Kind.NOTE:
            made = _note(found, now, target)
        case Kind.REFERENCE:
            made = _reference(found, now, target, order)
        case _:
            return None
    if made is None:
        return None
    return replace(made, correction=corrected.about(now.index, target))


def own_name(structure: Structure, document: int, place: Place, stretch: Stretch) -> Subject:
    """A short name that was not found, as it was selected at `place`."""
    name = unicodedata.normalize("NFKC", stretch.text).strip()
    return Subject(Kind.TERM, document, name, _selected(structure, place, stretch), "")


def own_mark(structure: Structure, document: int, place: Place, stretch: Stretch) -> Subject:
    """A mark that was not found, as it was selected at `place`; a note of its label comes first to mind."""
    label = unicodedata.normalize("NFKC", stretch.text).strip()
    anchor = _selected(structure, place, stretch)
    near = _notes_near(structure, place.page)
    choices = tuple(_note_choice(structure, document, index) for index in near)
    alike = [
        at
        for at, index in enumerate(near)
        if plain(structure.footnotes[index].label) == label
        and structure.footnotes[index].place.page == place.page
    ]
    return Subject(Kind.MARK, document, label, anchor, "", choices, alike[0] if alike else -1)


def chosen(subject: Subject, choice: Choice | None, contents: Sequence[str]) -> Correction:
    """`choice` is right, None is none of them; `contents` are the volume's by document number."""
    if subject.kind is Kind.NOTE and choice is not None and choice.anchor is not None:
        mark = replace(
            subject,
            kind=Kind.MARK,
            name=choice.anchor.quotation,
            anchor=choice.anchor,
            was=choice.was,
        )
        return _made(mark, "mark", contents, subject.anchor)
    kind = {Kind.TERM: "definition", Kind.MARK: "mark"}.get(subject.kind, "reference")
    if choice is None:
        return _made(subject, "no-name" if subject.kind is Kind.TERM else kind, contents)
    goal_content = contents[choice.location.document] if choice.location else ""
    made = _made(subject, kind, contents, choice.anchor, goal_content)
    return replace(made, long_form=choice.long_form, expansion=choice.expansion)


def meant(subject: Subject, long_form: str, expansion: str, contents: Sequence[str]) -> Correction:
    """The name means what was typed; one that was not found becomes a name of the reader's own."""
    words = long_form.strip(), expansion.strip()
    before = subject.correction
    if before is not None and before.kind == "term":
        return replace(before, long_form=words[0], expansion=words[1], created=timestamp())
    at = subject.choices[subject.present] if subject.present >= 0 else None
    goal_content = contents[at.location.document] if at and at.location else ""
    kind = "meaning" if subject.is_found else "term"
    made = _made(subject, kind, contents, at.anchor if at else None, goal_content)
    return replace(made, long_form=words[0], expansion=words[1])


def _made(
    subject: Subject,
    kind: str,
    contents: Sequence[str],
    goal: Anchor | None = None,
    goal_content: str = "",
) -> Correction:
    content = contents[subject.document]
    return Correction(
        id=new_id(),
        content=content,
        kind=kind,
        name=subject.name,
        anchor=subject.anchor,
        goal=goal,
        goal_content="" if goal_content == content else goal_content,
        long_form="",
        expansion="",
        was=subject.was,
        created=timestamp(),
    )


def same_place(index: TargetIndex, target: Target) -> Target | None:
    """The target of the same kind at the same place in another index."""
    place = Place(target.page, target.rects)
    for found in index.on_page(target.document, target.page):
        if found.kind is target.kind and Place(found.page, found.rects) == place:
            return found
    return None


def _name(found: Answers, now: Answers, target: Target, order: Sequence[int]) -> Subject | None:
    entry = now.entry(target.index)
    item = max(target.item, 0)
    document, use = entry.uses[item] if entry.uses else (target.document, None)
    structure = now.structure(document)
    if structure is None or use is None or not use.places:
        return None
    meanings = now.meanings(entry, target.document, target.page)
    holds = meanings[0] if meanings else None
    choices = _introductions(found, entry.name, order)
    places = [choice.location for choice in choices]
    return Subject(
        kind=Kind.TERM,
        document=document,
        name=entry.name,
        anchor=Anchors(structure).of_range(use.range, use.places[0]),
        was=_found_meaning(found, entry.name, target),
        choices=tuple(choices),
        present=places.index(holds.location) if holds and holds.location in places else -1,
        long_form=holds.definition.long_form if holds else "",
        expansion=holds.definition.expansion if holds else "",
        is_found=any(each.name == entry.name for each in found.index.links.entries),
    )


def _introductions(found: Answers, name: str, order: Sequence[int]) -> list[Choice]:
    """The places that were found to introduce `name`, in reading order."""
    choices = []
    for document, structure in _structures(found, order):
        anchors = Anchors(structure)
        for index, definition in enumerate(structure.definitions):
            if definition.name == name:
                text = meaning_text(definition) or _words(found, document, definition)
                location = Location(document, definition.place)
                words = definition.long_form, definition.expansion
                choices.append(Choice(text, location, anchors.of_definition(index), "", *words))
    return choices


def _words(found: Answers, document: int, definition: Definition) -> str:
    return found.snippet(document, definition.range).text


def _found_meaning(found: Answers, name: str, target: Target) -> str:
    for entry in found.index.links.entries:
        if entry.name == name:
            meanings = found.meanings(entry, target.document, target.page)
            return meaning_text(meanings[0].definition) if meanings else ""
    return ""


def _mark(found: Answers, now: Answers, target: Target) -> Subject | None:
    known, here = same_place(found.index, target), found.structure(target.document)
    present = now.structure(target.document)
    if known is None or here is None or present is None:
        return None
    anchors = Anchors(here)
    note = here.footnotes[known.index]
    holds = present.footnotes[target.index]
    near = _notes_near(here, target.page, note.place)
    choices = [_note_choice(here, target.document, index) for index in near]
    places = [here.footnotes[index].place for index in near]
    return Subject(
        kind=Kind.MARK,
        document=target.document,
        name=note.marks[known.item].label,
        anchor=anchors.of_mark(known.index, known.item),
        was=note_text(note),
        choices=tuple(choices),
        present=places.index(holds.place) if holds.place in places else -1,
    )


def _notes_near(structure: Structure, page: int, also: Place | None = None) -> list[int]:
    return [
        index
        for index, each in enumerate(structure.footnotes)
        if abs(each.place.page - page) <= AROUND or each.place == also
    ]


def _note_choice(structure: Structure, document: int, index: int) -> Choice:
    note = structure.footnotes[index]
    location = Location(document, note.place)
    return Choice(note_text(note), location, Anchors(structure).of_note(index))


def _note(found: Answers, now: Answers, target: Target) -> Subject | None:
    here, present = found.structure(target.document), now.structure(target.document)
    if here is None or present is None:
        return None
    anchors = Anchors(here)
    own = {mark.place for mark in present.footnotes[target.index].marks}
    choices: list[Choice] = []
    holds = -1
    for number, note in enumerate(here.footnotes):
        for item, mark in enumerate(note.marks):
            if abs(mark.place.page - target.page) > AROUND and mark.place not in own:
                continue
            if mark.place in own and holds < 0:
                holds = len(choices)
            location = Location(target.document, mark.place)
            text = f"…{mark.before}{mark.label}"
            choices.append(Choice(text, location, anchors.of_mark(number, item), note_text(note)))
    note = here.footnotes[target.index]
    return Subject(
        kind=Kind.NOTE,
        document=target.document,
        name=note.label,
        anchor=anchors.of_note(target.index),
        was="",
        choices=tuple(choices),
        present=holds,
    )


def _reference(
    found: Answers, now: Answers, target: Target, order: Sequence[int]
) -> Subject | None:
    here = found.structure(target.document)
    if here is None:
        return None
    said = here.references[target.index]
    choices = _destinations(found, said.kind, order)
    was, holds = (each.referred(target.document, target.index) for each in (found, now))
    places = [choice.location for choice in choices]
    titled = (was.caption or was.heading) if was else None
    at = holds.location if holds else None
    return Subject(
        kind=Kind.REFERENCE,
        document=target.document,
        name=said.text,
        anchor=Anchors(here).of_reference(target.index),
        was=heading_text(titled) if titled else "",
        choices=tuple(choices),
        present=places.index(at) if at in places else -1,
    )


def _destinations(found: Answers, kind: str, order: Sequence[int]) -> list[Choice]:
    """What a reference of `kind` may point to, that of the kind first."""
    alike: list[Choice] = []
    others: list[Choice] = []
    for document, structure in _structures(found, order):
        anchors = Anchors(structure)
        captions = kind in CAPTIONED
        of = anchors.of_caption if captions else anchors.of_heading
        things: list[Caption | Heading]
        things = [*(structure.captions if captions else structure.headings)]
        for index, thing in enumerate(things):
            location = Location(document, thing.place)
            choice = Choice(heading_text(thing), location, of(index))
            (alike if _is_of(thing, kind) else others).append(choice)
    return [*alike, *others]


def _is_of(thing: Caption | Heading, kind: str) -> bool:
    if isinstance(thing, Caption):
        return thing.kind == kind
    return UNITS.get(kind, "") in thing.label


def _structures(found: Answers, order: Sequence[int]) -> list[tuple[int, Structure]]:
    """The documents that are read, in reading order."""
    there = ((document, found.structure(document)) for document in order)
    return [(document, structure) for document, structure in there if structure is not None]


def _selected(structure: Structure, place: Place, stretch: Stretch) -> Anchor:
    """The anchor of a selected text; without context when it is no reading text."""
    number, text = stretch.passage, stretch.text
    start = stretch.start + len(text) - len(text.lstrip())
    end = start + len(text.strip())
    if 0 <= number < len(structure.passages):
        said = structure.passages[number].text[start:end]
        if plain(said) == plain(text.strip()):
            return Anchors(structure).of_range(TextRange(number, start, end), place)
    return Anchor(place.page, place.rects[0] if place.rects else NOWHERE, text.strip())


def note_text(note: Footnote) -> str:
    """A note with its label, in one line."""
    return f"{note.label}　{note.text}"
