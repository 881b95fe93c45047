"""Small listings and jobs for the tests of exports."""

from __future__ import annotations

import io
from pathlib import Path

from seqtool.io.exports import Item, Job, Options, form
from seqtool.io.imports import Notes
from seqtool.io.st26.writer import write_listing
from seqtool.model import Entry, Feature, GeneralInformation, Name, Qualifier, Residues, Sequence, Title

GENERAL = GeneralInformation(
    file_reference="R-1",
    applicant=Name("Example Ltd", "en"),
    titles=(Title("A title", "en"),),
    production_date="2026-02-03",
    non_english_language="de",
)


def source(residues: str, organism: str, mol_type: str, *more: Qualifier) -> Feature:
    return Feature(
        "source",
        f"1..{len(residues)}",
        (Qualifier("organism", organism), Qualifier("mol_type", mol_type), *more),
    )


def dna(residues: str = "acgtacgtac", *features: Feature, mol_type: str = "genomic DNA") -> Sequence:
    return Sequence("DNA", Residues(residues), (source(residues, "Homo sapiens", mol_type), *features))


def rna(residues: str = "acgtacgtac", *features: Feature) -> Sequence:
    return Sequence("RNA", Residues(residues), (source(residues, "Homo sapiens", "mRNA"), *features))


def protein(residues: str = "MKWVTFISLL", *features: Feature) -> Sequence:
    return Sequence("AA", Residues(residues), (source(residues, "Homo sapiens", "protein"), *features))


SKIPPED = Sequence("", Residues(), (), skipped=True)


def feature(key: str, location: str, **qualifiers: str | None) -> Feature:
    return Feature(key, location, tuple(Qualifier(name, value) for name, value in qualifiers.items()))


def items(*sequences: Sequence) -> list[Item]:
    return [Item(number, sequence) for number, sequence in enumerate(sequences, 1)]


def made(
    to: str,
    given: list[Item],
    *,
    suffix: str = "",
    general: GeneralInformation = GENERAL,
    rna_u: bool = False,
) -> tuple[bytes, Notes]:
    """What a format writes of some sequences, and what it tells."""
    out, notes = io.BytesIO(), Notes(names=True)
    names = {q.name for item in given for f in item.sequence.features[:1] for q in f.qualifiers}
    job = Job(
        general=general,
        items=iter(given),
        total=len(given),
        source_qualifiers=frozenset(names),
        out=out,
        notes=notes,
        file="x.xml",
        suffix=suffix,
        options=Options(rna_u=rna_u),
    )
    form(to).write(job)
    return out.getvalue(), notes


def told(notes: Notes) -> list[tuple[str, str]]:
    return [(note.kind.value, note.reason) for note in notes.kept]


def listing(path: Path, *sequences: Sequence, general: GeneralInformation = GENERAL) -> Path:
    """An ST.26 listing in a file."""
    with path.open("wb") as out:
        write_listing(out, general, [Entry(s) for s in sequences], total=len(sequences))
    return path
