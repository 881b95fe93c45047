"""GFF3 with FASTA."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import corpus

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError, SeqtoolError
from seqtool.insdc.location import read_location
from seqtool.io.imports import Choices, Importer, Notes, Source, gff
from seqtool.io.imports.gff.terms import _types
from seqtool.model import GeneralInformation, Name, Sequence, Title
from seqtool.spec import standard

BASES = "ccgtaaccgg" + "atggctaaatgggattaa" + "ggccttaaggccttaaggccttaaggccttaa"
GENERAL = GeneralInformation(
    file_reference="R", applicant=Name("A", "en"), titles=(Title("T", "en"),), production_date="2026-01-01"
)


def line(kind: str, low: int, high: int, attributes: str = ".", strand: str = "+", phase: str = ".") -> str:
    return f"chr1\tx\t{kind}\t{low}\t{high}\t.\t{strand}\t{phase}\t{attributes}"


def gff3(*lines: str, fasta: str = f">chr1 about\n{BASES}\n") -> bytes:
    return "\n".join(["##gff-version 3", *lines, *(["##FASTA", fasta] if fasta else [])]).encode()


def taken(data: bytes, **choices: Any) -> tuple[list[Sequence], Notes]:
    notes = Notes(names=True)
    importer = Importer(Choices(**{"organism": "Homo sapiens", **choices}), notes)
    source = Source(io.BufferedReader(io.BytesIO(data)), "x.gff3", importer.choices, notes)
    found = [sequence for item in gff.FORMAT.read(source) for sequence in importer.take(item)]
    notes.stop_if_asked()
    assert notes.features["read"] == notes.features["taken"] + notes.features["left_out"]
    return found, notes


def rows(sequence: Sequence) -> list[tuple[str, str, dict[str, str | None]]]:
    return [(f.key, f.location, {q.name: q.value for q in f.qualifiers}) for f in sequence.features[1:]]


def test_a_gene() -> None:
    data = gff3(
        line("gene", 3, 40, "ID=g;Name=ABC1;Alias=a,b;Note=first%2C still first;locus_tag=L"),
        line("mRNA", 3, 40, "ID=t;Parent=g;Name=NM_1"),
        line("exon", 3, 19, "Parent=t"),
        line("exon", 26, 40, "Parent=t"),
        line("CDS", 11, 19, "ID=c;Parent=t;product=x%3By", phase="0"),
        line("CDS", 26, 28, "ID=c;Parent=t;product=x%3By", phase="0"),
        line("three_prime_UTR", 29, 40, "Parent=t"),
    )
    (sequence,), notes = taken(data)
    assert rows(sequence) == [
        ("gene", "3..40", {"gene": "ABC1", "gene_synonym": "b", "note": "first, still first"}),
        ("mRNA", "join(3..19,26..40)", {"gene": "ABC1"}),
        ("exon", "3..19", {"gene": "ABC1"}),
        ("exon", "26..40", {"gene": "ABC1"}),
        ("CDS", "join(11..19,26..28)", {"gene": "ABC1", "product": "x;y", "codon_start": "1"}),
        ("3'UTR", "29..40", {"gene": "ABC1"}),
    ]
    assert notes.names is not None
    assert (notes.names[0].name, notes.names[0].description) == ("chr1", "about")
    assert any(note.qualifier == "locus_tag" and note.kind == "left-out" for note in notes.kept)


def test_strands_phases_and_parents() -> None:
    data = gff3(
        line("CDS", 30, 40, "Parent=t1,t2", "-", "2"),
        line("CDS", 11, 19, "Parent=t1", "-", "0"),
        line("CDS", 41, 50, "ID=u;partial=true;start_range=.,41", "-"),
        line("CDS", 1, 8, "ID=v;exception=ribosomal slippage;pseudo=true", "+", "1"),
    )
    (sequence,), notes = taken(data)
    assert rows(sequence) == [
        ("CDS", "complement(join(11..19,30..40))", {"codon_start": "3"}),
        ("CDS", "complement(30..40)", {"codon_start": "3"}),
        ("CDS", "complement(<41..50)", {}),
        ("CDS", "1..8", {"ribosomal_slippage": None, "pseudo": None, "codon_start": "2"}),
    ]
    reasons = [note.reason for note in notes.kept]
    assert any("joined by their parent" in reason for reason in reasons)
    assert any("without a phase" in reason for reason in reasons)
    wrong = gff3(line("CDS", 1, 8, "ID=a", phase="0"), line("CDS", 11, 19, "ID=a", phase="0"))
    assert any("do not follow" in note.reason for note in taken(wrong)[1].kept)


def test_circles_and_landmarks() -> None:
    region = line("region", 1, 60, "ID=chr1;Is_circular=true;organism=Mus musculus;mol_type=genomic DNA;strain=C57BL;nat-host=x;gbkey=Src")  # fmt: skip
    data = gff3(
        region,
        line("sequence_feature", 55, 64, "Name=wrap"),
        line("CDS", 55, 60, "ID=c", phase="0"),
        line("CDS", 1, 6, "ID=c", phase="0"),
        line("gene", 58, 63, "Name=g", "-"),
        line("region", 2, 9, "Name=part"),
    )
    (sequence,), _ = taken(data, organism=None)
    source = {q.name: q.value for q in sequence.features[0].qualifiers}
    assert source == {"organism": "Mus musculus", "mol_type": "genomic DNA", "strain": "C57BL", "host": "x"}
    assert [(key, location) for key, location, _ in rows(sequence)] == [
        ("misc_feature", "join(55..60,1..4)"),
        ("CDS", "join(55..60,1..6)"),
        ("gene", "complement(join(58..60,1..3))"),
        ("misc_feature", "2..9"),
    ]


def test_types_of_the_ontology() -> None:
    data = gff3(
        line("promoter", 1, 9, "Name=pLac"),
        line("SO:0000139", 1, 5),
        line("lnc_RNA", 1, 30, "ID=r"),
        line("mystery", 4, 4, "foo=bar", "?"),
        line("match", 1, 9, "Target=EST 1 9"),
        line("pseudogene", 1, 9, "Name=q"),
    )
    (sequence,), notes = taken(data)
    assert rows(sequence) == [
        ("regulatory", "1..9", {"regulatory_class": "promoter", "note": "pLac"}),
        ("regulatory", "1..5", {"regulatory_class": "ribosome_binding_site"}),
        ("ncRNA", "1..30", {"ncRNA_class": "lncRNA"}),
        ("misc_feature", "4", {"note": "mystery"}),
        ("gene", "1..9", {"pseudo": None, "gene": "q"}),
    ]
    assert any("alignment" in note.reason and note.line == 6 for note in notes.kept)


def test_transcripts_without_exons() -> None:
    parts = [line("five_prime_UTR", 5, 10, "Parent=t"), line("CDS", 11, 19, "ID=c;Parent=t", phase="0"), line("CDS", 25, 30, "ID=c;Parent=t", phase="0")]  # fmt: skip
    (sequence,), _ = taken(gff3(line("mRNA", 5, 30, "ID=t"), *parts))
    assert rows(sequence)[0][:2] == ("mRNA", "join(5..19,25..30)")
    (sequence,), notes = taken(gff3(line("mRNA", 5, 40, "ID=t"), *parts))
    assert rows(sequence)[0][:2] == ("mRNA", "5..40")
    assert any("whole extent" in note.reason for note in notes.kept)


def test_the_tables_name_terms_of_the_standard() -> None:
    std = standard()
    for name, term in _types().items():
        if term.key and term.key != "gap":
            assert term.key in std.nucleotide_keys, name
            assert not term.qualifier or term.qualifier in std.nucleotide_keys[term.key].allowed, name


def test_residues_from_another_file(tmp_path: Path) -> None:
    other = tmp_path / "all.fa"
    other.write_text(f">chr0\nacgtacgtacgtacgtacgtac\n>chr1\n{BASES}\n")
    data = gff3(line("promoter", 1, 9), fasta="")
    found, notes = taken(data, sequences=str(other))
    assert [s.residues.text for s in found] == [BASES]
    assert any("does not name" in note.reason and note.record == "chr0" for note in notes.kept)
    with pytest.raises(InputError, match="--sequences FILE"):
        taken(data)
    with pytest.raises(InputError, match="cannot be read"):
        taken(data, sequences=str(tmp_path / "none.fa"))
    other.write_text(">other\nacgtacgtacgtacgtacgtac\n")
    with pytest.raises(InputError, match="features: 'chr1', sequences: 'other'"):
        taken(data, sequences=str(other))


def test_sequences_without_features_and_the_other_way_round() -> None:
    data = gff3(line("promoter", 1, 9), line("promoter", 1, 9).replace("chr1", "chr9"), fasta=f">chr1\n{BASES}\n>chr2\n{BASES}\n")  # fmt: skip
    with pytest.raises(SeqtoolError, match="--refused omit"):
        taken(data)
    found, notes = taken(data, refused="omit")
    assert len(found) == 2
    assert any("no residues" in note.reason and note.record == "chr9" for note in notes.kept)


def test_the_line_of_a_sequence_counts_from_the_first_of_the_file() -> None:
    for data in (gff3(line("gene", 1, 3)), gff3(line("gene", 1, 3)).replace(b"##FASTA\n", b"")):
        source = Source(io.BufferedReader(io.BytesIO(data)), "x", Choices(), Notes())
        (record,) = gff.FORMAT.read(source)
        assert record.line == data[: data.index(b">chr1")].count(b"\n") + 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('chr1\tx\texon\t1\t9\t.\t+\t.\tgene_id "a"; transcript_id "b";', "line 2: this is GTF or GFF2"),
        ("chr1 x gene 1 9 . + . ID=a", "line 2: GFF3 has nine columns parted by tabs, this line has 1"),
        (line("gene", 1, 9).replace("\t1\t", "\t1.5\t"), "line 2: the start '1.5' is no residue number"),
        (line("gene", 1, 9, strand="*"), "line 2: the strand"),
        (line("gene", 1, 9, phase="3"), "line 2: the phase"),
        (line("gene", 1, 9, "ID"), "line 2: the attribute 'ID' is not of the form"),
        ("##gff-version 2", "GFF version 2"),
    ],
)
def test_damage_is_told(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why.replace("*", r"\*")):
        taken(gff3(text))


def test_proteins_are_refused() -> None:
    with pytest.raises(SeqtoolError, match="not those of a nucleic acid"):
        taken(gff3(line("gene", 1, 3), fasta=">chr1\nMKLVEFQRRS\n"))


@given(st.binary(max_size=300), st.integers(0, 400))
def test_nothing_breaks_it(junk: bytes, cut: int) -> None:
    data = gff3(line("gene", 1, 9, "ID=g;Is_circular=true"), line("mRNA", 1, 9, "ID=t;Parent=g,t"), line("exon", 3, 99, "Parent=t"))  # fmt: skip
    with contextlib.suppress(SeqtoolError):
        taken(data[:cut] + junk + data[cut + 3 :], refused="omit", case="fold", moltype="DNA")


@pytest.mark.parametrize("strand", ["+", "-"])
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 20)), min_size=1, max_size=5))
def test_every_location_has_the_outermost_ends(strand: str, spans: list[tuple[int, int]]) -> None:
    lines = [line("match_x", low, min(60, low + more), "ID=m", strand) for low, more in spans]
    (sequence,), _ = taken(gff3(*lines))
    tree = read_location(rows(sequence)[0][1], protein=False).tree
    assert tree is not None
    assert (tree.low, tree.high) == (
        min(low for low, _ in spans),
        max(min(60, low + more) for low, more in spans),
    )


def test_every_file_of_the_corpus() -> None:
    folder = corpus("flat", "biojava", "biojava-genome", "src", "test", "resources")
    choices = Choices(organism="Homo sapiens", refused="omit", sequences=str(folder / "volvox_all.fna"))
    for path in (folder / "volvox.gff3", folder / "volvox_length.gff3", corpus("flat", "bioperl", "t", "data", "seqfeaturedb", "test.gff3")):  # fmt: skip
        done = convert((str(path),), io.BytesIO(), GENERAL, choices, options=Options())
        assert done.result.counts["error"] == 0, path.name
        counts = done.notes.features
        assert counts["read"] == counts["taken"] + counts["left_out"]
    for path in sorted(corpus("flat").rglob("*.gff")):
        assert gff.looks(path.read_bytes()[:65536]), path.name
        with pytest.raises(InputError, match=r"GTF or GFF2|GFF version|--sequences"):
            convert((str(path),), io.BytesIO(), GENERAL, Choices(), options=Options())
