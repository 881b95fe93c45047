"""Formulas: the longest form, and what may vary."""

from __future__ import annotations

import pytest
from support_notation import formula, lines

ANY = "X can be any amino acid"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(GGGGS)n, n=1-3", ["AA GGGGSGGGGSGGGGS", "VARIANT 6..15 up to 2 copies of GGGGS may be deleted"]),
        ("(GGGGS)n, n=0 to 2", ["AA GGGGSGGGGS", "VARIANT 1..10 up to 2 copies of GGGGS may be deleted"]),
        ("(GGGGS)3", ["AA GGGGSGGGGSGGGGS"]),
        ("G4S", ["AA GGGGS"]),
        ("(G4S)1-2", ["AA GGGGSGGGGS", "VARIANT 6..10 one copy of GGGGS may be deleted"]),
        ("(GGGGS)n, n=1, 2 or 4", ["AA GGGGSGGGGSGGGGSGGGGS", "VARIANT 1..20 there are 1, 2, or 4 copies of GGGGS here; the longest form is shown"]),
        ("(G4X)n where n is any integer", ["AA GGGGX", f"VARIANT 5 {ANY}", "REGION 1..5 residues 1 to 5 may be repeated any number of times"]),
        ("(GGGX)2", ["AA GGGXGGGX", f"VARIANT 4 {ANY}", f"VARIANT 8 {ANY}"]),
        ("X1-Y-X2-X3(4-6)", ["AA XYXXXXXXX", f"VARIANT 1 {ANY}", f"VARIANT 3..9 {ANY}", "VARIANT 8..9 up to 2 residues may be deleted"]),
        ("X1-Y-X2-X3(4-6); X1 = A, V or L; X2 is I or L; X3 is D or N", [
            "AA XYJBBBBBB", "VARIANT 1 A, L, or V", "VARIANT 8..9 up to 2 residues may be deleted",
        ]),
        ("P[RK]TN", ["AA PXTN", "VARIANT 2 K or R"]),
        ("PR/KTN", ["AA PXTN", "VARIANT 2 K or R"]),
        ("P(R/K)TN", ["AA PXTN", "VARIANT 2 K or R"]),
        ("A/V/L", ["AA X", "VARIANT 1 A, L, or V"]),
        ("GGA[V/-]LK", ["AA GGAVLK", "VARIANT 4 this residue may be absent"]),
        ("GG{KR}A", ["AA GGXA", "VARIANT 3 not K or R"]),
        ("[DN]GG[QE][IL]", ["AA BGGZJ"]),
        ("C-x(2,4)-C", ["AA CXXXXC", f"VARIANT 2..5 {ANY}", "VARIANT 4..5 up to 2 residues may be deleted"]),
        ("X1AAX1K; X1 is A or G, the same everywhere", ["AA XAAXK", "VARIANT 1 A or G", "VARIANT 4 A or G; the same residue as at position 1"]),
        ("X1AAX1K; each X1 is independently A or G", ["AA XAAXK", "VARIANT 1 A or G", "VARIANT 4 A or G"]),
        ("GGXS; X is not P", ["AA GGXS", "VARIANT 3 not P"]),
        ("X1GGS; X1 is Lys, Arg or absent", ["AA XGGS", "VARIANT 1 K or R, or absent"]),
    ],
)  # fmt: skip
def test_proteins(text: str, expected: list[str]) -> None:
    assert lines(formula(text)) == expected


def test_annex_vi_27_2() -> None:
    [made] = formula("(GGGX)n, 2\u2264n\u2264100").sequences
    assert made.residues == "GGGX" * 100
    assert [(f.key, f.location, f.qualifiers[0].value) for f in made.features] == [
        ("VARIANT", "4..400", "each X can be any amino acid"),
        ("VARIANT", "9..400", "up to 98 copies of GGGX may be deleted"),
    ]


@pytest.mark.parametrize(
    ("text", "moltype", "expected"),
    [
        ("acg[ag](at)2-3n2", "DNA", ["DNA acgratatatnn", "misc_difference 9..10 one copy of at may be deleted"]),
        ("ACGU[CU]", "RNA", ["RNA acgty"]),
        ("(GGGGCC)n, n=any integer", "DNA", ["DNA ggggcc", "misc_feature 1..6 residues 1 to 6 may be repeated any number of times"]),
        ("(GGGGS)2", None, ["? --moltype DNA|RNA|AA"]),
        ("P[RK]TN", None, ["AA PXTN", "VARIANT 2 K or R"]),
    ],
)  # fmt: skip
def test_molecules(text: str, moltype: str | None, expected: list[str]) -> None:
    assert lines(formula(text, moltype)) == expected


def test_members() -> None:
    parsed = formula("(GGS)n[AV], n=1-2", members="all")
    assert [s.residues for s in parsed.sequences] == ["GGSGGSX", "GGSA", "GGSV", "GGSGGSA", "GGSGGSV"]
    assert parsed.notes[0].after == "4 members"
    assert "paragraph 93" in parsed.notes[0].reason
    parsed = formula("X1GX1S; X1 is A or V, the same everywhere", members="all")
    assert [s.residues for s in parsed.sequences] == ["XGXS", "AGAS", "VGVS"]
    assert "95(b)" in parsed.notes[1].reason
    parsed = formula("(GS)n, n=1-2", members="all")
    assert [s.residues for s in parsed.sequences] == ["GSGS"]
    assert "below the minimum" in parsed.notes[-1].reason
    parsed = formula("[AV][AV][AV][AV][AV][AV][AV][AV][AV][AV][AV]", members="all")
    assert "more than 1,000 members" in parsed.errors[0].text


@pytest.mark.parametrize(
    ("text", "position", "characters", "says"),
    [
        ("(GGGGS)n", 8, "n", "n is not defined"),
        ("GGGGS; n=3", 8, "n", "does not stand in the formula"),
        ("X4GGGK", 1, "X4", "a name or a number"),
        ("X1AAX1", 1, "X1", "several places"),
        ("(GGS/GGGGS)AAA", 1, "[GGS/GGGGS]", "more than one residue"),
        ("GGGGS&", 6, "&", "no residue"),
        ("GG(GS", 3, "(GS", "not closed"),
        ("G(3-1)", 2, "3-1", "smaller number"),
        ("((G(9999999))9999999)99", 4, "9999999-9999999", "1 to"),
        ("(GGS)n, n=foo", 8, "foo", "no number"),
        ("", 1, "", "no sequence"),
        ("GGga", 3, "ga", "capitals"),
        ("GG[]A", 3, "[]", "names no residue"),
    ],
)
def test_errors_name_the_place(text: str, position: int, characters: str, says: str) -> None:
    parsed = formula(text)
    assert not parsed.sequences
    problem = parsed.errors[0]
    assert says in problem.text, problem
    assert (problem.position, problem.characters) == (position, characters)


def test_a_place_without_a_definition_is_told() -> None:
    read = formula("X1-Y-X2-KLM; X1 = A")
    assert lines(read)[0] == "AA AYXKLM"
    told = [note for note in read.notes if note.reason.startswith("a place that the text does not define")]
    assert [note.before for note in told] == ["X2"]


def test_two_definitions_of_one_place_are_refused() -> None:
    assert lines(formula("X1YKLM; X1 is A; X1 is V")) == [
        "! character 17, 'X1': X1 is defined twice; one meaning is needed"
    ]
