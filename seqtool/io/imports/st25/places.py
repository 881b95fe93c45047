"""Locations of ST.25: ``(3)..(32)``, ``(1)...(35155)``, ``2``, lists of them, numbers below 1 in proteins."""

from __future__ import annotations

import re
from typing import Final

import msgspec

_BLANKS: Final = re.compile(r"[\s\u00a0\u3000]+")
_DASHES: Final = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2026": "...", "\uff08": "(", "\uff09": ")", "\u2025": "..", "\uff0e": "."}
)  # fmt: skip
_DOTS: Final = re.compile(r"\.{3,}")
_ONE: Final = re.compile(r"\(([<>]?[-+]?[0-9]{1,12})\)", re.ASCII)
_WORDS: Final = re.compile(r"(?<=[0-9)])(?:to|through|and|-|~)(?=[<>(0-9])", re.IGNORECASE | re.ASCII)
_LEAD: Final = re.compile(
    r"^(?:from|positions?|residues?|nucleotides?|nts?|bases?|aa)[:.]?(?=[(<0-9-])", re.IGNORECASE
)
_AROUND: Final = re.compile(r"\(([^()]*)\)")
_NEGATIVE: Final = re.compile(r"(?<![0-9])-[0-9]+", re.ASCII)
_VALUE: Final = re.compile(r"([<>]?)(-?)([0-9]{1,12})", re.ASCII)
_LIST: Final = re.compile(
    r"[<>]?-?[0-9]{1,12}(?:(?:\.\.|\^|\.)[<>]?-?[0-9]{1,12})?(?:[,;][<>]?-?[0-9]{1,12}(?:(?:\.\.|\^|\.)[<>]?-?[0-9]{1,12})?)+",
    re.ASCII,
)
_SAME: Final = re.compile(r"^([0-9]+)\.\.\1$", re.ASCII)


class Place(msgspec.Struct, frozen=True):
    """A location in the grammar of today: the parts of a list, and what was not mere layout."""

    parts: tuple[str, ...]
    changes: tuple[str, ...] = ()
    #: Why there is none.
    why: str = ""


def place(text: str, *, negative: int | None = None) -> Place:
    """The location of ``<222>`` without what only ST.25 wrote.

    Args:
        text: as written.
        negative: in a protein that is numbered from the mature chain on, how many residues come before it.
    """
    changes: list[str] = []
    bare = _BLANKS.sub("", text).translate(_DASHES).rstrip(".;,")
    bare = _LEAD.sub("", bare)
    bare = _DOTS.sub("..", bare)
    while (again := _ONE.sub(r"\1", bare)) != bare:
        bare = again
    joined = _WORDS.sub(lambda m: "," if m[0].lower() == "and" else "..", bare)
    if joined != bare:
        changes.append("a range or a list was written as the standard has it")
        bare = joined
    if bare.startswith("(") and (whole := _AROUND.fullmatch(bare)) is not None:
        bare = whole[1]
    if not bare:
        return Place((), (), "it is empty")
    if _NEGATIVE.search(bare) or (negative and _VALUE.search(bare)):
        if not negative:
            return Place(
                (), (), "it counts below 1, and the numbers beneath the residues do not say from where"
            )
        moved = _moved(bare, negative)
        if moved is None:
            return Place((), (), "there is no residue number 0")
        changes.append(f"residues are numbered from 1, which moves every number by {negative} (paragraph 25)")
        bare = moved
    parts = tuple(re.split("[,;]", bare)) if _LIST.fullmatch(bare) else (bare,)
    # ST.25 writes a single residue as (5)..(5): no change of what it says.
    return Place(tuple([_SAME.sub(r"\1", part) for part in parts]), tuple(changes))


def _moved(text: str, negative: int) -> str | None:
    """Numbers that count from the mature chain on (…, -2, -1, 1, 2, …), from 1 on."""
    odd = False

    def one(match: re.Match[str]) -> str:
        nonlocal odd
        value = int(match[3])
        new = negative + 1 - value if match[2] else negative + value
        odd = odd or not value or new < 1
        return f"{match[1]}{new}"

    made = _VALUE.sub(one, text)
    return None if odd else made
