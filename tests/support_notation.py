"""Compact notation in tests: results as short lines, and whole listings through the engine."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from seqtool.app.convert import Converted, convert
from seqtool.app.validate import Options
from seqtool.io.imports import Choices
from seqtool.io.notation import Parsed, expand_formula, parse_oligo, parse_peptide, symbol_table
from seqtool.model import GeneralInformation, Name, Title

TABLE = symbol_table()
GENERAL = GeneralInformation(
    file_reference="R",
    applicant=Name("A", "en"),
    titles=(Title("Some modified oligonucleotides", "en"),),
    production_date="2026-01-01",
)
#: Said about the general information of these listings, not about their sequences.
EXPECTED = {"G130"}


def oligo(text: str, **choices: Any) -> Parsed:
    return parse_oligo(text, symbols=TABLE, choices=Choices(**choices))


def peptide(text: str, **choices: Any) -> Parsed:
    return parse_peptide(text, symbols=TABLE, choices=Choices(**choices))


def formula(text: str, moltype: str | None = "AA", **choices: Any) -> Parsed:
    return expand_formula(text, moltype=moltype, choices=Choices(**choices))


def lines(parsed: Parsed) -> list[str]:
    """``RNA acgt`` and below it ``key location value | value``; errors and questions as they are."""
    out = [f"? {question.option}" for question in parsed.questions]
    out += [f"! {problem}" for problem in parsed.errors]
    for sequence in parsed.sequences:
        out.append(f"{sequence.moltype} {sequence.residues}")
        out += [
            f"{f.key} {f.location} {' | '.join(q.value or '' for q in f.qualifiers)}"
            for f in sequence.features
        ]
    return out


def listing(rows: list[tuple[str, str]], tmp_path: Path, **choices: Any) -> tuple[Converted, bytes]:
    """Texts with names → a listing, checked by the engine."""
    path = tmp_path / "texts.txt"
    path.write_text("".join(f"{name}\t{text}\n" for name, text in rows), encoding="utf-8")
    out = io.BytesIO()
    made = Choices(**({"organism": "synthetic construct"} | choices))
    done = convert(
        (str(path),), out, GENERAL, made, options=Options(max_per_rule=0), form="notation", names_wanted=True
    )
    return done, out.getvalue()
