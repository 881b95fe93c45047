"""Reports: one result, many formats. Each format module has ``write(results, out, texts, style)``.

``results`` may be lazy: formats that can (text, JSON Lines, CSV) write each result as it comes.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TextIO

from seqtool.messages import Texts
from seqtool.report.result import Result, RuleCount
from seqtool.report.style import Style

__all__ = ["FORMATS", "Result", "RuleCount", "Style", "write"]

#: Format → (module, what it is).
FORMATS = {
    "text": ("seqtool.report.text", "for people: grouped, coloured on a terminal"),
    "json": ("seqtool.report.json_lines", "one JSON object per input on one line, schema seqtool-report/1"),
    "html": ("seqtool.report.html", "one self-contained page with filters"),
    "xml": ("seqtool.report.xml", "XML with the schema that seqtool ships"),
    "sarif": ("seqtool.report.sarif", "SARIF 2.1.0, for code hosts and editors"),
    "junit": ("seqtool.report.junit", "JUnit XML, for build servers"),
    "csv": ("seqtool.report.csv_table", "one row per finding"),
}


def write(
    name: str, results: Iterable[Result], out: TextIO, texts: Texts, style: Style | None = None
) -> None:
    """Write results in a format."""
    module = importlib.import_module(FORMATS[name][0])
    module.write(results, out, texts, style or Style())
