"""Values of ``transl_except`` and ``anticodon``: a place, an amino acid and, for a tRNA, the bases there.

``(pos:213..215,aa:Trp)`` and ``(pos:34..36,aa:Phe,seq:aaa)``. The place is read with the location grammar
(paragraphs 64-69), so codons split by an intron and places on the other strand are understood.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from seqtool.insdc.alphabet import NUCLEOTIDES, ONE_LETTER, THREE_LETTER
from seqtool.insdc.location_issues import IssueKind
from seqtool.insdc.location_nodes import Location
from seqtool.insdc.location_reader import read_location

TERM: Final = "TERM"
OTHER: Final = "OTHER"

ValueIssueKind: TypeAlias = IssueKind | Literal["form", "amino-acid", "bases"]

_RESIDUE_OF: Final[dict[str, str]] = ONE_LETTER | {TERM: "*", OTHER: "X"}
_SPELLING: Final[dict[str, str]] = {name.lower(): name for name in _RESIDUE_OF} | {
    short.lower(): long for short, long in THREE_LETTER.items()
}
_FIELD = re.compile(r"[^\s,()]*")
_BLANK = re.compile(r"\s+")
_PARENTHESIS_OR_COMMA = re.compile(r"[(),]")


class ValueIssue(Struct, frozen=True, gc=False):
    """One fault of a value: where (0-based offset in the value), what stands there, what was expected.

    Besides the kinds of a location: ``form`` (the frame), ``amino-acid``, ``bases``.
    """

    kind: ValueIssueKind
    offset: int
    found: str
    expected: str


class CodonException(Struct, frozen=True, gc=False):
    """A codon that is not translated by the genetic code (``transl_except``)."""

    position: Location
    amino_acid: str
    """Three-letter abbreviation, ``OTHER`` or ``TERM``."""
    residue: str
    """Its symbol in a translation: X for ``OTHER``, ``*`` for ``TERM``."""


class Anticodon(Struct, frozen=True, gc=False):
    """Where the anticodon of a tRNA lies, the amino acid it stands for and its bases (``anticodon``)."""

    position: Location
    amino_acid: str
    residue: str
    bases: str


class CodonExceptionReading(Struct, frozen=True, gc=False):
    """What could be understood of a ``transl_except`` value."""

    value: CodonException | None
    issues: tuple[ValueIssue, ...] = ()


class AnticodonReading(Struct, frozen=True, gc=False):
    """What could be understood of an ``anticodon`` value."""

    value: Anticodon | None
    issues: tuple[ValueIssue, ...] = ()


def read_transl_except(text: str) -> CodonExceptionReading:
    """Read ``(pos:<location>,aa:<amino acid>)``."""
    scanner = _Scanner(text)
    position = amino_acid = None
    try:
        position, amino_acid = scanner.head()
        scanner.tail()
    except _StopReading:
        amino_acid = None
    if position is None or amino_acid is None:
        return CodonExceptionReading(None, tuple(scanner.issues))
    value = CodonException(position, amino_acid, _RESIDUE_OF[amino_acid])
    return CodonExceptionReading(value, tuple(scanner.issues))


def read_anticodon(text: str) -> AnticodonReading:
    """Read ``(pos:<location>,aa:<amino acid>,seq:<three bases>)``."""
    scanner = _Scanner(text)
    position = amino_acid = bases = None
    try:
        position, amino_acid = scanner.head()
        scanner.literal(",seq:")
        bases = scanner.bases()
        scanner.tail()
    except _StopReading:
        bases = None
    if position is None or amino_acid is None or bases is None:
        return AnticodonReading(None, tuple(scanner.issues))
    value = Anticodon(position, amino_acid, _RESIDUE_OF[amino_acid], bases)
    return AnticodonReading(value, tuple(scanner.issues))


class _StopReading(Exception):  # noqa: N818 - it ends the reading and is no error
    """What follows cannot be understood."""


class _Scanner:
    """One pass over one value."""

    __slots__ = ("_at", "_text", "issues")

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.issues: list[ValueIssue] = []

    def head(self) -> tuple[Location | None, str | None]:
        """The part that both values share."""
        self.literal("(pos:")
        position = self._location()
        self.literal(",aa:")
        return position, self._amino_acid()

    def tail(self) -> None:
        """The last parenthesis and nothing after it."""
        self.literal(")")
        self._blank()
        if self._at < len(self._text):
            self._add("form", self._at, self._text[self._at], "the end")
            raise _StopReading

    def literal(self, wanted: str) -> None:
        """Step over a fixed piece, white space between its signs and words reported."""
        for piece in re.findall(r"[a-z]+|.", wanted):
            self._blank()
            if not self._text.startswith(piece, self._at):
                self._add("form", self._at, self._text[self._at : self._at + 1], f'"{wanted}"')
                raise _StopReading
            self._at += len(piece)

    def bases(self) -> str | None:
        """Three symbols of Table 1."""
        start, found = self._field()
        if len(found) == 3 and not found.strip(NUCLEOTIDES):
            return found
        self._add("bases", start, found, "three nucleotide symbols in lower case")
        return None

    def _location(self) -> Location | None:
        """The place: up to the comma outside of all parentheses."""
        self._blank()
        start, depth, end = self._at, 0, len(self._text)
        for match in _PARENTHESIS_OR_COMMA.finditer(self._text, start):
            sign = match.group()
            if sign == "(":
                depth += 1
            elif depth:
                depth -= sign == ")"
            else:
                end = match.start()
                break
        else:
            # A parenthesis stays open: the place ends where the next part begins, if there is one.
            found = self._text.find(",aa:", start)
            end = found if found >= 0 else end
        written = self._text[start:end].rstrip()
        reading = read_location(written, protein=False)
        for issue in reading.issues:
            self._add(issue.kind, start + issue.offset, issue.found, issue.expected)
        if end == len(self._text) and reading.tree is None:
            raise _StopReading  # nothing is left to read
        self._at = start + len(written)
        return reading.tree

    def _amino_acid(self) -> str | None:
        start, found = self._field()
        if found in _RESIDUE_OF:
            return found
        expected = _SPELLING.get(found.lower(), f"a three-letter amino acid of Table 3, {OTHER} or {TERM}")
        self._add("amino-acid", start, found, expected)
        return None

    def _field(self) -> tuple[int, str]:
        self._blank()
        match = _FIELD.match(self._text, self._at)
        if match is None:  # the pattern matches an empty text too
            raise AssertionError(self._text)
        start, self._at = self._at, match.end()
        return start, match.group()

    def _blank(self) -> None:
        match = _BLANK.match(self._text, self._at)
        if match is not None:
            if all(issue.kind != "white-space" for issue in self.issues):
                self._add("white-space", self._at, match.group(), "no white space")
            self._at = match.end()

    def _add(self, kind: ValueIssueKind, offset: int, found: str, expected: str) -> None:
        shown = found if len(found) <= 40 else f"{found[:37]}..."
        self.issues.append(ValueIssue(kind, offset, shown, expected))
