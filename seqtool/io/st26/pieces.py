"""Where to cut a large file so that several processes can read it."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path
from typing import NamedTuple

from seqtool.io.st26.cut import Cutter
from seqtool.io.st26.source import Source

_END = b"</SequenceData>"
_STEP = 1 << 20


class Piece(NamedTuple):
    """A part of a file that begins where a block does."""

    start: int
    end: int
    #: Line of ``start``, and characters before it in that line.
    line: int
    column: int
    last: bool


def pieces(path: Path, count: int) -> list[Piece]:
    """At most ``count`` pieces of about the same size, behind the header; one where it cannot be cut.

    Offsets are those of the file's bytes. Files that are not plain UTF-8, and
    lines that are longer than a step, are not cut.
    """
    size = path.stat().st_size
    source = Source(path)
    try:
        cutter = Cutter(source.first())
        cutter.head()
        if source.encoding or source.byte_order_mark or not cutter.at_sequence:
            return []
        cutter.quick()
        start, line, column = cutter.offset, cutter.line, cutter.column
    finally:
        source.close()
    found: list[Piece] = []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for number in range(1, count + 1):
            if number == count:
                found.append(Piece(start, size, line, column, last=True))
                break
            at = data.find(_END, max(start, size * number // count))
            if at < 0:
                found.append(Piece(start, size, line, column, last=True))
                break
            end = at + len(_END)
            found.append(Piece(start, end, line, column, last=False))
            newline = data.rfind(b"\n", max(start, end - _STEP), end)
            if newline < 0:
                found[-1] = Piece(start, size, line, column, last=True)
                break
            line += sum(data[i : min(i + _STEP, end)].count(b"\n") for i in range(start, end, _STEP))
            column = len(data[newline + 1 : end].decode("utf-8", "replace"))
            start = end
            if sys.platform != "win32":
                data.madvise(mmap.MADV_DONTNEED)  # else all pages that were looked at count as memory
    return found
