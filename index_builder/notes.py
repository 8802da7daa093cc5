"""Footnotes and the marks that point to them, from typography: small text at the foot, raised figures above.

Notes stand at the foot of a page or column, or gathered behind the text they belong to. A raised
figure without a note stays text: a squared metre is no mark.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import dropwhile
from operator import attrgetter

from index_builder.lines import Flow, Line, Page, Typography, same_size
from index_builder.marks import (
    LABEL,
    Candidate,
    Kind,
    ends_word,
    flat,
    form_of,
    is_followed,
    key_of,
    label_of,
    label_span,
    names,
    raised,
    sign_of,
)
from index_builder.model import Rect

NOTE_SIZE = 0.92
"""Notes are set at most at this share of the body size."""
WIDEST_GAP = 5.0
"""Without a rule, notes stand at most this many ems apart: a picture may stand between them."""
SHORT_RULE = 0.62
"""A footnote rule is shorter than this share of its column; a longer one needs marks to prove it."""
COLUMN = 20.0
"""Rules that begin at most so many points apart head the same column."""
DIGITS = re.compile(r"[0-9０-９]+")
SHORTEST_ROW = 4
"""A piece of fewer characters at the head of a row may be a part of a label."""
LABEL_GAP = 4.0
"""A label stands at most this many ems before its note."""
WORD_GAP = 2.0
"""Stretched words of a note stand less than so many ems apart."""
NAMED = 0.6
"""Of notes behind their text marks name at least this share."""
NEXT_LINE = 2.4
"""A note behind the text goes on at most this many ems below its last line."""


class Where(Enum):
    """Where notes stand."""

    RULED = "ruled"
    FOOT = "foot"
    BEHIND = "behind"


@dataclass(slots=True)
class Note:
    """A note as found.

    Attributes:
        pieces: (line, first character) in reading order, the label left out.
        lines: all lines of the note, a label that stands alone included.
        right: where the lines of its zone end, in points.
        where: under a rule, at the foot of the page without one, or behind its text.
    """

    label: str
    page: int
    pieces: list[tuple[Line, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    right: float = 0.0
    where: Where = Where.RULED

    def add(self, row: Sequence[Line], skip: int = 0) -> None:
        """Append the fragments of a printed row; its first `skip` characters are the label."""
        self.lines.extend(row)
        for line in row:
            if skip < len(line.text):
                self.pieces.append((line, skip))
            skip = max(skip - len(line.text), 0)

    @property
    def is_open(self) -> bool:
        """Whether the last line is full, so that the note may go on elsewhere."""
        last = self.lines[-1]
        return last.rect.x1 > self.right - 2 * last.size and last.text[-1] not in "。."


def take_out(pages: Sequence[Page], typography: Typography) -> list[Note]:
    """Remove the notes from the lines of `pages` and return them in page order."""
    notes: list[Note] = []
    for page in pages:
        notes.extend(_at_foot(page, typography, notes[-1:]))
    notes.extend(_gathered(pages, typography, notes))
    notes = sorted(filter(_has_words, notes), key=_place)
    taken = {line.place for note in notes for line in note.lines}
    noted = {page for page, _ in taken}
    for page in pages:
        if page.number in noted:
            page.lines = [line for line in page.lines if line.place not in taken]
    return notes


def _place(note: Note) -> tuple[int, int]:
    """Where the page draws the note: page and first character."""
    return note.page, note.lines[0].place[1]


def _has_words(note: Note) -> bool:
    return re.search(r"[^\W\d_]", "".join(line.text for line, _ in note.pieces)) is not None


def _at_foot(page: Page, typography: Typography, earlier: list[Note]) -> list[Note]:
    """The notes at the foot of `page`; `earlier` holds the note that may run on to it."""
    found: list[Note] = []
    taken: set[int] = set()

    def split(zone: Iterable[Line], where: Where) -> None:
        fresh = [line for line in zone if id(line) not in taken]
        found.extend(_split(fresh, where, (earlier + found)[-1:]))
        taken.update(id(line) for note in earlier + found for line in note.lines)

    zones: list[list[Line]] = []
    for rule in sorted(_note_rules(page), key=lambda r: (round(r.x0 / COLUMN), -r.y0)):
        if not any(_over(rule, zone) for zone in zones):
            zone = _below(rule, page, typography, (earlier + found)[-1:])
            if zone:
                zones.append(zone)
                split(zone, Where.RULED)
    for zone in [] if zones else _small_feet(page, typography):
        split(zone, Where.FOOT)
    return found


def _note_rules(page: Page) -> list[Rect]:
    """Rules that may part the notes from the text above them."""
    return [
        r
        for r in page.rules
        if 0.08 * page.width <= r.width <= 0.95 * page.width
        and r.y0 > 0.15 * page.height
        and not _in_panel(r, page)
    ]


def _over(rule: Rect, zone: Sequence[Line]) -> bool:
    """Whether a rule stands above notes that another one already heads."""
    return any(o.rect.x0 < rule.x1 and rule.x0 < o.rect.x1 for o in zone)


def _in_panel(rect: Rect, page: Page) -> bool:
    return any(panel.contains(*rect.center) for panel in page.panels)


def _below(rule: Rect, page: Page, typography: Typography, earlier: Sequence[Note]) -> list[Line]:
    """The small lines under `rule`, empty when they are no notes."""
    under = [
        o
        for o in page.lines
        if o.rect.y0 >= rule.y0 - 1 and not o.vertical and not _in_panel(o.rect, page)
    ]
    level = [r for r in _note_rules(page) if abs(r.y0 - rule.y0) < 0.25 * page.height]
    edge = min((r.x0 for r in level if r.x0 >= rule.x1), default=page.width)
    under = [o for o in under if o.rect.x0 < edge - 1]
    zone = _small_column(under, rule, typography) or _raised_column(under, rule)
    if not zone:
        return []
    first = _first(zone)
    if first.rect.y0 - rule.y1 > 4 * first.size:
        return []
    if not label_of(first) and not (earlier and earlier[-1].is_open):
        return []
    if _is_grid(rule, zone, page):
        return []
    short = rule.width <= SHORT_RULE * _column_width(rule, page)
    counts = _goes_on_counting(first, earlier)
    follows = counts and _is_next(first, earlier) and zone[-1].rect.y1 > 0.8 * page.height
    proven = first.size < typography.size and (follows or (short and counts))
    return zone if proven or _is_marked(zone, page, typography) else []


def _goes_on_counting(first: Line, earlier: Sequence[Note]) -> bool:
    """Whether notes begin with the first number, with the next, or within a note."""
    key = key_of(label_of(first))
    last = key_of(earlier[-1].label) if earlier else ""
    return not key.isdigit() or key == "1" or (last.isdigit() and int(key) == int(last) + 1)


def _is_next(first: Line, earlier: Sequence[Note]) -> bool:
    """Whether the label of `first` is that of the last note, but for a number one higher."""
    label = label_of(first)
    same = earlier and DIGITS.sub("#", earlier[-1].label) == DIGITS.sub("#", label)
    return bool(same) and key_of(label) != "1"


def _is_grid(rule: Rect, zone: Sequence[Line], page: Page) -> bool:
    """Whether another rule parts the lines of a zone, as in a table."""
    return any(
        r.y0 > rule.y0 + 2
        and r.x0 < rule.x1
        and rule.x0 < r.x1
        and any(o.rect.y0 > r.y0 - 1 for o in zone)
        for r in page.rules
    )


def _column_width(rule: Rect, page: Page) -> float:
    return max(
        (o.rect.width for o in page.lines if o.rect.x0 < rule.x1 and rule.x0 < o.rect.x1),
        default=page.width,
    )


def _first(zone: Sequence[Line]) -> Line:
    return _rows(zone)[0][0]


def _small_column(under: Sequence[Line], rule: Rect, typography: Typography) -> list[Line]:
    """The lines under a rule up to the next column of running text, none unless all are small."""
    limit = NOTE_SIZE * typography.size
    large = {id(o) for o in under if o.size > limit and len(o.text) > 2}
    own = [o for o in under if abs(o.rect.x0 - rule.x0) <= LABEL_GAP * o.size]
    if not own or any(id(o) in large for o in own):
        return []
    other = (o.rect.x0 for o in under if id(o) in large and o.rect.x0 > rule.x0)
    right = min(max(o.rect.x1 for o in own), *other, float("inf"))
    zone = [o for o in under if rule.x0 - 2 * typography.size <= o.rect.x0 < right]
    return [] if any(id(o) in large for o in zone) else zone


def _raised_column(under: Sequence[Line], rule: Rect) -> list[Line]:
    """The lines under a rule when the first opens with a raised label, as notes of body size do."""
    if not under or any(o.rect.x0 > rule.x0 + 6 * o.size for o in under):
        return []
    first = _first(under)
    return list(under) if first.raised and first.raised[0][0] == 0 else []


def _is_marked(zone: Sequence[Line], page: Page, typography: Typography) -> bool:
    """Whether a mark outside `zone` names one of its labels."""
    labels = [label for o in zone if (label := label_of(o))]
    inside = {id(o) for o in zone}
    marks = _page_marks(page, zone, typography)
    marks.extend(m for o in page.lines if id(o) not in inside for m in flat(o, Kind.SIGNED))
    return any(names(mark, label) for mark in marks for label in labels)


def _page_marks(page: Page, zone: Iterable[Line], typography: Typography) -> list[Candidate]:
    """Raised marks of a page outside `zone`, and those that running text has in its own size."""
    inside = {id(o) for o in zone}
    found: list[Candidate] = []
    for line in (o for o in page.lines if id(o) not in inside):
        found.extend(raised(line))
        if line.size > NOTE_SIZE * typography.size:
            found.extend((*flat(line, Kind.SIGNED), *flat(line, Kind.BRACKETED)))
    return found


def _small_feet(page: Page, typography: Typography) -> list[list[Line]]:
    """Without a rule: the small lines at the foot of each column, from the first that a mark names."""
    zones: list[list[Line]] = []
    closed: list[Rect] = []
    for line in sorted((o for o in page.lines if not o.vertical), key=lambda o: -o.rect.y1):
        if any(_share_column(line.rect, r) for r in closed):
            continue
        home = next((z for z in zones if any(_in_column(line, o) for o in z)), None)
        if not _is_small_foot(line, home, page, typography):
            closed.append(line.rect)
        elif home is None:
            zones.append([line])
        else:
            home.append(line)
    marked = [_from_named(zone, page, typography) for zone in zones]
    return sorted((zone for zone in marked if zone), key=lambda z: min(o.rect.x0 for o in z))


def _in_column(line: Line, other: Line) -> bool:
    """Whether the two share a column, or a row with no gutter between them."""
    if _share_column(line.rect, other.rect):
        return True
    left, right = sorted((line, other), key=lambda o: o.rect.x0)
    alone = label_span(left)[1] == len(left.text)
    gap = LABEL_GAP if alone else WORD_GAP
    return _beside([left], right) and right.rect.x0 - left.rect.x1 < gap * line.size


def _share_column(rect: Rect, other: Rect) -> bool:
    return min(rect.x1, other.x1) - max(rect.x0, other.x0) > 0


def _is_small_foot(
    line: Line, zone: Sequence[Line] | None, page: Page, typography: Typography
) -> bool:
    if line.size > NOTE_SIZE * typography.size or line.rect.y0 < 0.4 * page.height:
        return False
    if _in_panel(line.rect, page):
        return False
    return zone is None or zone[-1].rect.y0 - line.rect.y1 <= WIDEST_GAP * line.size


def _from_named(zone: Sequence[Line], page: Page, typography: Typography) -> list[Line]:
    marks = _page_marks(page, zone, typography)
    rows = dropwhile(
        lambda row: not any(names(mark, label_of(row[0])) for mark in marks), _rows(zone)
    )
    return [line for row in rows for line in row]


def _rows(zone: Iterable[Line]) -> list[list[Line]]:
    """Fragments side by side form a row."""
    rows: list[list[Line]] = []
    for line in sorted(zone, key=lambda o: (o.rect.y1, o.rect.x0)):
        last = rows[-1] if rows else None
        if last is not None and _beside(last, line):
            last.append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda o: o.rect.x0)
    return rows


def _beside(row: list[Line], line: Line) -> bool:
    top = min(o.rect.y0 for o in row)
    bottom = max(o.rect.y1 for o in row)
    overlap = min(bottom, line.rect.y1) - max(top, line.rect.y0)
    return overlap > 0.6 * min(bottom - top, line.rect.height)


def _split(zone: list[Line], where: Where, earlier: Sequence[Note]) -> list[Note]:
    """The zone's rows cut where a label goes on counting; what stands above the first is `earlier`'s."""
    notes: list[Note] = []
    right = max((o.rect.x1 for o in zone), default=0.0)
    for row in _rows(zone):
        label, start = _row_label(row)
        if label and _begins_note(row[0], label, notes):
            notes.append(Note(label, row[0].page, right=right, where=where))
            notes[-1].add(row, start)
        elif notes or earlier:
            (notes or earlier)[-1].add(row)
    for note in earlier[-1:]:
        note.right = right
    return notes


def _row_label(row: Sequence[Line]) -> tuple[str, int]:
    """The label that opens a row and where its note's text begins; stretching may cut a label in pieces."""
    label, end, text = label_of(row[0]), label_span(row[0])[1], "".join(o.text for o in row)
    cut = len(row) > 1 and len(row[0].text) < SHORTEST_ROW and not key_of(label).isdigit()
    if cut and (match := LABEL.match(text)):
        label, end = match[1].strip(), match.end(1)
    while end < len(text) and text[end].isspace():
        end += 1
    return label, end


def _begins_note(line: Line, label: str, notes: Sequence[Note]) -> bool:
    """Whether a line that a label opens begins a note behind the `notes` of its zone."""
    if not notes:
        return True
    first = notes[-1].lines[0]
    apart = label_span(line)[1] == len(line.text) or bool(line.raised and not line.raised[0][0])
    edge = abs(line.rect.x0 - first.rect.x0) < line.size or _is_elsewhere(line, notes[-1])
    if not edge or form_of(label) != form_of(notes[0].label):
        return False
    before, after = key_of(notes[-1].label), key_of(label)
    if not (before.isdigit() and after.isdigit()):
        return True
    step = int(after) - int(before)
    sure = apart or bool(sign_of(label))
    return step == 1 or (sure and (1 < step <= 3 or after == "1"))


def _is_elsewhere(line: Line, note: Note) -> bool:
    """Whether a column or page ends between the first line of a note and `line`."""
    first = note.lines[0]
    return line.page != first.page or line.rect.y1 < first.rect.y0


def _gathered(pages: Sequence[Page], typography: Typography, known: Sequence[Note]) -> list[Note]:
    """Notes behind the text that marks them: at the end of a paragraph, a section, the document."""
    taken = {line.place for note in known for line in note.lines}
    flow = Flow(o for p in pages for o in p.lines if not o.vertical and o.place not in taken)
    ruled = {(n.page, key_of(n.label)) for n in known if n.where == Where.RULED}
    feet = sorted((n for n in known if n.where == Where.FOOT), key=attrgetter("page"))
    wanted: list[Candidate] = []
    answered: list[Candidate] = []
    found: list[Note] = []
    while (line := next(flow.ahead(), None)) is not None:
        label = label_of(line)
        signed = bool(sign_of(label))
        answered = [m for m in answered if m.line.page == line.page]
        before = bisect_left(feet, line.page, key=attrgetter("page")) if label else 0
        earlier = feet[max(before - 1, 0) : before] + found[-1:]
        if label and (signed or _goes_on_counting(line, earlier)):
            notes = _gathering(flow, wanted + answered if signed else wanted, typography)
            if notes:
                wanted = [w for w in wanted if not any(names(w, n.label) for n in notes)]
                found.extend(notes)
                flow.skip(sum(len(note.lines) for note in notes))
                continue
        marks = raised(line)
        if line.size >= NOTE_SIZE * typography.size:
            marks += flat(line, Kind.SIGNED)
        for mark in filter(ends_word, marks):
            here = (line.page, key_of(mark.label)) in ruled
            (answered if here else wanted).append(mark)
        flow.skip(1)
    return found


def _gathering(flow: Flow, wanted: Sequence[Candidate], typography: Typography) -> list[Note]:
    """The notes that begin here one below the other, none unless marks name most of them."""
    first = next(flow.ahead())
    label = label_of(first)
    if not label or not any(names(mark, label) for mark in wanted):
        return []
    small = first.size <= NOTE_SIZE * typography.size
    if not small and _is_within_text(flow.before, first):
        return []
    if form_of(label) == "#" and not _is_parted(first):
        return []
    notes: list[Note] = []
    for row in _in_rows(_same_setting(flow.ahead())):
        opening, skip = _row_label(row)
        begins = bool(opening) and _begins_note(row[0], opening, notes)
        if begins:
            notes.append(Note(opening, row[0].page, where=Where.BEHIND))
        notes[-1].add(row, skip if begins else 0)
    named = [n for n in notes if any(names(mark, n.label) for mark in wanted)]
    text = [mark for mark in wanted if mark.line.size >= NOTE_SIZE * typography.size]
    if not any(names(mark, note.label) for mark in text for note in named):
        return []
    sure = small or bool(sign_of(label)) or (len(named) > 1 and form_of(label) != "#")
    return notes if sure and len(named) >= NAMED * len(notes) else []


def _is_within_text(before: Line | None, line: Line) -> bool:
    """Whether what opens `line` is a mark that the line break put there: a sentence runs through it."""
    if is_followed(line, label_span(line)[1]):
        return True
    if before is None or before.page != line.page or not same_size(before.size, line.size):
        return False
    near = 0 < line.baseline - before.baseline < NEXT_LINE * line.size
    return near and before.text[-1] not in "。．）)」"


def _in_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that follow one another, those side by side in one row."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and line.page == rows[-1][-1].page and _beside([rows[-1][-1]], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_parted(line: Line) -> bool:
    """Whether a bare figure that opens a line is raised or has a blank behind it, as a label has."""
    end = label_span(line)[1]
    raised_label = bool(line.raised) and line.raised[0][0] == 0
    return raised_label or end == len(line.text) or line.text[end].isspace()


def _same_setting(lines: Iterator[Line]) -> Iterator[Line]:
    """The first lines that are set alike, over column and page ends, without a wide gap."""
    last = next(lines)
    yield last
    for line in lines:
        if not same_size(line.size, last.size) or line.bold != last.bold:
            return
        step = line.baseline - last.baseline
        if line.page == last.page and step > NEXT_LINE * line.size:
            return
        yield line
        last = line
