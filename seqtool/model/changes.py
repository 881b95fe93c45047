"""What an edit changed, at the smallest record, so that it can be undone, written to a journal and followed.

Changes of one :class:`ChangeSet` are in the order in which they are done; undoing
does their reverse from the last to the first.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from seqtool.model.draft import Draft
from seqtool.model.places import FEW, SEVERAL, known_move, moved, places
from seqtool.model.residues import Residues
from seqtool.model.sequence import Feature

#: Key of a sequence: a positive number that never changes and is never used again, whatever its SEQ ID NO.
#: Other records of a document have names.
Key = int | str


T = TypeVar("T", str, tuple[Feature, ...])


class Put(msgspec.Struct, frozen=True, tag=True):
    """A record comes (``before`` is None), goes (``after`` is None) or is another."""

    key: Key
    before: Any
    after: Any

    def reverse(self) -> Put:
        """What undoes it."""
        return Put(self.key, self.after, self.before)


class Splice(msgspec.Struct, frozen=True, tag=True):
    """Sequences leave the order at a 0-based place, and others come there."""

    at: int
    removed: tuple[int, ...]
    inserted: tuple[int, ...]

    def reverse(self) -> Splice:
        """What undoes it."""
        return Splice(self.at, self.inserted, self.removed)


class Letters(msgspec.Struct, frozen=True, tag=True):
    """Residues of a sequence are replaced, from a 0-based place on."""

    key: int
    at: int
    removed: str
    inserted: str

    def reverse(self) -> Letters:
        """What undoes it."""
        return Letters(self.key, self.at, self.inserted, self.removed)


class Features(msgspec.Struct, frozen=True, tag=True):
    """Features of a sequence are replaced, from a 0-based index on."""

    key: int
    at: int
    removed: tuple[Feature, ...]
    inserted: tuple[Feature, ...]

    def reverse(self) -> Features:
        """What undoes it."""
        return Features(self.key, self.at, self.inserted, self.removed)


class Shift(msgspec.Struct, frozen=True, tag=True):
    """Features of which all residue numbers are behind ``at`` move along; those at the indices ``keep`` stay.

    What a letter does to the 50,000 features of a chromosome takes no room so.
    """

    key: int
    at: int
    offset: int
    keep: tuple[int, ...] = ()

    def reverse(self) -> Shift:
        """What undoes it."""
        return Shift(self.key, self.at + self.offset, -self.offset, self.keep)


Change = Put | Splice | Letters | Features | Shift


class ChangeSet(msgspec.Struct, frozen=True):
    """One step: its label for the menu, and its changes."""

    label: str
    changes: tuple[Change, ...]
    #: Steps with the same word that follow each other closely become one (typing).
    merge: str | None = None

    def reverse(self) -> ChangeSet:
        """The step that undoes this one."""
        return ChangeSet(self.label, tuple([change.reverse() for change in reversed(self.changes)]))

    @property
    def keys(self) -> frozenset[Key]:
        """The records that are not what they were."""
        return frozenset(change.key for change in self.changes if not isinstance(change, Splice))

    @property
    def reordered(self) -> bool:
        """Whether the order of the sequences changed."""
        return any(isinstance(change, Splice) for change in self.changes)


def difference(key: int, before: Draft, after: Draft) -> list[Change]:
    """The smallest changes that lead from one record of a sequence to another.

    Chunks of residues and features that both share are found by identity, so
    that one letter of a chromosome costs little.
    """
    found: list[Change] = []
    letters = None
    if before.sequence.residues is not after.sequence.residues:
        letters = _letters(key, before.sequence.residues, after.sequence.residues)
        if letters.removed or letters.inserted:
            found.append(letters)
    if before.sequence.features is not after.sequence.features:
        old, new = before.sequence.features, after.sequence.features
        along = None if letters is None else _shift(letters, old, new)
        features = _features(key, old, new)
        if along is not None and len(along) < len(features.inserted):
            found += along
        elif features.removed or features.inserted:
            found.append(features)
    was, now = _shell(before), _shell(after)
    if was != now:
        found.append(Put(key, was, now))
    return found


_NOTHING = Residues()


def _shell(draft: Draft) -> Draft:
    """The record without its residues and features, which have changes of their own."""
    sequence = msgspec.structs.replace(draft.sequence, residues=_NOTHING, features=())
    return msgspec.structs.replace(draft, sequence=sequence)


def filled(shell: Draft, whole: Draft) -> Draft:
    """The shell with the residues and features of another record."""
    sequence = msgspec.structs.replace(
        shell.sequence, residues=whole.sequence.residues, features=whole.sequence.features
    )
    return msgspec.structs.replace(shell, sequence=sequence)


def _letters(key: int, before: Residues, after: Residues) -> Letters:
    old, new = before.chunks, after.chunks
    first = 0
    while first < len(old) and first < len(new) and old[first] is new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] is new[-1 - last]:
        last += 1
    removed = "".join(old[first : len(old) - last])
    inserted = "".join(new[first : len(new) - last])
    same = _common(removed, inserted)
    at = sum(map(len, old[:first])) + same
    removed, inserted = removed[same:], inserted[same:]
    end = _common(removed[::-1], inserted[::-1])
    return Letters(key, at, removed[: len(removed) - end], inserted[: len(inserted) - end])


def _common(one: T, other: T) -> int:
    """How many items both begin with: halved until it is found, since comparing is quick and stepping is not."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _features(key: int, old: tuple[Feature, ...], new: tuple[Feature, ...]) -> Features:
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    return Features(key, first, old[first : len(old) - last], new[first : len(new) - last])


def _shift(
    letters: Letters, old: tuple[Feature, ...], new: tuple[Feature, ...]
) -> list[Shift | Features] | None:
    """The move of all features behind the letters, and those that it does not explain, in runs; None where it is no help."""
    offset = len(letters.inserted) - len(letters.removed)
    if not offset or len(old) != len(new) or len(old) < FEW:
        return None
    move = known_move(old, new)
    lows = places(old).lows
    if move is not None and move.offset == offset:
        at, least = move.at, min(move.at, move.at + offset)
        keep = [index for index in move.others if lows[index] > least]
        others = [index for index in move.others if old[index] is not new[index]]
    else:
        at = letters.at + len(letters.removed)
        keep, others = _unmoved(old, new, at, offset)
    if 2 * len(others) > len(old):
        return None
    found: list[Shift | Features] = [Shift(letters.key, at, offset, tuple(keep))]
    first = 0
    for place, index in enumerate(others, 1):
        if place == len(others) or others[place] != index + 1:
            start = others[first]
            found.append(Features(letters.key, start, old[start : index + 1], new[start : index + 1]))
            first = place
    return found


def _unmoved(
    old: tuple[Feature, ...], new: tuple[Feature, ...], at: int, offset: int
) -> tuple[list[int], list[int]]:
    """Indices of features behind ``at`` that did not move by ``offset``, and of those that are others now."""
    least = min(at, at + offset)
    keep: list[int] = []
    others: list[int] = []
    lows, highs, kinds = places(old)
    news, ends, forms = places(new)
    for index, (one, other, low) in enumerate(zip(old, new, lows, strict=True)):
        if one is not other:
            kind = kinds[index]
            if (
                low > at
                and kind == forms[index]
                and news[index] == low + offset
                and ends[index] == highs[index] + offset
                and (
                    kind != SEVERAL or moved(one.location, kind, low, highs[index], offset) == other.location
                )
                and one.key == other.key
                and (one.qualifiers is other.qualifiers or one.qualifiers == other.qualifiers)
            ):
                continue
            others.append(index)
        if low > least:
            keep.append(index)
    return keep, others
