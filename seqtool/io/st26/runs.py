"""Long runs of letters leave the text of a block before it is parsed, and come back into its record.

So the residues of a chromosome are never copied whole: the parser sees a mark in
the place of each run. A mark is made of letters and carries a random word that a
file cannot know.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

#: Runs are taken out in whole windows; they are kept in pieces.
WINDOW, PIECE = 2048, 65_536
_DIGITS = str.maketrans("0123456789", "abcdefghij")
_INDEX = 8


class Runs:
    """The runs that were taken out of one block; without ``keep`` only how long they are."""

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self._pieces: list[str | None] = []
        self._lengths: list[int] = []
        self._word = "Zq" + "".join(chr(97 + byte % 26) for byte in secrets.token_bytes(16))

    @property
    def mark_length(self) -> int:
        """Characters of a mark."""
        return len(self._word) + _INDEX

    def take_out(self, data: bytes) -> bytes:
        """The bytes with long runs replaced by marks."""
        # windows of letters next to each other: ten times quicker than looking for the exact ends of runs
        kept: list[bytes] = []
        at = copied = 0
        while at + WINDOW <= len(data):
            end = at
            while end + WINDOW <= len(data) and data[end : end + WINDOW].isalpha():
                end += WINDOW
            if end > at:
                kept += (data[copied:at], self._marks(data, at, end))
                copied = end
            at = end + WINDOW
        return b"".join((*kept, data[copied:])) if kept else data

    def _marks(self, data: bytes, start: int, end: int) -> bytes:
        marks = []
        for at in range(start, end, PIECE):
            length = min(PIECE, end - at)
            index = f"{len(self._pieces):0{_INDEX}d}".translate(_DIGITS)
            marks.append(self._word + index)
            self._pieces.append(data[at : at + length].decode("ascii") if self._keep else None)
            self._lengths.append(length)
        return "".join(marks).encode("ascii")

    def within(self, text: str, end: int) -> bool:
        """Whether there is a mark before ``end``."""
        return text.find(self._word, 0, end) >= 0

    def pieces(self, text: str) -> Iterable[str]:
        """The text in pieces, with the runs back in place."""
        first, *others = text.split(self._word)
        yield first
        for other in others:
            index = self._index(other)
            yield self._pieces[index] or "" if index is not None else ""
            yield other[_INDEX:]

    def restore(self, text: str) -> str:
        """The text with the runs back in place."""
        return "".join(self.pieces(text)) if self._word in text else text

    def restore_optional(self, text: str | None) -> str | None:
        """The same for a text that may be absent."""
        return None if text is None else self.restore(text)

    def width(self, text: str) -> int:
        """How many characters the text has with the runs back in place."""
        total = len(text)
        for other in text.split(self._word)[1:]:
            index = self._index(other)
            total += (self._lengths[index] if index is not None else 0) - self.mark_length
        return total

    def _index(self, after: str) -> int | None:
        digits = after[:_INDEX]
        if len(digits) < _INDEX or not set(digits) <= set("abcdefghij"):
            return None
        index = int("".join(str(ord(letter) - 97) for letter in digits))
        return index if index < len(self._pieces) else None
