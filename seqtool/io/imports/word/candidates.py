"""What in a document looks like a sequence: paragraphs, lines of several paragraphs, cells of tables."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.sheet.beside import composed, says
from seqtool.io.imports.sheet.cells import Value
from seqtool.io.imports.sheet.headings import moltype_value
from seqtool.io.imports.sheet.letters import letters_of
from seqtool.io.imports.sheet.table import Column, columns_of
from seqtool.io.imports.word.document import Block, Text
from seqtool.io.imports.word.lines import (
    NOTATION,
    SEQ_ID,
    THREE,
    UNCLEAR,
    Found,
    inline,
    labelled,
    notation,
    sequence,
)

#: More is no document that a person chooses from.
MOST = 100_000
_NAME = 80
#: Lines of at least this many residues that are equally long are one wrapped sequence.
_WRAPPED = 40
_CODES = 10


class Candidate(msgspec.Struct):
    """One sequence that may be chosen."""

    place: str
    name: str
    texts: list[str]
    kind: str
    line: int
    #: DNA, RNA or AA where a column says it.
    moltype: str = ""
    organism: str = ""
    description: str = ""
    mixed: bool = False

    @property
    def text(self) -> str:
        """Its residues as written, line by line."""
        return "\n".join(self.texts)


class Finder:
    """Goes through the blocks and keeps what the next ones may continue."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.found: list[Candidate] = []
        self._context = ""
        self._used = 0
        self._open: Candidate | None = None
        self._width = self._size = self._paragraph = 0
        self._numbered = self._blank = False
        self._columns: list[Column] = []
        self._table = 0

    def take(self, block: Block) -> None:
        """One paragraph or row."""
        if len(self.found) > MOST:
            raise InputError(
                f"{self._name}: more than {MOST:,} places look like sequences; take them from another format."
            )
        if block.table:
            self._open = None
            self._row(block)
            return
        self._table = 0
        paragraph = block.cells[0]
        if "<400>" in paragraph.text:
            raise InputError(
                f"{self._name}, paragraph {block.paragraph}: the document holds a sequence listing of ST.25 (<400>). Save it as plain text "
                "(.txt) and convert that: it is read as a whole."
            )
        if not paragraph.text.strip():
            self._blank = True
            return
        for line in paragraph.text.split("\n"):
            if line.strip():
                self._line(line.strip(), block, paragraph.mixed)
            else:
                self._blank = True

    # Paragraphs

    def _line(self, line: str, block: Block, mixed: bool) -> None:
        if line.startswith(">"):
            self._heading(line[1:].strip())
            return
        found = sequence(line, labelled=self._context_is_label())
        if found is not None:
            self._sequence(found, block, mixed)
            return
        if self._context_is_label() and notation(line):
            self._add(Found(line, letters_of(line), NOTATION), block, self._label(), mixed=False)
            return
        with_label = labelled(line)
        if with_label is not None:
            self._add(with_label, block, with_label.label, mixed=False)
            self._remember(with_label, block)
            self._context, self._used = "", 0
            return
        self._open = None
        self._heading(line)
        for one in inline(line):
            self._add(one, block, one.label, mixed=False, within=True)

    def _heading(self, text: str) -> None:
        self._open, self._blank = None, False
        self._context, self._used = " ".join(text.split()), 0

    def _context_is_label(self) -> bool:
        return (
            self._used == 0 and len(self._context) <= 2 * _NAME and SEQ_ID.search(self._context) is not None
        )

    def _sequence(self, found: Found, block: Block, mixed: bool) -> None:
        letters = found.letters
        size = letters.size
        numbered = bool(letters.remarks)
        if self._open is not None and self._continues(found, size, numbered, block.paragraph):
            self._open.texts.append(found.text)
            self._open.mixed = self._open.mixed or mixed
            if not self._open.place.endswith(" on"):
                self._open.place += " and on"
            self._size += size
            # A line that is shorter than those above ends a wrapped sequence.
            self._width = size if size == self._width else -1
            self._paragraph = block.paragraph
            self._blank = False
            return
        self._add(found, block, self._label(), mixed=mixed)
        self._remember(found, block)

    def _remember(self, found: Found, block: Block) -> None:
        self._paragraph = block.paragraph
        self._open = self.found[-1]
        self._width = self._size = found.letters.size
        self._numbered, self._blank = bool(found.letters.remarks), False

    def _continues(self, found: Found, size: int, numbered: bool, paragraph: int) -> bool:
        assert self._open is not None
        if found.kind != self._open.kind or found.text[:2] in ("5'", "3'", "5\u2032", "5\u2019"):
            return False
        if numbered and self._numbered:
            # Its numbers go on from those above, by as many as there are residues.
            stated = found.letters.stated
            return stated is not None and stated[0] - stated[1] == self._size
        if self._blank or numbered or not 0 < size <= self._width:
            return False
        # Equal lines are one wrapped sequence where they are long, or broken within one paragraph.
        return self._width >= (_CODES if found.kind == THREE else _WRAPPED) or paragraph == self._paragraph

    def _label(self) -> str:
        self._used += 1
        label = self._context[:_NAME].strip(" :;.,-")
        return label if self._used == 1 or not label else f"{label} ({self._used})"

    def _add(self, found: Found, block: Block, label: str, *, mixed: bool, within: bool = False) -> None:
        place = block.place + (", within the text" if within else "")
        self.found.append(
            Candidate(
                place, label[:_NAME], [found.text], found.kind, block.paragraph or block.row, mixed=mixed
            )
        )

    # Tables

    def _row(self, block: Block) -> None:
        if block.table != self._table:
            self._table, self._columns = block.table, []
        values: list[Value] = [" ".join(cell.text.split()) for cell in block.cells]
        if columns := columns_of(values):
            self._columns = columns
            return
        if self._columns:
            self._by_columns(block)
            return
        cells = [(index, cell, self._cell(cell)) for index, cell in enumerate(block.cells)]
        others = [
            " ".join(cell.text.split()) for _, cell, found in cells if found is None and cell.text.strip()
        ]
        number = next((match for text in others if (match := SEQ_ID.search(text))), None)
        name = next((text for text in others if not text.isdigit()), "") or (others[0] if others else "")
        if number is not None and number[0] not in name:
            name = f"{number[0]} {name}".strip()
        for index, cell, found in cells:
            if found is not None:
                self._add(found, block, found.label or name or self._context, mixed=cell.mixed)
                self.found[-1].place += f", column {index + 1}"
            else:
                self._within(cell, block, index)

    def _within(self, cell: Text, block: Block, index: int) -> None:
        """Sequences among other text of a cell, each named by the line above it; also tables within tables."""
        above = ""
        for line in filter(None, map(str.strip, cell.text.split("\n"))):
            one = sequence(line, labelled=SEQ_ID.search(above) is not None) or labelled(line)
            for found in [one] if one is not None else inline(line):
                self._add(found, block, found.label or above, mixed=False, within=True)
                self.found[-1].place += f" of column {index + 1}"
            above = " ".join(line.split())

    @staticmethod
    def _cell(cell: Text) -> Found | None:
        found = sequence(cell.text) or labelled(cell.text)
        if found is None and notation(cell.text):
            found = Found(cell.text.strip(), letters_of(cell.text), NOTATION)
        return found

    def _by_columns(self, block: Block) -> None:
        cells = block.cells

        def first(role: str) -> str:
            return next((t for t in self._texts(cells, role) if t), "")

        name, number = first("name"), first("number")
        if number and number not in name:
            name = f"SEQ ID NO: {number} {name}".strip() if number.isdigit() else f"{number} {name}".strip()
        modified = [
            (column, value)
            for column in self._columns
            if column.index < len(cells)
            and says(column.meaning.role, value := " ".join(cells[column.index].text.split()))
        ]
        for column in self._columns:
            if column.meaning.role not in ("sequence", "part") or column.index >= len(cells):
                continue
            cell = cells[column.index]
            if not cell.text.strip():
                continue
            # What other columns say of ends and bridges belongs to the molecule.
            written = composed(cell.text, modified) if modified else cell.text
            found = None if modified else sequence(cell.text, labelled=True)
            text, kind = (
                (found.text, found.kind)
                if found
                else (written.strip(), NOTATION if notation(written) else UNCLEAR)
            )
            moltype = moltype_value(first("moltype")) or (
                column.meaning.moltype if column.meaning.moltype in ("DNA", "RNA", "AA") else ""
            )
            self.found.append(
                Candidate(
                    f"{block.place}, column {column.index + 1}",
                    f"{name} {column.meaning.detail}".strip()[:_NAME],
                    [text],
                    kind,
                    block.row,
                    moltype=moltype,
                    organism=first("organism"),
                    description=first("description"),
                    mixed=cell.mixed,
                )
            )

    def _texts(self, cells: tuple[Text, ...], role: str) -> Iterator[str]:
        for column in self._columns:
            if column.meaning.role == role and column.index < len(cells):
                yield " ".join(cells[column.index].text.split())
