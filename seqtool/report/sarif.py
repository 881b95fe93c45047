"""SARIF 2.1.0 report, for code hosts and editors: one run, results written as they come, then the rules."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import PurePath, PureWindowsPath
from typing import Any, TextIO
from urllib.parse import quote

from seqtool.__about__ import __version__
from seqtool.messages import Texts, clean
from seqtool.report.pages import page
from seqtool.report.result import Result
from seqtool.report.view import FindingView, view
from seqtool.rules import Rule, catalogue

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def write(results: Iterable[Result], out: TextIO, texts: Texts, _style: object = None) -> None:
    """Write one SARIF log with one run for all results."""
    rules: dict[str, int] = {}
    artifacts: list[dict[str, Any]] = []
    failures: list[str] = []
    out.write(f'{{"$schema": {json.dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{\n"results": [')
    comma = "\n"
    for result in results:
        location = {"uri": uri(result.file)}
        for finding in result.findings:
            f = view(finding, texts, result.waived)
            made = _result(f, rules.setdefault(f.code, len(rules)), {**location, "index": len(artifacts)})
            out.write(comma + _json(made))
            comma = ",\n"
        artifacts.append({"location": location, "properties": _about(result)})
        failures += (clean(e) for e in result.internal_errors)
        out.flush()
    driver = {
        "name": "seqtool",
        "semanticVersion": __version__,
        "rules": [_rule(catalogue()[code]) for code in rules],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": text}} for text in failures
                ],
            }
        ],
    }
    out.write("\n],\n" + ",\n".join(f"{json.dumps(name)}: {_json(value)}" for name, value in run.items()))
    out.write("\n}]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _result(f: FindingView, index: int, artifact: dict[str, Any]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if f.line is not None:
        physical["region"] = {"startLine": f.line, **({"startColumn": f.column} if f.column else {})}
    properties: dict[str, Any] = {"mend": f.mend, "basis": f.basis}
    if f.value is not None:
        properties["value"] = f.value
    if f.fix_detail is not None:
        properties["fix"] = f.fix_detail.label
        properties["fixSafe"] = f.fix_detail.safe
    return {
        "ruleId": f.code,
        "ruleIndex": index,
        "level": _LEVEL[f.severity],
        "message": {"text": f"{f.place}: {f.message} {f.mend}"},
        "locations": [{"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": f.place}]}],
        "partialFingerprints": {"seqtoolFinding/v1": f.fingerprint},
        "properties": properties,
    }


def _rule(rule: Rule) -> dict[str, Any]:
    about = page(rule.code)
    wrong = " ".join(about.wrong.split()) or rule.name.replace("-", " ")
    help_text = "\n\n".join(part for part in (about.wrong, about.why, about.todo) if part) or wrong
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": wrong},
        "help": {"text": help_text, "markdown": about.markdown or help_text},
        "defaultConfiguration": {"level": _LEVEL[str(rule.severity)]},
        "properties": {"tags": [rule.area], "paragraph": rule.paragraph, "basis": rule.basis},
    }


def _about(result: Result) -> dict[str, Any]:
    """Exact counts and what the listing is: SARIF has no place of its own for them."""
    return {
        "profile": result.profile,
        "level": result.level,
        "valid": result.valid,
        "truncated": result.truncated,
        "counts": result.counts,
        "ruleCounts": {code: n.count for code, n in result.rules.items()},
    }


def uri(file: str) -> str:
    """The reference to a file: relative as it was named, ``file:`` for an absolute path."""
    windows = os.sep == "\\"
    path = PureWindowsPath(file) if windows else PurePath(file)
    name = path.as_posix() if windows else file
    try:
        return path.as_uri() if path.is_absolute() else quote(os.fsencode(name))
    except UnicodeEncodeError:  # no name that this system could have given
        scheme = "file://" if path.is_absolute() else ""
        return scheme + quote(name.encode("utf-8", "surrogatepass"))
