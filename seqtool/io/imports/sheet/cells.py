"""Sheets as their readers give them, and the names of cells."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

import msgspec

#: The most characters that Excel keeps in a cell: a cell of just this length may have been cut.
EXCEL_CELL = 32_767

Value = str | float | bool | datetime.date | datetime.time | datetime.timedelta | None
#: Number of the row (from 1) and its cells from column A on.
Line = tuple[int, list[Value]]


class Sheet(msgspec.Struct):
    """One sheet: its rows as often as they are asked for, and what cannot be seen in the values."""

    name: str
    lines: Callable[[], Iterator[Line]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    #: (row, column), from 1 and 0 → why the cell has no value to take.
    broken: dict[tuple[int, int], str] = {}
    #: Merged cells: (first row, first column, last row, last column), rows from 1, columns from 0.
    merged: list[tuple[int, int, int, int]] = []
    #: Whether Excel made it, which cuts texts.
    cuts: bool = False

    def place(self, row: int, column: int) -> str:
        """The name of a cell: ``Sheet1!C17``, or ``C17`` where there are no sheets."""
        cell = f"{letters(column)}{row}"
        return f"{self.name}!{cell}" if self.name else cell


def letters(column: int) -> str:
    """The letters of a column (0 is A)."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """The column (from 0) of letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def shown(value: Value) -> str:
    """A value as text: whole numbers without a point, dates as in ISO 8601."""
    if type(value) is str:
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
