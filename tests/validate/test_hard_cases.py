"""Hard cases of the standard with their verdict: what is lawful though odd passes, what is wrong is told once.

Each case is a listing in the short notation and the gravest severity that it may give; a wrong one gives
exactly one finding of that severity.
"""

from __future__ import annotations

import datetime

import pytest
from notation import parse

from seqtool.app.validate import Options, validate

OPTIONS = Options(max_per_rule=0, today=datetime.date(2026, 6, 30))
TEN = "acgtacgtacgtacgtacgt"


def dna(*features: str, residues: str = TEN) -> str:
    return f"1 DNA {residues}\n" + "".join(f"  {line}\n" for line in features)


def aa(*features: str, residues: str = "MKWVTFISLL") -> str:
    return f"1 AA {residues}\n" + "".join(f"  {line}\n" for line in features)


def placed(location: str) -> str:
    return dna(f"misc_feature {location}", "  note = x")


def cds(residues: str, protein: str, *more: str, location: str = "", theirs: str = "") -> str:
    """A coding sequence of Homo sapiens with its protein."""
    location = location or f"1..{len(residues)}"
    lines = [
        f"1 DNA {residues}",
        f"  source 1..{len(residues)}",
        "    mol_type = genomic DNA",
        "    organism = Homo sapiens",
        f"  CDS {location}",
        *(f"    {line}" for line in more),
        f"    translation = {protein}",
        "    protein_id = 2",
        f"2 AA {theirs or protein}",
        f"  source 1..{len(theirs or protein)}",
        "    mol_type = protein",
        "    organism = Homo sapiens",
    ]
    return "\n".join(lines) + "\n"


CASES: dict[str, list[tuple[str, str]]] = {
    "pass": [
        # 2, 3: first codons, fuzzy codons, stops
        ("gtg read as M", cds("gtgaaatttggggctctgtaa", "MKFGAL", "transl_table = 11")),
        ("gtg read as V", cds("gtgaaatttggggctctgtaa", "VKFGAL", "transl_table = 11")),
        ("an ordinary codon first", cds("aaatttggggctctgtaa", "KFGAL", location="<1..18")),
        ("codon_start 2", cds("caaatttggggctctgtaa", "KFGAL", "codon_start = 2", location="<1..19")),
        ("ray is B", cds("atgraytttggggctctgtaa", "MBFGAL")),
        ("sar is Z", cds("atgsartttggggctctgtaa", "MZFGAL")),
        ("mth is J", cds("atgmthtttggggctctgtaa", "MJFGAL")),
        ("mth is X", cds("atgmthtttggggctctgtaa", "MXFGAL")),
        ("the last tga ends it in code 27", cds("atgaaatttggggctctgtga", "MKFGAL", "transl_table = 27")),
        ("an inner tga is W in code 27", cds("atgaaatgaggggctctgtga", "MKWGAL", "transl_table = 27")),
        ("TERM of one base", cds("atgaaatttggggctctgt", "MKFGAL", "transl_except = (pos:19,aa:TERM)")),
        ("TERM of two bases", cds("atgaaatttggggctctgta", "MKFGAL", "transl_except = (pos:19..20,aa:TERM)")),
        # 4: transl_except
        ("selenocysteine", cds("atgaaatgaggggctctgtaa", "MKUGAL", "transl_except = (pos:7..9,aa:Sec)")),
        (
            "selenocysteine on the other strand, plain",
            cds(
                "ttacagagccccctatttcat",
                "MKOGAL",
                "transl_except = (pos:13..15,aa:Pyl)",
                location="complement(1..21)",
            ),
        ),
        (
            "selenocysteine on the other strand, complement",
            cds(
                "ttacagagccccctatttcat",
                "MKOGAL",
                "transl_except = (pos:complement(13..15),aa:Pyl)",
                location="complement(1..21)",
            ),
        ),
        (
            "a codon split by an intron",
            cds(
                "atgaaatgccccaggggctctgtaa",
                "MKUGAL",
                "transl_except = (pos:join(7..8,13),aa:Sec)",
                location="join(1..8,13..25)",
            ),
        ),
        ("U without a coding sequence", aa(residues="MKUVTF")),
        # 5: what counts
        ("r, y, k count", dna(residues="nnryknacgtacg")),
        ("four defined", aa(residues="XXXMKWVXXXX")),
        # 7, 8: mixtures and mol_type
        (
            "a gapmer",
            dna(
                "misc_feature 1..4",
                "  note = RNA",
                "misc_feature 5..19",
                "  note = DNA",
                "misc_feature 20",
                "  note = RNA",
            ),
        ),
        (
            "other DNA of Homo sapiens",
            dna("source 1..20", "  mol_type = other DNA", "  organism = Homo sapiens"),
        ),
        (
            "unassigned RNA of Homo sapiens",
            f"1 RNA {TEN}\n  source 1..20\n    mol_type = unassigned RNA\n    organism = Homo sapiens\n",
        ),
        # 9, 10: locations
        *(
            (f"location {location}", placed(location))
            for location in (
                "join(18..20,1..5)",
                "join(1..5,5..9)",
                "join(complement(4..5),9..12)",
                "20^1",
                "5^6",
                "complement(5^6)",
                "<5",
                ">5",
                "<5..10",
                "<1..>20",
                "order(1..3,5..9)",
                "complement(order(1..3,5..9))",
            )
        ),
        # 11: replace
        ("a deletion", dna("variation 5", "  replace =")),
        ("an insertion", dna("misc_difference 5^6", "  replace = acc")),
        # 12, 13: ids, languages, names
        (
            "gaps in the numbers of ids",
            dna("misc_feature 1..4", "  note #q7 = x", "misc_feature 2..4", "  note #q3 = x"),
        ),
        (
            "only another language",
            "@nonEnglishFreeTextLanguageCode = de\n"
            + dna(
                "misc_feature 1..4",
                "  note #q7",
                "    ~ Größe",
                "misc_feature 2..4",
                "  note #q8",
                "    ~ Länge",
            ),
        ),
        ("a hard blank in a title", '@title.en = "Growth\\u00a0factor variants"\n' + dna()),
        ("é in the name of an inventor", "@inventor = Société\n@inventor.language = fr\n" + dna()),
        ("Latin form of the applicant", "@applicant = Müller AG\n@applicant.latin = Mueller AG\n" + dna()),
        # 14: protein_id
        (
            "two coding sequences of one protein",
            cds("atgaaatttggggctctgtaa", "MKFGAL")
            + cds("atgaaattcggggctctgtaa", "MKFGAL").split("2 AA")[0].replace("1 DNA", "3 DNA"),
        ),
        ("a protein without coding sequence", aa()),
        (
            "a short translation has no entry",
            "1 DNA atgaaatggtaa\n  CDS 1..12\n    translation = MKW\n",
        ),
        # 15: containers
        ("OOO is pyrrolysine", aa(residues="OOOO")),
        ("a skipped sequence", "1 AA MKWVTF\n2 skipped\n"),
        ("Bacillus sp", dna("source 1..20", "  mol_type = genomic DNA", "  organism = Bacillus sp")),
        ("Bacillus sp.", dna("source 1..20", "  mol_type = genomic DNA", "  organism = Bacillus sp.")),
    ],
    "warning": [
        (
            "M from a gtg that is not the first codon",
            cds("gtgaaatttggggctctgtaa", "MKFGAL", "transl_table = 11", location="<1..21"),
        ),
        ("leading zero in a location", placed("05..9")),
        ("replace as it is", dna("variation 1", "  replace = a")),
        ("nothing put between", dna("variation 5^6", "  replace =")),
        ("replace without its element", dna("variation 5", "  replace")),
        ("q01", dna("misc_feature 1..4", "  note #q01 = x")),
        (
            "an id on mol_type",
            dna("source 1..20", "  mol_type #q1 = other DNA", "  organism = synthetic construct"),
        ),
        ("SOURCE", aa("SOURCE 1..10", "  MOL_TYPE = protein", "  ORGANISM = synthetic construct")),
        ("skipped alone", "1 skipped\n2 skipped\n"),
        ("a code without values", "@nonEnglishFreeTextLanguageCode = de\n" + dna()),
        ("same languages", "@title.fr = Variantes de facteur\n@title.fr = Facteur de croissance\n" + dna()),
    ],
    "error": [
        (
            "protein of another organism",
            cds("atgaaatttggggctctgtaa", "MKFGAL").replace(
                "protein\n    organism = Homo sapiens", "protein\n    organism = Mus musculus"
            ),
        ),
        ("a star in the translation", cds("atgaaatttggggctctgtaa", "MKFGAL*", theirs="MKFGAL")),
        ("U not named", cds("atgaaatgaggggctctgtaa", "MKUGAL")),
        ("one defined residue", aa(residues="XXXK")),
        ("nine defined nucleotides", dna(residues="acgtacgtann")),
        *(
            (
                f"source {location}",
                dna(f"source {location}", "  mol_type = other DNA", "  organism = synthetic construct"),
            )
            for location in (
                "<1..20",
                "1..>20",
                "join(1..9,10..20)",
                "complement(1..20)",
                "1..21",
                "1..19",
                "2..20",
            )
        ),
        (
            "unassigned DNA",
            dna("source 1..20", "  mol_type = unassigned DNA", "  organism = synthetic construct"),
        ),
        ("mRNA as DNA", dna("source 1..20", "  mol_type = mRNA", "  organism = Homo sapiens")),
        *(
            (f"location {location}", placed(location))
            for location in (
                "join(1..5)",
                "join(1..2,order(4..5,7..8))",
                "join(1..5,7^8)",
                ">5..10",
                "5..<10",
                "10..10",
                "10..5",
                "5 ..9",
                "0..5",
                "5^9",
                "1..21",
                "complement(complement(1..5))",
            )
        ),
        *(
            (f"protein {location}", aa(f"SITE {location}", "  note = x"))
            for location in ("3^4", "join(1,3)", "complement(3)")
        ),
        *(
            (f"replace {value!r}", dna("variation 5", f"  replace = {value}"))
            for value in ('" "', "-", "u", "A", "a or g")
        ),
        ("replace in a protein", aa("VARIANT 5", "  note = x", "  replace = A")),
        *((f"id {text}", dna("misc_feature 1..4", f"  note #{text} = x")) for text in ("q0", "Q1", "1")),
        ("Müller without Latin form", "@applicant = Müller AG\n" + dna()),
        ("é in the Latin form", "@applicant = 会社\n@applicant.latin = Société\n" + dna()),
        ("a hard blank in a note", dna("misc_feature 1..4", '  note = "a\\u00a0b"')),
        *(
            (
                f"protein_id {text}",
                cds("atgaaatttggggctctgtaa", "MKFGAL").replace("protein_id = 2", f"protein_id = {text}"),
            )
            for text in ("02", "1", "3", "2,3")
        ),
        ("skipped with a molecule type", "1 AA MKWVTF\n2 skipped moltype=DNA\n"),
        ("skipped with a length", "1 AA MKWVTF\n2 skipped length=3\n"),
        ("CDS both pseudo and translated", cds("atgaaatttggggctctgtaa", "MKFGAL", "pseudo")),
    ],
}


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        pytest.param(verdict, text, id=f"{verdict}: {name}")
        for verdict, cases in CASES.items()
        for name, text in cases
    ],
)
def test_hard_case(verdict: str, text: str) -> None:
    result = validate(parse(text).xml().encode(), OPTIONS, file="example.xml")
    assert not result.internal_errors
    graver = {"pass": ("error", "warning"), "warning": ("error",), "error": ()}[verdict]
    shown = [(str(f.severity), f.code, f.position, f.value, f.args) for f in result.findings]
    assert not any(result.counts[severity] for severity in graver), shown
    if verdict != "pass":
        assert result.counts[verdict] == 1, shown
