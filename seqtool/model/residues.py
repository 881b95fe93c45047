"""The residues of one sequence: immutable text in chunks, so that 50 Mbp are never copied whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: Residues per chunk: a one-letter edit copies at most this much.
CHUNK = 65_536


class Residues:
    """Residue symbols as written, immutable.

    Positions of the methods are 0-based and half-open (``slice(0, 3)`` is the
    first three residues); residue *numbers* of the standard are 1-based.
    """

    __slots__ = ("_hash", "_starts", "chunks", "length", "unknown")

    chunks: tuple[str, ...]
    length: int
    #: How many are n where all are known to be a, c, g, t or n in lower case; None where nobody has counted.
    #: Says what can be seen in the residues, so that those of a chromosome are gone through only once.
    unknown: int | None

    def __init__(self, text: str = "") -> None:
        self.length = len(text)
        if self.length <= CHUNK:
            self.chunks = (text,) if text else ()
        else:
            self.chunks = tuple(text[i : i + CHUNK] for i in range(0, self.length, CHUNK))
        self.unknown = None
        self._starts: list[int] | None = None
        self._hash: int | None = None

    @classmethod
    def from_chunks(cls, chunks: Iterable[str], unknown: int | None = None) -> Residues:
        """Residues from pieces of text, kept as they are (empty ones dropped).

        ``unknown`` is for who has counted (see the attribute).
        """
        made = cls()
        made.unknown = unknown
        made.chunks = tuple(chunk for chunk in chunks if chunk)
        made.length = sum(map(len, made.chunks))
        return made

    @property
    def text(self) -> str:
        """All residues as one text (a copy where there are several chunks)."""
        chunks = self.chunks
        return chunks[0] if len(chunks) == 1 else "".join(chunks)

    def slice(self, start: int, end: int) -> str:
        """The residues ``start`` to ``end`` (0-based, half-open), without copying the rest."""
        chunks = self.chunks
        if len(chunks) <= 1:
            return chunks[0][start:end] if chunks else ""
        from bisect import bisect_right

        starts = self._starts
        if starts is None:
            starts, total = [], 0
            for chunk in chunks:
                starts.append(total)
                total += len(chunk)
            self._starts = starts
        start, end = max(0, start), min(end, self.length)
        if start >= end:
            return ""
        first = bisect_right(starts, start) - 1
        parts: list[str] = []
        for index in range(first, len(chunks)):
            base = starts[index]
            if base >= end:
                break
            parts.append(chunks[index][max(0, start - base) : end - base])
        return "".join(parts)

    def replace(self, start: int, end: int, text: str) -> Residues:
        """The residues with ``start`` to ``end`` (0-based, half-open) replaced; other chunks are shared.

        Raises:
            ValueError: the span does not lie within the residues.
        """
        if not 0 <= start <= end <= self.length:
            raise ValueError(f"{start}..{end} does not lie within {self.length} residues")
        before: list[str] = []
        behind: list[str] = []
        head = tail = ""
        at = 0
        for chunk in self.chunks:
            stop = at + len(chunk)
            if stop <= start:
                before.append(chunk)
            elif at >= end:
                behind.append(chunk)
            else:
                head += chunk[: max(0, start - at)] if at < start else ""
                tail += chunk[end - at :] if stop > end else ""
            at = stop
        middle = head + text + tail
        # Small pieces join their neighbour, so that many edits do not leave many chunks.
        if before and len(before[-1]) + len(middle) <= CHUNK // 2:
            middle = before.pop() + middle
        pieces = [middle[i : i + CHUNK] for i in range(0, len(middle), CHUNK)]
        return Residues.from_chunks([*before, *pieces, *behind], self._unknown_after(start, end, text))

    def _unknown_after(self, start: int, end: int, text: str) -> int | None:
        """What is known of the residues stays known after an edit."""
        if self.unknown is None or not text.isascii() or text.encode("ascii").translate(None, b"acgtn"):
            return None
        return self.unknown - self.slice(start, end).count("n") + text.count("n")

    def __len__(self) -> int:
        return self.length

    def __iter__(self) -> Iterator[str]:
        for chunk in self.chunks:
            yield from chunk

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Residues):
            return NotImplemented
        if self.length != other.length:
            return False
        return self.chunks == other.chunks or self.text == other.text

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(self.text)
        return self._hash

    def __repr__(self) -> str:
        shown = self.slice(0, 40) + ("…" if self.length > 40 else "")
        return f"Residues({shown!r}, length={self.length})"

    def __reduce__(self) -> tuple[object, tuple[tuple[str, ...]]]:
        return _rebuild, (self.chunks,)


def _rebuild(chunks: tuple[str, ...]) -> Residues:
    return Residues.from_chunks(chunks)
