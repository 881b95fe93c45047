"""The GenBank reader: the format, its dialects, and that Biopython reads the same."""

from __future__ import annotations

import warnings

import pytest
from support import corpus
from support_genbank import BASES, CODING, genbank, parsed

from seqtool.errors import InputError
from seqtool.io.imports import Record


def test_a_plain_record() -> None:
    (record,) = parsed(genbank(CODING, more="circular"))
    assert (record.name, record.molecule, record.circular, record.organism) == (
        "TINY.1",
        "DNA",
        True,
        "Homo sapiens",
    )
    assert (record.stated_length, b"".join(record.residues).decode()) == (60, BASES)
    cds = record.features[1]
    assert (cds.key, cds.location, cds.line) == ("CDS", "11..28", 11)
    assert [(q.name, q.value) for q in cds.qualifiers][-1] == ("translation", "MAKWD")


def features(*lines: str) -> Record:
    head = genbank(source="").decode().split("ORIGIN")
    (record,) = parsed((head[0] + "\n".join(lines) + "\nORIGIN" + head[1]).encode())
    return record


def test_values_over_several_lines() -> None:
    record = features(
        "     CDS             join(1..5,",
        "                     7..9)",
        '                     /note="he said ""yes"" and',
        '                     /slashes are fine"',
        "                     /pseudo",
        "                     /transl_except=(pos:1..3,",
        "                     aa:OTHER)",
        '                     /translation="MK',
        '                     LW"',
    )
    (cds,) = record.features
    assert cds.location == "join(1..5,7..9)"
    assert {q.name: q.value for q in cds.qualifiers} == {
        "note": 'he said "yes" and /slashes are fine',
        "pseudo": None,
        "transl_except": "(pos:1..3,aa:OTHER)",
        "translation": "MKLW",
    }
    assert not record.remarks


def test_a_quotation_mark_that_stays_open_ends_at_the_next_feature() -> None:
    record = features(
        "     gene            1..5", '                     /gene="abc', "     CDS             7..9"
    )
    assert [f.key for f in record.features] == ["gene", "CDS"]
    assert "quotation mark" in record.remarks[0][0]


def test_tabs_wrong_indents_and_windows_line_ends() -> None:
    record = features("   gene         1..5\r", '               /gene="abc"\r', "     CDS\t\t7..9\r")
    assert [(f.key, f.location) for f in record.features] == [("gene", "1..5"), ("CDS", "7..9")]
    assert record.features[0].qualifiers[0].value == "abc"


def test_latin_1_and_missing_end() -> None:
    data = genbank('gene 1..5 /note="M\u00fcller"').replace("\u00fc".encode(), b"\xfc").removesuffix(b"//\n")
    (record,) = parsed(data)
    assert record.features[1].qualifiers[0].value == "M\u00fcller"
    reasons = [reason for reason, _, _ in record.remarks]
    assert any("Latin-1" in reason for reason in reasons)
    assert any("cut off" in reason for reason in reasons)


def test_several_records_and_text_before_them() -> None:
    found = parsed(b"GBSMP.SEQ   Release\n\n" + genbank() + b"\n" + genbank())
    assert [record.line for record in found] == [3, 17]


def test_records_that_only_point_to_others() -> None:
    text = genbank().split(b"ORIGIN")[0] + b"CONTIG      join(A1.1:1..60)\n//\n"
    assert "CONTIG" in parsed(text)[0].without


def test_no_locus_line() -> None:
    with pytest.raises(InputError, match="of no format"):
        parsed(b"DEFINITION  x\n")


@pytest.mark.parametrize(
    "name", ["NC_005816.gb", "cor6_6.gb", "arab1.gb", "one_of.gb", "extra_keywords.gb", "iro.gb"]
)
def test_biopython_reads_the_same(name: str) -> None:
    path = corpus("flat", "biopython", "GenBank", name)
    from Bio import SeqIO

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = list(SeqIO.parse(path, "genbank"))
    ours = parsed(path.read_bytes())
    assert len(ours) == len(theirs)
    for our, their in zip(ours, theirs, strict=True):
        assert b"".join(our.residues).decode().upper() == str(their.seq).upper()
        assert [f.key for f in our.features] == [f.type for f in their.features]
        for mine, other in zip(our.features, their.features, strict=True):
            assert [q.value for q in mine.qualifiers if q.name == "translation"] == other.qualifiers.get(
                "translation", []
            )
            assert [q.value for q in mine.qualifiers if q.name == "note"] == other.qualifiers.get("note", [])


def test_digits_among_residues_are_not_dropped_where_no_length_is_stated() -> None:
    data = genbank(bases="acgtacgtac gt1cgtacgt\n       21 acgtacgtac")
    rest = data.split(b"\n", 1)[1]
    (record,) = parsed(b"LOCUS       TINY\n" + rest)
    assert b"".join(record.residues) == b"acgtacgtacgt1cgtacgtacgtacgtac"
    (record,) = parsed(b"LOCUS       TINY\n" + rest.replace(b"gt1cg", b"gtacg"))
    assert b"".join(record.residues) == b"acgtacgtacgtacgtacgtacgtacgtac"


def test_a_damaged_keyword_is_told() -> None:
    (record,) = parsed(genbank(CODING).replace(b"FEATURES  ", b"FEATURE$  "))
    assert not record.features
    assert [reason for reason, *_ in record.remarks if "no known keyword" in reason]
