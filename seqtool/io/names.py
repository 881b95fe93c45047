"""Internal names beside a listing: ST.26 has no place for them, so they travel in a table of their own.

The table (CSV) has a row for each sequence: SEQ ID NO, name, description, molecule type, length, digest of
the residues. When the listing is read again, also after others edited or renumbered it, a name goes to the
sequence of the same residues and molecule type; equal sequences take the names of equal ones in their order.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
import xxhash

from seqtool.errors import InputError
from seqtool.io.exports.cells import guarded, unguarded
from seqtool.model import Sequence

COLUMNS: Final = ("SEQ ID NO", "name", "description", "molecule type", "length", "xxh3-128 of residues")
#: Longest line of a table of names, in characters.
_LONGEST: Final = 1 << 20
_DIGEST: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,12}", re.ASCII)


class Named(msgspec.Struct, frozen=True, gc=False):
    """A sequence and its name. ``digest`` is empty for a skipped sequence."""

    number: int
    name: str
    description: str
    moltype: str
    length: int
    digest: str


def digest(sequence: Sequence) -> str:
    """The digest of the residues, whatever their case (xxh3, 128 bits, hexadecimal); empty without residues."""
    if not sequence.residues.length:
        return ""
    made = xxhash.xxh3_128()
    for chunk in sequence.residues.chunks:
        made.update(chunk.lower().encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def named(number: int, name: str, description: str, sequence: Sequence) -> Named:
    """The row of a sequence."""
    return Named(
        number, name, description, sequence.molecule_type, sequence.residues.length, digest(sequence)
    )


def write(rows: Iterable[Named], out: BinaryIO) -> None:
    """Write a table of names (CSV, UTF-8 with byte order mark, which spreadsheets want)."""
    out.write(b"\xef\xbb\xbf")
    line = _Line(out)
    table = csv.writer(line, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows:
        table.writerow(
            [row.number, guarded(row.name), guarded(row.description), row.moltype, row.length, row.digest]
        )


class _Line:
    """What a CSV writer writes to: each row as UTF-8."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode("utf-8", "backslashreplace"))


def read(path: Path, name: str = "") -> Iterator[Named]:
    """The rows of a table of names, also one that a spreadsheet program saved again.

    Raises:
        InputError: it is no such table; file, line and value are named.
    """
    told = name or str(path)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(_lines(file, told), told)
    except UnicodeDecodeError as error:
        raise InputError(f"{told} is not UTF-8 ({error.reason}). Save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise InputError(f"{told} is no table of names: {error}.") from error
    except OSError as error:
        raise InputError(f"{told} cannot be read: {error.strerror or error}.") from error


def _lines(file: Iterable[str], name: str) -> Iterator[str]:
    for line in file:
        if len(line) > _LONGEST or "\x00" in line:
            raise InputError(f"{name} is no table of names: a line has over {_LONGEST:,} characters, or NUL.")
        yield line


def _rows(lines: Iterator[str], name: str) -> Iterator[Named]:
    first = next(lines, "")
    # Spreadsheet programs of some countries part the cells by semicolons.
    delimiter = max(",;\t", key=first.count)
    heading = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
    missing = [column for column in ("name", COLUMNS[3], COLUMNS[5]) if column not in heading]
    if missing:
        raise InputError(
            f"{name} is no table of names: its first row has no column {', '.join(missing)}. "
            "seqtool convert writes such a table with --names."
        )
    place: dict[str, int] = {column: heading.index(column) for column in COLUMNS if column in heading}
    table = csv.reader(lines, delimiter=delimiter)
    for cells in table:
        if not any(cell.strip() for cell in cells):
            continue

        def cell(column: str, cells: list[str] = cells) -> str:
            at = place.get(column, len(cells))
            return cells[at].strip() if at < len(cells) else ""

        where = f"{name}, line {table.line_num + 1:,}"
        found = cell(COLUMNS[5]).lower()
        if found and not _DIGEST.fullmatch(found):
            raise InputError(
                f"{where}: {found[:40]!r} is no digest of 32 hexadecimal digits. Has a program changed the column?"
            )
        numbers = [cell(COLUMNS[0]) or "0", cell(COLUMNS[4]) or "0"]
        for column, value in zip(("SEQ ID NO", "length"), numbers, strict=True):
            if not _NUMBER.fullmatch(value):
                raise InputError(f"{where}, {column}: {value[:40]!r} is no number.")
        yield Named(
            int(numbers[0]),
            unguarded(cell("name")),
            unguarded(cell("description")),
            cell(COLUMNS[3]),
            int(numbers[1]),
            found,
        )


class Names:
    """Names to give back to the sequences of a listing, in the order of both."""

    def __init__(self, rows: Iterable[Named]) -> None:
        self._waiting: dict[tuple[str, str], deque[Named]] = {}
        for row in rows:
            if row.digest:
                self._waiting.setdefault((row.moltype, row.digest), deque()).append(row)

    def take(self, sequence: Sequence) -> Named | None:
        """The name of the next sequence; each is given once. ``None``: no name is left for these residues."""
        found = self._waiting.get((sequence.molecule_type, digest(sequence)))
        return found.popleft() if found else None

    def left(self) -> Iterator[Named]:
        """The names that no sequence took."""
        for rows in self._waiting.values():
            yield from rows
