"""Residues are a text in pieces: whatever the pieces, they behave as the text."""

from __future__ import annotations

import pickle

from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import Residues
from seqtool.model.residues import CHUNK

PIECES = st.lists(st.text("acgtn", max_size=12), max_size=8)


@given(PIECES, st.integers(-5, 60), st.integers(-5, 60))
def test_pieces_are_the_text(pieces: list[str], start: int, end: int) -> None:
    text = "".join(pieces)
    made = Residues.from_chunks(pieces)
    assert made.text == text
    assert len(made) == made.length == len(text)
    assert "".join(made) == text
    assert "" not in made.chunks
    low, high = max(0, start), max(0, end)
    assert made.slice(low, high) == text[low:high]


@given(PIECES, PIECES)
def test_equal_texts_are_equal_however_cut(one: list[str], other: list[str]) -> None:
    same = "".join(one) == "".join(other)
    a, b = Residues.from_chunks(one), Residues.from_chunks(other)
    assert (a == b) is same
    whole = Residues("".join(one))
    assert whole == a
    assert hash(whole) == hash(a)


def test_long_text_is_cut_and_read_across_the_cuts() -> None:
    text = "".join("acgt"[n % 4] if n % 7 else "n" for n in range(2 * CHUNK + 11))
    made = Residues(text)
    assert [len(chunk) for chunk in made.chunks] == [CHUNK, CHUNK, 11]
    for start, end in (
        (0, 5),
        (CHUNK - 3, CHUNK + 3),
        (CHUNK, 2 * CHUNK),
        (5, 2 * CHUNK + 11),
        (2 * CHUNK, 10**9),
    ):
        assert made.slice(start, end) == text[start:end]
    assert made.slice(7, 7) == made.slice(9, 3) == ""
    assert made.text == text


def test_travels_between_processes() -> None:
    made = Residues.from_chunks(["acgt", "nn"])
    again = pickle.loads(pickle.dumps(made))
    assert again == made
    assert again.chunks == made.chunks


def test_shown_short_and_compared_with_its_like_only() -> None:
    shown = repr(Residues("acgt" * 100))
    assert "length=400" in shown
    assert len(shown) < 80
    assert Residues("acgt") != "acgt"
    assert Residues() == Residues("") == Residues.from_chunks(["", ""])


@given(st.text("acgtn", max_size=30), st.integers(0, 30), st.integers(0, 30), st.text("acgtnrN", max_size=5))
def test_what_was_counted_stays_known(text: str, start: int, end: int, new: str) -> None:
    made = Residues(text)
    made.unknown = text.count("n")
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    after = made.replace(start, end, new)
    plain = set(new) <= set("acgtn")
    assert after.unknown == (after.text.count("n") if plain else None)
