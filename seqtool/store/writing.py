"""Sequences into the tables of a project file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from seqtool.model.draft import Draft
from seqtool.model.sequence import Feature
from seqtool.store import schema
from seqtool.store.codec import to_json


def write_sequences(
    db: sqlite3.Connection, pairs: list[tuple[int, Draft | None]], order: Sequence[int] | None
) -> None:
    """Write sequences (None: gone) and, where it changed, the order, within a transaction."""
    keys = [(key,) for key, _ in pairs]
    for table in ("residue_parts", "feature_parts"):
        if db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():  # noqa: S608
            db.executemany(f"DELETE FROM {table} WHERE key = ?", keys)  # noqa: S608
    gone = [(key,) for key, draft in pairs if draft is None]
    for table in ("sequences", "content"):
        db.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608
    there = [(key, draft) for key, draft in pairs if draft is not None]
    places = {key: place for place, key in enumerate(order)} if order is not None else {}
    db.executemany(
        "INSERT INTO sequences VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET name = excluded.name, "
        "description = excluded.description, molecule_type = excluded.molecule_type, length = excluded.length, "
        "skipped = excluded.skipped",
        (
            (
                *(key, places.get(key, -1), d.name, d.description, d.sequence.molecule_type),
                *(d.sequence.residues.length, d.sequence.skipped),
            )
            for key, d in there
        ),
    )
    db.executemany("INSERT OR REPLACE INTO content VALUES (?, ?, ?)", (_content(key, d) for key, d in there))
    for key, draft in there:
        residues, features = draft.sequence.residues, draft.sequence.features
        if residues.length > schema.RESIDUES:
            parts = ((key, part, text) for part, text in enumerate(residues.chunks))
            db.executemany("INSERT INTO residue_parts VALUES (?, ?, ?)", parts)
        if len(features) > schema.FEATURES:
            db.executemany("INSERT INTO feature_parts VALUES (?, ?, ?)", _feature_parts(key, features))
    if order is not None:
        before = dict(db.execute("SELECT key, position FROM sequences"))
        moved = ((place, key) for place, key in enumerate(order) if before.get(key) != place)
        db.executemany("UPDATE sequences SET position = ? WHERE key = ?", moved)


def _content(key: int, draft: Draft) -> tuple[int, str | None, str | None]:
    residues, features = draft.sequence.residues, draft.sequence.features
    return (
        key,
        residues.text if residues.length <= schema.RESIDUES else None,
        to_json(features) if len(features) <= schema.FEATURES else None,
    )


def _feature_parts(key: int, features: tuple[Feature, ...]) -> Iterable[tuple[int, int, str]]:
    for part, start in enumerate(range(0, len(features), schema.FEATURES)):
        yield key, part, to_json(features[start : start + schema.FEATURES])
