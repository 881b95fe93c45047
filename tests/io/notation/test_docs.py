"""``docs/notation.md``: its examples are executed, its table is that of the symbols."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from support_notation import formula, lines, oligo, peptide

from seqtool import assets

PAGE = Path(__file__).resolve().parents[3] / "docs" / "notation.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```(oligo|peptide|formula)([^\n]*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PARTS = re.compile(r"(<!-- symbols -->\n).*?(<!-- end of symbols -->)", re.DOTALL)


@pytest.mark.parametrize(("kind", "options", "body"), EXAMPLES)
def test_examples(kind: str, options: str, body: str) -> None:
    text, *expected = body.rstrip("\n").split("\n")
    choices = dict(option.split("=") for option in options.split())
    read = {"oligo": oligo, "peptide": peptide, "formula": formula}[kind]
    assert lines(read(text, **choices)) == expected


def _table() -> str:
    groups: dict[tuple[str, str], list[str]] = {}
    for line in assets.text("notation", "symbols.tsv").split("\n"):
        if not line or line.startswith(("#", "molecule\t")):
            continue
        molecule, kind, symbols, letter, sugar, _, name, _, _ = line.split("\t")
        spelled = " ".join(f"`{s}`" for s in symbols.replace("|", "\\|").split(" "))
        rest = [
            ("" if c == "-" else c.replace("|", "\\|").replace("<", "&lt;")) for c in (letter, sugar, name)
        ]
        row = f"| {' | '.join([spelled, *rest])} |"
        groups.setdefault((molecule, kind), []).append(row.replace("|  |", "| |").replace("|  |", "| |"))
    out: list[str] = []
    for (molecule, kind), rows in groups.items():
        out += [
            f"### {molecule}: {kind}",
            "",
            "| symbols | letter | class | name |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    return "\n".join(out) + "\n"


def test_the_table_is_that_of_the_symbols() -> None:
    wanted = PARTS.sub(lambda match: match[1] + "\n" + _table() + match[2], TEXT)
    if os.environ.get("SEQTOOL_WRITE_DOCS"):
        PAGE.write_text(wanted, encoding="utf-8")
        return
    assert wanted == TEXT, "run this test with SEQTOOL_WRITE_DOCS=1"


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 12
