"""A row of a table → the records of its sequences, every fault named by its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqtool.io.imports.formats import Item, Ready, Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import RawFeature, RawQualifier, Record
from seqtool.io.imports.sheet import parts
from seqtool.io.imports.sheet.cells import EXCEL_CELL, Sheet
from seqtool.io.imports.sheet.features import FeatureError, checked, parse, qualifiers
from seqtool.io.imports.sheet.headings import moltype_value
from seqtool.io.imports.sheet.letters import letters_of
from seqtool.io.imports.sheet.table import Column, Row, Table
from seqtool.io.imports.values import LONGEST, basic
from seqtool.model import Residues, Sequence
from seqtool.spec import standard

#: The name of a template's example begins so: the row is no sequence.
EXAMPLE = "EXAMPLE"
_EXAMPLE = re.compile(rf"{EXAMPLE}\b.{{0,80}}\bdelete\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:SEQ\W{0,3}(?:ID)?\W{0,3}(?:NO|NR|NUMBER)?\W{0,3})?([0-9]{1,9})", re.ASCII | re.IGNORECASE
)
_SKIPPED = re.compile(r"\[?\(?000\)?\]?")
#: Faults after which the run ends at once.
_MOST_FAULTS = 100
REFUSED = "a mended cell, or --refused omit (leaves such rows out)"


class _RowError(Exception):
    """A row that cannot be taken."""


class Rows:
    """Turns the rows of one table into records."""

    def __init__(self, table: Table, source: Source) -> None:
        self._table = table
        self._sheet: Sheet = table.sheet
        self._source = source
        self._choices = source.choices
        self._notes = source.notes
        self._faults = 0
        self._number = 0
        self._head: list[Column] = []
        self._by_role: dict[str, list[Column]] = {}

    def records(self) -> Iterator[Item]:
        """The records of the table in order."""
        for row in self._table.rows():
            if self._table.columns is not self._head:
                self._head = self._table.columns
                self._by_role = {}
                for column in self._head:
                    self._by_role.setdefault(column.meaning.role, []).append(column)
            try:
                yield from self._row(row)
            except _RowError:
                continue

    # Telling

    def _place(self, row: Row, column: Column) -> str:
        return self._sheet.place(row.number, column.index)

    def _refuse(self, row: Row, column: Column, why: str) -> _RowError:
        place = self._place(row, column)
        if self._choices.refused == "omit":
            self._tell(Kind.LEFT_OUT, f"the row cannot be taken: {why}", row, place)
            self._notes.records["read"] += 1
            self._notes.records["left_out"] += 1
            return _RowError()
        self._faults += 1
        if self._faults <= _MOST_FAULTS:
            self._notes.ask(REFUSED, f"A cell cannot be taken: {why}.", f"{self._source.name}: {place}")
        return _RowError()

    def _ask(self, option: str, text: str, row: Row, column: Column) -> None:
        self._notes.ask(option, text, f"{self._source.name}: {self._place(row, column)}")

    def _tell(self, kind: Kind, reason: str, row: Row, place: str, before: str | None = None) -> None:
        self._notes.add(
            Note(
                kind=kind, reason=reason, file=self._source.name, record=place, line=row.number, before=before
            )
        )

    # One row

    def _row(self, row: Row) -> Iterator[Item]:
        name = self._first(row, "name")
        if name and _EXAMPLE.match(name):
            self._tell(Kind.LEFT_OUT, "the example of the template", row, str(row.number), name)
            return
        holding = [
            column
            for role in ("sequence", "part")
            for column in self._by_role.get(role, [])
            if row.get(column) or (row.number, column.index) in self._sheet.broken
        ]
        if not holding:
            shown = " | ".join(cell for cell in row.cells if cell)[:80]
            self._tell(Kind.LEFT_OUT, "a row without a sequence", row, str(row.number), shown)
            return
        self._sound(row)
        self._ordered(row, len(holding))
        stated, stated_column = self._stated(row)
        cells = [self._cell(row, column, stated, stated_column) for column in holding]
        about = self._about(row)
        features = self._given(row)
        if len(holding) > 1 and features:
            raise self._refuse(
                row,
                features[0][0],
                "features beside several sequences; give each such sequence a row of its own",
            )
        if len(holding) > 1 or holding[0].meaning.role == "part":
            yield from self._parts(row, name, about, cells)
            return
        cell = cells[0]
        self._length(row, cell)
        if cell.skipped:
            yield Ready(
                file=self._source.name,
                line=row.number,
                name=name,
                sequence=Sequence("", Residues(), (), skipped=True),
            )
            return
        if features and cell.backwards:
            raise self._refuse(
                row,
                cell.column,
                "features of a sequence that is written from 3' to 5'; write it from 5' to 3' yourself",
            )
        made: list[RawFeature] = []
        for column, raw in features:
            if not cell.moltype:
                raise self._refuse(
                    row,
                    cell.column,
                    "a sequence with features needs its molecule type (DNA, RNA or AA) in its row",
                )
            made += self._checked(row, column, raw, cell)
        yield self._record(row, name, about, cell, made)

    def _sound(self, row: Row) -> None:
        """No cell that is needed has an error, and none that must be text is something else."""
        for column in self._head:
            role = column.meaning.role
            why = self._sheet.broken.get((row.number, column.index)) if self._sheet.broken else None
            if why is not None and role not in ("internal", "length"):
                raise self._refuse(row, column, why)
            kind = row.kinds.get(column.index) if row.kinds else None
            if kind is None or role in ("number", "length", "internal"):
                continue
            if role in ("sequence", "part") and row.get(column) != "000":
                raise self._refuse(
                    row, column, f"a sequence that the spreadsheet holds as {_sort(kind)} ({row.get(column)!r}); format the cell as text "
                    "and type it again",
                )  # fmt: skip
            if kind is not float:
                self._tell(
                    Kind.QUESTION, f"the spreadsheet holds {_sort(kind)} here; if a name such as SEPT2 was turned into it, type it again",
                    row, self._place(row, column), row.get(column),
                )  # fmt: skip

    def _ordered(self, row: Row, sequences: int) -> None:
        column = next(iter(self._by_role.get("number", [])), None)
        text = row.get(column) if column else ""
        if column is None or not text or self._choices.numbers == "ignore":
            return
        match = _NUMBER.fullmatch(text)
        if match is None:
            raise self._refuse(row, column, f"{text[:40]!r} is no SEQ ID NO")
        number, before = int(match[1]), self._number
        self._number = number + sequences - 1
        if number != before + 1 and (before or number != 1):
            self._ask(
                "--numbers ignore",
                "The SEQ ID NOs of a table do not run on by one from row to row, but those of the listing will (paragraph 10). The "
                "description may refer to them: sort or complete the rows (000 as the sequence keeps a number free), or ignore them.",
                row,
                column,
            )

    def _stated(self, row: Row) -> tuple[str, Column | None]:
        for column in self._by_role.get("moltype", []):
            if text := row.get(column):
                found = moltype_value(text)
                if found is None:
                    raise self._refuse(
                        row, column, f"{text[:40]!r} is no molecule type; write DNA, RNA or AA"
                    )
                return found, column
        return "", None

    def _cell(self, row: Row, column: Column, stated: str, stated_column: Column | None) -> parts.Cell:
        text = row.get(column)
        if self._sheet.cuts and len(text) >= EXCEL_CELL and self._choices.length is None:
            self._ask(
                "--length accept",
                f"A cell holds {EXCEL_CELL:,} characters, the most that Excel keeps: the sequence was probably cut. Take it from FASTA, "
                "or accept what is there.",
                row,
                column,
            )
        says = column.meaning.moltype
        if stated and says and (stated == "AA") != (says == "AA"):
            raise self._refuse(
                row,
                stated_column or column,
                f"the molecule type is {stated}, but the heading of the sequence says {column.heading!r}",
            )
        moltype = stated or ("" if says == "nucleotide" else says)
        if not moltype and not (says == "nucleotide" and self._choices.moltype == "AA"):
            moltype = self._choices.moltype or ""
        if _SKIPPED.fullmatch(text):
            return parts.Cell(column, b"", moltype, skipped=True)
        found = letters_of(text)
        if found.stated is not None and self._choices.length is None:
            self._ask(
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
        column = next(iter(self._by_role.get("length", [])), None)
        if column is None or cell.skipped or self._choices.length is not None:
            return
        match = re.fullmatch(
            r"([0-9]{1,9})(?:[.,]0+)?\s?(?:nt|bp|aa|mer|-mer)?\.?", row.get(column), re.ASCII | re.IGNORECASE
        )
        if match and int(match[1]) != cell.size:
            self._ask(
                "--length accept",
                "A table states another length than the sequence has. Residues may be lost: compare them, or accept what is there.",
                row,
                column,
            )

    # What belongs to all sequences of a row

    def _first(self, row: Row, role: str) -> str:
        return next((text for column in self._by_role.get(role, []) if (text := row.get(column))), "")

    def _about(self, row: Row) -> tuple[RawQualifier, ...]:
        """Qualifiers of the source feature."""
        found: list[RawQualifier] = []
        for column in self._by_role.get("mol_type", []):
            if text := row.get(column):
                known = {name.name.lower(): name.name for name in standard().mol_type_table}
                if text.lower() not in known:
                    raise self._refuse(
                        row, column, f"{text[:40]!r} is no mol_type; known are {', '.join(known.values())}"
                    )
                found.append(RawQualifier("mol_type", known[text.lower()], row.number))
        for role in ("qualifier", "note"):
            for column in self._by_role.get(role, []):
                text = row.get(column)
                if not text:
                    continue
                name = column.meaning.detail or "note"
                try:
                    given = RawQualifier(name, " ".join(text.split()), row.number)
                    if len(given.value or "") > LONGEST or basic(text)[2]:
                        source = RawFeature("misc_feature", "1", (given,), row.number)
                        # A source feature stands only once: its long note becomes several notes.
                        parted = checked(source, protein=False, length=1)
                        found += [q for one in parted for q in one.qualifiers]
                        self._tell(
                            Kind.CHANGED, "a note of more than 1,000 characters was parted at its sentences (paragraph 86)", row,
                            self._place(row, column), f"{len(text):,} characters",
                        ) if len(parted) > 1 else None  # fmt: skip
                    else:
                        found.append(given)
                except FeatureError as error:
                    raise self._refuse(row, column, str(error)) from error
        return tuple(found)

    def _given(self, row: Row) -> list[tuple[Column, RawFeature]]:
        """The features of a row, as written."""
        found: list[tuple[Column, RawFeature]] = []
        for column in self._by_role.get("features", []):
            if text := row.get(column):
                try:
                    found += [(column, raw) for raw in parse(text, row.number)]
                except FeatureError as error:
                    raise self._refuse(row, column, str(error)) from error
        places = {column.meaning.group: column for column in self._by_role.get("feature_location", [])}
        values = {column.meaning.group: column for column in self._by_role.get("feature_qualifiers", [])}
        for column in self._by_role.get("feature_key", []):
            key = row.get(column)
            where = places.get(column.meaning.group)
            location = "".join(row.get(where).split()) if where else ""
            if not key and not location:
                continue
            if not key or not location:
                raise self._refuse(row, column, "a feature needs both a key and a location")
            what = values.get(column.meaning.group)
            try:
                given = tuple(qualifiers(row.get(what), row.number)) if what else ()
            except FeatureError as error:
                raise self._refuse(row, what or column, str(error)) from error
            found.append((column, RawFeature(key, location, given, row.number)))
        return found

    def _checked(self, row: Row, column: Column, raw: RawFeature, cell: parts.Cell) -> list[RawFeature]:
        try:
            made = checked(raw, cell.moltype == "AA", cell.size)
        except FeatureError as error:
            raise self._refuse(row, column, str(error)) from error
        if len(made) > 1:
            self._tell(
                Kind.CHANGED, "free text of more than 1,000 characters was parted at its sentences over several features (paragraph 86)",
                row, self._place(row, column), f"{raw.key} {raw.location}",
            )  # fmt: skip
        return made

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
            file=self._source.name,
            line=row.number,
            name=name,
            description=self._first(row, "description"),
            residues=[cell.letters],
            molecule=cell.moltype,
            organism=self._first(row, "organism"),
            features=extra + features,
            remarks=[(reason, before, row.number) for reason, before in cell.remarks],
            without="" if cell.letters else "its cell holds no residues",
            place=self._place(row, cell.column),
        )

    def _parts(
        self, row: Row, name: str, about: tuple[RawQualifier, ...], cells: list[parts.Cell]
    ) -> Iterator[Item]:
        """Several sequences of one row, in the order of the table of parts."""
        cells = parts.in_order(cells)
        parts.same_kind(cells, self._choices)
        for cell in cells:
            part = cell.column.meaning.detail or cell.column.heading
            title = f"{name} {part}".strip()
            if cell.skipped:
                yield Ready(
                    file=self._source.name,
                    line=row.number,
                    name=title,
                    sequence=Sequence("", Residues(), (), skipped=True),
                )
                continue
            if self._choices.short == "omit" and parts.too_short(cell):
                self._tell(
                    Kind.LEFT_OUT,
                    "too short to be listed (paragraph 8); give it in the description",
                    row,
                    f"{title} ({self._place(row, cell.column)})",
                    cell.letters.decode("utf-8", "replace"),
                )
                self._notes.records["read"] += 1
                self._notes.records["left_out"] += 1
                continue
            features: list[RawFeature] = []
            for inner in cells:
                if parts.belongs(inner, cell):
                    features += self._region(row, inner, cell)
            yield self._record(row, title, about, cell, features)

    def _region(self, row: Row, inner: parts.Cell, outer: parts.Cell) -> list[RawFeature]:
        """The place of a part on its chain, as a feature."""
        found = parts.places(inner, outer)
        if len(found) != 1:
            if self._choices.regions is None:
                what = "does not stand in" if not found else "stands more than once in"
                self._ask(
                    "--regions unique",
                    f"A part {what} the chain of its row where it belongs. Mend the cells, or mark parts only where they stand "
                    "exactly once.",
                    row,
                    inner.column,
                )
            else:
                self._tell(
                    Kind.LEFT_OUT,
                    f"{inner.column.meaning.detail} is not marked on {outer.column.meaning.detail}, where it stands "
                    + ("nowhere" if not found else "more than once"),
                    row,
                    self._place(row, inner.column),
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
