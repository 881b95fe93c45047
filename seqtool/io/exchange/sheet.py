"""Translations in a workbook (XLSX): one row for each English text."""

from __future__ import annotations

import io
import re
from typing import Any, BinaryIO, Final, cast

from seqtool.edit.language_texts import name_of
from seqtool.errors import InputError
from seqtool.io.exchange.units import Back, Job, Returned
from seqtool.io.exports.rows import XlsxSink, closing
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.formats import Source
from seqtool.io.imports.notes import Notes
from seqtool.io.imports.sheet import workbook
from seqtool.io.imports.sheet.cells import Sheet, Value, shown

_ID, _ENGLISH, _REMARK, _WHERE = "Id", "English (en)", "Remark", "Where"
_WIDTHS: Final = (20, 60, 60, 30, 60)
_LANGUAGE: Final = re.compile(r".{0,60}\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\)", re.ASCII)
#: Rows looked at for the headings.
_TOP: Final = 20
_MOST: Final = 1_000_000


def write(out: BinaryIO, job: Job) -> None:
    """Write the workbook: id, English text, translation, what there is to know, and where it stands."""
    columns = (_ID, _ENGLISH, f"{name_of(job.language)} ({job.language})", _REMARK, _WHERE)
    with closing(XlsxSink(out, columns, _WIDTHS, "translations")) as sink:
        for one in job.units:
            remarks = [f"At most {one.limit:,} characters."] if one.limit and one.translate else []
            remarks += [note for note in one.notes if note.endswith(".")]
            where = "\n".join(note for note in one.notes if not note.endswith("."))
            sink.row((one.id, one.source, one.target, " ".join(remarks), where))


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
            return _read(sheet, name, *found)
    raise InputError(
        f"{name}: no sheet has the headings {_ID!r}, {_ENGLISH!r} and a language such as 'German (de)'. "
        "Keep the first row of the workbook as it was exported."
    )


def _headings(sheet: Sheet) -> tuple[int, dict[str, int], str] | None:
    for row, cells in sheet.lines():
        if row > _TOP:
            return None
        titles = [shown(cell) for cell in cells]
        if _ID not in titles or _ENGLISH not in titles:
            continue
        for column, title in enumerate(titles):
            language = _LANGUAGE.fullmatch(title)
            if language and title != _ENGLISH:
                places = {_ID: titles.index(_ID), _ENGLISH: titles.index(_ENGLISH), "target": column}
                return row, places, language[1]
    return None


def _read(sheet: Sheet, name: str, top: int, places: dict[str, int], language: str) -> Returned:
    units: list[Back] = []

    def text(cells: list[Value], column: int) -> str | None:
        value = cells[column] if column < len(cells) else None
        # Texts keep their blanks: what stands at the ends is looked at with the other checks.
        said = value if isinstance(value, str) else shown(value)
        return said or None

    for row, cells in sheet.lines():
        if row <= top or not any(cell is not None and cell != "" for cell in cells):
            continue
        broken = sheet.broken.get((row, places["target"]))
        units.append(
            Back(
                where=f"cell {sheet.place(row, places['target'])}",
                id=text(cells, places[_ID]),
                source=text(cells, places[_ENGLISH]),
                target=None if broken else text(cells, places["target"]),
                odd=f"the cell holds {broken}" if broken else "",
            )
        )
        if len(units) > _MOST:
            raise InputError(f"{name}: has more than {_MOST:,} rows; this is too many.")
    return Returned(name=name, source_language="en", language=language, units=tuple(units))
