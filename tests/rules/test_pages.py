"""Every rule's page is its test: failing examples give this finding at the mark and no other, passing ones none.

Blocks: ````` ```listing fail ````` / ``pass`` in the short notation (see ``notation.py``), or
````` ```xml fail line=3 ````` / ``pass`` with a whole file. Options after the verdict: ``line=N`` (the finding's line),
``profile=uspto``, ``expect-application=X``, ``expect-reference=X``, ``filing-date=D``, ``file=NAME``, ``size=BYTES`` (said, not so),
``allow=CODE[,CODE]`` (passing and failing examples may also give these: use only where it cannot be avoided).
In an xml block ``\\xNN`` and ``\\uNNNN`` stand for a byte or a character; ``\\n`` at the very start leaves out nothing.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from notation import Place, parse
from support import ROOT

from seqtool.app.validate import Options, Work, validate
from seqtool.io.st26.reader import ListingReader
from seqtool.report.result import Result
from seqtool.rules import catalogue, internal

PAGES = ROOT / "resources" / "rules"
FENCE = re.compile(r"^```(listing|xml) (fail|pass)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TODAY = datetime.date(2026, 6, 30)


def examples() -> list[object]:
    found = []
    for page in sorted(PAGES.glob("*.md")):
        for number, m in enumerate(FENCE.finditer(page.read_text(encoding="utf-8")), 1):
            options = dict(w.partition("=")[::2] for w in m[3].split())
            found.append(
                pytest.param(page.stem, m[1], m[2], options, m[4], id=f"{page.stem}-{number}-{m[2]}")
            )
    return found


def raw(text: str) -> bytes:
    def byte(m: re.Match[bytes]) -> bytes:
        return bytes([int(m[1], 16)]) if m[1] else chr(int(m[2], 16)).encode("utf-8", "surrogatepass")

    return re.sub(rb"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})", byte, text.encode())


def run(data: bytes, options: dict[str, str]) -> Result:
    day = options.get("filing-date")
    settings = Options(
        profile=options.get("profile", "wipo"),
        max_per_rule=0,
        today=TODAY,
        expect_application=options.get("expect-application"),
        expect_reference=options.get("expect-reference"),
        filing_date=datetime.date.fromisoformat(day) if day else None,
    )
    file = options.get("file", "example.xml")
    if "size" not in options:
        return validate(data, settings, file=file)
    work = Work(settings, file, int(options["size"]))
    with ListingReader(data) as reader:
        work.begin(reader)
        work.run(reader)
        work.finish(reader)
    return work.result()


@pytest.mark.parametrize(("code", "kind", "verdict", "options", "text"), examples())
def test_example(code: str, kind: str, verdict: str, options: dict[str, str], text: str) -> None:
    listing = parse(text) if kind == "listing" else None
    data = listing.xml().encode() if listing else raw(text)
    allowed = set(options.get("allow", "").split(",")) - {""}
    result = run(data, options)
    assert not result.internal_errors
    found = [f for f in result.findings if f.code not in allowed or f.code == code]
    shown = [(f.code, f.position, f.feature, f.qualifier, f.value, f.line, dict(f.args)) for f in found]
    if verdict == "pass":
        assert not found, shown
        return
    assert {f.code for f in found} == {code}, shown
    if listing and listing.marks:
        places = {Place(f.position if f.position < 1 << 60 else 0, f.feature, f.qualifier) for f in found}
        assert places == set(listing.marks), shown
    if "line" in options:
        assert sorted({f.line for f in found}) == [int(n) for n in options["line"].split(",")], shown


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_rule_has_a_page(code: str) -> None:
    rule = catalogue()[code]
    page: Path = PAGES / f"{code}.md"
    assert page.is_file(), f"{code} has no page"
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# {code} {rule.name}\n")
    for heading in (
        "\n## What is wrong\n",
        "\n## Why\n",
        "\n## What to do\n",
        "\n## Fails\n",
        "\n## Passes\n",
    ):
        assert heading in text, heading.strip()
    if code == internal.CODE:
        return  # stands for a defect of the program: no listing shows it
    assert any(m[2] == "fail" for m in FENCE.finditer(text))
    assert any(m[2] == "pass" for m in FENCE.finditer(text))


def test_no_page_without_rule() -> None:
    assert {p.stem for p in PAGES.glob("*.md")} <= set(catalogue())
