"""Sequences skipped on purpose (paragraph 58)."""

from __future__ import annotations

from seqtool.model import DeclaredSequence, Sequence
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.ledgers_sequences import KNOWN, SKIPPED, Entries

_ELEMENTS = (
    ("INSDSeq_length", "length"),
    ("INSDSeq_moltype", "molecule_type"),
    ("INSDSeq_division", "division"),
)


def _written(skipped: Sequence, declared: DeclaredSequence) -> tuple[str, str, str]:
    return declared.length or "", skipped.molecule_type, declared.division or ""


@rule(
    "S032",
    "skipped-not-empty",
    Severity.ERROR,
    paragraph="58",
    element="INSDSeq",
    message="The sequence is skipped (000), but has {what}.",
    mend="Leave length, moltype and division empty and the feature table out, or give the residues.",
)
def skipped_not_empty(skipped: Sequence, declared: DeclaredSequence) -> Fault | None:
    """A skipped sequence has three empty elements, no feature table and 000."""
    filled = [
        (element, field)
        for (element, field), text in zip(_ELEMENTS, _written(skipped, declared), strict=True)
        if text and not text.isspace()
    ]
    has_table = declared.has_feature_table
    if not filled and not has_table:
        return None
    what = [element for element, _ in filled] + ["a feature table"] * has_table
    edits = [Edit(field, "") for _, field in filled]
    edits += [Edit("features", None)] * has_table
    # Not safe: perhaps the residues were lost and nothing was meant to be skipped.
    return fault(what=" and ".join(what), fix=Fix("Leave only the number and 000", tuple(edits)))


@rule(
    "S033",
    "skipped-white-space",
    Severity.WARNING,
    paragraph="58",
    basis="inferred",
    element="INSDSeq",
    message="The sequence is skipped (000), but {what} holds white space.",
    mend="Write the element without anything in it.",
)
def skipped_white_space(skipped: Sequence, declared: DeclaredSequence) -> Fault | None:
    """Empty is empty."""
    written = _written(skipped, declared)
    if not any(text and text.isspace() for text in written):
        return None
    blank = [place for place, text in zip(_ELEMENTS, written, strict=True) if text and text.isspace()]
    fix = Fix("Take the white space out", tuple(Edit(field, "") for _, field in blank), safe=True)
    return fault(what=" and ".join(element for element, _ in blank), fix=fix)


@rule(
    "S034",
    "only-skipped-sequences",
    Severity.WARNING,
    paragraph="7",
    basis="inferred",
    message="All {count} sequences of the listing are skipped: it discloses nothing.",
    mend="A listing has at least one sequence with residues.",
)
def only_skipped(entries: Entries) -> Fault | None:
    """At least one sequence is there."""
    kinds = entries.kinds
    if not kinds or kinds.count(KNOWN | SKIPPED) != len(kinds):
        return None
    return fault(count=len(kinds))
