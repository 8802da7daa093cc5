"""The program's own form of notes: JSON that loses nothing; pure."""

from typing import Any

import msgspec

from reader.exchange.sheaf import MOST, Received, Sheaf, Unreadable, sound
from reader.records import Annotation, Bookmark, Note

FORMAT = "hakusho-notes"
VERSION = 1
KINDS: dict[str, type[Note]] = {"annotations": Annotation, "bookmarks": Bookmark}


def write_own(sheaf: Sheaf) -> bytes:
    """Every record whole, and what its documents are called."""
    records = [entry.record for entry in sheaf.entries]
    documents = [
        {"content": paper.content, "title": paper.source.title, "file": paper.file_name}
        for paper in sheaf.papers
    ]
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made": sheaf.made,
        "title": sheaf.title,
        "documents": documents,
        **{
            name: [record for record in records if isinstance(record, kind)]
            for name, kind in KINDS.items()
        },
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def is_own(whole: object) -> bool:
    """Whether decoded JSON claims to be of this form."""
    return isinstance(whole, dict) and whole.get("format") == FORMAT


def read_own(whole: dict[str, Any]) -> Received:
    """The records of decoded JSON; those that are none are counted. Raises Unreadable."""
    version = whole.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise Unreadable(
            "These notes were written by a newer version of Hakusho.", "Nothing was changed."
        )
    found: list[Note] = []
    unread = 0
    for name, kind in KINDS.items():
        rows = whole.get(name)
        for row in rows if isinstance(rows, list) else ():
            record = _record(row, kind) if len(found) < MOST else None
            if record is None:
                unread += 1
            else:
                found.append(record)
    return Received(tuple(found), unread)


def _record(row: object, kind: type[Note]) -> Note | None:
    try:
        return sound(msgspec.convert(row, kind))
    except msgspec.ValidationError:
        return None
