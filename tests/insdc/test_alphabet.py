"""Symbols of Table 1 and Table 3."""

from __future__ import annotations

import time

import pytest
from Bio.Data import IUPACData
from Bio.Seq import Seq
from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc import alphabet


def test_nucleotides_agree_with_the_iupac_table() -> None:
    theirs = {
        k.lower(): "".join(sorted(v.lower())) for k, v in IUPACData.ambiguous_dna_values.items() if k != "X"
    }
    assert theirs == alphabet.NUCLEOTIDE_MEMBERS
    assert set(alphabet.NUCLEOTIDES) == set(alphabet.NUCLEOTIDE_MEMBERS)


def test_amino_acids_agree_with_the_iupac_table() -> None:
    assert IUPACData.protein_letters_1to3_extended == alphabet.THREE_LETTER
    assert set(alphabet.AMINO_ACIDS) == set(alphabet.AMINO_ACID_MEMBERS) == set(alphabet.THREE_LETTER)
    assert alphabet.ONE_LETTER["Sec"] == "U"


def test_members_and_symbols() -> None:
    assert alphabet.members("r") == {"a", "g"}
    assert alphabet.members("B") == {"D", "N"}
    assert len(alphabet.members("X")) == 22
    assert alphabet.members("R") == {"R"}
    assert alphabet.members("u") == frozenset()
    for symbol in alphabet.NUCLEOTIDES + alphabet.AMINO_ACIDS:
        assert alphabet.symbol_for(alphabet.members(symbol)) == symbol
    assert alphabet.symbol_for(frozenset("DE")) is None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("r", "a", True), ("r", "y", False), ("n", "b", True), ("r", "k", True), ("B", "N", True), ("B", "Z", False),
     ("X", "U", True), ("u", "t", False), ("a", "A", False), ("", "a", False)],
)  # fmt: skip
def test_compatible(first: str, second: str, expected: bool) -> None:
    assert alphabet.compatible(first, second) is expected
    assert alphabet.compatible(second, first) is expected


@given(st.text(alphabet=alphabet.NUCLEOTIDES))
def test_reverse_complement_agrees_and_undoes_itself(text: str) -> None:
    turned = alphabet.reverse_complement(text)
    assert turned == str(Seq(text).reverse_complement())
    assert alphabet.reverse_complement(turned) == text


def test_reverse_complement_of_unusual_text() -> None:
    assert alphabet.reverse_complement("AcGuN-") == "-NaCgT"


@pytest.mark.parametrize(
    ("text", "protein", "count"),
    [
        ("acgtn", False, 4),
        ("rykn", False, 3),
        ("XXXK", True, 1),
        ("AKFW", True, 4),
        ("BZJX", True, 3),
        ("", True, 0),
    ],
)
def test_defined_count(text: str, protein: bool, count: int) -> None:
    assert alphabet.defined_count(text, protein) == count
    assert alphabet.defined_count(text.encode(), protein) == count


def test_bad_symbols() -> None:
    assert alphabet.find_bad_symbols("acgtmrwsykvhdbn", False) is None
    assert alphabet.is_clean(b"ARNDCQEGHILKMFPOSUTWYVBZJX", True)
    found = alphabet.find_bad_symbols("acuAgu-", False)
    assert found is not None
    assert (found.total, found.first) == (4, 3)
    assert [(bad.symbol, bad.count, bad.first) for bad in found.symbols] == [
        ("u", 2, 3),
        ("A", 1, 4),
        ("-", 1, 7),
    ]
    assert alphabet.find_bad_symbols(b"acuAgu-", False) == found
    assert not alphabet.is_clean("MK*", True)
    greek = alphabet.find_bad_symbols("ac\N{GREEK SMALL LETTER ALPHA}", False)
    assert greek is not None
    assert greek.symbols[0].first == 3
    assert alphabet.find_bad_symbols(b"ac\xff", False) is not None


@given(st.text(alphabet="acgtnuAX-\u0430 ", max_size=40), st.booleans())
def test_bad_symbols_are_those_outside_the_alphabet(text: str, protein: bool) -> None:
    letters = alphabet.AMINO_ACIDS if protein else alphabet.NUCLEOTIDES
    bad = [(symbol, at) for at, symbol in enumerate(text, 1) if symbol not in letters]
    found = alphabet.find_bad_symbols(text, protein)
    assert (found is None) == (not bad) == alphabet.is_clean(text, protein)
    if found is not None:
        assert (found.total, found.first) == (len(bad), bad[0][1])
        assert sum(symbol.count for symbol in found.symbols) == len(bad)


def test_different_bad_symbols_are_bounded() -> None:
    found = alphabet.find_bad_symbols("".join(map(chr, range(0x4E00, 0x4E00 + 5000))), False)
    assert found is not None
    assert (found.total, len(found.symbols)) == (5000, alphabet.MOST_SYMBOLS)


def test_long_sequences_are_read_at_the_speed_of_c() -> None:
    residues = "acgtn" * 1_000_000
    start = time.perf_counter()
    assert alphabet.is_clean(residues, False)
    assert alphabet.defined_count(residues, False) == 4_000_000
    assert time.perf_counter() - start < 1  # about 0.01 s
