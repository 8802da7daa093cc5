"""Corrections as files of their own: JSON that can be read back, CSV for spreadsheets. Pure: text in, text out.

The formats are described in docs/CORRECTIONS.md.
"""

import csv
import json
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from index_builder.errors import LibraryError
from reader.corrections import topic
from reader.records import Change, Correction, storable

FORMAT = "hakusho-corrections"
VERSION = 1
BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets take the file for another encoding."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is calculated by a spreadsheet."""


class Line(Struct, frozen=True):
    """A correction in words, as a person reads it."""

    kind: str
    item: str
    was: str
    now: str
    document: str
    page: str
    date: str
    state: str


class _Text(list[str]):
    """What `csv` writes to."""

    def write(self, text: str) -> None:
        self.append(text)


def to_json(records: Sequence[Correction], titles: Mapping[str, str]) -> str:
    """The file that `from_json` reads; `titles` of documents are for people only."""
    corrections = []
    for record in records:
        values = msgspec.to_builtins(record)
        corrections.append({"document": titles.get(record.content, ""), **values})
    whole = {"format": FORMAT, "version": VERSION, "corrections": corrections}
    return storable(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def from_json(text: str) -> list[Correction]:
    """Raises LibraryError when `text` is not such a file, or one of a newer version."""
    try:
        whole = json.loads(text)
        if not isinstance(whole, dict) or whole.get("format") != FORMAT:
            raise LibraryError("This is not a file of corrections.")
        if whole.get("version") != VERSION:
            raise LibraryError("This file was written by a newer version of Hakusho.")
        found = msgspec.convert(whole.get("corrections"), list[Correction])
        return [Correction.from_row(record.to_row()) for record in found]
    except (ValueError, RecursionError) as error:
        raise LibraryError(
            "This file of corrections is damaged; nothing was taken over."
        ) from error


def to_csv(head: Line, lines: Sequence[Line]) -> str:
    """A table with its head; cells that a spreadsheet would calculate are marked as text by '."""
    made = _Text()
    writer = csv.writer(made)
    for line in (head, *lines):
        writer.writerow([_cell(cell) for cell in msgspec.structs.astuple(line)])
    return BYTE_ORDER_MARK + storable("".join(made))


def taken_over(records: Sequence[Correction], existing: Sequence[Correction]) -> list[Change]:
    """What has to be changed so that `records` hold too.

    What is there already changes nothing; of two about one thing the later one holds.
    """
    there = {(record.content, topic(record)): record for record in existing}
    ids = {record.id for record in existing}
    changes: list[Change] = []
    for record in sorted(records, key=lambda each: each.created):
        key = record.content, topic(record)
        before = there.get(key)
        if before is None and record.id not in ids:
            changes.append(Change(None, record))
            ids.add(record.id)
        elif before is not None and record.created > before.created:
            record = msgspec.structs.replace(record, id=before.id)  # noqa: PLW2901 - one thing, one record
            changes.append(Change(before, record))
        else:
            continue
        there[key] = record
    return changes


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
