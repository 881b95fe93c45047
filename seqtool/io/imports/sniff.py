"""Which reader reads an input: decided by content, never by the file name alone."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from seqtool.errors import InputError
from seqtool.io.imports import formats
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Notes

_HEAD = 1 << 16
#: Known formats that are not read: pattern of the first bytes and what to say.
_OTHERS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"@[^\n]*\n[A-Za-z*.-]+\r?\n\+"), "FASTQ; convert it to FASTA first"),
    (re.compile(rb"%PDF-"), "a PDF document; copy the sequences into a text or Word file"),
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        "an old Word or Excel document; save it as .docx or .xlsx",
    ),
    (re.compile(rb"\{\\rtf"), "an RTF document; save it as .docx"),
    (re.compile(rb"BZh|\xfd7zXZ|7z\xbc\xaf"), "compressed otherwise than with gzip; unpack it first"),
    (re.compile(rb"PK\x03\x04"), "a ZIP file that is no spreadsheet and no Word document; unpack it first"),
    (re.compile(rb"SQLite format 3\x00"), "a database, which holds no sequences to import"),
    (re.compile(rb"# STOCKHOLM|CLUSTAL|MUSCLE|#NEXUS"), "an alignment; save it as FASTA first"),
    (re.compile(rb"@(?:HD|SQ|RG|PG)\t|BAM\x01"), "SAM or BAM, reads and no sequences to list"),
    (re.compile(rb"ABIF|\.scf"), "the trace of a sequencer; save its sequence as FASTA first"),
    (
        re.compile(rb"\s*(?:<!doctype html|<html)", re.IGNORECASE),
        "a web page; save the record as text (GenBank, FASTA) instead",
    ),
    (
        re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:uniprot|entrySet|Bioseq)", re.IGNORECASE),
        "XML of a kind that is not read (UniProt or NCBI); download the record as text (UniProt, GenBank) or as FASTA",
    ),
    (re.compile(rb"\s*<"), "XML of a kind that is not read"),
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
    """The name of the format of an input, by its first bytes.

    Raises:
        InputError: it is empty or nothing that is read, and what it seems to be.
    """
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if not bare.strip():
        raise InputError(f"{file} is empty.")
    for known in formats.forms():
        if known.looks(bare):
            return known.name
    for pattern, what in _OTHERS:
        if pattern.match(bare):
            raise InputError(f"{file} is {what}.")
    if b"\x00" in bare:
        raise InputError(f"{file} is binary and of no format that is read.")
    raise InputError(
        f"{file} is of no format that is read: no line begins with > (FASTA), LOCUS (GenBank) or another known "
        "sign; seqtool formats lists them. Name the format with --from if it is one of these; "
        "bare sequence text may have nothing but letters, blanks and running numbers."
    )


def source_of(
    raw: io.BufferedReader[Any], file: str, form: str | None, choices: Choices, notes: Notes
) -> tuple[formats.Format, formats.Source]:
    """The format of one input, and the source to give to its functions.

    Raises:
        InputError: it cannot be read.
    """
    plain = opened(raw, file)
    known = formats.form(form or sniff(plain.peek(_HEAD)[:_HEAD], file))
    return known, formats.Source(plain, file, choices, notes)


def items(
    raw: io.BufferedReader[Any],
    file: str,
    form: str | None = None,
    choices: Choices | None = None,
    notes: Notes | None = None,
) -> Iterator[formats.Item]:
    """The records or sequences of one input, read as they are asked for.

    Raises:
        InputError: it cannot be read.
    """
    known, source = source_of(raw, file, form, choices or Choices(), notes or Notes())
    return known.read(source)
