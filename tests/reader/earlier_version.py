"""The file of notes as an earlier version of the program has left it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from reader.records import Record, timestamp
from reader.userdata import FILE_NAME
from reader.userdata_schema import MIGRATIONS


def write_earlier(folder: Path, count: int, *records: Record) -> None:
    """Writes `records`, each with its journal, as the version with `count` migrations did."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute("CREATE TABLE migration (name TEXT PRIMARY KEY, applied TEXT NOT NULL)")
        for name, script in MIGRATIONS[:count]:
            file.executescript(script)
            file.execute("INSERT INTO migration VALUES (?, ?)", (name, timestamp()))
        for record in records:
            kind = type(record).__name__
            names = [row[1] for row in file.execute(f"PRAGMA table_info({kind.lower()})")]
            row = record.to_row()[: len(names)]
            marks = ", ".join("?" * len(row))
            file.execute(f"INSERT INTO {kind.lower()} VALUES ({marks})", row)
            file.execute(
                "INSERT INTO journal (content, made, before, after, undone) VALUES (?, ?, ?, ?, ?)",
                (record.content, timestamp(), None, json.dumps([kind, *row]), 0),
            )
        file.commit()
