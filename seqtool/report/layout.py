"""Small helpers to lay out text for people: widths of characters, wrapping, numbers and colours."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: ANSI styles by what they are for.
_ANSI = {
    "error": "1;31",
    "warning": "33",
    "info": "36",
    "valid": "1;32",
    "invalid": "1;31",
    "head": "1",
    "quiet": "2",
}
#: No line is made narrower than this, whatever the terminal says.
NARROWEST = 30
#: Longest piece of a word that is handled at once.
_PIECE = 2_000


def cells(text: str) -> int:
    """The width of a text in columns of a terminal (East Asian wide characters take two)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def _cut(word: str, room: int) -> tuple[str, str]:
    """The part of a word that fits into *room* columns (one character at least), and the rest."""
    if word.isascii():
        return word[:room], word[room:]
    used = 0
    for i, c in enumerate(word):
        used += cells(c)
        if used > room and i:
            return word[:i], word[i:]
    return word, ""


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The words; very long ones in pieces that follow without a blank, so that cutting them stays quick."""
    for word in text.split(" "):
        for start in range(0, len(word) or 1, _PIECE):
            yield word[start : start + _PIECE], start > 0


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most *width* columns; words longer than a line are cut rather than let run over.

    ``first`` and ``rest`` are the indents of the first and of the following lines.
    """
    rest = " " * cells(first) if rest is None else rest
    width = max(width, NARROWEST)
    lines: list[str] = []
    line, used, empty = first, cells(first), True
    for given, glued in _pieces(text):
        word = given
        while True:
            space = 0 if empty or glued else 1
            size = cells(word)
            if used + space + size <= width:
                line += " " * space + word
                used += space + size
                empty = False
                break
            if not empty:
                lines.append(line)
                line, used, empty = rest, cells(rest), True
                continue
            part, word = _cut(word, width - used)
            lines.append(line + part)
            line, used = rest, cells(rest)
    lines.append(line)
    return lines


class Paint:
    """Colours for a terminal, or none."""

    def __init__(self, colour: bool) -> None:
        self._colour = colour

    def __call__(self, kind: str, text: str) -> str:
        """The text in the style of a kind; unchanged where there is no colour."""
        return f"\x1b[{_ANSI[kind]}m{text}\x1b[0m" if self._colour else text


def amount(number: int, one: str, many: str | None = None) -> str:
    """``1 error``, ``1,234 errors``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: list[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
