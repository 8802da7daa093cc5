"""Links that lead back to a place: `hakusho://open/CONTENT/PAGE?note=ID`, pages counted from 1; pure."""

import re

from msgspec import Struct

SCHEME = "hakusho"
LINK = re.compile(
    r"hakusho://open/([0-9a-f]{64})/([1-9]\d{0,5})(?:\?note=([0-9A-Za-z._-]{1,200}))?"
)
NAME = re.compile(r"[0-9A-Za-z._-]{1,200}")


class PlaceLink(Struct, frozen=True):
    """A page (from 0) of the document with this content hash, and the record meant there, "" for none."""

    content: str
    page: int
    note: str = ""


def write_link(link: PlaceLink) -> str:
    """The link as text; a record whose name does not go into an address is left out."""
    note = f"?note={link.note}" if NAME.fullmatch(link.note) else ""
    return f"{SCHEME}://open/{link.content}/{link.page + 1}{note}"


def read_link(text: str) -> PlaceLink | None:
    """What a link means; None for whatever `write_link` has not written: it may come from anywhere."""
    match = LINK.fullmatch(text)
    return PlaceLink(match[1], int(match[2]) - 1, match[3] or "") if match else None
