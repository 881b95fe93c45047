"""Locations after residues were put in, taken out or replaced (paragraphs 64-69).

New residues belong to a feature that reaches across their place, or that holds all the residues which they
replace; residues put in at an edge of a feature stay outside of it. As many residues for as many are a
substitution: nothing moves.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

from seqtool.insdc.location_issues import MENDED
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
from seqtool.insdc.location_reader import read_location

Trouble: TypeAlias = Literal["unreadable", "beyond", "gone"]
"""Why a location cannot follow: it is no legal one, it reaches beyond the residues, its residues are gone."""

_MOST_DIGITS: Final = 18


class Splice(NamedTuple):
    """Residues ``at + 1`` to ``at + removed`` of ``length`` are replaced by ``inserted`` others."""

    at: int
    removed: int
    inserted: int
    length: int

    @property
    def after(self) -> int:
        """How many residues there are afterwards."""
        return self.length - self.removed + self.inserted

    def single(self, number: int) -> int | None:
        """Where a residue stands afterwards; None: it is gone."""
        if number <= self.at or self.removed == self.inserted:
            return number
        if number > self.at + self.removed:
            return number + self.inserted - self.removed
        return None

    def span(self, low: int, high: int) -> tuple[int, int] | None:
        """The span afterwards; None: its residues are gone."""
        at, removed, inserted, _ = self
        if high <= at or removed == inserted:
            return low, high
        end = at + removed
        offset = inserted - removed
        if low > end:
            return low + offset, high + offset
        if low <= at + 1 and high >= end:  # it holds all that was replaced
            return (low, high + offset) if high + offset >= low else None
        if low <= at:
            return low, at
        return (at + inserted + 1, high + offset) if high > end else None

    def plain(self, text: str) -> str | None:
        """The location afterwards where it is written ``a..b`` or ``a`` and lies within the residues; None otherwise.

        The quick way for sequences with very many features.
        """
        low, dots, high = text.partition("..")
        if not (text.isascii() and low.isdigit() and len(low) <= _MOST_DIGITS) or low[0] == "0":
            return None
        first = int(low)
        if not dots:
            found = self.single(first) if first <= self.length else None
            # A single residue that is replaced by others is a span then.
            return None if found is None else text if found == first else str(found)
        if not (high.isdigit() and len(high) <= _MOST_DIGITS) or high[0] == "0":
            return None
        last = int(high)
        if last <= self.at and first < last:
            return text
        if last > self.length or first >= last:
            return None
        span = self.span(first, last)
        if span is None or span[0] == span[1]:
            return None
        return text if span == (first, last) else f"{span[0]}..{span[1]}"


def spliced(text: str, splice: Splice, *, protein: bool, link: bool = False) -> tuple[str, Trouble | None]:
    """A location as text, afterwards; where it cannot follow, the text as it was and why.

    Args:
        text: the location as written; it stays as it is where nothing in it moves.
        splice: what is done to the residues.
        protein: of an amino acid sequence.
        link: the ends of ``x..y`` are two linked residues (paragraph 66(c)): without one of them there is no link.
    """
    if not link:
        plain = splice.plain(text)
        if plain is not None:
            return plain, None
    reading = read_location(text, protein=protein)
    tree = reading.tree
    if tree is None or any(issue.kind not in MENDED for issue in reading.issues):
        return text, "unreadable"
    if tree.high > splice.length:
        return text, "beyond"
    moved = _linked(tree, splice) if link and isinstance(tree, Span) else splice_tree(tree, splice)
    if moved is None:
        return text, "gone"
    return (text if moved == tree else moved.text), None


def splice_tree(tree: Location, splice: Splice) -> Location | None:
    """The location afterwards; None where none of its residues is left. Parts that are gone are left out."""
    match tree:
        case Span(start, end):
            return _ends(start, end, splice)
        case Single(at):
            return _ends(at, at, splice)
        case Between(left, right):
            return _site(left, right, splice)
        case Complement(operand):
            inner = splice_tree(operand, splice)
            return None if inner is None else Complement(inner)
        case Join(operands) | Order(operands):
            parts = [part for one in operands if (part := splice_tree(one, splice)) is not None]
            if not parts:
                return None
            return parts[0] if len(parts) == 1 else type(tree)(tuple(parts))


def _ends(start: Position, end: Position, splice: Splice) -> Location | None:
    span = splice.span(start.value, end.value)
    if span is None:
        return None
    low, high = span
    if low == high:
        return Single(Position(low, start.fuzzy or end.fuzzy))
    if start is end:  # one residue became several
        mark = start.fuzzy
        return Span(Position(low, "<" if mark == "<" else ""), Position(high, ">" if mark == ">" else ""))
    return Span(Position(low, start.fuzzy), Position(high, end.fuzzy))


def _linked(tree: Span, splice: Splice) -> Location | None:
    low, high = splice.single(tree.start.value), splice.single(tree.end.value)
    if low is None or high is None:
        return None
    return Span(Position(low, tree.start.fuzzy), Position(high, tree.end.fuzzy))


def _site(left: int, right: int, splice: Splice) -> Location | None:
    if right < left:  # across the ends of a circle
        if left == splice.length:
            return Between(splice.after, 1) if splice.after > 1 else None
        end = splice.single(left)
        return None if end is None or splice.single(right) is None else Between(end, right)
    low, high = splice.single(left), splice.single(right)
    if low is None and high is None:
        return None
    if high is None or (low is not None and high != low + 1):
        # What followed is gone, or something came between: the site stays behind its left neighbour.
        high = (low or 0) + 1
    elif low is None:
        low = high - 1
    if not low or high > splice.after:
        return None
    return Between(low, high)
