"""The SEQ ID NOs of a listing as runs: 1, 2, 3 … 1,000,000 takes the room of one."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple


class Run(NamedTuple):
    """``size`` sequences from position ``start`` on, numbered ``first`` and up.

    ``first`` is 0 where the numbers cannot be read.
    """

    start: int
    first: int
    size: int


class Numbers:
    """SEQ ID NO of each position (1-based), run-length compact."""

    __slots__ = ("_by_number", "_by_number_at", "_firsts", "_starts", "count")

    def __init__(self) -> None:
        self._starts = array("Q")
        self._firsts = array("Q")
        #: Positions known.
        self.count = 0
        self._by_number: tuple[list[int], list[Run]] | None = None
        self._by_number_at = 0

    def add(self, position: int, number: int) -> None:
        """Take the number of the next sequence; positions left out have none that can be read."""
        if position > self.count + 1:
            self._extend(self.count + 1, 0)
        self._extend(position, number)
        self.count = position

    def _extend(self, position: int, number: int) -> None:
        if self._starts:
            first = self._firsts[-1]
            if number == (first and first + position - self._starts[-1]):
                return
        self._starts.append(position)
        self._firsts.append(number)

    def fill(self, count: int) -> None:
        """Take the last of ``count`` positions as known, though it has no number."""
        if count > self.count:
            self.add(count, 0)

    def merge(self, other: Numbers, offset: int) -> None:
        """Take the following part, whose first sequence is number ``offset + 1``."""
        if not other.count:
            return
        self.fill(offset)
        for run in other.runs():
            self._extend(offset + run.start, run.first)
        self.count = offset + other.count

    def runs(self) -> Iterator[Run]:
        """All runs in the order of the file."""
        starts, firsts = self._starts, self._firsts
        last = len(starts) - 1
        for index, start in enumerate(starts):
            end = self.count + 1 if index == last else starts[index + 1]
            yield Run(start, firsts[index], end - start)

    def number(self, position: int) -> int:
        """The SEQ ID NO at a position; 0 where it cannot be read or there is no such position."""
        if not 1 <= position <= self.count:
            return 0
        index = bisect_right(self._starts, position) - 1
        first = self._firsts[index]
        return first and first + position - self._starts[index]

    def position(self, number: int) -> int:
        """A position that has this SEQ ID NO (one of them where it is repeated); 0 where there is none."""
        if self._by_number is None or self._by_number_at != self.count:
            self._by_number = self._index()
            self._by_number_at = self.count
        firsts, runs = self._by_number
        index = bisect_right(firsts, number) - 1
        if index < 0:
            return 0
        run = runs[index]
        return run.start + number - run.first if number < run.first + run.size else 0

    def _index(self) -> tuple[list[int], list[Run]]:
        """Runs by number, without those that lie within another: both their ends go up."""
        kept: list[Run] = []
        end = 0
        for run in sorted((r for r in self.runs() if r.first), key=lambda r: (r.first, -r.size, r.start)):
            if run.first + run.size > end:
                end = run.first + run.size
                kept.append(run)
        return [run.first for run in kept], kept
