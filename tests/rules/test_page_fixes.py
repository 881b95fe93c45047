"""Every fix that a failing example of a page offers mends its finding; a safe one uncovers no error either."""

from __future__ import annotations

import io
from typing import Any

import pytest
from notation import parse
from test_pages import TODAY, examples, raw, run

from seqtool.app.fix import Choice, fix_listing
from seqtool.app.validate import Options

#: The declared length is the file's checksum: no fix of residues changes it in silence.
CHECKSUM = {"S010", "S013"}


def failing() -> list[Any]:
    return [p for p in examples() if p.values[2] == "fail"]


@pytest.mark.parametrize(("code", "kind", "_verdict", "options", "text"), failing())
def test_fix(code: str, kind: str, _verdict: str, options: dict[str, str], text: str) -> None:
    data = parse(text).xml().encode() if kind == "listing" else raw(text)
    found = [f for f in run(data, options).findings if f.code == code]
    fixes = [f.fix for f in found if f.fix and f.fix.edits]
    if not fixes:
        pytest.skip("no fix on offer")
    out = io.BytesIO()
    settings = Options(profile=options.get("profile", "wipo"), max_per_rule=0, today=TODAY)
    choice = Choice(confirmed=frozenset({code}), only=frozenset({code}))
    file = options.get("file", "example.xml")
    fix_listing(io.BytesIO(data), out, settings, choice, file=file)
    after = run(out.getvalue(), options)
    assert [f for f in after.findings if f.code == code and f.fix and f.fix.edits] == []
    left = [f for f in found if not (f.fix and f.fix.edits)]
    assert len([f for f in after.findings if f.code == code]) <= len(left), after.findings
    if all(fix.safe for fix in fixes):
        assert not [f for f in after.findings if f.severity == "error" and f.code not in {code, *CHECKSUM}], (
            after.findings
        )
