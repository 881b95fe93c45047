"""A row of a table → the records of its sequences, every fault named by its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqtool.io.imports.formats import Item, Ready, Source
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.record import RawFeature, RawQualifier, Record
from seqtool.io.imports.sheet import beside, parts
from seqtool.io.imports.sheet.cells import EXCEL_CELL
from seqtool.io.imports.sheet.given import checked_features, features_of, organism_of, source_qualifiers
from seqtool.io.imports.sheet.headings import moltype_value
from seqtool.io.imports.sheet.letters import letters_of
from seqtool.io.imports.sheet.notated import kind_of, sequences
from seqtool.io.imports.sheet.numbers import Numbers
from seqtool.io.imports.sheet.table import Column, Columns, Row, Table
from seqtool.io.imports.sheet.tell import RowError, Teller
from seqtool.model import Residues, Sequence

#: The name of a template's example begins so: the row is no sequence.
EXAMPLE = "EXAMPLE"
_EXAMPLE = re.compile(rf"{EXAMPLE}\b.{{0,80}}\bdelete\b", re.IGNORECASE)
_SKIPPED = re.compile(r"\[?\(?000\)?\]?")
_LENGTH = re.compile(r"([0-9]{1,9})(?:[.,]0+)?\s?(?:nt|bp|aa|-?mer)?\.?", re.ASCII | re.IGNORECASE)


class Rows:
    """Turns the rows of one table into records."""

    def __init__(self, table: Table, source: Source) -> None:
        self._table = table
        self._sheet = table.sheet
        self._source = source
        self._choices = source.choices
        self._say = Teller(source, table.sheet)
        self._numbers = Numbers(self._say, source.choices)
        self._columns = Columns([])

    def records(self) -> Iterator[Item]:
        """The records of the table in order."""
        for row in self._table.rows():
            if self._table.columns is not self._columns.all:
                self._columns = Columns(self._table.columns)
            try:
                yield from self._row(row)
            except RowError:
                continue

    # One row

    def _row(self, row: Row) -> Iterator[Item]:
        name = self._columns.first(row, "name")
        if name and _EXAMPLE.match(name):
            self._say.tell(Kind.LEFT_OUT, "the example of the template", row, str(row.number), name)
            return
        holding = [
            column
            for role in ("sequence", "part")
            for column in self._columns.of(role)
            if row.get(column) or (row.number, column.index) in self._sheet.broken
        ]
        if not holding:
            shown = " | ".join(cell for cell in row.cells if cell)[:80]
            self._say.tell(Kind.LEFT_OUT, "a row without a sequence", row, str(row.number), shown)
            return
        self._sound(row)
        order = self._numbers.of(row, self._columns, holding)
        for missing in order.missing:
            yield self._nothing(row, f"SEQ ID NO: {missing}")
        stated, stated_column = self._stated(row)
        modified = beside.stated(row, self._columns)
        if modified and (len(holding) > 1 or holding[0].meaning.backwards):
            raise self._say.refuse(
                row,
                modified[0][0],
                "a modification beside several sequences, or beside one written from 3' to 5'; write it into the cell of its sequence "
                "(Ac-...-NH2, ACGT...; all linkages phosphorothioate)",
                modified[0][1],
            )
        cells = [self._cell(row, column, stated, stated_column, modified) for column in holding]
        about = source_qualifiers(row, self._columns, self._say)
        features = features_of(row, self._columns, self._say)
        if len(holding) > 1 and features:
            raise self._say.refuse(
                row,
                features[0][0],
                "features beside several sequences; give each such sequence a row of its own",
            )
        if len(holding) > 1 or holding[0].meaning.role == "part":
            yield from self._parts(row, name, about, parts.in_order(cells, order.stated))
            return
        cell = cells[0]
        self._length(row, cell)
        if cell.skipped:
            yield self._nothing(row, name)
            return
        if features and cell.backwards:
            raise self._say.refuse(
                row,
                cell.column,
                "features of a sequence that is written from 3' to 5'; write it from 5' to 3' yourself",
            )
        made: list[RawFeature] = []
        for column, raw in features:
            if not cell.moltype:
                raise self._say.refuse(
                    row,
                    cell.column,
                    "a sequence with features needs its molecule type (DNA, RNA or AA) in its row",
                )
            # How long a sequence in notation is shows when it has been read.
            size = 1 << 30 if cell.notation else cell.size
            made += checked_features(row, column, raw, cell.moltype == "AA", size, self._say)
        yield from self._items(row, name, about, cell, made)

    def _items(
        self,
        row: Row,
        name: str,
        about: tuple[RawQualifier, ...],
        cell: parts.Cell,
        features: list[RawFeature],
    ) -> Iterator[Item]:
        """The record of a cell, or the finished sequences of one in notation."""
        record = self._record(row, name, about, cell, features)
        if not cell.notation:
            yield record
            return

        def refuse(why: str) -> RowError:
            return self._say.refuse(row, cell.column, why)

        yield from sequences(cell.text, cell.notation, record, self._source, refuse)

    def _sound(self, row: Row) -> None:
        """No cell that is needed has an error, and none that must be text is something else."""
        for column in self._columns.all:
            role = column.meaning.role
            why = self._sheet.broken.get((row.number, column.index)) if self._sheet.broken else None
            if why is not None and role not in ("internal", "length"):
                raise self._say.refuse(row, column, why)
            kind = row.kinds.get(column.index) if row.kinds else None
            if kind is None or role in ("number", "length", "internal"):
                continue
            if role in ("sequence", "part") and row.get(column) != "000":
                raise self._say.refuse(
                    row, column, f"the spreadsheet holds the sequence as {_sort(kind)}; format the cell as text and type it again",
                    row.get(column),
                )  # fmt: skip
            if kind is not float:
                self._say.tell(
                    Kind.QUESTION, f"the spreadsheet holds {_sort(kind)} here; if a name such as SEPT2 was turned into it, type it again",
                    row, self._say.place(row, column), row.get(column),
                )  # fmt: skip

    def _nothing(self, row: Row, name: str) -> Ready:
        """A skipped sequence."""
        made = Sequence("", Residues(), (), skipped=True)
        return Ready(file=self._say.file, line=row.number, name=name, sequence=made)

    def _stated(self, row: Row) -> tuple[str, Column | None]:
        for column in self._columns.of("moltype"):
            if text := row.get(column):
                found = moltype_value(text)
                if found is None:
                    raise self._say.refuse(row, column, "it is no molecule type; write DNA, RNA or AA", text)
                return found, column
        return "", None

    def _cell(
        self,
        row: Row,
        column: Column,
        stated: str,
        stated_column: Column | None,
        modified: list[tuple[Column, str]],
    ) -> parts.Cell:
        text = row.get(column)
        if self._sheet.cuts and len(text) >= EXCEL_CELL and self._choices.length is None:
            self._say.ask(
                "--length accept",
                f"A cell holds {EXCEL_CELL:,} characters, the most that Excel keeps: the sequence was probably cut. Take it from FASTA, "
                "or accept what is there.",
                row,
                column,
            )
        says = column.meaning.moltype
        if stated and says and stated != says and (stated == "AA" or says != "nucleotide"):
            raise self._say.refuse(
                row,
                stated_column or column,
                f"the molecule type is {stated}, but the heading of the sequence says {column.heading!r}",
            )
        moltype = stated or ("" if says == "nucleotide" else says)
        if not moltype and not (says == "nucleotide" and self._choices.moltype == "AA"):
            moltype = self._choices.moltype or ""
        if _SKIPPED.fullmatch(text):
            return parts.Cell(column, b"", moltype, skipped=True)
        if modified:
            text = beside.joined(text, row, modified, self._say)
        found = letters_of(text)
        if modified and not kind_of(text, found.text, moltype):
            raise self._say.refuse(
                row, modified[0][0], "a modification beside a sequence that may be several molecules; give the molecule type in its row",
                modified[0][1],
            )  # fmt: skip
        if notation := kind_of(text, found.text, moltype):
            if column.meaning.backwards and not text.startswith(("3", "5")):
                text = f"3'-{text}-5'"
            return parts.Cell(column, found.text, moltype, notation=notation, text=text)
        if found.stated is not None and self._choices.length is None:
            self._say.ask(
                "--length accept",
                "The numbers beside the residues do not agree with them, so residues may be lost or doubled. Mend the cell, or accept "
                f"the residues that are there ({found.stated[0]:,} stated, {found.stated[1]:,} due).",
                row,
                column,
            )
        letters = found.text
        backwards = column.meaning.backwards
        if backwards and not letters.startswith((b"3'", b"5'")):
            letters = b"3'-" + letters + b"-5'"
        if says == "nucleotide" and not moltype:
            # No protein, says the heading: letters then decide between DNA and RNA, or it is asked.
            low = letters.lower()
            moltype = (
                "RNA" if b"u" in low and b"t" not in low else "DNA" if b"t" in low and b"u" not in low else ""
            )
        return parts.Cell(
            column,
            letters,
            moltype,
            remarks=found.remarks,
            backwards=backwards or letters.startswith(b"3'"),
            size=found.size,
        )

    def _length(self, row: Row, cell: parts.Cell) -> None:
        column = next(iter(self._columns.of("length")), None)
        if column is None or cell.skipped or cell.notation or self._choices.length is not None:
            return
        match = _LENGTH.fullmatch(row.get(column))
        if match and int(match[1]) != cell.size:
            self._say.ask(
                "--length accept",
                "A table states another length than the sequence has. Residues may be lost: compare them, or accept what is there.",
                row,
                column,
            )

    def _record(
        self,
        row: Row,
        name: str,
        about: tuple[RawQualifier, ...],
        cell: parts.Cell,
        features: list[RawFeature],
    ) -> Record:
        # What a qualifier column says stands in the source; without one the organism alone is enough.
        extra = (
            [RawFeature("source", f"1..{cell.size}" if cell.size > 1 else "1", about, row.number)]
            if about
            else []
        )
        return Record(
            file=self._say.file,
            line=row.number,
            name=name,
            description=self._columns.first(row, "description"),
            residues=[cell.letters],
            molecule=cell.moltype,
            organism=organism_of(row, self._columns, self._say),
            features=extra + features,
            remarks=[(reason, before, row.number) for reason, before in cell.remarks],
            without="" if cell.letters else "its cell holds no residues",
            place=self._say.place(row, cell.column),
        )

    def _parts(
        self, row: Row, name: str, about: tuple[RawQualifier, ...], cells: list[parts.Cell]
    ) -> Iterator[Item]:
        """Several sequences of one row, in their order."""
        parts.same_kind(cells, self._choices)
        for cell in cells:
            part = cell.column.meaning.detail or cell.column.heading
            title = f"{name} {part}".strip()
            if cell.skipped:
                yield self._nothing(row, title)
                continue
            if self._choices.short == "omit" and parts.too_short(cell):
                self._say.tell(
                    Kind.LEFT_OUT,
                    "too short to be listed (paragraph 8); give it in the description",
                    row,
                    f"{title} ({self._say.place(row, cell.column)})",
                    cell.letters.decode("utf-8", "replace"),
                )
                self._say.left_out()
                continue
            features: list[RawFeature] = []
            for inner in cells:
                if parts.belongs(inner, cell):
                    features += self._region(row, inner, cell)
            try:
                yield from self._items(row, title, about, cell, features)
            except RowError:
                continue

    def _region(self, row: Row, inner: parts.Cell, outer: parts.Cell) -> list[RawFeature]:
        """The place of a part on its chain, as a feature."""
        found = parts.places(inner, outer)
        if len(found) != 1:
            if self._choices.regions is None:
                what = "does not stand in" if not found else "stands more than once in"
                self._say.ask(
                    "--regions unique",
                    f"A part {what} the chain of its row where it belongs. Mend the cells, or mark parts only where they stand "
                    "exactly once.",
                    row,
                    inner.column,
                )
            else:
                self._say.tell(
                    Kind.LEFT_OUT,
                    f"{inner.column.meaning.detail} is not marked on {outer.column.meaning.detail}, where it stands "
                    + ("nowhere" if not found else "more than once"),
                    row,
                    self._say.place(row, inner.column),
                )
            return []
        return [parts.feature(inner, outer, found[0], row.number)]


def _sort(kind: type) -> str:
    names = {
        "bool": "a truth value",
        "float": "a number",
        "int": "a number",
        "timedelta": "a time",
        "time": "a time",
    }
    return names.get(kind.__name__, "a date")
