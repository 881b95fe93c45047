"""What can be wrong with the value of a qualifier, and what a checker is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple, TypeAlias, get_args

from msgspec import Struct

from seqtool.spec.records import QualifierSpec
from seqtool.spec.standard import Standard

ProblemKind: TypeAlias = Literal[
    "empty",  # no value where the format asks for one
    "unexpected",  # a value of a qualifier that has none
    "syntax",  # not of the form
    "not-listed",  # not in a closed list
    "unlisted",  # soft: not in our list, which may be shorter than the published one
    "case",  # right but for upper and lower case
    "space",  # soft: right but for white space around it
    "symbol",  # a character that is no residue symbol
    "range",  # a number beyond its limit
    "order",  # the first number is not below the second
    "no-such-date",
    "missing-name",  # a second part is needed
    "key",  # not with this key
    "location",  # the location in the value is not legal
    "length",  # the location in the value has the wrong number of residues
    "amino-acid",  # no abbreviation of an amino acid
    "insdc-form",  # soft: a form of INSDC that the standard does not have
    "notation",  # soft: free text that should follow a notation and does not
]
KINDS: Final[tuple[str, ...]] = get_args(ProblemKind)
SOFT: Final[frozenset[str]] = frozenset({"unlisted", "space", "insdc-form", "notation"})
"""Kinds that are doubtful rather than wrong: at most a warning."""

MOST_SHOWN: Final = 40


class FormatProblem(Struct, frozen=True, gc=False):
    """The first fault of a value."""

    kind: ProblemKind
    offset: int  # 0-based, in the value as written
    found: str  # what stands there, shortened
    expected: str  # what should, in English
    suggestion: str | None = None  # the whole value as it was probably meant; never applied unasked

    @property
    def soft(self) -> bool:
        """Doubtful rather than wrong."""
        return self.kind in SOFT


class Context(NamedTuple):
    """What a checker knows beside the value."""

    spec: QualifierSpec
    standard: Standard
    key: str  # the feature key, or empty
    length: int | None  # residues in the sequence, where known


Checker: TypeAlias = Callable[[str, Context], FormatProblem | None]


def fault(
    kind: ProblemKind,
    value: str,
    offset: int,
    expected: str,
    suggestion: str | None = None,
    *,
    end: int | None = None,
) -> FormatProblem:
    """A problem of ``value`` from ``offset`` to ``end``; what stands there is cut to what can be shown."""
    stop = offset + MOST_SHOWN if end is None else min(end, offset + MOST_SHOWN)
    return FormatProblem(kind, offset, value[offset:stop], expected, suggestion)


def number(text: str) -> int | None:
    """The number that at most 18 ASCII digits make, or None. Leading zeros are allowed here."""
    return int(text) if 0 < len(text) <= 18 and text.isascii() and text.isdigit() else None
