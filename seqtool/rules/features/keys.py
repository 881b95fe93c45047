"""Feature keys: only those of Annex I Section 5 (nucleotides) or 7 (amino acids), paragraph 62."""

from __future__ import annotations

import re

from seqtool.rules import vocabulary_locations  # noqa: F401  declares written_location
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_features import MISC_FEATURE, Odd
from seqtool.spec.records import KeySpec

_NUMBER = re.compile("[0-9]+")
_LONGEST_LOCATION = 100


def _molecule(protein: bool) -> str:
    return "amino acid" if protein else "nucleotide"


@rule(
    "F010",
    "key-unknown",
    Severity.ERROR,
    paragraph="62",
    element="INSDFeature_key",
    message="{value} is no feature key of {molecule} sequences.",
    mend="Use a key of Annex I Section {section}, such as {near}.",
)
def key_unknown(odd_key: Odd, protein: bool) -> Fault | None:
    """A key that no list has."""
    if odd_key.kind != "unknown":
        return None
    section = 7 if protein else 5
    return fault(odd_key.written, molecule=_molecule(protein), section=section, near=odd_key.meant)


@rule(
    "F011",
    "key-spelling",
    Severity.ERROR,
    paragraph="62",
    element="INSDFeature_key",
    message="The feature key {value} must be written {right}.",
    mend="Write {right}; upper and lower case matter.",
)
def key_spelling(odd_key: Odd) -> Fault | None:
    """A key that is right but for case, blanks, hyphens or underscores."""
    if odd_key.kind != "spelling":
        return None
    fix = Fix(f"Write {odd_key.meant}", (Edit("key", odd_key.meant),), safe=True)
    return fault(odd_key.written, right=odd_key.meant, fix=fix)


@rule(
    "F012",
    "key-of-other-molecule",
    Severity.ERROR,
    paragraph="62",
    element="INSDFeature_key",
    message="{value} is a feature key of {other} sequences, but this sequence has molecule type {moltype}.",
    mend="Use a key of Annex I Section {section}, or mend the molecule type if it is wrong.",
)
def key_of_other_molecule(odd_key: Odd, protein: bool, moltype: str) -> Fault | None:
    """A nucleotide key on a protein or the other way round."""
    if odd_key.kind != "other":
        return None
    section = 7 if protein else 5
    return fault(odd_key.written, other=_molecule(not protein), moltype=moltype, section=section)


@rule(
    "F013",
    "key-replaced",
    Severity.ERROR,
    paragraph="62",
    element="INSDFeature_key",
    message="{value} is a feature key of ST.25, INSDC or an old version, which ST.26 does not have.",
    mend="Use {instead}.",
)
def key_replaced(odd_key: Odd, names: tuple[str, ...]) -> Fault | None:
    """A key of another vocabulary, with what stands for it in the tables."""
    row = odd_key.row
    if row is None or odd_key.written in MISC_FEATURE:
        return None
    edits = [Edit("key", row.new)]
    instead = row.new
    if row.qualifier and row.qualifier not in names:
        instead += f" with {row.qualifier}" + (f" = {row.value}" if row.value else "")
        if row.value:
            edits.append(Edit("add_qualifier", f"{row.qualifier}={row.value}"))
    return fault(odd_key.written, instead=instead, fix=Fix(f"Use {instead}", tuple(edits)))


@rule(
    "F014",
    "misc-feature-on-protein",
    Severity.ERROR,
    paragraph="62",
    element="INSDFeature_key",
    keys=MISC_FEATURE,
    moltypes=("AA",),
    message="{value} is no feature key of amino acid sequences.",
    mend="Use {instead} (SITE is for one residue, REGION for a range).",
)
def misc_feature_on_protein(written_key: str, written_location: str) -> Fault:
    """The habit of older listings to write MISC_FEATURE on proteins."""
    # Old listings also write (4)..(4) for one residue, which is a fault of the location.
    ends = set(_NUMBER.findall(written_location[:_LONGEST_LOCATION]))
    instead = "REGION" if len(ends) > 1 else "SITE"
    return fault(written_key, instead=instead, fix=Fix(f"Use {instead}", (Edit("key", instead),)))


@rule(
    "F015",
    "key-unusual-for-molecule",
    Severity.INFO,
    paragraph="62",
    basis="insdc",
    element="INSDFeature_key",
    moltypes=("DNA", "RNA"),
    message="The feature key {value} is meant for {usual}, but this sequence has molecule type {moltype}.",
    mend="Check the key and the molecule type.",
)
def key_unusual_for_molecule(key_spec: KeySpec, moltype: str) -> Fault | None:
    """Keys that INSDC defines for DNA only."""
    usual = key_spec.molecule
    if usual in ("any", moltype):
        return None
    return fault(key_spec.name, usual=usual, moltype=moltype)


@rule(
    "F016",
    "key-empty",
    Severity.ERROR,
    paragraph="61",
    element="INSDFeature_key",
    message="The feature has no key.",
    mend="Give a key of Annex I Section 5 (nucleotides) or 7 (amino acids).",
)
def key_empty(written_key: str) -> Fault | None:
    """INSDFeature_key is mandatory."""
    return None if written_key.strip() else fault(written_key)
