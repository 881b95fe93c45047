"""Ledgers of what links sequences: citations, sequences inside qualifier values, short listings as a whole."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import NamedTuple

from seqtool.model import Residues
from seqtool.rules.ledgers import ledger

#: Residues up to which a listing is searched for sequences that are part of others.
BUDGET = 500_000


class Mention(NamedTuple):
    """Something said in one qualifier, at a 1-based position and 0-based feature and qualifier."""

    position: int
    feature: int
    qualifier: int
    first: int
    second: int


class _Mentions:
    """Pairs of numbers with their places: 32 bytes for each pair."""

    __slots__ = ("_features", "_firsts", "_positions", "_qualifiers", "_seconds")

    def __init__(self) -> None:
        self._positions = array("Q")
        self._features = array("I")
        self._qualifiers = array("I")
        self._firsts = array("Q")
        self._seconds = array("Q")

    def add(
        self, position: int, feature: int | None, qualifier: int | None, payload: tuple[tuple[int, int], ...]
    ) -> None:
        """Take the pairs of one qualifier."""
        for first, second in payload:
            self._positions.append(position)
            self._features.append(feature or 0)
            self._qualifiers.append(qualifier or 0)
            self._firsts.append(first)
            self._seconds.append(second)

    def merge(self, other: _Mentions, offset: int) -> None:
        """Take the following part, whose first sequence is number ``offset + 1``."""
        self._positions.extend(array("Q", (position + offset for position in other._positions)))
        self._features.extend(other._features)
        self._qualifiers.extend(other._qualifiers)
        self._firsts.extend(other._firsts)
        self._seconds.extend(other._seconds)

    def __len__(self) -> int:
        return len(self._positions)

    def __iter__(self) -> Iterator[Mention]:
        for row in zip(
            self._positions, self._features, self._qualifiers, self._firsts, self._seconds, strict=True
        ):
            yield Mention(*row)


@ledger
class Cited(_Mentions):
    """SEQ ID NOs that texts cite, as ranges: first and last."""

    __slots__ = ()


@ledger
class Embedded(_Mentions):
    """Sequences inside qualifier values: digest, and 1 where they stand in prose."""

    __slots__ = ()


@ledger
class Contained:
    """The residues of a listing that is short as a whole; nothing of a longer one."""

    __slots__ = ("_texts", "total")

    def __init__(self) -> None:
        self.total = 0
        self._texts: dict[int, str] = {}

    def add(self, position: int, _feature: int | None, _qualifier: int | None, payload: Residues) -> None:
        """Take the residues of one sequence."""
        self.total += payload.length
        if self.total <= BUDGET:
            self._texts[position] = payload.text
        elif self._texts:
            self._texts = {}

    def merge(self, other: Contained, offset: int) -> None:
        """Take the following part, whose first sequence is number ``offset + 1``."""
        self.total += other.total
        if self.total <= BUDGET:
            self._texts.update({position + offset: text for position, text in other._texts.items()})
        else:
            self._texts = {}

    @property
    def texts(self) -> dict[int, str]:
        """Residues by position; empty where the listing is too long."""
        return self._texts
