"""XLSX and ODS through python-calamine, behind the guard."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from seqtool.errors import InputError
from seqtool.io.imports.formats import Source, seekable
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.sheet import guard
from seqtool.io.imports.sheet.cells import Line, Sheet, Value

_SHEET = re.compile(r"<(?:\w{1,20}:)?sheet\s([^<>]{1,2000})>")
_ATTRIBUTE = re.compile(r"""([\w:]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DIMENSION = re.compile(rb"""dimension\s+ref\s*=\s*["'][A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}([0-9]{1,7})["']""")
_RELATION = re.compile(r"<(?:\w{1,20}:)?Relationship\s([^<>]{1,4000})>")


def excel(source: Source) -> list[Sheet]:
    """The sheets of an XLSX file.

    Raises:
        InputError: it cannot or must not be read.
    """
    file = seekable(source, guard.LARGEST_FILE)
    zipped = guard.archive(file, source.name, "workbook")
    facts: dict[str, guard.Facts] = {}
    left = guard.LARGEST
    members = set(zipped.namelist())
    for sheet, member in _members(zipped, source.name):
        if member in members:
            where = f"{source.name}, sheet {sheet}"
            facts[sheet] = guard.excel(guard.stream(zipped, member, source.name, left), where)
            left -= zipped.getinfo(member).file_size
    for member in sorted(members):
        if re.fullmatch(r"xl/(sharedStrings|styles)[0-9]*\.xml", member, re.IGNORECASE):
            for _ in guard.stream(zipped, member, source.name, left):
                pass
            left -= zipped.getinfo(member).file_size
    return list(_sheets(file, source, facts))


def ods(source: Source) -> list[Sheet]:
    """The sheets of an ODS file.

    Raises:
        InputError: it cannot or must not be read.
    """
    file = seekable(source, guard.LARGEST_FILE)
    zipped = guard.archive(file, source.name, "spreadsheet")
    found = guard.ods(guard.stream(zipped, "content.xml", source.name), source.name)
    sheets: list[Sheet] = []
    for sheet, known in zip(_sheets(file, source, {}), found, strict=False):
        sheet.hidden_rows = frozenset(known.hidden_rows)
        sheet.broken = known.broken
        if known.spanned:
            source.notes.add(
                Note(
                    kind=Kind.QUESTION,
                    reason=f"sheet {sheet.name} has cells merged over several rows; their value counts for the first row only",
                    file=source.name,
                )
            )
        sheets.append(sheet)
    return sheets


def rows(source: Source, kind: str) -> int:
    """About how many rows the longest sheet has, by what the sheets say of themselves."""
    file = seekable(source, guard.LARGEST_FILE)
    zipped = guard.archive(file, source.name, "spreadsheet")
    found = [1]
    for member in zipped.namelist():
        if kind == "xlsx" and re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
            head = next(guard.stream(zipped, member, source.name), b"")
            if said := _DIMENSION.search(head[:5000]):
                found.append(int(said[1]))
        elif kind == "ods" and member == "content.xml":
            count, tail, sign = 0, b"", b"<table:table-row"
            for block in guard.stream(zipped, member, source.name):
                count += (tail + block).count(sign)
                tail = block[1 - len(sign) :]
            found.append(count)
    return max(found)


def _members(zipped: zipfile.ZipFile, name: str) -> Iterator[tuple[str, str]]:
    """The names of the sheets and the parts that hold them."""
    from xml.sax.saxutils import unescape

    def text(member: str) -> str:
        return b"".join(guard.stream(zipped, member, name, 16 << 20)).decode("utf-8", "replace")

    def attributes(tag: str) -> dict[str, str]:
        return {
            key: unescape(a or b, {"&quot;": '"', "&apos;": "'"}) for key, a, b in _ATTRIBUTE.findall(tag)
        }

    targets: dict[str, str] = {}
    for tag in _RELATION.findall(text("xl/_rels/workbook.xml.rels")):
        found = attributes(tag)
        target = found.get("Target", "")
        targets[found.get("Id", "")] = (
            target.removeprefix("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        )
    for tag in _SHEET.findall(text("xl/workbook.xml")):
        found = attributes(tag)
        identifier = next((value for key, value in found.items() if key.endswith(":id")), "")
        yield found.get("name", ""), targets.get(identifier, "")


def _sheets(file: BinaryIO, source: Source, facts: dict[str, guard.Facts]) -> Iterator[Sheet]:
    import python_calamine as calamine

    file.seek(0)
    opened = _call(source.name, lambda: calamine.CalamineWorkbook.from_filelike(file))
    book = _Book(opened, source.name)
    for data in opened.sheets_metadata:
        if data.typ is not calamine.SheetTypeEnum.WorkSheet:
            continue
        known = facts.get(data.name)
        if facts and known is None:
            # A sheet that the guard has not seen is not unpacked.
            raise InputError(
                f"{source.name}: the part of sheet {data.name} was not found. Save the file again."
            )
        yield Sheet(
            data.name,
            _Lines(book, data.name),
            hidden=data.visible is not calamine.SheetVisibleEnum.Visible,
            hidden_rows=frozenset(known.hidden_rows) if known else frozenset(),
            broken=known.broken if known else {},
            merged=known.merged if known else [],
            cuts=known is not None,
        )


class _Book:
    """An open workbook; the sheet that was parsed last is kept, since it is usually asked for again."""

    def __init__(self, book: Any, name: str) -> None:
        self._book, self._name = book, name
        self._last: tuple[str, Any] = ("", None)

    def sheet(self, title: str) -> Any:
        if self._last[0] != title or self._last[1] is None:
            self._last = ("", None)
            self._last = (title, _call(self._name, lambda: self._book.get_sheet_by_name(title)))
        return self._last[1]


class _Lines:
    """The rows of a sheet, converted one by one; the sheet is parsed when they are asked for."""

    def __init__(self, book: _Book, title: str) -> None:
        self._book, self._title = book, title

    def __call__(self) -> Iterator[Line]:
        sheet = self._book.sheet(self._title)
        if sheet.start is None:
            return
        # Rows are counted from the top of the sheet, cells from the first column that is used.
        before: list[Value] = [None] * sheet.start[1]
        for number, row in enumerate(sheet.iter_rows(), 1):
            yield number, [*before, *row] if before else row


def _call(name: str, work: Any) -> Any:
    """A call into the reader, whose faults (also a panic of its own) are told in our words."""
    try:
        return work()
    except Exception as error:
        raise InputError(
            f"{name}: the spreadsheet cannot be read ({error}). Save it again, or as CSV."
        ) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise InputError(f"{name}: the spreadsheet is damaged. Save it again, or as CSV.") from error
        raise
