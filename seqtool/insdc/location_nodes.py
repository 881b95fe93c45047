"""The typed tree of a location (paragraphs 64-71): what a location means, not how it was written.

A tree is built by :func:`seqtool.insdc.location_reader.read_location`; all nodes are
frozen records, residue numbers are 1-based and inclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

Fuzzy: TypeAlias = Literal["", "<", ">"]


class Position(Struct, frozen=True, gc=False):
    """A residue number; ``<`` and ``>`` say that the feature extends beyond it (paragraph 66)."""

    value: int
    fuzzy: Fuzzy = ""

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return f"{self.fuzzy}{self.value}"


class Single(Struct, frozen=True, gc=False):
    """One residue: ``5``, ``<5``, ``>5``."""

    at: Position

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return self.at.text

    @property
    def low(self) -> int:
        """The lowest residue number."""
        return self.at.value

    @property
    def high(self) -> int:
        """The highest residue number."""
        return self.at.value

    @property
    def operands(self) -> tuple[Location, ...]:
        """None: a descriptor is a leaf."""
        return ()


class Span(Struct, frozen=True, gc=False):
    """Contiguous residues, both ends included: ``5..10``, ``<5..>10``."""

    start: Position
    end: Position

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return f"{self.start.text}..{self.end.text}"

    @property
    def low(self) -> int:
        """The lowest residue number."""
        return self.start.value

    @property
    def high(self) -> int:
        """The highest residue number."""
        return self.end.value

    @property
    def operands(self) -> tuple[Location, ...]:
        """None: a descriptor is a leaf."""
        return ()


class Between(Struct, frozen=True, gc=False):
    """The site between two neighbours, ``5^6``; ``N^1`` is the one across the ends of a circle (paragraph 66)."""

    left: int
    right: int

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return f"{self.left}^{self.right}"

    @property
    def low(self) -> int:
        """The lowest residue number."""
        return min(self.left, self.right)

    @property
    def high(self) -> int:
        """The highest residue number."""
        return max(self.left, self.right)

    @property
    def operands(self) -> tuple[Location, ...]:
        """None: a descriptor is a leaf."""
        return ()


class Join(Struct, frozen=True, gc=False):
    """Parts that are brought together, as the exons of a coding sequence (paragraph 68)."""

    operands: tuple[Location, ...]

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return f"join({_listed(self.operands)})"

    @property
    def low(self) -> int:
        """The lowest residue number."""
        return min(part.low for part in self.operands)

    @property
    def high(self) -> int:
        """The highest residue number."""
        return max(part.high for part in self.operands)


class Order(Struct, frozen=True, gc=False):
    """Parts in this order; nothing is said about joining them (paragraph 67)."""

    operands: tuple[Location, ...]

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return f"order({_listed(self.operands)})"

    @property
    def low(self) -> int:
        """The lowest residue number."""
        return min(part.low for part in self.operands)

    @property
    def high(self) -> int:
        """The highest residue number."""
        return max(part.high for part in self.operands)


class Complement(Struct, frozen=True, gc=False):
    """The strand complementary to the operand, read 5' to 3' (paragraph 67)."""

    operand: Location

    @property
    def text(self) -> str:
        """As the standard prints it."""
        return f"complement({self.operand.text})"

    @property
    def low(self) -> int:
        """The lowest residue number."""
        return self.operand.low

    @property
    def high(self) -> int:
        """The highest residue number."""
        return self.operand.high

    @property
    def operands(self) -> tuple[Location, ...]:
        """The one operand."""
        return (self.operand,)


Descriptor: TypeAlias = Single | Span | Between
Location: TypeAlias = Single | Span | Between | Join | Order | Complement


def _listed(operands: Sequence[Location]) -> str:
    return ",".join([part.text for part in operands])
