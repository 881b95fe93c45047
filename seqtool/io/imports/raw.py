"""Bare sequence text: letters alone, numbered blocks as in patents, several sequences parted by blank lines.

Nothing in such a text says what the molecule is, so nothing here decides it. The
numbers of a numbered text are its only checksum: where they do not agree with the
letters, the user is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, Final, NamedTuple

from seqtool.errors import InputError
from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.record import Record

#: Lines of this many residues, the last one shorter or equal, are one sequence wrapped; shorter ones may be a list.
_WRAPPED: Final = 50
#: A longer line is read in parts of this size.
_PART: Final = 1 << 20
_NUMBER: Final = re.compile(rb"[0-9]{1,12}")
_HEADING: Final = re.compile(
    rb"(SEQ(?:UENCE)?\.? ?ID(?:\.? ?(?:NO|NUMBER)\.?)? ?[:#]? ?[0-9]{1,9})(?![0-9A-Za-z])([^\r\n]{0,200})",
    re.IGNORECASE,
)
_PRIME: Final = rb"(?:'|`|\xe2\x80\x98|\xe2\x80\x99|\xe2\x80\xb2)"
_TOKEN: Final = re.compile(
    rb"(?:[35]" + _PRIME + rb"-{0,3}>?)?([A-Za-z*.-]{0,65536})(?:-{0,3}[35]" + _PRIME + rb")?"
)
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_OTHER: Final = bytes(set(range(256)) - set(_LETTERS))
_NUCLEOTIDES: Final = b"ACGTUNRYSWKMBDHVacgtunryswkmbdhv"


class Line(NamedTuple):
    """A line of residues: the number before them, the residues, the number behind them."""

    left: int | None
    letters: bytes
    right: int | None


def residues_of(line: bytes) -> Line:
    """The residues of a line without blanks and numbers; three-letter codes are kept apart by hyphens."""
    tokens = line.split()
    left = int(tokens.pop(0)) if tokens and _NUMBER.fullmatch(tokens[0]) else None
    right = int(tokens.pop()) if tokens and _NUMBER.fullmatch(tokens[-1]) else None
    if any(map(_NUMBER.fullmatch, tokens)):
        # A ruler below the residues, or numbers among them: they are no residues in any case.
        tokens = [token for token in tokens if not _NUMBER.fullmatch(token)]
    if len(tokens) > 1 and _codes(tokens):
        return Line(left, b"-".join(tokens) + b"-", right)
    return Line(left, b"".join(tokens), right)


def count(letters: bytes) -> int:
    """How many residues the letters of a line are, for comparison with the numbers beside them."""
    if b"-" in letters and _codes(parts := letters.strip(b"-").split(b"-")):
        return len(parts)
    return len(letters.translate(None, _OTHER))


def _codes(tokens: list[bytes]) -> bool:
    return all(len(t) == 3 and t.capitalize().decode("latin-1") in ONE_LETTER for t in tokens)


def parts(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Lines with their numbers, long ones in parts; the flag says that a part continues its line."""
    number, again = 1, False
    mark = True
    while line := file.readline(_PART):
        if mark:
            line, mark = line.removeprefix(b"\xef\xbb\xbf"), False
        yield number, line, again
        again = not line.endswith(b"\n")
        number += not again


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._stem = PurePath(source.name).name.partition(".")[0] or source.name
        if source.name == "standard input":
            self._stem = "sequence"
        self._record: Record | None = None
        self._size = 0
        self._taken = 0
        self._told = False
        #: Lines without numbers of the record at hand: how many, residues of the first and the last one, and
        #: whether one between them differs.
        self._lines = self._first = self._last = 0
        self._uneven = False

    def read(self) -> Iterator[Record]:
        parted = numbered = False
        for number, line, again in parts(self._source.file):
            text = line.strip()
            if b"\r" in text:
                raise InputError(
                    f"{self._source.name}, line {number}: the lines end as on old Macintosh systems; save the file with usual line ends."
                )
            if not text:
                parted = parted or not again
                continue
            heading = None if again else _HEADING.fullmatch(text)
            if heading is not None:
                yield from self._close(more=True)
                name = heading[1].decode("ascii")
                about = heading[2].decode("utf-8", "replace").strip(" :;,.-()[]")
                self._record = self._new(number, name, about)
                parted = False
                continue
            row = residues_of(text)
            if not row.letters:
                continue  # a ruler
            size = count(row.letters)
            stands_alone = row.left is None and row.right is None
            begins = row.left == 1 or (row.left is None and row.right == size)
            goes_on = row.left == self._size + 1 or row.right == self._size + size
            if (
                self._size
                and not again
                and not goes_on
                and (
                    begins
                    or (parted and (stands_alone or not numbered))
                    or (stands_alone and not numbered and self._source.choices.lines == "each")
                )
            ):
                yield from self._close(more=True)
            if self._record is None:
                self._record = self._new(number, "", "")
            self._compare(row, size, number)
            if stands_alone:
                self._measure(size, again=again)
            self._take(row.letters, size)
            parted, numbered = False, not stands_alone
        if self._record is None and not self._taken:
            raise InputError(f"{self._source.name} is empty.")
        yield from self._close(more=False)

    def _new(self, line: int, name: str, about: str) -> Record:
        self._size, self._told = 0, False
        self._lines = self._first = self._last = 0
        self._uneven = False
        return Record(file=self._source.name, line=line, name=name, description=about, residues=[])

    def _take(self, letters: bytes, size: int) -> None:
        assert self._record is not None
        self._size += size
        residues = self._record.residues
        if residues and len(residues[-1]) < 4096:
            residues[-1] += letters
        else:
            residues.append(letters)

    def _measure(self, size: int, *, again: bool) -> None:
        if not again:
            self._uneven = self._uneven or (self._lines > 1 and self._last != self._first)
            self._lines += 1
            self._last = 0
        self._last += size
        if self._lines == 1:
            self._first = self._last

    def _ask_lines(self, record: Record) -> None:
        """A list of primers, one a line, looks like one sequence in several lines: put together it is another molecule."""
        wrapped = self._first >= _WRAPPED and self._last <= self._first and not self._uneven
        if self._lines > 1 and not wrapped and not record.name and self._source.choices.lines is None:
            self._source.notes.ask(
                "--lines join|each",
                "Short or uneven lines of letters follow each other without numbers or blank lines between them. Are they one "
                "sequence in several lines (join), or one sequence each?",
                f"{self._source.name}: {self._lines:,} lines from line {record.line:,}",
            )

    def _compare(self, row: Line, size: int, number: int) -> None:
        """The numbers beside the residues against the residues: they may be the only sign of a lost line."""
        record, source = self._record, self._source
        assert record is not None
        for stated, found in ((row.left, self._size + 1), (row.right, self._size + size)):
            if stated is None or stated == found or self._told:
                continue
            self._told = True
            record.remarks.append(
                (
                    "the numbers beside the residues do not agree with them",
                    f"{stated} where {found} is due",
                    number,
                )
            )
            if source.choices.length is None:
                source.notes.ask(
                    "--length accept",
                    "The numbers beside the residues do not agree with them, so residues may be lost or doubled. Mend the text, or "
                    "accept the residues that are there.",
                    f"{source.name}: line {number:,} ({stated:,} stated, {found:,} found)",
                )

    def _close(self, *, more: bool) -> Iterator[Record]:
        record, self._record, self._size = self._record, None, 0
        if record is None:
            return
        self._taken += 1
        self._ask_lines(record)
        if record.residues:
            record.residues[-1] = record.residues[-1].removesuffix(b"-")
        if not record.name:
            record.name = self._stem if self._taken == 1 and not more else f"{self._stem}-{self._taken}"
        yield record


def read(source: Source) -> Iterator[Record]:
    """The sequences of a text.

    Blank lines and headings such as ``SEQ ID NO: 5`` part them; a blank line between
    numbered lines whose numbers go on parts nothing.

    Raises:
        InputError: the text is empty.
    """
    yield from _Reader(source).read()


def looks(head: bytes) -> bool:
    """Whether a text is nothing but residues: prose is letters too, so the layout must fit."""
    lines = head.split(b"\n")
    if len(head) >= 1 << 16 and len(lines) > 1:
        lines.pop()  # cut off within a line
    letters, numbered, codes = [], False, True
    for line in lines:
        if _HEADING.fullmatch(line.strip()):
            numbered = True
            continue
        tokens = line.split()
        words = [token for token in tokens if not _NUMBER.fullmatch(token)]
        numbered = numbered or len(words) < len(tokens)
        if not words:
            continue
        matches = [_TOKEN.fullmatch(word) for word in words]
        if (b"\t" in line and len(words) > 1) or not all(matches):
            return False
        bare = [match[1] for match in matches if match is not None]
        if len(words) > 1 and not _codes(words):
            codes = False
            widths = {len(word) for word in bare[1:-1]} or {len(bare[0])}
            even = len(widths) == 1 and min(widths) >= 5 and max(map(len, bare)) <= min(widths) + 1
            if not even and b"".join(bare).translate(None, _NUCLEOTIDES + b"*.-"):
                return False
        elif len(words) == 1:
            codes = codes and (
                (len(bare[0]) == 3 and _codes(bare)) or _codes(bare[0].strip(b"-").split(b"-"))
            )
        letters += bare
    text = b"".join(letters).translate(None, b"*.-")
    if not text:
        return False
    return not text.translate(None, _NUCLEOTIDES) or numbered or text.isupper() or codes


FORMAT = Format(
    name="raw",
    title="bare sequence text",
    suffixes=(".txt", ".seq", ".raw"),
    looks=looks,
    read=read,
    coding=False,
)
