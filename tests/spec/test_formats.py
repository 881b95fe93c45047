"""Good and bad values of every value format of Annex I."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool import spec
from seqtool.spec.formats import CHECKERS, KINDS, SOFT, check_format

STD = spec.standard()
NAMES = sorted(STD.qualifiers(False))

GOOD = {
    "anticodon": [
        "(pos:34..36,aa:Phe,seq:aaa)",
        "(pos:join(5,495..496),aa:Leu,seq:taa)",
        "(pos:complement(4156..4158),aa:Gln,seq:ttg)",
        "(pos:join(complement(5),complement(1..2)),aa:Leu,seq:taa)",
        "(pos:1..3,aa:Sec,seq:tca)",
        "(pos:1..3,aa:OTHER,seq:nnn)",
    ],
    "codon_start": ["1", "2", "3"],
    "collection_date": ["1952", "1952-10", "1952-10-21", "2024-02-29", "2000-02-29", "0001-01-01"],
    "compare": ["AJ634337.1", "U12345.12", "ABCD01000001.1", "AAA12345.1"],
    "direction": ["left", "right", "both"],
    "EC_number": ["1.1.2.4", "1.1.2.-", "1.1.-.-", "1.-.-.-", "1.1.2.n", "1.1.2.n12", "7.1.1.10"],
    "exception": ["RNA editing", "rearrangement required for product"],
    "lat_lon": ["47.94 N 28.12 W", "90 S 180 E", "0 N 0 E", "45.0123 S 4.1234 E"],
    "mobile_element_type": ["transposon:Tnp9", "SINE", "other:novel element", "insertion sequence:IS1"],
    "mod_base": ["i", "m5c", "gal q", "OTHER"],
    "mol_type": ["genomic DNA", "other RNA", "viral cRNA", "mRNA"],
    "ncRNA_class": ["miRNA", "Y_RNA", "other"],
    "note": ["anything at all (1..5)", "RNA "],
    "number": ["4", "6B", "IIa"],
    "organelle": ["mitochondrion", "plastid:chloroplast", "mitochondrion:kinetoplast"],
    "PCR_primers": [
        "fwd_name: CO1P1, fwd_seq: ttgattttttggtcayccwgaagt, rev_name: CO1R4, rev_seq: ccwvytardcctarraartgttg",
        "fwd_seq: acgt, rev_seq: acgt",
        "fwd_name: hoge1, fwd_seq: cgkgtgtatcttact, rev_name: hoge2, rev_seq: cg<i>gtgtatcttact",
        "fwd_seq: a<gal q>c,fwd_name: B, with comma, fwd_seq: g, rev_seq: t,rev_seq: c",
    ],
    "protein_id": ["1", "89", "100000"],
    "pseudo": [""],
    "pseudogene": ["processed", "unknown"],
    "recombination_class": ["meiotic", "other"],
    "regulatory_class": ["promoter", "TATA_box", "uORF", "other"],
    "replace": ["", "a", "acgtmrwsykvhdbn", "a" * 3000],
    "rpt_type": ["tandem", "long_terminal_repeat", "other"],
    "rpt_unit_range": ["202..245", "1..2"],
    "rpt_unit_seq": ["aagggc", "ag(5)tg(8)", "(aaaga)6(aaaa)1(aaaga)12", "202..245", "n", "(ac)"],
    "satellite": [
        "satellite: S1a",
        "satellite:alpha",
        "microsatellite:DC130",
        "minisatellite",
        "satellite gamma III",
    ],
    "tag_peptide": ["90..122"],
    "transl_except": [
        "(pos:213..215,aa:Trp)",
        "(pos:join(5,495..496),aa:Sec)",
        "(pos:complement(213..215),aa:Pyl)",
        "(pos:1017,aa:TERM)",
        "(pos:1016..1017,aa:TERM)",
        "(pos:1016..1018,aa:TERM)",
        "(pos:4..6,aa:OTHER)",
    ],
    "transl_table": ["1", "2", "11", "33"],
    "translation": ["MASTFPPW", "MUOXBZJ", "X"],
}

BAD = [
    ("anticodon", "(pos:34..36,aa:Phe)", "syntax"),
    ("anticodon", "pos:34..36,aa:Phe,seq:aaa", "syntax"),
    ("anticodon", "(pos:34..36,aa:Phe,seq:aaa", "syntax"),
    ("anticodon", "(pos:34..36,aa:Phe,seq:aaa) ", "space"),
    ("anticodon", "(pos:34..37,aa:Phe,seq:aaa)", "length"),
    ("anticodon", "(pos:34..36,aa:phe,seq:aaa)", "case"),
    ("anticodon", "(pos:34..36,aa:F,seq:aaa)", "amino-acid"),
    ("anticodon", "(pos:34..36,aa:Foo,seq:aaa)", "amino-acid"),
    ("anticodon", "(pos:34..36,aa:TERM,seq:aaa)", "amino-acid"),
    ("anticodon", "(pos:34..36,aa:Phe,seq:AAA)", "case"),
    ("anticodon", "(pos:34..36,aa:Phe,seq:aa)", "symbol"),
    ("anticodon", "(pos:34..36,aa:Phe,seq:auu)", "symbol"),
    ("anticodon", "(pos:36..34,aa:Phe,seq:aaa)", "location"),
    ("codon_start", "0", "not-listed"),
    ("codon_start", "4", "not-listed"),
    ("codon_start", "01", "not-listed"),
    ("codon_start", "１", "not-listed"),
    ("codon_start", "", "empty"),
    ("collection_date", "1952-02-31", "no-such-date"),
    ("collection_date", "1900-02-29", "no-such-date"),
    ("collection_date", "1952-13-01", "no-such-date"),
    ("collection_date", "1952-00", "no-such-date"),
    ("collection_date", "1952-10-00", "no-such-date"),
    ("collection_date", "0000", "no-such-date"),
    ("collection_date", "31-Feb-1952", "no-such-date"),
    ("collection_date", "00-Feb-1952", "no-such-date"),
    ("collection_date", "21-Oct-1952", "insdc-form"),
    ("collection_date", "Oct-1952", "insdc-form"),
    ("collection_date", "1952-10-21T11:43Z", "insdc-form"),
    ("collection_date", "1952-10-21T11Z", "insdc-form"),
    ("collection_date", "1952-10-21/1953-02-15", "insdc-form"),
    ("collection_date", "21-Oct-1952/15-Feb-1953", "insdc-form"),
    ("collection_date", "1953/1952-10", "order"),
    ("collection_date", "1952-10-21T25:00Z", "syntax"),
    ("collection_date", "1952/", "syntax"),
    ("collection_date", "1952/1953/1954", "syntax"),
    ("collection_date", "19521021", "syntax"),
    ("collection_date", "1952-W06-4", "syntax"),
    ("collection_date", "1952-1-1", "syntax"),
    ("collection_date", "１９５２", "syntax"),
    ("collection_date", "21-OCT-1952", "syntax"),
    ("collection_date", "missing", "syntax"),
    ("compare", "AJ634337", "syntax"),
    ("compare", "AJ634337.0", "syntax"),
    ("compare", "NZ_CP012345.1", "insdc-form"),
    ("compare", "NC_001422.1", "insdc-form"),
    ("compare", "aj634337.1", "case"),
    ("direction", "Left", "case"),
    ("direction", "up", "not-listed"),
    ("EC_number", "1.1.-.4", "syntax"),
    ("EC_number", "-.-.-.-", "syntax"),
    ("EC_number", "1.1.2", "syntax"),
    ("EC_number", "1.1.2.4.5", "syntax"),
    ("EC_number", "1.1.2.x", "syntax"),
    ("EC_number", "1.n.2.3", "syntax"),
    ("EC_number", "01.1.2.3", "syntax"),
    ("EC_number", "EC 1.1.2.3", "syntax"),
    ("exception", "trans-splicing", "unlisted"),
    ("exception", "RNA  editing", "not-listed"),
    ("exception", "rna editing", "case"),
    ("lat_lon", "95 N 28 W", "range"),
    ("lat_lon", "47 N 200 W", "range"),
    ("lat_lon", "90.1 N 28 W", "range"),
    ("lat_lon", "47.94N 28.12W", "syntax"),
    ("lat_lon", "28.12 W 47.94 N", "syntax"),
    ("lat_lon", "-47.94 28.12", "syntax"),
    ("lat_lon", "47.94 n 28.12 W", "case"),
    ("mobile_element_type", "other", "missing-name"),
    ("mobile_element_type", "other: ", "missing-name"),
    ("mobile_element_type", "transposon:", "missing-name"),
    ("mobile_element_type", "Transposon:Tnp9", "case"),
    ("mobile_element_type", "insertion_sequence:IS1", "not-listed"),
    ("mobile_element_type", "Tnp9", "not-listed"),
    ("mod_base", "I", "case"),
    ("mod_base", "other", "case"),
    ("mod_base", "d", "not-listed"),
    ("mod_base", "inosine", "not-listed"),
    ("mod_base", "i or p", "not-listed"),
    ("mol_type", "DNA", "not-listed"),
    ("mol_type", "Genomic DNA", "case"),
    ("mol_type", "genomic_DNA", "not-listed"),
    ("mol_type", "protein", "not-listed"),
    ("ncRNA_class", "circRNA", "unlisted"),
    ("ncRNA_class", "mirna", "case"),
    ("ncRNA_class", "micro RNA", "not-listed"),
    ("note", "", "empty"),
    ("number", "6 B", "syntax"),
    ("number", "6/7", "notation"),
    ("number", "１", "notation"),
    ("organelle", "nitroplast", "unlisted"),
    ("organelle", "chloroplast", "unlisted"),
    ("organelle", "plastid: chloroplast", "not-listed"),
    ("organelle", "Mitochondrion", "case"),
    ("PCR_primers", "acgt", "syntax"),
    ("PCR_primers", "fwd_seq: acgt", "syntax"),
    ("PCR_primers", "rev_seq: acgt", "syntax"),
    ("PCR_primers", "fwd_name: A, rev_seq: acgt", "syntax"),
    ("PCR_primers", "fwd_name: A, fwd_name: B, fwd_seq: a, rev_seq: c", "syntax"),
    ("PCR_primers", "fwd_seq: a, rev_seq: c, rev_name: B", "syntax"),
    ("PCR_primers", "fwd_seq: , rev_seq: c", "syntax"),
    ("PCR_primers", "fwd_seq: ACGT, rev_seq: c", "case"),
    ("PCR_primers", "fwd_seq: acgu, rev_seq: c", "symbol"),
    ("PCR_primers", "fwd_seq: ac<inosine>, rev_seq: c", "symbol"),
    ("PCR_primers", "fwd_seq: ac<i, rev_seq: c", "symbol"),
    ("PCR_primers", "fwd_seq: a, rev_seq: c, fwd_seq: g, rev_seq: t", "insdc-form"),
    ("protein_id", "04", "syntax"),
    ("protein_id", "0", "syntax"),
    ("protein_id", "4,5", "syntax"),
    ("protein_id", "AAA12345.1", "syntax"),
    ("protein_id", "+4", "syntax"),
    ("protein_id", "1_000", "syntax"),
    ("protein_id", "１２", "syntax"),
    ("protein_id", "9" * 5000, "syntax"),
    ("pseudo", "true", "unexpected"),
    ("pseudogene", "other", "not-listed"),
    ("recombination_class", "hot", "not-listed"),
    ("regulatory_class", "RBS", "unlisted"),
    ("regulatory_class", "ribosome binding site", "not-listed"),
    ("regulatory_class", "-35_signal", "not-listed"),
    ("replace", " ", "symbol"),
    ("replace", "-", "symbol"),
    ("replace", "u", "symbol"),
    ("replace", "a or g", "symbol"),
    ("replace", "ACGT", "case"),
    ("replace", "aCgt", "case"),
    ("rpt_type", "TANDEM", "case"),
    ("rpt_type", "satellite", "unlisted"),
    ("rpt_unit_range", "245..202", "order"),
    ("rpt_unit_range", "202..202", "order"),
    ("rpt_unit_range", "202", "syntax"),
    ("rpt_unit_range", "202-245", "syntax"),
    ("rpt_unit_range", "<202..245", "syntax"),
    ("rpt_unit_range", "complement(202..245)", "syntax"),
    ("rpt_unit_seq", "AAGGGC", "notation"),
    ("rpt_unit_seq", "(AAAGA)6(AAAA)1", "notation"),
    ("rpt_unit_seq", "ag(5", "notation"),
    ("rpt_unit_seq", "unknown", "notation"),
    ("rpt_unit_seq", "245..202", "order"),
    ("satellite", "Satellite: S1a", "case"),
    ("satellite", "alpha", "not-listed"),
    ("satellite", "satellite:", "missing-name"),
    ("tag_peptide", "complement(90..122)", "insdc-form"),
    ("tag_peptide", "122..90", "order"),
    ("transl_except", "(pos:213..215,aa:Xyz)", "amino-acid"),
    ("transl_except", "(pos:213..215,aa:term)", "case"),
    ("transl_except", "(pos:213..215;aa:Trp)", "location"),
    ("transl_except", "(pos:((((,aa:Sec)", "location"),
    ("transl_except", "(pos:213..216,aa:Trp)", "length"),
    ("transl_except", "(pos:213,aa:Trp)", "length"),
    ("transl_except", "(pos:213..216,aa:TERM)", "length"),
    ("transl_except", "(pos: 213..215, aa:Trp)", "syntax"),
    ("transl_except", "(pos:213..215,aa:Trp)x", "syntax"),
    ("transl_table", "32", "unlisted"),
    ("transl_table", "011", "syntax"),
    ("transl_table", "0", "not-listed"),
    ("transl_table", "standard", "not-listed"),
    ("translation", "MKV*", "symbol"),
    ("translation", "MK*V", "symbol"),
    ("translation", "mkv", "case"),
    ("translation", "M K", "symbol"),
    ("translation", "MſV", "symbol"),
    ("translation", "*", "symbol"),
]


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in GOOD.items() for value in values]
)
def test_good(name, value):
    assert check_format(name, value) is None


@pytest.mark.parametrize(("name", "value", "kind"), BAD)
def test_bad(name, value, kind):
    problem = check_format(name, value)
    assert problem is not None
    assert problem.kind == kind
    assert 0 <= problem.offset <= len(value)
    assert value.startswith(problem.found, problem.offset)
    assert len(problem.found) <= 40
    assert problem.expected
    if problem.suggestion is not None:
        assert problem.suggestion != value
        assert check_format(name, problem.suggestion) is None


def test_every_format_has_good_and_bad_values():
    asked = {
        name
        for name, record in STD.qualifiers(False).items()
        if record.values or name in CHECKERS or record.format not in ("free-text", "none")
    }
    assert asked <= GOOD.keys()
    assert asked <= {name for name, _value, _kind in BAD}
    assert CHECKERS.keys() <= STD.qualifiers(False).keys()


def test_the_kinds_that_are_used_are_known():
    assert {kind for *_, kind in BAD} | {"key", "range"} == set(KINDS)
    assert set(KINDS) > SOFT


@pytest.mark.parametrize("protein", [False, True])
def test_the_examples_of_the_tables_are_good(protein):
    for name, record in STD.qualifiers(protein).items():
        if record.example:
            assert check_format(name, record.example, protein=protein) is None, name
        for value in record.values - {"other"}:
            assert check_format(name, value, protein=protein) is None, (name, value)


@pytest.mark.parametrize(
    ("name", "value", "suggestion"),
    [
        ("collection_date", "21-Oct-1952", "1952-10-21"),
        ("collection_date", "Oct-1952", "1952-10"),
        ("collection_date", "1952-10-21T11:43Z", "1952-10-21"),
        ("mod_base", "d", "dhu"),
        ("mod_base", "t", "m5u"),
        ("organelle", "chloroplast", "plastid:chloroplast"),
        ("regulatory_class", "RBS", "ribosome_binding_site"),
        ("regulatory_class", "-10_signal", "minus_10_signal"),
        ("EC_number", "EC 1.1.2.3", "1.1.2.3"),
        ("EC_number", "EC:1.1.2.3", "1.1.2.3"),
        ("protein_id", "04", "4"),
        ("translation", "MKV*", "MKV"),
        ("transl_except", "(pos: 213..215, aa:Trp)", "(pos:213..215,aa:Trp)"),
        ("transl_except", "(pos:5..5,aa:TERM)", "(pos:5,aa:TERM)"),
        ("anticodon", "(pos:34..36,aa:F,seq:aaa)", "(pos:34..36,aa:Phe,seq:aaa)"),
        ("rpt_unit_range", "0202..245", "202..245"),
        (
            "PCR_primers",
            "fwd_name: B, fwd_seq: AC<OTHER>gT, rev_seq: C",
            "fwd_name: B, fwd_seq: ac<OTHER>gt, rev_seq: c",
        ),
        ("direction", " left", "left"),
        ("mobile_element_type", "insertion_sequence:IS1", "insertion sequence:IS1"),
        ("transl_except", "(pos:5..5,aa:Trp)", None),
        ("mobile_element_type", "Other", None),
        ("replace", "-", None),
        ("replace", "ſ", None),
    ],
)
def test_suggestions(name, value, suggestion):
    problem = check_format(name, value)
    assert problem is not None
    assert problem.suggestion == suggestion


def test_soft_kinds_are_doubts():
    doubt, fault = check_format("ncRNA_class", "circRNA"), check_format("direction", "up")
    assert doubt is not None
    assert fault is not None
    assert doubt.soft
    assert not fault.soft


def test_an_origin_of_transfer_has_one_direction():
    assert check_format("direction", "both", key="rep_origin") is None
    problem = check_format("direction", "both", key="oriT")
    assert problem is not None
    assert problem.kind == "key"
    assert problem.expected == "left or right"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rpt_unit_range", "202..245"),
        ("rpt_unit_seq", "202..245"),
        ("tag_peptide", "90..245"),
        ("transl_except", "(pos:243..245,aa:Trp)"),
        ("anticodon", "(pos:join(5,244..245),aa:Phe,seq:aaa)"),
    ],
)
def test_positions_are_bounded_by_the_sequence(name, value):
    assert check_format(name, value, length=245) is None
    problem = check_format(name, value, length=244)
    assert problem is not None
    assert problem.kind == "range"


def test_a_protein_has_its_own_qualifiers():
    assert check_format("mol_type", "protein", protein=True) is None
    for value, kind in (("Protein", "case"), ("mRNA", "not-listed")):
        problem = check_format("mol_type", value, protein=True)
        assert problem is not None
        assert problem.kind == kind
    assert check_format("codon_start", "9", protein=True) is None
    assert check_format("no_such_qualifier", "x") is None


def test_an_older_version_can_be_asked_for():
    assert check_format("direction", "left", version=spec.standard("1.3")) is None


PIECES = st.lists(
    st.sampled_from(
        [
            *("(", ")", "<", ">", "..", ",", ":", ";", "^", "-", ".", "/", " ", "\n", "*", "=", "_"),
            *(
                "pos:",
                "aa:",
                "seq:",
                "Trp",
                "TERM",
                "OTHER",
                "join(",
                "complement(",
                "fwd_seq: ",
                "rev_name: ",
            ),
            *(
                "fwd_name: ",
                "rev_seq: ",
                "acgt",
                "ACGT",
                "n",
                "X",
                "i",
                "1",
                "0",
                "12",
                "1952",
                "Oct",
                "T11:43Z",
            ),
            *("satellite", "other", "transposon", "N", "W", "１", "é", "\x00", "\ud7ff", "ſ"),
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(NAMES),
    value=st.one_of(st.text(), PIECES),
    key=st.sampled_from(["", "oriT"]),
    length=st.one_of(st.none(), st.integers(0, 50)),
)
def test_no_text_crashes_a_checker(name, value, key, length):
    problem = check_format(name, value, key=key, length=length)
    if problem is None:
        return
    assert problem.kind in KINDS
    assert 0 <= problem.offset <= len(value)
    assert value.startswith(problem.found, problem.offset)
    assert problem.suggestion != value
    if problem.suggestion is not None:
        again = check_format(name, problem.suggestion, key=key, length=length)
        assert again is None or again.soft
    assert problem.soft == (problem.kind in SOFT)


@pytest.mark.parametrize("name", sorted({*CHECKERS, "organelle", "exception", "mod_base"}))
@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "(",
        "a(",
        "(a)",
        "1",
        "1.",
        "<i>",
        "fwd_seq: a, ",
        "fwd_name: ",
        " ",
        "-",
        "/",
        "join(",
        "x y ",
        ".-",
    ],
)
def test_time_is_linear(name, unit):
    value = unit * (100_000 // len(unit)) + "!"
    start = time.perf_counter()
    check_format(name, value)
    assert time.perf_counter() - start < 1
