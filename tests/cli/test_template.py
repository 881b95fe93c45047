"""``seqtool template``: what it writes, filled in, is read without questions."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter
from support_process import seqtool
from support_sheets import SYN, listed, source, told

from seqtool.app.general_file import TABLES, TOP, read_general
from seqtool.cli.import_options import FLAGS, LISTED, TEXTS
from seqtool.cli.template import general_toml
from seqtool.io.imports.choices import Choices
from seqtool.io.imports.sheet.headings import meaning
from seqtool.io.imports.sheet.template import sheet, write_text, write_xlsx


@pytest.mark.parametrize("kind", ["sequences", "antibodies"])
def test_headings_are_known(kind: str) -> None:
    for column in sheet(kind).column:
        assert meaning(column.heading) is not None, column.heading


def filled(path: Path, rows: list[list[str]]) -> None:
    """The template of a workbook with rows added: read, and written anew with all its sheets."""
    with python_calamine.CalamineWorkbook.from_path(path) as book:
        pages = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
        hidden = [
            s.name for s in book.sheets_metadata if s.visible is not python_calamine.SheetVisibleEnum.Visible
        ]
    first = next(iter(pages))
    pages[first] += rows
    new = xlsxwriter.Workbook(str(path))
    for name, cells in pages.items():
        page = new.add_worksheet(name)
        if name in hidden:
            page.hide()
        for number, row in enumerate(cells):
            page.write_row(number, 0, row)
    new.close()


ROWS = [
    ["1", "p1", "DNA", "acgtacgtacgtac", "other DNA", SYN, "n", "misc_feature", "2..5", 'note="a;b"', "misc_feature 7 note=y", "c"],
    ["2", "p2", "AA", "MKTAYIAK", "protein", "Homo sapiens", "", "REGION", "2..5", "note=a", "", ""],
    ["", "p3", "RNA", "acguacguacgu", "", SYN, "", "", "", "", "", ""],
]  # fmt: skip


def test_a_workbook_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "sequences.xlsx"
    done = seqtool("template", str(path))
    assert (done.status, done.out) == (0, "")
    filled(path, ROWS)
    made, notes = listed(path)
    assert [s.molecule_type for s in made] == ["DNA", "AA", "RNA"]
    assert ("note", "n") in source(made[0])
    assert "2: the example of the template" in told(notes)


def test_the_example_itself_is_right(tmp_path: Path) -> None:
    for kind in ("sequences", "antibodies"):
        path = tmp_path / f"{kind}.csv"
        out = io.BytesIO()
        write_text(out, kind, ",")
        path.write_bytes(out.getvalue().replace(b"EXAMPLE - delete or overwrite this row", b"my own"))
        made, _ = listed(path)
        assert len(made) == (1 if kind == "sequences" else 8)


def test_antibodies_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "antibodies.xlsx"
    with path.open("wb") as file:
        write_xlsx(file, "antibodies")
    example = [column.example for column in sheet("antibodies").column]
    filled(path, [["mAb1", *example[1:]]])
    assert len(listed(path)[0]) == 8


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
def test_text_filled_in(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"s.{suffix}"
    assert seqtool("template", str(path)).status == 0
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter="," if suffix == "csv" else "\t").writerows(ROWS)
    assert len(listed(path)[0]) == 3


def test_it_does_not_write_over_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "general.toml"
    path.write_text("mine")
    done = seqtool("template", str(path))
    assert done.status == 2
    assert "--force" in done.err
    assert path.read_text() == "mine"
    assert seqtool("template", str(path), "--force").status == 0
    assert path.read_text() == general_toml()


@pytest.mark.parametrize(("name", "why"), [("a.ods", "LibreOffice"), ("a.doc", ".xlsx, .csv"), ("no/a.xlsx", "cannot be written")])  # fmt: skip
def test_other_files(tmp_path: Path, name: str, why: str) -> None:
    done = seqtool("template", str(tmp_path / name))
    assert done.status == 2
    assert why in done.err


def test_general_has_every_key_and_is_read(tmp_path: Path) -> None:
    text = general_toml()
    assert not any(tomllib.loads(text).values())
    path = tmp_path / "general.toml"
    path.write_text(re.sub(r"(?m)^# (?=[a-z-]+ = )", "", text), encoding="utf-8")
    names = [*TEXTS, *LISTED, *FLAGS, "to-note"]
    values = read_general(str(path), names)
    wanted = {*TOP, "titles.en", *(f"{t}.{key}" for t, keys in TABLES.items() if keys for key in keys), *(f"sequences.{n}" for n in names)}  # fmt: skip
    assert set(values) == wanted
    known = {field.replace("_", "-") for field in Choices.__struct_fields__}
    assert set(names) == known
