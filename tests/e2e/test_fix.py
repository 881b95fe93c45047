"""``seqtool fix`` through a real process, on the listing with the usual faults."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support import ROOT
from support_process import listing, seqtool

FAULTY = ROOT / "resources" / "examples" / "faulty.xml"


def codes(path: Path) -> set[str]:
    report = json.loads(seqtool("validate", "--format", "json", str(path)).out)
    return {f["code"] for f in report["findings"]}


def test_safe_fixes_only(tmp_path: Path) -> None:
    before = FAULTY.read_bytes()
    target = tmp_path / "mended.xml"
    done = seqtool("fix", str(FAULTY), "-o", str(target))
    assert done.status == 0
    assert FAULTY.read_bytes() == before
    gone = codes(FAULTY) - codes(target)
    assert {"X051", "X012", "F003", "L007", "R005"} <= gone
    # What is disclosed or is a checksum of the file waits for a word.
    assert {"S009", "L041", "C036", "G154", "Q151"} <= codes(target)
    again = tmp_path / "again.xml"
    assert seqtool("fix", str(target), "-o", str(again)).out.startswith(("Nothing", "No safe"))
    assert again.read_bytes() == target.read_bytes()


def test_confirmed_fixes(tmp_path: Path) -> None:
    target = tmp_path / "mended.xml"
    assert (
        seqtool("fix", str(FAULTY), "-o", str(target), "--confirm", "S009", "--confirm", "Q151").status == 0
    )
    assert not {"S009", "Q151"} & codes(target)


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "listing.xml"
    shutil.copy(FAULTY, path)
    done = seqtool("fix", str(path), "--dry-run")
    assert done.status == 0
    assert "would be" in done.out
    assert path.read_bytes() == FAULTY.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["listing.xml"]
    assert seqtool("fix", str(path), "--dry-run", "--fail-on-offers").status == 1


def test_in_place_and_through_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "listing.xml"
    shutil.copy(FAULTY, path)
    piped = seqtool("fix", "-", "-o", "-", stdin=FAULTY.read_bytes())
    assert piped.status == 0
    assert piped.bytes.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE')
    assert seqtool("fix", str(path), "--in-place", "--report", str(tmp_path / "changes.json")).status == 0
    assert path.read_bytes() == piped.bytes
    changes = json.loads((tmp_path / "changes.json").read_text("utf-8"))["changes"]
    assert {"R005", "L007"} <= {change["code"] for change in changes}


def test_what_cannot_be_fixed(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xml"
    text = Path(listing(tmp_path)).read_text("utf-8")
    broken.write_text(text.replace("</INSDSeq_length>", "", 1), "utf-8")
    target = tmp_path / "out.xml"
    done = seqtool("fix", str(broken), "-o", str(target))
    assert done.status == 2
    assert not target.exists()
    assert seqtool("fix", str(tmp_path / "absent.xml"), "-o", str(target)).status == 2
    assert seqtool("fix", str(FAULTY), "-o", str(target), "--rule", "Z999").status == 2
    assert not target.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.xml", "example.xml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_full_device() -> None:
    with Path("/dev/full").open("wb") as full:
        done = seqtool("fix", str(FAULTY), "-o", "-", stdout=full)
    assert done.status == 2
    assert "full" in done.err or "space" in done.err
