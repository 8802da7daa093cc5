"""Pictures of pages: their keys, and a cache with a byte budget. No processes, no widgets."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from math import log
from typing import NamedTuple

from PySide6.QtGui import QImage

from index_builder.model import Tone
from reader.laid_aside import LaidAside

AT_HAND = 16 << 20
"""Bytes of pictures in the memory of the window, which stays below 150 MiB with them."""


class PictureKey(NamedTuple):
    """One picture of a page or of a part of it.

    Attributes:
        scale: device pixels per point.
        rotation: clockwise turn added to the page's own: 0, 90, 180 or 270.
        area: left, top, width, height in device pixels of the whole turned page.
        whole: `area` is the whole page.
        tone: the colours in place of the printed ones.
    """

    document: int
    page: int
    scale: float
    rotation: int
    area: tuple[int, int, int, int]
    whole: bool = True
    tone: Tone | None = None


def page_pixels(width: float, height: float, scale: float) -> tuple[int, int]:
    """The size in device pixels of a page of `width` × `height` points as it stands on the screen."""
    return max(1, round(width * scale)), max(1, round(height * scale))


_Place = tuple[int, int, int, Tone | None]


def _place(key: PictureKey) -> _Place:
    return key.document, key.page, key.rotation, key.tone


def _apart(one: PictureKey, other: PictureKey) -> float:
    """How much two pictures differ in size."""
    return abs(log(one.scale / other.scale))


class PictureCache:
    """The pictures last used, within a budget of bytes, and all those that are pinned.

    Those of the last pages are at hand, in memory; the others are laid aside and come back when they are pinned.

    Attributes:
        bytes: of the pictures at hand.
    """

    def __init__(self, budget: int, at_hand: int = AT_HAND) -> None:
        self._budget = budget
        self._at_hand = at_hand
        self._aside = LaidAside(max(budget - at_hand, 0))
        self.bytes = 0
        self._pictures: OrderedDict[PictureKey, QImage] = OrderedDict()
        self._of_page: dict[_Place, set[PictureKey]] = {}
        self._pinned: frozenset[PictureKey] = frozenset()
        self._outdated: set[PictureKey] = set()

    @property
    def budget(self) -> int:
        """Bytes; with a smaller one pictures give way at once."""
        return self._budget

    @budget.setter
    def budget(self, budget: int) -> None:
        self._budget = budget
        self._aside.clear()
        self._aside = LaidAside(max(budget - self._at_hand, 0))
        self._shrink()

    @property
    def at_hand(self) -> int:
        """Bytes that may be in memory."""
        return min(self._budget, self._at_hand)

    def __len__(self) -> int:
        return len(self._pictures)

    def __contains__(self, key: PictureKey) -> bool:
        return key in self._pictures and key not in self._outdated

    def get(self, key: PictureKey) -> QImage | None:
        """The picture of `key`, which becomes the one used last."""
        picture = self._pictures.get(key)
        if picture is not None:
            self._pictures.move_to_end(key)
        return picture

    def nearest(self, key: PictureKey) -> QImage | None:
        """A picture of the same whole page, turned and coloured the same, of the size nearest to `key`."""
        others = [other for other in self._of_page.get(_place(key), ()) if other.whole]
        if not others:
            return None
        return self._pictures[min(others, key=lambda other: _apart(other, key))]

    def parts(self, key: PictureKey) -> list[tuple[PictureKey, QImage]]:
        """The parts of the same page, turned and coloured the same, at the size nearest to `key`'s own."""
        others = [
            other
            for other in self._of_page.get(_place(key), ())
            if not other.whole and other.scale != key.scale
        ]
        nearest = min(others, key=lambda other: _apart(other, key), default=key).scale
        return [(other, self._pictures[other]) for other in others if other.scale == nearest]

    def put(self, key: PictureKey, picture: QImage) -> None:
        """Keep `picture` at hand; the longest unused ones give way, pinned ones never."""
        self._remove(key)
        self._pictures[key] = picture
        self._of_page.setdefault(_place(key), set()).add(key)
        self.bytes += picture.sizeInBytes()
        self._shrink()

    def pin(self, keys: Iterable[PictureKey]) -> None:
        """What is wanted now: it comes back if it was laid aside, and stays whatever the budget is."""
        self._pinned = frozenset(keys)
        for key in self._pinned.difference(self._pictures):
            picture = self._aside.get(key)
            if picture is not None:
                self.put(key, picture)

    def outdate(self, document: int, pages: Collection[int]) -> None:
        """These pages look otherwise now: their pictures stand in until others are put in their place."""
        here = [key for key in self._pictures if key.document == document and key.page in pages]
        self._outdated.update(here)
        self._aside.drop(lambda key: key.document == document and key.page in pages)

    def clear(self) -> None:
        self._pictures.clear()
        self._of_page.clear()
        self._outdated.clear()
        self._aside.clear()
        self.bytes = 0

    def _remove(self, key: PictureKey) -> None:
        picture = self._pictures.pop(key, None)
        if picture is None:
            return
        self._outdated.discard(key)
        self.bytes -= picture.sizeInBytes()
        place = _place(key)
        self._of_page[place].discard(key)
        if not self._of_page[place]:
            del self._of_page[place]

    def _shrink(self) -> None:
        if self.bytes <= self.at_hand:
            return
        for key in list(self._pictures):
            if key not in self._pinned:
                if key not in self._outdated:
                    self._aside.put(key, self._pictures[key])
                self._remove(key)
            if self.bytes <= self.at_hand:
                return
