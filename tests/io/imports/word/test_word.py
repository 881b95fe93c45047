"""Word documents: what is offered, and what comes of what is chosen."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from support_sheets import SYN, asked, changed, features, listed, told

from seqtool.errors import InputError, SeqtoolError
from seqtool.io.imports.word import lines
from seqtool.io.imports.word.choosing import numbers

LONG = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSG"
PART = "word/document.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.docx"


def written(path: Path, *paragraphs: str | list[list[str]]) -> Path:
    """A document of paragraphs and tables."""
    document: Document = docx.Document()
    for one in paragraphs:
        if isinstance(one, str):
            document.add_paragraph(one)
            continue
        table = document.add_table(rows=len(one), cols=len(one[0]))
        for row, cells in enumerate(one):
            for column, text in enumerate(cells):
                table.cell(row, column).text = text
    document.save(str(path))
    return path


def offered(path: Path) -> list[str]:
    """The candidates as the question shows them."""
    (question,) = asked(path)
    return [line.strip() for line in question.splitlines()[1:]]


def names(path: Path, **choices: Any) -> list[tuple[str, str]]:
    """Names and residues of what is taken."""
    made, done = listed(path, select_items="all", **{"organism": SYN, **choices})
    return [(n.name, s.residues.text) for n, s in zip(done.notes.names or [], made, strict=True)]


def test_the_list(path: Path) -> None:
    written(
        path,
        "SEQUENCES", "CLAIMS", "DETAILED DESCRIPTION", "The invention relates to a cat.",
        "SEQ ID NO: 1 (human insulin):", "MALWMRLLPL LALLALWGPD PAAAFVNQHL CGSHLVEALY",
        "SEQ ID NO: 3: 5′-ACG TAC GTA CGT-3′", "GGATCCGGATCC (SEQ ID NO: 4)",
        [["SEQ ID NO", "Name", "Sequence", "Type"], ["5", "primer A", "ACGTACGTTT", "DNA"], ["6", "FLAG", "DYKDDDDK", "protein"]],
        [["9", "GGAATTCCGG", "first"], ["Linker", "GGGGSGGGGS", "SEQ ID NO: 10"]],
    )  # fmt: skip
    assert offered(path) == [
        "1. SEQ ID NO: 1 (human insulin): protein, 40 residues, MALWMRLLPLLALLALWGPDPAAAFVNQHL… (paragraph 6)",
        "2. SEQ ID NO: 3: nucleotides, 12 residues, 5'-ACGTACGTACGT-3' (paragraph 7)",
        "3. SEQ ID NO: 4: nucleotides, 12 residues, GGATCCGGATCC (paragraph 8)",
        "4. SEQ ID NO: 5 primer A: DNA, 10 residues, ACGTACGTTT (table 1, row 2, column 3)",
        "5. SEQ ID NO: 6 FLAG: AA, 8 residues, DYKDDDDK (table 1, row 3, column 3)",
        "6. first: nucleotides, 10 residues, GGAATTCCGG (table 2, row 1, column 2)",
        "7. SEQ ID NO: 10 Linker: protein, 10 residues, GGGGSGGGGS (table 2, row 2, column 2)",
    ]
    made, done = listed(path, select_items="5,1,3-4:dna", organism=SYN)
    assert [s.molecule_type for s in made] == ["AA", "AA", "DNA", "DNA"]
    assert [n.name for n in done.notes.names or []][:2] == [
        "SEQ ID NO: 6 FLAG",
        "SEQ ID NO: 1 (human insulin)",
    ]
    assert ": not chosen: 3 of 7 items found in the document" in told(done)
    assert any("item 7, table 2, row 2, column 2" in str(where) for where in asked(path, select_items="all", organism=SYN).values())  # fmt: skip


def test_sequences_over_several_paragraphs(path: Path) -> None:
    written(
        path,
        "SEQ ID NO: 2", "1 acgtacgtac gtacgtacgt 20", "21 acgtacgtac gtacgt 36", "", "1 ttttacgtac 10",
        ">prot4 something", LONG, LONG, "AVQVKVKALP", "MKKKRRRFFFWWW",
    )  # fmt: skip
    made, done = listed(path, select_items="1,2:DNA,3,4", organism=SYN)
    found = [(n.name, s.residues.text) for n, s in zip(done.notes.names or [], made, strict=True)]
    assert found == [
        ("SEQ ID NO: 2", "acgtacgtacgtacgtacgtacgtacgtacgtacgt"),
        ("SEQ ID NO: 2 (2)", "ttttacgtac"),
        ("prot4 something", LONG + LONG + "AVQVKVKALP"),
        ("prot4 something (2)", "MKKKRRRFFFWWW"),
    ]


def test_three_letter_codes_and_broken_lines(path: Path) -> None:
    written(
        path,
        "SEQ ID NO: 8",
        "Met Lys Thr Ala Tyr Ile\nAla Lys Gln Arg",
        "As Met-Lys-Thr-Ala-Tyr (SEQ ID NO: 9) shows.",
    )
    assert names(path, three_letter=True) == [("SEQ ID NO: 8", "MKTAYIAKQR"), ("SEQ ID NO: 9", "MKTAY")]
    assert any("three-letter codes" in question for question in asked(path, select_items="1", organism=SYN))


def test_notation(path: Path) -> None:
    written(
        path,
        "SEQ ID NO: 4: mA*mC*mG*dT*dA*dC*dG*dT*mA*mC*mG",
        "SEQ ID NO: 5",
        "Ac-Ser-D-Phe-Aib-Lys-Leu-Glu-NH2",
    )
    made, _ = listed(path, select_items="all", organism=SYN)
    assert [(s.molecule_type, s.residues.text) for s in made] == [("DNA", "acgtacgtacg"), ("AA", "SFXKLE")]
    assert len(features(made[0])) > 3


def test_runs_tracked_changes_and_looks(path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("SEQ ID NO: 1")
    paragraph = document.add_paragraph("acgtacgt")
    paragraph.add_run("ACG").bold = True
    run = OxmlElement("w:ins")
    run.append(paragraph.add_run("tttt")._element)
    paragraph._element.append(run)
    gone = OxmlElement("w:del")
    gone.append(paragraph.add_run("gggg")._element)
    paragraph._element.append(gone)
    document.save(str(path))
    made, done = listed(path, select_items="1", organism=SYN, moltype="DNA", case="fold")
    assert made[0].residues.text == "acgtacgtacgtttt"
    notes = " ".join(told(done))
    assert "tracked changes; it was read as if all were accepted" in notes
    assert "look otherwise than the rest (bold" in notes


def test_tables_within_tables_and_text_boxes(path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 1)
    inner = cell.add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "primer x"
    inner.cell(0, 1).text = "GGATCCGGATCCAA"
    box = "<w:txbxContent><w:p><w:r><w:t>SEQ ID NO: 77: acgtacgtacgtac</w:t></w:r></w:p></w:txbxContent>"
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("See: ")._element.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {spaces}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    document.save(str(path))
    assert offered(path) == [
        "1. primer x: nucleotides, 14 residues, GGATCCGGATCCAA (table 1, row 1, within the text of column 2)",
        "2. SEQ ID NO: 77: nucleotides, 14 residues, acgtacgtacgtac (paragraph 1)",
    ]


def test_a_long_document_is_quick(path: Path) -> None:
    rows = [f"{n * 60 + 1} " + " ".join(["acgtacgtac"] * 6) + f" {n * 60 + 60}" for n in range(500)]
    written(path, "SEQ ID NO: 1", *rows)
    assert offered(path)[0].startswith("1. SEQ ID NO: 1: nucleotides, 30,000 residues")


def test_numbers_that_do_not_agree(path: Path) -> None:
    written(path, "SEQ ID NO: 2", "1 acgtacgtac gtacgtacgt 25")
    assert any("do not agree" in question for question in asked(path, select_items="1", organism=SYN))


def test_st25_in_a_document(path: Path) -> None:
    written(path, "<210> 1", "<400> 1", "acgt")
    with pytest.raises(InputError, match=r"listing of ST.25 .* plain text"):
        listed(path)


def test_nothing_to_offer(path: Path) -> None:
    written(path, "Only prose stands here, and a TABLE.")
    with pytest.raises(InputError, match="holds anything like a sequence"):
        listed(path)


@pytest.mark.parametrize(
    ("text", "why"),
    [("9", "has the items 1 to 3"), ("2-1", "items 1 to 3"), ("1,1", "named twice"), ("a", "write numbers"), ("1:XX", "write numbers"), ("１", "write numbers")],
)  # fmt: skip
def test_wrong_selections(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        numbers(text, 3, "t.docx")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("<w:document", '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document', "document type declaration"),
        ("</w:body>", "", "is damaged"),
    ],
)
def test_files_that_mean_harm(path: Path, old: str, new: str, why: str) -> None:
    changed(written(path, "SEQ ID NO: 1", "acgtacgtacgt"), PART, old, new)
    with pytest.raises(InputError, match=why):
        listed(path)


def test_a_file_that_is_cut(path: Path) -> None:
    whole = written(path, "SEQ ID NO: 1", "acgtacgtacgt").read_bytes()
    for size in range(0, len(whole), len(whole) // 40):
        path.write_bytes(whole[:size])
        with contextlib.suppress(SeqtoolError):
            listed(path)


def test_without_its_text(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("word/styles.xml", "<a/>")
    with pytest.raises(InputError, match="is damaged or missing"):
        listed(path)


@given(st.text(max_size=200))
def test_any_line(text: str) -> None:
    lines.sequence(text)
    lines.labelled(text)
    lines.inline(text)


@pytest.mark.parametrize(
    ("text", "kind", "piece"),
    [
        ("peptide Ac-Nle-Asp-His-D-Phe-Arg-Trp-Lys-NH2 was made", lines.NOTATION, "Ac-Nle-Asp-His-D-Phe-Arg-Trp-Lys-NH2"),
        ("the probe FAM-ACGTACGTACGTACGT-BHQ1 and", lines.NOTATION, "FAM-ACGTACGTACGTACGT-BHQ1"),
        ("with ACGTACGTACGTTTTT[invdT].", lines.NOTATION, "ACGTACGTACGTTTTT[invdT]"),
        ("is ACGTACGTACGTGG/TGCATGCATGCACC here", lines.UNCLEAR, "ACGTACGTACGTGG/TGCATGCATGCACC"),
        ("an (ACGTACGTACGTCCC-based) one", "nucleotides", "ACGTACGTACGTCCC"),
    ],
)  # fmt: skip
def test_nothing_of_the_molecule_is_cut_away_within_prose(text: str, kind: str, piece: str) -> None:
    assert [(one.kind, one.text) for one in lines.inline(text)] == [(kind, piece)]
