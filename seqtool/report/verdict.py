"""What a result comes to, in sentences that every report for people uses."""

from __future__ import annotations

from collections.abc import Mapping

from seqtool.report.layout import amount, listed
from seqtool.report.result import Result


def counted(counts: Mapping[str, int]) -> str:
    """``2 errors, 1 warning and 3 infos``."""
    words = {"error": "error", "warning": "warning", "info": "info"}
    return listed([amount(counts.get(kind, 0), word) for kind, word in words.items()])


def holds(result: Result) -> str:
    """What the listing holds, in one sentence."""
    s = result.sequences
    if not s.total:
        return "No sequence could be read."
    kinds = [f"{n:,} {word}" for n, word in ((s.dna, "DNA"), (s.rna, "RNA"), (s.aa, "protein")) if n]
    other = s.total - s.skipped - s.dna - s.rna - s.aa
    kinds += [f"{other:,} of no known molecule type"] * bool(other) + [f"{s.skipped:,} skipped"] * bool(
        s.skipped
    )
    return f"{amount(s.total, 'sequence')} ({', '.join(kinds)}) with {amount(s.residues, 'residue')}."


def verdict(result: Result) -> tuple[bool, str]:
    """Whether the listing is valid, and the sentence that says so."""
    errors, warnings, infos = (result.counts.get(k, 0) for k in ("error", "warning", "info"))
    if errors:
        return False, f"Not valid: {amount(errors, 'error')} must be mended."
    if result.internal_errors:
        return False, "Not decided: a rule failed inside seqtool, so the listing was not checked completely."
    what = (
        "Formally valid: XML, encoding and DTD are right"
        if result.level == "formality"
        else "Valid: no errors"
    )
    if warnings:
        return True, f"{what}; please read the {'warning' if warnings == 1 else f'{warnings:,} warnings'}."
    if infos:
        return True, f"{what}, no warnings."
    return True, f"{what}, nothing to complain of."
