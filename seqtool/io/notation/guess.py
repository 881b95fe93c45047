"""Whether a text is compact notation at all: cautious, since plain letters are none."""

from __future__ import annotations

import re
from typing import Final, Literal

from seqtool.io.imports.choices import Choices
from seqtool.io.notation.clean import plain
from seqtool.io.notation.formula import expand_formula
from seqtool.io.notation.oligo_tokens import Token, readings
from seqtool.io.notation.parsed import Talk, WrongError
from seqtool.io.notation.peptide_reader import Amino, Beside, Reader
from seqtool.io.notation.statements import parted
from seqtool.io.notation.symbols import STYLES, SymbolTable, symbol_table

_LONGEST: Final = 20_000
#: So many plain A, C, G, T, U beside a mark are an oligonucleotide.
_SURE: Final = 10
_LETTERS: Final = re.compile(r"[A-Za-z\s.*-]{0,20000}", re.ASCII)
_FORMULA: Final = re.compile(
    r"[A-Z][0-9][A-Z]?\)[0-9n]|\)\s?[a-z](?![a-z])|\)\s?[0-9]{1,4}-[0-9]|\[[A-Z]{2,25}\]|\b[A-Z]/[A-Z]|[A-Z]/[A-Z]\b|\bX[0-9]{1,3}\b|X\([0-9]|\{[0-9]|[\[(][A-Z]/[A-Z]|\bx\([0-9]",
    re.ASCII,
)
_DEFINED: Final = re.compile(r"[;,] ?(?:where(?:in)? )?[nmpqX][0-9]{0,2} ?(?:=|is |are )", re.ASCII)
_MARKS: Final = re.compile(r"[a-z][ACGTU]|[ACGTU][a-z]|\*|\+[ACGTU]", re.ASCII)
_OF_OLIGOS: Final = re.compile(
    r"linkage|phosphoro|\bPS\b|nucleo|uridine|uracil|cytidine|cytosine|guano|aden|thymi|\ball [ACGTU]\b|2'|pyrimidine|purine|LNA|PNA",
    re.ASCII,
)
_OF_PEPTIDES: Final = re.compile(
    r"disul|lactam|stapl|amid|acet[iy]l|term|head|\bD\b|D-amino", re.ASCII | re.IGNORECASE
)
_LOOSE: Final = Choices(lower_nt="dna", lower_aa="d", leading_h="terminus")


def looks_like_notation(
    text: str, symbols: SymbolTable | None = None
) -> Literal["oligo", "peptide", "formula"] | None:
    """What kind of notation a text seems to be; ``None`` for plain letters and for anything else.

    Where a text reads as an oligonucleotide and as a peptide alike, ``None`` too: ask.
    """
    spelled = plain(text).strip()
    if not spelled or len(spelled) > _LONGEST:
        return None
    if _LETTERS.fullmatch(spelled) and not _MARKS.search(spelled) and "-" not in spelled:
        return None
    if _DEFINED.search(spelled) and _FORMULA.search(spelled):
        return "formula"
    if _FORMULA.search(spelled) and not expand_formula(spelled, moltype="AA", choices=_LOOSE).errors:
        return "formula"
    _, statements = parted(spelled)
    said = " ".join(statement.text for statement in statements)
    table = symbols or symbol_table()
    oligo = _oligo(spelled, table) and not _OF_PEPTIDES.search(said)
    peptide = not _OF_OLIGOS.search(said) and _peptide(spelled, table, strict=oligo)
    if oligo and not peptide:
        return "oligo"
    return "peptide" if peptide and not oligo else None


def _oligo(text: str, table: SymbolTable) -> bool:
    """Whether the text has symbols of oligonucleotides, and enough of them."""
    end, statements = parted(text)
    ends = re.match(r"[53]'\s?-?\s?", text)
    tail = re.search(r"\s?-?\s?[53]'\s?\Z", text[:end])
    start, end = (ends.end() if ends else 0), (tail.start() if tail else end)
    best: list[Token] = []
    try:
        for tokens in readings(text, start, end, table, STYLES).values():
            best = max(tokens, best, key=lambda found: sum(t.symbol is not None for t in found))
    except WrongError:
        return False
    marked = [t for t in best if t.symbol is not None]
    letters = sum(t.text in "ACGTU" for t in best if t.sort == "bare")
    residues = sum(t.sort in ("bare", "residue") for t in best)
    if not residues:
        return False
    if statements or ends:
        return True
    return bool(marked) and (
        len(marked) * 4 >= residues or letters >= _SURE or any(len(t.text) > 2 for t in marked)
    )


def _peptide(text: str, table: SymbolTable, *, strict: bool) -> bool:
    """Whether the text reads as a peptide; ``strict``: it reads as an oligonucleotide too, so more is wanted."""
    end, statements = parted(text)
    reader = Reader(text, table, _LOOSE, Talk())
    body = re.sub(r"-OH\s*\Z", "", text[:end])
    start = 2 if body.startswith("H-") else 0
    ring = re.match(r"(?:cyclo|c)-?(?=[(\[])", body)
    if ring is not None and body[-1:] in ")]":
        start, body = ring.end() + 1, body[:-1]
    try:
        reader.read(start, len(body))
    except WrongError:
        return False
    aminos = [p for p in reader.pieces if isinstance(p, Amino)]
    small = {a.position for a in aminos if text[a.position].islower() and not a.long}
    if not aminos or len(small) * 2 > len(aminos):
        return False
    beside = any(isinstance(p, Beside) for p in reader.pieces)
    # A small letter may be a mark: p before RNA is its phosphate.
    nucleic = all(a.letter in "ACGTUN" for a in aminos if a.position not in small)
    coded = [
        a for a in aminos if (a.long or a.changes) and a.position not in small and not _like_deoxy(text, a)
    ]
    if strict:
        return bool(coded) or (beside and (not nucleic or len(aminos) < _SURE))
    if nucleic and not coded and not beside and start == 0 and len(body) == end:
        return False
    return beside or bool(coded) or bool(statements) or start > 0 or len(body) < end or bool(small)


def _like_deoxy(text: str, amino: Amino) -> bool:
    """dA, dC and the like, which are nucleotides elsewhere."""
    return text[amino.position : amino.position + 1] == "d" and amino.letter in "ACGTU"
