"""Residues in numbered blocks of ten, sixty a line."""

from __future__ import annotations

from collections.abc import Iterator

from seqtool.messages import clean
from seqtool.model import Residues
from seqtool.report.listing.items import Limits

LINE = 60
BLOCK = 10


def stretches(length: int, limits: Limits) -> list[tuple[int, int]]:
    """What is shown of a sequence: 0-based half-open stretches that begin at the start of a line."""
    if limits.residues is None or length <= limits.residues:
        return [(0, length)] if length else []
    first = max(LINE, limits.first // LINE * LINE)
    last = (length - limits.last) // LINE * LINE
    return [(0, first), (max(first, last), length)]


def left_out(length: int, limits: Limits) -> int:
    """How many residues are not shown."""
    shown = stretches(length, limits)
    return length - sum(end - start for start, end in shown)


def lines(residues: Residues, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Lines of sixty residues: 0-based start and text made safe to show (one sign for each residue)."""
    step = LINE * 1000
    for part in range(start, end, step):
        text = residues.slice(part, min(end, part + step))
        if not text.isascii() or not text.isprintable():
            text = "".join(c if len(clean(c)) == 1 and c.isprintable() else "\ufffd" for c in text)
        for at in range(0, len(text), LINE):
            yield part + at, text[at : at + LINE]


def blocks(text: str) -> str:
    """A line in blocks of ten, parted by blanks."""
    return " ".join([text[i : i + BLOCK] for i in range(0, len(text), BLOCK)])
