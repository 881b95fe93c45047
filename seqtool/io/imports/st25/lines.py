"""The lines of an ST.25 text: any encoding, any line ends, bounded memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

from seqtool.errors import InputError

_BLOCK: Final = 1 << 18
#: No line of a listing is as long as this.
_LONGEST: Final = 1 << 20


class Lines:
    """Iterates over the lines without their ends; ``number`` is that of the last one given (1-based).

    ``foreign`` counts lines that are not UTF-8 and were read as Windows-1252; the first of them is kept.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.number = 0
        self.foreign = 0
        self.first_foreign = (0, "")
        self._file = file
        self._name = name

    def __iter__(self) -> Iterator[str]:
        rest = ""
        for block in self._blocks():
            text = rest + block if rest else block
            lines = text.split("\n")
            rest = lines.pop()
            if len(rest) > _LONGEST:
                raise InputError(
                    f"{self._name}, line {self.number + len(lines) + 1:,}: it is longer than a million characters. "
                    "No ST.25 listing has such a line; is the file complete and of the format named?"
                )
            for line in lines:
                self.number += 1
                yield line
        if rest:
            self.number += 1
            yield rest

    def _blocks(self) -> Iterator[str]:
        """Decoded text with a line feed as the only line end."""
        file = self._file
        block = file.read(_BLOCK)
        if block.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield from self._utf16(block)
            return
        block = block.removeprefix(codecs.BOM_UTF8)
        held = b""
        while block:
            data = held + block if held else block
            block = file.read(_BLOCK)
            held = b""
            if block:
                # A block ends with a whole line, or at least neither within CR LF nor within a character.
                at = max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1))
                if at < 0 and len(data) <= _LONGEST:
                    held = data
                    continue
                if at >= 0:
                    data, held = data[: at + 1], data[at + 1 :]
            if b"\r" in data:
                data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            yield self._text(data)
        if held:
            yield self._text(held)

    def _text(self, data: bytes) -> str:
        if data.isascii():
            return data.decode("ascii")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            lines = data.split(b"\n")
            return "\n".join([self._line(line, place) for place, line in enumerate(lines, 1)])

    def _line(self, line: bytes, place: int) -> str:
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            try:
                text = line.decode("cp1252")
            except UnicodeDecodeError:
                text = line.decode("latin-1")
            if not self.foreign:
                self.first_foreign = (self.number + place, text.strip())
            self.foreign += 1
            return text

    def _utf16(self, block: bytes) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-16")("replace")
        held = ""
        while block:
            text = held + decoder.decode(block)
            block = self._file.read(_BLOCK)
            held = "\r" if text.endswith("\r") and block else ""
            if held:
                text = text[:-1]
            yield text.replace("\r\n", "\n").replace("\r", "\n")
        tail = held + decoder.decode(b"", True)
        if tail:
            yield tail
