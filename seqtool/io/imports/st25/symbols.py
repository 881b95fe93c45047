"""Amino acids that ST.25 had no symbol for: an Xaa with a description becomes U, O or J (paragraph 27)."""

from __future__ import annotations

import re
from typing import Final

from seqtool.io.imports.notes import Kind
from seqtool.io.imports.st25.context import At, Piece25
from seqtool.io.imports.st25.places import place
from seqtool.model import Residues

_NAMES: Final = {
    "U": r"seleno-?cysteine|Sec",
    "O": r"pyrrolysine|Pyl",
    "J": r"leucine or isoleucine|isoleucine or leucine|Leu or Ile|Ile or Leu",
}
#: The whole description, so that nothing else that it says is lost.
_SAYS: Final = {
    symbol: re.compile(rf"\s*(?:Xaa|X)\s*(?:is|=|:)\s*(?:an?\s+)?(?:{names})\s*\.?\s*", re.IGNORECASE)
    for symbol, names in _NAMES.items()
}
_SELENO: Final = re.compile(rf"\s*(?:{_NAMES['U']})?\s*\.?\s*", re.IGNORECASE)


def named_symbols(
    residues: Residues, pieces: list[Piece25], negative: int | None, at: At
) -> tuple[Residues, list[Piece25]]:
    """The residues with U, O and J for the Xaa that features call so, and the other features.

    A feature counts that stands at one Xaa and says nothing but that; where two disagree, X stays.
    """
    found: dict[int, dict[str, list[Piece25]]] = {}
    text = residues.text
    for piece in pieces:
        symbol = _symbol(piece)
        parts = place(piece.place, negative=negative).parts if symbol else ()
        if len(parts) == 1 and parts[0].isascii() and parts[0].isdigit() and len(parts[0]) < 10:
            number = int(parts[0])
            if 1 <= number <= len(text) and text[number - 1] == "X":
                found.setdefault(number, {}).setdefault(symbol, []).append(piece)
    letters, gone = list(text), set[int]()
    for number, said in found.items():
        if len(said) != 1:
            continue
        [(symbol, sayers)] = said.items()
        letters[number - 1] = symbol
        for piece in sayers:
            gone.add(id(piece))
            at.notes.features["read"] += 1
            at.notes.features["taken"] += 1
            at.tell(Kind.CHANGED, f"an Xaa that a feature calls {_called(symbol)} is {symbol}, which ST.25 did not have (paragraph 27)", line=piece.line, feature=f"{piece.name} {number}", before=piece.written, after=f"{symbol} at {number}")  # fmt: skip
    if not gone:
        return residues, pieces
    return Residues("".join(letters)), [piece for piece in pieces if id(piece) not in gone]


def _symbol(piece: Piece25) -> str:
    if piece.name.upper() == "SE_CYS" and _SELENO.fullmatch(piece.text):
        return "U"
    return next((symbol for symbol, pattern in _SAYS.items() if pattern.fullmatch(piece.text)), "")


def _called(symbol: str) -> str:
    return {"U": "selenocysteine", "O": "pyrrolysine", "J": "leucine or isoleucine"}[symbol]
