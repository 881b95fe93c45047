"""The numeric identifiers of an ST.25 text, put together: a header, then one entry at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

from seqtool.errors import InputError
from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.st25.block import AT_ONCE, Block, Light
from seqtool.io.imports.st25.lines import Lines
from seqtool.io.imports.st25.tables import without_caption
from seqtool.io.st25_signs import HALF, NAMES, TAG

#: Text of one identifier may be this long (characters); listings have no such text.
_LONGEST: Final = 1 << 20
#: Identifiers whose values cannot hold a ``<``: a further one may follow on the same line.
_PLAIN: Final = frozenset({140, 141, 150, 151, 160, 210, 211, 212, 213, 220, 221, 222, 300, 400})
_KNOWN: Final = {str(tag): tag for tag in NAMES}
_INLINE: Final = re.compile(r"<[ \t]*([0-9]{3})[ \t]*>")
_PAGE: Final = re.compile(r"page\s*[0-9]{1,5}(?:\s*(?:/|of)\s*[0-9]{1,5})?", re.IGNORECASE)
_RESIDUE_LINE: Final = re.compile(
    r"\s*(?:[acgturymkswbdhvn]{10}\s+){1,6}(?:[acgturymkswbdhvn]{1,10}\s+)?[0-9]+\s*", re.IGNORECASE
)
_NUMBER: Final = re.compile(
    r"(?:\s*(?:SEQ\.?\s*)?(?:ID\.?\s*)?(?:NO\.?|NUMBER)?\s*:?\s*)([0-9]{1,9})(?![0-9A-Za-z])\s*",
    re.IGNORECASE | re.ASCII,
)


class Value(msgspec.Struct):
    """What stands behind one identifier: its lines as written, and where it begins."""

    tag: int
    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        """As one line; blanks at the ends and around line breaks are layout."""
        return join(self.lines)


def join(lines: list[str]) -> str:
    """Lines of a text as one; a word broken at its hyphen stays one word."""
    if len(lines) == 1:
        return " ".join(lines[0].split())
    made = ""
    for line in lines:
        part = line.strip()
        if part:
            glue = "" if not made or (made[-1] == "-" and made[-2:-1].isalnum()) else " "
            made = f"{made}{glue}{part}"
    return " ".join(made.split())


def number_of(text: str) -> tuple[int | None, str]:
    """The SEQ ID NO at the beginning of a value (``3``, ``SEQ ID NO: 3``), and what follows it."""
    found = _NUMBER.match(text)
    if found is None:
        return None, text.strip()
    return int(found[1]), text[found.end() :]


class Entry(msgspec.Struct):
    """One sequence as it stands: identifiers 210 to 313 in their order, and the block of residues."""

    line: int
    values: list[Value]
    block: Block
    #: The value of ``<400>`` with its line; ``None`` where there is none.
    sequence: Value | None = None
    #: What the reader had to mend or pass over: (reason, text, line); a reason may begin a sort of its own.
    remarks: list[tuple[str, str, int]] = []
    ended: bool = False

    def first(self, tag: int) -> Value | None:
        """The first value of an identifier."""
        return next((value for value in self.values if value.tag == tag), None)


class Header(msgspec.Struct):
    """Identifiers 110 to 170, and lines before the first of them."""

    values: list[Value]
    preamble: list[tuple[int, str]]
    remarks: list[tuple[str, str, int]]


class Listing:
    """Reads the header at once and the entries as they are asked for.

    ``light`` leaves nucleotides unread (for a pass that looks for proteins), or all residues (for numbers).
    """

    def __init__(self, file: BinaryIO, name: str, *, light: Light = "") -> None:
        self._name = name
        self._light = light
        self.lines = Lines(file, name)
        self.header = Header([], [], [])
        self._stream = iter(self.lines)
        self._next = self._head()

    def _head(self) -> Entry | None:
        head = self.header
        value: Value | None = None
        for line in self._stream:
            tags = (
                self._tags(line, in_body=False)
                if "<" in line or ">" in line or "\uff1c" in line or "&lt;" in line
                else []
            )
            for place, (tag, text) in enumerate(tags):
                if tag >= 210:
                    entry = self._entry(tag, text)
                    return self._open(entry, tags[place + 1 :])
                value = Value(tag, self.lines.number, [without_caption(tag, text)])
                head.values.append(value)
            if tags:
                continue
            if value is not None:
                self._more(value, line, head.remarks)
            elif line.strip() and len(head.preamble) < 1_000:
                head.preamble.append((self.lines.number, line.strip()))
        return None

    def entries(self) -> Iterator[Entry]:
        """The entries in order, each read to its end before the next begins."""
        while self._next is not None:
            entry = self._next
            self._next = self._body(entry)
            yield entry

    def _entry(self, tag: int, text: str) -> Entry:
        number = self.lines.number
        entry = Entry(number, [], Block(light=self._light), remarks=[])
        if tag != 210:
            entry.remarks.append((f"<{tag}> stands before any <210>", text, number))
        self._put(entry, tag, text)
        return entry

    def _open(self, entry: Entry, tags: list[tuple[int, str]]) -> Entry:
        for tag, text in tags:
            self._put(entry, tag, text)
        return entry

    def _put(self, entry: Entry, tag: int, text: str) -> None:
        text = without_caption(tag, text)
        value = Value(tag, self.lines.number, [text])
        if tag == 400:
            number, rest = number_of(text)
            entry.sequence = value
            if rest.strip() and (number is not None or _is_residues(rest)):
                entry.block.held.append(rest)
                entry.block.flush(self.lines.number)
            return
        entry.values.append(value)
        if tag == 212:
            entry.block.kind(text)

    def _body(self, entry: Entry) -> Entry | None:
        """Read an entry to its end; gives the one that begins there."""
        block = entry.block
        lines = self.lines
        hold = block.held.append
        residues = entry.sequence is not None
        for line in self._stream:
            if "<" in line or ">" in line or "\uff1c" in line or "&lt;" in line:
                tags = self._tags(line, in_body=True)
                for place, (tag, text) in enumerate(tags):
                    begins = entry.sequence is not None and tag in (211, 212, 400)
                    if tag == 210 or begins:
                        block.flush(lines.number - 1)
                        return self._open(self._entry(tag, text), tags[place + 1 :])
                    if residues:
                        # What stands behind the residues still belongs to the entry.
                        block.flush(lines.number - 1)
                    self._put(entry, tag, text)
                    residues = tag == 400
                if tags:
                    continue
            if residues:
                # Nearly all lines of a listing come here.
                hold(line)
                if len(block.held) >= AT_ONCE:
                    block.flush(lines.number)
                continue
            last = entry.values[-1] if entry.values else Value(0, lines.number, [])
            if last.tag >= 211 and entry.sequence is None and _is_residues(line):
                entry.sequence = Value(400, lines.number, [])
                entry.remarks.append(("there is no <400> before the residues", line.strip(), lines.number))
                residues = True
                hold(line)
                continue
            self._more(last, line, entry.remarks)
        entry.ended = True
        block.flush(lines.number)
        return None

    def _more(self, value: Value, line: str, remarks: list[tuple[str, str, int]]) -> None:
        text = line.strip()
        if not text:
            return
        if (
            value.lines
            and any(part.strip() for part in value.lines)
            and (line.startswith("\f") or _PAGE.fullmatch(text))
        ):
            remarks.append(("the heading of a page within a text", text, self.lines.number))
            return
        value.lines.append(line)
        if len(value.lines) * len(line) > _LONGEST and sum(map(len, value.lines)) > _LONGEST:
            raise InputError(
                f"{self._name}, line {value.line:,}: the text of <{value.tag}> is longer than a million characters. "
                "Is an identifier missing behind it?"
            )

    def _tags(self, line: str, *, in_body: bool) -> list[tuple[int, str]]:
        """The identifiers at the beginning of a line with the text behind each."""
        if line[:1] == "<" and line[4:5] == ">" and "<" not in line[5:] and (known := _KNOWN.get(line[1:4])):
            # As nearly every listing has it; the rest is for the others.
            return [(known, line[5:])]
        bare = line.lstrip(" \t\f\ufeff\xa0\u3000")
        found = TAG.match(bare)
        if found is None:
            half = HALF.match(bare)
            if half is None:
                return []
            tag, end, whole = int(half[1]), half.end(), False
        else:
            tag, end, whole = int(found[1]), found.end(), bool(found[2])
        if tag not in NAMES and not whole:
            return []
        # Half an identifier counts only where one of its kind may stand: 120 amino acids are no title.
        if not whole and (tag >= 210) != in_body and tag != 210:
            return []
        text = bare[end:]
        made: list[tuple[int, str]] = []
        while tag in _PLAIN and (more := _INLINE.search(text)) is not None:
            made.append((tag, text[: more.start()]))
            tag, text = int(more[1]), text[more.end() :]
        made.append((tag, text))
        return made


def _is_residues(line: str) -> bool:
    if _RESIDUE_LINE.fullmatch(line):
        return True
    words = line.split()
    return len(words) > 3 and all(word in ONE_LETTER for word in words)
