"""The text of an oligonucleotide → symbols, in every way in which it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from seqtool.io.notation.parsed import LONGEST, WrongError
from seqtool.io.notation.symbols import Symbol, SymbolTable

BARE_UPPER: Final = "ACGTUINRYSWKMBDHV"
BARE_LOWER: Final = "acgtun"
GROUPS: Final = ("five", "three", "end", "spacer")
_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "/": "/"}
_SEPARATORS: Final = " -\n"
#: A symbol of these alone might as well be letters: it must stand apart.
_LIKE_LETTERS: Final = frozenset(BARE_UPPER + BARE_LOWER + "mfdrso*0123456789")
_COUNT: Final = re.compile(r"[0-9]{1,7}", re.ASCII)
_LONGEST_SYMBOL: Final = 64
_HOW: Final = (
    "this is no symbol of the table; check the spelling, or add it to a table of your own (--symbols FILE)"
)

Sort = Literal["residue", "bare", "link", "group", "separator"]


class Token(msgspec.Struct, frozen=True):
    """One element of the text; ``symbol`` is absent for bare letters and separators."""

    sort: Sort
    text: str
    position: int
    symbol: Symbol | None = None

    @property
    def meaning(self) -> tuple[str, str, str]:
        """What two readings are compared by."""
        if self.symbol is None:
            return self.sort, self.text, ""
        return self.sort, self.symbol.letter, self.symbol.name + self.symbol.kind + self.symbol.sugar


def _token(symbol: Symbol, text: str, position: int) -> Token:
    if symbol.kind in ("base", "whole"):
        raise WrongError(
            position, text, "this belongs into a statement, such as '; all C are 5-methylcytosine'"
        )
    sort: Sort = "group" if symbol.kind in GROUPS else "link" if symbol.kind == "link" else "residue"
    return Token(sort, text, position, symbol)


class _Style:
    """The symbols of one style, ready for look-up by length."""

    def __init__(self, table: SymbolTable, style: str) -> None:
        self.symbols = {t: s for t, s in table.style(style).items() if s.kind not in ("base", "whole")}
        self.bare = "" if style == "each" else BARE_UPPER + BARE_LOWER
        self.by_first: dict[str, list[int]] = {}
        for text in self.symbols:
            self.by_first.setdefault(text[0], []).append(len(text))
        for first, sizes in self.by_first.items():
            self.by_first[first] = sorted(set(sizes), reverse=True)
        self.apart = {t for t, s in self.symbols.items() if s.kind in GROUPS and not set(t) - _LIKE_LETTERS}

    def matches(self, text: str, at: int, end: int) -> list[tuple[int, Token]]:
        """(length, token) of everything that may stand at a place."""
        char = text[at]
        found: list[tuple[int, Token]] = []
        for size in self.by_first.get(char, ()):
            if at + size > end:
                continue
            piece = text[at : at + size]
            symbol = self.symbols.get(piece)
            if symbol is None:
                continue
            if piece in self.apart and not _apart(text, at, at + size):
                continue
            found.append((size, _token(symbol, piece, at)))
            # Long names and such with other signs in them cannot be meant otherwise.
            if symbol.kind in GROUPS or size >= 4:
                return found[-1:]
        if char in _SEPARATORS:
            found.append((1, Token("separator", char, at)))
        elif char in self.bare:
            found.append((1, Token("bare", char, at)))
        return found


def _style(table: SymbolTable, name: str) -> _Style:
    found = table.prepared.get(name)
    if not isinstance(found, _Style):
        found = table.prepared[name] = _Style(table, name)
    return found


def _apart(text: str, start: int, end: int) -> bool:
    return not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum())


def _run(text: str, start: int, end: int, style: _Style) -> list[Token]:
    """The one reading of a stretch without brackets.

    Raises:
        WrongError: there is none, or more than one.
    """
    size = end - start
    ways = bytearray(size + 1)
    ways[size] = 1
    step: list[Token | None] = [None] * size
    other: list[Token | None] = [None] * size
    for place in range(size - 1, -1, -1):
        for length, token in style.matches(text, start + place, end):
            more = ways[place + length]
            if not more:
                continue
            if ways[place]:
                other[place] = token
            else:
                step[place] = token
            ways[place] = min(2, ways[place] + more)
    if not ways[0] and size:
        _fail(text, start, end, style)
    found: list[Token] = []
    place = 0
    while place < size:
        chosen, second = step[place], other[place]
        assert chosen is not None
        if second is not None:
            raise WrongError(
                chosen.position,
                text[chosen.position : chosen.position + 6],
                f"this can be read as {chosen.text} … or as {second.text} …; part the nucleotides with blanks",
            )
        found.append(chosen)
        place += len(chosen.text)
    return found


def _fail(text: str, start: int, end: int, style: _Style) -> None:
    """Say where the reading from the left comes to its end."""
    reached = {start}
    far = start
    for place in range(start, end):
        if place in reached:
            far = place
            reached.update(place + length for length, _ in style.matches(text, place, end))
            reached.discard(place)
    stop = far
    while stop < end and stop - far < 16 and (text[stop].isalnum() or text[stop] in "'_.+"):
        stop += 1
    raise WrongError(far, text[far : max(stop, far + 1)], _HOW)


def closing(text: str, at: int) -> int:
    """The place of the bracket that closes the one at ``at``.

    Raises:
        WrongError: there is none.
    """
    mark = text[at]
    if mark == "/":
        end = text.find("/", at + 1, at + 2 + _LONGEST_SYMBOL)
    else:
        end, depth = -1, 0
        for place in range(at, len(text)):
            if text[place] == mark:
                depth += 1
            elif text[place] == _CLOSING[mark]:
                depth -= 1
                if not depth:
                    end = place
                    break
    if end < 0:
        raise WrongError(at, text[at : at + 12], f"the {mark} is not closed")
    return end


def _pieces(text: str, start: int, end: int, style: _Style, table: SymbolTable, deep: int) -> Iterator[Token]:
    at = start
    while at < end:
        if text[at] not in _CLOSING:
            stop = next((i for i in range(at, end) if text[i] in _CLOSING), end)
            # A bracket may belong to the spelling, as in (E)-VP.
            yield from _run(text, at, stop, style)
            at = stop
            continue
        close = closing(text, at)
        if close >= end or deep > 8:
            raise WrongError(at, text[at : at + 12], "the brackets do not match")
        content = text[at + 1 : close].strip()
        inside = list(_content(text, at, close, content, style, table, deep))
        after = close + 1
        count = _COUNT.match(text, after) if text[at] != "/" else None
        if count is None:
            if len(inside) > 1 and all(t.sort == "bare" for t in inside):
                raise WrongError(
                    at,
                    text[at : close + 1],
                    "letters in brackets may be alternatives or a stretch: write a stretch without brackets; alternatives are a formula",
                )
            yield from inside
        else:
            after = count.end()
            times = int(count[0])
            if not 0 < times * max(1, len(inside)) <= LONGEST:
                raise WrongError(
                    count.start(), count[0], f"that makes no or more than {LONGEST:,} nucleotides"
                )
            for _ in range(times):
                yield from inside
        at = after


def _content(
    text: str, at: int, close: int, content: str, style: _Style, table: SymbolTable, deep: int
) -> Iterator[Token]:
    if not content:
        raise WrongError(at, text[at : close + 1], "there is nothing between the brackets")
    if len(content) <= _LONGEST_SYMBOL:
        found = table.find("oligo", content)
        meanings = {(s.kind, s.letter, s.sugar, s.name) for s in found}
        if len(meanings) == 1:
            yield _token(found[0], content, at + 1)
            return
        if len(meanings) > 1:
            raise WrongError(at + 1, content, "the table of symbols has several meanings for this")
    if text[at] == "/":
        raise WrongError(at + 1, content, _HOW)
    try:
        yield from list(_pieces(text, at + 1, close, style, table, deep + 1))
    except WrongError as error:
        # A bracket around one unknown name is named as a whole.
        if error.problem.text == _HOW and len(content) <= _LONGEST_SYMBOL and not set(content) & set("([{/"):
            raise WrongError(at + 1, content, _HOW) from None
        raise


def readings(
    text: str, start: int, end: int, table: SymbolTable, styles: tuple[str, ...]
) -> dict[str, list[Token]]:
    """Style → its reading, for those styles in which the text can be read.

    Raises:
        WrongError: no style reads it; the one that comes farthest says where.
    """
    found: dict[str, list[Token]] = {}
    failed: list[WrongError] = []
    for name in styles:
        try:
            tokens = list(_pieces(text, start, end, _style(table, name), table, 0))
        except WrongError as error:
            failed.append(error)
            continue
        if len(tokens) > LONGEST:
            raise WrongError(start, text[start : start + 12], f"more than {LONGEST:,} nucleotides")
        found[name] = tokens
    if not found:
        raise max(failed, key=lambda error: error.problem.position)
    return found
