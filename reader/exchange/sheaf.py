"""Notes on their way out of the program or into it, with what is known of their documents; pure.

What comes in is hostile until it has been looked at: `sound` lets through only what the program
could have made itself, `named` gives a name to what has none, so that it comes in once.
"""

import hashlib
import json
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from index_builder.annotations import PageBox
from index_builder.errors import HakushoError
from index_builder.model import Heading, Structure
from reader.citing import CitedPlace, Source, section_of
from reader.note_pages import top_of
from reader.place_links import link_to
from reader.records import COLOURS, KINDS, Bookmark, Change, Note, storable
from reader.sources import guessed
from reader.volume import Volume, VolumeDocument

CHAPTER_LEVEL = 2
"""The deepest outline level that groups notes: 1 is 部 or an unnumbered title, 2 is 章."""

LARGEST = 64 << 20
"""Bytes of a file that is read; ten thousand annotations are a tenth of that."""

MOST = 200_000
"""Records taken from one file."""

LONGEST = 1_000_000
"""Characters of one text."""

LONGEST_NAME = 200
EMBEDDED = "pdf:"
"""In front of the names of annotations that a PDF has itself, see `embedded`; no record that comes in has it."""

FARTHEST = 1e6
MOST_PAGES = 100_000


class Unreadable(HakushoError):
    """A file is not what its name says, or nothing in it can be used."""


class Paper(Struct, frozen=True):
    """A document that notes are about, as far as it is known.

    Attributes:
        content: its SHA-256, "" where it is known by name only.
        labels: its printed page numbers, () where unknown.
        boxes: where its pages lie in the file's own coordinates, () where unknown.
    """

    content: str
    source: Source
    labels: tuple[str, ...] = ()
    boxes: tuple[PageBox, ...] = ()

    @property
    def file_name(self) -> str:
        return self.source.file_name


class Entry(Struct, frozen=True):
    """A record with its document and the headings it stands under, outermost first."""

    record: Note
    paper: Paper
    trail: tuple[Heading, ...] = ()

    @property
    def chapter(self) -> str:
        """The parts and chapters it stands under, "" before the first."""
        above = (each for each in self.trail if each.level <= CHAPTER_LEVEL)
        return " ".join(f"{each.label} {each.title}".strip() for each in above)

    @property
    def place(self) -> CitedPlace:
        """Page and section as a citation has them."""
        page = self.record.page
        label = self.paper.labels[page] if 0 <= page < len(self.paper.labels) else ""
        return CitedPlace(label or str(page + 1), bool(label), section_of(self.trail))

    @property
    def link(self) -> str:
        return link_to(self.record)


class Sheaf(Struct, frozen=True):
    """What is exported: entries in reading order; `made` is the time of it.

    `pictures` are those of areas, as PNG by the ids of their records, for forms that show them.
    """

    title: str
    entries: tuple[Entry, ...]
    papers: tuple[Paper, ...]
    made: str = ""
    pictures: Mapping[str, bytes] = {}


class NotedDocument(Struct, frozen=True):
    """A document and its notes in the order of its pages; `path` is "" when no file is there any more."""

    title: str
    path: str
    notes: tuple[Note, ...]

    @property
    def content(self) -> str:
        """The hash of the document; its notes are at least one."""
        return self.notes[0].content


class Received(Struct, frozen=True):
    """What a file held.

    Attributes:
        unread: how many records could not be read.
    """

    records: tuple[Note, ...]
    unread: int = 0


class Incoming(Struct, frozen=True):
    """What of it is new: the one gesture that takes it in (None for nothing), and what is left out."""

    change: Change | None
    new: int
    known: int
    unread: int


def papers_of(
    volume: Volume,
    boxes: Mapping[int, tuple[PageBox, ...]],
    sources: Mapping[int, Source] | None = None,
) -> dict[int, Paper]:
    """The documents of a volume by number; `boxes` by number, for those that could be asked.

    `sources` say how they are cited; without it that is guessed.
    """
    found: dict[int, Paper] = {}
    for number, document in enumerate(volume.documents):
        source = (sources or {}).get(number) or guessed(volume, number)
        labels = tuple(document.label(page) for page in range(document.pages))
        found[number] = Paper(document.content, source, labels, boxes.get(number, ()))
    return found


def sheaf_of(
    volume: Volume, items: Iterable[tuple[int, Note]], papers: Mapping[int, Paper], made: str
) -> Sheaf:
    """`items` (document number, record) in reading order, with what is known of their places."""
    starts, trails = _trails(volume)
    rank = {number: place for place, number in enumerate(volume.order)}
    entries = []
    for number, record in items:
        here = (rank.get(number, len(rank)), record.page, top_of(record))
        at = bisect_right(starts, here) - 1
        entries.append(Entry(record, papers[number], trails[at] if at >= 0 else ()))
    used = {entry.paper.content: entry.paper for entry in entries}
    return Sheaf(volume.title, tuple(entries), tuple(used.values()), made)


def sheaf_of_all(
    title: str,
    noted: Sequence[NotedDocument],
    structures: Mapping[str, Structure],
    made: str,
) -> Sheaf:
    """The notes of documents, whether their files are there or not.

    `structures`, by content hash, tell chapters and printed pages of those that are indexed.
    """
    documents = tuple(
        VolumeDocument(
            Path(each.path or each.title or each.content),
            content=each.content,
            structure=structures.get(each.content),
        )
        for each in noted
    )
    numbers = tuple(range(len(documents)))
    volume = Volume(documents, numbers, title, numbers)
    papers = {}
    for number, each in enumerate(noted):
        known, guess = structures.get(each.content), guessed(volume, number)
        name = Path(each.path).name
        source = replace(guess, title=each.title or guess.title, file_name=name)
        papers[number] = Paper(each.content, source, known.labels if known else ())
    every = [(number, note) for number, each in enumerate(noted) for note in each.notes]
    return sheaf_of(volume, every, papers, made)


def _trails(
    volume: Volume,
) -> tuple[list[tuple[int, int, float]], list[tuple[Heading, ...]]]:
    """Where each stretch begins that stands under the same headings, and those headings."""
    starts: list[tuple[int, int, float]] = []
    trails: list[tuple[Heading, ...]] = []
    levels: dict[int, Heading] = {}
    for rank, number in enumerate(volume.order):
        if volume.begins_publication(number):
            levels.clear()
        starts.append((rank, -1, 0.0))
        trails.append(tuple(levels[level] for level in sorted(levels)))
        structure = volume.documents[number].structure
        for heading in structure.headings if structure else ():
            levels = {level: each for level, each in levels.items() if level < heading.level}
            levels[heading.level] = heading
            place = heading.place
            starts.append((rank, place.page, place.top))
            trails.append(tuple(levels[level] for level in sorted(levels)))
    return starts, trails


def find_paper(papers: Sequence[Paper], content: str, file_name: str) -> Paper | None:
    """The document of a file's notes: by its hash, else by its name, else the only one there is."""
    by_hash = [paper for paper in papers if content and paper.content == content]
    wanted = _plain_name(file_name)
    by_name = [paper for paper in papers if wanted and _plain_name(paper.file_name) == wanted]
    for found in (by_hash, by_name):
        if len(found) == 1:
            return found[0]
    return papers[0] if len(papers) == 1 and not content and not wanted else None


def _plain_name(name: str) -> str:
    """The last part of a path of any system; some normalise names, some do not know upper case."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return unicodedata.normalize("NFKC", last).casefold()


def fingerprint(record: Note) -> str:
    """The same for records that say the same of the same place, whatever they are called."""
    if isinstance(record, Bookmark):
        said: list[object] = [
            "bookmark",
            record.content,
            record.page,
            round(record.y),
            record.title,
        ]
    else:
        places = [[round(each) for each in rect] for rect in record.rects]
        lines = [[[round(x), round(y)] for x, y in stroke] for stroke in record.strokes]
        said = ["annotation", record.content, record.page, places, lines, record.kind]
        said += [record.note, record.quotation]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def named(record: Note) -> Note:
    """With a name made of what it says, if it has none that can be used: the same file brings it in once."""
    usable = 0 < len(record.id) <= LONGEST_NAME and not record.id.startswith(EMBEDDED)
    return record if usable else replace(record, id=fingerprint(record))


def sound(record: Note, pages: int = MOST_PAGES) -> Note | None:
    """The record as it may be stored, None for what could be none of a document with so many pages."""
    texts = [
        value
        for name in record.__struct_fields__
        if isinstance(value := getattr(record, name), str)
    ]
    if not 0 <= record.page < pages or any(len(text) > LONGEST for text in texts):
        return None
    if isinstance(record, Bookmark):
        return _storable(record) if _is_place((record.y,)) else None
    numbers = [number for rect in record.rects for number in rect]
    numbers += [number for stroke in record.strokes for point in stroke for number in point]
    if record.kind not in KINDS or not record.rects or not _is_place(numbers):
        return None
    colour = record.colour if record.colour in COLOURS else COLOURS[0]
    start, end = (record.start, record.end) if 0 <= record.start < record.end else (-1, -1)
    tags = tuple(storable(tag) for tag in record.tags)
    strokes = tuple(stroke for stroke in record.strokes if stroke)
    made = replace(record, colour=colour, start=start, end=end, tags=tags, strokes=strokes)
    return _storable(made)


def _is_place(numbers: Iterable[float]) -> bool:
    return all(abs(number) <= FARTHEST for number in numbers)  # which NaN is not either


def _storable(record: Note) -> Note:
    texts = {
        name: storable(value)
        for name in record.__struct_fields__
        if isinstance(value := getattr(record, name), str)
    }
    return named(replace(record, **texts))


def incoming(received: Received, ids: Collection[str], there: Iterable[Note]) -> Incoming:
    """What of a file is new beside the names `ids` that are kept, and the records `there` about its documents."""
    known = set(ids)
    said = {fingerprint(record) for record in there}
    new: list[Change] = []
    for record in received.records:
        print_ = fingerprint(record)
        if record.id in known or print_ in said:
            continue
        known.add(record.id)
        said.add(print_)
        new.append(Change(None, record))
    change = replace(new[0], also=tuple(new[1:])) if new else None
    return Incoming(change, len(new), len(received.records) - len(new), received.unread)
