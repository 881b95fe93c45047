"""Use case: write a listing in another form.

One ST.26 listing is read as it stands (tolerantly, sequence by sequence, keeping its SEQ ID NOs). Anything
else, or several inputs, or choices that change sequences, first becomes a listing, by the import with all its
questions and notes, in a temporary file, and that is written in the other form.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

import msgspec

from seqtool.app.convert import convert
from seqtool.app.fix import LOST
from seqtool.app.many import naming, open_input
from seqtool.app.validate import Options
from seqtool.errors import InputError
from seqtool.io import names as names_table
from seqtool.io.atomic import replacing
from seqtool.io.exports import Item, Job
from seqtool.io.exports import Options as Form
from seqtool.io.exports import form as format_of
from seqtool.io.exports.parts import source_of
from seqtool.io.imports import Choices, Kind, Note, Notes, Selection
from seqtool.io.imports.notes import Taken
from seqtool.io.imports.sniff import opened
from seqtool.io.names import Names
from seqtool.io.st26.lines import Lines
from seqtool.io.st26.reader import Block, Found, ListingReader
from seqtool.model import GeneralInformation
from seqtool.report.result import Result
from seqtool.rules import catalogue
from seqtool.task import Task

_BLOCK: Final = 1 << 20
_HEAD: Final = 1 << 16
_GZIP: Final = b"\x1f\x8b"
_LISTING: Final = re.compile(rb"ST26SequenceListing|<SequenceData\b")
#: Qualifiers of sources that get a column: the standard has some fifty.
_MOST_NAMES: Final = 200
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)


class Exported(msgspec.Struct, kw_only=True):
    """What came out. ``result`` are the findings where a listing was made first."""

    notes: Notes
    sequences: int
    #: What was written, for people: ``FASTA``.
    into: str
    result: Result | None = None
    #: Parts of the listing that could not be read.
    lost: int = 0


def is_listing(name: str, form: str | None) -> bool:
    """Whether an input is an ST.26 listing, by its beginning (standard input is not consumed).

    Raises:
        InputError: it cannot be opened.
    """
    if form is not None:
        return form == "st26"
    if name == "-":
        stdin = sys.stdin.buffer
        head = stdin.peek(_HEAD) if isinstance(stdin, io.BufferedReader) else b""
    else:
        with open_input(name).open("rb") as file:
            head = file.read(_HEAD)
    if head[:2] == _GZIP:
        with contextlib.suppress(zlib.error):
            head = zlib.decompressobj(31).decompress(head, _HEAD)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    return _LISTING.search(head) is not None


def export(
    inputs: tuple[str, ...],
    output: Path | BinaryIO,
    to: str,
    *,
    general: GeneralInformation | Callable[[dict[str, str]], GeneralInformation],
    choices: Choices,
    options: Options,
    asis: bool = True,
    form: str | None = None,
    select: Selection | None = None,
    how: Form | None = None,
    names: Names | None = None,
    names_to: Path | None = None,
    names_wanted: bool = False,
    task: Task | None = None,
) -> Exported:
    """Write the inputs as ``to`` (a name of ``seqtool.io.exports``); ``output`` appears whole or not at all.

    ``asis`` is false where general information was given that a listing is to
    be written with: it is then made anew. ``names`` are given back to its
    sequences, ``names_to`` is a table of names to be written.

    Raises:
        InputError: an input cannot be read, or nothing of it can be written.
        QuestionsError: something must not be guessed; all of it at once.
        CancelledError: the task was cancelled.
    """
    task = task or Task()
    run = _Run(to, how or Form(), names, task)
    run.rows = None if names_to is None else []
    with contextlib.ExitStack() as stack:
        if len(inputs) == 1 and asis and choices == Choices() and is_listing(inputs[0], form):
            run.notes = Notes(names=names_wanted)
            run.file = "standard input" if inputs[0] == "-" else inputs[0]
            run.select = select or Selection(None)
            run.source = _at_hand(inputs[0], stack)
            done = run.write(output)
        else:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="seqtool-"))
            run.source = Path(folder) / "listing.xml"
            made = convert(
                inputs, run.source, general, choices, options=options, form=form, select=select, names_wanted=True, task=task
            )  # fmt: skip
            run.adopt(made.notes)
            run.file = _called(inputs)
            done = run.write(output)
            if not names_wanted:
                made.notes.names = None
            # The listing that was checked is gone with its folder.
            done.result = msgspec.structs.replace(made.result, file=run.file)
    if names_to is not None:
        with replacing(names_to) as out:
            names_table.write(run.rows or (), out)
    return done


def write_names(listing: Path, taken: Iterable[Taken], names: Names | None, target: Path) -> None:
    """Write the table of names of a listing that an import has just written."""
    known = {row.sequence: row for row in taken}

    def rows(reader: ListingReader) -> Iterator[names_table.Named]:
        for number, block in enumerate(reader, 1):
            if block.entry is None:
                continue
            row: Taken | names_table.Named | None = known.get(number)
            if names is not None and not (row and row.name):
                row = names.take(block.entry.sequence) or row
            name, description = (row.name, row.description) if row else ("", "")
            yield names_table.named(number, name, description, block.entry.sequence)

    with ListingReader(listing) as reader, replacing(target) as out:
        names_table.write(rows(reader), out)


def _called(inputs: tuple[str, ...]) -> str:
    """The inputs in messages about all of them."""
    named = ["standard input" if name == "-" else name for name in inputs]
    return ", ".join(named[:3]) + (f" and {len(named) - 3:,} more" if len(named) > 3 else "")


def _at_hand(name: str, stack: contextlib.ExitStack) -> Path:
    """The input as a file that can be read twice, unpacked where it is gzip."""
    raw: io.BufferedReader[Any]
    if name == "-":
        stdin = sys.stdin.buffer
        raw = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(io.BytesIO(stdin.read()))
    else:
        raw = stack.enter_context(open_input(name).open("rb"))
        if Path(name).is_file() and raw.peek(2)[:2] != _GZIP:
            return Path(name)
    spool = stack.enter_context(_spool())
    shutil.copyfileobj(opened(raw, name), spool, _BLOCK)
    spool.flush()
    return Path(spool.name)


def _spool() -> contextlib.AbstractContextManager[IO[bytes]]:
    return tempfile.NamedTemporaryFile(prefix="seqtool-", suffix=".xml")


class _Run:
    """One listing on its way into another form."""

    source: Path

    def __init__(self, to: str, how: Form, names: Names | None, task: Task) -> None:
        self.format = format_of(to)
        self.how, self.names, self.task = how, names, task
        self.notes = Notes()
        self.file = ""
        self.select = Selection(None)
        self.lost = 0
        #: Names of a listing that was made here, by SEQ ID NO.
        self._taken: dict[int, Taken] | None = None
        #: Rows of the table of names, where one is wanted.
        self.rows: list[names_table.Named] | None = None

    def adopt(self, notes: Notes) -> None:
        """Go on with the notes of an import, and with the names that it found."""
        self.notes = notes
        self._taken = {row.sequence: row for row in notes.rows()}

    def write(self, output: Path | BinaryIO) -> Exported:
        """Write the whole listing."""
        notes = self.notes
        # What the import counted is what came in; the form must not count it twice.
        counted = (dict(notes.features), dict(notes.records), notes.names, notes.taken)
        if self._taken is not None:
            notes.names = None
        try:
            total, qualifiers = self._survey() if self.format.surveyed else (0, frozenset[str]())
            with ListingReader(self.source) as reader:
                self._head(reader)
                with contextlib.ExitStack() as stack:
                    job = Job(
                        general=reader.head.general,
                        items=self._items(reader),
                        total=total,
                        source_qualifiers=qualifiers,
                        out=stack.enter_context(replacing(output)) if isinstance(output, Path) else output,
                        notes=notes,
                        file=self.file,
                        suffix=output.suffix.lower() if isinstance(output, Path) else "",
                        options=self.how,
                    )
                    self.format.write(job)
                    self._see(job)
                    job.out.flush()
                self._after(reader)
        except InputError as error:
            raise naming(error, self.file) from None
        if self._taken is not None:
            notes.features, notes.records, notes.names, notes.taken = counted
        return Exported(notes=notes, sequences=job.written, into=self.format.title, lost=self.lost)

    def _see(self, job: Job) -> None:
        if not job.written:
            why = [
                f"  line {note.line or 0:,}: {note.reason}"
                for note in self.notes.kept
                if note.kind == Kind.LEFT_OUT
                and note.line
                and note.feature is None
                and note.qualifier is None
            ]
            raise InputError(
                "\n".join([f"{self.file}: no sequence is left to write as {self.format.title}.", *why[:5]])
            )

    def _tell(self, kind: Kind, reason: str, line: int, before: str | None = None) -> None:
        self.notes.add(Note(kind=kind, reason=reason, file=self.file, line=line or None, before=before))

    def _head(self, reader: ListingReader) -> None:
        head = reader.head
        self._found(head.found, 1)
        if not head.readable:
            first = next(iter(head.found), None)
            why = f" ({catalogue()[first.code].name}, line {first.fault.line or 1:,})" if first else ""
            raise InputError(f"{self.file} cannot be read as a listing{why}; seqtool validate says more.")
        if not head.known:
            self.lost += 1
            self._tell(Kind.LEFT_OUT, "the general information part cannot be read as XML", 1)

    def _found(self, found: tuple[Found, ...], line: int) -> None:
        """Tell what reading lost: bytes or elements that are no text of the listing."""
        for code, fault in found:
            if code in LOST:
                self.lost += 1
                rule = catalogue()[code]
                self._tell(
                    Kind.LEFT_OUT,
                    f"a part of the listing cannot be read ({code} {rule.name})",
                    fault.line or line,
                    fault.value,
                )

    def _survey(self) -> tuple[int, frozenset[str]]:
        """How many sequences there are, and the names of all qualifiers of their sources."""
        total, names = 0, set[str]()
        with ListingReader(self.source) as reader:
            for position, block in enumerate(reader, 1):
                self.task.check()
                if block.entry is None or self._number(block, position) not in self.select:
                    continue
                total += 1
                source = source_of(block.entry.sequence)
                if source is not None and len(names) < _MOST_NAMES:
                    names.update(qualifier.name for qualifier in source.qualifiers)
        return total, frozenset(names)

    @staticmethod
    def _number(block: Block, position: int) -> int:
        declared = block.entry.declared if block.entry else None
        text = declared.number if declared else None
        return int(text) if text and _NUMBER.fullmatch(text) else position

    def _items(self, reader: ListingReader) -> Iterator[Item]:
        notes, size = self.notes, max(self.source.stat().st_size, 1)
        before, lines, found = 0, Lines(), 0
        for position, block in enumerate(reader, 1):
            self.task.step(reader.offset, size)
            notes.records["read"] += 1
            line = lines.of(block)
            self._found(block.found, line)
            if block.entry is None:
                if not any(code in LOST for code, _ in block.found):
                    self.lost += 1
                notes.records["left_out"] += 1
                self._tell(Kind.LEFT_OUT, "a sequence cannot be read as XML", line)
                continue
            number = self._number(block, position)
            if number not in self.select:
                notes.records["left_out"] += 1
                self._tell(Kind.LEFT_OUT, "not selected", line)
                continue
            found += 1
            item = self._item(block, number, line)
            self._check(block, item, before, line)
            before = number
            yield item
        if (unmet := self.select.unmet(found)) is not None:
            self._tell(Kind.LEFT_OUT, unmet, 0)

    def _item(self, block: Block, number: int, line: int) -> Item:
        assert block.entry is not None
        sequence = block.entry.sequence
        name = description = file = ""
        if self._taken is not None:
            row = self._taken.get(number)
            line = row.line if row else 0
            if row:
                name, description, file = row.name, row.description, row.file
        if not name and self.names is not None and (found := self.names.take(sequence)) is not None:
            name, description = found.name, found.description
        elif not name and self.names is not None and not sequence.skipped:
            self._tell(
                Kind.QUESTION, "no name in the table of names has these residues", line, f"SEQ ID NO {number}"
            )
        if self.rows is not None:
            self.rows.append(names_table.named(number, name, description, sequence))
        return Item(number, sequence, name, description, line, file)

    def _check(self, block: Block, item: Item, before: int, line: int) -> None:
        """Tell what the file states otherwise than the form will show it."""
        declared = block.entry.declared if block.entry else None
        if declared is None:
            return
        if declared.number != str(item.number):
            self._tell(
                Kind.CHANGED,
                "a SEQ ID NO that is no number: the place in the listing stands for it",
                line,
                declared.number,
            )
        elif item.number <= before:
            self._tell(
                Kind.QUESTION,
                "SEQ ID NOs do not ascend, so that two sequences may have the same one",
                line,
                declared.number,
            )
        length = item.sequence.residues.length
        if not item.sequence.skipped and declared.length is not None and declared.length != str(length):
            self._tell(
                Kind.QUESTION,
                "the listing states another length than the sequence has residues; residues may be lost",
                line,
                f"{declared.length} stated, {length:,} found",
            )

    def _after(self, reader: ListingReader) -> None:
        self._found(reader.tail, reader.line)
        for row in self.names.left() if self.names is not None else ():
            self._tell(
                Kind.QUESTION, "a name of the table of names fits no sequence", 0, f"{row.name} (SEQ ID NO {row.number})"
            )  # fmt: skip
