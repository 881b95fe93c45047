"""What an import would bring, before anything is written: the desktop shows it, the command line prints it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import msgspec

from seqtool.app.import_report import kinds
from seqtool.app.inputs import Inputs
from seqtool.io.imports import Choices, Importer, Notes, Selection
from seqtool.io.imports.links import Survey
from seqtool.io.imports.notes import Asked, Taken
from seqtool.messages import clean
from seqtool.report.layout import amount
from seqtool.task import Task


class ImportPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What would come in under these choices, and what must be decided first."""

    choices: Choices
    #: One row for each sequence that would be in the listing, proteins that are added included.
    sequences: list[Taken]
    #: What only a person can decide; the rows above lack what depends on it.
    questions: list[Asked]
    notes: Notes


def plan(
    names: tuple[str, ...],
    choices: Choices,
    *,
    form: str | None = None,
    select: Selection | None = None,
    task: Task | None = None,
) -> ImportPlan:
    """Run an import without writing.

    Raises:
        InputError: an input cannot be read.
        CancelledError: the task was cancelled.
    """
    with contextlib.ExitStack() as stack:
        inputs = Inputs(names, form, select or Selection(None), stack)
        survey = Survey() if inputs.coding() else None
        importer = Importer(choices, Notes(names=True), first_protein=1, survey=survey)
        for _ in inputs.take(importer, task or Task()):
            pass
        if (standing := importer.linking.found(choices)) is not None:
            # Coding sequences find their proteins in the inputs: only now it is known where.
            first = importer.number
            importer = Importer(choices, Notes(names=True), first_protein=first, standing=standing)
            for _ in inputs.take(importer, task or Task()):
                pass
        notes = importer.notes
        return ImportPlan(choices=choices, sequences=notes.rows(), questions=notes.asked(), notes=notes)


def as_text(made: ImportPlan) -> Iterator[str]:
    """Lines for people: a row for each sequence, then notes and questions."""
    rows = made.sequences
    yield f"{amount(len(rows), 'sequence')} would be taken."
    for row in rows:
        organism = row.organism or "organism not stated"
        yield clean(
            f"  {row.sequence:>6}  {row.name or '(no name)'}  {row.moltype}  {row.length:,} residues  "
            f"{organism}  {amount(row.features, 'feature')}  ({row.file}, line {row.line:,})"
        )
    yield from (clean(line) for line in kinds(made.notes))
    for number, asked in enumerate(made.questions, 1):
        yield from map(clean, f"Question {number}: {asked.text}".split("\n"))
        more = asked.count - len(asked.places)
        yield clean(f"  In: {'; '.join(asked.places)}" + (f"; and {more:,} more" if more else ""))
        yield clean(f"  Answer with: {asked.option}")
