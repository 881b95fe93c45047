"""Word documents: sequences in tables and paragraphs are offered as a list, from which the user chooses.

``document`` gives paragraphs and rows of tables, ``candidates`` what of them looks like sequences,
``lines`` what a line of residues is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from seqtool.io.imports.formats import Format, Item, Source

_WORD = re.compile(rb"PK\x03\x04[\s\S]{26}word/")


def _looks(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and _WORD.search(head) is not None


def _read(source: Source) -> Iterator[Item]:
    from seqtool.io.imports.word import choosing

    return choosing.read(source)


def _count(_source: Source) -> int:
    return 1


FORMAT = Format(
    name="docx",
    title="Word document",
    suffixes=(".docx", ".docm"),
    looks=_looks,
    read=_read,
    count=_count,
)
