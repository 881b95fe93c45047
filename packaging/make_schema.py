"""Writes ``resources/schema/seqtool-report-1.json`` from the types of the report.

Run it after a change of the JSON report: ``python packaging/make_schema.py``.
"""

from __future__ import annotations

from pathlib import Path

from seqtool.report.json_lines import schema

TARGET = Path(__file__).resolve().parent.parent / "resources" / "schema" / "seqtool-report-1.json"

if __name__ == "__main__":
    TARGET.write_text(schema(), encoding="utf-8")
    print(f"written: {TARGET.name}")
