"""Compact notation: modified oligonucleotides, peptides and formulas as people write them → residues and features.

Pure functions without files; what would have to be guessed comes back as a question.
"""

from seqtool.io.notation.formula import expand_formula
from seqtool.io.notation.guess import looks_like_notation
from seqtool.io.notation.oligo import parse_oligo
from seqtool.io.notation.parsed import Parsed, ParsedSequence, Problem, Remark, add_source
from seqtool.io.notation.peptide import parse_peptide
from seqtool.io.notation.printer import print_oligo
from seqtool.io.notation.symbols import Symbol, SymbolTable, symbol_table

__all__ = [
    "Parsed",
    "ParsedSequence",
    "Problem",
    "Remark",
    "Symbol",
    "SymbolTable",
    "add_source",
    "expand_formula",
    "looks_like_notation",
    "parse_oligo",
    "parse_peptide",
    "print_oligo",
    "symbol_table",
]
