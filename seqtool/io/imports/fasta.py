"""FASTA: records in pieces, so that a chromosome passes in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from seqtool.errors import InputError
from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.formats import Format, Source
from seqtool.io.imports.record import Record

#: Bytes read at once: large enough to be quick, small enough to stay in the cache.
_BLOCK = 1 << 18
_WHITE = b" \t\r\n\x0b\x0c"
#: A heading longer than this is no heading.
_HEADING = 1 << 20
_UNIPROT = ("sp|", "tr|")
_PIR = re.compile(rb"(?:P1|F1|DL|DC|RL|RC|N1|N3|XX|D1|B1);")
_ORGANISM = re.compile(r"\bOS=([^=]{1,300}?)(?= [A-Z]{2}=|$)")
#: Texts up to this length are looked at for three-letter codes.
_SHORT = 20_000


def read(file: BinaryIO, name: str) -> Iterator[Record]:
    """The records of a FASTA file: ``>name description``, then residues in any layout.

    Raises:
        InputError: there is text before the first heading, or no heading at all.
    """
    block = file.read(_BLOCK).removeprefix(b"\xef\xbb\xbf")
    line = 1
    record: Record | None = None
    if b"\n" not in block and b"\r" in block[:-1]:
        raise InputError(
            f"{name}: the lines end as on old Macintosh systems; save the file with usual line ends."
        )
    while block:
        at = 0
        size = len(block)
        while at < size:
            start = _next(block, at) if record is not None else _first(block, at)
            if record is None and start < 0:
                _refuse_text(block[at:], name, line)
                line += block.count(b"\n", at)
                break
            if record is not None:
                stop = size if start < 0 else start + 1
                _take(record, block[at:stop])
                line += block.count(b"\n", at, stop)
                if start < 0:
                    break
                yield record
                start += 1
            else:
                _refuse_text(block[at:start], name, line)
                line += block.count(b"\n", at, start)
            end = block.find(b"\n", start)
            while end < 0 and len(block) - start < _HEADING:
                more = file.read(_BLOCK)
                if not more:
                    break
                block += more
                end = block.find(b"\n", start)
            size = len(block)
            heading = block[start + 1 : size if end < 0 else end]
            record = _record(name, line, heading)
            line += end >= 0
            at = size if end < 0 else end + 1
            if at < size and block[at : at + 1] == b">":
                # A record without residues: the next heading follows at once.
                yield record
                record = None
        # The line break before the next heading may be the last byte of this block.
        tail = b"\n" if record is not None and block.endswith(b"\n") else b""
        block = file.read(_BLOCK)
        if block and tail and block[:1] == b">" and record is not None:
            yield record
            record = None
    if record is not None:
        yield record
    elif line == 1:
        raise InputError(f"{name} is empty.")


def _next(block: bytes, at: int) -> int:
    """Where the line break before the next heading is, or -1; one sign is found much faster than two."""
    found = block.find(b">", at)
    while found > 0 and block[found - 1] != 0x0A:
        found = block.find(b">", found + 1)
    return found - 1 if found > 0 else -1


def _first(block: bytes, at: int) -> int:
    """Where the first heading begins, or -1; ``;`` begins one in the oldest style of FASTA."""
    if block[at : at + 1] in (b">", b";"):
        return at
    found = block.find(b"\n>", at)
    return found + 1 if found >= 0 else -1


def _refuse_text(text: bytes, name: str, line: int) -> None:
    if text.strip():
        shown = text.strip()[:40].decode("utf-8", "replace")
        raise InputError(
            f"{name}, line {line}: text before the first heading (a line that begins with >): {shown!r}."
        )


_MODIFIER = re.compile(r"\[([A-Za-z_]{1,30})=([^\[\]]{0,200})\]", re.ASCII)


def _record(file: str, line: int, heading: bytes) -> Record:
    if b"\r" in heading.rstrip(b"\r"):
        raise InputError(
            f"{file}, line {line}: a line end as on old Macintosh systems stands in a heading, so that residues would pass for "
            "its name; save the file with usual line ends."
        )
    if _PIR.match(heading):
        raise InputError(
            f"{file}, line {line}: this is PIR (NBRF), where a line of title follows each heading, which would pass for "
            "residues. Take those lines out and write the headings without P1; and the like, or save the file as FASTA."
        )
    text = heading.decode("utf-8", "replace").strip()
    name, _, description = text.replace("\t", " ").replace("\x01", " ").partition(" ")
    record = Record(file=file, line=line, name=name, description=description.strip(), residues=[])
    if "\ufffd" in text and b"\xef\xbf\xbd" not in heading:
        record.remarks = [
            (
                "the heading is not UTF-8: signs that could not be read are lost; save the file as UTF-8",
                text,
                line,
            )
        ]
    if name.startswith(_UNIPROT):
        # Headings of UniProtKB say what they are: a protein, and its organism.
        record.molecule = "AA"
        organism = _ORGANISM.search(description)
        record.organism = organism[1].strip() if organism else ""
    elif "[" in description:
        # Source modifiers as NCBI writes them, and our own export.
        said = {key.lower(): value.strip() for key, value in _MODIFIER.findall(description)}
        record.organism = said.get("organism", "")
        if said.get("molecule", "").upper() in ("DNA", "RNA", "AA"):
            record.molecule = said["molecule"].upper()
        record.mol_type = said.get("moltype", said.get("mol_type", ""))
    return record


def _codes(tokens: list[bytes]) -> bool:
    return len(tokens) > 1 and all(
        len(token) == 3 and token.capitalize().decode("latin-1") in ONE_LETTER for token in tokens
    )


def _take(record: Record, text: bytes) -> None:
    piece = text.translate(None, _WHITE)
    if not piece:
        return
    if len(text) < _SHORT and b" " in text and _codes(tokens := text.split()):
        # Three-letter codes with blanks between them: without the blanks nobody could tell.
        piece = b"-".join(tokens)
    if len(piece) > 64 or not record.residues:
        record.residues.append(piece)
    else:
        record.residues[-1] += piece


def _source(source: Source) -> Iterator[Record]:
    return read(source.file, source.name)


def _looks(head: bytes) -> bool:
    return head.lstrip()[:1] in (b">", b";")


FORMAT = Format(
    name="fasta",
    title="FASTA, nucleotides or amino acids",
    suffixes=(".fasta", ".fa", ".fna", ".faa", ".seq"),
    looks=_looks,
    read=_source,
    coding=False,
)
