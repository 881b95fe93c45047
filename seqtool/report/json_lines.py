"""JSON report, schema ``seqtool-report/1``: one object per input, on one line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, TextIO

import msgspec

from seqtool.__about__ import __version__
from seqtool.messages import Texts, clean, shorten
from seqtool.report.result import Result
from seqtool.report.view import FindingView, view

SCHEMA = "seqtool-report/1"


Count = Annotated[int, msgspec.Meta(ge=0)]


class Tool(msgspec.Struct, frozen=True):
    """The program that made the report."""

    name: str
    version: str


class StandardView(msgspec.Struct, frozen=True):
    """The version of ST.26 checked against, and the DTD version that the file declares."""

    version: str
    dtd: str | None


class RuleView(msgspec.Struct, frozen=True):
    """Exact count of a rule's findings, and how many are shown."""

    count: Count
    shown: Count


class Counts(msgspec.Struct, frozen=True):
    """Exact counts by severity."""

    error: Count
    warning: Count
    info: Count


class Sequences(msgspec.Struct, frozen=True):
    """What the listing holds."""

    total: Count
    skipped: Count
    dna: Count
    rna: Count
    aa: Count
    residues: Count


class ReportView(msgspec.Struct, frozen=True, kw_only=True):
    """One report of the schema ``seqtool-report/1``."""

    schema: Annotated[str, msgspec.Meta(pattern=f"^{SCHEMA}$")]
    file: str
    tool: Tool
    standard: StandardView
    profile: str
    level: Literal["full", "formality"]
    status: Literal["complete", "internal-error"]
    valid: bool
    counts: Counts
    sequences: Sequences
    truncated: bool
    rules: dict[str, RuleView]
    findings: list[FindingView]


def report_view(result: Result, texts: Texts) -> ReportView:
    """The report as data."""
    s = result.sequences
    return ReportView(
        schema=SCHEMA,
        file=clean(result.file),
        tool=Tool("seqtool", __version__),
        standard=StandardView(
            result.standard_version, shorten(result.dtd_version) if result.dtd_version else None
        ),
        profile=result.profile,
        level="formality" if result.level == "formality" else "full",
        status="internal-error" if result.internal_errors else "complete",
        valid=result.valid,
        counts=Counts(result.counts["error"], result.counts["warning"], result.counts["info"]),
        sequences=Sequences(s.total, s.skipped, s.dna, s.rna, s.aa, s.residues),
        truncated=result.truncated,
        rules={code: RuleView(n.count, n.shown) for code, n in result.rules.items()},
        findings=[view(f, texts, result.waived) for f in result.findings],
    )


def write(results: Iterable[Result], out: TextIO, texts: Texts, _style: object = None) -> None:
    """One line of JSON per result, written as it comes."""
    for result in results:
        out.write(msgspec.json.encode(report_view(result, texts)).decode() + "\n")
        out.flush()


def schema() -> str:
    """The JSON Schema of one report, as the file ``resources/schema/seqtool-report-1.json`` holds it."""
    made = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "One report of seqtool: one JSON object per input, each on a line of its own.",
        **msgspec.json.schema(ReportView),
    }
    return msgspec.json.format(msgspec.json.encode(made), indent=2).decode() + "\n"
