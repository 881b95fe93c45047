"""``seqtool project add``: sequences from files of any format."""

from __future__ import annotations

from typing import Any

import click

from seqtool.app import project as app
from seqtool.app.import_report import kinds
from seqtool.app.project_add import add as run
from seqtool.cli import import_options
from seqtool.cli.convert_choices import choices_of
from seqtool.cli.output import note
from seqtool.cli.progress import Bar
from seqtool.cli.project.common import Editing, editing, print_json, print_lines, tell_notices
from seqtool.cli.status import Status
from seqtool.errors import InputError
from seqtool.io.imports import Selection
from seqtool.messages import clean


@click.command(
    cls=import_options.Sectioned,
    epilog="""\b
Examples:
  seqtool project add invention.seqproj plasmid.gb
  seqtool project add invention.seqproj primers.fasta --moltype DNA --organism "synthetic construct"
  seqtool project add invention.seqproj old-listing.xml --select 1-3,7 --at 1
  printf '>probe\\nacgtacgtacgt\\n' | seqtool project add invention.seqproj - --moltype DNA --organism "Homo sapiens" --mol-type "genomic DNA" """,
)
@editing
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@import_options.FROM
@import_options.SELECT
@click.option(
    "--at", type=click.IntRange(1), metavar="N", help="SEQ ID NO of the first (default: behind all)."
)
@click.option(
    "--general", metavar="FILE.toml", help="Choices and general information from a file; options win."
)
@import_options.TO_NOTE
@import_options.choice_options
def add(
    how: Editing,
    inputs: tuple[str, ...],
    form: str | None,
    select: str | None,
    at: int | None,
    general: str | None,
    to_note: tuple[str, ...],
    **given: Any,
) -> int:
    """Take in sequences from files of any format (seqtool formats lists them), in one step.

    INPUT is a path, or - for standard input. The choices are those of seqtool convert: nothing that changes the
    molecule is guessed; what must be asked is asked at once, with the option that answers it, and nothing is taken in.
    protein_id values and SEQ ID NOs cited in the inputs get the numbers that the sequences have here. General information
    that the inputs state fills what the project lacks.
    """
    values = import_options.values_of(general, given, (), to_note)
    about = {key: value for key, value in values.items() if not key.startswith("sequences.")}
    if any(one != "-" and _same(one, how.project) for one in inputs):
        raise InputError(f"{how.project} is the project itself; seqtool project duplicate copies sequences.")
    with Bar(inputs[0]) as bar:
        made, notes = run(
            how.project,
            inputs,
            choices_of(values, general),
            proteins_chosen="sequences.proteins" in values,
            form=form,
            select=Selection(select),
            at=at,
            general=about,
            task=bar.task,
            take_over=how.take_over,
            dry_run=how.dry_run,
        )
    if how.as_json:
        print_json(made)
        return Status.OK
    tell_notices(made.notices)
    print_lines(app.lines(made))
    for line in kinds(notes):
        note(clean(line))
    return Status.OK


def _same(one: str, other: str) -> bool:
    from pathlib import Path

    return Path(one).exists() and Path(other).exists() and Path(one).samefile(other)
