"""The coding sequence against its translation (paragraphs 89 and 90): at most one finding for each CDS."""

from __future__ import annotations

from seqtool.insdc.location import Location, extract
from seqtool.model import Residues
from seqtool.rules.coding.extension import extended
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_coding import Coding, Misfit

_KEYS = ("CDS",)
_NUCLEOTIDES = ("DNA", "RNA")
_LOCATION = "INSDFeature_location"
_VALUE = "INSDQualifier_value"


@rule(
    "C010",
    "coding-frame",
    Severity.WARNING,
    paragraph="89",
    basis="inferred",
    element=_LOCATION,
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="The coding sequence {value} has {bases} bases from its first codon on, {over} more than whole codons.",
    mend="Check the location and codon_start. Mark an end that is cut off by < or >, and a stop codon that "
    "is completed by the tail of the messenger by a transl_except with TERM.",
)
def coding_frame(trouble: Misfit, coding: Coding, location_text: str) -> Fault | None:
    """A complete coding sequence consists of whole codons."""
    if trouble.kind != "frame":
        return None
    result = coding.translation
    return fault(location_text, bases=len(result.coding), over=result.left_over)


@rule(
    "C011",
    "coding-without-stop",
    Severity.WARNING,
    paragraph="89",
    element=_LOCATION,
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="The coding sequence {value} ends with {codon}, which is no stop codon of genetic code {code}.",
    mend="Include the stop codon in the location. If the sequence ends before it, mark the end by >.",
)
def coding_without_stop(
    trouble: Misfit, coding: Coding, location_text: str, residues: Residues
) -> Fault | None:
    """The location of a coding sequence includes its stop codon."""
    if trouble.kind != "no-stop":
        return None
    result = coding.translation
    longer = extended(coding.tree, residues.length)
    fix = None
    if longer is not None and result.code.is_stop(_last_codon(longer, residues)):
        fix = Fix(
            f"Write the location as {longer.text}, with the stop codon", (Edit("location", longer.text),)
        )
    return fault(location_text, codon=result.codon(trouble.number), code=result.code.id, fix=fix)


def _last_codon(tree: Location, residues: Residues) -> str:
    return extract(tree, residues)[-3:]


@rule(
    "C012",
    "stop-inside-coding",
    Severity.WARNING,
    paragraph="89",
    basis="inferred",
    element=_LOCATION,
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="Codon {number} ({codon}, residues {place}) of the coding sequence {value} is a stop codon of "
    "genetic code {code}.",
    mend="Check location, codon_start and transl_table. A codon that is translated in spite of it is named "
    "by transl_except.",
)
def stop_inside_coding(trouble: Misfit, coding: Coding, location_text: str) -> Fault | None:
    """There is no stop before the end."""
    if trouble.kind != "inner-stop":
        return None
    result = coding.translation
    return fault(
        location_text,
        number=trouble.number,
        codon=result.codon(trouble.number),
        place=_listed(result.positions(trouble.number)),
        code=result.code.id,
    )


def _listed(positions: tuple[int, ...]) -> str:
    return ", ".join(map(str, positions))


@rule(
    "C013",
    "translation-differs",
    Severity.WARNING,
    paragraph="90",
    basis="inferred",
    element=_VALUE,
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="Residue {number} of the translation is {found}, but the coding sequence gives {expected}{codon}.",
    mend="Check the location, the residues, codon_start and transl_table, and correct what is wrong.",
)
def translation_differs(trouble: Misfit, coding: Coding, translation_index: int) -> Fault | None:
    """The translation is what the coding sequence gives."""
    difference = trouble.difference
    if trouble.kind != "difference" or difference is None:
        return None
    codon = f" ({difference.codon}, residues {_listed(difference.positions)})" if difference.codon else ""
    return fault(
        difference.found or None,
        qualifier=translation_index,
        number=difference.number,
        found=difference.found or "missing",
        expected=" or ".join(difference.expected) or "the end",
        codon=codon,
        code=coding.translation.code.id,
    )


@rule(
    "C014",
    "other-codon-start-fits",
    Severity.INFO,
    paragraph="90",
    basis="insdc",
    element=_LOCATION,
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="The coding sequence {value} begins before its first residue; it agrees with codon_start {start}, "
    "but none is given.",
    mend="Add codon_start {start}.",
)
def other_codon_start_fits(trouble: Misfit, location_text: str) -> Fault | None:
    """A coding sequence that begins before the residues says where the first whole codon is."""
    if trouble.kind != "other-start":
        return None
    fix = Fix(f"Add codon_start {trouble.number}", (Edit("add_qualifier", f"codon_start={trouble.number}"),))
    return fault(location_text, start=trouble.number, fix=fix)


@rule(
    "C015",
    "codon-start-of-complete-coding",
    Severity.INFO,
    paragraph="Annex I.6",
    basis="insdc",
    element=_LOCATION,
    keys=_KEYS,
    qualifiers=("codon_start",),
    moltypes=_NUCLEOTIDES,
    message="codon_start is {start}, but the location {value} says that the coding sequence begins in it.",
    mend="Mark the open beginning by <, or begin the location with the first codon.",
)
def codon_start_of_complete(coding: Coding, trouble_free: bool, location_text: str) -> Fault | None:
    """Bases before the first whole codon belong to a codon that begins further upstream."""
    skipped = coding.translation.skipped
    if not skipped or not trouble_free or coding.open_start:
        return None
    return fault(location_text, start=skipped + 1)


@rule(
    "C016",
    "coding-in-order",
    Severity.WARNING,
    paragraph="68",
    basis="inferred",
    element=_LOCATION,
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="The location {value} of the coding sequence has order, which does not say that the parts are joined.",
    mend="Write join(...) for the exons of a coding sequence.",
)
def coding_in_order(ordered: Location, location_text: str) -> Fault:
    """The exons of a coding sequence are brought together, so that their operator is join."""
    text = ordered.text.replace("order(", "join(")
    return fault(location_text, fix=Fix(f"Write the location as {text}", (Edit("location", text),)))


@rule(
    "C017",
    "coding-without-translation",
    Severity.INFO,
    paragraph="90",
    element="INSDFeature_quals",
    keys=_KEYS,
    moltypes=_NUCLEOTIDES,
    message="The coding sequence has no translation.",
    mend="Add the translation, and its protein as a sequence of the listing named by protein_id.",
)
def without_translation(names: tuple[str, ...]) -> Fault | None:
    """A translation is not asked for, but readers look for it."""
    lower = {name.lower() for name in names}
    return None if lower & {"translation", "pseudo", "pseudogene"} else fault()
