"""The selected characters of a page as a person would type them. Pure.

Lines are joined as their script wants it, hyphens at line ends are undone, marks and ruby are left
out or, if wished, kept. Where the index knows the page, its passages say what a paragraph is, what is
a mark, and what is a running head; elsewhere indents, white space and raised figures do.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from index_builder.model import PageText, Part, Passage, Rect, Structure, bounds
from reader.page_lines import KANA, Flow, Owner, Owners, PageLine, PageLines

INDENT = 0.7
"""A first line that starts this many line heights further in begins a paragraph."""

SPREAD = 0.5
"""So many line heights more than the usual white space begin a paragraph."""

FULL = 0.9
"""A paragraph goes on in the next column after a line at least this much as wide as those there."""

SAME = 1.25
"""Lines of one paragraph differ in height by less than this factor."""

RAISED_SIZE = 0.75
"""Marks of notes are at most this share of the size of their line."""

ENDINGS = "。．.！？!?」）"
HYPHENS = "-\u2010\u00ad"
_MARK = re.compile(r"[0-9０-９*＊※†‡()（）\[\]、,]+")
_WORD = re.compile(r"[!-~\u2010\u00ad]+$")
_ADDRESS = re.compile(r"[/:@_.0-9]")


class Wishes(Struct, frozen=True):
    """What is kept beside the words: ruby as 《ruby》, the marks of notes."""

    ruby: bool = False
    marks: bool = False


PLAIN = Wishes()


class Slice(NamedTuple):
    """`PageText.text[start:end]` within the line of this rank."""

    line: int
    start: int
    end: int


class Stretch(Struct, frozen=True):
    """A paragraph, or the part of one, on one page.

    Attributes:
        sources: per character of `text` its index in `PageText.text`, −1 for what is put in.
        passage: of the structure, −1 where the index does not know it.
        start, end: the offsets in that passage.
        gap: what the passage has between this and what is printed before it.
    """

    text: str
    sources: tuple[int, ...]
    passage: int = -1
    start: int = 0
    end: int = 0
    gap: str = ""


class PageWriter:
    """Writes down what is selected of one page."""

    def __init__(
        self, page: PageText, lines: PageLines, known: Owners, structure: Structure | None
    ) -> None:
        """`known` is what `structure` says of the page; empty without one."""
        self._page = page
        self._lines = lines.lines
        self._unit = lines.unit
        self._known = known
        self._passages = structure.passages if structure is not None else ()
        self._marks = _marks(structure, known) if structure is not None else {}
        self._size = max((line.size for line in lines.lines), default=0.0)
        self._leading = _leading(lines.lines)
        self._rubies = {ruby.end - 1: ruby for ruby in lines.rubies}
        self._raised = _raised(page, lines.lines) if not known else frozenset[int]()
        self._is_loose = [
            not any(i in known for i in range(line.start, line.end)) for line in lines.lines
        ]
        self._body = _body(self._lines, self._is_loose)

    def write(self, slices: Sequence[Slice], wishes: Wishes = PLAIN) -> list[Stretch]:
        """The paragraphs of `slices`; running heads and page numbers only where nothing else is selected."""
        taken = self._without_furniture(slices)
        paragraphs: list[_Paragraph] = []
        for number, piece in enumerate(taken):
            loose = self._is_loose[piece.line]
            before = taken[number - 1].line if number else -1
            if self._known and not loose:
                self._write_known(piece, paragraphs, wishes)
            else:
                self._write_loose(piece, before, paragraphs, wishes)
        return [paragraph.stretch() for paragraph in paragraphs if paragraph.chars]

    def _without_furniture(self, slices: Sequence[Slice]) -> list[Slice]:
        if self._body is None or all(self._is_loose[piece.line] for piece in slices):
            return list(slices)
        x0, y0, x1, y1 = self._body
        kept = []
        for piece in slices:
            x, y = self._lines[piece.line].rect.center
            inside = x0 <= x <= x1 and y0 <= y <= y1
            if not self._is_loose[piece.line] or (inside and not self._is_note(piece.line)):
                kept.append(piece)
        return kept

    def _is_note(self, rank: int) -> bool:
        """Whether a line that is in no passage is a mark or ruby, drawn apart from what it belongs to."""
        line = self._lines[rank]
        text = self._page.text[line.start : line.end].strip()
        small = line.size <= RAISED_SIZE * self._size
        return small and bool(_MARK.fullmatch(text) or KANA.fullmatch(text))

    def _write_known(self, piece: Slice, paragraphs: list["_Paragraph"], wishes: Wishes) -> None:
        is_first = True
        for index in range(piece.start, piece.end):
            owner = self._known.get(index)
            if owner is None:
                continue
            paragraph = self._paragraph_of(owner, paragraphs)
            if is_first:
                paragraph.undo_hyphen(self._page.text[index])
                is_first = False
            if wishes.marks and (mark := self._marks.get(owner)):
                paragraph.put_in(mark)
            self._add([index], paragraph, piece, wishes)
            paragraph.end = owner[1] + 1
            is_last = paragraph.end == len(self._passages[owner[0]].text)
            if wishes.marks and is_last and (mark := self._marks.get((owner[0], paragraph.end))):
                paragraph.put_in(mark)

    def _paragraph_of(self, owner: Owner, paragraphs: list["_Paragraph"]) -> "_Paragraph":
        """The paragraph in writing if the passage goes on in it, else a new one."""
        number, offset = owner
        passage = self._passages[number]
        last = paragraphs[-1] if paragraphs else None
        if last is not None and last.passage == number and last.end <= offset:
            last.put_in(_inserted(passage, last.end, offset))
            return last
        paragraphs.append(
            _Paragraph(number, offset, _inserted(passage, max(offset - 1, 0), offset))
        )
        return paragraphs[-1]

    def _write_loose(
        self, piece: Slice, before: int, paragraphs: list["_Paragraph"], wishes: Wishes
    ) -> None:
        indices = [
            i for i in range(piece.start, piece.end) if wishes.marks or i not in self._raised
        ]
        while indices and self._page.text[indices[0]].isspace():
            del indices[0]
        while indices and self._page.text[indices[-1]].isspace():
            del indices[-1]
        if not indices:
            return
        start = self._page.text[indices[0]]
        last = paragraphs[-1] if paragraphs else None
        if last is None or last.passage >= 0 or not last.chars:
            glue = "\n"
        else:
            glue = self._glue(before, piece.line, last.chars[-1], start)
        if last is None or glue == "\n":
            last = _Paragraph(-1, 0, "")
            paragraphs.append(last)
        elif not last.undo_hyphen(start):
            last.put_in(glue)
        self._add(indices, last, piece, wishes)

    def _add(
        self, indices: Sequence[int], paragraph: "_Paragraph", piece: Slice, wishes: Wishes
    ) -> None:
        for index in indices:
            paragraph.chars.append(self._page.text[index])
            paragraph.sources.append(index)
            ruby = self._rubies.get(index) if wishes.ruby else None
            if ruby is not None and piece.start <= ruby.start:
                paragraph.put_in(f"《{ruby.text}》")

    def _glue(self, above: int, below: int, end: str, start: str) -> str:
        """What stands between two lines: a new line for a new paragraph, else what the script wants."""
        here, there = self._lines[above].along, self._lines[below].along
        if goes_on(self._lines[above], self._lines[below]):
            return "" if there.x0 - here.x1 < self._unit / 4 else " "
        if there.y0 < here.center[1]:
            open_end = end not in ENDINGS and here.width >= FULL * there.width
            if not open_end or not _same_size(here, there):
                return "\n"
        else:
            indented = there.x0 - here.x0 > INDENT * self._unit
            apart = there.y0 - here.y1 > self._leading + SPREAD * self._unit
            blank = self._page.text[self._lines[below].start].isspace()
            if indented or apart or blank or not _same_size(here, there):
                return "\n"
        return " " if _is_western(end) and _is_western(start) else ""


class _Paragraph:
    """A stretch in writing."""

    def __init__(self, passage: int, start: int, gap: str) -> None:
        self.chars: list[str] = []
        self.sources: list[int] = []
        self.passage = passage
        self.end = start
        self._start = start
        self._gap = gap

    def put_in(self, text: str) -> None:
        self.chars += text
        self.sources += [-1] * len(text)

    def undo_hyphen(self, following: str) -> bool:
        """Take back the hyphen that a line end put into a word; whether there was one."""
        if not is_hyphenated("".join(self.chars[-80:]), following):
            return False
        self.chars.pop()
        self.sources.pop()
        return True

    def stretch(self) -> Stretch:
        text, sources = "".join(self.chars), tuple(self.sources)
        return Stretch(text, sources, self.passage, self._start, self.end, self._gap)


def joined(pages: Sequence[tuple[int, Sequence[Stretch]]]) -> str:
    """The text of (document, stretches) of following pages: a line per paragraph, none cut by a page end."""
    text = ""
    last: tuple[int, Stretch] | None = None
    for document, stretches in pages:
        for each in stretches:
            if last is None:
                glue = ""
            elif each.passage >= 0 and (document, each.passage) == (last[0], last[1].passage):
                glue = each.gap
                if is_hyphenated(text, each.text[:1]):
                    text, glue = text[:-1], ""
            else:
                glue = "\n"
            text += glue + each.text
            last = document, each
    return text


def is_hyphenated(text: str, following: str) -> bool:
    """Whether `text` ends with a hyphen that only the end of its line has put into a word.

    Hyphens of addresses and behind figures or capitals are the writer's own.
    """
    if len(text) < 2 or text[-1] not in HYPHENS or not following:
        return False
    if not ("a" <= text[-2] <= "z" and "a" <= following <= "z"):
        return False
    word = _WORD.search(text)
    return word is None or not _ADDRESS.search(word[0])


def goes_on(above: PageLine, below: PageLine) -> bool:
    """Whether `below` goes on with the same printed line."""
    here, there = above.along, below.along
    return there.y0 < here.center[1] < there.y1 and there.x0 >= here.x1 - 0.1


def _inserted(passage: Passage, start: int, end: int) -> str:
    """The characters of `start:end` that are not printed; nothing where one of them is."""
    put_in = all(source < 0 for source in passage.sources[start:end])
    return passage.text[start:end] if put_in else ""


def _body(lines: Sequence[PageLine], is_loose: Sequence[bool]) -> Rect | None:
    """Around the lines that the index knows as text."""
    rects = [line.rect for line, loose in zip(lines, is_loose, strict=True) if not loose]
    return bounds(rects) if rects else None


def _marks(structure: Structure, known: Owners) -> dict[Owner, str]:
    """The labels of notes, by the character of a passage before which they stand."""
    labels = {note.text: note.label for note in structure.footnotes}
    found: dict[Owner, str] = {}
    for number in {owner[0] for owner in known.values()}:
        passage = structure.passages[number]
        if passage.part is Part.NOTE and passage.text in labels:
            found[number, 0] = labels[passage.text] + " "
        for offset, note in passage.notes:
            before = found.get((number, offset), "")
            found[number, offset] = before + structure.footnotes[note].label
    return found


def _raised(page: PageText, lines: Sequence[PageLine]) -> frozenset[int]:
    """Characters of small raised figures: the marks of notes where no index tells of them."""
    found: set[int] = set()
    for line in lines:
        if line.flow is not Flow.RIGHT:
            continue
        spans = [span for span in page.spans if line.start <= span.start < line.end]
        full = [span for span in spans if span.size > RAISED_SIZE * line.size]
        for span in spans:
            if span.size > RAISED_SIZE * line.size or span.start == line.start:
                continue
            rise = min((abs(each.baseline - span.baseline) for each in full), default=0.0)
            if rise > 0.1 * line.size and _MARK.fullmatch(page.text[span.start : span.end].strip()):
                found.update(range(span.start, min(span.end, line.end)))
    return frozenset(found)


def _leading(lines: Sequence[PageLine]) -> float:
    """The usual white space between a line and the one below it."""
    gaps = [below.along.y0 - above.along.y1 for above, below in pairwise(lines)]
    positive = sorted(gap for gap in gaps if gap >= 0)
    return positive[len(positive) // 2] if positive else 0.0


def _same_size(one: Rect, other: Rect) -> bool:
    return 1 / SAME < one.height / max(other.height, 0.1) < SAME


def _is_western(character: str) -> bool:
    return character.isascii() and not character.isspace()
