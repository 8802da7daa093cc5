"""Which pictures a strip of pages needs now, in what order, and under which keys."""

from collections.abc import Iterator
from math import sqrt

from index_builder.model import Tone
from reader.geometry import Box, Strip
from reader.pictures import PictureKey, page_pixels
from reader.render import Priority, RenderService

MOST_PIXELS = 2480 * 3508
"""A whole page is drawn in one picture of at most this many pixels: A4 at 300 dpi."""

LONGEST_SIDE = 16_000
"""Pixels; Qt paints pictures up to 32,767."""

BASE_PIXELS = 1_300_000
"""Beyond, the whole page is drawn once of this size, A4 at 115 dpi, and in parts where it is in sight."""

PART = 1024
"""Pixels of a part's side."""

AHEAD = 2
"""Pages drawn before they come into sight, in the direction of scrolling; one behind."""


def is_in_parts(box: Box) -> bool:
    """Whether a page that stands in `box` is drawn in parts."""
    return box.width * box.height > MOST_PIXELS or max(box.width, box.height) > LONGEST_SIDE


def picture_key(strip: Strip, index: int, tone: Tone | None = None) -> PictureKey:
    """The picture of the whole page `index`: as large as its box, or what stands behind its parts."""
    page, box = strip.pages[index], strip.box(index)
    scale, pixels = strip.scale, (box.width, box.height)
    if is_in_parts(box):
        width, height = strip.transform(index).turned_size
        scale = min(sqrt(BASE_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
        pixels = page_pixels(width, height, scale)
    area = (0, 0, *pixels)
    return PictureKey(page.document, page.page, scale, strip.rotation, area, tone=tone)


def part_keys(
    strip: Strip, index: int, area: Box, tone: Tone | None = None
) -> Iterator[PictureKey]:
    """The parts of page `index` that reach into `area` of the strip; none when it is drawn whole."""
    page, box = strip.pages[index], strip.box(index)
    if not is_in_parts(box):
        return
    left, top = max(area.left - box.left, 0), max(area.top - box.top, 0)
    right = min(area.left + area.width - box.left, box.width)
    bottom = min(area.top + area.height - box.top, box.height)
    for y in range(top // PART * PART, bottom, PART):
        for x in range(left // PART * PART, right, PART):
            part = (x, y, min(PART, box.width - x), min(PART, box.height - y))
            yield PictureKey(
                page.document, page.page, strip.scale, strip.rotation, part, whole=False, tone=tone
            )


class StripPictures:
    """Asks the render service for what is in sight, and for what is next in the direction of scrolling.

    Attributes:
        tone: the colours that are asked for, None for the printed ones.
    """

    def __init__(self, service: RenderService, client: str = "page-view") -> None:
        self.tone: Tone | None = None
        self._service = service
        self._client = client

    def request(self, strip: Strip, visible: range, area: Box, direction: int) -> None:
        """Want these pages in place of those wanted before; `direction` is negative going up.

        `area` is the part of the strip that is in sight.
        """
        wanted = [key for index in visible for key in self._keys(strip, index, area)]
        self._service.want(self._client, Priority.VISIBLE, wanted)
        after = range(visible.stop, min(visible.stop + AHEAD, len(strip.pages)))
        before = range(visible.start - 1, max(visible.start - 1 - AHEAD, -1), -1)
        ahead, behind = (after, before) if direction > 0 else (before, after)
        room = self._service.cache.budget - sum(map(_size, wanted))
        near = []
        for index in (*ahead, *behind[:1]):
            key = picture_key(strip, index, self.tone)
            room -= _size(key)
            # the next page is drawn ahead whatever the budget: turning to it must never wait
            if room >= 0 or index in ahead[:1]:
                near.append(key)
        self._service.want(self._client, Priority.AHEAD, near)

    def is_ready(self, strip: Strip, index: int, area: Box) -> bool:
        """Whether what `area` shows of a page has its true pictures, or will never have them."""
        page = strip.pages[index]
        if self._service.failure(page.document, page.page):
            return True
        return all(key in self._service.cache for key in self._keys(strip, index, area))

    def _keys(self, strip: Strip, index: int, area: Box) -> list[PictureKey]:
        whole = picture_key(strip, index, self.tone)
        return [whole, *part_keys(strip, index, area, self.tone)]


def _size(key: PictureKey) -> int:
    """Bytes."""
    return 4 * key.area[2] * key.area[3]
