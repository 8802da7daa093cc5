"""What a document says of its own headings: its printed 目次, and the outline embedded in the file.

Pure. Both are evidence: an entry counts when its words are printed as lines of their own on the
page it names. A 目次 itself holds no headings.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from index_builder.levels import Entry
from index_builder.lines import Line
from index_builder.model import Heading, Part, Place
from index_builder.numbering import SECTION, counts, label_of, plain
from index_builder.passages import Draft, join_text
from index_builder.titles import cut, unmarked

HEADING = re.compile(
    r"^[【〈<［\[]?(?:(?:総|図|表|図表|資料)?目次|もくじ|contents|索引)[】〉>］\]]?$"
)
ENTRY = re.compile(
    r"^(?P<title>.*?[^\s　.．…‥・･⋯─])[\s　]*(?:…|‥|⋯|(?:[.．・･─][\s　]?){2})[\s　.．…‥・･⋯─]*"
    r"(?:p\.?)?[-－–(（]*(?P<folio>\d{1,4}|[ivxlc]{1,6})[-－–)）]*$"
)
LEADERS = re.compile(r"…|‥|⋯|(?:[.．・･─][\s　]?){3}")
LONGEST_HEADING = 20
FOLIO = re.compile(r"^(?:p\.?)?[\s　]*[-－–(（]*(\d{1,4}|[ivxlc]{1,6})[-－–)）]*$")
FEWEST = 3
"""A 目次 has at least this many entries on a page; where nothing says 目次, twice as many."""
SHARE = 0.4
"""At least this share of the rows of a 目次 are entries."""
CONFIRMED, ORDERED, LABELLED, NAMED, BARE = 0.99, 0.95, 0.85, 0.8, 0.6
"""Confidence in a heading: set apart and named by 目次 or embedded outline; set apart with a label
that goes on with a numbering; with another label; only named; set apart without a label."""
LONGEST = 4
"""An entry's words stand on at most this many lines."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry: its words, its page (from 0, −1 when not known) and its depth (0 when not known)."""

    label: str
    title: str
    page: int
    depth: int
    evidence: str

    @property
    def plain(self) -> str:
        return plain(self.label + self.title)


def _listed(text: str, page: int, depth: int, evidence: str) -> Listed:
    _, label = label_of(text)
    return Listed(label, text.strip()[len(label) :].strip(), page, depth, evidence)


def embedded(outline: Sequence[tuple[int, str, int]]) -> list[Listed]:
    """The entries of an embedded outline of (level, title, page from 0 or −1)."""
    return [_listed(title, page, level, "embedded") for level, title, page in outline if title]


def unplaced(
    outline: Sequence[tuple[int, str, int]], headings: Sequence[Heading]
) -> tuple[Heading, ...]:
    """The entries of an embedded outline that name no page and are no heading of the document."""
    known = {plain(words) for h in headings for words in (h.label + h.title, h.title)}
    found: list[Heading] = []
    page = 0
    for level, title, target in reversed(outline):
        page = target if target >= 0 else page
        if target >= 0 or not plain(title) or plain(title) in known:
            continue
        item = _listed(title, page, level, "embedded")
        rank, _ = label_of(item.label)
        depth = max(rank // 100, 1) if 0 < rank <= SECTION else level
        found.append(Heading(depth, item.label, item.title, Place(page, ()), "embedded", BARE))
    return tuple(reversed(found))


def printed(drafts: list[Draft], labels: Sequence[str]) -> tuple[list[Listed], set[int]]:
    """The entries of the printed 目次, and the ids of the paragraphs that make it up.

    `labels` are the printed numbers of the pages. Each entry becomes a paragraph of its own.
    """
    pages: dict[int, list[Draft]] = {}
    for draft in drafts:
        pages.setdefault(draft.page, []).append(draft)
    numbered: dict[str, list[int]] = {}
    for page, label in enumerate(labels):
        numbered.setdefault(label, []).append(page)
    found: list[Listed] = []
    ends: dict[int, float] = {}
    last = -2
    for page, here in pages.items():
        headed = last == page - 1 or any(is_headed(draft) for draft in here)
        if (
            not headed
            and sum(LEADERS.search(o.text) is not None for d in here for o in d.lines) < FEWEST
        ):
            continue
        end, entries = _entries(here)
        if len(entries) < (FEWEST if headed else 2 * FEWEST):
            continue
        last = page
        ends[page] = end
        start = bisect_left(drafts, page, key=attrgetter("page"))
        drafts[start : start + len(here)] = [
            piece
            for draft in here
            for piece in (_by_entry(draft) if draft.rect.y0 <= end else [draft])
        ]
        for title, folio in entries:
            target = next((there for there in numbered.get(folio, ()) if there > page), -1)
            found.append(_listed(title, target, 0, "contents"))
    members = {
        id(draft) for draft in drafts if draft.page in ends and draft.rect.y0 <= ends[draft.page]
    }
    return found, members


def _by_entry(draft: Draft) -> list[Draft]:
    """The paragraph cut where entries begin: at labels, and behind numbers."""
    cuts = [0]
    for number, line in enumerate(draft.lines[1:], 1):
        closed = ENTRY.match(draft.lines[number - 1].text)
        if closed or label_of(line.text)[0]:
            cuts.append(number)
    ends = [*cuts[1:], len(draft.lines)]
    return [
        Draft(draft.lines[start:end], draft.part, draft.column, draft.panel)
        for start, end in zip(cuts, ends, strict=True)
    ]


def is_headed(draft: Draft) -> bool:
    """Whether the paragraph is the heading of a 目次."""
    text = draft.lines[0].text
    return len(text) < LONGEST_HEADING and HEADING.match(plain(text)) is not None


def _entries(drafts: Sequence[Draft]) -> tuple[float, list[tuple[str, str]]]:
    """Where the 目次 on a page ends, and its entries as (words, printed number); none when it is none."""
    found: list[tuple[str, str]] = []
    end, upto, above = 0.0, 0, ""
    for number, row in enumerate(_rows(drafts), 1):
        entries = list(_cells(row))
        if entries and above and not label_of(entries[0][0])[0]:
            entries[0] = (join_text([above, entries[0][0]]), entries[0][1])
        text = row[0].text
        above = text if not entries and label_of(text)[0] else ""
        found.extend(entries)
        if entries:
            end, upto = max(line.rect.y1 for line in row), number
    return (end, found) if len(found) >= SHARE * upto else (0.0, [])


def _rows(drafts: Sequence[Draft]) -> list[list[Line]]:
    """The lines of a page by rows, from left to right."""
    lines = [line for draft in drafts for line in draft.lines if not line.vertical]
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda o: o.baseline):
        if rows and line.baseline - rows[-1][0].baseline < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda o: o.rect.x0) for row in rows]


def _cells(row: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """The entries of a row, each closed by leaders and a number, or by a number that stands apart."""
    words = ""
    for line in row:
        text = unicodedata.normalize("NFKC", line.text).strip()
        match = ENTRY.match(line.text) or ENTRY.match(words + line.text)
        folio = FOLIO.match(text)
        if match:
            yield match["title"], unicodedata.normalize("NFKC", match["folio"])
            words = ""
        elif folio and words:
            yield words, folio[1]
            words = ""
        else:
            words = f"{words}　{line.text}" if words else line.text


def confirm(entries: Sequence[Entry], listed: Sequence[Listed]) -> None:
    """Confidence: sure is what 目次 or embedded outline name too, then what a numbering goes on with."""
    named: dict[str, list[Listed]] = {}
    for item in listed:
        for words in {item.plain, plain(item.title)} - {""}:
            named.setdefault(words, []).append(item)
    before: dict[int, int] = {}
    for entry in entries:
        own = (plain(entry.label + entry.title), plain(entry.title))
        known = [
            item
            for words in own
            for item in named.get(words, ())
            if item.page in (entry.draft.page, -1)
        ]
        entry.depth = max((item.depth for item in known), default=0)
        count = counts(entry.label)[-1:]
        ordered = count and count[0] in (1, before.get(entry.rank, 0) + 1)
        before[entry.rank] = count[0] if count else 0
        if known:
            entry.confidence = CONFIRMED
        else:
            entry.confidence = ORDERED if ordered else LABELLED if entry.label else BARE


def with_named(
    entries: list[Entry], drafts: list[Draft], listed: Sequence[Listed], members: Collection[int]
) -> list[Entry]:
    """The entries, and those that 目次 or embedded outline name and a line of the page prints."""
    found = {(plain(e.label + e.title), e.draft.page) for e in entries}
    found |= {(plain(e.title), e.draft.page) for e in entries}
    taken = {id(entry.draft) for entry in entries} | set(members)
    every = list(entries)
    for item in listed:
        words = item.plain
        if item.page < 0 or len(words) < 2:
            continue
        if (words, item.page) in found or (plain(item.title), item.page) in found:
            continue
        entry = _named(item, drafts, taken)
        if entry is not None:
            taken.add(id(entry.draft))
            found.add((words, item.page))
            every.append(entry)
    order = {id(draft): index for index, draft in enumerate(drafts)}
    return sorted(every, key=lambda entry: order[id(entry.draft)])


def _named(item: Listed, drafts: list[Draft], taken: set[int]) -> Entry | None:
    """The heading that a line of the named page makes, cut out of its paragraph."""
    for index in range(bisect_left(drafts, item.page, key=attrgetter("page")), len(drafts)):
        draft = drafts[index]
        if draft.page != item.page:
            break
        if id(draft) in taken or draft.part not in (Part.BODY, Part.BOX):
            continue
        start, end = _lines_of(draft, item.plain)
        if not end:
            continue
        pieces = cut(draft, start, end)
        drafts[index : index + 1] = pieces
        piece = pieces[1 if start else 0]
        text = join_text(unmarked(piece))
        rank, label = label_of(text)
        title = text[len(label) :].strip()
        entry = Entry(label, title, piece, rank, piece.size, 0, item.evidence, NAMED)
        entry.depth = item.depth
        return entry
    return None


def _lines_of(draft: Draft, wanted: str) -> tuple[int, int]:
    """Which lines of `draft` hold the words `wanted` (plain) and nothing else; (0, 0) for none."""
    texts = [plain(line.text) for line in draft.lines]
    for start in range(len(texts)):
        whole = ""
        for end in range(start, min(start + LONGEST, len(texts))):
            whole += texts[end]
            if whole == wanted:
                return start, end + 1
            if not wanted.startswith(whole):
                break
    return 0, 0
