"""Ledgers of citations and of sequences inside values: parts merge to the whole; the readers of texts."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import Residues
from seqtool.rules import ledgers_mentions
from seqtool.rules.ledgers_mentions import Cited, Contained
from seqtool.rules.links.duplicates import parts
from seqtool.spec.citations import citations

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=3).map(tuple)


@given(st.lists(st.none() | PAIRS, max_size=12), st.integers(0, 12))
def test_mentions_merge(payloads: list[tuple[tuple[int, int], ...] | None], cut: int) -> None:
    cut = min(cut, len(payloads))

    def filled(start: int, end: int) -> Cited:
        made = Cited()
        for position, payload in enumerate(payloads[start:end], 1):
            if payload is not None:
                made.add(position, 1, 2, payload)
        return made

    whole, first = filled(0, len(payloads)), filled(0, cut)
    first.merge(pickle.loads(pickle.dumps(filled(cut, len(payloads)))), cut)
    assert list(first) == list(whole)


@given(st.lists(st.text("acgt", min_size=1, max_size=6), max_size=8), st.integers(0, 8))
def test_contained_merges_within_its_budget(texts: list[str], cut: int) -> None:
    cut = min(cut, len(texts))

    def filled(some: list[str]) -> Contained:
        made = Contained()
        for position, text in enumerate(some, 1):
            made.add(position, None, None, Residues(text))
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledgers_mentions, "BUDGET", 15)
        whole, first = filled(texts), filled(texts[:cut])
        first.merge(pickle.loads(pickle.dumps(filled(texts[cut:]))), cut)
        assert (first.total, first.texts) == (whole.total, whole.texts)


@given(st.lists(st.text("acgt", min_size=10, max_size=24), max_size=6))
def test_parts_are_those_that_a_plain_search_finds(listed: list[str]) -> None:
    texts = dict(enumerate([*listed, *(t[2:13] for t in listed if len(t) > 13)], 1))
    wanted = {
        p: sum(len(other) > len(text) and text in other for other in texts.values())
        for p, text in texts.items()
    }
    assert {p: n for p, (_, _, n) in parts(texts).items()} == {p: n for p, n in wanted.items() if n}


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("SEQ ID NO: 12", [(12, 12)]),
        ("SEQ ID NOs: 3-5 and 7", [(3, 5), (7, 7)]),
        ("SEQ ID No.12", [(12, 12)]),
        ("seq. id. no 4", [(4, 4)]),
        ("SEQ ID NOS 1, 2, and 3", [(1, 1), (2, 2), (3, 3)]),
        ("SEQ ID NO: 3, 5 residues", [(3, 3)]),
        ("SEQ ID Nr. 5 und 6", [(5, 5), (6, 6)]),
        ("SEQ ID NO: 7 of WO 2012/123456", []),
        ("SEQ ID NO: 999999999999", []),
        ("sequences identical to 3", []),
    ],
)
def test_spellings(text: str, ranges: list[tuple[int, int]]) -> None:
    assert citations(text) == ranges


@given(st.text("SEQ IDNOseqidno:.-,and 0123456789of", max_size=80) | st.text(max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(first <= last for first, last in citations(text))
