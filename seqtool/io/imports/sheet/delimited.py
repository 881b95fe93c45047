"""CSV and TSV: encoding, separator, rows. Nothing is guessed about characters that may be several things."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from seqtool.errors import InputError
from seqtool.io.imports.formats import Source
from seqtool.io.imports.notes import Kind, Note
from seqtool.io.imports.sheet.cells import Line, Sheet, Value
from seqtool.io.imports.sheet.headings import meaning

_HEAD = 1 << 16
#: A cell longer than this is a quotation mark that was never closed.
_LONGEST = 64 << 20
_SEPARATORS = ",;\t|"
#: Lines in which the headings are looked for.
_LINES = 60
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: What files that are not UTF-8 may be; the first that makes all headings known wins, else it is asked.
_OLD = ("cp1252", "shift_jis", "gb18030", "cp949")


def decoded(head: bytes) -> tuple[str, str]:
    """The text of the first bytes and its encoding; ``""`` where that can only be asked."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return head.decode(name, "replace"), name
    if b"\x00" in head:
        name = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return head.decode(name, "replace"), name
    try:
        # The head may end within a character.
        return io.TextIOWrapper(io.BytesIO(head), "utf-8", newline="").read(), "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 3:
            return head[: error.start].decode("utf-8"), "utf-8"
    best: list[tuple[int, str, str]] = []
    for name in _OLD:
        text = head.decode(name, "replace")
        rows = _rows(text, separator(text))
        known = sum(1 for row in rows for cell in row if not cell.isascii() and meaning(cell) is not None)
        best.append((known, name, text))
    best.sort(key=lambda item: -item[0])
    if best[0][0] and best[0][0] > best[1][0]:
        return best[0][2], best[0][1]
    return head.decode("latin-1"), ""


def separator(text: str) -> str:
    """What parts the cells: whatever makes the most headings known, then whatever is most even."""

    def worth(sign: str) -> tuple[int, int]:
        rows = _rows(text, sign)
        known = max((sum(1 for c in row if meaning(c.strip())) for row in rows), default=0)
        widths = [len(row) for row in rows if len(row) > 1]
        return known, max((widths.count(width) for width in set(widths)), default=0)

    return max(_SEPARATORS, key=worth)


def _rows(text: str, sign: str) -> list[list[str]]:
    lines = text.splitlines(keepends=True)[:_LINES]
    try:
        return list(csv.reader(lines, delimiter=sign))
    except csv.Error:
        return []


def looks(head: bytes, tab: bool) -> bool:
    """Whether a text begins like a table of sequences: a row of headings that names one."""
    if head.lstrip()[:1] in (b">", b"<", b"{") or head[:4] == b"PK\x03\x04":
        return False
    text, _ = decoded(head)
    sign = separator(text)
    if (sign == "\t") != tab:
        return False
    for row in _rows(text, sign):
        found = [meaning(cell.strip()) for cell in row]
        roles = [m.role for m in found if m]
        if ("sequence" in roles or "part" in roles) and (len(roles) > 1 or len(row) == 1):
            # A line of prose such as "sequence" alone is no table.
            return len(row) > 1
    return False


def sheet(source: Source) -> Sheet:
    """The one sheet of a CSV or TSV file.

    Raises:
        InputError: it cannot be read as text; the questions of ``--encoding`` stop the run.
    """
    file = source.file
    head = file.peek(_HEAD)[:_HEAD]
    text, encoding = decoded(head)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")) or (
        b"\x00" in head and "\ufffd" in text[:-1]
    ):
        raise InputError(f"{source.name} is no text, so no table in CSV or TSV.")
    chosen = source.choices.encoding
    if chosen:
        encoding = chosen
        text = head.decode(encoding, "replace")
    elif not encoding:
        source.notes.ask(
            "--encoding cp1252|shift_jis|gb18030|cp949|utf-16",
            "A table is not in UTF-8, and its characters may be several others: Western European (cp1252), Japanese (shift_jis), "
            "Chinese (gb18030), Korean (cp949)? Or save it as UTF-8.",
            source.name,
        )
        source.notes.stop_if_asked()
    elif encoding not in ("utf-8", "utf-8-sig"):
        source.notes.add(
            Note(
                kind=Kind.QUESTION,
                reason=f"the table is not in UTF-8; it was read as {encoding}",
                file=source.name,
            )
        )
    sign = separator(text)
    used = False

    def lines() -> Iterator[Line]:
        nonlocal used
        assert not used, "a stream is read once"
        used = True
        return _lines(file, source.name, encoding, sign)

    return Sheet("", lines)


def _lines(file: BinaryIO | io.BufferedReader[Any], name: str, encoding: str, sign: str) -> Iterator[Line]:
    before = csv.field_size_limit(_LONGEST)
    number = 0
    wrapped = io.TextIOWrapper(file, encoding, newline="")
    try:
        reader = csv.reader(_bounded(wrapped, name), delimiter=sign, strict=True)
        for number, row in enumerate(reader, 1):
            if len(row) == 1 and number > 1 and len(row[0]) > 200_000 and "\n" in row[0]:
                raise InputError(_unclosed(name, number))
            yield number, list[Value](row)
    except UnicodeError as error:
        raise InputError(
            f"{name}, after row {number:,}: not {encoding} ({error}). Save the file as UTF-8, or name its encoding with --encoding."
        ) from error
    except csv.Error as error:
        if "field larger" in str(error) or "unexpected end" in str(error):
            raise InputError(_unclosed(name, number + 1)) from error
        if "expected after" in str(error):
            raise InputError(
                f"{name}, row {number + 1:,}: a quotation mark stands within a cell that is in quotation marks; double it."
            ) from error
        raise InputError(f"{name}, after row {number:,}: no table that can be read ({error}).") from error
    finally:
        csv.field_size_limit(before)
        wrapped.detach()


def _bounded(file: io.TextIOWrapper, name: str) -> Iterator[str]:
    """The lines of a file; one without an end must not fill the memory."""
    while line := file.readline(_LONGEST):
        if len(line) >= _LONGEST and line[-1] not in "\r\n":
            raise InputError(
                f"{name}: a line has more than {_LONGEST:,} characters; this is no table that a person made."
            )
        yield line


def _unclosed(name: str, row: int) -> str:
    return f"{name}, row {row:,}: a quotation mark is opened and never closed; everything after it would be one cell."
