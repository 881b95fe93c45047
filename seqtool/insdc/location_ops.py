"""What can be asked of a location and done with it; residue numbers are 1-based, both ends included."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

from seqtool.insdc.alphabet import reverse_complement as reverse_complement_text
from seqtool.insdc.location_nodes import (
    Between,
    Complement,
    Fuzzy,
    Join,
    Location,
    Order,
    Position,
    Single,
    Span,
)

Strand: TypeAlias = Literal[1, -1]
StrandedSpan: TypeAlias = tuple[int, int, Strand]
"""First and last residue number (low, high) and the strand."""

_MIRRORED: dict[Fuzzy, Fuzzy] = {"": "", "<": ">", ">": "<"}


class Residues(Protocol):
    """Anything that residues can be cut from."""

    def slice(self, start: int, end: int, /) -> str:
        """The residues from ``start`` to before ``end`` (0-based)."""
        ...


def spans(tree: Location) -> tuple[StrandedSpan, ...]:
    """The stretches of a location in the 5' to 3' order of its product; a site ``x^y`` has none."""
    found: list[StrandedSpan] = []
    _collect(tree, 1, found)
    return tuple(found)


def length(tree: Location) -> int:
    """How many residues the product has; a site between two residues has none."""
    match tree:
        case Span(start, end):
            return end.value - start.value + 1
        case Single():
            return 1
        case Between():
            return 0
        case _:
            return sum(map(length, tree.operands))


def partial_start(tree: Location) -> bool:
    """Whether the 5' end (for a protein the amino end) lies beyond what is given."""
    return _partial(tree, 1, at_start=True)


def partial_end(tree: Location) -> bool:
    """Whether the 3' end (for a protein the carboxy end) lies beyond what is given."""
    return _partial(tree, 1, at_start=False)


def extract(tree: Location, residues: Residues | str) -> str:
    """The product: the stretches joined, those of the other strand reverse-complemented (paragraph 67).

    Raises:
        ValueError: the location goes beyond the residues.
    """
    parts: list[str] = []
    for low, high, strand in spans(tree):
        part = residues[low - 1 : high] if isinstance(residues, str) else residues.slice(low - 1, high)
        if len(part) != high - low + 1:
            raise ValueError(f"{low}..{high} goes beyond the residues")
        parts.append(part if strand == 1 else reverse_complement_text(part))
    return parts[0] if len(parts) == 1 else "".join(parts)


def shift(tree: Location, offset: int) -> Location:
    """The same location with every residue number moved by ``offset``.

    Raises:
        ValueError: a number would fall below 1, or the site ``N^1`` across the ends would be moved.
    """
    if not offset:
        return tree
    if tree.low + offset < 1:
        raise ValueError(f"{tree.low} cannot be moved by {offset}")
    return _shift(tree, offset)


def reverse_complement(tree: Location, length: int) -> Location:
    """The location of the same product on the reverse complement of a sequence of ``length`` residues.

    Strands, ``<`` and ``>`` and both sides of ``x^y`` change places; the spans keep their order.

    Raises:
        ValueError: the location goes beyond ``length``.
    """
    if tree.high > length:
        raise ValueError(f"{tree.high} is beyond the last residue {length}")
    if isinstance(tree, Complement):
        return _mirror(tree.operand, length)
    if isinstance(tree, Join | Order) and any(isinstance(part, Complement) for part in tree.operands):
        return type(tree)(tuple([reverse_complement(part, length) for part in tree.operands]))
    return Complement(_mirror(tree, length))


def _collect(tree: Location, strand: Strand, into: list[StrandedSpan]) -> None:
    match tree:
        case Span(start, end):
            into.append((start.value, end.value, strand))
        case Single(at):
            into.append((at.value, at.value, strand))
        case Complement(operand):
            _collect(operand, 1 if strand == -1 else -1, into)
        case Join(operands) | Order(operands):
            for part in operands if strand == 1 else reversed(operands):
                _collect(part, strand, into)
        case Between():
            pass


def _partial(tree: Location, strand: int, *, at_start: bool) -> bool:
    while True:
        # On the other strand the product starts where the numbers are highest.
        left = at_start == (strand == 1)
        match tree:
            case Span(start, end):
                return bool((start if left else end).fuzzy)
            case Single(at):
                return at.fuzzy == ("<" if left else ">")
            case Between():
                return False
            case Complement(operand):
                tree, strand = operand, -strand
            case Join(operands) | Order(operands):
                tree = operands[0 if left else -1]


def _shift(tree: Location, offset: int) -> Location:
    match tree:
        case Span(start, end):
            return Span(Position(start.value + offset, start.fuzzy), Position(end.value + offset, end.fuzzy))
        case Single(at):
            return Single(Position(at.value + offset, at.fuzzy))
        case Between(left, right):
            if right < left:
                raise ValueError(f"{tree.text} joins the ends of the sequence and cannot be moved")
            return Between(left + offset, right + offset)
        case Complement(operand):
            return Complement(_shift(operand, offset))
        case _:
            return type(tree)(tuple([_shift(part, offset) for part in tree.operands]))


def _mirror(tree: Location, length: int) -> Location:
    """The same residues counted from the other end, on the same strand, parts in reverse order."""
    match tree:
        case Span(start, end):
            return Span(_mirror_position(end, length), _mirror_position(start, length))
        case Single(at):
            return Single(_mirror_position(at, length))
        case Between(left, right):
            return Between(length + 1 - right, length + 1 - left)
        case Complement(operand):
            return Complement(_mirror(operand, length))
        case _:
            return type(tree)(tuple([_mirror(part, length) for part in reversed(tree.operands)]))


def _mirror_position(position: Position, length: int) -> Position:
    return Position(length + 1 - position.value, _MIRRORED[position.fuzzy])
