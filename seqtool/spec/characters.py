"""The table of characters: what stands for a character outside Basic Latin (paragraph 40(b), Annex IV).

Nothing becomes a question mark: a character without a row stays, and whoever
asked finds it in :func:`outside`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from seqtool.errors import SeqtoolError
from seqtool.spec.tables import read

_COLUMNS = "code_points character replacement name"
_OUTSIDE = re.compile("[^ -~]")


class Row(NamedTuple):
    """What stands for a character or a run of them."""

    replacement: str
    name: str


class Change(NamedTuple):
    """One replacement that was made: where (0-based place in the old text), what, and by what."""

    place: int
    old: str
    new: str


@lru_cache(maxsize=1)
def table() -> dict[str, Row]:
    """The rows by the character or run of characters that they replace.

    Raises:
        SeqtoolError: a row is wrong.
    """
    rows: dict[str, Row] = {}
    for points, _, quoted, name in read(_COLUMNS, "characters.tsv"):
        try:
            old = "".join(chr(int(point, 16)) for point in points.split(" "))
        except ValueError as error:
            raise SeqtoolError(f"The table characters.tsv has a wrong code point: {points}.") from error
        new = quoted[1:-1]
        if len(quoted) < 2 or quoted[0] + quoted[-1] != '""' or outside(new) or old.isascii() or old in rows:
            raise SeqtoolError(f"The table characters.tsv has a wrong row: {points}.")
        rows[old] = Row(new, name)
    return rows


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Matches what the table replaces, runs before single characters."""
    runs = sorted((old for old in table() if len(old) > 1), key=len, reverse=True)
    single = "".join(re.escape(old) for old in table() if len(old) == 1)
    return re.compile("|".join([*map(re.escape, runs), f"[{single}]"]))


def basic_latin(text: str) -> bool:
    """Whether all characters are U+0020 to U+007E."""
    return text.isascii() and text.isprintable()


def outside(text: str) -> list[str]:
    """The characters that are not U+0020 to U+007E, each once, in order of first appearance."""
    return [] if basic_latin(text) else list(dict.fromkeys(_OUTSIDE.findall(text)))


def replace(text: str) -> tuple[str, list[Change]]:
    """The text with every character replaced that the table has, and what was replaced.

    A caret is written once for a run of raised characters, and a fraction that
    follows a digit gets a blank before it.
    """
    if basic_latin(text):
        return text, []
    rows = table()
    parts: list[str] = []
    changes: list[Change] = []
    done = raised_to = 0
    for match in _pattern().finditer(text):
        start, old = match.start(), match[0]
        new = rows[old].replacement
        parts.append(text[done:start])
        if len(new) > 1 and new[0] == "^":
            new, raised_to = (new[1:] if raised_to == start > 0 else new), match.end()
        elif "/" in new and new[0].isdigit() and start and text[start - 1].isdigit():
            new = " " + new
        parts.append(new)
        changes.append(Change(start, old, new))
        done = match.end()
    parts.append(text[done:])
    return "".join(parts), changes
