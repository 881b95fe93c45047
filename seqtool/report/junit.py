"""JUnit XML report: one suite per listing, one case per rule that was checked; errors are failures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TextIO

from seqtool.messages import Texts, clean
from seqtool.report.layout import amount
from seqtool.report.markup import element, end, start
from seqtool.report.result import Result
from seqtool.report.view import FindingView, view
from seqtool.rules import Rule, catalogue
from seqtool.rules.internal import CODE as INTERNAL
from seqtool.rules.profiles import profile


def write(results: Iterable[Result], out: TextIO, texts: Texts, _style: object = None) -> None:
    """One document; the suite of a result is written as the result comes."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    out.write(start("testsuites", name="seqtool"))
    for result in results:
        out.writelines(_suite(result, texts))
        out.flush()
    out.write(end("testsuites"))


def _suite(result: Result, texts: Texts) -> Iterator[str]:
    found: dict[str, list[FindingView]] = defaultdict(list)
    for finding in result.findings:
        found[finding.code].append(view(finding, texts, result.waived))
    checked = _checked(result)
    failed = sum(_fails(found[r.code]) and r.code != INTERNAL for r in checked)
    file = clean(result.file)
    yield start(
        "testsuite",
        1,
        name=file,
        tests=len(checked),
        failures=failed,
        errors=int(INTERNAL in result.rules),
        skipped=0,
        time="0",
    )
    for rule in checked:
        case = {"name": f"{rule.code} {rule.name}", "classname": f"seqtool.{rule.area}", "file": file}
        shown = found[rule.code]
        if not shown:
            yield element("testcase", None, 2, **case, time="0")
            continue
        count = result.rules[rule.code].count
        body = "\n".join(_lines(shown, count))
        yield start("testcase", 2, **case, time="0")
        if rule.code == INTERNAL:
            yield element("error", body, 3, message=amount(count, "internal error"), type="internal-error")
        elif _fails(shown):
            yield element(
                "failure", body, 3, message=f"{shown[0].message} ({amount(count, 'error')})", type="error"
            )
        else:
            yield element("system-out", body, 3)
        yield end("testcase", 2)
    yield end("testsuite", 1)


def _checked(result: Result) -> list[Rule]:
    """The rules that were asked, and those that have findings, by code."""
    codes = {r.code for r in profile(result.profile).rules(formality=result.level == "formality")}
    return [rule for code, rule in catalogue().items() if code in codes or code in result.rules]


def _fails(shown: list[FindingView]) -> bool:
    return any(f.severity == "error" for f in shown)


def _lines(shown: list[FindingView], count: int) -> Iterator[str]:
    for f in shown:
        line = "" if f.line is None else f"line {f.line}: "
        yield f"{f.severity}: {line}{f.place}: {f.message} {f.mend}"
    if count > len(shown):
        yield f"… and {count - len(shown):,} more"
