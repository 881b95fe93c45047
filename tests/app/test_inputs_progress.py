"""How far an import is, where its format must be read whole."""

from __future__ import annotations

import io
from pathlib import Path

from support_sheets import GENERAL, SYN, xlsx

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.io.imports import Choices
from seqtool.task import Task


def test_a_workbook_tells_its_rows(tmp_path: Path) -> None:
    rows = [(f"p{n}", "acgtacgtacgt", "DNA", SYN) for n in range(200)]
    path = xlsx(tmp_path / "t.xlsx", {"S": [("Name", "Sequence", "Type", "Organism"), *rows]})
    steps: list[float] = []
    task = Task(lambda done, total, _unit: steps.append(done / total))
    convert((str(path), str(path)), io.BytesIO(), GENERAL, Choices(), options=Options(), task=task)
    assert steps == sorted(steps)
    assert 0 < steps[0] < 0.01
    assert 0.49 < steps[199] < 0.51
    assert 0.99 < steps[-1] <= 1
