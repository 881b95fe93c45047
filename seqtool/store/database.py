"""The working copy of a project: an SQLite database in the cache folder, which nobody else opens.

It may be lost: what counts is the file of the user, which is a copy of it, and
the journal. So it is never waited for until the disk has it.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from sys import intern
from typing import Any, NamedTuple
from urllib.request import pathname2url

import msgspec

from seqtool.errors import InputError, OutputError, SeqtoolError, UsageError
from seqtool.model.document import FILING, GENERAL, SETTINGS
from seqtool.model.draft import Draft
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature
from seqtool.model.sequence import Sequence as Entry
from seqtool.store import schema
from seqtool.store.codec import Note, features_of, record_of, to_json
from seqtool.store.errors import DamagedError
from seqtool.store.migrations import migrate
from seqtool.store.writing import write_sequences

#: Sequences that come together when one is asked for.
_TOGETHER = 256
#: Digits of the longest number that is kept: SQLite has no larger ones than 2**63.
_DIGITS = 18


class Row(NamedTuple):
    """What a list shows of a sequence."""

    key: int
    name: str
    description: str
    molecule_type: str
    length: int
    skipped: bool


class Changed(NamedTuple):
    """What a save writes: records by key (None: gone), the order where it changed, notes, facts of the file."""

    records: Sequence[tuple[int | str, Any]]
    order: Sequence[int] | None
    notes: Sequence[Note]
    meta: dict[str, str]


class Database:
    """One working copy. All methods may be called from any thread."""

    def __init__(self, path: Path, named: Path | None) -> None:
        self.path = path
        #: What the user calls it, for messages.
        self.named = named or Path("the new project")
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # What was deleted is overwritten: a project may be sent to others. SQLite's own journal is on the disk, too: where
        # that is full, even taking a transaction back may have to wait.
        for pragma in ("journal_mode=DELETE", "synchronous=OFF", "temp_store=MEMORY", "secure_delete=ON",
                       "cache_size=-65536", "trusted_schema=OFF", "cell_size_check=ON"):  # fmt: skip
            self._db.execute(f"PRAGMA {pragma}")

    @classmethod
    def create(cls, path: Path, named: Path | None, meta: dict[str, str]) -> Database:
        """A new one."""
        path.touch(mode=0o600)
        made = cls(path, named)
        made._db.executescript(schema.TABLES)
        made._db.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        made._db.execute(f"PRAGMA user_version = {schema.VERSION}")
        made.write(Changed((), None, (), meta))
        return made

    @classmethod
    def open(cls, path: Path, named: Path, version: int) -> Database:
        """The copy of a file, brought to the present version.

        Raises:
            DamagedError: it is damaged.
        """
        made: Database | None = None
        try:
            made = cls(path, named)
            made._see_to(version)
        except BaseException as error:
            if made is not None:
                made.close()
            if isinstance(error, sqlite3.Error):
                raise DamagedError(_damage(named, str(error))) from error
            raise
        return made

    def _see_to(self, version: int) -> None:
        with self._told():
            # Files come from strangers, too: triggers and views would be programs that run here.
            if self._db.execute("SELECT 1 FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchone():
                raise InputError(
                    f"{self.named} holds triggers or views, which no project does; it is not opened."
                )
            faults = self._db.execute("PRAGMA quick_check(3)").fetchall()
            if faults != [("ok",)]:
                raise self._damaged("; ".join(str(text) for (text,) in faults))
            migrate(self._db, version)
            for table, columns in schema.TYPES.items():
                odd = " OR ".join(f"typeof({name}) NOT IN ({kinds})" for name, kinds in columns.items())
                if self._db.execute(f"SELECT 1 FROM {table} WHERE {odd} LIMIT 1").fetchone():  # noqa: S608
                    raise self._damaged(f"the table {table} holds values of a wrong type")
        self.meta()

    def close(self) -> None:
        """End, and remove the copy."""
        with self._lock:
            self._db.close()
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with contextlib.suppress(OSError):
                path.unlink()

    def _damaged(self, what: str) -> DamagedError:
        return DamagedError(_damage(self.named, what))

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except sqlite3.Error as error:
            raise _explained(error, self.named, self.path) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise self._damaged(str(error)) from error

    def meta(self) -> dict[str, str]:
        """Facts of the file: project, generation, state and others."""
        with self._told():
            found = dict(self._db.execute("SELECT name, value FROM meta"))
        missing = [name for name in ("project", "generation", "state") if name not in found]
        if missing:
            raise self._damaged(f"it does not say its {missing[0]}")
        for name in ("generation", "next_key"):
            number = found.get(name, "1")
            if not number.isdecimal() or len(number) > _DIGITS:
                raise self._damaged(f"its {name} is no number that can be")
        return found

    def records(self) -> dict[int | str, Any]:
        """All records but the sequences."""
        with self._told():
            return {
                key: record_of(key, text) for key, text in self._db.execute("SELECT key, value FROM records")
            }

    def order(self) -> list[int]:
        """Keys of the sequences in their order."""
        with self._told():
            keys = [key for (key,) in self._db.execute("SELECT key FROM sequences ORDER BY position, key")]
        if max(keys, default=0) >= 10**_DIGITS:
            raise self._damaged("a key of a sequence is no number that can be")
        return keys

    def rows(self) -> list[Row]:
        """The list columns of all sequences, in their order."""
        with self._told():
            found = self._db.execute(
                "SELECT key, name, description, molecule_type, length, skipped FROM sequences ORDER BY position, key"
            )
            return [
                Row(k, name, text, kind, length, skipped != 0)
                for k, name, text, kind, length, skipped in found
            ]

    def notes(self) -> list[Note]:
        """All notes."""
        with self._told():
            return [Note(*row) for row in self._db.execute("SELECT time, kind, text FROM notes ORDER BY id")]

    def load(self, key: int) -> dict[int, Draft]:
        """The sequence of a key, and some of those behind it."""
        query = (
            "SELECT s.key, s.name, s.description, s.molecule_type, s.skipped, s.length, c.residues, c.features "
            "FROM sequences s JOIN content c USING (key) WHERE s.key >= ? ORDER BY s.key LIMIT ?"
        )
        made: dict[int, Draft] = {}
        with self._told():
            for row in self._db.execute(query, (key, _TOGETHER)):
                # Long ones come when they are asked for themselves.
                if row[0] != key and (row[6] is None or row[7] is None):
                    continue
                made[row[0]] = self._draft(*row)
        if key not in made:
            raise self._damaged(f"the sequence with the key {key} is missing")
        return made

    def _draft(
        self, key: int, name: str, description: str, kind: str, skipped: int, length: int,
        residues: str | None, features: str | None,
    ) -> Draft:  # fmt: skip
        if residues is None:
            query = "SELECT residues FROM residue_parts WHERE key = ? ORDER BY part"
            letters = Residues.from_chunks(text for (text,) in self._db.execute(query, (key,)))
        else:
            letters = Residues(residues)
        if letters.length != length:
            raise self._damaged(f"{letters.length:,} of the {length:,} residues of the key {key} are there")
        them: tuple[Feature, ...]
        if features is None:
            query = "SELECT features FROM feature_parts WHERE key = ? ORDER BY part"
            them = tuple(one for (text,) in self._db.execute(query, (key,)) for one in features_of(text))
        else:
            them = features_of(features) if features != "[]" else ()
        return Draft(Entry(intern(kind), letters, them, bool(skipped)), name, description)

    def write(self, changed: Changed) -> None:
        """Write what changed as one transaction.

        Raises:
            OutputError: the disk of the cache folder is full; nothing was written.
        """
        db = self._db
        with self._told():
            db.execute("BEGIN IMMEDIATE")
            try:
                pairs = [(key, draft) for key, draft in changed.records if isinstance(key, int)]
                write_sequences(db, pairs, changed.order)
                for key, record in changed.records:
                    if isinstance(key, str):
                        if record is None:
                            db.execute("DELETE FROM records WHERE key = ?", (key,))
                        else:
                            db.execute("INSERT OR REPLACE INTO records VALUES (?, ?)", (key, to_json(record)))
                db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", changed.meta.items())
                db.executemany(
                    "INSERT INTO notes (time, kind, text) VALUES (?, ?, ?)",
                    [(note.time, note.kind, note.text) for note in changed.notes],
                )
                db.execute("COMMIT")
            except UnicodeEncodeError as error:
                self._roll_back()
                raise OutputError(
                    f"The project holds something that is no character ({error.object[error.start]!r} in "
                    f"“{error.object[max(0, error.start - 20) : error.start]}”), which no file can hold. Delete it."
                ) from error
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        # SQLite has done it already where the disk is full.
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    def tidy(self) -> None:
        """Give room back that nothing needs any more."""
        with self._told():
            (free,), (pages,) = (
                self._db.execute(f"PRAGMA {name}").fetchone() for name in ("freelist_count", "page_count")
            )
            if free > 1_000 and free * 3 > pages:
                self._db.execute("VACUUM")

    def faults(self) -> Iterator[str]:
        """What is wrong with it: of the database, and of what it says."""
        try:
            with self._lock:
                for (text,) in self._db.execute("PRAGMA integrity_check(20)"):
                    if text != "ok":
                        yield f"database: {text}"
                yield from self._odd()
        except sqlite3.Error as error:
            yield f"database: {error}"

    def _odd(self) -> Iterator[str]:
        one = self._db.execute
        for key, text in one("SELECT key, value FROM records"):
            try:
                record_of(key, text)
            except msgspec.DecodeError as error:
                yield f"record {key}: {error}"
        there = {key for (key,) in one("SELECT key FROM records")}
        for key in (GENERAL, SETTINGS, FILING):
            if key not in there:
                yield f"record {key}: it is missing, and counts as empty"
        total, least, most, places = one(
            "SELECT count(*), min(position), max(position), count(DISTINCT position) FROM sequences"
        ).fetchone()
        if total and (least != 0 or most != total - 1 or places != total):
            yield "the places of the sequences are not 1, 2, 3 …"
        for (key,) in one("SELECT key FROM content EXCEPT SELECT key FROM sequences"):
            yield f"key {key}: residues of no sequence"
        for table in ("residue_parts", "feature_parts"):
            for (key,) in one(f"SELECT DISTINCT key FROM {table} EXCEPT SELECT key FROM sequences"):  # noqa: S608
                yield f"key {key}: parts of no sequence"
        for (key,) in one("SELECT key FROM sequences ORDER BY position").fetchall():
            row = one(
                "SELECT s.key, s.name, s.description, s.molecule_type, s.skipped, s.length, c.residues, c.features "
                "FROM sequences s JOIN content c USING (key) WHERE s.key = ?",
                (key,),
            ).fetchone()
            try:
                if row is None:
                    yield f"key {key}: its residues and features are missing"
                else:
                    self._draft(*row)
            except (SeqtoolError, msgspec.DecodeError) as error:
                yield f"key {key}: {error}"


def _damage(named: Path, what: str) -> str:
    return f"{named} is damaged ({what}). Take a backup of it; the file itself was not touched."


def _explained(error: sqlite3.Error, named: Path, path: Path) -> SeqtoolError:
    text = str(error)
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in text:
        return UsageError(f"{named} was closed.")
    if "full" in text or "disk I/O" in text:
        return OutputError(
            f"The disk that holds {path.parent} is full, where {named} is worked on. Free some space and save again: "
            "the project as it was saved last is whole, and nothing you did is lost."
        )
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return DamagedError(_damage(named, text))
    if "malformed" in text or "decode" in text or "no such" in text or "corrupt" in text:
        return DamagedError(_damage(named, text))
    return OutputError(f"{named}: the working copy {path} cannot be used: {text}.")


def meta_of(path: Path) -> dict[str, str]:
    """The facts that a file states about itself, read where it lies: nothing is locked or written.

    Raises:
        InputError: it cannot be read.
    """
    schema.version_of(path)
    try:
        db = sqlite3.connect(f"file:{pathname2url(str(path))}?mode=ro&immutable=1", uri=True)
        try:
            found = dict(db.execute("SELECT name, value FROM meta"))
        finally:
            db.close()
    except sqlite3.Error as error:
        raise DamagedError(f"{path} is damaged ({error}). Take a backup of it.") from error
    if not {"project", "state"} <= found.keys():
        raise DamagedError(f"{path} is damaged (it does not say what project it is). Take a backup of it.")
    return found
