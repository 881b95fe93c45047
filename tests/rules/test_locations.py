"""Locations and organisms: what pages cannot show."""

from __future__ import annotations

import datetime

import pytest

from seqtool.model import DeclaredSequence, Feature, Qualifier, Residues, Sequence
from seqtool.rules import catalogue
from seqtool.spec import organisms, standard
from seqtool.validate.cell import Hit
from seqtool.validate.engine import Engine, Settings

SETTINGS = Settings(today=datetime.date(2026, 6, 30))
MINE = [rule for code, rule in catalogue().items() if code[0] in "LO"]


def check(
    location: str, length: int, stated: str | None = None, *, organism: str = "synthetic construct"
) -> list[Hit]:
    quals = (Qualifier("mol_type", "other DNA"), Qualifier("organism", organism))
    sequence = Sequence("DNA", Residues("a" * length), (Feature("source", location, quals),))
    engine = Engine(MINE, SETTINGS, standard())
    hits = engine.check(sequence, None if stated is None else DeclaredSequence(number="1", length=stated))
    hits += engine.finish()
    assert not engine.broken
    return hits


@pytest.mark.parametrize(
    ("location", "length", "stated", "codes"),
    [
        ("1..448", 448, None, []),
        ("1..449", 448, None, ["L041"]),
        ("1..449", 448, "448", ["L041"]),
        # The stated length agrees with the source: residues are missing, which is one fault elsewhere.
        ("1..449", 448, "449", []),
        ("1..448", 448, "449", []),
        ("1..500", 448, "449", ["L041"]),
        ("1..449", 448, "\u0664\u0664\u0669", ["L041"]),
        ("1", 1, None, []),
        ("1..1", 1, None, ["L007"]),
        ("2", 1, None, ["L041"]),
        ("1..1", 5, None, ["L007", "L041"]),
        ("01..448", 448, None, ["L005"]),
        (" 1..448", 448, None, ["L004"]),
        ("\u00a01..448", 448, None, ["L004"]),
        ("JOIN(1..2,3..448)", 448, None, ["L021", "L041"]),
        ("1-448", 448, None, ["L002"]),
        ("1..5", 0, None, []),
    ],
)
def test_source_spans_the_sequence(location: str, length: int, stated: str | None, codes: list[str]) -> None:
    assert sorted(hit.rule.code for hit in check(location, length, stated)) == codes


@pytest.mark.parametrize(
    ("location", "mended", "safe"),
    [
        ("10..10", "10", True),
        (" 10..10 ", "10", True),
        ("5 ..9", "5..9", False),
        ("05..9", "5..9", False),
        ("Join(1..2,5)", "join(1..2,5)", True),
        (">5..10", "<5..10", False),
        ("10..5", None, None),
        ("(5)..(9)", "5..9", False),
    ],
)
def test_fixes(location: str, mended: str | None, safe: bool | None) -> None:
    engine = Engine(MINE, SETTINGS, standard())
    hits = engine.check(Sequence("DNA", Residues("a" * 40), (Feature("misc_feature", location),)))
    assert hits
    # Where two things are wrong, one of the findings has the fix for both.
    fixes = {hit.fault.fix for hit in hits if hit.fault.fix is not None}
    assert [(fix.edits[0].value, fix.safe) for fix in fixes] == ([] if mended is None else [(mended, safe)])


def test_the_index_of_names_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_name: str) -> organisms.Match:
        raise AssertionError("the index was asked")

    monkeypatch.setattr(organisms, "lookup", never)
    assert not check("1..40", 40)
    assert not check("1..40", 40, organism="unidentified")


def test_many_unknown_organisms_cost_little() -> None:
    engine = Engine(MINE, SETTINGS, standard())
    for number in range(300):
        name = "Xqz" + "".join(chr(97 + int(digit)) for digit in str(number)) + " wvkqj"
        source = Feature("source", "1..40", (Qualifier("organism", name),))
        engine.check(Sequence("DNA", Residues("a" * 40), (source,)))
    assert len(engine.finish()) == 300
