"""Variants by modified residues, which are described as modified too (paragraph 98)."""

from __future__ import annotations

import re

from seqtool.insdc.location import Location
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.vocabulary_features import DESCRIBING, Described
from seqtool.spec import Standard

_BETWEEN = re.compile(r"[,;/ ]+(?:or |and )?")
_LONGEST_LIST = 200


@rule(
    "F062",
    "variant-modified-not-described",
    Severity.INFO,
    paragraph="98",
    element="INSDQualifier_value",
    keys=("VARIANT", "misc_difference", "variation"),
    qualifiers=("note",),
    message="{listed} may stand here, but no feature ({keys}) describes the modified residue.",
    mend="Add a feature that names the modified residues at this location.",
)
def variant_modified_not_described(
    text: str, placed: Location, described: Described, protein: bool, std: Standard
) -> Fault | None:
    """A list of residues with abbreviations of Table 2 or 4 is also described by the key for modified residues."""
    if not text or len(text) > _LONGEST_LIST:
        return None
    table = std.modified_amino_acids if protein else std.modified_nucleotides
    plain = std.amino_acid_symbols if protein else std.nucleotide_symbols
    words = _BETWEEN.split(text.strip())
    listed = [word for word in words if word in table and word not in plain]
    if not listed or not all(word in table or word in plain for word in words):
        return None
    if described.covers(placed.low, placed.high):
        return None
    return fault(text, listed=", ".join(listed), keys=", ".join(DESCRIBING[protein]))
