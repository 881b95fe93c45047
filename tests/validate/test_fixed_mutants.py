"""Safe fixes of damaged listings: they end, do nothing twice, and leave what is disclosed alone."""

from __future__ import annotations

import datetime
import io
import os

import pytest
from mutate import mutant

from seqtool.app.fix import Choice, fix_listing
from seqtool.app.validate import Options, validate
from seqtool.errors import OutputError
from seqtool.io.st26.reader import ListingReader
from seqtool.io.st26.writer import write_listing
from seqtool.model import Sequence

COUNT = int(os.environ.get("SEQTOOL_FIXED_MUTANTS", "100"))
OPTIONS = Options(max_per_rule=0, today=datetime.date(2026, 6, 30))


def mended(data: bytes) -> tuple[bytes, int]:
    out = io.BytesIO()
    result = fix_listing(io.BytesIO(data), out, OPTIONS, Choice(), file="example.xml")
    return out.getvalue(), len(result.changes)


def sequences(data: bytes) -> list[Sequence]:
    with ListingReader(data) as reader:
        return [block.entry.sequence for block in reader if block.entry is not None]


def meaning(record: Sequence) -> str:
    """Residues without regard to case (uniformly wrong case is mended) and white space; u in RNA is t."""
    text = "".join(record.residues.text.split()).lower()
    return text.replace("u", "t") if record.molecule_type.strip().upper() == "RNA" else text


@pytest.mark.parametrize("first", range(0, COUNT, 25))
def test_safe_fixes(first: int) -> None:
    for seed in range(first, min(first + 25, COUNT)):
        general, declared, entries = mutant(seed)
        out = io.BytesIO()
        try:
            write_listing(out, general, entries, total=len(entries), declared=declared)
        except OutputError:
            continue  # holds what XML cannot
        data = out.getvalue()
        once, _ = mended(data)
        again, changes = mended(once)
        assert again == once, seed
        assert not changes, seed
        before, after = sequences(data), sequences(once)
        assert [meaning(r) for r in after] == [meaning(r) for r in before], seed
        assert [r.skipped for r in after] == [r.skipped for r in before], seed
        now = validate(once, OPTIONS, file="example.xml")
        offered = [f for f in now.findings if f.fix is not None and f.fix.safe and f.fix.edits]
        assert not [(f.code, f.value, f.fix) for f in offered], seed
