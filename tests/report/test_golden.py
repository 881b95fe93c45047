"""Every format, byte for byte. After a wanted change: ``SEQTOOL_UPDATE_GOLDEN=1 pytest tests/report``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reports import fix_everything, rendered, samples

from seqtool.report import FORMATS, Style

GOLDEN = Path(__file__).parent / "golden"
CASES = {form: (form, None) for form in FORMATS} | {
    "text-narrow-colour": ("text", Style(colour=True, width=60))
}


@pytest.mark.parametrize("case", CASES)
def test_report_is_what_it_was(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fix_everything(monkeypatch)
    form, style = CASES[case]
    made = rendered(form, samples(), style)
    path = GOLDEN / f"{case}.golden"
    if os.environ.get("SEQTOOL_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == made


@pytest.mark.parametrize("form", FORMATS)
def test_no_result_at_all_is_a_document_too(form: str) -> None:
    made = rendered(form, [])
    assert bool(made) == (form not in ("text", "json"))
