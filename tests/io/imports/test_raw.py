"""Bare sequence text."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seqtool.errors import InputError
from seqtool.io.imports import Choices, Importer, Notes, Source, raw


def read(data: bytes, notes: Notes | None = None, **choices: Any) -> list[tuple[str, str, int]]:
    source = Source(io.BufferedReader(io.BytesIO(data)), "folder/x.txt", Choices(**choices), notes or Notes())
    return [(r.name, b"".join(r.residues).decode(), r.line) for r in raw.read(source)]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"ACGT\nACGT\n", [("x", "ACGTACGT", 1)]),
        (b"\xef\xbb\xbf\r\n acgt acgt\r\n\r\nMKLV\r\n", [("x-1", "acgtacgt", 2), ("x-2", "MKLV", 4)]),
        (b"        1 acgtacgtac gtacgtacgt\n       21 acgt\n", [("x", "acgtacgtacgtacgtacgtacgt", 1)]),
        (b"acgtacgtac gtacgtacgt 20\n\nacgt 24\n\nttgg 4\n", [("x-1", "acgtacgtacgtacgtacgtacgt", 1), ("x-2", "ttgg", 5)]),
        (b"1 acgt\n1 ggcc\n5 ttaa\n", [("x-1", "acgt", 1), ("x-2", "ggccttaa", 2)]),
        (b"5'-ACG TAC-3'\n", [("x", "5'-ACGTAC-3'", 1)]),
        (b"Met Ala Gly\n 1       3\nSer Thr\n", [("x", "Met-Ala-Gly-Ser-Thr", 1)]),
        (b"SEQ ID NO: 7 (probe)\nacgt\nSEQ ID NO:8\nMKLV\n", [("SEQ ID NO: 7", "acgt", 2 - 1), ("SEQ ID NO:8", "MKLV", 3)]),
    ],
)  # fmt: skip
def test_layouts(data: bytes, found: list[tuple[str, str, int]]) -> None:
    assert read(data) == found


def test_empty() -> None:
    with pytest.raises(InputError, match="empty"):
        read(b"\n \n")
    with pytest.raises(InputError, match="Macintosh"):
        read(b"acgt\racgt\racgt")


def test_numbers_are_a_checksum() -> None:
    notes = Notes()
    read(b"1 acgtacgtac\n21 acgtacgtac\n", notes)
    assert [question.option for question in notes.questions] == ["--length accept"]
    notes = Notes()
    assert read(b"1 acgtacgtac\n21 acgtacgtac\n", notes, length="accept")[0][1] == "acgtacgtac" * 2
    assert not list(notes.questions)


def test_a_list_of_short_lines_is_not_joined_in_silence() -> None:
    primers = b"ACGTACGTACGTACGTACGT\nTTTTACGTACGTACGTACGA\n"
    notes = Notes()
    read(primers, notes)
    assert [question.option for question in notes.questions] == ["--lines join|each"]
    assert [len(residues) for _, residues, _ in read(primers, lines="join")] == [40]
    assert [len(residues) for _, residues, _ in read(primers, lines="each")] == [20, 20]
    wrapped = b"ACGTA" * 12 + b"\n" + b"ACGTA" * 12 + b"\nACG\n"
    for data in (wrapped, b"SEQ ID NO: 1\n" + primers, b"1 acgtacgtac\n11 acgt\n", b"ACGTACGTACGT\n"):
        notes = Notes()
        assert len(read(data, notes)) == 1
        assert not notes.questions
    notes = Notes()
    read(wrapped + b"ACGTACGTAC\n", notes)
    assert notes.questions


def test_the_molecule_is_asked_for() -> None:
    for text in (b"DYKDDDDK\n", b"GGGGSGGGGS", b"acgtacgt"):
        notes = Notes()
        source = Source(io.BufferedReader(io.BytesIO(text)), "x", Choices(organism="Homo sapiens"), notes)
        importer = Importer(source.choices, notes)
        assert not [s for record in raw.read(source) for s in importer.take(record)]
        assert [question.option for question in notes.questions] == ["--moltype DNA|RNA|AA"]


@pytest.mark.parametrize(
    "text",
    [b"ACGT", b"acgtacgtac gtac\n", b"  1 mklvmklvmk lv\n", b"MKLVRR\nAAA\n", b"Met Ala Gly", b"5'-ACGT-3'", b"SEQ ID NO: 1\nmklv"],
)  # fmt: skip
def test_looks(text: bytes) -> None:
    assert raw.looks(text)


@pytest.mark.parametrize(
    "text",
    [b"", b"hello", b"This is some text.", b"A list of words\nand so on", b"name\tACGT", b"a,b\nACGT,ACGT", b"12 34", b"<acgt>", b"h\xc3\xa9"],
)  # fmt: skip
def test_other_texts_do_not_look_so(text: bytes) -> None:
    assert not raw.looks(text)


@given(
    st.lists(st.text("acgt", min_size=1, max_size=200), min_size=1, max_size=4),
    st.sampled_from([10, 60, 7]),
    st.sampled_from(["left", "right", "none"]),
    st.booleans(),
)
def test_round_trip(sequences: list[str], width: int, numbers: str, airy: bool) -> None:
    lines = []
    for sequence in sequences:
        for at in range(0, len(sequence), width):
            part = sequence[at : at + width]
            blocks = " ".join(part[i : i + 10] for i in range(0, len(part), 10))
            left, right = f"{at + 1} " * (numbers == "left"), f" {at + len(part)}" * (numbers == "right")
            lines += [left + blocks + right] + [""] * (airy and numbers != "none")
        lines.append("")
    notes = Notes()
    found = [residues for _, residues, _ in read("\n".join(lines).encode(), notes, lines="join")]
    assert "".join(found) == "".join(sequences)
    assert not list(notes.questions)
    if numbers != "right":
        assert found == sequences
