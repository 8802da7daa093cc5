"""The annotations of a PDF as plain records, the places of its pages in its own coordinates, its dates; pure."""

import math
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from msgspec import Struct

from index_builder.model import Rect

DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([Zz+-])(?:(\d\d)'?(?:(\d\d)'?)?)?)?"
)
"""ISO 32000-2, 7.9.4."""

Stroke = tuple[tuple[float, float], ...]


class PageBox(Struct, frozen=True):
    """Where a page's crop box lies in the coordinates that PDFs keep their annotations in.

    Those have their origin at the lower left, y up, and a unit of `unit` points (ISO 32000-2,
    8.3.2.3); the rest of Hakusho counts in points from the top left corner of the unturned crop
    box. `rotation` is the clockwise turn with which the page is shown.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int = 0
    unit: float = 1.0

    def to_pdf(self, x: float, y: float) -> tuple[float, float]:
        """A point of the crop box in the file's coordinates."""
        return self.x0 + x / self.unit, self.y1 - y / self.unit

    def from_pdf(self, x: float, y: float) -> tuple[float, float]:
        """A point of the file's coordinates in points of the crop box."""
        return (x - self.x0) * self.unit, (self.y1 - y) * self.unit

    def rect_to_pdf(self, rect: Rect) -> Rect:
        """Lower left and upper right corner."""
        x0, y1 = self.to_pdf(rect.x0, rect.y0)
        x1, y0 = self.to_pdf(rect.x1, rect.y1)
        return Rect(x0, y0, x1, y1)

    def rect_from_pdf(self, points: "list[tuple[float, float]] | Stroke") -> Rect:
        """The rectangle around points of the file's coordinates, of which there is at least one."""
        xs, ys = zip(*(self.from_pdf(*point) for point in points), strict=True)
        return Rect(min(xs), min(ys), max(xs), max(ys))


def page_box(mupdf: Any, page: Any, rotation: int) -> PageBox:
    """The box of a page dictionary of `mupdf`, which is `pymupdf.mupdf`; its media box without a crop box."""
    keys = mupdf.PDF_ENUM_NAME_MediaBox, mupdf.PDF_ENUM_NAME_CropBox
    media, crop = (mupdf.pdf_to_rect(mupdf.pdf_dict_get_inheritable(page, key)) for key in keys)
    box = mupdf.fz_intersect_rect(media, crop)
    if mupdf.fz_is_empty_rect(box):
        box = media
    unit = mupdf.pdf_to_real(mupdf.pdf_dict_get(page, mupdf.PDF_ENUM_NAME_UserUnit))
    return PageBox(box.x0, box.y0, box.x1, box.y1, rotation, unit if unit > 0 else 1.0)


class PdfAnnotation(Struct, frozen=True):
    """An annotation as a PDF has it, or as it is to be written into one.

    Attributes:
        kind: highlight | underline | squiggly | strikeout | note | area | text | ink.
        rects: one for each line of marked text, else one around the whole.
        text: what is printed under marked text, "" for other kinds.
        colour: 0xRRGGBB, −1 where there is none.
        created, modified: ISO 8601 in UTC, "" where not told.
        name: what tells it from others of its page, "" for none.
        subject: a short description, such as tags.
        xref: the number of its object in the file, 0 for one that is to be written.
    """

    page: int
    kind: str
    rects: tuple[Rect, ...]
    strokes: tuple[Stroke, ...] = ()
    text: str = ""
    contents: str = ""
    author: str = ""
    colour: int = -1
    created: str = ""
    modified: str = ""
    name: str = ""
    subject: str = ""
    xref: int = 0


def quads(rect: Rect, rotation: int) -> tuple[tuple[float, float], ...]:
    """The corners of a marked line as it is read on the shown page: upper left and right, lower left and right.

    The order in which viewers draw them (Acrobat's, not that of ISO 32000-2, 12.5.6.10).
    """
    around = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)]
    first = -(rotation // 90) % 4
    upper_left, upper_right, lower_right, lower_left = around[first:] + around[:first]
    return upper_left, upper_right, lower_left, lower_right


def pdf_date(moment: str) -> str:
    """An ISO 8601 moment as a PDF writes it, in UTC to the second; "" for what is none."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if at.tzinfo is not None:
        at = at.astimezone(UTC)
    day = f"{at.year:04}{at.month:02}{at.day:02}"  # strftime takes five times as long
    return f"D:{day}{at.hour:02}{at.minute:02}{at.second:02}Z"


def moment_of(date: str) -> str:
    """The ISO 8601 moment in UTC that a PDF's date tells, "" for what is none."""
    match = DATE.match(date.strip())
    if match is None:
        return ""
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    sign, hours, minutes = match[7], int(match[8] or 0), int(match[9] or 0)
    away = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    try:
        zone = timezone(away)
        at = datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=zone)
        return at.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError):
        return ""


def colour_of(parts: list[float]) -> int:
    """0xRRGGBB of a colour of one (grey), three or four (CMYK) parts from 0 to 1; −1 for others."""
    if not all(math.isfinite(part) for part in parts):
        return -1
    shares = [min(max(part, 0.0), 1.0) for part in parts]
    if len(shares) == 1:
        shares *= 3
    elif len(shares) == 4:
        *inks, black = shares
        shares = [(1 - ink) * (1 - black) for ink in inks]
    if len(shares) != 3:
        return -1
    red, green, blue = (round(255 * share) for share in shares)
    return red << 16 | green << 8 | blue


def parts_of(colour: int) -> tuple[float, float, float]:
    """The red, green and blue of 0xRRGGBB, from 0 to 1."""
    return (colour >> 16 & 255) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255
