"""Coding sequences: what pages cannot show."""

from __future__ import annotations

import datetime
import pickle
import time

from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.rules import catalogue
from seqtool.rules.ledgers_organisms import Strangers
from seqtool.rules.ledgers_proteins import LinkFacts, Links
from seqtool.spec import standard
from seqtool.validate.engine import Engine, Settings

SETTINGS = Settings(today=datetime.date(2026, 6, 30))
MINE = [rule for code, rule in catalogue().items() if code[0] in "LCO"]

values = st.sampled_from(
    ["1", "2", "3", "11", "99", "", "x", "(pos:4..6,aa:Sec)", "(pos:join(4,9..10),aa:TERM)"]
)
names = st.sampled_from(
    ["translation", "protein_id", "transl_table", "transl_except", "codon_start", "organism", "pseudo"]
)
proteins = st.text("MKUOX*a", max_size=8)
locations = st.one_of(
    st.text("0123456789.,^<>()joinrdecmpl \t", max_size=20),
    st.sampled_from(["1..12", "<2..>11", "complement(3..20)", "join(1..5,5..9)", "join(5..9,1^2)", "25^1"]),
)
features = st.builds(
    Feature,
    st.sampled_from(["CDS", "source", "SOURCE", "DISULFID", "SIGNAL", "gene"]),
    locations,
    st.lists(
        st.builds(Qualifier, names, st.one_of(st.none(), values, proteins, st.text(max_size=6))), max_size=5
    ).map(tuple),
)


@given(
    st.sampled_from(["DNA", "RNA", "AA", "other"]),
    st.text("acgtnMKC", max_size=25),
    st.lists(features, max_size=3).map(tuple),
)
def test_no_text_breaks_a_rule(moltype: str, residues: str, table: tuple[Feature, ...]) -> None:
    engine = Engine(MINE, SETTINGS, standard())
    engine.check(Sequence(moltype, Residues(residues), table))
    engine.finish()
    assert not engine.broken


rows = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), st.integers(0, 9)), max_size=8)


def _links(rows: list[tuple[int, int, int]], offset: int = 0) -> Links:
    made = Links()
    for position, feature, number in rows:
        made.add(position + offset, feature, 1, LinkFacts(number, number * 7, number < 3))
    return made


@given(rows, rows)
def test_links_merge_as_they_add(
    first: list[tuple[int, int, int]], second: list[tuple[int, int, int]]
) -> None:
    merged = _links(first)
    merged.merge(pickle.loads(pickle.dumps(_links(second))), 3)
    assert list(merged) == [*_links(first), *_links(second, 3)]


@given(rows, rows)
def test_strangers_merge_as_they_add(
    first: list[tuple[int, int, int]], second: list[tuple[int, int, int]]
) -> None:
    def made(rows: list[tuple[int, int, int]], offset: int = 0) -> Strangers:
        ledger = Strangers()
        for position, feature, name in rows:
            ledger.add(position + offset, feature, 1, f"Name {name}")
        return ledger

    merged = made(first)
    merged.merge(pickle.loads(pickle.dumps(made(second))), 3)
    assert list(merged) == [*made(first), *made(second, 3)]


def test_coding_sequences_are_cheap() -> None:
    """Some 150 µs for a coding sequence of 1,000 bases; the bound here is generous, for slow machines."""
    engine = Engine(MINE, SETTINGS, standard())
    codons = "atg" + "gct" * 330 + "taa"
    protein = "M" + "A" * 330

    def sequence(number: int) -> Sequence:
        quals = (Qualifier("translation", protein), Qualifier("protein_id", str(number + 1)))
        return Sequence(
            "DNA", Residues("c" * number + codons), (Feature("CDS", f"{number + 1}..{number + 996}", quals),)
        )

    made = [sequence(number) for number in range(100)]
    start = time.perf_counter()
    hits = [hit for each in made for hit in engine.check(each)]
    spent = time.perf_counter() - start
    assert not hits
    assert spent < 100 * 0.002
