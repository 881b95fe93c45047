"""The digest of the sequences, and the differences where it is another."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from seqtool.edit.operations.compare import (
    SCHEME,
    Difference,
    differences,
    digest,
    each_difference,
    general_differences,
    identical,
)
from seqtool.model import (
    ApplicationIdentification,
    Feature,
    GeneralInformation,
    Name,
    Qualifier,
    Residues,
    Sequence,
    Title,
)


def dna(text: str, *features: Feature) -> Sequence:
    return Sequence("DNA", Residues(text), features)


SOURCE = Feature(
    "source", "1..4", (Qualifier("mol_type", "genomic DNA"), Qualifier("organism", "Homo sapiens"))
)
NOTE = Feature("misc_feature", "2..3", (Qualifier("note", "a", "b", "q1"),))


def told(old: Sequence, new: Sequence) -> list[tuple[str, str, str, str | None, str | None]]:
    found = differences([old], [new])
    assert all(one.number == 1 for one in found)
    return [(d.kind, d.element, d.place, d.before, d.after) for d in found]


def test_the_scheme_is_stable() -> None:
    written = b"1:18:sequence3:DNA4:acgt1:112:misc_feature4:2..31:14:note1:a1:b"
    assert digest([dna("acgt", NOTE)]) == SCHEME + hashlib.sha256(written).hexdigest()
    assert digest([]) == SCHEME + hashlib.sha256(b"").hexdigest()
    assert (
        digest([Sequence("", Residues(), (), skipped=True)])
        == SCHEME + hashlib.sha256(b"1:17:skipped0:0:1:0").hexdigest()
    )


def test_what_does_not_count() -> None:
    other = replace(NOTE, qualifiers=(Qualifier("note", "a", "b", "q99"),))
    one = replace(dna("acgt", NOTE), residues=Residues.from_chunks(["ac", "gt"]))
    assert identical([one], [dna("acgt", other)])
    assert differences([one], [dna("acgt", other)]) == []


def test_absent_is_not_empty() -> None:
    one, other = (dna("acgt", Feature("gene", "1", (Qualifier("note", value),))) for value in (None, ""))
    assert not identical([one], [other])
    assert told(one, other) == [("added", "INSDQualifier_value", "gene 1, note", None, "")]


@pytest.mark.parametrize(
    ("old", "new", "place", "kind", "before", "after"),
    [
        ("acgt", "acggt", "behind residue 3", "added", None, "g"),
        ("acgt", "aaagt", "residues 2 to 2", "replaced", "c", "aa"),
        ("acgt", "act", "residue 3", "deleted", "g", None),
        ("acgt", "ttgt", "residues 1 to 2", "replaced", "ac", "tt"),
        ("", "acgt", "behind residue 0", "added", None, "acgt"),
    ],
)
def test_residues(old: str, new: str, place: str, kind: str, before: str | None, after: str | None) -> None:
    if place == "residues 2 to 2":
        place = "residue 2"
    assert told(dna(old), dna(new)) == [(kind, "INSDSeq_sequence", place, before, after)]


def test_features_and_qualifiers() -> None:
    moved = replace(NOTE, location="3..4")
    assert told(dna("acgt", SOURCE, NOTE), dna("acgt", SOURCE, moved)) == [
        ("replaced", "INSDFeature_location", "misc_feature 3..4", "2..3", "3..4")
    ]
    other = replace(NOTE, qualifiers=(Qualifier("note", "c", None), Qualifier("gene", "x")))
    assert told(dna("acgt", SOURCE, NOTE), dna("acgt", other)) == [
        ("replaced", "INSDQualifier_value", "misc_feature 2..3, note", "a", "c"),
        ("deleted", "NonEnglishQualifier_value", "misc_feature 2..3, note", "b", None),
        ("added", "INSDQualifier", "misc_feature 2..3, gene", None, "x"),
        (
            "deleted",
            "INSDFeature",
            "source 1..4",
            "source 1..4; mol_type=genomic DNA; organism=Homo sapiens",
            None,
        ),
    ]
    assert told(dna("acgt", SOURCE, NOTE), dna("acgt", NOTE, SOURCE)) == [
        ("order", "INSDSeq_feature-table", "the features stand in another order", None, None)
    ]
    turned = replace(SOURCE, qualifiers=SOURCE.qualifiers[::-1])
    assert told(dna("acgt", SOURCE), dna("acgt", turned)) == [
        ("order", "INSDFeature_quals", "source 1..4: the qualifiers stand in another order", None, None)
    ]


def test_whole_sequences() -> None:
    skipped = Sequence("", Residues(), (), skipped=True)
    assert differences([dna("acgt", SOURCE)], [skipped, dna("ac")]) == [
        Difference(1, "replaced", "SequenceData", "", "DNA, 4 residues, 1 feature", "skipped (000)"),
        Difference(2, "added", "SequenceData", "", None, "DNA, 2 residues, 0 features"),
    ]
    assert differences([dna("ac")], []) == [
        Difference(1, "deleted", "SequenceData", "", "DNA, 2 residues, 0 features", None)
    ]
    assert told(dna("acgt"), replace(dna("acgt"), molecule_type="RNA")) == [
        ("replaced", "INSDSeq_moltype", "", "DNA", "RNA")
    ]
    assert next(iter(each_difference(iter([dna("a")]), iter([dna("c")])))).before == "a"


def test_general_information() -> None:
    old = GeneralInformation(
        application=ApplicationIdentification("EP", "1", "2020-01-01"),
        applicant=Name("A", "en"),
        titles=(Title("T", "en"), Title("U", "fr")),
    )
    new = replace(
        old,
        application=ApplicationIdentification("EP", "2", None),
        file_name="x.xml",
        titles=(Title("T", "en"),),
    )
    assert [(d.kind, d.element, d.before, d.after) for d in general_differences(old, new)] == [
        ("replaced", "ApplicationIdentification/ApplicationNumberText", "1", "2"),
        ("deleted", "ApplicationIdentification/FilingDate", "2020-01-01", None),
        ("added", "@fileName", None, "x.xml"),
        ("deleted", "InventionTitle", "U (fr)", None),
    ]
    assert general_differences(old, old) == []


QUALIFIERS = st.builds(
    Qualifier,
    st.sampled_from(["note", "gene"]),
    st.sampled_from([None, "", "a", "b"]),
    st.sampled_from([None, "a"]),
    st.sampled_from([None, "q1"]),
)
FEATURES = st.builds(
    Feature,
    st.sampled_from(["gene", "CDS"]),
    st.sampled_from(["1", "2"]),
    st.lists(QUALIFIERS, max_size=3).map(tuple),
)
SEQUENCES = st.builds(
    Sequence,
    st.sampled_from(["DNA", "AA"]),
    st.text("ac", max_size=3).map(Residues),
    st.lists(FEATURES, max_size=3).map(tuple),
    st.just(False),
) | st.just(Sequence("", Residues(), (), skipped=True))


@given(st.lists(SEQUENCES, max_size=3), st.lists(SEQUENCES, max_size=3))
def test_digest_and_differences_agree(old: list[Sequence], new: list[Sequence]) -> None:
    assert identical(old, new) == (differences(old, new) == [])
    assert differences(old, old) == []


@given(SEQUENCES, st.data())
def test_one_change_is_seen(sequence: Sequence, data: st.DataObject) -> None:
    shuffled = replace(sequence, features=tuple(data.draw(st.permutations(sequence.features))))
    assert identical([sequence], [shuffled]) == (differences([sequence], [shuffled]) == [])
