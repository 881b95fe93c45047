"""``seqtool project``: a listing from a shell script, and every way for a command to end."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import ROOT
from support_process import environment, seqtool, start

from seqtool.store import Project

posix = pytest.mark.skipif(os.name != "posix" or shutil.which("sh") is None, reason="needs a POSIX shell")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))


def _shell(folder: Path, script: str) -> str:
    """Run a script in an empty folder, with ``seqtool`` on the path."""
    tools, work = folder / "bin", folder / "work"
    tools.mkdir()
    work.mkdir()
    command = tools / "seqtool"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m seqtool "$@"\n')
    command.chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-eu"],
        input=script.encode(),
        cwd=work,
        env=environment(PATH=path, PYTHONPATH=str(ROOT)),
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def _look(work: Path, said: str) -> None:
    assert "Valid: no errors" in said
    assert "SEQ ID NO: 4 is 2 now." in said
    listing = work / "P-100.xml"
    assert seqtool("validate", str(listing)).status == 0
    receipt = json.loads((work / "receipt.json").read_text())
    assert (receipt["size"], receipt["sequences"]["total"]) == (listing.stat().st_size, 4)
    assert f"{receipt['size']:,} bytes" in (work / "statement.txt").read_text()
    text = listing.read_text(encoding="utf-8")
    assert "MKKTAIAIAVALAGFATVAQA" in text
    assert text.count("SEQ ID NO: 1</INSDQualifier_value>") == 2
    refused = seqtool("project", "move", str(work / "reporter.seqproj"), "2", "1")
    assert refused.status == 2
    assert "filed" in refused.err


@posix
def test_the_example_makes_a_listing(tmp_path: Path) -> None:
    script = (ROOT / "resources" / "examples" / "make_listing.sh").read_text(encoding="utf-8")
    said = _shell(tmp_path, script)
    _look(tmp_path / "work", said)


def test_the_document_shows_the_example() -> None:
    """What ``docs/project.md`` walks through is the script that the test runs."""
    text = (ROOT / "docs" / "project.md").read_text(encoding="utf-8")
    script = (ROOT / "resources" / "examples" / "make_listing.sh").read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    wanted = [line for line in script.splitlines() if line and not line.startswith(("#", "set -"))]
    assert [line for line in lines if line] == wanted


def test_all_commands_are_documented() -> None:
    text = (ROOT / "docs" / "project.md").read_text(encoding="utf-8")
    help_text = seqtool("project", "--help").out
    names = re.findall(r"^  ([a-z]+)  ", help_text, re.MULTILINE)
    assert len(names) > 30
    assert [name for name in names if f"`{name}`" not in text and f"`{name} " not in text] == []


def test_two_at_once(tmp_path: Path) -> None:
    path = tmp_path / "p.seqproj"
    with Project.new(path):
        done = seqtool("project", "set", str(path), "--reference", "R-1")
        assert done.status == 2
        assert "is open elsewhere" in done.err
        assert "(--take-over)" in done.err
        assert f"process {os.getpid()}" in done.err
        assert seqtool("project", "info", str(path)).status == 0
    assert seqtool("project", "set", str(path), "--reference", "R-1").status == 0


def test_what_is_refused_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "p.seqproj"
    fasta = tmp_path / "a.fasta"
    fasta.write_text(">a\nacgtacgtacgt\n")
    assert seqtool("project", "new", str(path)).status == 0
    before = path.read_bytes()
    for arguments, words in (
        (("add", str(path), str(fasta)), "only you can answer"),
        (("move", str(path), "1", "2"), "SEQ ID NO: 1"),
        (("set", str(path), "--title", "zz=Title"), "no language code"),
        (("add", str(path), str(path)), "the project itself"),
        (("add", str(path), str(tmp_path / "absent")), "no such file"),
        (("generate", str(path), "-o", str(tmp_path / "l.xml")), "no sequence"),
    ):
        done = seqtool("project", *arguments)
        assert (done.status, done.out) == (2, ""), arguments
        assert words in done.err
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir() if one.name != "cache") == ["a.fasta", "p.seqproj"]
    assert seqtool("project", "info", str(tmp_path / "absent.seqproj")).status == 2
    assert seqtool("project", "info", str(fasta)).status == 2


def test_two_commands_at_once(tmp_path: Path) -> None:
    """One does its work, the other is refused or waits its turn: nothing of either is lost or mixed."""
    path = tmp_path / "p.seqproj"
    fasta = tmp_path / "many.fasta"
    fasta.write_text("".join(f">s{n}\n{'acgtacgtac' * 3}{'acgt'[n % 4]}\n" for n in range(2_000)))
    assert seqtool("project", "new", str(path)).status == 0
    adding = ("project", "add", str(path), str(fasta), "--moltype", "DNA", "--organism", "Homo sapiens", "--mol-type", "genomic DNA")  # fmt: skip
    with start(*adding) as one, start(*adding) as other:
        said = [process.communicate(timeout=120) for process in (one, other)]
        statuses = sorted([one.returncode, other.returncode])
    assert statuses in ([0, 0], [0, 2])
    if statuses == [0, 2]:
        assert any(b"is open elsewhere" in err for _, err in said)
    listed = json.loads(seqtool("project", "info", str(path), "--json").out)
    assert listed["sequences"] == 2_000 * statuses.count(0)
    assert [one.name for one in tmp_path.iterdir() if "lock" in one.name] == []


@posix
def test_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "p.seqproj"
    fasta = tmp_path / "many.fasta"
    fasta.write_text("".join(f">s{n}\n{'acgtacgtac' * 9}\n" for n in range(20_000)))
    assert seqtool("project", "new", str(path)).status == 0
    before = path.read_bytes()
    with start("project", "add", str(path), str(fasta), "--moltype", "DNA", "--organism", "Homo sapiens", "--mol-type", "genomic DNA") as process:  # fmt: skip
        lock = tmp_path / ".~p.seqproj.lock"
        deadline = time.monotonic() + 60
        while not lock.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert path.read_bytes() == before
    done = seqtool("project", "set", str(path), "--reference", "R-1")
    assert (done.status, done.err) == (0, "")
