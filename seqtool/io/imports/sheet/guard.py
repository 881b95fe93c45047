r"""Workbooks from strangers: what is looked at before anything is unpacked into memory, and what values do not show.

A workbook is a ZIP of XML. Every part that is read is unpacked once in a stream, within
bounds: its real size, no DTD (so no entities), UTF-8, and the box that its cells span, since
a cell in XFD1048576 would make a table of 17 thousand million. On the way hidden rows, cells
with errors and formulas whose value was not saved are found, which the values alone do not show.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from seqtool.errors import InputError
from seqtool.io.imports.sheet.cells import column_of

#: Bytes of the file itself, and of the parts unpacked.
LARGEST_FILE = 256 << 20
LARGEST = 512 << 20
#: Cells of the box that a sheet spans.
MOST_CELLS = 16_000_000
#: The same of an ODS file, where a few bytes may stand for any number of full cells.
_MOST_ODS_CELLS = 5_000_000
_MOST_MEMBERS = 5_000
_BLOCK = 1 << 20
_LONGEST_ROW = 32 << 20
_MOST_BROKEN = 10_000
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_REFERENCE = re.compile(rb"""<(?:\w{1,20}:)?c\s[^<>]{0,200}?\br\s*=\s*["']([A-Z]{1,3})[0-9]{1,7}["']""")
_ROW = re.compile(rb"""<(?:\w{1,20}:)?row\b([^<>]{0,2000})>""")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]{1,7})["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_CELL = re.compile(rb"""<(?:\w{1,20}:)?c\s([^<>]{0,500}[^/<>])>(.{0,20000}?)</(?:\w{1,20}:)?c>""", re.DOTALL)
_CELL_NAME = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_MERGED = re.compile(
    rb"""mergeCell\s[^<>]{0,100}?\bref\s*=\s*["']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})["']"""
)
_VALUE = re.compile(rb"<(?:\w{1,20}:)?v(?:\s[^<>]{0,100})?>([^<]{0,100})")


class Facts(msgspec.Struct):
    """What a sheet's values do not show; rows from 1, columns from 0."""

    hidden_rows: set[int] = msgspec.field(default_factory=set)
    broken: dict[tuple[int, int], str] = msgspec.field(default_factory=dict)
    #: (first row, first column, last row, last column)
    merged: list[tuple[int, int, int, int]] = msgspec.field(default_factory=list)


def archive(file: BinaryIO, name: str, what: str) -> zipfile.ZipFile:
    """The ZIP, after a look at its table of contents.

    Raises:
        InputError: it is damaged, encrypted, or its parts claim to be too large.
    """
    try:
        found = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            f"{name}: the {what} is damaged or cut off ({error}). Save or download it again."
        ) from error
    members = found.infolist()
    if len(members) > _MOST_MEMBERS:
        raise InputError(f"{name}: the {what} has {len(members):,} parts, more than any honest one.")
    if any(member.flag_bits & 1 for member in members):
        raise InputError(f"{name}: the {what} is protected by a password; save it without one.")
    size = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if size > LARGEST:
        raise InputError(
            f"{name}: its parts unpack to {size:,} bytes; up to {LARGEST:,} are read. Split the {what}."
        )
    return found


def stream(zipped: zipfile.ZipFile, member: str, name: str, left: int = LARGEST) -> Iterator[bytes]:
    """One part in blocks; checks its real size, its encoding, and that it has no DTD.

    Raises:
        InputError: it is not as it must be.
    """
    where = f"{name}, part {member}"
    try:
        with zipped.open(member) as part:
            first = True
            tail = b""
            while block := part.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise InputError(f"{where}: unpacks to more than it claims; this is no honest file.")
                if first:
                    first = False
                    declared = _ENCODING.search(block[:300])
                    if b"\x00" in block[:200] or (
                        declared and declared[1].lower() not in (b"utf-8", b"us-ascii")
                    ):
                        raise InputError(f"{where}: is not UTF-8; save the file with a usual program.")
                near = tail + block
                if b"<!DOCTYPE" in near or b"<!ENTITY" in near:
                    raise InputError(
                        f"{where}: has a document type declaration, which no honest file has; it is not read."
                    )
                tail = block[-10:]
                yield block
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, KeyError) as error:
        raise InputError(
            f"{where}: is damaged or missing ({error}). Save or download the file again."
        ) from error


def _pieces(blocks: Iterator[bytes], sign: bytes, where: str) -> Iterator[bytes]:
    """The text cut at the last ``sign`` of each block, so that no row is torn."""
    rest = b""
    for block in blocks:
        text = rest + block
        cut = text.rfind(sign)
        if cut <= 0:
            rest = text
            if len(rest) > _LONGEST_ROW:
                raise InputError(f"{where}: a row has more than {_LONGEST_ROW:,} bytes.")
            continue
        yield text[:cut]
        rest = text[cut:]
    yield rest


def _box(rows: int, columns: int, where: str, most: int = MOST_CELLS) -> None:
    if rows * columns > most:
        raise InputError(
            f"{where}: the cells span {rows:,} rows and {columns:,} columns. Far-off cells are probably there by accident: delete "
            "the empty rows and columns around the table, or copy the table to a new file."
        )


def excel(blocks: Iterator[bytes], where: str) -> Facts:
    """Facts of a sheet of an XLSX file.

    Raises:
        InputError: its cells span too much.
    """
    facts = Facts()
    rows = columns = running = 0
    for piece in _pieces(blocks, b"<row", where):
        columns = max([columns, *(column_of(name.decode()) + 1 for name in set(_REFERENCE.findall(piece)))])
        # Cells without a name stand one beside the other.
        columns = max(columns, 1)
        for match in _ROW.finditer(piece):
            number = _ROW_NUMBER.search(match[1])
            running = int(number[1]) if number else running + 1
            rows = max(rows, running)
            if b"hidden" in match[1] and _HIDDEN.search(match[1]):
                facts.hidden_rows.add(running)
        if b'"e"' in piece or b"'e'" in piece or b"<f" in piece or b":f" in piece:
            _odd_cells(piece, facts)
        if b"mergeCell" in piece:
            for a, b, c, d in _MERGED.findall(piece)[:_MOST_BROKEN]:
                facts.merged.append((int(b), column_of(a.decode()), int(d), column_of(c.decode())))
        _box(rows, columns, where)
    return facts


def _odd_cells(piece: bytes, facts: Facts) -> None:
    for match in _CELL.finditer(piece):
        error = _ERROR.search(match[1]) is not None
        formula = b"<f" in match[2] or b":f" in match[2]
        if not error and not formula:
            continue
        value = _VALUE.search(match[2])
        name = _CELL_NAME.search(match[1])
        if name is None or len(facts.broken) >= _MOST_BROKEN:
            continue
        place = (int(name[2]), column_of(name[1].decode()))
        if error:
            facts.broken[place] = (
                f"the cell shows the error {value[1].decode('utf-8', 'replace') if value else ''}".strip()
            )
        elif (value is None or not value[1]) and b't="str"' not in match[1]:
            facts.broken[place] = (
                "the value of its formula was not saved: open the file in Excel or LibreOffice, save it, and try again"
            )


_TAG = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^<>]{0,4000})>|<(text:p|text:h)\b",
    re.DOTALL,
)
_REPEAT = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["']([0-9]{1,9})["']""")
_NAME = re.compile(rb"""table:name\s*=\s*["']([^"']{0,200})["']""")
_COLLAPSED = re.compile(rb"""table:visibility\s*=\s*["'](?:collapse|filter)["']""")
_SPANNED = re.compile(rb"""table:number-rows-spanned\s*=\s*["'](?!1["'])""")
_ODS_ERROR = re.compile(rb"""<text:p>(#[A-Z/0-9!?]{2,10}|Err:[0-9]{3})</text:p>""")


class OdsFacts(Facts):
    """Facts of one sheet of an ODS file."""

    spanned: bool = False


def ods(blocks: Iterator[bytes], where: str) -> list[OdsFacts]:
    """Facts of the sheets of an ODS file, in their order.

    Raises:
        InputError: cells span too much.
    """
    sheets: list[OdsFacts] = []
    row = column = width = span = last = widest = 0
    hidden = filled = False
    for piece in _pieces(blocks, b"<table:table-row", where):
        for match in _TAG.finditer(piece):
            closing, tag, attributes, text = match.groups()
            if text:
                filled = True
                width = max(width, column)
                continue
            if tag == b"table":
                if not closing:
                    sheets.append(OdsFacts())
                    row = last = widest = 0
                continue
            if not sheets:
                continue
            facts = sheets[-1]
            repeated = _REPEAT.search(attributes)
            times = int(repeated[1]) if repeated else 1
            if tag == b"table-row":
                if not closing:
                    row, column, width, filled, span = row + 1, 0, 0, False, times
                    hidden = _COLLAPSED.search(attributes) is not None
                    if not attributes.endswith(b"/"):
                        continue
                if filled:
                    last, widest = row + span - 1, max(widest, width)
                    if hidden:
                        facts.hidden_rows.update(range(row, row + min(span, _MOST_ODS_CELLS)))
                    _box(last, widest, where, _MOST_ODS_CELLS)
                row += span - 1
                continue
            if closing:
                continue
            column += times
            if b"office:value" in attributes or b"office:string-value" in attributes:
                filled = True
                width = max(width, column)
            facts.spanned = facts.spanned or _SPANNED.search(attributes) is not None
            if b"table:formula" in attributes:
                shown = _ODS_ERROR.search(piece, match.end(), match.end() + 300)
                nearest = piece.find(b"<table:table-cell", match.end())
                if shown and (nearest < 0 or shown.start() < nearest) and len(facts.broken) < _MOST_BROKEN:
                    facts.broken[(row, column - 1)] = f"the cell shows the error {shown[1].decode()}"
    return sheets
