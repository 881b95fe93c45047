"""Sequences that are there twice: identical, reverse complements, or part of others (information only)."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from seqtool.model import Residues
from seqtool.rules.core import Fault, Severity, fact, fault, rule
from seqtool.rules.ledgers_mentions import Contained
from seqtool.rules.ledgers_sequences import Entries

_ELEMENT = "INSDSeq_sequence"
#: Characters compared before the search for parts gives up: repeats can make it long.
_WORK = 50_000_000
#: Length of the beginnings by which parts are sought (nucleotides: 10).
_SEED = 4


def _listed(entries: Entries, positions: list[int]) -> str:
    shown = [str(entries.numbers.number(p) or f"at place {p}") for p in positions[:5]]
    more = len(positions) - 5
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


@rule(
    "D001",
    "identical-sequences",
    Severity.INFO,
    paragraph="10",
    basis="ours",
    element=_ELEMENT,
    message="{count} sequences have the same residues, molecule type and organism: SEQ ID NO {value} too.",
    mend="If their features do not tell them apart, one of them is enough.",
)
def identical(entries: Entries) -> list[Fault] | None:
    """One finding for each group. Equal residues of different organisms may well be required (paragraph 92)."""
    repeated = entries.repeated()
    if not repeated:
        return None
    groups: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for position, (kind, digest, _, organism) in enumerate(entries.rows(), 1):
        if digest in repeated:
            groups[digest, kind & 3, organism].append(position)
    return [
        fault(_listed(entries, found[1:]), position=found[0], count=len(found))
        for found in groups.values()
        if len(found) > 1
    ] or None


@rule(
    "D002",
    "reverse-complements",
    Severity.INFO,
    paragraph="11",
    basis="ours",
    element=_ELEMENT,
    moltypes=("DNA", "RNA"),
    message="SEQ ID NO {value} has the reverse complement of these residues (sequences that have it: {count}).",
    mend="Fully complementary strands may be one sequence or two (paragraph 11): nothing has to be done.",
)
def reverse_complements(entries: Entries) -> list[Fault] | None:
    """One finding for each group, at its first sequence."""
    either = sorted([min(d, r) for _, d, r, _ in entries.rows() if r and r != d])
    both = {a for a, b in pairwise(either) if a == b}
    if not both:
        return None
    groups: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for position, (_, digest, reverse, _) in enumerate(entries.rows(), 1):
        if reverse and reverse != digest and min(digest, reverse) in both:
            groups[min(digest, reverse)].append((position, digest))
    found = []
    for group in groups.values():
        first, digest = group[0]
        others = [position for position, other in group if other != digest]
        if others:
            found.append(fault(_listed(entries, others), position=first, count=len(others)))
    return found or None


@fact("contained")
def residues_of(sound_residues: Residues) -> Residues:
    """The residues, of which the ledger keeps those of short listings."""
    return sound_residues


@rule(
    "D003",
    "part-of-another-sequence",
    Severity.INFO,
    paragraph="10",
    basis="ours",
    element=_ELEMENT,
    message="The residues are part of a longer sequence: residues {value} (sequences that hold them: {count}).",
    mend="Nothing has to be done: a sequence has its own entry even where it is part of a longer one.",
)
def part_of_another(contained: Contained, entries: Entries) -> list[Fault] | None:
    """Asked only of listings with at most 500,000 residues, and only as far as the work stays small."""
    found = []
    for position, (container, at, count) in sorted(parts(contained.texts).items()):
        size = len(contained.texts[position])
        number = entries.numbers.number(container)
        where = f"{at + 1}..{at + size} of SEQ ID NO {number}"
        found.append(fault(where, position=position, count=count))
    return found or None


def parts(texts: dict[int, str]) -> dict[int, tuple[int, int, int]]:
    """Which texts are part of longer ones: position → (first container, 0-based place there, containers).

    Nucleotides and amino acids differ in case, so they never mix. Gives up what is left once
    50,000,000 characters were compared.
    """
    by_seed: dict[str, dict[int, dict[str, list[int]]]] = {}
    for position, text in texts.items():
        seed = _seed(text)
        by_seed.setdefault(text[:seed], {}).setdefault(len(text), {}).setdefault(text, []).append(position)
    found: dict[int, tuple[int, int, int]] = {}
    work = _WORK
    for container, text in sorted(texts.items()):
        seed, size = _seed(text), len(text)
        seen: set[str] = set()
        for at in range(size - seed + 1):
            by_length = by_seed.get(text[at : at + seed])
            if by_length is None:
                continue
            for length, wanted in by_length.items():
                if length >= size or at + length > size:
                    continue
                work -= length
                part = text[at : at + length]
                if part in wanted and part not in seen:
                    seen.add(part)
                    for position in wanted[part]:
                        first = found.get(position)
                        found[position] = (first[0], first[1], first[2] + 1) if first else (container, at, 1)
            if work < 0:
                return found
    return found


def _seed(text: str) -> int:
    return 10 if text[:1].islower() and len(text) >= 10 else _SEED
