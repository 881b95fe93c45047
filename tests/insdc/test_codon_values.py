"""Values of transl_except and anticodon."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc.codon_values import read_anticodon, read_transl_except


@pytest.mark.parametrize(
    ("text", "position", "amino_acid", "residue"),
    [
        ("(pos:213..215,aa:Trp)", "213..215", "Trp", "W"),
        ("(pos:1017,aa:TERM)", "1017", "TERM", "*"),
        ("(pos:2000..2001,aa:TERM)", "2000..2001", "TERM", "*"),
        ("(pos:complement(6444..6446),aa:OTHER)", "complement(6444..6446)", "OTHER", "X"),
        ("(pos:join(5,495..496),aa:Sec)", "join(5,495..496)", "Sec", "U"),
        ("(pos:1..3,aa:Pyl)", "1..3", "Pyl", "O"),
        ("(pos:1..3,aa:Asx)", "1..3", "Asx", "B"),
    ],
)
def test_transl_except(text: str, position: str, amino_acid: str, residue: str) -> None:
    reading = read_transl_except(text)
    assert reading.issues == ()
    assert reading.value is not None
    assert reading.value.position.text == position
    assert (reading.value.amino_acid, reading.value.residue) == (amino_acid, residue)


@pytest.mark.parametrize(
    ("text", "kind", "offset", "expected"),
    [
        ("", "form", 0, '"(pos:"'),
        ("213..215", "form", 0, '"(pos:"'),
        ("(Pos:1..3,aa:Trp)", "form", 1, '"(pos:"'),
        ("(pos:((((,aa:Sec)", "syntax", 5, "a residue number"),
        ("(pos:join(1,2..3,aa:Sec)", "syntax", 16, '"," or ")"'),
        ("(pos:join(1,2..3", "syntax", 16, '"," or ")"'),
        ("(pos:1..5,7..9,aa:Met)", "form", 10, '",aa:"'),
        ("(pos:1..3)", "form", 9, '",aa:"'),
        ("(pos:,aa:Met)", "empty", 5, "a location"),
        ("(pos:10..8,aa:Met)", "descending", 5, "the lower residue number first"),
        ("(pos:X22222:15..17,aa:Ala)", "remote", 5, "a residue number of this sequence"),
        ("(pos:1..3,aa:met)", "amino-acid", 13, "Met"),
        ("(pos:1..3,aa:U)", "amino-acid", 13, "Sec"),
        ("(pos:1..3,aa:term)", "amino-acid", 13, "TERM"),
        ("(pos:1..3,aa:fMet)", "amino-acid", 13, "a three-letter amino acid of Table 3, OTHER or TERM"),
        ("(pos:1..3,aa:)", "amino-acid", 13, "a three-letter amino acid of Table 3, OTHER or TERM"),
        ("(pos:1..3,aa:Met", "form", 16, '")"'),
        ("(pos:1..3,aa:Met,seq:aug)", "form", 16, '")"'),
        ("(pos:1..3,aa:Met))", "form", 17, "the end"),
    ],
)
def test_faults_of_transl_except(text: str, kind: str, offset: int, expected: str) -> None:
    reading = read_transl_except(text)
    assert [(i.kind, i.offset, i.expected) for i in reading.issues] == [(kind, offset, expected)]
    assert reading.value is None


@pytest.mark.parametrize(
    "text", ["(pos:1..3, aa:Met)", " (pos: 1..3,aa:Met)", "(pos:1 .. 3 , aa : Met ) ", "( pos:1..3,aa:Met)"]
)
def test_white_space_is_one_issue(text: str) -> None:
    reading = read_transl_except(text)
    assert {issue.kind for issue in reading.issues} == {"white-space"}
    assert len(reading.issues) == 1
    assert reading.value is not None
    assert reading.value.position.text == "1..3"


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("(pos:34..36,aa:Phe,seq:aaa)", "34..36"),
        ("(pos:join(5,495..496),aa:Leu,seq:taa)", "join(5,495..496)"),
        ("(pos:complement(4156..4158),aa:Glu,seq:ttg)", "complement(4156..4158)"),
        ("(pos:join(complement(5),complement(1..2)),aa:Leu,seq:tan)", "join(complement(5),complement(1..2))"),
    ],
)
def test_anticodon(text: str, position: str) -> None:
    reading = read_anticodon(text)
    assert reading.issues == ()
    assert reading.value is not None
    assert reading.value.position.text == position
    assert len(reading.value.bases) == 3


@pytest.mark.parametrize(
    ("text", "kind", "offset"),
    [
        ("(pos:34..36,aa:Phe)", "form", 18),
        ("(pos:34..36,aa:Phe,seq:AAA)", "bases", 23),
        ("(pos:34..36,aa:Phe,seq:aau)", "bases", 23),
        ("(pos:34..36,aa:Phe,seq:aa)", "bases", 23),
        ("(pos:34..36,aa:Phe,seq:)", "bases", 23),
        ("(pos:34..36,aa:Phx,seq:aaa)", "amino-acid", 15),
        ("(pos:36..34,aa:Phe,seq:aaa)", "descending", 5),
        ("(pos:34..36,aa:Phe,seq:aaa", "form", 26),
    ],
)
def test_faults_of_anticodon(text: str, kind: str, offset: int) -> None:
    reading = read_anticodon(text)
    assert [(i.kind, i.offset) for i in reading.issues] == [(kind, offset)]
    assert reading.value is None


PIECES = [
    "(",
    ")",
    "pos",
    ":",
    ",",
    "aa",
    "seq",
    "Met",
    "TERM",
    "1..3",
    "join(",
    "<",
    " ",
    "5^6",
    "acg",
    "é",
    "0",
]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_no_text_crashes(text: str) -> None:
    for reading in (read_transl_except(text), read_anticodon(text)):
        assert reading.value is not None or reading.issues
        assert all(0 <= issue.offset <= len(text) for issue in reading.issues)


def test_long_values_are_read_at_once() -> None:
    for text in (
        "(pos:" + "(" * 500_000,
        "(pos:" + " , " * 300_000,
        "(pos:" + " " * 900_000,
        "(pos:1,aa:" + "x" * 900_000,
    ):
        assert read_anticodon(text).value is None
        assert all(len(issue.found) <= 40 for issue in read_transl_except(text).issues)
