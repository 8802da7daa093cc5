"""Lines become paragraphs, and paragraphs the passages a person reads.

Lines are joined as their script wants it, footnote marks are left out and remembered, a paragraph
runs on over column and page ends. What a paragraph is (heading, caption …) is decided elsewhere.
"""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index_builder.layout import Block
from index_builder.lines import Line, Typography, same_size
from index_builder.linking import MarkSpot
from index_builder.model import Part, Passage, Rect, bounds
from index_builder.sheets import Desk, Sheet

ITEM = re.compile(
    r"^(?:[●○◆◇■□▪•・◎◉▶►➢※★☆]|[①-⑳㉑-㉟➀-➓❶-❿⓫-⓴]|[(（][0-9０-９ア-ンa-zａ-ｚⅰ-ⅻ一-十]{1,3}[)）]"
    r"|[0-9０-９]{1,2}[.．）)]|[0-9０-９]+(?:[.．][0-9０-９]+)+[\s　]|[ア-ン][.．　 ）)]|[ⅰ-ⅻⅠ-Ⅻ][.．　 ）)]|[〈＜【])"
)
SENTENCE_END = "。．！？」』）)】〉"
URL_TAIL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*$")
URL_HEAD = re.compile(r"^[\x21-\x7e]*[/._=?&%#~-]|^[\x21-\x7e]+$")
OPENING = "([{“‘"
CLOSING = ")]}.,;:!?”’"
NEAR = 4
"""Passages of so many pages are composed by turns: a note may stand between two paragraphs."""


Sheets = Desk[list[tuple[Line, ...]]]
"""A desk for the lines of paragraphs."""


class Draft:
    """A paragraph in the making.

    Attributes:
        page, size: where its first line stands, and the size of its type.
        lines: they may be put aside between two looks, so that only their `place` tells them apart.
        skip: how many characters of the first line belong to a note's label.
        title_line: the line at which a heading's title begins when its label stands apart, else 0.
    """

    __slots__ = ("_at", "_sheet", "column", "page", "panel", "part", "size", "skip", "title_line")

    def __init__(
        self,
        lines: Sequence[Line],
        part: Part,
        column: tuple[float, float],
        panel: Rect | None = None,
        skip: int = 0,
    ) -> None:
        self._sheet = Sheet([tuple(lines)])
        self._at = 0
        self.page, self.size = lines[0].page, lines[0].size
        self.part = part
        self.column = column
        self.panel = panel
        self.skip = skip
        self.title_line = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        return self._sheet.value[self._at]

    @lines.setter
    def lines(self, lines: tuple[Line, ...]) -> None:
        others = self._sheet.value
        others[self._at] = lines
        self._sheet.value = others
        if lines:
            self.page, self.size = lines[0].page, lines[0].size

    @staticmethod
    def lay(drafts: Sequence["Draft"], desk: Sheets) -> None:
        """Lay paragraphs that are looked at together on one sheet of `desk`."""
        sheet = desk.lay([draft.lines for draft in drafts])
        for at, draft in enumerate(drafts):
            draft._sheet, draft._at = sheet, at  # noqa: SLF001 - of its own kind

    @property
    def rect(self) -> Rect:
        """Around the lines on the first page."""
        return bounds(line.rect for line in self.lines if line.page == self.page)

    @property
    def text(self) -> str:
        """The text with marks still inside, for matching."""
        return join_text(line.text for line in self.lines)


def paragraphs(block: Block, typography: Typography, rules: Sequence[Rect]) -> list[Draft]:
    """The paragraphs of one block, told apart by style, indent, gap, drawn rules and short last lines."""
    drafts: list[Draft] = []
    left, right = _edges(block.lines)
    setting = _Setting(typography, _pitches(block.lines), left, right, rules)
    for line in block.lines:
        last = drafts[-1] if drafts else None
        if last is None or _starts_paragraph(last, line, setting):
            drafts.append(Draft([line], Part.BODY, block.column, block.panel))
        else:
            last.lines += (line,)
    return drafts


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a block is set: line distance by type size (in half points), its edges, drawn rules."""

    typography: Typography
    pitches: dict[int, float]
    left: float
    right: float
    rules: Sequence[Rect]

    def pitch(self, size: float) -> float:
        return self.pitches.get(round(2 * size), 1.6 * size)


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """Where full lines begin and end: the outermost edges that two lines share, if any."""
    return (
        _shared(sorted(line.rect.x0 for line in lines), lines[0].size),
        _shared(sorted((line.rect.x1 for line in lines), reverse=True), lines[0].size),
    )


def _shared(edges: Sequence[float], size: float) -> float:
    return next((a for a, b in pairwise(edges) if abs(a - b) < 0.6 * size), edges[0])


def _pitches(lines: Sequence[Line]) -> dict[int, float]:
    steps: dict[int, list[float]] = {}
    for above, below in pairwise(lines):
        step = below.baseline - above.baseline
        if same_size(above.size, below.size) and 0.8 * below.size < step < 3 * below.size:
            steps.setdefault(round(2 * below.size), []).append(step)
    return {size: sorted(found)[len(found) // 2] for size, found in steps.items()}


def _starts_paragraph(draft: Draft, line: Line, setting: _Setting) -> bool:
    before = draft.lines[-1]
    if line.vertical or before.vertical:
        return line.vertical != before.vertical or _column_breaks(draft, line)
    if not _same_style(before, line, setting.typography):
        return True
    step = line.baseline - before.baseline
    if step < 0.5 * line.size or step > max(1.45 * setting.pitch(line.size), 1.3 * line.size):
        return True
    if any(
        before.baseline <= r.y0 <= line.baseline - 0.5 * line.size
        and r.x0 < line.rect.center[0] < r.x1
        for r in setting.rules
    ):
        return True
    if _is_open(before) and _closes(line):
        return False
    return _indent_breaks(draft, line, setting)


def _column_breaks(draft: Draft, line: Line) -> bool:
    """Whether a vertical line begins a paragraph: indented, or after one that ends short."""
    before = draft.lines[-1]
    if not same_size(before.size, line.size):
        return True
    shift = (line.rect.y0 - before.rect.y0) / line.size
    short = draft.column[1] - before.rect.y1 > 2.5 * line.size
    hangs = len(draft.lines) == 1 and before.text[-1] not in SENTENCE_END
    return short or (shift > 0.6 and not hangs) or (shift < -0.6 and len(draft.lines) > 1)


def _indent_breaks(draft: Draft, line: Line, setting: _Setting) -> bool:
    before = draft.lines[-1]
    body = setting.typography.is_body(line)
    item = ITEM.match(line.text) is not None
    if item and not body:
        return True
    shift = (line.rect.x0 - before.rect.x0) / line.size
    hanging = len(draft.lines) == 1 and ITEM.match(draft.lines[0].text) is not None
    if shift > 0.6 and not hanging and before.text[-1] not in "（「『(":
        return True
    back = shift < -0.6 and len(draft.lines) > 1
    if back or (body and not hanging and _begins_again(draft, line, setting)):
        return True
    room = _room(draft, line, setting)
    short = room > 1.5 * line.size
    if short and before.text[-1] in SENTENCE_END and body:
        return True
    text = line.size <= 1.05 * setting.typography.size and (body or not line.bold)
    if text and room > _first_word(line) + (4 if body else 2) * line.size:
        return True
    return item and (short or before.text[-1] == "。")


def _begins_again(draft: Draft, line: Line, setting: _Setting) -> bool:
    """Whether a sentence of one line stands above, indented as this line is: the next paragraph's first."""
    before = draft.lines[-1]
    indent = min(line.rect.x0, before.rect.x0) - setting.left
    return len(draft.lines) == 1 and indent > 0.6 * line.size and before.text[-1] in "。．"


def _room(draft: Draft, line: Line, setting: _Setting) -> float:
    """How far the line before `line` stays behind the full lines around it, in points."""
    before = draft.lines[-1]
    if abs(line.rect.x1 - before.rect.x1) < line.size and before.rect.width >= 8 * line.size:
        return 0.0
    edges = [o.rect.x1 for o in draft.lines[-3:-1]] or [setting.right]
    return max(edges) - before.rect.x1


def _first_word(line: Line) -> float:
    """The width of what could not have been parted from the end of the line above."""
    match = re.match(r"[\x21-\x7e]+", line.text)
    count = match.end() if match else 1
    return line.rect.width * count / len(line.text)


def _same_style(one: Line, other: Line, typography: Typography) -> bool:
    if not same_size(one.size, other.size):
        return False
    if not one.has_cjk or not other.has_cjk:
        return True
    if typography.is_body(one) != typography.is_body(other):
        return False
    return one.bold == other.bold or typography.is_body(one)


def run_on(drafts: Sequence[Draft], typography: Typography) -> list[Draft]:
    """Paragraphs of the text and of boxes that a column or page end or a figure cuts made whole."""
    found: list[Draft] = []
    running: dict[Part, Draft] = {}
    headed: set[Part] = set()
    for draft in drafts:
        before = running.get(draft.part)
        if before is not None:
            inside = _is_open(before.lines[-1]) and _closes(draft.lines[0])
            cut = draft.part == Part.BODY and inside
            parted = found[-1] is not before
            free = draft.part not in headed
            if cut or (free and _goes_on(before, draft, typography, parted=parted)):
                before.lines += draft.lines
                continue
        found.append(draft)
        if draft.part in {Part.BODY, Part.BOX}:
            running[draft.part] = draft
            headed.discard(draft.part)
        elif draft.part == Part.HEADING:
            headed.add(Part.BODY if draft.panel is None else Part.BOX)
    return found


def _is_open(line: Line) -> bool:
    """Whether a bracket of the line is still to be closed."""
    text = line.text
    return text.rfind("（") > text.rfind("）") or text.rfind("「") > text.rfind("」")


def _closes(line: Line) -> bool:
    """Whether the line begins inside a bracket: it closes one before it opens one."""
    closing = re.search(r"[）」]", line.text)
    opening = re.search(r"[（「]", line.text)
    return closing is not None and (opening is None or opening.start() > closing.start())


def _goes_on(draft: Draft, following: Draft, typography: Typography, *, parted: bool) -> bool:
    """Whether a paragraph goes on in another column, or, if `parted`, below what stands between."""
    last, first = draft.lines[-1], following.lines[0]
    below = last.page == first.page and same_column(draft, following)
    if below and not (parted and _is_full(draft)):
        return False
    if last.text[-1] in "。．！？" or ITEM.match(first.text):
        return False
    if draft.part == Part.BOX:
        alike = same_size(last.size, first.size) and last.font == first.font and _is_full(draft)
    else:
        alike = typography.is_body(last) and typography.is_body(first)
    if not alike:
        return False
    if last.vertical or first.vertical:
        return last.vertical == first.vertical and not _column_breaks(draft, first)
    indented = (
        len(following.lines) > 1 and first.rect.x0 - following.lines[1].rect.x0 > 0.6 * first.size
    )
    return not indented or last.text[-1] in "、，（「・"


def _is_full(draft: Draft) -> bool:
    """Whether the last line of a paragraph reaches the end of its column."""
    last = draft.lines[-1]
    return len(draft.lines) > 1 and last.rect.x1 > draft.column[1] - 1.5 * last.size


def same_column(one: Draft, other: Draft) -> bool:
    last, first = one.lines[-1].rect, other.lines[0].rect
    follows = last.x0 >= first.x0 if one.lines[-1].vertical else last.y0 <= first.y0
    return follows and min(one.column[1], other.column[1]) > max(one.column[0], other.column[0])


def between(left: str, right: str) -> str:
    """What stands between two lines of one paragraph: a space or nothing."""
    if not left or not right:
        return ""
    before, after = left[-1], right[0]
    if right.startswith(("http://", "https://")):
        return " "
    if URL_TAIL.search(left):
        return "" if URL_HEAD.match(right) else " "
    if not (_western(before) and _western(after)):
        return ""
    if before == "-" or before in OPENING or after in CLOSING:
        return ""
    return "" if before.isdigit() and after.isdigit() else " "


def _western(char: str) -> bool:
    return "!" <= char <= "\u024f" or char in "“”‘’"


def join_text(texts: Iterable[str]) -> str:
    whole = ""
    for text in texts:
        whole += between(whole, text) + text
    return whole


@lru_cache(NEAR)
def _alone(start: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The `Passage.pages` that most passages of a page have in common."""
    return (start,)


def compose(draft: Draft, marks: Mapping[int, Sequence[MarkSpot]], heading: int) -> Passage:
    """The passage of a paragraph under `heading`; marks leave the text and stay as offsets."""
    text = ""
    sources = array("i")
    pages: list[tuple[int, int]] = []
    notes: list[tuple[int, int]] = []
    for number, line in enumerate(draft.lines):
        first = draft.skip if number == 0 else 0
        start = len(text)
        piece, kept, spots = _without_marks(line, first, marks.get(line.page, ()))
        gap = "　" if number and number == draft.title_line else between(text, piece)
        text += gap + piece
        sources.extend([-1] * len(gap))
        sources.extend(kept)
        if not pages or pages[-1][1] != line.page:
            pages.append((start, line.page))
        notes.extend((start + len(gap) + offset, note) for offset, note in spots)
    printed_on = _alone(pages[0]) if len(pages) == 1 else tuple(pages)
    return Passage(draft.part, text, sources[:], printed_on, heading, tuple(notes))


def _without_marks(
    line: Line, first: int, marks: Sequence[MarkSpot]
) -> tuple[str, "array[int]", list[tuple[int, int]]]:
    if not line.raised:
        return line.text[first:], line.sources[first:], []
    gone = {index for start, end in line.raised for index in range(start, end)}
    text: list[str] = []
    all_sources, sources = line.sources, array("i")
    spots: list[tuple[int, int]] = []
    for index in range(first, len(line.text)):
        spots.extend((len(text), m.note) for m in marks if m.source == all_sources[index])
        if index not in gone:
            text.append(line.text[index])
            sources.append(all_sources[index])
    return "".join(text), sources, spots
