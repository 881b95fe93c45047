"""Oligonucleotides in the ways in which people write them."""

from __future__ import annotations

from typing import Any

import pytest
from support_notation import lines, oligo

PS = "phosphorothioate linkage in place of the phosphodiester bond to the next nucleotide"
F = "2'-deoxy-2'-fluoro"


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        (
            "mA*fC*mG*fU mA",
            {},
            [
                "RNA acgta",
                "modified_base order(1,5) OTHER | 2'-O-methyladenosine",
                f"modified_base 2 OTHER | {F}cytidine",
                "modified_base 3 gm",
                f"modified_base 4 OTHER | {F}uridine",
                f"modified_base 1..3 OTHER | {PS}",
            ],
        ),
        ("[mU]s[mU](ps)[mC]", {}, ["RNA ttc", "modified_base 1..2 um", "modified_base 3 cm", f"modified_base 1..2 OTHER | {PS}"]),
        (
            "csasGfuL96",
            {"lower_nt": "2-o-methyl"},
            [
                "RNA cagt",
                "misc_feature 4 3' end joined to N-(tris(N-acetylgalactosaminyl-alkyl)amidodecanoyl)-4-hydroxyprolinol",
                "modified_base 1 cm",
                "modified_base 2 OTHER | 2'-O-methyladenosine",
                f"modified_base 3 OTHER | {F}guanosine",
                "modified_base 4 um",
                f"modified_base 1..2 OTHER | {PS}",
            ],
        ),
        (
            "5\u2019-/52MOErA/*C*T*/32MOErT/-3\u2032",
            {},
            [
                "DNA actt",
                "misc_feature 1 RNA",
                "misc_feature 2..3 DNA",
                "misc_feature 4 RNA",
                "modified_base 1 OTHER | 2'-O-(2-methoxyethyl)adenosine",
                "modified_base 4 OTHER | 2'-O-(2-methoxyethyl)-5-methyluridine",
                f"modified_base 1..3 OTHER | {PS}",
            ],
        ),
        (
            "AesmCesAdsmCdsTk",
            {},
            [
                "DNA acact",
                "misc_feature 1..2 RNA",
                "misc_feature 3..5 DNA",
                "modified_base 1 OTHER | 2'-O-(2-methoxyethyl)adenosine",
                "modified_base 2 OTHER | 2'-O-(2-methoxyethyl)-5-methylcytidine",
                "modified_base 4 OTHER | 2'-deoxy-5-methylcytidine",
                "modified_base 5 OTHER | 2'-O,4'-C-((S)-ethane-1,1-diyl)-5-methyluridine (constrained ethyl nucleoside)",
                f"modified_base 1..4 OTHER | {PS}",
            ],
        ),
        ("+A+GACTT", {}, ["DNA agactt", "modified_base 1 OTHER | 2'-O,4'-C-methyleneadenosine (locked nucleoside)", "modified_base 2 OTHER | 2'-O,4'-C-methyleneguanosine (locked nucleoside)"]),
        ("ACGTidSp", {}, ["! character 5, 'idSp': this is no symbol of the table; check the spelling, or add it to a table of your own (--symbols FILE)"]),
        ("ACGT/idSp/A", {}, ["DNA acgtna", "modified_base 5 OTHER | abasic site (1,2-dideoxyribose)"]),
        ("FAM-ACGT-BHQ1", {}, ["DNA acgt", "misc_feature 1 5' end joined to 6-carboxyfluorescein", "misc_feature 4 3' end joined to quencher Black Hole Quencher 1"]),
        ("Chol-C6-ACGTsinvdT", {}, ["DNA acgt", "misc_feature 1 5' end joined to a C6 spacer (hexane-1,6-diyl), which is joined to cholesterol", "misc_feature 4 3' end joined to inverted thymidine (3'-3' linkage) through a phosphorothioate linkage"]),
        ("VPmUfA", {}, ["RNA ta", "misc_feature 1 5' end with a (E)-vinylphosphonate in place of its phosphate", "modified_base 1 um", f"modified_base 2 OTHER | {F}adenosine"]),
        ("2'-OMe-A 2'-F-C 2'-MOE-G rA", {}, ["RNA acga", "modified_base 1 OTHER | 2'-O-methyladenosine", f"modified_base 2 OTHER | {F}cytidine", "modified_base 3 OTHER | 2'-O-(2-methoxyethyl)guanosine"]),
        ("(dT)20", {}, ["DNA " + "t" * 20]),
        ("rArCrGrUTT", {}, ["DNA acgttt", "misc_feature 1..4 RNA", "misc_feature 5..6 DNA"]),
        ("(Agn)fA(Uhd)mC", {}, ["RNA aatc", "modified_base 1 OTHER | adenine glycol nucleic acid residue (2,3-dihydroxypropyl nucleoside)", f"modified_base 2 OTHER | {F}adenosine", "modified_base 3 OTHER | 2'-O-hexadecyluridine", "modified_base 4 cm"]),
        ("ACG\u03a8ACGU", {}, ["RNA acgtacgt", "modified_base 4 p"]),
        ("mTmUmC", {}, ["RNA ttc", "modified_base 1 tm", "modified_base 2 um", "modified_base 3 cm"]),
        ("ACGIT", {}, ["DNA acgnt", "modified_base 4 OTHER | 2'-deoxyinosine"]),
        ("ACGIU", {}, ["RNA acgnt", "modified_base 4 i"]),
        ("ACGT[m5C]A", {}, ["DNA acgtca", "modified_base 5 OTHER | 2'-deoxy-5-methylcytidine"]),
        ("ACGU[m5C]A", {}, ["RNA acgtca", "modified_base 5 m5c"]),
    ],
)  # fmt: skip
def test_written(text: str, choices: dict[str, Any], expected: list[str]) -> None:
    assert lines(oligo(text, **choices)) == expected


@pytest.mark.parametrize(
    ("text", "choices", "expected"),
    [
        # Thymine in RNA and uracil in DNA are described (paragraph 19), in a mixture they are nothing odd.
        ("rArCrGrTrA", {}, ["RNA acgta", "modified_base 4 OTHER | thymine"]),
        ("ACGT/ideoxyU/A", {}, ["DNA acgtta", "modified_base 5 OTHER | uracil"]),
        ("GAUCTT", {}, ["? --thymine deoxy|modified, or --uracil t|modified"]),
        ("GAUCTT", {"thymine": "deoxy"}, ["DNA gatctt", "misc_feature 1..4 RNA", "misc_feature 5..6 DNA"]),
        ("GAUCTT", {"thymine": "modified"}, ["RNA gatctt", "modified_base 5..6 OTHER | thymine"]),
        ("GAUCTT", {"uracil": "modified"}, ["DNA gatctt", "modified_base 3 OTHER | uracil"]),
        ("GAUCTT", {"uracil": "t"}, ["DNA gatctt"]),
        ("GAUC*A", {"moltype": "DNA"}, ["? --uracil t|modified"]),
        ("GATC*A", {"moltype": "RNA"}, ["? --thymine deoxy|modified"]),
        # Letters without a mark that fit both.
        ("mA ACG", {}, ["? --upper-nt dna|rna|lna"]),
        ("mA CCC", {"upper_nt": "dna"}, ["DNA accc", "misc_feature 1 RNA", "misc_feature 2..4 DNA", "modified_base 1 OTHER | 2'-O-methyladenosine"]),
        ("rA CCC", {}, ["DNA accc", "misc_feature 1 RNA", "misc_feature 2..4 DNA"]),
        ("dA CCC", {}, ["DNA accc", "misc_feature 1 DNA", "misc_feature 2..4 RNA"]),
        ("ACGacgTTT", {"upper_nt": "lna", "lower_nt": "dna"}, [
            "DNA acgacgttt",
            "modified_base 1 OTHER | 2'-O,4'-C-methyleneadenosine (locked nucleoside)",
            "modified_base 2 OTHER | 2'-O,4'-C-methylenecytidine (locked nucleoside)",
            "modified_base 3 OTHER | 2'-O,4'-C-methyleneguanosine (locked nucleoside)",
            "modified_base 7..9 OTHER | 2'-O,4'-C-methylene-5-methyluridine (locked nucleoside)",
        ]),
        # Case.
        ("ACGTacgt", {}, ["? --lower-nt dna|2-o-methyl, or --case fold where it says nothing"]),
        ("ACGTacgt", {"case": "fold"}, ["DNA acgtacgt"]),
        ("GAUCtt", {"lower_nt": "dna"}, ["DNA gatctt", "misc_feature 1..4 RNA", "misc_feature 5..6 DNA"]),
        ("acgtacgt", {}, ["DNA acgtacgt"]),
        ("acguacgu", {}, ["RNA acgtacgt"]),
        ("acguacgu", {"lower_nt": "2-o-methyl"}, [
            "RNA acgtacgt", "modified_base order(1,5) OTHER | 2'-O-methyladenosine", "modified_base order(2,6) cm",
            "modified_base order(3,7) gm", "modified_base order(4,8) um",
        ]),
        # Directions.
        ("3'-TTACG-5'", {}, ["? --direction reverse|as-written"]),
        ("3'-TTACG-5'", {"direction": "reverse"}, ["DNA gcatt"]),
        ("3'-TTACG-5'", {"direction": "as-written"}, ["DNA ttacg"]),
        ("3'-FAM-TT*ACG-5'", {"direction": "reverse"}, ["DNA gcatt", "misc_feature 5 3' end joined to 6-carboxyfluorescein", f"modified_base 3 OTHER | {PS}"]),
        # Marks before or after.
        ("AfCmG", {"upper_nt": "rna"}, ["? --marks before|after"]),
        ("AfCmG", {"upper_nt": "rna", "marks": "after"}, ["RNA acg", f"modified_base 1 OTHER | {F}adenosine", "modified_base 2 cm"]),
        ("AfCmG", {"upper_nt": "rna", "marks": "before"}, ["RNA acg", f"modified_base 2 OTHER | {F}cytidine", "modified_base 3 gm"]),
        # Hyphens: gaps only between letters.
        ("mA-fC-mG", {}, ["RNA acg", "modified_base 1 OTHER | 2'-O-methyladenosine", f"modified_base 2 OTHER | {F}cytidine", "modified_base 3 gm"]),
        ("A-C-G-T", {}, ["DNA acgt"]),
        ("AC-GT", {}, ["? --gaps close|split|unknown-n"]),
        ("AC-GT", {"gaps": "close"}, ["DNA acgt"]),
        ("AC-GT", {"gaps": "unknown-n"}, ["DNA acngt"]),
        ("+A+G+A+A+G", {}, ["? --moltype DNA|RNA"]),
    ],
)  # fmt: skip
def test_nothing_is_guessed(text: str, choices: dict[str, Any], expected: list[str]) -> None:
    assert lines(oligo(text, **choices)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ACGT; all linkages phosphorothioate", ["DNA acgt", f"modified_base 1..3 OTHER | {PS}"]),
        ("ACGT (fully phosphorothioated)", ["DNA acgt", f"modified_base 1..3 OTHER | {PS}"]),
        ("AUGUU, all U are N1-methylpseudouridine", ["RNA atgtt", "modified_base order(2,4..5) m1f"]),
        ("AUGUU; all uridines replaced by 5-methoxyuridine", ["RNA atgtt", "modified_base order(2,4..5) mo5u"]),
        ("ACGU; all pyrimidines are 2'-fluoro; all purines 2'-OMe", [
            "RNA acgt", "modified_base 1 OTHER | 2'-O-methyladenosine", f"modified_base 2 OTHER | {F}cytidine", "modified_base 3 gm",
            f"modified_base 4 OTHER | {F}uridine",
        ]),
        ("ACCT; all cytosines are 5-methylcytosine", ["DNA acct", "modified_base 2..3 OTHER | 2'-deoxy-5-methylcytidine"]),
        ("[2'-MOE-C]CT; all C are 5-methylcytosine", [
            "DNA cct", "misc_feature 1 RNA", "misc_feature 2..3 DNA", "modified_base 1 OTHER | 2'-O-(2-methoxyethyl)cytidine",
            "modified_base 1 OTHER | 5-methylcytosine", "modified_base 2 OTHER | 2'-deoxy-5-methylcytidine",
        ]),
        ("ACGT; PNA", ["DNA acgt", "modified_base 1..4 OTHER | N-(2-aminoethyl)glycine nucleosides (peptide nucleic acids)"]),
        ("ACGT; all U are pseudouridine", ["! character 7, 'all U are pseudouridine': there is no U in the sequence"]),
        ("ACGU; all U are foo", ["! character 7, 'all U are foo': the table of symbols does not know 'foo' for U"]),
        ("rAC[mU]; all U are pseudouridine", ["! character 10, 'all U are pseudouridine': residue t (character 5) has a mark of its own already; say it by marks alone"]),
        ("ACGU; made in June", ["! character 7, 'made in June': this statement is not understood; write for instance 'all linkages phosphorothioate' or 'all U are N1-methylpseudouridine'"]),
    ],
)  # fmt: skip
def test_statements(text: str, expected: list[str]) -> None:
    found = lines(oligo(text, upper_nt=None if "T" in text or "U" in text else "rna"))
    assert found == expected


def test_a_long_rna_gets_one_feature() -> None:
    [made] = oligo("AUGCUUAC" * 500 + "; all U are N1-methylpseudouridine").sequences
    [feature] = made.features
    assert feature.location.startswith("order(2,5..6,10,13..14,")
    assert feature.location.count(",") == 999


def test_spacers_part_the_molecule() -> None:
    parsed = oligo("ATGCATGCATGC-/iSpC3/-CGGCATGCATGC/iSp18/ACG")
    assert [s.residues for s in parsed.sequences] == ["atgcatgcatgc", "cggcatgcatgc", "acg"]
    assert [s.sufficient for s in parsed.sequences] == [True, True, False]
    first, second, _ = parsed.sequences
    assert lines(parsed)[1] == (
        "misc_feature 12 the 3' end is joined through a C3 spacer (propane-1,3-diyl) to the 5' end of part 2 of 3 of the molecule "
        "(12 nucleotides)"
    )
    assert second.features[1].qualifiers[0].value == (
        "the 3' end is joined through a hexaethylene glycol spacer (spacer 18) to the 5' end of acg, which is too short for a "
        "sequence of its own"
    )
    assert first.organism == "synthetic construct"
    assert first.mol_type == "other DNA"
    split = oligo("ATGCATGCATGC-CGGCATGCATGC", gaps="split")
    assert "through a stretch of unknown length" in lines(split)[1]


@pytest.mark.parametrize(
    ("text", "position", "characters", "says"),
    [
        ("mAmCxxmG", 5, "xxmG", "no symbol of the table"),
        ("mA(foo)mG", 4, "foo", "no symbol of the table"),
        ("(NAG37)sAsC", 2, "NAG37", "no symbol of the table"),
        ("AC/xyz/G", 4, "xyz", "no symbol of the table"),
        ("ACGT[AG]CC", 5, "[AG]", "alternatives"),
        ("ACGTmCGT", 5, "mC", "two meanings"),
        ("ACG[fC]GT", 5, "fC", "two meanings"),
        ("AC/iSpC3G", 3, "/iSpC3G", "not closed"),
        ("mA()mG", 3, "()", "nothing between"),
        ("mA**mG", 4, "*", "two bonds"),
        ("ACGT/5Phos/ACGT", 6, "5Phos", "only a spacer"),
        ("L96ACGT", 1, "L96", "belongs to the 3' end"),
        ("ACGTVP", 5, "VP", "belongs to the 5' end"),
        ("ACGT*", 5, "*", "leads to nothing"),
        ("(dT)999999999", 5, "9999999", "more than"),
        ("5'-ACGT-5'", 1, "5'-ACGT-5'", "both ends"),
        ("", 1, "", "no sequence"),
        ("   ", 1, "   ", "no sequence"),
        ("FAM", 1, "FAM", "no nucleotide"),
        ("fm", 1, "fm", "no symbol"),
    ],
)
def test_errors_name_the_place(text: str, position: int, characters: str, says: str) -> None:
    parsed = oligo(text)
    assert not parsed.sequences
    problem = parsed.errors[0]
    assert (problem.position, problem.characters) == (position, characters)
    assert says in problem.text


def test_names_that_are_letters_too_are_told() -> None:
    parsed = oligo("TAMRA-ACGTACGT")
    assert "not for nucleotides" in parsed.notes[0].reason
    assert not oligo("(TAMRA)ACGTACGT").notes


def test_locked_c_is_told() -> None:
    parsed = oligo("+C+T")
    assert "methyl group" in parsed.notes[0].reason
