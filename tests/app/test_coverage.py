"""``docs/coverage.md`` says what is true, and no paragraph that asks for something is passed over."""

from __future__ import annotations

from support import ROOT

from seqtool.app.coverage import coverage, markdown
from seqtool.app.rulebook import also_checked, paragraphs_of
from seqtool.rules import catalogue
from seqtool.spec import standard


def test_coverage_page_is_current() -> None:
    shipped = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert shipped == markdown(), "run packaging/make_coverage.py"


def test_every_paragraph_that_asks_has_a_rule_or_a_reason() -> None:
    assert [entry.paragraph.number for entry in coverage() if entry.open] == []


def test_rules_name_paragraphs_that_there_are() -> None:
    known = standard().paragraphs
    odd = {
        rule.code: rule.paragraph
        for rule in catalogue().values()
        if rule.paragraph and not (paragraphs_of(rule) and all(p in known for p in paragraphs_of(rule)))
    }
    assert odd == {}


def test_table_of_further_rules_names_what_there_is() -> None:
    known = standard().paragraphs
    for paragraph, codes in also_checked().items():
        assert paragraph in known
        for code in codes:
            assert code in catalogue()
            assert paragraph not in paragraphs_of(catalogue()[code])
