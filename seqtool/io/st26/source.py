"""Where the bytes come from: a path, bytes, or a stream that cannot be read twice; always as UTF-8."""

from __future__ import annotations

import codecs
import io
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final

from seqtool.errors import InputError
from seqtool.io.st25_signs import ST23_REFUSED, decoded, looks_like_st23, looks_like_st25

_DECLARED: Final = re.compile(
    rb"\s*<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']"
)
_UTF8: Final = frozenset({"utf-8", "utf_8", "utf8"})
#: Encodings that texts come in; any other is read as UTF-8.
_READABLE: Final = re.compile(
    r"(?:ascii|latin|iso8859|cp\d|windows|mac|koi8|gb|big5|shift_jis|euc|iso2022_jp)", re.ASCII
)
_FORMATS: Final = (
    (b"\x1f\x8b", "a gzip archive. Unpack it first"),
    (b"PK\x03\x04", "a zip archive. Unpack it first"),
    (b"BZh", "a bzip2 archive. Unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive. Unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive. Unpack it first"),
    (b"%PDF-", "a PDF document. Give the listing itself"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel document. Give the listing itself"),
    (b"{\\rtf", "an RTF document. Give the listing itself"),
    (b"SQLite format 3\x00", "a database, no listing"),
)
_TEXTS: Final = (
    (re.compile(rb"LOCUS {2,}\S"), "a GenBank file. Use seqtool convert"),
    (
        re.compile(rb"ID {3}\S+"),
        "an EMBL or UniProt file. Get the record as GenBank or FASTA and use seqtool convert",
    ),
    (re.compile(rb"[>;][^<\r\n]*\r?\n\s*[A-Za-z*-]"), "a FASTA file. Use seqtool convert"),
)
#: Bytes that show XML of today; where they show none, so many are looked at for an older listing.
_FIRST: Final = 1_024
_MORE: Final = 65_536


def refuse(begin: bytes, file: str) -> None:
    """Refuse what is clearly another known format.

    Raises:
        InputError: it is one.
    """
    for magic, name in _FORMATS:
        if begin.startswith(magic):
            raise InputError(f"{file} is {name}.")
    text = begin.removeprefix(codecs.BOM_UTF8).lstrip()
    for pattern, name in _TEXTS:
        if pattern.match(text):
            raise InputError(f"{file} is {name}.")
    if looks_like_st25(begin):
        if looks_like_st23(decoded(begin)):
            raise InputError(f"{file} {ST23_REFUSED}")
        raise InputError(
            f"{file} is a sequence listing of the older standard ST.25 (text). Make a listing of ST.26 of it, which is checked "
            f"while it is made: seqtool convert {file if ' ' not in file else repr(file)} -o listing.xml"
        )


class Source:
    """The bytes of one listing, which can be opened again at any offset (of the UTF-8 bytes)."""

    def __init__(self, source: Path | BinaryIO | bytes) -> None:
        self._keep: BinaryIO | None = None
        self._file: BinaryIO
        if isinstance(source, bytes):
            self._file, self._own = io.BytesIO(source), True
        elif isinstance(source, Path):
            if source.is_dir():
                raise InputError(f"{source} is a folder, not a listing.")
            try:
                self._file, self._own = source.open("rb"), True
            except OSError as error:
                raise InputError(f"{source} cannot be read: {error.strerror}.") from error
        else:
            self._file, self._own = source, False
        self._base = 0
        if not self._seekable():
            # Findings that span sequences are placed after the last one was read: keep what was read.
            self._keep = tempfile.SpooledTemporaryFile(max_size=16 << 20)  # type: ignore[assignment]  # noqa: SIM115
        elif not self._own:
            self._base = self._file.tell()
        begin = self._peek()
        try:
            refuse(begin, str(source) if isinstance(source, Path) else "The input")
        except InputError:
            self.close()
            raise
        #: The encoding that the file is written in or says it is, where that is not UTF-8.
        self.encoding: str | None = None
        self._codec: str | None = None
        self.byte_order_mark = begin.startswith(codecs.BOM_UTF8)
        self._choose(begin)

    def _seekable(self) -> bool:
        try:
            return self._file.seekable()
        except (AttributeError, OSError):
            return False

    def _peek(self) -> bytes:
        begin, wanted = b"", _FIRST
        while len(begin) < wanted and (chunk := self._file.read(wanted - len(begin))):
            begin += chunk
            if len(begin) >= _FIRST and b"<?xml" not in begin[:_FIRST]:
                wanted = _MORE
        if self._keep is not None:
            self._begin = begin
        else:
            self._file.seek(self._base)
        return begin

    def _choose(self, begin: bytes) -> None:
        if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.encoding, self._codec = "UTF-16", "utf-16"
        elif begin.startswith((b"<\0", b" \0", b"\n\0")):
            self.encoding, self._codec = "UTF-16", "utf-16-le"
        elif begin.startswith((b"\0<", b"\0 ", b"\0\n")):
            self.encoding, self._codec = "UTF-16", "utf-16-be"
        else:
            found = _DECLARED.match(begin.removeprefix(codecs.BOM_UTF8))
            name = found[1].decode("ascii") if found else "utf-8"
            if name.lower() in _UTF8:
                return
            self.encoding = name
            try:
                codec = codecs.lookup(name).name
            except LookupError:
                return
            if _READABLE.match(codec) and not self.byte_order_mark:
                self._codec = codec

    def close(self) -> None:
        """Close what was opened here."""
        if self._own:
            self._file.close()
        if self._keep is not None:
            self._keep.close()

    def first(self) -> Callable[[int], bytes]:
        """A reader of everything from the beginning, without a byte order mark."""
        if self._keep is None:
            return self.at(0)
        return self._decoded(self._kept)

    def _kept(self, size: int) -> bytes:
        assert self._keep is not None
        chunk, self._begin = self._begin, b""
        chunk = chunk or self._file.read(size)
        self._keep.write(chunk)
        return chunk

    def at(self, offset: int) -> Callable[[int], bytes]:
        """A reader from an offset of the UTF-8 bytes (the byte order mark not counted)."""
        file, base = (self._file, self._base) if self._keep is None else (self._keep, 0)
        if self._codec is None:
            file.seek(base + offset + (3 if self.byte_order_mark else 0))
            return file.read
        file.seek(base)
        read = self._decoded(file.read)
        skipped = b""
        while offset > 0 and (skipped := read(1 << 16)):
            if len(skipped) > offset:
                break
            offset -= len(skipped)
        held = skipped[offset:] if offset else b""

        def go_on(size: int) -> bytes:
            nonlocal held
            chunk, held = held, b""
            return chunk or read(size)

        return go_on

    def _decoded(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        if self._codec is None:
            if not self.byte_order_mark:
                return read
            pending = 3

            def without_mark(size: int) -> bytes:
                nonlocal pending
                chunk = read(size)
                if pending:
                    chunk, pending = chunk[pending:], 0
                return chunk

            return without_mark
        decoder = codecs.getincrementaldecoder(self._codec)("replace")

        def transcoded(size: int) -> bytes:
            while chunk := read(size):
                if text := decoder.decode(chunk):
                    return text.removeprefix("\ufeff").encode("utf-8", "replace")
            return decoder.decode(b"", final=True).encode("utf-8", "replace")

        return transcoded
