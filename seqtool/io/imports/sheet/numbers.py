"""SEQ ID NOs that a table states: they must be those that the listing will have."""

from __future__ import annotations

import re

import msgspec

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.sheet.table import Column, Columns, Row
from seqtool.io.imports.sheet.tell import Teller

_NUMBER = re.compile(
    r"(?:SEQ\W{0,3}(?:ID)?\W{0,3}(?:NO|NR|NUMBER)?\W{0,3})?([0-9]{1,9})(?:\.0)?", re.ASCII | re.IGNORECASE
)
_NONE = re.compile(r"[-\u2013\u2014\u2212/]|n\.?/?a\.?|none", re.IGNORECASE)
_MOST_SKIPPED = 10_000


class Stated(msgspec.Struct):
    """What a row says of its SEQ ID NOs."""

    #: Numbers that the table leaves out before this row and that are to be kept free.
    missing: range = range(0)
    #: Column of a sequence → its number, where each has a number of its own.
    stated: dict[int, int] = {}


class Numbers:
    """Compares the numbers of each row with those above."""

    def __init__(self, say: Teller, choices: Choices) -> None:
        self._say = say
        self._how = choices.numbers
        self._before = 0

    def of(self, row: Row, columns: Columns, holding: list[Column]) -> Stated:
        """The numbers of a row.

        Raises:
            RowError: a cell holds no number.
        """
        beside = columns.of("number")
        if not beside or self._how == "ignore":
            return Stated()
        residues = sorted((*columns.of("sequence"), *columns.of("part")), key=lambda column: column.index)
        if 1 < len(beside) == len(residues):
            # Each sequence has its number in a column of its own, as tables of patents have it.
            given = {
                sequence.index: number
                for sequence, column in zip(residues, beside, strict=True)
                if sequence in holding and (number := self._number(row, column)) is not None
            }
            found = sorted(given.values())
            if not found:
                return Stated()
            runs_on = found == list(range(found[0], found[0] + len(found)))
            return Stated(self._missing(row, beside[0], found[0], found[-1], runs_on=runs_on), given)
        number = self._number(row, beside[0])
        if number is None:
            return Stated()
        return Stated(self._missing(row, beside[0], number, number + len(holding) - 1, runs_on=True))

    def _number(self, row: Row, column: Column) -> int | None:
        text = row.get(column)
        if not text or _NONE.fullmatch(text):
            return None
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise self._say.refuse(row, column, "it is no SEQ ID NO", text)
        return int(match[1])

    def _missing(self, row: Row, column: Column, first: int, last: int, *, runs_on: bool) -> range:
        before, self._before = self._before, last
        if runs_on and first == before + 1:
            return range(0)
        if runs_on and self._how == "skip" and 0 < first - before - 1 <= _MOST_SKIPPED:
            self._say.tell(
                Kind.ADDED, "skipped sequences keep the SEQ ID NOs free that the table leaves out (paragraph 58)", row,
                self._say.place(row, column), f"{before + 1} to {first - 1}",
            )  # fmt: skip
            return range(before + 1, first)
        self._say.ask(
            "--numbers ignore|skip",
            "The SEQ ID NOs of a table do not run on by one from 1, but those of the listing will (paragraph 10). The description may "
            "refer to them: sort or complete the rows, ignore the numbers, or put a skipped sequence for each one that is left out.",
            row,
            column,
        )
        return range(0)
