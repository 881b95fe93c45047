"""Every way for ``seqtool`` to end, through a real process."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from notation import parse
from support_process import FAULTY, VALID, WARNED, environment, listing, seqtool, start

posix = pytest.mark.skipif(os.name != "posix", reason="signals and devices of POSIX")
linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


def left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("text", "options", "status"),
    [
        (VALID, (), 0),
        (FAULTY, (), 1),
        (WARNED, (), 0),
        (WARNED, ("--fail-on", "warning"), 1),
        (FAULTY, ("--fail-on", "never"), 0),
        (VALID, ("--fail-on", "warning"), 0),
        (FAULTY, ("--level", "formality"), 0),
    ],
)
def test_findings_decide(tmp_path: Path, text: str, options: tuple[str, ...], status: int) -> None:
    done = seqtool("validate", *options, listing(tmp_path, text))
    assert done.status == status, done.out
    assert done.out
    assert not done.err


def test_unreadable_xml_is_a_finding(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    broken.write_bytes(b"<ST26SequenceListing><SequenceData>")
    assert seqtool("validate", str(broken)).status == 1
    assert seqtool("validate", "-", stdin=b"").status == 1


def test_no_such_file(tmp_path: Path) -> None:
    done = seqtool("validate", str(tmp_path / "absent.xml"))
    assert done.status == 2
    assert "absent.xml" in done.err
    assert "no such file" in done.err


def test_a_folder(tmp_path: Path) -> None:
    done = seqtool("validate", str(tmp_path))
    assert done.status == 2
    assert "folder" in done.err


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_not_ours_to_read(tmp_path: Path) -> None:
    path = Path(listing(tmp_path))
    path.chmod(0)
    assert seqtool("validate", str(path)).status == 2


def test_another_format_is_named(tmp_path: Path) -> None:
    packed = tmp_path / "listing.xml.gz"
    packed.write_bytes(gzip.compress(Path(listing(tmp_path)).read_bytes()))
    done = seqtool("validate", str(packed))
    assert done.status == 2
    assert "gzip" in done.err.lower()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("validate",),
        ("validate", "--no-such-option", "x.xml"),
        ("validate", "--format", "docx", "x.xml"),
        ("validate", "--profile", "moon", "x.xml"),
        ("validate", "--max-per-rule", "-1", "x.xml"),
        ("validate", "--filing-date", "2024-02-31", "x.xml"),
        ("no-such-command",),
        ("fix", "x.xml"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    done = seqtool(*arguments)
    assert done.status == 2
    assert done.err
    assert not done.out


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    path = listing(tmp_path)
    target = tmp_path / "absent" / "report.json"
    done = seqtool("validate", path, "-o", str(target))
    assert done.status == 2
    assert "report.json" in done.err
    done = seqtool("validate", path, "-o", str(tmp_path))
    assert done.status == 2
    assert left(tmp_path) == {"example.xml"}


@linux
def test_full_device(tmp_path: Path) -> None:
    path = listing(tmp_path)
    for form in ("text", "json", "html"):
        with Path("/dev/full").open("wb") as full:
            done = seqtool("validate", "--format", form, path, stdout=full)
        assert done.status == 2, form
        assert "full" in done.err
    with Path("/dev/full").open("wb") as full:
        assert seqtool("rules", stdout=full).status == 2


@posix
def test_closed_pipe(tmp_path: Path) -> None:
    """``| head -1``: whoever reads has enough, and nobody is told off."""
    paths = [listing(tmp_path, FAULTY, f"{n}.xml") for n in range(3)]
    for arguments in (("validate", "--format", "json", *paths * 20), ("rules",), ("--help",)):
        with start(*arguments) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            if arguments[0] == "validate":
                process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(60) in (0, 1)


@posix
@pytest.mark.parametrize("form", ["text", "json"])
def test_interrupted(tmp_path: Path, form: str) -> None:
    """Ctrl-C in the middle: status 130, the old report stays, nothing half-written is left."""
    target = tmp_path / "report"
    target.write_text("old")
    text = Path(listing(tmp_path)).read_text("utf-8")
    head, _, tail = text.partition("<SequenceData")
    with start("validate", "--format", form, "-", "-o", str(target)) as process:
        assert process.stdin is not None
        process.stdin.write((head + "<SequenceData" + tail.partition("</SequenceData>")[0]).encode())
        process.stdin.flush()
        for _ in range(600):
            if any(name.endswith(".part") for name in left(tmp_path)):
                break
            time.sleep(0.05)
        else:
            pytest.fail("the report was never begun")
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        status = process.wait(60)
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert status == 130
    assert "Traceback" not in said
    assert "ancelled" in said
    assert target.read_text() == "old"
    assert left(tmp_path) == {"example.xml", "report"}


def test_several_files_give_the_gravest(tmp_path: Path) -> None:
    good, bad = listing(tmp_path, VALID, "good.xml"), listing(tmp_path, FAULTY, "bad.xml")
    absent = str(tmp_path / "absent.xml")
    assert seqtool("validate", good, good).status == 0
    assert seqtool("validate", good, bad).status == 1
    done = seqtool("validate", "--format", "json", absent, bad, good)
    assert done.status == 2
    assert "absent.xml" in done.err
    assert len(done.out.splitlines()) == 2


@pytest.mark.parametrize("command", [(), ("validate",), ("fix",), ("convert",), ("rules",), ("explain",)])
def test_help(command: tuple[str, ...]) -> None:
    done = seqtool(*command, "--help")
    assert done.status == 0
    assert "Usage: seqtool" in done.out
    assert "\\b" not in done.out
    assert "\b" not in done.out


def test_version_loads_nothing() -> None:
    """Answered before click, rich, msgspec or a rule is imported."""
    command = [sys.executable, "-X", "importtime", "-m", "seqtool", "--version"]
    done = subprocess.run(command, capture_output=True, env=environment(), check=True, timeout=60)
    assert done.stdout.startswith(b"seqtool ")
    modules = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"seqtool.__about__" in modules
    assert not modules & {
        b"click",
        b"rich",
        b"msgspec",
        b"lxml",
        b"Bio",
        b"seqtool.cli.main",
        b"seqtool.rules",
    }


def test_validate_loads_neither_rich_nor_biopython(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "seqtool", "validate", listing(tmp_path)]
    done = subprocess.run(command, capture_output=True, env=environment(), check=True, timeout=60)
    modules = {line.rpartition(b"|")[2].strip() for line in done.stderr.splitlines()}
    assert b"seqtool.rules" in modules
    assert not modules & {b"rich.progress", b"Bio", b"jinja2", b"openpyxl"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "a.xml", "-o", "a.xml"),
        ("validate", "a.xml", "-o", "./a.xml"),
        ("fix", "a.xml", "-o", "a.xml"),
        ("fix", "a.xml", "-o", "b.xml", "--report", "a.xml"),
        ("fix", "a.xml", "-o", "b.xml", "--report", "b.xml"),
        ("convert", "a.xml", "-o", "b.xml", "--report", "a.xml"),
        ("convert", "a.xml", "-o", "b.xml", "--report", "b.xml"),
        ("convert", "b.fa", "-o", "a.xml", "--general", "a.xml"),
    ],
)
def test_a_report_never_takes_the_place_of_a_listing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    kept = tmp_path / "a.xml"
    kept.write_text(FAULTY, encoding="utf-8")
    process = start(*arguments, cwd=tmp_path)
    _, err = process.communicate()
    assert process.returncode == 2, err
    assert b"a.xml" in err or b"b.xml" in err
    assert kept.read_text(encoding="utf-8") == FAULTY
    assert left(tmp_path) == {"a.xml"}


def test_another_format_is_refused_by_its_name(tmp_path: Path) -> None:
    packed = tmp_path / "packed.xml"
    packed.write_bytes(gzip.compress(VALID.encode()))
    done = seqtool("validate", listing(tmp_path, VALID), str(packed))
    assert done.status == 2
    assert "packed.xml is a gzip archive" in done.err


@posix
def test_a_locale_of_ascii(tmp_path: Path) -> None:
    more = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    file = listing(tmp_path, VALID.replace("\n", "\n  misc_feature 5..5\n    note = α\n", 1))
    for arguments in (("fix", file, "--dry-run"), ("validate", file), ("explain", "T010"), ("rules",)):
        done = subprocess.run(
            [sys.executable, "-m", "seqtool", *arguments],
            env=environment(**more),
            capture_output=True,
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        assert done.stdout.decode("utf-8")


@linux
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/a\xff\nb.xml"
    text = parse(VALID.replace("\n", "\n  misc_feature 5..5\n    note = a\n", 1)).xml()
    Path(os.fsdecode(odd)).write_text(text, encoding="utf-8")
    report = tmp_path / "r.json"
    done = seqtool("fix", os.fsdecode(odd), "--dry-run", "--report", str(report))
    assert done.status == 0, done.err
    assert "\\u000ab.xml" in done.out
    assert json.loads(report.read_text(encoding="utf-8"))["file"].endswith("\udcff\nb.xml")
    done = seqtool("validate", "--format", "json", os.fsdecode(odd))
    assert done.status == 1
    assert json.loads(done.out)["counts"]["error"] == 1
    fasta = os.fsencode(tmp_path) + b"/o\xff.fasta"
    Path(os.fsdecode(fasta)).write_text(">a\n" + "acgt" * 10 + "\n", encoding="utf-8")
    done = seqtool(
        "convert", os.fsdecode(fasta), "-o", str(tmp_path / "o.xml"), "--draft", "--organism", "Homo sapiens",
        "--report", str(report),
    )  # fmt: skip
    assert done.status == 1, done.err
    assert json.loads(report.read_text(encoding="utf-8"))["names"][0]["file"].endswith("\udcff.fasta")
