"""GFF3 and its residues: from the same file (``##FASTA``) or from the one that ``--sequences`` names."""

from __future__ import annotations

import io
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from seqtool.errors import InputError
from seqtool.io.imports import fasta
from seqtool.io.imports.formats import Source
from seqtool.io.imports.gff.features import Features
from seqtool.io.imports.gff.lines import Row, row, seqid_of
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import Record

_LONGEST_LINE: Final = 1 << 20
#: Bytes of annotation that are held at once, as text; and lines of one sequence, which are read to pieces together.
_MOST: Final = 256 << 20
_MOST_LINES: Final = 500_000
_PLAIN: Final = b"ACGTNacgtn"
_NUCLEOTIDES: Final = b"acgtumrwsykvhdbnACGTUMRWSYKVHDBN"
#: Fewest residues whose letters alone say DNA (as for FASTA).
_FEWEST: Final = 20


def read(source: Source) -> Iterator[Record]:
    """A record for each sequence, with its features.

    Raises:
        InputError: it is GTF or an older GFF, a line is damaged, or there are no residues.
    """
    lines, inside = _annotation(source)
    names = set(lines)
    taken: set[str] = set()
    others: list[str] = []
    if inside is not None:
        offset, file = inside
        for record in fasta.read(file, source.name):
            record.line += offset
            taken.add(record.name)
            yield _annotated(record, lines.pop(record.name, _Text()), source)
    if source.choices.sequences is not None:
        yield from _outside(source, lines, taken, others)
    elif inside is None:
        raise InputError(
            f"{source.name} has features but no sequences: give the FASTA file that it belongs to with --sequences FILE."
        )
    if names and not names & taken:
        shown, have = min(names)[:60], next(iter([*taken, *others]), "")[:60]
        raise InputError(
            f"{source.name}: no sequence has a name that the features use (features: {shown!r}, sequences: {have!r}). "
            "The first column and the word behind > must be alike."
        )
    for name, rows in lines.items():
        if rows:
            yield _bare(name, rows, source)


def _annotation(source: Source) -> tuple[dict[str, _Text], tuple[int, BinaryIO] | None]:
    """The lines by sequence; and, where FASTA follows, the line number before it and a file that begins with it."""
    lines: dict[str, _Text] = {}
    size = number = 0
    first = True
    while line := source.file.readline(_LONGEST_LINE):
        number += 1
        size += len(line)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) == _LONGEST_LINE or size > _MOST:
            raise InputError(
                f"{source.name}, line {number:,}: more annotation than is read at once ({_MOST >> 20} MB, a line of 1 MB); "
                "take the part of it that concerns the sequences of the application."
            )
        if line.startswith(b"##"):
            word, _, rest = line[2:].strip().partition(b" ")
            if word.lower() == b"fasta":
                return lines, (number, source.file)
            if word.lower() == b"gff-version" and not rest.strip().startswith(b"3"):
                raise InputError(
                    f"{source.name}, line {number}: GFF version {rest.strip()[:20].decode('latin-1')}, which is not read. Convert it to "
                    "GFF3 first, for instance with AGAT."
                )
            if word.lower() == b"sequence-region" and rest.split():
                lines.setdefault(seqid_of(rest.split()[0]), _Text())
            continue
        if line.startswith(b">"):
            return lines, (number - 1, io.BufferedReader(_Again(line, source.file)))
        if line.strip() and not line.startswith(b"#"):
            if first:
                row(
                    line, number, source.name
                )  # GTF and tables that are none are told before their sequences are missed
                first = False
            lines.setdefault(seqid_of(line), _Text()).add(number, line)
    return lines, None


class _Text:
    """The lines of one sequence, close together as long as nobody needs them."""

    def __init__(self) -> None:
        self._numbers = array("Q")
        self._bytes = bytearray()

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, number: int, line: bytes) -> None:
        """Take a line."""
        self._numbers.append(number)
        self._bytes += line.rstrip(b"\r\n") + b"\n"

    def rows(self, file: str) -> list[Row]:
        """The lines, read.

        Raises:
            InputError: one of them is damaged, or there are too many.
        """
        if len(self) > _MOST_LINES:
            raise InputError(
                f"{file}, line {self._numbers[0]:,}: more than {_MOST_LINES:,} lines for one sequence; take the part of it that "
                "concerns the application."
            )
        lines = self._bytes.split(b"\n")
        self._bytes.clear()
        return [row(bytes(line), number, file) for number, line in zip(self._numbers, lines, strict=False)]


class _Again(io.RawIOBase):
    """A file before which a line is put back."""

    def __init__(self, line: bytes, rest: BinaryIO) -> None:
        self._line, self._rest = line, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        assert isinstance(buffer, memoryview)
        data = self._line[: len(buffer)] or self._rest.read(len(buffer))
        self._line = self._line[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _annotated(record: Record, lines: _Text, source: Source) -> Record:
    """The record with the features of its lines."""
    if not lines:
        return record
    rows = lines.rows(source.name)
    features = Features(rows, record.name, record.length, source)
    record.circular = features.circular
    record.features = list(features.all())
    record.annotated = True
    record.molecule = _molecule(record.residues)
    if any(chunk.translate(None, _NUCLEOTIDES + b"-.*") for chunk in record.residues):
        # Types of the Sequence Ontology are placed on nucleotides here.
        record.residues = []
        record.without = "its residues are not those of a nucleic acid; features of proteins are read from UniProtKB and GenPept records"  # fmt: skip
    return record


def _molecule(residues: list[bytes]) -> str:
    """DNA where the letters leave no doubt (as for FASTA), else nothing, so that it is asked."""
    plain = not any(chunk.translate(None, _PLAIN) for chunk in residues)
    thymine = any(b"t" in chunk or b"T" in chunk for chunk in residues)
    return "DNA" if plain and thymine and sum(map(len, residues)) >= _FEWEST else ""


def _bare(name: str, lines: _Text, source: Source) -> Record:
    """Features whose sequence is not there: a record that cannot be taken."""
    rows = lines.rows(source.name)
    return Record(
        file=source.name,
        line=rows[0].line,
        name=name,
        residues=[],
        features=list(Features(rows, name, 0, source).all()),
        annotated=True,
        without="the file has features of it but no residues; give them with --sequences FILE",
    )


def _outside(source: Source, lines: dict[str, _Text], taken: set[str], others: list[str]) -> Iterator[Record]:
    """The sequences of the other file that the features name; the rest is told, and the first of it added to ``others``."""
    from seqtool.io.imports.sniff import opened

    name = source.choices.sequences or ""
    try:
        raw: io.BufferedReader[Any] = Path(name).open("rb")  # noqa: SIM115  closed below, also where the reader is left
    except OSError as error:
        raise InputError(f"{name}, given with --sequences, cannot be read: {error.strerror}.") from error
    with raw:
        for record in fasta.read(opened(raw, name), name):
            if record.name in taken or record.name not in lines:
                _tell_unnamed(source, record, twice=record.name in taken)
                others += [] if others else [record.name]
                continue
            taken.add(record.name)
            yield _annotated(record, lines.pop(record.name), source)


def _tell_unnamed(source: Source, record: Record, *, twice: bool) -> None:
    source.notes.records["read"] += 1
    source.notes.records["left_out"] += 1
    source.notes.add(
        Note(
            kind=Kind.LEFT_OUT,
            reason="a sequence of the file of --sequences that "
            + ("stands there or in the GFF3 file already" if twice else "the GFF3 file does not name"),
            file=record.file,
            record=record.name,
            line=record.line,
        )
    )
