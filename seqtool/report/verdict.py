"""What a result comes to, in sentences that every report for people uses."""

from __future__ import annotations

from collections.abc import Mapping

from seqtool.report.layout import amount, listed
from seqtool.report.result import Result
from seqtool.rules.internal import CODE as INTERNAL

#: The severities, gravest first.
KINDS = ("error", "warning", "info")


def counted(counts: Mapping[str, int]) -> str:
    """``2 errors, 1 warning and 3 infos``; kinds that did not occur are left out."""
    return listed([amount(counts[kind], kind) for kind in KINDS if counts.get(kind)]) or "no findings"


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


def mends(result: Result) -> str:
    """How many of the findings ``seqtool fix`` can mend, in one sentence; empty where it can mend none."""
    fixes = [f.fix for f in result.findings if f.fix is not None]
    if not fixes:
        return ""
    safe = sum(fix.safe for fix in fixes)
    kinds = [(safe, "safe"), (len(fixes) - safe, "for you to confirm")]
    least = "at least " if result.truncated else ""
    told = listed([f"{n:,} {word}" for n, word in kinds if n])
    return f"seqtool fix offers mends for {least}{amount(len(fixes), 'finding')}: {told}."


def verdict(result: Result) -> tuple[bool, str]:
    """Whether the listing is valid, and the sentence that says so."""
    errors, warnings, infos = (result.counts.get(kind, 0) for kind in KINDS)
    internal = result.rules.get(INTERNAL)
    errors -= internal.count if internal else 0
    if errors:
        more = " A rule failed inside seqtool, so there may be others." if result.internal_errors else ""
        return False, f"Not valid: {amount(errors, 'error')} must be mended.{more}"
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
