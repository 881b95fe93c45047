"""The listings that the program shows itself with: one without fault, and the same with the usual ones."""

from __future__ import annotations

import datetime
import io

from support import ROOT

from seqtool.app.validate import Options, validate
from seqtool.io.st26.reader import ListingReader
from seqtool.io.st26.writer import write_listing

EXAMPLES = ROOT / "resources" / "examples"
OPTIONS = Options(max_per_rule=0, today=datetime.date(2026, 6, 30))
#: One each: what practice, offices and forums complain of most.
FAULTS = {
    "X051": 0,  # encoding="utf-8"
    "G117": 0,  # priority date the European way
    "G154": 0,  # applicant without Latin form
    "S009": 0,  # total of sequences
    "L041": 1,  # source one beyond the end
    "Q001": 1,  # qualifier misspelt
    "C036": 1,  # protein of another organism
    "C002": 3,  # protein_id with a leading zero
    "Q109": 5,  # modified base in the wrong case
    "X012": 5,  # raw apostrophe
    "F003": 6,  # NOTE
    "L007": 6,  # 5..5
    "T033": 6,  # id twice
    "T010": 7,  # prime in an English note
    "S032": 8,  # skipped, but with a molecule type
    "L029": 9,  # 30^32
    "F014": 10,  # misc_feature in a protein
    "R005": 11,  # u
    "Q151": 12,  # synthetic construct as genomic DNA
}


def test_nothing_to_complain_of() -> None:
    result = validate(EXAMPLES / "example.xml", OPTIONS, file="example.xml")
    assert result.findings == []
    counted = result.sequences
    assert (counted.total, counted.skipped, counted.dna, counted.rna, counted.aa) == (12, 1, 5, 2, 4)


def test_the_usual_faults() -> None:
    result = validate(EXAMPLES / "faulty.xml", OPTIONS, file="faulty.xml")
    assert {f.code: f.position for f in result.findings} == FAULTS
    assert len(result.findings) == len(FAULTS)
    assert all(f.line for f in result.findings)


def test_reading_and_writing_changes_no_byte() -> None:
    path = EXAMPLES / "example.xml"
    out = io.BytesIO()
    with ListingReader(path) as reader:
        entries = [block.entry for block in reader]
        whole = [entry for entry in entries if entry is not None]
        write_listing(out, reader.head.general, whole, total=len(entries), declared=reader.head.declared)
    assert out.getvalue() == path.read_bytes()
