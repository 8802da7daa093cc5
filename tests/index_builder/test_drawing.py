from array import array

from index_builder.drawing import COLOURS, shapes
from index_builder.model import (
    Caption,
    Definition,
    Footnote,
    Heading,
    Mark,
    Part,
    Passage,
    Place,
    Rect,
    Reference,
    Structure,
    TextRange,
)

BOXES = array("f", [0, 0, 10, 10, 10, 0, 20, 10, 20, 0, 30, 10, 0, 20, 10, 30])
"""Three characters on one line and one on the next."""

HERE = Place(0, (Rect(0, 0, 20, 10),))


def test_a_passage_is_framed_line_by_line_and_numbered_once() -> None:
    passage = Passage(Part.NOTE, "あいうえ", array("i", range(4)), ((0, 0),))
    first, second = shapes(Structure("", ("",), (passage,)), [BOXES])[0]
    assert (first.rect, first.label) == (Rect(0, 0, 30, 10), "1")
    assert (second.rect, second.label) == (Rect(0, 20, 10, 30), "")
    assert first.colour == COLOURS["note"]
    assert not first.filled


def test_all_that_is_found_is_drawn_on_its_page() -> None:
    span = TextRange(0, 0, 1)
    structure = Structure(
        title="",
        labels=("", ""),
        passages=(),
        headings=(Heading(2, "第１章", "", HERE),),
        footnotes=(Footnote("4", "", HERE, (Mark("4", Place(1, HERE.rects), ""),)),),
        captions=(Caption("figure", "図1", "1", "", HERE, Rect(0, 50, 20, 90)),),
        definitions=(Definition("NIST", "acronym", "", "", HERE, span, "footnote", 0.96),),
        references=(Reference("図1", "figure", "1", (HERE,), span),),
    )
    found = shapes(structure, [BOXES, BOXES])
    assert [(shape.colour, shape.label) for shape in found[0]] == [
        (COLOURS["area"], "図1"),
        (COLOURS["name"], "0.96"),
        (COLOURS["reference"], "1"),
        (COLOURS["heading"], "L2"),
    ]
    assert [(shape.colour, shape.filled) for shape in found[1]] == [(COLOURS["mark"], True)]
