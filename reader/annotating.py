"""How annotations are made: new records, and what surrounds the text they quote; pure."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from index_builder.model import Passage, Rect, Structure
from reader.records import COLOURS, CONTEXT, KINDS, Annotation, Stroke, new_id, timestamp

if TYPE_CHECKING:
    from reader.clean_text import Stretch


def annotation(
    content: str,
    page: int,
    rects: Sequence[Rect],
    *,
    kind: str = KINDS[0],
    colour: str = COLOURS[0],
    note: str = "",
    strokes: Sequence[Stroke] = (),
) -> Annotation:
    """A new annotation of a page that quotes nothing yet."""
    now = timestamp()
    return Annotation(
        id=new_id(),
        content=content,
        page=page,
        rects=tuple(rects),
        quotation="",
        prefix="",
        suffix="",
        start=-1,
        end=-1,
        colour=colour,
        kind=kind,
        note=note,
        created=now,
        modified=now,
        strokes=tuple(strokes),
    )


def quoting(record: Annotation, structure: Structure | None, text: str) -> Annotation:
    """`record` with `text`, which stands on its page, as its quotation, and what stands around it."""
    prefix, suffix, start, end = quotation_context(structure, record.page, text)
    return replace(record, quotation=text, prefix=prefix, suffix=suffix, start=start, end=end)


def quoting_selected(
    record: Annotation,
    stretches: "Sequence[Stretch]",
    structure: Structure | None,
    paragraphs: "Callable[[], Sequence[Stretch]]" = tuple,
) -> Annotation:
    """`record` with what is selected of its page as its quotation, and what stands around that very place.

    `stretches` are the parts of paragraphs that are selected, in reading order; `paragraphs` tells
    all those of the page, and is asked where `structure` does not know the place.
    """
    printed = [source for each in stretches for source in each.sources if source >= 0]
    if not printed:
        return record
    start, end = printed[0], printed[-1] + 1
    text, at, _ = _place_of(stretches[0], structure, paragraphs)
    prefix = text[max(0, at - CONTEXT) : at]
    text, _, at = _place_of(stretches[-1], structure, paragraphs)
    suffix = text[at : at + CONTEXT]
    return replace(
        record,
        quotation="\n".join(each.text for each in stretches),
        prefix=prefix,
        suffix=suffix,
        # Columns may follow one another otherwise than in the page's text.
        start=start if start < end else -1,
        end=end if start < end else -1,
    )


def _place_of(
    stretch: "Stretch",
    structure: Structure | None,
    paragraphs: "Callable[[], Sequence[Stretch]]",
) -> tuple[str, int, int]:
    """The paragraph that holds a selected stretch, and from where to where; empty where it is not found."""
    passages = structure.passages if structure is not None else ()
    if 0 <= stretch.passage < len(passages):
        passage = passages[stretch.passage]
        same = passage.sources[stretch.start : stretch.start + 1]
        if list(same) == list(stretch.sources[:1]):
            return passage.text, stretch.start, stretch.end
    printed = [source for source in stretch.sources if source >= 0]
    for each in paragraphs() if printed else ():
        if printed[0] in each.sources and printed[-1] in each.sources:
            first, last = each.sources.index(printed[0]), each.sources.index(printed[-1])
            return each.text, first, last + 1
    return "", 0, 0


def quotation_context(
    structure: Structure | None, page: int, text: str
) -> tuple[str, str, int, int]:
    """What stands before and after `text` on `page`, and its character range in the page's text.

    Empty and −1 where the text is not found, or found more than once, in the reading text of
    the page: a wrong context is worse than none.
    """
    found: list[tuple[str, str, int, int]] = []
    for passage in structure.passages if structure and text else ():
        if any(number == page for _, number in passage.pages):
            found.extend(_quotations(passage, page, text))
    return found[0] if len(found) == 1 else ("", "", -1, -1)


def _quotations(passage: Passage, page: int, text: str) -> Iterator[tuple[str, str, int, int]]:
    at = passage.text.find(text)
    while at >= 0:
        end = at + len(text)
        if passage.page_at(at) == page:
            prefix = passage.text[max(0, at - CONTEXT) : at]
            suffix = passage.text[end : end + CONTEXT]
            yield prefix, suffix, passage.sources[at], passage.sources[end - 1] + 1
        at = passage.text.find(text, at + 1)
