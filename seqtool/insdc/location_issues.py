"""What can be wrong with a location (paragraphs 64-69), and the result of reading one."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from msgspec import Struct

from seqtool.insdc.location_nodes import Location

IssueKind: TypeAlias = Literal[
    "empty",
    "syntax",
    "white-space",
    "leading-zero",
    "zero",
    "same-ends",
    "descending",
    "wrong-side",
    "operator-on-protein",
    "between-on-protein",
    "between-in-join",
    "between-not-adjacent",
    "single-operand",
    "mixed-operators",
    "nested-operator",
    "no-operator",
    "remote",
    "unknown-operator",
    "upper-case-operator",
]
KINDS: Final[tuple[str, ...]] = get_args(IssueKind)
MENDED: Final = frozenset(
    {"white-space", "leading-zero", "same-ends", "wrong-side", "single-operand", "upper-case-operator"}
)
"""Kinds after which the tree is not what was written but the legal form of what was meant."""


class LocationIssue(Struct, frozen=True, gc=False):
    """One fault of a location: where (0-based offset in the text), what stands there, what was expected."""

    kind: IssueKind
    offset: int
    found: str
    expected: str


class LocationReading(Struct, frozen=True, gc=False):
    """What could be understood of a location. A legal one has a tree and no issue."""

    tree: Location | None
    issues: tuple[LocationIssue, ...] = ()


class LocationError(ValueError):
    """A location that the grammar does not allow; carries the first issue."""

    def __init__(self, text: str, issue: LocationIssue) -> None:
        self.text = text
        self.kind = issue.kind
        self.offset = issue.offset
        self.found = issue.found
        self.expected = issue.expected
        found = f'"{issue.found}"' if issue.found else "the end"
        shown = text if len(text) <= 80 else f"{text[:77]}..."
        super().__init__(
            f'location "{shown}", character {issue.offset + 1}: expected {issue.expected}, found {found}'
        )
