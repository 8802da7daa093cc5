"""Bookmarks in folders and under letters, of one volume or of all; pure.

A letter goes to its bookmark: a small one within the volume, a capital from everywhere, so that
each volume has its own `a` and there is one `A`.
"""

import unicodedata
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reader.records import Bookmark, Change


class Listed(Struct, frozen=True):
    """A bookmark with what is said of it.

    Attributes:
        document: its document's number in the open volume, −1 for one of another volume.
        page: as people name it.
        paper: the title of its document.
        is_there: its file is where it was last seen.
    """

    record: Bookmark
    document: int
    page: str
    paper: str = ""
    is_there: bool = True


class Folder(Struct, frozen=True):
    """A folder, "" for the bookmarks that are in none."""

    name: str
    bookmarks: tuple[Listed, ...]


def in_folders(listed: Iterable[Listed], empty: Iterable[str] = ()) -> list[Folder]:
    """The folders by name, those of `empty` too, and last what is in none; the order within stays."""
    names: dict[str, list[Listed]] = {name: [] for name in empty if name}
    for each in listed:
        names.setdefault(each.record.folder, []).append(each)
    ordered = sorted(names, key=lambda name: (not name, unicodedata.normalize("NFKC", name)))
    return [Folder(name, tuple(names[name])) for name in ordered]


def letter_of(text: str) -> str:
    """The letter that a text is, in whatever width it was typed; "" for anything else."""
    plain = unicodedata.normalize("NFKC", text)
    return plain if len(plain) == 1 and plain.isascii() and plain.isalpha() else ""


def holders(listed: Iterable[Listed], letter: str) -> list[Listed]:
    """The bookmarks with this letter, those of the open volume first; of a small letter no others."""
    found = [each for each in listed if letter and each.record.letter == letter]
    here = [each for each in found if each.document >= 0]
    return here if letter.islower() else [*here, *(each for each in found if each.document < 0)]


def with_letter(mark: Bookmark, letter: str, others: Collection[Bookmark]) -> list[Change]:
    """What gives `mark` its letter, which `others` have to give up."""
    given = [Change(mark, replace(mark, letter=letter))] if mark.letter != letter else []
    return given + _giving_up(each for each in others if each.id != mark.id)


def setting_mark(place: Bookmark, others: Sequence[Bookmark]) -> list[Change]:
    """What makes the letter of `place` lead there: the bookmark that has it moves, without one `place` is new."""
    if not others:
        return [Change(None, place)]
    first, *rest = others
    moved = replace(first, content=place.content, page=place.page, y=place.y, title=place.title)
    return ([Change(first, moved)] if moved != first else []) + _giving_up(rest)


def _giving_up(marks: Iterable[Bookmark]) -> list[Change]:
    return [Change(mark, replace(mark, letter="")) for mark in marks]
