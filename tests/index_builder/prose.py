"""Passages and footnotes for tests, written by hand: what stands between ^ signs is a note's number."""

import re
from array import array

from index_builder.model import Footnote, Part, Passage, Place, Rect, Structure, TextRange


def passage(text: str, part: Part = Part.BODY, heading: int = -1, page: int = 0) -> Passage:
    """`text` without its marks; the mark ^n^ points to footnote n − 1."""
    notes: list[tuple[int, int]] = []
    plain = ""
    for number, piece in enumerate(text.split("^")):
        if number % 2:
            notes.append((len(plain), int(piece) - 1))
        else:
            plain += piece
    sources = array("i", range(len(plain)))
    return Passage(part, plain, sources, ((0, page),), heading, tuple(notes))


def footnotes(*texts: str) -> tuple[Footnote, ...]:
    return tuple(Footnote(str(n), text, Place(0, ())) for n, text in enumerate(texts, 1))


def place_of(span: TextRange) -> tuple[Place, ...]:
    """A place whose rectangle tells the range: x is the offset, y the passage."""
    return (Place(0, (Rect(span.start, span.passage, span.end, span.passage + 1),)),)


def structure(*texts: str | Passage, **found: object) -> Structure:
    passages = tuple(passage(t) if isinstance(t, str) else t for t in texts)
    return Structure("", ("1",), passages, **found)  # type: ignore[arg-type]


def words(text: str) -> str:
    return re.sub(r"\^\d+\^", "", text)
