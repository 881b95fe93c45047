"""The reader of locations of every form that INSDC ever had, and of some that only old programs write."""

from __future__ import annotations

import re

from seqtool.insdc.location import Between, Complement, Join, Location, Order, Position, Single, Span

_TOKEN = re.compile(
    r"(?P<remote>[A-Za-z][A-Za-z0-9_]*(?:\.[0-9]+)?:)|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<number>[0-9]{1,15})"
    r"|(?P<sign>\.\.|[.^<>(),])"
)
_DEPTH = 40
_MOST = 200_000


class Unclear(Exception):  # noqa: N818  it ends the reading and is no error
    """What the location means cannot be told; the text says why."""


class FormReader:
    """Reads every form that INSDC ever had, and some that only old programs write."""

    def __init__(self, text: str, length: int, circular: bool) -> None:
        self.changes: list[str] = []
        self.remote = False
        #: Lowest and highest residue of choices that stand for one place.
        self._stretch: tuple[int, int] | None = None
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
                negative = (
                    text[at] == "-" and text[at + 1 : at + 2].isdigit() and not text[:at][-1:].isdigit()
                )
                self._fault = (
                    "it begins before the first residue"
                    if negative
                    else f"the character {text[at]!r} has no meaning in a location"
                )
                break
            self._tokens.append((match.lastgroup or "", match.group()))
            at = match.end()
        self._at = 0

    def change(self, what: str) -> None:
        """Remember what was changed."""
        self.changes.append(what)

    def whole(self) -> Location | None:
        """What the text means; ``None`` where no part of it lies in this record.

        Raises:
            Unclear: it means nothing.
        """
        if self._fault:
            raise Unclear(self._fault)
        if not self._tokens:
            raise Unclear("it is empty")
        tree = self._item(0)
        while self._sign() == ")":
            self._at += 1
            self.change("a closing parenthesis too many was taken away")
        if self._at < len(self._tokens):
            raise Unclear("text follows after its end")
        return tree

    def _sign(self) -> str:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else ""

    def _kind(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else ""

    def _item(self, depth: int) -> Location | None:
        if depth > _DEPTH:
            raise Unclear("operators are nested too deeply")
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
            raise Unclear(f"{self._sign()!r} is no operator")
        self._at += 1
        if self._sign() != "(":
            raise Unclear(f"a parenthesis is missing after {word}")
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
            raise Unclear(f"{self._sign()!r} stands where a comma or a closing parenthesis should")

    def _descriptor(self, depth: int) -> Location | None:
        self._stretch = None
        low, mark, _ = self._end(depth, first=True)
        sign = self._sign()
        if self._stretch is not None and sign not in ("..", ".", "^"):
            # Alone, and not the end of a span: the stretch that holds all choices.
            return _span(*self._stretch)
        if sign == "^":
            self._at += 1
            high, _, _ = self._end(depth, first=False)
            if high == low + 1 or (high == 1 and low == self._length):
                return Between(low, high)
            if low == 1 and high == self._length > 2:
                self.change("the numbers of a site between residues were put in order")
                return Between(high, low)
            if low == high + 1:
                self.change("the numbers of a site between residues were put in order")
                return Between(high, low)
            self.change("a site between residues that are not neighbours was written as a span")
            return _span(min(low, high), max(low, high))
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
            raise Unclear(f"its first number {low} is above its last {high}, and the record is not circular")
        if low > self._length:
            raise Unclear(f"it reaches beyond the last residue ({low} of {self._length})")
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
            self._stretch = min(choices), max(choices)
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
            self._stretch = min(a, b), max(a, b)
            return (min(a, b) if first else max(a, b)), mark, True
        if self._kind() != "number":
            what = self._sign()
            raise Unclear(
                f"{what!r} stands where a residue number should" if what else "a residue number is missing"
            )
        value = int(self._sign())
        if value < 1:
            raise Unclear("there is no residue 0")
        self._at += 1
        if self._sign() in ("<", ">"):
            # Databases of immunology write 1..546>.
            mark = mark or self._sign()
            self._at += 1
            self.change("a mark < or > that stood behind its number was put before it")
        return value, mark, False

    def _choices(self, depth: int) -> list[int]:
        if self._sign() != "(" or depth > _DEPTH:
            raise Unclear("the choices of one-of are missing")
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


def _span(low: int, high: int) -> Location:
    return Span(Position(low), Position(high)) if low < high else Single(Position(low))


def _one(parts: list[Location]) -> Location:
    return parts[0] if len(parts) == 1 else Join(tuple(parts))
