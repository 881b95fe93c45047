"""Which reader reads an input: decided by content, never by the file name alone."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from seqtool.errors import InputError
from seqtool.io.imports import fasta, genbank
from seqtool.io.imports.record import Record

Reader = Callable[[BinaryIO, str], Iterator[Record]]

#: Format → its reader.
FORMATS: dict[str, Reader] = {"fasta": fasta.read, "genbank": genbank.read}

_HEAD = 1 << 16
_GENBANK = re.compile(rb"^LOCUS[ \t]", re.MULTILINE | re.IGNORECASE)
#: Known formats that are not read (yet): pattern of the first bytes and what to say.
_OTHERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (
        re.compile(rb"ID   .*;"),
        "an EMBL or Swiss-Prot file, which is not read yet; download it as GenBank or FASTA",
    ),
    (re.compile(rb"\s*<110>"), "an ST.25 listing, which is not read yet"),
    (re.compile(rb"\s*<\?xml[\s\S]*?ST26SequenceListing"), "an ST.26 listing already"),
    (re.compile(rb"\s*<"), "XML; take the record as GenBank or FASTA instead"),
    (re.compile(rb"@[^\n]*\n[A-Za-z*.-]+\r?\n\+"), "FASTQ; convert it to FASTA first"),
    (re.compile(rb"##gff-version"), "GFF, which is not read yet"),
    (re.compile(rb"PK\x03\x04"), "a ZIP, Word or Excel file, which is not read yet"),
    (re.compile(rb"BZh|\xfd7zXZ"), "compressed otherwise than with gzip; unpack it first"),
    (re.compile(rb"\t\x00\x00\x00\x0eSnapGene"), "a SnapGene file; export it as GenBank"),
    (re.compile(rb"\xff\xfe|\xfe\xff"), "text in UTF-16; save it as UTF-8"),
)


def opened(raw: io.BufferedReader[Any], file: str) -> io.BufferedReader[Any]:
    """The input, unpacked where it is gzip."""
    if raw.peek(2)[:2] == b"\x1f\x8b":
        return io.BufferedReader(_Gunzip(raw, file), 1 << 20)
    return raw


class _Gunzip(io.RawIOBase):
    """Gzip whose faults are told in our words."""

    def __init__(self, raw: BinaryIO, file: str) -> None:
        self._inner = gzip.GzipFile(fileobj=raw)
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        assert isinstance(buffer, memoryview)
        try:
            data = self._inner.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError(f"{self._file}: the gzip file is damaged or cut off ({error}).") from error
        buffer[: len(data)] = data
        return len(data)


def sniff(head: bytes, file: str) -> str:
    """The format of an input by its first bytes.

    Raises:
        InputError: it is empty or nothing that is read, and what it seems to be.
    """
    bare = head.removeprefix(b"\xef\xbb\xbf")
    text = bare.lstrip()
    if not text:
        raise InputError(f"{file} is empty.")
    if text[:1] in b">;":
        return "fasta"
    for pattern, what in _OTHERS:
        if pattern.match(bare):
            raise InputError(f"{file} is {what}.")
    if _GENBANK.search(bare):
        return "genbank"
    if b"\x00" in bare:
        raise InputError(f"{file} is binary, neither FASTA nor GenBank.")
    raise InputError(
        f"{file} is neither FASTA (no line that begins with >) nor GenBank (no LOCUS line). "
        "A bare sequence needs a first line such as >name."
    )


def records(raw: io.BufferedReader[Any], file: str, form: str | None = None) -> Iterator[Record]:
    """The records of one input, read as they are asked for.

    Raises:
        InputError: it cannot be read.
    """
    plain = opened(raw, file)
    chosen = form or sniff(plain.peek(_HEAD)[:_HEAD], file)
    return FORMATS[chosen](plain, file)
