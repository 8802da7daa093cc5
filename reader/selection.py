"""What mouse and keys take from one page: characters, words and lines in reading order. Pure."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import NamedTuple

from index_builder.model import PageText, Rect, Structure
from reader.clean_text import PLAIN, PageWriter, Slice, Stretch, Wishes, goes_on
from reader.page_lines import Flow, box_of, owners, read_lines

Words = Mapping[int, tuple[int, int]]
"""By index of a character its word's first and last one; words may go on in the next line."""


class Unit(Enum):
    """What a selection is made of."""

    CHARACTER = "character"
    WORD = "word"
    LINE = "line"


class Caret(NamedTuple):
    """A place between characters: the line's rank in reading order, and an index into the text."""

    line: int
    offset: int


class Step(Enum):
    """A way for the caret to go."""

    FORWARD = "forward"
    BACK = "back"
    NEXT_LINE = "next line"
    LINE_BEFORE = "line before"
    LINE_START = "line start"
    LINE_END = "line end"


STEPS: Mapping[Flow, Mapping[tuple[int, int], Step]] = {
    Flow.RIGHT: {
        (1, 0): Step.FORWARD,
        (-1, 0): Step.BACK,
        (0, 1): Step.NEXT_LINE,
        (0, -1): Step.LINE_BEFORE,
    },
    Flow.DOWN: {
        (0, 1): Step.FORWARD,
        (0, -1): Step.BACK,
        (-1, 0): Step.NEXT_LINE,
        (1, 0): Step.LINE_BEFORE,
    },
    Flow.UP: {
        (0, -1): Step.FORWARD,
        (0, 1): Step.BACK,
        (1, 0): Step.NEXT_LINE,
        (-1, 0): Step.LINE_BEFORE,
    },
}
"""What a step to the right (1, 0) or down (0, 1) of the unturned page means in a line."""


class PageSelector:
    """The characters of one page as a reader goes through them.

    `structure` is that of the page's document, None where the index is not there yet.
    """

    def __init__(self, page: PageText, structure: Structure | None = None) -> None:
        self._page = page
        known = owners(structure, page.page) if structure is not None else {}
        read = read_lines(page, known)
        self._lines = read.lines
        self._writer = PageWriter(page, read, known, structure)

    @property
    def all(self) -> tuple[Caret, Caret] | None:
        """From the first to the last character, None on a page without text."""
        if not self._lines:
            return None
        last = len(self._lines) - 1
        return Caret(0, self._lines[0].start), Caret(last, self._lines[last].end)

    def caret(self, x: float, y: float) -> Caret | None:
        """The place nearest to a point of the page, None on a page without text."""
        if not self._lines:
            return None
        rank = min(range(len(self._lines)), key=lambda i: _distance(self._lines[i].rect, x, y))
        return self._caret_in(rank, x, y)

    def is_over_text(self, x: float, y: float) -> bool:
        """Whether a point lies on a line of text."""
        return any(line.rect.contains(x, y) for line in self._lines)

    def between(self, one: Caret, other: Caret) -> list[Slice]:
        """What is between two places, a slice for each line, in reading order."""
        first, last = sorted((one, other))
        slices = []
        for rank in range(first.line, last.line + 1):
            line = self._lines[rank]
            start = first.offset if rank == first.line else line.start
            end = last.offset if rank == last.line else line.end
            if start < end:
                slices.append(Slice(rank, start, end))
        return slices

    def unit(
        self, unit: Unit, x: float, y: float, words: Words | None = None
    ) -> tuple[Caret, Caret] | None:
        """The word or line under a point, None where there is none; `words` as far as they are known."""
        index = self._under(x, y)
        if index is None:
            return None
        if unit is Unit.LINE:
            return self._printed_line(index[0])
        first, last = (words or {}).get(index[1], (-1, -1))
        if first < 0:
            return self._run(*index)
        start, end = self._rank_of(first), self._rank_of(last)
        if start is None or end is None:
            return self._run(*index)
        return Caret(start, first), Caret(end, last + 1)

    def moved(self, caret: Caret, step: Step) -> Caret | None:
        """The place a step further, None when it lies on another page."""
        match step:
            case Step.LINE_START:
                return self._printed_line(caret.line)[0]
            case Step.LINE_END:
                return self._printed_line(caret.line)[1]
            case Step.NEXT_LINE | Step.LINE_BEFORE:
                return self._beside(caret, step)
        line, way = self._lines[caret.line], 1 if step is Step.FORWARD else -1
        if line.start <= caret.offset + way <= line.end:
            return Caret(caret.line, caret.offset + way)
        rank = caret.line + way
        if not 0 <= rank < len(self._lines):
            return None
        line = self._lines[rank]
        return Caret(rank, line.start + 1 if way > 0 else line.end - 1)

    def step(self, caret: Caret, dx: int, dy: int) -> Step:
        """What an arrow key means at `caret`; (`dx`, `dy`) is its direction on the unturned page."""
        return STEPS[self._lines[caret.line].flow][dx, dy]

    def caret_rect(self, caret: Caret) -> Rect:
        """The box of the character at a place, or of the one before it at the end of its line."""
        line = self._lines[caret.line]
        return self._page.box(min(max(caret.offset, line.start), line.end - 1))

    def rects(self, slices: Iterable[Slice]) -> tuple[Rect, ...]:
        """One box for each slice, without the blanks behind its last letter."""
        text = self._page.text
        ends = ((start, start + len(text[start:end].rstrip())) for _, start, end in slices)
        return tuple(box_of(self._page, start, max(end, start + 1)) for start, end in ends)

    def stretches(self, one: Caret, other: Caret, wishes: Wishes = PLAIN) -> list[Stretch]:
        """What is between two places, paragraph by paragraph."""
        return self._writer.write(self.between(one, other), wishes)

    def text(self, one: Caret, other: Caret) -> str:
        """What is between two places: lines joined as their script wants, a line per paragraph."""
        return "\n".join(stretch.text for stretch in self.stretches(one, other))

    def _caret_in(self, rank: int, x: float, y: float) -> Caret:
        line = self._lines[rank]
        for index in range(line.start, line.end):
            cx, cy = self._page.box(index).center
            if {Flow.RIGHT: x < cx, Flow.DOWN: y < cy, Flow.UP: y > cy}[line.flow]:
                return Caret(rank, index)
        return Caret(rank, line.end)

    def _under(self, x: float, y: float) -> tuple[int, int] | None:
        """(rank of the line, index) of the character at a point."""
        for rank, line in enumerate(self._lines):
            if line.rect.contains(x, y):
                for index in range(line.start, line.end):
                    if self._page.box(index).contains(x, y):
                        return rank, index
        return None

    def _rank_of(self, index: int) -> int | None:
        return next(
            (rank for rank, line in enumerate(self._lines) if line.start <= index < line.end), None
        )

    def _run(self, rank: int, index: int) -> tuple[Caret, Caret]:
        """The characters of one script around a character."""
        line, text = self._lines[rank], self._page.text
        kind = _script(text[index])
        start = end = index
        while start > line.start and _script(text[start - 1]) == kind:
            start -= 1
        while end < line.end and _script(text[end]) == kind:
            end += 1
        return Caret(rank, start), Caret(rank, max(end, start + 1))

    def _printed_line(self, rank: int) -> tuple[Caret, Caret]:
        first, last = self._row(rank)
        return Caret(first, self._lines[first].start), Caret(last, self._lines[last].end)

    def _row(self, rank: int) -> tuple[int, int]:
        """The first and the last piece of a printed line."""
        first = last = rank
        while first and goes_on(self._lines[first - 1], self._lines[first]):
            first -= 1
        while last + 1 < len(self._lines) and goes_on(self._lines[last], self._lines[last + 1]):
            last += 1
        return first, last

    def _beside(self, caret: Caret, step: Step) -> Caret | None:
        first, last = self._row(caret.line)
        rank = last + 1 if step is Step.NEXT_LINE else first - 1
        if not 0 <= rank < len(self._lines):
            return None
        return self._nearest_in_row(rank, caret)

    def _nearest_in_row(self, rank: int, caret: Caret) -> Caret:
        line = self._lines[caret.line]
        box = self.caret_rect(caret)
        at_end = caret.offset >= line.end
        x = box.x1 if at_end else box.x0
        y = box.y1 if at_end else box.y0
        if line.flow is Flow.UP:
            y = box.y0 if at_end else box.y1
        first, last = self._row(rank)

        def distance(each: int) -> float:
            rect = self._lines[each].rect
            if line.flow is Flow.RIGHT:
                return max(rect.x0 - x, 0.0, x - rect.x1)
            return max(rect.y0 - y, 0.0, y - rect.y1)

        return self._caret_in(min(range(first, last + 1), key=distance), x, y)


def _distance(rect: Rect, x: float, y: float) -> float:
    dx = max(rect.x0 - x, 0, x - rect.x1)
    dy = max(rect.y0 - y, 0, y - rect.y1)
    return dx * dx + dy * dy


def _script(character: str) -> str:
    """What a double click takes together where no dictionary has been asked."""
    code = ord(character)
    if 0x3041 <= code <= 0x309F:
        return "hiragana"
    if 0x30A0 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF:
        return "katakana"
    if 0x3400 <= code <= 0x9FFF or character in "々〆":
        return "kanji"
    if character.isalnum():
        return "letters"
    return "other" + character
