"""How annotations are made: new records, and what surrounds the text they quote; pure."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from index_builder.model import Passage, Rect, Structure
from reader.records import COLOURS, CONTEXT, KINDS, Annotation, Stroke, new_id, timestamp


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
