"""Writes ``resources/schema/*.json`` from the types of the report, of the listing in JSON, of a comparison and of an edit.

Run it after a change of one of them: ``python packaging/make_schema.py``.
"""

from __future__ import annotations

from pathlib import Path

from seqtool.app import compare, project
from seqtool.io import listing_schema
from seqtool.report import json_lines

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "schema"
MADE = {
    "seqtool-report-1.json": json_lines.schema,
    "seqtool-listing-1.json": listing_schema.schema,
    "seqtool-compare-1.json": compare.schema,
    "seqtool-project-edit-1.json": project.schema,
}

if __name__ == "__main__":
    for name, schema in MADE.items():
        (FOLDER / name).write_text(schema(), encoding="utf-8")
        print(f"written: {name}")
