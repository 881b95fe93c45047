"""Cells of tables for spreadsheet programs: no text of a listing may run as a formula."""

from __future__ import annotations

import re
from typing import Final

#: A spreadsheet takes a cell that begins so as a formula; the full-width forms count in some of them.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def guarded(text: str) -> str:
    """The text with an apostrophe before what would run as a formula, and without control characters."""
    text = _CONTROL.sub("\ufffd", text)
    # An apostrophe that stands there already gets one more, so that taking one away gives the text again.
    return f"'{text}" if text.lstrip(" \n'").startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """The text of a cell without the apostrophe of :func:`guarded`."""
    return text[1:] if text[:1] == "'" and text.lstrip(" \n'").startswith(_FORMULA) else text


def plain(text: str) -> str:
    """The text without control characters, for cells that have a type (XLSX, DOCX) and run nothing."""
    return _CONTROL.sub("\ufffd", text)
