"""Processes for the rows of the import, timed from within like those of ``inside.py``.

python benchmarks/inside_import.py biopython FILE     Bio.SeqIO reads a GenBank file
python benchmarks/inside_import.py read FILE          our reader: records with their features as written
python benchmarks/inside_import.py take FILE          and the sequences of the listing that come of them
python benchmarks/inside_import.py cells FILE         python-calamine reads a workbook
python benchmarks/inside_import.py rows FILE          our reader: its rows as records
python benchmarks/inside_import.py convert FILE OUT   and the listing, checked while it is written
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

Numbers = dict[str, float | int]


def biopython(path: Path) -> Numbers:
    """Every record with its features, nothing done with it."""
    from Bio import SeqIO

    started = time.perf_counter()
    features = sum(len(record.features) for record in SeqIO.parse(path, "genbank"))
    return {"seconds": time.perf_counter() - started, "features": features}


def read(path: Path) -> Numbers:
    """The same by our reader."""
    from seqtool.io.imports import genbank

    started = time.perf_counter()
    with path.open("rb") as file:
        features = sum(len(record.features) for record in genbank.read(file, path.name))
    return {"seconds": time.perf_counter() - started, "features": features}


def take(path: Path) -> Numbers:
    """Records to sequences: organisms, features, coding sequences compared, proteins, notes."""
    from seqtool.io.imports import Choices, Importer, Notes, genbank
    from seqtool.spec import organisms, standard

    standard().nucleotide_keys  # noqa: B018  tables are read before the loop
    organisms.lookup("Escherichia coli")
    notes = Notes()
    started = time.perf_counter()
    with path.open("rb") as file:
        importer = Importer(Choices(), notes)
        sequences = sum(1 for record in genbank.read(file, path.name) for _ in importer.take(record))
    return {
        "seconds": time.perf_counter() - started,
        "sequences": sequences,
        "features": notes.features["read"],
    }


def cells(path: Path) -> Numbers:
    """Every cell of the first sheet, nothing done with it."""
    import python_calamine

    started = time.perf_counter()
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        found = sum(len(row) for row in book.get_sheet_by_index(0).iter_rows())
    return {"seconds": time.perf_counter() - started, "cells": found}


def rows(path: Path) -> Numbers:
    """Its rows as records, behind the guard."""
    import io

    from seqtool.io.imports import Choices, Notes, Source
    from seqtool.io.imports.sheet import FORMATS

    started = time.perf_counter()
    with path.open("rb") as file:
        assert isinstance(file, io.BufferedReader)
        source = Source(file, path.name, Choices(), Notes())
        found = sum(1 for _ in FORMATS["xlsx"].read(source))
    return {"seconds": time.perf_counter() - started, "records": found}


def convert(path: Path, out: Path) -> Numbers:
    """All of it."""
    from seqtool.app.convert import convert as work
    from seqtool.app.validate import Options
    from seqtool.io.imports import Choices
    from seqtool.model import GeneralInformation, Name, Title
    from seqtool.rules.profiles import profile

    profile("wipo").rules()
    general = GeneralInformation(
        file_reference="B1",
        applicant=Name("Benchmark", "en"),
        titles=(Title("Draft genome", "en"),),
        file_name=out.name,
        production_date="2026-01-31",
    )
    started = time.perf_counter()
    done = work((str(path),), out, general, Choices(), options=Options())
    return {"seconds": time.perf_counter() - started, "sequences": done.sequences}


def main() -> None:
    """One of the functions above."""
    name, *paths = sys.argv[1:]
    work: dict[str, Callable[..., Numbers]] = {
        "biopython": biopython,
        "read": read,
        "take": take,
        "cells": cells,
        "rows": rows,
        "convert": convert,
    }
    print(json.dumps(work[name](*map(Path, paths))))


if __name__ == "__main__":
    main()
