"""The recipe of extraction: pages in, everything a reader can ask about the document out.

Each step is a pure function of its own module; this one only puts them in order. It never opens
files, and lays the lines and the character boxes of pages aside in the store it is given: in memory
are those of a few pages, and of the others what they are, where paragraphs begin and what was found.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from index_builder import (
    acronyms,
    captions,
    contents,
    furniture,
    layout,
    linking,
    notes,
    outline,
    passages,
    references,
    source_lines,
)
from index_builder.joining import read_page
from index_builder.levels import Entry
from index_builder.lines import (
    Page,
    Typography,
    decode_lines,
    decode_paragraphs,
    encode,
    survey,
)
from index_builder.marks import Kind
from index_builder.model import (
    Caption,
    Footnote,
    Heading,
    Mark,
    PageIssue,
    PageText,
    Part,
    Passage,
    Place,
    Structure,
    TextRange,
    bounds,
)
from index_builder.passages import Draft
from index_builder.sheets import Desk, Store

COVER_SIZE = 1.4
"""The words of a cover that are a title are this much larger than running text."""
TITLE_SIZE = 1.15
"""… and than the headings of the page."""
LONGEST_TITLE = 60
MARKS = {Kind.RAISED: 0.98, Kind.SIGNED: 0.95, Kind.BRACKETED: 0.85, Kind.BARE: 0.7}
"""How sure a mark of each kind is when its note stands on its page, …"""
ELSEWHERE = 0.9
"""… times this when it does not."""
UNMARKED = 0.5
"""How sure a note is that no mark points to."""
CAPTIONS = {"label": 0.97, "credit": 0.7}
UNREADABLE = 0.3
"""A page whose characters are to this share without meaning has no usable text."""


def extract(
    pages: Iterable[PageText],
    *,
    fallback_title: str,
    embedded: Sequence[tuple[int, str, int]] = (),
    store: Store | None = None,
) -> Structure:
    """What is found in one document.

    `embedded` is the PDF's own outline as (level, title, page from 0, or −1 for none): evidence
    for headings, which come from typography. Pages are laid aside in `store`, which is of no use
    afterwards; without one they stay in memory.
    """
    store = [] if store is None else store
    read: list[Page] = []
    typography = survey(_read(pages, store, read))
    headers, labels = furniture.take_out(read, typography)
    linked = linking.link(read, notes.take_out(read, typography))
    told = contents.embedded(embedded), labels
    text = _text(read, linked, told, typography, Desk(store, encode, decode_paragraphs))
    boxes = _Boxes(read)

    def place_of(span: TextRange) -> tuple[Place, ...]:
        return layout.places(boxes, text.passages[span.passage], span.start, span.end)

    footnotes = _footnotes(linked, text.passages, boxes)
    return Structure(
        title=text.title or fallback_title,
        labels=tuple(labels),
        passages=text.passages,
        headings=text.headings,
        footnotes=footnotes,
        captions=text.captions,
        definitions=acronyms.definitions(text.passages, footnotes, place_of),
        references=references.find(text.passages, text.headings, place_of, headers, text.captions),
        headers=tuple(headers),
        issues=_issues(text.issues, linked),
        unplaced=contents.unplaced(embedded, text.headings),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """What the paragraphs of a document tell; `title` is "" where none is printed."""

    title: str
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    captions: tuple[Caption, ...]
    issues: list[PageIssue]


def _text(
    pages: Sequence[Page],
    linked: linking.Notes,
    told: tuple[Sequence[contents.Listed], Sequence[str]],
    typography: Typography,
    desk: passages.Sheets,
) -> _Text:
    bodies = _bodies(linked, desk)
    drafts, issues = _drafts(pages, typography, desk)
    by_number = {page.number: page for page in pages}
    embedded, labels = told
    printed, members = contents.printed(drafts, labels)
    captioned = captions.find(drafts, typography, by_number, members)
    sources = source_lines.sources(captioned, drafts)
    entries = outline.find(drafts, typography, [*embedded, *printed], members)
    drafts = _with_notes(passages.run_on(drafts, typography), linked, bodies, len(pages))
    headings = tuple(_heading(entry, by_number) for entry in entries)
    return _Text(
        _title(headings, drafts, typography),
        _write(drafts, linked, {id(entry.draft): i for i, entry in enumerate(entries)}),
        headings,
        tuple(_caption(*each, by_number) for each in zip(captioned, sources, strict=True)),
        issues,
    )


class _Boxes:
    """The boxes of each page, by its number."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = {page.number: page for page in pages}

    def __getitem__(self, page: int) -> "array[float]":
        return self._pages[page].boxes


def _read(pages: Iterable[PageText], store: Store, read: list[Page]) -> Iterator[Page]:
    """Each page as its lines, appended to `read` and laid aside in time."""
    prints = Desk(store, encode, decode_lines)
    inks = Desk(store, array.tobytes, lambda data: array("f", data))
    for text in pages:
        page = read_page(text)
        page.ruby.clear()
        page.print = prints.lay(page.lines)
        page.ink = inks.lay(page.boxes)
        read.append(page)
        yield page


def _drafts(
    pages: Sequence[Page], typography: Typography, desk: passages.Sheets
) -> tuple[list[Draft], list[PageIssue]]:
    """The paragraphs of all pages, and what is wrong with pages themselves."""
    found: list[Draft] = []
    issues: list[PageIssue] = []
    for page in pages:
        here = [
            draft
            for block in layout.arrange(page, page.lines, typography)
            for draft in passages.paragraphs(block, typography, page.rules)
        ]
        Draft.lay(here, desk)
        found += here
        issues += _page_issues(page)
    return found, issues


def _bodies(linked: linking.Notes, desk: passages.Sheets) -> list[Draft]:
    """The paragraphs of the notes, which now hold the notes' lines."""
    bodies = [_note_draft(note) for note in linked.notes]
    for _, kin in groupby(bodies, attrgetter("page")):
        Draft.lay(list(kin), desk)
    for note in linked.notes:
        note.lines.clear()
        note.pieces.clear()
    return bodies


def _with_notes(
    drafts: list[Draft], linked: linking.Notes, bodies: Sequence[Draft], count: int
) -> list[Draft]:
    """Notes follow the last paragraph that begins on their page."""
    waiting: dict[int, list[Draft]] = {}
    for note, body in zip(linked.notes, bodies, strict=True):
        waiting.setdefault(note.page, []).append(body)
    result: list[Draft] = []
    turn = 0
    for page in range(count):
        while turn < len(drafts) and drafts[turn].page <= page:
            result.append(drafts[turn])
            turn += 1
        result.extend(waiting.get(page, ()))
    return result


def _note_draft(note: notes.Note) -> Draft:
    lines = [line for line, _ in note.pieces]
    edges = bounds(line.rect for line in lines)
    return Draft(lines, Part.NOTE, (edges.x0, edges.x1), skip=note.pieces[0][1])


def _write(
    drafts: Sequence[Draft], linked: linking.Notes, heading_of: dict[int, int]
) -> tuple[Passage, ...]:
    written: list[Passage] = []
    heading = -1
    for draft in drafts:
        heading = heading_of.get(id(draft), heading)
        passage = passages.compose(draft, linked.marks, heading)
        if passage.text:
            written.append(passage)
    return tuple(written)


def _footnotes(
    linked: linking.Notes, written: Sequence[Passage], boxes: layout.Boxes
) -> tuple[Footnote, ...]:
    texts = [(i, passage) for i, passage in enumerate(written) if passage.part == Part.NOTE]
    marks: dict[int, list[Mark]] = {}
    for passage in written:
        for offset, note in passage.notes:
            spot = _spot(linked, note, passage.page_at(max(offset - 1, 0)))
            if spot is not None:
                before = passage.text[max(0, offset - 8) : offset]
                marks.setdefault(note, []).append(
                    _mark(spot, before, boxes, linked.notes[note].page)
                )
    return tuple(
        Footnote(
            note.label,
            passage.text,
            layout.places(boxes, passage, 0, len(passage.text))[0],
            tuple(marks.get(index, ())),
            "mark" if index in marks else "typography",
            max((mark.confidence for mark in marks.get(index, ())), default=UNMARKED),
        )
        for index, (note, (_, passage)) in enumerate(zip(linked.notes, texts, strict=True))
    )


def _mark(spot: linking.MarkSpot, before: str, boxes: layout.Boxes, page: int) -> Mark:
    """The mark at `spot` of a note on `page`."""
    place = Place(spot.page, (layout.around(boxes[spot.page], spot.source, spot.end),))
    confidence = MARKS[spot.kind] * (1.0 if spot.page == page else ELSEWHERE)
    return Mark(spot.label, place, before, spot.kind.name.lower(), round(confidence, 3))


def _spot(linked: linking.Notes, note: int, page: int) -> linking.MarkSpot | None:
    """The mark of `note` on `page`."""
    return next((m for m in linked.marks.get(page, ()) if m.note == note), None)


def _heading(entry: Entry, pages: Mapping[int, Page]) -> Heading:
    page = pages[entry.draft.page]
    rects = tuple(page.original(o.rect) for o in entry.draft.lines if o.page == page.number)
    place = Place(page.number, rects)
    return Heading(entry.level, entry.label, entry.title, place, entry.evidence, entry.confidence)


def _caption(found: captions.Found, source: str, pages: Mapping[int, Page]) -> Caption:
    page = pages[found.draft.page]
    place = Place(page.number, tuple(page.original(line.rect) for line in found.draft.lines))
    area = page.original(found.area) if found.area is not None else None
    evidence = "label" if found.label else "credit"
    return Caption(
        found.kind,
        found.label,
        found.number,
        found.title,
        place,
        area,
        evidence,
        CAPTIONS[evidence],
        source,
    )


def _title(headings: Sequence[Heading], drafts: Sequence[Draft], typography: Typography) -> str:
    """The shallowest heading of a document that opens with one, else the cover's largest words."""
    first = [h for h in headings if h.place.page == headings[0].place.page]
    top = min(first, key=lambda h: h.level, default=None)
    cover = [
        d for d in drafts if d.page == 0 and "\ufffd" not in d.text and not contents.is_headed(d)
    ]
    opening = [d for d in cover if d.part == Part.HEADING]
    largest = max((d for d in cover if len(d.text) <= LONGEST_TITLE), key=_size, default=None)
    if largest is not None and largest.size >= COVER_SIZE * typography.size:
        headed = max((d.size for d in opening), default=0.0)
        if top is None or top.place.page > 0 or largest.size > TITLE_SIZE * headed:
            return largest.text
    return "　".join(part for part in (top.label, top.title) if part) if top else ""


def _size(draft: Draft) -> float:
    return draft.size


def _page_issues(page: Page) -> Iterator[PageIssue]:
    if not page.characters:
        yield PageIssue(page.number, "no-text", "the page has no text layer")
    elif page.unreadable > UNREADABLE * page.characters:
        detail = f"{page.unreadable} of {page.characters} characters have no Unicode value"
        yield PageIssue(page.number, "no-unicode", detail)
    if page.vertical:
        yield PageIssue(page.number, "vertical", "the text runs down the page")


def _issues(found: list[PageIssue], linked: linking.Notes) -> tuple[PageIssue, ...]:
    found.extend(PageIssue(p, "orphan-mark", label) for p, label in linked.orphan_marks)
    found.extend(
        PageIssue(linked.notes[i].page, "orphan-note", linked.notes[i].label)
        for i in linked.orphan_notes
    )
    return tuple(sorted(found, key=lambda issue: (issue.page, issue.kind)))
