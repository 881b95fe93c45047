"""The table of symbols: ours, and the user's own on top; and what is notation at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from support_notation import TABLE, lines

from seqtool.errors import InputError
from seqtool.io.imports import Choices
from seqtool.io.notation import looks_like_notation, parse_oligo, parse_peptide, symbol_table

HEAD = "molecule\tkind\tsymbols\tletter\tclass\tkey\tname\tstyles\twhy\n"


def _file(tmp_path: Path, text: str) -> str:
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_own_symbols_come_on_top(tmp_path: Path) -> None:
    rows = (
        "# ours\n" + HEAD + "oligo\tresidue\tx{N}\tacgu\tRNA\t-\t2'-O-allyl{nucleoside}\tbefore\t-\n"
        "oligo\tend\tFAM\t-\t-\t-\tour own dye\tany\t-\n"
        "peptide\tresidue\tFoo\tX\t-\t-\tfooic acid\tany\t-\n"
    )
    table = symbol_table(_file(tmp_path, rows))
    assert lines(parse_oligo("FAM-xAxC", symbols=table, choices=Choices())) == [
        "RNA ac",
        "misc_feature 1 5' end joined to our own dye",
        "modified_base 1 OTHER | 2'-O-allyladenosine",
        "modified_base 2 OTHER | 2'-O-allylcytidine",
    ]
    assert lines(parse_peptide("A-Foo-D-Foo", symbols=table, choices=Choices())) == [
        "AA AXX",
        "SITE 2 fooic acid",
        "SITE 3 D-fooic acid",
    ]
    assert "xA" not in TABLE.oligo


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a\tb\n", "line 1: the first line must name the columns"),
        (HEAD + "oligo\tresidue\n", "line 2: 2 cells instead of 9"),
        (HEAD + "dna\tresidue\tx\ta\tRNA\t-\t-\tany\t-\n", "line 2: the molecule 'dna'"),
        (HEAD + "oligo\tfoo\tx\ta\tRNA\t-\t-\tany\t-\n", "the kind 'foo'"),
        (HEAD + "oligo\tresidue\tx\tq\tRNA\t-\t-\tany\t-\n", "the letter 'q'"),
        (HEAD + "oligo\tresidue\tx\ta\tXNA\t-\t-\tany\t-\n", "the class 'XNA'"),
        (HEAD + "oligo\tresidue\tx\tac\tRNA\t-\t-\tany\t-\n", "one letter"),
        (HEAD + "oligo\tresidue\tx\ta\tRNA\t-\t\u03a8\tany\t-\n", "Basic Latin"),
        (HEAD + "oligo\tresidue\tx\ta\tRNA\t-\t-\tsoon\t-\n", "the style 'soon'"),
        (HEAD + "peptide\tresidue\tx\tA\t-\tFOO\t-\tany\t-\n", "the key 'FOO'"),
        (HEAD + "oligo\tlink\t-\t-\t-\t-\tfoo\tany\t-\n", "no symbol"),
    ],
)
def test_faults_of_a_table_name_the_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(InputError, match=r"own\.tsv") as caught:
        symbol_table(_file(tmp_path, text))
    assert says in str(caught.value)


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        symbol_table(str(tmp_path / "none.tsv"))
    path = tmp_path / "utf16.tsv"
    path.write_bytes(HEAD.encode("utf-16"))
    with pytest.raises(InputError, match="not UTF-8"):
        symbol_table(str(path))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("mAfCmGfU", "oligo"),
        ("csasGfuAfcL96", "oligo"),
        ("5'-ACGTACGTACGT-3'", "oligo"),
        ("FAM-ACGTACGTACGT", "oligo"),
        ("AesGesmCesTesAdsGdsTds", "oligo"),
        ("A+C+G+T", "oligo"),
        ("ACGT; all linkages phosphorothioate", "oligo"),
        ("Ac-RYYRWK-NH2", "peptide"),
        ("H-Tyr-D-Ala-Gly-OH", "peptide"),
        ("c(RGDfK)", "peptide"),
        ("CYFQNCPRG (Disulfide bridge: Cys1-Cys6)", "peptide"),
        ("(GGGGS)n, n=1-5", "formula"),
        ("P[RK]TN", "formula"),
        ("A/V/L", "formula"),
        ("(G4S)3", "formula"),
        ("X1-Y-X2", "formula"),
        # Both, or neither: plain letters, gaps, prose.
        ("FAM-GAGA", None),
        ("ACGTACGT", None),
        ("acgtACGTacgt", None),
        ("MKWVTFISLL", None),
        ("DYKDDDDK", None),
        ("ACGT-ACGT", None),
        ("RGDfK", None),
        ("Homo sapiens", None),
        ("see Table 1", None),
        ("SEQ ID NO: 4", None),
        ("GFP-tagged construct", None),
        ("p.Val600Glu", None),
        ("", None),
        ("x" * 30_000, None),
        ("p-ACGUACGUACGU", None),
        ("C-x(2,4)-C-{P}-KLM", "formula"),
    ],
)
def test_what_is_notation(text: str, kind: str | None) -> None:
    assert looks_like_notation(text) == kind
