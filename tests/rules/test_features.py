"""What pages cannot show of the rules about features and qualifiers."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.rules import catalogue
from seqtool.rules.features.bases import parent
from seqtool.rules.nearest import nearest, respelled
from seqtool.rules.values import PLACE, QUALS, Scope
from seqtool.spec import standard
from seqtool.validate.engine import Engine, Settings
from seqtool.validate.plan import primitives, scope_of

OWN = [r for r in catalogue().values() if r.code[0] in "FQ"]
ENGINE = Engine(OWN, Settings(today=datetime.date(2026, 6, 30)), standard())
KEYS = sorted({*standard().nucleotide_keys, *standard().aa_keys})
NAMES = sorted(standard().nucleotide_qualifiers)
LOCATIONS = ["1..6", "3", "3^4", "complement(2..5)", "join(1..2,7..9)", "7..2", "1..99", "", "<1..>12"]
MOLTYPES = {
    "DNA": "atgnrgtacgttagcctagga",
    "RNA": "atgnrgtacgttagcctagga",
    "AA": "MKXVTBISLLFLFSSAYSRG",
    "x": "atg",
}
PIECES = st.sampled_from(
    [
        "",
        " ",
        "a",
        "ACGT",
        "other",
        "OTHER",
        "(pos:",
        "1..3",
        "complement(",
        ",aa:",
        "Phe",
        ",seq:",
        "acg)",
        "fwd_seq: ",
    ]
)
TEXT = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=6).map("".join))


def check(moltype: str, *features: Feature) -> list[tuple[str, int | None]]:
    hits = ENGINE.check(Sequence(moltype, Residues(MOLTYPES[moltype]), features))
    assert not ENGINE.broken
    return [(hit.rule.code, hit.feature) for hit in hits]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("misc-Feature", "misc_feature"),
        ("D_LOOP", "D-loop"),
        ("cds ", "CDS"),
        ("misc", None),
        ("x" * 99, None),
    ],
)
def test_respelled(written: str, meant: str | None) -> None:
    assert respelled(written, standard().nucleotide_keys) == meant


def test_nearest() -> None:
    assert nearest("promotor", ["promoter", "terminator"], "") == "promoter"
    assert nearest("qqqq", ["promoter"], "otherwise") == "otherwise"
    assert nearest("p" * 100_000, ["promoter"], "otherwise") == "otherwise"


def test_the_base_of_each_modified_nucleotide() -> None:
    bases = {abbreviation: parent(name) for abbreviation, name in standard().modified_nucleotides.items()}
    assert {abbreviation for abbreviation, base in bases.items() if base is None} == {"OTHER", "i", "m1i"}
    shown = ("m5c", "dhu", "p", "q", "yw", "m6a", "t6a", "m7g", "x")
    assert [bases[abbreviation] for abbreviation in shown] == list("cttggaagt")


def test_a_misspelt_source_is_not_a_missing_one() -> None:
    assert check("AA", Feature("SOURCxE", "1..20")) == [("F010", 0)]
    assert check("DNA", Feature("Source", "1..21")) == [("F011", 0)]
    assert check("DNA", Feature("gene", "1..21")) == [("F001", None)]


def test_misc_feature_on_a_protein_with_an_old_location() -> None:
    verdicts = [
        hit.fault.args["instead"]
        for location in ("4", "(4)..(4)", "4..9", "(4)..(9)", "")
        for hit in ENGINE.check(
            Sequence("AA", Residues(MOLTYPES["AA"]), (Feature("MISC_FEATURE", location),))
        )
        if hit.rule.code == "F014"
    ]
    assert verdicts == ["SITE", "SITE", "REGION", "REGION", "SITE"]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(sorted(MOLTYPES)),
    st.one_of(st.sampled_from(KEYS), TEXT),
    st.sampled_from(LOCATIONS),
    st.lists(
        st.builds(
            Qualifier,
            st.one_of(st.sampled_from(NAMES), TEXT),
            st.one_of(st.none(), TEXT),
            st.one_of(st.none(), TEXT),
        ),
        max_size=4,
    ),
)
def test_nothing_breaks_a_rule(moltype: str, key: str, location: str, qualifiers: list[Qualifier]) -> None:
    feature = Feature(key, location, tuple(qualifiers))
    check(moltype, feature, feature)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None)
@given(text=TEXT)
def test_no_value_breaks_a_rule(name: str, text: str) -> None:
    for key, spec in standard().nucleotide_keys.items():
        if name in spec.allowed:
            check("DNA", Feature(key, "1..6", (Qualifier(name, text),)))


def test_rules_that_are_not_remembered_name_their_keys() -> None:
    """What reads residues, or lengths and locations beside values, is asked anew for each feature."""
    for rule in OWN:
        if scope_of(rule) in (Scope.FEATURE, Scope.QUALIFIER):
            reads = primitives(rule)
            assert rule.keys or reads <= QUALS or reads <= PLACE, rule.code
