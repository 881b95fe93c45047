"""EMBL flat files: the dialects of databases, patent offices and old programs."""

from __future__ import annotations

import gzip
import io

import pytest
from support_genbank import BASES, CODING, genbank, parsed

from seqtool.errors import InputError
from seqtool.io.imports import Choices, Importer, Notes, Record, embl
from seqtool.io.imports.sniff import sniff

TABLE = (
    "FH   Key             Location/Qualifiers\n"
    "FH\n"
    "FT   source          1..60\n"
    'FT                   /organism="Homo sapiens"\n'
    'FT                   /mol_type="genomic DNA"\n'
)


def entry(head: str, *lines: str, table: str = TABLE, bases: str = BASES, unit: str = "BP") -> bytes:
    blocks = [bases[i : i + 10] for i in range(0, len(bases), 10)]
    text = [f"ID   {head}", "XX", *lines, *table.splitlines(), "XX", f"SQ   Sequence {len(bases)} {unit};"]
    return "\n".join([*text, f"     {' '.join(blocks)}        {len(bases)}", "//", ""]).encode()


def read(data: bytes) -> list[Record]:
    return list(embl.read(io.BytesIO(data), "tiny.embl"))


@pytest.mark.parametrize(
    ("head", "name", "molecule", "circular", "length"),
    [
        ("X56734; SV 2; linear; mRNA; STD; PLN; 60 BP.", "X56734.2", "mRNA", False, 60),
        ("X56734; SV 2; circular; genomic DNA; STD; PLN; 60 BP.", "X56734.2", "DNA", True, 60),
        ("X56734; SV 2; linear; ; STD; PLN; 60 BP.", "X56734.2", "", False, 60),
        ("TEST       standard; circular DNA; SYN; 60 BP.", "TEST", "DNA", True, 60),
        ("TEST standard; DNA; PRO; 60 BP.", "TEST", "DNA", False, 60),
        ("A00022; SV 1; linear; protein; PRT; SYN; 60 AA.", "A00022.1", "AA", False, 60),
        ("DI500001       STANDARD;      PRT;   60 AA.", "DI500001", "AA", False, 60),
        ("101MA     Unannotated; unspecified; UNC;    60 AA.", "101MA", "AA", False, 60),
        ("LK1.1:7..9:rRNA; SV 1; linear; genomic DNA; STD; PRO; 60 BP.", "LK1.1:7..9:rRNA", "DNA", False, 60),
        ("NRP00000001; PRT; NR2; 1 SQ", "NRP00000001", "AA", False, 60),
        ("AE000001;", "AE000001", "", False, 60),
    ],
)
def test_heads(head: str, name: str, molecule: str, circular: bool, length: int) -> None:
    (record,) = read(entry(head))
    assert (record.name, record.molecule, record.circular) == (name, molecule, circular)
    assert record.stated_length == length
    assert b"".join(record.residues) == BASES.encode()
    assert sniff(entry(head), "x") == "embl"


def test_the_same_record_as_genbank() -> None:
    data = genbank(CODING, 'gene join(1..5,7..9) /gene="a ""b"""')
    (theirs,) = parsed(data)
    table = data.decode().partition("Qualifiers\n")[2].partition("ORIGIN")[0]
    lines = ["FT   " + line[5:] for line in table.splitlines()]
    (ours,) = read(entry("TINY; SV 1; linear; genomic DNA; STD; HUM; 60 BP.", table="\n".join(lines)))
    assert [(f.key, f.location) for f in ours.features] == [(f.key, f.location) for f in theirs.features]
    assert [[(q.name, q.value) for q in f.qualifiers] for f in ours.features] == [
        [(q.name, q.value) for q in f.qualifiers] for f in theirs.features
    ]
    assert ours.features[0].line == 3


def test_names_organisms_and_descriptions() -> None:
    lines = ("AC   X1; X2;", "SV   X1.7", "DE   One", "DE   two", "OS   Trifolium repens (white clover)")
    (record,) = read(entry("OLD standard; DNA; PLN; 60 BP.", *lines))
    assert (record.name, record.description, record.organism) == ("X1.7", "One two", "Trifolium repens")
    (record,) = read(entry("OLD standard; DNA; PLN; 60 BP.", "AC   .", "OS   Streptomyces coelicolor A3(2)"))
    assert (record.name, record.organism) == ("OLD", "Streptomyces coelicolor A3(2)")


def test_what_is_odd_is_remarked() -> None:
    data = entry("X; SV 1; linear; DNA; STD; PLN; 60 BP.")
    (record,) = read(data.replace(b"//\n", b""))
    assert [reason for reason, *_ in record.remarks] == [
        "the record has no end line (//): the file may be cut off"
    ]
    (record,) = read(data.replace(b"Sequence 60", b"Sequence 61"))
    assert "the SQ line another number" in record.remarks[0][0]
    (record,) = read(data.replace(b"Homo", b"H\xf6mo"))
    assert record.remarks[0] == ("text that is no UTF-8 was read as Latin-1", "", 6)
    assert "H\xf6mo" in (record.features[0].qualifiers[0].value or "")
    (record,) = read(b"\n  " + data.replace(b"\n", b"\r\n"))
    assert (record.line, record.length, len(record.features)) == (2, 60, 1)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("CH1.1:1001..1060", "1..60"),
        ("complement(CH1.1:1001..>1060)", "<1..60"),
        ("join(CH1.1:<1001..1030,CH1.1:2001..2030)", "<1..60"),
        ("CH1.1:1001..1059", "CH1.1:1001..1059"),
        ("join(CH1.1:1001..1030,X2.1:1..30)", "join(CH1.1:1001..1030,X2.1:1..30)"),
    ],
)
def test_a_feature_that_is_a_record_of_its_own(location: str, expected: str) -> None:
    table = TABLE + f"FT   CDS             {location}\n"
    (record,) = read(entry("E1; SV 1; linear; genomic DNA; ANN; HUM; 60 BP.", "PA   CH1.1", table=table))
    assert record.features[1].location == expected
    assert len(record.remarks) == (location != expected)


def test_several_organisms_and_old_line_ends() -> None:
    lines = ("OS   Homo sapiens (human)", "OC   Eukaryota.", "OS   Mus musculus", "OC   Eukaryota.")
    data = entry("X; SV 1; linear; DNA; STD; PLN; 60 BP.", *lines)
    (record,) = read(data)
    assert record.organism == ""
    assert record.remarks[0][0] == "the record names several organisms (OS)"
    old = io.BufferedReader(io.BytesIO(data.replace(b"\n", b"\r")))  # type: ignore[type-var]
    (record,) = embl.read(old, "x")
    assert (record.length, len(record.features)) == (60, 1)


def test_records_without_residues() -> None:
    data = b"ID   X; SV 1; linear; DNA; CON; INV; 60 BP.\nXX\nCO   join(Y:1..60)\n//\nID   Z; 5 BP.\n//\n"
    first, second = read(data)
    assert "CO lines" in first.without
    assert second.without == "it has no residues after SQ"
    with pytest.raises(InputError, match="no ID line"):
        read(b"LOCUS X\n//\n")


def test_a_blank_line_inside_the_feature_table() -> None:
    note = '\nFT                   /note="one\n\nFT                   two"\n'
    (record,) = read(entry("X; SV 1; linear; DNA; STD; PLN; 60 BP.", table=TABLE.rstrip() + note))
    assert record.features[0].qualifiers[-1].value == "one two"
    assert not record.remarks


def test_which_is_uniprot() -> None:
    swiss = b"ID   001R_FRG3G   Reviewed;   256 AA.\nAC   Q6GZX4;\nFT   CHAIN    1    256\n//\n"
    assert not embl.FORMAT.looks(swiss)
    assert not embl.FORMAT.looks(b"ID   Q9Y736   PRELIMINARY;   PRT;   153 AA.\n")
    assert not embl.FORMAT.looks(b"ID   2Fe-2S.\nAC   KW-0001\n")
    # Patent offices imitate that line, and have the feature table of EMBL.
    assert embl.FORMAT.looks(entry("DI500001       STANDARD;      PRT;   60 AA."))


def test_a_protein_becomes_a_sequence() -> None:
    data = entry(
        "A1; SV 1; linear; protein; PRT; SYN; 20 AA.", table="", bases="MKWVTFISLLFLFSSAYSRG", unit="AA"
    )
    notes = Notes()
    importer = Importer(Choices(organism="Homo sapiens"), notes)
    (sequence,) = [s for record in read(data) for s in importer.take(record)]
    notes.stop_if_asked()
    assert (sequence.molecule_type, sequence.residues.length) == ("AA", 20)


def test_gzip_is_told_by_content() -> None:
    from seqtool.io.imports.sniff import opened

    data = entry("X; SV 1; linear; DNA; STD; PLN; 60 BP.")
    file = opened(io.BufferedReader(io.BytesIO(gzip.compress(data))), "x.embl.gz")  # type: ignore[arg-type]
    assert sniff(file.peek(100), "x") == "embl"
