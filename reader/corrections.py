"""What a reader has corrected in a volume, and what became of it: the records, and what each is about.

Pure. A correction of a name holds for the whole volume, one of a mark or a reference for its place.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from index_builder.model import Location, Place, Structure, Use, VolumeLinks
from reader.records import Correction
from reader.targets import Kind, Target, TargetIndex

READER = "reader"
"""The evidence of what a reader has said."""

OF_NAMES = frozenset({"definition", "meaning", "no-name", "term"})

Uses = Sequence[tuple[int, Use]]

Cited = Mapping[int, tuple[tuple[int, int], ...]]
"""By passage (offset, note) of the marks in it, as `Passage.notes` has them."""


class Corrections(Struct, frozen=True):
    """What is to be corrected in a volume.

    Attributes:
        records: oldest first; of several about one thing the last holds.
        contents: by document number its content hash.
        uses: by name where names stand that the index does not know; a name that is not in it
            has not been looked for yet.
        spots: by the id of a correction where the mark stands that the index has not found.
    """

    records: tuple[Correction, ...] = ()
    contents: tuple[str, ...] = ()
    uses: Mapping[str, Uses] = {}
    spots: Mapping[str, Place] = {}


class State(StrEnum):
    """Whether a correction holds: it does, it fits nothing in the open files, these are not read yet."""

    HOLDS = "holds"
    MISSING = "missing"
    WAITING = "waiting"


class Corrected(Struct, frozen=True):
    """A volume with its corrections.

    Attributes:
        documents, links: as `TargetIndex.build` takes them.
        standing: by the id of a correction that holds where it does.
        waiting: the ids of those that cannot be judged yet.
        names: by name its correction.
        marks, notes, references: by document and place, note or reference theirs.
        cited: by document and passage (offset, note) of its marks, where they are other ones.
    """

    documents: tuple[Structure | None, ...]
    links: VolumeLinks | None
    standing: Mapping[str, Location] = {}
    waiting: frozenset[str] = frozenset()
    names: Mapping[str, Correction] = {}
    marks: Mapping[tuple[int, Place], Correction] = {}
    notes: Mapping[tuple[int, int], Correction] = {}
    references: Mapping[tuple[int, int], Correction] = {}
    cited: Mapping[int, Cited] = {}

    def state(self, correction: Correction) -> State:
        if correction.id in self.standing:
            return State.HOLDS
        return State.WAITING if correction.id in self.waiting else State.MISSING

    def about(self, index: TargetIndex, target: Target) -> Correction | None:
        """What the reader has said about `target` of `index`."""
        match target.kind:
            case Kind.TERM:
                return self.names.get(index.links.entries[target.index].name)
            case Kind.MARK:
                return self.marks.get((target.document, Place(target.page, target.rects)))
            case Kind.NOTE:
                return self.notes.get((target.document, target.index))
            case Kind.REFERENCE:
                return self.references.get((target.document, target.index))
        return None


def topic(correction: Correction) -> Hashable:
    """What it is about: there is one correction of each name, mark and reference."""
    if correction.kind in OF_NAMES:
        return correction.name
    anchor = correction.anchor
    where = anchor.page, anchor.quotation, anchor.prefix, anchor.suffix
    return correction.kind, correction.content, where


def own_names(records: Sequence[Correction]) -> tuple[tuple[str, ...], ...]:
    """What the reader says of short names: each with its long form and original words, alone where it is none."""
    return tuple(
        tuple(word for word in (record.name, record.long_form, record.expansion) if word)
        for record in latest(records)
        if record.kind in OF_NAMES
    )


def latest(records: Iterable[Correction]) -> list[Correction]:
    """Without those that a later one about the same thing has replaced."""
    return list({topic(record): record for record in records}.values())


def sought(
    documents: Iterable[Structure | None],
    links: VolumeLinks | None,
    records: Iterable[Correction],
) -> set[str]:
    """The names of corrections that the index does not know, so that their uses must be looked for."""
    wanted = {each.name: each for each in latest(records) if each.kind in {"term", "meaning"}}
    if not wanted:
        return set()
    known = {each.name for structure in documents if structure for each in structure.definitions}
    if links is not None:
        known.update(entry.name for entry in links.entries)
    return {name for name, each in wanted.items() if each.kind == "term" or name not in known}
