"""The reader's own notes that hold some words: highlights with what is written to them, and bookmarks."""

from array import array
from collections.abc import Iterable, Sequence

from index_builder.found import Found, Kind, Rows
from index_builder.model import PARTS, Hit, Part, Place, Rect, TextRange
from index_builder.spans import Spans
from index_builder.stored import FoldedText
from index_builder.text import fold
from reader.notebook import Item
from reader.records import Annotation

BETWEEN = "　"
"""Stands between a note and the text it is about."""


def find_notes(items: Iterable[Item], words: Sequence[str]) -> tuple[Found, list[Hit]]:
    """The items that hold each of `words`, folded (all without any), in their own order; documents are the items' own."""
    hits = [hit for item in items if (hit := _hit(item, words)) is not None]
    rows = Rows()
    for number, hit in enumerate(hits):
        rows.add(hit.document, Spans([number], [1]), _on_page(hit.places[0].page))
    return rows.found(Kind.EXACT), hits


def _on_page(page: int) -> FoldedText:
    """What stands where in a text that is one paragraph of a page."""
    first, pages = array("I", [0]), array("I", [page])
    return FoldedText(
        b"", first, array("B", [PARTS.index(Part.BODY)]), array("i", [-1]), first, pages
    )


def _hit(item: Item, words: Sequence[str]) -> Hit | None:
    record = item.record
    if isinstance(record, Annotation):
        text = BETWEEN.join(part for part in (record.note, record.quotation) if part)
        rects = record.rects
    else:
        text, rects = record.title, (Rect(0, record.y, 0, record.y),)
    folded = fold(text)
    if not all(word in folded.text for word in words):
        return None
    first = words[0] if words else ""
    at = folded.text.index(first)
    start, end = folded.original(at, at + len(first))
    place = Place(record.page, rects)
    span = TextRange(0, start, end)
    return Hit(item.document, (place,), span, Part.BODY, "exact", (), text, start, end)
