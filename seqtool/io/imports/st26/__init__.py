"""ST.26 listings themselves: their sequences as they stand, under the DTD of today.

Nothing is mended here but what a newer DTD writes otherwise; faults of the content
are found by the check of the listing that is made.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from seqtool.io.imports.formats import Format
from seqtool.io.imports.st26.general import count, general
from seqtool.io.imports.st26.reader import read

_ROOT: Final = re.compile(r"<(?:!DOCTYPE\s+)?(?:[A-Za-z0-9_]{1,40}:)?ST26SequenceListing[\s>/\[]")


def looks(head: bytes) -> bool:
    """Whether the root of an XML file, in UTF-8 or UTF-16, is that of a listing."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head[: len(head) & ~1].decode("utf-16", "replace")
    elif head.startswith((b"<\0", b"\0<")):
        text = head[: len(head) & ~1].decode("utf-16-le" if head[1] == 0 else "utf-16-be", "replace")
    else:
        text = head.decode("latin-1")
    return text.lstrip()[:1] == "<" and _ROOT.search(text) is not None


FORMAT = Format(
    name="st26",
    title="ST.26 sequence listing",
    suffixes=(".xml",),
    looks=looks,
    read=read,
    general=general,
    count=count,
    numbered=True,
    coding=False,
)
