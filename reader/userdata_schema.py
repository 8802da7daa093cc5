"""The tables of `userdata`, as named migrations: text only, nothing here touches a file.

A released migration is never changed; a new table or column is a further one.
"""

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
)
"""Named steps in order; each is one transaction together with the record that it was applied."""
