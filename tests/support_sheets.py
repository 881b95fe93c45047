"""Spreadsheets and their imports for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence as Rows
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
import xlsxwriter

from seqtool.app.convert import Converted, convert
from seqtool.app.validate import Options
from seqtool.io.imports import Choices, QuestionsError
from seqtool.io.st26.reader import ListingReader
from seqtool.model import GeneralInformation, Name, Sequence, Title

GENERAL = GeneralInformation(
    file_reference="R", applicant=Name("A", "en"), titles=(Title("T", "en"),), production_date="2026-01-01"
)
SYN = "synthetic construct"
Row = Rows[Any]


def xlsx(path: Path, sheets: dict[str, list[Row]], *, hidden: Rows[str] = ()) -> Path:
    """A workbook with plain cells."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        if name in hidden:
            page.hide()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    book.close()
    return path


def changed(path: Path, member: str, old: str, new: str) -> Path:
    """The same ZIP with a text of one part replaced."""
    data = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == member:
                assert old.encode() in content, content[:2000]
                content = content.replace(old.encode(), new.encode())
            after.writestr(info.filename, content)
    return path


def ods(path: Path, rows: str, name: str = "Sheet1") -> Path:
    """An OpenDocument spreadsheet of one sheet with these rows as XML."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body>'
        f"<office:spreadsheet><table:table table:name={quoteattr(name)}>{rows}</table:table></office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("mimetype", kind)
        out.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        out.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return path


def ods_row(*cells: str, more: str = "") -> str:
    """One row of text cells."""
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        if cell
        else "<table:table-cell/>"
        for cell in cells
    )
    return f"<table:table-row{more}>{made}</table:table-row>"


def listed(path: Path, **choices: Any) -> tuple[list[Sequence], Converted]:
    """The sequences of the listing that a file becomes, which must be without errors."""
    out = io.BytesIO()
    done = convert((str(path),), out, GENERAL, Choices(**choices), options=Options(), names_wanted=True)
    assert done.result.counts["error"] == 0, done.result.findings
    with ListingReader(out.getvalue()) as reader:
        return [block.entry.sequence for block in reader if block.entry], done


def text(path: Path, content: str, **choices: Any) -> tuple[list[Sequence], Converted]:
    """The same of a CSV text."""
    path.write_text(content, encoding="utf-8", newline="")
    return listed(path, **choices)


def asked(path: Path, content: str | None = None, **choices: Any) -> dict[str, list[str]]:
    """The questions about a file: their texts, each with the places."""
    if content is not None:
        path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(QuestionsError) as caught:
        listed(path, **choices)
    return {one.text: list(one.places) for one in caught.value.asked}


def told(done: Converted) -> list[str]:
    """What the notes say, one line each: record and reason."""
    return [f"{note.record}: {note.reason}" for note in done.notes.kept]


def features(sequence: Sequence) -> list[tuple[str, str, list[tuple[str, str | None]]]]:
    """Key, location and qualifiers of all features but the source."""
    return [
        (f.key, f.location, [(q.name, q.value) for q in f.qualifiers])
        for f in sequence.features
        if f.key != "source"
    ]


def source(sequence: Sequence) -> list[tuple[str, str | None]]:
    """The qualifiers of the source."""
    return [(q.name, q.value) for f in sequence.features if f.key == "source" for q in f.qualifiers]
