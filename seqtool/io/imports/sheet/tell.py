"""What the import of a table says: faults, questions and notes, each named by its cell."""

from __future__ import annotations

from seqtool.io.imports.formats import Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.sheet.cells import Sheet
from seqtool.io.imports.sheet.table import Column, Row

#: Sorts of faults that are kept: whoever has more should begin with these.
_MOST_SORTS = 100
REFUSED = "a mended cell, or --refused omit (leaves such rows out)"


class RowError(Exception):
    """A row that cannot be taken; it is told already."""


class Teller:
    """Takes what is to be said about the rows of one sheet."""

    def __init__(self, source: Source, sheet: Sheet) -> None:
        self.file = source.name
        self._sheet = sheet
        self._notes = source.notes
        self._omit = source.choices.refused == "omit"
        self._sorts: set[str] = set()

    def place(self, row: Row, column: Column) -> str:
        """The name of a cell."""
        return self._sheet.place(row.number, column.index)

    def refuse(self, row: Row, column: Column, why: str, value: str | None = None) -> RowError:
        """A fault in a cell, with the value where the reason does not hold it; the caller raises what is given."""
        place = self.place(row, column)
        shown = "" if value is None else f" ({value[:40]!r})"
        if self._omit:
            self.tell(Kind.LEFT_OUT, f"the row cannot be taken: {why}", row, place, value)
            self.left_out()
            return RowError()
        if why in self._sorts or len(self._sorts) < _MOST_SORTS:
            self._sorts.add(why)
            self._notes.ask(REFUSED, f"A cell cannot be taken: {why}.", f"{self.file}: {place}{shown}")
        return RowError()

    def ask(self, option: str, text: str, row: Row, column: Column) -> None:
        """A question about a cell."""
        self._notes.ask(option, text, f"{self.file}: {self.place(row, column)}")

    def tell(self, kind: Kind, reason: str, row: Row, place: str, before: str | None = None) -> None:
        """A note; ``place`` is a cell, or the name of a sequence and its cell."""
        self._notes.add(
            Note(kind=kind, reason=reason, file=self.file, record=place, line=row.number, before=before)
        )

    def left_out(self) -> None:
        """Counts a sequence that was read and is not taken."""
        self._notes.records["read"] += 1
        self._notes.records["left_out"] += 1
