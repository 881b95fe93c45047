"""Coding sequences name the protein that stands in the inputs itself, instead of bringing a copy."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT
from support_genbank import BASES, CODING, SOURCE, genbank

from seqtool.app.convert import Converted, convert
from seqtool.app.import_plan import plan
from seqtool.app.validate import Options
from seqtool.io.imports import Choices, Selection
from seqtool.io.imports.links import Place, Standing, Survey, digest, named
from seqtool.io.st26.reader import ListingReader
from seqtool.model import GeneralInformation, Sequence

REASON = "it names the record of the inputs that holds the same protein, so no copy was added (paragraph 92)"
#: The reverse of the coding sequence reads otherwise, so that a second protein can be told.
OTHER = BASES.replace("gctaaatgg", "gcttggtgg")


def coding(protein: str = "MAKWD", organism: str = "Homo sapiens", called: str = "AAA1.1") -> bytes:
    bases = {"MAKWD": BASES, "MAWWD": OTHER}[protein]
    feature = CODING.replace("MAKWD", protein).replace("AAA1.1", called)
    return genbank(feature, bases=bases, source=SOURCE.replace("Homo sapiens", organism))


def protein(residues: str = "MAKWD", organism: str = "Homo sapiens", name: str = "P") -> bytes:
    source = f'source 1..{len(residues)} /organism="{organism}" /mol_type="protein"'
    made = genbank(bases=residues.lower(), molecule="", source=source)
    size = str(len(residues)).encode()
    return made.replace(size + b" bp", size + b" aa").replace(b"TINY", name.encode())


def converted(
    tmp_path: Path, *inputs: bytes, select: str | None = None, **choices: Any
) -> tuple[list[Sequence], Converted]:
    names = []
    for number, data in enumerate(inputs):
        path = tmp_path / f"in{number}.gb"
        path.write_bytes(data)
        names.append(str(path))
    out = tmp_path / "out.xml"
    made = convert(
        tuple(names),
        out,
        GeneralInformation(),
        Choices(**choices),
        options=Options(),
        select=Selection(select),
    )
    with ListingReader(out) as reader:
        return [block.entry.sequence for block in reader if block.entry is not None], made


def shape(sequences: list[Sequence]) -> list[str]:
    """``N2``: nucleotides that name protein 2; ``N``: that name none; the residues of proteins."""
    said = []
    for one in sequences:
        values = {q.name: q.value for f in one.features for q in f.qualifiers}
        if one.molecule_type == "AA":
            said.append(one.residues.text)
        else:
            said.append("-" if one.skipped else f"N{values.get('protein_id', '')}")
    return said


def linked(made: Converted) -> list[str | None]:
    return [note.after for note in made.notes.kept if note.reason == REASON]


@pytest.mark.parametrize("proteins", ["after", "end", "none"])
def test_a_protein_that_stands_there_is_named(tmp_path: Path, proteins: str) -> None:
    found, made = converted(tmp_path, coding() + protein(), proteins=proteins)
    assert shape(found) == ["N2", "MAKWD"]
    (place,) = linked(made)
    assert place is not None
    assert re.fullmatch(r"2 \(.*in0\.gb, line \d+\)", place)
    assert made.notes.features["added"] == 0
    assert not [f for f in made.result.findings if f.severity == "error" and f.code[0] == "F"]


def test_before_and_in_another_input(tmp_path: Path) -> None:
    assert shape(converted(tmp_path, protein() + coding())[0]) == ["MAKWD", "N1"]
    found, made = converted(tmp_path, coding("MAWWD"), coding(), protein())
    assert shape(found) == ["N2", "MAWWD", "N4", "MAKWD"]
    assert [text and text[:2] for text in linked(made)] == ["4 "]


def test_a_protein_of_a_fasta_file(tmp_path: Path) -> None:
    found, _ = converted(tmp_path, coding(), b">p\nMAKWD\n", moltype="AA", organism="Homo sapiens")
    assert shape(found) == ["N2", "MAKWD"]


def test_exact_only(tmp_path: Path) -> None:
    assert shape(converted(tmp_path, coding() + protein("MAKWDD"))[0]) == ["N2", "MAKWD", "MAKWDD"]
    other = protein(organism="Mus musculus")
    assert shape(converted(tmp_path, coding() + other)[0]) == ["N2", "MAKWD", "MAKWD"]
    assert shape(converted(tmp_path, coding() + other, proteins="none")[0]) == ["N", "MAKWD"]


def test_those_that_do_not_stand_there(tmp_path: Path) -> None:
    data = coding("MAWWD") + coding() + coding("MAWWD") + protein()
    assert shape(converted(tmp_path, data)[0]) == ["N2", "MAWWD", "N6", "N5", "MAWWD", "MAKWD"]
    assert shape(converted(tmp_path, data, proteins="end")[0]) == [
        "N5", "N4", "N6", "MAKWD", "MAWWD", "MAWWD",
    ]  # fmt: skip
    assert shape(converted(tmp_path, data, proteins="none")[0]) == ["N", "N4", "N", "MAKWD"]
    assert shape(converted(tmp_path, data, same_protein="one")[0]) == ["N2", "MAWWD", "N5", "N2", "MAKWD"]


def test_of_several_the_one_called_then_the_nearest(tmp_path: Path) -> None:
    twice = coding() + protein() + coding() + protein()
    assert shape(converted(tmp_path, twice)[0]) == ["N2", "MAKWD", "N4", "MAKWD"]
    last = coding(called="B.1") + protein(name="A") + protein(name="B")
    assert shape(converted(tmp_path, last)[0]) == ["N3", "MAKWD", "MAKWD"]


def test_what_is_not_taken_does_not_stand_there(tmp_path: Path) -> None:
    data = coding() + protein() + coding()
    assert shape(converted(tmp_path, data, select="1,3")[0]) == ["N2", "MAKWD", "N4", "MAKWD"]
    assert shape(converted(tmp_path, data, select="2,3")[0]) == ["MAKWD", "N1"]
    short = genbank(bases="acgt", source='source 1..4 /organism="Homo sapiens" /mol_type="genomic DNA"')
    assert shape(converted(tmp_path, short + data, short="skip")[0]) == ["-", "N3", "MAKWD", "N3"]
    assert shape(converted(tmp_path, short + data)[0]) == ["N2", "MAKWD", "N2"]


def test_a_piece_of_a_protein_split_at_stops(tmp_path: Path) -> None:
    fasta = b">p\nMAWWDE*MAKWD\n"
    found, _ = converted(
        tmp_path, coding("MAWWD"), fasta, coding(), moltype="AA", organism="Homo sapiens", stops="split"
    )
    assert shape(found) == ["N2", "MAWWD", "MAWWDE", "MAKWD", "N4"]


def test_more_digits_than_was_guessed(tmp_path: Path) -> None:
    data = protein() + coding() * 9 + coding("MAWWD")
    found = shape(converted(tmp_path, data)[0])
    assert found == ["MAKWD", *["N1"] * 9, "N12", "MAWWD"]


def test_plan_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "in.gb"
    path.write_bytes(coding() + protein() + coding("MAWWD"))
    made = plan((str(path),), Choices())
    assert [row.moltype for row in made.sequences] == ["DNA", "AA", "DNA", "AA"]
    assert any(note.reason == REASON for note in made.notes.kept)


_RECORDS = st.lists(
    st.sampled_from([("N", "MAKWD"), ("N", "MAWWD"), ("P", "MAKWD"), ("P", "MAWWD"), ("P", "MAKKK")]),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(_RECORDS, st.sampled_from(["after", "end", "none"]), st.sampled_from(["each", "one"]))
def test_each_coding_sequence_names_its_protein(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], proteins: str, same: str
) -> None:
    data = b"".join(coding(text) if kind == "N" else protein(text) for kind, text in rows)
    folder = tmp_path_factory.mktemp("links")
    found = shape(converted(folder, data, proteins=proteins, same_protein=same)[0])
    standing = {text for kind, text in rows if kind == "P"}
    called = iter([text for kind, text in rows if kind == "N"])
    for one in found:
        if one[0] != "N":
            continue
        text = next(called)
        if one == "N":
            assert proteins == "none"
            assert text not in standing
        else:
            assert found[int(one[1:]) - 1] == text
    lost = [text for kind, text in rows if kind == "N" and text not in standing]
    added = 0 if proteins == "none" else len(set(lost)) if same == "one" else len(lost)
    assert len(found) == len(rows) + added


@pytest.mark.parametrize("suffix", [".gb", ".csv", ".xlsx"])
def test_an_export_comes_back_without_copies(tmp_path: Path, suffix: str) -> None:
    from support_process import seqtool

    middle, out = tmp_path / f"e{suffix}", tmp_path / "b.xml"
    example = str(ROOT / "resources" / "examples" / "example.xml")
    assert seqtool("convert", example, "-o", str(middle)).status == 0
    done = seqtool("convert", str(middle), "-o", str(out), "--draft", "--rna", "rna", "--numbers", "ignore")
    assert "0 proteins added" in done.err, done.err
    text = out.read_text()
    assert "<SequenceTotalQuantity>11<" in text
    assert text.count("INSDQualifier_name>protein_id<") == 2


def test_nothing_is_kept_of_what_is_not_called_for() -> None:
    survey = Survey()
    for number, text in enumerate(["MKKK", "MAKWD", "MWWW"]):
        survey.own()
        survey.stands([text], "", "a.gb", number, f"P{number}")
    assert not survey.mixed
    survey.own()
    survey.called("MAKWD", "Homo sapiens")
    assert survey.mixed
    standing = survey.standing(after=True, once=False)
    assert standing.find(digest(["MAK", "WD"]), "Mus musculus", 4, named("x")) == Place(2, "a.gb", 1)
    assert standing.find(digest(["MWWW"]), "", 4, b"") is None
    assert list(itertools.chain(Standing()._places)) == []
