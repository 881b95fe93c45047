"""Translations in a workbook (XLSX): one row for each English text."""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO, Final, NamedTuple, cast

from seqtool.edit.language_texts import name_of
from seqtool.errors import InputError
from seqtool.io.exchange.units import Back, Job, Returned
from seqtool.io.exports.rows import XlsxSink, closing
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.formats import Source
from seqtool.io.imports.notes import Notes
from seqtool.io.imports.sheet import workbook
from seqtool.io.imports.sheet.cells import Sheet, Value, shown

_ID, _REMARK, _WHERE = "Id", "Remark", "Where"
_WIDTHS: Final = (20, 60, 60, 30, 60)
_LANGUAGE: Final = re.compile(r".{0,60}\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\)", re.ASCII)
#: Rows looked at for the headings.
_TOP: Final = 20
_MOST: Final = 1_000_000


def write(out: BinaryIO, job: Job) -> None:
    """Write the workbook: id, text, translation, what there is to know, and where it stands."""
    columns = (_ID, _titled(job.source), _titled(job.language), _REMARK, _WHERE)
    with closing(XlsxSink(out, columns, _WIDTHS, "translations")) as sink:
        for one in job.units:
            remarks = [f"At most {one.limit:,} characters."] if one.limit and one.translate else []
            remarks += [note for note in one.notes if note.endswith(".")]
            where = "\n".join(note for note in one.notes if not note.endswith("."))
            sink.row((one.id, one.source, one.target, " ".join(remarks), where))


def _titled(language: str) -> str:
    return f"{name_of(language)} ({language})"


def read(file: BinaryIO, name: str) -> Returned:
    """Read a workbook (XLSX or ODS) that was made from :func:`write`; columns are found by their headings.

    Raises:
        InputError: it cannot or must not be read, or its headings are not there.
    """
    head = file.read(4096)
    file.seek(0)
    source = Source(cast("io.BufferedReader[Any]", file), name, Choices(), Notes())
    ods = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in head
    for sheet in (workbook.ods if ods else workbook.excel)(source):
        found = _headings(sheet)
        if found is not None:
            return _read(sheet, name, found)
    raise InputError(
        f"{name}: no sheet has the headings {_ID!r} and two languages such as 'English (en)' and 'German (de)'. "
        "Keep the first row of the workbook as it was exported."
    )


class _Heads(NamedTuple):
    """The row of the headings, the columns, and the languages: what stands first is translated into what follows."""

    row: int
    id: int
    source: int
    target: int
    languages: tuple[str, str]


def _headings(sheet: Sheet) -> _Heads | None:
    for row, cells in sheet.lines():
        if row > _TOP:
            return None
        titles = [shown(cell) for cell in cells]
        found = [
            (column, said[1]) for column, title in enumerate(titles) if (said := _LANGUAGE.fullmatch(title))
        ]
        if _ID in titles and len(found) > 1:
            (source, one), (target, other) = found[:2]
            return _Heads(row, titles.index(_ID), source, target, (one, other))
    return None


def _read(sheet: Sheet, name: str, heads: _Heads) -> Returned:
    units: list[Back] = []

    def text(cells: list[Value], column: int) -> str | None:
        value = cells[column] if column < len(cells) else None
        # Texts keep their blanks: what stands at the ends is looked at with the other checks.
        said = value if isinstance(value, str) else shown(value)
        return said or None

    for row, cells in sheet.lines():
        if row <= heads.row or not any(cell is not None and cell != "" for cell in cells):
            continue
        broken = sheet.broken.get((row, heads.target))
        units.append(
            Back(
                where=f"cell {sheet.place(row, heads.target)}",
                id=text(cells, heads.id),
                source=text(cells, heads.source),
                target=None if broken else text(cells, heads.target),
                odd=f"the cell holds {broken}" if broken else "",
            )
        )
        if len(units) > _MOST:
            raise InputError(f"{name}: has more than {_MOST:,} rows; this is too many.")
    return Returned(
        name=name, source_language=heads.languages[0], language=heads.languages[1], units=tuple(units)
    )
