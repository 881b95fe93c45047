"""Compact notation as an input: lines with names, FASTA headings, faults."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from support_notation import GENERAL, listing

from seqtool.app.convert import convert
from seqtool.app.validate import Options
from seqtool.errors import InputError
from seqtool.io.imports import Choices, Notes, QuestionsError, notation
from seqtool.io.imports.formats import Ready, Source, forms

ORDER = b"""# an order
sense\tcsasGfuAfcGfuAfCfgsuasaL96\tsiRNA, sense
gapmer\tAesGesmCesTesAdsGdsTdsmCdsAdsGdsAesTesmCeAe
peptide\tAc-RYYRWK-NH2
"""
FASTA = b""">one first
[mA]s[mC]s[mG][mU][mA][mC]
[mG][mU][mA][mC]
; all linkages phosphorothioate
>two
/5Phos/ACGTACGTACGT
"""
PLAIN = b">a\nACGTacgtNN--ACGT\n>b\nMKWVTF*\n"


def read(data: bytes, **choices: Any) -> tuple[list[Ready], Notes]:
    notes = Notes()
    made = Choices(**({"organism": "synthetic construct"} | choices))
    source = Source(io.BufferedReader(io.BytesIO(data)), "x.txt", made, notes)
    return list(notation.read(source)), notes


def test_lines_with_names() -> None:
    found, _ = read(ORDER, lower_nt="2-o-methyl")
    assert [(r.name, r.line, r.description, r.sequence.molecule_type) for r in found] == [
        ("sense", 2, "siRNA, sense", "RNA"),
        ("gapmer", 3, "", "DNA"),
        ("peptide", 4, "", "AA"),
    ]
    assert found[0].sequence.features[0].qualifiers[0].value == "synthetic construct"


def test_fasta_headings() -> None:
    found, _ = read(FASTA)
    assert [(r.name, r.description, r.sequence.residues.text) for r in found] == [
        ("one", "first", "acgtacgtac"),
        ("two", "", "acgtacgtacgt"),
    ]
    assert found[0].sequence.features[-1].location == "1..9"


def test_a_modified_molecule_is_synthetic() -> None:
    found, notes = read(ORDER, lower_nt="2-o-methyl", organism=None)
    assert {r.sequence.features[0].qualifiers[0].value for r in found} == {"synthetic construct"}
    assert any("paragraph 83" in note.reason for note in notes.kept)


def test_what_is_asked_is_asked_at_once() -> None:
    _, notes = read(ORDER + b"plain\tMKWVTFE\nodd\tmAxxmC\ntwo\tDAKDGA\n", organism=None)
    asked = ["--lower-nt", "--organism", "--refused", "--moltype"]
    assert [q.option.split(" ")[0] for q in notes.questions] == asked
    _, notes = read(b"odd\tmAmC/xx/mC\n")
    [question] = notes.questions
    assert "character 6, 'xx'" in question.text
    found, notes = read(b"odd\tmAmC/xx/mC\nrest\t(dT)20\n", refused="omit")
    assert [r.name for r in found] == ["rest"]
    assert notes.records["left_out"] == 1


def test_parts_and_the_minimum(tmp_path: Path) -> None:
    done, data = listing([("a", "ATGCATGCATGC-/iSpC3/-CGG"), ("b", "VAFW-PEG4-GKRR")], tmp_path)
    assert done.sequences == 3
    assert b"cgg, which is too short for a sequence of its own" in data
    assert [taken.name for taken in done.notes.names or []] == ["a (1)", "b (1)", "b (2)"]


def test_mixed_molecules_are_synthetic(tmp_path: Path) -> None:
    _, data = listing(
        [("a", "GAUCGAUCGAUCTT")], tmp_path, thymine="deoxy", organism="Homo sapiens", mol_type="mRNA"
    )
    assert b"Homo sapiens" not in data
    assert b"other DNA" in data


@pytest.mark.parametrize(("data", "form"), [(ORDER, "notation"), (FASTA, "notation"), (PLAIN, "fasta")])
def test_content_decides(data: bytes, form: str) -> None:
    assert next(f.name for f in forms() if f.looks(data)) == form


@pytest.mark.parametrize(
    "data",
    [
        b"name\tsequence\na\tmAfCmG\n",
        b"a\tACGT\nb\tACGT\n",
        b"mAfCmG\n",
        b">a\nACGT-ACGT\n",
        b">sp|P1|X\nMKWV*\n",
        b"\xff\xfea\x00",
        b"a\t\xe9[mA]\n",
        b"",
    ],
)
def test_not_clearly_notation(data: bytes) -> None:
    assert not notation.looks(data)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "holds no sequence"),
        (b"# nothing\n", "holds no sequence"),
        (b"a\tmA\xe9mC\n", "line 1: byte 5 is not UTF-8"),
        (b"a\tm\x00A\n", "line 1: this is no text"),
        (b"a\t" + b"A" * 4_000_001, "line 1 has more than"),
        ("a\tmA".encode("utf-16"), "not UTF-8"),
    ],
)
def test_bad_files(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=r"x\.txt") as caught:
        read(data)
    assert says in str(caught.value)


def test_a_table_of_symbols_of_the_user(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(
        "molecule\tkind\tsymbols\tletter\tclass\tkey\tname\tstyles\twhy\n"
        "oligo\tthree\tXY1\t-\t-\t-\ta group of ours\tany\t-\n",
        encoding="utf-8",
    )
    found, _ = read(b"a\tmAmCmGmUXY1\n", symbols=str(table))
    assert found[0].sequence.features[1].qualifiers[0].value == "3' end joined to a group of ours"
    with pytest.raises(InputError, match="cannot be read"):
        read(b"a\tmAmC\n", symbols=str(tmp_path / "none"))


def test_questions_stop_the_run(tmp_path: Path) -> None:
    path = tmp_path / "order.txt"
    path.write_bytes(ORDER)
    with pytest.raises(QuestionsError, match=r"order\.txt: sense \(line 2\)"):
        convert((str(path),), io.BytesIO(), GENERAL, Choices(), options=Options())


def test_a_repeat_without_its_number_is_said() -> None:
    _, notes = read(b"x\t(GGGGS)n\n", moltype="AA", organism="synthetic construct")
    assert any("n is not defined" in question.text for question in notes.questions)


def test_a_phosphate_makes_no_peptide() -> None:
    for text in (b"P-UGGAAUGUAAAGAAGUAUGUAU", b"p-ACGUACGUACGU"):
        _, notes = read(b"x\t" + text + b"\n", gaps="close", lower_aa="d", organism="synthetic construct")
        assert [question.option for question in notes.questions] == ["--moltype DNA|RNA|AA"]
