"""GFF3 with its sequences: ``lines`` reads the columns, ``terms`` the tables, ``features`` joins lines, ``reader`` puts them on residues."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.imports.counting import lines_with
from seqtool.io.imports.formats import Format
from seqtool.io.imports.gff.reader import read

#: A line of features in any version of GFF, or in GTF.
_LINE: Final = re.compile(
    rb"[^\t\r\n]{1,500}\t[^\t\r\n]{0,200}\t[^\t\r\n]{1,200}\t[0-9]{1,12}\t[0-9]{1,12}\t[^\t\r\n]{1,40}\t[+.?-]\t[012.]"
    rb"(?:\t|[ \t\r]*\n|[ \t\r]*$)"
)


def looks(head: bytes) -> bool:
    """Whether a text is GFF or GTF, by its first line or by its columns."""
    bare = head.lstrip()
    if bare[:13].lower() == b"##gff-version":
        return True
    for line in bare.split(b"\n", 200)[:200]:
        if line.strip() and not line.startswith(b"#"):
            return _LINE.match(line) is not None
    return bare.startswith(b"##sequence-region")


FORMAT = Format(
    name="gff3",
    title="GFF3 with FASTA",
    suffixes=(".gff3", ".gff"),
    looks=looks,
    read=read,
    count=lines_with(b">"),
)
