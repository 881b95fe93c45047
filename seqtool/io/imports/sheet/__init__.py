"""Spreadsheets: one row for each sequence (or for the chains of an antibody), columns found by their headings.

``workbook`` (XLSX, ODS, behind ``guard``) and ``delimited`` (CSV, TSV) give sheets, ``table`` finds the
headings (``headings``) and gives rows, ``rows`` turns them into records; ``parts`` are the several sequences
of one row, ``features`` and ``freetext`` what stands in the cells of features and notes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from seqtool.io.imports.formats import Format, Item, Source

_EXCEL = re.compile(rb"PK\x03\x04[\s\S]{26}xl/")
_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def _looks_excel(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and _EXCEL.search(head) is not None and b"word/document" not in head


def _looks_ods(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04") and _ODS in head[:200]


def _looks(tab: bool) -> Callable[[bytes], bool]:
    def looks(head: bytes) -> bool:
        from seqtool.io.imports.sheet import delimited

        return delimited.looks(head, tab)

    return looks


def _read(kind: str) -> Callable[[Source], Iterator[Item]]:
    def read(source: Source) -> Iterator[Item]:
        from seqtool.io.imports.sheet import reading

        return reading.read(source, kind)

    return read


def _count(kind: str) -> Callable[[Source], int]:
    def count(source: Source) -> int:
        from seqtool.io.imports.sheet import reading

        return reading.count(source, kind)

    return count


FORMATS = {
    "xlsx": Format(
        name="xlsx",
        title="Excel workbook",
        suffixes=(".xlsx", ".xlsm"),
        looks=_looks_excel,
        read=_read("xlsx"),
        count=_count("xlsx"),
    ),
    "ods": Format(
        name="ods",
        title="OpenDocument spreadsheet",
        suffixes=(".ods",),
        looks=_looks_ods,
        read=_read("ods"),
        count=_count("ods"),
    ),
    "csv": Format(
        name="csv",
        title="table with commas or semicolons",
        suffixes=(".csv",),
        looks=_looks(tab=False),
        read=_read("csv"),
        count=_count("csv"),
    ),
    "tsv": Format(
        name="tsv",
        title="table with tabs",
        suffixes=(".tsv", ".tab", ".txt"),
        looks=_looks(tab=True),
        read=_read("tsv"),
        count=_count("tsv"),
    ),
}
