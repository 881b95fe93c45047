"""Values of one sequence that rules about sequences, residues and links name.

Most are absent where nothing is wrong, so that their rules cost nothing in a sound listing.
"""

from __future__ import annotations

import re
from typing import Any, Final

from seqtool.insdc.alphabet import defined_count
from seqtool.rules.digests import residues_digest, reverse_digest
from seqtool.rules.ledgers_sequences import AA, ENOUGH, KINDS, KNOWN, SKIPPED, SOUND, EntryFacts
from seqtool.rules.values import ABSENT, Context, Scope, value

#: Fewest specifically defined residues of a sequence that belongs in a listing (paragraphs 7 and 8).
FEWEST: Final = {False: 10, True: 4}

#: A positive integer that is no absurdity; ``int()`` may be trusted with it.
INTEGER: Final = re.compile(r"[1-9][0-9]{0,17}")


@value(Scope.SEQUENCE, "declared", "position")
def number(c: Context) -> Any:
    """SEQ ID NO meant: the position while authoring, 0 where sequenceIDNumber cannot be read as one."""
    if c.declared is ABSENT:
        return c.position
    return meant_number(c.declared.number)


def meant_number(written: str | None) -> int:
    """The number that sequenceIDNumber means in spite of outer white space and leading zeros; 0 for none."""
    if written is None:
        return 0
    if not INTEGER.fullmatch(written):
        if len(written) > 64:
            return 0
        written = written.strip(" \t\r\n").lstrip("0")
        if not INTEGER.fullmatch(written):
            return 0
    return int(written)


@value(Scope.SEQUENCE, "all")
def entry_facts(c: Context) -> Any:
    """EntryFacts for the ledger ``entries``."""
    sequence = c.sequence
    if sequence.skipped:
        return EntryFacts(c.number, KNOWN | SKIPPED, 0, 0, "")
    residues = sequence.residues
    kind = KINDS.get(sequence.molecule_type, 0)
    known = KNOWN | kind
    reverse = 0
    if kind and residues.length and c.sound_residues is not ABSENT:
        known |= SOUND
        if c.defined >= FEWEST[kind == AA]:
            known |= ENOUGH
        if kind != AA:
            reverse = reverse_digest(residues)
    digest = residues_digest(residues) if residues.length else 0
    organism = c.organism
    return EntryFacts(c.number, known, digest, reverse, "" if organism is ABSENT else organism)


@value(Scope.SEQUENCE, "residues", "moltype")
def few_defined(c: Context) -> Any:
    """Number of specifically defined residues where these are fewer than 10 or 4; absent otherwise."""
    if c.defined is ABSENT or c.defined >= FEWEST[c.protein]:
        return ABSENT
    return c.defined


def defined_in(text: str, *, protein: bool) -> int:
    """How many residues of a text are specifically defined (paragraph 3(k))."""
    return defined_count(text, protein)
