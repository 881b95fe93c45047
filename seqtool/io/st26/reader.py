"""Streaming reader of ST.26 listings: header, one block per sequence, trailer.

A block in plain form takes the quick lane, any other the tolerant one; a block
that is not well-formed is one finding, and the next goes on. Memory is bounded
by the largest block, whatever the length of the listing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Self

from seqtool.io.st26.cut import LIMIT, Cut, Cutter, Mark
from seqtool.io.st26.found import REWRITE, Found, Places
from seqtool.io.st26.grammar import ROOT
from seqtool.io.st26.head import Head, read_head
from seqtool.io.st26.mend import tell_loose, without_comments
from seqtool.io.st26.pieces import Piece
from seqtool.io.st26.places import Index
from seqtool.io.st26.plain import PlainLane
from seqtool.io.st26.prolog import NEWEST
from seqtool.io.st26.runs import Runs
from seqtool.io.st26.source import Source
from seqtool.io.st26.structure import Checker
from seqtool.io.st26.tail import read_tail
from seqtool.io.st26.tree import decode, read_block, read_part
from seqtool.model import Entry
from seqtool.rules.file import content

#: What only DTD V1_3 has; a block without it is held to the same grammar in all versions.
_NEW: Final = (b"NonEnglishQualifier_value", b" id=")


class Block(NamedTuple):
    """One SequenceData. ``entry`` is None where it cannot be read."""

    entry: Entry | None
    found: tuple[Found, ...]
    #: The parts of its :class:`Cut`.
    raw: bytes
    offset: int
    mark: Mark
    position: int
    runs: Runs | None
    fault: str = ""

    @property
    def cut(self) -> Cut:
        """Its bytes, and where they begin."""
        return Cut(*self[2:])

    @property
    def line(self) -> int:
        """Line of the file in which the block begins (with the white space before its tag)."""
        return self.cut.line


class BlockReader:
    """Reads the blocks of a listing or of a piece of one. Use it as a context manager."""

    def __init__(self, source: Source, cutter: Cutter, version: str, root_name: str = ROOT) -> None:
        self._source = source
        self._cutter = cutter
        self._version = version
        self._root_name = root_name
        self._offsets = array("Q")
        #: Offset, line and column of the first block behind each mark: lines of other blocks are counted from there.
        self._marks = array("Q"), array("I"), array("I")
        self._indexed: tuple[bytes, int, Index] | None = None
        self._again: tuple[int, Block] | None = None
        self._until: int | None = None
        self._last = True
        self._readable = True
        #: Findings behind the last sequence; there after iteration.
        self.tail: tuple[Found, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._source.close()

    @property
    def offset(self) -> int:
        """How many bytes have been gone through (as UTF-8, without byte order mark)."""
        return self._cutter.offset

    @property
    def line(self) -> int:
        """The line of the place reached."""
        return self._cutter.line

    def watch(self, tick: Callable[[], None]) -> None:
        """Have a function called from time to time while reading, which may raise to stop."""
        self._cutter.tick = tick

    def __iter__(self) -> Iterator[Block]:
        if not self._readable:
            return
        cutter, lane = self._cutter, PlainLane()
        checker = Checker(self._version)
        newest = self._version == NEWEST
        quick, read = cutter.quick, lane.read
        offsets, mark = self._offsets.append, None
        until = self._until
        while True:
            raw = quick()
            if until is not None and cutter.offset >= until:
                break
            if raw is not None and (newest or not any(word in raw for word in _NEW)):
                entry = read(raw, cutter.runs)
                if entry is not None:
                    offsets(cutter.offset)
                    if cutter.mark is not mark:
                        mark = cutter.mark
                        self._keep_place(cutter.quick_cut(raw))
                    yield Block(
                        entry,
                        self._loose(cutter.quick_cut(raw)) if lane.loose else (),
                        raw,
                        cutter.offset,
                        mark,
                        cutter.start,
                        cutter.runs,
                    )
                    continue
            cut = cutter.recut()
            if cutter.closed or (cut.fault and not cutter.begun):
                if cutter.stopped:
                    self.tail = (self._beyond(cut),)
                break
            offsets(cut.offset)
            self._keep_place(cut)
            yield self._tolerant(cut, checker, lane if newest else None)
            if cutter.stopped:
                break
        if self._last and not cutter.stopped:
            self._read_tail()

    def _keep_place(self, cut: Cut) -> None:
        for kept, value in zip(self._marks, (cut.offset, cut.line, cut.column), strict=True):
            kept.append(value)

    @staticmethod
    def _loose(cut: Cut) -> tuple[Found, ...]:
        text = cut.raw.decode("utf-8")
        return (tell_loose(text, Places(text, cut.line, cut.column, cut.runs)),)

    def _tolerant(self, cut: Cut, checker: Checker, lane: PlainLane | None = None) -> Block:
        if cut.fault == "limit":
            return Block(None, (self._beyond(cut),), *cut)
        if lane is not None and not cut.fault and b"<!--" in cut.raw:
            # many listings have comments and are in plain form otherwise
            entry = lane.read(without_comments(cut.raw), cut.runs)
            if entry is not None and not lane.loose:
                return Block(entry, (), *cut)
        part = read_part(cut.raw, cut.line, cut.column, cut.runs, ended=cut.fault != "open")
        entry, found = read_block(part, checker, cut.runs)
        if cut.fault == "open":
            self._last = False  # the file ends here: one finding is enough
        return Block(entry, tuple(found), *cut)

    @staticmethod
    def _beyond(cut: Cut) -> Found:
        text, _ = decode(cut.raw[:1000])
        return Places(text, cut.line, cut.column).found(
            content.TOO_LARGE, 0, what="The size of the part that begins", limit=f"{LIMIT >> 20} MB"
        )

    def _read_tail(self) -> None:
        cut = self._cutter.rest()
        if cut.fault == "limit":
            self.tail = (self._beyond(cut),)
        else:
            self.tail = tuple(read_tail(cut, self._version, self._root_name))

    def _index(self, block: Block) -> Index:
        known = self._indexed
        if known is None or known[0] is not block.raw or known[1] != block.offset:
            known = self._indexed = (block.raw, block.offset, Index(block.cut))
        return known[2]

    @property
    def places(self) -> tuple[array[int], ...]:
        """Offsets of the blocks read so far (8 bytes each), and places from which their lines can be counted."""
        return self._offsets, *self._marks

    def adopt(self, places: tuple[array[int], ...], tail: tuple[Found, ...]) -> None:
        """Take the places of blocks that another reader of the same file read after those known here."""
        for mine, other in zip(self.places, places, strict=True):
            mine.extend(other)
        self.tail = tail

    def _line_of(self, offset: int) -> tuple[int, int]:
        """Line and column of a block that was read."""
        offsets, lines, columns = self._marks
        near = bisect_right(offsets, offset) - 1
        start = offsets[near]
        read, between = self._source.at(start), b""
        while (missing := offset - start - len(between)) > 0 and (more := read(missing)):
            between += more[:missing]
        return Mark(between, 0, lines[near], columns[near]).at(len(between))

    def piece_from(self, offset: int, piece: Piece) -> Piece:
        """The rest of a piece from a place where reading stopped (the end of a block)."""
        data = self._source.at(piece.start)(offset - piece.start) if offset > piece.start else b""
        line, column = Mark(data, 0, piece.line, piece.column).at(len(data))
        return Piece(offset, piece.end, line, column, piece.last)

    def locate(
        self, block: Block, feature: int | None, qualifier: int | None, element: str | None
    ) -> tuple[int, int]:
        """Line and column (1-based) of a target in a block."""
        return self._index(block).locate(feature, qualifier, element)

    def block_at(self, position: int) -> Block | None:
        """The n-th sequence read here (1-based), read again after reading; long runs of residues are left out."""
        number = position - 1
        if not 0 <= number < len(self._offsets):
            return None
        if self._again is None or self._again[0] != position:
            offset = self._offsets[number]
            line, column = self._line_of(offset)
            cutter = Cutter(self._source.at(offset), offset=offset, line=line, column=column, keep_runs=False)
            cut = cutter.recut()
            entry = PlainLane().read(cut.raw, cut.runs)
            block = Block(entry, (), *cut) if entry else self._tolerant(cut, Checker(self._version))
            self._again = (position, block)
        return self._again[1]


class ListingReader(BlockReader):
    """Reads a listing: ``head`` at once, then the blocks, then ``tail``.

    Raises:
        InputError: the source cannot be opened or is clearly another known format.
    """

    def __init__(self, source: Path | BinaryIO | bytes) -> None:
        opened = Source(source)
        cutter = Cutter(opened.first())
        self._head_cut = cutter.head()
        extra = _byte_findings(opened, self._head_cut)
        has_sequences = cutter.at_sequence
        if cutter.stopped:
            self.head = Head.unreadable([*extra, self._beyond(self._head_cut)])
        else:
            self.head = read_head(self._head_cut, has_sequences=has_sequences, extra=extra)
        super().__init__(opened, cutter, self.head.version, self.head.root_name)
        self._readable = self.head.readable and has_sequences
        self._head_index: Index | None = None

    def locate_head(self, element: str | None) -> tuple[int, int]:
        """Line and column of an element or attribute of the general information part."""
        if self._head_index is None:
            self._head_index = Index(self._head_cut)
        return self._head_index.locate_general(element)


class PieceReader(BlockReader):
    """Reads the blocks of one piece of a file (see :func:`seqtool.io.st26.pieces.pieces`).

    After iteration ``offset`` is where reading stopped. Where that is not the
    piece's end, a comment or CDATA section hid an end tag: the following piece
    was cut wrongly and must be read again from there.
    """

    def __init__(self, path: Path, piece: Piece, version: str) -> None:
        opened = Source(path)
        cutter = Cutter(opened.at(piece.start), offset=piece.start, line=piece.line, column=piece.column)
        super().__init__(opened, cutter, version)
        self._until = None if piece.last else piece.end
        self._last = piece.last


def _byte_findings(source: Source, cut: Cut) -> list[Found]:
    places = Places("", 1, 0)
    found = []
    if source.byte_order_mark:
        found.append(places.found(content.BYTE_ORDER_MARK, 0, fix=REWRITE))
    if source.encoding:
        # UTF-16 shows in the bytes; another declared encoding may be wrong, and a person must look.
        fix = REWRITE if source.encoding == "UTF-16" else None
        found.append(places.found(content.ENCODING, 0, source.encoding, fix=fix))
    return found if cut.raw.strip() else []


__all__ = ["Block", "BlockReader", "Found", "Head", "ListingReader", "Piece", "PieceReader"]
