"""``seqtool rules`` and ``seqtool explain``."""

from __future__ import annotations

import csv
import io
import json

import pytest

from seqtool.app import rulebook
from seqtool.cli.main import run
from seqtool.rules import catalogue
from seqtool.rules.profiles import names


def test_rules_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    codes = [line[:4] for line in lines[1:-2]]
    assert codes == list(catalogue())
    assert lines[-1].startswith(f"{len(codes)} rules, ")


def test_rules_of_an_area_by_letter_and_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--area", "l", "--format", "json"]) == 0
    by_letter = capsys.readouterr().out
    assert run(["rules", "--area", "location", "--format", "json"]) == 0
    assert capsys.readouterr().out == by_letter
    assert {row["code"][0] for row in json.loads(by_letter)} == {"L"}


def test_rules_found_by_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--search", "OPERATOR", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert rows
    assert all("operator" in " ".join(row.values()).lower() for row in rows)
    assert run(["rules", "--search", "no rule has such a text"]) == 0
    assert "No rule fits" in capsys.readouterr().out


def test_unknown_area_and_unknown_rule_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--area", "nonsense"]) == 2
    assert "Areas: X file and structure" in capsys.readouterr().err
    assert run(["explain", "L020", "location-unknown-oprator"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "L020 location-unknown-operator" in captured.err
    for words in ([], ["L020", "--paragraph", "66"], ["--paragraph", "166"], ["x" * 10_000], ["\0"]):
        assert run(["explain", *words]) == 2
    assert run(["rules", "--format", "nonsense"]) == 2


@pytest.mark.parametrize("word", ["L020", "l020", "location-unknown-operator"])
def test_explain(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", word]) == 0
    made = capsys.readouterr().out
    assert made.startswith("L020 location-unknown-operator\nSeverity: error.")
    assert "Paragraph 67 (Feature table):" in made
    assert "## What to do" in made
    assert "short notation" in made
    assert "\x1b" not in made


def test_explain_paragraph_with_its_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--paragraph", "66"]) == 0
    made = capsys.readouterr().out
    assert made.startswith("Paragraph 66 (")
    assert "Paragraph 66(c) (" in made
    assert "L007  error" in made
    assert run(["explain", "--paragraph", "annex  i.6"]) == 0
    assert capsys.readouterr().out.startswith("Annex I.6 (")
    assert run(["explain", "--paragraph", "2"]) == 0
    assert "No rule stands on it." in capsys.readouterr().out


def test_every_rule_can_be_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", *catalogue()]) == 0
    made = capsys.readouterr().out
    for rule in catalogue().values():
        assert f"{rule.code} {rule.name}" in made


def test_a_profile_shows_what_it_changes(capsys: pytest.CaptureFixture[str]) -> None:
    for name in names():
        rows = {row.code: row for row in rulebook.rows(name)}
        for rule in catalogue().values():
            changes = dict(rulebook.profile_changes(rule))
            here = rows[rule.code].severity if rows[rule.code].on else "off"
            usual = "off" if rule.optional else str(rule.severity)
            assert changes.get(name, usual) == here


def test_paragraphs_within() -> None:
    assert rulebook.within("66(c)", "66")
    assert not rulebook.within("66", "6")
    assert rulebook.within("Annex I.6", "Annex I")
    assert not rulebook.within("Annex IV", "Annex I")
