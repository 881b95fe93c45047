"""FASTA: one record a sequence.

``>SEQ_ID_NO_7 name description [molecule=RNA] [moltype=mRNA] [organism=Homo sapiens]``, then lines of
60 residues. The words in brackets are those of GenBank's submission tools; ``moltype`` is the mol_type of
ST.26. Residues are written as ST.26 has them: nucleotides in small letters, t for uracil in RNA.
"""

from __future__ import annotations

from typing import Final

from seqtool.io.exports.formats import Format, Item, Job
from seqtool.io.exports.parts import (
    label,
    letters,
    one_line,
    pieces,
    source_of,
    tell_features,
    tell_general,
    value_of,
)

_WIDTH: Final = 60
#: Residues handed to the file at once.
_AT_ONCE: Final = _WIDTH * 1_000


def write(job: Job) -> None:
    """Write the sequences of a listing as FASTA; skipped ones are left out and told."""
    tell_general(job, "FASTA")
    put = job.out.write
    for item in job.items:
        if item.sequence.skipped or not item.sequence.residues.length:
            job.leave(item, _why(item))
            continue
        tell_features(job, item, "FASTA")
        put(f"{_heading(item)}\n".encode())
        for piece in pieces(letters(job, item), _AT_ONCE):
            for start in range(0, len(piece), _AT_ONCE):
                part = piece[start : start + _AT_ONCE]
                lines = [part[at : at + _WIDTH] for at in range(0, len(part), _WIDTH)]
                lines.append("")
                put("\n".join(lines).encode())
        job.take(item)


def _why(item: Item) -> str:
    return "a skipped sequence has no residues" if item.sequence.skipped else "the sequence has no residues"


def _heading(item: Item) -> str:
    source = source_of(item.sequence)
    words = [f">{label(item.number)}", one_line(item.name), one_line(item.description)]
    for word, value in (
        ("molecule", item.sequence.molecule_type),
        ("moltype", value_of(source, "mol_type")),
        ("organism", value_of(source, "organism")),
    ):
        if value:
            words.append(f"[{word}={one_line(value)}]")
    return " ".join(filter(None, words))


FORMAT = Format(name="fasta", title="FASTA", suffixes=(".fasta", ".fa", ".fna", ".faa", ".fas"), write=write)
