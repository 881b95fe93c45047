"""The ledger of all sequences: parts merge to the whole, look-ups, size."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import Residues
from seqtool.rules import ledgers_sequences
from seqtool.rules.digests import residues_digest, reverse_digest, text_digest
from seqtool.rules.ledgers_sequences import AA, DNA, ENOUGH, KNOWN, SKIPPED, SOUND, Entries, EntryFacts
from seqtool.rules.numbers import Numbers, Run

FACTS = st.builds(
    EntryFacts,
    st.integers(0, 12),
    st.sampled_from([KNOWN | DNA | SOUND | ENOUGH, KNOWN | SKIPPED, KNOWN | AA]),
    st.integers(0, 5),
    st.integers(0, 5),
    st.sampled_from(["", "Homo sapiens", "Mus musculus", "synthetic construct", "Canis lupus"]),
)


def filled(facts: list[EntryFacts | None]) -> Entries:
    made = Entries()
    for position, payload in enumerate(facts, 1):
        if payload is not None:
            made.add(position, None, None, payload)
    return made


def state(entries: Entries) -> object:
    return list(entries.rows()), list(entries.numbers.runs()), entries._names


@given(st.lists(st.none() | FACTS, max_size=20), st.integers(0, 20))
def test_parts_merge_to_the_whole(facts: list[EntryFacts | None], cut: int) -> None:
    cut = min(cut, len(facts))
    first = filled(facts[:cut])
    first.merge(pickle.loads(pickle.dumps(filled(facts[cut:]))), cut)
    assert state(first) == state(filled(facts))


def test_table_of_names_is_bounded_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [EntryFacts(i, KNOWN, 0, 0, f"Organism {i % 7}") for i in range(1, 30)]
    monkeypatch.setattr(ledgers_sequences, "MOST_NAMES", 4)
    first = filled(list(facts[:3]))
    first.merge(filled(list(facts[3:])), 3)
    assert state(first) == state(filled(list(facts)))
    sixth = first.at(6)
    assert sixth
    assert (sixth.organism, sixth.organism_digest) == (None, text_digest("Organism 6"))


@given(st.lists(st.integers(0, 9), max_size=25))
def test_numbers(numbers: list[int]) -> None:
    made = Numbers()
    for position, number in enumerate(numbers, 1):
        made.add(position, number)
    assert [made.number(p) for p in range(1, len(numbers) + 1)] == numbers
    for number in range(1, 11):
        position = made.position(number)
        assert (position > 0) == (number in numbers)
        if position:
            assert numbers[position - 1] == number


def test_consecutive_numbers_take_one_run() -> None:
    made = Numbers()
    for position in range(1, 1001):
        made.add(position, position)
    assert list(made.runs()) == [Run(1, 1, 1000)]


def test_look_up() -> None:
    made = filled(
        [
            EntryFacts(3, KNOWN | DNA | SOUND | ENOUGH, 7, 8, "Homo sapiens"),
            EntryFacts(4, KNOWN | SKIPPED, 0, 0, ""),
        ]
    )
    found = made.of(3)
    assert found
    assert (found.moltype, found.enough, found.organism) == ("DNA", True, "Homo sapiens")
    skipped = made.of(4)
    assert skipped
    assert (skipped.skipped, skipped.moltype) == (True, "")
    assert made.of(5) is None
    assert made.find([7, 0, 9]) == {7: [1]}


@given(st.text("acgtn", max_size=40), st.integers(1, 7))
def test_digests_do_not_depend_on_chunks(text: str, size: int) -> None:
    pieces = Residues.from_chunks(text[i : i + size] for i in range(0, len(text), size))
    assert residues_digest(pieces) == residues_digest(Residues(text)) == text_digest(text)
    assert reverse_digest(pieces) == reverse_digest(Residues(text))
