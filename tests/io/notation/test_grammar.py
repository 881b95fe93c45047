"""Any text at all: no crash, places inside the text, lawful results; and what is printed is read again."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_notation import TABLE, formula, lines, oligo, peptide

from seqtool.insdc.alphabet import is_clean
from seqtool.io.notation import Parsed, looks_like_notation, print_oligo
from seqtool.io.notation.parsed import ParsedSequence

CHOICES: dict[str, st.SearchStrategy[Any]] = {
    "moltype": st.sampled_from([None, "DNA", "RNA"]),
    "case": st.sampled_from([None, "fold"]),
    "gaps": st.sampled_from([None, "close", "split", "unknown-n"]),
    "uracil": st.sampled_from([None, "t", "modified"]),
    "direction": st.sampled_from([None, "reverse", "as-written"]),
    "lower_nt": st.sampled_from([None, "dna", "2-o-methyl"]),
    "upper_nt": st.sampled_from([None, "dna", "rna", "lna"]),
    "marks": st.sampled_from([None, "before", "after", "each"]),
    "thymine": st.sampled_from([None, "deoxy", "modified"]),
    "lower_aa": st.sampled_from([None, "d"]),
    "leading_h": st.sampled_from([None, "terminus", "his"]),
    "members": st.sampled_from([None, "all"]),
    "post_translational": st.booleans(),
}
PIECES = st.sampled_from(
    [*TABLE.oligo, *TABLE.peptide, *"ACGTUNacgtun()[]{}/-*;, +'0123456789", "5'-", "-3'", "; all linkages PS", "all U are ", "n=1-5", "X1",
     "(Disulfide bridge: 1-2)", "cyclo(", "-OH", "H-", "D-", "Ala", "\u03a8", "\u2032", "; X1=A"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map("".join),
    st.text(alphabet="ACGTUmfdrs*[]()-/n123;= ", max_size=60),
    st.text(alphabet="ACDEFGHX/[]{}()-123n,;= ", max_size=60),
)


def _lawful(text: str, parsed: Parsed) -> None:
    for problem in parsed.errors:
        assert 1 <= problem.position <= len(text) + 1
        assert problem.text
    assert not (parsed.sequences and (parsed.errors or parsed.questions))
    assert parsed.sequences or parsed.errors or parsed.questions
    for made in parsed.sequences:
        assert made.residues
        assert is_clean(made.residues, made.moltype == "AA")
        for feature in made.features:
            numbers = _numbers(feature.location)
            assert 1 <= min(numbers) <= max(numbers) <= len(made.residues)
            assert all(q.value is None or all(" " <= c <= "~" for c in q.value) for q in feature.qualifiers)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.fixed_dictionaries(CHOICES))
def test_no_text_crashes(text: str, choices: dict[str, Any]) -> None:
    _lawful(text, oligo(text, **choices))
    _lawful(text, peptide(text, **choices))
    others = {name: value for name, value in choices.items() if name != "moltype"}
    for moltype in ("AA", "DNA", None):
        _lawful(text, formula(text, moltype, **others))
    assert looks_like_notation(text) in ("oligo", "peptide", "formula", None)


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000, "(" * 20_000 + "A" + ")" * 20_000, "K(" * 5_000 + "A" + ")" * 5_000, "/" * 9_999, ";" * 20_000, "\n" * 20_000 + "A",
     "-" * 20_000 + "A", "A-C" * 5_000, "X1" * 5_000, "CC; disulfide " + "1-2 " * 5_000, "A" * 10 + "; all C are x" * 2_000, "m" * 20_000,
     "(((A)999999)999999)999999", "[A][C]" * 3_000, ", all " * 5_000]
)  # fmt: skip
def test_long_and_deep_texts(text: str) -> None:
    choices = {"upper_nt": "rna", "lower_nt": "dna", "lower_aa": "d", "gaps": "close"}
    _lawful(text, oligo(text, **choices))
    _lawful(text, peptide(text, **choices))
    _lawful(text, formula(text, "AA", **choices))
    looks_like_notation(text)


RESIDUES = sorted(
    {
        (text, symbol.letter, symbol.name, symbol.sugar)
        for text, found in TABLE.oligo.items()
        for symbol in found
        if symbol.kind == "residue" and symbol.sugar != "same"
    }
)
BONDS = ["", "*", "s", "(ps)", "[mp]", "{PS2}"]


def _facts(made: ParsedSequence) -> list[str]:
    return lines(Parsed((made,)))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(RESIDUES), st.sampled_from(BONDS)), min_size=1, max_size=30))
def test_what_is_printed_is_read_again(molecule: list[tuple[tuple[str, str, str, str], str]]) -> None:
    *inner, ((last, *_), _) = molecule
    text = "".join(f"[{symbol}]{bond}" for (symbol, *_), bond in inner) + f"({last})"
    parsed = oligo(text, moltype="DNA")
    assert not parsed.errors
    assert not parsed.questions
    [made] = parsed.sequences
    assert made.residues == "".join(letter.replace("u", "t") for (_, letter, _, _), _ in molecule)
    described = {n for f in made.features if f.key == "modified_base" for n in _numbers(f.location)}
    bonded = {i for i, (_, bond) in enumerate(inner, 1) if bond}
    assert described >= bonded | {i for i, ((_, _, name, _), _) in enumerate(molecule, 1) if name}
    printed = print_oligo(made, TABLE)
    assert printed is not None
    [again] = oligo(printed, moltype=made.moltype).sequences
    assert _facts(again) == _facts(made)
    assert print_oligo(again, TABLE) == printed


def _numbers(location: str) -> list[int]:
    found: list[int] = []
    for part in location.removeprefix("order(").removesuffix(")").split(","):
        first, _, last = part.partition("..")
        found += range(int(first), int(last or first) + 1)
    return found


CODES = ["Ala", "D-Ala", "Nle", "Aib", "Orn", "D-Phe", "Lys", "Gly", "Sar", "D-Nle", "pSer", "Cys"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CODES), min_size=1, max_size=20), st.booleans(), st.booleans())
def test_peptides_keep_their_length(codes: list[str], acetyl: bool, amide: bool) -> None:
    [made] = peptide("Ac-" * acetyl + "-".join(codes) + "-NH2" * amide).sequences
    assert len(made.residues) == len(codes)
    for number, code in enumerate(codes, 1):
        notes = {q.value for f in made.features if number in _numbers(f.location) for q in f.qualifiers}
        if code.startswith("D-"):
            assert any(note and note.startswith("D-") for note in notes)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ADEGKL", min_size=1, max_size=6), st.integers(0, 5), st.integers(0, 5))
def test_repeats(unit: str, low: int, more: int) -> None:
    high = low + more
    parsed = formula(f"W({unit})n, n={low}-{high}", members="all")
    if not high:
        return
    made = parsed.sequences[0]
    assert made.residues == "W" + unit * high
    members = {s.residues for s in parsed.sequences}
    assert members >= {"W" + unit * n for n in range(low, high + 1) if n * len(unit) >= 3}
