"""UniProtKB (Swiss-Prot, TrEMBL) flat text: ``reader`` parts it into records, ``features`` reads the FT lines."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.imports.counting import lines_with
from seqtool.io.imports.formats import Format
from seqtool.io.imports.uniprot.reader import read

_ID: Final = re.compile(
    rb"ID   \S+\s+(?:(?:Reviewed|Unreviewed);|[A-Za-z]{1,20};\s+PRT;)\s+[0-9]+ AA\.?[ \t]*\r?\n",
    re.IGNORECASE,
)
#: Protein records of EMBL's patent division have the same first line, but its feature table.
_EMBL: Final = re.compile(rb"^(?:FH   |FT   [a-z])", re.MULTILINE)


def looks(head: bytes) -> bool:
    """Whether a text begins with a record of UniProtKB."""
    bare = head.lstrip()
    first, _, _ = bare.partition(b"\n//")
    return _ID.match(bare) is not None and _EMBL.search(first) is None


FORMAT = Format(
    name="uniprot",
    title="UniProtKB/Swiss-Prot flat text",
    suffixes=(".txt", ".dat", ".sp", ".swiss"),
    looks=looks,
    read=read,
    count=lines_with(b"ID   "),
    coding=False,
)
