"""Genetic codes (Annex I, Section 9, Table 7; paragraph 90), read once from our own table."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

from msgspec import Struct

from seqtool import assets
from seqtool.insdc.alphabet import NUCLEOTIDE_MEMBERS, symbol_for

STANDARD: Final = 1
"""The code that applies where a coding sequence has no ``transl_table`` (paragraph 90)."""
STOP: Final = "*"

_PLAIN_CODONS: Final = tuple("".join(bases) for bases in product("tcag", repeat=3))


class CodonTable(dict[str, str]):
    """Codon -> residue symbol inside a coding sequence; ambiguous codons are worked out when asked for.

    Codons are written in Table 1 symbols (lower case). A codon of several amino acids gives the symbol
    for exactly these (``ray`` -> B, ``sar`` -> Z, ``mth`` -> J), else X. Anything else gives X too. There
    are 3,375 codons in Table 1 symbols, so the table cannot grow beyond that.
    """

    __slots__ = ()

    def __missing__(self, codon: str) -> str:
        plain = expand(codon)
        if not plain:
            return "X"
        symbol = _symbol({self[single] for single in plain})
        self[codon] = symbol
        return symbol


class GeneticCode(Struct, frozen=True, gc=False):
    """One genetic code."""

    id: int
    name: str
    amino_acids: str
    """64 symbols for ttt, ttc, tta, ttg, tct, ... (NCBI order tcag); ``*`` where a codon is only a stop."""
    residues: CodonTable
    starts: frozenset[str]
    """Codons that may begin a coding sequence."""
    stops: frozenset[str]
    """Codons that may end one; in codes 27, 28 and 31 some of them are amino acids elsewhere."""

    def choices(self, codon: str) -> frozenset[str]:
        """The residues that a codon may stand for inside a coding sequence, ``*`` for a stop."""
        return frozenset(self.residues[single] for single in expand(codon))

    def may_start(self, codon: str) -> bool:
        """Whether the codon can be a start codon, under one reading of its ambiguity."""
        return codon in self.starts or any(single in self.starts for single in expand(codon))

    def is_start(self, codon: str) -> bool:
        """Whether the codon is a start codon, however its ambiguity is read."""
        return codon in self.starts or _all_in(codon, self.starts)

    def may_stop(self, codon: str) -> bool:
        """Whether the codon can be a stop codon, under one reading of its ambiguity."""
        return codon in self.stops or any(single in self.stops for single in expand(codon))

    def is_stop(self, codon: str) -> bool:
        """Whether the codon is a stop codon as the last one, however its ambiguity is read."""
        return codon in self.stops or _all_in(codon, self.stops)


def genetic_code(number: int) -> GeneticCode | None:
    """The genetic code with this number, or None."""
    return _codes().get(number)


def genetic_codes() -> tuple[GeneticCode, ...]:
    """All genetic codes by number."""
    return tuple(_codes().values())


def expand(codon: str) -> tuple[str, ...]:
    """The codons in a, c, g, t that a codon may stand for; none if it is no codon of Table 1 symbols."""
    if len(codon) != 3:
        return ()
    return tuple(map("".join, product(*[NUCLEOTIDE_MEMBERS.get(symbol, "") for symbol in codon])))


def _all_in(codon: str, wanted: frozenset[str]) -> bool:
    plain = expand(codon)
    return bool(plain) and wanted.issuperset(plain)


def _symbol(residues: set[str]) -> str:
    if len(residues) == 1:
        return next(iter(residues))
    return symbol_for(frozenset(residues)) or "X"


@lru_cache(maxsize=1)
def _codes() -> dict[int, GeneticCode]:
    codes: dict[int, GeneticCode] = {}
    lines = (line for line in assets.text("vocabulary", "genetic_codes.tsv").splitlines() if line[:1] != "#")
    next(lines)
    for line in lines:
        number, name, amino_acids, marks = line.split("\t")
        table = CodonTable(zip(_PLAIN_CODONS, amino_acids, strict=True))
        marked = tuple(zip(_PLAIN_CODONS, marks, strict=True))
        codes[int(number)] = GeneticCode(
            id=int(number),
            name=name,
            amino_acids=amino_acids,
            residues=table,
            starts=frozenset(codon for codon, mark in marked if mark == "M"),
            stops=frozenset(codon for codon, mark in marked if mark == STOP),
        )
    return codes
