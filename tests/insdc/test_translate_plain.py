"""Translation without a step for each codon."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seqtool.insdc.codes import genetic_codes
from seqtool.insdc.translate import translate_plain

CODES = genetic_codes()


@given(st.text("acgt", min_size=3, max_size=300), st.sampled_from(CODES))
def test_every_codon_is_that_of_the_table(text: str, code: object) -> None:
    text = text[: len(text) - len(text) % 3]
    expected = "".join(code.residues[text[i : i + 3]] for i in range(0, len(text), 3))  # type: ignore[attr-defined]
    assert translate_plain(text.encode(), code) == expected.encode()  # type: ignore[arg-type]


@given(st.binary(max_size=30), st.sampled_from(CODES))
def test_anything_else_is_left_to_the_full_translation(data: bytes, code: object) -> None:
    made = translate_plain(data, code)  # type: ignore[arg-type]
    plain = len(data) > 0 and len(data) % 3 == 0 and set(data) <= set(b"acgt")
    assert (made is not None) == plain
