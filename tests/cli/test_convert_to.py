"""``seqtool convert --to`` and ``seqtool formats`` as users call them."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support import ROOT
from support_process import seqtool, start

EXAMPLE = str(ROOT / "resources" / "examples" / "example.xml")
PLASMID = str(ROOT / "resources" / "examples" / "plasmid.gb")
GENERAL = str(ROOT / "resources" / "examples" / "general.toml")


@pytest.mark.parametrize("suffix", ["fasta", "gb", "json", "csv", "tsv", "xlsx", "docx"])
def test_the_suffix_says_the_format(tmp_path: Path, suffix: str) -> None:
    done = seqtool("convert", EXAMPLE, "-o", f"o.{suffix}", cwd=tmp_path)
    assert (done.status, done.out) == (0, "")
    assert "12 records read" in done.err
    assert [p.name for p in tmp_path.iterdir()] == [f"o.{suffix}"]


@pytest.mark.parametrize("suffix", ["pdf", "doc", "txt", "zip", "gz"])
def test_no_listing_under_the_name_of_something_else(tmp_path: Path, suffix: str) -> None:
    done = seqtool("convert", EXAMPLE, "-o", f"o.{suffix}", cwd=tmp_path)
    assert done.status == 2
    assert f"o.{suffix}: no output format is known by .{suffix}" in done.err
    assert ("seqtool show" in done.err) == (suffix in ("pdf", "txt"))
    assert not list(tmp_path.iterdir())
    assert seqtool(
        "convert", EXAMPLE, "-o", f"o.{suffix}", "--to", "st26", "--draft", cwd=tmp_path
    ).status in (0, 1)


def test_numbers_selected_that_are_not_there_are_told(tmp_path: Path) -> None:
    done = seqtool("convert", EXAMPLE, "-o", "o.fasta", "--select", "11-14", cwd=tmp_path)
    assert "2 of the 4 numbers of --select 11-14: no input has such a sequence" in done.err
    assert (
        "numbers of --select"
        not in seqtool("convert", EXAMPLE, "-o", "p.fasta", "--select", "11-", cwd=tmp_path).err
    )


def test_the_organism_of_a_listing_stays_and_is_told(tmp_path: Path) -> None:
    done = seqtool(
        "convert", EXAMPLE, "-o", "o.xml", "--organism", "Mus musculus", "--select", "1-3", cwd=tmp_path
    )
    assert "2 x --organism is for records; the sequence of a listing keeps its own" in done.err
    done = seqtool("convert", EXAMPLE, "-o", "o.xml", "--select", "99", cwd=tmp_path)
    assert "SEQ ID NO 1 (line 22): not selected" in done.err
    done = seqtool("convert", EXAMPLE, "-o", "p.xml", "--report", ".", cwd=tmp_path)
    assert (done.status, "is a folder" in done.err) == (2, True)
    assert not (tmp_path / "p.xml").exists()


def test_standard_input_and_output() -> None:
    given = Path(EXAMPLE).read_bytes()
    done = seqtool("convert", "-", "-o", "-", "--to", "table", stdin=given)
    assert done.status == 0
    rows = list(csv.reader(io.StringIO(done.bytes.decode("utf-8-sig"))))
    assert rows[0] == ["SEQ ID NO", "Name", "Type", "Length", "Organism"]
    assert len(rows) == 13
    with start("convert", "-", "-o", "-", "--to", "xlsx") as process:
        assert process.communicate(given)[0][:2] == b"PK"
    assert seqtool("convert", "-", "-o", "-", "--to", "table", stdin=given[:-900]).status == 1


def test_whoever_reads_us_may_have_enough(tmp_path: Path) -> None:
    big = tmp_path / "x.fasta"
    big.write_text("".join(f">s{n}\n{'acgtacgtac' * 60}\n" for n in range(2_000)))
    arguments = (
        "convert",
        str(big),
        "-o",
        "-",
        "--to",
        "genbank",
        "--moltype",
        "DNA",
        "--organism",
        "Homo sapiens",
    )
    with start(*arguments, "--mol-type", "genomic DNA") as process:  # fmt: skip
        assert process.stdout is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        assert b"cannot be written" not in process.stderr.read()
        assert process.wait() == 0


def test_a_genbank_file_becomes_a_table_without_an_applicant(tmp_path: Path) -> None:
    done = seqtool("convert", PLASMID, "-o", "o.csv", "--report", "r.json", cwd=tmp_path)
    assert done.status == 0, done.err
    report = json.loads((tmp_path / "r.json").read_text())
    assert report["sequences"] == 2
    reasons = {note["reason"] for note in report["notes"]}
    assert "CSV holds no general information (applicant, application, title of the invention)" in reasons
    assert "an artificial molecule is a synthetic construct (paragraph 83)" in reasons


def test_names_are_written_and_given_back(tmp_path: Path) -> None:
    done = seqtool("convert", PLASMID, "-o", "p.xml", "--general", GENERAL, "--names", "n.csv", cwd=tmp_path)
    assert done.status == 0
    done = seqtool("convert", "p.xml", "-o", "p.fasta", "--names-from", "n.csv", cwd=tmp_path)
    assert done.status == 0
    text = (tmp_path / "p.fasta").read_text()
    assert ">SEQ_ID_NO_1 pEX600.1 Expression plasmid" in text
    assert ">SEQ_ID_NO_2 example protein A [" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "table", "-o", "x.pdf"), ".docx, .xlsx"),
        (("-o", "x.gb", "--rna-u"), "--rna-u is for FASTA"),
        (("-o", "-", "--names", "n.csv"), "--names goes with a listing in a file"),
        (("-o", "x.fasta", "--names", "x.fasta"), "named twice"),
        (("-o", "x.fasta", "--names", "no/n.csv"), "no such folder"),
        (("-o", "x.fasta", "--names-from", "none.csv"), "no such file"),
        (("-o", "x.fasta", "--to", "gff"), "gff"),
        (("-o", "no/x.fasta"), "cannot be written"),
        (("-o", EXAMPLE, "--to", "fasta"), "is an input too"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    done = seqtool("convert", EXAMPLE, *arguments, cwd=tmp_path)
    assert done.status == 2
    assert said in done.err
    assert not list(tmp_path.iterdir())


class _Page(HTMLParser):
    """Sees that every element ends."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "!doctype"):
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_report_as_a_page(tmp_path: Path) -> None:
    text = Path(PLASMID).read_text().replace("exA", "<script>x</script>")
    (tmp_path / "p.gb").write_text(text)
    done = seqtool("convert", "p.gb", "-o", "p.xml", "--general", GENERAL, "--report", "r.html", cwd=tmp_path)
    assert done.status in (0, 1)
    html = (tmp_path / "r.html").read_text()
    page = _Page()
    page.feed(html)
    assert page.open == []
    assert all(link.startswith("#") for link in page.links)
    assert "<script" not in html
    assert "Import report" in html
    assert "pEX600.1" in html
    seqtool("convert", EXAMPLE, "-o", "p.fasta", "--report", "r.html", cwd=tmp_path)
    assert "Export report" in (tmp_path / "r.html").read_text()


def test_formats_lists_what_is_read_and_written() -> None:
    done = seqtool("formats")
    assert done.status == 0
    assert re.search(r"^  fasta +FASTA.* \.fa", done.out, re.MULTILINE)
    found = json.loads(seqtool("formats", "--json").out)
    assert {"read", "write"} == set(found)
    assert {"st26", "fasta", "genbank", "json", "csv", "xlsx", "table"} <= {
        row["name"] for row in found["write"]
    }
    assert {"fasta", "genbank", "json", "st26"} <= {row["name"] for row in found["read"]}
    assert all(row["title"] for row in found["read"] + found["write"])
    assert "  formats" in seqtool("--help").out
