"""The records that cross module and process borders: plain, frozen, free of behaviour that needs a library.

Coordinates are points in the page's *unrotated crop box*: origin at its top left
corner, x to the right, y down. Pages, documents and text offsets count from 0.
Printed page numbers are labels for people and never keys.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct


class Rect(NamedTuple):
    """An axis-parallel rectangle in points of the unrotated crop box."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def center(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def intersects(self, other: "Rect") -> bool:
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def union(self, other: "Rect") -> "Rect":
        return Rect(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


def bounds(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all `rects`; raises ValueError when there are none."""
    every = list(rects)
    if not every:
        msg = "no rectangles to bound"
        raise ValueError(msg)
    return Rect(
        min(r.x0 for r in every),
        min(r.y0 for r in every),
        max(r.x1 for r in every),
        max(r.y1 for r in every),
    )


class Span(Struct, frozen=True):
    """A run of characters of one font, size and baseline, as the page draws them.

    `start:end` slices `PageText.text`; `size` is the em size and `baseline` the y of the
    first character's origin (its x when `vertical`), both in points.
    """

    start: int
    end: int
    size: float
    font: str
    bold: bool
    color: int
    vertical: bool
    baseline: float


class Graphic(Struct, frozen=True):
    """A drawn thing that is not text: `kind` is "image", "fill" or "stroke"; colour is 0xRRGGBB."""

    kind: str
    rect: Rect
    color: int


class PageText(Struct, frozen=True):
    """The characters of one page in content order, each with its box.

    Attributes:
        text: the characters as printed; lines follow each other with nothing between.
        boxes: four floats (x0, y0, x1, y1) per character of `text`.
        spans: cover `text` without gaps, in order.
        lines: `(start, end)` slices of `text`, as the page draws them; spans never cross a line.
    """

    page: int
    width: float
    height: float
    text: str
    boxes: "array[float]"
    spans: tuple[Span, ...]
    lines: tuple[tuple[int, int], ...]
    graphics: tuple[Graphic, ...] = ()

    def box(self, index: int) -> Rect:
        """The box of character `index`."""
        start = 4 * index
        x0, y0, x1, y1 = self.boxes[start : start + 4]
        return Rect(x0, y0, x1, y1)


class Part(StrEnum):
    """What a stretch of reading text is to its reader."""

    BODY = "body"
    HEADING = "heading"
    NOTE = "note"
    CAPTION = "caption"
    TABLE = "table"
    BOX = "box"
    FIGURE = "figure"


PARTS = tuple(Part)
"""A part as a number is its place here."""


class Passage(Struct, frozen=True):
    """One paragraph, heading, note, caption or cell in reading order, across lines, columns and pages.

    Attributes:
        text: as printed, lines joined the way its script wants it; no ruby, no footnote marks.
        sources: per character of `text` its index in `PageText.text`, −1 for an inserted space.
        pages: `(offset, page)` pairs, ascending: from `offset` on the characters stand on `page`.
        heading: index into `Structure.headings` of the nearest heading above, −1 for none.
        notes: `(offset, footnote)`: the mark of `Structure.footnotes[footnote]` stood before `offset`.
    """

    part: Part
    text: str
    sources: "array[int]"
    pages: tuple[tuple[int, int], ...]
    heading: int = -1
    notes: tuple[tuple[int, int], ...] = ()

    def page_at(self, offset: int) -> int:
        """The page on which character `offset` stands."""
        page = self.pages[0][1]
        for start, here in self.pages:
            if start > offset:
                break
            page = here
        return page

    def ranges_on(self, page: int) -> Iterator[tuple[int, int]]:
        """The ranges of characters, start and end, that stand on a page."""
        for (start, here), (end, _) in pairwise((*self.pages, (len(self.text), -1))):
            if here == page and start < end:
                yield start, end


class TextRange(NamedTuple):
    """`start:end` of `Structure.passages[passage].text`."""

    passage: int
    start: int
    end: int


class Place(Struct, frozen=True):
    """Where something is printed on one page: a rectangle for each line it touches."""

    page: int
    rects: tuple[Rect, ...]

    @property
    def top(self) -> float:
        """Where it begins, in points below the upper edge; 0 without a rectangle."""
        return self.rects[0].y0 if self.rects else 0.0


class Heading(Struct, frozen=True):
    """An outline entry; `level` 1 is the shallowest. `evidence`: typography | embedded | contents."""

    level: int
    label: str
    title: str
    place: Place
    evidence: str = "typography"
    confidence: float = 1.0


class Mark(Struct, frozen=True):
    """A footnote mark in the text; `before` is up to eight characters in front of it.

    `evidence` that it is one, surest first: raised | signed | bracketed | bare; reader, who said so.
    """

    label: str
    place: Place
    before: str
    evidence: str = "raised"
    confidence: float = 1.0


class Footnote(Struct, frozen=True):
    """A note and the marks that point to it; `evidence` is mark, or typography where none does."""

    label: str
    text: str
    place: Place
    marks: tuple[Mark, ...] = ()
    evidence: str = "mark"
    confidence: float = 1.0


class Caption(Struct, frozen=True):
    """`kind`: figure | table | photo | other; `number` is ASCII ("1-3-1"); `area` what it describes.

    `evidence`: label, or credit for a title that has none. `source` is the line that says where
    it comes from (資料：…), as printed, "" for none.
    """

    kind: str
    label: str
    number: str
    title: str
    place: Place
    area: Rect | None = None
    evidence: str = "label"
    confidence: float = 1.0
    source: str = ""


class Definition(Struct, frozen=True):
    """A place that introduces a short name.

    Attributes:
        name: the short name, NFKC, as printed in case ("NIST"; 基本計画).
        kind: "acronym", or "term" for 以下「…」.
        long_form: Japanese long form as printed, "" if none.
        expansion: original words, "" if none.
        evidence: footnote | parenthesis | reverse (acronyms), inline (terms), reader (a correction).
        note: index into `Structure.footnotes` of the note that holds the expansion, −1 for none.
    """

    name: str
    kind: str
    long_form: str
    expansion: str
    place: Place
    range: TextRange
    evidence: str
    confidence: float
    note: int = -1


class Use(Struct, frozen=True):
    """A place where a short name stands; `places` has one entry for each page it touches."""

    name: str
    places: tuple[Place, ...]
    range: TextRange


class Reference(Struct, frozen=True):
    """A cross reference as printed.

    Attributes:
        kind: figure | table | column | part | chapter | section.
        number: figure/table/column as printed in ASCII ("1-3-1"), chapter "PART-CHAPTER" ("1-2"),
            section "PART-CHAPTER-SECTION" ("1-4-1").
    """

    text: str
    kind: str
    number: str
    places: tuple[Place, ...]
    range: TextRange


class PageIssue(Struct, frozen=True):
    """What is wrong with one page; `kind` is a stable word such as "no-text" or "orphan-mark"."""

    page: int
    kind: str
    detail: str


class Structure(Struct, frozen=True):
    """All that was found in one document; places and ranges refer to this document.

    Attributes:
        unplaced: entries of the embedded outline that name no page and are printed nowhere: to be
            shown, not gone to. Each stands before the first heading of its place's page, which
            has no rectangles.
    """

    title: str
    labels: tuple[str, ...]
    passages: Sequence[Passage]
    headings: tuple[Heading, ...] = ()
    footnotes: Sequence[Footnote] = ()
    captions: Sequence[Caption] = ()
    definitions: tuple[Definition, ...] = ()
    references: Sequence[Reference] = ()
    headers: tuple[tuple[int, str], ...] = ()
    issues: tuple[PageIssue, ...] = ()
    unplaced: tuple[Heading, ...] = ()


class Location(Struct, frozen=True):
    """A place in a volume; `document` is the index in reading order."""

    document: int
    place: Place


class Entry(Struct, frozen=True):
    """A short name in a volume: every place that introduces it and every place that uses it.

    One that is used and never introduced has no definitions.
    """

    name: str
    definitions: tuple[tuple[int, int], ...]
    uses: tuple[tuple[int, Use], ...]


class Resolution(Struct, frozen=True):
    """`Structure.references[reference]` of `document` points to `target`, None when in no given file.

    `evidence`: the place is the only one of that number (only), or the nearest of several (nearest),
    or the reader has said so (reader).
    """

    document: int
    reference: int
    target: Location | None
    evidence: str = "only"
    confidence: float = 1.0


class VolumeLinks(Struct, frozen=True):
    """What holds only for the documents of a volume together, in its reading order.

    `publications` has for each document the number of the publication it is a part of.
    """

    title: str
    entries: tuple[Entry, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    publications: tuple[int, ...] = ()


class Link(Struct, frozen=True):
    """A link the file carries: to `page` of the same file, or to `uri` when `page` is −1.

    `top` is how far down that page it leads, 0 where the file does not tell.
    """

    rect: Rect
    page: int
    uri: str
    top: float = 0.0


class Tone(NamedTuple):
    """The colours a page is drawn in, as 0xRRGGBB; `inverted` is light text on dark paper."""

    ink: int
    ground: int
    inverted: bool = False


class Shape(Struct, frozen=True):
    """A box on a page: `rect` in points of the unrotated crop box, `colour` 0xRRGGBB, `label` beside it."""

    rect: Rect
    colour: int
    label: str = ""
    filled: bool = False


class PdfInfo(Struct, frozen=True):
    """What a file says about itself; `rights` are its permission names (ISO 32000-2, table 22).

    `encryption` names the method, "" when the file is not encrypted; `year` is that in which it was
    made, 0 where it does not say.
    """

    title: str
    producer: str
    encryption: str
    rights: tuple[str, ...]
    author: str = ""
    year: int = 0


class FontInfo(Struct, frozen=True):
    """A font of a file: its name without the tag of a subset, and its kind (ISO 32000-2, 9.5)."""

    name: str
    kind: str
    embedded: bool
    subset: bool


class Opening(Struct, frozen=True):
    """What the first pages of a file tell about its place in a publication; input of `order.arrange`."""

    path: str
    pages: int
    title: str
    text: str
    labels: tuple[str, ...] = ()


class Hit(Struct, frozen=True):
    """A search result.

    Attributes:
        kind: exact | form | synonym.
        part: where it stands; `headings` the labels and titles above it, outermost first.
        snippet: reading text around the hit; `snippet[start:end]` is the hit itself.
    """

    document: int
    places: tuple[Place, ...]
    range: TextRange
    part: Part
    kind: str
    headings: tuple[str, ...]
    snippet: str
    start: int
    end: int
