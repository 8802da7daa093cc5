"""Which pictures a strip of pages needs now, in what order, and under which keys."""

from math import sqrt

from reader.geometry import Strip
from reader.pictures import PictureKey, page_pixels
from reader.render import Priority, RenderService

MOST_PIXELS = 2480 * 3508
"""A whole page is drawn with at most this many pixels (A4 at 300 dpi) and enlarged beyond."""

AHEAD = 2
"""Pages drawn before they come into sight, in the direction of scrolling; one behind."""


def picture_key(strip: Strip, index: int) -> PictureKey:
    """The picture that fills the box of page `index`, or the largest that is drawn of it."""
    page, box = strip.pages[index], strip.box(index)
    scale, pixels = strip.scale, (box.width, box.height)
    if box.width * box.height > MOST_PIXELS:
        scale *= sqrt(MOST_PIXELS / (box.width * box.height))
        pixels = page_pixels(*strip.transform(index).turned_size, scale)
    return PictureKey(page.document, page.page, scale, strip.rotation, (0, 0, *pixels))


class StripPictures:
    """Asks the render service for what is in sight, and for what is next in the direction of scrolling."""

    def __init__(self, service: RenderService, client: str = "page-view") -> None:
        self._service = service
        self._client = client

    def request(self, strip: Strip, visible: range, direction: int) -> None:
        """Want these pages in place of those wanted before; `direction` is negative going up."""
        after = range(visible.stop, min(visible.stop + AHEAD, len(strip.pages)))
        before = range(visible.start - 1, max(visible.start - 1 - AHEAD, -1), -1)
        ahead, behind = (after, before) if direction > 0 else (before, after)
        for priority, indices in (
            (Priority.VISIBLE, visible),
            (Priority.AHEAD, (*ahead, *behind[:1])),
        ):
            keys = [picture_key(strip, index) for index in indices]
            self._service.want(self._client, priority, keys)

    def is_ready(self, strip: Strip, index: int) -> bool:
        """Whether a page has its true picture, or will never have one."""
        page = strip.pages[index]
        if self._service.failure(page.document, page.page):
            return True
        return self._service.picture(picture_key(strip, index)) is not None
