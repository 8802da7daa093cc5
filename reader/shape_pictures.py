"""Pictures of annotations that are slow to draw: a line with a hundred turns takes a millisecond, its picture none.

Kept for a page as it is shown, the ones used last; what is large is drawn each time.
"""

import math
from collections import OrderedDict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter

from reader.geometry import PageTransform
from reader.note_pen import paint_note

if TYPE_CHECKING:
    from reader.overlays import Region

SLOW = frozenset({"squiggly", "ink"})

LARGEST = 1 << 20
"""Bytes of a picture that is kept."""

BUDGET = 8 << 20
"""Bytes of all of them: the notes of some twenty pages."""

AROUND = 3.0
"""Points around what a region covers that its lines may reach into, and as many pixels."""

_Key = tuple[object, ...]


class ShapePictures:
    """The pictures of regions with a shape.

    Attributes:
        bytes: how much they take.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self._pictures: OrderedDict[_Key, tuple[QPoint, QImage]] = OrderedDict()

    def paint(
        self, painter: QPainter, region: "Region", transform: PageTransform, *, is_dark: bool
    ) -> None:
        """Paints as `note_pen.paint_note` does, from a picture where that is quicker."""
        if region.shape not in SLOW:
            paint_note(painter, region, transform, is_dark=is_dark)
            return
        look = region.rects, region.strokes, region.shape, region.style
        key = (*look, transform, is_dark)
        known = self._pictures.get(key)
        if known is None:
            known = _picture(region, transform, is_dark=is_dark)
            if known is None:
                paint_note(painter, region, transform, is_dark=is_dark)
                return
            self._keep(key, known)
        self._pictures.move_to_end(key)
        painter.drawImage(*known)

    def _keep(self, key: _Key, made: tuple[QPoint, QImage]) -> None:
        self._pictures[key] = made
        self.bytes += made[1].sizeInBytes()
        while self.bytes > BUDGET:
            self.bytes -= self._pictures.popitem(last=False)[1][1].sizeInBytes()


def _picture(
    region: "Region", transform: PageTransform, *, is_dark: bool
) -> tuple[QPoint, QImage] | None:
    """The region on nothing, and where that lies on the page; None for a picture that is too large."""
    xs, ys = zip(*(transform.to_view(*point) for point in _points(region)), strict=True)
    margin = AROUND * (1 + transform.scale)
    left, top = math.floor(min(xs) - margin), math.floor(min(ys) - margin)
    width, height = math.ceil(max(xs) + margin) - left, math.ceil(max(ys) + margin) - top
    if not 0 < 4 * width * height <= LARGEST:
        return None
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(-left, -top)
    paint_note(painter, region, transform, is_dark=is_dark)
    painter.end()
    return QPoint(left, top), image


def _points(region: "Region") -> Iterator[tuple[float, float]]:
    """Some at least, even of a region without a place."""
    yield from (
        (x, y) for rect in region.rects for x, y in ((rect.x0, rect.y0), (rect.x1, rect.y1))
    )
    yield from (point for stroke in region.strokes for point in stroke)
    if not region.rects and not any(region.strokes):
        yield 0.0, 0.0
