"""Features and qualifiers: added, edited, copied, deleted, put in order; refusals leave all as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from support_edit import locations, of, sequence, session, undone

from seqtool.edit.operations.features import (
    add_feature,
    copy_features,
    delete_features,
    edit_feature,
    move_feature,
    reorder_features,
    sort_features,
)
from seqtool.edit.operations.qualifiers import (
    add_qualifier,
    delete_qualifier,
    edit_qualifier,
    move_qualifier,
)
from seqtool.edit.operations.texts import set_non_english
from seqtool.edit.session import EditError, Session
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.document import GENERAL

TEXT = "atgaaacccgggtttaaataa"


def three() -> Session:
    cds = Feature(
        "CDS",
        "1..21",
        (
            Qualifier("note", "a note", "eine Notiz", "q2"),
            Qualifier("translation", "MKPGFK"),
            Qualifier("protein_id", "3"),
        ),
    )
    return session(
        sequence(TEXT, cds, Feature("gene", "30..40", (Qualifier("note", "a note", None, "q3"),))),
        sequence(TEXT[:12]),
        sequence("MKPGFK", moltype="AA"),
    )


def names(one: Session, feature: int = 1, key: int = 1) -> list[str]:
    return [q.name for q in of(one, key).features[feature].qualifiers]


def test_add() -> None:
    one = three()
    undone(one, lambda: add_feature(one, 1, "misc_feature", "3..4", (Qualifier("note", "x"),)))
    report = undone(one, lambda: add_feature(one, 1, "CDS", "1..9", at=1))
    assert locations(one) == ["1..9", "1..21", "30..40", "3..4"]
    assert report.coding == ((1, 1),)


def test_source_of_a_new_sequence() -> None:
    one = session(Sequence("DNA", Residues("acgt")))
    undone(one, lambda: add_feature(one, 1, "source"))
    assert of(one).features == (Feature("source", "1..4"),)


def test_edit() -> None:
    one = three()
    report = undone(one, lambda: edit_feature(one, 1, 1, location="1..12"))
    assert report.coding == ((1, 1),)
    undone(one, lambda: edit_feature(one, 1, 2, feature_key="mRNA", location="<1..>9"))
    assert of(one).features[2] == Feature("mRNA", "<1..>9", (Qualifier("note", "a note", None, "q3"),))


def test_typing_a_location() -> None:
    one = three()
    for text in ("1", "1.", "1..", "1..5"):
        edit_feature(one, 1, 2, location=text, typing=True)
    one.undo()
    assert locations(one)[1] == "30..40"


def test_delete() -> None:
    one = three()
    report = undone(one, lambda: delete_features(one, 1, [1, 2]))
    assert locations(one) == []
    assert "SEQ ID NO: 3" in report.notes[0]


def test_order() -> None:
    one = three()
    undone(one, lambda: reorder_features(one, 1, [2, 0, 1]))
    assert [f.key for f in of(one).features] == ["gene", "source", "CDS"]
    undone(one, lambda: sort_features(one, 1))
    assert [f.key for f in of(one).features] == ["source", "CDS", "gene"]
    undone(one, lambda: move_feature(one, 1, 0, 2))
    assert [f.key for f in of(one).features] == ["CDS", "gene", "source"]


def test_copy() -> None:
    one = three()
    report = undone(one, lambda: copy_features(one, 1, [1, 2], [2, 1]))
    assert [f.location for f in of(one, 2).features[1:]] == ["1..21", "30..40"]
    assert names(one, 1, 2) == ["note"]
    assert [q.id for f in of(one, 2).features[1:] for q in f.qualifiers] == [None, None]
    assert of(one, 2).features[1].qualifiers[0].non_english == "eine Notiz"
    assert names(one, 3) == ["note", "translation", "protein_id"]
    assert [(m.key, m.why) for m in report.invalid] == [
        (2, "it reaches beyond the last residue"),
        (2, "it reaches beyond the last residue"),
        (1, "it reaches beyond the last residue"),
    ]
    assert report.coding == ((2, 1),)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda s: add_feature(s, 1, " ", "1"), "needs a key"),
        (lambda s: add_feature(s, 1, "gene", "1", at=9), "cannot be number 10"),
        (lambda s: add_feature(s, 1, "source"), "has its source"),
        (lambda s: edit_feature(s, 1, 0, location="1..5"), "misc_feature"),
        (lambda s: edit_feature(s, 1, 0, feature_key="gene"), "needs its source"),
        (lambda s: edit_feature(s, 1, 1, feature_key="source"), "has its source"),
        (lambda s: edit_feature(s, 1, 7, location="1"), "no feature 8"),
        (lambda s: delete_features(s, 1, [0, 1]), "needs its source"),
        (lambda s: copy_features(s, 1, [0], [2]), "source"),
        (lambda s: copy_features(s, 1, [1], [2, 3]), "nucleotides"),
        (lambda s: reorder_features(s, 1, [0, 1]), "each feature"),
        (lambda s: move_feature(s, 1, 0, 3), "number 4"),
        (lambda s: add_feature(s, 9, "gene"), "no longer"),
        (lambda s: add_qualifier(s, 1, 1, ""), "needs a name"),
        (lambda s: add_qualifier(s, 1, 1, "translation", "M"), "only one"),
        (lambda s: add_qualifier(s, 1, 1, "note", "x", at=5), "number 6"),
        (lambda s: edit_qualifier(s, 1, 1, 0, name="translation"), "only one"),
        (lambda s: edit_qualifier(s, 1, 1, 3, value="x"), "no qualifier 4"),
        (lambda s: delete_qualifier(s, 1, 1, 3), "no qualifier 4"),
        (lambda s: move_qualifier(s, 1, 1, 0, 3), "number 4"),
        (lambda s: set_non_english(s, 1, 1, 1, "x"), "not language-dependent"),
        (lambda s: set_non_english(s, 1, 2, 0, "x"), "no other language"),
        (lambda s: set_non_english(s, 1, 1, 0, " "), "is empty"),
        (lambda s: set_non_english(s, 1, 1, 0, "a\nb"), "not allowed"),
        (lambda s: set_non_english(s, 1, 1, 0, "a" * 1001), "1,000"),
    ],
)
def test_refusals(do: Callable[[Session], object], words: str) -> None:
    one = three()
    before = one.document.copy()
    with pytest.raises(EditError, match=words):
        do(one)
    assert one.document == before


def test_qualifiers() -> None:
    one = three()
    undone(one, lambda: add_qualifier(one, 1, 1, "pseudo", at=0))
    undone(one, lambda: move_qualifier(one, 1, 1, 0, 3))
    assert names(one) == ["note", "translation", "protein_id", "pseudo"]
    undone(one, lambda: delete_qualifier(one, 1, 1, 3))
    undone(one, lambda: edit_qualifier(one, 1, 1, 0, value="another"))
    assert of(one).features[1].qualifiers[0] == Qualifier("note", "another", "eine Notiz", "q2")
    undone(one, lambda: edit_qualifier(one, 1, 1, 0, name="function"))
    assert of(one).features[1].qualifiers[0].id == "q2"
    undone(one, lambda: edit_qualifier(one, 1, 1, 0, name="number", value="3"))
    assert of(one).features[1].qualifiers[0].id is None
    report = undone(one, lambda: add_qualifier(one, 1, 1, "codon_start", "2"))
    assert report.coding == ((1, 1),)


def test_the_organism_of_the_protein_follows() -> None:
    one = three()
    report = undone(one, lambda: edit_qualifier(one, 1, 0, 1, value="Homo sapiens"))
    assert of(one, 3).features[0].qualifiers[1].value == "Homo sapiens"
    assert of(one, 2).features[0].qualifiers[1].value == "synthetic construct"
    assert "SEQ ID NO: 3" in report.notes[0]
    edit_qualifier(one, 3, 0, 1, value="Mus musculus")
    report = undone(one, lambda: edit_qualifier(one, 1, 0, 1, value="Pan troglodytes"))
    assert of(one, 3).features[0].qualifiers[1].value == "Mus musculus"
    assert "left as it is" in report.notes[0]


def test_texts() -> None:
    one = three()
    with one.edit("language") as edit:
        edit.put(GENERAL, replace(one.document.general, non_english_language="de"))
    report = undone(one, lambda: set_non_english(one, 1, 1, 0, "Anmerkung", everywhere=True))
    assert [f.qualifiers[0].non_english for f in of(one).features[1:]] == ["Anmerkung", "Anmerkung"]
    assert report.notes == ("1 other feature has it, too.",)
    undone(one, lambda: set_non_english(one, 1, 1, 0, None))
    assert of(one).features[1].qualifiers[0].non_english is None
