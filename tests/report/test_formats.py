"""What each format promises, beyond being parseable."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import jsonschema
import pytest
from reports import RULES, finding, fix_everything, rendered, result, samples

from seqtool import assets
from seqtool.report import Style
from seqtool.report.csv_table import safe
from seqtool.report.json_lines import schema
from seqtool.report.layout import amount, cells, listed, wrap
from seqtool.report.markdown_lite import to_html
from seqtool.report.sarif import uri
from seqtool.report.verdict import verdict
from seqtool.rules import Severity

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_shipped_schema_is_current() -> None:
    assert assets.text("schema", "seqtool-report-1.json") == schema(), "run packaging/make_schema.py"


def test_schema_refuses_what_is_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    check = jsonschema.Draft202012Validator(json.loads(schema()))
    report = json.loads(rendered("json", samples()[:1]))
    check.validate(report)
    report["new"] = "fields may be added"
    check.validate(report)
    for field in ("valid", "counts", "findings"):
        assert not check.is_valid({k: v for k, v in report.items() if k != field})
    report["findings"][0]["line"] = 0
    assert not check.is_valid(report)


def test_sarif_follows_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    check = json.loads((Path(__file__).parent / "sarif-2.1.0-subset.json").read_text(encoding="utf-8"))
    log = json.loads(rendered("sarif", samples()))
    jsonschema.Draft7Validator(check).validate(log)
    levels = [r["level"] for r in log["runs"][0]["results"]]
    assert levels == ["error", "error", "warning", "error", "note", "note", "error", "error"]
    assert not log["runs"][0]["invocations"][0]["executionSuccessful"]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a b/ü#1?.xml", "a%20b/%C3%BC%231%3F.xml"),
        ("c:d.xml", "c%3Ad.xml"),
        ("/tmp/a b.xml", "file:///tmp/a%20b.xml"),
        ("\udcff.xml", "%FF.xml"),
        ("-", "-"),
    ],
)
def test_sarif_uri(file: str, expected: str) -> None:
    assert uri(file) == expected


@pytest.mark.parametrize("width", [60, 100])
def test_text_keeps_to_the_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    made = ANSI.sub("", rendered("text", samples(), Style(colour=True, width=width)))
    too_long = [line for line in made.splitlines() if cells(line) > width]
    assert not too_long


def test_text_has_colour_only_where_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    plain = rendered("text", samples(), Style())
    assert "\x1b" not in plain
    painted = rendered("text", samples(), Style(colour=True))
    assert ANSI.sub("", painted) == plain


def test_text_of_a_valid_file_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    lines = rendered("text", [result([])]).splitlines()
    assert len(lines) <= 5
    assert lines[-1] == "Valid: no errors, nothing to complain of."


def test_text_says_what_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    made = rendered("text", samples()[:1], Style(width=200))
    assert made.count("… and 1,232 more of L001 location-bad") == 1
    assert "1,234  error    L001  location-bad" in made
    assert made.rstrip().endswith("Not valid: 1,235 errors must be mended.")


def test_verdicts() -> None:
    one = finding("Q001", args={"what": "x"})
    assert verdict(result([one])) == (True, "Valid: no errors; please read the warning.")
    assert verdict(result([one, one]))[1].endswith("please read the 2 warnings.")
    assert verdict(result([finding("T001")])) == (True, "Valid: no errors, no warnings.")
    assert verdict(result([], level="formality"))[1].startswith("Formally valid")
    assert verdict(result([], internal_errors=["x"]))[0] is False
    assert verdict(result([finding("G001")]))[1] == "Not valid: 1 error must be mended."


def test_html_policy_names_the_digests_of_its_own_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    made = rendered("html", samples())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', made)
    assert policy is not None
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    for part in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", made, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"sha256-{digest}" in policy[1]
    for kind in ("css", "js"):
        assert "</" not in assets.text("templates", f"report.{kind}")


def test_html_explains_each_rule_once(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    made = rendered("html", samples())
    for code in RULES:
        assert made.count(f'id="rule-{code}"') == (code != "S001")


def test_csv_formulas_are_made_safe() -> None:
    assert [safe(c) for c in ("=1", " +1", "-1", "@x", "＝1", "a=1", 5, None)] == [
        "'=1",
        "' +1",
        "'-1",
        "'@x",
        "'＝1",
        "a=1",
        5,
        None,
    ]


def test_junit_shows_rules_that_passed_and_warnings_without_failing(monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    made = rendered("junit", samples()[:1])
    assert '<testcase name="S001 never-broken"' in made
    assert made.count("<failure") == 2
    assert made.count("<system-out>") == 2


def test_markdown_is_escaped() -> None:
    assert to_html("a `<b>` **x** <i>") == "<p>a <code>&lt;b&gt;</code> <strong>x</strong> &lt;i&gt;</p>"
    assert to_html("- a\n  b\n- c") == "<ul><li>a b</li><li>c</li></ul>"
    assert to_html("```\n<x>\n```") == "<pre>&lt;x&gt;</pre>"


def test_words() -> None:
    assert amount(1, "error") == "1 error"
    assert amount(1234, "error") == "1,234 errors"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert wrap("日本" * 20, 31, "  ") == ["  " + "日本" * 7, "  " + "日本" * 7, "  " + "日本" * 6]
    assert str(Severity.ERROR) == "error"
