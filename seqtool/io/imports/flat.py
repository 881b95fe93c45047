"""Lines of flat files: read in blocks, decoded, with their numbers; and the residues that stand in them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import BinaryIO

from seqtool.io.imports.record import Record

#: Lines that are looked at together.
_BLOCK = 4096
#: Bytes of one line; what is longer is read in pieces, so that a file without line ends takes no memory.
_LONGEST = 1 << 24
#: Added to the reason where a record without residues has no end line either.
_CUT = ", and no end line (//): the file is cut off; get it again"
_AMONG = re.compile(rb"[A-Za-z][0-9]+[A-Za-z]")
_OUTSIDE = re.compile(rb"(?<![A-Za-z0-9])[0-9]+|[0-9]+(?![A-Za-z0-9])")
_NUMBERING = b" \t\r\n\x0b\x0c0123456789"


class Lines:
    """Lines of a file with their numbers; a line can be put back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = _old_mac(file)
        self._back: bytes | None = None
        #: Number of the line that was read last.
        self.number = 0
        #: The first line that is no UTF-8, 0 where there is none.
        self.latin = 0

    def next(self) -> bytes:
        """The next line with its end; empty bytes, and ``number`` unchanged, at the end of the file."""
        if self._back is not None:
            line, self._back = self._back, None
        else:
            line = self._file.readline(_LONGEST)
        if line:
            self.number += 1
        return line

    def back(self, line: bytes) -> None:
        """Put back the line that was just read."""
        self._back = line
        self.number -= 1

    def block(self, goes_on: Callable[[bytes], bool]) -> list[bytes]:
        """The next lines as long as ``goes_on`` says so (of a line that begins with a blank it must), a few thousand at most."""
        found: list[bytes] = []
        if self._back is not None:
            if not goes_on(self._back):
                return []
            found.append(self._back)
            self._back = None
        readline = self._file.readline
        for _ in range(_BLOCK):
            line = readline(_LONGEST)
            # Nearly all lines of a block begin with a blank, whatever the format.
            if line[:1] == b" " or (line and goes_on(line)):
                found.append(line)
                continue
            if line:
                self._back = line
            break
        self.number += len(found)
        return found

    def text(self, line: bytes) -> str:
        """A line as text; what is no UTF-8 is taken as Latin-1 and remembered."""
        return self.texts([line])[0].rstrip("\r\n")

    def texts(self, block: list[bytes]) -> list[str]:
        """The lines of a block that was just read as texts (a carriage return may be left)."""
        whole = b"".join(block)
        try:
            found = whole.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            first = self.number - len(block) + 1 + whole.count(b"\n", 0, error.start)
            self.latin = self.latin or first
            return [_either(line) for line in block]
        del found[len(block) :]
        return found


def _either(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _old_mac(file: BinaryIO) -> BinaryIO:
    """The file; where only carriage returns end its lines, as on old computers, with ends that are understood."""
    head = file.peek(_BLOCK) if isinstance(file, io.BufferedReader) else b""
    return io.BufferedReader(_Returns(file)) if b"\r" in head and b"\n" not in head else file


class _Returns(io.RawIOBase):
    def __init__(self, inner: BinaryIO) -> None:
        self._inner = inner

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        assert isinstance(buffer, memoryview)
        data = self._inner.read(len(buffer)).replace(b"\r", b"\n")
        buffer[: len(data)] = data
        return len(data)


def residues(lines: Lines, goes_on: Callable[[bytes], bool], *, unsure: bool = False) -> list[bytes]:
    """The residues of the lines as long as ``goes_on`` says so, without blanks and numbering, in pieces.

    ``unsure`` where no length is stated that would show what is lost: digits among the
    letters stay, for whoever judges the residues to refuse them.
    """
    pieces: list[bytes] = []
    while block := lines.block(goes_on):
        text = b"".join(block)
        if unsure and _AMONG.search(text):
            text = _OUTSIDE.sub(b"", text)
            numbering = _NUMBERING.rstrip(b"0123456789")
        else:
            numbering = _NUMBERING
        if piece := text.translate(None, numbering):
            pieces.append(piece)
    return pieces


def close(record: Record, lines: Lines, *, ended: bool, without: str) -> None:
    """Say of a record that was read what its end shows; ``without`` is why it has no residues, if it has none."""
    if not ended:
        record.remarks.append(("the record has no end line (//): the file may be cut off", "", lines.number))
    if lines.latin:
        record.remarks.append(("text that is no UTF-8 was read as Latin-1", "", lines.latin))
    if not record.residues:
        record.without = without + ("" if ended else _CUT)
