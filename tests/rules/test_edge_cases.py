"""The hard cases and traps of the standard: each listing gives exactly the verdict demanded, and nothing else.

The files in ``hard_cases/`` hold one case after the other::

    == name => C036:error S010:error profile=uspto    what is expected (several of one kind: as often), options
    1 DNA acgt                                        a listing in the notation of the rule pages
    %% old => new                                     then a change of the file's bytes (\\xNN, \\n, x{n})

A code may be followed by ``~`` where a fix must be offered that asks, ``+`` where a safe one must.
"""

from __future__ import annotations

import codecs
import datetime
import re
from pathlib import Path

import pytest
from notation import parse, residues

from seqtool.app.validate import Options, validate

FOLDER = Path(__file__).parent / "hard_cases"
TODAY = datetime.date(2026, 6, 30)


def raw(text: str) -> bytes:
    return codecs.escape_decode(text.strip().encode())[0]


def cases() -> list[object]:
    found = []
    for file in sorted(FOLDER.glob("*.txt")):
        for block in re.split(r"^== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            head, _, body = block.partition("\n")
            name, _, expected = head.partition("=>")
            found.append(pytest.param(expected.split(), body, id=f"{file.stem}: {name.strip()}"))
    return found


@pytest.mark.parametrize(("expected", "body"), cases())
def test_hard_case(expected: list[str], body: str) -> None:
    lines = body.splitlines()
    data = parse("\n".join(line for line in lines if not line.startswith("%% "))).xml().encode()
    for line in lines:
        if line.startswith("%% "):
            old, _, new = line[3:].partition("=>")
            assert raw(old) in data, line
            data = data.replace(raw(old), raw(residues(new.strip())), 1)
    options = dict(word.partition("=")[::2] for word in expected if "=" in word)
    settings = Options(profile=options.get("profile", "wipo"), max_per_rule=0, today=TODAY)
    result = validate(data, settings, file=options.get("file", "example.xml"))
    assert not result.internal_errors
    found = sorted(f"{f.code}:{f.severity}" for f in result.findings)
    wanted = [word for word in expected if "=" not in word]
    shown = [(f.code, f.position, f.feature, f.qualifier, f.value, dict(f.args)) for f in result.findings]
    assert found == sorted(re.sub("[~+]", "", word) for word in wanted), shown
    for word in wanted:
        if {"~", "+"} & set(word):
            code, safe = word[:4], "+" in word
            offered = [f.fix for f in result.findings if f.code == code]
            assert offered, word
            assert all(fix is not None and fix.safe is safe for fix in offered), (word, offered)
