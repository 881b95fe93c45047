"""The line of every block, counted on from the block before: asking each one alone counts from far back."""

from __future__ import annotations

from seqtool.io.st26.cut import Mark
from seqtool.io.st26.reader import Block


class Lines:
    """Gives the lines of blocks that are asked for in the order of the file."""

    def __init__(self) -> None:
        self._mark: Mark | None = None
        self._position = self._line = 0

    def of(self, block: Block) -> int:
        """The line in which a block begins; the same as ``block.line``."""
        cut = block.cut
        if cut.mark is self._mark and cut.position >= self._position:
            self._line += cut.mark.buffer.count(b"\n", self._position, cut.position)
        else:
            self._line = cut.line
        self._mark, self._position = cut.mark, cut.position
        return self._line
