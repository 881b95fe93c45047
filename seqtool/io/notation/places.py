"""Locations of scattered residues: runs merged, one location for all of them (paragraphs 22 and 67)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seqtool.model import Feature, Qualifier


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Runs of consecutive residue numbers (sorted, 1-based, both ends included)."""
    first = last = 0
    for number in numbers:
        if number == last + 1 and first:
            last = number
            continue
        if first:
            yield first, last
        first = last = number
    if first:
        yield first, last


def span(first: int, last: int) -> str:
    """One location."""
    return str(first) if first == last else f"{first}..{last}"


def location(numbers: Iterable[int]) -> str:
    """``5``, ``1..4`` or ``order(1..4,7)``: exactly these residues."""
    parts = [span(*run) for run in runs(numbers)]
    return parts[0] if len(parts) == 1 else f"order({','.join(parts)})"


def noted(key: str, place: str, *notes: str) -> Feature:
    """A feature that a note describes."""
    return Feature(key, place, tuple(Qualifier("note", text) for text in notes))
