"""CSV report (RFC 4180): a header row, then one row per finding; several inputs in one table."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from seqtool.messages import Texts, clean
from seqtool.report.result import Result
from seqtool.report.view import FindingView, view

#: ``rule_count`` is the exact number of findings of the rule in the file, of which the table may hold fewer.
COLUMNS = (
    "file",
    "severity",
    "code",
    "name",
    "sequence_id",
    "position",
    "feature_index",
    "feature_key",
    "feature_location",
    "qualifier",
    "qualifier_index",
    "element",
    "line",
    "column",
    "paragraph",
    "message",
    "value",
    "mend",
    "fix",
    "fix_safe",
    "basis",
    "rule_count",
    "fingerprint",
)
#: A spreadsheet takes a cell that begins so as a formula; the full-width forms count in some of them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write(results: Iterable[Result], out: TextIO, texts: Texts, _style: object = None) -> None:
    """Write the rows of each result as it comes."""
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for result in results:
        name = clean(result.file)
        for finding in result.findings:
            f = view(finding, texts, result.waived)
            table.writerow([safe(cell) for cell in _row(name, f, result.rules[f.code].count)])
        out.flush()


def _row(file: str, f: FindingView, count: int) -> list[str | int | None]:
    feature, fix = f.feature, f.fix_detail
    return [
        file,
        f.severity,
        f.code,
        f.name,
        f.sequence_id,
        f.position,
        None if feature is None else feature.index,
        None if feature is None else feature.key,
        None if feature is None else feature.location,
        f.qualifier,
        f.qualifier_index,
        f.element,
        f.line,
        f.column,
        f.paragraph,
        f.message,
        f.value,
        f.mend,
        None if fix is None else fix.label,
        None if fix is None else ("yes" if fix.safe else "no"),
        f.basis,
        count,
        f.fingerprint,
    ]


def safe(cell: str | int | None) -> str | int | None:
    """The cell with an apostrophe before what a spreadsheet would run as a formula."""
    if isinstance(cell, str) and cell.lstrip(" \n").startswith(_FORMULA):
        return f"'{cell}"
    return cell
