"""The reader's own notes that hold some words: highlights with what is written to them, and bookmarks."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from index_builder.found import Found, Kind, Rows
from index_builder.model import PARTS, Hit, Part, Place, Rect, TextRange
from index_builder.query import Query
from index_builder.spans import Spans
from index_builder.stored import FoldedText
from index_builder.text import Folded, fold
from reader.note_list import holds, texts_of
from reader.notebook import Item
from reader.records import Annotation

BETWEEN = "　"
"""Stands between a note, the text it is about, and its tags."""


def find_notes(items: Iterable[Item], query: Query) -> tuple[Found, list[Hit]]:
    """The items that hold what `query` asks for, in their own order; documents are the items' own.

    Filters are not looked at; a query without words finds all. Raises QueryError when a regular
    expression takes too long.
    """
    holder = holds(query)
    words = (*query.words, *(word for term in query.terms for word in term.words))
    hits = [hit for item in items if (hit := _hit(item, holder, words)) is not None]
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


@lru_cache(1 << 14)
def _folded(text: str) -> Folded:
    """The same notes are looked through with each key."""
    return fold(text)


def _hit(item: Item, holder: Callable[[str], bool], words: Sequence[str]) -> Hit | None:
    record = item.record
    rects = record.rects if isinstance(record, Annotation) else (Rect(0, record.y, 0, record.y),)
    text = BETWEEN.join(texts_of(record))
    folded = _folded(text)
    if not holder(folded.text):
        return None
    first = next((word for word in words if word in folded.text), "")
    at = folded.text.index(first)
    start, end = folded.original(at, at + len(first))
    place = Place(record.page, rects)
    span = TextRange(0, start, end)
    return Hit(item.document, (place,), span, Part.BODY, "exact", (), text, start, end)
