"""The order in which a line of left-to-right and right-to-left writing is set.

The part of the Unicode bidirectional algorithm that lines without explicit
marks need; such marks never come here, since texts are made safe before.
"""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import bidirectional

_RIGHT = frozenset({"R", "AL"})
_NUMBERS = frozenset({"EN", "AN"})


class Run(NamedTuple):
    """A stretch of one direction."""

    text: str
    right_to_left: bool


def visual(text: str) -> list[Run]:
    """The stretches of a line from left to right on the paper; each text in its own reading order."""
    kinds = [bidirectional(c) for c in text]
    if not any(kind in _RIGHT for kind in kinds):
        return [Run(text, right_to_left=False)] if text else []
    base = next((int(kind in _RIGHT) for kind in kinds if kind in _RIGHT or kind == "L"), 0)
    levels = _levels(kinds, base)
    runs: list[tuple[int, str]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or levels[at] != levels[start]:
            runs.append((levels[start], text[start:at]))
            start = at
    for level in range(max(levels), 0, -1):
        runs = _reversed(runs, level)
    return [Run(part, bool(level % 2)) for level, part in runs]


def _levels(kinds: list[str], base: int) -> list[int]:
    kinds = _resolved(kinds)
    levels = []
    strong = "R" if base else "L"
    for at, kind in enumerate(kinds):
        if kind in {"R", "L"}:
            strong = kind
        if kind == "R":
            levels.append(1)
        elif kind == "L":
            levels.append(2 * base)
        elif kind == "N":
            before = _side(kinds, range(at - 1, -1, -1), base)
            after = _side(kinds, range(at + 1, len(kinds)), base)
            right = before if before == after else bool(base)
            levels.append(1 if right else 2 * base)
        else:
            levels.append(2 if strong == "R" or base or kind == "AN" else 0)
    return levels


def _resolved(kinds: list[str]) -> list[str]:
    """Marks join what they follow, signs between digits become digits, everything else is neutral."""
    found: list[str] = []
    for at, kind in enumerate(kinds):
        before = found[-1] if found else "N"
        after = kinds[at + 1] if at + 1 < len(kinds) else ""
        if kind == "NSM":
            found.append(before)
        elif kind in _RIGHT:
            found.append("R")
        elif kind in {"L", *_NUMBERS}:
            found.append(kind)
        elif kind in {"CS", "ES"} and before in _NUMBERS and after == before:
            found.append(before)
        elif kind == "ET" and (before == "EN" or after == "EN"):
            found.append("EN")
        else:
            found.append("N")
    return found


def _side(kinds: list[str], places: range, base: int) -> bool:
    """Whether the next thing with a direction (a number counts as right) is right-to-left."""
    for at in places:
        if kinds[at] != "N":
            return kinds[at] != "L"
    return bool(base)


def _reversed(runs: list[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    held: list[tuple[int, str]] = []
    for run in [*runs, (-1, "")]:
        if run[0] >= level:
            held.append(run)
        else:
            found += reversed(held)
            held = []
            if run[0] >= 0:
                found.append(run)
    return found
