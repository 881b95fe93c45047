"""Which sequences or items of an input are meant: ``1-20,33``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from seqtool.errors import UsageError

_PART: Final = re.compile(r"([0-9]{1,12})(?:\s{0,9}(?:-|\.\.)\s{0,9}([0-9]{1,12})?)?", re.ASCII)


class Selection:
    """Numbers and ranges of numbers; ``None`` of them selects everything."""

    def __init__(self, text: str | None) -> None:
        """Read ``1-20,33`` or ``5-`` (to the end).

        Raises:
            UsageError: it is no list of numbers and ranges.
        """
        self.text = text
        self._firsts: list[int] = []
        self._lasts: list[float] = []
        if text is None:
            return
        ranges: list[tuple[int, float]] = []
        for part in text.replace(";", ",").split(","):
            found = _PART.fullmatch(part.strip())
            if found is None:
                raise UsageError(
                    f"{text!r} is no selection: write numbers and ranges such as 1-20,33 or 5- ({part.strip()!r} is neither)."
                )
            first = int(found[1])
            last = int(found[2]) if found[2] else float("inf") if found[0].endswith(("-", "..")) else first
            if first < 1 or last < first:
                raise UsageError(
                    f"{text!r} is no selection: {part.strip()!r} is empty; numbers begin with 1."
                )
            ranges.append((first, last))
        for first, last in sorted(ranges):
            if self._lasts and first <= self._lasts[-1] + 1:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.text is None

    @property
    def size(self) -> float:
        """How many numbers are selected; without end for all of them."""
        if self.text is None:
            return float("inf")
        return sum(last - first + 1 for first, last in zip(self._firsts, self._lasts, strict=True))

    def unmet(self, found: int) -> str | None:
        """What to tell where fewer sequences were ``found`` than there are numbers; ranges without end ask for none."""
        if not found < self.size < float("inf"):
            return None
        return f"{self.size - found:,.0f} of the {self.size:,.0f} numbers of --select {self.text}: no input has such a sequence"

    @property
    def last(self) -> float:
        """The greatest number selected."""
        return self._lasts[-1] if self._lasts else float("inf")

    def within(self, count: int) -> Iterator[int]:
        """The numbers selected of 1 to ``count``, in order."""
        if self.text is None:
            yield from range(1, count + 1)
        for first, last in zip(self._firsts, self._lasts, strict=True):
            yield from range(first, int(min(last, count)) + 1)

    def __contains__(self, number: int) -> bool:
        if self.text is None:
            return True
        index = bisect_right(self._firsts, number) - 1
        return index >= 0 and number <= self._lasts[index]
