"""The records of what a reader makes: bookmarks, annotations, corrections, positions; and changes of them.

Pure: no disk, no Qt. Pages count from 0, coordinates are points of the unrotated crop box,
times are ISO 8601 in UTC. A document is named by `content`, the SHA-256 of its bytes.
"""

import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Self
from uuid import uuid4

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, fields

from index_builder.errors import Missing
from index_builder.model import Rect


def timestamp() -> str:
    """The present moment, to the microsecond, so that two gestures keep their order."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def day_of(moment: str) -> str:
    """The day of a `timestamp` where its reader is, as 2026-11-26."""
    try:
        return datetime.fromisoformat(moment).astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return moment[:10]


def new_id() -> str:
    """A name for a record that no other machine gives either."""
    return uuid4().hex


def volume_key(paths: Iterable[Path]) -> str:
    """The key of a volume: the same for the same files, in whatever order they are given."""
    return set_key(str(path.resolve()) for path in paths)


def set_key(names: Iterable[str]) -> str:
    """The key of what is made of `names`, whatever their order: SHA-256 in hexadecimal."""
    whole = "\0".join(sorted(names))
    return hashlib.sha256(whole.encode("utf-8", "surrogateescape")).hexdigest()


def content_hash(path: Path) -> str:
    """The name of a document: SHA-256 of its bytes, in hexadecimal. Raises Missing."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Missing(
            f"“{path.name}” cannot be read any more: {error.strerror}.",
            "A note on it was not kept.",
        ) from error


CONTEXT = 32
"""Characters kept before and after a quotation."""


class Bookmark(Struct, frozen=True):
    """A place kept by its reader.

    Attributes:
        y: the top of the view on the page.
        folder: the name of the folder it lies in, "" for none.
        letter: the key that goes there, "" for none.
    """

    id: str
    content: str
    page: int
    y: float
    title: str
    created: str
    folder: str = ""
    letter: str = ""

    @classmethod
    def from_row(cls, row: Sequence[object]) -> Self:
        """Rows of earlier versions, which are shorter, too.

        Raises ValueError when a value has another type than it must have.
        """
        name, content, page, y, title, created, *rest = row
        folder, letter = (_text(value) for value in rest or ("", ""))
        return cls(
            id=_text(name),
            content=_text(content),
            page=_whole(page),
            y=_number(y),
            title=_text(title),
            created=_text(created),
            folder=folder,
            letter=letter,
        )

    def to_row(self) -> tuple[object, ...]:
        return tuple(_plain(value) for value in astuple(self))


Stroke = tuple[tuple[float, float], ...]
"""A line drawn by hand: its points in points of the unrotated crop box."""


class Annotation(Struct, frozen=True):
    """Something said about a part of a page.

    Attributes:
        rects: one for each marked line; one around an area, a text box, a sticky note or ink.
        quotation, prefix, suffix: the marked text and what stands before and after it.
        start, end: character range in the page's text, −1 where it is not known.
        colour: a name of `COLOURS`.
        kind: one of `KINDS`.
        note: Markdown; of a text box what stands in it.
        strokes: of ink only.
        author: who wrote it, "" for the reader.
    """

    id: str
    content: str
    page: int
    rects: tuple[Rect, ...]
    quotation: str
    prefix: str
    suffix: str
    start: int
    end: int
    colour: str
    kind: str
    note: str
    created: str
    modified: str
    tags: tuple[str, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    author: str = ""

    @classmethod
    def from_row(cls, row: Sequence[object]) -> Self:
        """Rows of earlier versions, which are shorter, too.

        Raises ValueError when a value has another type than it must have.
        """
        name, content, page, rects, quotation, prefix, suffix, start, end, *rest = row
        colour, kind, note, created, modified = (_text(value) for value in rest[:5])
        tags, strokes, author = (_text(value) for value in rest[5:] or ("[]", "[]", ""))
        return cls(
            id=_text(name),
            content=_text(content),
            page=_whole(page),
            rects=_rects(_text(rects)),
            quotation=_text(quotation),
            prefix=_text(prefix),
            suffix=_text(suffix),
            start=_whole(start),
            end=_whole(end),
            colour=colour,
            kind=kind,
            note=note,
            created=created,
            modified=modified,
            tags=strings(tags),
            strokes=_strokes(strokes),
            author=author,
        )

    def to_row(self) -> tuple[object, ...]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in ("rects", "tags", "strokes"):
            values[name] = json.dumps(values[name])
        return tuple(_plain(value) for value in values.values())


class Anchor(Struct, frozen=True):
    """Where something stands in a document, so that it is found again when that is read anew.

    Attributes:
        quotation, prefix, suffix: the thing itself and what stands before and after it.
        page, rect: where it stood, a hint among several places that fit.
    """

    page: int
    rect: Rect
    quotation: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError when `text` is not what `to_json` wrote."""
        values = _array(text)
        if len(values) != 5:
            msg = "not a place in a text"
            raise ValueError(msg)
        page, rect, *words = values
        (box,) = _rects(json.dumps([rect]))
        return cls(_whole(page), box, *(_text(word) for word in words))

    def to_json(self) -> str:
        words = (storable(word) for word in (self.quotation, self.prefix, self.suffix))
        return json.dumps([self.page, list(self.rect), *words], ensure_ascii=False)


class Correction(Struct, frozen=True):
    """What a reader says is right in place of what was found.

    Attributes:
        content: the document in which it was said.
        kind: one of `CORRECTIONS`.
        name: the short name, the label of the mark, or the reference as printed.
        anchor: where it was said; for a mark or a reference the only place where it holds.
        goal: what is right: the place that introduces the name, the note of the mark, or what the
            reference points to; None for none.
        goal_content: the document of `goal`, "" when it is the same.
        long_form, expansion: Japanese name and original words, as typed or as the goal says.
        was: in one line what was found, "" for nothing.
    """

    id: str
    content: str
    kind: str
    name: str
    anchor: Anchor
    goal: Anchor | None
    goal_content: str
    long_form: str
    expansion: str
    was: str
    created: str

    @classmethod
    def from_row(cls, row: Sequence[object]) -> Self:
        """Raises ValueError when a value has another type than it must have, or the kind is unknown."""
        values = [_text(value) for value in row]
        name, content, kind, word, anchor, goal, *rest = values
        if kind not in CORRECTIONS:
            msg = f"no such correction: {kind!r}"
            raise ValueError(msg)
        where = Anchor.from_json(goal) if goal else None
        return cls(name, content, kind, word, Anchor.from_json(anchor), where, *rest)

    def to_row(self) -> tuple[object, ...]:
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["anchor"] = self.anchor.to_json()
        values["goal"] = self.goal.to_json() if self.goal is not None else ""
        return tuple(_plain(value) for value in values.values())


CORRECTIONS = ("definition", "meaning", "no-name", "mark", "reference", "term")
"""Another place introduces the name; it means something else; it is none; a mark belongs to another
note; a reference points elsewhere; a short name that was not found."""

Note = Bookmark | Annotation
"""What is shown beside the pages and on them."""

Record = Note | Correction

COLOURS = ("yellow", "orange", "red", "pink", "purple", "blue", "cyan", "green")
"""The names that annotations are stored with; how each looks is the page view's business."""

TEXT_KINDS = ("highlight", "underline", "squiggly", "strikeout")
"""Marks on a stretch of text."""

KINDS = (*TEXT_KINDS, "note", "area", "text", "ink")
"""A sticky note at a point, a rectangle around a figure or table, a text box, strokes of a pen."""


class Change(Struct, frozen=True):
    """One gesture: `before` became `after`; nothing before is an addition, nothing after a removal.

    `also` are the changes of other records that were made, and are undone, together with it.
    """

    before: Record | None
    after: Record | None
    also: "tuple[Change, ...]" = ()

    @property
    def record(self) -> Record:
        """The record this is about, in its newest state."""
        record = self.after or self.before
        if record is None:
            msg = "a change without a record"
            raise ValueError(msg)
        return record

    @property
    def every(self) -> "tuple[Change, ...]":
        """The changes of single records that this is made of."""
        return (Change(self.before, self.after), *self.also) if self.also else (self,)

    def inverse(self) -> "Change":
        return Change(self.after, self.before, tuple(each.inverse() for each in self.also))


class Spot(NamedTuple):
    """The top left corner of the view: a point of `page` of a document, counted as in its `Reading`."""

    document: int
    page: int
    x: float
    y: float


class Arrangement(Struct, frozen=True):
    """How a volume is looked at: zoom (1.0 is 100 %), fit ("" for none kept), turn in degrees, and the panes."""

    zoom: float = 1.0
    fit: str = ""
    rotation: int = 0
    panes: str = ""


class Reading(Struct, frozen=True):
    """Where reading of a volume stopped, the way back and forward, and how it was looked at.

    `documents` are (path, content) with "" for a content that was not known. The page that was read is
    the one printed as `label` ("" for none), and that at `number` (from 1, 0 unknown) of `pages`.
    """

    documents: tuple[tuple[str, str], ...]
    position: Spot
    back: tuple[Spot, ...] = ()
    forward: tuple[Spot, ...] = ()
    arrangement: Arrangement = Arrangement()
    label: str = ""
    number: int = 0
    pages: int = 0

    @classmethod
    def from_json(cls, text: object) -> Self:
        """Raises ValueError when `text` is not what `to_json` wrote."""
        try:
            return msgspec.json.decode(_text(text), type=cls)
        except msgspec.DecodeError as error:
            raise ValueError(str(error)) from error

    def to_json(self) -> str:
        return storable(msgspec.json.encode(self).decode())


class RecentVolume(Struct, frozen=True):
    """A volume that was open; `paths` as they were given.

    Attributes:
        reading: where reading stopped, None where that is not known.
    """

    key: str
    title: str
    paths: tuple[str, ...]
    opened: str
    reading: Reading | None = None

    @classmethod
    def from_row(cls, row: Sequence[object]) -> Self:
        """Raises ValueError when a value has another type than it must have."""
        key, title, paths, opened, state = row
        reading = Reading.from_json(state) if state is not None else None
        return cls(_text(key), _text(title), strings(_text(paths)), _text(opened), reading)

    def to_row(self) -> tuple[object, ...]:
        paths = json.dumps(self.paths)
        return tuple(_plain(value) for value in (self.key, self.title, paths, self.opened))


class Backup(Struct, frozen=True):
    """A backup: how much it holds, and when the last gesture in it was made, "" for none."""

    path: Path
    bookmarks: int
    annotations: int
    last: str


def record_to_json(record: Record | None) -> str | None:
    """For the journal."""
    if record is None:
        return None
    return json.dumps([type(record).__name__, *record.to_row()])


def record_from_json(text: object) -> Record | None:
    """Raises ValueError when `text` is not what `record_to_json` wrote."""
    if text is None:
        return None
    values = _array(text)
    if not values:
        msg = "an empty record"
        raise ValueError(msg)
    name, *row = values
    kinds: dict[str, type[Record]] = {
        kind.__name__: kind for kind in (Bookmark, Annotation, Correction)
    }
    if not isinstance(name, str) or name not in kinds:
        msg = f"no such record: {name!r}"
        raise ValueError(msg)
    return kinds[name].from_row(row)


def changes_to_json(changes: Iterable[Change]) -> str:
    """Changes of single records, for the journal."""
    return json.dumps(
        [[record_to_json(each.before), record_to_json(each.after)] for each in changes]
    )


def changes_from_json(text: object) -> tuple[Change, ...]:
    """Raises ValueError when `text` is not what `changes_to_json` wrote."""
    pairs = _array(text)
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in pairs):
        msg = "not an array of changes"
        raise ValueError(msg)
    return tuple(
        Change(record_from_json(before), record_from_json(after)) for before, after in pairs
    )


def storable(text: str) -> str:
    """`text` without lone surrogates, which no database takes."""
    return text.encode("utf-8", "replace").decode()


def strings(text: str) -> tuple[str, ...]:
    """The strings of a JSON array; ValueError when it is something else."""
    return tuple(_text(value) for value in _array(text))


def _array(text: object) -> list[Any]:
    try:
        values = json.loads(_text(text))
    except RecursionError as error:
        msg = "arrays within arrays without end"
        raise ValueError(msg) from error
    if not isinstance(values, list):
        msg = "not an array"
        raise ValueError(msg)  # noqa: TRY004 - every unreadable value is a ValueError here
    return values


def _rects(text: str) -> tuple[Rect, ...]:
    values = _array(text)
    if not all(isinstance(v, list) and len(v) == 4 for v in values):
        msg = "not an array of rectangles"
        raise ValueError(msg)
    return tuple(Rect(*(_number(corner) for corner in value)) for value in values)


def _strokes(text: str) -> tuple[Stroke, ...]:
    strokes = _array(text)
    if not all(
        isinstance(stroke, list) and all(isinstance(p, list) and len(p) == 2 for p in stroke)
        for stroke in strokes
    ):
        msg = "not an array of strokes"
        raise ValueError(msg)
    return tuple(tuple((_number(x), _number(y)) for x, y in stroke) for stroke in strokes)


def _text(value: object) -> str:
    if not isinstance(value, str):
        msg = f"text was expected, not {value!r}"
        raise ValueError(msg)  # noqa: TRY004 - every unreadable value is a ValueError here
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        msg = f"a whole number was expected, not {value!r}"
        raise ValueError(msg)  # noqa: TRY004 - every unreadable value is a ValueError here
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not math.isfinite(value):
        msg = f"a number was expected, not {value!r}"
        raise ValueError(msg)
    return float(value)


def _plain(value: object) -> object:
    return storable(value) if isinstance(value, str) else value
