"""Codons that are not translated by the genetic code (paragraph 91)."""

from __future__ import annotations

from seqtool.model import Qualifier
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_coding import Coding, Misfit, Unnamed

_KEYS = ("CDS",)
_NUCLEOTIDES = ("DNA", "RNA")
_ELEMENT = "INSDQualifier_value"
_NAMES = {"U": "selenocysteine", "O": "pyrrolysine"}
_ABBREVIATIONS = {"U": "Sec", "O": "Pyl"}
_WHY = {
    "outside": "lies outside the coding sequence",
    "out-of-frame": "is no codon of its reading frame",
    "not-one-codon": "is neither a codon nor the incomplete one at the end",
    "wrong-strand": "is on the other strand than the coding sequence",
    "repeated": "has a transl_except already",
}


def _faults(coding: Coding, qualifiers: tuple[Qualifier, ...], kinds: frozenset[str]) -> list[Fault] | None:
    found: list[Fault] = []
    for placed in coding.translation.faults:
        if placed.kind in kinds:
            index = coding.exceptions[placed.index]
            found.append(fault(qualifiers[index].value, qualifier=index, why=_WHY[placed.kind]))
    return found or None


_MISPLACED = frozenset({"outside", "out-of-frame", "not-one-codon"})


@rule(
    "C020",
    "transl-except-misplaced",
    Severity.ERROR,
    paragraph="91",
    basis="insdc",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=("transl_except",),
    moltypes=_NUCLEOTIDES,
    message="The place of {value} {why}.",
    mend="Give the residue numbers of the codon, counted on the sequence and not on the coding sequence.",
)
def misplaced(coding: Coding, qualifiers: tuple[Qualifier, ...]) -> list[Fault] | None:
    """The place is one codon of the coding sequence, in its frame."""
    return _faults(coding, qualifiers, _MISPLACED)


@rule(
    "C021",
    "transl-except-odd-place",
    Severity.WARNING,
    paragraph="91",
    basis="insdc",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=("transl_except",),
    moltypes=_NUCLEOTIDES,
    message="The place of {value} {why}.",
    mend="Give each codon once, on the strand that codes.",
)
def odd_place(coding: Coding, qualifiers: tuple[Qualifier, ...]) -> list[Fault] | None:
    """Places that are understood, but odd."""
    return _faults(coding, qualifiers, frozenset(_WHY) - _MISPLACED)


@rule(
    "C022",
    "transl-except-and-translation-differ",
    Severity.WARNING,
    paragraph="91",
    basis="inferred",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=("transl_except",),
    moltypes=_NUCLEOTIDES,
    message="Residue {number} of the translation is {found}, but a transl_except says {expected}.",
    mend="Correct the one that is wrong.",
)
def differ(trouble: Misfit, translation_index: int) -> Fault | None:
    """What transl_except says of a codon stands in the translation."""
    difference = trouble.difference
    if trouble.kind != "exception-differs" or difference is None:
        return None
    return fault(
        difference.found or None,
        qualifier=translation_index,
        number=difference.number,
        found=difference.found or "missing",
        expected=" or ".join(difference.expected) or "something else",
    )


@rule(
    "C023",
    "transl-except-missing",
    Severity.ERROR,
    paragraph="91",
    element=_ELEMENT,
    keys=_KEYS,
    qualifiers=("translation",),
    moltypes=_NUCLEOTIDES,
    message="Residue {number} of the translation is {value} ({amino}), but no transl_except names its codon.",
    mend="Add a transl_except for the codon, such as (pos:213..215,aa:Sec).",
)
def missing(unnamed: tuple[Unnamed, ...], translation_index: int) -> Fault | None:
    """Codons of selenocysteine and pyrrolysine are named by transl_except."""
    first = unnamed[0]
    edits = tuple(
        Edit("add_qualifier", f"transl_except=(pos:{each.place},aa:{_ABBREVIATIONS[each.residue]})")
        for each in unnamed
    )
    fix = Fix("Add transl_except", edits) if all(each.place for each in unnamed) else None
    return fault(
        first.residue,
        qualifier=translation_index,
        number=first.number,
        amino=_NAMES[first.residue],
        count=len(unnamed),
        fix=fix,
    )
