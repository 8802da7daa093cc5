"""Footnotes and the marks that point to them, from typography: small text at the foot, raised figures above.

A raised figure without a note stays text: a squared metre is no mark.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import dropwhile

from index_builder.lines import MARK, Line, Page, Typography
from index_builder.model import Rect

NOTE_SIZE = 0.92
"""Notes are set at most at this share of the body size."""
WIDEST_GAP = 5.0
"""Without a rule, notes stand at most this many ems apart: a picture may stand between them."""
SHORT_RULE = 0.62
"""A footnote rule is shorter than this share of the page; a longer one needs marks to prove it."""
LABEL = re.compile(
    r"^[\s　]*((?:[*＊※†‡]|注)?[\s　]?[(（]?([0-9０-９]{1,3})[)）.．：:]?|[*＊†‡]{1,3})(?:[\s　]+|(?=[^\s0-9０-９.,、]))"
)
ALONE = re.compile(
    r"^[\s　]*((?:[*＊※†‡]|注)?[\s　]?[(（]?([0-9０-９]{1,3})[)）.．：:]?|[*＊†‡]{1,3})[\s　]*$"
)


@dataclass(slots=True)
class Note:
    """A note as found.

    Attributes:
        pieces: (line, first character) in reading order, the label left out.
        lines: all lines of the note, a label that stands alone included.
    """

    label: str
    page: int
    pieces: list[tuple[Line, int]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MarkSpot:
    """A mark: `source:end` slices the page's text, `note` is its note's number in the document."""

    page: int
    source: int
    end: int
    label: str
    note: int


@dataclass(slots=True)
class Notes:
    """All notes of a document in page order, and by page the marks that point to them."""

    notes: list[Note]
    marks: dict[int, list[MarkSpot]]
    orphan_marks: list[tuple[int, str]]
    orphan_notes: list[int]


def take_out(page: Page, typography: Typography) -> list[Note]:
    """Remove the notes at the foot of `page` from its lines and return them."""
    zones: list[list[Line]] = []
    for rule in sorted(_note_rules(page), key=lambda r: -r.y0):
        if not any(_over(rule, zone) for zone in zones):
            zone = _below(rule, page, typography)
            zones.extend([zone] if zone else [])
    found: list[Note] = []
    taken: set[int] = set()
    for candidate in zones or [_small_foot(page, typography)]:
        zone = [line for line in candidate if id(line) not in taken]
        notes = _split(zone, page.number)
        found.extend(notes)
        taken.update(id(line) for note in notes for line in note.lines)
    page.lines[:] = [line for line in page.lines if id(line) not in taken]
    return found


def link(pages: Sequence[Page], notes: list[Note]) -> Notes:
    """Each raised figure in the text joined to the note it names, on its page or where it runs on."""
    by_page: dict[int, dict[str, int]] = defaultdict(dict)
    for index, note in enumerate(notes):
        by_page[note.page].setdefault(key_of(note.label), index)
    found = Notes(notes, defaultdict(list), [], [])
    used: set[int] = set()
    unknown: list[tuple[Line, int, int]] = []
    for line in (line for page in pages for line in page.lines if line.raised):
        for first, last, label in _marks_of(line):
            target = _target(label, line.page, by_page)
            if target is None:
                unknown.append((line, first, last))
            else:
                used.add(target)
                _add(found, line, first, last, target)
    for line, first, last in unknown:
        spots = _digits(line, first, last, by_page[line.page])
        fresh = [(i, target) for i, target in spots if target not in used]
        if spots and fresh:
            for i, target in fresh:
                used.add(target)
                _add(found, line, i, i + 1, target)
        elif _looks_like_mark(line.text, first):
            found.orphan_marks.append((line.page, line.text[first:last]))
    found.orphan_notes.extend(i for i in range(len(notes)) if i not in used)
    return found


def _add(found: Notes, line: Line, first: int, last: int, target: int) -> None:
    source, end = line.sources[first], line.sources[last - 1] + 1
    spot = MarkSpot(line.page, source, end, found.notes[target].label, target)
    found.marks[line.page].append(spot)


def _digits(line: Line, first: int, last: int, known: dict[str, int]) -> list[tuple[int, int]]:
    """Single figures set side by side, each the mark of another note: (offset, note)."""
    figures = [(i, known.get(key_of(line.text[i]))) for i in range(first, last)]
    return [(i, note) for i, note in figures if note is not None] if last - first == 2 else []


def key_of(label: str) -> str:
    """What a mark and its note share: the number, or the signs themselves."""
    plain = unicodedata.normalize("NFKC", label)
    digits = re.sub(r"\D", "", plain)
    return digits.lstrip("0") or digits[:1] or re.sub(r"\s", "", plain)


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


def _below(rule: Rect, page: Page, typography: Typography) -> list[Line]:
    """The small lines under `rule`, empty when they do not begin with a note's label."""
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
    if not _label_of([first]) or first.rect.y0 - rule.y1 > 4 * first.size:
        return []
    proven = zone if rule.width <= SHORT_RULE * page.width and first.size < typography.size else []
    return proven or (zone if _is_marked(zone, page) else [])


def _first(zone: Sequence[Line]) -> Line:
    return min(zone, key=lambda o: (round(o.rect.y0 / 4), o.rect.x0))


def _small_column(under: Sequence[Line], rule: Rect, typography: Typography) -> list[Line]:
    """The lines under a rule up to the next column of running text, none unless all are small."""
    limit = NOTE_SIZE * typography.size
    large = [o for o in under if o.size > limit and len(o.text) > 2]
    right = min((o.rect.x0 for o in large if o.rect.x0 > rule.x0 + 2), default=float("inf"))
    zone = [o for o in under if rule.x0 - 2 * typography.size <= o.rect.x0 < right]
    return [] if any(o.size > limit and len(o.text) > 2 for o in zone) else zone


def _raised_column(under: Sequence[Line], rule: Rect) -> list[Line]:
    """The lines under a rule when the first opens with a raised label, as notes of body size do."""
    if not under or any(o.rect.x0 > rule.x0 + 6 * o.size for o in under):
        return []
    first = _first(under)
    return list(under) if first.raised and first.raised[0][0] == 0 else []


def _is_marked(zone: Sequence[Line], page: Page) -> bool:
    """Whether a raised figure outside `zone` names one of its labels."""
    inside = {id(o) for o in zone}
    labels = {key_of(label) for o in zone if (label := _label_of([o]))}
    return any(
        key in labels
        for o in page.lines
        if id(o) not in inside
        for key in (key_of(label) for _, _, label in _marks_of(o))
    )


def _small_foot(page: Page, typography: Typography) -> list[Line]:
    """Without a rule: the small lines at the very foot, from the first that a label opens."""
    lines = sorted((o for o in page.lines if not o.vertical), key=lambda o: -o.rect.y1)
    zone: list[Line] = []
    for line in lines:
        if line.size > NOTE_SIZE * typography.size or line.rect.y0 < 0.4 * page.height:
            break
        if _in_panel(line.rect, page):
            break
        if zone and zone[-1].rect.y0 - line.rect.y1 > WIDEST_GAP * line.size:
            break
        zone.append(line)
    inside = {id(o) for o in zone}
    named = {key_of(m[2]) for o in page.lines if id(o) not in inside for m in _marks_of(o)}
    rows = dropwhile(lambda row: key_of(_label_of(row)) not in named, _rows(zone))
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


def _label_of(row: Sequence[Line]) -> str:
    """The note label that opens the row, "" if none."""
    text = row[0].text
    if row[0].raised and row[0].raised[0][0] == 0:
        start, end = row[0].raised[0]
        if MARK.match(text[start:end]):
            return text[start:end].strip()
    match = ALONE.match(text) or LABEL.match(text)
    return match.group(1).strip() if match and key_of(match.group(1)) != "0" else ""


def _split(zone: list[Line], page: int) -> list[Note]:
    """The zone's rows cut where a label stands at the left edge and goes on counting."""
    if not zone:
        return []
    left = min(o.rect.x0 for o in zone)
    notes: list[Note] = []
    for row in _rows(zone):
        raised = bool(row[0].raised) and row[0].raised[0][0] == 0
        edge = raised or row[0].rect.x0 < left + 0.8 * row[0].size
        label = _label_of(row) if edge else ""
        if label and _continues(notes, label, row):
            notes.append(Note(label, page))
            skip = _label_length(row[0])
            if skip < len(row[0].text):
                notes[-1].pieces.append((row[0], skip))
            notes[-1].pieces.extend((line, 0) for line in row[1:])
        elif notes:
            notes[-1].pieces.extend((line, 0) for line in row)
        if notes:
            notes[-1].lines.extend(row)
    return [
        note for note in notes if re.search(r"[^\W\d_]", "".join(o.text for o, _ in note.pieces))
    ]


def _label_length(line: Line) -> int:
    if line.raised and line.raised[0][0] == 0:
        end = line.raised[0][1]
    else:
        match = ALONE.match(line.text) or LABEL.match(line.text)
        end = match.end(1) if match else 0
    while end < len(line.text) and line.text[end].isspace():
        end += 1
    return end


def _continues(notes: list[Note], label: str, row: Sequence[Line]) -> bool:
    if not notes:
        return True
    before, after = key_of(notes[-1].label), key_of(label)
    if not (before.isdigit() and after.isdigit()):
        return True
    step = int(after) - int(before)
    apart = ALONE.match(row[0].text) is not None or bool(row[0].raised)
    return step == 1 or (apart and 1 < step <= 3)


def _marks_of(line: Line) -> list[tuple[int, int, str]]:
    return [mark for start, end in line.raised for mark in _labels(line.text, start, end)]


def _labels(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The single marks in a raised run such as 4、5."""
    if not MARK.match(text[start:end]):
        return []
    return [
        (start + m.start(), start + m.end(), m.group())
        for m in re.finditer(
            r"(?:[*＊※†‡]|注)?[(（]?[0-9０-９]{1,3}[)）]?|[*＊†‡※]+", text[start:end]
        )
    ]


def _target(label: str, page: int, by_page: dict[int, dict[str, int]]) -> int | None:
    key = key_of(label)
    for near in (page, page + 1):
        index = by_page.get(near, {}).get(key)
        if index is not None:
            return index
    return None


def _looks_like_mark(text: str, start: int) -> bool:
    """Whether what stands before a raised figure is prose and not a unit or formula."""
    return start > 0 and not text[start - 1].isascii()
