"""SEQ ID NOs cited in free text, in several languages; read by rules, followed by renumbering."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

#: Citations read in one text.
MOST: Final = 50

_HEAD = re.compile(
    r"\bseq(?:uence)?s?\.?[ _-]{0,2}id(?:entifier)?s?\.?[ _-]{0,2}"
    r"(?:numbers?|n[or]s?\.?|n°|№)?[ :#._-]{0,3}(?=[0-9])",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"[0-9]{1,9}(?![0-9])", re.ASCII)
_AGAIN = re.compile(
    r" ?(?:(?P<to>-|\u2013|\bto\b|\bthrough\b|\bbis\b|\bà\b)|,|;|/|&|\band\b|\bor\b|\bund\b|\boder\b|\bet\b|\bou\b)"
    r" ?(?:(?:and|or|und|oder|et|ou|&) )?(?=[0-9])",
    re.IGNORECASE,
)
#: What may follow a further number: another one, or the end of the phrase. "SEQ ID NO: 3, 5 residues" cites 3 only.
_ENDS = re.compile(
    r" ?(?:$|[-\u2013,;:/&.)\]]|and\b|or\b|to\b|through\b|und\b|oder\b|bis\b|et\b|ou\b|à\b)", re.IGNORECASE
)
#: The sequence of another application.
_ELSEWHERE = re.compile(
    r"[ ,]{0,2}(?:of|in|from|disclosed in|as in|von|aus|de)? ?(?:the |international |published )?"
    r"(?:U\.?S\b|WO|EP|PCT|JP|CN|KR|DE|GB|FR|patent|application)",
    re.IGNORECASE,
)


class Cited(NamedTuple):
    """A SEQ ID NO in a text, or a range of them, and the digits of its ends (``start:end``, 0-based)."""

    first: int
    last: int
    digits: tuple[tuple[int, int], ...]


def cited(text: str, most: int = MOST) -> list[Cited]:
    """The SEQ ID NOs that a text cites; those of other applications left out."""
    found: list[Cited] = []
    for head in _HEAD.finditer(text):
        here: list[Cited] = []
        at, end, ranged = head.end(), head.end(), False
        while len(here) < most and (number := _NUMBER.match(text, at)):
            if here and not _ENDS.match(text, number.end()):
                break
            value, end = int(number[0]), number.end()
            if ranged and here[-1].first < value:
                here[-1] = Cited(here[-1].first, value, (*here[-1].digits, number.span()))
            else:
                here.append(Cited(value, value, (number.span(),)))
            again = _AGAIN.match(text, end)
            if again is None:
                break
            at, ranged = again.end(), again["to"] is not None
        if not _ELSEWHERE.match(text, end):
            found += here
        if len(found) >= most:
            break
    return found[:most]


def citations(text: str) -> list[tuple[int, int]]:
    """The SEQ ID NOs that a text cites, as ranges (first, last)."""
    return [(one.first, one.last) for one in cited(text)]


def renumbered(text: str, numbers: Callable[[int], int | None]) -> tuple[str, list[int]]:
    """The text with its citations after a renumbering, and the cited numbers that are gone.

    ``numbers`` gives the new number of an old one, ``None`` where there is none.
    A number that is gone stays as it was written, for a person to see.
    """
    parts: list[str] = []
    gone: list[int] = []
    at = 0
    for one in cited(text, len(text)):
        for (start, end), old in zip(one.digits, (one.first, one.last), strict=False):
            new = numbers(old)
            if new is None:
                gone.append(old)
                continue
            parts += [text[at:start], str(new)]
            at = end
    return "".join([*parts, text[at:]]), gone
