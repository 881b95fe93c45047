"""The location of a coding sequence with one more codon at its end."""

from __future__ import annotations

from seqtool.insdc.location import Complement, Join, Location, Position, Single, Span


def extended(tree: Location, size: int) -> Location | None:
    """The location three bases longer at its 3' end; None where the sequence of ``size`` residues ends before."""
    if isinstance(tree, Complement):
        inner = _earlier(tree.operand)
        return None if inner is None else Complement(inner)
    if isinstance(tree, Join):
        last = extended(tree.operands[-1], size)
        return None if last is None else Join((*tree.operands[:-1], last))
    if isinstance(tree, Span | Single) and tree.high + 3 <= size:
        start = tree.start if isinstance(tree, Span) else tree.at
        return Span(start, Position(tree.high + 3))
    return None


def _earlier(tree: Location) -> Location | None:
    """The same with three bases before its first part: the end on the other strand."""
    if isinstance(tree, Join):
        first = _earlier(tree.operands[0])
        return None if first is None else Join((first, *tree.operands[1:]))
    if isinstance(tree, Span | Single) and tree.low > 3:
        end = tree.end if isinstance(tree, Span) else tree.at
        return Span(Position(tree.low - 3), end)
    return None
