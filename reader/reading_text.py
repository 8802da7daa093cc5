"""A structure as running text: what stands in one column for each page, and where on the page it stands. Pure.

Notes come under the paragraph that has their mark, and a figure or table is the part of the page that its
caption describes. A page whose text is doubtful is given as its picture.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from index_builder.model import Caption, PageText, Part, Passage, Rect, Structure, bounds
from reader.corrections import Cited

DOUBTFUL = frozenset({"no-text", "no-unicode", "vertical", "unreadable"})
"""The kinds of page issues that leave no text to be trusted."""

SCATTERED = 4
"""Words of figures and tables without an area from which on the page's picture says more than they do."""

BROKEN = 0.05
"""The part of a page's characters without meaning from which on its text is doubtful."""


class Kind(StrEnum):
    """What a block is; PAGE is a page without running text, DOUBT one whose text is doubtful."""

    HEADING = "heading"
    TEXT = "text"
    BOX = "box"
    NOTE = "note"
    CAPTION = "caption"
    FIGURE = "figure"
    SMALL = "small"
    PAGE = "page"
    DOUBT = "doubt"


PICTURES = frozenset({Kind.FIGURE, Kind.PAGE, Kind.DOUBT})


class Block(Struct, frozen=True):
    """One paragraph or picture of the column.

    Attributes:
        page: where it begins.
        marks: (offset, label): a note's mark stands before that character of `text`.
        level: of a heading, 1 is the shallowest.
        passage: index into the structure's passages, −1 for pictures and gathered notes.
        area: what a picture shows, in points of the unrotated crop box; None for the whole page.
    """

    kind: Kind
    page: int
    text: str = ""
    marks: tuple[tuple[int, str], ...] = ()
    level: int = 0
    passage: int = -1
    area: Rect | None = None

    @property
    def shown(self) -> str:
        """The text with its marks."""
        parts, last = [], 0
        for offset, label in self.marks:
            parts += [self.text[last:offset], label]
            last = offset
        return "".join((*parts, self.text[last:]))

    def shown_at(self, offset: int) -> int:
        """Where character `offset` of `text` stands in `shown`."""
        return offset + sum(len(label) for at, label in self.marks if at <= offset)

    def offset_at(self, shown: int) -> int:
        """The character of `text` at, or next to, a place in `shown`."""
        for offset, label in reversed(self.marks):
            start = self.shown_at(offset) - len(label)
            if shown >= start:
                return max(offset, shown - start - len(label) + offset)
        return shown


class ReadingText:
    """The column of one document, page by page; `cited` are the marks that the reader has corrected."""

    def __init__(self, structure: Structure, cited: Cited | None = None) -> None:
        self._structure = structure
        self._corrected = cited or {}
        self._starting: dict[int, list[int]] = defaultdict(list)
        self._touching: dict[int, list[int]] = defaultdict(list)
        self._captions: dict[int, list[Caption]] = defaultdict(list)
        for index, passage in enumerate(structure.passages):
            self._starting[passage.pages[0][1]].append(index)
            for _, page in passage.pages:
                self._touching[page].append(index)
        for caption in structure.captions:
            self._captions[caption.place.page].append(caption)
        notes = {
            note
            for index, passage in enumerate(structure.passages)
            for _, note in self._cited(index, passage)
        }
        self._gathered = Counter(structure.footnotes[note].text for note in notes)
        self._doubtful = {issue.page for issue in structure.issues if issue.kind in DOUBTFUL}

    def is_doubtful(self, page: int) -> bool:
        """Whether the page's text is not to be trusted."""
        if page in self._doubtful:
            return True
        text = "".join(self._structure.passages[i].text for i in self._starting[page])
        broken = sum(
            unicodedata.category(letter) in {"Co", "Cn"} or letter == "�" for letter in text
        )
        return broken > BROKEN * len(text)

    def blocks(self, page: int) -> list[Block]:
        """What begins on `page`, in reading order; a page without running text is a picture."""
        if self.is_doubtful(page):
            return [Block(Kind.DOUBT, page)]
        areas = [caption for caption in self._captions[page] if caption.area is not None]
        passages = [(i, self._structure.passages[i]) for i in self._starting[page]]
        scattered = sum(p.part in {Part.FIGURE, Part.TABLE} for _, p in passages)
        found = [block for i, p in passages for block in self._blocks(i, p, page, bool(areas))]
        if (scattered >= SCATTERED and not areas) or not (found or self._touching[page]):
            small = [block for block in found if block.kind is not Kind.SMALL]
            return [*small, Block(Kind.PAGE, page)]
        return found

    def touching(self, page: int) -> list[int]:
        """The passages that have characters on `page`."""
        return self._touching[page]

    def passage(self, index: int) -> Passage:
        return self._structure.passages[index]

    def _blocks(self, index: int, passage: Passage, page: int, drawn: bool) -> Iterator[Block]:
        match passage.part:
            case Part.HEADING:
                known = 0 <= passage.heading < len(self._structure.headings)
                level = self._structure.headings[passage.heading].level if known else 3
                yield Block(Kind.HEADING, page, passage.text, level=level, passage=index)
            case Part.NOTE:
                if passage.text not in self._gathered:
                    yield Block(Kind.NOTE, page, passage.text, passage=index)
            case Part.CAPTION:
                yield from self._figure(index, passage, page)
            case Part.FIGURE | Part.TABLE:
                if not drawn:
                    yield Block(Kind.SMALL, page, passage.text, passage=index)
            case _:
                yield from self._paragraph(index, passage, page)

    def _paragraph(self, index: int, passage: Passage, page: int) -> Iterator[Block]:
        notes, cited = self._structure.footnotes, self._cited(index, passage)
        marks = tuple((offset, notes[note].label) for offset, note in cited)
        kind = Kind.BOX if passage.part is Part.BOX else Kind.TEXT
        yield Block(kind, page, passage.text, marks, passage=index)
        for _, note in cited:
            text = f"{notes[note].label}　{notes[note].text}"
            yield Block(Kind.NOTE, notes[note].place.page, text)

    def _cited(self, index: int, passage: Passage) -> Sequence[tuple[int, int]]:
        return self._corrected.get(index, passage.notes)

    def _figure(self, index: int, passage: Passage, page: int) -> Iterator[Block]:
        """The picture, with its caption above or below as it is printed, unless that is in the picture."""
        caption = next((c for c in self._captions[page] if _names(c, passage.text)), None)
        words = Block(Kind.CAPTION, page, passage.text, passage=index)
        if caption is None or caption.area is None:
            yield words
            return
        picture = Block(Kind.FIGURE, page, area=caption.area)
        if all(caption.area.contains(*rect.center) for rect in caption.place.rects):
            yield picture
            return
        above = caption.place.rects and caption.place.rects[0].y0 > caption.area.center[1]
        yield from (picture, words) if above else (words, picture)


def _names(caption: Caption, text: str) -> bool:
    wanted = caption.label or caption.title
    return bool(wanted) and "".join(wanted.split()) in "".join(text.split())


def extent(passage: Passage, text: PageText, page: int) -> tuple[int, int, Rect] | None:
    """The characters (start, end) of `passage` on `page`, and the rectangle around them; None without any."""
    for start, end in passage.ranges_on(page):
        boxes = [text.box(i) for i in passage.sources[start:end] if 0 <= i < len(text.text)]
        if boxes:
            return start, end, bounds(boxes)
    return None


def character(passage: Passage, text: PageText, offset: int) -> Rect | None:
    """The box of the character at `offset`, or of the next one that is printed; all on the page of `text`."""
    for index in passage.sources[offset:]:
        if 0 <= index < len(text.text):
            return text.box(index)
    return None
