"""Peptides in the ways in which people write them."""

from __future__ import annotations

from typing import Any

import pytest
from support_notation import formula, lines, peptide

LACTAM = "lactam bridge between the side chains of the two residues"


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        ("Ac-RYYRWK-NH2", {}, ["AA RYYRWK", "SITE 1 the N-terminus is acetylated", "SITE 6 the C-terminus is amidated"]),
        ("Ac-RYYRWK-NH2", {"post_translational": True}, ["AA RYYRWK", "MOD_RES 1 the N-terminus is acetylated", "MOD_RES 6 the C-terminus is amidated"]),
        ("H-Tyr-D-Ala-Gly-Phe-D-Leu-OH", {}, ["AA YAGFL", "SITE 2 D-Alanine", "SITE 5 D-Leucine"]),
        ("AlaGlyTyrLysPro", {}, ["AA AGYKP"]),
        ("cyclo(D-Ala-D-Glu-Lys-Nle-Gly-D-Met-D-Nle)", {}, [
            "AA AEKXGMX", "REGION 1..7 circular peptide", "SITE 1 D-Alanine", "SITE 2 D-Glutamic acid", "SITE 4 Nle", "SITE 6 D-Methionine",
            "SITE 7 D-Norleucine",
        ]),
        ("c(RGDfK)", {"lower_aa": "d"}, ["AA RGDFK", "REGION 1..5 circular peptide", "SITE 4 D-Phenylalanine"]),
        ("{pSer}AA{d-Ala}{Nle}K(Ac)LC(Acm)", {}, [
            "AA SAAAXKLC", "SITE 1 O-phosphoserine", "SITE 4 D-Alanine", "SITE 5 Nle", "SITE 6 N6-acetyllysine",
            "SITE 8 S-(acetamidomethyl)cysteine",
        ]),
        ("{pSER}AAA", {}, ["AA SAAA", "SITE 1 O-phosphoserine"]),
        ("\u03b2-Ala-His-Gly-Aib-Orn-Ahx", {}, ["AA XHGXXX", "SITE 1 bAla", "SITE 4 Aib", "SITE 5 Orn", "SITE 6 Acp"]),
        ("Sar-N-Me-Phe-MeVal-Hyp-Cit", {}, ["AA GFVPX", "SITE 1 MeGly", "SITE 2 N-Methylphenylalanine", "SITE 3 MeVal", "SITE 4 4Hyp", "SITE 5 Citrulline"]),
        ("CYFQNCPRG-NH2 (Disulfide bridge: Cys1-Cys6)", {}, ["AA CYFQNCPRG", "SITE 9 the C-terminus is amidated", "DISULFID 1..6 disulfide bond"]),
        ("CYFQNCPRG; disulfide bridge", {}, ["AA CYFQNCPRG", "DISULFID 1..6 disulfide bond"]),
        ("CACAACAC (disulfide 1-3; 6-8)", {}, ["AA CACAACAC", "DISULFID 1..3 disulfide bond", "DISULFID 6..8 disulfide bond"]),
        ("Nle-Asp-His-D-Phe-Arg-Trp-Lys (Lactam bridge: Asp2-Lys7)", {}, ["AA XDHFRWK", "SITE 1 Nle", "SITE 4 D-Phenylalanine", f"CROSSLNK 2..7 {LACTAM}"]),
        ("LTF(R8)EYWAQ(S5)SAA; stapled", {}, [
            "AA LTFXEYWAQXSAA", "SITE 4 (R)-2-(oct-7-enyl)alanine", "SITE 10 (S)-2-(pent-4-enyl)alanine",
            "CROSSLNK 4..10 hydrocarbon staple between the side chains of the two residues",
        ]),
        ("(D-Arg)8-GG", {}, ["AA RRRRRRRRGG", "SITE 1..8 D-Arginine"]),
        ("RRGRR; all D", {}, ["AA RRGRR", "SITE 1..5 all amino acids are D-amino acids (glycine excepted, which has no D form)"]),
        ("RRRR; head-to-tail cyclic", {}, ["AA RRRR", "REGION 1..4 circular peptide"]),
        ("(GGGGS)3", {}, ["AA GGGGSGGGGSGGGGS"]),
        ("FITC-PEG4-ACDE", {}, ["AA ACDE", "SITE 1 the N-terminus is joined to polyethylene glycol of 4 units, whose other end is joined to fluorescein isothiocyanate"]),
        ("K(Biotin)AAA-AMC", {}, ["AA KAAA", "SITE 1 lysine with biotin on its side chain", "SITE 4 the C-terminus is joined to 7-amino-4-methylcoumarin"]),
        ("N-acetyl-YGRK", {}, ["AA YGRK", "SITE 1 the N-terminus is acetylated"]),
        ("GG{Lys(Biotin)}A", {}, ["AA GGKA", "SITE 3 lysine with biotin on its side chain"]),
        ("A-D-A-E", {}, ["AA ADAE"]),
        ("EEVV{pY}", {"lower_aa": "d"}, ["AA EEVVY", "SITE 5 O-phosphotyrosine"]),
        ("EEVVpL", {"lower_aa": "d"}, ["AA EEVVPL", "SITE 5 D-Proline"]),
    ],
)  # fmt: skip
def test_written(text: str, choices: dict[str, Any], expected: list[str]) -> None:
    assert lines(peptide(text, **choices)) == expected


@pytest.mark.parametrize(
    ("text", "choices", "shown"),
    [
        ("Gly-Dpa-Phe-Ala-Lys", {"lower_aa": "d"}, "Dpa"),
        ("Mpr-GDWPC-NH2", {"lower_aa": "d"}, "Mpr"),
        ("Gly-Phe-Lys-DAla-Gly", {"lower_aa": "d"}, "Ala"),
        ("Gly-phe-Ala-Lys", {"lower_aa": "d"}, "phe"),
        ("GlyPheDipAlaLys", {"lower_aa": "d"}, "Dip"),
        ("KNleDHfRWK", {"lower_aa": "d"}, "Nle"),
        ("Gly-Dip-Phe-Ala", {"case": "fold"}, "Dip"),
        ("Tyr-Gly-Gly-Phe-D-Xyz-Leu", {}, "Xyz"),
        ("Lys-ALA-Lys-Gly-Gly", {}, "ALA"),
    ],
)
def test_a_code_that_is_not_known_is_no_letters(text: str, choices: dict[str, Any], shown: str) -> None:
    assert lines(peptide(text, **choices))[0].startswith(f"! character {text.index(shown) + 1}, '{shown}': ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MEWDREIGSGC(Chol)", "SITE 11 cysteine with cholesterol on its side chain"),
        ("KTSAVLQSGFRKM-E(EDANS)", "SITE 14 glutamic acid with 5-((2-aminoethyl)amino)naphthalene-1-sulfonic acid on its side chain"),
        ("KTSAVLQ-EDANS", "SITE 7 the C-terminus is joined to 5-((2-aminoethyl)amino)naphthalene-1-sulfonic acid"),
    ],
)  # fmt: skip
def test_a_group_behind_an_amino_acid_is_on_its_side_chain(text: str, expected: str) -> None:
    assert lines(peptide(text, gaps="close"))[1] == expected


def test_a_linker_behind_an_amino_acid_may_be_its_side_chain() -> None:
    assert lines(peptide("GGGK(PEG4)GGGK"))[0].startswith("! character 5, '(PEG4)': behind an amino acid")
    assert lines(peptide("GGGK-(PEG4)-GGGK"))[0] == "AA GGGK"


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        ("H-Aib-EGTFTSD", {}, ["? --leading-h terminus|his"]),
        ("H-Aib-EGTFTSD-OH", {}, ["? --leading-h terminus|his"]),
        ("H-Aib-EGTFTSD", {"leading_h": "his"}, ["AA HXEGTFTSD", "SITE 2 Aib"]),
        ("H-Aib-EGTFTSD", {"leading_h": "terminus"}, ["AA XEGTFTSD", "SITE 1 Aib"]),
        ("H-YGGFL-OH", {}, ["AA YGGFL"]),
        ("H-YGGFL-NH2", {}, ["? --leading-h terminus|his"]),
        ("HYGGFL", {}, ["AA HYGGFL"]),
        ("His-Aib-Glu-Gly", {}, ["AA HXEG", "SITE 2 Aib"]),
        ("ALA-GLY-SER-LYS", {}, ["? --three-letter or --no-three-letter"]),
        ("ALA-GLY-SER-LYS", {"three_letter": True}, ["AA AGSK"]),
        ("ALA-GLY-SER-LYS", {"three_letter": False, "gaps": "close"}, ["AA ALAGLYSERLYS"]),
        ("alaglyser", {"three_letter": True}, ["AA AGS"]),
        ("ACDE-FGHI", {}, ["? --gaps close|split|unknown-n"]),
        ("ACDE-FGHI", {"gaps": "close"}, ["AA ACDEFGHI"]),
        ("ACDE-FGHI", {"gaps": "unknown-n"}, ["AA ACDEXFGHI"]),
        (
            "Ac-ACDE-Aib-FGHI-NH2",
            {"post_translational": True},
            [
                "AA ACDEXFGHI",
                "SITE 5 Aib",
                "MOD_RES 1 the N-terminus is acetylated",
                "MOD_RES 9 the C-terminus is amidated",
            ],
        ),
        ("RGDfK", {}, ["? --lower-aa d, or --case fold where it says nothing"]),
        ("RGDfK", {"case": "fold"}, ["AA RGDFK"]),
        ("rgdfk", {}, ["? --lower-aa d, or --case fold where it says nothing"]),
    ],
)
def test_nothing_is_guessed(text: str, choices: dict[str, Any], expected: list[str]) -> None:
    assert lines(peptide(text, **choices)) == expected


def test_linkers_part_the_chain() -> None:
    parsed = peptide("VAFW-PEG4-GK")
    assert [(s.residues, s.sufficient) for s in parsed.sequences] == [("VAFW", True), ("GK", False)]
    assert lines(parsed)[1] == (
        "SITE 4 the C-terminus is linked through polyethylene glycol of 4 units to the N-terminus of GK, which is too short for a "
        "sequence of its own"
    )
    parsed = peptide("CAAA-AEEA-AAAC (disulfide 1-8)")
    assert [f.location for s in parsed.sequences for f in s.features] == ["4", "1", "1", "4"]
    assert parsed.sequences[0].features[-1].qualifiers[0].value == (
        "disulfide bond: bound to residue 4 of part 2 of 2 of the molecule"
    )


@pytest.mark.parametrize(
    ("text", "position", "characters", "says"),
    [
        ("AAA(Foo)CDE", 5, "Foo", "no amino acid"),
        ("AA1CDE", 3, "1CDE", "no amino acid"),
        ("EEVVpYA", 5, "pY", "write {pY}"),
        ("AC*DE", 3, "*DE", "paragraph 28"),
        ("K(GGSA)AAA", 2, "(GGSA)", "branch"),
        ("Lys(Glu)-Ala", 4, "(Glu)", "branch"),
        ("YD-AGFL", 2, "D-A", "write (D-A)"),
        ("CAAC; disulfide 1-3", 17, "1-3", "no sulfur"),
        ("CAAC; disulfide 1-9", 7, "disulfide 1-9", "no residue 9"),
        ("CACC; disulfide", 7, "disulfide", "which residues"),
        ("EAAK (Lactam: Lys1-Lys4)", 7, "Lactam: Lys1-Lys4", "residue 1 is E"),
        ("AAAA; cyclic", 7, "cyclic", "how the ring is closed"),
        ("AAAA; shiny", 7, "shiny", "not understood"),
        ("AAAA-NH2-OH", 9, "-OH", "take one away"),
        ("AAA(AAA", 4, "(AAA", "not closed"),
        ("(Ac)", 1, "(Ac)", "no amino acid"),
        ("", 1, "", "no sequence"),
        ("A-Boc-A", 3, "Boc", "belongs to an end"),
    ],
)
def test_errors_name_the_place(text: str, position: int, characters: str, says: str) -> None:
    parsed = peptide(text)
    assert not parsed.sequences
    problem = parsed.errors[0]
    assert (problem.position, problem.characters) == (position, characters)
    assert says in problem.text


@pytest.mark.parametrize(
    "text",
    [
        "CYIQNCPLG-NH2 (1-6 disulfide)",
        "CYIQNCPLG-NH2, disulfide 1-6",
        "NH2-CYIQNCPLG-COOH; disulfide Cys1-Cys6",
    ],
)
def test_bridges_and_free_ends_in_other_words(text: str) -> None:
    assert lines(peptide(text))[0] == "AA CYIQNCPLG"
    assert "DISULFID 1..6 disulfide bond" in lines(peptide(text))


@pytest.mark.parametrize("text", ["A-(CH2)5-GKLM", "(OCH2CH2)4-GKLM"])
def test_chains_of_carbon_are_no_cysteines(text: str) -> None:
    for read in (peptide, formula):
        assert lines(read(text))[0].startswith("! character ")
    assert "chain of carbon" in lines(formula("A-(CH2)5-GKLM", moltype="AA"))[0]


@pytest.mark.parametrize("text", ["Ac-Nle-cyclo(Asp-His-D-Phe-Arg-Trp-Lys)-NH2", "Ac-Nle-c[DHFRWK]-NH2"])
def test_a_ring_within_a_chain_says_how_to_write_it(text: str) -> None:
    assert "Lactam bridge: Asp2-Lys7" in lines(peptide(text))[0]


def test_a_small_cysteine_with_a_side_chain_is_no_ring() -> None:
    assert lines(peptide("K-c(Acm)-GGG", lower_aa="d", gaps="close"))[0] == "AA KCGGG"
