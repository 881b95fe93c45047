"""Headings in several spellings and languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.io.imports.sheet.headings import Meaning, bare, meaning, moltype_value, part, part_order


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("SEQ ID NO", "number"), ("Seq. ID No.:", "number"), ("配列番号", "number"), ("序列号", "number"), ("서열번호", "number"),
        ("NAME", "name"), ("Oligo Name", "name"), ("Bezeichnung", "name"), ("Nom", "name"), ("nombre", "name"), ("名称", "name"), ("명칭", "name"),
        ("Séquence", "sequence"), ("Sequenz", "sequence"), ("secuencia", "sequence"), ("配列", "sequence"), ("序列", "sequence"), ("서열", "sequence"),
        ("Molecule Type", "moltype"), ("Molekültyp", "moltype"), ("MOLEKUELTYP", None), ("type de molécule", "moltype"), ("moltype", "moltype"),
        ("分子型", "moltype"), ("分子类型", "moltype"), ("분자 유형", "moltype"), ("mol_type", "mol_type"), ("Mol_Type", "mol_type"),
        ("Organismus", "organism"), ("organisme", "organism"), ("organismo", "organism"), ("生物", "organism"), ("物种", "organism"),
        ("Note", "note"), ("Anmerkung", "note"), ("Features", "features"), ("Merkmale", "features"), ("Feature key", "feature_key"),
        ("Length (nt)", "length"), ("Bemerkungen", "internal"), ("strain", "qualifier"), ("tissue_type", "qualifier"), ("/isolate", "qualifier"),
        ("Supplier", None), ("", None), ("x" * 500, None), ("Protein", None),
    ],
)  # fmt: skip
def test_roles(text: str, role: str | None) -> None:
    found = meaning(text)
    assert (found.role if found else None) == role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Protein sequence", Meaning("sequence", moltype="AA")),
        ("Aminosäuresequenz", Meaning("sequence", moltype="AA")),
        ("Sequence (aa)", Meaning("sequence", moltype="AA")),
        ("DNA sequence (5'-3')", Meaning("sequence", moltype="DNA")),
        ("Nucleotide sequence", Meaning("sequence", moltype="nucleotide")),
        ("核酸配列", Meaning("sequence", moltype="nucleotide")),
        ("Sequence (3'→5')", Meaning("sequence", backwards=True)),
        ("VH", Meaning("part", "VH")),
        ("VH (DNA)", Meaning("part", "VH", "DNA")),
        ("VH nucleotide sequence", Meaning("part", "VH", "nucleotide")),
        ("HCDR1 aa", Meaning("part", "HCDR1", "AA")),
        ("CDR-H3", Meaning("part", "HCDR3")),
        ("Heavy chain CDR 2", Meaning("part", "HCDR2")),
        ("Antisense strand (5'-3')", Meaning("part", "antisense")),
        ("Feature 12 location", Meaning("feature_location", group=12)),
    ],
)
def test_more_than_a_role(text: str, expected: Meaning) -> None:
    assert meaning(text) == expected


def test_parts_have_an_order_and_their_chains() -> None:
    ids = ["HCDR1", "HCDR2", "HCDR3", "LCDR1", "LCDR2", "LCDR3", "VH", "VL", "HC", "LC", "scFv"]
    assert sorted(ids, key=part_order) == ids
    assert "VH" in part("HCDR1").within


@pytest.mark.parametrize(("text", "kind"), [("prt", "AA"), ("Protein", "AA"), ("Adn", "DNA"), ("mRNA", "RNA"), ("氨基酸", "AA"), ("x", None)])  # fmt: skip
def test_words_for_molecule_types(text: str, kind: str | None) -> None:
    assert moltype_value(text) == kind


@given(st.text(max_size=150))
def test_any_text(text: str) -> None:
    meaning(text)
    assert bare(bare(text)) == bare(text)
