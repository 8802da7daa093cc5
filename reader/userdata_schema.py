"""The tables of `userdata` as named migrations, and what is said to them; nothing here touches a file.

A released migration is never changed; a new table or column is a further one.
"""

from collections.abc import Collection

from msgspec.structs import fields

from reader.records import (
    Annotation,
    Bookmark,
    Change,
    Correction,
    Record,
    changes_to_json,
    record_to_json,
    timestamp,
)

JOURNAL_LENGTH = 100
"""Gestures that can be taken back."""

FORGETTING = """
    DELETE FROM journal WHERE number <=
        (SELECT number FROM journal ORDER BY number DESC LIMIT 1 OFFSET ?)"""
"""Numbers have gaps where undone gestures gave way to others: rows are counted, not numbers."""

TABLES: dict[str, type[Record]] = {
    "bookmark": Bookmark,
    "annotation": Annotation,
    "correction": Correction,
}

Statement = tuple[str, tuple[object, ...]]

MIGRATIONS: tuple[tuple[str, str], ...] = (
    (
        "2024-01-first-tables",
        """
        CREATE TABLE document (content TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL,
            seen TEXT NOT NULL);
        CREATE TABLE volume (key TEXT PRIMARY KEY, title TEXT NOT NULL, paths TEXT NOT NULL,
            opened TEXT NOT NULL);
        CREATE TABLE volume_order (key TEXT PRIMARY KEY, contents TEXT NOT NULL);
        CREATE TABLE position (key TEXT PRIMARY KEY, path TEXT NOT NULL, page INTEGER NOT NULL,
            x REAL NOT NULL, y REAL NOT NULL, zoom REAL NOT NULL, fit TEXT NOT NULL);
        CREATE TABLE bookmark (id TEXT PRIMARY KEY, content TEXT NOT NULL, page INTEGER NOT NULL,
            y REAL NOT NULL, title TEXT NOT NULL, created TEXT NOT NULL);
        CREATE INDEX bookmark_content ON bookmark (content);
        CREATE TABLE annotation (id TEXT PRIMARY KEY, content TEXT NOT NULL, page INTEGER NOT NULL,
            rects TEXT NOT NULL, quotation TEXT NOT NULL, prefix TEXT NOT NULL,
            suffix TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            colour TEXT NOT NULL, kind TEXT NOT NULL, note TEXT NOT NULL, created TEXT NOT NULL,
            modified TEXT NOT NULL);
        CREATE INDEX annotation_content ON annotation (content);
        CREATE TABLE journal (number INTEGER PRIMARY KEY AUTOINCREMENT, content TEXT NOT NULL,
            made TEXT NOT NULL, before TEXT, after TEXT, undone INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE set_aside (number INTEGER PRIMARY KEY, origin TEXT NOT NULL,
            row TEXT NOT NULL, reason TEXT NOT NULL, moved TEXT NOT NULL);
        """,
    ),
    (
        "2026-11-reading",
        """
        CREATE TABLE reading (key TEXT PRIMARY KEY, volume TEXT NOT NULL, state TEXT NOT NULL,
            saved TEXT NOT NULL);
        CREATE INDEX reading_volume ON reading (volume);
        INSERT INTO reading SELECT key, key,
            json_object('documents', json_array(json_array(path, '')),
                'position', json_array(0, page, x, y)), '' FROM position;
        DROP TABLE position;
        """,
    ),
    (
        "2026-11-corrections",
        """
        CREATE TABLE correction (id TEXT PRIMARY KEY, content TEXT NOT NULL, kind TEXT NOT NULL,
            name TEXT NOT NULL, anchor TEXT NOT NULL, goal TEXT NOT NULL,
            goal_content TEXT NOT NULL, long_form TEXT NOT NULL, expansion TEXT NOT NULL,
            was TEXT NOT NULL, created TEXT NOT NULL);
        CREATE INDEX correction_content ON correction (content);
        """,
    ),
    (
        "2026-11-carried",
        """
        CREATE TABLE carried (source TEXT NOT NULL, content TEXT NOT NULL, copies TEXT NOT NULL,
            state TEXT NOT NULL, confidence REAL NOT NULL, made TEXT NOT NULL,
            PRIMARY KEY (source, content));
        CREATE INDEX carried_content ON carried (content);
        """,
    ),
    (
        "2026-11-kinds-of-annotations",
        """
        ALTER TABLE annotation ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE annotation ADD COLUMN strokes TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE annotation ADD COLUMN author TEXT NOT NULL DEFAULT '';
        ALTER TABLE bookmark ADD COLUMN folder TEXT NOT NULL DEFAULT '';
        ALTER TABLE bookmark ADD COLUMN letter TEXT NOT NULL DEFAULT '';
        ALTER TABLE journal ADD COLUMN also TEXT NOT NULL DEFAULT '[]'
        """,
    ),
    (
        "2026-11-sources",
        """
        CREATE TABLE source (content TEXT PRIMARY KEY, title TEXT NOT NULL, author TEXT NOT NULL,
            publisher TEXT NOT NULL, year INTEGER NOT NULL, url TEXT NOT NULL, saved TEXT NOT NULL);
        """,
    ),
)
"""Named steps in order; each is one transaction together with the record that it was applied."""


def columns(kind: type[Record], there: Collection[str] | None = None) -> str:
    """The columns of a record's table, by name: a newer version may have added others.

    `there` are those of a file that is perhaps of an earlier version and cannot be changed.
    """
    names = [field.name for field in fields(kind)]
    return ", ".join(f'"{name}"' for name in names if not there or name in there)


def writing(change: Change) -> Statement:
    """What makes `change`."""
    record = change.record
    table = next(name for name, kind in TABLES.items() if isinstance(record, kind))
    if change.after is None:
        return f"DELETE FROM {table} WHERE id = ?", (record.id,)  # noqa: S608 - own name
    row = change.after.to_row()
    marks = ", ".join("?" * len(row))
    return f"INSERT OR REPLACE INTO {table} ({columns(type(record))}) VALUES ({marks})", row  # noqa: S608 - own names


def journal(change: Change) -> tuple[Statement, ...]:
    """What notes `change`; what was undone before it cannot be redone any more."""
    content = change.record.content
    return (
        ("DELETE FROM journal WHERE content = ? AND undone", (content,)),
        (
            "INSERT INTO journal (content, made, before, after, also) VALUES (?, ?, ?, ?, ?)",
            (
                content,
                timestamp(),
                record_to_json(change.before),
                record_to_json(change.after),
                changes_to_json(change.also),
            ),
        ),
        (
            FORGETTING,
            (JOURNAL_LENGTH,),
        ),
    )


def overlay(
    found: dict[str, Record], change: Change, kind: type[Record], contents: Collection[str] | None
) -> None:
    """Lets a change that is not on the disk yet show in an answer."""
    record = change.record
    if not isinstance(record, kind) or (contents is not None and record.content not in contents):
        return
    if change.after is None:
        found.pop(record.id, None)
    else:
        found[record.id] = change.after
