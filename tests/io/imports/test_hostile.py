"""Damaged records: never a crash, never a lost feature, never a value that cannot be written."""

from __future__ import annotations

import io
import random

import pytest
from support_genbank import CODING, GAPPED_RECORD, genbank

from seqtool.errors import SeqtoolError
from seqtool.io.imports import Choices, Importer, Notes, items
from seqtool.io.st26.writer import write_listing
from seqtool.model import Entry, GeneralInformation

PIECES = [
    b"\n", b'"', b"/", b"(", b")", b"join(", b"complement(", b"..", b"^", b"<", b"-", b"*", b"\t", b"\x00", b"\xff", b"//\n",
    b"LOCUS  ", b">", b"ORIGIN\n", b"one-of(1,2)", b"u", b"U", "\u03b1".encode(), b"99999999999999999999", b"/translation=",
    b"     CDS             1..9\n", b"source", b"FEATURES  x\n",
]  # fmt: skip


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


@pytest.mark.parametrize("seed", range(4))
def test_mutants(seed: int) -> None:
    rng = random.Random(seed)
    sources = [
        genbank(CODING, "promoter 1..10", "gene 1..5 /locus_tag=x") * 2,
        GAPPED_RECORD,
        b">a\nACGTNNACGTACGTACGTACGA\n>b\nMKWVTF*ISLL\n",
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
