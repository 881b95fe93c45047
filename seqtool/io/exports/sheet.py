"""A spreadsheet (CSV, TSV, XLSX) with a row for each sequence, in the columns that the import reads again.

Features stand in one cell as the import of spreadsheets reads them, a line each:
``CDS 1..300 gene="abc"; product="protein A"``. Qualifiers of the source have columns of their own.
"""

from __future__ import annotations

from typing import Final

from seqtool.io.exports.cells import guarded
from seqtool.io.exports.formats import Format, Item, Job
from seqtool.io.exports.parts import letters, one_line, source_of
from seqtool.io.exports.rows import LONGEST_CELL, Cell, CsvSink, Sink, XlsxSink, closing
from seqtool.io.imports.notes import Kind
from seqtool.model import Feature, Qualifier

_FIRST: Final = ("SEQ ID NO", "name", "description", "molecule type", "mol_type", "organism", "length")
_LAST: Final = ("features", "sequence")
_WIDTHS: Final = {
    "name": 24,
    "description": 30,
    "mol_type": 14,
    "organism": 26,
    "features": 40,
    "sequence": 60,
}
#: Residues of a sequence that is written piece by piece.
_LONG: Final = 1_000_000
_OWN: Final = frozenset({"organism", "mol_type"})


def write_csv(job: Job) -> None:
    """Write CSV, or TSV where the file is called so."""
    columns = _columns(job)
    with closing(CsvSink(job.out, columns, "\t" if job.suffix == ".tsv" else ",")) as sink:
        _write(job, sink, columns, workbook=False)


def write_xlsx(job: Job) -> None:
    """Write a workbook with one sheet."""
    columns = _columns(job)
    widths = [_WIDTHS.get(column, 14) for column in columns]
    with closing(XlsxSink(job.out, columns, widths, "sequences")) as sink:
        _write(job, sink, columns, workbook=True)


def _columns(job: Job) -> list[str]:
    return [*_FIRST, *sorted(set(job.source_qualifiers) - _OWN), *_LAST]


def _write(job: Job, sink: Sink, columns: list[str], *, workbook: bool) -> None:
    title = "A workbook" if workbook else "CSV"
    job.tell(
        Kind.LEFT_OUT,
        f"{title} holds no general information (applicant, application, title of the invention)",
    )
    for item in job.items:
        if item.sequence.skipped or not item.sequence.residues.length:
            why = "a skipped sequence has" if item.sequence.skipped else "the sequence has"
            job.leave(item, f"{why} no residues")
            continue
        row = _row(job, item)
        length = item.sequence.residues.length
        if length <= _LONG:
            row["sequence"] = "".join(letters(job, item))
        else:
            _see_length(job, item, "sequence", length, workbook=workbook)
        cells = [row.get(column) for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            if isinstance(cell, str):
                _see(job, item, column, cell, workbook=workbook)
        if length > _LONG and isinstance(sink, CsvSink):
            sink.long_row(cells[:-1], letters(job, item))
        else:
            sink.row([_fitting(cell) if workbook else cell for cell in cells])
        job.take(item)


def _see(job: Job, item: Item, column: str, cell: str, *, workbook: bool) -> None:
    """Tell what a cell cannot hold, or holds otherwise."""
    if len(cell) > LONGEST_CELL:
        _see_length(job, item, column, len(cell), workbook=workbook)
    elif not workbook and guarded(cell) != cell:
        job.tell(
            Kind.CHANGED,
            "an apostrophe stands before a text that a spreadsheet would run as a formula, or a control character is marked",
            item,
            before=cell,
            after=guarded(cell),
        )


def _see_length(job: Job, item: Item, column: str, length: int, *, workbook: bool) -> None:
    """Tell of a text that is longer than a cell of Excel."""
    before = f"{length:,} characters"
    if workbook:
        reason = f"the {column} has more characters than a cell holds ({LONGEST_CELL:,}): the cell is empty; write CSV or FASTA"
        job.tell(Kind.LEFT_OUT, reason, item, before=before)
    else:
        reason = f"the {column} has more than {LONGEST_CELL:,} characters: Excel would cut it when it opens the file"
        job.tell(Kind.QUESTION, reason, item, before=before)


def _fitting(cell: Cell) -> Cell:
    return None if isinstance(cell, str) and len(cell) > LONGEST_CELL else cell


def _row(job: Job, item: Item) -> dict[str, Cell]:
    sequence, counts = item.sequence, job.notes.features
    row: dict[str, Cell] = {
        "SEQ ID NO": item.number,
        "name": one_line(item.name),
        "description": one_line(item.description),
        "molecule type": sequence.molecule_type,
        "length": sequence.residues.length,
    }
    source, lines = source_of(sequence), []
    for feature in sequence.features:
        counts["read"] += 1
        counts["taken"] += 1
        for qualifier in feature.qualifiers:
            _tell(job, item, feature, qualifier)
        if feature is source:
            _source(job, item, feature, row)
        else:
            lines.append(_line(feature))
    row["features"] = "\n".join(lines)
    return row


def _tell(job: Job, item: Item, feature: Feature, qualifier: Qualifier) -> None:
    if qualifier.non_english is not None and qualifier.value:
        job.tell(
            Kind.LEFT_OUT,
            "a spreadsheet holds one language",
            item,
            feature=feature,
            qualifier=qualifier.name,
            before=qualifier.non_english,
        )
    if qualifier.id is not None:
        job.tell(
            Kind.LEFT_OUT,
            "a spreadsheet has no ids of qualifiers",
            item,
            feature=feature,
            qualifier=qualifier.name,
            before=qualifier.id,
        )


def _source(job: Job, item: Item, source: Feature, row: dict[str, Cell]) -> None:
    """The qualifiers of the source, each in its column."""
    for qualifier in source.qualifiers:
        text = one_line(qualifier.value or qualifier.non_english or "")
        if qualifier.value is None and qualifier.non_english is None:
            text = "yes"  # a flag, as the template has it
        before = row.get(qualifier.name) if qualifier.name not in _FIRST[:4] else None
        if before:
            job.tell(
                Kind.CHANGED,
                "several values of a qualifier of the source stand in one cell",
                item,
                feature=source,
                qualifier=qualifier.name,
                before=text,
            )
            text = f"{before}; {text}"
        row[qualifier.name] = text


def _line(feature: Feature) -> str:
    """A feature as the import of spreadsheets reads it."""
    values = "; ".join(
        q.name if q.value is None and q.non_english is None else f"{q.name}={_quoted(q)}"
        for q in feature.qualifiers
    )
    return f"{one_line(feature.key)} {''.join(feature.location.split())} {values}".rstrip()


def _quoted(qualifier: Qualifier) -> str:
    value = one_line(qualifier.value or qualifier.non_english or "").replace('"', '""')
    return f'"{value}"'


CSV = Format(
    name="csv",
    title="spreadsheet (CSV, TSV)",
    suffixes=(".csv", ".tsv"),
    write=write_csv,
    surveyed=True,
)
XLSX = Format(
    name="xlsx",
    title="spreadsheet (Excel workbook)",
    suffixes=(".xlsx",),
    write=write_xlsx,
    surveyed=True,
)
FORMATS = {known.name: known for known in (CSV, XLSX)}
