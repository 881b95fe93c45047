"""Damaged records: never a crash, never a lost feature, never a value that cannot be written."""

from __future__ import annotations

import io
import random

import pytest
from support_genbank import BASES, CODING, GAPPED_RECORD, genbank

from seqtool.errors import SeqtoolError
from seqtool.io.imports import Choices, Importer, Notes, items
from seqtool.io.st26.writer import write_listing
from seqtool.model import Entry, GeneralInformation

PIECES = [
    b"\n", b'"', b"/", b"(", b")", b"join(", b"complement(", b"..", b"^", b"<", b"-", b"*", b"\t", b"\x00", b"\xff", b"//\n",
    b"LOCUS  ", b">", b"ORIGIN\n", b"one-of(1,2)", b"u", b"U", "\u03b1".encode(), b"99999999999999999999", b"/translation=",
    b"     CDS             1..9\n", b"source", b"FEATURES  x\n",
]  # fmt: skip

_TABLE = genbank(CODING, "promoter 1..10").decode().partition("Qualifiers\n")[2].partition("ORIGIN")[0]
EMBL = (
    "ID   X; SV 1; linear; genomic DNA; STD; HUM; 60 BP.\nXX\nFH   Key             Location/Qualifiers\n"
    + "".join(f"FT   {line[5:]}\n" for line in _TABLE.splitlines())
    + f"SQ   Sequence 60 BP;\n     {BASES}        60\n//\n"
).encode()
PROTEIN = genbank(
    'Site order(3..5,9,40..44) /site_type="active"',
    'Bond bond(3,9) /bond_type="disulfide"',
    'Region 1..30 /region_name="Mature chain" /note="x"',
    "CDS 1..30 /coded_by=X1:1..9",
    bases="mkwvtfisllflfssaysrgvfrrdahkse" * 2,
    source='source 1..60 /organism="Homo sapiens" /strain="x"',
).replace(b" 60 bp    DNA", b" 60 aa       ")
XML = (
    "<INSDSet><INSDSeq><INSDSeq_locus>X</INSDSeq_locus><INSDSeq_length>60</INSDSeq_length><INSDSeq_moltype>DNA</INSDSeq_moltype>\n"
    "<INSDSeq_feature-table><INSDFeature><INSDFeature_key>CDS</INSDFeature_key><INSDFeature_location>11..28</INSDFeature_location>\n"
    "<INSDFeature_quals><INSDQualifier><INSDQualifier_name>translation</INSDQualifier_name><INSDQualifier_value>MAKWD"
    "</INSDQualifier_value></INSDQualifier></INSDFeature_quals></INSDFeature></INSDSeq_feature-table>\n"
    f"<INSDSeq_sequence>{BASES}</INSDSeq_sequence></INSDSeq></INSDSet>"
).encode()


def mutant(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 10)):
        place = rng.randrange(len(changed) + 1)
        how = rng.random()
        if how < 0.5:
            changed[place:place] = rng.choice(PIECES)
        elif how < 0.75:
            del changed[place : place + rng.randint(1, 60)]
        else:
            other = rng.randrange(len(changed) + 1)
            changed[place:place] = changed[other : other + rng.randint(1, 120)]
    return bytes(changed)


def test_each_note_another_sort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seqtool.io.imports.notes.SORTS", 50)
    notes = Notes()
    importer = Importer(Choices(), notes)
    data = genbank(*(f"key{number} 1..5" for number in range(200)))
    for record in items(io.BufferedReader(io.BytesIO(data)), "x"):
        list(importer.take(record))
    assert len(notes.sorts) <= 53
    assert sum(sort.count for sort in notes.sorts.values()) >= 200


@pytest.mark.parametrize("seed", range(4))
def test_mutants(seed: int) -> None:
    rng = random.Random(seed)
    sources = [
        genbank(CODING, "promoter 1..10", "gene 1..5 /locus_tag=x") * 2,
        GAPPED_RECORD,
        b">a\nACGTNNACGTACGTACGTACGA\n>b\nMKWVTF*ISLL\n",
        EMBL * 2,
        PROTEIN,
        XML,
    ]
    for _ in range(300):
        data = mutant(rng, rng.choice(sources))
        choices = Choices(
            gap_runs=rng.choice(["keep", "split"]),
            rna=rng.choice(["dna", "rna"]),
            refused="omit",
            length="accept",
            case="fold",
            gaps=rng.choice(["close", "split", "unknown-n"]),
            stops="split",
            uracil=rng.choice(["t", "modified"]),
            three_letter=rng.choice([True, False]),
            direction=rng.choice(["reverse", "as-written"]),
            organism=rng.choice([None, "Homo sapiens"]),
            moltype=rng.choice([None, "DNA", "RNA", "AA"]),
            proteins=rng.choice(["after", "end", "none"]),
            short=rng.choice(["omit", "skip"]),
            note_name=True,
        )
        notes = Notes()
        importer = Importer(choices, notes)
        try:
            found = [s for r in items(io.BufferedReader(io.BytesIO(data)), "x") for s in importer.take(r)]
        except SeqtoolError:
            continue
        features = notes.features
        assert features["read"] == features["taken"] + features["left_out"]
        if not list(notes.questions):
            write_listing(io.BytesIO(), GeneralInformation(), [Entry(s) for s in found], total=len(found))
