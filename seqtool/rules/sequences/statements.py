"""What a file states about a sequence against what it holds (paragraphs 52 to 54)."""

from __future__ import annotations

import re

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.ledgers_sequences import KINDS
from seqtool.rules.vocabulary_sequences import LengthFault

#: What people write for AA, RNA and DNA. Only the case mends itself: these say more than the molecule type.
_MEANT = {
    "PRT": "AA",
    "PROTEIN": "AA",
    "PEPTIDE": "AA",
    "AMINO ACID": "AA",
    "ADN": "DNA",
    "ARN": "RNA",
    "GENOMIC DNA": "DNA",
    "OTHER DNA": "DNA",
    "UNASSIGNED DNA": "DNA",
    "MRNA": "RNA",
    "TRNA": "RNA",
    "RRNA": "RNA",
    "GENOMIC RNA": "RNA",
    "OTHER RNA": "RNA",
    "UNASSIGNED RNA": "RNA",
    "TRANSCRIBED RNA": "RNA",
    "VIRAL CRNA": "RNA",
}

#: pat|office|publication number|kind code|sequence number (Annex V).
_SEQID = re.compile(r"pat\|[A-Z]{2}\|[A-Za-z0-9/_-]{1,40}\|[A-Z][0-9]?\|[1-9][0-9]{0,9}")


def _set_length(length: int, *, safe: bool = False) -> Fix:
    return Fix(f"Set the length to {length}", (Edit("length", str(length)),), safe)


@rule(
    "S010",
    "length-differs",
    Severity.ERROR,
    paragraph="53",
    element="INSDSeq_length",
    message="The length is given as {value}, but the sequence has {length} residues.",
    mend="If no residues were lost, set the length to {length}.",
)
def length_differs(length_fault: LengthFault) -> Fault | None:
    """INSDSeq_length is the number of residues."""
    kind, written, length = length_fault
    if kind != "differs":
        return None
    # Not safe: the length is one of the file's only checksums. If it is right, residues were lost.
    return fault(written, length=length, fix=_set_length(length))


@rule(
    "S011",
    "length-unreadable",
    Severity.ERROR,
    paragraph="53",
    element="INSDSeq_length",
    message="The length {value} is not a positive integer; the sequence has {length} residues.",
    mend="If no residues were lost, set the length to {length}.",
)
def length_unreadable(length_fault: LengthFault) -> Fault | None:
    """INSDSeq_length is a number."""
    kind, written, length = length_fault
    if kind != "unreadable":
        return None
    return fault(written if written.strip() else "(empty)", length=length, fix=_set_length(length))


@rule(
    "S012",
    "length-oddly-written",
    Severity.WARNING,
    paragraph="53",
    basis="inferred",
    element="INSDSeq_length",
    message="The length {value} is right, but written with leading zeros or white space.",
    mend="Write {length}.",
)
def length_oddly_written(length_fault: LengthFault) -> Fault | None:
    """INSDSeq_length is digits only."""
    kind, written, length = length_fault
    if kind != "form":
        return None
    return fault(written, length=length, fix=_set_length(length, safe=True))


@rule(
    "S013",
    "residues-lost",
    Severity.ERROR,
    paragraph="53",
    element="INSDSeq_sequence",
    message="The length and the source feature both say {value} residues, but there are {length}; "
    "likely lost: {missing}.",
    mend="Compare the residues with the application and put the missing ones back.",
)
def residues_lost(length_fault: LengthFault) -> Fault | None:
    """Length and source agree with each other and not with the residues: no fix could be right by itself."""
    kind, written, length = length_fault
    return fault(written, length=length, missing=int(written) - length) if kind == "lost" else None


@rule(
    "S020",
    "molecule-type-not-upper-case",
    Severity.ERROR,
    paragraph="54",
    element="INSDSeq_moltype",
    message="The molecule type {value} has to be written {meant}.",
    mend="Write {meant}.",
)
def moltype_case(odd_moltype: str) -> Fault | None:
    """DNA, RNA and AA in capitals, without white space."""
    meant = odd_moltype[:64].strip().upper()
    if meant not in KINDS or len(odd_moltype) > 64:
        return None
    fix = Fix(f"Write {meant}", (Edit("molecule_type", meant),), safe=True)
    return fault(odd_moltype, meant=meant, fix=fix)


@rule(
    "S021",
    "molecule-type-unknown",
    Severity.ERROR,
    paragraph="54",
    element="INSDSeq_moltype",
    message="The molecule type {value} is none of DNA, RNA and AA; the rest of the sequence was not checked.",
    mend="Write DNA or RNA for nucleotides, AA for amino acids.",
)
def moltype_unknown(odd_moltype: str) -> Fault | None:
    """INSDSeq_moltype has three values."""
    plain = odd_moltype[:64].strip().upper()
    if plain in KINDS and len(odd_moltype) <= 64:
        return None
    meant = _MEANT.get(plain)
    fix = Fix(f"Write {meant}", (Edit("molecule_type", meant),)) if meant else None
    return fault(odd_moltype, fix=fix)


@rule(
    "S022",
    "division-not-pat",
    Severity.ERROR,
    paragraph="52",
    element="INSDSeq_division",
    message="The division is {value}; it is PAT in every listing.",
    mend="Write PAT.",
)
def division_not_pat(odd_division: str) -> Fault:
    """INSDSeq_division is PAT."""
    shown = odd_division if odd_division.strip() else "empty"
    return fault(shown, fix=Fix("Write PAT", (Edit("division", "PAT"),), safe=True))


@rule(
    "S023",
    "other-seqids-present",
    Severity.WARNING,
    paragraph="Annex V",
    element="INSDSeq_other-seqids",
    message="The element INSDSeq_other-seqids ({value}) is for patent offices, not for a filing.",
    mend="Leave it out of a listing that you file.",
)
def other_seqids_present(other_seqids: tuple[str, ...]) -> Fault | None:
    """Only offices that hand data on to databases fill it."""
    if not all(_SEQID.fullmatch(text) for text in other_seqids):
        return None
    fix = Fix("Leave out INSDSeq_other-seqids", (Edit("other_seqids", None),))
    return fault(", ".join(other_seqids[:3]) or "empty", fix=fix)


@rule(
    "S024",
    "other-seqids-malformed",
    Severity.WARNING,
    paragraph="Annex V",
    basis="inferred",
    element="INSDSeq_other-seqids",
    message="The identifier {value} is not of the form pat|office|publication number|kind code|number.",
    mend="Leave the element out of a listing that you file; offices write for example pat|WO|2013999999|A1|7.",
)
def other_seqids_malformed(other_seqids: tuple[str, ...]) -> Fault | None:
    """Five parts with bars between."""
    bad = [text for text in other_seqids if not _SEQID.fullmatch(text)]
    return fault(bad[0] or "(empty)") if bad else None


@rule(
    "S025",
    "feature-table-missing",
    Severity.ERROR,
    paragraph="60",
    element="INSDSeq_feature-table",
    message="The sequence has no feature table.",
    mend="Add a feature table with a source feature: organism and mol_type.",
)
def feature_table_missing(no_table: bool) -> Fault | None:
    """Every sequence that is not skipped has a feature table."""
    return fault() if no_table else None


@rule(
    "S030",
    "sequence-empty",
    Severity.ERROR,
    paragraph="52",
    element="INSDSeq_sequence",
    message="There are no residues.",
    mend="Enter the residues, or 000 if the sequence is skipped on purpose.",
)
def sequence_empty(hollow: str) -> Fault | None:
    """Residues or 000."""
    return None if hollow.strip() else fault()


@rule(
    "S031",
    "skip-mark-malformed",
    Severity.ERROR,
    paragraph="58",
    element="INSDSeq_sequence",
    message='"{value}" stands in place of the residues; a sequence skipped on purpose has exactly 000.',
    mend="Write 000 without white space.",
)
def skip_mark_malformed(hollow: str) -> Fault | None:
    """000, no more and no less."""
    return fault(hollow) if hollow.strip() else None
