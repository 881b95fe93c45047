"""EMBL flat files in the dialects of ENA, IMGT, Repbase, patent offices and editors, also of proteins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from seqtool.errors import InputError
from seqtool.insdc.location import length, partial_end, partial_start, read_location
from seqtool.io.imports.flat import Lines, close, residues
from seqtool.io.imports.flat_features import FeatureTable
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.record import RawFeature, Record

_LENGTH = re.compile(r"\b([0-9]{1,15})\s*(BP|AA|RC)\b\.?", re.IGNORECASE)
_MOLECULE = re.compile(r"(?:\S+ )?(\S*(?:RNA|DNA))|(PRT|protein)", re.IGNORECASE)
_VERSION = re.compile(r"SV ([0-9]{1,9})", re.IGNORECASE)
#: The ID line of UniProtKB, which some patent offices imitate in their EMBL files.
_SWISS_PROT = re.compile(
    rb"ID[ \t]+\S+\s+(?:Reviewed|Unreviewed|STANDARD|PRELIMINARY|IPI);[^\n]*\bAA\.", re.IGNORECASE
)
_FIRST = re.compile(rb"\s*(ID[ \t]+[^\n]*;[^\n]*)")
_HEADING = re.compile(rb"^FH[ \t]+Key[ \t]+Location/Qualifiers", re.MULTILINE)
_COMMON_NAME = re.compile(r" \([^()]*\)\.?$")


def read(file: BinaryIO, name: str) -> Iterator[Record]:
    """The records of an EMBL file.

    Raises:
        InputError: it has no ID line.
    """
    lines = Lines(file)
    seen = False
    while line := lines.next():
        head = line.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not _is_id(head):
            # Blank lines, XX and comments may stand between records.
            continue
        seen = True
        yield _record(lines, lines.text(head), name)
    if not seen:
        raise InputError(f"{name} has no ID line, so it is not an EMBL file.")


def _is_id(line: bytes) -> bool:
    return line[:2] == b"ID" and line[2:3].isspace()


def _record(lines: Lines, head: str, file: str) -> Record:
    record = Record(
        file=file, line=lines.number, name="", residues=[], annotated=True, features=[], remarks=[]
    )
    version = _read_id(record, head)
    lines.latin = 0
    identifier, record.name = record.name, ""
    constructed = ended = several = False
    parent = ""
    before = b""
    stated = -1
    while line := lines.next():
        code = line[:2]
        if code == b"//":
            ended = True
            break
        if _is_id(line):
            lines.back(line)
            break
        if code == b"FT":
            lines.back(line)
            record.features += _features(lines, record)
            continue
        text = lines.text(line)
        content = text[5:].strip()
        if code == b"SQ":
            stated = _stated(record, content, lines.number, stated)
            record.residues += residues(lines, _is_residues, unsure=record.stated_length is None)
        elif code == b"AC" and not record.name:
            # Where there is no accession, editors write a full stop.
            record.name = content.partition(";")[0].strip(" .")
        elif code == b"SV" and content:
            record.name, version = content.split()[0], ""
        elif code == b"DE":
            record.description = f"{record.description} {content}".strip()
        elif code == b"OS":
            # Lines that follow each other are one name; after OC lines another organism begins.
            several = several or (before != b"OS" and record.organism != "")
            record.organism = f"{record.organism} {content}".strip()
        elif code == b"PA":
            parent = content.split(" ")[0]
        elif code == b"CO":
            constructed = True
        before = code
    if several:
        record.remarks.append(("the record names several organisms (OS)", record.organism, record.line))
        record.organism = ""
    if parent:
        record.features = [_of_parent(feature, parent, record) for feature in record.features]
    _finish(record, identifier, version, lines, ended=ended, constructed=constructed)
    return record


def _of_parent(feature: RawFeature, parent: str, record: Record) -> RawFeature:
    """A feature that ENA gives as a record of its own: located in the parent record, it is all of this one."""
    place = f"{parent}:"
    bare = feature.location.replace(place, "")
    # A location with a part in a third record is no such feature, and its length would not fit.
    if place not in feature.location or ":" in bare:
        return feature
    tree = read_location(bare, protein=False).tree
    size = sum(map(len, record.residues))
    if tree is None or size < 2 or length(tree) != size:
        return feature
    start, end = "<" if partial_start(tree) else "", ">" if partial_end(tree) else ""
    reason = "a feature of another record (PA) is all of this one; its location was written anew"
    record.remarks.append((reason, f"{feature.key} {feature.location}", feature.line))
    return msgspec.structs.replace(feature, location=f"{start}1..{end}{size}")


def _finish(
    record: Record, identifier: str, version: str, lines: Lines, *, ended: bool, constructed: bool
) -> None:
    record.name = record.name or identifier
    if version and "." not in record.name:
        record.name = f"{record.name}.{version}"
    # "Homo sapiens (human)": the common name is no part of the name.
    record.organism = _COMMON_NAME.sub("", record.organism).rstrip(".") or record.organism
    without = (
        "it only points to other records (CO lines); download it with its sequence (expanded)"
        if constructed
        else "it has no residues after SQ"
    )
    close(record, lines, ended=ended, without=without)


def _read_id(record: Record, text: str) -> str:
    """Name, molecule, topology and length of the ID line; returns the version, empty where there is none."""
    parts = [" ".join(part.split()) for part in text[2:].split(";")]
    record.name = parts[0].partition(" ")[0]
    record.circular = any("circular" in part.lower() for part in parts)
    length = _LENGTH.search(parts[-1]) or _LENGTH.search(text)
    if length is not None:
        record.stated_length = int(length[1])
    else:
        record.remarks.append(("the ID line states no length", text.strip(), record.line))
    for part in (parts[0].partition(" ")[2], *parts[1:]):
        match = _MOLECULE.fullmatch(part)
        if match is not None:
            record.molecule = "AA" if match[2] else match[1]
            break
    if length is not None and length[2].upper() == "AA":
        record.molecule = "AA"
    versions = [match[1] for part in parts if (match := _VERSION.fullmatch(part)) is not None]
    return versions[0] if versions else ""


def _stated(record: Record, content: str, line: int, before: int) -> int:
    """The length that the SQ line states, which the ID line need not repeat."""
    match = _LENGTH.search(content)
    if match is None:
        return before
    length = int(match[1])
    if record.stated_length is None:
        record.stated_length = length
        if not record.molecule and match[2].upper() == "AA":
            record.molecule = "AA"
    elif length != record.stated_length:
        record.remarks.append(
            (
                f"the ID line states {record.stated_length:,} residues, the SQ line another number",
                content,
                line,
            )
        )
    return length


def _is_residues(line: bytes) -> bool:
    return line[:1].isspace() or line[:1].isdigit()


def _is_feature(line: bytes) -> bool:
    return line[:2] == b"FT" or not line.strip()


def _features(lines: Lines, record: Record) -> list[RawFeature]:
    table = FeatureTable(record)
    while block := lines.block(_is_feature):
        texts = lines.texts(block)
        # Without the code of the line the columns are those of GenBank.
        table.feed(["  " + text[2:] for text in texts], lines.number - len(block) + 1)
    table.close()
    return table.found


def _looks(head: bytes) -> bool:
    first = _FIRST.match(head)
    if first is None:
        return False
    record = head.partition(b"\n//")[0]
    return not _SWISS_PROT.match(first[1]) or _HEADING.search(record) is not None


def _source(source: Source) -> Iterator[Record]:
    return read(source.file, source.name)


FORMAT = Format(
    name="embl",
    title="EMBL flat file",
    suffixes=(".embl", ".ena", ".imgt"),
    looks=_looks,
    read=_source,
)
