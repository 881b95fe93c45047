"""Write resources/vocabulary/genetic_codes.tsv from the tables that Biopython carries.

Run from the repository root: ``python packaging/make_genetic_codes.py``.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

from Bio.Data.CodonTable import unambiguous_dna_by_id

CODONS = ["".join(bases) for bases in product("TCAG", repeat=3)]
TARGET = Path(__file__).resolve().parent.parent / "resources" / "vocabulary" / "genetic_codes.tsv"
HEADER = """\
# Genetic codes (Annex I, Section 9, Table 7). Made by packaging/make_genetic_codes.py; do not edit.
# Codons run in the order t, c, a, g for the first, second and third base: ttt, ttc, tta, ttg, tct, ...
# amino_acids: what the codon stands for inside a coding sequence; * where it is only a stop.
# marks: M where a coding sequence may start, * where it may end. A codon that is an amino acid and
# has the mark * is a stop only as the last codon (codes 27, 28 and 31).
"""


def main() -> None:
    """Write the table."""
    lines = ["id\tname\tamino_acids\tmarks"]
    for number in sorted(unambiguous_dna_by_id):
        table = unambiguous_dna_by_id[number]
        residues = "".join(table.forward_table.get(codon, "*") for codon in CODONS)
        starts, stops = set(table.start_codons), set(table.stop_codons)
        if starts & stops:
            raise SystemExit(f"code {number}: a codon is start and stop; the table has no mark for that")
        marks = "".join("M" if codon in starts else "*" if codon in stops else "-" for codon in CODONS)
        lines.append(f"{number}\t{table.names[0]}\t{residues}\t{marks}")
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="ascii", newline="\n")


if __name__ == "__main__":
    main()
