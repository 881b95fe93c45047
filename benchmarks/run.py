"""Measures seqtool against floors in the same run; the bounds are those that the project holds itself to.

    python benchmarks/run.py                      all rows (some minutes, 3 GB in benchmarks/data)
    python benchmarks/run.py --only mixed --only genbank
    python benchmarks/run.py --quick              tiny inputs: shows that everything runs, the figures mean nothing

Floor and subject alternate, five rounds, each in a fresh process. Times are
wall clock of the whole process, the start of Python included, unless a line
says "loops alone". Ratios are those of the minima. Memory is the peak that the
kernel recorded. MB are 1,000,000 bytes.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import sys
from pathlib import Path

from data_files import FULL, QUICK
from measure import Series
from rows import ROWS as CHECKS
from rows import Check, Row
from rows_import import IMPORTS
from rows_live import LIVE
from rows_project import PROJECTS
from rows_verbs import VERBS

ROWS = {**CHECKS, **IMPORTS, **PROJECTS, **VERBS, **LIVE}


def _figure(value: float, unit: str) -> str:
    if unit == "MB":
        return f"{value / 1e6:,.0f} MB"
    if unit == "ms":
        return f"{value:.2f} ms"
    if unit == "s":
        return f"{value:.2f} s"
    return f"{value:.2f} ×" if unit else ("yes" if value else "no")


def _verdict(check: Check) -> str:
    return {True: "met", False: "NOT MET", None: ""}[check.met]


def _bound(check: Check) -> str:
    return "" if check.bound is None else "≤ " + _figure(check.bound, check.unit) if check.unit else "no"


def _times(one: Series) -> str:
    text = f"{one.least():.2f} / {one.middle():.2f} s"
    if one.inside:
        text += f" (loop {one.least('inside'):.2f} / {one.middle('inside'):.2f} s)"
    return text


def machine() -> str:
    """Processor, cores, Python and load."""
    name = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.partition(":")[2].strip()
            for line in info.read_text().splitlines()
            if line.startswith("model name")
        ]
        name = names[0] if names else name
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{name or platform.machine()}, {os.cpu_count()} cores, {platform.system()}, {platform.python_implementation()} {platform.python_version()}{load}"


def told(row: Row) -> str:
    """One row as plain text."""
    lines = [row.title, "  " + ", ".join(f"{n:,} {what}" for what, n in row.facts.items())]
    lines += [
        f"  {one.name:22} {_times(one)}, processor {one.least('cpu'):.2f} s, {one.memory / 1e6:,.0f} MB"
        for one in row.series
    ]
    lines += [
        f"  {check.what:52} {_figure(check.figure, check.unit):>10} {_bound(check):>12} {_verdict(check)}"
        for check in row.checks
    ]
    return "\n".join([*lines, *(f"  {remark}" for remark in row.remarks)])


def markdown(rows: list[Row]) -> str:
    """All rows as tables."""
    usual = [row for row in rows if row.name != "hostile"]
    lines = ["| work | figure | | bound | |", "|---|---|--:|--:|---|"]
    for row in usual:
        for number, check in enumerate(row.checks):
            title = row.title if not number else ""
            lines.append(
                f"| {title} | {check.what} | {_figure(check.figure, check.unit)} | {_bound(check)} | {_verdict(check)} |"
            )
    lines += ["", "| work | process | least / median | processor | memory |", "|---|---|--:|--:|--:|"]
    for row in usual:
        for number, one in enumerate(row.series):
            title = row.title if not number else ""
            lines.append(
                f"| {title} | {one.name} | {_times(one)} | {one.least('cpu'):.2f} s | {one.memory / 1e6:,.0f} MB |"
            )
    lines += ["", "| work | of |", "|---|---|"]
    lines += [
        f"| {row.title} | {', '.join(f'{n:,} {what}' for what, n in row.facts.items())} |" for row in usual
    ]
    harm = [row for row in rows if row.name == "hostile"]
    if harm:
        lines += [
            "",
            "| hostile input | MB | seconds | memory | status | what it says |",
            "|---|--:|--:|--:|--:|---|",
        ]
        for row in harm:
            seconds, memory, _ = row.checks
            marks = ["" if check.met is not False else " (over)" for check in (seconds, memory)]
            lines.append(
                f"| {row.title.partition(': ')[2]} | {row.facts['bytes'] / 1e6:.1f} | {seconds.figure:.1f}{marks[0]} "
                f"| {memory.figure / 1e6:,.0f} MB{marks[1]} | {row.facts['status']} | {row.remarks[0].replace('|', chr(92) + '|')} |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Command line of the benchmarks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="tiny inputs, one round")
    parser.add_argument("--only", action="append", choices=[*ROWS], help="only this row; can be given again")
    parser.add_argument("--rounds", type=int, help="default 5")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures here")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write tables here")
    given = parser.parse_args()
    sizes, rounds = (QUICK, 1) if given.quick else (FULL, 5)
    # As pip installs it: compiled, also where this checkout was never run.
    compileall.compile_dir(Path(__file__).parents[1] / "seqtool", quiet=1)
    rows: list[Row] = []
    about = machine()
    print(about)
    for name in given.only or ROWS:
        for row in ROWS[name](sizes, given.rounds or rounds):
            rows.append(row)
            print(told(row), flush=True)
    if given.json:
        data = {"machine": about, "quick": given.quick, "rows": [row.data() for row in rows]}
        given.json.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    if given.markdown:
        given.markdown.write_text(f"{about}\n\n{markdown(rows)}", encoding="utf-8")
    missed = sum(check.met is False for row in rows for check in row.checks)
    if missed:
        sys.stderr.write(f"{missed} bounds not met\n")


if __name__ == "__main__":
    main()
