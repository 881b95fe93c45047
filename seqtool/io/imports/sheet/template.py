"""Empty tables to fill in (``resources/imports/template.toml``): what they hold is read without questions."""

from __future__ import annotations

import csv
import io
import tomllib
from typing import Any, BinaryIO

import msgspec

from seqtool import assets
from seqtool.errors import SeqtoolError
from seqtool.io.imports.sheet.cells import letters
from seqtool.spec import standard
from seqtool.spec.organisms import SYNTHETIC_CONSTRUCT, UNIDENTIFIED

#: Rows with drop-down lists.
_ROWS = 10_000


class Column(msgspec.Struct, frozen=True):
    """One column of a template."""

    heading: str
    width: int
    text: str
    example: str
    choose: str = ""


class Sheet(msgspec.Struct, frozen=True):
    """One template."""

    about: tuple[str, ...]
    column: tuple[Column, ...]


def sheet(kind: str) -> Sheet:
    """The template of a kind (``sequences``, ``antibodies``).

    Raises:
        SeqtoolError: the table of templates is wrong.
    """
    try:
        data = tomllib.loads(assets.text("imports", "template.toml"))
        return msgspec.convert(data[kind], Sheet)
    except (OSError, KeyError, msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise SeqtoolError(f"The table resources/imports/template.toml is wrong: {error}.") from error


def write_text(file: BinaryIO, kind: str, separator: str) -> None:
    """A CSV or TSV file: headings and the example, in UTF-8 with a mark, by which Excel knows it."""
    made = sheet(kind)
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    rows.writerow([column.heading for column in made.column])
    rows.writerow([column.example for column in made.column])
    file.write(text.getvalue().encode("utf-8-sig"))


def write_xlsx(file: BinaryIO, kind: str) -> None:
    """An XLSX workbook with drop-down lists, the example in grey, and a sheet of instructions."""
    import xlsxwriter

    made = sheet(kind)
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_numbers": False})
    head = book.add_format(
        {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "num_format": "@", "text_wrap": True}
    )
    # Text cells: Excel must not make dates, numbers or TRUE of names and peptides.
    plain = book.add_format({"num_format": "@", "valign": "top"})
    grey = book.add_format({"num_format": "@", "italic": True, "font_color": "#808080", "valign": "top"})
    page = book.add_worksheet(kind.capitalize())
    page.freeze_panes(1, 0)
    lists = _lists(book, {column.choose for column in made.column if column.choose})
    for index, column in enumerate(made.column):
        page.set_column(index, index, column.width, plain)
        page.write_string(0, index, column.heading, head)
        page.write_string(1, index, column.example, grey)
        if column.choose:
            strict = column.choose in ("moltype", "mol_type")
            page.data_validation(
                1,
                index,
                _ROWS,
                index,
                {
                    "validate": "list",
                    "source": lists[column.choose],
                    "error_type": "stop" if strict else "information",
                    "error_title": column.heading,
                    "error_message": "Choose from the list."
                    if strict
                    else "Not in the list; type it as the standard has it.",
                    "input_title": column.heading[:32],
                    "input_message": column.text[:255],
                },
            )
    _instructions(book, made)
    page.activate()
    book.close()


def _lists(book: Any, wanted: set[str]) -> dict[str, str]:
    """The drop-down lists on a hidden sheet, as references to it."""
    std = standard()
    values = {
        "moltype": ["DNA", "RNA", "AA"],
        "mol_type": [row.name for row in std.mol_type_table],
        "organism": [SYNTHETIC_CONSTRUCT, UNIDENTIFIED, "Homo sapiens", "Mus musculus", "Escherichia coli"],
        "key": [
            key
            for keys in (std.nucleotide_keys, std.aa_keys)
            for key in sorted(keys, key=str.lower)
            if key != "source"
        ],
    }
    page = book.add_worksheet("Lists")
    page.hide()
    found: dict[str, str] = {}
    for index, name in enumerate(sorted(wanted)):
        page.write_column(0, index, values[name])
        column = letters(index)
        found[name] = f"=Lists!${column}$1:${column}${len(values[name])}"
    return found


def _instructions(book: Any, made: Sheet) -> None:
    page = book.add_worksheet("Instructions")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 24, wrap)
    page.set_column(1, 1, 110, wrap)
    page.write_string(0, 0, "How to fill in this table", bold)
    row = 1
    for line in made.about:
        row += 1
        page.write_string(row, 1, line, wrap)
    row += 2
    page.write_string(row, 0, "The columns", bold)
    for column in made.column:
        row += 1
        page.write_string(row, 0, column.heading, bold)
        page.write_string(row, 1, column.text, wrap)
