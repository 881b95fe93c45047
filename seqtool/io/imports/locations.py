"""Locations of INSDC as locations of ST.26 (paragraphs 64 to 71): kept as written where they are legal."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from seqtool.insdc.location import (
    Between,
    Complement,
    Join,
    Location,
    Order,
    Position,
    Single,
    Span,
    read_location,
)

_TOKEN = re.compile(
    r"(?P<remote>[A-Za-z][A-Za-z0-9_]*(?:\.[0-9]+)?:)|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<number>[0-9]{1,15})"
    r"|(?P<sign>\.\.|[.^<>(),])"
)
_DEPTH = 40
_MOST = 200_000


class Converted(msgspec.Struct, frozen=True):
    """A legal location with what was changed to make it so (empty: as written).

    ``text`` is empty where no location is left; ``remote`` says that a part lies in another record.
    """

    text: str
    tree: Location | None
    changes: tuple[str, ...] = ()
    remote: bool = False


def convert(text: str, length: int, *, circular: bool = False) -> Converted:
    """The nearest legal location for a sequence of ``length`` residues.

    Args:
        text: as written, without blanks.
        length: residues of the sequence.
        circular: whether a span may run across the ends of the sequence.
    """
    reading = read_location(text, protein=False)
    if reading.tree is not None and not reading.issues and reading.tree.high <= length:
        return Converted(text, reading.tree)
    return _convert(text, length, circular)


@lru_cache(maxsize=256)
def _convert(text: str, length: int, circular: bool) -> Converted:
    reader = _Reader(text, length, circular)
    tree, why = _read(reader)
    if tree is None:
        return Converted("", None, (why,), reader.remote)
    flat = _lists(tree)
    if flat.text != tree.text:
        reader.change("operators inside operators were brought into one")
    if flat.high > length:
        return Converted(
            "", None, (f"it reaches beyond the last residue ({flat.high} of {length})",), reader.remote
        )
    again = read_location(flat.text, protein=False)
    if again.issues or again.tree is None:
        return Converted("", None, ("no legal location says the same",), reader.remote)
    return Converted(flat.text, again.tree, tuple(dict.fromkeys(reader.changes)), reader.remote)


def raw_tree(text: str, length: int, *, circular: bool = False) -> tuple[Location | None, tuple[str, ...]]:
    """What a location of any INSDC form means, operators as they stand, with what was changed.

    Without a tree the text says why.
    """
    reader = _Reader(text, length, circular)
    tree, why = _read(reader)
    return tree, (why,) if tree is None else tuple(dict.fromkeys(reader.changes))


def _read(reader: _Reader) -> tuple[Location | None, str]:
    try:
        tree = reader.whole()
    except _Unclear as error:
        return None, str(error)
    if tree is None:
        return None, "it lies wholly in another record" if reader.remote else "no residue number is left"
    return tree, ""


class _Unclear(Exception):  # noqa: N818  it ends the reading and is no error
    """What the location means cannot be told; the text says why."""


class _Reader:
    """Reads every form that INSDC ever had, and some that only old programs write."""

    def __init__(self, text: str, length: int, circular: bool) -> None:
        self.changes: list[str] = []
        self.remote = False
        self._length = length
        self._circular = circular
        if len(text) > _MOST:
            raise_text = f"it has {len(text):,} characters"
            self._tokens: list[tuple[str, str]] = []
            self._fault: str | None = raise_text
            return
        self._fault = None
        self._tokens = []
        at = 0
        text = text.replace("...", "..").lower() if "..." in text else text
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                self._fault = f"the character {text[at]!r} has no meaning in a location"
                break
            self._tokens.append((match.lastgroup or "", match.group()))
            at = match.end()
        self._at = 0

    def change(self, what: str) -> None:
        self.changes.append(what)

    def whole(self) -> Location | None:
        if self._fault:
            raise _Unclear(self._fault)
        if not self._tokens:
            raise _Unclear("it is empty")
        tree = self._item(0)
        while self._sign() == ")":
            self._at += 1
            self.change("a closing parenthesis too many was taken away")
        if self._at < len(self._tokens):
            raise _Unclear("text follows after its end")
        return tree

    def _sign(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _item(self, depth: int) -> Location | None:
        if depth > _DEPTH:
            raise _Unclear("operators are nested too deeply")
        if self._kind() == "remote":
            self._at += 1
            self.remote = True
            self.change("the part that lies in another record was taken away")
            self._item(depth + 1)
            return None
        if self._kind() == "word":
            return self._operator(depth)
        return self._descriptor(depth)

    def _operator(self, depth: int) -> Location | None:
        word = self._sign().lower()
        if word == "one-of" and self._kind() == "word":
            return self._descriptor(depth)
        if word not in ("join", "order", "group", "complement", "bond", "gap", "unk"):
            raise _Unclear(f"{self._sign()!r} is no operator")
        self._at += 1
        if self._sign() != "(":
            raise _Unclear(f"a parenthesis is missing after {word}")
        self._at += 1
        if word == "gap":
            self.change("a gap between parts was taken away")
            while self._sign() not in (")", ""):
                self._at += 1
            self._close()
            return None
        parts: list[Location] = []
        while True:
            part = self._item(depth + 1)
            if part is not None:
                parts.append(part)
            if self._sign() != ",":
                break
            self._at += 1
        self._close()
        if not parts:
            return None
        if word == "complement":
            if len(parts) > 1:
                self.change("parts inside complement were joined")
            return Complement(_one(parts))
        if word in ("group", "bond"):
            self.change(f"{word} was written as order")
        sites = [part for part in parts if isinstance(part, Between)]
        if sites and len(parts) > 1:
            self.change("a site between residues inside join or order was taken away")
            parts = [part for part in parts if not isinstance(part, Between)] or parts[:1]
        if len(parts) == 1:
            self.change(f"{word} around a single part was taken away")
            return parts[0]
        return Join(tuple(parts)) if word == "join" else Order(tuple(parts))

    def _close(self) -> None:
        if self._sign() == ")":
            self._at += 1
        elif self._sign() == "":
            self.change("a closing parenthesis that was missing was added")
        else:
            raise _Unclear(f"{self._sign()!r} stands where a comma or a closing parenthesis should")

    def _descriptor(self, depth: int) -> Location | None:
        low, mark, _ = self._end(depth, first=True)
        sign = self._sign()
        if sign == "^":
            self._at += 1
            high, _, _ = self._end(depth, first=False)
            if high == low + 1 or (high == 1 and low == self._length):
                return Between(low, high)
            if low == high + 1:
                self.change("the numbers of a site between residues were put in order")
                return Between(high, low)
            self.change("a site between residues that are not neighbours was written as a span")
            low, high = min(low, high), max(low, high)
            return Span(Position(low), Position(high)) if low < high else Single(Position(low))
        if sign not in ("..", "."):
            return Single(Position(low, "<" if mark == "<" else ">" if mark == ">" else ""))
        if sign == ".":
            self.change("one residue somewhere in a stretch was written as the stretch")
        self._at += 1
        high, end_mark, _ = self._end(depth, first=False)
        if mark == ">" or end_mark == "<":
            self.change("a mark < or > that stood at the wrong end was taken away")
        start = Position(low, "<" if mark == "<" else "")
        end = Position(high, ">" if end_mark == ">" else "")
        if low < high:
            return Span(start, end)
        if low == high:
            self.change("a span of one residue was written as this residue")
            return Single(Position(low, start.fuzzy or end.fuzzy))
        if not self._circular:
            raise _Unclear(f"its first number {low} is above its last {high}, and the record is not circular")
        if low > self._length:
            raise _Unclear(f"it reaches beyond the last residue ({low} of {self._length})")
        self.change("a span across the origin of a circular sequence was written as a join")
        left = Span(start, Position(self._length)) if low < self._length else Single(start)
        right = Span(Position(1), end) if high > 1 else Single(end)
        return Join((left, right))

    def _end(self, depth: int, *, first: bool) -> tuple[int, str, bool]:
        """One end of a span: a number with its mark, or the outermost of several choices."""
        mark = ""
        while self._sign() in ("<", ">"):
            mark = self._sign()
            self._at += 1
        if self._sign().lower() == "one-of":
            self._at += 1
            choices = self._choices(depth)
            self.change("one of several ends was written as the outermost")
            return (min(choices) if first else max(choices)), mark, True
        if self._sign() == "(":
            self._at += 1
            a, inner, _ = self._end(depth + 1, first=True)
            mark = mark or inner
            b = a
            if self._sign() in (".", "..", "^"):
                self._at += 1
                b, inner, _ = self._end(depth + 1, first=False)
                mark = mark or inner
            self._close()
            self.change("an end somewhere in a stretch was written as the outermost")
            return (min(a, b) if first else max(a, b)), mark, True
        if self._kind() != "number":
            what = self._sign()
            raise _Unclear(
                f"{what!r} stands where a residue number should" if what else "a residue number is missing"
            )
        value = int(self._sign())
        if value < 1:
            raise _Unclear("there is no residue 0")
        self._at += 1
        return value, mark, False

    def _choices(self, depth: int) -> list[int]:
        if self._sign() != "(" or depth > _DEPTH:
            raise _Unclear("the choices of one-of are missing")
        self._at += 1
        found: list[int] = []
        while True:
            a, _, _ = self._end(depth + 1, first=True)
            found.append(a)
            if self._sign() in ("..", "."):
                self._at += 1
                found.append(self._end(depth + 1, first=False)[0])
            if self._sign() != ",":
                break
            self._at += 1
        self._close()
        return found


def _one(parts: list[Location]) -> Location:
    return parts[0] if len(parts) == 1 else Join(tuple(parts))


def _lists(tree: Location) -> Location:
    """The same with at most one join or order, which stands outside or inside one complement."""
    match tree:
        case Complement(Complement(inner)):
            return _lists(inner)
        case Complement(inner):
            flat = _lists(inner)
            if isinstance(flat, Complement):
                return flat.operand
            if isinstance(flat, Join | Order) and any(isinstance(p, Complement) for p in flat.operands):
                turned = tuple(_turned(part) for part in reversed(flat.operands))
                return Join(turned) if isinstance(flat, Join) else Order(turned)
            return Complement(flat)
        case Join(operands) | Order(operands):
            parts: list[Location] = []
            ordered = isinstance(tree, Order)
            for operand in operands:
                part = _lists(operand)
                inside = part.operand if isinstance(part, Complement) else part
                if isinstance(inside, Join | Order):
                    ordered = ordered or isinstance(inside, Order)
                    mixed = part is not inside
                    parts += [_turned(p) for p in reversed(inside.operands)] if mixed else inside.operands
                else:
                    parts.append(part)
            return Order(tuple(parts)) if ordered else Join(tuple(parts))
        case _:
            return tree


def _turned(part: Location) -> Location:
    return part.operand if isinstance(part, Complement) else Complement(part)
