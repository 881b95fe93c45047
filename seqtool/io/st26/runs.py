"""Long runs of letters leave the text of a block before it is parsed, and come back into its record.

So the residues of a chromosome are never copied whole: the parser sees a mark in
the place of each run. A mark is made of letters and carries a random word that a
file cannot know.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from seqtool.insdc.alphabet import unknown_of_bases
from seqtool.model import Residues

#: Runs are taken out in whole windows; they are kept in pieces.
WINDOW, PIECE = 2048, 65_536
_DIGITS = str.maketrans("0123456789", "abcdefghij")
_INDEX = 8


def _letters(piece: bytes) -> list[tuple[int, int]]:
    """Spans of whole windows that hold nothing but letters."""
    spans: list[tuple[int, int]] = []
    for at in range(0, len(piece) - WINDOW + 1, WINDOW):
        if piece[at : at + WINDOW].isalpha():
            start = spans.pop()[0] if spans and spans[-1][1] == at else at
            spans.append((start, at + WINDOW))
    return spans


class Runs:
    """The runs that were taken out of one block; without ``keep`` only how long they are."""

    def __init__(self, *, keep: bool = True) -> None:
        self._keep = keep
        self._pieces: list[str | None] = []
        self._lengths: list[int] = []
        self._unknown: list[int | None] = []
        self._word = "Zq" + "".join(chr(97 + byte % 26) for byte in secrets.token_bytes(16))

    @property
    def mark_length(self) -> int:
        """Characters of a mark."""
        return len(self._word) + _INDEX

    def take_out(self, data: bytes) -> bytes:
        """The bytes with long runs replaced by marks."""
        kept: list[bytes] = []
        at = copied = 0
        while at + WINDOW <= len(data):
            # Bases and n by large pieces, other letters by windows: ten times quicker than looking for exact ends.
            piece = data[at : at + PIECE]
            unknown = unknown_of_bases(piece)
            spans = [(0, len(piece))] if unknown is not None else _letters(piece)
            for start, end in spans:
                run = piece[start:end]
                kept += (
                    data[copied : at + start],
                    self._mark(run, unknown_of_bases(run) if unknown is None else unknown),
                )
                copied = at + end
            at += len(piece)
        return b"".join((*kept, data[copied:])) if kept else data

    def _mark(self, letters: bytes, unknown: int | None) -> bytes:
        index = f"{len(self._pieces):0{_INDEX}d}".translate(_DIGITS)
        self._pieces.append(letters.decode("ascii") if self._keep else None)
        self._lengths.append(len(letters))
        self._unknown.append(unknown)
        return (self._word + index).encode("ascii")

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

    def residues(self, text: str) -> Residues:
        """The residues with the runs back in place."""
        total: int | None = 0
        first, *others = text.split(self._word)
        for other in others:
            index = self._index(other)
            unknown = None if index is None else self._unknown[index]
            total = None if total is None or unknown is None else total + unknown
            first += other[_INDEX:]
        between = unknown_of_bases(first.encode("utf-8", "surrogatepass"))
        total = None if total is None or between is None else total + between
        return Residues.from_chunks(self.pieces(text), total)

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
