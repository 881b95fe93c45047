"""Findings are counted exactly, whatever number of details is kept, in one collector or several."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seqtool.model import Residues, Sequence
from seqtool.rules.core import Severity
from seqtool.validate.collect import AFTER, Collector, Finding, Statistics

SEVERITY = {"S010": Severity.ERROR, "G130": Severity.WARNING, "T023": Severity.INFO}
FOUND = st.lists(
    st.builds(
        lambda code, position, feature: Finding(
            code=code, severity=SEVERITY[code], position=position, feature=feature
        ),
        st.sampled_from(sorted(SEVERITY)),
        st.integers(0, 5),
        st.none() | st.integers(0, 3),
    ),
    max_size=30,
)


def collected(found: list[Finding], cap: int) -> Collector:
    made = Collector(cap)
    for finding in found:
        made.add(finding)
    return made


@given(FOUND, st.integers(0, 6))
def test_counts_are_exact_and_details_capped(found: list[Finding], cap: int) -> None:
    made = collected(found, cap)
    for code, severity in SEVERITY.items():
        there = [f for f in found if f.code == code]
        assert made.counts.get(code, 0) == len(there)
        assert made.by_severity[severity] == len(there)
        assert len([f for f in made.findings if f.code == code]) == (
            min(cap, len(there)) if cap else len(there)
        )
    assert made.truncated == (len(made.findings) < len(found))


@given(FOUND, st.integers(0, 30), st.integers(0, 6))
def test_two_parts_are_the_whole(found: list[Finding], cut: int, cap: int) -> None:
    whole = collected(found, cap)
    first, second = collected(found[:cut], cap), collected(found[cut:], cap)
    first.merge(second.findings, second.counts, SEVERITY)
    assert (first.counts, first.by_severity) == (whole.counts, whole.by_severity)
    assert first.ordered() == whole.ordered()
    assert first.truncated == whole.truncated


def test_order_is_that_of_the_file() -> None:
    places = [(0, None), (1, None), (1, 0), (1, 2), (2, 0), (AFTER, None)]
    found = [Finding(code="S010", severity=Severity.ERROR, position=p, feature=f) for p, f in places]
    assert collected(found[::-1], 0).ordered() == found


def test_statistics_add_up() -> None:
    records = [
        Sequence("DNA", Residues("acgt")),
        Sequence("RNA", Residues("ac")),
        Sequence("AA", Residues("MKW")),
        Sequence("", Residues(), skipped=True),
        Sequence("PRT", Residues("M")),
    ]
    whole, first, second = Statistics(), Statistics(), Statistics()
    for index, record in enumerate(records):
        whole.add(record)
        (first if index < 2 else second).add(record)
    first.merge(second)
    assert first == whole == Statistics(total=5, skipped=1, dna=1, rna=1, aa=1, residues=10)
