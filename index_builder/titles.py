"""Paragraphs cut and joined until each heading is one paragraph with its label.

Pure. A label may stand above its title, beside it or in its line; a title may run over lines, and
one line or paragraph may hold two headings. Whether a paragraph is a heading is decided elsewhere.
"""

import re

from index_builder.lines import Line, Typography, same_size, sliced
from index_builder.model import Rect
from index_builder.numbering import ALONE, INNER, SECTION, counts, label_of
from index_builder.passages import Draft

RUNNING = re.compile(r"。|[ぁ-ん]．|[a-z]\. [A-Z]")
"""What only running text has: the end of a sentence."""
SENTENCE = 15
"""Running text has at least this many characters."""
WIDEST = 3.0
"""A label stands at most this many ems to the left of its title …"""
AROUND = 8
"""… and at most so many paragraphs away, where the layout has taken it for a column."""
BELOW = 1.5
"""A title stands at most this many ems below its label …"""
FAR = 4.0
"""… or so many on a page of its own."""
POWER = re.compile(r"[23２３](?![0-9０-９])")
UNITS = frozenset("mｍ")
ROOM = 6.0
"""A line that leaves room for so many more characters was not broken for want of it."""


def is_running(draft: Draft) -> bool:
    text = draft.text
    return len(text) > SENTENCE and RUNNING.search(text) is not None


Face = tuple[str, bool, int, int]
"""Font, weight, colour and size (in half points) of a title."""


def face(draft: Draft) -> Face:
    line = draft.lines[min(draft.title_line, len(draft.lines) - 1)]
    return line.font, line.bold, line.color, round(2 * line.size)


def shape(drafts: list[Draft], index: int, typography: Typography) -> int:
    """Make the heading at `index` one paragraph; the index at which it stands then."""
    index -= _take_label(drafts, index)
    _part_divisions(drafts, index)
    _join_title(drafts, index, typography)
    return index


def _take_label(drafts: list[Draft], index: int) -> int:
    """Join to a title the label that is set apart to its left; 1 when that was a paragraph before it."""
    draft = drafts[index]
    first = draft.lines[0]
    if label_of(first.text)[0]:
        return 0
    for other in range(max(index - AROUND, 0), min(index + AROUND + 1, len(drafts))):
        lines = drafts[other].lines
        line = lines[0 if other > index else -1]
        if other != index and _is_label_beside(line, first):
            draft.lines = (line, *draft.lines)
            draft.title_line = 1
            drafts[other].lines = lines[1:] if other > index else lines[:-1]
            if drafts[other].lines:
                return 0
            del drafts[other]
            return int(other < index)
    return 0


def _is_label_beside(line: Line, title: Line) -> bool:
    """Whether `line` is a label and nothing else, on the row of `title` and close to its left."""
    if line.page != title.page or abs(line.baseline - title.baseline) > 0.2 * title.size:
        return False
    if not -0.1 < (title.rect.x0 - line.rect.x1) / title.size < WIDEST:
        return False
    alone = ALONE.match(line.text) or label_of(line.text)[1] == line.text
    return bool(alone) and line.size <= 1.05 * title.size


def _part_divisions(drafts: list[Draft], index: int) -> None:
    """Headings that one line or one paragraph holds, each a paragraph of its own."""
    draft = drafts[index]
    first = draft.lines[0]
    inner = INNER.search(first.text)
    if inner and label_of(first.text)[0]:
        pieces = [_slice(first, 0, inner.start()), _slice(first, inner.start(), len(first.text))]
        drafts[index : index + 1] = [
            Draft(lines, draft.part, draft.column, draft.panel)
            for lines in ([pieces[0]], [pieces[1], *draft.lines[1:]])
        ]
        return
    rank, label = label_of(first.text)
    for number in range(1, len(draft.lines) if rank else 0):
        line = draft.lines[number]
        other, its = label_of(line.text)
        follows = other == rank and counts(its)[-1:] == tuple(c + 1 for c in counts(label)[-1:])
        if 0 < other <= SECTION or follows or _begins_anew(draft, number):
            drafts[index : index + 1] = cut(draft, 0, number)
            return


def _slice(line: Line, start: int, end: int) -> Line:
    """Characters `start:end` of a line as a line; its edges by their share of the width."""
    em = line.rect.width / len(line.text)
    x0, y0, _, y1 = line.rect
    return sliced(line, start, end, lambda a, b: Rect(x0 + em * a, y0, x0 + em * b, y1))


def _begins_anew(draft: Draft, number: int) -> bool:
    """Whether a line of a labelled heading is no part of its title.

    It stands flush with the label, far below a line that had room for its words, or begins with
    what may open a title below one that had room for many.
    """
    line, above = draft.lines[number], draft.lines[number - 1]
    flush = abs(line.rect.x0 - draft.lines[0].rect.x0) < 0.5 * line.size
    left, right = draft.column
    free = right - above.rect.x1
    room = free > max(line.rect.width, 0.5 * (right - left))
    far = line.baseline - above.baseline > 1.75 * line.size
    opens = re.match(r"[^\W_ぁ-ん]", line.text) is not None
    return flush and ((room and far) or (opens and free > ROOM * line.size))


def _join_title(drafts: list[Draft], index: int, typography: Typography) -> None:
    """Join to a heading what follows as its title, or as a further line of it."""
    draft = drafts[index]
    if ALONE.match(draft.text.strip()):
        _take_title(drafts, index, typography)
    while index + 1 < len(drafts) and continues(draft, drafts[index + 1], label_of(draft.text)[1]):
        draft.lines += drafts.pop(index + 1).lines


def _take_title(drafts: list[Draft], index: int, typography: Typography) -> None:
    """Join to a label the following paragraph when it is its title: set out too, below or beside it."""
    draft = drafts[index]
    if index + 1 >= len(drafts):
        return
    title = drafts[index + 1]
    if title.page != draft.page or title.panel != draft.panel or typography.is_body(title.lines[0]):
        return
    apart = title.rect.y0 - draft.rect.y1
    beside = apart < -0.3 * title.size
    large = title.size >= (0.7 if beside else 0.85) * draft.size
    bare = not any(
        is_running(other) for other in drafts[index + 2 : index + 5] if other.page == draft.page
    )
    reach = FAR if bare else BELOW
    if apart < reach * title.size and large and not label_of(title.text)[0]:
        draft.title_line = len(draft.lines)
        draft.lines += title.lines
        del drafts[index + 1]


def continues(draft: Draft, following: Draft, label: str) -> bool:
    """Whether a paragraph is a further line of a title: hung under its words, or centred with it."""
    above, line = draft.lines[-1], following.lines[0]
    if following.page != draft.page or following.panel != draft.panel:
        return False
    if not same_size(above.size, line.size) or (above.font, above.bold) != (line.font, line.bold):
        return False
    if not 0.8 < (line.baseline - above.baseline) / line.size < 1.9:
        return False
    if label_of(following.text)[0] or is_running(following):
        return False
    aside = line.rect.x0 - above.rect.x0
    centred = abs(line.rect.center[0] - above.rect.center[0]) < 0.6 * line.size
    if centred and abs(aside) > 0.5 * line.size:
        return True
    first = draft.lines[0]
    hang = first.rect.width * (len(label) + 1) / max(len(first.text), 1)
    return bool(label) and len(draft.lines) == 1 and abs(aside - hang) < 1.2 * line.size


def cut(draft: Draft, start: int, end: int) -> list[Draft]:
    """The paragraph in up to three: the lines before, those from `start` to `end`, those after."""
    pieces = [draft.lines[:start], draft.lines[start:end], draft.lines[end:]]
    return [Draft(lines, draft.part, draft.column, draft.panel) for lines in pieces if lines]


def unmarked(draft: Draft) -> list[str]:
    """The lines without raised figures, which are marks; those of m² and m³ are none."""
    texts = []
    for line in draft.lines:
        text = line.text
        for start, end in reversed(line.raised):
            if not (POWER.match(text, start) and text[start - 1 : start] in UNITS):
                text = text[:start] + text[end:]
        texts.append(text.strip())
    return texts
