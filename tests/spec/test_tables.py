"""The tables load, hold nothing twice, and refer to what exists."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter

import pytest

from seqtool import assets, spec
from seqtool.errors import SeqtoolError, UsageError
from seqtool.insdc import alphabet
from seqtool.spec import tables

STD = spec.standard()
FOLDER = assets.path("vocabulary", "v1_7")
TABLES = sorted(FOLDER.glob("*.tsv"))
# How many leading columns name a row.
NAMED_BY = {
    "key_qualifiers.tsv": 3,
    "controlled_values.tsv": 2,
    "mol_types.tsv": 2,
    "exclusions.tsv": 3,
    "dependencies.tsv": 4,
    "replacements.tsv": 3,
}


def lines(name: str) -> list[list[str]]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_is_tidy(path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith("\n")
    assert "\r" not in text
    header, *rows = lines(path.name)
    assert rows
    assert all(len(row) == len(header) for row in rows)
    assert all(cell and cell == cell.strip() for row in rows for cell in row)
    names = Counter(tuple(row[: NAMED_BY.get(path.name, 1)]) for row in rows)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_basis_is_one_of_four(path):
    header, *rows = lines(path.name)
    if path.name != "genetic_codes.tsv":
        at = header.index("basis")
        assert {row[at] for row in rows} <= {"confirmed", "insdc", "inferred", "recalled"}


def test_everything_loads():
    for number in spec.versions():
        std = spec.standard(number)
        assert std.version == number
        for protein in (False, True):
            assert std.keys(protein)
            assert std.qualifiers(protein)
            assert std.language_dependent(protein)
        assert std.exclusions
        assert std.dependencies
        assert std.paragraphs
        assert std.replacements
        assert std.dtd in spec.dtd_versions().values()
    assert spec.standard() is spec.standard()
    assert spec.standard().version == "1.7"


def test_an_unknown_version_is_a_wrong_usage():
    with pytest.raises(UsageError, match=r"2\.0"):
        spec.standard("2.0")


def test_a_version_takes_single_tables_from_its_base(tmp_path, monkeypatch):
    for version, name in (("v1_7", "a.tsv"), ("v1_7", "b.tsv"), ("v1_8", "b.tsv")):
        path = tmp_path / "vocabulary" / version / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    bases = {"1.7": "", "1.8": "1.7", "1.9": "1.8", "2.0": "2.0"}
    assert tables.folder("1.8", "a.tsv", bases) == "v1_7"
    assert tables.folder("1.8", "b.tsv", bases) == "v1_8"
    assert tables.folder("1.9", "b.tsv", bases) == "v1_8"
    for version, name in (("1.9", "c.tsv"), ("2.0", "a.tsv")):
        with pytest.raises(SeqtoolError):
            tables.folder(version, name, bases)


@pytest.mark.parametrize(
    "text",
    ["a\tb\nx\ty\n", "a\n", "a\tc\nx\n", ""],
    ids=["other columns", "too few columns", "ragged row", "empty"],
)
def test_a_broken_table_is_named(text, tmp_path, monkeypatch):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "t.tsv").write_text(text)
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    with pytest.raises(SeqtoolError, match=r"t\.tsv"):
        tables.read("a c", "t.tsv")


def test_a_missing_table_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "root", lambda: tmp_path)
    with pytest.raises(SeqtoolError, match="incomplete"):
        tables.read("a", "none.tsv")


def test_a_cell_that_does_not_fit_is_named():
    with pytest.raises(SeqtoolError, match="wrong"):
        tables.records(spec.Exclusion, "key first second section basis", [["a", "b", "c", "d", "surely"]])


@pytest.mark.parametrize("protein", [False, True])
def test_keys_name_qualifiers_that_exist(protein):
    qualifiers = STD.qualifiers(protein)
    used = set()
    for key in STD.keys(protein).values():
        assert key.allowed <= qualifiers.keys()
        assert key.mandatory | key.recommended | key.optional == key.allowed
        assert not key.mandatory & key.optional
        assert not key.mandatory & key.recommended
        assert not key.recommended & key.optional
        assert key.qualifier_basis.keys() == key.allowed
        used |= key.allowed
    assert used == qualifiers.keys()


@pytest.mark.parametrize(("protein", "prefix"), [(False, ("5.", "6.")), (True, ("7.", "8."))])
def test_sections_count_from_one(protein, prefix):
    for table, start in ((STD.keys(protein), prefix[0]), (STD.qualifiers(protein), prefix[1])):
        assert [record.section for record in table.values()] == [f"{start}{n + 1}" for n in range(len(table))]


def test_counts():
    assert len(STD.keys(False)) == 49
    assert len(STD.keys(True)) == 39
    assert len(STD.qualifiers(False)) == 81
    assert len(STD.qualifiers(True)) == 3
    assert len(STD.modified_nucleotides) == 48
    assert len(STD.modified_amino_acids) == 29
    assert len(STD.language_dependent(False)) == 34
    assert STD.language_dependent(True) == {"note", "organism"}


@pytest.mark.parametrize("protein", [False, True])
def test_lists_belong_to_controlled_values(protein):
    for record in STD.qualifiers(protein).values():
        has_list = record.name in ("mobile_element_type", "satellite") or record.format == "controlled"
        assert bool(record.values) == has_list, record.name
        assert not record.open or record.values
        assert not (record.format == "none" and (record.language_dependent or record.example))
        assert not record.language_dependent or record.format == "free-text"
        assert record.format == "none" or record.example


def test_closed_and_open_lists():
    opened = {name for name, record in STD.qualifiers(False).items() if record.open}
    assert opened == {"ncRNA_class", "regulatory_class", "rpt_type", "organelle", "exception", "transl_table"}
    single = {name for name, record in STD.qualifiers(False).items() if record.single}
    assert single == {
        *("organism", "mol_type", "mod_base", "translation", "protein_id"),
        *("transl_table", "codon_start", "replace"),
    }


def test_symbols_agree_with_the_alphabet():
    assert "".join(STD.nucleotide_symbols) == alphabet.NUCLEOTIDES
    assert "".join(STD.amino_acid_symbols) == alphabet.AMINO_ACIDS
    for symbol, record in (STD.nucleotide_symbols | STD.amino_acid_symbols).items():  # type: ignore[operator]
        assert alphabet.members(symbol) == frozenset(record.stands_for)
        assert record.defined == (symbol not in "nX")
    for symbol, record in STD.amino_acid_symbols.items():
        assert alphabet.THREE_LETTER[symbol] == record.three_letter


def test_mol_types_part_the_values_of_mol_type():
    dna, rna = STD.mol_types("DNA"), STD.mol_types("RNA")
    assert not dna & rna
    assert dna | rna == STD.qualifiers(False)["mol_type"].values
    assert STD.mol_types("AA") == {"protein"} == STD.qualifiers(True)["mol_type"].values
    assert STD.mol_types("DNA", synthetic=True) == {"other DNA"}
    assert STD.mol_types("RNA", synthetic=True) == {"other RNA"}
    assert STD.mol_types("dna") == frozenset()


def test_exclusions_name_what_stands_with_the_key():
    for row in STD.exclusions:
        assert {row.first, row.second} <= STD.keys(False)[row.key].allowed


def test_dependencies_name_what_exists():
    keys, qualifiers = STD.keys(False), STD.qualifiers(False)
    for row in STD.dependencies:
        assert row.key == "*" or row.key in keys
        assert row.qualifier in qualifiers or (not row.qualifier and row.key != "*")
        if row.key != "*" and row.qualifier:
            assert row.qualifier in keys[row.key].allowed
        listed = qualifiers[row.qualifier].values if row.qualifier else frozenset()
        if row.value and listed:
            assert row.value in listed
        match row.kind:
            case "qualifier" | "differs":
                assert set(row.needs) <= qualifiers.keys()
                assert row.key == "*" or set(row.needs) & keys[row.key].allowed
            case "not-value":
                assert set(row.needs) <= listed
            case "value":
                mol_types = {record.name for record in STD.mol_type_table}
                assert row.needs[0] == "mol_type"
                assert set(row.needs[1:]) <= mol_types
            case "location":
                assert set(row.needs) <= {"join", "order", "complement"}
            case _:
                assert row.kind in ("name", "listing")
        assert STD.paragraph(row.paragraph)


def test_replacements_lead_to_what_exists():
    for row in STD.replacements:
        keys, qualifiers = STD.keys(row.protein), STD.qualifiers(row.protein)
        known = {"key": keys, "qualifier": qualifiers, "mod_base": STD.modified_nucleotides}[row.kind]
        assert row.old not in known
        assert row.new in known or not row.new
        if row.qualifier:
            assert row.qualifier in keys[row.new].allowed
            values = qualifiers[row.qualifier].values
            assert not row.value or not values or row.value in values


def test_every_paragraph_is_there():
    numbers = [number for number in STD.paragraphs if re.fullmatch(r"[0-9]+", number)]
    assert numbers == [str(n) for n in range(1, 101)]
    for number in (
        "Annex I",
        "Annex I.9",
        "Annex II",
        "Annex III",
        "Annex IV",
        "Annex V",
        "Annex VI",
        "Annex VII",
    ):
        assert STD.paragraph(number)
    for record in STD.paragraphs.values():
        assert record.summary.endswith(".")
        assert len(record.summary) < 240
        if record.unchecked:
            assert record.strength not in ("definition", "example", "may")
    assert STD.paragraph("45(c)") is STD.paragraphs["45"]
    assert STD.paragraph("40(b)") is STD.paragraphs["40(b)"]
    assert STD.paragraph("101") is None


def test_versions_run_on():
    known = list(spec.versions().values())
    assert [record.number for record in known] == [f"1.{n}" for n in range(8)]
    assert [record.adopted for record in known] == sorted(record.adopted for record in known)
    assert {record.base for record in known} <= {"", *spec.versions()}
    assert {record.dtd for record in known} == set(spec.dtd_versions())
    newest = spec.standard().dtd
    assert newest.number == "V1_3"
    assert newest.public_id == "-//WIPO//DTD Sequence Listing 1.3//EN"
    assert newest.system_id == "ST26SequenceListing_V1_3.dtd"


def test_codes_have_their_form():
    assert all(re.fullmatch("[A-Z]{2}", code) for code in spec.offices())
    assert all(re.fullmatch("[a-z]{2}", code) for code in spec.languages())
    assert {"IB", "WO", "EP", "US", "JP"} <= spec.offices().keys()
    assert not spec.offices()["AN"].current
    assert {"en", "ja", "de", "zh"} <= spec.languages().keys()


def test_genetic_codes_and_transl_table_agree():
    path = FOLDER / "genetic_codes.tsv"
    path = path if path.is_file() else assets.path("vocabulary", "genetic_codes.tsv")
    if not path.is_file():
        pytest.skip("no table of genetic codes")
    numbers = {
        row.split("\t")[0]
        for row in path.read_text(encoding="utf-8").splitlines()
        if row[:1].isascii() and row[:1].isdigit()
    }
    assert STD.qualifiers(False)["transl_table"].values <= numbers


def test_nothing_is_read_before_it_is_asked_for():
    code = (
        "import sys, seqtool.spec as s; std = s.standard();"
        "assert 'nucleotide_keys' not in vars(std);"
        "assert not {'lxml', 'Bio', 'tomllib'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
