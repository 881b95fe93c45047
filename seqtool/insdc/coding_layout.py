"""Between bases of a product and residue numbers of the sequence it was cut from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from seqtool.insdc.location_ops import Strand, StrandedSpan


class CodingLayout:
    """Where each base of a spliced product (0-based offset) lies on the sequence (1-based residue number)."""

    __slots__ = ("_by_low", "_ends", "_reach", "_spans")

    def __init__(self, spans: tuple[StrandedSpan, ...]) -> None:
        self._spans = spans
        self._ends = list(accumulate(high - low + 1 for low, high, _ in spans))
        self._by_low = sorted(range(len(spans)), key=lambda index: spans[index][0])
        # The highest residue number that any span up to this one reaches: spans may overlap (slippage).
        self._reach = list(accumulate((spans[index][1] for index in self._by_low), max))

    @property
    def length(self) -> int:
        """Bases of the product."""
        return self._ends[-1] if self._ends else 0

    def base(self, offset: int) -> tuple[int, Strand]:
        """Residue number and strand of one base of the product."""
        index = bisect_right(self._ends, offset)
        low, high, strand = self._spans[index]
        to_end = self._ends[index] - offset - 1
        return (high - to_end if strand == 1 else low + to_end), strand

    def offsets(self, position: int) -> Iterator[int]:
        """Where a residue of the sequence stands in the product; twice where spans overlap."""
        last = bisect_right(self._by_low, position, key=lambda index: self._spans[index][0]) - 1
        while last >= 0 and self._reach[last] >= position:
            index = self._by_low[last]
            low, high, strand = self._spans[index]
            if position <= high:
                start = self._ends[index] - (high - low + 1)
                yield start + (position - low if strand == 1 else high - position)
            last -= 1
