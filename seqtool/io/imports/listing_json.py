"""JSON of a whole listing (schema ``seqtool-listing/1``), read member by member whatever its layout.

A sequence is held at a time. The text is cut at the commas between the members
of the object and of its array ``sequences``; each piece is then decoded and
checked against the schema as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Generic, TypeVar

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.formats import Format, Ready, Source
from seqtool.io.imports.json_words import numbered, plain
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.listing_schema import SCHEMA, GeneralView, Number, SequenceView, sequence_of

_T = TypeVar("_T")
_S = TypeVar("_S", bound=msgspec.Struct)

#: Bytes of one sequence, or of the general information, at most.
LIMIT: Final = 1 << 30
_BLOCK: Final = 1 << 20
_MARK: Final = re.compile(rb'["{}\[\]]')
_SPACE: Final = re.compile(rb"[ \t\r\n]*")
#: A number, true, false or null.
_SCALAR: Final = re.compile(rb"[-+.0-9A-Za-z]*")
_MENTION: Final = re.compile(rb'"schema"\s*:\s*"seqtool-listing/')
_NUMBER: Final = b'"number":'
_MEMBERS: Final = ("schema", "tool", "general", "sequences")


class _Cutter:
    """Cuts the values out of a stream of JSON text without decoding them."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self._text = bytearray(file.read(_BLOCK).removeprefix(b"\xef\xbb\xbf"))
        self._at = 0
        self._line = 1

    @property
    def line(self) -> int:
        """The line of the place reached."""
        self._forget()
        return self._line

    def _forget(self) -> None:
        self._line += self._text.count(b"\n", 0, self._at)
        del self._text[: self._at]
        self._at = 0

    def wrong(self, what: str) -> InputError:
        """An error at the place reached."""
        return InputError(f"{self._name}, line {self.line:,}: {what}.")

    def _more(self) -> bool:
        block = self._file.read(_BLOCK)
        self._text += block
        if len(self._text) - self._at > LIMIT:
            raise self.wrong(
                f"one value has more than {LIMIT >> 20:,} MB, so this is no listing of sequences"
            )
        return bool(block)

    def peek(self) -> bytes:
        """The next character that is no white space; nothing at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return bytes(self._text[self._at : self._at + 1])
            self._forget()
            if not self._more():
                return b""

    def expect(self, *marks: bytes) -> bytes:
        """Take one of these characters."""
        found = self.peek()
        if found not in marks:
            wanted = " or ".join(mark.decode() for mark in marks)
            if not found:
                raise self.wrong(f"the file ends where {wanted} should follow; it is cut off")
            raise self.wrong(
                f"{wanted} should stand here, but there is {bytes(self._text[self._at : self._at + 20])!r}"
            )
        self._at += 1
        return found

    def value(self) -> bytes:
        """The text of the next value."""
        first = self.peek()
        self._forget()
        if first == b'"':
            end = self._string(1)
        elif first in (b"{", b"["):
            end = self._nested()
        else:
            end = self._scalar()
            if not end:
                raise self.wrong(
                    "a value is missing" if first else "the file ends in the middle; it is cut off"
                )
        found = bytes(memoryview(self._text)[:end])
        self._at = end
        return found

    def line_value(self) -> bytes | None:
        """The rest of the line without a comma at its end, where it may be a whole object; it is not taken yet."""
        if self.peek() != b"{":
            return None
        self._forget()
        # Only in what has been read already: the whole file may be one line.
        if (end := self._text.find(b"\n")) < 0:
            return None
        text = bytes(memoryview(self._text)[:end]).rstrip()
        return text.removesuffix(b",")

    def take(self, size: int) -> None:
        """Take a value that was looked at."""
        self._at += size

    def _scalar(self) -> int:
        while True:
            found = _SCALAR.match(self._text)
            end = found.end() if found else 0
            if end < len(self._text) or end > 1_000 or not self._more():
                return end

    def _string(self, start: int) -> int:
        """The place behind a string whose text begins at ``start``."""
        while True:
            end = self._text.find(b'"', start)
            if end < 0:
                start = len(self._text)
                if not self._more():
                    raise self.wrong("the file ends inside a text; it is cut off")
                continue
            before = end
            while self._text[before - 1] == 0x5C:
                before -= 1
            if (end - before) % 2 == 0:
                return end + 1
            start = end + 1

    def _nested(self) -> int:
        depth, at = 0, 0
        while True:
            mark = _MARK.search(self._text, at)
            if mark is None:
                at = len(self._text)
                if not self._more():
                    raise self.wrong("the file ends inside a value; it is cut off")
                continue
            at = mark.end()
            character = mark[0]
            if character == b'"':
                at = self._string(at)
            elif character in b"{[":
                depth += 1
            else:
                depth -= 1
                if not depth:
                    return at


class _Numbered(msgspec.Struct):
    """Of a sequence its number alone."""

    number: Number


class Listing(Generic[_S]):
    """A listing in JSON at hand: ``general`` at once, then the sequences as ``kind``.

    Raises:
        InputError: it is no JSON, or not of the schema.
    """

    def __init__(self, file: BinaryIO, name: str, kind: type[_S]) -> None:
        self._name, self._kind = name, kind
        self._cut = _Cutter(file, name)
        self.general = GeneralView()
        self._seen: list[str] = []
        self._quick = msgspec.json.Decoder(kind)
        self._cut.expect(b"{")
        self._members()

    def _members(self) -> None:
        """Read members up to the sequences, or to the end."""
        cut = self._cut
        while True:
            if cut.peek() != b'"':
                raise cut.wrong("the name of a member should stand here, in quotation marks")
            key = self._decode(cut.value(), str, "the name of a member")
            if key in self._seen or key not in _MEMBERS:
                what = "stands twice" if key in self._seen else f"is unknown; known are {', '.join(_MEMBERS)}"
                raise cut.wrong(f"the member {key[:40]!r} {what}")
            self._seen.append(key)
            cut.expect(b":")
            if key == "sequences":
                if "schema" not in self._seen:
                    raise cut.wrong(f'"schema": "{SCHEMA}" should stand before the sequences')
                cut.expect(b"[")
                return
            value = cut.value()
            if key == "general":
                self.general = self._decode(value, GeneralView, "general information")
            elif key == "schema":
                told = self._decode(value, str, "the schema")
                if told != SCHEMA:
                    raise cut.wrong(f"its schema is {told[:40]!r}; this version of seqtool reads {SCHEMA}")
            if cut.expect(b",", b"}") == b"}":
                if "sequences" not in self._seen:
                    raise cut.wrong("there is no member sequences")
                self._end()
                return

    def _end(self) -> None:
        if self._cut.peek():
            raise self._cut.wrong("text follows after the end of the listing")

    def __iter__(self) -> Iterator[tuple[int, _S]]:
        """Each sequence with its line."""
        cut, place = self._cut, 0
        while cut.peek() != b"]" or place:
            place += 1
            if cut.peek() == b"":
                raise cut.wrong(f"the file ends after {place - 1:,} sequences; it is cut off")
            line = cut.line
            yield line, self._sequence(f"sequence {place:,}", line)
            if cut.expect(b",", b"]") == b"]":
                break
        else:
            cut.expect(b"]")
        if cut.expect(b",", b"}") == b",":
            self._members()
        else:
            self._end()

    def _sequence(self, what: str, line: int) -> _S:
        """The next sequence: at once where it stands on a line of its own, as seqtool writes it."""
        value = self._cut.line_value()
        if value is not None:
            try:
                found = self._quick.decode(value)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                pass  # another layout, or a fault to be told of
            else:
                # A text that is an object from its first to its last character is the next value.
                self._cut.take(len(value))
                return found
        return self._decode(self._cut.value(), self._kind, what, line)

    def _decode(self, value: bytes, kind: type[_T], what: str, line: int = 0) -> _T:
        try:
            return msgspec.json.decode(value, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            place = f"line {line or self._cut.line:,}"
            # Only a sequence comes with its line.
            number = numbered(value) if line else ""
            raise InputError(
                f"{self._name}, {place}, {what}{number}: {plain(error)}. The form is that of seqtool-listing-1.json (JSON Schema)."
            ) from error


def read(source: Source) -> Iterator[Ready]:
    """The sequences as they stand; a length that differs from the residues is asked about."""
    listing = Listing(source.file, source.name, SequenceView)
    _tell_titles(listing, source)
    for line, view in listing:
        name = view.name or f"SEQ ID NO {view.number}"
        if view.length is not None and view.length != len(view.residues) and source.choices.length is None:
            source.notes.ask(
                "--length accept",
                "A sequence states another length than it has residues. Residues may be lost: look at the source, or accept "
                f"what is there ({view.length:,} stated, {len(view.residues):,} found).",
                f"{source.name}: {name} (line {line:,})",
            )
        yield Ready(
            file=source.name,
            line=line,
            name=view.name,
            description=view.description,
            sequence=sequence_of(view),
            number=view.number,
        )


def general(source: Source) -> dict[str, str]:
    """General information; what the old listing said of itself as a file is stated anew."""
    view = Listing(source.file, source.name, SequenceView).general
    found: dict[str, str | None] = {
        "file-reference": view.file_reference,
        "original-language": view.original_language,
        "non-english-language": view.non_english_language,
    }
    for table, application in (("application", view.application), ("priority", view.priority)):
        if application:
            found[f"{table}.office"] = application.office
            found[f"{table}.number"] = application.number
            found[f"{table}.filing-date"] = application.filing_date
    for table, person in (("applicant", view.applicant), ("inventor", view.inventor)):
        if person:
            found[f"{table}.name"] = person.name
            found[f"{table}.language"] = person.language
            found[f"{table}.latin"] = person.latin
    for title in view.titles:
        if title.language:
            found.setdefault(f"titles.{title.language}", title.text)
    return {key: value for key, value in found.items() if value is not None}


def numbers(source: Source) -> Iterator[int]:
    """The SEQ ID NOs alone."""
    for _, view in Listing(source.file, source.name, _Numbered):
        yield view.number


def count(source: Source) -> int:
    """How many sequences there are, by the name of a member that each has (and an application may have)."""
    found, tail = 0, b""
    while block := source.file.read(_BLOCK):
        text = tail + block
        found += text.count(_NUMBER)
        tail = text[1 - len(_NUMBER) :]
    source.file.seek(0)
    general = Listing(source.file, source.name, SequenceView).general
    applications = (general.application, general.priority)
    return found - sum(1 for one in applications if one is not None and one.number is not None)


def _tell_titles(listing: Listing[SequenceView], source: Source) -> None:
    languages: set[str] = set()
    for title in listing.general.titles:
        if not title.language or title.language in languages:
            why = "has no language code" if not title.language else "is the second one in its language"
            source.notes.add(
                Note(
                    kind=Kind.LEFT_OUT,
                    reason=f"a title of the invention {why}",
                    file=source.name,
                    before=title.text[:160],
                )
            )
        languages.add(title.language or "")


def _looks(head: bytes) -> bool:
    return head.lstrip()[:1] == b"{" and _MENTION.search(head) is not None


FORMAT = Format(
    name="json",
    title="JSON that seqtool wrote (schema seqtool-listing/1)",
    suffixes=(".json",),
    looks=_looks,
    read=read,
    general=general,
    count=count,
    numbered=True,
    numbers=numbers,
    coding=False,
)
