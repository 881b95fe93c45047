"""Older project files: each version becomes the next one, in the working copy; the file itself is not touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from seqtool.store.schema import VERSION


def _one(db: sqlite3.Connection) -> None:
    """Version 0, of before the first release: no descriptions, no notes, features always in the row."""
    statements = (
        "ALTER TABLE sequences RENAME TO sequences_0",
        (
            "CREATE TABLE sequences (key INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL, "
            "description TEXT NOT NULL, molecule_type TEXT NOT NULL, length INTEGER NOT NULL, skipped INTEGER NOT NULL)"
        ),
        "INSERT INTO sequences SELECT key, position, name, '', molecule_type, length, skipped FROM sequences_0",
        "DROP TABLE sequences_0",
        (
            "CREATE TABLE feature_parts (key INTEGER, part INTEGER, features TEXT NOT NULL, PRIMARY KEY (key, part)) "
            "WITHOUT ROWID"
        ),
        "CREATE TABLE notes (id INTEGER PRIMARY KEY, time TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL)",
    )
    for statement in statements:
        db.execute(statement)


#: From the version of the key to the next.
STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {0: _one}


def migrate(db: sqlite3.Connection, version: int) -> None:
    """Bring a working copy to the present version, whole or not at all."""
    db.execute("BEGIN")
    try:
        for number in range(version, VERSION):
            STEPS[number](db)
            db.execute(f"PRAGMA user_version = {number + 1}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
