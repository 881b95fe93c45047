"""The ledger ``links``: which coding sequence names which protein, in 27 bytes each."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import Literal, NamedTuple

from seqtool.rules.ledgers import ledger
from seqtool.rules.ledgers_sequences import Entries, Known

_SHORT = 1
_MOST = 0xFFFF


class LinkFacts(NamedTuple):
    """What a protein_id tells the ledger."""

    #: SEQ ID number that it names.
    number: int
    #: Digest of the translation beside it; 0 where there is none that can be read.
    digest: int
    #: The translation has fewer than four specifically defined residues, so that it has no entry (paragraph 8).
    short: bool


class Link(NamedTuple):
    """One protein_id with its place."""

    position: int
    feature: int
    qualifier: int
    number: int
    digest: int
    short: bool


Kind = Literal["own", "missing", "skipped", "nucleotide", "short", "residues", "organism"]


class Broken(NamedTuple):
    """A link that does not hold; ``own`` and ``protein`` are the entries of both ends where they are there."""

    kind: Kind
    link: Link
    own: Known | None
    protein: Known | None


@ledger
class Links:
    """All protein_id values that are numbers, in the order of the file."""

    __slots__ = ("_broken", "_digests", "_features", "_flags", "_numbers", "_positions", "_qualifiers")

    def __init__(self) -> None:
        self._positions = array("Q")
        self._features = array("I")
        self._qualifiers = array("H")
        self._numbers = array("Q")
        self._digests = array("Q")
        self._flags = bytearray()
        self._broken: tuple[int, list[Broken]] | None = None

    def __len__(self) -> int:
        return len(self._flags)

    def add(self, position: int, feature: int | None, qualifier: int | None, payload: LinkFacts) -> None:
        """Take one protein_id."""
        self._positions.append(position)
        self._features.append(feature or 0)
        self._qualifiers.append(min(qualifier or 0, _MOST))
        self._numbers.append(payload.number)
        self._digests.append(payload.digest)
        self._flags.append(_SHORT if payload.short else 0)

    def merge(self, other: Links, offset: int) -> None:
        """Take the following part, whose first sequence is number ``offset + 1``."""
        self._positions.extend(array("Q", (position + offset for position in other._positions)))
        self._features.extend(other._features)
        self._qualifiers.extend(other._qualifiers)
        self._numbers.extend(other._numbers)
        self._digests.extend(other._digests)
        self._flags += other._flags

    def __iter__(self) -> Iterator[Link]:
        rows = zip(
            self._positions,
            self._features,
            self._qualifiers,
            self._numbers,
            self._digests,
            self._flags,
            strict=True,
        )
        for position, feature, qualifier, number, digest, flags in rows:
            yield Link(position, feature, qualifier, number, digest, bool(flags & _SHORT))

    def broken(self, entries: Entries, kind: Kind) -> list[Broken]:
        """The links with this fault. All are judged once; each has at most one fault."""
        if self._broken is None or self._broken[0] != len(self):
            judged = (_judge(link, entries) for link in self)
            self._broken = (len(self), [found for found in judged if found is not None])
        return [found for found in self._broken[1] if found.kind == kind]


def _judge(link: Link, entries: Entries) -> Broken | None:
    own = entries.at(link.position)
    if own is not None and own.number == link.number:
        return Broken("own", link, own, own)
    position = entries.numbers.position(link.number)
    protein = entries.at(position) if position else None
    if not position:
        return Broken("short" if link.short else "missing", link, own, None)
    if protein is None:
        return None  # it is there, but could not be read
    if protein.skipped:
        return Broken("short" if link.short else "skipped", link, own, protein)
    if protein.moltype != "AA":
        return Broken("nucleotide", link, own, protein) if protein.moltype else None
    if link.digest and protein.sound and link.digest != protein.digest:
        return Broken("short" if link.short else "residues", link, own, protein)
    if own is None or not own.organism_digest or not protein.organism_digest:
        return None
    if own.organism_digest == protein.organism_digest or _same_name(own.organism, protein.organism):
        return None
    return Broken("organism", link, own, protein)


def _same_name(one: str | None, other: str | None) -> bool:
    """Whether names differ by case and white space only, which is a fault of the names and not of the link."""
    if one is None or other is None:
        return False
    return " ".join(one.split()).lower() == " ".join(other.split()).lower()
