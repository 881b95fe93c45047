"""From the cells of a sheet to rows with known columns: where the headings are, and what each row holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import msgspec

from seqtool.io.imports.notes import UNREAD_COLUMN, Kind, Note, Notes
from seqtool.io.imports.sheet.cells import Line, Sheet, Value, letters, shown
from seqtool.io.imports.sheet.headings import Meaning, meaning

#: Rows in which the headings are looked for.
HEADINGS_WITHIN = 100
#: Columns whose merged cells count for every row that they span.
_FILLED = ("organism", "moltype", "mol_type", "name", "description", "qualifier", "note")
_RESIDUES = ("sequence", "part")


class Column(msgspec.Struct, frozen=True):
    """A column that the import knows."""

    index: int
    heading: str
    meaning: Meaning


class Row(msgspec.Struct):
    """One row under the headings: texts by column, and which of them are no text in the file."""

    number: int
    cells: list[str]
    kinds: dict[int, type] = {}

    def get(self, column: Column) -> str:
        """The text of a column, empty where the row is shorter."""
        return self.cells[column.index] if column.index < len(self.cells) else ""


class Columns:
    """The known columns of a table by what they hold."""

    def __init__(self, columns: list[Column]) -> None:
        self.all = columns
        self._by_role: dict[str, list[Column]] = {}
        for column in columns:
            self._by_role.setdefault(column.meaning.role, []).append(column)

    def of(self, role: str) -> list[Column]:
        """The columns of a role."""
        return self._by_role.get(role, [])

    def first(self, row: Row, role: str) -> str:
        """The text of the first column of a role that is filled in."""
        return next((text for column in self._by_role.get(role, ()) if (text := row.get(column))), "")


def columns_of(cells: list[Value]) -> list[Column]:
    """The known columns of a row of headings; none where it is no such row."""
    found: list[Column] = []
    for index, value in enumerate(cells):
        if isinstance(value, str) and value and (means := meaning(value.strip())) is not None:
            found.append(Column(index, " ".join(value.split()), means))
    if not any(column.meaning.role in _RESIDUES for column in found):
        return []
    filled = sum(1 for value in cells if shown(value))
    # One known word in a wide row is text, not headings.
    alone = filled == 1 and found[0].meaning.role == "sequence"
    return found if len(found) >= 2 or alone else []


def find_headings(sheet: Sheet) -> tuple[int, list[Column]]:
    """The row of the headings (0: none) and its columns."""
    for number, cells in islice(sheet.lines(), HEADINGS_WITHIN):
        if found := columns_of(cells):
            return number, found
    return 0, []


class Table:
    """The rows of one sheet below its headings.

    ``columns`` changes where the headings come again; whoever reads rows looks at it for each row.
    """

    def __init__(self, sheet: Sheet, notes: Notes, file: str) -> None:
        self.sheet = sheet
        self.columns: list[Column] = []
        self.heading_row = 0
        self.first: list[list[str]] = []
        self._notes = notes
        self._file = file
        self._carried: dict[tuple[int, int], str] = {}

    def tell(self, kind: Kind, reason: str, row: int, before: str | None = None) -> None:
        """A note about a row."""
        self._notes.add(
            Note(kind=kind, reason=reason, file=self._file, record=self.sheet.name, line=row, before=before)
        )

    def rows(self) -> Iterator[Row]:
        """The rows in order, blank ones and headings left out."""
        lines = self.sheet.lines()
        looked: list[Line] = []
        for line in islice(lines, HEADINGS_WITHIN):
            looked.append(line)
            if found := columns_of(line[1]):
                self._head(line[0], line[1], found)
                looked = []
                break
        self.first = [[shown(value) for value in cells][:8] for _, cells in looked[:5]]
        if not self.columns:
            return
        merged = self._merged()
        hidden = self.sheet.hidden_rows
        for number, values in lines:
            cells = [value.strip() if type(value) is str else shown(value) for value in values]
            if merged:
                self._fill(number, cells, merged)
            if not any(cells):
                continue
            if (
                cells
                and any(type(v) is str and v in self._headings for v in values)
                and (again := columns_of(values))
            ):
                same = [c.heading for c in again] == [c.heading for c in self.columns]
                if not same:
                    self._head(number, values, again)
                self.tell(
                    Kind.QUESTION,
                    "the headings come again" + ("" if same else ", and differ from those above"),
                    number,
                )
                continue
            if number in hidden:
                self.tell(
                    Kind.QUESTION, "the row is hidden in the sheet; it was taken like the others", number
                )
            kinds = {i: type(v) for i, v in enumerate(values) if type(v) is not str and v is not None}
            yield Row(number, cells, kinds)

    def _head(self, number: int, values: list[Value], found: list[Column]) -> None:
        self.columns, self.heading_row = found, number
        self._headings = {c.heading for c in found if c.meaning.role in _RESIDUES}
        known = {column.index for column in found}
        for index, value in enumerate(values):
            text = shown(value)
            if text and index not in known:
                self.tell(
                    Kind.LEFT_OUT,
                    UNREAD_COLUMN,
                    number,
                    f"{letters(index)}: {text}"[:160],
                )
        for column in found:
            if column.meaning.role == "internal":
                self.tell(
                    Kind.LEFT_OUT,
                    "remarks for oneself are not put into the listing (a column headed Note is)",
                    number,
                    f"{letters(column.index)}: {column.heading}"[:160],
                )

    def _merged(self) -> list[tuple[int, int, int, int]]:
        wanted = {c.index for c in self.columns if c.meaning.role in _FILLED}
        return sorted(m for m in self.sheet.merged if m[2] > m[0] > self.heading_row and m[1] in wanted)

    def _fill(self, number: int, cells: list[str], merged: list[tuple[int, int, int, int]]) -> None:
        """A value of merged cells counts for all their rows."""
        while merged and merged[0][2] < number:
            self._carried.pop((merged[0][0], merged[0][1]), None)
            del merged[0]
        for first, column, last, _ in merged:
            if first > number:
                break
            if number > last:
                continue
            if number == first:
                self._carried[first, column] = cells[column] if column < len(cells) else ""
                self.tell(
                    Kind.CHANGED,
                    f"a merged cell counts for the rows {first} to {last}",
                    number,
                    self._carried[first, column][:80],
                )
            elif (
                (value := self._carried.get((first, column)))
                and any(cells)
                and not (cells[column : column + 1] or [""])[0]
            ):
                # A row with nothing else stays empty.
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value
