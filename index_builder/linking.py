"""Marks joined to the notes they name, the surest first.

A number is looked for among the notes of its page, then of the next, where notes run over to, then
among those gathered behind the text. What no note answers stays text.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from index_builder.lines import Line, Page
from index_builder.marks import (
    Candidate,
    Kind,
    end_of,
    ends_word,
    flat,
    in_order,
    key_of,
    may_be_power,
    names,
    of_page,
    raised,
    sign_of,
)
from index_builder.notes import Note, Where

SEPARATORS = ("", "、", "，", ",", "・")
"""What parts marks that stand together."""
RUN = 5
"""So many notes whose numbers rise tell that numbers run on."""


@dataclass(frozen=True, slots=True)
class MarkSpot:
    """A mark: `source:end` slices the page's text, `note` is its note's number in the document."""

    page: int
    source: int
    end: int
    label: str
    note: int
    kind: Kind


@dataclass(slots=True)
class Notes:
    """All notes of a document in page order, and by page the marks that point to them."""

    notes: list[Note]
    marks: dict[int, list[MarkSpot]]
    orphan_marks: list[tuple[int, str]]
    orphan_notes: list[int]


def link(pages: Sequence[Page], notes: Sequence[Note]) -> Notes:
    """Each mark in the text joined to the note it names.

    `Line.raised` then holds only what is a mark; every other raised figure is text.
    """
    return _Linking(notes).run(pages)


def _running(notes: Sequence[Note]) -> dict[str, int]:
    """The notes by number when their numbers run through the document: a mark may name one far away."""
    keys = [key_of(note.label) for note in notes]
    numbers = [int(key) for key in keys if key.isdigit()]
    rising = len(numbers) >= RUN and all(a < b for a, b in pairwise(numbers))
    return {key: index for index, key in enumerate(keys)} if rising else {}


class _Linking:
    """Marks joined to notes, the surest first."""

    def __init__(self, notes: Sequence[Note]) -> None:
        self.found = Notes(list(notes), defaultdict(list), [], [])
        self.used: set[int] = set()
        self.by_page: dict[int, dict[str, int]] = defaultdict(dict)
        self.behind: dict[str, list[int]] = defaultdict(list)
        self.linked: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for index, note in enumerate(notes):
            if note.where != Where.BEHIND:
                self.by_page[note.page].setdefault(key_of(note.label), index)
            else:
                self.behind[key_of(note.label)].append(index)

    def run(self, pages: Sequence[Page]) -> Notes:
        marks, figured = self._marks(pages)
        sure = [m for m in marks if not may_be_power(m)]
        unknown = [m for m in sure if not self._link(m, self._target(m))]
        for mark in filter(may_be_power, marks):
            target = self._target(mark)
            self._link(mark, target if target not in self.used else None)
        unknown = [m for m in unknown if m.kind == Kind.RAISED and not self._link_split(m)]
        for page in pages:
            self._link_flat(page, Kind.BRACKETED)
            self._link_flat(page, Kind.BARE)
        running = _running(self.found.notes)
        for mark in unknown:
            if not ends_word(mark) or self._is_linked(mark):
                continue
            far = running.get(key_of(mark.label)) if self._has_company(mark) else None
            if not self._link(mark, far):
                self.found.orphan_marks.append((mark.line.page, mark.label))
        figured.update(page for page, _ in self.linked)
        for page in pages:
            if page.number in figured:
                page.lines = [self._settled(line) for line in page.lines]
        self.found.orphan_notes.extend(
            i for i in range(len(self.found.notes)) if i not in self.used
        )
        return self.found

    def _marks(self, pages: Sequence[Page]) -> tuple[list[Candidate], set[int]]:
        """The marks that type tells, those with signs where notes have some; the pages with raised figures."""
        signed = any(sign_of(note.label) for note in self.found.notes)
        marks: list[Candidate] = []
        figured: set[int] = set()
        for page in pages:
            marks.extend(of_page(page.lines, signed=signed))
            if any(line.raised for line in page.lines):
                figured.add(page.number)
        return marks, figured

    def _target(self, mark: Candidate) -> int | None:
        key, page, notes = key_of(mark.label), mark.line.page, self.found.notes
        here = mark.line.place
        behind = next((i for i in self.behind[key] if notes[i].lines[0].place > here), None)
        foot = [i for p in (page, page + 1) if (i := self.by_page[p].get(key)) is not None]
        same = behind is not None and notes[behind].page == page
        order = [behind, *foot] if same else [*foot, behind]
        order.extend(i for i in [self.by_page[page - 1].get(key)] if i not in self.used)
        named = (i for i in order if i is not None and names(mark, notes[i].label))
        return next(named, None)

    def _link(self, mark: Candidate, note: int | None) -> bool:
        if note is None:
            return False
        line, label = mark.line, self.found.notes[note].label
        last = end_of(mark, label)
        sources = line.sources
        source, end = sources[mark.start], sources[last - 1] + 1
        self.found.marks[line.page].append(MarkSpot(line.page, source, end, label, note, mark.kind))
        self.linked[line.place].append((mark.start, last))
        if mark.tail is not None:
            self.linked[mark.tail.place].append((0, mark.rest))
        self.used.add(note)
        return True

    def _is_linked(self, mark: Candidate) -> bool:
        return any(
            start < mark.end and mark.start < end
            for start, end in self.linked.get(mark.line.place, ())
        )

    def _has_company(self, mark: Candidate) -> bool:
        """Whether a mark has a sign, or stands in one raised run with a linked one, as in 4、12."""
        run = next((r for r in mark.line.raised if r[0] <= mark.start < r[1]), (0, 0))
        linked = self.linked.get(mark.line.place, ())
        return bool(sign_of(mark.label)) or any(run[0] <= start < run[1] for start, _ in linked)

    def _link_split(self, mark: Candidate) -> bool:
        """Link two raised figures set side by side, each the mark of another note."""
        if mark.end - mark.start != 2:
            return False
        known = self.by_page[mark.line.page]
        single = [
            Candidate(mark.line, i, i + 1, mark.line.text[i], Kind.RAISED)
            for i in range(mark.start, mark.end)
        ]
        targets = [(one, known.get(key_of(one.label))) for one in single]
        fresh = [(one, note) for one, note in targets if note is not None and note not in self.used]
        for one, note in fresh:
            self._link(one, note)
        return bool(fresh)

    def _link_flat(self, page: Page, kind: Kind) -> None:
        """Link marks of body size to the notes of the page that nothing names, as they count up."""
        notes = self.by_page[page.number]
        rank = {index: i for i, index in enumerate(notes.values())}
        free = {key: index for key, index in notes.items() if index not in self.used}
        if not free:
            return
        marks: list[tuple[Candidate, int]] = []
        for line in page.lines:
            for mark in sorted((*raised(line), *flat(line, kind)), key=lambda m: m.start):
                index = notes.get(key_of(mark.label))
                loose = mark.kind == kind and index in free.values() and not self._is_linked(mark)
                if index is not None and (loose or mark.kind == Kind.RAISED):
                    marks.append((mark, rank[index]))
        chosen = [(m, r) for m, r in in_order(marks, len(marks)) if m.kind == kind]
        single = len(free) == 1 and sum(m.kind == kind for m, _ in marks) > 1
        for mark, number in chosen if not single else ():
            index = list(notes.values())[number]
            if names(mark, self.found.notes[index].label):
                self._link(mark, index)

    def _settled(self, line: Line) -> Line:
        if not line.raised and line.place not in self.linked:
            return line
        return replace(line, raised=self._runs(line))

    def _runs(self, line: Line) -> tuple[tuple[int, int], ...]:
        """The slices that leave the text: raised runs with a linked mark, linked marks, what parts them."""
        linked = self.linked.get(line.place, ())
        runs = {run for run in line.raised if any(run[0] <= s < run[1] for s, _ in linked)}
        runs.update(s for s in linked if not any(a <= s[0] < b for a, b in runs))
        found: list[tuple[int, int]] = []
        for start, end in sorted(runs):
            if found and line.text[found[-1][1] : start] in SEPARATORS:
                found[-1] = found[-1][0], end
            else:
                found.append((start, end))
        return tuple(found)
