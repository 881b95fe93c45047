"""The letters under the bases."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool.insdc.location import spans
from seqtool.insdc.location_reader import parse_location
from seqtool.insdc.translate import translate
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.report.listing.blocks import blocks, left_out, lines, stretches
from seqtool.report.listing.coding import Rows, codings
from seqtool.report.listing.items import Limits

BASES = "".join(random.Random(7).choice("acgt") for _ in range(600))


def sequence(location: str, residues: str = BASES, **qualifiers: str) -> Sequence:
    made = tuple(Qualifier(name, value) for name, value in qualifiers.items())
    return Sequence("DNA", Residues(residues), (Feature("CDS", location, made),))


def written(given: Sequence) -> list[tuple[int, str]]:
    """Position (1-based) and letter of everything written under the bases."""
    rows, found = Rows(codings(given)), []
    for start, text in lines(given.residues, 0, given.residues.length):
        for _, _, letters in rows.at(start, len(text)):
            found += [(start + at + 1, letter) for at, letter in enumerate(letters) if letter != " "]
    return found


@pytest.mark.parametrize(
    ("location", "frame"),
    [
        ("1..300", 1),
        ("2..300", 2),
        ("join(10..50,100..200,350..400)", 3),
        ("complement(join(10..51,75..500))", 1),
    ],
)
def test_each_letter_stands_under_the_middle_of_its_codon(location: str, frame: int) -> None:
    given = sequence(location, codon_start=str(frame))
    made = translate(parse_location(location, protein=False), BASES, codon_start=frame)  # type: ignore[arg-type]
    wanted = [(made.positions(n)[1], letter) for n, letter in enumerate(made.protein, 1)]
    assert sorted(written(given))[:: 1 if made.spans[0][2] == 1 else -1][: len(wanted)] == wanted


@settings(max_examples=60)
@given(
    st.lists(st.integers(1, 590), min_size=2, max_size=8, unique=True).map(sorted),
    st.booleans(),
    st.sampled_from([1, 2, 3]),
)
def test_all_letters_are_there_once(cuts: list[int], reverse: bool, frame: int) -> None:
    pairs = [f"{a}..{b}" for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    location = f"join({','.join(pairs)})" if len(pairs) > 1 else pairs[0]
    location = f"complement({location})" if reverse else location
    given = sequence(location, codon_start=str(frame))
    coding = codings(given)[0]
    assert coding.translation is not None
    letters = [letter for _, letter in sorted(written(given))]
    order = letters[::-1] if reverse else letters
    assert "".join(order) == coding.letters
    assert spans(parse_location(location, protein=False)) == coding.translation.spans


def test_slippage_writes_a_base_that_is_read_twice_in_two_lines() -> None:
    given = sequence("join(1..31,31..60)")
    rows = list(Rows(codings(given)).at(0, 60))
    assert "".join(letter for _, _, row in rows for letter in row if letter != " ").__len__() == 20


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (sequence("1..700"), "goes beyond the last base, 600"),
        (sequence("nonsense"), "cannot be read"),
        (sequence("1..9", codon_start="4"), "not 1, 2 or 3"),
        (sequence("1..9", transl_table="99"), "no genetic code"),
        (sequence("1..9", transl_table="٣"), "no genetic code"),
        (sequence("1..9", pseudo=""), "pseudogene"),
        (sequence("1..12", "atgaaatggtaa", translation="MKV"), "tgg is W, the listing has V"),
        (sequence("1..12", "atgaaatggtaa", translation="MK"), "the coding sequence goes on with tgg"),
        (sequence("1..12", "atgaaatggtaa", translation="MKWV"), "where the coding sequence ends"),
        (sequence("1..12", "atgtaatggtaa"), "stop inside"),
        (sequence("1..11", "atgaaatggta"), "2 bases at the end"),
        (sequence(f"join({','.join(['1..600'] * 60_000)})"), "too long"),
    ],
)
def test_remarks(given: Sequence, words: str) -> None:
    assert words in codings(given)[0].remark


def test_the_letters_of_the_listing_are_shown_where_they_agree() -> None:
    assert codings(sequence("1..9", "gtgaaataa", transl_table="11", translation="MK"))[0].letters == "MK*"
    assert codings(sequence("1..9", "GTGAAATAA", transl_table="11"))[0].letters == "MK*"
    assert codings(Sequence("AA", Residues("MK"), (Feature("CDS", "1..2"),))) == []


def test_long_sequences_are_cut_at_lines() -> None:
    limits = Limits(residues=1000, first=130, last=100)
    assert stretches(1000, limits) == [(0, 1000)]
    assert stretches(0, limits) == []
    assert stretches(5001, limits) == [(0, 120), (4860, 5001)]
    assert left_out(5001, limits) == 4740
    assert stretches(5001, Limits()) == [(0, 5001)]


def test_odd_residues_keep_their_places() -> None:
    assert list(lines(Residues("a\u202e\nc日"), 0, 5)) == [(0, "a\ufffd\ufffdc日")]
    assert blocks("a" * 25) == f"{'a' * 10} {'a' * 10} {'a' * 5}"
