"""The text of a formula → a tree of places, groups and repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from seqtool.insdc.alphabet import AMINO_ACIDS, NUCLEOTIDES, ONE_LETTER
from seqtool.io.notation.oligo_tokens import closing
from seqtool.io.notation.parsed import LONGEST, WrongError
from seqtool.io.notation.peptide_words import ALKYL, NO_RESIDUES

_NUMBERS: Final = re.compile(r"\s*([0-9]{1,7})\s*(?:(?:-|\.\.|,|to)\s*([0-9]{1,7}))?\s*", re.ASCII)
_TAIL: Final = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,7}))?", re.ASCII)
_DIGITS: Final = re.compile(r"[0-9]{1,7}", re.ASCII)
_NAMED: Final = re.compile(r"[a-z](?![a-z])", re.ASCII)
_SPLIT: Final = re.compile(r"\s*(?:[,;]|\bor\b|\band\b|/)\s*", re.ASCII)
_DEFINITION: Final = re.compile(
    r"\s*(?:where(?:in)?|with|and|each|in which)?\s*(?:each )?([A-Za-z][0-9]{0,3})\s*(?:=|:|\bis\b|\bare\b|\u2208)\s*(.*)",
    re.ASCII | re.DOTALL,
)
_CHAIN: Final = re.compile(
    r"\s*(?:where(?:in)?)?\s*([0-9]{1,7})\s*(?:<=|\u2264|<|=<)\s*([a-z])\s*(?:<=|\u2264|<|=<)\s*([0-9]{1,7})\s*",
    re.ASCII,
)
_LEAST: Final = re.compile(r"\s*(?:where(?:in)?)?\s*([a-z])\s*(?:>=|\u2265)\s*([0-9]{1,7})\s*", re.ASCII)
_ABSENT: Final = ("absent", "-", "deleted", "nothing", "missing", "none", "")


class Count(msgspec.Struct, frozen=True):
    """How often something is repeated: exactly these numbers, or from ``values[0]`` on without end."""

    values: tuple[int, ...]
    open: bool = False


class Place(msgspec.Struct):
    """One residue: ``members`` are its alternatives (``None``: any), ``excluded`` what it is not."""

    members: frozenset[str] | None
    position: int
    excluded: frozenset[str] = frozenset()
    absent: bool = False
    name: str = ""


class Group(msgspec.Struct):
    """Several places, repeated."""

    items: list[Node]
    position: int
    count: Count = Count((1,))


Node = Place | Group
ONCE: Final = Count((1,))


class Formula:
    """The tree of a formula, and the definitions beside it."""

    def __init__(self, text: str, *, protein: bool) -> None:
        self.text = text
        self.protein = protein
        self.counts: dict[str, Count] = {}
        self.named: dict[str, Place] = {}
        #: Named places said to be independent of each other, or the same everywhere.
        self.free: set[str] = set()
        self.same: set[str] = set()
        end = self._definitions()
        self.used: list[str] = []
        #: Numbered places that the text does not define.
        self.undefined: list[str] = []
        self.items = list(self._items(0, end, 0))
        if not self.items:
            raise WrongError(0, text[:12], "there is no sequence")
        self._orphans()
        self._untie(self.items, self._spots(self.items, {}))

    # Definitions

    def _definitions(self) -> int:
        """Read what stands after the pattern; says where the pattern ends."""
        chunks = chunks_of(self.text)
        first = chunks[0]
        pending: list[tuple[int, str, str]] = []
        for at, chunk in chunks[1:]:
            chain, least = _CHAIN.fullmatch(chunk), _LEAST.fullmatch(chunk)
            match = _DEFINITION.fullmatch(chunk)
            if chain is not None:
                self._count(
                    at,
                    chain[2],
                    tuple(range(int(chain[1]), int(chain[3]) + 1)) if int(chain[3]) <= LONGEST else (),
                )
            elif least is not None:
                self.counts[least[1]] = Count((int(least[2]),), open=True)
            elif match is not None:
                pending.append((at, match[1], match[2]))
            elif pending:
                pending[-1] = (pending[-1][0], pending[-1][1], f"{pending[-1][2]}, {chunk}")
            else:
                raise WrongError(
                    at, chunk.strip(), "this defines nothing; write for instance n=1-5 or X1=A, V or L"
                )
        for at, name, said in pending:
            if name in self.counts or name in self.named:
                raise WrongError(at, name, f"{name} is defined twice; one meaning is needed")
            value = self._tied(name, said, self.text[at : at + 200])
            if name.islower():
                self._define_count(at, name, value)
            else:
                self.named[name] = self._define_place(at, name, value)
        return first[0] + len(first[1])

    def _count(self, at: int, name: str, values: tuple[int, ...]) -> None:
        if not values or max(values) > LONGEST:
            raise WrongError(at, name, f"a number of repeats is at most {LONGEST:,}, the smaller one first")
        self.counts[name] = Count(tuple(sorted(set(values))))

    def _define_count(self, at: int, name: str, value: str) -> None:
        text = value.lower().replace("\u2264", "<=")
        found = [int(n) for n in _DIGITS.findall(text)]
        if not found and ("any" in text or "integer" in text):
            self.counts[name] = Count((1,), open=True)
        elif len(found) == 1 and any(word in text for word in ("least", "more", ">", "greater")):
            self.counts[name] = Count((found[0],), open=True)
        elif len(found) == 1 and ("most" in text or "up to" in text):
            self._count(at, name, tuple(range(min(found[0], LONGEST) + 1)))
        elif len(found) == 2 and re.search(r"[0-9]\s*(?:-|to|\.\.|and)\s*[0-9]", text):
            if found[0] > found[1] or found[1] > LONGEST:
                raise WrongError(
                    at,
                    value.strip(),
                    f"the smaller number stands first, and there are at most {LONGEST:,} repeats",
                )
            self._count(at, name, tuple(range(found[0], found[1] + 1)))
        elif found:
            self._count(at, name, tuple(found))
        else:
            raise WrongError(
                at, value.strip() or name, "this is no number of repeats; write for instance n=1-5"
            )

    def _tied(self, name: str, value: str, whole: str) -> str:
        """Whether a name means the same residue everywhere; the definition without these words."""
        if re.match(r"\W*(?:where(?:in)?|with|and)?\s*each ", whole) or re.search(
            r"\bindependently\b", value
        ):
            self.free.add(name)
        elif re.search(r"\bsame\b", value):
            self.same.add(name)
        value = re.sub(r"\b(?:independently(?: selected from)?|selected from)\b", "", value)
        return re.sub(r",?\s*(?:and )?(?:is )?the same[^,;]{0,40}", "", value)

    def _define_place(self, at: int, name: str, value: str) -> Place:
        text = value.strip(" .")
        low = text.lower()
        if low in (
            "any",
            "any amino acid",
            "any nucleotide",
            "any residue",
            "any naturally occurring amino acid",
        ):
            return Place(None, at, name=name)
        negative = re.match(r"(?:any amino acid )?(?:not|except|other than|but)\s+", low)
        if negative is not None:
            members, _ = self._members(text[negative.end() :], at)
            return Place(None, at, members, name=name)
        members, absent = self._members(text, at)
        if not members:
            raise WrongError(at, value.strip() or name, "this names no residue")
        return Place(members, at, frozenset(), absent, name)

    def _members(self, text: str, at: int) -> tuple[frozenset[str], bool]:
        found: set[str] = set()
        absent = False
        for word in _SPLIT.split(text):
            if word.lower() in _ABSENT:
                absent = absent or bool(word)
                continue
            symbol = self.symbol(word)
            if symbol is None and self.protein and word in ONE_LETTER:
                symbol = ONE_LETTER[word]
            if symbol is None:
                raise WrongError(at, word, "this is no residue; write letters such as A, V or L")
            found.add(symbol)
        return frozenset(found), absent

    def symbol(self, text: str) -> str | None:
        """One letter as the sequence has it, or ``None``."""
        if self.protein:
            return text if len(text) == 1 and text in AMINO_ACIDS else None
        low = text.lower()
        low = "t" if low == "u" else low
        return low if len(low) == 1 and low in NUCLEOTIDES else None

    # The pattern

    def _items(self, start: int, end: int, deep: int) -> Iterator[Node]:
        at = start
        while at < end:
            if self.text[at] in " -\n_\u2013":
                at += 1
                continue
            node, at = self._node(at, end, deep)
            count, at = self._repeat(node, at, end)
            yield node if count == ONCE else Group([node], node.position, count)

    def _node(self, at: int, end: int, deep: int) -> tuple[Node, int]:
        char = self.text[at]
        if deep > 8:
            raise WrongError(at, char, "brackets stand too deep in each other")
        if char in "([{":
            close = closing(self.text, at)
            if close >= end:
                raise WrongError(at, char, f"the {char} is not closed")
            content = self.text[at + 1 : close]
            if self.protein and "H2" in content and ALKYL.fullmatch(content):
                raise WrongError(at, self.text[at : close + 1], NO_RESIDUES)
            if char == "{":
                members, _ = self._class(content, at)
                return Place(None, at, members), close + 1
            if char == "[" or (("/" in content or " or " in content) and not re.search(r"[\[({]", content)):
                members, absent = self._class(content, at)
                return Place(members, at, frozenset(), absent), close + 1
            return Group(list(self._items(at + 1, close, deep + 1)), at), close + 1
        return self._letters(at, end)

    def _class(self, content: str, at: int) -> tuple[frozenset[str], bool]:
        words = [w for w in re.split(r"\s*(?:[,/]|\bor\b)\s*|\s+", content) if w]
        found: set[str] = set()
        absent = False
        for word in words:
            if word in ("-", "absent"):
                absent = True
            elif self.protein and word in ONE_LETTER:
                found.add(ONE_LETTER[word])
            elif len(words) > 1 and len(word) > 1:
                raise WrongError(at, f"[{content}]", "alternatives of more than one residue depend on each other: give each sequence on a line of its own (paragraph 95(b))")  # fmt: skip
            else:
                for letter in word:
                    symbol = self.symbol(letter)
                    if symbol is None:
                        raise WrongError(at + 1 + content.find(word), word, "this is no residue")
                    found.add(symbol)
        if not found:
            raise WrongError(at, f"[{content}]", "this names no residue")
        return frozenset(found), absent

    def _letters(self, at: int, end: int) -> tuple[Node, int]:
        """One letter, a named place, or letters parted by slashes."""
        char = self.text[at]
        symbol = "X" if self.protein and char == "x" else self.symbol(char)
        if symbol is None:
            raise WrongError(at, self.text[at : min(end, at + 8)], "this is no residue" + (" (amino acids are capitals)" if char.islower() else ""))  # fmt: skip
        stop = at + 1
        if self.protein and char == "X":
            digits = _DIGITS.match(self.text, stop, end)
            name = self.text[at : digits.end()] if digits is not None else "X"
            stop = digits.end() if digits is not None else stop
            defined = self.named.get(name)
            if digits is not None:
                self.used.append(name)
            if defined is not None:
                self.used.append(name)
                return msgspec.structs.replace(defined, position=at), stop
            if digits is not None and name not in self.undefined:
                self.undefined.append(name)
            return Place(None, at, name=name if digits is not None else ""), stop
        if char in self.named:
            self.used.append(char)
            return msgspec.structs.replace(self.named[char], position=at), stop
        members, absent = {symbol}, False
        while stop + 1 < end and self.text[stop] == "/":
            other = self.symbol(self.text[stop + 1])
            if other is None and self.text[stop + 1] != "-":
                raise WrongError(stop + 1, self.text[stop + 1], "this is no residue")
            absent = absent or other is None
            members |= {other} if other else set()
            stop += 2
        if members in ({"X"}, {"n"}):
            return Place(None, at), stop
        return Place(frozenset(members), at, frozenset(), absent), stop

    def _repeat(self, node: Node, at: int, end: int) -> tuple[Count, int]:
        """What stands behind a node and says how often it is repeated."""
        if at >= end:
            return ONCE, at
        char = self.text[at]
        if char in "({":
            close = closing(self.text, at)
            numbers = _NUMBERS.fullmatch(self.text[at + 1 : close]) if close < end else None
            if numbers is not None:
                return self._range(at, numbers[1], numbers[2] or numbers[1]), close + 1
        elif char.isdigit() and char.isascii():
            pattern = _TAIL if isinstance(node, Group) or self.text[at - 1] in ")]}" else _DIGITS
            match = pattern.match(self.text, at, end)
            assert match is not None
            last = match[2] if match.re is _TAIL and match[2] else match[0].split("-")[0]
            return self._range(at, match[0].split("-")[0], last), match.end()
        elif _NAMED.match(self.text, at, end) and (
            self.text[at - 1] in ")]}" or (self.protein and char != "x")
        ):
            count = self.counts.get(char)
            if count is None:
                raise WrongError(
                    at, char, f"{char} is not defined; write for instance ', {char}=1-5' behind the formula"
                )
            self.used.append(char)
            return count, at + 1
        return ONCE, at

    @staticmethod
    def _range(at: int, first: str, last: str) -> Count:
        low, high = int(first), int(last)
        if low > high or not high or high > LONGEST:
            raise WrongError(
                at,
                f"{first}-{last}",
                f"the smaller number stands first, and there are 1 to {LONGEST:,} repeats",
            )
        return Count(tuple(range(low, high + 1)))

    def _untie(self, nodes: list[Node], spots: dict[str, set[int]]) -> None:
        """Take the names of independent places away, so that only tied ones keep theirs."""
        for node in nodes:
            if isinstance(node, Group):
                self._untie(node.items, spots)
            elif node.name and node.name not in self.same:
                sole = len(spots[node.name]) == 1 or (node.members is not None and len(node.members) == 1)
                if not sole and node.name not in self.free:
                    raise WrongError(
                        node.position,
                        node.name,
                        f"{node.name} stands at several places: say 'each {node.name} is independently ...', or "
                        f"'{node.name} is ..., the same everywhere'",
                    )
                node.name = ""

    def _spots(self, nodes: list[Node], found: dict[str, set[int]]) -> dict[str, set[int]]:
        for node in nodes:
            if isinstance(node, Group):
                self._spots(node.items, found)
            elif node.name:
                found.setdefault(node.name, set()).add(node.position)
        return found

    def _orphans(self) -> None:
        for name in (*self.counts, *self.named):
            if name not in self.used:
                raise WrongError(
                    self.text.rfind(name), name, "this is defined, but does not stand in the formula"
                )
        numbers = [name for name in dict.fromkeys(self.used) if name[0] == "X" and len(name) > 1]
        loose = [name for name in numbers if name not in self.named]
        if loose and [int(n[1:]) for n in numbers] != list(range(1, len(numbers) + 1)):
            raise WrongError(
                self.text.find(loose[0]),
                loose[0],
                f"is {loose[0]} a name or a number of residues? Write X({loose[0][1:]}) for the number, or define it, as in "
                f"'; {loose[0]} is any amino acid'",
            )


def chunks_of(text: str) -> list[tuple[int, str]]:
    """The text parted at commas, semicolons and 'where' outside of brackets, with the place of each part."""
    found: list[tuple[int, str]] = []
    depth = start = 0
    where = {m.start() for m in re.finditer(r"\b(?:wherein|where|in which)\b", text)}
    for at, char in enumerate(text):
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif depth <= 0 and (char in ",;\n" or at in where):
            found.append((start, text[start:at]))
            start = at + (char in ",;\n")
    found.append((start, text[start:]))
    return list(found[:1] + [p for p in found[1:] if p[1].strip()])
