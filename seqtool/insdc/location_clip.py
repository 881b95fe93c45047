"""A part of a location, for a part of its sequence (paragraphs 64-69)."""

from __future__ import annotations

from seqtool.insdc.location_nodes import (
    Between,
    Complement,
    Join,
    Location,
    Order,
    Position,
    Single,
    Span,
)


def clip(tree: Location, low: int, high: int) -> Location | None:
    """What of a location lies within residues ``low`` to ``high``, numbered as before; None for nothing.

    Where it goes on beyond one of these, the end nearest to it says so with ``<`` or ``>``.
    """
    inner = _within(tree, low, high)
    if inner is None:
        return None
    if tree.low < low:
        inner = _open(inner, inner.low, at_low=True)
    if tree.high > high:
        inner = _open(inner, inner.high, at_low=False)
    return inner


def _within(tree: Location, low: int, high: int) -> Location | None:
    match tree:
        case Span(start, end):
            if end.value < low or start.value > high:
                return None
            first = start if start.value >= low else Position(low)
            last = end if end.value <= high else Position(high)
            if first.value == last.value:
                return Single(Position(first.value, first.fuzzy or last.fuzzy))
            return Span(first, last)
        case Single(at):
            return tree if low <= at.value <= high else None
        case Between(left, right):
            return tree if low <= left < right <= high else None
        case Complement(operand):
            inner = _within(operand, low, high)
            return None if inner is None else Complement(inner)
        case Join(operands) | Order(operands):
            parts = [part for one in operands if (part := _within(one, low, high)) is not None]
            if not parts:
                return None
            return parts[0] if len(parts) == 1 else type(tree)(tuple(parts))


def _open(tree: Location, number: int, *, at_low: bool) -> Location:
    """The location with the mark at the end that has this residue number."""
    match tree:
        case Span(start, end):
            if at_low and start.value == number:
                return Span(Position(number, "<"), end)
            if not at_low and end.value == number:
                return Span(start, Position(number, ">"))
            return tree
        case Single(at):
            return Single(Position(number, "<" if at_low else ">")) if at.value == number else tree
        case Between():
            return tree
        case Complement(operand):
            return Complement(_open(operand, number, at_low=at_low))
        case Join(operands) | Order(operands):
            return type(tree)(tuple([_open(part, number, at_low=at_low) for part in operands]))
