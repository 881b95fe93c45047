"""Statements that go with a filing, from templates."""

from __future__ import annotations

from pathlib import Path

import pytest
from notation import parse

from seqtool.app.statements import Facts, Filed, Template, filed, replacement, said, statement, templates
from seqtool.edit.operations.compare import Difference
from seqtool.errors import InputError, UsageError
from seqtool.model import ApplicationIdentification, GeneralInformation

FILED = Filed(file_name="EX-0001.xml", size=1234567, date="2026-11-02T10:00:00", sequences=12)
GENERAL = GeneralInformation(
    application=ApplicationIdentification("EP", "26123456.7"), file_reference="EX-0001"
)
CHANGES = (
    Difference(None, "replaced", "ApplicantFileReference", "", "EX-1", "EX-0001"),
    Difference(3, "replaced", "INSDSeq_sequence", "residues 5 to 7", "acg", "att"),
    Difference(3, "added", "INSDQualifier", "source 1..9, note", None, "a tag"),
    Difference(4, "added", "SequenceData", "", None, "AA, 20 residues, 1 feature"),
    Difference(5, "order", "INSDSeq_feature-table", "the features stand in another order"),
)


def test_every_template_of_ours_is_filled_in_and_names_its_source() -> None:
    facts = Facts(
        receipt=FILED, general=GENERAL, differences=CHANGES, replaced=FILED, basis="page 3, lines 4 to 9"
    )
    found = templates()
    assert {"us-incorporation", "us-amendment", "differences", "epo-rule-30", "pct-rule-13ter"} <= set(found)
    for template in found.values():
        text = statement(template, facts)
        assert text.endswith("\n")
        assert "{" not in text
        assert "  \n" not in text
        assert template.sources
        assert all(source.basis in ("confirmed", "recalled", "ours") for source in template.sources)
        for need in template.needs:
            with pytest.raises(UsageError, match="cannot be made without"):
                statement(
                    template, Facts(**{n: getattr(facts, n) for n in ("receipt", "differences") if n != need})
                )


def test_incorporation_by_reference() -> None:
    text = statement(templates()["us-incorporation"], Facts(receipt=FILED))
    assert "EX-0001.xml" in text
    assert "created on November 2, 2026" in text
    assert "size 1,234,567 bytes" in text


def test_all_differences_are_listed() -> None:
    text = statement(templates()["differences"], Facts(differences=CHANGES))
    assert text == (
        "Additions, deletions and replacements:\n"
        "\n"
        "General information\n"
        '  - replaced: ApplicantFileReference: "EX-1" -> "EX-0001"\n'
        "SEQ ID NO: 3\n"
        '  - replaced: INSDSeq_sequence (residues 5 to 7): "acg" -> "att"\n'
        '  - added: INSDQualifier (source 1..9, note): "a tag"\n'
        "SEQ ID NO: 4\n"
        '  - added: SequenceData: "AA, 20 residues, 1 feature"\n'
        "SEQ ID NO: 5\n"
        "  - changed order: INSDSeq_feature-table (the features stand in another order)\n"
    )
    assert "None." in statement(templates()["differences"], Facts(differences=()))


def test_long_values_say_that_they_are_longer() -> None:
    line = said(Difference(1, "replaced", "INSDSeq_sequence", "residues 1 to 5000", "a" * 5000, "c\nc"))
    assert '..." (5,000 characters) -> "c c"' in line


def test_optional_lines() -> None:
    text = statement(templates()["epo-rule-30"], Facts(receipt=FILED))
    assert text.startswith("The sequence listing")
    assert statement(templates()["epo-rule-30"], Facts(receipt=FILED, general=GENERAL)).startswith(
        "European patent application 26123456.7\nReference: EX-0001\n"
    )


def test_templates_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "ours.txt").write_text("File {{ receipt.file_name }}, {{ more.firm }} <&>", encoding="utf-8")
    (tmp_path / "us-incorporation.toml").write_text('title = "Mine"\ntext = "mine"\n', encoding="utf-8")
    (tmp_path / "README.md").write_text("not a template", encoding="utf-8")
    found = templates(tmp_path)
    assert found["us-incorporation"].title == "Mine"
    assert found["us-incorporation"].path
    assert (
        statement(found["ours"], Facts(receipt=FILED, more={"firm": "Firm & Co"}))
        == "File EX-0001.xml, Firm & Co <&>\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.toml", "title = ", "no template"),
        ("a.toml", 'title = "x"', "no template"),
        ("a.toml", 'title = "x"\ntext = "y"\ncolour = "red"', "no template"),
        ("a.toml", 'title = "x"\ntext = "y"\nneeds = ["luck"]', "needs luck"),
    ],
)
def test_files_that_are_no_templates(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        templates(tmp_path)


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        templates(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% if %}", "line 1 of the text"),
        ("one\n{{ receipt.nothing }}", "cannot be filled in"),
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ 1 // 0 }}", "cannot be filled in"),
        ("{{ ''.__class__.__mro__ }}", "cannot be filled in"),
        ("{{ basis | long_date }}", "cannot be filled in"),
        ('{% include "/etc/passwd" %}', "cannot be filled in"),
    ],
)
def test_wrong_templates_are_told(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        statement(Template(name="x", title="x", text=text), Facts(receipt=FILED))


def test_a_replacement(tmp_path: Path) -> None:
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    source = "  source 1..12\n    mol_type = genomic DNA\n    organism = Homo sapiens\n"
    old.write_text(parse(f"1 DNA acgtacgtacgt\n{source}").xml(), encoding="utf-8")
    new.write_text(parse(f"1 DNA ttttggggcccc\n{source}2 DNA acgtacgtacgt\n{source}").xml(), encoding="utf-8")
    facts = replacement(old, new, created="2026-11-02", basis="Figure 1")
    text = statement(templates()["us-amendment"], facts)
    assert f"new.xml (created on November 2, 2026; size {new.stat().st_size:,} bytes)" in text
    assert "SEQ ID NO: 1\n  - replaced: INSDSeq_sequence" in text
    assert 'SEQ ID NO: 2\n  - added: SequenceData: "DNA, 12 residues, 1 feature"' in text
    assert "Figure 1" in text
    assert facts.general.file_reference == "AB123"


def test_a_listing_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_bytes(b"abc")
    found = filed(path, sequences=2, created="2026-11-02")
    assert (found.file_name, found.size, found.date, found.sequences) == ("x.xml", 3, "2026-11-02", 2)
    assert found.sha256.startswith("ba7816bf")
    assert len(filed(path).date) == 10
