"""What replace says against the residues in its place (paragraphs 95 and 97)."""

from __future__ import annotations

from seqtool.insdc.location import Between, Complement, Location, extract, length, spans
from seqtool.model import Residues
from seqtool.rules import vocabulary_features  # noqa: F401  declares judged
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.listed_keys import keys_with

_KEYS = keys_with("replace")
#: Longest sequence that may be annotated instead of being an entry of its own (paragraph 95(c)).
LIMIT = 1000


@rule(
    "Q130",
    "replace-changes-nothing",
    Severity.WARNING,
    paragraph="97",
    basis="inferred",
    element="INSDQualifier_value",
    keys=_KEYS,
    qualifiers=("replace",),
    moltypes=("DNA", "RNA"),
    message="replace is {value}, which is what the sequence has there already.",
    mend="Give the residues that may stand in place of those of the sequence, or correct the location.",
)
def replace_changes_nothing(judged: str, placed: Location, sound_residues: Residues) -> Fault | None:
    """A variant differs from the sequence."""
    if len(judged) > LIMIT or length(placed) != len(judged) or not spans(placed):
        return None
    return fault(judged) if extract(placed, sound_residues) == judged else None


@rule(
    "Q131",
    "replace-inserts-nothing",
    Severity.WARNING,
    paragraph="97",
    basis="inferred",
    element="INSDQualifier_value",
    keys=_KEYS,
    qualifiers=("replace",),
    moltypes=("DNA", "RNA"),
    message="replace is empty at {location}, between two residues: nothing is deleted and nothing inserted.",
    mend="Give the inserted residues, or the location of the deleted ones.",
)
def replace_inserts_nothing(text: str, location: Location) -> Fault | None:
    """At a site between two residues there is nothing to delete."""
    inner = location.operand if isinstance(location, Complement) else location
    if text or not isinstance(inner, Between):
        return None
    return fault(text, location=location.text)


@rule(
    "Q132",
    "replace-too-long",
    Severity.ERROR,
    paragraph="95(c)",
    element="INSDQualifier_value",
    qualifiers=("replace",),
    moltypes=("DNA", "RNA"),
    message="replace has {count} residues; at most {limit} may be given in a qualifier.",
    mend="Include the variant as a sequence of its own.",
)
def replace_too_long(judged: str) -> Fault | None:
    """A longer insertion or substitution is a separate sequence."""
    count = len(judged)
    return fault(judged, count=count, limit=LIMIT) if count > LIMIT else None
