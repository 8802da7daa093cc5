"""Links that lead back to a place; pure.

`hakusho://open/CONTENT/PAGE`, pages counted from 1, with `?note=ID` for a note or `?term=NAME` for a
short name of the volume.
"""

import re
from urllib.parse import quote, unquote

from msgspec import Struct

from reader.records import Note

SCHEME = "hakusho"
LINK = re.compile(
    r"hakusho://open/([0-9a-f]{64})/([1-9]\d{0,5})"
    r"(?:\?note=([0-9A-Za-z._-]{1,200})|\?term=((?:[0-9A-Za-z._~-]|%[0-9A-F]{2}){1,600}))?"
)
NAME = re.compile(r"[0-9A-Za-z._-]{1,200}")


class PlaceLink(Struct, frozen=True):
    """A page (from 0) of the document with this content hash, and the record or the short name meant there.

    `note` and `term` are "" for none; a link has one of them at most.
    """

    content: str
    page: int
    note: str = ""
    term: str = ""


def write_link(link: PlaceLink) -> str:
    """The link as text; a record whose name does not go into an address is left out."""
    more = f"?note={link.note}" if NAME.fullmatch(link.note) else ""
    if link.term and not more:
        more = f"?term={quote(link.term, safe='')}"
    return f"{SCHEME}://open/{link.content}/{link.page + 1}{more}"


def link_to(record: Note) -> str:
    """The link that leads to a note."""
    return write_link(PlaceLink(record.content, record.page, record.id))


def read_link(text: str) -> PlaceLink | None:
    """What a link means; None for whatever `write_link` has not written: it may come from anywhere."""
    match = LINK.fullmatch(text)
    if match is None:
        return None
    try:
        term = unquote(match[4] or "", errors="strict")
    except UnicodeDecodeError:
        return None
    return PlaceLink(match[1], int(match[2]) - 1, match[3] or "", term)
