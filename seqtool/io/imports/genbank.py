"""GenBank flat files, line by line: tolerant of the dialects that editors and old programs write.

A scanner of our own, because the line of each qualifier, the location as written
and the dialects are needed and no library gives all three (``docs/convert.md`` has
the comparison).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seqtool.errors import InputError
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.record import RawFeature, RawQualifier, Record

_LOCUS = re.compile(
    r"LOCUS\s+(?:(?P<name>\S.*?)\s+)??(?P<length>[0-9]{1,15})\s*(?P<unit>bp|aa|rc)\b\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_MOLECULE = re.compile(r"(?:ss-|ds-|ms-)?(?:[a-z]{0,8}RNA|[a-z]{0,3}DNA|NA)\b|\bAA\b", re.IGNORECASE)
_QUALIFIER = re.compile(r"/([A-Za-z0-9_*'-]+)(?:[ \t]*=[ \t]*(.*))?", re.DOTALL)
_NUMBERING = b" \t\r\n\x0b\x0c0123456789"
_KEYWORD = re.compile(r"[A-Z][A-Z ]*", re.ASCII)
#: Content of the feature table begins in column 22; what begins left of this column is a key.
_CONTENT = 12


class _Lines:
    """Lines of a file with their numbers, decoded; a line can be put back."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0
        self._back: bytes | None = None
        self.latin = 0

    def next(self) -> bytes:
        """The next line without its end; empty bytes with ``number`` unchanged at the end of the file."""
        if self._back is not None:
            line, self._back = self._back, None
        else:
            line = self._file.readline(1 << 24)
        if line:
            self.number += 1
        return line

    def back(self, line: bytes) -> None:
        """Put back the line that was just read."""
        self._back = line
        self.number -= 1

    def text(self, line: bytes) -> str:
        """A line as text; what is no UTF-8 is taken as Latin-1 and remembered."""
        try:
            return line.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            self.latin = self.latin or self.number
            return line.decode("latin-1").rstrip("\r\n")


def read(file: BinaryIO, name: str) -> Iterator[Record]:
    """The records of a GenBank file.

    Raises:
        InputError: it has no LOCUS line, or a record cannot be understood.
    """
    lines = _Lines(file)
    seen = False
    while line := lines.next():
        head = line.removeprefix(b"\xef\xbb\xbf") if lines.number == 1 else line
        if head[:5].upper() != b"LOCUS":
            # Release headers, blank lines and comments may stand between records.
            continue
        seen = True
        yield _record(lines, lines.text(head), name)
    if not seen:
        raise InputError(f"{name} has no LOCUS line, so it is not a GenBank file.")


def _record(lines: _Lines, locus: str, file: str) -> Record:
    record = Record(
        file=file, line=lines.number, name="", residues=[], annotated=True, features=[], remarks=[]
    )
    _read_locus(record, locus)
    lines.latin = 0
    keyword = ""
    contig = False
    ended = False
    while line := lines.next():
        if line[:2] == b"//":
            ended = True
            break
        if line[:5].upper() == b"LOCUS":
            lines.back(line)
            break
        if line[:1].isspace():
            text = lines.text(line)
            if keyword == "DEFINITION":
                record.description = f"{record.description} {text.strip()}".strip()
            elif text.lstrip().startswith("ORGANISM"):
                record.organism = text.strip()[len("ORGANISM") :].strip()
            continue
        text = lines.text(line)
        keyword, _, content = text.partition(" ")
        if keyword == "DEFINITION":
            record.description = content.strip()
        elif keyword == "FEATURES":
            record.features = _features(lines, record)
        elif keyword in ("ORIGIN", "ORIGIN\r"):
            _residues(lines, record)
        elif keyword in ("ACCESSION", "VERSION") and content.strip():
            # The version tells most; the name of the LOCUS line is the last resort.
            record.name = content.split()[0]
        elif keyword in ("CONTIG", "WGS", "WGS_SCAFLD", "TSA", "TLS"):
            contig = True
    if not ended:
        record.remarks.append(("the record has no end line (//): the file may be cut off", "", lines.number))
    if lines.latin:
        record.remarks.append(("text that is no UTF-8 was read as Latin-1", "", lines.latin))
    if not record.residues:
        record.without = (
            "it only points to other records (CONTIG or WGS line); download it with its sequence (GenBank full)"
            if contig
            else "it has no residues after ORIGIN"
        )
    return record


def _read_locus(record: Record, text: str) -> None:
    match = _LOCUS.match(text)
    if match is None:
        record.name = text.split()[1] if len(text.split()) > 1 else ""
        record.remarks.append(
            ("the LOCUS line states no length and no molecule type", text.strip(), record.line)
        )
        return
    record.name = match["name"] or ""
    record.stated_length = int(match["length"])
    rest = match["rest"]
    molecule = _MOLECULE.match(rest)
    record.molecule = "AA" if match["unit"].lower() == "aa" else molecule.group() if molecule else ""
    record.circular = "circular" in rest.lower()


def _residues(lines: _Lines, record: Record) -> None:
    pieces: list[bytes] = []
    while line := lines.next():
        if line[:2] == b"//" or line[:5].upper() == b"LOCUS":
            lines.back(line)
            break
        pieces.append(line)
        if len(pieces) >= 4096:
            record.residues.append(b"".join(pieces).translate(None, _NUMBERING))
            pieces.clear()
    record.residues.append(b"".join(pieces).translate(None, _NUMBERING))
    record.residues = [piece for piece in record.residues if piece]


def _features(lines: _Lines, record: Record) -> list[RawFeature]:
    found: list[RawFeature] = []
    key, start = "", 0
    location: list[str] = []
    qualifiers: list[tuple[str, list[str] | None, int]] = []
    open_quote = False

    def close() -> None:
        if key:
            closed = tuple(RawQualifier(n, _value(n, v), at) for n, v, at in qualifiers)
            found.append(RawFeature(key, "".join("".join(location).split()), closed, start))

    while line := lines.next():
        first = line[:1]
        if not first.isspace():
            if first == b"/" and line[:2] != b"//" and key:
                line = b" " * 21 + line  # an editor took the indent away
            else:
                lines.back(line)
                break
        text = lines.text(line).expandtabs()
        content = text.strip()
        if not content:
            continue
        indent = len(text) - len(text.lstrip())
        if open_quote:
            if indent < _CONTENT and _starts_feature(content):
                record.remarks.append(
                    ("a quotation mark is not closed before the next feature", content, lines.number)
                )
                open_quote = False
            else:
                values = qualifiers[-1][1]
                assert values is not None
                values.append(content)
                # An even number of marks in this line leaves the value as open as it was.
                open_quote = content.count('"') % 2 == 0
                continue
        if content[0] == "/" and key:
            match = _QUALIFIER.fullmatch(content)
            if match is None:
                record.remarks.append(
                    ("a line of the feature table could not be understood", content, lines.number)
                )
                continue
            values = None if match[2] is None else [match[2]]
            qualifiers.append((match[1], values, lines.number))
            open_quote = values is not None and _is_open(values[0])
        elif indent < _CONTENT:
            close()
            key, _, rest = content.partition(" ")
            start = lines.number
            location, qualifiers = [rest], []
        elif qualifiers:
            values = qualifiers[-1][1]
            if values is None:
                record.remarks.append(
                    ("a line of the feature table could not be understood", content, lines.number)
                )
            else:
                values.append(content)
        elif key:
            location.append(content)
        else:
            record.remarks.append(
                ("a line of the feature table could not be understood", content, lines.number)
            )
    close()
    return found


def _starts_feature(content: str) -> bool:
    """Whether a line can be key and location, so that the quotation mark before it was forgotten."""
    parts = content.split()
    return len(parts) == 2 and re.fullmatch(r"[<>a-z(]*[0-9(<].*", parts[1]) is not None


def _is_open(value: str) -> bool:
    """Whether a quoted value goes on in the next line."""
    return value.startswith('"') and value.count('"') % 2 == 1


#: Qualifiers whose values have no blanks of their own: lines are joined without one.
_SOLID = frozenset(
    {"translation", "transl_except", "anticodon", "rpt_unit_range", "tag_peptide", "replace", "rpt_unit_seq"}
)


def _value(name: str, values: list[str] | None) -> str | None:
    if values is None:
        return None
    solid = name in _SOLID
    text = ("" if solid else " ").join(values)
    if text.startswith('"'):
        text = text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:]
        text = text.replace('""', '"')
    return "".join(text.split()) if solid else text.strip()


_LOOKS = re.compile(rb"^LOCUS[ \t]", re.MULTILINE | re.IGNORECASE)


def _looks(head: bytes) -> bool:
    return _LOOKS.search(head) is not None


def _source(source: Source) -> Iterator[Record]:
    return read(source.file, source.name)


FORMAT = Format(
    name="genbank",
    title="GenBank flat file",
    suffixes=(".gb", ".gbk", ".gbff", ".ape", ".genbank"),
    looks=_looks,
    read=_source,
)
