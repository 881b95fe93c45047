"""What the pages of the rules on texts cannot show: ledgers that merge, texts of any kind."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from seqtool.rules import catalogue, wording
from seqtool.rules.core import as_faults
from seqtool.rules.ledgers_texts import ODD_IDS, Ids, Languages, Spot
from seqtool.rules.texts import ids as id_rules
from seqtool.rules.texts import wording as text_rules
from seqtool.rules.vocabulary_texts import Text, plain
from seqtool.spec.characters import basic_latin

FACTS = st.lists(
    st.tuples(
        st.one_of(st.integers(1, 12), st.sampled_from([1 << 40, 1 << 41, "q01", "q02"])),
        st.one_of(st.integers(0, 3), st.just(70_000)),
    ),
    max_size=30,
)


def filled(facts: list[tuple[int | str, int]]) -> Ids:
    ledger = Ids()
    for position, (payload, feature) in enumerate(facts, 1):
        ledger.add(position, feature, None, ((position % 3, payload),))
    return ledger


@given(FACTS, st.integers(0, 30))
def test_ids_merge_as_if_added_in_order(facts: list[tuple[int | str, int]], cut: int) -> None:
    whole = filled(facts)
    first, second = filled(facts[:cut]), Ids()
    for position, (payload, feature) in enumerate(facts[cut:], 1):
        second.add(position, feature, None, (((position + min(cut, len(facts))) % 3, payload),))
    first.merge(pickle.loads(pickle.dumps(second)), min(cut, len(facts)))
    assert first.repeated() == whole.repeated()
    assert first.highest == whole.highest
    expected = [
        (payload if isinstance(payload, str) else f"q{payload}", Spot(n + 1, feature, (n + 1) % 3))
        for n, (payload, feature) in enumerate(facts)
        if payload in [other for other, _ in facts[:n]]
    ]
    assert sorted(whole.repeated()) == sorted(expected)


def test_rising_ids_are_not_compared_and_take_16_bytes() -> None:
    ledger = Ids()
    for number in range(1, 1001):
        ledger.add(number, 0, None, ((2, number),))
    assert ledger.rising
    assert ledger.repeated() == []
    assert sum(a.itemsize for a in (ledger.numbers, ledger.positions, ledger.places)) == 16


def test_odd_ids_are_bounded() -> None:
    ledger = Ids()
    for number in range(ODD_IDS + 5):
        ledger.add(1, 0, None, ((0, f"q0{number}"),))
    assert len(ledger.odd) == ODD_IDS


def test_each_repeated_id_is_offered_another_free_one() -> None:
    ledger = Ids()
    for payload in (1, 7, 1, 1, "q01", "q01"):
        ledger.add(1, 0, None, ((0, payload),))
    offered = [f.args["free"] for f in id_rules.id_repeated(ledger)]
    assert offered == ["q8", "q9", "q10"]


NUMBERS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)), max_size=12)


@given(NUMBERS, st.integers(0, 12))
def test_languages_merge_as_if_added_in_order(numbers: list[tuple[int, int, int]], cut: int) -> None:
    whole, first, second = Languages(), Languages(), Languages()
    cut = min(cut, len(numbers))
    for position, payload in enumerate(numbers, 1):
        whole.add(position, 1, 4, payload)
        part, place = (first, position) if position <= cut else (second, position - cut)
        part.add(place, 1, 4, payload)
    first.merge(second, cut)
    assert vars(first) == vars(whole)


@given(st.text(), st.sampled_from(["note", "translation"]))
def test_no_text_crashes_a_rule(text: str, name: str) -> None:
    rules = [rule for rule in catalogue().values() if rule.module == text_rules.__name__]
    assert len(rules) >= 10
    for rule in rules:
        assert rule.check is not None
        assert rule.reads in (("odd_texts",), ("odd_translations",))
        for found in as_faults(rule.check((Text(3, name, text),))):
            assert rule.reads == ("odd_translations",) or not plain(text)
            assert found.qualifier == 3
            assert found.fix is None or found.fix.edits[0].value != text
    id_rules.id_malformed((Text(0, name, text),))
    id_rules.id_leading_zeros((Text(0, name, text),))
    id_rules.used_ids((Text(0, name, text),))


@given(st.text())
def test_a_proposed_latin_form_is_basic_latin(text: str) -> None:
    proposed = wording.in_basic_latin(text)
    assert proposed is None or basic_latin(proposed)


@given(st.text(st.characters(min_codepoint=0xA0, max_codepoint=0x2FF), min_size=1))
def test_text_read_in_the_wrong_encoding_is_repaired(text: str) -> None:
    assert wording.repaired(text.encode().decode("latin-1")) == text
