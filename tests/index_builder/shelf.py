"""Documents made up for tests of library and search: passages whose characters stand on a grid."""

from array import array
from pathlib import Path

from index_builder.library import Library
from index_builder.model import Heading, Opening, Part, Passage, Place, Rect, Structure

SIZE = 10.0
COLUMNS = 20
"""Characters of a made-up printed line."""


def passage(text: str, *, page: int = 0, first: int = 0, part: Part = Part.BODY, heading: int = -1):
    """A passage of one page; its characters are those of the page from `first` on."""
    return Passage(part, text, array("i", range(first, first + len(text))), ((0, page),), heading)


def grid(count: int) -> "array[float]":
    """Boxes of `count` characters in lines of COLUMNS."""
    boxes = array("f")
    for index in range(count):
        x, y = SIZE * (index % COLUMNS), 2 * SIZE * (index // COLUMNS)
        boxes.extend((x, y, x + SIZE, y + SIZE))
    return boxes


def structure(*passages: Passage, headings: tuple[Heading, ...] = (), pages: int = 1) -> Structure:
    return Structure("題", tuple(str(page + 5) for page in range(pages)), passages, headings)


def heading(level: int, label: str, title: str, page: int = 0) -> Heading:
    return Heading(level, label, title, Place(page, (Rect(0, 0, 1, 1),)))


def put(library: Library, content: str, made: Structure) -> None:
    """Stores the structure with a grid of boxes on each of its pages."""
    pages = len(made.labels)
    library.put(content, made, [grid(2000)] * pages, Opening(f"{content}.pdf", pages, "題", ""))


def shelf(folder: Path, *texts: str) -> Library:
    """A library with one document a text, named a, b, c …; each line of a text is a passage."""
    library = Library(folder)
    for number, text in enumerate(texts):
        passages, first = [], 0
        for line in text.split("\n"):
            passages.append(passage(line, first=first))
            first += len(line)
        put(library, chr(ord("a") + number), structure(*passages))
    return library
