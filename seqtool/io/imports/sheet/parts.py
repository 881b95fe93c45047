"""Several sequences in one row: chains of antibodies, their CDRs, the parts of constructs."""

from __future__ import annotations

import msgspec

from seqtool.insdc.alphabet import defined_count
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.record import RawFeature, RawQualifier
from seqtool.io.imports.residues import judge
from seqtool.io.imports.sheet.headings import part, part_order
from seqtool.io.imports.sheet.table import Column

_FEWEST = 4
_KINDS = ("AA", "DNA", "RNA", "")


class Cell(msgspec.Struct):
    """The sequence of one cell: its letters, and its molecule type where that is known."""

    column: Column
    letters: bytes
    moltype: str
    skipped: bool = False
    remarks: tuple[tuple[str, str], ...] = ()
    backwards: bool = False
    size: int = 0
    #: The kind of notation (``oligo`` …) and the text as written; empty for plain residues.
    notation: str = ""
    text: str = ""

    @property
    def plain(self) -> bytes:
        """The letters in upper case; nothing where there is more than letters."""
        return self.letters.upper() if self.letters.isalpha() and not self.notation else b""


def in_order(cells: list[Cell], numbers: dict[int, int]) -> list[Cell]:
    """The cells by the SEQ ID NOs that the row states for them, else in the order of the table of parts.

    Columns headed Sequence come first, as they stand.
    """

    def place(cell: Cell) -> tuple[int, int, int]:
        if numbers:
            # A sequence without a number is too short to have one, or comes behind.
            return numbers.get(cell.column.index, 1 << 31), 0, cell.column.index
        if cell.column.meaning.role != "part":
            return -1, 0, cell.column.index
        said = cell.moltype or cell.column.meaning.moltype
        return (
            part_order(cell.column.meaning.detail),
            _KINDS.index(said if said in _KINDS else ""),
            cell.column.index,
        )

    return sorted(cells, key=place)


def same_kind(cells: list[Cell], choices: Choices) -> None:
    """A part that stands in a chain of its row is of the kind of the chain, which its own letters may leave open."""
    for cell in cells:
        if not cell.moltype and cell.plain:
            cell.moltype = judge([cell.letters], None, choices, _silent, _silent).moltype
    for cell in cells:
        if cell.moltype or not cell.plain:
            continue
        kinds = {o.moltype for o in cells if o.moltype and _holds(o, cell) and cell.plain in o.plain}
        if len(kinds) == 1:
            cell.moltype = kinds.pop()


def _silent(*_: str) -> None:
    """Takes what is asked and told by a look that decides nothing."""


def _holds(outer: Cell, inner: Cell) -> bool:
    meaning = inner.column.meaning
    return meaning.role == "part" and outer.column.meaning.detail in part(meaning.detail).within


def belongs(inner: Cell, outer: Cell) -> bool:
    """Whether a part is to be marked on a chain of its row."""
    if inner is outer or inner.skipped or outer.skipped or not inner.letters:
        return False
    alike = inner.moltype == outer.moltype or not (inner.moltype and outer.moltype)
    return alike and outer.column.meaning.role == "part" and _holds(outer, inner)


def places(inner: Cell, outer: Cell) -> list[int]:
    """Where a part stands in a chain (0-based), overlapping places too; at most two are looked for."""
    found: list[int] = []
    if not inner.plain or not outer.plain:
        return found
    at = outer.plain.find(inner.plain)
    while at >= 0 and len(found) < 2:
        found.append(at)
        at = outer.plain.find(inner.plain, at + 1)
    return found


def feature(inner: Cell, outer: Cell, start: int, line: int) -> RawFeature:
    """The part as a feature of its chain."""
    end = start + len(inner.plain)
    location = f"{start + 1}..{end}" if end > start + 1 else str(end)
    key = "REGION" if (outer.moltype or "AA") == "AA" else "misc_feature"
    if key == "REGION" and end == start + 1:
        key = "SITE"
    note = part(inner.column.meaning.detail).note
    return RawFeature(key, location, (RawQualifier("note", note, line),), line)


def too_short(cell: Cell) -> bool:
    """Whether a part of a protein has fewer residues than a listing takes."""
    return (
        cell.moltype == "AA"
        and bool(cell.plain)
        and defined_count(cell.plain.decode("ascii"), True) < _FEWEST
    )
