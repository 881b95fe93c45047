"""The tables of docs/import.md: what becomes of every file of a collection of real files, per input format.

    python packaging/make_import_table.py CORPUS [--folders flat,insdxml,genomes,st25] [--list FILE] > tables.md

Each different file is given to the import as a user would, its format found by content. Questions are
answered by one list (``ANSWERS``), as an applicant would answer them who consents to everything; every
answer that was needed is counted. Nothing is written but the tables, and with ``--list`` a line per file.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

FOLDERS = ("flat", "insdxml", "genomes", "st25")
#: What the question names as its answer → the choices that give it, in the order in which they are tried.
ANSWERS: tuple[tuple[str, tuple[dict[str, Any], ...]], ...] = (
    ("--organism", ({"organism": "unidentified"},)),
    ("--case", ({"case": "fold"},)),
    ("--gaps", ({"gaps": "close"},)),
    ("--gap-runs", ({"gap_runs": "keep"},)),
    ("--stops", ({"stops": "split"},)),
    ("--uracil", ({"uracil": "t"},)),
    ("--direction", ({"direction": "as-written"},)),
    ("--three-letter", ({"three_letter": True},)),
    ("--rna", ({"rna": "rna"},)),
    ("--length", ({"length": "accept"},)),
    ("--numbers", ({"numbers": "skip"}, {"numbers": "ignore"})),
    ("--refused", ({"refused": "omit"},)),
    ("--moltype", ({"moltype": "DNA"}, {"moltype": "AA"})),
)
_COLUMNS = (
    *("format", "files", "refused", "records", "left out", "sequences", "of these proteins of CDS"),
    *("features in", "taken", "more by parting", "left out", "listings with errors"),
)
#: Questions of one file that are answered one after the other.
_ROUNDS = 15


@dataclass
class Outcome:
    """What came of one file."""

    name: str
    form: str = "none that is read"
    refused: str = ""
    broken: str = ""
    seconds: float = 0
    sequences: int = 0
    records: Counter[str] = field(default_factory=Counter)
    features: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    lost_records: Counter[str] = field(default_factory=Counter)
    lost_features: Counter[str] = field(default_factory=Counter)
    lost_qualifiers: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


class _Nowhere:
    """Takes a listing and forgets it."""

    def write(self, data: bytes) -> int:
        return len(data)

    def flush(self) -> None:
        """Nothing to do."""


def take(path: Path) -> Outcome:
    """Import one file."""
    from seqtool.errors import SeqtoolError

    outcome = Outcome(path.name)
    began = time.perf_counter()
    try:
        outcome.form = _form(path)
        _convert(path, outcome)
    except SeqtoolError as error:
        outcome.refused = plain(str(error), path)
    except Exception:  # noqa: BLE001  a table of what broke is what is wanted
        outcome.broken = traceback.format_exc(limit=-3)
    outcome.seconds = time.perf_counter() - began
    return outcome


def _form(path: Path) -> str:
    from seqtool.io.imports.sniff import opened, sniff

    with path.open("rb") as raw:
        return sniff(opened(raw, path.name).peek(1 << 16)[: 1 << 16], path.name)


def _convert(path: Path, outcome: Outcome) -> None:
    from seqtool.app.convert import Converted, convert
    from seqtool.app.validate import Options
    from seqtool.errors import InputError
    from seqtool.io.imports import Choices, QuestionsError
    from seqtool.model import GeneralInformation, Name, Title

    general = GeneralInformation(
        file_reference="REF-1",
        applicant=Name("Example Ltd", "en"),
        titles=(Title("Some sequences", "en"),),
        production_date="2026-01-01",
    )
    given: dict[str, Any] = {}
    turn: Counter[str] = Counter()
    why: Exception | None = None
    for _ in range(_ROUNDS):
        try:
            nowhere: Any = _Nowhere()
            done: Converted = convert(
                (str(path),), nowhere, general, Choices(**given), options=Options(max_per_rule=0)
            )
        except QuestionsError as error:
            why = error
            if not _answer([q.option for q in error.asked], given, turn, outcome):
                raise
        except InputError as error:
            # Perhaps the answer about the molecule was the wrong one of the two.
            if "moltype" not in given or not _answer(["--moltype"], given, turn, outcome):
                raise why if isinstance(why, InputError) else error from error
            why = error
        else:
            _count(done, outcome)
            return
    assert why is not None
    raise why


def _answer(options: list[str], given: dict[str, Any], turn: Counter[str], outcome: Outcome) -> bool:
    answered = False
    for option in options:
        for name, answers in ANSWERS:
            if re.search(rf"(?<![\w-]){name}(?![\w-])", option) and turn[name] < len(answers):
                given.update(answers[turn[name]])
                turn[name] += 1
                outcome.answers[name] = 1
                answered = True
                break
    return answered


def _count(done: Any, outcome: Outcome) -> None:
    notes = done.notes
    outcome.sequences = done.sequences
    outcome.records.update(notes.records)
    outcome.features.update(notes.features)
    for sort in notes.sorts.values():
        if sort.kind != "left-out":
            continue
        reason = plain(sort.reason)
        if sort.qualifier is not None:
            outcome.lost_qualifiers[f"{sort.qualifier}: {reason}"] += sort.count
        elif sort.feature is not None:
            outcome.lost_features[f"{sort.feature}: {reason}"] += sort.count
        else:
            outcome.lost_records[reason.removeprefix("the record cannot be taken: ")] += sort.count
    outcome.errors = [
        f"{f.code} SEQ ID NO {f.sequence_id} {f.key or ''} {f.location or ''} {f.value or ''}"
        for f in done.result.findings
        if f.severity == "error"
    ]
    read = notes.features["read"]
    if read != notes.features["taken"] + notes.features["left_out"]:
        outcome.broken = f"features went astray: {dict(notes.features)}"


def plain(text: str, path: Path | None = None) -> str:
    """A reason without what is a file's own."""
    if path is not None:
        text = text.replace(str(path), "FILE").replace(path.name, "FILE")
    text = " ".join(text.split()).removeprefix("Nothing was written: ")
    if "no sequence is left to list" in text:
        inner = re.findall(r"\(line [\d,]+\): (.*?)(?= FILE, |$)", text)
        text = "no sequence is left: " + (inner[0] if inner else "")
    text = re.sub(r"In: .*? Answer with", "Answer with", text)
    text = re.sub(r"'[^']{0,60}' at residue [0-9,]+", "… at residue N", text)
    return re.sub(r"\d[\d,]{2,}", "N", text)[:220]


def tables(outcomes: list[Outcome], folders: list[str]) -> list[str]:
    """All of it as Markdown."""
    forms: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        forms.setdefault(outcome.form, []).append(outcome)
    order = sorted(forms, key=lambda form: (form.startswith("none"), -len(forms[form])))
    lines = [
        f"Folders {', '.join(folders)}; {len(outcomes)} different files.",
        "",
        f"| {' | '.join(_COLUMNS)} |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for form in order:
        some = forms[form]
        records: Counter[str] = sum((o.records for o in some), Counter())
        features: Counter[str] = sum((o.features for o in some), Counter())
        cells: list[int | str] = [
            form, len(some), sum(1 for o in some if o.refused), records["read"], records["left_out"], sum(o.sequences for o in some),
            features["added"], features["read"], features["taken"], features["parted"], features["left_out"], sum(1 for o in some if o.errors),
        ]  # fmt: skip
        lines.append("| " + " | ".join(f"{c:,}" if isinstance(c, int) else c for c in cells) + " |")
    for title, of in (
        ("Files refused", lambda o: Counter({o.refused: 1}) if o.refused else Counter()),
        ("Records and statements left out", lambda o: o.lost_records),
        ("Features left out", lambda o: o.lost_features),
        ("Qualifiers left out", lambda o: o.lost_qualifiers),
        ("Files that asked, by the option that answers", lambda o: o.answers),
    ):
        lines += _reasons(title, order, forms, of)
    faulty = [(o, error) for o in outcomes for error in o.errors]
    lines += ["", "### Errors in listings", ""] if faulty else []
    lines += [f"- {o.form}, {o.name}: {error}" for o, error in faulty]
    broken = [o for o in outcomes if o.broken]
    lines += ["", "### Broken", ""] if broken else []
    lines += [f"- {o.form}, {o.name}: {o.broken}" for o in broken]
    return lines


def _reasons(title: str, order: list[str], forms: dict[str, list[Outcome]], of: Any) -> list[str]:
    rows = []
    for form in order:
        counts: Counter[str] = sum((of(o) for o in forms[form]), Counter())
        shown = counts.most_common(25)
        rows += [f"| {form} | {count:,} | {reason.replace('|', chr(92) + '|')} |" for reason, count in shown]
        if len(counts) > len(shown):
            rest = sum(counts.values()) - sum(count for _, count in shown)
            rows.append(f"| {form} | {rest:,} | {len(counts) - len(shown)} further reasons |")
    return ["", f"### {title}", "", "| format | number | reason |", "|---|--:|---|", *rows] if rows else []


def main() -> None:
    """Go through the folders."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--folders", default=",".join(FOLDERS))
    parser.add_argument("--only", metavar="FORMAT", help="files of this format alone")
    parser.add_argument("--list", type=Path, metavar="FILE", help="write a line for each file here")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    folders = given.folders.split(",")
    paths: dict[bytes, Path] = {}
    for folder in folders:
        for path in sorted((given.corpus / folder).rglob("*")):
            if path.is_file():
                paths.setdefault(hashlib.sha256(path.read_bytes()).digest(), path)
    wanted = [path for path in paths.values() if given.only is None or _is(path, given.only)]
    outcomes = []
    with ProcessPoolExecutor(given.jobs) as pool:
        for outcome in pool.map(partial(take), wanted):
            outcomes.append(outcome)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{len(outcomes)} of {len(wanted)}\x1b[K")
    print("\n".join(tables(outcomes, folders)))
    if given.list:
        rows = (
            f"{o.form}\t{o.name}\t{o.seconds:.1f}\t{o.sequences}\t{dict(o.features)}\t{'+'.join(o.answers)}\t"
            f"{o.refused or o.broken or '; '.join(o.errors[:3])}"
            for o in outcomes
        )
        given.list.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _is(path: Path, form: str) -> bool:
    from seqtool.errors import SeqtoolError

    try:
        return _form(path) == form
    except SeqtoolError:
        return False


if __name__ == "__main__":
    main()
