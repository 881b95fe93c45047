"""The source feature of each sequence (paragraph 63) and upper-case names of old protein listings."""

from __future__ import annotations

from seqtool.rules import vocabulary_features  # noqa: F401  declares the values named below
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule


@rule(
    "F001",
    "source-missing",
    Severity.ERROR,
    paragraph="63",
    element="INSDSeq_feature-table",
    message="The sequence has no source feature.",
    mend="Add a source feature over the whole sequence, with organism and mol_type.",
)
def source_missing(sources: tuple[int, ...]) -> Fault | None:
    """Every sequence has a source feature."""
    return None if sources else fault()


@rule(
    "F002",
    "source-repeated",
    Severity.ERROR,
    paragraph="63",
    element="INSDFeature_key",
    message="The sequence has {count} source features; exactly one is allowed.",
    mend="Keep one source feature over the whole sequence. Describe parts of other origin by {key} with a note.",
)
def source_repeated(sources: tuple[int, ...], protein: bool) -> Fault | None:
    """No sequence has two source features."""
    if len(sources) < 2:
        return None
    key = "REGION" if protein else "misc_feature"
    return fault("source", feature=sources[1], count=len(sources), key=key)


@rule(
    "F003",
    "upper-case-names",
    Severity.WARNING,
    paragraph="62",
    basis="inferred",
    element="INSDFeature_key",
    moltypes=("AA",),
    message="Written in upper case, as in old versions of the standard: {value}.",
    mend="Write source, organism, mol_type and note in lower case.",
)
def upper_case_names(
    written_key: str, written_names: tuple[str, ...], names: tuple[str, ...]
) -> Fault | None:
    """Key and qualifiers of amino acid sequences that old versions wrote in upper case."""
    if written_names == names and written_key != "SOURCE":
        return None
    edits: list[Edit] = []
    found: list[str] = []
    if written_key == "SOURCE":
        found.append(written_key)
        edits.append(Edit("key", "source"))
    for index, (written, name) in enumerate(zip(written_names, names, strict=True)):
        if written != name:
            found.append(written)
            edits.append(Edit("name", name, qualifier=index))
    fix = Fix("Write the names in lower case", tuple(edits), safe=True)
    return fault(", ".join(dict.fromkeys(found)), fix=fix)
