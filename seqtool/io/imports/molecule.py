"""What an annotated record states of its molecule: its type, and the gaps in it."""

from __future__ import annotations

from seqtool.io.imports.context import Here
from seqtool.io.imports.locations import convert
from seqtool.io.imports.notes import Kind
from seqtool.io.imports.record import RawFeature, Record
from seqtool.io.imports.residues import FEWEST

_GAPS = ("assembly_gap", "gap")
#: What records call a molecule that is a protein.
_PROTEIN = ("AA", "PRT", "PROTEIN")


def stated_moltype(record: Record, here: Here) -> str | None:
    """The molecule type of an annotated record; ``None`` where it must be asked."""
    choices = here.choices
    molecule = record.molecule.upper()
    if not molecule:
        if choices.moltype is not None:
            here.tell(Kind.ADDED, "molecule type, which the record does not state", after=choices.moltype)
            return choices.moltype
        values = {q.value or "" for f in record.features for q in f.qualifiers if q.name == "mol_type"}
        if len({_kind(value) for value in values}) != 1:
            here.ask("--moltype DNA|RNA|AA", "A record states no molecule type. Which molecule is it?")
            return None
        molecule = min(values).upper()
        here.tell(Kind.ADDED, "molecule type, which only mol_type states", after=_kind(molecule))
    if molecule in _PROTEIN:
        if choices.moltype is None and _as_nucleotides(record):
            here.ask(
                "--moltype DNA|RNA|AA",
                "A record calls itself a protein, but has the letters or the features of nucleotides. Which molecule is it?",
            )
            return None
        return choices.moltype if _as_nucleotides(record) else "AA"
    if "RNA" not in molecule:
        return "DNA"
    has_t = any(b"t" in chunk or b"T" in chunk for chunk in record.residues)
    if not has_t:
        return "RNA"
    if choices.rna is None and "MRNA" in molecule:
        here.ask(
            "--rna dna|rna",
            "A record of mRNA is written with t. Is the molecule of the application the cDNA (dna) or the mRNA (rna, where "
            "each t stands for uracil)?",
        )
        return None
    if choices.rna == "dna":
        here.tell(
            Kind.CHANGED, "a record of RNA was taken as DNA (cDNA)", before=record.molecule, after="DNA"
        )
        return "DNA"
    here.tell(
        Kind.CHANGED,
        "a record of RNA written with t was taken as RNA",
        before=record.molecule,
        after="RNA",
    )
    return "RNA"


def stated_gaps(record: Record, size: int) -> tuple[frozenset[tuple[int, int]], tuple[tuple[int, int], ...]]:
    """Spans (0-based, half-open) of gaps of known and of unknown length that features state."""
    known: set[tuple[int, int]] = set()
    unknown: set[tuple[int, int]] = set()
    for feature in record.features:
        if feature.key not in _GAPS:
            continue
        tree = convert(feature.location, size).tree
        if tree is None:
            continue
        span = (tree.low - 1, tree.high)
        (unknown if length_unknown(feature) else known).add(span)
    return frozenset(known), tuple(sorted(unknown))


def _kind(mol_type: str) -> str:
    """The molecule type that a value of mol_type belongs to."""
    upper = mol_type.upper()
    return "AA" if upper in _PROTEIN else "RNA" if "RNA" in upper else "DNA"


def _as_nucleotides(record: Record) -> bool:
    """Whether what calls itself a protein looks like nucleotides: by its mol_type, or by its letters alone."""
    stated = {q.value for f in record.features for q in f.qualifiers if q.name == "mol_type" and q.value}
    if any("DNA" in value or "RNA" in value for value in stated):
        return True
    size = record.length
    return size >= FEWEST and not any(chunk.translate(None, b"acgtunACGTUN") for chunk in record.residues)


def length_unknown(feature: RawFeature) -> bool:
    """Whether a feature shows a gap of unknown length."""
    return any(q.name == "estimated_length" and q.value == "unknown" for q in feature.qualifiers)
