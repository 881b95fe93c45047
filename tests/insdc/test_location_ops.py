"""Operations on locations: spans, ends, cutting out, moving, turning round."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc import location as loc
from seqtool.insdc.alphabet import reverse_complement as other_strand

SEQUENCE = "aacgtgtaccrtgkacnttgacca"


def tree(text: str) -> loc.Location:
    return loc.parse_location(text, protein=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5", [(5, 5, 1)]),
        ("<5..>9", [(5, 9, 1)]),
        ("5^6", []),
        ("join(1..2,4)", [(1, 2, 1), (4, 4, 1)]),
        ("join(980..1000,1..20)", [(980, 1000, 1), (1, 20, 1)]),
        ("complement(join(1..2,4..5))", [(4, 5, -1), (1, 2, -1)]),
        ("join(complement(4..5),complement(1..2))", [(4, 5, -1), (1, 2, -1)]),
        ("join(1..2,complement(7..9))", [(1, 2, 1), (7, 9, -1)]),
        ("complement(join(complement(1..5),8))", [(8, 8, -1), (1, 5, 1)]),
    ],
)
def test_spans_follow_the_product(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert list(loc.spans(tree(text))) == expected
    assert loc.length(tree(text)) == sum(high - low + 1 for low, high, _ in expected)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("5..9", False, False),
        ("<5..9", True, False),
        ("5..>9", False, True),
        ("<5", True, False),
        (">5", False, True),
        ("5^6", False, False),
        ("complement(<5..9)", False, True),
        ("complement(5..>9)", True, False),
        ("complement(>5)", True, False),
        ("join(<1..5,7..9)", True, False),
        ("join(1..>5,7..9)", False, False),
        ("complement(join(1..5,7..>9))", True, False),
        ("join(complement(7..>9),complement(<1..5))", True, True),
        ("order(1..5,complement(<7..9))", False, True),
    ],
)
def test_partial_ends_are_those_of_the_product(text: str, start: bool, end: bool) -> None:
    assert loc.partial_start(tree(text)) is start
    assert loc.partial_end(tree(text)) is end


class Chunks:
    """Residues that are no str."""

    def slice(self, start: int, end: int) -> str:
        return SEQUENCE[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1..4", "aacg"),
        ("complement(1..4)", "cgtt"),
        ("join(1..2,11..12)", "aart"),
        ("complement(join(1..2,11..12))", "aytt"),
        ("join(22..24,1..3)", "ccaaac"),
        ("join(1..3,3..5)", "aaccgt"),
        ("join(4,complement(4))", "gc"),
        ("5^6", ""),
    ],
)
def test_extract(text: str, expected: str) -> None:
    assert loc.extract(tree(text), SEQUENCE) == expected
    assert loc.extract(tree(text), Chunks()) == expected


def test_extract_beyond_the_end() -> None:
    for residues in (SEQUENCE, Chunks()):
        with pytest.raises(ValueError, match=r"20\.\.25"):
            loc.extract(tree("20..25"), residues)


def test_shift() -> None:
    assert loc.shift(tree("complement(join(<5..9,12))"), 10).text == "complement(join(<15..19,22))"
    assert loc.shift(tree("order(5,8)"), -4).text == "order(1,4)"
    assert loc.shift(tree("5^6"), 2).text == "7^8"
    assert loc.shift(tree("9^1"), 0).text == "9^1"
    with pytest.raises(ValueError, match="cannot be moved"):
        loc.shift(tree("9^1"), 3)
    with pytest.raises(ValueError, match="cannot be moved"):
        loc.shift(tree("5..9"), -5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1..4", "complement(21..24)"),
        ("<1..4", "complement(21..>24)"),
        (">4", "complement(<21)"),
        ("complement(5..>9)", "<16..20"),
        ("5^6", "complement(19^20)"),
        ("24^1", "complement(24^1)"),
        ("join(1..2,4..5)", "complement(join(20..21,23..24))"),
        ("complement(join(1..2,4..5))", "join(20..21,23..24)"),
        ("join(complement(4..5),complement(1..2))", "join(20..21,23..24)"),
        ("join(1..2,complement(4..5))", "join(complement(23..24),20..21)"),
    ],
)
def test_reverse_complement(text: str, expected: str) -> None:
    assert loc.reverse_complement(tree(text), 24).text == expected


def test_reverse_complement_beyond_the_end() -> None:
    with pytest.raises(ValueError, match="beyond the last residue 24"):
        loc.reverse_complement(tree("20..25"), 24)


def test_nodes_tell_their_operands() -> None:
    assert tree("5").operands == tree("5..6").operands == tree("5^6").operands == ()
    joined = tree("complement(join(7..9,2))")
    assert [part.text for part in joined.operands] == ["join(7..9,2)"]
    assert (joined.low, joined.high) == (2, 9)
    site = tree("9^1")
    assert (site.low, site.high) == (1, 9)


def leaves(highest: int) -> st.SearchStrategy[Any]:
    def leaf(ends: tuple[int, int], marks: tuple[bool, bool]) -> loc.Location:
        low, high = sorted(ends)
        if low == high:
            return loc.Single(loc.Position(low, "<" if marks[0] else ">" if marks[1] else ""))
        return loc.Span(
            loc.Position(low, "<" if marks[0] else ""), loc.Position(high, ">" if marks[1] else "")
        )

    number = st.integers(1, highest)
    return st.builds(leaf, st.tuples(number, number), st.tuples(st.booleans(), st.booleans()))


LEAVES = leaves(len(SEQUENCE))
JOINS = st.lists(st.one_of(LEAVES, LEAVES.map(loc.Complement)), min_size=2, max_size=4).map(
    lambda parts: loc.Join(tuple(parts))
)
TREES = st.one_of(LEAVES, LEAVES.map(loc.Complement), JOINS, JOINS.map(loc.Complement))


@given(TREES)
def test_turning_a_sequence_round_keeps_the_product(location: loc.Location) -> None:
    turned = loc.reverse_complement(location, len(SEQUENCE))
    assert loc.parse_location(turned.text, protein=False) == turned
    assert loc.extract(turned, other_strand(SEQUENCE)) == loc.extract(location, SEQUENCE)
    assert loc.partial_start(turned) == loc.partial_start(location)
    assert loc.partial_end(turned) == loc.partial_end(location)
    assert loc.spans(loc.reverse_complement(turned, len(SEQUENCE))) == loc.spans(location)


@given(TREES)
def test_complement_is_the_other_strand_of_the_product(location: loc.Location) -> None:
    assert loc.extract(loc.Complement(location), SEQUENCE) == other_strand(loc.extract(location, SEQUENCE))
    assert loc.partial_start(loc.Complement(location)) == loc.partial_end(location)


@given(TREES, st.integers(0, 50))
def test_shift_moves_the_product_along(location: loc.Location, offset: int) -> None:
    moved = loc.shift(location, offset)
    assert loc.extract(moved, "n" * offset + SEQUENCE) == loc.extract(location, SEQUENCE)
    assert loc.shift(moved, -offset) == location
    assert len(loc.extract(location, SEQUENCE)) == loc.length(location)
