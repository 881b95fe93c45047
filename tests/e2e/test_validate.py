"""``seqtool validate`` through a real process: inputs, formats, outputs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support_process import FAULTY, VALID, listing, seqtool

MANY = "".join(f"{n} DNA acgtacgtacgt length=13\n" for n in range(1, 8))


def test_standard_input(tmp_path: Path) -> None:
    data = Path(listing(tmp_path, FAULTY)).read_bytes()
    done = seqtool("validate", "--format", "json", "-", stdin=data)
    assert done.status == 1
    report = json.loads(done.out)
    assert report["file"] == "-"
    assert report["counts"]["error"] == 1
    again = json.loads(seqtool("validate", "--format", "json", listing(tmp_path, FAULTY)).out)
    assert again["findings"] == report["findings"]


def test_json_is_one_line_each(tmp_path: Path) -> None:
    paths = [listing(tmp_path, FAULTY, "bad.xml"), listing(tmp_path, VALID, "größe 配列.xml")]
    lines = seqtool("validate", "--format", "json", *paths).out.splitlines()
    reports = [json.loads(line) for line in lines]
    assert [r["file"] for r in reports] == paths
    assert [r["valid"] for r in reports] == [False, True]
    assert all(r["schema"] == "seqtool-report/1" for r in reports)
    assert reports[0]["sequences"]["total"] == 1


def test_no_more_details_than_wanted(tmp_path: Path) -> None:
    path = listing(tmp_path, MANY)
    for wanted, shown in (("3", 3), ("0", 7)):
        done = seqtool("validate", "--format", "json", "--max-per-rule", wanted, path)
        report = json.loads(done.out)
        found = [f for f in report["findings"] if f["code"] == "S010"]
        assert (len(found), report["counts"]["error"]) == (shown, 7)
        assert report["truncated"] == (wanted == "3")


@pytest.mark.parametrize("form", ["text", "json", "html", "xml", "sarif", "junit", "csv"])
def test_every_format(tmp_path: Path, form: str) -> None:
    """Each is well-formed, holds the finding, and is the same in a file as on standard output."""
    path = listing(tmp_path, FAULTY)
    done = seqtool("validate", "--format", form, path)
    assert done.status == 1
    assert not done.err
    assert "13" in done.out
    if form in ("json", "sarif"):
        assert json.loads(done.out)
    elif form in ("xml", "junit"):
        assert len(ElementTree.fromstring(done.out)) > 0
    elif form == "csv":
        assert len(list(csv.reader(io.StringIO(done.out)))) >= 3
    elif form == "html":
        assert done.out.lstrip().lower().startswith("<!doctype html>")
    target = tmp_path / "report"
    written = seqtool("validate", "--format", form, path, "-o", str(target))
    assert written.status == 1
    assert not written.out
    if form not in ("html", "xml", "junit", "sarif"):  # these may carry the time of the run
        assert target.read_bytes() == done.bytes


def test_output_replaces_a_report(tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    target.write_text("x" * 100_000)
    target.chmod(0o640)
    assert seqtool("validate", listing(tmp_path), "-o", str(target)).status == 0
    assert "xxx" not in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o640
    assert {p.name for p in tmp_path.iterdir()} == {"example.xml", "report.txt"}


def test_level_profile_and_expectations(tmp_path: Path) -> None:
    path = listing(tmp_path, FAULTY)
    report = json.loads(seqtool("validate", "--format", "json", "--level", "formality", path).out)
    assert report["level"] == "formality"
    assert report["counts"]["error"] == 0
    report = json.loads(seqtool("validate", "--format", "json", "--profile", "uspto", path).out)
    assert report["profile"] == "uspto"
    report = json.loads(seqtool("validate", "--format", "json", "--expect-reference", "OTHER", path).out)
    assert "reference-unexpected" in {f["name"] for f in report["findings"]}


def test_the_report_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    text = "@applicant = Müller\n1 DNA acgtacgtacgt\n"
    done = seqtool("validate", listing(tmp_path, text), stdin=b"")
    assert done.status == 1
    assert "ü" in done.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_number_of_jobs_gives_the_same(tmp_path: Path, jobs: str) -> None:
    paths = [listing(tmp_path, MANY, "a.xml"), listing(tmp_path, VALID, "b.xml")]
    base = seqtool("validate", "--format", "json", *paths).out
    assert seqtool("validate", "--format", "json", "--jobs", jobs, *paths).out == base


def test_formats_do_not_run_into_each_other(tmp_path: Path) -> None:
    """Text from strangers shows no control characters on a terminal."""
    text = '1 DNA acgtacgtacgt\n  misc_feature 1..4\n    note = "a\\u202eb\\u0085c"\n'
    done = seqtool("validate", listing(tmp_path, text))
    assert done.status == 1
    assert "\u202e" not in done.out
    assert "\x85" not in done.out
