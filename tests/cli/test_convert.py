"""``seqtool convert`` as users call it."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from pathlib import Path

import pytest
from support import ROOT
from support_genbank import CODING, genbank
from support_process import seqtool, start

EXAMPLES = ROOT / "resources" / "examples"
ABOUT = ("--applicant", "Example Ltd", "--title", "en=Some useful sequences", "--reference", "R-1")


@pytest.fixture
def plasmid(tmp_path: Path) -> str:
    path = tmp_path / "tiny.gb"
    path.write_bytes(genbank(CODING))
    return str(path)


def test_the_example_of_the_help_works(tmp_path: Path) -> None:
    text = seqtool("convert", "--help").out
    lines = re.findall(r"seqtool (convert resources(?:.*\\\n)*.*)", text)
    assert len(lines) == 2
    for line in lines:
        words = re.findall(r'(?:[^\s"]|"[^"]*")+', line.replace("\\\n", " "))
        arguments = [word.replace('"', "") for word in words]
        arguments = [str(ROOT / a) if a.startswith("resources/") else a for a in arguments]
        done = seqtool(*arguments, cwd=tmp_path)
        assert (done.status, done.out) == (0, ""), done.err
        assert "Valid: no errors" in done.err
    assert seqtool("validate", "plasmid.xml", cwd=tmp_path).status == 0
    assert "locus_tag: EX_0001" in (tmp_path / "plasmid.xml").read_text()
    assert "SEQ ID NO 1: pEX600.1" in (tmp_path / "plasmid.txt").read_text()


def test_findings_are_those_of_validate(tmp_path: Path, plasmid: str) -> None:
    out = str(tmp_path / "o.xml")
    done = seqtool("convert", plasmid, "-o", out, *ABOUT, "--max-per-rule", "0")
    checked = seqtool("validate", out)
    found = re.findall(r"^  (?:error|warning|info) [A-Z]\d+", done.err, re.MULTILINE)
    assert found == re.findall(r"^  (?:error|warning|info) [A-Z]\d+", checked.out, re.MULTILINE)
    assert found


def test_all_that_is_missing_is_named_at_once(tmp_path: Path, plasmid: str) -> None:
    out = tmp_path / "o.xml"
    done = seqtool("convert", plasmid, "-o", str(out))
    assert done.status == 2
    assert all(option in done.err for option in ("--applicant", "--title", "--reference", "--draft"))
    assert not out.exists()
    done = seqtool("convert", plasmid, "-o", str(out), "--draft")
    assert done.status == 1
    assert out.exists()


def test_questions_come_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    fasta = tmp_path / "x.fa"
    fasta.write_text(">flag\nDYKDDDDK\n>mixed\nacgtACGTacgtACGTacgtac\n>gap\nMKWV--TFISLL\n")
    out = tmp_path / "o.xml"
    done = seqtool("convert", str(fasta), "-o", str(out), *ABOUT)
    assert done.status == 2
    assert all(option in done.err for option in ("--moltype", "--case", "--gaps", "--organism"))
    assert "flag (line 1)" in done.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.fa"]


def test_names_do_not_steer_the_terminal() -> None:
    done = seqtool("convert", "-", "-o", "-", *ABOUT, stdin=b">f\x1b[31mlag\nDYKDDDDK\n")
    assert "f\\u001b[31mlag (line 1)" in done.err
    assert "\x1b" not in done.err
    assert "\n  2. " in done.err


def test_the_file_of_general_information(tmp_path: Path, plasmid: str) -> None:
    about = tmp_path / "g.toml"
    about.write_text(
        'file-reference = "F-1"\n[applicant]\nname = "Firm"\n[titles]\nen = "A long enough title"\n'
        '[application]\noffice = "EP"\nnumber = "1"\nfiling-date = 2026-01-02\n[sequences]\nproteins = "none"\n'
    )
    out = tmp_path / "o.xml"
    done = seqtool("convert", plasmid, "-o", str(out), "--general", str(about), "--applicant", "Other")
    assert done.status == 0
    text = out.read_text()
    assert '<ApplicantName languageCode="en">Other<' in text
    assert "<FilingDate>2026-01-02<" in text
    assert "<SequenceTotalQuantity>1<" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('applicnt = "x"\n', "did you mean applicant?"),
        ('[applicant]\nnam = "x"\n', "did you mean applicant.name?"),
        ('[sequences]\norganisme = "x"\n', "did you mean sequences.organism?"),
        ('[sequences]\nproteins = "maybe"\n', "proteins = 'maybe': write one of after, end, none"),
        ("[sequences]\ngaps = 3\n", "write one of close, split, unknown-n"),
        ('[sequences]\nto-note = "locus_tag"\n', "write a list of texts"),
        ('[sequences]\ndraft = "yes"\n', "write true or false"),
        ("[sequences]\norganism = 5\n", "write a text in quotation marks"),
        ("file-reference = 5\n", "text in quotation marks"),
        ("applicant = 'x'\n", "[applicant]"),
        ("= 5\n", "no TOML"),
    ],
)
def test_a_wrong_file_of_general_information(tmp_path: Path, plasmid: str, text: str, said: str) -> None:
    about = tmp_path / "g.toml"
    about.write_text(text)
    done = seqtool("convert", plasmid, "-o", str(tmp_path / "o.xml"), *ABOUT, "--general", str(about))
    assert done.status == 2
    assert said in done.err


def test_standard_input_and_output() -> None:
    done = seqtool("convert", "-", "-o", "-", *ABOUT, stdin=genbank(CODING))
    assert done.status == 0
    assert done.out.startswith("<?xml")
    assert done.out.count("<SequenceData ") == 2


def test_many_inputs_in_order_and_proteins_at_the_end(tmp_path: Path, plasmid: str) -> None:
    fasta = tmp_path / "x.fasta"
    fasta.write_text(">one\n" + "ACGTTGCA" * 5 + "\n")
    out = tmp_path / "o.xml"
    report = tmp_path / "r.json"
    done = seqtool(
        "convert", plasmid, str(fasta), plasmid, "-o", str(out), *ABOUT, "--organism", "Homo sapiens", "--proteins", "end",
        "--report", str(report),
    )  # fmt: skip
    assert done.status == 0
    assert re.findall("<INSDSeq_moltype>(.*)<", out.read_text()) == ["DNA", "DNA", "DNA", "AA", "AA"]
    assert re.findall(">protein_id<.*\n.*value>(.*)<", out.read_text()) == ["4", "5"]
    data = json.loads(report.read_text())
    assert data["schema"] == "seqtool-import/1"
    assert [name["name"] for name in data["names"]] == ["TINY.1", "one", "TINY.1", *["tiny protein"] * 2]
    assert data["features"] == {"read": 4, "taken": 4, "left_out": 0, "added": 2, "parted": 0}


def test_more_sequences_than_guessed(tmp_path: Path) -> None:
    fasta = tmp_path / "x.fa"
    fasta.write_text(">one\n" + "-".join(["ACGTTGCAACGTTGCA"] * 12) + "\n")
    out = tmp_path / "o.xml"
    done = seqtool(
        "convert",
        str(fasta),
        "-o",
        str(out),
        *ABOUT,
        "--organism",
        "Homo sapiens",
        "--moltype",
        "DNA",
        "--gaps",
        "split",
    )
    assert done.status == 0
    assert "<SequenceTotalQuantity>12<" in out.read_text()
    assert seqtool("validate", str(out)).status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("no.gb",), "there is no such file"),
        (("x.gb", "--report", "nowhere/r.txt"), "no such folder"),
        (("x.gb", "--title", "Title"), "language code"),
        (("x.gb", "--moltype", "XNA"), "XNA"),
        ((".",), "folder"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    (tmp_path / "x.gb").write_bytes(genbank())
    done = seqtool("convert", *arguments, "-o", "o.xml", *ABOUT, cwd=tmp_path)
    assert done.status == 2
    assert said in done.err
    assert not (tmp_path / "o.xml").exists()


def test_the_listing_does_not_replace_its_input(plasmid: str) -> None:
    before = Path(plasmid).read_bytes()
    assert seqtool("convert", plasmid, "-o", plasmid, *ABOUT).status == 2
    assert Path(plasmid).read_bytes() == before


def test_an_output_that_cannot_be_written(tmp_path: Path, plasmid: str) -> None:
    done = seqtool("convert", plasmid, "-o", str(tmp_path / "nowhere" / "o.xml"), *ABOUT)
    assert done.status == 2
    assert "cannot be written" in done.err


def test_a_pipe_with_a_name_stays_a_pipe(tmp_path: Path, plasmid: str) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with start("convert", plasmid, "-o", str(pipe), *ABOUT) as process:
        text = pipe.read_text(encoding="utf-8")
        process.communicate(timeout=60)
    assert process.returncode == 0
    assert text.count("<SequenceData ") == 2
    assert "<SequenceTotalQuantity>2<" in text
    assert pipe.is_fifo()


def test_interrupting_leaves_nothing(tmp_path: Path) -> None:
    fasta = tmp_path / "x.fa"
    fasta.write_text("".join(f">s{i}\n{'ACGTTGCA' * 5}\n" for i in range(200_000)))
    out = tmp_path / "o.xml"
    with start("convert", str(fasta), "-o", str(out), *ABOUT, "--organism", "Homo sapiens") as process:
        deadline = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Cancelled" in err
    assert [p.name for p in tmp_path.iterdir()] == ["x.fa"]


@pytest.mark.parametrize("plan", [(), ("--plan",)])
@pytest.mark.parametrize("suffix", ["json", "txt", "html"])
def test_a_run_that_ends_in_questions_writes_its_report(
    tmp_path: Path, suffix: str, plan: tuple[str, ...]
) -> None:
    source, report = tmp_path / "a.fasta", tmp_path / f"r.{suffix}"
    source.write_text(">one\nacguacgtacgtacgt\n", encoding="ascii")
    target = tmp_path / "o.xml"
    done = seqtool("convert", str(source), "-o", str(target), "--draft", "--report", str(report), *plan)
    assert done.status == 2
    assert not target.exists()
    text = report.read_text(encoding="utf-8")
    assert "--moltype DNA|RNA|AA" in text
    assert "a.fasta" in text
    if suffix == "json":
        data = json.loads(text)
        assert data["written"] is False
        assert data["questions"]
    else:
        assert "nothing was written" in text


def test_a_plan_may_be_a_report_on_standard_output(tmp_path: Path) -> None:
    source = tmp_path / "a.fasta"
    source.write_text(">one\nacgtacgtacgtacgt\n", encoding="ascii")
    done = seqtool(
        "convert", str(source), "--plan", "--report", "-", "--moltype", "DNA", "--organism", "Homo sapiens"
    )
    assert done.status == 0
    assert done.out.startswith("Import report: nothing was written")


def test_headings_that_are_not_known_are_named(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "Name,Sequence,Organism,Molecule type,Feature,Colour\na,acgtacgtacgt,Homo sapiens,DNA,,red\n",
        encoding="ascii",
    )
    done = seqtool("convert", str(table), "-o", str(tmp_path / "o.xml"), "--draft")
    assert "a column whose heading is not known was not read: F: Colour" in done.err
    assert "E: Feature" not in done.err
