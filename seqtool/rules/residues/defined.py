"""How much of a sequence is specifically defined (paragraphs 7, 8 and 3(k)), and what its letters tell."""

from __future__ import annotations

from seqtool.model import Feature
from seqtool.rules.core import Fault, Severity, fault, rule
from seqtool.rules.vocabulary_sequences import FEWEST

_ELEMENT = "INSDSeq_sequence"


@rule(
    "R020",
    "too-few-defined",
    Severity.ERROR,
    paragraph="8",
    element=_ELEMENT,
    message="Of {length} residues only {value} can be counted as specifically defined; a sequence of a listing "
    "has {fewest} or more.",
    mend="Move the sequence to the description; keep its number with 000 in place of the residues.",
)
def too_few_defined(few_defined: int, length: int, protein: bool) -> Fault | None:
    """At least 10 nucleotides other than n, or 4 amino acids other than X."""
    if not few_defined:
        return None
    return fault(str(few_defined), length=length, fewest=FEWEST[protein])


@rule(
    "R021",
    "nothing-defined",
    Severity.ERROR,
    paragraph="8",
    element=_ELEMENT,
    message="All {length} residues are {value}: nothing is specifically defined.",
    mend="Move the sequence to the description; keep its number with 000 in place of the residues.",
)
def nothing_defined(few_defined: int, length: int, protein: bool) -> Fault | None:
    """A sequence of n or X alone does not belong in a listing."""
    return None if few_defined else fault("X" if protein else "n", length=length)


@rule(
    "R022",
    "letters-of-another-molecule",
    Severity.INFO,
    paragraph="54",
    basis="ours",
    element="INSDSeq_moltype",
    message="By their letters these {length} residues could be {value}; the molecule type is {moltype}.",
    mend="Check the molecule type.",
)
def letters_of_another_molecule(odd_letters: str, length: int, moltype: str) -> Fault:
    """A protein of A, C, G, T and N alone, or nucleotides that are mostly ambiguity symbols."""
    return fault(odd_letters, length=length, moltype=moltype)


@rule(
    "R023",
    "conventional-gap",
    Severity.INFO,
    paragraph="37",
    basis="inferred",
    element=_ELEMENT,
    moltypes=("DNA", "RNA"),
    message="From residue {first} on there are exactly {size} n, as assemblies write for a gap of unknown length "
    "(such places: {count}).",
    mend="If the length of a gap is unknown, each side is a sequence of its own. If it is known, a misc_feature "
    "with a note may say so.",
)
def conventional_gap(gap_runs: tuple[tuple[int, int], ...], features: tuple[Feature, ...]) -> Fault | None:
    """Gaps of unknown length part sequences; a run that a feature describes was thought of."""
    described = {feature.location for feature in features}
    bare = [(first, size) for first, size in gap_runs if f"{first}..{first + size - 1}" not in described]
    if not bare:
        return None
    first, size = bare[0]
    return fault(str(first), first=first, size=size, count=len(bare))
