"""Every GenBank and FASTA file of the corpus gives a listing without errors, or a reason why not."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from support import corpus

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import SeqtoolError
from seqtool.io.imports import Choices, QuestionsError
from seqtool.io.st26.reader import ListingReader
from seqtool.model import GeneralInformation, Name, Title

GENERAL = GeneralInformation(
    file_reference="REF-1",
    applicant=Name("Example Ltd", "en"),
    titles=(Title("Some sequences", "en"),),
    production_date="2026-01-01",
)
#: Whoever consents to everything.
WILLING: dict[str, Any] = {
    "gap_runs": "keep",
    "rna": "rna",
    "refused": "omit",
    "length": "accept",
    "case": "fold",
    "gaps": "close",
    "stops": "split",
    "uracil": "t",
    "three_letter": True,
    "direction": "as-written",
}
#: What else is tried in turn: the corpus says neither organism nor molecule type in all places.
MORE: tuple[dict[str, Any], ...] = (
    {},
    {"organism": "unidentified"},
    {"moltype": "DNA"},
    {"moltype": "AA"},
    {"moltype": "DNA", "organism": "unidentified"},
)
#: Larger files are measured (docs/import.md), not tested here.
LARGEST = 400_000
REASONS = (
    "of no format",
    "XML of a kind that is not read",
    "no sequence is left to list",
    "text before the first heading",
)


def files(*endings: str) -> list[Path]:
    seen: set[bytes] = set()
    found = []
    for path in sorted([*corpus("flat").rglob("*"), *corpus("insdxml").rglob("*")]):
        if path.is_file() and path.suffix.lower() in endings and path.stat().st_size <= LARGEST:
            data = path.read_bytes()
            if data not in seen:
                seen.add(data)
                found.append(path)
    return found


def run(path: Path, **more: Any) -> str:
    """What is wrong, empty where nothing is."""
    why = ""
    for extra in MORE:
        out = io.BytesIO()
        choices = Choices(**{"organism": None, **WILLING, **more, **extra})
        try:
            done = convert((str(path),), out, GENERAL, choices, options=Options(max_per_rule=0))
        except QuestionsError as error:
            why = str(error)
            continue
        except SeqtoolError as error:
            why = str(error)
            return "" if any(reason in why for reason in REASONS) and path.name in why else why
        errors = [
            f"{f.code} {f.sequence_id} {f.key} {f.location} {f.value}"
            for f in done.result.findings
            if f.severity == "error"
        ]
        counts = done.notes.features
        if counts["read"] != counts["taken"] + counts["left_out"]:
            errors.append(f"features went astray: {counts}")
        with ListingReader(out.getvalue()) as reader:
            entries = [block.entry for block in reader if block.entry is not None]
        # Every sequence has a source of its own: that of the record's first counts as taken where it had one.
        written = sum(len(entry.sequence.features) for entry in entries)
        made = sum(1 for e in entries for f in e.sequence.features if f.key != "source")
        if not made <= counts["taken"] + counts["parted"] <= written:
            errors.append(f"{counts['taken']} features were taken, {written} written")
        return "; ".join(errors)
    return why


@pytest.mark.parametrize(
    "endings",
    [
        (".gb", ".gbk", ".genbank", ".gp", ".gbwithparts", ".seq"),
        (".embl", ".imgt", ".embl2sq"),
        (".gbxml", ".xml"),
        (".fa", ".fasta", ".fas", ".fna", ".faa"),
    ],
    ids=["genbank", "embl", "xml", "fasta"],
)
def test_every_file(endings: tuple[str, ...]) -> None:
    wrong = {}
    for path in files(*endings):
        more: dict[str, Any] = {} if ".fa" not in endings else {"organism": "Homo sapiens"}
        if fault := run(path, **more):
            wrong[path.name] = fault[:300]
    assert not wrong
