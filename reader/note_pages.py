"""The reader's notes of a volume page by page, and in reading order; pure.

A note put in, changed or taken out costs as much as its page has, however many notes there are.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from index_builder.model import Rect
from reader.records import Bookmark, Note

Page = tuple[int, int]
"""(document, page)."""


class Item(Struct, frozen=True):
    """A bookmark or an annotation and the session's number of its document."""

    document: int
    record: Note

    @property
    def page(self) -> Page:
        return self.document, self.record.page


class NotePages:
    """Notes by page and by name; of two at one place the one that came first stays the first."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        """Of two with one id the later one is taken."""
        self._items: dict[str, Item] = {}
        self._pages: dict[Page, list[Item]] = {}
        self._unsorted: set[Page] = set()
        self._ordered: tuple[tuple[int, ...], list[Item]] | None = None
        for item in items:
            if item.record.id in self._items:
                self.put(item)
            else:
                self._items[item.record.id] = item
                self._pages.setdefault(item.page, []).append(item)
        self._unsorted.update(self._pages)

    @property
    def pages(self) -> frozenset[Page]:
        """Those that have notes."""
        return frozenset(self._pages)

    def get(self, name: str) -> Item | None:
        """The note of that id."""
        return self._items.get(name)

    def put(self, item: Item) -> set[Page]:
        """Adds a note, or takes it in place of the one with its id; the pages that have changed."""
        before = self._items.get(item.record.id)
        if before is not None and before.page == item.page:
            here = self._pages[item.page]
            here[_index(here, before)] = item
        else:
            self.take(item.record.id)
            self._pages.setdefault(item.page, []).append(item)
        self._items[item.record.id] = item
        self._unsorted.add(item.page)
        self._ordered = None
        return {item.page} if before is None else {item.page, before.page}

    def take(self, name: str) -> set[Page]:
        """Takes a note out, if it is there; the pages that have changed."""
        item = self._items.pop(name, None)
        if item is None:
            return set()
        here = self._pages[item.page]
        del here[_index(here, item)]
        if not here:
            del self._pages[item.page]
            self._unsorted.discard(item.page)
        self._ordered = None
        return {item.page}

    def on(self, page: Page) -> Sequence[Item]:
        """The notes of a page, from its top to its end."""
        here = self._pages.get(page)
        if here is None:
            return ()
        if page in self._unsorted:
            self._unsorted.discard(page)
            here.sort(key=_place)
        return here

    def ordered(self, order: Sequence[int]) -> list[Item]:
        """All notes, the documents in `order` first; the list is the caller's own."""
        key = tuple(order)
        if self._ordered is None or self._ordered[0] != key:
            rank = {document: number for number, document in enumerate(key)}
            pages = sorted(self._pages, key=lambda at: (rank.get(at[0], len(rank)), at[1]))
            self._ordered = key, [item for page in pages for item in self.on(page)]
        return list(self._ordered[1])


def _index(items: Sequence[Item], item: Item) -> int:
    return next(number for number, each in enumerate(items) if each is item)


def _place(item: Item) -> tuple[float, float]:
    rect = rect_of(item.record)
    return (rect.y0, rect.x0) if rect is not None else (0.0, 0.0)


def rect_of(record: Note) -> Rect | None:
    """What of a note's page is to be brought into sight: its first rectangle, the line of a bookmark."""
    if isinstance(record, Bookmark):
        return Rect(0.0, record.y, 1.0, record.y + 1.0)
    return next(iter(record.rects), None)


def top_of(record: Note) -> float:
    """Where a note begins on its page, in points below the upper edge."""
    rect = rect_of(record)
    return rect.y0 if rect is not None else 0.0
