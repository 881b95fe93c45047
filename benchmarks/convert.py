"""How fast ``seqtool convert`` is, against Biopython reading the same file in the same run.

``python benchmarks/convert.py [--genbank FILE]``: a chromosome of 50 Mbp and 100,000
records as FASTA are made (seeded), and a GenBank file is taken if one is named.
Floor and subject alternate; minima and medians are printed.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.io.imports import Choices
from seqtool.model import GeneralInformation, Name, Title

ROUNDS = 5
GENERAL = GeneralInformation(
    file_reference="BENCH", applicant=Name("Example Ltd", "en"), titles=(Title("A long enough title", "en"),)
)
CHOICES = Choices(
    organism="Homo sapiens", mol_type="genomic DNA", gap_runs="keep", rna="rna", length="accept"
)


def chromosome(path: Path, megabases: int) -> None:
    """One record of random bases, 60 a line."""
    rng = random.Random(26)
    block = "".join(rng.choices("ACGT", k=1_000_020))
    with path.open("w", encoding="ascii") as file:
        file.write(">chromosome\n")
        lines = "".join(f"{block[i : i + 60]}\n" for i in range(0, len(block), 60))
        for _ in range(megabases):
            file.write(lines)


def many(path: Path, count: int) -> None:
    """Many records of 300 bases."""
    rng = random.Random(27)
    block = "".join(rng.choices("ACGT", k=1_000_000))
    with path.open("w", encoding="ascii") as file:
        for number in range(count):
            at = rng.randrange(len(block) - 300)
            file.write(f">s{number} record\n{block[at : at + 150]}\n{block[at + 150 : at + 300]}\n")


def floor(path: Path, form: str) -> None:
    """Biopython reads the file and does nothing with it."""
    from Bio import SeqIO

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for record in SeqIO.parse(path, form):
            len(record)


def subject(path: Path, out: Path, choices: Choices) -> str:
    """Read, decide, validate, write."""
    done = convert((str(path),), out, GENERAL, choices, options=Options())
    return f"{done.sequences:,} sequences, {done.result.counts}"


def measure(name: str, path: Path, form: str, out: Path, choices: Choices = CHOICES) -> None:
    """Alternate floor and subject."""
    times: dict[str, list[float]] = {"Biopython reads": [], "seqtool converts": []}
    what = ""
    for _ in range(ROUNDS):
        runs: list[tuple[str, Callable[[], object]]] = [
            ("Biopython reads", lambda: floor(path, form)),
            ("seqtool converts", lambda: subject(path, out, choices)),
        ]
        for label, run in runs:
            start = time.perf_counter()
            answer = run()
            times[label].append(time.perf_counter() - start)
            what = answer if isinstance(answer, str) else what
    print(f"{name}: {path.stat().st_size:,} bytes; {what}")
    for label, seconds in times.items():
        print(f"  {label:<17} least {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    ratio = min(times["seqtool converts"]) / min(times["Biopython reads"])
    print(f"  ratio {ratio:.2f}; peak memory of the process so far {peak} MB")


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--genbank", type=Path)
    parser.add_argument("--megabases", type=int, default=50)
    parser.add_argument("--records", type=int, default=100_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fasta, out = Path(folder) / "x.fasta", Path(folder) / "out.xml"
        chromosome(fasta, wanted.megabases)
        measure("chromosome", fasta, "fasta", out)
        if wanted.genbank:
            own = Choices(gap_runs="keep", rna="rna", length="accept", refused="omit")
            measure("GenBank", wanted.genbank, "genbank", out, own)
        many(fasta, wanted.records)
        measure("many records", fasta, "fasta", out)


if __name__ == "__main__":
    main()
