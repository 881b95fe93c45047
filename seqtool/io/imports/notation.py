"""Compact notation in plain lines (``name<TAB>text``) or under FASTA headings; the reader itself is loaded when needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from seqtool.io.imports.formats import Format, Ready, Source

_HEAD: Final = 1 << 16
_LINES: Final = 60
_TEXTS: Final = 20
_LONGEST_LINE: Final = 4_000
#: What no plain sequence has; a look at it saves loading the reader.
_SIGN: Final = re.compile(rb"[\[(/+;']|[a-z]\*|\*[a-z]|\*[A-Z]\*|[a-z][ACGTU]|[ACGTU][a-z]|[A-Za-z]-[A-Za-z]")


def looks(head: bytes) -> bool:
    """Whether all lines are texts with names, most of them clearly in compact notation."""
    lines = [
        line for line in head[:_HEAD].splitlines()[:_LINES] if line.strip() and not line.startswith(b"#")
    ]
    if not lines or any(len(line) > _LONGEST_LINE for line in lines):
        return False
    fasta = lines[0].startswith(b">")
    if fasta:
        bodies = [line for line in lines if not line.startswith(b">")]
    else:
        rows = [line.split(b"\t") for line in lines]
        # A first line without notation is a line of headings: that is a spreadsheet saved as text.
        if any(len(row) not in (2, 3) for row in rows) or not _SIGN.search(rows[0][1]):
            return False
        bodies = [row[1] for row in rows]
    bodies = bodies[:_TEXTS]
    if not bodies or sum(_SIGN.search(body) is not None for body in bodies) * 2 <= len(bodies):
        return False
    try:
        decoded = [body.decode("utf-8") for body in bodies]
    except UnicodeDecodeError:
        return False
    from seqtool.io.imports.notation_texts import clearly

    return clearly(decoded, fasta=fasta)


def read(source: Source) -> Iterator[Ready]:
    """The sequences of a file, each with its features and its source.

    Raises:
        InputError: the file or the table of symbols cannot be read.
    """
    from seqtool.io.imports.notation_texts import read as read_texts

    yield from read_texts(source)


FORMAT = Format(
    name="notation",
    title="compact notation of modified oligonucleotides, peptides and formulas (name, tab, text)",
    suffixes=(".txt", ".tab"),
    looks=looks,
    read=read,
    coding=False,
)
