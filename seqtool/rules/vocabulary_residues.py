"""Values about the symbols of a sequence: what is wrong with them, told apart by what would mend it."""

from __future__ import annotations

import re
from typing import Any, Final, Literal, NamedTuple

from seqtool.insdc import alphabet
from seqtool.insdc.alphabet import ONE_LETTER, BadSymbols
from seqtool.rules.values import ABSENT, Context, Scope, value

#: Residues up to which a fix that writes them anew is offered: the fix holds all of them.
MOST_MENDED: Final = 1_000_000
_SHOWN = 8

_BLANK = re.compile(r"\s+")
_LAYOUT = re.compile(r"[\s0-9]+", re.ASCII)
_THREE = re.compile(r"[A-Za-z]{3}")
_BETWEEN_CODES = re.compile(r"[\s\-]+", re.ASCII)

Kind = Literal["case", "mixed-case", "uracil", "three-letter", "white-space", "terminator", "gap", "other"]

_NAMES = {
    " ": "blank",
    "\n": "line feed",
    "\r": "carriage return",
    "\t": "tab",
    "\xa0": "no-break space",
}


class SymbolFault(NamedTuple):
    """Symbols that Table 1 or 3 does not have."""

    kind: Kind
    #: The symbols with their counts and first residue numbers, for a message.
    what: str
    total: int
    first: int
    #: The residues as they would be right, where there is a plain way; empty otherwise.
    mended: str
    #: The mend changes nothing that is disclosed.
    safe: bool


def described(bad: BadSymbols) -> str:
    """The symbols with counts and first residue numbers."""
    parts = []
    for found in bad.symbols[:_SHOWN]:
        symbol = found.symbol
        name = _NAMES.get(symbol) or (symbol if symbol.isprintable() else f"U+{ord(symbol):04X}")
        times = "" if found.count == 1 else f", {found.count} times"
        parts.append(f"{name} (at {found.first}{times})")
    more = len(bad.symbols) - _SHOWN
    return ", ".join(parts) + (f" and {more} more" if more > 0 else "")


@value(Scope.SEQUENCE, "residues", "moltype", rare=True)
def symbol_fault(c: Context) -> Any:
    """SymbolFault; absent where all symbols are legal, or nothing but a malformed skip mark is there."""
    bad = c.bad_symbols
    if bad is ABSENT or c.hollow is not ABSENT:
        return ABSENT
    text = c.residues.text if c.residues.length <= MOST_MENDED else ""
    symbols = {found.symbol for found in bad.symbols}
    protein: bool = c.protein
    kind, mended, safe = (_amino_acids if protein else _nucleotides)(symbols, text, c)
    if mended and alphabet.find_bad_symbols(mended, protein) is not None:
        mended, safe = "", False
    return SymbolFault(kind, described(bad), bad.total, bad.first, mended, safe)


_Judged = tuple[Kind, str, bool]


def _nucleotides(symbols: set[str], text: str, c: Context) -> _Judged:
    letters = set(alphabet.NUCLEOTIDES.upper())
    if symbols == {"u"}:
        return "uracil", text.replace("u", "t"), c.moltype == "RNA"
    if symbols <= letters | {"U", "u"}:
        # All letters of the sequence in capitals, or some: case may carry meaning (soft masks, DNA and RNA parts).
        uniform = c.bad_symbols.total == c.residues.length and "u" not in symbols
        if uniform and "U" in symbols:
            return "case", text.lower().replace("u", "t"), c.moltype == "RNA"
        return ("case" if uniform else "mixed-case"), text.lower().replace("u", "t"), uniform
    return _layout(symbols, text)


def _amino_acids(symbols: set[str], text: str, c: Context) -> _Judged:
    if three := three_letters(text):
        return "three-letter", three, False
    if symbols <= set(alphabet.AMINO_ACIDS.lower()):
        uniform = c.bad_symbols.total == c.residues.length
        return ("case" if uniform else "mixed-case"), text.upper(), uniform
    if symbols <= set("*."):
        ends = text.rstrip("*.")
        # A stop at the very end is no residue and parts nothing.
        return "terminator", "" if set(ends) & symbols else ends, False
    return _layout(symbols, text)


def _layout(symbols: set[str], text: str) -> _Judged:
    if all(symbol.isspace() for symbol in symbols):
        stripped = text.strip()
        inner = bool(_BLANK.search(stripped))
        return "white-space", _BLANK.sub("", text), bool(text) and not inner
    if symbols <= {"-", "."}:
        return "gap", "", False
    if symbols <= set(" \t\r\n0123456789"):
        return "other", _LAYOUT.sub("", text), False
    return "other", "", False


def three_letters(text: str) -> str:
    """One-letter symbols of a text of three-letter codes (``MetLysTrp``, ``Met Lys Trp``); empty for any other."""
    if not text or not any(c.islower() for c in text[:3]):
        return ""
    plain = _BETWEEN_CODES.sub("", text)
    if len(plain) % 3 or len(plain) < 6 or not plain.isascii() or not plain.isalpha():
        return ""
    codes = [ONE_LETTER.get(code.capitalize()) for code in _THREE.findall(plain)]
    # All in one case could be one-letter symbols: only codes written as such count.
    if None in codes or not all(
        plain[i].isupper() and plain[i + 1 : i + 3].islower() for i in range(0, len(plain), 3)
    ):
        return ""
    return "".join(code for code in codes if code)


#: Amino acids that are no letter of a nucleotide: one of them near the start tells a protein.
PLAINLY_PROTEIN: Final = re.compile("[EFIJLOPQXZKMRSWYVHBD]")
SAMPLE = 2_000
#: Fewest residues whose letters say anything: tags and linkers (DYKDDDDK, GGGGS) are shorter or have few letters.
_FEWEST_TO_TELL = 20


@value(Scope.SEQUENCE, "residues", "moltype", rare=True)
def odd_letters(c: Context) -> Any:
    """What the letters look like, against the molecule type: "nucleotides" or "amino acids"; absent normally.

    A protein of at least 20 residues made of A, C, G, T, U and N only, three different ones of
    A, C, G and T/U among them; nucleotides of which more than half are ambiguity symbols other than n.
    """
    residues = c.sound_residues
    if residues is ABSENT or residues.length < _FEWEST_TO_TELL:
        return ABSENT
    sample = residues.chunks[0][:SAMPLE]
    if c.protein:
        if PLAINLY_PROTEIN.search(sample):
            return ABSENT
        letters = set(sample.replace("U", "T"))
        return "nucleotides" if len(letters & set("ACGT")) >= 3 else ABSENT
    ambiguous = sample.encode("ascii").translate(None, b"acgtn")
    return "amino acids" if len(ambiguous) * 2 > len(sample) else ABSENT


@value(Scope.SEQUENCE, "residues", "moltype", rare=True)
def gap_runs(c: Context) -> Any:
    """Runs of exactly 100, 200, 500, 1,000 … n in nucleotides, as (first residue number, length); absent normally."""
    residues = c.residues
    if residues is ABSENT or residues.length < 120 or c.protein is not False:
        return ABSENT
    if residues.unknown is not None and residues.unknown < 100:
        return ABSENT
    # Half of the shortest run lies in one chunk at least.
    if not any("n" * 50 in chunk for chunk in residues.chunks):
        return ABSENT
    found = [
        (m.start() + 1, m.end() - m.start())
        for m in re.finditer("n{100,}", residues.text)
        if m.end() - m.start() in CONVENTIONAL and m.start() and m.end() < residues.length
    ]
    return tuple(found) or ABSENT


#: Lengths that assemblies write for a gap whose length nobody knows.
CONVENTIONAL: Final = frozenset({100, 200, 500, 1_000, 5_000, 10_000, 50_000})
