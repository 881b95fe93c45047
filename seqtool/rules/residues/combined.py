"""Molecules with segments of both DNA and RNA (paragraph 55)."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from seqtool.insdc.location import read_location
from seqtool.insdc.location_ops import spans
from seqtool.model import Feature
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.values import ABSENT, Context, Scope, value

_SEGMENT = re.compile(
    r"\s*(?:[Tt]his\s+)?(?:(?:segment|fragment|part|portion|region)\s+(?:is|of)\s+)?(DNA|RNA)"
    r"(?:\s+(?:segment|fragment|part|portion|region|residues?|nucleotides?|bases?))?\s*\.?\s*"
)


class Segments(NamedTuple):
    """What features say is DNA and what RNA."""

    #: (first, last, feature index), sorted.
    dna: tuple[tuple[int, int, int], ...]
    rna: tuple[tuple[int, int, int], ...]


@value(Scope.SEQUENCE, "features", "moltype", "length", rare=True)
def segments(c: Context) -> Any:
    """Segments; absent where no misc_feature says DNA or RNA of a part of the molecule, or one cannot be placed."""
    if c.protein is not False or len(c.features) < 2:
        return ABSENT
    found: dict[str, list[tuple[int, int, int]]] = {"DNA": [], "RNA": []}
    for index, feature in enumerate(c.features):
        kind = segment_kind(feature) if feature.key == "misc_feature" else ""
        if kind:
            tree = read_location(feature.location, protein=False).tree
            if tree is None or tree.low < 1 or tree.high > c.length:
                return ABSENT
            found[kind] += [(low, high, index) for low, high, _strand in spans(tree)]
    if not found["DNA"] and not found["RNA"]:
        return ABSENT
    return Segments(tuple(sorted(found["DNA"])), tuple(sorted(found["RNA"])))


def segment_kind(feature: Feature) -> str:
    """``DNA`` or ``RNA`` where a note of the feature says that of its part; empty otherwise."""
    for qualifier in feature.qualifiers:
        text = qualifier.value
        if qualifier.name == "note" and text and len(text) <= 60 and (match := _SEGMENT.fullmatch(text)):
            return match[1]
    return ""


@rule(
    "R030",
    "combined-molecule-as-rna",
    Severity.WARNING,
    paragraph="55",
    element="INSDSeq_moltype",
    moltypes=("RNA",),
    message="A feature says that part of the molecule is DNA, but its molecule type is RNA.",
    mend="A molecule with segments of DNA and RNA has the molecule type DNA, organism synthetic construct and "
    "mol_type other DNA.",
)
def combined_as_rna(segments: Segments) -> Fault | None:
    """DNA, if there is DNA in it."""
    return fault("RNA") if segments.dna else None


@rule(
    "R031",
    "combined-molecule-organism",
    Severity.ERROR,
    paragraph="55",
    element="INSDQualifier_value",
    moltypes=("DNA",),
    message="The molecule has segments of DNA and RNA, but its organism is {value}.",
    mend="Its organism is synthetic construct and its mol_type is other DNA.",
)
def combined_organism(segments: Segments, organism: str, features: tuple[Feature, ...]) -> Fault | None:
    """A molecule of both kinds is synthetic."""
    if not segments.dna or not segments.rna or organism.strip().casefold() == "synthetic construct":
        return None
    for index, feature in enumerate(features):
        if feature.key != "source":
            continue
        for place, qualifier in enumerate(feature.qualifiers):
            if qualifier.name == "organism":
                return fault(organism, feature=index, qualifier=place)
    return fault(organism)


@rule(
    "R032",
    "combined-molecule-incomplete",
    Severity.WARNING,
    paragraph="55",
    element="INSDSeq_feature-table",
    moltypes=("DNA",),
    message="Segments of DNA and RNA are described, but these residues are {what}: {value}.",
    mend="Describe each segment once with a misc_feature and a note that says DNA or RNA.",
)
def combined_incomplete(segments: Segments, length: int, organism: str) -> Fault | None:
    """The segments cover the molecule without gap and overlap."""
    if not segments.rna or (not segments.dna and organism != "synthetic construct"):
        return None
    expected = 1
    for first, last, _ in sorted(segments.dna + segments.rna):
        if first != expected:
            what = "described twice" if first < expected else "not described"
            low, high = min(first, expected), max(first, expected) - 1
            return fault(f"{low}..{high}" if low < high else str(low), what=what)
        expected = last + 1
    if expected <= length:
        return fault(f"{expected}..{length}" if expected < length else str(length), what="not described")
    return None
