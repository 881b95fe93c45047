"""The row of validation that keeps up with edits: from the edit to all findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from data_files import Sizes, made
from measure import Series, python
from rows import Check, Row, alternate

_WORDS = {
    "note": "a qualifier is added",
    "letter": "one residue is another",
    "undo": "undo of that",
    "title": "another title",
    "append": "a sequence comes behind",
    "front": "a sequence comes in front: all numbers shift",
}


def live(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """100,000 mixed sequences; one sequence of 50 Mbp; the same with 50,000 features."""
    long = ("chromosome", sizes.long, "--features")
    for name, path, title, bounds in (
        (
            "live",
            made(f"{sizes.label}mixed.xml", "mixed", sizes.mixed),
            f"Edit to findings, {sizes.mixed:,} mixed sequences",
            {"note": 1.0, "letter": 1.0, "undo": 1.0},
        ),
        (
            "live-features",
            made(f"{sizes.label}long-{sizes.features}.xml", *long, sizes.features),
            f"Edit to findings, {sizes.long:,} residues with {sizes.features:,} features",
            {"note": 16.0},
        ),
        (
            "live-long",
            made(f"{sizes.label}long-0.xml", *long, 0),
            f"Edit to findings, {sizes.long:,} residues",
            {},
        ),
    ):
        kinds = list(_WORDS) if name == "live" else ["note", "letter", "undo"]
        first, *series = alternate(
            min(rounds, 3),
            first=python("inside_live.py", "first", path),
            **{kind: python("inside_live.py", kind, path) for kind in kinds},
        )
        checks = [Check("everything for the first time", first.least("inside"), None, "s")]
        for kind, one in zip(kinds, series, strict=True):
            words = _WORDS[kind]
            bound = bounds.get(kind)
            checks.append(Check(f"{words}: median", 1e3 * one.least("inside"), bound, "ms"))
            checks.append(
                Check(f"{words}: longest step asked for 8 ms", 1e3 * _least(one, "slice"), None, "ms")
            )
        facts = {"bytes": path.stat().st_size, "sequences": int(_least(first, "sequences"))}
        yield Row(name, title, facts, [first, *series], checks)


def _least(series: Series, figure: str) -> float:
    return min(float(json.loads(done.out)[figure]) for done in series.runs)


LIVE: dict[str, Callable[[Sizes, int], Iterator[Row]]] = {"live": live}
