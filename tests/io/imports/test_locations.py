"""Locations of INSDC turned into legal ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc.location import read_location
from seqtool.io.imports.locations import convert


@pytest.mark.parametrize(
    "text",
    [
        "1..100",
        "5",
        "<1..>100",
        "complement(join(1..5,7..9))",
        "join(980..1000,1..20)",
        "5^6",
        "order(1..3,8)",
    ],
)
def test_legal_ones_stay_as_written(text: str) -> None:
    found = convert(text, 1000)
    assert (found.text, found.changes) == (text, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(1.5)..10", "1..10"),
        ("10..(20.25)", "10..25"),
        ("<(1.5)..10", "<1..10"),
        ("one-of(10,20)..30", "10..30"),
        ("1..one-of(10,20)", "1..20"),
        ("5.10", "5..10"),
        ("(5.10)", "5..10"),
        ("one-of(5,10)", "5..10"),
        ("order(1..5,one-of(7,9))", "order(1..5,7..9)"),
        ("1^100", "100^1"),
        ("<1..46>", "<1..>46"),
        ("join(<1..9,20..46>)", "join(<1..9,20..>46)"),
        ("10..10", "10"),
        ("5^6", "5^6"),
        ("5^9", "5..9"),
        ("join(5..9)", "5..9"),
        ("bond(5,9)", "order(5,9)"),
        ("join(1..5,order(7..9,11..12))", "order(1..5,7..9,11..12)"),
        ("join(1..5,join(7..9,11..12))", "join(1..5,7..9,11..12)"),
        ("complement(complement(5..9))", "5..9"),
        ("join(1..5,complement(join(7..9,11..12)))", "join(1..5,complement(11..12),complement(7..9))"),
        ("join(J00194.1:1..5,7..9)", "7..9"),
        ("join(1..5,gap(100),7..9)", "join(1..5,7..9)"),
        ("join(1..5,7^8,9..10)", "join(1..5,9..10)"),
        (">5..10", "5..10"),
        ("join(1..5,7..9", "join(1..5,7..9)"),
    ],
)
def test_nearest_legal_one(text: str, expected: str) -> None:
    found = convert(text, 100)
    assert found.text == expected
    assert (text == expected) == (not found.changes)
    assert not read_location(found.text, protein=False).issues


def test_across_the_origin_of_a_circle() -> None:
    assert convert("90..10", 100, circular=True).text == "join(90..100,1..10)"
    assert convert("100..1", 100, circular=True).text == "join(100,1)"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("90..10", "not circular"),
        ("5..101", "beyond the last residue"),
        ("J00194.1:1..5", "another record"),
        ("", "empty"),
        ("-2..5", "before the first residue"),
        ("1*5", "no meaning"),
        ("1-5", "no meaning"),
        ("0..5", "no residue 0"),
        ("frob(1..5)", "no operator"),
        ("join(1..5;7)", "no meaning"),
        ("5..", "missing"),
        ("join(" * 60 + "1..5", "nested"),
    ],
)
def test_none_and_why(text: str, why: str) -> None:
    found = convert(text, 100)
    assert found.tree is None
    assert why in found.changes[0]


_WORDS = st.sampled_from(
    ["join(", "order(", "complement(", "one-of(", "bond(", "gap(", "(", ")", ",", "..", ".", "^", "<", ">", "1", "7", "30", "X1.2:"]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=14).map("".join), st.booleans())
def test_whatever_comes_is_legal_or_refused(text: str, circular: bool) -> None:
    found = convert(text, 30, circular=circular)
    if found.tree is not None:
        assert not read_location(found.text, protein=False).issues
        assert found.tree.high <= 30
    else:
        assert found.changes


@given(st.text(max_size=30))
def test_no_text_crashes_it(text: str) -> None:
    convert(text, 30)
