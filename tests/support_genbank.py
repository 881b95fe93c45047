"""Small GenBank records for the tests."""

from __future__ import annotations

import io
from typing import Any

from seqtool.io.imports import Choices, Importer, Notes, Record, items
from seqtool.model import Sequence

#: atg gct aaa tgg gat taa within a made-up context: 60 bases, the coding sequence is 11..28.
BASES = "ccgtaaccgg" + "atggctaaatgggattaa" + "ggccttaaggccttaaggccttaaggccttaa"
CODING = 'CDS 11..28 /codon_start=1 /product="tiny protein" /protein_id="AAA1.1" /translation="MAKWD"'
SOURCE = 'source 1..60 /organism="Homo sapiens" /mol_type="genomic DNA"'


def genbank(
    *features: str, bases: str = BASES, molecule: str = "DNA", source: str = SOURCE, more: str = ""
) -> bytes:
    """A record; each feature is ``key location /qualifier /qualifier``."""
    shape = "circular" if "circular" in more else "linear"
    lines = [
        f"LOCUS       TINY              {len(bases)} bp    {molecule:<7} {shape}   SYN 01-JAN-2026",
        "DEFINITION  A tiny record.",
        "ACCESSION   TINY",
        "VERSION     TINY.1",
        "SOURCE      Homo sapiens",
        "  ORGANISM  Homo sapiens",
        "FEATURES             Location/Qualifiers",
    ]
    for feature in (source, *features):
        if not feature:
            continue
        head, *qualifiers = feature.split(" /")
        key, location = head.split(" ")
        lines.append(f"     {key:<16}{location}")
        lines += [f"{'':21}/{qualifier}" for qualifier in qualifiers]
    lines += ["ORIGIN", f"        1 {bases}", "//", ""]
    return "\n".join(lines).encode()


def parsed(data: bytes) -> list[Record]:
    return [
        item for item in items(io.BufferedReader(io.BytesIO(data)), "tiny.gb") if isinstance(item, Record)
    ]


def taken(data: bytes, **choices: Any) -> tuple[list[Sequence], Notes]:
    """The sequences that come of it, and the notes; nothing may have been asked."""
    notes = Notes(names=True)
    importer = Importer(Choices(**choices), notes)
    found = [sequence for record in parsed(data) for sequence in importer.take(record)]
    notes.stop_if_asked()
    features = notes.features
    assert features["read"] == features["taken"] + features["left_out"]
    return found, notes


def told(notes: Notes, qualifier: str | None = None) -> list[tuple[str, str]]:
    """Kind and reason of the notes kept, of one qualifier if it is named."""
    return [(n.kind, n.reason) for n in notes.kept if qualifier is None or n.qualifier == qualifier]


def asked(data: bytes, **choices: Any) -> list[str]:
    """The options that would answer what is asked."""
    notes = Notes()
    importer = Importer(Choices(**choices), notes)
    for record in parsed(data):
        list(importer.take(record))
    return [question.option for question in notes.questions]


def qualifiers(sequence: Sequence, key: str) -> dict[str, str | None]:
    """The qualifiers of the first feature with a key."""
    feature = next(f for f in sequence.features if f.key == key)
    return {q.name: q.value for q in feature.qualifiers}


_GAP = BASES[:30] + "n" * 20 + BASES[30:] + "n" * 100 + BASES
_GAPPED = (
    f'source 1..{len(_GAP)} /organism="Homo sapiens" /mol_type="genomic DNA"',
    "assembly_gap 31..50 /estimated_length=20",
    CODING,
    "assembly_gap 81..180 /estimated_length=unknown",
    CODING.replace("11..28", "191..208"),
    "gene 70..190",
)
#: Two coding sequences, a gap of known and one of unknown length between them.
GAPPED_RECORD = genbank(*_GAPPED[1:], bases=_GAP, source=_GAPPED[0])
