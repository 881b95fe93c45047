"""The table for the description: SEQ ID NO, name, type, length, organism – as CSV, XLSX or DOCX."""

from __future__ import annotations

from typing import Final

from seqtool.errors import UsageError
from seqtool.io.exports.formats import Format, Job
from seqtool.io.exports.parts import one_line, source_of, value_of
from seqtool.io.exports.rows import CsvSink, DocxSink, Sink, XlsxSink, closing, tidy

COLUMNS: Final = ("SEQ ID NO", "Name", "Type", "Length", "Organism")
_WIDTHS: Final = (11, 32, 9, 11, 34)
_SHARES: Final = (12, 32, 10, 12, 34)
_TITLE: Final = "Sequences"
SKIPPED: Final = "(skipped)"


def write(job: Job) -> None:
    """Write one row for each sequence, skipped ones too, so that the numbers run on."""
    with closing(_sink(job)) as sink:
        _rows(job, sink)


def _rows(job: Job, sink: Sink) -> None:
    for item in job.items:
        sequence = item.sequence
        if sequence.skipped:
            sink.row((item.number, one_line(item.name), SKIPPED, None, ""))
        else:
            organism = one_line(value_of(source_of(sequence), "organism"))
            sink.row(
                (
                    item.number,
                    one_line(item.name),
                    sequence.molecule_type,
                    sequence.residues.length,
                    organism,
                )
            )
        job.take(item)


def _sink(job: Job) -> Sink:
    if job.suffix == ".docx":
        titles = [title.text for title in job.general.titles]
        english = next((t.text for t in job.general.titles if t.language == "en"), next(iter(titles), ""))
        return DocxSink(job.out, COLUMNS, _SHARES, tidy(f"{_TITLE}: {english}") if english else _TITLE)
    if job.suffix == ".xlsx":
        return XlsxSink(job.out, COLUMNS, _WIDTHS, _TITLE)
    if job.suffix in ("", ".csv", ".txt"):
        return CsvSink(job.out, COLUMNS)
    if job.suffix == ".tsv":
        return CsvSink(job.out, COLUMNS, "\t")
    raise UsageError(f"A table is written as .docx, .xlsx, .csv or .tsv, not as {job.suffix}.")


FORMAT = Format(
    name="table",
    title="table for the description (SEQ ID NO, name, type, length, organism)",
    suffixes=(".docx",),
    also=(".xlsx", ".csv", ".tsv"),
    write=write,
)
