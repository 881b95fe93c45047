"""References of a sequence to others follow new numbers, all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.spec.citations import MOST, cited, renumbered
from seqtool.spec.references import broken_ranges, follow, may_cite, proteins, refers, texts


def test_more_citations_than_rules_read() -> None:
    numbers = range(1, MOST + 30)
    text = "; ".join(f"SEQ ID NO: {n}" for n in numbers)
    assert len(cited(text)) == MOST
    new, gone = renumbered(text, lambda old: old + 1)
    assert new == "; ".join(f"SEQ ID NO: {n + 1}" for n in numbers)
    assert gone == []


def test_follow() -> None:
    cds = Feature(
        "CDS",
        "1..9",
        (
            Qualifier("translation", "SEQ"),
            Qualifier("protein_id", "2"),
            Qualifier("protein_id", "04"),
            Qualifier("note", "Sequence ID 2 and 3", "SEQ ID No. 2 und 3", "q1"),
        ),
    )
    sequence = Sequence("DNA", Residues("acgtacgta"), (Feature("gene", "1"), cds))
    assert list(proteins(sequence)) == [(2, 1, 1)]
    assert [(at, index, field) for at, index, _, field, _ in texts(sequence)] == [
        (1, 3, "value"),
        (1, 3, "non_english"),
    ]
    same, told = follow(sequence, lambda old: old)
    assert same is sequence
    assert told == []
    new, told = follow(sequence, {2: 7, 3: 8}.get)
    assert new.features[0] is sequence.features[0]
    assert new.features[1].qualifiers == (
        Qualifier("translation", "SEQ"),
        Qualifier("protein_id", "7"),
        Qualifier("protein_id", "04"),
        Qualifier("note", "Sequence ID 7 and 8", "SEQ ID No. 7 und 8", "q1"),
    )
    assert [(one.name, one.field, one.before, one.after) for one in told] == [
        ("protein_id", "value", "2", "7"),
        ("note", "value", "Sequence ID 2 and 3", "Sequence ID 7 and 8"),
        ("note", "non_english", "SEQ ID No. 2 und 3", "SEQ ID No. 7 und 8"),
    ]
    new, told = follow(sequence, {3: 8}.get)
    assert [one.name for one in new.features[1].qualifiers] == ["protein_id", "note"]
    assert new.features[1].qualifiers[1].value == "Sequence ID 2 and 8"
    assert [(one.name, one.after, one.gone) for one in told] == [
        ("protein_id", None, ()),
        ("note", "Sequence ID 2 and 8", (2,)),
        ("note", "SEQ ID No. 2 und 8", (2,)),
        ("translation", None, ()),
    ]


def test_broken_ranges() -> None:
    text = "SEQ ID NOs: 3 to 5, and SEQ ID NO: 9"
    assert broken_ranges(text, lambda old: old + 4) == []
    assert broken_ranges(text, {3: 3, 4: 5, 5: 4, 9: 9}.get) == [(3, 5)]
    assert broken_ranges(text, {3: 5, 4: 4, 5: 3}.get) == [(3, 5)]
    assert broken_ranges(text, {3: 3, 4: 9, 5: 4}.get) == [(3, 5)]
    assert broken_ranges(text, {3: 3, 4: 4}.get) == []


@given(st.text("seqSEQ idID noNO:.,0123456789-to", max_size=60))
def test_what_cites_is_never_screened_out(text: str) -> None:
    if cited(text):
        assert may_cite(text)
        assert refers([Qualifier("note", text)])
        assert refers([Qualifier("note", None, text)])
