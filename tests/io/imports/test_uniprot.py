"""UniProtKB flat text."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import corpus

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError
from seqtool.io.imports import Choices, Importer, Notes, Source, sniff, uniprot
from seqtool.model import GeneralInformation, Name, Sequence, Title

RESIDUES = "MKLVCRRGDESTCAAKLMNPQRSTVWYGGHHC"
GENERAL = GeneralInformation(
    file_reference="R", applicant=Name("A", "en"), titles=(Title("T", "en"),), production_date="2026-01-01"
)


def record(
    *features: str, organism: str = "Homo sapiens (Human).", residues: str = RESIDUES, end: str = "//\n"
) -> bytes:
    lines = [
        f"ID   TEST_HUMAN              Reviewed;         {len(residues)} AA.",
        "AC   P00001; Q00002;",
        "DE   RecName: Full=Test protein {ECO:0000305};",
        f"OS   {organism}",
        *features,
        f"SQ   SEQUENCE   {len(residues)} AA;  1000 MW;  0123456789ABCDEF CRC64;",
        f"     {residues}",
    ]
    return ("\n".join(lines) + "\n" + end).encode()


def new(key: str, location: str, **qualifiers: str) -> str:
    return "\n".join(
        [
            f"FT   {key:<16}{location}",
            *(f'FT                   /{name}="{value}"' for name, value in qualifiers.items()),
        ]
    )


def taken(data: bytes, **choices: Any) -> tuple[list[Sequence], Notes]:
    notes = Notes(names=True)
    importer = Importer(Choices(**choices), notes)
    source = Source(io.BufferedReader(io.BytesIO(data)), "x.txt", importer.choices, notes)
    found = [sequence for item in uniprot.FORMAT.read(source) for sequence in importer.take(item)]
    notes.stop_if_asked()
    counts = notes.features
    assert counts["read"] == counts["taken"] + counts["left_out"]
    return found, notes


def rows(sequence: Sequence) -> list[tuple[str, str, str]]:
    return [
        (f.key, f.location, "|".join(q.value or "" for q in f.qualifiers if q.name == "note"))
        for f in sequence.features
        if f.key != "source"
    ]


def test_both_styles() -> None:
    data = record(
        new("SIGNAL", "1..5", evidence="ECO:0000255"),
        new("CHAIN", "6..32", note="Test protein", id="PRO_1"),
        'FT   MUTAGEN         7\nFT                   /note="R->A: Loss of binding to DNA-\nFT                   binding partners."',
        "FT   MOD_RES       9      9       N6-acetyllysine. {ECO:0000269|PubMed:1}.",
        "FT   VAR_SEQ      10     12       EST -> KLMNPQRS\nFT                                TVWY (in isoform 2).\nFT                                /FTId=VSP_1.",
        "FT   DISULFID      5     13       By similarity.",
        "FT   HELIX        14     20",
    )
    (sequence,), notes = taken(data)
    assert sequence.molecule_type == "AA"
    assert sequence.residues.text == RESIDUES
    assert rows(sequence) == [
        ("SIGNAL", "1..5", ""),
        ("CHAIN", "6..32", "Test protein"),
        ("MUTAGEN", "7", "R->A: Loss of binding to DNA-binding partners."),
        ("MOD_RES", "9", "N6-acetyllysine"),
        ("VAR_SEQ", "10..12", "EST -> KLMNPQRSTVWY (in isoform 2)"),
        ("DISULFID", "5..13", "By similarity"),
        ("HELIX", "14..20", ""),
    ]
    assert notes.names is not None
    assert (notes.names[0].name, notes.names[0].description) == ("P00001", "TEST_HUMAN Test protein")
    gone = {(note.feature or "", note.qualifier) for note in notes.kept if note.kind == "left-out"}
    assert {
        ("SIGNAL 1..5", "evidence"),
        ("CHAIN 6..32", "id"),
        ("MOD_RES 9", "evidence"),
        ("VAR_SEQ 10..12", "id"),
    } <= gone


@pytest.mark.parametrize(
    ("location", "more", "key", "note"),
    [
        ("7", {"ligand": "Zn(2+)", "ligand_label": "1"}, "METAL", "Zn(2+) 1"),
        ("7", {"ligand": "Ca(2+)"}, "METAL", "Ca(2+)"),
        ("7..18", {"ligand": "Ca(2+)", "ligand_label": "2"}, "CA_BIND", "Ca(2+) 2"),
        ("7..14", {"ligand": "ATP"}, "NP_BIND", "ATP"),
        ("7", {"ligand": "ATP"}, "BINDING", "ATP"),
        ("7", {"ligand": "heme b", "ligand_part": "Fe", "note": "axial binding residue"}, "METAL", "Fe of heme b; axial binding residue"),
        ("7..9", {"ligand": "substrate", "ligand_note": "in dimer"}, "BINDING", "substrate (in dimer)"),
        ("7", {"note": "Substrate"}, "BINDING", "Substrate"),
        ("7", {}, "BINDING", "binding site"),
    ],
)  # fmt: skip
def test_ligands(location: str, more: dict[str, str], key: str, note: str) -> None:
    (sequence,), _ = taken(record(new("BINDING", location, **more)))
    assert rows(sequence) == [(key, location, note)]


def test_ends_that_are_not_known() -> None:
    data = record(
        new("SIGNAL", "1..?"),
        new("CHAIN", "?..30", note="a"),
        new("PEPTIDE", "?5..?9", note="b"),
        new("PROPEP", "<1..4"),
        new("VAR_SEQ", "P00001-2:3..4", note="c"),
        "FT   INIT_MET      0      0       Removed.",
    )
    (sequence,), notes = taken(data)
    assert rows(sequence) == [("PEPTIDE", "5..9", "b"), ("PROPEP", "<1..4", "")]
    assert sum(note.kind == "left-out" and note.qualifier is None for note in notes.kept) == 4
    assert any("uncertain" in note.reason for note in notes.kept)


def test_residues_that_are_no_neighbours() -> None:
    data = record(
        new("NON_CONS", "10..11"), new("NON_CONS", "20..21"), new("CHAIN", "1..32"), new("SITE", "12", note="s"),
        new("DISULFID", "23..32"), new("NON_TER", "1"), organism="Homo sapiens (isolate X)."
    )  # fmt: skip
    found, notes = taken(data)
    assert [s.residues.text for s in found] == [RESIDUES[:10], RESIDUES[10:20], RESIDUES[20:]]
    assert [rows(s) for s in found] == [
        [("NON_TER", "1", "")],
        [("SITE", "2", "s")],
        [("DISULFID", "3..12", "disulfide bond")],
    ]
    assert [f.location for s in found for f in s.features if f.key == "source"] == ["1..10", "1..10", "1..12"]
    assert notes.names is not None
    assert notes.names[2].name == "P00001 part 3 of 3"


@pytest.mark.parametrize(
    ("written", "organism", "note"),
    [
        ("Homo sapiens (Human).", "Homo sapiens", ""),
        ("Escherichia coli (strain K12).", "Escherichia coli", "strain K12"),
        ("Frog virus 3 (isolate Goorha) (FV-3).", "Frog virus 3", "isolate Goorha"),
        ("Influenza A virus (strain A/Goose/Guangdong/1/1996 H5N1 genotype Gs/Gd).", "Influenza A virus", "strain A/Goose/Guangdong/1/1996 H5N1 genotype Gs/Gd"),
    ],
)  # fmt: skip
def test_organisms(written: str, organism: str, note: str) -> None:
    (sequence,), _ = taken(record(organism=written))
    values = {q.name: q.value for q in sequence.features[0].qualifiers}
    assert values["organism"] == organism
    assert values["mol_type"] == "protein"
    assert (values.get("note") or "") == note


def test_several_organisms_are_asked_for() -> None:
    source = Source(io.BufferedReader(io.BytesIO(record(organism="Mus musculus (Mouse), and Rattus norvegicus (Rat)."))), "x", Choices(), Notes())  # fmt: skip
    list(uniprot.FORMAT.read(source))
    assert [question.option.split()[0] for question in source.notes.questions] == ["--organism"]


def test_damage_is_told() -> None:
    with pytest.raises(InputError, match="no ID line"):
        taken(b"hello\n")
    with pytest.raises(InputError, match="million"):
        taken(record().replace(b"DE   ", b"DE   " + b"x" * 1_100_000))
    (sequence,), notes = taken(record(end=""))
    assert any("cut off" in note.reason for note in notes.kept)
    with pytest.raises(Exception, match="--length accept"):
        taken(record().replace(b"     MK", b"     K"))
    (sequence,), notes = taken(record(new("SITE", "4", note="caf\xe9")).decode().encode("latin-1"))
    assert rows(sequence)[0][0] == "SITE"


@given(st.binary(max_size=400), st.integers(0, 900))
def test_nothing_breaks_it(junk: bytes, cut: int) -> None:
    data = record(
        new("NON_CONS", "10..11"), new("BINDING", "3", ligand="ATP"), new("CHAIN", "1..3", note="x")
    )
    data = data[:cut] + junk + data[cut + 5 :]
    notes = Notes()
    importer = Importer(Choices(organism="Homo sapiens", refused="omit", length="accept", case="fold", moltype="AA"), notes)  # fmt: skip
    try:
        source = Source(io.BufferedReader(io.BytesIO(data)), "x", importer.choices, notes)
        for item in uniprot.FORMAT.read(source):
            list(importer.take(item))
    except InputError:
        pass


def files() -> list[Path]:
    folder = corpus("flat")
    found = [*folder.glob("biopython/SwissProt/*.txt"), *folder.glob("biopython/SwissProt/sp0*")]
    found += [*folder.glob("bioperl/t/data/*.swiss"), *folder.glob("skbio/**/embl_uniprot_record")]
    return [
        path
        for path in sorted(found)
        if path.read_bytes()[:5] == b"ID   " and not path.name.startswith("keyw")
    ]


def test_every_file_of_the_corpus() -> None:
    wrong = {}
    for path in files():
        assert sniff(path.read_bytes()[:65536], path.name) == "uniprot"
        for organism in (None, "Homo sapiens"):
            try:
                done = convert((str(path),), io.BytesIO(), GENERAL, Choices(organism=organism), options=Options(max_per_rule=0))  # fmt: skip
            except Exception as error:  # noqa: BLE001  all are listed together
                wrong[path.name] = str(error)
                continue
            wrong.pop(path.name, None)
            errors = [
                f"{f.code} {f.key} {f.location} {f.value}"
                for f in done.result.findings
                if f.severity == "error"
            ]
            counts = done.notes.features
            if errors or counts["read"] != counts["taken"] + counts["left_out"]:
                wrong[path.name] = f"{errors} {counts}"
            break
    assert not wrong


def test_same_as_biopython() -> None:
    swiss = pytest.importorskip("Bio.SeqIO")
    for path in files():
        source = Source(
            io.BufferedReader(io.BytesIO(path.read_bytes())), path.name, Choices(organism="X"), Notes()
        )
        mine = list(uniprot.FORMAT.read(source))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                theirs = list(swiss.parse(io.StringIO(path.read_text("latin-1")), "swiss"))
        except (ValueError, AssertionError, IndexError):
            continue
        assert [b"".join(r.residues).decode() for r in mine] == [str(r.seq) for r in theirs], path.name
        counts = [sum(f.key != "source" for f in r.features) for r in mine]
        assert counts == [len(r.features) for r in theirs], path.name


def test_made_up_texts_take_no_time() -> None:
    many = "(a" * 3_000_00
    data = record(organism=many, end="").replace(b"SQ   ", b"FT   SITE            3\nFT                   /note=\"" + b" " * 900_000 + b"x\"\nSQ   ")  # fmt: skip
    notes = Notes()
    source = Source(io.BufferedReader(io.BytesIO(data)), "x", Choices(), notes)
    (found,) = uniprot.FORMAT.read(source)
    assert any("more characters" in reason for reason, _, _ in found.remarks)
    lines = b"".join(b"FT                   " + b"A" * 50 + b"\n" for _ in range(50_000))
    data = record().replace(
        b"SQ   ", b'FT   SITE            3\nFT                   /note="x\n' + lines + b"SQ   "
    )
    taken(data, refused="omit")
