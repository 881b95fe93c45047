"""The FASTA reader."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.errors import InputError
from seqtool.io.imports import Choices, Importer, Notes, Record, fasta, items


def read(data: bytes) -> list[tuple[str, str, bytes, int]]:
    found = items(io.BufferedReader(io.BytesIO(data)), "x.fa")
    return [(r.name, r.description, b"".join(r.residues), r.line) for r in found]


def test_layouts() -> None:
    data = b"\n>a first one\nACGT\r\nAC GT\n\n\nAC\n>b\n>c\tlast\nacg"
    assert read(data) == [("a", "first one", b"ACGTACGTAC", 2), ("b", "", b"", 8), ("c", "last", b"acg", 9)]


def test_gzip_and_byte_order_mark() -> None:
    assert read(gzip.compress(b"\xef\xbb\xbf>a\nAC\n")) == [("a", "", b"AC", 1)]
    with pytest.raises(InputError, match="damaged or cut off"):
        read(gzip.compress(b">a\n" + b"ACGT" * 100)[:-12])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"hello there\n", "of no format"),
        (b"\x00\x01", "binary"),
        (b"@r\nACGT\n+\nIIII\n", "FASTQ"),
        (b"\xff\xfe>\x00", "UTF-16"),
        (b">a\rACGT\r", "Macintosh"),
    ],
)
def test_other_things_are_named(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(data)


def test_three_letter_codes_with_blanks_stay_visible() -> None:
    assert read(b">p\nMet Ala Gly\n")[0][2] == b"Met-Ala-Gly"
    assert read(b">p\nATG GCT GGA\n")[0][2] == b"ATGGCTGGA"


_NAMES = st.text("abc|_", min_size=1, max_size=6)
_BODY = st.lists(st.text("ACGT", max_size=9), max_size=5)


@given(
    st.lists(st.tuples(_NAMES, _BODY), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(2, 40),
)
def test_the_size_of_blocks_does_not_matter(parts: list[tuple[str, list[str]]], end: str, block: int) -> None:
    text = "".join(f">{name}{end}" + "".join(line + end for line in body) for name, body in parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fasta, "_BLOCK", block)
        found = [
            (r.name, b"".join(r.residues).decode(), r.line)
            for r in fasta.read(io.BytesIO(text.encode()), "x")
        ]
    expected, line = [], 1
    for name, body in parts:
        expected.append((name, "".join(body), line))
        line += 1 + len(body)
    assert found == expected


def test_headings_of_uniprot_name_molecule_and_organism() -> None:
    heading = b">sp|P62258|1433E_ECOLI 14-3-3 protein OS=Escherichia coli (strain K12) OX=83333 GN=x PE=1 SV=1\nGGGGSGGGGS\n"
    (record,) = items(io.BufferedReader(io.BytesIO(heading)), "x.fa")
    assert isinstance(record, Record)
    assert (record.molecule, record.organism) == ("AA", "Escherichia coli (strain K12)")
    notes = Notes()
    (sequence,) = Importer(Choices(), notes).take(record)
    assert not list(notes.questions)
    values = [q.value for q in sequence.features[0].qualifiers]
    assert values == ["Escherichia coli", "protein", "strain: K12"]
    (plain,) = items(io.BufferedReader(io.BytesIO(b">x OS=Homo sapiens\nGGGGSGGGGS\n")), "x.fa")
    assert isinstance(plain, Record)
    assert not plain.molecule
    assert not plain.organism


def test_source_modifiers_of_headings() -> None:
    data = b">a one [organism=Mus musculus] [molecule=RNA]\nACGT\n>b [organism=x\nACGT\n"
    first, second = fasta.read(io.BytesIO(data), "x.fa")
    assert (first.organism, first.molecule) == ("Mus musculus", "RNA")
    assert (second.organism, second.molecule) == ("", "")


def test_mol_type_of_a_heading_and_signs_that_are_lost() -> None:
    data = b">a [molecule=RNA] [moltype=transcribed RNA]\nACGT\n>M\xfcller\nACGT\n>\xef\xbf\xbd\nA\n"
    first, second, third = fasta.read(io.BytesIO(data), "x.fa")
    assert first.mol_type == "transcribed RNA"
    assert not first.remarks
    assert "not UTF-8" in second.remarks[0][0]
    assert second.remarks[0][2] == 3
    assert not third.remarks


def test_the_titles_of_pir_are_no_residues() -> None:
    with pytest.raises(InputError, match=r"x\.fa, line 1: this is PIR"):
        list(fasta.read(io.BytesIO(b">P1;CRAB_HUMAN\nALPHA CRYSTALLIN B CHAIN\nMDITIHNPLIR*\n"), "x.fa"))


def test_residues_behind_a_lonely_carriage_return_are_not_lost() -> None:
    with pytest.raises(InputError, match=r"x\.fa, line 3: a line end"):
        list(fasta.read(io.BytesIO(b">a\r\nACGT\r\n>b\rACGT\r\nACGT\r\n"), "x.fa"))
