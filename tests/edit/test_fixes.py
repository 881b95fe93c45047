"""Edits of fixes on records: each field, removals, conflicts; a fix is done whole or waits whole."""

from __future__ import annotations

import pytest

from seqtool.edit.fixes import Wanted, apply_to_entry, apply_to_general
from seqtool.errors import SeqtoolError
from seqtool.model import (
    ApplicationIdentification,
    DeclaredListing,
    DeclaredSequence,
    Entry,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)
from seqtool.rules.core import Edit, Fix

SOURCE = Feature(
    "source", "1..10", (Qualifier("organism", "homo sapiens"), Qualifier("mol_type", "x", None, "q1"))
)
CDS = Feature("CDS", "1..9", (Qualifier("note", "a", "b"), Qualifier("gene", "g")))
ENTRY = Entry(
    Sequence("dna", Residues("ACGTACGTAC"), (SOURCE, CDS)),
    DeclaredSequence("01", "11", "pat", ("pat|EP|1|A1|1",)),
)
GENERAL = GeneralInformation(
    application=ApplicationIdentification("ep", "1", "2024-01-31"),
    applicant=Name("Müller", "de"),
    titles=(Title("a", "en"), Title("b", "en"), Title("c", "de")),
    file_name="x y",
)


def wanted(
    *edits: Edit, feature: int | None = None, qualifier: int | None = None, code: str = "Q001"
) -> Wanted:
    return Wanted(code, Fix("mend it", edits), feature, qualifier)


@pytest.mark.parametrize(
    ("edit", "place", "before"),
    [
        (Edit("name", "new"), (1, 0), "note"),
        (Edit("value", "new"), (0, 0), "homo sapiens"),
        (Edit("value", None), (0, 0), "homo sapiens"),
        (Edit("non_english", "new"), (1, 0), "b"),
        (Edit("id", "new"), (0, 1), "q1"),
        (Edit("key", "new"), (1, None), "CDS"),
        (Edit("location", "new"), (1, None), "1..9"),
        (Edit("molecule_type", "new"), (None, None), "dna"),
        (Edit("residues", "new"), (None, None), "ACGTACGTAC"),
        (Edit("number", "new"), (None, None), "01"),
        (Edit("length", "new"), (None, None), "11"),
        (Edit("division", "new"), (None, None), "pat"),
    ],
)
def test_one_field(edit: Edit, place: tuple[int | None, int | None], before: str) -> None:
    """The field has the new text, the change tells the old one, and doing it again changes nothing."""
    one = wanted(edit, feature=place[0], qualifier=place[1])
    changed, changes = apply_to_entry(ENTRY, [one])
    assert [(c.field, c.before, c.after) for c in changes] == [(edit.field, before, edit.value)]
    assert changed != ENTRY
    again, more = apply_to_entry(changed, [one])
    assert again == changed
    assert more == []


def test_only_that_field() -> None:
    changed, _ = apply_to_entry(ENTRY, [wanted(Edit("value", "Homo sapiens"), feature=0, qualifier=0)])
    assert changed.declared is ENTRY.declared
    assert changed.sequence.residues is ENTRY.sequence.residues
    assert changed.sequence.features[1] is CDS
    assert changed.sequence.features[0].qualifiers[0] == Qualifier("organism", "Homo sapiens")


def test_removals_do_not_shift_each_other() -> None:
    every = [wanted(Edit("qualifier", None), feature=1, qualifier=q) for q in (0, 1)]
    changed, changes = apply_to_entry(
        ENTRY, [*every, wanted(Edit("qualifier", None), feature=0, qualifier=0)]
    )
    assert [f.qualifiers for f in changed.sequence.features] == [(SOURCE.qualifiers[1],), ()]
    assert len(changes) == 3
    changed, _ = apply_to_entry(
        ENTRY, [wanted(Edit("feature", None), feature=0), wanted(Edit("key", "gene"), feature=1)]
    )
    assert [f.key for f in changed.sequence.features] == ["gene"]


def test_what_is_removed_is_not_changed() -> None:
    both = [wanted(Edit("feature", None), feature=1), wanted(Edit("key", "gene"), feature=1)]
    changed, changes = apply_to_entry(ENTRY, both)
    assert changed.sequence.features == (SOURCE,)
    assert [c.field for c in changes] == ["feature"]


def test_the_second_edit_of_a_field_waits() -> None:
    """It was made for the text before the first one."""
    both = [wanted(Edit("location", "1..8"), feature=1), wanted(Edit("location", "2..9"), feature=1)]
    changed, changes = apply_to_entry(ENTRY, both)
    assert changed.sequence.features[1].location == "1..8"
    assert len(changes) == 1


def test_a_fix_is_done_whole_or_waits_whole() -> None:
    both = [
        wanted(Edit("location", "1..8"), feature=1),
        wanted(Edit("key", "gene"), Edit("location", "2..9"), feature=1),
    ]
    changed, changes = apply_to_entry(ENTRY, both)
    assert (changed.sequence.features[1].key, changed.sequence.features[1].location) == ("CDS", "1..8")
    assert len(changes) == 1


def test_an_edit_may_name_another_place() -> None:
    one = wanted(Edit("value", "DNA", feature=0, qualifier=1), feature=1, qualifier=0)
    changed, changes = apply_to_entry(ENTRY, [one])
    assert changed.sequence.features[0].qualifiers[1].value == "DNA"
    assert (changes[0].feature, changes[0].qualifier) == (0, 1)


def test_added_qualifiers_and_elements_taken_out() -> None:
    many = [
        wanted(Edit("add_qualifier", "note=a=b"), feature=1),
        wanted(Edit("add_qualifier", "pseudo"), feature=1),
        wanted(Edit("other_seqids", None)),
    ]
    changed, _ = apply_to_entry(ENTRY, many)
    assert changed.sequence.features[1].qualifiers[2:] == (Qualifier("note", "a=b"), Qualifier("pseudo"))
    assert changed.declared is not None
    assert changed.declared.other_seqids is None


@pytest.mark.parametrize(
    ("edit", "feature", "qualifier"),
    [
        (Edit("value", "x"), 2, 0),
        (Edit("value", "x"), 0, 9),
        (Edit("value", "x"), None, None),
        (Edit("key", "x"), -1, None),
        (Edit("no_such_field", "x"), None, None),
    ],
)
def test_a_fix_for_nothing_is_a_defect(edit: Edit, feature: int | None, qualifier: int | None) -> None:
    with pytest.raises(SeqtoolError):
        apply_to_entry(ENTRY, [wanted(edit, feature=feature, qualifier=qualifier)])


def test_nothing_wanted_is_the_same_record() -> None:
    changed, changes = apply_to_entry(ENTRY, [])
    assert changed is ENTRY
    assert changes == []


def test_general_information() -> None:
    many = [
        wanted(Edit("general.application.office", "EP")),
        wanted(Edit("general.applicant.latin", "Mueller")),
        wanted(Edit("general.titles.2.text", "C")),
        wanted(Edit("general.file_name", None)),
        wanted(Edit("total", "2")),
        wanted(Edit("file", None)),
    ]
    general, declared, changes = apply_to_general(GENERAL, DeclaredListing("V1_3", "3"), many)
    assert general.application == ApplicationIdentification("EP", "1", "2024-01-31")
    assert general.applicant == Name("Müller", "de", "Mueller")
    assert [t.text for t in general.titles] == ["a", "b", "C"]
    assert general.file_name is None
    assert declared.total == "2"
    assert len(changes) == 5
    assert apply_to_general(general, declared, many) == (general, declared, [])


def test_titles_removed_do_not_shift_each_other() -> None:
    gone = [wanted(Edit(f"general.titles.{n}", None)) for n in (0, 1)]
    general, _, changes = apply_to_general(GENERAL, DeclaredListing(), gone)
    assert [t.text for t in general.titles] == ["c"]
    assert len(changes) == 2


def test_a_part_of_what_is_absent() -> None:
    with pytest.raises(SeqtoolError):
        apply_to_general(GENERAL, DeclaredListing(), [wanted(Edit("general.inventor.latin", "x"))])
