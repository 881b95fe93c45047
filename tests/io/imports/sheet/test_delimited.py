"""CSV and TSV: separators and encodings."""

from __future__ import annotations

import csv as csv_module
import gzip
from pathlib import Path

import pytest
from support_sheets import SYN, asked, listed, source, told

from seqtool.errors import InputError
from seqtool.io.imports import formats

WEST = f"Name;Sequenz;Molekültyp;Organismus;Anmerkung\nMüller;acgtacgtacgt;DNA;{SYN};5 µm\n"
JAPAN = f"名称,配列,分子型,生物\n抗体1,MKTAYIAK,タンパク質,{SYN}\n"
CHINA = f"名称\t序列\t分子类型\t生物体\n抗体\tMKTAYIAK\t蛋白质\t{SYN}\n"
KOREA = f"명칭,서열,분자 유형,유기체\n항체,MKTAYIAK,단백질,{SYN}\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("content", [WEST, JAPAN, CHINA, KOREA])
def test_unicode(path: Path, content: str, encoding: str) -> None:
    path.write_bytes(content.encode(encoding))
    made, _ = listed(path)
    assert len(made) == 1


@pytest.mark.parametrize(
    ("content", "encoding"), [(WEST, "cp1252"), (JAPAN, "shift_jis"), (CHINA, "gb18030"), (KOREA, "cp949")]
)
def test_old_encodings_by_their_headings(path: Path, content: str, encoding: str) -> None:
    path.write_bytes(content.encode(encoding))
    made, done = listed(path)
    assert len(made) == 1
    assert f"the table is not in UTF-8; it was read as {encoding}" in told(done)[0]
    assert (done.notes.names or [])[0].name in ("Müller", "抗体1", "抗体", "항체")


def test_an_encoding_that_nothing_tells_is_asked(path: Path) -> None:
    content = f"Name,Sequence,Type,Organism\nMüller,acgtacgtacgt,DNA,{SYN}\n"
    path.write_bytes(content.encode("cp1252"))
    (question,) = asked(path)
    assert "not in UTF-8" in question
    _, done = listed(path, encoding="cp1252")
    assert (done.notes.names or [])[0].name == "Müller"


def test_a_wrong_byte_far_behind(path: Path) -> None:
    rows = "".join(f"p{n},acgtacgtacgt,DNA,{SYN}\n" for n in range(3_000))
    path.write_bytes(("Name,Sequence,Type,Organism\n" + rows).encode() + b"M\xfcller,acgt,DNA,x\n")
    with pytest.raises(InputError, match=r"after row [0-9,]+: not utf-8.*--encoding"):
        listed(path)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(path: Path, sign: str, end: str) -> None:
    rows = [["Name", "Sequence", "Type", "Organism", "Note"], ["a", "acgtacgtacgt", "DNA", SYN, '"x, y; z"']]
    path.write_bytes(end.join(sign.join(row) for row in rows).encode())
    made, _ = listed(path)
    assert ("note", "x, y; z") in source(made[0])


def test_gzip(path: Path) -> None:
    path.write_bytes(gzip.compress(WEST.encode()))
    assert len(listed(path)[0]) == 1


def test_a_quotation_mark_that_is_never_closed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from seqtool.io.imports.sheet import delimited

    monkeypatch.setattr(delimited, "_LONGEST", 100_000)
    head = f'Name,Sequence,Type,Organism\na,acgtacgtacgt,DNA,{SYN}\n"b,acgtacgtacgt,DNA,{SYN}\n'
    path.write_text(head + "c,acgtacgtacgt,DNA,x\n" * 10_000)
    before = csv_module.field_size_limit()
    with pytest.raises(InputError, match="row 3: a quotation mark is opened and never closed"):
        listed(path)
    assert csv_module.field_size_limit() == before


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ('"acgtacgtacgt', "row 2: a quotation mark is opened and never closed"),
        ('"a"cgt"', "row 2: a quotation mark stands within"),
    ],
)
def test_quotation_marks_at_the_wrong_place(path: Path, cell: str, why: str) -> None:
    path.write_text(f"Name,Sequence,Type,Organism\na,{cell},DNA,{SYN}\n")
    with pytest.raises(InputError, match=why):
        listed(path)


def test_no_text_at_all(tmp_path: Path) -> None:
    import io

    from support_sheets import xlsx

    from seqtool.io.imports import Choices, Notes, Source

    data = xlsx(tmp_path / "t.xlsx", {"S": [["Name", "Sequence"]]}).read_bytes()
    for one in (data, b"\x00\x01\x02\xd8\xff" * 100):
        source_ = Source(io.BufferedReader(io.BytesIO(one)), "t.csv", Choices(), Notes())
        with pytest.raises(InputError, match="is no text"):
            list(formats.form("csv").read(source_))


def test_a_long_sequence_in_a_cell(path: Path) -> None:
    path.write_text(f"Name,Sequence,Type,Organism\na,{'acgt' * 50_000},DNA,{SYN}\n")
    assert listed(path)[0][0].residues.length == 200_000


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"Name,Sequence\na,acgt\n", "csv"),
        (b"Name;Sequence\na;acgt\n", "csv"),
        (b"Name\tSequence\na\tacgt\n", "tsv"),
        (b"A title\n\nName\tVH\tVL\n", "tsv"),
        (b"The sequence, as it stands,\nis prose, and no table\n", None),
        (b"Sequence\nacgt\n", None),
        (b"acgtacgt\nacgt\n", None),
        (b">a,Sequence\nacgt\n", None),
        (b'{"Sequence": "a", "Name": "b"}', None),
    ],
)
def test_by_content(head: bytes, name: str | None) -> None:
    tables = [formats.form(one) for one in ("csv", "tsv", "xlsx", "ods")]
    assert [one.name for one in tables if one.looks(head)] == ([name] if name else [])


def test_any_bytes_end_well(path: Path) -> None:
    for data in (
        b"Name,Sequence\n\x00\x00,acgt\n",
        b"Name,Sequence\n" + bytes(range(256)),
        b"Name\tSequence\n\xff\xfe",
    ):
        path.write_bytes(data)
        with pytest.raises((InputError, Exception)) as caught:
            listed(path)
        assert caught.type.__module__.startswith("seqtool"), caught.value
