"""About how many sequences an input has: counting the sign that begins one, without reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from seqtool.io.imports.formats import Source

_BLOCK: Final = 1 << 20


def lines_with(sign: bytes) -> Callable[[Source], int]:
    """A function that counts the lines of a source that begin with ``sign``."""

    def count(source: Source) -> int:
        found, tail, wanted = 0, b"\n", b"\n" + sign
        while block := source.file.read(_BLOCK):
            text = tail + block
            found += text.count(wanted)
            tail = text[-len(sign) :]
        return max(found, 1)

    return count
