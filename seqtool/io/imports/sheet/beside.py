"""Modifications in columns of their own: put to the text of the sequence, since without them it is another molecule."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.sheet.headings import bare
from seqtool.io.imports.sheet.table import Column, Columns, Row
from seqtool.io.imports.sheet.tell import Teller

_ROLES: Final = ("first_end", "last_end", "modification")
#: Cells that say that there is none; a free end is none.
_NONE: Final = frozenset(bare(word) for word in ("none", "no", "n/a", "nil", "-", "unmodified", "free", "natural", "keine", "aucune", "なし", "无", "無", "없음"))  # fmt: skip
_FREE: Final = {"first_end": frozenset({"h", "oh", "nh2"}), "last_end": frozenset({"oh", "cooh"})}
_MARKED: Final = re.compile(r"(5['\u2019\u2032]\s?-{0,3}\s?)?(.*?)(\s?-{0,3}\s?3['\u2019\u2032])?", re.DOTALL)
_NAMED: Final = re.compile(r"disul[fp]|lactam", re.ASCII | re.IGNORECASE)


def says(role: str, text: str) -> bool:
    """Whether a cell of such a column states a modification."""
    return role in _ROLES and bare(text) not in _NONE | {""} and bare(text) not in _FREE.get(role, ())


def stated(row: Row, columns: Columns) -> list[tuple[Column, str]]:
    """The cells of a row that state a modification."""
    return [
        (column, text)
        for role in _ROLES
        for column in columns.of(role)
        if says(role, text := row.get(column).strip())
    ]


def composed(text: str, found: list[tuple[Column, str]]) -> str:
    """The text of a sequence with what other columns state, as notation has it: ``Ac-…-NH2; disulfide bridge: 1-6``."""
    marked = _MARKED.fullmatch(text.strip())
    assert marked is not None
    before, body, after = marked[1] or "", marked[2], marked[3] or ""
    behind: list[str] = []
    for column, value in found:
        role = column.meaning.role
        if role == "first_end":
            body = f"{value.strip('- ')}-{body}"
        elif role == "last_end":
            body = f"{body}-{value.strip('- ')}"
        elif _NAMED.search(column.heading) and not _NAMED.search(value):
            behind.append(f"{column.heading}: {value}")
        else:
            behind.append(value)
    return "; ".join([before + body + after, *behind])


def joined(text: str, row: Row, found: list[tuple[Column, str]], say: Teller) -> str:
    """The same, told."""
    for column, value in found:
        say.tell(
            Kind.CHANGED, "a modification in a column of its own was put to the sequence", row, say.place(row, column), value
        )  # fmt: skip
    return composed(text, found)
