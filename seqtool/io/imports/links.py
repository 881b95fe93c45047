"""Which protein stands in the inputs itself: digests of residues, so that a coding sequence can name it."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import xxhash

_NUMBER: Final = "q"
_SIZE: Final = 16


def digest(residues: Iterable[str]) -> bytes:
    """16 bytes that stand for a protein, which may come in pieces."""
    made = xxhash.xxh3_128()
    for piece in residues:
        made.update(piece.encode("utf-8"))
    return made.digest()


def named(name: str) -> bytes:
    """What stands for the name of a record, or for what ``protein_id`` gives."""
    return xxhash.xxh3_128_digest(name.encode("utf-8")) if name else b""


class Links:
    """Numbers of proteins by the digest of their residues: alone, with the organism, and with a name too."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int | list[int]] = {}
        self._seen: set[int] = set()
        #: Numbers that several entries have: nothing can refer to them.
        self._repeated: set[int] = set()
        #: Each number is higher than the one before, so that the nearest is found without looking at all.
        self._ascending, self._highest = True, -1

    def see(self, number: int) -> None:
        """An entry has this number."""
        (self._repeated if number in self._seen else self._seen).add(number)

    def add(self, protein: bytes, organism: str, number: int, name: bytes = b"") -> None:
        """An entry holds this protein; ``organism`` is empty where it states none."""
        self._ascending &= number > self._highest
        self._highest = max(number, self._highest)
        keys = [_key(protein, None), _key(protein, organism)]
        for key in [*keys, _key(protein, organism, name)] if name else keys:
            known = self._numbers.get(key)
            if known is None:
                self._numbers[key] = number
            elif isinstance(known, list):
                known.append(number)
            else:
                self._numbers[key] = [known, number]

    def find(self, protein: bytes, organism: str | None, after: int, name: bytes = b"") -> int | None:
        """The entry with these residues: the nearest one behind ``after``, else the first.

        Any organism (and name) will do if ``None``; with ``name`` only an entry of that name.
        """
        known = self._numbers.get(_key(protein, organism, name), [])
        if isinstance(known, list) and self._ascending:
            place = bisect_right(known, after)
            return (known[place] if place < len(known) else known[0]) if known else None
        numbers = [n for n in ([known] if isinstance(known, int) else known) if n not in self._repeated]
        return next((number for number in numbers if number > after), numbers[0] if numbers else None)


def _key(protein: bytes, organism: str | None, name: bytes = b"") -> bytes:
    if organism is None:
        return protein
    return xxhash.xxh3_128_digest(b"%s\n%s\n%s" % (protein, organism.encode(), name))


class Place(NamedTuple):
    """Where a protein stands: its SEQ ID NO in the listing, and its record."""

    number: int
    file: str
    line: int


class Standing:
    """Proteins that stand in the inputs, with the SEQ ID NOs that they will have; made by a :class:`Survey`."""

    def __init__(self) -> None:
        self._links = Links()
        self._places: list[Place] = []

    def add(self, protein: bytes, organism: str, place: Place, name: bytes) -> None:
        """A protein record; they come in the order of their numbers."""
        self._links.add(protein, organism, len(self._places), name)
        self._places.append(place)

    def find(self, protein: bytes, organism: str, after: int, name: bytes) -> Place | None:
        """The record that holds a protein for a coding sequence in SEQ ID NO ``after``.

        The organism is the same where both state one. Of several records the one with the ``name`` that
        ``protein_id`` gives counts, then the nearest one behind the coding sequence, then the first.
        """
        if self._links.find(protein, None, 0) is None:
            return None
        before = bisect_left(self._places, after, key=lambda place: place.number) - 1
        for one in (organism, "") if organism else (None,):
            for called in (name, b"") if name else (b"",):
                found = self._links.find(protein, one, before, called)
                if found is not None:
                    return self._places[found]
        return None

    def shift(self, added: list[int]) -> None:
        """Sequences were added behind these places (ascending, counted without them): later numbers grow."""
        self._places = [
            place._replace(number=place.number + bisect_left(added, place.number)) for place in self._places
        ]


class _Rows:
    """Proteins in few bytes: digest, how many sequences came before, line, and texts that occur again and again."""

    def __init__(self) -> None:
        self._digests = bytearray()
        self._rows = array(_NUMBER)
        self._texts: dict[str, int] = {}

    def add(self, protein: bytes, own: int, line: int, name: bytes, *texts: str) -> None:
        self._digests += protein + (name or bytes(_SIZE))
        self._rows.extend((own, line, *(self._texts.setdefault(text, len(self._texts)) for text in texts)))

    def __len__(self) -> int:
        return len(self._digests) // (2 * _SIZE)

    def __iter__(self) -> Iterator[tuple[bytes, bytes, int, int, str, str]]:
        texts = list(self._texts)
        for index in range(len(self)):
            at = index * 2 * _SIZE
            name = bytes(self._digests[at + _SIZE : at + 2 * _SIZE])
            own, line, first, second = self._rows[index * 4 : index * 4 + 4]
            protein = bytes(self._digests[at : at + _SIZE])
            yield protein, name if any(name) else b"", own, line, texts[first], texts[second]


class Survey:
    """What a first run over the records learns: the proteins that stand there, and those that are called for.

    Some 60 bytes are kept for each.
    """

    def __init__(self) -> None:
        self._stood, self._called = _Rows(), _Rows()
        self._own = 0

    def own(self) -> None:
        """A sequence that is no protein of a coding sequence takes a number."""
        self._own += 1

    def stands(self, residues: Iterable[str], organism: str, file: str, line: int, name: str) -> None:
        """The sequence just counted is a protein."""
        self._stood.add(digest(residues), self._own, line, named(name), organism, file)

    def called(self, residues: str, organism: str) -> None:
        """A coding sequence of the nucleotides just counted calls for this protein."""
        self._called.add(digest([residues]), self._own, 0, b"", organism, "")

    @property
    def mixed(self) -> bool:
        """Whether there are both protein records and coding sequences, so that it must be known which stands where."""
        return bool(self._called) and bool(self._stood)

    def standing(self, *, after: bool, once: bool) -> Standing:
        """The proteins that are called for and stand there, with the numbers they will have.

        Args:
            after: proteins that do not stand there are added behind their nucleotides.
            once: of several equal ones of one organism only the first.
        """
        found = Standing()
        wanted = {row[0] for row in self._called}
        for protein, name, own, line, organism, file in self._stood:
            if protein in wanted:
                found.add(protein, organism, Place(own, file, line), name)
        if after:
            added: list[int] = []
            known: set[bytes] = set()
            for protein, _, own, _, organism, _ in self._called:
                if found.find(protein, organism, 0, b"") is not None:
                    continue
                key = _key(protein, organism)
                if not once or key not in known:
                    added.append(own)
                    known.update([key] if once else [])
            found.shift(added)
        return found
