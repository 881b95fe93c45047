"""Genetic codes against Biopython."""

from __future__ import annotations

from itertools import product

import pytest
from Bio.Data.CodonTable import unambiguous_dna_by_id
from Bio.Seq import Seq
from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc.alphabet import NUCLEOTIDES
from seqtool.insdc.codes import GeneticCode, expand, genetic_code, genetic_codes

CODONS = ["".join(bases) for bases in product("tcag", repeat=3)]


def code(number: int) -> GeneticCode:
    found = genetic_code(number)
    assert found is not None
    return found


def test_there_are_all_codes() -> None:
    assert [one.id for one in genetic_codes()] == sorted(unambiguous_dna_by_id)
    assert genetic_code(7) is None
    assert genetic_code(0) is None


@pytest.mark.parametrize("number", sorted(unambiguous_dna_by_id))
def test_code_agrees(number: int) -> None:
    ours, theirs = code(number), unambiguous_dna_by_id[number]
    assert ours.name == theirs.names[0]
    assert ours.starts == {codon.lower() for codon in theirs.start_codons}
    assert ours.stops == {codon.lower() for codon in theirs.stop_codons}
    for codon, symbol in zip(CODONS, ours.amino_acids, strict=True):
        assert ours.residues[codon] == symbol == theirs.forward_table.get(codon.upper(), "*")


@given(st.text(alphabet=NUCLEOTIDES, min_size=3, max_size=3), st.sampled_from(sorted(unambiguous_dna_by_id)))
def test_ambiguous_codon_is_what_its_readings_are(codon: str, number: int) -> None:
    ours = code(number)
    plain = {ours.residues[single] for single in expand(codon)}
    symbol = ours.residues[codon]
    assert ours.choices(codon) == plain
    if len(plain) == 1:
        assert {symbol} == plain
    else:
        assert symbol == {"DN": "B", "EQ": "Z", "IL": "J"}.get("".join(sorted(plain)), "X")
    if number not in {27, 28, 31} and symbol != "X":
        assert str(Seq(codon).translate(table=number)) == symbol


def test_edges_of_ambiguity() -> None:
    standard = code(1)
    assert [
        standard.residues[codon] for codon in ("ray", "sar", "mth", "gcn", "nnn", "tar", "tgr", "tan")
    ] == [*"BZJAX*XX"]
    assert [standard.residues[odd] for odd in ("", "ac", "aug", "ATG", "at-", "acgt")] == ["X"] * 6
    assert len(standard.residues) <= 15**3
    assert standard.is_stop("tar")
    assert not standard.is_stop("tgr")
    assert standard.may_stop("tgr")
    assert not standard.may_stop("acn")
    assert standard.is_start("ytg")
    assert not standard.is_start("rtg")
    assert standard.may_start("rtg")
    assert not standard.may_start("ccc")
    assert not standard.is_start("at")
    assert code(27).is_stop("tga")
    assert code(27).residues["tga"] == "W"
