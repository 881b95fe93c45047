"""Reads the tables of ``resources/vocabulary``: text, one row a line, cells parted by tabs.

Lines that begin with ``#`` are comments, the first other line names the columns,
and a hyphen alone is an empty cell. A version of the standard has a folder
(``v1_7``) and may name a base version whose tables stand in for those that its
own folder lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeVar

import msgspec

from seqtool import assets
from seqtool.errors import SeqtoolError

ROOM: Final = "vocabulary"

Row = list[str]

_Record = TypeVar("_Record", bound=msgspec.Struct)

_WORDS: Final[dict[str, bool]] = {"yes": True, "no": False}


def read(columns: str, *parts: str) -> list[Row]:
    """The rows of one table.

    Args:
        columns: the names of the columns that the caller unpacks, parted by blanks.
        parts: the path of the table below ``resources/vocabulary``.

    Raises:
        SeqtoolError: the table is missing or does not have these columns.
    """
    try:
        text = assets.text(ROOM, *parts)
    except OSError as error:
        raise SeqtoolError(
            f"This installation of seqtool is incomplete: {error}. Install it again."
        ) from error
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    names = columns.split(" ")
    rows = [line.split("\t") for line in lines]
    if not rows or rows[0] != names:
        raise SeqtoolError(f"The table {'/'.join(parts)} does not have the columns {columns}.")
    del rows[0]
    width = len(names)
    for row in rows:
        if len(row) != width:
            raise SeqtoolError(f"The table {'/'.join(parts)} has a row of {len(row)} cells: {row[0]}.")
        while "-" in row:
            row[row.index("-")] = ""
    return rows


def folder(version: str, name: str, bases: Mapping[str, str]) -> str:
    """The folder that holds the table ``name`` for a version: its own, or that of its base.

    Args:
        version: for instance ``"1.7"``.
        name: the file name of the table.
        bases: version to base version (empty when it has none).

    Raises:
        SeqtoolError: neither the version nor a base has the table.
    """
    seen: set[str] = set()
    while version and version not in seen:
        seen.add(version)
        place = "v" + version.replace(".", "_")
        if assets.path(ROOM, place, name).is_file():
            return place
        version = bases.get(version, "")
    raise SeqtoolError(f"No version of the standard in this installation has the table {name}.")


def records(kind: type[_Record], columns: str, rows: list[Row]) -> list[_Record]:
    """One record for each row; the columns bear the names of the fields.

    ``yes`` and ``no`` become booleans, and a list of words parted by ``|`` becomes
    a tuple where the column is called ``needs``.

    Raises:
        SeqtoolError: a cell does not fit its field.
    """
    names = columns.split(" ")
    several = names.index("needs") if "needs" in names else -1
    plain: list[dict[str, object]] = []
    for row in rows:
        cells: dict[str, object] = {
            name: _WORDS.get(cell, cell) for name, cell in zip(names, row, strict=True)
        }
        if several >= 0:
            cells["needs"] = tuple(filter(None, row[several].split("|")))
        plain.append(cells)
    try:
        return msgspec.convert(plain, list[kind])  # type: ignore[valid-type]  # the type is the argument
    except msgspec.ValidationError as error:
        raise SeqtoolError(f"A table of the standard is wrong: {error}.") from error
