"""The annotations a PDF has itself, as annotations of ours, and ours as they go into a copy of it; pure.

What a file has is shown and searched and not changed: its names begin with `EMBEDDED`, and nothing
of it is stored until the reader takes it over.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from index_builder.annotations import PdfAnnotation
from reader.exchange.colours import colour_for, name_for
from reader.exchange.sheaf import EMBEDDED, Entry, Paper, Received, sound
from reader.records import Annotation, Note

SHORTEST_NAME = 16
"""Of a name that can tell an annotation from all others."""


def is_embedded(record: Note) -> bool:
    """Whether a record is the file's own, and must not be changed."""
    return record.id.startswith(EMBEDDED)


def annotations_of(read: Sequence[PdfAnnotation], content: str, unread: int = 0) -> Received:
    """What a file with this hash has, marked as its own; each time it is read under the same names."""
    found: list[Note] = []
    for each in read:
        record = sound(_annotation(each, content))
        if record is None:
            unread += 1
        else:
            found.append(replace(record, id=f"{EMBEDDED}{record.id}"))
    return Received(tuple(found), unread)


def taken_over(record: Note) -> Note:
    """A file's own annotation as the reader's: under its name in the file, so that it is taken once."""
    return replace(record, id=record.id.removeprefix(EMBEDDED))


def _annotation(read: PdfAnnotation, content: str) -> Annotation:
    return Annotation(
        # Some writers count through the annotations of each page anew: such a name is no name.
        id=read.name if len(read.name) >= SHORTEST_NAME else "",
        content=content,
        page=read.page,
        rects=read.rects,
        quotation=read.text,
        prefix="",
        suffix="",
        start=-1,
        end=-1,
        colour=name_for(read.colour),
        kind=read.kind,
        note=read.contents,
        created=read.created or read.modified,
        modified=read.modified or read.created,
        strokes=read.strokes,
        author=read.author,
    )


def paper_of_copy(papers: Sequence[Paper], content: str, name: str, pages: int) -> Paper | None:
    """The document that an annotated copy (its hash, name and pages) was made of.

    Of those with as many pages the only one, or the one whose name the copy's begins with.
    """
    same = [paper for paper in papers if paper.content == content]
    likely = [paper for paper in papers if len(paper.labels) == pages]
    stems = {paper.file_name.rpartition(".")[0].casefold(): paper for paper in likely}
    begins = [stem for stem in stems if stem and name.casefold().startswith(stem)]
    if same or len(likely) == 1:
        return (same or likely)[0]
    return stems[max(begins, key=len)] if begins else None


def for_copy(entries: Sequence[Entry], content: str) -> tuple[PdfAnnotation, ...]:
    """What goes into a copy of the document with this hash; bookmarks are no annotations."""
    return tuple(
        _written(entry.record)
        for entry in entries
        if isinstance(entry.record, Annotation) and entry.record.content == content
    )


def _written(record: Annotation) -> PdfAnnotation:
    return PdfAnnotation(
        record.page,
        record.kind,
        record.rects,
        record.strokes,
        contents=record.note,
        author=record.author,
        colour=colour_for(record.colour, record.kind),
        created=record.created,
        modified=record.modified,
        name=record.id,
        subject=", ".join(record.tags),
    )
