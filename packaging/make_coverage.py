"""Writes ``docs/coverage.md``: each paragraph of the standard with its rules, or why it has none.

Run it after a change of a rule's declaration: ``python packaging/make_coverage.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from seqtool.app.coverage import coverage, markdown

TARGET = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"

if __name__ == "__main__":
    TARGET.write_text(markdown(), encoding="utf-8")
    print(f"written: {TARGET.name}")
    gaps = [entry.paragraph.number for entry in coverage() if entry.open]
    if gaps:
        sys.exit(f"neither rule nor reason: {', '.join(gaps)}")
