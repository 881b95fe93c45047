"""``seqtool formats``."""

from __future__ import annotations

from collections.abc import Iterable

import click
import msgspec

from seqtool.cli.output import text_output
from seqtool.cli.status import Status
from seqtool.cli.terminal import colour
from seqtool.io import exports
from seqtool.io.imports import formats as imports
from seqtool.report.layout import Paint


class Row(msgspec.Struct, frozen=True):
    """One format: ``name`` is the value of --from or --to."""

    name: str
    title: str
    suffixes: tuple[str, ...]


LISTING = Row("st26", "ST.26 sequence listing (XML)", (".xml",))


class Formats(msgspec.Struct, frozen=True):
    """What can be read and what can be written."""

    read: list[Row]
    write: list[Row]


def known() -> Formats:
    """All formats, by name."""
    read = {form.name: Row(form.name, form.title, form.suffixes) for form in imports.forms()}
    read.setdefault(LISTING.name, LISTING)
    write = {form.name: Row(form.name, form.title, (*form.suffixes, *form.also)) for form in exports.forms()}
    write[LISTING.name] = LISTING
    return Formats([read[name] for name in sorted(read)], [write[name] for name in sorted(write)])


@click.command(
    epilog="""\b
Examples:
  seqtool formats
  seqtool formats --json"""
)
@click.option("--json", "as_json", is_flag=True, help="JSON for programs.")
def formats(as_json: bool) -> int:
    """List the formats that seqtool convert reads and writes."""
    found = known()
    with text_output(None) as out:
        if as_json:
            out.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
            return Status.OK
        paint = Paint(colour(None))
        out.write(paint("head", "Read (found out by content; --from NAME says it)") + "\n")
        out.writelines(_lines(found.read))
        out.write("\n" + paint("head", "Written (by the suffix of the output; --to NAME says it)") + "\n")
        out.writelines(_lines(found.write))
        out.write(
            "\nBy their suffixes, .csv, .tsv and .xlsx are spreadsheets of the sequences; --to table writes the other table.\n"
        )
    return Status.OK


def _lines(rows: Iterable[Row]) -> Iterable[str]:
    rows = list(rows)
    name, title = max(len(row.name) for row in rows), max(len(row.title) for row in rows)
    for row in rows:
        yield f"  {row.name:<{name}}  {row.title:<{title}}  {' '.join(row.suffixes)}\n"
