"""The ledger ``entries``: what rules across sequences need to know of each one, in 25 bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from seqtool.rules.digests import text_digest
from seqtool.rules.ledgers import ledger
from seqtool.rules.numbers import Numbers

#: Organism names kept as text; beyond, only their digests are known.
MOST_NAMES = 20_000
#: Longest organism name kept, in characters.
LONGEST_NAME = 200

# Bits of a kind.
DNA, RNA, AA = 1, 2, 3
SKIPPED, SOUND, ENOUGH, KNOWN = 4, 8, 16, 32
KINDS = {"DNA": DNA, "RNA": RNA, "AA": AA}
_MOLTYPES = ("", "DNA", "RNA", "AA")


class EntryFacts(NamedTuple):
    """What one sequence tells the ledger."""

    number: int
    kind: int
    digest: int
    reverse: int
    organism: str


class Known(msgspec.Struct, frozen=True):
    """What the ledger knows of one sequence."""

    position: int
    #: SEQ ID NO; 0 where it cannot be read.
    number: int
    #: DNA, RNA or AA; empty for a skipped one and where it is none of them.
    moltype: str
    skipped: bool
    #: There are residues, and all are symbols of the alphabet.
    sound: bool
    #: Sound, and at least 10 (nucleotides) or 4 (amino acids) are specifically defined (paragraph 7).
    enough: bool
    #: :func:`seqtool.rules.digests.residues_digest`; 0 for a skipped one.
    digest: int
    #: :func:`seqtool.rules.digests.text_digest` of the organism; 0 without one.
    organism_digest: int
    #: The name, cut to 200 characters; ``None`` without one or where the table of names was full.
    organism: str | None


@lru_cache(maxsize=1_000)
def _name_digest(organism: str) -> int:
    return text_digest(organism)


@ledger
class Entries:
    """One row per sequence, by position (1-based); ``numbers`` has the SEQ ID NOs.

    A sequence that could not be read has a row that says nothing (:meth:`at` gives ``None``).
    """

    __slots__ = ("_digests", "_kinds", "_names", "_organisms", "_reverse", "numbers")

    def __init__(self) -> None:
        self.numbers = Numbers()
        self._kinds = bytearray()
        self._digests = array("Q")
        self._reverse = array("Q")
        self._organisms = array("Q")
        self._names: dict[int, str] = {}

    @property
    def kinds(self) -> bytes:
        """The kind of each sequence: bits of this module; 0 for one that could not be read."""
        return bytes(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def add(self, position: int, _feature: int | None, _qualifier: int | None, payload: EntryFacts) -> None:
        """Take the facts of the next sequence."""
        number, kind, digest, reverse, organism = payload
        if position > len(self._kinds) + 1:
            self._pad(position - 1)
        self.numbers.add(position, number)
        self._kinds.append(kind)
        self._digests.append(digest)
        self._reverse.append(reverse)
        if organism:
            name = _name_digest(organism)
            self._organisms.append(name)
            names = self._names
            if name not in names and len(names) < MOST_NAMES:
                names[name] = organism[:LONGEST_NAME]
        else:
            self._organisms.append(0)

    def _pad(self, count: int) -> None:
        missing = count - len(self._kinds)
        if missing > 0:
            self._kinds.extend(bytes(missing))
            for column in (self._digests, self._reverse, self._organisms):
                column.frombytes(bytes(8 * missing))
            self.numbers.fill(count)

    def merge(self, other: Entries, offset: int) -> None:
        """Take the following part, whose first sequence is number ``offset + 1``."""
        if not other._kinds:
            return
        self._pad(offset)
        self.numbers.merge(other.numbers, offset)
        self._kinds += other._kinds
        self._digests.extend(other._digests)
        self._reverse.extend(other._reverse)
        self._organisms.extend(other._organisms)
        names = self._names
        for name, text in other._names.items():
            if name not in names and len(names) < MOST_NAMES:
                names[name] = text

    def at(self, position: int) -> Known | None:
        """What is known of the sequence at a position; ``None`` where there is none or it could not be read."""
        if not 1 <= position <= len(self._kinds):
            return None
        row = position - 1
        kind = self._kinds[row]
        if not kind & KNOWN:
            return None
        organism = self._organisms[row]
        return Known(
            position=position,
            number=self.numbers.number(position),
            moltype=_MOLTYPES[kind & 3],
            skipped=bool(kind & SKIPPED),
            sound=bool(kind & SOUND),
            enough=bool(kind & ENOUGH),
            digest=self._digests[row],
            organism_digest=organism,
            organism=self._names.get(organism),
        )

    def of(self, number: int) -> Known | None:
        """What is known of a SEQ ID NO (one of them where it is repeated); ``None`` where there is none."""
        position = self.numbers.position(number)
        return self.at(position) if position else None

    def find(self, digests: Iterable[int]) -> dict[int, list[int]]:
        """Positions of the sequences with these residues, by digest; digests without any are left out.

        One pass over all rows: ask for many at once.
        """
        wanted = set(digests) - {0}
        found: dict[int, list[int]] = {}
        if wanted:
            for row, digest in enumerate(self._digests, 1):
                if digest in wanted:
                    found.setdefault(digest, []).append(row)
        return found

    def rows(self) -> Iterator[tuple[int, int, int, int]]:
        """Kind, digest, digest of the reverse complement and of the organism, in the order of the file."""
        return zip(self._kinds, self._digests, self._reverse, self._organisms, strict=True)

    def repeated(self) -> set[int]:
        """Digests of residues that more than one sequence has."""
        ordered = sorted(self._digests)
        return {a for a, b in pairwise(ordered) if a == b} - {0}
