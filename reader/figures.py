"""The figures, tables and photographs of a volume in reading order: chapter, source line, who refers to each.

Pure: made of `Answers`; no Qt, no disk, no pictures.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from index_builder.model import Caption, Heading, Reference, Structure
from index_builder.readings import as_reading
from reader.answers import CHAPTER_LEVEL, Answers, heading_text

KINDS = ("figure", "table", "photo")
"""What a list can be narrowed to; captions of other kinds show among all."""


class Figure(Struct, frozen=True):
    """A caption and what is known about it.

    Attributes:
        index: into the document's `captions`.
        chapter: the name of the chapter it stands in, "" before the first.
        referrers: `(document, reference)` of what points to it, in reading order.
        hay: what a filter looks into.
    """

    document: int
    index: int
    caption: Caption
    chapter: str
    referrers: tuple[tuple[int, Reference], ...]
    hay: str

    @property
    def text(self) -> str:
        return heading_text(self.caption)


def figures_of(answers: Answers, order: Sequence[int]) -> tuple[Figure, ...]:
    """All captions of the documents in `order`."""
    found: list[Figure] = []
    part = ""
    for document in order:
        structure = answers.structure(document)
        if structure is None:
            continue
        chapters, part = _chapters(structure, part)
        for index, caption in enumerate(structure.captions):
            found.append(
                Figure(
                    document,
                    index,
                    caption,
                    _chapter_at(chapters, caption) or structure.title,
                    tuple(answers.referrers(document, caption.place)),
                    as_reading(f"{caption.label}\n{caption.title}\n{caption.source}"),
                )
            )
    return tuple(found)


def chosen(figures: Sequence[Figure], kind: str = "", query: str = "") -> list[Figure]:
    """Those of `kind`, "" for all, that hold every word of `query`; compared as the search does."""
    found = [figure for figure in figures if not kind or figure.caption.kind == kind]
    for word in map(as_reading, query.split()):
        found = [figure for figure in found if word in figure.hay]
    return found


def by_chapter(figures: Sequence[Figure]) -> Iterator[tuple[str, list[Figure]]]:
    """Figures that follow each other in one chapter, with its name."""
    group: list[Figure] = []
    for figure in figures:
        if group and group[-1].chapter != figure.chapter:
            yield group[0].chapter, group
            group = []
        group.append(figure)
    if group:
        yield group[0].chapter, group


_Start = tuple[int, float]
"""Page and y of a heading's first line."""


def _chapters(structure: Structure, part: str) -> tuple[list[tuple[_Start, str]], str]:
    """Where each chapter begins and its name with that of its part, which may have begun in an earlier file."""
    found = []
    for heading in structure.headings:
        if heading.level > CHAPTER_LEVEL:
            continue
        name = heading_text(heading)
        if heading.level < CHAPTER_LEVEL:
            part = heading.label
        else:
            name = f"{part} {name}".strip()
        found.append((_start(heading), name))
    return found, part


def _chapter_at(chapters: Sequence[tuple[_Start, str]], caption: Caption) -> str:
    here = _start(caption)
    return next((name for start, name in reversed(chapters) if start <= here), "")


def _start(thing: Heading | Caption) -> _Start:
    place = thing.place
    return place.page, place.top
