"""``seqtool show`` as people use it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from lxml import html
from notation import parse
from support import ROOT

from seqtool.cli.main import run
from seqtool.io import names
from seqtool.model import Residues, Sequence

EXAMPLE = str(ROOT / "resources" / "examples" / "example.xml")
HOSTILE = 'x"><script>alert(1)</script><img src=x onerror=alert(1)>'


def show(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    assert run(["show", *arguments]) == status
    found = capfd.readouterr()
    return found.out, found.err


def write(folder: Path, text: str, name: str = "x.xml") -> str:
    path = folder / name
    path.write_text(parse(text).xml(), encoding="utf-8")
    return str(path)


def test_contents(capfd: pytest.CaptureFixture[str]) -> None:
    out, err = show(capfd, EXAMPLE)
    assert "12 sequences: 5 DNA, 2 RNA, 4 AA, 1 skipped." in out
    assert "見本製薬株式会社 [ja]" in out
    assert re.search(r"^ +5  RNA +24  synthetic construct +2 × modified_base$", out, re.MULTILINE)
    assert err == ""


def test_one_sequence(capfd: pytest.CaptureFixture[str]) -> None:
    out, _ = show(capfd, EXAMPLE, "--seq", "1")
    assert "        1  atggttcagc ttcaaacaat cgagatgaaa gccctcataa ctgtcggggg tgatgagtgg         60" in out
    assert "       2>                             M  K   A  L  I   T  V  G  G   D  E  W\n" in out
    assert "[ja] 例示タンパク質A" in out
    out, _ = show(capfd, EXAMPLE, "--seq", "8-9")
    assert "Intentionally skipped" in out
    assert "replace: (empty)" in out
    assert "SEQ ID NO: 1\n" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([EXAMPLE, "--seq", "99"], "has no sequence 99; it holds 12 sequences"),
        ([EXAMPLE, "--seq", "7-3"], "the smaller one first"),
        ([EXAMPLE, "-o", "x.doc"], "--format html, txt or pdf"),
        ([EXAMPLE, "-o", EXAMPLE], "named twice"),
        (["missing.xml"], "no such file"),
        ([EXAMPLE, "--format", "html", "--font", "missing.ttf"], "missing.ttf: there is no such file"),
        ([EXAMPLE, "--font", "missing.ttf"], "missing.ttf: there is no such file"),
        ([EXAMPLE, "--format", "txt", "--font", str(ROOT / "resources")], "name a TrueType or OpenType file"),
        ([str(ROOT / "resources" / "examples" / "plasmid.gb")], "GenBank"),
        ([str(ROOT / "README.md")], "not a sequence listing"),
        ([str(ROOT / "resources")], "is a folder"),
    ],
)
def test_refused(capfd: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    out, err = show(capfd, *arguments, status=2)
    assert words in err
    assert out == ""


def test_a_font_that_is_not_used_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    out, err = show(capfd, EXAMPLE, "--format", "txt", "--font", str(ROOT / "README.md"))
    assert out
    assert "--font is for pdf alone; it was not used" in err


def test_an_empty_file_and_one_without_sequences(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.xml"
    path.write_bytes(b"")
    assert "empty" in show(capfd, str(path), status=2)[1]
    name = write(tmp_path, "1 DNA acgtacgtacgt\n")
    text = Path(name).read_text(encoding="utf-8")
    begin, end = text.index("<SequenceData"), text.index("</ST26SequenceListing>")
    path.write_text(text[:begin] + text[end:], encoding="utf-8")
    for target in ("e.txt", "e.html", "e.pdf"):
        show(capfd, str(path), "-o", str(tmp_path / target))
    assert "0 sequences" in show(capfd, str(path))[0]


def test_unreadable_parts_are_named_and_the_rest_is_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "1 DNA acgtacgtacgt\n2 DNA acgtacgtacgg\n3 DNA acgtacgtaccc\n")
    text = Path(name).read_text(encoding="utf-8")
    Path(name).write_text(text.replace("acgtacgtacgg</INSDSeq_sequence>", "acgt<", 1), encoding="utf-8")
    out, _ = show(capfd, name)
    assert "! SEQ ID NO: 2 (line" in out
    assert "2  unreadable" in out
    for target in ("d.txt", "d.html", "d.pdf"):
        _, err = show(capfd, name, "-o", str(tmp_path / target))
        assert "SEQ ID NO: 2" in err
    assert "acgtacgtac cc" in (tmp_path / "d.txt").read_text(encoding="utf-8")


def test_a_long_sequence_is_cut_unless_all_is_wanted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name = write(tmp_path, "1 DNA (acgtacgtac){1000}\n")
    out, _ = show(capfd, name, "--seq", "1")
    assert "7,860 residues of 10,000 left out; --all shows them." in out
    out, _ = show(capfd, name, "--seq", "1", "--all")
    assert "left out" not in out
    assert "    9,961  acgtacgtac" in out


def test_text_document(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out, _ = show(capfd, EXAMPLE, "--format", "txt")
    assert out.startswith("Modified peptides and their coding sequences\nSequence listing\n")
    assert out.endswith("End of the listing.\n")
    assert out.count("SEQ ID NO: ") == 12


def test_html(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = write(
        tmp_path,
        f"@title.en = {HOSTILE}\n1 DNA atgaaatgggtttaa\n  CDS 1..15\n    product = {HOSTILE}\n"
        "    translation = MKWV\n    protein_id = 2\n  "
        f"gene 1..9\n    note = {HOSTILE}\n      ~ {HOSTILE}\n2 AA MKWV\n",
    )
    out, _ = show(capfd, name, "--format", "html")
    page = html.fromstring(out.encode())
    assert [node.tag for node in page.xpath("//img | //iframe | //object")] == []
    assert len(page.xpath("//script")) == 1
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag, kind in (("script", "script-src"), ("style", "style-src")):
        digest = base64.b64encode(hashlib.sha256(page.xpath(f"//{tag}")[0].text.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert page.xpath("//a[@href='#s2']")
    assert len(page.xpath("//details[@class='seq']")) == 2
    assert len(page.xpath("//svg")) == 1
    assert not re.search(r'(?:src|href)="(?!#)', out)


def test_many_sequences_become_a_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = write(tmp_path, "".join(f"{n} AA MKWVTF\n" for n in range(1, 1102)))
    assert "name a file with -o" in show(capfd, name, "--format", "html", status=2)[1]
    target = tmp_path / "out" / "book.html"
    target.parent.mkdir()
    for _ in range(2):
        _, err = show(capfd, name, "-o", str(target))
        assert "5 pages" in err
    pages = sorted(p.name for p in (target.parent / "book-pages").iterdir())
    assert pages == [f"page-{n:05}.html" for n in range(1, 6)]
    assert sorted(p.name for p in target.parent.iterdir()) == ["book-pages", "book.html"]
    page = html.fromstring(target.read_bytes())
    assert len(page.xpath("//tr[@data-number]")) == 1101
    assert page.xpath("//tr[@data-number='251']//a/@href") == ["book-pages/page-00002.html#s251"]
    second = html.fromstring((target.parent / "book-pages" / "page-00002.html").read_bytes())
    assert second.get_element_by_id("s251") is not None
    (target.parent / "book-pages" / "mine.txt").write_text("keep")
    assert "holds something else" in show(capfd, name, "-o", str(target), status=2)[1]


def test_names_of_an_import(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = write(tmp_path, "1 DNA acgtacgtacgt\n2 DNA acgtacgtaccc\n")
    table = tmp_path / "names.csv"
    with table.open("wb") as out:
        rows = [
            names.named(n, text, "", Sequence("DNA", Residues(residues)))
            for n, text, residues in [(7, "primer two", "acgtacgtaccc"), (8, "gone", "aaaaaaaaaaaa")]
        ]
        names.write(rows, out)
    out, err = show(capfd, name, "--names-from", str(table))
    assert re.search(r"SEQ ID NO .* name +features", out)
    assert re.search(r" 2  DNA .*primer two", out)
    assert "1 name in" in err
    for target in ("n.html", "n.txt", "n.pdf"):
        show(capfd, name, "--names-from", str(table), "-o", str(tmp_path / target))
    assert "Name: primer two" in (tmp_path / "n.txt").read_text(encoding="utf-8")


def test_pdf_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["show", EXAMPLE, "--format", "pdf"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"%PDF-1.7\n")
