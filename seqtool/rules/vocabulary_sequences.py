"""Values of one sequence that rules about sequences, residues and links name.

Most are absent where nothing is wrong, so that their rules cost nothing in a sound listing.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from seqtool.insdc.alphabet import reverse_complement_bytes
from seqtool.rules.digests import bytes_digest, residues_digest, reverse_digest
from seqtool.rules.ledgers_sequences import AA, ENOUGH, KINDS, KNOWN, SKIPPED, SOUND, EntryFacts
from seqtool.rules.values import ABSENT, Context, Scope, given, value

given(
    "sequence_count",
    Scope.LISTING,
    doc="Number of SequenceData, those too that could not be read; absent before the end.",
)

#: Fewest specifically defined residues of a sequence that belongs in a listing (paragraphs 7 and 8).
FEWEST: Final = {False: 10, True: 4}

#: Longest nucleotide sequence whose reverse complement is looked for: chromosomes are not filed on both strands.
LONGEST_REVERSED: Final = 1_000_000

#: A positive integer that is no absurdity; ``int()`` may be trusted with it.
INTEGER: Final = re.compile(r"[1-9][0-9]{0,17}")

_ZEROS = re.compile(r"\s*0{1,8}\s*", re.ASCII)
_BLANKS = " \t\r\n"


def meant_number(written: str | None) -> int:
    """The positive integer meant in spite of outer white space and leading zeros; 0 for none."""
    if written is None:
        return 0
    if not INTEGER.fullmatch(written):
        if len(written) > 64:
            return 0
        written = written.strip(_BLANKS).lstrip("0")
        if not INTEGER.fullmatch(written):
            return 0
    return int(written)


@value(Scope.SEQUENCE, "declared", "position")
def number(c: Context) -> Any:
    """SEQ ID NO meant: the position while authoring, 0 where sequenceIDNumber cannot be read as one."""
    if c.declared is ABSENT:
        return c.position
    written = c.declared.number
    # int() of our own text would be slower than this for the normal case.
    return c.position if written == str(c.position) else meant_number(written)


@value(Scope.SEQUENCE, "declared", rare=True)
def odd_number(c: Context) -> Any:
    """Attribute sequenceIDNumber where it is not plainly a positive integer; absent otherwise."""
    if c.declared is ABSENT:
        return ABSENT
    written = c.declared.number
    return ABSENT if written is None or INTEGER.fullmatch(written) else written


@value(Scope.SEQUENCE, "residues", "molecule_type", "declared", "features", rare=True)
def hollow(c: Context) -> Any:
    """What stands in INSDSeq_sequence in place of residues; absent where that is 000 or residues.

    It is nothing, a row of zeros, or a short text with a zero in an entry that is otherwise made as a skipped one.
    """
    residues = c.residues
    if residues is ABSENT or residues.length > 64:
        return ABSENT
    if not residues.length:
        return ""
    text = residues.text
    if "0" not in text:
        return ABSENT
    return text if _ZEROS.fullmatch(text) or _made_as_skipped(c) else ABSENT


def _made_as_skipped(c: Context) -> bool:
    """Length, molecule type and division are empty and there is no feature table (paragraph 58)."""
    if c.declared is ABSENT or c.declared.has_feature_table:
        return False
    written = (c.declared.length, c.molecule_type, c.declared.division)
    return not any((text or "").strip(_BLANKS) for text in written)


class LengthFault(NamedTuple):
    """INSDSeq_length that is not the number of residues in its plain form."""

    #: ``form``: the right number oddly written; ``differs``; ``lost``: differs, and the source feature ends
    #: there too; ``unreadable``: no positive integer.
    kind: str
    written: str
    length: int


@value(Scope.SEQUENCE, "declared", "length", "residues", "features", "moltype", rare=True)
def length_fault(c: Context) -> Any:
    """LengthFault; absent where the length is right, or there are no residues to count."""
    if c.declared is ABSENT or c.length is ABSENT:
        return ABSENT
    written, length = c.declared.length, c.length
    if written is None or written == str(length) or c.hollow is not ABSENT:
        return ABSENT
    meant = meant_number(written)
    if not meant:
        return LengthFault("unreadable", written, length)
    if meant == length:
        return LengthFault("form", written, length)
    if c.symbol_fault is not ABSENT and len(c.symbol_fault.mended) == meant:
        return ABSENT  # it counts the residues without what does not belong there: that is the fault
    lost = meant > length and c.source is not ABSENT and c.source.location == f"1..{meant}"
    return LengthFault("lost" if lost else "differs", written, length)


@value(Scope.SEQUENCE, "molecule_type", "residues", rare=True)
def odd_moltype(c: Context) -> Any:
    """INSDSeq_moltype where it is none of DNA, RNA and AA; absent otherwise."""
    if c.moltype is not ABSENT or c.molecule_type is ABSENT:
        return ABSENT
    written = c.molecule_type
    return ABSENT if not written.strip(_BLANKS) and c.hollow is not ABSENT else written


@value(Scope.SEQUENCE, "declared", "residues", rare=True)
def odd_division(c: Context) -> Any:
    """INSDSeq_division where it is not PAT; absent otherwise."""
    if c.declared is ABSENT or c.skipped is not ABSENT:
        return ABSENT
    written = c.declared.division
    if written is None or written == "PAT" or (not written.strip(_BLANKS) and c.hollow is not ABSENT):
        return ABSENT
    return written


@value(Scope.SEQUENCE, "declared", rare=True)
def other_seqids(c: Context) -> Any:
    """Texts of INSDSeq_other-seqids; absent where the element is."""
    if c.declared is ABSENT or c.declared.other_seqids is None:
        return ABSENT
    return c.declared.other_seqids


@value(Scope.SEQUENCE, "declared", "residues", "features", rare=True)
def no_table(c: Context) -> Any:
    """True where a sequence that is not skipped has no feature table; absent otherwise."""
    if c.declared is ABSENT or c.declared.has_feature_table:
        return ABSENT
    return ABSENT if c.skipped is not ABSENT or c.hollow is not ABSENT else True


@value(Scope.SEQUENCE, "all")
def entry_facts(c: Context) -> Any:
    """EntryFacts for the ledger ``entries``."""
    sequence = c.sequence
    if sequence.skipped:
        return EntryFacts(c.number, KNOWN | SKIPPED, 0, 0, "")
    residues = sequence.residues
    kind = KINDS.get(sequence.molecule_type, 0)
    short = c.encoded is not ABSENT
    known = KNOWN | kind
    reverse = 0
    if kind and c.sound_residues is not ABSENT:
        known |= SOUND
        if c.defined >= FEWEST[kind == AA]:
            known |= ENOUGH
        if kind != AA and residues.length <= LONGEST_REVERSED:
            reverse = bytes_digest(reverse_complement_bytes(c.encoded)) if short else reverse_digest(residues)
    digest = 0
    if residues.length:
        digest = bytes_digest(c.encoded) if short else residues_digest(residues)
    organism = c.organism
    return EntryFacts(c.number, known, digest, reverse, "" if organism is ABSENT else organism)


@value(Scope.SEQUENCE, "residues", "moltype", rare=True)
def few_defined(c: Context) -> Any:
    """Number of specifically defined residues where these are fewer than 10 or 4; absent otherwise."""
    if c.defined is ABSENT or c.defined >= FEWEST[c.protein]:
        return ABSENT
    return c.defined
