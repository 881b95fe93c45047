"""Makes a GenBank file of a bacterial draft genome: contigs with genes, coding sequences and their translations, seeded.

python benchmarks/generate_flat.py genbank data/draft.gbk 11000000
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

CODONS = {
    "A": "gct", "R": "cgt", "N": "aat", "D": "gat", "C": "tgt", "Q": "caa", "E": "gaa", "G": "ggt", "H": "cat", "I": "att",
    "L": "ctt", "K": "aaa", "M": "atg", "F": "ttt", "P": "cct", "S": "tct", "T": "act", "W": "tgg", "Y": "tat", "V": "gtt",
}  # fmt: skip
_OTHER = str.maketrans("acgt", "tgca")
_CONTIG = 60_000


def _qualifier(name: str, value: str) -> Iterator[str]:
    text = f'/{name}="{value}"'
    if name == "translation":
        yield from (text[i : i + 58] for i in range(0, len(text), 58))
        return
    line = ""
    for word in text.split(" "):
        if line and len(line) + len(word) > 57:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _feature(key: str, location: str, *qualifiers: tuple[str, str]) -> Iterator[str]:
    yield f"     {key:<16}{location}"
    for name, value in qualifiers:
        if name in ("codon_start", "transl_table"):
            yield f"{'':21}/{name}={value}"
        else:
            yield from (f"{'':21}{line}" for line in _qualifier(name, value))


def contig(number: int, rng: random.Random) -> str:
    """One record of some 60 genes."""
    table = list(
        _feature(
            "source",
            f"1..{_CONTIG}",
            ("organism", "Escherichia coli"),
            ("mol_type", "genomic DNA"),
            ("strain", "B7"),
        )
    )
    bases = rng.choices("acgt", k=_CONTIG)
    at = 200
    gene = 0
    while at < _CONTIG - 4_000:
        gene += 1
        protein = "M" + "".join(rng.choices("ARNDCQEGHILKFPSTWYV", k=rng.randint(80, 500)))
        coding = "".join(CODONS[residue] for residue in protein) + "taa"
        backwards = rng.random() < 0.5
        place = f"{at + 1}..{at + len(coding)}"
        place = f"complement({place})" if backwards else place
        bases[at : at + len(coding)] = coding[::-1].translate(_OTHER) if backwards else coding
        tag = ("locus_tag", f"BENCH_{number:03}{gene:03}")
        table += _feature("gene", place, tag)
        table += _feature(
            "CDS", place, tag, ("inference", "EXISTENCE: similar to AA sequence:RefSeq:WP_000000001.1"),
            ("note", "Derived by automated computational analysis using gene prediction method: Protein Homology."),
            ("codon_start", "1"), ("transl_table", "11"), ("product", "hypothetical protein"), ("protein_id", f"XXX{number:03}{gene:03}.1"),
            ("translation", protein),
        )  # fmt: skip
        at += len(coding) + rng.randint(20, 300)
    lines = [
        f"LOCUS       BENCH{number:03}             {_CONTIG} bp    DNA     linear   BCT 01-JAN-2026",
        f"DEFINITION  Escherichia coli strain B7 contig {number}, whole genome shotgun sequence.",
        f"ACCESSION   BENCH{number:03}",
        f"VERSION     BENCH{number:03}.1",
        "SOURCE      Escherichia coli",
        "  ORGANISM  Escherichia coli",
        "            Bacteria.",
        "FEATURES             Location/Qualifiers",
        *table,
        "ORIGIN",
    ]
    text = "".join(bases)
    for start in range(0, _CONTIG, 60):
        blocks = " ".join(text[start + i : start + i + 10] for i in range(0, 60, 10))
        lines.append(f"{start + 1:>9} {blocks}")
    return "\n".join([*lines, "//", ""])


def main() -> None:
    """Write records until the file has the size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["genbank"])
    parser.add_argument("path", type=Path)
    parser.add_argument("size", type=int, help="bytes, about")
    given = parser.parse_args()
    rng = random.Random(3)
    with given.path.open("w", encoding="ascii") as file:
        number = 0
        while file.tell() < given.size:
            number += 1
            file.write(contig(number, rng))


if __name__ == "__main__":
    main()
