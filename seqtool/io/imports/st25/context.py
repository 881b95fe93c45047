"""One entry of an ST.25 listing at work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from seqtool.io.imports.choices import Choices
from seqtool.io.imports.context import Here, shorten
from seqtool.io.imports.notes import Kind, Note, Notes
from seqtool.io.imports.record import RawFeature, Record
from seqtool.io.imports.st25.entries import Value, join
from seqtool.io.imports.values import basic, split

if TYPE_CHECKING:
    from seqtool.io.imports.st25.combined import Parts

#: Why a feature with the key source became another one.
PART = "the source of a part only became a feature with a note (paragraph 63)"


def part_of(text: str) -> str:
    """The note of a feature that stands for the source of a part."""
    return f"source of this part: {text}"[:1000] if text else "source of this part"


class Piece25(msgspec.Struct):
    """One feature as written: ``<220>`` with key, location and descriptions, each with its line."""

    line: int
    key: Value | None = None
    location: Value | None = None
    texts: list[Value] = []

    @property
    def name(self) -> str:
        """The key, blanks taken off."""
        return join(self.key.lines) if self.key else ""

    @property
    def place(self) -> str:
        """The location as written, on one line."""
        return join(self.location.lines) if self.location else ""

    @property
    def text(self) -> str:
        """All descriptions, for messages."""
        return "; ".join(join(value.lines) for value in self.texts)

    @property
    def written(self) -> str:
        """The feature as it stands in the file, for the notes."""
        parts = [(221, self.name), (222, self.place), (223, self.text)]
        return " ".join(f"<{tag}> {value}" for tag, value in parts if value)


class At:
    """Where the import is: file, SEQ ID NO, line; and whom to tell."""

    def __init__(self, file: str, number: int, line: int, choices: Choices, notes: Notes) -> None:
        self.file, self.number, self.line = file, number, line
        self.choices, self.notes = choices, notes
        self.asked = False
        #: Segments, where the molecule is of DNA and RNA.
        self.parts: Parts | None = None

    @property
    def label(self) -> str:
        """The entry in messages."""
        return f"SEQ ID NO {self.number}"

    def tell(
        self,
        kind: Kind,
        reason: str,
        *,
        line: int | None = None,
        feature: str | None = None,
        qualifier: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Take a note about this entry."""
        self.notes.add(
            Note(
                kind=kind, reason=reason, file=self.file, record=self.label, line=line or self.line,
                sequence=self.number, feature=shorten(feature), qualifier=qualifier,
                before=shorten(before), after=shorten(after),
            )
        )  # fmt: skip

    def ask(self, option: str, text: str, line: int | None = None, detail: str = "") -> None:
        """Ask the user about this entry; ``detail`` is what differs from one entry to the next."""
        self.asked = True
        more = f": {detail}" if detail else ""
        self.notes.ask(option, text, f"{self.file}: {self.label} (line {line or self.line:,}{more})")

    def here(
        self, line: int, *, molecule: str = "", organism: str = "", choices: Choices | None = None
    ) -> Here:
        """The same for the steps that all importers share."""
        record = Record(
            file=self.file, line=line, name=self.label, residues=[], molecule=molecule, organism=organism
        )
        return Here(record, choices or self.choices, self.notes, self.number)

    def raw(self, piece: Piece25, key: str, location: str) -> RawFeature:
        """A feature for the steps that all importers share."""
        line = piece.key.line if piece.key else piece.line
        return RawFeature(key=key, location=location, qualifiers=(), line=line)

    def notes_of(self, value: Value, feature: str) -> list[str]:
        """A description fit for a note: Basic Latin, parts of at most 1,000 characters. What cannot be is told."""
        written = join(value.lines)
        text, changes, odd = basic(written)
        for change in changes:
            self.tell(Kind.CHANGED, change, line=value.line, feature=feature, qualifier="note", before=written, after=text)  # fmt: skip
        if odd:
            shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in odd[:10])
            self.tell(Kind.LEFT_OUT, f"nothing in the character table stands for {shown}", line=value.line, feature=feature, qualifier="note", before=written)  # fmt: skip
            return []
        parts = split(text)
        if len(parts) > 1:
            self.tell(Kind.CHANGED, f"a description of {len(text):,} characters was split into {len(parts)} (paragraph 86)", line=value.line, feature=feature, qualifier="note", before=written)  # fmt: skip
        return parts
