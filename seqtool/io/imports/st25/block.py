"""The lines behind ``<400>``: nucleotides, three-letter amino acids, or both (mixed mode), with their numbers."""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from seqtool.insdc.alphabet import ONE_LETTER
from seqtool.io.imports.st25.tables import is_modified, is_stop, molecule_type

#: Lines put together before they are looked at.
AT_ONCE: Final = 4_096
Light = Literal["", "proteins", "numbers"]
_LAYOUT: Final = b" \t\r\n\f\v0123456789"
_PLAIN: Final = b"acgturymkswbdhvn"
_NUCLEOTIDES: Final = frozenset("acgturymkswbdhvnACGTURYMKSWBDHVN")
_DIGITS: Final = b"0123456789"
_NUMBERS: Final = re.compile(r"[-+0-9\s]+", re.ASCII)
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,9}", re.ASCII)
_WORD: Final = re.compile(r"\S+")
_LAST: Final = re.compile(r"([0-9]{1,9})\s*$", re.ASCII)
_PAGE: Final = re.compile(
    r"page\s*[0-9]{1,5}(?:\s*(?:/|of)\s*[0-9]{1,5})?|[-\u2013]\s*[0-9]{1,5}\s*[-\u2013]|[0-9]{1,5}\s*(?:/|of)\s*[0-9]{1,5}"
    r"|sequence[ _-]?listings?(?:\s*\(?(?:continued|cont\.?)\)?)?(?:\.txt)?|[\w.-]{1,60}\.(?:txt|app|st25|seq|docx?)(?:\s+[0-9]{1,5})?"
    r"|(?:WO|PCT|EP|US)[ /]?[0-9A-Z/ .]{4,60}",
    re.IGNORECASE,
)
#: Symbols that modified or unusual words of a protein leave.
ONE_WAY: Final = {**ONE_LETTER, **{code.upper(): one for code, one in ONE_LETTER.items()}, **{code.lower(): one for code, one in ONE_LETTER.items()}}  # fmt: skip


class Beneath(msgspec.Struct, frozen=True, gc=False):
    """An amino acid beneath nucleotides: the number of the first base above it (1-based), symbol, line."""

    base: int
    symbol: str
    line: int


class Odd(msgspec.Struct, frozen=True, gc=False):
    """Something that is no residue: where it stands and what it is."""

    line: int
    text: str


def page_heading(line: str) -> bool:
    """Whether a line is what a word processor puts at the top or bottom of a page."""
    text = line.strip()
    return (line.startswith("\f") and bool(text)) or (len(text) < 100 and _PAGE.fullmatch(text) is not None)


class Block:
    """Takes lines (into ``held``, at most :data:`AT_ONCE` of them, then :meth:`flush`); what they hold stands in the fields."""

    def __init__(self, *, light: Light = "") -> None:
        self.held: list[str] = []
        self.stated = ""  # DNA, RNA, AA; empty: not known
        self.protein = False
        #: As written: nucleotides in bytes, without layout.
        self.chunks: list[bytes] = []
        #: One-letter symbols; ``*`` for a stop.
        self.symbols: list[str] = []
        self.length = 0
        self.beneath: list[Beneath] = []
        #: (residue number, word, line) of modified amino acids, which stand as X.
        self.modified: list[tuple[int, str, int]] = []
        self.odd: list[Odd] = []
        self.headings: list[Odd] = []
        self.unmatched: Odd | None = None
        #: Words of a protein that are no three-letter codes but may be one-letter symbols.
        self.letters: list[str] = []
        #: How many residues are numbered below 1.
        self.negative: int | None = None
        #: Whether three-letter codes were written otherwise than Met.
        self.recased = False
        self.first = Odd(0, "")
        self.last_line = 0
        self._light = light
        #: The first lines and the number of the first, to look for a wrong count.
        self._begin: tuple[list[str], int] = ([], 0)
        self._above: tuple[str, int] | None = None
        self._residue_line: tuple[str, int] | None = None

    def kind(self, text: str) -> None:
        """Take the value of ``<212>``."""
        self.stated = molecule_type(text)
        self.protein = self.stated == "AA"

    def flush(self, last: int) -> None:
        """Look at the lines held; ``last`` is the number of the last one."""
        lines = self.held[:]
        self.held.clear()
        if not lines:
            return
        self.last_line = last
        start = last - len(lines) + 1
        if not self.first.line:
            self.first = next(
                (Odd(n, line.strip()) for n, line in enumerate(lines, start) if line.strip()), self.first
            )
        if self._light == "numbers" or (self._light and self.stated in ("DNA", "RNA")):
            return
        if not self._begin[0]:
            self._begin = (lines, start)
        if not self.stated and not self.protein and not self.chunks:
            self.protein = any(_codes(_words(line)) for line in lines[:5])
        text = "\n".join(lines)
        if text.isascii() and self._plain(text.encode("ascii")):
            return
        for number, line in enumerate(lines, start):
            if line.strip():
                self._line(line, number)

    def _plain(self, data: bytes) -> bool:
        """Take lines that hold nothing but residues and numbers, all at once."""
        if self.protein:
            words = data.translate(None, _DIGITS).decode("ascii").split()
            if ONE_LETTER.keys() >= set(words):
                self._add("".join(map(ONE_LETTER.__getitem__, words)))
                return True
            return False
        bare = data.translate(None, _LAYOUT)
        if bare.translate(None, _PLAIN):
            return False
        self.chunks.append(bare)
        self.length += len(bare)
        return True

    @property
    def mismatch(self) -> tuple[int, int, int] | None:
        """The first line of nucleotides whose count differs: (line, count written, residues so far)."""
        so_far = 0
        lines, start = self._begin
        for number, line in enumerate([] if self.protein else lines, start):
            if _codes(_words(line)):
                continue
            so_far += sum(len(word) for word in _words(line))
            if (
                (found := _LAST.search(line)) is not None
                and int(found[1]) != so_far
                and line.strip() != found[1]
            ):
                return number, int(found[1]), so_far
        return None

    def _add(self, symbols: str) -> None:
        self.symbols.append(symbols)
        self.length += len(symbols)

    def _line(self, line: str, number: int) -> None:
        if _NUMBERS.fullmatch(line):
            if "-" in line and self._residue_line is not None:
                self._negative(line)
            return
        words = _words(line)
        if self.protein:
            self._protein_line(line, words, number)
        elif _codes(words):
            self._beneath_line(line, words, number)
        elif not (alien := next((w for w in words if not _NUCLEOTIDES.issuperset(w)), "")):
            bare = "".join(words).encode("ascii")
            self._above = (line, self.length)
            self.chunks.append(bare)
            self.length += len(bare)
        elif page_heading(line):
            self.headings.append(Odd(number, line.strip()))
        else:
            self._alien(Odd(number, alien))
            self.chunks.append("".join(words).encode("utf-8", "replace"))
            self.length += sum(map(len, words))

    def _alien(self, odd: Odd) -> None:
        if len(self.odd) < 100:
            self.odd.append(odd)

    # Proteins

    def _protein_line(self, line: str, words: list[str], number: int) -> None:
        made: list[str] = []
        for word in words:
            symbols = self._symbols(word, self.length + len(made) + 1, number)
            if symbols is None:
                if page_heading(line):
                    self.headings.append(Odd(number, line.strip()))
                elif not made and all(w.isascii() and w.isalpha() for w in words):
                    self.letters.extend(words)
                    self._alien(Odd(number, word))
                else:
                    self._alien(Odd(number, word))
                return
            made.append(symbols)
        self._residue_line = (line, self.length)
        self._add("".join(made))

    def _symbols(self, word: str, at: int, number: int) -> str | None:
        one = ONE_LETTER.get(word)
        if one is None and (one := ONE_WAY.get(word)) is not None:
            self.recased = True
        if one is not None:
            return one
        if is_stop(word):
            return "*"
        if is_modified(word):
            self.modified.append((at, word, number))
            return "X"
        parts = word.split("-") if "-" in word else [word[i : i + 3] for i in range(0, len(word), 3)]
        found = [ONE_LETTER.get(part) for part in parts if part]
        if len(found) > 1 and None not in found:
            return "".join(filter(None, found))
        return None

    def _negative(self, line: str) -> None:
        """Residues before the mature protein count backwards: how many there are."""
        above, before = self._residue_line or ("", 0)
        columns = [m.start() for m in _WORD.finditer(above.expandtabs()) if not _NUMBER.fullmatch(m[0])]
        for found in _WORD.finditer(line.expandtabs()):
            value = int(found[0]) if _NUMBER.fullmatch(found[0]) else 0
            place = next(
                (p for p, c in enumerate(columns, 1) if c < found.end() and found.start() < c + 3), 0
            )
            if value < 0 and place and self.negative is None:
                self.negative = max(0, before + place - value - 1)

    # Mixed mode

    def _beneath_line(self, line: str, words: list[str], number: int) -> None:
        if self._above is None:
            self._alien(Odd(number, words[0]))
            return
        above, position = self._above
        bases: list[tuple[int, int, int]] = []  # column, first base, size
        for found in _WORD.finditer(above.expandtabs()):
            if not found[0].isdigit():
                bases.append((found.start(), position + 1, len(found[0])))
                position += len(found[0])
        aminos = [m for m in _WORD.finditer(line.expandtabs()) if not _NUMBER.fullmatch(m[0])]
        codons = [first for _, first, size in bases if size == 3]
        places = codons if len(codons) == len(aminos) else []
        if not places:
            for amino in aminos:
                column = amino.start()
                under = next(
                    (f for c, f, size in bases if size <= 3 and c < column + 3 and column < c + size), 0
                )
                if under and under not in places:
                    places.append(under)
        if len(places) != len(aminos):
            self.unmatched = self.unmatched or Odd(number, line.strip())
            return
        for place, amino in zip(places, aminos, strict=True):
            word = amino[0]
            symbol = ONE_WAY.get(word) or ("*" if is_stop(word) else "X")
            self.beneath.append(Beneath(place, symbol, number))


def _words(line: str) -> list[str]:
    """The words of a line that are no numbers."""
    return [word for word in line.split() if not _NUMBER.fullmatch(word)]


def _codes(words: list[str]) -> bool:
    """Whether words are three-letter codes of amino acids, and could not be nucleotides."""
    if not words or not all(word in ONE_WAY or is_stop(word) for word in words):
        return False
    capital = all(word[:1].isupper() and word[1:].islower() for word in words if word.isalpha())
    return capital or any(not _NUCLEOTIDES.issuperset(word) for word in words)
