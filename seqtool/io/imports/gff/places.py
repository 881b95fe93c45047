"""Spans of lines as a location of INSDC: order, strands, the ends of a circle, parts that run out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from seqtool.io.imports.gff.lines import Row


class Place(NamedTuple):
    """A location, and what was special about it (for the report)."""

    text: str
    told: tuple[str, ...] = ()


class _Part(NamedTuple):
    low: int
    high: int
    before: str
    after: str
    strand: str


def place(rows: Sequence[Row], length: int, *, circular: bool) -> Place:
    """The location of a feature whose parts are these lines.

    Args:
        rows: its lines, in the order of the file.
        length: residues of the sequence.
        circular: whether it is a circle, where an end may lie beyond the last residue.
    """
    told: list[str] = []
    if any(row.strand == "?" for row in rows):
        told.append("the strand is not known (?); the feature was placed on the strand that is shown")
    strands = {row.strand if row.strand in "+-" else "+" for row in rows}
    ordered = list(rows)
    if len(strands) == 1 and not (circular and _over_the_origin(rows, length, strands)):
        ordered.sort(key=lambda row: (row.low, row.high))
    parts = [part for row in ordered for part in _parts(row, length, circular)]
    if len(parts) > len(rows):
        told.append("a feature across the origin of a circular sequence was written as a join")
    if len(strands) > 1:
        told.append("a feature with parts on both strands was joined in the order of the file")
        spans = [f"complement({_span(part)})" if part.strand == "-" else _span(part) for part in parts]
        return Place(f"join({','.join(spans)})", tuple(told))
    text = _joined([_span(part) for part in parts])
    return Place(f"complement({text})" if strands == {"-"} else text, tuple(told))


def first_row(rows: Sequence[Row]) -> Row:
    """The line that is translated first."""
    return (
        max(rows, key=lambda row: row.high) if rows[0].strand == "-" else min(rows, key=lambda row: row.low)
    )


def phases_agree(rows: Sequence[Row]) -> bool:
    """Whether the phases of a coding sequence follow from its first and the lengths of its parts."""
    if len({row.strand for row in rows}) > 1:
        return True
    ordered = sorted(rows, key=lambda row: row.low, reverse=rows[0].strand == "-")
    phase = ordered[0].phase
    for row, following in pairwise(ordered):
        if phase is None or following.phase is None:
            return True
        phase = -(row.high - row.low + 1 - phase) % 3
        if phase != following.phase:
            return False
    return True


def merged(rows: Sequence[Row]) -> list[Row]:
    """Lines that touch or overlap made one: the exons that untranslated and coding parts make up."""
    found: list[Row] = []
    for row in sorted(rows, key=lambda row: row.low):
        if found and row.low <= found[-1].high + 1 and row.strand == found[-1].strand:
            found[-1] = replace(found[-1], high=max(found[-1].high, row.high))
        else:
            found.append(row)
    return found


def _over_the_origin(rows: Sequence[Row], length: int, strands: set[str]) -> bool:
    """Whether lines in the order of the file run to the last residue and go on with the first."""
    return strands == {"+"} and any(one.high == length and other.low == 1 for one, other in pairwise(rows))


def _parts(row: Row, length: int, circular: bool) -> list[_Part]:
    before = "<" if row.value("start_range").startswith(".,") or row.value("start_range") == "." else ""
    after = ">" if row.value("end_range").endswith(",.") or row.value("end_range") == "." else ""
    strand = "-" if row.strand == "-" else "+"
    if circular and row.low <= length < row.high and row.high - length < row.low:
        return [
            _Part(row.low, length, before, "", strand),
            _Part(1, row.high - length, "", after, strand),
        ]
    return [_Part(row.low, row.high, before, after, strand)]


def _span(part: _Part) -> str:
    if part.low == part.high:
        return f"{part.before or part.after}{part.low}"
    return f"{part.before}{part.low}..{part.after}{part.high}"


def _joined(spans: list[str]) -> str:
    return spans[0] if len(spans) == 1 else f"join({','.join(spans)})"
