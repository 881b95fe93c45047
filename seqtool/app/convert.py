"""Use case: make a listing from any files that hold sequences, checked while it is written."""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from seqtool.app.inputs import Inputs
from seqtool.app.validate import Locate, Options, Work
from seqtool.errors import InputError
from seqtool.io.atomic import replacing
from seqtool.io.imports import Choices, Importer, Notes, Selection
from seqtool.io.imports.links import Standing, Survey
from seqtool.io.st26.reader import Found
from seqtool.io.st26.writer import ListingWriter
from seqtool.model import DeclaredListing, DeclaredSequence, Entry, GeneralInformation, Residues, Sequence
from seqtool.report.result import Result
from seqtool.rules import internal
from seqtool.rules.core import Fault
from seqtool.spec import standard
from seqtool.task import Task

_BLOCK = 1 << 20


class Converted(msgspec.Struct):
    """What came out: the findings about the listing, and what the import did."""

    result: Result
    notes: Notes
    sequences: int


class _Digits(Exception):  # noqa: N818  begins again and is no error
    """The number of sequences has other digits than was guessed."""

    def __init__(self, total: int) -> None:
        self.total = total


class _Mixed(Exception):  # noqa: N818  begins again and is no error
    """There are protein records and coding sequences, so it must be known first which proteins stand where."""


def convert(
    names: tuple[str, ...],
    output: Path | BinaryIO,
    general: GeneralInformation | Callable[[dict[str, str]], GeneralInformation],
    choices: Choices,
    *,
    options: Options,
    form: str | None = None,
    select: Selection | None = None,
    names_wanted: bool = False,
    task: Task | None = None,
) -> Converted:
    """Make one listing of all inputs, in their order.

    ``output`` appears whole or not at all. ``general`` may be a function of what the
    inputs themselves say of it (dotted keys as in the ``--general`` file).
    ``names_wanted`` keeps the name of every record for the report.

    Raises:
        InputError: an input cannot be read, or holds no sequence to list.
        QuestionsError: something must not be guessed; all of it at once.
        CancelledError: the task was cancelled.
    """
    task = task or Task()
    with contextlib.ExitStack() as stack:
        inputs = Inputs(names, form, select or Selection(None), stack)
        if callable(general):
            general = general(inputs.general())
            inputs.decided(general)
        expected, first_protein = inputs.guess(), 0
        standing: Standing | None = None
        # Only inputs that hold both proteins and coding sequences need to be read before they are written.
        survey = Survey() if inputs.coding() else None
        if choices.proteins == "end":
            first_protein, standing = inputs.survey(choices, task)
            survey = None
        while True:
            try:
                with _target(output) as file:
                    run = _Run(file, general, options, expected, output)
                    importer = Importer(
                        choices,
                        Notes(names=names_wanted),
                        first_protein=first_protein,
                        survey=survey,
                        standing=standing,
                    )
                    inputs.tell(importer.notes)
                    for sequence in inputs.take(importer, task):
                        if importer.notes.questions or (survey is not None and survey.mixed):
                            continue  # nothing will be written: only look for what else must be known
                        run.add(sequence)
                    importer.notes.stop_if_asked()
                    if survey is not None and survey.mixed:
                        raise _Mixed  # noqa: TRY301  as a wrong number of digits does
                    if not run.count:
                        raise InputError(_nothing(names, importer.notes))
                    run.close()
                    return Converted(run.work.result(), importer.notes, run.count)
            except _Digits as other:
                expected, survey = other.total, None
            except _Mixed:
                standing, survey = importer.linking.found(choices), None


def _nowhere(entry: Entry | None) -> Locate:
    """Findings about a listing that is being written have no lines yet."""
    return lambda _position, _feature, _qualifier, _element: (entry, None, None)


def _numbered(
    position: int, _feature: int | None, _qualifier: int | None, _element: str | None
) -> tuple[Entry | None, None, None]:
    """The SEQ ID NO of a finding across sequences: here always the position."""
    if not position:
        return None, None, None
    return Entry(Sequence("", Residues()), DeclaredSequence(number=str(position))), None, None


def _nothing(names: tuple[str, ...], notes: Notes) -> str:
    why = [
        f"  {note.file}, {note.record or 'record'} (line {note.line or 0:,}): {note.reason}"
        for note in notes.kept
        if note.kind == "left-out" and note.feature is None and note.qualifier is None
    ]
    more = [f"  and {len(why) - 5:,} more"] if len(why) > 5 else []
    return "\n".join(
        [f"{', '.join(names)}: no sequence is left to list. Nothing was written.", *why[:5], *more]
    )


@contextlib.contextmanager
def _target(output: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(output, Path) and (output.is_file() or not output.exists() or output.is_dir()):
        with replacing(output) as file:
            yield file
        return
    # The total is put in afterwards, which streams, devices and pipes do not allow.
    with tempfile.TemporaryFile() as file:
        yield file
        file.seek(0)
        with contextlib.ExitStack() as stack:
            last = stack.enter_context(replacing(output)) if isinstance(output, Path) else output
            shutil.copyfileobj(file, last, _BLOCK)
            last.flush()


class _Run:
    """One pass: sequences are checked and written as they come."""

    def __init__(
        self,
        file: BinaryIO,
        general: GeneralInformation,
        options: Options,
        expected: int,
        output: Path | BinaryIO,
    ) -> None:
        self.count = 0
        self._file = file
        self._general = general
        self._expected = str(expected)
        dtd = standard().dtd
        self.work = Work(options, str(output) if isinstance(output, Path) else "-")
        self.work.dtd_version = dtd.number
        declared = DeclaredListing(dtd_version=dtd.number, total=self._expected)
        self._writer = ListingWriter(file, general, total=None, declared=declared)
        if self.work.full:
            # Statements of the file about itself are computed here, so no rule need check them.
            self.work.recorder.hits(self.work.engine.begin(general, None), _nowhere(None))
            self._broken(None)

    def add(self, sequence: Sequence) -> None:
        """Check and write the next sequence."""
        self.count += 1
        work = self.work
        work.position += 1
        work.statistics.add(sequence)
        if work.full:
            number = str(self.count)
            declared = DeclaredSequence(
                number=number,
                length="" if sequence.skipped else str(sequence.residues.length),
                division="" if sequence.skipped else "PAT",
                has_feature_table=bool(sequence.features),
            )
            hits = work.engine.check(sequence, declared)
            if hits:
                work.recorder.hits(hits, _nowhere(Entry(sequence, declared)))
            if work.engine.broken:
                self._broken(Entry(sequence, declared))
        self._writer.write(sequence)

    def close(self) -> None:
        """Rules that span sequences, the end of the file, and the total in its place."""
        total = str(self.count)
        if len(total) != len(self._expected):
            raise _Digits(self.count)
        if self.work.full:
            hits = sorted(self.work.engine.finish(), key=lambda hit: hit.position)
            self.work.recorder.hits(hits, _numbered)
            self._broken(None)
        self._writer.close()
        if total != self._expected:
            self._file.seek(self._place())
            self._file.write(total.encode("ascii"))
            self._file.seek(0, io.SEEK_END)

    def _place(self) -> int:
        """Where the total stands: a listing without sequences shows it."""
        empty = io.BytesIO()
        ListingWriter(
            empty,
            self._general,
            total=None,
            declared=DeclaredListing(dtd_version=self.work.dtd_version, total=self._expected),
        ).close()
        tag = b"<SequenceTotalQuantity>"
        return empty.getvalue().index(tag) + len(tag)

    def _broken(self, entry: Entry | None) -> None:
        for error in self.work.engine.broken:
            self.work.internal_errors.append(str(error))
            fault = Fault(value=error.what, args={"rule": error.what, "cause": str(error)})
            self.work.recorder.found([Found(internal.CODE, fault)], error.position, entry)
        self.work.engine.broken.clear()
