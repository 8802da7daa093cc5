"""`inspect --draw`: what was found on each page, as coloured boxes for whoever looks into the extraction.

Pure: it says what to draw; `pdf.Pdf.picture` draws it.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence

from index_builder.layout import places
from index_builder.model import Part, Place, Shape, Structure

COLOURS = {
    "body": 0x8C8C8C,
    "heading": 0xD01C1C,
    "note": 0x2A6FDB,
    "caption": 0x118A3E,
    "table": 0xB8860B,
    "box": 0x9B59B6,
    "figure": 0x7F8C5A,
    "area": 0x5FD38D,
    "mark": 0x0033FF,
    "name": 0xE67E00,
    "reference": 0xC2187A,
}
"""0xRRGGBB for each kind of box; the first seven are the parts of reading text."""

FILLED = frozenset({"mark", "name", "reference"})
"""Kinds that are a few characters: tinted, where the others are framed."""


def shapes(structure: Structure, boxes: Sequence["array[float]"]) -> dict[int, list[Shape]]:
    """The boxes by page: passages line by line and numbered in reading order, and all that was found.

    `boxes` holds each page's `PageText.boxes`.
    """
    found: dict[int, list[Shape]] = defaultdict(list)
    for kind, place, label in (*_passages(structure, boxes), *_found(structure)):
        for number, rect in enumerate(place.rects):
            said = label if number == 0 else ""
            found[place.page].append(Shape(rect, COLOURS[kind], said, kind in FILLED))
    return dict(found)


def _passages(
    structure: Structure, boxes: Sequence["array[float]"]
) -> Iterator[tuple[str, Place, str]]:
    for number, passage in enumerate(structure.passages, start=1):
        for place in places(boxes, passage, 0, len(passage.text)):
            yield str(Part(passage.part)), place, str(number)


def _found(structure: Structure) -> Iterator[tuple[str, Place, str]]:
    for caption in structure.captions:
        if caption.area is not None:
            yield "area", Place(caption.place.page, (caption.area,)), caption.label
    for footnote in structure.footnotes:
        for mark in footnote.marks:
            yield "mark", mark.place, footnote.label
    for definition in structure.definitions:
        yield "name", definition.place, f"{definition.confidence:.2f}"
    for reference in structure.references:
        for place in reference.places:
            yield "reference", place, reference.number
    for heading in structure.headings:
        yield "heading", heading.place, f"L{heading.level}"
