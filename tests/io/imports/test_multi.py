"""The multi-sequence format."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError
from seqtool.io.imports import Choices, Notes, Record, Source, multi
from seqtool.io.st26.reader import ListingReader
from seqtool.model import GeneralInformation, Name, Title

TEXT = b"""<forward primer; DNA; synthetic construct>
acgtacgtac gtacgtacgt 20*

<signal; with a semicolon; PRT; Homo sapiens>
MKLVRR
  FFST*
<guide;RNA;synthetic construct>acguacguacguacgu
"""
GENERAL = GeneralInformation(
    file_reference="R", applicant=Name("A", "en"), titles=(Title("T", "en"),), production_date="2026-01-01"
)


def read(data: bytes, **choices: Any) -> list[Record]:
    return list(multi.read(Source(io.BufferedReader(io.BytesIO(data)), "x.txt", Choices(**choices), Notes())))


def test_reads() -> None:
    rows = [(r.name, r.molecule, r.organism, b"".join(r.residues).decode(), r.line) for r in read(TEXT)]
    assert rows == [
        ("forward primer", "DNA", "synthetic construct", "acgtacgtacgtacgtacgt", 1),
        ("signal; with a semicolon", "AA", "Homo sapiens", "MKLVRRFFST", 4),
        ("guide", "RNA", "synthetic construct", "acguacguacguacgu", 7),
    ]


def test_to_a_listing(tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes(TEXT)
    out = io.BytesIO()
    done = convert((str(path),), out, GENERAL, Choices(), options=Options())
    assert done.result.counts["error"] == 0
    with ListingReader(out.getvalue()) as reader:
        assert [b.entry.sequence.molecule_type for b in reader if b.entry] == ["DNA", "AA", "RNA"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"acgt\n<a;DNA;b>", "line 1: 'acgt' stands before the first heading"),
        (b"<a;DNA;b>\nacgt*\nacgt\n", "line 3: 'acgt' stands after the"),
        (b"<a;XNA;b>\nacgt", "line 1: 'XNA' is no molecule type"),
        (b"<a;DNA>\nacgt", "line 1: '<a;DNA>' is no heading"),
        (b"", "no heading"),
    ],
)
def test_faults_are_told(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why.replace("*", r"\*")):
        read(data)


def test_an_open_molecule_type_stays_open() -> None:
    assert read(b"<a;;>\nACGT")[0].molecule == ""
