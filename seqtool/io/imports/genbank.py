"""GenBank flat files, also of proteins (GenPept): tolerant of the dialects that editors and old programs write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from seqtool.errors import InputError
from seqtool.io.imports.flat import Lines, close, residues
from seqtool.io.imports.flat_features import FeatureTable
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.record import RawFeature, Record

_LOCUS = re.compile(
    r"LOCUS\s+(?:(?P<name>\S.*?)\s+)??(?P<length>[0-9]{1,15})\s*(?P<unit>bp|aa|rc)\b\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_MOLECULE = re.compile(r"(?:ss-|ds-|ms-)?(?:[a-z]{0,8}RNA|[a-z]{0,3}DNA|NA)\b|\bAA\b", re.IGNORECASE)


def read(file: BinaryIO, name: str) -> Iterator[Record]:
    """The records of a GenBank file.

    Raises:
        InputError: it has no LOCUS line, or a record cannot be understood.
    """
    lines = Lines(file)
    seen = False
    while line := lines.next():
        head = (line.removeprefix(b"\xef\xbb\xbf") if lines.number == 1 else line).lstrip()
        if head[:5].upper() != b"LOCUS":
            # Release headers, blank lines and comments may stand between records.
            continue
        seen = True
        yield _record(lines, lines.text(head), name)
    if not seen:
        raise InputError(f"{name} has no LOCUS line, so it is not a GenBank file.")


def _record(lines: Lines, locus: str, file: str) -> Record:
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
            record.residues += residues(lines, _is_residues, unsure=record.stated_length is None)
        elif keyword in ("ACCESSION", "VERSION") and content.strip():
            # The version tells most; the name of the LOCUS line is the last resort.
            record.name = content.split()[0]
        elif keyword in ("CONTIG", "WGS", "WGS_SCAFLD", "TSA", "TLS"):
            contig = True
        elif keyword.upper() not in _PASSED and text.strip():
            # Perhaps a damaged FEATURES line: what stands below it is not read.
            record.remarks.append(
                (
                    "a line that begins with no known keyword; what belongs to it was not read",
                    text[:60],
                    lines.number,
                )
            )
    without = (
        "it only points to other records (CONTIG or WGS line); download it with its sequence (GenBank full)"
        if contig
        else "it has no residues after ORIGIN"
    )
    close(record, lines, ended=ended, without=without)
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


#: Keywords of what says nothing that a listing holds.
_PASSED: Final = frozenset(
    [
        "KEYWORDS",
        "SOURCE",
        "REFERENCE",
        "COMMENT",
        "DBLINK",
        "DBSOURCE",
        "PROJECT",
        "SEGMENT",
        "BASE",
        "NID",
        "PID",
        "ACCESSION",
        "VERSION",
        "AUTHORS",
        "TITLE",
        "JOURNAL",
        "PUBMED",
        "MEDLINE",
        "CONSRTM",
        "REMARK",
        "ORGANISM",
        "PRIMARY",
    ]
)


def _is_residues(line: bytes) -> bool:
    return line[:2] != b"//" and line[:5].upper() != b"LOCUS"


def _is_feature(line: bytes) -> bool:
    # An editor may have taken the indent of qualifiers away.
    return line[:1].isspace() or (line[:1] == b"/" and line[:2] != b"//")


def _features(lines: Lines, record: Record) -> list[RawFeature]:
    table = FeatureTable(record)
    while block := lines.block(_is_feature):
        table.feed(lines.texts(block), lines.number - len(block) + 1)
    table.close()
    return table.found


_LOOKS = re.compile(rb"^[ \t]*LOCUS[ \t]", re.MULTILINE | re.IGNORECASE)


def _looks(head: bytes) -> bool:
    return _LOOKS.search(head) is not None


def _source(source: Source) -> Iterator[Record]:
    return read(source.file, source.name)


FORMAT = Format(
    name="genbank",
    title="GenBank and GenPept flat file",
    suffixes=(".gb", ".gbk", ".gbff", ".gp", ".ape", ".genbank"),
    looks=_looks,
    read=_source,
)
