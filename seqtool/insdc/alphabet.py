"""Symbols of sequences: Annex I Table 1 (nucleotides) and Table 3 (amino acids).

Nucleotides are written in lower case and amino acids in upper case (paragraphs 13 and 26), so a
symbol alone says which of the two it is, and the functions on single symbols need no flag.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

NUCLEOTIDES: Final = "acgtmrwsykvhdbn"
AMINO_ACIDS: Final = "ARNDCQEGHILKMFPOSUTWYVBZJX"

NUCLEOTIDE_MEMBERS: Final[dict[str, str]] = {
    "a": "a", "c": "c", "g": "g", "t": "t",
    "m": "ac", "r": "ag", "w": "at", "s": "cg", "y": "ct", "k": "gt",
    "v": "acg", "h": "act", "d": "agt", "b": "cgt", "n": "acgt",
}  # fmt: skip
"""Table 1: which bases a symbol may stand for; ``t`` is uracil in RNA (paragraph 14)."""

_PLAIN_AMINO_ACIDS: Final = "ACDEFGHIKLMNOPQRSTUVWY"
AMINO_ACID_MEMBERS: Final[dict[str, str]] = {symbol: symbol for symbol in _PLAIN_AMINO_ACIDS} | {
    "B": "DN",
    "Z": "EQ",
    "J": "IL",
    "X": _PLAIN_AMINO_ACIDS,
}
"""Table 3: which of the 22 amino acids a symbol may stand for (paragraph 27)."""

THREE_LETTER: Final[dict[str, str]] = {
    "A": "Ala", "R": "Arg", "N": "Asn", "D": "Asp", "C": "Cys", "Q": "Gln", "E": "Glu", "G": "Gly",
    "H": "His", "I": "Ile", "L": "Leu", "K": "Lys", "M": "Met", "F": "Phe", "P": "Pro", "O": "Pyl",
    "S": "Ser", "U": "Sec", "T": "Thr", "W": "Trp", "Y": "Tyr", "V": "Val", "B": "Asx", "Z": "Glx",
    "J": "Xle", "X": "Xaa",
}  # fmt: skip
"""Table 3: the abbreviation that qualifier values use."""

ONE_LETTER: Final[dict[str, str]] = {long: short for short, long in THREE_LETTER.items()}

COMPLEMENT: Final[dict[str, str]] = dict(
    zip("acgtumrwsykvhdbn", "tgcaakywsrmbdhvn", strict=True),
)
"""Watson-Crick partners, ambiguity symbols included; ``u`` is taken as ``t``."""

_COMPLEMENT_TABLE: Final = str.maketrans(COMPLEMENT | {a.upper(): b.upper() for a, b in COMPLEMENT.items()})
_COMPLEMENT_BYTES: Final = bytes(ord(chr(code).translate(_COMPLEMENT_TABLE)) for code in range(256))

_MEMBER_SETS: Final[dict[str, frozenset[str]]] = {
    symbol: frozenset(members) for symbol, members in (NUCLEOTIDE_MEMBERS | AMINO_ACID_MEMBERS).items()
}
_SYMBOL_OF: Final[dict[frozenset[str], str]] = {members: symbol for symbol, members in _MEMBER_SETS.items()}
_EMPTY: Final[frozenset[str]] = frozenset()

_LEGAL_BYTES: Final = (NUCLEOTIDES.encode(), AMINO_ACIDS.encode())
_ILLEGAL: Final = (re.compile(f"[^{NUCLEOTIDES}]+"), re.compile(f"[^{AMINO_ACIDS}]+"))

MOST_SYMBOLS: Final = 64
"""So many different bad symbols of one sequence are told apart; the rest is only counted."""


class BadSymbol(Struct, frozen=True, gc=False):
    """A character that is no symbol of the alphabet."""

    symbol: str
    count: int
    first: int
    """Residue number (1-based) of its first occurrence."""


class BadSymbols(Struct, frozen=True, gc=False):
    """Everything in a sequence that is not in its alphabet (paragraph 57)."""

    total: int
    first: int
    """Residue number (1-based) of the first bad symbol."""
    symbols: tuple[BadSymbol, ...]
    """By first occurrence; at most :data:`MOST_SYMBOLS`."""


def members(symbol: str) -> frozenset[str]:
    """What a symbol may stand for: bases for lower case, amino acids for upper case; empty if unknown."""
    return _MEMBER_SETS.get(symbol, _EMPTY)


def symbol_for(choices: frozenset[str]) -> str | None:
    """The symbol that stands for exactly these bases or amino acids, or None."""
    return _SYMBOL_OF.get(choices)


def compatible(symbol_a: str, symbol_b: str) -> bool:
    """Whether two symbols of one alphabet can stand for the same residue (``r`` and ``n``, ``B`` and ``N``)."""
    return not _MEMBER_SETS.get(symbol_a, _EMPTY).isdisjoint(_MEMBER_SETS.get(symbol_b, _EMPTY))


def reverse_complement(text: str) -> str:
    """The other strand, read 5' to 3'; case is kept, unknown characters stay."""
    return text.translate(_COMPLEMENT_TABLE)[::-1]


def reverse_complement_bytes(residues: bytes) -> bytes:
    """:func:`reverse_complement` of ASCII bytes, ten times as fast."""
    return residues.translate(_COMPLEMENT_BYTES)[::-1]


def defined_count(residues: bytes | str, protein: bool) -> int:
    """How many residues are specifically defined: everything but ``n`` or ``X`` (paragraph 3(k))."""
    if isinstance(residues, bytes):
        lower, upper = (b"x", b"X") if protein else (b"n", b"N")
        return len(residues) - residues.count(lower) - residues.count(upper)
    lower_text, upper_text = ("x", "X") if protein else ("n", "N")
    return len(residues) - residues.count(lower_text) - residues.count(upper_text)


def unknown_of_bases(residues: bytes, *, upper: bool = False) -> int | None:
    """How many are n where all are a, c, g, t or n in lower (or all in upper) case; else None."""
    left = residues.translate(None, b"ACGT" if upper else b"acgt")
    return len(left) if left.count(b"N" if upper else b"n") == len(left) else None


def is_clean(residues: bytes | str, protein: bool) -> bool:
    """Whether all characters are symbols of the alphabet (paragraphs 13, 26, 57)."""
    return not _leftover(residues, protein)


def find_bad_symbols(residues: bytes | str, protein: bool) -> BadSymbols | None:
    """All characters outside the alphabet with count and first place, or None for a clean sequence.

    Bytes are read as Latin-1, so that every byte has a name.
    """
    bad = _leftover(residues, protein)
    if not bad:
        return None
    text = residues.decode("latin-1") if isinstance(residues, bytes) else residues
    # dict.fromkeys keeps the order of first occurrence and runs in C.
    distinct = list(dict.fromkeys(bad))[:MOST_SYMBOLS]
    symbols = tuple(BadSymbol(symbol, bad.count(symbol), text.index(symbol) + 1) for symbol in distinct)
    return BadSymbols(len(bad), symbols[0].first, symbols)


def _leftover(residues: bytes | str, protein: bool) -> str:
    """The bad characters in their order; deleting the good ones is a single C pass."""
    if isinstance(residues, bytes):
        return residues.translate(None, _LEGAL_BYTES[protein]).decode("latin-1")
    if residues.isascii():
        return residues.encode("ascii").translate(None, _LEGAL_BYTES[protein]).decode("ascii")
    return "".join(_ILLEGAL[protein].findall(residues))
