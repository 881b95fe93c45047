"""Makes an XLSX workbook of sequences, one a row: DNA, RNA and proteins of 20 to 300 residues, seeded.

python benchmarks/generate_sheet.py xlsx data/rows.xlsx 100000
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import xlsxwriter

KINDS = {
    "DNA": ("ACGT", "other DNA"),
    "RNA": ("ACGU", "other RNA"),
    "AA": ("ACDEFGHIKLMNPQRSTVWY", "protein"),
}
HEADINGS = ["SEQ ID NO", "Name", "Sequence", "Molecule type", "mol_type", "Organism", "Note", "Length"]


def main() -> None:
    """Write the rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["xlsx"])
    parser.add_argument("path", type=Path)
    parser.add_argument("rows", type=int)
    given = parser.parse_args()
    rng = random.Random(5)
    book = xlsxwriter.Workbook(str(given.path), {"constant_memory": True, "in_memory": False})
    page = book.add_worksheet("Sequences")
    page.write_row(0, 0, HEADINGS)
    for number in range(1, given.rows + 1):
        kind = rng.choice(list(KINDS))
        letters, mol_type = KINDS[kind]
        size = rng.randint(20, 300)
        residues = "".join(rng.choices(letters, k=size))
        note = f"note {number}" if number % 3 == 0 else ""
        page.write_row(
            number, 0, [number, f"s{number}", residues, kind, mol_type, "synthetic construct", note, size]
        )
    book.close()


if __name__ == "__main__":
    main()
