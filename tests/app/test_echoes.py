"""What reading said of the structure is not said again of the record."""

from __future__ import annotations

import datetime
import re

import pytest
from support import ROOT

from seqtool.app.validate import Options, validate

OPTIONS = Options(max_per_rule=0, today=datetime.date(2026, 6, 30))
TEXT = (ROOT / "resources" / "examples" / "example.xml").read_text(encoding="utf-8")


def codes(text: str) -> list[str]:
    result = validate(text.encode(), OPTIONS, file="example.xml")
    return [finding.code for finding in result.findings]


@pytest.mark.parametrize(
    "element",
    ["INSDSeq_length", "INSDSeq_moltype", "INSDSeq_division", "INSDSeq_sequence", "INSDFeature_key",
     "INSDFeature_location"],
)  # fmt: skip
def test_a_missing_element_is_one_finding(element: str) -> None:
    assert codes(re.sub(rf"\s*<{element}>[^<]*</{element}>", "", TEXT, count=1)) == ["X105"]


@pytest.mark.parametrize("element", ["INSDSeq_moltype", "INSDSeq_sequence", "INSDFeature_key"])
def test_an_empty_element_is_still_told(element: str) -> None:
    assert "X105" not in codes(re.sub(rf"(<{element}>)[^<]*", r"\1", TEXT, count=1)) != []


def test_empty_qualifiers_are_one_finding_for_every_feature() -> None:
    for match in re.finditer(r"(<INSDFeature_quals>).*?(?=\s*</INSDFeature_quals>)", TEXT, re.DOTALL):
        found = codes(TEXT[: match.start()] + match[1] + TEXT[match.end() :])
        assert found.count("X110") == 1
        assert not {"F030", "F031", "F032"} & set(found)
