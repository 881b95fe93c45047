"""Fixed rules and results for the tests of reports: what real rules say may change, a report's form may not."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest

from seqtool.messages import texts
from seqtool.report import Result, RuleCount, Style, write
from seqtool.report.pages import Page
from seqtool.rules import Fix, Rule, Severity
from seqtool.validate.collect import AFTER, Finding, Statistics

MODULES = ("view", "text", "sarif", "junit", "html")


def _rule(code: str, name: str, severity: Severity, paragraph: str | None, message: str, mend: str) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=severity,
        paragraph=paragraph,
        basis="confirmed",
        message=message,
        mend=mend,
        element=None,
        keys=frozenset(),
        qualifiers=frozenset(),
        moltypes=frozenset(),
        optional=False,
        formality=False,
        reads=(),
        check=None,
        module="tests",
    )


RULES = {
    rule.code: rule
    for rule in (
        _rule("G001", "title-absent", Severity.ERROR, "45", "There is no title.", "Give a title."),
        _rule("L001", "location-bad", Severity.ERROR, "66", "The location {value} is bad.", "Write x..y."),
        _rule("Q001", "word-odd", Severity.WARNING, "Annex I.6", "{what} is an odd word.", "Use another."),
        _rule("S001", "never-broken", Severity.ERROR, "8", "Never.", "Nothing."),
        _rule("T001", "text-long", Severity.INFO, None, "The text is long.", "Make it shorter."),
        _rule("X900", "internal-error", Severity.ERROR, None, "A rule failed: {value}.", "Report it."),
    )
}
PAGE = Page(
    "# L001 location-bad\n\n## What is wrong\n\nIt is `bad` & <worse>.\n",
    "It is `bad` & <worse>.\n\n- one,\n  going on\n- **two**",
    "Paragraph 66 [confirmed].",
    "Mend it.\n\n```\n1..2 <3\n```",
)


def fix_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports that know only the fixed rules, and a fixed version of the program."""
    for module in MODULES:
        monkeypatch.setattr(f"seqtool.report.{module}.catalogue", lambda: RULES)
    for module in ("json_lines", "html", "sarif"):
        monkeypatch.setattr(f"seqtool.report.{module}.__version__", "0.0.0")
    for module in ("html", "sarif"):
        monkeypatch.setattr(f"seqtool.report.{module}.page", lambda code: PAGE)
    chosen = SimpleNamespace(rules=lambda formality: [r for r in RULES.values() if r.code != "X900"])
    monkeypatch.setattr("seqtool.report.junit.profile", lambda name: chosen)


def finding(code: str, **more: Any) -> Finding:
    return Finding(code=code, severity=RULES[code].severity, **more)


def result(
    findings: list[Finding], file: str = "listing.xml", hidden: dict[str, int] | None = None, **more: Any
) -> Result:
    """A result with counts that fit its findings and those hidden per rule."""
    shown: dict[str, int] = {}
    for f in findings:
        shown[f.code] = shown.get(f.code, 0) + 1
    rules = {code: RuleCount(n + (hidden or {}).get(code, 0), n) for code, n in sorted(shown.items())}
    counts = {"error": 0, "warning": 0, "info": 0}
    for code, n in rules.items():
        counts[str(RULES[code].severity)] += n.count
    values: dict[str, Any] = {
        "profile": "wipo",
        "level": "full",
        "standard_version": "1.7",
        "dtd_version": "V1_3",
        "sequences": Statistics(total=1234, skipped=1, dna=1000, rna=33, aa=200, residues=5_000_000),
        **more,
    }
    return Result(
        file=file,
        counts=counts,
        rules=rules,
        truncated=bool(hidden),
        findings=findings,
        **values,
    )


def samples() -> list[Result]:
    """A full result, a valid one, and one that is hostile and not complete."""
    full = result(
        [
            finding("G001", element="InventionTitle", line=4, column=3),
            finding(
                "L001",
                position=2,
                sequence_id=2,
                feature=1,
                key="CDS",
                location="5..1",
                value="5..1",
                line=40,
                column=7,
                fix=Fix("Write 1..5", (), safe=False),
            ),
            finding(
                "Q001",
                position=2,
                sequence_id=2,
                feature=1,
                key="CDS",
                location="5..1",
                qualifier=0,
                qualifier_name="note",
                value="=HYPERLINK(1)",
                args={"what": "colour"},
                line=44,
                fix=Fix("Trim it", (), safe=True),
            ),
            finding(
                "L001", position=7, sequence_id=5, feature=0, value="é日本語 " * 30, line=1_000_000, column=1
            ),
            finding("T001", position=8, line=1_000_020, column=1),
            finding("T001", position=AFTER),
        ],
        hidden={"L001": 1232},
    )
    valid = result([], file="dir/quite valid #1.xml", sequences=Statistics(total=1, aa=1, residues=4))
    hostile = "<script>alert('&\"')</script>\x1b[31m\u202e]]>-->"
    odd = result(
        [
            finding("X900", value="S001"),
            finding(
                "L001",
                position=1,
                sequence_id=1,
                element=hostile,
                feature=0,
                key=hostile,
                location=hostile,
                qualifier=2,
                qualifier_name=hostile,
                value=hostile,
                line=3,
                fix=Fix(hostile, (), safe=True),
            ),
        ],
        file=f"{hostile}\udcff.xml",
        dtd_version=hostile,
        sequences=Statistics(),
        internal_errors=["S001 failed: KeyError"],
    )
    return [full, valid, odd]


def rendered(form: str, results: list[Result], style: Style | None = None) -> str:
    out = io.StringIO(newline="")
    write(form, iter(results), out, texts(), style)
    return out.getvalue()
