"""Tables row by row: CSV, XLSX and DOCX, none of which holds the whole table."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol
from xml.sax.saxutils import escape

from seqtool.errors import OutputError
from seqtool.io.exports.cells import guarded, plain

if TYPE_CHECKING:
    from docx.document import Document

#: The most characters that a cell of XLSX holds.
LONGEST_CELL: Final = 32_767
_MOST_ROWS: Final = 1_048_575
_MARK: Final = "seqtool-rows"
_BLOCK: Final = 1 << 20
#: Width of a page of text in twentieths of a point (16 cm).
_PAGE: Final = 9_070

Cell = str | int | None


class Sink(Protocol):
    """Where the rows of a table go."""

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row."""

    def close(self) -> None:
        """Write what ends the table."""

    def abandon(self) -> None:
        """Let go of temporary files: the table is not wanted any more."""


@contextlib.contextmanager
def closing(sink: Sink) -> Iterator[Sink]:
    """The sink, ended when all went well and abandoned when not."""
    try:
        yield sink
    except BaseException:
        sink.abandon()
        raise
    sink.close()


class CsvSink:
    """CSV (RFC 4180; UTF-8 with byte order mark, which spreadsheet programs want), or parted by tabs."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], delimiter: str = ",") -> None:
        self._out, self._delimiter = out, delimiter
        out.write(b"\xef\xbb\xbf")
        self._table = csv.writer(self, delimiter=delimiter, lineterminator="\r\n")
        self._table.writerow(columns)

    def write(self, text: str) -> int:
        """A row as text, from the CSV module."""
        return self._out.write(text.encode("utf-8", "backslashreplace"))

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row; no text runs as a formula."""
        self._table.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])

    def long_row(self, cells: Sequence[Cell], last: Iterable[str]) -> None:
        """Write one row whose last cell comes in pieces of residues, so that a chromosome is not held twice."""
        line = io.StringIO(newline="")
        csv.writer(line, delimiter=self._delimiter, lineterminator="").writerow(
            [guarded(cell) if isinstance(cell, str) else cell for cell in cells]
        )
        self.write(f'{line.getvalue()}{self._delimiter}"')
        for piece in last:
            self.write(piece.replace('"', '""'))
        self.write('"\r\n')

    def close(self) -> None:
        """Nothing ends a CSV file."""

    def abandon(self) -> None:
        """There are no temporary files."""


class _Whole:
    """A ZIP file at work in a temporary file: it goes out when it is whole, so that a full disk or a closed pipe tears none."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._file: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115  closed with the table

    def _deliver(self) -> None:
        self._file.seek(0)
        with self._file:
            shutil.copyfileobj(self._file, self._out, _BLOCK)


class XlsxSink(_Whole):
    """One sheet of a workbook; every text is a text, never a formula, a link or a number."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], widths: Sequence[int], sheet: str) -> None:
        super().__init__(out)
        import xlsxwriter

        # Rows are kept in temporary files, not in memory.
        self._folder = tempfile.TemporaryDirectory(prefix="seqtool-")
        self._book = xlsxwriter.Workbook(self._file, {"constant_memory": True, "tmpdir": self._folder.name})
        self._book.use_zip64()
        self._sheet = self._book.add_worksheet(sheet)
        self._sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        bold = self._book.add_format({"bold": True})
        for column, title in enumerate(columns):
            self._sheet.write_string(0, column, title, bold)
        self._rows = 0

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row.

        Raises:
            OutputError: a sheet holds no more rows.
        """
        self._rows += 1
        if self._rows > _MOST_ROWS:
            raise OutputError(
                f"A sheet of a workbook holds no more than {_MOST_ROWS:,} sequences. Write CSV, or parts with --select."
            )
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                self._sheet.write_number(self._rows, column, cell)
            elif cell:
                self._sheet.write_string(self._rows, column, plain(cell)[:LONGEST_CELL])

    def close(self) -> None:
        """Write the workbook."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            # The library wraps the error of the operating system (a full disk).
            raise error.__context__ or OSError(str(error)) from None
        finally:
            self._folder.cleanup()
        self._deliver()

    def abandon(self) -> None:
        """Let go of the temporary files."""
        if self._sheet.row_data_fh is not None:
            self._sheet.row_data_fh.close()
        self._folder.cleanup()
        self._file.close()


class DocxSink(_Whole):
    """A Word document with one table: made by python-docx, its rows written into it as they come."""

    def __init__(self, out: BinaryIO, columns: Sequence[str], shares: Sequence[int], title: str) -> None:
        super().__init__(out)
        whole = sum(shares)
        self._widths = [_PAGE * share // whole for share in shares]
        frame = io.BytesIO()
        _frame(columns, self._widths, title).save(frame)
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        with zipfile.ZipFile(frame) as parts:
            for member in parts.namelist():
                if member != _DOCUMENT:
                    self._zip.writestr(member, parts.read(member))
            text = parts.read(_DOCUMENT).decode("utf-8")
        at = text.index(_MARK)
        start, end = text.rindex("<w:tr>", 0, at), text.index("</w:tr>", at) + len("</w:tr>")
        self._end = text[end:]
        self._body = self._zip.open(_DOCUMENT, "w")
        self._body.write(text[:start].encode())

    def row(self, cells: Sequence[Cell]) -> None:
        """Write one row."""
        made = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">'
            f"{escape(plain(str('' if cell is None else cell)))}</w:t></w:r></w:p></w:tc>"
            for cell, width in zip(cells, self._widths, strict=True)
        )
        self._body.write(f"<w:tr>{made}</w:tr>".encode())

    def close(self) -> None:
        """Write the end of the document."""
        self._body.write(self._end.encode())
        self._body.close()
        self._zip.close()
        self._deliver()

    def abandon(self) -> None:
        """Let go of the temporary file."""
        with contextlib.suppress(OSError):
            self._body.close()
            self._zip.close()
        self._file.close()


_DOCUMENT: Final = "word/document.xml"


def _frame(columns: Sequence[str], widths: Sequence[int], title: str) -> Document:
    """The document with its heading, the heading row and a row that marks where the others go."""
    import docx
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Twips

    document = docx.Document()
    document.core_properties.author = "seqtool"
    document.core_properties.title = title
    document.add_heading(title, level=1)
    table = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    table.autofit = False
    for index, (column, width) in enumerate(zip(columns, widths, strict=True)):
        table.columns[index].width = Twips(width)
        cell = table.rows[0].cells[index]
        cell.width = Twips(width)
        cell.paragraphs[0].add_run(column).bold = True
    # The heading row is repeated on every page.
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001  python-docx has no other way
    table.rows[1].cells[0].paragraphs[0].add_run(_MARK)
    return document


def tidy(text: str) -> str:
    """A title for a document: on one line."""
    return re.sub(r"\s+", " ", plain(text)).strip()
