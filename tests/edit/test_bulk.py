"""One change to many sequences."""

from __future__ import annotations

import pytest

from seqtool.edit.operations.bulk import (
    add_feature,
    add_qualifier,
    delete_features,
    delete_qualifiers,
    of_type,
    set_mol_type,
    set_organism,
)
from seqtool.edit.operations.order import skip
from seqtool.edit.session import EditError, Session
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.draft import Draft


def source(length: int, mol_type: str, organism: str = "Homo sapiens", other: str | None = None) -> Feature:
    qualifiers = (Qualifier("mol_type", mol_type), Qualifier("organism", organism, other))
    return Feature("source", f"1..{length}", qualifiers)


def session() -> Session:
    """1 DNA with a CDS of 3, 2 RNA without features, 3 AA, 4 DNA of four residues, 5 skipped."""
    coding = Feature("CDS", "1..9", (Qualifier("protein_id", "3"), Qualifier("translation", "MKWV")))
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend(
            [
                Draft(
                    Sequence(
                        "DNA", Residues("acgtacgtac"), (source(10, "genomic DNA", other="homme"), coding)
                    )
                ),
                Draft(Sequence("RNA", Residues("acgtacgtacgg"))),
                Draft(Sequence("AA", Residues("MKWV"), (source(4, "protein"),))),
                Draft(Sequence("DNA", Residues("acgt"), (source(4, "other DNA", "synthetic construct"),))),
                Draft(Sequence("DNA", Residues("acgt"))),
            ]
        )
    skip(made, [5])
    return made


def features(one: Session, number: int) -> tuple[Feature, ...]:
    return one.document.draft(number).sequence.features


def test_organism() -> None:
    one = session()
    before = one.document.copy()
    report = set_organism(one, "1-2,5", "Mus musculus")
    assert features(one, 1)[0] == source(10, "genomic DNA", "Mus musculus")
    assert features(one, 2) == (Feature("source", "1..12", (Qualifier("organism", "Mus musculus"),)),)
    # Its protein goes along (paragraph 92).
    assert features(one, 3)[0] == source(4, "protein", "Mus musculus")
    assert features(one, 4)[0] == source(4, "other DNA", "synthetic construct")
    assert features(one, 5) == ()
    assert report.notes[0] == "2 sequences were changed."
    assert "SEQ ID NO: 3" in report.notes[1]
    assert report.notes[2].startswith("1 names in the other language went")
    one.undo()
    assert one.document == before
    with pytest.raises(EditError, match="Name an organism"):
        set_organism(one, "1", " ")
    with pytest.raises(EditError, match="no SEQ ID NO: 6"):
        set_organism(one, "1-6", "Mus musculus")
    assert one.document == before
    assert set_organism(one, "5", "x").notes == ("0 sequences were changed.",)


def test_mol_type() -> None:
    one = session()
    before = one.document.copy()
    with pytest.raises(EditError, match=r"RNA cannot have mol_type 'genomic DNA' \(SEQ ID NO: 2\)"):
        set_mol_type(one, "1-4", "genomic DNA")
    assert one.document == before
    report = set_mol_type(one, "1-4", "other DNA", only_fitting=True)
    assert features(one, 1)[0].qualifiers[0].value == "other DNA"
    assert report.notes[0] == "1 sequence was changed."
    assert len(report.notes) == 3
    set_mol_type(one, of_type(one.document, "1-4", "RNA"), "mRNA")
    assert features(one, 2)[0] == Feature("source", "1..12", (Qualifier("mol_type", "mRNA"),))
    one.undo()
    one.undo()
    assert one.document == before


def test_add_feature() -> None:
    one = session()
    before = one.document.copy()
    note = (Qualifier("note", "n"),)
    with pytest.raises(EditError, match="misc_feature is no key of proteins"):
        add_feature(one, "1-4", "misc_feature", "1..5", note)
    with pytest.raises(EditError, match="beyond the end"):
        add_feature(one, "1,4", "misc_feature", "1..5", note)
    with pytest.raises(EditError, match="is no location"):
        add_feature(one, "1", "misc_feature", "5-7", note)
    with pytest.raises(EditError, match="one source"):
        add_feature(one, "1", "source")
    assert one.document == before
    report = add_feature(one, "1-4", "misc_feature", "1..5", note, only_fitting=True)
    assert features(one, 1)[-1] == features(one, 2)[-1] == Feature("misc_feature", "1..5", note)
    assert len(report.notes) == 3
    add_feature(one, "4", "misc_feature", "", note)
    assert features(one, 4)[-1].location == "1..4"
    with pytest.raises(EditError, match="very same"):
        add_feature(one, "4", "misc_feature", "", note)


def test_delete_features() -> None:
    one = session()
    before = one.document.copy()
    report = delete_features(one, "1-5", "CDS")
    assert [f.key for f in features(one, 1)] == ["source"]
    assert any("SEQ ID NO: 3 as its protein, which stays" in note for note in report.notes)
    one.undo()
    assert one.document == before
    assert delete_features(one, "1", "CDS", "2..9").notes[1].startswith("0 features")
    with pytest.raises(EditError, match="needs its source"):
        delete_features(one, "1", "source")


def test_qualifiers() -> None:
    one = session()
    before = one.document.copy()
    with pytest.raises(EditError, match="no CDS"):
        add_qualifier(one, "1-2", "CDS", "product", "p")
    with pytest.raises(EditError, match="another organism already"):
        add_qualifier(one, "1", "source", "organism", "Mus musculus")
    with pytest.raises(EditError, match="no qualifier of proteins"):
        add_qualifier(one, "3", "source", "product", "p")
    with pytest.raises(EditError, match="needs a name"):
        add_qualifier(one, "1", "CDS", " ")
    assert one.document == before
    add_qualifier(one, "1-4", "CDS", "product", "p", only_fitting=True)
    assert features(one, 1)[1].qualifiers[-1] == Qualifier("product", "p")
    revision = one.revision
    add_qualifier(one, "1", "CDS", "product", "p")
    assert one.revision == revision
    add_qualifier(one, "1", "CDS", "note", "a")
    add_qualifier(one, "1", "CDS", "note", "b")
    assert delete_qualifiers(one, "1-5", "note", value="a").notes[-1] == "1 qualifiers note are gone."
    delete_qualifiers(one, "1-5", "note", feature_key="gene")
    assert features(one, 1)[1].qualifiers[-1] == Qualifier("note", "b")
    delete_qualifiers(one, "1-5", "note", feature_key="CDS")
    delete_qualifiers(one, "1-5", "product")
    assert one.document == before
