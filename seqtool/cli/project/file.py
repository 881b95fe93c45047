"""``seqtool project new|info|list|check|dump|import|export``: the project as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from seqtool.app import project_files as app
from seqtool.app.import_report import kinds
from seqtool.app.project import reading
from seqtool.cli.output import binary_output, keep_apart, note
from seqtool.cli.project.common import JSON, PROJECT, print_json, print_lines
from seqtool.cli.status import Status
from seqtool.edit.operations.pick import pick
from seqtool.errors import UsageError
from seqtool.io import exports
from seqtool.io.imports.notes import Sort
from seqtool.messages import clean, shorten
from seqtool.report.layout import amount


class _Made(msgspec.Struct, frozen=True):
    project: str
    sequences: int = 0
    #: What an archive had that was not recognised.
    notes: list[str] = []


class _Exported(msgspec.Struct, frozen=True):
    project: str
    file: str
    form: str
    sequences: int
    #: What the form cannot say, each sort with its count.
    sorts: list[Sort]


@click.command(epilog="Example: seqtool project new invention.seqproj")
@PROJECT
@JSON
def new(project: str, as_json: bool) -> int:
    """Make an empty project; PROJECT is a name that ends in .seqproj, and nothing of that name must be there."""
    app.new(project)
    if as_json:
        print_json(_Made(project))
    else:
        print_lines([f"{project} was made; it has no sequences yet."])
    return Status.OK


@click.command()
@PROJECT
@JSON
def info(project: str, as_json: bool) -> int:
    """Say what a project holds, when it was saved, and who has it open. Nothing is changed."""
    found, recovery = app.facts(project)
    if as_json:
        print_json(found)
        return Status.OK
    kinds_of = ", ".join(
        f"{count:,} {kind or 'without molecule type'}" for kind, count in found.molecule_types.items()
    )
    print_lines(
        [
            f"Project: {found.path}",
            f"Title: {found.title or '(none)'}",
            f"Applicant: {found.applicant or '(none)'}",
            f"File reference: {found.file_reference or '(none)'}",
            f"Sequences: {found.sequences:,}"
            + (f" ({kinds_of}; {found.skipped:,} skipped)" if found.sequences else ""),
            f"Residues: {found.residues:,}",
            f"Filed: {'yes, SEQ ID NOs are frozen' if found.filed else 'no'}",
            f"Checked for: {found.profile}",
            f"Saved: {found.saved or found.created} ({found.generation:,} times, by seqtool {found.program}), {found.bytes:,} bytes",
            f"Open: {found.open_by or 'by nobody'}",
        ]
    )
    if recovery:
        note(recovery)
    return Status.OK


@click.command(
    "list",
    epilog="""\b
Examples:
  seqtool project list invention.seqproj
  seqtool project list invention.seqproj 3 --features     the numbers that feature and qualifier commands take""",
)
@PROJECT
@click.argument("sequences", metavar="[SEQ-ID-NOS]", default="1-")
@click.option("--features", is_flag=True, help="Their features, with numbers.")
@JSON
def contents(project: str, sequences: str, features: bool, as_json: bool) -> int:
    """List the sequences, or the features of some. Nothing is changed."""
    with reading(project) as opened:
        document = opened.document
        keys = pick(document, sequences) if len(document) else []
        if features:
            found = list(app.feature_rows(document, keys))
            if as_json:
                print_json(found)
            else:
                print_lines(_feature_lines(found))
        else:
            rows = list(app.rows(document, keys))
            if as_json:
                print_json(rows)
            else:
                print_lines(_row(row) for row in rows)
    return Status.OK


def _row(row: app.Row) -> str:
    if row.skipped:
        return f"{row.number:>6}  skipped  {row.name}".rstrip()
    words = (row.molecule_type, f"{row.length:,} residues", amount(row.features, "feature"), row.organism, row.name, row.description)  # fmt: skip
    return f"{row.number:>6}  " + "  ".join(word for word in words if word)


def _feature_lines(found: list[app.FeatureRow]) -> Iterator[str]:
    before = 0
    for row in found:
        if row.sequence != before:
            yield f"SEQ ID NO: {row.sequence}"
            before = row.sequence
        yield f"{row.feature:>6}  {row.key}  {shorten(row.location, 100)}"
        for number, (name, value) in enumerate(row.qualifiers, 1):
            yield f"        {number}  {name}" + ("" if value is None else f" = {shorten(value, 100)}")
            if number in row.other:
                yield f"           in the other language: {shorten(row.other[number], 100)}"


class _Checked(msgspec.Struct, frozen=True):
    project: str
    sound: bool
    faults: list[str]


@click.command()
@PROJECT
@JSON
def check(project: str, as_json: bool) -> int:
    """Look whether the file is sound: every record is read. Exit status 1 where it is not. Nothing is changed."""
    with reading(project) as opened:
        faults = list(opened.check())
    if as_json:
        print_json(_Checked(project, not faults, faults))
    else:
        print_lines(faults or [f"{project} is sound."])
    return Status.FINDINGS if faults else Status.OK


@click.command(epilog="Example: seqtool project dump invention.seqproj -o invention.jsonl")
@PROJECT
@click.option("-o", "--output", metavar="FILE", help="Where to (default: standard output).")
def dump(project: str, output: str | None) -> int:
    """Write everything in a project as lines of JSON, for other programs and for version control.

    seqtool project import makes a project of it again.
    """
    keep_apart(output, [project], "the dump")
    with reading(project) as opened, binary_output(output) as out:
        app.dump(opened, out)
    return Status.OK


@click.command(
    "import",
    epilog="""\b
Example:
  seqtool project import invention.jsonl copy.seqproj
  seqtool project import project.zip copy.seqproj         a project of WIPO Sequence, as exported there

Listings and other files with sequences come into a project with seqtool project add.""",
)
@click.argument("source", metavar="SOURCE")
@PROJECT
@JSON
def import_(source: str, project: str, as_json: bool) -> int:
    """Make a project of a dump, or of a project archive (.zip) of WIPO Sequence.

    Nothing of the name PROJECT must be there. What cannot be recognised in an archive is named.
    """
    count, notes = app.import_project(source, project)
    if as_json:
        print_json(_Made(project, count, notes))
    else:
        print_lines([*notes, f"{project} was made; {amount(count, 'sequence')}."])
    return Status.OK


@click.command(
    epilog="""\b
Examples:
  seqtool project export invention.seqproj -o sequences.fasta
  seqtool project export invention.seqproj -o table.xlsx"""
)
@PROJECT
@click.option("-o", "--output", required=True, metavar="FILE", help="Where to; - is standard output.")
@click.option("--to", type=click.Choice(exports.names()), help="Format, if the name does not tell.")
@click.option("--rna-u", is_flag=True, help="FASTA and spreadsheets: RNA with u.")
@JSON
def export(project: str, output: str, to: str | None, rna_u: bool, as_json: bool) -> int:
    """Write the sequences of a project, with their names, in another form. What the form cannot say is told."""
    keep_apart(output, [project], "the export")
    if as_json and output == "-":
        raise UsageError("The export and the answer in JSON cannot both go to standard output.")
    target = sys.stdout.buffer if output == "-" else str(Path(output))
    with reading(project) as opened:
        notes, written, title = app.export(opened, target, to, rna_u=rna_u)
    if as_json:
        print_json(_Exported(project, output, title, written, list(notes.sorts.values())))
        return Status.OK
    note(f"{amount(written, 'sequence')} written as {title}.")
    for line in kinds(notes):
        note(clean(line))
    return Status.OK
