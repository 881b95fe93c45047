"""A listing as PDF: page numbers, bookmarks, running headers, contents, maps as drawings.

Pages are written as they are drawn, so that memory does not grow with them:
the total on every page is a form written at the end, and the contents, whose
length is known before, get the page numbers when the sequences are done.
"""

from __future__ import annotations

import datetime
from array import array
from typing import BinaryIO, Final

import pydyf

from seqtool.__about__ import __version__
from seqtool.report.layout import amount, listed
from seqtool.report.listing.items import Document, counts_line, general_rows, title_of
from seqtool.report.listing.pdf import outline
from seqtool.report.listing.pdf.book import Book, Pages
from seqtool.report.listing.pdf.fonts import Fonts
from seqtool.report.listing.pdf.page import INK, LEFT, QUIET, RIGHT, TOP, WARNING, Pen, total_form
from seqtool.report.listing.pdf.sequences import Writer

#: Lines on a page of the contents, and their height.
_ROWS: Final = 50
_ROW: Final = 13.4


def write_pdf(document: Document, out: BinaryIO, fonts: tuple[str, ...] = ()) -> list[str]:
    """Write the document; what could not be shown, in words.

    Raises:
        InputError: a font file cannot be used.
    """
    return _Writer(document, out, fonts).write()


class _Writer:
    def __init__(self, document: Document, out: BinaryIO, fonts: tuple[str, ...]) -> None:
        self._document = document
        self._fonts = Fonts(fonts)
        self._book = Book(out)
        self._title = title_of(document)
        self._begins = array("L")
        self._heights = array("f")

    def _pen(self, pages: Pages, first: int) -> Pen:
        return Pen(self._book, self._fonts, pages, first, left=self._document.file, title=self._title)

    def write(self) -> list[str]:
        document, book = self._document, self._book
        front, contents, body = book.pages(), book.pages(), book.pages()
        pen = self._pen(front, 1)
        self._general(pen)
        pen.finish()
        before = len(front.numbers)
        listed_on = -(-len(document.rows) // _ROWS)
        pen = self._pen(body, before + listed_on + 1)
        writer = Writer(pen, document)
        for item in document.items():
            page, height = writer.write(item)
            self._begins.append(page)
            self._heights.append(height)
        pen.finish()
        self._contents(self._pen(contents, before + 1), body, before + listed_on + 1)
        total = before + len(contents.numbers) + len(body.numbers)
        form = total_form(book, self._fonts, total)
        marks = [outline.Mark("General information", front.numbers[0], TOP + 20)]
        if contents.numbers:
            marks.append(outline.Mark("Contents", contents.numbers[0], TOP + 20))
        tops = outline.write(book, marks, self._marks(body))
        faces = self._fonts.put(book)
        book.put(book.resources, b"<</ProcSet[/PDF/Text]/Font %s/XObject<</Total %d 0 R>>>>" % (faces, form))
        now = datetime.datetime.now(datetime.UTC).strftime("D:%Y%m%d%H%M%SZ")
        book.close(
            [front, contents, body],
            {
                "Outlines": f"{tops} 0 R",
                "PageMode": "/UseOutlines",
                "Lang": pydyf.String("en"),
                "ViewerPreferences": "<</DisplayDocTitle true>>",
            },
            {
                "Title": pydyf.String(f"Sequence listing: {self._title}"),
                "Creator": pydyf.String(f"seqtool {__version__}"),
                "CreationDate": pydyf.String(now),
            },
        )
        return self._missing()

    def _general(self, pen: Pen) -> None:
        document = self._document
        pen.y -= 22
        pen.text(LEFT, pen.y, "Sequence listing", 10, "sans", QUIET)
        pen.y -= 6
        for line in pen.wrap(self._title, RIGHT - LEFT, 17, "bold"):
            pen.need(24)
            pen.y -= 21
            pen.text(LEFT, pen.y, line, 17, "bold")
        pen.y -= 16
        for heading, language, text in general_rows(document.general):
            shown = pen.wrap(text, RIGHT - LEFT - 190, 9.5)
            pen.need(16)
            for number, line in enumerate(shown):
                if number:
                    pen.need(13)
                pen.y -= 15.5 if not number else 12.5
                if not number:
                    pen.text(LEFT, pen.y, heading, 9.5, "sans", QUIET)
                    if language:
                        pen.text(LEFT + 180, pen.y, language, 7.5, "sans", QUIET, "right")
                pen.text(LEFT + 190, pen.y, line, 9.5)
        pen.y -= 14
        for text, colour in [
            (counts_line(document), INK),
            *((remark, WARNING) for remark in document.remarks),
        ]:
            pen.y -= 4
            for line in pen.wrap(text, RIGHT - LEFT, 9.5):
                pen.need(13)
                pen.y -= 12.5
                pen.text(LEFT, pen.y, line, 9.5, "bold" if colour == INK else "sans", colour)

    def _contents(self, pen: Pen, body: Pages, first: int) -> None:
        """Lines of one height, so that their pages are known beforehand."""
        rows = self._document.rows
        named = any(row.name for row in rows)
        numbers = LEFT + max(46.0, max((pen.width(row.number, 8.5) for row in rows[-1:]), default=0.0))
        kind, length, organism = numbers + 12, numbers + 106, numbers + 118
        features = organism + (110 if named else 160)
        name = features + 95
        pen.running = "Contents"
        for index, row in enumerate(rows):
            if index % _ROWS == 0:
                pen.finish()
                pen.y -= 16
                if index == 0:
                    pen.text(LEFT, pen.y, "Contents", 13, "bold")
                pen.y -= 20
                for x, text, align in (
                    (numbers, "SEQ ID NO", "right"),
                    (kind, "Type", "left"),
                    (length, "Length", "right"),
                    (organism, "Organism", "left"),
                    (features, "Features", "left"),
                    *([(name, "Name", "left")] if named else []),
                    (RIGHT, "Page", "right"),
                ):
                    pen.text(x, pen.y, text, 8, "bold", QUIET, align)
                pen.rule(pen.y - 4)
                pen.y -= 5
            pen.y -= _ROW
            y = pen.y
            pen.text(numbers, y, row.number, 8.5, "sans", INK, "right")
            pen.text(kind, y, pen.fit(row.kind, 56, 8.5), 8.5)
            if row.length:
                pen.text(length, y, f"{row.length:,}", 8.5, "sans", INK, "right")
            ends = (name if named else RIGHT - 34) - features - 6
            for x, text, room in (
                (organism, row.organism, features - organism - 6),
                (features, row.features, ends),
                *([(name, row.name, RIGHT - 34 - name)] if named else []),
            ):
                if text:
                    pen.text(x, y, pen.fit(text, room, 8.5), 8.5)
            if index < len(self._begins):
                page = self._begins[index]
                pen.text(RIGHT, y, f"{first + page:,}", 8.5, "sans", INK, "right")
                pen.link(LEFT, y - 3, RIGHT - LEFT, _ROW, (body.numbers[page], self._heights[index]))
        pen.finish()

    def _marks(self, body: Pages) -> list[outline.Mark]:
        marks = []
        for row, page, height in zip(self._document.rows, self._begins, self._heights, strict=False):
            about = f"{row.kind}, {row.length:,}" if row.length else row.kind
            marks.append(outline.Mark(f"SEQ ID NO: {row.number} ({about})", body.numbers[page], height))
        return marks

    def _missing(self) -> list[str]:
        missing = self._fonts.missing
        if not missing:
            return []
        told = [f"U+{ord(sign):04X}" for sign, _ in missing.most_common(8)]
        more = [f"{len(missing) - 8:,} more"] if len(missing) > 8 else []
        signs = f"{amount(len(missing), 'sign')} that no font here has ({listed([*told, *more])})"
        return [f"{signs} stand as [U+...] in the PDF; name a font that has them with --font FILE."]
