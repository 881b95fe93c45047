from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.spec.characters import Change, basic_latin, outside, replace, table


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("α-helix of the 5′-UTR", "alpha-helix of the 5'-UTR"),
        ("10⁶ cells, ¹²⁵I, Ca²⁺, H₂O", "10^6 cells, ^125I, Ca^2+, H2O"),
        ("²x", "^2x"),
        ("5½ µg, 5 μg, μ-opioid", "5 1/2 ug, 5 ug, mu-opioid"),
        ("37 °C – “x” ≥ 5 ± 1 … ×", '37 deg C - "x" >= 5 +/- 1 ... x'),
        ("a\u00a0b\u200bc\u3000ＤＥ", "a bc DE"),
        ("cafe\u0301 café ﬁn Straße", "cafe cafe fin Strasse"),
        ("plain 'text' ~", "plain 'text' ~"),
    ],
)
def test_replaced(old: str, new: str) -> None:
    assert replace(old)[0] == new


def test_changes_are_told_and_the_unknown_stays() -> None:
    text, changes = replace("α 配列 β")
    assert text == "alpha 配列 beta"
    assert changes == [Change(0, "α", "alpha"), Change(5, "β", "beta")]
    assert outside(text) == ["配", "列"]


def test_the_whole_greek_alphabet_has_rows() -> None:
    letters = [chr(c) for c in (*range(0x391, 0x3CA),) if c != 0x3A2]
    assert not [c for c in letters if c not in table()]


@given(st.text())
def test_nothing_is_lost_and_it_is_idempotent(text: str) -> None:
    new, changes = replace(text)
    assert replace(new) == (new, [])
    assert set(outside(new)) == set(outside(text)) - {c.old for c in changes} - {"\u03bc"} or changes
    assert all(text[c.place : c.place + len(c.old)] == c.old and basic_latin(c.new) for c in changes)
    assert new.count("?") == text.count("?") + sum(c.new.count("?") for c in changes)
