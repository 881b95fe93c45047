"""The input formats: each is one module with a ``FORMAT``; which one reads an input is decided by content."""

from __future__ import annotations

import importlib
import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.notes import Notes
from seqtool.io.imports.record import Record
from seqtool.model import Sequence


class Source(msgspec.Struct):
    """One input at hand.

    ``file`` is unpacked where it was gzip, stands at its beginning, and may not be
    seekable: a format that must seek copies it (:func:`seekable`).
    """

    file: io.BufferedReader[Any]
    #: As the user gave it, for messages.
    name: str
    choices: Choices
    notes: Notes
    #: Keys of :attr:`Format.general` whose value is not used, as the user or an earlier input gives another.
    unused: frozenset[str] = frozenset()


class Ready(msgspec.Struct, kw_only=True):
    """A finished sequence: its reader has decided everything and told it to the notes.

    ``number`` is its SEQ ID NO in the source, where that has numbers; values of
    ``protein_id`` and citations in free text refer to those, and the importer
    renumbers them.
    """

    file: str
    line: int
    name: str
    description: str = ""
    sequence: Sequence
    number: int | None = None


Item = Record | Ready


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One input format."""

    #: The value of ``--from``.
    name: str
    title: str
    #: What such files are usually called: for help only.
    suffixes: tuple[str, ...]
    #: Whether an input is of this format, by its first 64 KiB without a byte order mark.
    looks: Callable[[bytes], bool]
    read: Callable[[Source], Iterator[Item]]
    #: General information that the file holds, by the dotted keys of the ``--general`` file.
    general: Callable[[Source], dict[str, str]] | None = None
    #: About how many sequences there are, found quickly, where counting the usual signs does not say it.
    count: Callable[[Source], int] | None = None
    #: Its sequences have SEQ ID NOs that other parts of the file refer to.
    numbered: bool = False
    #: Those numbers alone, in order, where that is quicker than reading.
    numbers: Callable[[Source], Iterator[int | None]] | None = None
    #: Its records may hold coding sequences whose proteins the importer adds.
    coding: bool = True


#: Format → its module, in the order in which they look at an input: the unmistakable first.
_MODULES: Final = {
    "st26": "st26",
    "st25": "st25",
    "json": "listing_json",
    # Before FASTA and tables, whose form it has: it takes only what is clearly notation.
    "notation": "notation",
    "fasta": "fasta",
    "genbank": "genbank",
    "embl": "embl",
    "insdseq": "insdxml",
    "gbseq": "insdxml",
    "uniprot": "uniprot",
    "snapgene": "snapgene",
    "gff3": "gff",
    "multi": "multi",
    "xlsx": "sheet",
    "ods": "sheet",
    "docx": "word",
    "csv": "sheet",
    "tsv": "sheet",
    # Last, as letters alone look like many things.
    "raw": "raw",
}


def names() -> list[str]:
    """The names of all input formats, without loading any."""
    return sorted(_MODULES)


def form(name: str) -> Format:
    """The format of this name."""
    module = importlib.import_module(f"seqtool.io.imports.{_MODULES[name]}")
    found: Format = module.FORMATS[name] if hasattr(module, "FORMATS") else module.FORMAT
    return found


def forms() -> Iterator[Format]:
    """All formats in the order in which they look at an input."""
    for name in _MODULES:
        yield form(name)


def seekable(source: Source, limit: int | None = None) -> BinaryIO:
    """The bytes of a source in a file that can be read at any place and more than once.

    Raises:
        InputError: there are more than ``limit`` bytes.
    """
    if source.file.seekable():
        return source.file
    copy: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  whoever reads it keeps it open
    if limit is None:
        shutil.copyfileobj(source.file, copy, 1 << 20)
    else:
        left = limit
        while block := source.file.read(min(1 << 20, left + 1)):
            left -= len(block)
            if left < 0:
                raise InputError(f"{source.name} has more than {limit:,} bytes, too many for this format.")
            copy.write(block)
    copy.seek(0)
    return copy
