"""SEQ ID NOs cited in free text: they should be there, not skipped, and hardly the sequence itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from seqtool.model import Qualifier
from seqtool.rules.core import Fault, Severity, fact, fault, rule
from seqtool.rules.ledgers_mentions import Cited
from seqtool.rules.ledgers_sequences import Entries
from seqtool.spec import QualifierSpec
from seqtool.spec.citations import citations

#: Numbers looked up in one range.
_WIDEST = 1_000


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
