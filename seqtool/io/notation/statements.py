"""Statements beside a sequence: "; all linkages phosphorothioate", "(Disulfide bridge: Cys2-Cys7)"."""

from __future__ import annotations

import re
from typing import Final

import msgspec

_BEGINS: Final = re.compile(
    r"(?:all|each|every|full|fully|uniform|uniformly|disulfide|disulphide|s-s|lactam|stapled?|cyclic|cyclized|circular|"
    r"head|n-term|c-term|n-terminus|c-terminus|n-terminal|c-terminal|amidated|acetylated|phosphorothioate backbone|ps backbone|"
    r"pna|morpholino|pmo|thioether)\b",
    re.ASCII | re.IGNORECASE,
)
#: "(1-6 disulfide)", "(Cys1-Cys6 disulfide bond)": the residues before the word.
_PLACES: Final = re.compile(
    r"(?:[A-Za-z]{0,3} ?[0-9]{1,4} ?(?:-|/|to|and|\u2192) ?[A-Za-z]{0,3} ?[0-9]{1,4},? ?){1,9}(?:disulfide|disulphide|lactam|thioether|s-s)\b",
    re.ASCII | re.IGNORECASE,
)
_LINE: Final = re.compile(rf"\s{{0,9}}{_BEGINS.pattern}", re.ASCII | re.IGNORECASE)
_COMMA: Final = re.compile(
    r"[,.] {0,3}(?=(?:all|each|every|fully|with|disulfide|disulphide|lactam) )", re.ASCII | re.IGNORECASE
)


class Statement(msgspec.Struct, frozen=True):
    """One statement as written, with its 0-based position."""

    text: str
    position: int

    @property
    def words(self) -> list[str]:
        """Its words in small letters."""
        return [w for w in re.split(r"[\s:=,]+", self.text.lower()) if w]


def parted(text: str) -> tuple[int, list[Statement]]:
    """Where the sequence ends, and the statements after it."""
    found: list[Statement] = []
    end = len(text)
    comma = _COMMA.search(text)
    cuts = _outside(text)
    if comma is not None:
        cuts.append(comma.start())
    # A line break parts a statement from the sequence only where one begins there.
    cuts += [m.start() for m in re.finditer(r"\n", text) if _LINE.match(text, m.end())]
    if cuts:
        end = min(cuts)
        at = end
        for part in re.split(
            r"([;|\n]|[,.] {0,3}(?=(?:all|each|every|fully|with|disulfide|disulphide|lactam) ))",
            text[end:],
            flags=re.IGNORECASE,
        ):
            if part.strip(" ;|\n,."):
                lead = len(part) - len(part.lstrip())
                found.append(Statement(part.strip(" ."), at + lead))
            at += len(part)
    end, inner = _bracketed(text, end)
    return end, inner + found


def _outside(text: str) -> list[int]:
    """The first ; or | outside of brackets."""
    depth = 0
    for place, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth = max(0, depth - 1)
        elif char in ";|" and not depth:
            return [place]
    return []


def _bracketed(text: str, end: int) -> tuple[int, list[Statement]]:
    """Statements in brackets at the end of the sequence."""
    found: list[Statement] = []
    while True:
        bare = text[:end].rstrip()
        if not bare or bare[-1] not in ")]}":
            return end, found
        opening = {")": "(", "]": "[", "}": "{"}[bare[-1]]
        depth = 0
        start = -1
        for place in range(len(bare) - 1, max(-1, len(bare) - 400), -1):
            depth += (bare[place] == bare[-1]) - (bare[place] == opening)
            if not depth:
                start = place
                break
        if start < 0:
            return end, found
        content = bare[start + 1 : -1]
        known = _BEGINS.match(content.strip()) or _PLACES.match(content.strip())
        if not known or ("pna" in content.lower() and len(content) < 5):
            return end, found
        found.insert(0, Statement(content.strip(), start + 1))
        end = start
