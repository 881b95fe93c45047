"""Values that name positions of the sequence: ``transl_except`` and ``anticodon``."""

from __future__ import annotations

from typing import Final

from seqtool.insdc.alphabet import NUCLEOTIDES
from seqtool.insdc.codon_values import (
    OTHER,
    TERM,
    ValueIssue,
    read_anticodon,
    read_transl_except,
)
from seqtool.insdc.location import MENDED, Location, length
from seqtool.spec.formats.problem import Context, FormatProblem, ProblemKind, fault

_KINDS: Final[dict[str, ProblemKind]] = {
    "form": "syntax",
    "white-space": "syntax",
    "amino-acid": "amino-acid",
    "bases": "symbol",
}


def check_transl_except(value: str, context: Context) -> FormatProblem | None:
    """``(pos:LOCATION,aa:AMINO_ACID)`` (Annex I Section 6.77).

    A codon has three nucleotides; a stop that the tail completes has one or two.
    """
    reading = read_transl_except(value)
    read = reading.value
    if reading.issues or read is None:
        whole = None if read is None else f"(pos:{read.position.text},aa:{read.amino_acid})"
        return _first(value, reading.issues, whole, "(pos:213..215,aa:Trp)")
    codon = length(read.position)
    if codon != 3 and not (read.amino_acid == TERM and codon in (1, 2)):
        return fault("length", value, len("(pos:"), "the three nucleotides of a codon")
    return _bounds(value, read.position, context)


def check_anticodon(value: str, context: Context) -> FormatProblem | None:
    """``(pos:LOCATION,aa:AMINO_ACID,seq:NUCLEOTIDES)`` (Annex I Section 6.2)."""
    reading = read_anticodon(value)
    read = reading.value
    if reading.issues or read is None:
        whole = None if read is None else f"(pos:{read.position.text},aa:{read.amino_acid},seq:{read.bases})"
        return _first(value, reading.issues, whole, "(pos:34..36,aa:Phe,seq:aaa)")
    if length(read.position) != 3:
        return fault("length", value, len("(pos:"), "the three nucleotides of an anticodon")
    if read.amino_acid == TERM:
        return fault("amino-acid", value, value.find("aa:") + 3, f"a three-letter amino acid or {OTHER}")
    return _bounds(value, read.position, context)


def _first(value: str, issues: tuple[ValueIssue, ...], whole: str | None, example: str) -> FormatProblem:
    if not issues:  # a value that could not be read says why
        return fault("syntax", value, 0, f"a value such as {example}")
    issue = issues[0]
    end = issue.offset + len(issue.found)
    kind = _KINDS.get(issue.kind, "location")
    suggestion = None
    if whole is not None and all(each.kind in MENDED for each in issues):
        suggestion = whole
    elif len(issues) == 1:
        right = _spelling(issue)
        if right is not None:
            suggestion = value[: issue.offset] + right + value[end:]
            kind = "case" if right.lower() == issue.found.lower() else kind
    return fault(kind, value, issue.offset, issue.expected, suggestion, end=end)


def _spelling(issue: ValueIssue) -> str | None:
    """What a misspelt amino acid or upper-case bases were meant to be."""
    if issue.kind == "amino-acid" and len(issue.expected) <= len(OTHER):
        return issue.expected  # the reader names the right spelling where it knows it
    lower = issue.found.lower()
    if issue.kind == "bases" and len(lower) == 3 and not lower.strip(NUCLEOTIDES):
        return lower
    return None


def _bounds(value: str, position: Location, context: Context) -> FormatProblem | None:
    if context.length is not None and position.high > context.length:
        return fault("range", value, len("(pos:"), f"positions up to {context.length}")
    return None
