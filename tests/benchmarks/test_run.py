"""The benchmarks run, on tiny inputs: their floors do the same work as their subjects. No timing is asserted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree
from support import ROOT


@pytest.fixture
def benchmarks(tmp_path: Path) -> Path:
    """A copy of the folder, so that nothing is left behind in the repository."""
    folder = tmp_path / "benchmarks"
    folder.mkdir()
    for script in (ROOT / "benchmarks").glob("*.py"):
        shutil.copy(script, folder)
    return folder


def script(*command: object) -> str:
    order = [sys.executable, *map(str, command)]
    done = subprocess.run(order, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_quick_run_gives_all_figures(benchmarks: Path, tmp_path: Path) -> None:
    figures, tables = tmp_path / "figures.json", tmp_path / "tables.md"
    chosen = [f"--only={name}" for name in ("mixed", "fasta", "writing")]
    script(benchmarks / "run.py", "--quick", *chosen, "--json", figures, "--markdown", tables)
    rows = json.loads(figures.read_text())["rows"]
    names = [row["name"] for row in rows]
    assert names == ["mixed", "fasta", "writing"]
    for row in rows:
        assert row["checks"]
        assert all(check["figure"] >= 0 for check in row["checks"])
        assert all(series["memory"][0] > 1_000_000 for series in row["series"].values())
    mixed = rows[names.index("mixed")]["facts"]
    assert mixed["sequences"] == 500
    assert mixed["rules"] > 100
    assert mixed["features"] >= 500
    assert "| work |" in tables.read_text()


def test_hostile_inputs_are_made(benchmarks: Path, tmp_path: Path) -> None:
    for name in ("entity-bomb", "long-attribute", "many-faults", "utf-16"):
        script(benchmarks / "hostile.py", name, tmp_path / name, 100_000)
        assert (tmp_path / name).stat().st_size > 1000


def plain(path: Path) -> bytes:
    """The listing without white space between elements, what the file says of its maker and its day."""
    root = etree.parse(path, etree.XMLParser(remove_blank_text=True)).getroot()
    return etree.tostring(root, method="c14n")


def test_writer_and_its_floor_write_the_same_listing(benchmarks: Path, tmp_path: Path) -> None:
    listing, built, written = tmp_path / "in.xml", tmp_path / "built.xml", tmp_path / "written.xml"
    script(benchmarks / "generate.py", "mixed", 40, listing)
    for work, out in (("build", built), ("write", written)):
        assert json.loads(script(benchmarks / "inside.py", work, listing, out))["sequences"] == 40
    assert plain(built) == plain(written)


def test_corpus_table(benchmarks: Path, tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "flat"
    folder.mkdir(parents=True)
    (folder / "a.fasta").write_text(">a\nACGTACGTACGTNNNNNNNN\n")
    (folder / "b.txt").write_text("nothing\n")
    script(benchmarks / "generate.py", "mixed", 5, folder / "c.xml")
    table = script(benchmarks / "corpus.py", tmp_path / "corpus")
    assert "## seqtool validate" in table
    assert "## seqtool convert" in table
    assert "| flat | 3 | 2 | 0 |" in table
    assert "Broken" not in table
