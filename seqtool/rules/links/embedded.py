"""Sequences inside qualifier values that need an entry of their own (paragraphs 74 and 100)."""

from __future__ import annotations

import re

from seqtool.insdc.alphabet import defined_count
from seqtool.rules.core import Fault, Severity, fact, fault, rule
from seqtool.rules.digests import text_digest
from seqtool.rules.ledgers_mentions import Embedded
from seqtool.rules.ledgers_sequences import Entries
from seqtool.rules.vocabulary_sequences import FEWEST

_PLAIN = re.compile(r"[acgtumrwsykvhdbn]+", re.IGNORECASE)
_PRIMER = re.compile(r"(?:fwd|rev)_seq:\s{0,3}([a-z]+)(?![a-z<])", re.IGNORECASE | re.ASCII)
_MOST = 20
_LONGEST = 1_000


def _digest(text: str) -> int:
    return text_digest(text.lower().replace("u", "t"))


def _enough(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and defined_count(text, False) >= FEWEST[False]


@fact("embedded", qualifiers=("replace", "rpt_unit_seq"), moltypes=("DNA", "RNA"))
def one_sequence(text: str) -> tuple[tuple[int, int], ...] | None:
    """A value that is a sequence; one of more than 1,000 residues is too long for a value anyway (95(c))."""
    return ((_digest(text), 0),) if FEWEST[False] <= len(text) <= _LONGEST and _enough(text) else None


@fact("embedded", qualifiers=("PCR_primers",), moltypes=("DNA", "RNA"))
def primers(text: str) -> tuple[tuple[int, int], ...] | None:
    """Sequences of primers; those with modified bases in angle brackets are left out."""
    found = [m[1] for m in _PRIMER.finditer(text) if _enough(m[1])]
    return tuple((_digest(primer), 0) for primer in found[:_MOST]) or None


@fact("embedded", qualifiers=("note",))
def prose(spelled: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Runs of nucleotides in a note."""
    return tuple((_digest(run), 1) for run in spelled[:_MOST])


def _without_entry(embedded: Embedded, entries: Entries, *, in_prose: bool) -> list[Fault] | None:
    wanted = [m for m in embedded if m.second == in_prose]
    known = entries.find(m.first for m in wanted)
    places = dict.fromkeys(m[:3] for m in wanted if m.first not in known)
    return [fault(position=p, feature=f, qualifier=q) for p, f, q in places] or None


@rule(
    "D020",
    "embedded-sequence-without-entry",
    Severity.WARNING,
    paragraph="100",
    element="INSDQualifier_value",
    message="The value has a sequence of at least 10 specifically defined nucleotides that has no entry of its own.",
    mend="Add the sequence to the listing with a SEQ ID NO of its own.",
)
def embedded_without_entry(embedded: Embedded, entries: Entries) -> list[Fault] | None:
    """A sequence in a qualifier value that paragraph 7 asks for has its own entry too."""
    return _without_entry(embedded, entries, in_prose=False)


@rule(
    "D021",
    "sequence-in-prose",
    Severity.INFO,
    paragraph="74",
    basis="ours",
    element="INSDQualifier_value",
    message="The text seems to hold a sequence of nucleotides that has no entry of its own.",
    mend="If it is a sequence, add it to the listing with a SEQ ID NO of its own.",
)
def sequence_in_prose(embedded: Embedded, entries: Entries) -> list[Fault] | None:
    """At least 12 letters a, c, g, t or u in a row, in one case."""
    return _without_entry(embedded, entries, in_prose=True)
