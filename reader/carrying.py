"""Notes taken over from another edition: which editions belong together, and the copies with their new places.

Pure. The notes of the old edition stay as they are. A copy has a name that follows from its original
and the document it goes to, so that taking over twice makes nothing twice.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from index_builder.model import Rect
from reader.anchoring import Anchored, anchor
from reader.area_anchoring import anchor_areas, area_of, moved_bookmark
from reader.edition_text import EditionText, Piece
from reader.records import KINDS, TEXT_KINDS, Annotation, Bookmark, Note, Stroke

SURE, UNSURE, LOST, SETTLED = "sure", "unsure", "lost", "settled"
OWN_PLACE = frozenset(KINDS) - frozenset(TEXT_KINDS)
"""Kinds that are where they were put, whatever they quote."""

SAMPLE = 40
"""Notes that are looked for before the others are offered."""


class KnownDocument(Struct, frozen=True):
    """A document as it was last seen; `notes` are how many it has."""

    content: str
    path: str
    title: str
    notes: int = 0


class KnownVolume(Struct, frozen=True):
    """A volume that was open: its title, and (path, content) of its files."""

    title: str
    documents: tuple[tuple[str, str], ...]


class Carried(Struct, frozen=True):
    """What became of a note of another edition.

    Attributes:
        source: the id of the note.
        content: the document that it was looked for in, as the first of several.
        copies: the ids of its copies.
        state: sure | unsure | lost | settled, which is what its reader has decided about.
    """

    source: str
    content: str
    copies: tuple[str, ...]
    state: str
    confidence: float = 0.0


class Copy(Struct, frozen=True):
    """A note of another edition with what becomes of it."""

    note: Note
    copies: tuple[Note, ...]
    carried: Carried


def related(
    opened: Sequence[KnownDocument],
    title: str,
    known: Sequence[KnownDocument],
    volumes: Iterable[KnownVolume],
) -> list[KnownDocument]:
    """Those `known` documents with notes that look like other editions of what is `opened` as `title`.

    A document looks like one of the same path, file name or title, or when it was part of a volume of
    the same title or with other files of this one, none of which has notes of its own. Documents
    that are open themselves are none.
    """
    here = {document.content for document in opened}
    bare = [document for document in opened if not document.notes]
    if not bare:
        return []
    marks = {mark for document in bare for mark in _marks(document)}
    together = _together(opened, title, volumes)
    return [
        document
        for document in known
        if document.notes
        and document.content not in here
        and (not marks.isdisjoint(_marks(document)) or document.content in together)
    ]


def _marks(document: KnownDocument) -> set[tuple[str, str]]:
    """By what a document is known again when its content is another."""
    name = PurePath(document.path).name.casefold()
    title = "" if document.title == PurePath(document.path).stem else document.title
    return {mark for mark in (("name", name), ("title", title)) if mark[1]}


def _together(
    opened: Sequence[KnownDocument], title: str, volumes: Iterable[KnownVolume]
) -> set[str]:
    """The contents of volumes that look like an earlier state of the open one."""
    paths = {document.path for document in opened}
    contents = {document.content for document in opened}
    found: set[str] = set()
    for volume in volumes:
        inside = {content for _, content in volume.documents if content}
        same = any(path in paths for path, _ in volume.documents) or inside & contents
        if (title and volume.title == title) or (len(volume.documents) > 1 and same):
            found |= inside
    return found


def look_for(
    notes: Sequence[Note],
    text: EditionText,
    old: EditionText | None = None,
    pages: Mapping[str, int] | None = None,
) -> list[Copy]:
    """The copies of `notes` at their places in `text`, in the order of `notes`."""
    quoting = [note for note in notes if isinstance(note, Annotation) and _marks_text(note)]
    names = {note.id for note in quoting}
    others = [note for note in notes if note.id not in names]
    found = dict(zip(names_of(quoting), anchor(quoting, text, old, pages), strict=True))
    areas = anchor_areas([area_of(note) for note in others], text, old)
    found.update(zip(names_of(others), areas, strict=True))
    content = text.editions[0].content if text.editions else ""
    return [_copy(note, found[note.id], content) for note in notes]


def _marks_text(note: Annotation) -> bool:
    """Whether a note is where its quotation is; an area that quotes a caption is beside it."""
    return note.kind not in OWN_PLACE and bool(note.quotation.strip())


def names_of(notes: Iterable[Note]) -> list[str]:
    return [note.id for note in notes]


def is_plausible(notes: Sequence[Note], text: EditionText) -> bool:
    """Whether what was quoted can be found at all: files of one name may be strangers."""
    if not any(isinstance(note, Annotation) and _marks_text(note) for note in notes):
        return True
    sample = notes[:: max(1, len(notes) // SAMPLE)]
    return any(copy.carried.state == "sure" for copy in look_for(sample, text))


def settled(note: Note, content: str) -> Copy:
    """What its reader does not want to have taken over to `content`."""
    return Copy(note, (), Carried(note.id, content, (), SETTLED))


def _copy(note: Note, found: Anchored, content: str) -> Copy:
    if not found.pieces:
        return Copy(note, (), Carried(note.id, content, (), LOST))
    state = SURE if found.is_sure else UNSURE
    copies = tuple(_placed(note, piece, number) for number, piece in enumerate(found.pieces))
    carried = Carried(
        note.id,
        found.pieces[0].content,
        tuple(names_of(copies)),
        state,
        round(found.confidence, 3),
    )
    return Copy(note, copies, carried)


def _placed(note: Note, piece: Piece, number: int) -> Note:
    """A copy of `note` at `piece`; what is written to it stands with the first of several."""
    name = copy_id(note.id, piece.content, number)
    if isinstance(note, Bookmark):
        return replace(moved_bookmark(note, piece), id=name)
    return replace(
        note,
        id=name,
        content=piece.content,
        page=piece.page,
        rects=piece.rects,
        strokes=_strokes_at(note, piece.rects),
        quotation=note.quotation if note.kind in OWN_PLACE else piece.quotation,
        prefix=piece.prefix,
        suffix=piece.suffix,
        start=piece.start,
        end=piece.end,
        note=note.note if number == 0 else "",
    )


def _strokes_at(note: Annotation, rects: Sequence[Rect]) -> tuple[Stroke, ...]:
    """The strokes of ink in the rectangle that has become of the one around them."""
    if not note.strokes or not note.rects or not rects:
        return note.strokes
    before, after = note.rects[0], rects[0]
    across = after.width / before.width if before.width > 0 else 1.0
    down = after.height / before.height if before.height > 0 else 1.0
    return tuple(
        tuple(
            (after.x0 + (x - before.x0) * across, after.y0 + (y - before.y0) * down)
            for x, y in stroke
        )
        for stroke in note.strokes
    )


def copy_id(source: str, content: str, number: int) -> str:
    """The id of copy `number` in a document: always the same."""
    return hashlib.sha256(f"{source}\0{content}\0{number}".encode()).hexdigest()[:32]
