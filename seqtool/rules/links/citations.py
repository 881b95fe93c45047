"""SEQ ID NOs cited in free text: they should be there, not skipped, and hardly the sequence itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from seqtool.model import Qualifier
from seqtool.rules.core import Fault, Severity, fact, fault, rule
from seqtool.rules.ledgers_mentions import Cited
from seqtool.rules.ledgers_sequences import Entries
from seqtool.spec import QualifierSpec

#: Citations read in one text, and numbers looked up in one range.
MOST = 50
_WIDEST = 1_000

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


def citations(text: str) -> list[tuple[int, int]]:
    """The SEQ ID NOs that a text cites, as ranges (first, last); those of other applications left out."""
    found: list[tuple[int, int]] = []
    for head in _HEAD.finditer(text):
        here: list[tuple[int, int]] = []
        at, end, ranged = head.end(), head.end(), False
        while len(here) < MOST and (number := _NUMBER.match(text, at)):
            if here and not _ENDS.match(text, number.end()):
                break
            value, end = int(number[0]), number.end()
            if ranged and here[-1][0] < value:
                here[-1] = (here[-1][0], value)
            else:
                here.append((value, value))
            again = _AGAIN.match(text, end)
            if again is None:
                break
            at, ranged = again.end(), again["to"] is not None
        if not _ELSEWHERE.match(text, end):
            found += here
        if len(found) >= MOST:
            break
    return found[:MOST]


@fact("cited")
def cited(citing: Qualifier, qualifier_spec: QualifierSpec) -> tuple[tuple[int, int], ...] | None:
    """Both languages of one qualifier with free text, each number once."""
    if qualifier_spec.format != "free-text":
        return None
    found: list[tuple[int, int]] = []
    for text in (citing.value, citing.non_english):
        if text:
            found += citations(text)
    return tuple(dict.fromkeys(found)) or None


def _wanted(cited: Cited) -> Iterator[tuple[tuple[int, int, int], list[int]]]:
    for place, mentions in groupby(cited, key=lambda m: m[:3]):
        numbers: dict[int, None] = {}
        for mention in mentions:
            last = min(mention.second, mention.first + _WIDEST)
            numbers.update(dict.fromkeys(range(mention.first, last + 1)))
        yield place, list(numbers)


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return shown + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")


def _at(place: tuple[int, int, int], numbers: list[int]) -> Fault:
    position, feature, qualifier = place
    return fault(_listed(numbers), position=position, feature=feature, qualifier=qualifier)


@rule(
    "D010",
    "cited-sequence-missing",
    Severity.WARNING,
    paragraph="10",
    basis="ours",
    element="INSDQualifier_value",
    message="The text cites SEQ ID NO {value}, which the listing does not have.",
    mend="Correct the number. If a sequence of another document is meant, name the document.",
)
def cited_missing(cited: Cited, entries: Entries) -> list[Fault] | None:
    """Every number cited is there."""
    position = entries.numbers.position
    found = []
    for place, numbers in _wanted(cited):
        missing = [number for number in numbers if not position(number)]
        if missing:
            found.append(_at(place, missing))
    return found or None


@rule(
    "D011",
    "cited-sequence-skipped",
    Severity.WARNING,
    paragraph="58",
    basis="ours",
    element="INSDQualifier_value",
    message="The text cites SEQ ID NO {value}, which is skipped (000).",
    mend="Correct the number, or give the sequence.",
)
def cited_skipped(cited: Cited, entries: Entries) -> list[Fault] | None:
    """A skipped sequence discloses nothing that could be cited."""
    found = []
    for place, numbers in _wanted(cited):
        skipped = [number for number in numbers if (known := entries.of(number)) and known.skipped]
        if skipped:
            found.append(_at(place, skipped))
    return found or None


@rule(
    "D012",
    "sequence-cites-itself",
    Severity.INFO,
    paragraph=None,
    basis="ours",
    element="INSDQualifier_value",
    message="The text cites SEQ ID NO {value}: the sequence itself.",
    mend="Check whether another sequence is meant.",
)
def cites_itself(cited: Cited, entries: Entries) -> list[Fault] | None:
    """Often a number that was not adapted when a text was copied. A range may well include the sequence."""
    number = entries.numbers.number
    return [_at(m[:3], [m.first]) for m in cited if m.first == m.second == number(m.position)] or None
