"""Makes the listings that are measured: seeded, valid, streamed to disk.

python benchmarks/generate.py mixed 100000 data/mixed.xml [--ids] [--small] [--seed 1]
python benchmarks/generate.py chromosome 50000000 data/chr.xml [--features 50000]
python benchmarks/generate.py fasta 50000000 data/chr.fa
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ST26SequenceListing PUBLIC "-//WIPO//DTD Sequence Listing 1.3//EN" "ST26SequenceListing_V1_3.dtd">
<ST26SequenceListing dtdVersion="V1_3" fileName="benchmark.xml" softwareName="seqtool benchmark" softwareVersion="1" productionDate="2026-01-31" originalFreeTextLanguageCode="en" nonEnglishFreeTextLanguageCode="de">
  <ApplicationIdentification>
    <IPOfficeCode>IB</IPOfficeCode>
    <ApplicationNumberText>PCT/IB2025/099999</ApplicationNumberText>
    <FilingDate>2025-12-31</FilingDate>
  </ApplicationIdentification>
  <ApplicantFileReference>BENCH1</ApplicantFileReference>
  <EarliestPriorityApplicationIdentification>
    <IPOfficeCode>IB</IPOfficeCode>
    <ApplicationNumberText>PCT/IB2025/011111</ApplicationNumberText>
    <FilingDate>2025-01-31</FilingDate>
  </EarliestPriorityApplicationIdentification>
  <ApplicantName languageCode="en">Benchmark Pharmaceuticals</ApplicantName>
  <InventionTitle languageCode="en">Listing made for measuring</InventionTitle>
  <SequenceTotalQuantity>{total}</SequenceTotalQuantity>
"""
TAIL = "</ST26SequenceListing>\n"
ORGANISMS = (
    "Homo sapiens",
    "Mus musculus",
    "Escherichia coli",
    "Saccharomyces cerevisiae",
    "Glycine max",
    "Oryza sativa",
)
CODONS = {
    "A": "gct",
    "R": "cgt",
    "N": "aac",
    "D": "gat",
    "C": "tgc",
    "Q": "caa",
    "E": "gaa",
    "G": "ggt",
    "H": "cat",
    "I": "att",
    "L": "ctg",
    "K": "aaa",
    "M": "atg",
    "F": "ttt",
    "P": "ccg",
    "S": "tct",
    "T": "acc",
    "W": "tgg",
    "Y": "tac",
    "V": "gtt",
}
AMINO = "ARNDCQEGHILKMFPSTWYV"

Qualifier = tuple[str, str | None, str | None]
Feature = tuple[str, str, list[Qualifier]]


class Writer:
    """Writes entries in the layout of WIPO Sequence."""

    def __init__(self, out: TextIO, ids: bool) -> None:
        self.out = out
        self.ids = ids
        self.number = 0
        self.next_id = 0

    def entry(self, moltype: str, residues: str, features: list[Feature]) -> None:
        """Write one SequenceData."""
        self.number += 1
        lines = [
            f'  <SequenceData sequenceIDNumber="{self.number}">',
            "    <INSDSeq>",
            f"      <INSDSeq_length>{len(residues)}</INSDSeq_length>",
            f"      <INSDSeq_moltype>{moltype}</INSDSeq_moltype>",
            "      <INSDSeq_division>PAT</INSDSeq_division>",
            "      <INSDSeq_feature-table>",
        ]
        for key, location, qualifiers in features:
            lines += [
                "        <INSDFeature>",
                f"          <INSDFeature_key>{key}</INSDFeature_key>",
                f"          <INSDFeature_location>{location}</INSDFeature_location>",
            ]
            if qualifiers:
                lines.append("          <INSDFeature_quals>")
                for name, value, other in qualifiers:
                    if self.ids and name in ("note", "organism", "product", "standard_name"):
                        self.next_id += 1
                        lines.append(f'            <INSDQualifier id="q{self.next_id}">')
                    else:
                        lines.append("            <INSDQualifier>")
                    lines.append(f"              <INSDQualifier_name>{name}</INSDQualifier_name>")
                    if value is not None:
                        lines.append(f"              <INSDQualifier_value>{value}</INSDQualifier_value>")
                    if other is not None:
                        lines.append(
                            f"              <NonEnglishQualifier_value>{other}</NonEnglishQualifier_value>"
                        )
                    lines.append("            </INSDQualifier>")
                lines.append("          </INSDFeature_quals>")
            lines.append("        </INSDFeature>")
        lines += ["      </INSDSeq_feature-table>", "      <INSDSeq_sequence>"]
        self.out.write("\n".join(lines))
        self.out.write(residues)
        self.out.write("</INSDSeq_sequence>\n    </INSDSeq>\n  </SequenceData>\n")


def _bases(rng: random.Random, length: int) -> str:
    return "".join(rng.choices("acgt", k=length))


def _source(length: int, organism: str, mol_type: str, note: tuple[str, str] | None = None) -> Feature:
    qualifiers: list[Qualifier] = [("mol_type", mol_type, None), ("organism", organism, None)]
    if note:
        qualifiers.append(("note", *note))
    return ("source", f"1..{length}", qualifiers)


def mixed(writer: Writer, total: int, rng: random.Random, *, small: bool) -> None:
    """Entries of many kinds: DNA with genes, RNA, proteins with sites, coding sequences with their proteins."""
    scale = 0.25 if small else 1.0
    while writer.number < total:
        kind = rng.random()
        organism = rng.choice(ORGANISMS)
        if kind < 0.12 and writer.number + 2 <= total:
            protein = "M" + "".join(rng.choices(AMINO, k=max(4, int(rng.randint(60, 500) * scale))))
            coding = "".join(CODONS[a] for a in protein) + "taa"
            up, down = _bases(rng, rng.randint(0, 60)), _bases(rng, rng.randint(0, 60))
            residues = up + coding + down
            start, end = len(up) + 1, len(up) + len(coding)
            cds: list[Qualifier] = [
                ("product", f"protein {writer.number}", None),
                ("protein_id", str(writer.number + 2), None),
                ("translation", protein, None),
            ]
            writer.entry(
                "DNA",
                residues,
                [_source(len(residues), organism, "genomic DNA"), ("CDS", f"{start}..{end}", cds)],
            )
            writer.entry("AA", protein, [_source(len(protein), organism, "protein")])
        elif kind < 0.45:
            residues = _bases(rng, int(rng.randint(80, 2400) * scale) + 10)
            n = len(residues)
            a, b = sorted(rng.sample(range(1, n + 1), 2))
            features = [
                _source(n, organism, "genomic DNA"),
                ("gene", f"{a}..{b}", [("gene", f"g{rng.randint(1, 999)}", None)]),
            ]
            if rng.random() < 0.5:
                features.append(
                    (
                        "misc_feature",
                        f"complement({a}..{b})",
                        [("note", f"region {rng.randint(1, 200)}", "Bereich")],
                    )
                )
            writer.entry("DNA", residues, features)
        elif kind < 0.7:
            residues = _bases(rng, rng.randint(18, 40))
            note = (f"Primer {writer.number + 1}", f"Primer {writer.number + 1}")
            writer.entry("DNA", residues, [_source(len(residues), "synthetic construct", "other DNA", note)])
        elif kind < 0.8:
            residues = _bases(rng, rng.randint(19, 120))
            at = rng.randint(1, len(residues))
            modified: list[Qualifier] = [
                ("mod_base", "OTHER", None),
                ("note", "2&apos;-O-methyladenosine", None),
            ]
            writer.entry(
                "RNA",
                residues,
                [
                    _source(len(residues), "synthetic construct", "other RNA"),
                    ("modified_base", str(at), modified),
                ],
            )
        else:
            residues = "".join(rng.choices(AMINO, k=int(rng.randint(12, 800) * scale) + 5))
            at = rng.randint(1, len(residues))
            writer.entry(
                "AA",
                residues,
                [
                    _source(len(residues), organism, "protein"),
                    ("SITE", str(at), [("note", f"Binding pocket {rng.randint(1, 50)}", "Bindungstasche")]),
                    ("REGION", f"1..{max(2, at)}", [("note", "N-terminal part", "N-terminaler Teil")]),
                ],
            )


def make_mixed(path: Path, total: int, *, ids: bool = False, small: bool = False, seed: int = 1) -> None:
    """A listing of ``total`` mixed entries."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD.format(total=total))
        mixed(Writer(out, ids), total, rng, small=small)
        out.write(TAIL)


def _blocks(rng: random.Random, length: int) -> Iterator[str]:
    pool = _bases(rng, 1 << 20)
    while length > 0:
        start = rng.randint(0, len(pool) - 1)
        piece = (pool[start:] + pool[:start])[:length]
        yield piece
        length -= len(piece)


def make_chromosome(path: Path, length: int, *, features: int = 0, seed: int = 1) -> None:
    """A listing of one long sequence."""
    rng = random.Random(seed)
    residues = "".join(_blocks(rng, length))
    table = [_source(length, "Glycine max", "genomic DNA")]
    for number in range(features):
        start = rng.randint(1, length - 5000)
        table.append(("gene", f"{start}..{start + rng.randint(200, 4000)}", [("gene", f"g{number}", None)]))
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.write(HEAD.format(total=1).replace(' nonEnglishFreeTextLanguageCode="de"', ""))
        Writer(out, ids=False).entry("DNA", residues, table)
        out.write(TAIL)


def make_fasta(path: Path, length: int, *, seed: int = 1) -> None:
    """A FASTA file of one long sequence in lines of 60."""
    rng = random.Random(seed)
    with path.open("w", encoding="ascii", newline="\n") as out:
        out.write(">chromosome 1 made for measuring\n")
        rest = ""
        for block in _blocks(rng, length):
            text = rest + block.upper()
            cut = len(text) - len(text) % 60
            out.writelines(text[i : i + 60] + "\n" for i in range(0, cut, 60))
            rest = text[cut:]
        if rest:
            out.write(rest + "\n")


def main() -> None:
    """Command line of the generator."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", choices=["mixed", "chromosome", "fasta"])
    parser.add_argument("amount", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--ids", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--features", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.path.parent.mkdir(parents=True, exist_ok=True)
    if given.kind == "mixed":
        make_mixed(given.path, given.amount, ids=given.ids, small=given.small, seed=given.seed)
    elif given.kind == "chromosome":
        make_chromosome(given.path, given.amount, features=given.features, seed=given.seed)
    else:
        make_fasta(given.path, given.amount, seed=given.seed)


if __name__ == "__main__":
    main()
