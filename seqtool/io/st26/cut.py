"""Cuts the bytes of a listing into header, blocks (one per SequenceData) and trailer.

The quick cut ends a block at the next ``</SequenceData>``. It is right wherever
the block then proves to be in plain form, since that has no comment, CDATA
section or processing instruction in which the tag could stand. For all other
blocks :meth:`Cutter.recut` looks at the markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from seqtool.io.st26.runs import Runs

END: Final = b"</SequenceData>"
CHUNK: Final = 1 << 18
#: A block that grows beyond this has its long runs of letters taken out.
LONG: Final = 1 << 20
#: Largest header or block, without its long runs, in bytes.
LIMIT: Final = 128 << 20

_MARKUP: Final = re.compile(
    rb"<(?:(!--)|(!\[CDATA\[)|(\?)|(!DOCTYPE)"
    rb"|(SequenceData(?=[ \t\r\n/>]))|(/SequenceData[ \t\r\n]*>)|(/ST26SequenceListing(?=[ \t\r\n>])))"
)
_CLOSERS: Final = {1: b"-->", 2: b"]]>", 3: b"?>"}
_TAG_END: Final = re.compile(rb"(?>[^<>\"']+|\"[^\"<]*\"|'[^'<]*')*(/?)>")
_DOCTYPE_PART: Final = re.compile(rb"(?>[^<>\"'\[\]]+|\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>|<)*", re.DOTALL)


def doctype_end(data: bytes, start: int) -> int:
    """Where a document type declaration ends that begins at ``start``; -1 where it does not."""
    depth, pos = 0, start
    while True:
        found = _DOCTYPE_PART.match(data, pos)
        pos = found.end() if found else pos
        sign = data[pos : pos + 1]
        if not sign or sign in b"\"'":
            return -1
        pos += 1
        if sign == b"[":
            depth += 1
        elif sign == b"]":
            depth -= 1
        elif depth <= 0:
            return pos


def root_end(data: bytes) -> int:
    """Where the end tag of the root ends, outside comments and the like; -1 where there is none."""
    pos = 0
    while (found := _MARKUP.search(data, pos)) is not None:
        kind, pos = found.lastindex or 0, found.end()
        if kind in _CLOSERS:
            at = data.find(_CLOSERS[kind], pos)
            if at < 0:
                return -1
            pos = at + len(_CLOSERS[kind])
        elif kind == 7:
            return data.find(b">", pos) + 1 or -1
    return -1


class Mark(NamedTuple):
    """A place whose line and column are known: a position in a buffer that still holds what follows it."""

    buffer: bytes
    position: int
    line: int
    #: Characters before it in its line.
    column: int

    def at(self, position: int) -> tuple[int, int]:
        """Line and column of a later position in the buffer."""
        buffer, start, line, column = self
        if position == start:
            return line, column
        newline = buffer.rfind(b"\n", start, position)
        if newline < 0:
            return line, column + _characters(buffer[start:position])
        return line + buffer.count(b"\n", start, position), _characters(buffer[newline + 1 : position])


def _characters(data: bytes) -> int:
    return len(data) if data.isascii() else len(data.decode("utf-8", "replace"))


class Cut(NamedTuple):
    """One part of the file as bytes (long runs taken out), and where it begins.

    Lines are counted when somebody asks: most blocks have nothing to be told about.
    """

    raw: bytes
    offset: int
    mark: Mark
    position: int
    runs: Runs | None
    #: What is wrong with the cut itself: ``limit``, ``open`` (no end was found) or nothing.
    fault: str = ""

    @property
    def line(self) -> int:
        """The line in which it begins."""
        return self.mark.at(self.position)[0]

    @property
    def column(self) -> int:
        """Characters before it in its first line."""
        return self.mark.at(self.position)[1]


class Cutter:
    """Reads chunks and cuts them; offsets are those of the bytes read."""

    def __init__(
        self,
        read: Callable[[int], bytes],
        *,
        offset: int = 0,
        line: int = 1,
        column: int = 0,
        keep_runs: bool = True,
    ) -> None:
        self._keep_runs = keep_runs
        self._read = read
        self._buffer = b""
        #: Where in the buffer the part begins that was cut last.
        self.start = 0
        self._end = 0
        self._eof = False
        self._fresh = 0  # where in the buffer the chunk begins that was read last
        self._detached = b""
        self._taken_out = 0  # bytes of the current part that marks stand for, beyond the marks' own length
        self.runs: Runs | None = None
        #: Called each time before more is read.
        self.tick: Callable[[], None] | None = None
        self.offset = offset
        #: The last place whose line was counted: at or before the part that is at hand.
        self.mark = Mark(b"", 0, line, column)
        #: More than the limit stood between two ends: nothing was read beyond.
        self.stopped = False
        #: The end tag of the root was met before the next block.
        self.closed = False
        #: The part that was cut last holds the beginning of a sequence.
        self.begun = False

    @property
    def line(self) -> int:
        """The line of the place reached."""
        return self.mark.at(self.start)[0]

    @property
    def column(self) -> int:
        """Characters before the place reached in its line."""
        return self.mark.at(self.start)[1]

    def _more(self) -> bool:
        """Read on; False at the end of the file or of what is allowed."""
        if self._eof:
            return False
        size = len(self._buffer) - self.start
        if size > LIMIT:
            self.stopped = True
            return False
        if self.tick is not None:
            self.tick()
        # In a long run large pieces at once: what is read leaves the buffer at once.
        chunk = self._read(max(CHUNK if self.runs is None else LONG, size // 4))
        if not chunk:
            self._eof = True
            return False
        rest = self._buffer[self.start :] if self.start else self._buffer
        line, column = self.mark.at(self.start)
        self.start = self._end = 0
        if size > LONG:
            if self.runs is None:
                self.runs = Runs(keep=self._keep_runs)
                shorter = self.runs.take_out(rest)
                self._taken_out += len(rest) - len(shorter)
                rest = shorter
            shorter = self.runs.take_out(chunk)
            self._taken_out += len(chunk) - len(shorter)
            chunk = shorter
        self._fresh = len(rest)
        self._buffer = rest + chunk
        self.mark = Mark(self._buffer, 0, line, column)
        return True

    def _commit(self) -> None:
        """Go behind the part that was cut last."""
        if self.runs is None and not self._detached:
            self.offset += self._end - self.start
            self.start = self._end
            return
        buffer, start, end = self._buffer, self.start, self._end
        if self._detached:
            buffer, start, end = self._detached, 0, len(self._detached)
        if end == start:
            return
        self.offset += end - start + self._taken_out
        line, column = self.line, self.column
        newline = buffer.rfind(b"\n", start, end)
        if newline < 0:
            column += self._width(buffer[start:end])
        else:
            line += buffer.count(b"\n", start, end)
            column = self._width(buffer[newline + 1 : end])
        self.start = self._end
        self.mark = Mark(self._buffer, self.start, line, column)
        self._detached = b""
        self._taken_out = 0
        self.runs = None

    def _part(self) -> bytes:
        """The bytes that were cut. Large ones leave the buffer, so that they are held only once."""
        raw = self._buffer[self.start : self._end]
        if self.runs is not None and not self._detached:
            rest = self._buffer[self._end :]
            restored = self.runs.restore(rest.decode("latin-1")).encode("latin-1")
            self._taken_out -= len(restored) - len(rest)
            line, column = self.mark.at(self.start)
            self._buffer, self.start, self._end = restored, 0, 0
            self.mark = Mark(restored, 0, line, column)
            self._detached = raw
        return raw

    def _attach(self) -> None:
        """Take a large part back that must be cut again."""
        if self._detached:
            self._buffer = self._detached + self._buffer
            self._detached = b""
            self.mark = self.mark._replace(buffer=self._buffer)
        self._end = self.start

    def _width(self, data: bytes) -> int:
        return self.runs.width(data.decode("utf-8", "replace")) if self.runs else _characters(data)

    def head(self) -> Cut:
        """Everything before the first sequence."""
        self._scan(stop_at_start=True)
        return self._cut()

    def quick(self) -> bytes | None:
        """The bytes up to the next end tag of a sequence; None where there is none any more."""
        if self.runs is None and not self._detached:  # as in _commit: this is asked for each sequence
            self.offset += self._end - self.start
            self.start = self._end
        else:
            self._commit()
        buffer = self._buffer
        found = buffer.find(END, self.start)
        while found < 0:
            if not self._more():
                return None
            buffer = self._buffer
            found = buffer.find(END, max(self.start, self._fresh - 32))
        self._end = found + len(END)
        if self.runs is None:
            return buffer[self.start : self._end]
        return self._part()

    def quick_cut(self, raw: bytes) -> Cut:
        """Where the block lies that the quick cut gave."""
        return Cut(raw, self.offset, self.mark, self.start, self.runs)

    @property
    def at_sequence(self) -> bool:
        """Whether a sequence follows the part that was cut last."""
        return self._buffer.startswith(b"<SequenceData", self._end)

    def recut(self) -> Cut:
        """The same block cut by its markup."""
        self._attach()
        fault = self._scan(stop_at_start=False)
        if self.closed:
            self._end = self.start
        return self._cut(fault)

    def rest(self) -> Cut:
        """What follows the last block."""
        self._commit()
        while self._more():
            pass
        self._end = len(self._buffer)
        return self._cut("limit" if self.stopped else "")

    def _cut(self, fault: str = "") -> Cut:
        raw = self._part()
        return Cut(raw, self.offset, self.mark, self.start, self.runs, "limit" if self.stopped else fault)

    def _scan(self, *, stop_at_start: bool) -> str:
        while True:
            found = self._markup(stop_at_start=stop_at_start)
            if found is not None:
                self._end = found
                return ""
            if not self._more():
                self._end = len(self._buffer)
                return "open"

    def _markup(self, *, stop_at_start: bool) -> int | None:
        """Where the current part ends; None where more must be read to know."""
        buffer, pos = self._buffer, self.start
        self.begun = False
        while True:
            found = _MARKUP.search(buffer, pos)
            if found is None:
                return None
            kind = found.lastindex or 0
            if kind in _CLOSERS:
                closer = _CLOSERS[kind]
                at = buffer.find(closer, found.end())
                pos = at + len(closer)
                if at < 0:
                    return None
            elif kind == 4:
                pos = doctype_end(buffer, found.start())
                if pos < 0:
                    pos = found.end()
                    if not self._eof and not self.stopped:
                        return None
            elif kind == 5:
                if stop_at_start or self.begun:
                    return found.start()
                self.begun = True
                tag = _TAG_END.match(buffer, found.end())
                pos = found.end()
                if tag is None:
                    continue
                pos = tag.end()
                if tag[1]:
                    return pos
            elif kind == 6:
                if not stop_at_start:
                    return found.end()
                pos = found.end()
            elif stop_at_start:
                pos = found.end()
            else:
                self.closed = not self.begun
                return found.start()
