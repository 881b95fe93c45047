"""ST.25 → ST.26 → ST.25 → ST.26 through the whole program."""

from __future__ import annotations

from pathlib import Path

from support_process import seqtool
from support_st25 import HEAD, entry

MIXED = (
    "ccc atg gct tct aaa tgg taa gg                     23\n    Met Ala Ser Lys Trp\n    1               5"
)
CDS = "<220>\n<221>  CDS\n<222>  (4)..(18)\n\n"
TEXT = (
    HEAD.format(5)
    + entry(1, "DNA", MIXED, more=CDS, length=23)
    + entry(2, "PRT", "Met Ala Ser Lys Trp")
    + "<210>  3\n\n<400>  3\n000\n\n"
    + entry(
        4, "RNA", "acguacguac guacguacgu 20", organism="Artificial Sequence", more="<220>\n<223>  Probe\n\n"
    )
    + entry(
        5,
        "PRT",
        "Met Xaa Ser Lys Trp",
        organism="Unknown",
        more="<220>\n<223>  Found in soil\n\n<220>\n<221>  MISC_FEATURE\n<222>  (2)..(2)\n<223>  Xaa = Cys or Ser\n\n",
    )
)


def test_there_and_back(tmp_path: Path) -> None:
    old, new, text, again = (str(tmp_path / name) for name in ("old.txt", "new.xml", "text.txt", "again.xml"))
    Path(old).write_text(TEXT, encoding="ascii")
    report = str(tmp_path / "report.json")
    assert seqtool("convert", old, "-o", new, "--report", report).status == 0
    assert '"taken"' in Path(report).read_text(encoding="utf-8")
    assert "Example Ltd" in Path(new).read_text(encoding="utf-8")
    assert seqtool("convert", new, "-o", text, "--to", "st25").status == 0
    assert seqtool("convert", text, "-o", again).status == 0
    first = Path(new).read_text(encoding="utf-8").replace("new.xml", "x")
    assert Path(again).read_text(encoding="utf-8").replace("again.xml", "x") == first
    told = seqtool("validate", old)
    assert told.status == 2
    assert "ST.25" in told.err
    assert f"seqtool convert {old}" in told.err


def test_numbers_stay_beside_other_inputs(tmp_path: Path) -> None:
    old, fasta, new = tmp_path / "old.txt", tmp_path / "a.fasta", tmp_path / "new.xml"
    old.write_text(TEXT, encoding="ascii")
    fasta.write_text(f">one\n{'acgtacgtac' * 3}\n", encoding="ascii")
    assert seqtool("convert", str(fasta), str(old), "-o", str(new), "--organism", "Mus musculus").status == 0
    written = new.read_text(encoding="utf-8")
    assert "<INSDQualifier_value>3</INSDQualifier_value>" in written  # the protein is number 3 now


def test_a_priority_without_its_office_is_asked_for(tmp_path: Path) -> None:
    """The DTD wants the office: a listing without it would be written as valid and refused by the office."""
    old, new = tmp_path / "old.txt", tmp_path / "new.xml"
    old.write_text(TEXT.replace("<160>", "<150>  61536558\n<151>  2011-09-19\n\n<160>", 1), encoding="ascii")
    told = seqtool("convert", str(old), "-o", str(new))
    assert told.status == 2
    assert "--priority-office CODE (of the priority 61536558)" in told.err
    assert not new.exists()
    assert seqtool("convert", str(old), "-o", str(new), "--priority-office", "US").status == 0
    assert seqtool("validate", str(new)).status == 0


def test_a_name_that_is_given_takes_all_of_the_other_one_away(tmp_path: Path) -> None:
    """The Latin form and the date of the listing belong to its own applicant and priority."""
    old, new = tmp_path / "old.txt", tmp_path / "new.xml"
    text = TEXT.replace("Example Ltd", "Müller GmbH", 1)
    old.write_text(
        text.replace("<160>", "<150>  US 61/536,558\n<151>  2011-09-19\n\n<160>", 1), encoding="utf-8"
    )
    given = ("--applicant", "Other AG", "--priority-number", "10 2010 000 001", "--priority-office", "DE")
    assert seqtool("convert", str(old), "-o", str(new), *given).status == 0
    made = new.read_text(encoding="utf-8")
    assert "Other AG" in made
    assert "Muller" not in made
    assert "2011-09-19" not in made


def test_what_an_option_replaces_is_not_told_as_taken(tmp_path: Path) -> None:
    old, report = tmp_path / "old.txt", tmp_path / "report.txt"
    head = HEAD.format(1).replace("<160>", "<150>  US 60/111\n<151>  2001-02-03\n\n<160>")
    old.write_text(head + entry(1, "DNA", "acgtacgtac gtacgtacgt"), encoding="ascii")
    given = ("--applicant", "Other AG", "--priority-office", "EP", "--priority-number", "123", "--draft")
    assert seqtool("convert", str(old), "-o", str(tmp_path / "n.xml"), "--report", str(report), *given).status == 0  # fmt: skip
    taken = report.read_text(encoding="utf-8").split("\nTaken\n")[1]
    assert "title from <120>" in taken
    assert "applicant from" not in taken
    assert "earliest priority from" not in taken
    assert "applicant from <110> is not used" in report.read_text(encoding="utf-8")


def test_messages_name_the_input_not_a_file_in_between(tmp_path: Path) -> None:
    old, report = str(tmp_path / "old.txt"), tmp_path / "report.json"
    Path(old).write_text(TEXT, encoding="ascii")
    done = seqtool("convert", old, "-o", str(tmp_path / "again.txt"), "--to", "st25", "--report", str(report))
    assert done.status == 0
    assert f"\n{old}\n" in done.err
    assert "listing.xml" not in done.err + report.read_text(encoding="utf-8")
