"""Names beside a listing: written, read again, and matched by residues."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_exports import SKIPPED, dna, protein, rna

from seqtool.errors import InputError
from seqtool.io import names
from seqtool.io.names import Names, named
from seqtool.model import Residues, Sequence

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


def table(*rows: names.Named) -> bytes:
    out = io.BytesIO()
    names.write(rows, out)
    return out.getvalue()


def back(tmp_path: Path, data: bytes) -> list[names.Named]:
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    return list(names.read(path, "names.csv"))


@given(name=CELLS, description=CELLS)
def test_a_row_is_read_as_it_was_written(
    name: str, description: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    row = named(3, name, description, dna())
    assert back(tmp_path_factory.mktemp("n"), table(row)) == [row]


def test_equal_residues_have_one_digest_whatever_chunks_and_case() -> None:
    whole = dna("acgt" * 30)
    parts = Sequence("DNA", Residues.from_chunks(["ACG", "T" + "acgt" * 29]))
    assert names.digest(whole) == names.digest(parts)
    assert names.digest(dna("acgt")) != names.digest(dna("acga"))
    assert names.digest(SKIPPED) == ""


def test_names_are_matched_by_residues_and_molecule_type_in_order() -> None:
    rows = [
        named(1, "first", "", dna("aaaa")),
        named(2, "second", "", dna("aaaa")),
        named(3, "as RNA", "", rna("aaaa")),
        named(4, "gone", "", protein("MKWV")),
        named(5, "skipped", "", SKIPPED),
    ]
    found = Names(rows)
    # The listing was renumbered, and one sequence is new.
    order = [rna("aaaa"), dna("cccc"), dna("aaaa"), dna("aaaa"), dna("aaaa"), SKIPPED]
    taken = [found.take(sequence) for sequence in order]
    assert [row and row.name for row in taken] == ["as RNA", None, "first", "second", None, None]
    assert [row.name for row in found.left()] == ["gone"]


def test_a_table_that_excel_saved_again(tmp_path: Path) -> None:
    row = named(1, "=x", "a;b", dna())
    text = table(row).decode("utf-8-sig").replace("'=x", "'=x").replace(",", ";").replace("a;b", '"a;b"')
    assert back(tmp_path, text.encode()) == [row]
    tabs = table(named(1, "x", "", dna())).replace(b",", b"\t")
    assert back(tmp_path, tabs + b"\t\t\t\t\t\r\n\r\n")[0].name == "x"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no column name"),
        (b"a,b\n1,2\n", "--names"),
        (b"name,molecule type,xxh3-128 of residues\nx,DNA,12345\n", "names.csv, line 2: '12345'"),
        (
            b"SEQ ID NO,name,molecule type,xxh3-128 of residues\nx,y,DNA,%b\n" % (b"0" * 32),
            "line 2, SEQ ID NO",
        ),
        (b"name\xff\n", "not UTF-8"),
        (b"n\x00ame\n", "NUL"),
        (b"name,molecule type,xxh3-128 of residues\n" + b"x" * 2_000_000, "characters"),
    ],
)
def test_wrong_tables_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(InputError) as error:
        back(tmp_path, data)
    assert said in str(error.value)
