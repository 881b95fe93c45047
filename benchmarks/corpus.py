"""What comes out for a folder of real files: a table of validate and of convert, and the rules that speak most.

    python benchmarks/corpus.py CORPUS > table.md

CORPUS has one folder for each kind of file. Each file is given to a process of
its own, as a user would; a hang is a process that needs more than two minutes.
Convert gets an applicant's answers, so that the import is tried and not only its questions.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from measure import Run, program, run

TIMEOUT = 120
VALIDATED = ("st26", "flat", "genomes", "st25", "insdxml")
CONVERTED = ("flat", "genomes")
FASTA = frozenset({".fa", ".fasta", ".fas", ".fna", ".faa", ".nu", ".pro", ".ffn"})
#: An applicant's answers.
ANSWERS = (
    *("--reference", "CORPUS", "--applicant", "Corpus", "--title", "en=Corpus"),
    *("--case", "fold", "--gaps", "close", "--stops", "split", "--gap-runs", "keep", "--uracil", "t"),
    *(
        "--direction",
        "as-written",
        "--rna",
        "dna",
        "--short",
        "omit",
        "--refused",
        "omit",
        "--length",
        "accept",
    ),
)
#: What FASTA does not say.
ANSWERS_FASTA = ("--organism", "Escherichia coli")


@dataclass
class Tally:
    """What came out for one folder."""

    files: int = 0
    valid: int = 0
    faulty: int = 0
    sequences: int = 0
    seconds: float = 0
    refused: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    def take(self, name: str, done: Run, report: dict[str, object] | None) -> None:
        """Count one file."""
        self.files += 1
        self.seconds = max(self.seconds, done.wall)
        if done.status not in (0, 1, 2) or "Traceback" in done.err:
            self.broken.append(f"{name}: status {done.status}: {' '.join(done.err.split())[-300:]}")
        elif done.status == 2:
            self.refused[reason(done.err, name)] += 1
        elif report is not None:
            if done.status == 0:
                self.valid += 1
            else:
                self.faulty += 1
            self.sequences += report["sequences"]["total"]  # type: ignore[index]
            self.rules.update(list(report["rules"]))  # type: ignore[call-overload]


def reason(err: str, name: str) -> str:
    """Why a file was refused, without what is its own."""
    text = (
        " ".join(err.split()).replace(name, "FILE").replace(Path(name).name, "FILE").removeprefix("seqtool: ")
    )
    text = text.removeprefix("Nothing was written: ")
    if "no sequence is left to list" in text:
        text = "no sequence is left to list: " + re.sub(r"^.*?\(line \d+\): | (?:FILE, |; ).*", "", text)
    text = re.sub(r"In: .*", "", re.sub(r"^a question .*?: 1\. |^\d+ questions.*?: 1\. ", "question: ", text))
    text = re.sub(r"[\"'‘“][^\"'’”]{0,80}[\"'’”]", "…", text).removeprefix("FILE: ")
    return re.sub(r"\d[\d,.]*", "N", text)[:170]


def validated(path: Path) -> tuple[Run, dict[str, object] | None]:
    """Run validate."""
    done = run(program("validate", "--format", "json", path), timeout=TIMEOUT)
    return done, (json.loads(done.out) if done.status in (0, 1) else None)


def converted(path: Path, folder: Path) -> tuple[Run, dict[str, object] | None]:
    """Run convert, then validate what it wrote."""
    out = folder / "out.xml"
    more = ANSWERS_FASTA if path.suffix.lower() in FASTA else ()
    done = run(program("convert", path, "-o", out, *ANSWERS, *more), timeout=TIMEOUT)
    if done.status not in (0, 1):
        return done, None
    again, report = validated(out)
    if done.status != again.status:
        again.err += f" Traceback: convert ended with {done.status}, but validate with {again.status}"
    again.wall = done.wall
    out.unlink()
    return again, report


def table(title: str, tallies: dict[str, Tally], good: tuple[str, str]) -> list[str]:
    """One table."""
    lines = [
        f"## {title}",
        "",
        f"| folder | files | {good[0]} | {good[1]} | sequences | refused | internal errors | slowest |",
    ]
    lines.append("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, t in tallies.items():
        refused = sum(t.refused.values())
        lines.append(
            f"| {name} | {t.files} | {t.valid} | {t.faulty} | {t.sequences:,} | {refused} | {len(t.broken)} | {t.seconds:.1f} s |"
        )
    for name, t in tallies.items():
        lines += [f"\nBroken: {one}" for one in t.broken]
        if t.refused:
            lines += ["", f"Refused in {name}, by reason:", "", "| files | reason |", "|--:|---|"]
            lines += [f"| {n} | {why.replace('|', chr(92) + '|')} |" for why, n in t.refused.most_common()]
    lines += ["", "Rules that speak in most files:", "", "| folder | rules (files) |", "|---|---|"]
    lines += [
        f"| {name} | {', '.join(f'{code} ({n})' for code, n in t.rules.most_common(15))} |"
        for name, t in tallies.items()
        if t.rules
    ]
    return [*lines, ""]


def main() -> None:
    """Go through the corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--list", type=Path, metavar="FILE", help="write a line for each file here")
    parser.add_argument("--only", choices=["validate", "convert"])
    given = parser.parse_args()
    told: list[str] = []
    listed: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for title, folders, good in (
            ("seqtool validate", VALIDATED, ("valid", "with errors")),
            ("seqtool convert", CONVERTED, ("valid listing", "listing with errors")),
        ):
            if given.only and not title.endswith(given.only):
                continue
            tallies: dict[str, Tally] = {}
            for name in folders:
                tally = tallies[name] = Tally()
                for path in sorted((given.corpus / name).rglob("*")):
                    converting = folders is CONVERTED
                    if not path.is_file():
                        continue
                    done, report = converted(path, Path(folder)) if converting else validated(path)
                    tally.take(str(path), done, report)
                    said = (
                        " ".join(done.err.split())[-400:]
                        if done.status >= 2
                        else list((report or {}).get("rules", ()))
                    )
                    listed.append(
                        f"{title}\t{path.relative_to(given.corpus)}\t{done.status}\t{done.wall:.1f}\t{said}"
                    )
                    if sys.stderr.isatty():
                        sys.stderr.write(f"\r{title} {name} {tally.files}\x1b[K")
            told += table(title, tallies, good)
    print("\n".join(told))
    if given.list:
        given.list.write_text("\n".join(listed) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
