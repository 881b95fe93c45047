"""What is decided about residues, and what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.residues import Judged, judge

LONG = "ACGTTGCAACGTTGCAACGTTGCA"


def decide(text: str, stated: str | None = None, **choices: Any) -> tuple[Judged, list[str], list[str]]:
    asked: list[str] = []
    told: list[str] = []
    found = judge(
        [text.encode()],
        stated,
        Choices(**choices),
        lambda option, _text: asked.append(option.split(" ")[0]),
        lambda reason, _before, _after: told.append(reason),
    )
    return found, asked, told


def pieces(text: str, stated: str | None = None, **choices: Any) -> list[str]:
    found, asked, _ = decide(text, stated, **choices)
    assert not asked
    return ["".join(piece.chunks) for piece in found.pieces]


@pytest.mark.parametrize(
    "text",
    ["DYKDDDDK", "HHHHHH", "GGGGSGGGGS", "GSGSGSGS", "AAAAAAAAAAAAAAAAAAAAAAAA", "ACGTACGT"],
)
def test_letters_of_both_alphabets_are_asked(text: str) -> None:
    found, asked, _ = decide(text)
    assert asked == ["--moltype"]
    assert not found.pieces


@pytest.mark.parametrize("text", ["ACGIACGTACGT", "GGITAYATHGARAAYAAYAARTG", "ACGXACGUACGU"])
def test_inosine_makes_no_protein(text: str) -> None:
    """Primers are written with I; a letter that no nucleotide symbol is does not decide there."""
    assert decide(text)[1] == ["--moltype"]


def test_i_and_x_do_not_keep_a_protein_from_being_one() -> None:
    for text in ("HDHRWKIGA", "MKIGTA", "GIVEQCCTSI"):
        found, asked, _ = decide(text)
        assert (found.moltype, asked) == ("AA", [])


@pytest.mark.parametrize(
    ("text", "moltype"),
    [
        (LONG, "DNA"),
        (LONG.lower() + "nnn", "DNA"),
        (LONG.replace("T", "U"), "RNA"),
        ("MKWVTFISLLFLFSSAYS", "AA"),
        ("EPEPTIDE", "AA"),
    ],
)
def test_clear_ones_are_not(text: str, moltype: str) -> None:
    found, asked, _ = decide(text)
    assert (found.moltype, asked) == (moltype, [])
    assert "".join(found.pieces[0].chunks) == (
        text.upper() if moltype == "AA" else text.lower().replace("u", "t")
    )


def test_inosine_is_no_protein() -> None:
    assert decide("ACGTIACGTACGTACGTACGTACGT")[1] == ["--moltype"]
    assert "inosine" in decide("ACGTIACGTACG", "DNA")[0].refused


@pytest.mark.parametrize(
    ("text", "stated", "option"),
    [
        ("ACGTacgtACGTACGTACGTAA", None, "--case"),
        ("ACG-TAC", "DNA", "--gaps"),
        ("MKL*WVT", "AA", "--stops"),
        ("ACGU", "DNA", "--moltype"),
        ("ACGUT", "RNA", "--uracil"),
        ("3'-ACGTACGT-5'", "DNA", "--direction"),
        ("MetAlaGlyTrp", None, "--three-letter"),
        ("MET-ALA-GLY", "AA", "--three-letter"),
        ("a" * 50 + "n" * 100 + "c" * 50, "DNA", "--gap-runs"),
        # Closed up, these would gain the residues H, O, NLE, AC.
        ("H-AEGTFTSDVSSYLE-OH", None, "--from"),
        ("H-GGGGSGGGGS", None, "--from"),
        ("AEGTFTSDVSSYLE-OH", "AA", "--from"),
        ("GGGS-Nle-GGSWW", None, "--from"),
        ("Ac-AEGTFTSDVSSYLE", "AA", "--from"),
        ("mA*fC*mG*fU*mC*fA*mG*mU*mC*mA", None, "--from"),
        ("mAfCmGfUmCfA", "RNA", "--from"),
    ],
)
def test_what_changes_the_molecule_is_asked(text: str, stated: str | None, option: str) -> None:
    found, asked, _ = decide(text, stated)
    assert asked == [option]
    assert not found.pieces


def test_questions_come_together() -> None:
    assert decide("GS-rsTDaERLkhl-IvTPS-Av-MTPTV", "AA")[1] == ["--case", "--gaps"]
    assert decide("ACg-TAC")[1] == ["--moltype", "--case", "--gaps"]


def test_answers() -> None:
    assert pieces("ACgT", "DNA", case="fold") == ["acgt"]
    assert pieces("AC-GT", "DNA", gaps="close") == ["acgt"]
    assert pieces("AC--GT", "DNA", gaps="split") == ["ac", "gt"]
    assert pieces("AC.GT", "DNA", gaps="unknown-n") == ["acngt"]
    assert pieces("MK-L", "AA", gaps="unknown-n") == ["MKXL"]
    assert pieces("H-MKL", "AA", gaps="close", leading_h="his") == ["HMKL"]
    assert pieces("H-ACGT", "DNA", gaps="close") == ["hacgt"]
    assert pieces("MKL*WVT*", "AA", stops="split") == ["MKL", "WVT"]
    assert pieces("ACGU", "DNA", uracil="t") == ["acgt"]
    assert pieces("3'-ACGTT-5'", "DNA", direction="reverse") == ["ttgca"]
    assert pieces("3'-ACGTT-5'", "DNA", direction="as-written") == ["acgtt"]
    assert pieces("MetAlaGlyTrp", three_letter=True) == ["MAGW"]
    assert pieces("METALAGLY", "AA", three_letter=False) == ["METALAGLY"]
    gap = "a" * 50 + "n" * 100 + "c" * 50
    assert pieces(gap, "DNA", gap_runs="keep") == [gap]
    assert pieces(gap, "DNA", gap_runs="split") == ["a" * 50, "c" * 50]


def test_what_is_told() -> None:
    assert "stop" in decide("MKLW*", "AA")[2][0]
    assert "5'" in decide("5'-ACGTT-3'", "DNA")[2][0]
    assert "mixed" in decide("ACGTacgt" * 30, "DNA")[2][0]
    assert decide(LONG)[2] == []


def test_uracil_of_dna_keeps_its_places() -> None:
    assert decide("ACUG-UA", "DNA", uracil="modified", gaps="close")[0].uracils == (2, 4)


def test_runs_of_other_lengths_and_known_gaps_are_kept() -> None:
    text = "a" * 50 + "n" * 101 + "c" * 50
    assert pieces(text, "DNA") == [text]
    found: list[str] = []
    judged = judge(
        [b"a" * 50 + b"n" * 100 + b"c" * 50],
        "DNA",
        Choices(),
        lambda option, _text: found.append(option),
        lambda *_: None,
        known_gaps=frozenset({(50, 150)}),
    )
    assert not found
    assert len(judged.pieces) == 1


def test_alien_signs_name_the_place() -> None:
    assert "'J' at residue 3" in decide("acJgt", "DNA")[0].refused
    assert "'\u00e9'" in decide("MK\u00e9L", "AA")[0].refused
    found, asked, _ = decide("acgt\ufffdacgt")
    assert "not UTF-8" in found.refused
    assert not asked


def test_an_unknown_code_among_codes_is_no_row_of_letters() -> None:
    found, asked, _ = decide("GlyPheDipAlaLys", case="fold")
    assert found.refused.startswith("'Dip' is no three-letter code")
    assert not asked
    assert pieces("GlyPheAlaLys", three_letter=True) == ["GFAK"]
