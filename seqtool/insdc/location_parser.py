"""The grammar of locations (paragraphs 64-69), read in one tolerant pass.

The reader goes on wherever the meaning is clear, so that one fault gives one issue.
"""

from __future__ import annotations

import re
from typing import Final, NoReturn

from seqtool.insdc.location_issues import IssueKind, LocationIssue, LocationReading
from seqtool.insdc.location_nodes import (
    Between,
    Complement,
    Descriptor,
    Fuzzy,
    Join,
    Location,
    Order,
    Position,
    Single,
    Span,
)

MAX_DEPTH: Final = 16
"""Operators deeper than this are not followed; legal locations need three levels."""
MAX_LENGTH: Final = 4_000_000
"""Characters of a location; longer ones are not read. The longest of real files have some 10,000."""
MAX_ISSUES: Final = 50
MAX_DIGITS: Final = 18

_PLAIN = re.compile(r"([<>]?)([1-9][0-9]{0,17})(?:\.\.(>?)([1-9][0-9]{0,17}))?(?=[,)]|\Z)")
_BLANK = re.compile(r"\s+")
_DIGITS = re.compile(r"[0-9]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z_-]*")
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[0-9]+)?:")
_LIKE_DOTS: Final = frozenset(".-:_~–—…")
_OPERATORS: Final = frozenset({"join", "order", "complement"})


class _StopReading(Exception):  # noqa: N818 - it ends the reading and is no error
    """What follows cannot be understood."""


class LocationReader:
    """One pass over one text; the depth of recursion is bounded by MAX_DEPTH."""

    __slots__ = ("_at", "_blank_end", "_issues", "_once", "_protein", "_text", "_unclear")

    def __init__(self, text: str, protein: bool) -> None:
        self._text = text
        self._protein = protein
        self._at = 0
        self._issues: list[LocationIssue] = []
        self._once: set[IssueKind] = set()
        self._unclear = False
        self._blank_end = -1

    def whole(self) -> LocationReading:
        """The reading of the whole text."""
        if not self._text.strip():
            self._add("empty", 0, "", "a location")
            return LocationReading(None, tuple(self._issues))
        tree: Location | None
        try:
            if len(self._text) > MAX_LENGTH:
                self._at = MAX_LENGTH
                self._syntax("the end, for longer locations are not read")
            tree = self._item(0, "", in_complement=False)
            self._blank()
            while self._peek() == ",":
                self._several("one location only" if self._protein else "join(...) or order(...) around them")
                self._item(0, "", in_complement=False)
                self._blank()
            if self._at < len(self._text):
                self._syntax(self._after_descriptor("the end"))
        except _StopReading:
            tree = None
        return LocationReading(None if self._unclear else tree, tuple(self._issues))

    # -- pieces of the grammar

    def _item(self, depth: int, listing: str, *, in_complement: bool) -> Location | None:
        """A descriptor or an operator with its operands; None where its meaning is not clear.

        ``listing`` is the join or order around it, if any.
        """
        match = _PLAIN.match(self._text, self._at)
        if match is not None:
            plain = _plain(match)
            if plain is not None:
                self._at = match.end()
                return plain
        self._blank()
        char = self._peek()
        if char.isalpha():
            remote = _REMOTE.match(self._text, self._at)
            if remote is not None:
                self._add_once("remote", self._at, remote.group(), "a residue number of this sequence")
                self._unclear = True
                self._at = remote.end()
                self._blank()
            else:
                word = _WORD.match(self._text, self._at)
                if word is not None:
                    return self._operator(word.group(), depth, listing, in_complement=in_complement)
        return self._descriptor(listing)

    def _operator(self, word: str, depth: int, listing: str, *, in_complement: bool) -> Location | None:
        start = self._at
        name = word.lower()
        self._at += len(word)
        self._blank()
        if self._peek() != "(":
            if name in _OPERATORS:
                self._syntax('"("')
            self._at = start
            expected = "a residue number" if self._protein else "a residue number, join, order or complement"
            self._syntax(expected, found=word)
        self._at += 1
        if name not in _OPERATORS:
            if "operator-on-protein" not in self._once:
                self._add("unknown-operator", start, word, self._or_operators())
            raise _StopReading
        self._check_operator(word, name, start, listing, in_complement=in_complement)
        if depth >= MAX_DEPTH:
            raise _StopReading
        if name == "complement":
            return self._complement(depth, listing)
        return self._listing(name, start, depth)

    def _check_operator(self, word: str, name: str, start: int, listing: str, *, in_complement: bool) -> None:
        if self._protein:
            # That there is an operator at all is the fault; what else is odd about it matters no more.
            self._add_once("operator-on-protein", start, word, "one residue number or one span")
            return
        if word != name:
            self._add_once("upper-case-operator", start, word, name)
        if name == "complement":
            if in_complement:
                self._add_once("nested-operator", start, name, "no complement directly inside complement")
        elif listing == name:
            self._add_once("nested-operator", start, name, f"no {name} inside {name}")
        elif listing:
            self._add_once("mixed-operators", start, name, f"no {name} in a location with {listing}")

    def _complement(self, depth: int, listing: str) -> Location | None:
        inner = self._item(depth + 1, listing, in_complement=True)
        self._blank()
        while self._peek() == ",":
            self._several("join(...) or order(...) around them")
            self._item(depth + 1, listing, in_complement=True)
            self._blank()
        if self._peek() != ")":
            self._syntax(self._after_descriptor('")"'))
        self._at += 1
        if isinstance(inner, Complement) and "nested-operator" not in self._once:
            return inner.operand  # what is left of complement(join(complement(5))), which is reported
        return None if inner is None else Complement(inner)

    def _listing(self, name: str, start: int, depth: int) -> Location | None:
        operands: list[Location] = []
        text, plain = self._text, _PLAIN.match
        while True:
            match = plain(text, self._at)
            operand: Location | None = None if match is None else _plain(match)
            if match is not None and operand is not None:
                self._at = match.end()
            else:
                operand = self._item(depth + 1, name, in_complement=False)
                self._blank()
            if operand is None:
                self._unclear = True
            else:
                operands.append(operand)
            follows = self._peek()
            if follows == ")":
                break
            if follows != ",":
                self._syntax(self._after_descriptor('"," or ")"'))
            self._at += 1
        self._at += 1
        if self._unclear:
            return None
        if len(operands) == 1:
            # join(join(1,2)) is already reported as nested.
            if not self._protein and not isinstance(operands[0], Join | Order):
                self._add("single-operand", start, text[start : self._at], "at least two locations")
            return operands[0]
        return Join(tuple(operands)) if name == "join" else Order(tuple(operands))

    def _descriptor(self, listing: str) -> Descriptor | None:
        start = self._at
        first_mark = self._mark()
        first = self._number()
        self._blank(before="..^")
        if self._text.startswith("..", self._at):
            self._at += 2
            self._blank()
            mark_at = self._at
            second_mark = self._mark()
            second = self._number()
            return self._span(start, (first_mark, first), mark_at, (second_mark, second))
        if self._peek() == "^":
            if first_mark:
                self._at = start
                self._syntax('a residue number without "<" or ">" before "^"')
            self._at += 1
            self._blank()
            if self._peek() in {"<", ">"}:
                self._syntax('a residue number without "<" or ">" after "^"')
            return self._between(start, first, self._number(), listing)
        if self._peek() in _LIKE_DOTS and self._at < len(self._text):
            self._syntax('".."')
        return Single(Position(first, first_mark)) if first else None

    def _span(
        self, start: int, first: tuple[Fuzzy, int], mark_at: int, second: tuple[Fuzzy, int]
    ) -> Descriptor | None:
        (first_mark, low), (second_mark, high) = first, second
        if not low or not high:
            return None
        if first_mark == ">":
            self._add("wrong-side", start, ">", 'only "<" before the first residue number')
            first_mark = "<"
        if second_mark == "<":
            self._add("wrong-side", mark_at, "<", 'only ">" before the second residue number')
            second_mark = ">"
        written = self._text[start : self._at]
        if low > high:
            self._add("descending", start, written, "the lower residue number first")
            self._unclear = True
            return None
        if low == high:
            self._add("same-ends", start, written, "one residue number")
            if first_mark and second_mark:
                self._unclear = True
                return None
            return Single(Position(low, first_mark or second_mark))
        return Span(Position(low, first_mark), Position(high, second_mark))

    def _between(self, start: int, left: int, right: int, listing: str) -> Descriptor | None:
        if not left or not right:
            return None
        written = self._text[start : self._at]
        if self._protein:
            self._add("between-on-protein", start, written, "one residue number or one span")
        elif listing:
            self._add("between-in-join", start, written, f"no site between residues inside {listing}")
        elif right not in {left + 1, 1}:
            self._add("between-not-adjacent", start, written, f"{left}^{left + 1}")
        return Between(left, right)

    def _mark(self) -> Fuzzy:
        char = self._peek()
        mark: Fuzzy = "<" if char == "<" else ">" if char == ">" else ""
        if mark:
            self._at += 1
            self._blank()
        return mark

    def _number(self) -> int:
        """A residue number; 0 where it was zero, which is reported."""
        match = _DIGITS.match(self._text, self._at)
        if match is None:
            self._syntax("a residue number")
        written = match.group()
        digits = written.lstrip("0")
        if len(digits) > MAX_DIGITS:
            self._syntax(f"a residue number of at most {MAX_DIGITS} digits")
        if not digits:
            self._add("zero", self._at, _shown(written), "a residue number from 1")
            self._unclear = True
        elif len(digits) < len(written):
            self._add("leading-zero", self._at, _shown(written), digits)
        self._at = match.end()
        return int(digits) if digits else 0

    # -- reading and reporting

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _blank(self, before: str = "") -> None:
        """Step over white space; with ``before`` only where one of these characters follows."""
        match = _BLANK.match(self._text, self._at)
        if match is None:
            return
        follows = self._text[match.end() : match.end() + 1]
        if before and follows not in before:
            return
        if "white-space" not in self._once:
            self._blank_end = match.end()
        self._add_once("white-space", self._at, match.group(), "no white space")
        self._at = match.end()

    def _several(self, expected: str) -> None:
        if not (self._protein and "operator-on-protein" in self._once):
            self._add_once("no-operator", self._at, ",", expected)
        self._unclear = True
        self._at += 1

    def _after_descriptor(self, otherwise: str) -> str:
        return '".."' if self._peek() in _LIKE_DOTS and self._at < len(self._text) else otherwise

    def _or_operators(self) -> str:
        return "one residue number or one span" if self._protein else "join, order or complement"

    def _syntax(self, expected: str, *, found: str = "") -> NoReturn:
        """Report what stands here and give up.

        Raises:
            _StopReading: always.
        """
        last = self._issues[-1] if self._issues else None
        if last is not None and last.kind == "white-space" and self._blank_end == self._at:
            self._issues.pop()  # two things without a sign between them are one fault
        self._add("syntax", self._at, found or self._peek(), expected)
        raise _StopReading

    def _add_once(self, kind: IssueKind, offset: int, found: str, expected: str) -> None:
        if kind not in self._once:
            self._once.add(kind)
            self._add(kind, offset, found, expected)

    def _add(self, kind: IssueKind, offset: int, found: str, expected: str) -> None:
        if len(self._issues) < MAX_ISSUES:
            self._issues.append(LocationIssue(kind, offset, _shown(found), expected))


def _plain(match: re.Match[str]) -> Descriptor | None:
    """A legal single residue or span from a match of _PLAIN; None leaves it to the tolerant way."""
    mark, first, end_mark, second = match.groups()
    low = int(first)
    if second is None:
        return Single(Position(low, "<" if mark == "<" else ">" if mark else ""))
    high = int(second)
    if low >= high or mark == ">":
        return None
    return Span(Position(low, "<" if mark else ""), Position(high, ">" if end_mark else ""))


def _shown(found: str) -> str:
    return found if len(found) <= 40 else f"{found[:37]}..."
