"""A rule switched off is silent and nothing else changes; every template is filled completely."""

from __future__ import annotations

from collections import Counter
from string import Formatter

import msgspec
import pytest
from notation import parse
from test_pages import examples, raw, run

from seqtool.app import validate as app
from seqtool.messages import texts
from seqtool.report.view import view
from seqtool.rules import catalogue
from seqtool.rules.profiles import Profile, profile
from seqtool.validate.collect import Finding

FAILING = [p for p in examples() if p.values[2] == "fail"]


def data_of(kind: str, text: str) -> bytes:
    return parse(text).xml().encode() if kind == "listing" else raw(text)


def place(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.order, finding.value, finding.line, finding.column)


@pytest.mark.parametrize(("code", "kind", "_verdict", "options", "text"), FAILING)
def test_a_rule_switched_off_is_silent(
    code: str, kind: str, _verdict: str, options: dict[str, str], text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data_of(kind, text)
    before = run(data, options)

    def without(name: str) -> Profile:
        chosen = profile(name)
        return msgspec.structs.replace(chosen, off=chosen.off | {code})

    monkeypatch.setattr(app, "profile", without)
    after = run(data, options)
    assert code not in after.rules
    others = Counter(place(f) for f in before.findings if f.code != code)
    assert Counter(map(place, after.findings)) == others
    _check_texts(before.findings)


def _check_texts(findings: list[Finding]) -> None:
    for finding in findings:
        rule = catalogue()[finding.code]
        given = set(finding.args) | ({"value"} if finding.value is not None else set())
        for template in (rule.message, rule.mend):
            wanted = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
            assert wanted <= given, (finding.code, template, finding.args)
        shown = view(finding, texts())
        said = [str(one) for one in (finding.value, *finding.args.values())]
        if not any("{" in one for one in said):
            assert "{" not in shown.message + shown.mend, (shown.message, shown.mend)
        for sentence in (shown.message, shown.mend):
            assert sentence
            assert "None" not in sentence.split(), sentence
            # Two blanks in a row are a gap where an argument was empty.
            assert "  " not in sentence or any(one != " ".join(one.split()) for one in said), sentence
