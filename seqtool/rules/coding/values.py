"""The values of the qualifiers of coding sequences (Annex I Section 6, paragraphs 90 to 92)."""

from __future__ import annotations

from seqtool.insdc.alphabet import is_clean
from seqtool.rules import vocabulary_features  # noqa: F401  declares judged
from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.qualifiers.problems import form_fault
from seqtool.rules.vocabulary_residues import three_letters
from seqtool.rules.vocabulary_sequences import INTEGER
from seqtool.spec import Standard
from seqtool.spec.formats import check_format

_ELEMENT = "INSDQualifier_value"
_NUCLEOTIDES = ("DNA", "RNA")


@rule(
    "C001",
    "translation-value",
    Severity.ERROR,
    paragraph="Annex I.6",
    element=_ELEMENT,
    qualifiers=("translation",),
    moltypes=_NUCLEOTIDES,
    quick=lambda _name, value, _other: is_clean(value, protein=True),
    message="The translation is wrong from character {at} on: expected {expected}.",
    mend="Write the residues as symbols of Table 3 in upper case; leave the stop out.",
)
def translation_value(judged: str, key: str, std: Standard) -> Fault | None:
    """The translation is written in the symbols of Table 3."""
    found = form_fault(check_format("translation", judged, key=key, version=std), judged)
    if found is not None and (plain := three_letters(judged)):
        fix = Fix(f"Write {plain}", (Edit("value", plain),))
        return fault(judged, at=1, expected="one letter for each amino acid", fix=fix)
    return found


@rule(
    "C002",
    "protein-id-value",
    Severity.ERROR,
    paragraph="92",
    element=_ELEMENT,
    qualifiers=("protein_id",),
    moltypes=_NUCLEOTIDES,
    quick=lambda _name, value, _other: INTEGER.fullmatch(value) is not None,
    message="{value} is no SEQ ID number: protein_id names the sequence of the protein in this listing.",
    mend="Write the number alone, such as 2; leave accession numbers of databases out.",
)
def protein_id_value(judged: str, key: str, std: Standard) -> Fault | None:
    """``protein_id`` is one positive integer, without leading zeros."""
    return form_fault(check_format("protein_id", judged, key=key, version=std), judged)


@rule(
    "C003",
    "transl-table-value",
    Severity.ERROR,
    paragraph="90",
    basis="insdc",
    element=_ELEMENT,
    qualifiers=("transl_table",),
    moltypes=_NUCLEOTIDES,
    message="{value} is no number of a genetic code.",
    mend="Write the number of the code of Table 7, such as 1 or 11.",
)
def transl_table_value(judged: str) -> Fault | None:
    """``transl_table`` is a number."""
    text = judged.strip()
    if text.isascii() and text.isdigit() and text[0] != "0":
        return None
    right = text.lstrip("0") if text.isascii() and text.isdigit() and len(text) < 4 else ""
    return fault(judged, fix=Fix(f"Write {right}", (Edit("value", right),)) if right else None)


@rule(
    "C004",
    "transl-table-unknown",
    Severity.WARNING,
    paragraph="Annex I.9",
    basis="insdc",
    element=_ELEMENT,
    qualifiers=("transl_table",),
    moltypes=_NUCLEOTIDES,
    message="The genetic code {value} is not among those known here.",
    mend="Use a number of Table 7, if this one is not in its current version.",
)
def transl_table_unknown(judged: str, std: Standard) -> Fault | None:
    """The list of genetic codes grew over the years, so that an unlisted number is only doubtful."""
    text = judged.strip()
    if not (text.isascii() and text.isdigit() and text[0] != "0"):
        return None
    return None if text in std.nucleotide_qualifiers["transl_table"].values else fault(judged)


@rule(
    "C005",
    "transl-except-value",
    Severity.ERROR,
    paragraph="91",
    basis="insdc",
    element=_ELEMENT,
    qualifiers=("transl_except",),
    moltypes=_NUCLEOTIDES,
    message="The transl_except value {value} is wrong from character {at} on: expected {expected}.",
    mend="Write (pos:LOCATION,aa:AMINO_ACID), such as (pos:213..215,aa:Sec), one for each codon.",
)
def transl_except_value(judged: str, key: str, std: Standard) -> Fault | None:
    """A location and a three-letter amino acid, OTHER or TERM."""
    return form_fault(check_format("transl_except", judged, key=key, version=std), judged)


@rule(
    "C006",
    "other-amino-acid-without-note",
    Severity.WARNING,
    paragraph="Annex I.6",
    basis="insdc",
    element="INSDFeature_quals",
    keys=("CDS",),
    qualifiers=("transl_except",),
    moltypes=_NUCLEOTIDES,
    message="A transl_except names the amino acid OTHER, but no note says which one it is.",
    mend="Add a note with the name of the amino acid.",
)
def other_without_note(qualifier_values: dict[str, str | None], text: str) -> Fault | None:
    """An unusual amino acid is named in a note."""
    if "note" in qualifier_values or "aa:OTHER" not in text:
        return None
    return fault(text)
