"""Reading a spreadsheet: which of its sheets, and their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqtool.errors import InputError
from seqtool.io.imports.formats import Item, Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.sheet import delimited, workbook
from seqtool.io.imports.sheet.cells import Sheet
from seqtool.io.imports.sheet.rows import Rows
from seqtool.io.imports.sheet.table import Table, find_headings

_NUMBERS = re.compile(r"[0-9]{1,4}(?:,[0-9]{1,4}){0,99}", re.ASCII)
_HELP = (
    "The first row of a table names its columns, for instance: Name, Sequence, Molecule type, Organism. seqtool template "
    "sequences.xlsx writes a table to fill in; resources/imports/headings.toml lists the headings that are known"
)


def read(source: Source, kind: str) -> Iterator[Item]:
    """The records of a spreadsheet.

    Raises:
        InputError: it cannot be read, or no sheet has headings that are known.
    """
    if kind in ("csv", "tsv"):
        yield from _table(delimited.sheet(source), source)
        return
    sheets = workbook.excel(source) if kind == "xlsx" else workbook.ods(source)
    for sheet in _chosen(sheets, source):
        yield from _table(sheet, source)


def count(source: Source, kind: str) -> int:
    """About how many sequences a spreadsheet holds: its rows below the headings."""
    if kind in ("csv", "tsv"):
        rows = 0
        while block := source.file.read(1 << 20):
            rows += block.count(b"\n")
        return max(rows - 1, 1)
    return max(workbook.rows(source, kind) - 1, 1)


def _table(sheet: Sheet, source: Source) -> Iterator[Item]:
    table = Table(sheet, source.notes, source.name)
    any_row = False
    for item in Rows(table, source).records():
        any_row = True
        yield item
    if not table.columns:
        raise InputError(_without(source.name, [(sheet.name, table.first)]))
    # Rows about which something is asked are rows, too.
    if not any_row and not source.notes.questions:
        source.notes.add(
            Note(
                kind=Kind.QUESTION,
                reason="no row below the headings holds a sequence",
                file=source.name,
                record=sheet.name,
            )
        )


def _without(name: str, tops: list[tuple[str, list[list[str]]]]) -> str:
    lines = [f"{name}: no row names columns that are known, at least one for the sequences. {_HELP}."]
    for sheet, rows in tops[:5]:
        for cells in rows[:2]:
            shown = " | ".join(cell[:30] for cell in cells if cell)
            if shown:
                lines.append(f"  {sheet + ': ' if sheet else ''}{shown[:160]}")
    return "\n".join(lines)


def _chosen(sheets: list[Sheet], source: Source) -> list[Sheet]:
    """The sheets to read: those that the user names, else the one that looks like sequences; asked where several do."""
    names = [sheet.name for sheet in sheets]
    wanted = source.choices.sheet
    if wanted is not None and wanted != "all":
        if wanted in names:
            return [sheets[names.index(wanted)]]
        if _NUMBERS.fullmatch(wanted):
            numbers = [int(number) for number in wanted.split(",")]
            if all(1 <= number <= len(sheets) for number in numbers):
                return [sheets[number - 1] for number in numbers]
        listed = ", ".join(f"{number} {name!r}" for number, name in enumerate(names, 1))
        raise InputError(f"{source.name}: there is no sheet {wanted!r}; its sheets are {listed}.")
    looked = [(sheet, *find_headings(sheet)) for sheet in sheets if not sheet.hidden]
    found = [sheet for sheet, row, _ in looked if row]
    for sheet in sheets:
        if sheet.hidden and find_headings(sheet)[0]:
            source.notes.add(
                Note(
                    kind=Kind.LEFT_OUT,
                    reason="a hidden sheet that looks like sequences was not read (--sheet reads it)",
                    file=source.name,
                    record=sheet.name,
                )
            )
    if not found:
        tops = [(sheet.name, Table(sheet, source.notes, source.name)) for sheet in sheets[:5]]
        for _, table in tops:
            for _row in table.rows():
                break
        raise InputError(_without(source.name, [(name, table.first) for name, table in tops]))
    if len(found) > 1 and wanted is None:
        listed = ", ".join(f"{names.index(sheet.name) + 1} {sheet.name!r}" for sheet in found)
        source.notes.ask(
            "--sheet NAME|NUMBER|all (several numbers as 1,3)",
            f"Several sheets of a workbook look like sequences: {listed}. Which are to be read?",
            source.name,
        )
        return []
    for sheet, row, _ in looked:
        if not row:
            source.notes.add(
                Note(
                    kind=Kind.LEFT_OUT,
                    reason="a sheet that does not look like sequences was not read",
                    file=source.name,
                    record=sheet.name,
                )
            )
    return found
