"""The colours of a drawn page changed to those of a paper and an ink. Pure: `pdf` hands its library's low level in."""

from collections.abc import Sequence
from typing import Any

from index_builder.model import Tone


def recolour(
    mupdf: Any, drawn: tuple[Any, Any], bounds: Any, tone: Tone, kept: Sequence[Any]
) -> None:
    """Put the colours of `tone` in place of black and white; the pixels in the rectangles `kept` stay as they are.

    `drawn` is a pixmap of `mupdf`, which is `pymupdf.mupdf`, and its pixels: 4 bytes each, in rows of `bounds`.
    """
    picture, pixels = drawn
    saved = []
    stride = 4 * (bounds.x1 - bounds.x0)
    with memoryview(pixels) as whole:
        for box in map(mupdf.fz_round_rect, kept):
            x0, x1 = max(box.x0, bounds.x0), min(box.x1, bounds.x1)
            if x0 >= x1:
                continue
            for y in range(max(box.y0, bounds.y0), min(box.y1, bounds.y1)):
                start = (y - bounds.y0) * stride + 4 * (x0 - bounds.x0)
                row = slice(start, start + 4 * (x1 - x0))
                saved.append((row, bytes(whole[row])))
        dark, light = tone.ink, tone.ground
        if tone.inverted:
            mupdf.fz_invert_pixmap_luminance(picture)
            dark, light = light, dark
        mupdf.fz_tint_pixmap(picture, dark, light)
        for row, printed in saved:
            whole[row] = printed
