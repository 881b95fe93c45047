"""What is measured: one function for each row of the bounds; each gives checks (figure, bound) and its series."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from data_files import DATA, Sizes, features, made, truncated
from hostile import INPUTS
from measure import Series, program, python, run

MB = 1_000_000
#: Seconds and bytes within which a hostile input of 50 MB must be answered.
HOSTILE_TIME, HOSTILE_MEMORY = 15.0, 500 * MB


@dataclass
class Check:
    """A figure beside its bound (None: told only)."""

    what: str
    figure: float
    bound: float | None
    unit: str

    @property
    def met(self) -> bool | None:
        """Whether the figure keeps the bound."""
        return None if self.bound is None else self.figure <= self.bound


@dataclass
class Row:
    """What came out of one row."""

    name: str
    title: str
    facts: dict[str, int]
    series: list[Series] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """For the JSON file."""
        return {
            "name": self.name,
            "title": self.title,
            "facts": self.facts,
            "series": {s.name: s.data() for s in self.series},
            "checks": [{**c.__dict__, "met": c.met} for c in self.checks],
            "remarks": self.remarks,
        }


def _validate(path: object, jobs: int) -> list[str]:
    return program("validate", "--format", "json", "--jobs", jobs, path)


def alternate(rounds: int, **commands: list[str]) -> list[Series]:
    """Run the commands in turn, round after round, each in a fresh process."""
    series = [Series(name.replace("_", " ")) for name in commands]
    for number in range(rounds):
        for one, command in zip(series, commands.values(), strict=True):
            done = run(command)
            if done.status not in (0, 1):
                raise SystemExit(f"{' '.join(command)} ended with {done.status}: {done.err[-2000:]}")
            one.runs.append(done)
            if done.out.startswith('{"seconds"'):
                one.inside.append(json.loads(done.out)["seconds"])
            _progress(f"  round {number + 1} of {rounds}: {one.name} {done.wall:.2f} s\x1b[K")
    _progress("")
    return series


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K")


def _facts(path: Any, report: Series | None = None) -> dict[str, int]:
    facts = {"bytes": path.stat().st_size}
    if report is not None:
        told = json.loads(report.runs[-1].out)
        facts |= {
            "sequences": told["sequences"]["total"],
            "residues": told["sequences"]["residues"],
            "features": features(path),
            "findings": sum(told["counts"].values()),
        }
    return facts


def _rules() -> int:
    done = run(
        [
            sys.executable,
            "-c",
            "from seqtool.rules.profiles import profile;print(len(profile('wipo').rules()))",
        ]
    )
    return int(done.out)


def mixed(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """100,000 mixed sequences, one and two processes."""
    path = made(f"{sizes.label}mixed.xml", "mixed", sizes.mixed)
    walk, one, two, inside = series = alternate(
        rounds,
        floor=python("inside.py", "walk", path),
        one_process=_validate(path, 1),
        two_processes=_validate(path, 2),
        loop_alone=python("inside.py", "check", path),
    )
    facts = _facts(path, one) | {"rules": _rules()}
    if one.runs[0].out != two.runs[0].out:
        raise SystemExit("two processes gave another report than one")
    yield Row(
        "mixed",
        f"Validate {sizes.mixed:,} mixed sequences",
        facts,
        series,
        [
            Check(
                "read and check, loops alone, to bare walk",
                inside.least("inside") / walk.least("inside"),
                2.6,
                "×",
            ),
            Check("one process, whole program, to walk", one.least() / walk.least(), 2.6, "×"),
            Check("two processes, whole program, to walk", two.least() / walk.least(), 1.7, "×"),
            Check("one process, processor time, to walk", one.least("cpu") / walk.least("cpu"), None, "×"),
            Check("memory, one process", one.memory, 200 * MB, "MB"),
            Check("memory, two processes (sum of peaks)", two.memory, None, "MB"),
        ],
    )


def many(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """1,000,000 small sequences with ids against 100,000 of the same making."""
    few_path = made(f"{sizes.label}few.xml", "mixed", sizes.few, "--ids", "--small")
    many_path = made(f"{sizes.label}many.xml", "mixed", sizes.many, "--ids", "--small")
    series = alternate(
        rounds,
        floor_few=python("inside.py", "walk", few_path),
        few=_validate(few_path, 1),
    )
    series += alternate(
        max(1, rounds // 2),
        floor_many=python("inside.py", "walk", many_path),
        many=_validate(many_path, 1),
        many_two_processes=_validate(many_path, 2),
    )
    floor_few, few, floor, many, two = series
    before, after = few.least() / floor_few.least(), many.least() / floor.least()
    yield Row(
        "many",
        f"Validate {sizes.many:,} small mixed sequences with qualifier ids",
        _facts(many_path, many) | {"rules": _rules()},
        series,
        [
            Check(f"ratio to walk, {sizes.few:,} sequences", before, None, "×"),
            Check(f"ratio to walk, {sizes.many:,} sequences", after, None, "×"),
            Check("growth of that ratio", after / before, 1.1, "×"),
            Check("memory, one process", many.memory, 200 * MB, "MB"),
            Check("two processes to walk", two.least() / floor.least(), None, "×"),
            Check("memory, two processes (sum of peaks)", two.memory, None, "MB"),
        ],
    )


def long(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """One sequence of 50 Mbp, without and with 50,000 features."""
    for count, title in ((0, ""), (sizes.features, f" with {sizes.features:,} features")):
        path = made(f"{sizes.label}long-{count}.xml", "chromosome", sizes.long, "--features", count)
        walk, one, inside = series = alternate(
            rounds,
            floor=python("inside.py", "walk", path),
            one_process=_validate(path, 1),
            loop_alone=python("inside.py", "check", path),
        )
        yield Row(
            "long" if not count else "long-features",
            f"Validate one sequence of {sizes.long:,} residues{title}",
            _facts(path, one) | {"rules": _rules()},
            series,
            [
                Check(
                    "read and check, loops alone, to bare walk",
                    inside.least("inside") / walk.least("inside"),
                    None if count else 2.0,
                    "×",
                ),
                Check("whole program to walk", one.least() / walk.least(), None if count else 2.0, "×"),
                Check("memory", one.memory, None if count else 2 * sizes.long + 50 * MB, "MB"),
                Check("memory of the walk", walk.memory, None, "MB"),
            ],
        )


def fasta(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """A chromosome from FASTA to a listing, checked while it is written."""
    path = made(f"{sizes.label}long.fa", "fasta", sizes.long)
    out = DATA / "from-fasta.xml"
    command = program(
        *("convert", path, "-o", out, "--moltype", "DNA", "--mol-type", "genomic DNA"),
        *(
            "--organism",
            "Glycine max",
            "--reference",
            "B1",
            "--applicant",
            "Benchmark",
            "--title",
            "en=Chromosome",
        ),
    )
    series = alternate(
        rounds,
        floor=python("inside.py", "fasta", path),
        convert=command,
        loop_alone=python("inside.py", "convert", path, out),
    )
    floor, subject, inside = series
    yield Row(
        "fasta",
        f"FASTA of {sizes.long:,} residues to a listing, validated while written",
        _facts(path) | {"bytes written": out.stat().st_size},
        series,
        [
            Check("loops alone", inside.least("inside") / floor.least("inside"), 1.0, "×"),
            Check("whole program to Biopython reading the FASTA", subject.least() / floor.least(), 1.0, "×"),
            Check("memory", subject.memory, None, "MB"),
            Check("memory of Biopython", floor.memory, None, "MB"),
        ],
    )
    out.unlink()


def writing(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """Records in memory to a file."""
    count = max(sizes.mixed // 5, 100)
    path = made(f"{sizes.label}write.xml", "mixed", count)
    series = alternate(
        rounds,
        floor=python("inside.py", "build", path, DATA / "built.xml"),
        writer=python("inside.py", "write", path, DATA / "written.xml"),
    )
    floor, subject = series
    yield Row(
        "writing",
        f"Write {count:,} mixed sequences that are in memory",
        _facts(path),
        series,
        [
            Check(
                "writer to lxml building and serialising, loops alone",
                subject.least("inside") / floor.least("inside"),
                0.5,
                "×",
            )
        ],
    )
    for name in ("built.xml", "written.xml"):
        (DATA / name).unlink()


def version(_sizes: Sizes, rounds: int) -> Iterator[Row]:
    """The start of the program."""
    series = alternate(
        rounds * 5,
        floor=[sys.executable, "-c", "pass"],
        version=program("--version"),
        without_start_script=[sys.executable, "-c", "from seqtool.__main__ import main; main()", "--version"],
        help=program("--help"),
    )
    floor, subject, bare, _ = series
    loaded = run([sys.executable, "-X", "importtime", "-m", "seqtool", "--version"]).err
    names = {line.rpartition("|")[2].strip() for line in loaded.splitlines()}
    yield Row(
        "version",
        "seqtool --version",
        {"modules loaded": len(names)},
        series,
        [
            Check("to python -c pass, minima", subject.least() / floor.least(), 1.5, "×"),
            Check("to python -c pass, medians", subject.middle() / floor.middle(), 1.5, "×"),
            Check("without the start script, minima", bare.least() / floor.least(), 1.5, "×"),
            Check("click loaded", float(any(n == "click" or n.startswith("click.") for n in names)), 0.0, ""),
        ],
    )


def hostile(sizes: Sizes, _rounds: int) -> Iterator[Row]:
    """Inputs that mean harm: each is answered within seconds, with a finding or a clear refusal."""
    cases = []
    for name, (_, size) in INPUTS.items():
        amount = int(size * sizes.hostile) if size > 100_000 else size
        cases.append((name, made(f"{sizes.label}{name}.xml", name, amount, script="hostile.py")))
    cases.append(("truncated 200 MB", truncated(made(f"{sizes.label}mixed.xml", "mixed", sizes.mixed))))
    for name, path in cases:
        one = Series(name)
        started = time.perf_counter()
        done = run(_validate(path, 1), timeout=300)
        one.runs.append(done)
        clear = done.status in (0, 1, 2) and "Traceback" not in done.err
        size = path.stat().st_size
        large = size > 150 * MB
        yield Row(
            "hostile",
            f"hostile: {name}",
            {"bytes": size, "status": done.status},
            [one],
            [
                Check("seconds", time.perf_counter() - started, None if large else HOSTILE_TIME, "s"),
                Check("memory", done.memory, HOSTILE_MEMORY, "MB"),
                Check("crash or hang", float(not clear), 0.0, ""),
            ],
            [_answer(done.out, done.err)],
        )


def _answer(out: str, err: str) -> str:
    try:
        told = json.loads(out)
    except ValueError:
        return " ".join((err or out).split())[:160]
    return ", ".join(f"{code} {numbers['count']:,}" for code, numbers in told["rules"].items())


ROWS: dict[str, Callable[[Sizes, int], Iterator[Row]]] = {
    "version": version,
    "mixed": mixed,
    "many": many,
    "long": long,
    "fasta": fasta,
    "writing": writing,
    "hostile": hostile,
}
