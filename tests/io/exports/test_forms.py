"""What each format holds, read back by other programs where there are some; and what is told."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from typing import Any

import pytest
from Bio import SeqIO
from support import corpus
from support_exports import SKIPPED, dna, feature, items, made, protein, rna, told

from seqtool.errors import UsageError
from seqtool.io import exports
from seqtool.io.exports import Item
from seqtool.io.exports.cells import guarded, unguarded
from seqtool.io.st26.reader import ListingReader
from seqtool.model import Feature, Qualifier, Residues, Sequence


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_fasta_headings_and_lines() -> None:
    long = "acgt" * 40
    given = items(dna(long), SKIPPED, protein())
    given[0] = Item(7, given[0].sequence, "pEX\n1", "a  plasmid")
    data, notes = made("fasta", given)
    lines = data.decode().split("\n")
    assert (
        lines[0]
        == ">SEQ_ID_NO_7 pEX 1 a plasmid [molecule=DNA] [moltype=genomic DNA] [organism=Homo sapiens]"
    )
    assert [len(line) for line in lines[1:4]] == [60, 60, 40]
    assert lines[4].startswith(">SEQ_ID_NO_3 [molecule=AA] [moltype=protein]")
    assert ("left-out", "a skipped sequence has no residues") in told(notes)
    found = list(SeqIO.parse(io.StringIO(data.decode()), "fasta"))
    assert [str(record.seq) for record in found] == [long, "MKWVTFISLL"]


def test_pieces_of_any_size_give_the_same_lines() -> None:
    text = "acgt" * 50_000
    chunks = [text[:17], text[17:70_001], text[70_001:70_002], text[70_002:]]
    plain = dna(text)
    pieces = Sequence("DNA", Residues.from_chunks(chunks), plain.features)
    for to in ("fasta", "genbank"):
        assert made(to, items(plain))[0] == made(to, items(pieces))[0]


def test_rna_with_u_but_where_a_feature_speaks_of_thymine() -> None:
    odd = feature("modified_base", "4", mod_base="OTHER", note="thymine")
    vague = feature("misc_feature", "1..8", note="binds DNA")
    data, notes = made("fasta", items(rna(), rna("acgtacgtac", odd), rna("acgtacgtac", vague), dna()), rna_u=True)  # fmt: skip
    assert [line for line in data.decode().split("\n") if line[:1] == "a"] == ["acguacguac", "acgtacguac", "acgtacgtac", "acgtacgtac"]  # fmt: skip
    assert [reason for kind, reason in told(notes) if kind == "question"] == [
        "a feature speaks of DNA or thymine in this RNA, so its t was not written as u"
    ]


def parsed(data: bytes) -> list[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return list(SeqIO.parse(io.StringIO(data.decode()), "genbank"))


def test_genbank_is_read_by_biopython() -> None:
    note = 'a "quoted" value that is long enough to be broken over several lines of the flat file, in the end'
    cds = feature(
        "CDS",
        "join(1..6,9..20)",
        codon_start="1",
        translation="MKW" * 40,
        protein_id="3",
        note=note,
        pseudo=None,
    )
    nucleotides = dna("acgtacgtac" * 8, cds, feature("gene", "<1..>20", gene="abc"))
    first, second, third = parsed(made("genbank", items(nucleotides, rna(), protein()))[0])
    assert (first.id, str(first.seq).lower(), first.annotations["molecule_type"]) == (
        "SEQ_ID_NO_1",
        nucleotides.residues.text,
        "DNA",
    )
    assert first.annotations["date"] == "03-FEB-2026"
    assert first.annotations["data_file_division"] == "PAT"
    assert second.annotations["molecule_type"] == "mRNA"
    assert third.annotations["molecule_type"] == "protein"
    assert str(third.seq) == "MKWVTFISLL"
    found = {f.type: f for f in first.features}
    assert found["CDS"].qualifiers["note"] == [note]
    assert found["CDS"].qualifiers["translation"] == ["MKW" * 40]
    assert found["CDS"].qualifiers["protein_id"] == ["SEQ_ID_NO_3"]
    assert "pseudo" in found["CDS"].qualifiers
    assert str(found["CDS"].location) == "join{[0:6](+), [8:20](+)}"
    assert found["source"].qualifiers["organism"] == ["Homo sapiens"]


def test_genbank_tells_ids_languages_and_keys() -> None:
    two = Feature(
        "gene", "1..3", (Qualifier("note", "word", "Wort", "q1"), Qualifier("allele", None, "nur deutsch"))
    )
    odd = Feature("a very long key", "1..3", (Qualifier("my note", "x"),))
    data, notes = made("genbank", items(dna("acgtacgtac", two, odd)))
    text = data.decode()
    assert '/note="note (de): Wort"' in text
    assert '/note="allele (de): nur deutsch"' in text
    assert "/allele=" not in text
    reasons = {reason for _, reason in told(notes)}
    assert "GenBank has no ids of qualifiers" in reasons
    assert "a value in another language stands in a note" in reasons
    found = parsed(data)[0].features
    assert [f.type for f in found] == ["source", "gene", "misc_feature"]
    assert found[2].qualifiers["note"] == ["key: a very long key"]
    assert found[2].qualifiers["my_note"] == ["x"]


def test_the_real_listings_are_read_by_biopython() -> None:
    for path in sorted(corpus("st26").glob("*.xml"))[:12]:
        with ListingReader(path) as reader:
            given = [
                Item(n, b.entry.sequence) for n, b in enumerate(reader, 1) if b.entry and len(b.entry.sequence.residues)
            ]  # fmt: skip
        if not given:
            continue
        data = made("genbank", given)[0]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # locations as faulty as they are in these files
            found = list(SeqIO.parse(io.StringIO(data.decode()), "genbank"))
        assert [str(r.seq).lower() for r in found] == [i.sequence.residues.text.lower() for i in given]


def test_a_spreadsheet_has_a_row_for_each_sequence() -> None:
    strain = Qualifier("strain", "=1+1")
    sequence = Sequence(
        "DNA",
        Residues("acgtacgtac"),
        (
            Feature("source", "1..10", (Qualifier("organism", "Mus musculus"), Qualifier("mol_type", "genomic DNA"), strain)),
            feature("CDS", "1..9", note='say "x"; y', pseudo=None),
            feature("gene", "2..5", gene="a"),
        ),
    )  # fmt: skip
    data, notes = made("csv", [Item(4, sequence, "-35 box", "b"), Item(5, SKIPPED)])
    (row,) = rows(data)
    assert row == {
        "SEQ ID NO": "4",
        "name": "'-35 box",
        "description": "b",
        "molecule type": "DNA",
        "mol_type": "genomic DNA",
        "organism": "Mus musculus",
        "length": "10",
        "strain": "'=1+1",
        "features": 'CDS 1..9 note="say ""x""; y"; pseudo\ngene 2..5 gene="a"',
        "sequence": "acgtacgtac",
    }
    kinds = [kind for kind, reason in told(notes) if "apostrophe" in reason]
    assert kinds == ["changed", "changed"]
    book = made("xlsx", [Item(4, sequence, "-35 box", "b")])[0]
    text = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in text
    assert ">-35 box<" in text
    assert made("csv", [Item(4, sequence)], suffix=".tsv")[0].count(b"\t") > 8


def test_a_sequence_too_long_for_a_cell_is_not_cut() -> None:
    long = dna("acgt" * 10_000)
    book, notes = made("xlsx", items(long))
    text = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert "acgtacgt" not in text
    assert [kind for kind, reason in told(notes) if "more characters than a cell holds" in reason] == [
        "left-out"
    ]
    data, notes = made("csv", items(long))
    assert rows(data)[0]["sequence"] == "acgt" * 10_000
    assert any("Excel would cut it" in reason for _, reason in told(notes))


def test_a_chromosome_is_written_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [Item(1, dna("acgt" * 10), 'a "b", c'), Item(2, dna())]
    whole = rows(made("csv", given)[0])
    monkeypatch.setattr("seqtool.io.exports.sheet._LONG", 20)
    assert rows(made("csv", given)[0]) == whole
    assert b'\t"acgtacgt' in made("csv", given, suffix=".tsv")[0]
    book = made("xlsx", given)[0]
    assert b"acgtacgtacgtacgt" not in zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "'=1", "''x", "plain", "'quoted", "", " =x", "\t=x"]
)
def test_the_guard_can_be_taken_off(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" \n").startswith(("=", "+", "-", "@"))


def test_the_table_for_the_description() -> None:
    import docx

    given = [Item(1, dna(), "primer <1> & more"), Item(2, SKIPPED), Item(3, protein())]
    expected = [
        ["SEQ ID NO", "Name", "Type", "Length", "Organism"],
        ["1", "primer <1> & more", "DNA", "10", "Homo sapiens"],
        ["2", "", "(skipped)", "", ""],
        ["3", "", "AA", "10", "Homo sapiens"],
    ]
    document = docx.Document(io.BytesIO(made("table", given, suffix=".docx")[0]))
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == expected
    assert document.paragraphs[0].text == "Sequences: A title"
    plain = made("table", given)[0].decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(plain))) == expected
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(made("table", given, suffix=".xlsx")[0]))
    cells = [
        [str(int(c)) if isinstance(c, float) else str(c) for c in row]
        for row in book.get_sheet_by_index(0).to_python()
    ]
    assert cells == expected
    with pytest.raises(UsageError, match=r"\.docx, \.xlsx"):
        made("table", given, suffix=".pdf")


def test_every_format_says_what_it_is() -> None:
    for known in exports.forms():
        assert known.name in exports.names()
        assert known.title
    assert exports.of_suffix(".FASTA") == "fasta"
    assert exports.of_suffix(".docx") == "table"
    assert exports.of_suffix(".xml") is None


def test_nothing_is_told_of_json() -> None:
    assert told(made("json", items(dna(), SKIPPED, protein()))[1]) == []
