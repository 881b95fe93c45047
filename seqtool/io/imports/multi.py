"""The multi-sequence format of WIPO Sequence: ``<name; molecule type; organism>``, then residues to a ``*``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from seqtool.errors import InputError
from seqtool.io.imports.counting import lines_with
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.raw import parts, residues_of
from seqtool.io.imports.record import Record

#: What stands for a molecule type; ``PRT`` is that of the older standard ST.25.
MOLTYPES: Final = {"DNA": "DNA", "RNA": "RNA", "AA": "AA", "PRT": "AA", "PROTEIN": "AA", "": ""}
_HEADING: Final = re.compile(rb"<([^<>;\r\n]{0,1000}(?:;[^<>;\r\n]{0,1000}){2,9})>([^\r\n]{0,1048576})")
_LOOKS: Final = re.compile(
    rb"\s*<[^<>;\r\n]{0,1000}(?:;[^<>;\r\n]{0,1000}){0,8};[ \t]*(?:DNA|RNA|AA|PRT|PROTEIN)?[ \t]*;[^<>;\r\n]{0,1000}>",
    re.IGNORECASE,
)
_HOW: Final = "a heading is <name; DNA, RNA or PRT; organism> on one line"


def read(source: Source) -> Iterator[Record]:
    """The sequences of a file, each with the molecule type and the organism of its heading.

    Raises:
        InputError: a heading is none, or text stands outside of a sequence.
    """
    record: Record | None = None
    ended = False
    for number, line, again in parts(source.file):
        text = line.strip()
        if not text:
            continue
        if text.startswith(b"<") and not again:
            if record is not None:
                yield record
            record, text = _heading(source, text, number)
            ended = False
            if not text:
                continue
        if record is None or ended:
            shown = text[:40].decode("utf-8", "replace")
            raise InputError(
                f"{source.name}, line {number}: {shown!r} stands "
                + ("after the * that ends a sequence" if ended else "before the first heading")
                + f"; {_HOW}."
            )
        ended = text.endswith(b"*")
        letters = residues_of(text.removesuffix(b"*") if ended else text).letters
        if letters and record.residues and len(record.residues[-1]) < 4096:
            record.residues[-1] += letters
        elif letters:
            record.residues.append(letters)
    if record is None:
        raise InputError(f"{source.name} has no heading; {_HOW}.")
    yield record


def _heading(source: Source, text: bytes, number: int) -> tuple[Record, bytes]:
    found = _HEADING.match(text)
    if found is None:
        shown = text[:80].decode("utf-8", "replace")
        raise InputError(f"{source.name}, line {number}: {shown!r} is no heading; {_HOW}.")
    *names, moltype, organism = (part.strip() for part in found[1].decode("utf-8", "replace").split(";"))
    if moltype.upper() not in MOLTYPES:
        raise InputError(
            f"{source.name}, line {number}: {moltype!r} is no molecule type; write DNA, RNA or PRT (for a protein)."
        )
    record = Record(
        file=source.name,
        line=number,
        name="; ".join(names),
        residues=[],
        molecule=MOLTYPES[moltype.upper()],
        organism=organism,
    )
    return record, found[2].strip()


def looks(head: bytes) -> bool:
    """Whether a text begins with a heading of this format."""
    return _LOOKS.match(head) is not None


FORMAT = Format(
    name="multi",
    title="multi-sequence format of WIPO Sequence and PatentIn",
    suffixes=(".txt", ".seq"),
    looks=looks,
    read=read,
    count=lines_with(b"<"),
    coding=False,
)
