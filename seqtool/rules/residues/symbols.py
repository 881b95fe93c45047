"""Symbols that the alphabets do not have (paragraphs 13, 14, 19, 26, 28 and 57): one finding per sequence."""

from __future__ import annotations

from seqtool.rules.core import Edit, Fault, Fix, Severity, fault, rule
from seqtool.rules.vocabulary_residues import SymbolFault

_ELEMENT = "INSDSeq_sequence"


def _found(found: SymbolFault, label: str) -> Fault:
    fix = Fix(label, (Edit("residues", found.mended),), safe=found.safe) if found.mended else None
    return fault(found.what, count=found.total, first=found.first, fix=fix)


@rule(
    "R001",
    "symbol-not-in-alphabet",
    Severity.ERROR,
    paragraph="57",
    element=_ELEMENT,
    message="Symbols that are no residues: {value}.",
    mend="Use only the symbols of Table 1 (nucleotides, small letters) or Table 3 (amino acids, capitals).",
)
def not_in_alphabet(symbol_fault: SymbolFault) -> Fault | None:
    """Only symbols of the tables: no numbers, punctuation or other characters."""
    return _found(symbol_fault, "Take digits and white space out") if symbol_fault.kind == "other" else None


@rule(
    "R002",
    "nucleotides-in-capitals",
    Severity.ERROR,
    paragraph="13",
    element=_ELEMENT,
    moltypes=("DNA", "RNA"),
    message="All {count} nucleotides are written in capitals.",
    mend="Write them in small letters.",
)
def nucleotides_in_capitals(symbol_fault: SymbolFault) -> Fault | None:
    """Nucleotides are small letters."""
    return _found(symbol_fault, "Write all in small letters") if symbol_fault.kind == "case" else None


@rule(
    "R003",
    "amino-acids-in-small-letters",
    Severity.ERROR,
    paragraph="26",
    element=_ELEMENT,
    moltypes=("AA",),
    message="All {count} amino acids are written in small letters.",
    mend="Write them in capitals.",
)
def amino_acids_in_small_letters(symbol_fault: SymbolFault) -> Fault | None:
    """Amino acids are capitals."""
    return _found(symbol_fault, "Write all in capitals") if symbol_fault.kind == "case" else None


@rule(
    "R004",
    "mixed-case",
    Severity.ERROR,
    paragraph="57",
    element=_ELEMENT,
    message="Capitals and small letters are mixed: {value}.",
    mend="Write nucleotides in small letters and amino acids in capitals. If the case meant something "
    "(D-amino acids, modified or RNA nucleotides, mutations), say it in features.",
)
def mixed_case(symbol_fault: SymbolFault) -> Fault | None:
    """Case that varies may carry meaning: never mended without asking."""
    return _found(symbol_fault, "Write all in one case") if symbol_fault.kind == "mixed-case" else None


@rule(
    "R005",
    "uracil-written-u",
    Severity.ERROR,
    paragraph="14",
    element=_ELEMENT,
    moltypes=("RNA",),
    message="Uracil is written u; residues concerned: {count}, the first is {first}.",
    mend="Write t: in RNA it stands for uracil.",
)
def uracil_in_rna(symbol_fault: SymbolFault) -> Fault | None:
    """The symbol t stands for uracil in RNA."""
    return _found(symbol_fault, "Write t for u") if symbol_fault.kind == "uracil" else None


@rule(
    "R006",
    "u-in-dna",
    Severity.ERROR,
    paragraph="19",
    element=_ELEMENT,
    moltypes=("DNA",),
    message="There is u in DNA; residues concerned: {count}, the first is {first}.",
    mend="If the molecule is RNA, correct its molecule type. Uracil in DNA is t with a feature modified_base, "
    "mod_base OTHER and the note uracil.",
)
def u_in_dna(symbol_fault: SymbolFault) -> Fault | None:
    """Uracil in DNA is a modified nucleotide: writing t alone would lose it."""
    return _found(symbol_fault, "Write t for u") if symbol_fault.kind == "uracil" else None


@rule(
    "R007",
    "three-letter-codes",
    Severity.ERROR,
    paragraph="26",
    element=_ELEMENT,
    moltypes=("AA",),
    message="The amino acids are written as three-letter codes.",
    mend="Write one letter for each amino acid.",
)
def three_letter_codes(symbol_fault: SymbolFault) -> Fault | None:
    """One letter for each residue."""
    return _found(symbol_fault, "Write one-letter symbols") if symbol_fault.kind == "three-letter" else None


@rule(
    "R008",
    "white-space-in-residues",
    Severity.ERROR,
    paragraph="57",
    element=_ELEMENT,
    message="There is white space in the residues: {value}.",
    mend="Write the residues without blanks and line breaks. If a blank parts two sequences, give each its own entry.",
)
def white_space(symbol_fault: SymbolFault) -> Fault | None:
    """No white space; around the residues it can go unasked."""
    return _found(symbol_fault, "Take the white space out") if symbol_fault.kind == "white-space" else None


@rule(
    "R009",
    "terminator-in-protein",
    Severity.ERROR,
    paragraph="28",
    element=_ELEMENT,
    moltypes=("AA",),
    message="There are terminators in the protein: {value}.",
    mend="Give each part with at least 4 specifically defined residues its own entry; leave out a stop at the end.",
)
def terminator(symbol_fault: SymbolFault) -> Fault | None:
    """A terminator parts sequences and is no residue."""
    return (
        _found(symbol_fault, "Leave out the stop at the end") if symbol_fault.kind == "terminator" else None
    )


@rule(
    "R010",
    "gap-sign-in-residues",
    Severity.ERROR,
    paragraph="57",
    element=_ELEMENT,
    message="There are gap signs in the residues: {value}.",
    mend="In an alignment a gap is no residue: close up. A gap of known length is written n or X, "
    "and a gap of unknown length parts two sequences.",
)
def gap_sign(symbol_fault: SymbolFault) -> Fault | None:
    """What a gap sign means only its author knows: nothing is offered."""
    return _found(symbol_fault, "") if symbol_fault.kind == "gap" else None
