"""Names of qualifiers: only those of Annex I Section 6 or 8, and only on keys that may have them (73, 75)."""

from __future__ import annotations

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_features import Odd
from seqtool.spec import Standard
from seqtool.spec.records import KeySpec, QualifierSpec

#: So many keys are named as those that may have a qualifier.
_SHOWN = 5


@rule(
    "Q001",
    "qualifier-unknown",
    Severity.ERROR,
    paragraph="73",
    element="INSDQualifier_name",
    message="{value} is no qualifier of {molecule} sequences.",
    mend="Use a qualifier of Annex I Section {section}, such as {near}.",
)
def qualifier_unknown(odd_name: Odd, protein: bool) -> Fault | None:
    """A name that no list has."""
    if odd_name.kind != "unknown":
        return None
    molecule, section = ("amino acid", 8) if protein else ("nucleotide", 6)
    return fault(odd_name.written, molecule=molecule, section=section, near=odd_name.meant)


@rule(
    "Q002",
    "qualifier-spelling",
    Severity.ERROR,
    paragraph="73",
    element="INSDQualifier_name",
    message="The qualifier {value} must be written {right}.",
    mend="Write {right}; upper and lower case matter.",
)
def qualifier_spelling(odd_name: Odd) -> Fault | None:
    """A name that is right but for case, blanks, hyphens or underscores."""
    if odd_name.kind != "spelling":
        return None
    fix = Fix(f"Write {odd_name.meant}", (Edit("name", odd_name.meant),), safe=True)
    return fault(odd_name.written, right=odd_name.meant, fix=fix)


@rule(
    "Q003",
    "qualifier-of-databases",
    Severity.ERROR,
    paragraph="73",
    element="INSDQualifier_name",
    message="{value} is a qualifier of public databases or older tools, which ST.26 does not have.",
    mend="Use {instead} if the text is needed, or remove the qualifier.",
)
def qualifier_of_databases(odd_name: Odd, names: tuple[str, ...]) -> Fault | None:
    """Qualifiers of INSDC that the standard left out, such as db_xref and locus_tag."""
    row = odd_name.row
    if row is None:
        return None
    fix = None
    if row.new == odd_name.meant and row.new not in names:
        fix = Fix(f"Rename it to {row.new}", (Edit("name", row.new),))
    return fault(odd_name.written, instead=odd_name.meant, fix=fix)


@rule(
    "Q004",
    "qualifier-of-other-molecule",
    Severity.ERROR,
    paragraph="73",
    element="INSDQualifier_name",
    message="{value} is a qualifier of {other} sequences, but this sequence has molecule type {moltype}.",
    mend="Use note if the text is needed, or remove the qualifier.",
)
def qualifier_of_other_molecule(odd_name: Odd, protein: bool, moltype: str) -> Fault | None:
    """A qualifier of nucleotide sequences on a protein."""
    if odd_name.kind != "other":
        return None
    return fault(odd_name.written, other="nucleotide" if protein else "amino acid", moltype=moltype)


@rule(
    "Q005",
    "qualifier-not-of-key",
    Severity.ERROR,
    paragraph="73",
    element="INSDQualifier_name",
    message="A {key} feature cannot have the qualifier {value}.",
    mend="Remove it or use note. Keys that may have it: {keys}.",
)
def qualifier_not_of_key(
    qualifier_spec: QualifierSpec, key_spec: KeySpec, std: Standard, protein: bool
) -> Fault | None:
    """A qualifier that Annex I does not list for this key."""
    name = qualifier_spec.name
    if name in key_spec.allowed:
        return None
    keys = [key for key, spec in std.keys(protein).items() if name in spec.allowed]
    shown = ", ".join(keys[:_SHOWN]) + (" …" if len(keys) > _SHOWN else "")
    return fault(name, key=key_spec.name, keys=shown)


@rule(
    "Q006",
    "qualifier-name-empty",
    Severity.ERROR,
    paragraph="76",
    element="INSDQualifier_name",
    message="The qualifier has no name.",
    mend="Give a name of Annex I Section 6 (nucleotides) or 8 (amino acids).",
)
def qualifier_name_empty(written_name: str) -> Fault | None:
    """INSDQualifier_name is mandatory."""
    return None if written_name.strip() else fault(written_name)
