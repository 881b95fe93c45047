"""Whatever stands in a listing: every format gives something that its readers can parse, with nothing raw in it."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from reports import RULES, finding, fix_everything, rendered, result

from seqtool import assets
from seqtool.report import Result, Style
from seqtool.report.csv_table import COLUMNS
from seqtool.report.json_lines import SCHEMA
from seqtool.rules import Fix
from seqtool.validate.collect import AFTER, Finding

#: Any character at all, those that break things more often than others.
ANY = st.text(st.one_of(st.sampled_from("<>&'\"=+-@\t\r\n\0\x1b\x85\u2028\u202e\ufffe\udc80,;{}[]`|日é"), st.characters(exclude_categories=[])), max_size=60)  # fmt: skip
MAYBE = st.none() | ANY
RAW = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
INDEX = st.none() | st.integers(0, 5)


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    feature = draw(INDEX)
    return finding(
        draw(st.sampled_from(sorted(RULES))),
        position=draw(st.sampled_from([0, 1, 2, 3, AFTER])),
        sequence_id=draw(st.none() | st.integers(1, 10**18)),
        element=draw(MAYBE),
        feature=feature,
        key=draw(MAYBE),
        location=draw(MAYBE),
        qualifier=draw(INDEX),
        qualifier_name=draw(MAYBE),
        value=draw(MAYBE),
        line=draw(st.none() | st.integers(0, 10**9)),
        column=draw(st.none() | st.integers(0, 10**6)),
        args={"what": draw(ANY)},
        fix=draw(st.none() | st.builds(Fix, ANY, st.just(()), st.booleans())),
    )


@st.composite
def results(draw: st.DrawFn) -> Result:
    found = sorted(draw(st.lists(findings(), max_size=4)), key=lambda f: f.order)
    hidden = {f.code: draw(st.integers(0, 2000)) for f in found}
    return result(
        found,
        file=draw(ANY.filter(bool)),
        hidden={code: n for code, n in hidden.items() if n},
        dtd_version=draw(MAYBE),
        level=draw(st.sampled_from(["full", "formality"])),
        internal_errors=draw(st.lists(ANY, max_size=1)),
    )


several = settings(max_examples=40, deadline=None)(given(st.lists(results(), max_size=2)))


@pytest.fixture(scope="module", autouse=True)
def _fixed() -> object:
    with pytest.MonkeyPatch.context() as patch:
        fix_everything(patch)
        yield


@several
def test_text(given_results: list[Result]) -> None:
    made = rendered("text", given_results, Style(width=60))
    assert not RAW.search(made)
    assert "\t" not in made
    assert "\r" not in made
    assert len([line for line in made.split("\n") if "  " in line]) >= sum(
        len(r.findings) for r in given_results
    )


@several
def test_json(given_results: list[Result]) -> None:
    made = rendered("json", given_results)
    lines = made.splitlines()
    assert len(lines) == len(given_results)
    schema = json.loads(assets.text("schema", "seqtool-report-1.json"))
    for line, r in zip(lines, given_results, strict=True):
        report = json.loads(line)
        jsonschema.Draft202012Validator(schema).validate(report)
        assert report["schema"] == SCHEMA
        assert len(report["findings"]) == len(r.findings)
        assert sum(report["counts"].values()) == sum(n["count"] for n in report["rules"].values())
        assert not RAW.search("".join(str(v) for v in report["findings"]) + report["file"])


XSD = xmlschema.XMLSchema(str(assets.path("schema", "seqtool-report-1.xsd")))


@several
def test_xml(given_results: list[Result]) -> None:
    made = rendered("xml", given_results)
    root = etree.fromstring(made.encode())
    XSD.validate(made)
    name = "{urn:seqtool:report:1}finding"
    assert len(list(root.iter(name))) == sum(len(r.findings) for r in given_results)
    assert not RAW.search(made)


@several
def test_junit(given_results: list[Result]) -> None:
    made = rendered("junit", given_results)
    root = etree.fromstring(made.encode())
    assert len(root) == len(given_results)
    for suite in root:
        assert int(suite.get("tests", "")) == len(suite.findall("testcase")) >= len(RULES) - 1
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))
        assert int(suite.get("errors", "")) == len(suite.findall("testcase/error"))
    assert not RAW.search(made)


@several
def test_csv(given_results: list[Result]) -> None:
    made = rendered("csv", given_results)
    rows = list(csv.reader(io.StringIO(made, newline=""), strict=True))
    assert made.count("\r\n") == made.count("\n") == len(rows)
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) - 1 == sum(len(r.findings) for r in given_results)
    for row in rows[1:]:
        assert len(row) == len(COLUMNS)
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
    assert not RAW.search(made)


@several
def test_sarif(given_results: list[Result]) -> None:
    made = rendered("sarif", given_results)
    run = json.loads(made)["runs"][0]
    assert len(run["results"]) == sum(len(r.findings) for r in given_results)
    rules = run["tool"]["driver"]["rules"]
    for r in run["results"]:
        assert rules[r["ruleIndex"]]["id"] == r["ruleId"]
        location = r["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][location["index"]]["location"]["uri"] == location["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%._~/:-]+", location["uri"], re.ASCII)
    assert not RAW.search(made)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("style", "src", "srcset", "action", "formaction")
            assert name != "href" or (value or "").startswith("#")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@several
def test_html(given_results: list[Result]) -> None:
    made = rendered("html", given_results)
    reader = _Reader()
    reader.feed(made)
    assert not reader.open
    assert reader.tags["script"] == 2
    assert reader.tags["style"] == 1
    heads = sum(bool(r.findings) for r in given_results)
    overview = 1 + len(given_results) if len(given_results) > 1 else 0
    assert reader.tags.get("tr", 0) == heads + overview + sum(len(r.findings) for r in given_results)
    assert not RAW.search(made)
    assert "http" not in made.replace("http-equiv", "")
