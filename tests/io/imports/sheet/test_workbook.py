"""XLSX and ODS: sheets, hidden rows, merged cells, formulas, and files that mean harm."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support_sheets import SYN, asked, changed, listed, ods, ods_row, source, told, xlsx

from seqtool.errors import InputError, SeqtoolError
from seqtool.io.imports import QuestionsError
from seqtool.io.imports.sheet import guard
from seqtool.io.imports.sheet.cells import column_of, letters

HEAD = ("Name", "Sequence", "Molecule type", "Organism")
ROW = ("p1", "acgtacgtacgt", "DNA", SYN)
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.xlsx"


@given(st.integers(0, 16_383))
def test_names_of_columns(column: int) -> None:
    assert column_of(letters(column)) == column


def test_offset_numbers_and_blank_rows(path: Path) -> None:
    rows = [[], [], ["", "", "Table 1"], ["", "", *HEAD], [], ["", "", 12, *ROW[1:]], ["", "", 1.5, *ROW[1:]]]
    made, done = listed(xlsx(path, {"Data": rows}))
    assert len(made) == 2
    assert [(n.name, n.line) for n in done.notes.names or []] == [("12", 6), ("1.5", 7)]


def test_which_sheet(path: Path) -> None:
    xlsx(
        path, {"Notes": [["x"]], "A": [HEAD, ROW], "B": [HEAD, ROW, ROW], "Old": [HEAD, ROW]}, hidden=["Old"]
    )
    (question,) = asked(path)
    assert "2 'A', 3 'B'. Which" in question
    assert len(listed(path, sheet="B")[0]) == 2
    assert len(listed(path, sheet="2")[0]) == 1
    assert len(listed(path, sheet="3,2")[0]) == 3
    assert len(listed(path, sheet="all")[0]) == 3
    assert len(listed(path, sheet="Old")[0]) == 1
    _, done = listed(path, sheet="all")
    assert "Old: a hidden sheet that looks like sequences was not read (--sheet reads it)" in told(done)
    assert "Notes: a sheet that does not look like sequences was not read" in told(done)
    with pytest.raises(InputError, match="no sheet 'C'; its sheets are 1 'Notes', 2 'A'"):
        listed(path, sheet="C")


def test_hidden_rows_and_merged_cells_are_told(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("S&1")
    page.write_row(0, 0, ["Name", "Sequence", "Molecule type", "Organism"])
    for number in range(1, 5):
        page.write_row(number, 0, [f"p{number}", "acgtacgtacgt", "DNA"])
    page.merge_range(1, 3, 3, 3, "Homo sapiens")
    page.write(4, 3, SYN)
    page.set_row(2, None, None, {"hidden": True})
    book.close()
    made, done = listed(path)
    assert [dict(source(s))["organism"] for s in made] == ["Homo sapiens"] * 3 + [SYN]
    assert "S&1: the row is hidden in the sheet; it was taken like the others" in told(done)
    assert "S&1: a merged cell counts for the rows 2 to 4" in told(done)


def test_cells_that_are_no_text(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"})
    page = book.add_worksheet("S")
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ["a", True, "AA", SYN])
    page.write_row(2, 0, ["b", 12, "AA", SYN])
    page.write_row(3, 0, ["c", "MKTAYIAK", "AA", SYN])
    page.write_datetime(3, 0, datetime.date(2026, 9, 2))
    page.write_formula(4, 1, '="MKTA"&"YIAR"', None, "MKTAYIAR")
    page.write_row(4, 2, ["AA", SYN])
    book.close()
    found = {place: text for text, places in asked(path).items() for place in places}
    assert "holds the sequence as a truth value" in found[f"{path}: S!B2 ('TRUE')"]
    assert "holds the sequence as a number" in found[f"{path}: S!B3 ('12')"]
    made, done = listed(path, refused="omit")
    assert [s.residues.text for s in made] == ["MKTAYIAK", "MKTAYIAR"]
    assert any(
        line.startswith("S!A4: the spreadsheet holds a date here; if a name such as SEPT2")
        for line in told(done)
    )


def test_errors_and_formulas_without_values(path: Path) -> None:
    rows = [HEAD, ROW, ("p2", "acgtacgtacgt", "DNA", SYN), ("p3", "x", "DNA", SYN)]
    xlsx(path, {"S": rows})
    with zipfile.ZipFile(path) as inside:
        page = inside.read(SHEET).decode()
    cells = {name: page[page.index(f'<c r="{name}"') :].split("</c>")[0] + "</c>" for name in ("B3", "B4")}
    changed(path, SHEET, cells["B3"], '<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    changed(path, SHEET, cells["B4"], '<c r="B4"><f>A1</f></c>')
    found = {place: text for text, places in asked(path).items() for place in places}
    assert "shows the error #DIV/0!" in found[f"{path}: S!B3"]
    assert "formula was not saved" in found[f"{path}: S!B4"]


def test_a_cell_that_excel_has_cut(path: Path) -> None:
    xlsx(path, {"S": [HEAD, ("long", "acgt" * 8191 + "acg", "DNA", SYN)]})
    assert any("the most that Excel keeps" in question for question in asked(path))
    made, _ = listed(path, length="accept")
    assert made[0].residues.length == 32_767


def test_ods(tmp_path: Path) -> None:
    rows = (
        ods_row("A title")
        + ods_row("Name", "Sequence", "Molekültyp", "Organismus")
        + ods_row(*ROW, more=' table:visibility="collapse"')
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        + ods_row("p2", "acgtacgtacgtac", "DNA", SYN)
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    made, done = listed(ods(tmp_path / "t.ods", rows))
    assert [s.residues.length for s in made] == [12, 14]
    assert [n.line for n in done.notes.names or []] == [3, 7]
    assert "Sheet1: the row is hidden in the sheet; it was taken like the others" in told(done)


def test_ods_repeats_that_mean_harm(tmp_path: Path) -> None:
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises(InputError, match="the cells span 1,048,576 rows and 16,384 columns"):
        listed(ods(tmp_path / "t.ods", rows))


def test_a_cell_far_off(path: Path) -> None:
    xlsx(path, {"S": [HEAD, ROW]})
    changed(path, SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    with pytest.raises(InputError, match="sheet S: the cells span 1,048,576 rows and 16,384 columns"):
        listed(path)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("<worksheet", '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', "document type declaration"),
        ('encoding="UTF-8"', 'encoding="UTF-16"', "is not UTF-8"),
    ],
)
def test_xml_that_means_harm(path: Path, old: str, new: str, why: str) -> None:
    changed(xlsx(path, {"S": [HEAD, ROW]}), SHEET, old, new)
    with pytest.raises(InputError, match=why):
        listed(path)


def test_bombs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    xlsx(path, {"S": [HEAD, ROW]})
    changed(path, SHEET, "</sheetData>", "</sheetData>" + " " * 3_000_000)
    monkeypatch.setattr(guard, "LARGEST", 1_000_000)
    with pytest.raises(InputError, match=r"unpack to 3,[0-9,]+ bytes; up to 1,000,000 are read"):
        listed(path)
    with zipfile.ZipFile(path) as inside, pytest.raises(InputError, match="unpacks to more than it claims"):
        list(guard.stream(inside, SHEET, "t.xlsx", 1_000_000))


def test_a_size_that_is_a_lie(path: Path) -> None:
    data = bytearray(xlsx(path, {"S": [HEAD, ROW]}).read_bytes())
    with zipfile.ZipFile(path) as inside:
        info = inside.getinfo(SHEET)
    at = data.rindex(SHEET.encode()) - 46
    data[at + 24 : at + 28] = (info.file_size - 100).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(InputError, match="is damaged or missing"):
        listed(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damaged_files_never_end_in_a_traceback(path: Path, data: st.DataObject) -> None:
    whole = _small(path)
    cut = data.draw(st.integers(0, len(whole)))
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = bytearray(whole if data.draw(st.booleans()) else whole[:cut])
    if at < len(damaged):
        damaged[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(damaged)
    with contextlib.suppress(SeqtoolError):
        listed(path)


_SMALL: list[bytes] = []


def _small(path: Path) -> bytes:
    if not _SMALL:
        _SMALL.append(xlsx(path, {"S": [HEAD, ROW]}).read_bytes())
    return _SMALL[0]


def test_damage_inside_of_the_xml_ends_well(path: Path) -> None:
    for old, new in (("</sheetData>", ""), ("<row ", "<rov "), ("<c ", "<<c "), ("</worksheet>", "")):
        changed(xlsx(path, {"S": [HEAD, ROW]}), SHEET, old, new)
        with contextlib.suppress(SeqtoolError):
            listed(path)


def test_from_a_pipe(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    xlsx(path, {"S": [HEAD, ROW]})

    class Pipe:
        buffer = io.BytesIO(path.read_bytes())

    monkeypatch.setattr(sys, "stdin", Pipe)
    assert len(listed(Path("-"))[0]) == 1


def test_many_faults_are_bounded(path: Path) -> None:
    rows = [(f"p{n}", "acgtacgtacgt", f"bad{n}", SYN) for n in range(500)]
    with pytest.raises(QuestionsError) as caught:
        listed(xlsx(path, {"S": [HEAD, *rows]}))
    (one,) = caught.value.asked
    assert (len(one.places), one.count) == (5, 500)
    head = (*HEAD, "Features")
    rows = [("p", "acgtacgtacgt", "DNA", SYN, f"key{n} 1..2") for n in range(500)]
    assert len(asked(xlsx(path, {"S": [head, *rows]}))) == 100
