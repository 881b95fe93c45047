"""The tables of a project file, and what can be seen of a file before SQLite opens it."""

from __future__ import annotations

from pathlib import Path

from seqtool.errors import InputError
from seqtool.store.errors import DamagedError, NewerError, explained

#: "SQTP": tells our files from other databases.
APPLICATION = 0x53515450
VERSION = 1
#: Features in one row, where a sequence has more.
FEATURES = 1_000
#: Residues that stand in one row with their sequence; longer ones have rows of their own.
RESIDUES = 65_536

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sequences (
    key INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    molecule_type TEXT NOT NULL,
    length INTEGER NOT NULL,
    skipped INTEGER NOT NULL
);
CREATE TABLE content (key INTEGER PRIMARY KEY, residues TEXT, features TEXT);
CREATE TABLE residue_parts (key INTEGER, part INTEGER, residues TEXT NOT NULL, PRIMARY KEY (key, part)) WITHOUT ROWID;
CREATE TABLE feature_parts (key INTEGER, part INTEGER, features TEXT NOT NULL, PRIMARY KEY (key, part)) WITHOUT ROWID;
CREATE TABLE notes (id INTEGER PRIMARY KEY, time TEXT NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL);
"""

#: What SQLite may have in a column, which takes anything: seen to when a file is opened.
TYPES = {
    "meta": {"name": "'text'", "value": "'text'"},
    "records": {"key": "'text'", "value": "'text'"},
    "sequences": {
        **dict.fromkeys(("position", "length", "skipped"), "'integer'"),
        **dict.fromkeys(("name", "description", "molecule_type"), "'text'"),
    },
    "content": {"residues": "'text', 'null'", "features": "'text', 'null'"},
    "residue_parts": {"key": "'integer'", "residues": "'text'"},
    "feature_parts": {"key": "'integer'", "features": "'text'"},
    "notes": {"time": "'text'", "kind": "'text'", "text": "'text'"},
}

_SQLITE = b"SQLite format 3\0"


def version_of(path: Path) -> int:
    """The version of a project file, seen in its first bytes.

    Raises:
        InputError: there is none, it cannot be read, or it is another kind of file.
        NewerError: a newer version of the program wrote it.
        DamagedError: it is empty or cut off.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
            size = path.stat().st_size
    except OSError as error:
        raise explained(error, path, saving=False) from error
    if not head:
        raise DamagedError(
            f"{path} is empty (0 bytes): it was cut off when it was written or copied. Take a backup of it."
        )
    if not head.startswith(_SQLITE):
        raise InputError(f"{path} is no project of seqtool. {_instead(head)}")
    if len(head) < 100:
        raise DamagedError(f"{path} is damaged: it was cut off after {len(head)} bytes. Take a backup of it.")
    if int.from_bytes(head[68:72], "big") != APPLICATION:
        raise InputError(f"{path} is a database of another program, not a project of seqtool.")
    version = int.from_bytes(head[60:64], "big")
    if version > VERSION:
        raise NewerError(
            f"{path} was saved by a newer version of seqtool (version {version} of the file; this one knows up to "
            f"{VERSION}). Open it with that version."
        )
    page = int.from_bytes(head[16:18], "big")
    whole = (65_536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if size < whole:
        raise DamagedError(
            f"{path} is damaged: it has {size:,} of its {whole:,} bytes. Was a copy of it cut off? Take a backup of it."
        )
    return version


def _instead(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PK"):
        return "It is a ZIP archive; if WIPO Sequence wrote it, import it into a project."
    if start.startswith(b"<"):
        return "It looks like XML; if it is a sequence listing, import it into a project."
    if start.startswith((b">", b"LOCUS", b"ID ")):
        return "It looks like a file of sequences; import it into a project."
    return "Projects are databases (SQLite) whose names usually end in .seqproj."
