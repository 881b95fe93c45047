"""The rows of the import: what other programs only read becomes a listing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data_files import DATA, Sizes, made
from measure import python
from rows import Check, Row, alternate

_INSIDE = "inside_import.py"


def genbank(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """A GenBank file of 11 MB: read, taken as sequences, and as a listing."""
    size = 100_000 if sizes.label else 11_000_000
    path = made(f"{sizes.label}draft.gbk", "genbank", size, script="generate_flat.py")
    out = DATA / "from-genbank.xml"
    floor, read, take, convert = series = alternate(
        rounds,
        biopython_reads=python(_INSIDE, "biopython", path),
        read=python(_INSIDE, "read", path),
        sequences=python(_INSIDE, "take", path),
        listing=python(_INSIDE, "convert", path, out),
    )
    least = floor.least("inside")
    yield Row(
        "genbank",
        f"GenBank file of {path.stat().st_size / 1e6:.0f} MB",
        {"bytes": path.stat().st_size, "bytes written": out.stat().st_size},
        series,
        [
            Check("read, to Bio.SeqIO, loops alone", read.least("inside") / least, 1.0, "×"),
            Check("read, to Bio.SeqIO, whole processes", read.least() / floor.least(), 1.0, "×"),
            Check("sequences with proteins and notes, to Bio.SeqIO", take.least("inside") / least, None, "×"),
            Check("listing, checked while written, to Bio.SeqIO", convert.least("inside") / least, None, "×"),
            Check("memory, listing", convert.memory, None, "MB"),
            Check("memory of Biopython", floor.memory, None, "MB"),
        ],
    )
    out.unlink()


def xlsx(sizes: Sizes, rounds: int) -> Iterator[Row]:
    """A workbook of 100,000 rows: the cells alone, the records, and a listing checked while it is written."""
    rows = 200 if sizes.label else 100_000
    path = made(f"{sizes.label}rows.xlsx", "xlsx", rows, script="generate_sheet.py")
    out = DATA / "from-xlsx.xml"
    cells, records, convert = series = alternate(
        rounds,
        cells_alone=python(_INSIDE, "cells", path),
        records=python(_INSIDE, "rows", path),
        listing=python(_INSIDE, "convert", path, out),
    )
    yield Row(
        "xlsx",
        f"XLSX workbook of {rows:,} rows",
        {"bytes": path.stat().st_size, "bytes written": out.stat().st_size, "sequences": rows},
        series,
        [
            Check("listing, checked while written", convert.least(), 30.0, "s"),
            Check(
                "records, to python-calamine reading the cells", records.least() / cells.least(), None, "×"
            ),
            Check("memory, listing", convert.memory, None, "MB"),
        ],
    )
    out.unlink()


IMPORTS: dict[str, Callable[[Sizes, int], Iterator[Row]]] = {"genbank": genbank, "xlsx": xlsx}
