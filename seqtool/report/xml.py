"""XML report, vocabulary ``resources/schema/seqtool-report-1.xsd``; written as the results come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from seqtool.messages import Texts
from seqtool.report.json_lines import ReportView, report_view
from seqtool.report.markup import element, end, flag, start
from seqtool.report.result import Result
from seqtool.report.view import FindingView

#: The namespace of the vocabulary.
NAMESPACE = "urn:seqtool:report:1"


def write(results: Iterable[Result], out: TextIO, texts: Texts, _style: object = None) -> None:
    """One document with one ``listing`` element per result."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(start("reports", xmlns=NAMESPACE))
    for result in results:
        out.writelines(_listing(report_view(result, texts)))
        out.flush()
    out.write(end("reports"))


def _listing(r: ReportView) -> Iterator[str]:
    c, s = r.counts, r.sequences
    yield start(
        "listing",
        1,
        file=r.file,
        schema=r.schema,
        profile=r.profile,
        level=r.level,
        status=r.status,
        valid=flag(r.valid),
        truncated=flag(r.truncated),
    )
    yield element("tool", None, 2, name=r.tool.name, version=r.tool.version)
    yield element("standard", None, 2, version=r.standard.version, dtd=r.standard.dtd)
    yield element("counts", None, 2, error=c.error, warning=c.warning, info=c.info)
    yield element(
        "sequences",
        None,
        2,
        total=s.total,
        skipped=s.skipped,
        dna=s.dna,
        rna=s.rna,
        aa=s.aa,
        residues=s.residues,
    )
    yield start("rules", 2)
    for code, n in r.rules.items():
        yield element("rule", None, 3, code=code, count=n.count, shown=n.shown)
    yield end("rules", 2)
    yield start("findings", 2)
    for finding in r.findings:
        yield from _finding(finding)
    yield end("findings", 2)
    yield end("listing", 1)


def _finding(f: FindingView) -> Iterator[str]:
    yield start(
        "finding",
        3,
        code=f.code,
        name=f.name,
        severity=f.severity,
        paragraph=f.paragraph,
        basis=f.basis,
        sequenceId=f.sequence_id,
        position=f.position,
        line=f.line,
        column=f.column,
        fingerprint=f.fingerprint,
        waived=flag(f.waived),
    )
    yield element("place", f.place, 4)
    if f.element is not None:
        yield element("element", f.element, 4)
    if f.feature is not None:
        feature = f.feature
        yield element("feature", None, 4, index=feature.index, key=feature.key, location=feature.location)
    if f.qualifier is not None:
        yield element("qualifier", f.qualifier, 4, index=f.qualifier_index)
    yield element("message", f.message, 4)
    yield element("mend", f.mend, 4)
    if f.value is not None:
        yield element("value", f.value, 4)
    if f.fix_detail is not None:
        yield element("fix", f.fix_detail.label, 4, id=f.fix_detail.id, safe=flag(f.fix_detail.safe))
    yield end("finding", 3)
