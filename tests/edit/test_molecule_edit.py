"""Molecule type: symbols, mol_type and modified bases follow."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from support_edit import locations, of, sequence, session, undone

from seqtool.edit.operations.molecule import set_molecule_type
from seqtool.edit.session import EditError, Session
from seqtool.model import Feature, Qualifier, Residues, Sequence


def base(location: str, note: str) -> Feature:
    return Feature("modified_base", location, (Qualifier("mod_base", "OTHER"), Qualifier("note", note)))


def mol_type(one: Session, key: int = 1) -> str | None:
    return next(q.value for q in of(one, key).features[0].qualifiers if q.name == "mol_type")


def test_u_and_mol_type() -> None:
    one = session(sequence("acgu"))
    report = undone(one, lambda: set_molecule_type(one, [1], "RNA"))
    assert (of(one).molecule_type, of(one).residues.text, mol_type(one)) == ("RNA", "acgt", "other RNA")
    assert "1 u became t" in report.notes[0]
    assert report.notes[1] == "SEQ ID NO: 1: mol_type was other DNA and is other RNA now."
    undone(one, lambda: set_molecule_type(one, "1", "DNA"))
    assert (of(one).molecule_type, mol_type(one)) == ("DNA", "other DNA")


def test_the_base_that_is_ordinary_now_goes() -> None:
    one = session(sequence("acgtt", base("4", "uracil"), base("5", "xanthine")))
    undone(one, lambda: set_molecule_type(one, [1], "RNA"))
    assert locations(one) == ["5"]


def test_bases_stay_what_they_are() -> None:
    one = session(sequence("ttacgtt", base("6", "uracil"), base("3", "xanthine")))
    undone(one, lambda: set_molecule_type(one, [1], "RNA", bases="keep"))
    assert of(one).features[1:] == (base("3", "xanthine"), base("1..2", "thymine"), base("7", "thymine"))
    undone(one, lambda: set_molecule_type(one, [1], "DNA", bases="keep"))
    assert of(one).features[1:] == (base("3", "xanthine"), base("6", "uracil"))


def test_molecules_of_both_are_left_alone() -> None:
    part = Feature("misc_feature", "1..2", (Qualifier("note", "DNA"),))
    one = session(sequence("acgtt", part, base("4", "uracil"), moltype="RNA"))
    report = undone(one, lambda: set_molecule_type(one, [1], "DNA"))
    assert locations(one) == ["1..2", "4"]
    assert "segments" in report.notes[0]


def test_mol_type_is_asked() -> None:
    one = session(sequence("acgt", organism="Homo sapiens"), sequence("acgt"))
    with one.edit("natural") as edit:
        old = of(one)
        source = replace(
            old.features[0],
            qualifiers=(Qualifier("mol_type", "genomic DNA"), Qualifier("organism", "Homo sapiens")),
        )
        edit.sequence(1, replace(old, features=(source,)))
    before = one.document.copy()
    with pytest.raises(EditError, match=r"genomic DNA, which does not go with RNA.*mRNA"):
        set_molecule_type(one, "1-2", "RNA")
    assert one.document == before
    undone(one, lambda: set_molecule_type(one, [1], "RNA", mol_type="mRNA"))
    assert mol_type(one) == "mRNA"
    undone(one, lambda: set_molecule_type(one, [1], "RNA", mol_type="tRNA"))
    assert mol_type(one) == "tRNA"
    with pytest.raises(EditError, match="synthetic construct is no 'mRNA'"):
        set_molecule_type(one, [2], "RNA", mol_type="mRNA")


def test_an_empty_one_may_be_anything() -> None:
    one = session(sequence("", organism="Homo sapiens"), Sequence("DNA", Residues()))
    with one.edit("strain") as edit:
        old = of(one)
        source = replace(old.features[0], qualifiers=(*old.features[0].qualifiers, Qualifier("strain", "x")))
        edit.sequence(1, replace(old, features=(source,)))
    report = undone(one, lambda: set_molecule_type(one, [1, 2], "AA"))
    assert (of(one).molecule_type, mol_type(one)) == ("AA", "protein")
    assert [q.name for q in of(one).features[0].qualifiers] == ["mol_type", "organism"]
    assert "strain went" in report.notes[0]
    with pytest.raises(EditError, match="protein, which does not go with DNA"):
        set_molecule_type(one, [1], "DNA")
    undone(one, lambda: set_molecule_type(one, [1], "DNA", mol_type="genomic DNA"))
    assert mol_type(one) == "genomic DNA"


@pytest.mark.parametrize(
    ("made", "to", "words"),
    [
        (sequence("acgt"), "AA", "does not become AA"),
        (sequence("MK", moltype="AA"), "DNA", "does not become DNA"),
        (sequence("", Feature("gene", "1")), "AA", "1 features"),
        (sequence("acgt"), "XNA", "no molecule type"),
        (Sequence("", Residues(), (), skipped=True), "DNA", "skipped"),
    ],
)
def test_refusals(made: Sequence, to: str, words: str) -> None:
    one = session(made)
    before = one.document.copy()
    with pytest.raises(EditError, match=words):
        set_molecule_type(one, [1], to)
    with pytest.raises(EditError):
        set_molecule_type(one, [1], "DNA", mol_type="protein")
    assert one.document == before


def test_too_many_bases() -> None:
    one = session(sequence("ta" * 10_002))
    with pytest.raises(EditError, match="10,000"):
        set_molecule_type(one, [1], "RNA", bases="keep")
