"""Xaa that a feature calls selenocysteine, pyrrolysine or leucine or isoleucine (paragraph 27)."""

from __future__ import annotations

import io

import pytest
from support_st25 import entry, features, one, read, told

from seqtool.io.exports.st25 import write_st25
from seqtool.io.imports import Kind, Notes
from seqtool.model import Feature, GeneralInformation, Qualifier, Residues, Sequence

X = "Met Ala Xaa Lys Trp Xaa Val"


def said(key: str, location: str, text: str) -> str:
    return f"<220>\n<221>  {key}\n<222>  {location}\n<223>  {text}\n\n"


@pytest.mark.parametrize(
    ("key", "text", "symbol"),
    [
        ("SE_CYS", "Xaa is selenocysteine", "U"),
        ("SE_CYS", "", "U"),
        ("MISC_FEATURE", "Xaa is pyrrolysine.", "O"),
        ("UNSURE", "Xaa = Leu or Ile", "J"),
        ("MISC_FEATURE", "Xaa is Isoleucine or Leucine", "J"),
        ("MISC_FEATURE", "Xaa is selenocysteine or cysteine", "X"),
        ("MISC_FEATURE", "selenocysteine in some species", "X"),
    ],
)
def test_symbols(key: str, text: str, symbol: str) -> None:
    item, notes = one(entry(1, "PRT", X, more=said(key, "(3)..(3)", text)))
    assert item.sequence.residues.text == f"MA{symbol}KWXV"
    assert len(told(notes, Kind.CHANGED, "paragraph 27")) == len(features(item)) ^ 1 == (symbol != "X")


def test_only_one_place_that_is_x_and_no_two_opinions() -> None:
    text = "Xaa is selenocysteine"
    for more in (
        said("SE_CYS", "(3)..(6)", text),
        said("SE_CYS", "(4)..(4)", text),
        said("SE_CYS", "(3)..(3)", text) + said("UNSURE", "(3)..(3)", "Xaa is pyrrolysine"),
    ):
        item, _ = one(entry(1, "PRT", X, more=more))
        assert item.sequence.residues.text == "MAXKWXV"
        assert features(item)


def test_there_and_back() -> None:
    source = Feature(
        "source", "1..8", (Qualifier("organism", "Homo sapiens"), Qualifier("mol_type", "protein"))
    )
    sequence = Sequence("AA", Residues("MUKOXJVU"), (source,))
    out = io.BytesIO()
    write_st25(GeneralInformation(file_reference="R"), [sequence], 1, out, Notes())
    [item], _ = read(out.getvalue())
    assert item.sequence.residues.text == "MUKOXJVU"
    assert [(key, place) for key, place, _ in features(item)] == [("VARIANT", "5")]
