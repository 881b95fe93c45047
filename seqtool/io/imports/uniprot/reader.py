"""UniProtKB flat text, record by record; NON_CONS parts a record into several sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from seqtool.errors import InputError
from seqtool.io.imports.formats import Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.record import RawFeature, RawQualifier, Record
from seqtool.io.imports.uniprot.features import Table
from seqtool.io.imports.uniprot.parted import parted

_LONGEST_LINE: Final = 1 << 20
#: Bytes of one record; the largest of UniProtKB has less than 2 MB.
_LONGEST: Final = 8 << 20
_LONGEST_NAME: Final = 2_000
_NOT_RESIDUES: Final = b" \t\r\n\x0b\x0c0123456789"
_LENGTH: Final = re.compile(r"\b([0-9]{1,9}) AA\b", re.ASCII)
_NAME: Final = re.compile(r"Full=([^;{]{1,1000})")
_BRACKETS: Final = re.compile(r" ?\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_PART: Final = re.compile(
    r"(?:strain|isolate|subsp|subtype|serotype|serogroup|serovar|biovar|biotype|clone|type|var|ATCC|bv|pv|sv|isolated)\b",
    re.IGNORECASE,
)


class _Lines:
    def __init__(self, source: Source) -> None:
        self._source = source
        self.number = 0
        self.latin = 0

    def __iter__(self) -> Iterator[str]:
        file, name = self._source.file, self._source.name
        while line := file.readline(_LONGEST_LINE):
            self.number += 1
            if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                raise InputError(f"{name}, line {self.number:,}: a line of more than a million characters; this is no UniProtKB file.")  # fmt: skip
            if self.number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            try:
                yield line.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError:
                self.latin = self.latin or self.number
                yield line.decode("latin-1").rstrip("\r\n")


def read(source: Source) -> Iterator[Record]:
    """The records of a file.

    Raises:
        InputError: it has no ID line, or is no text of lines.
    """
    lines = _Lines(source)
    entry: _Entry | None = None
    seen = False
    for text in lines:
        if text.startswith("ID   "):
            if entry is not None:
                entry.record.remarks.append(("the record has no end line (//): the file may be cut off", "", lines.number - 1))  # fmt: skip
                yield from entry.finish(lines)
            entry, seen = _Entry(source, text, lines.number), True
        elif text.startswith("//"):
            if entry is not None:
                yield from entry.finish(lines)
            entry = None
        elif entry is not None:
            entry.take(text, lines.number)
    if not seen:
        raise InputError(f"{source.name} has no ID line, so it is not a UniProtKB file.")
    if entry is not None:
        entry.record.remarks.append(
            ("the record has no end line (//): the file may be cut off", "", lines.number)
        )
        yield from entry.finish(lines)


class _Entry:
    """One record while its lines come in."""

    def __init__(self, source: Source, text: str, line: int) -> None:
        self.source = source
        words = text.split()
        self.entry_name = words[1] if len(words) > 1 else ""
        stated = _LENGTH.search(text)
        self.record = Record(
            file=source.name,
            line=line,
            name=self.entry_name,
            residues=[],
            molecule="AA",
            annotated=True,
            dialect="uniprot",
            stated_length=int(stated[1]) if stated else None,
            features=[],
            remarks=[],
        )
        self._table = Table()
        self._organism: list[str] = []
        self._organism_line = 0
        self._names: list[str] = []
        self._accession = ""
        self._residues: list[bytes] = []
        self._size = 0

    def take(self, text: str, line: int) -> None:
        """Take a line."""
        self._size += len(text)
        if self._size > _LONGEST:
            raise InputError(f"{self.source.name}, line {line:,}: the record {self.entry_name} has more than {_LONGEST >> 20} MB; this is no UniProtKB file.")  # fmt: skip
        code = text[:2]
        if code == "FT":
            self._table.add(text, line)
        elif code == "  ":
            self._residues.append(text.encode("utf-8").translate(None, _NOT_RESIDUES))
        elif code == "OS":
            self._organism.append(text[5:].strip())
            self._organism_line = self._organism_line or line
        elif code == "DE" and len(self._names) < 100:
            self._names.append(text[5:].strip())
        elif code == "AC":
            self._accession = self._accession or text[5:].partition(";")[0].strip()
        elif code == "SQ" and (stated := _LENGTH.search(text)) is not None:
            self.record.stated_length = int(stated[1])

    def finish(self, lines: _Lines) -> Iterator[Record]:
        """The record, or the sequences that it parts into."""
        record = self.record
        record.residues = [b"".join(self._residues)] if self._residues else []
        record.name = self._accession or self.entry_name
        text = " ".join(self._names)
        full = _NAME.search(text)
        record.description = " ".join(
            filter(None, (self.entry_name, full[1].strip() if full else text[:300]))
        )
        for odd, at in self._table.odd:
            record.remarks.append(("a line of the feature table could not be understood", odd, at))
        if lines.latin:
            record.remarks.append(("text that is no UTF-8 was read as Latin-1", "", lines.latin))
            lines.latin = 0
        record.features = self._table.features(self._tell)
        if not record.residues:
            record.without = "it has no residues after the SQ line"
        self._source()
        yield from parted(record, self.source)

    def _tell(
        self,
        kind: Kind,
        reason: str,
        feature: RawFeature | None,
        qualifier: str,
        before: str | None,
        after: str | None,
        line: int | None = None,
    ) -> None:
        self.source.notes.add(
            Note(
                kind=kind,
                reason=reason,
                file=self.source.name,
                record=self._accession or self.entry_name,
                line=feature.line if feature is not None else line,
                feature=None if feature is None else f"{feature.key} {feature.location}"[:160],
                qualifier=qualifier,
                before=before and before[:160],
                after=after and after[:160],
            )
        )

    def _source(self) -> None:
        """The organism by its scientific name; a strain or isolate beside it becomes a note of the source."""
        text = " ".join(self._organism).strip().removesuffix(".")
        if not text:
            return
        if len(text) > _LONGEST_NAME:
            self.record.remarks.append(
                ("the organism has more characters than a name can have", text[:160], self._organism_line)
            )
            return
        name = _BRACKETS.sub("", text).strip(" ,")
        brackets = [match[1] for match in _BRACKETS.finditer(text)]
        if ", " in name and self.source.choices.organism is None:
            self.source.notes.ask(
                '--organism NAME (for instance "Homo sapiens")',
                "A record names several organisms. A sequence has one (paragraph 83): which?",
                f"{self.source.name}: {self.record.label}: {text[:120]}",
            )
        self.record.organism = name
        parts = [part for part in brackets if _PART.match(part)]
        others = [part for part in brackets if not _PART.match(part)]
        if others:
            self._tell(Kind.LEFT_OUT, "a common name or a synonym beside the scientific name of the organism", None, "organism", "; ".join(others), None, self._organism_line)  # fmt: skip
        if not parts or not self.record.residues:
            return
        note = "; ".join(parts)
        self._tell(Kind.CHANGED, "the organism is named by genus and species; the rest stands in a note (paragraph 78)", None, "organism", text, f"{name}; note: {note}", self._organism_line)  # fmt: skip
        qualifiers = (
            RawQualifier("organism", name, self._organism_line),
            RawQualifier("mol_type", "protein", self._organism_line),
            RawQualifier("note", note, self._organism_line),
        )
        source = RawFeature("source", f"1..{self.record.length}", qualifiers, self._organism_line)
        self.record.features = [source, *self.record.features]
