"""``<110>`` to ``<170>`` as general information."""

from __future__ import annotations

import io

import pytest

from seqtool.io.imports import Choices, Kind, Notes, Source
from seqtool.io.imports.st25 import FORMAT
from seqtool.io.imports.st25.header import date_of

REST = "<210> 1\n<211> 10\n<212> DNA\n<213> Homo sapiens\n<400> 1\nacgtacgtac 10\n"


def general(text: str) -> tuple[dict[str, str], Notes]:
    notes = Notes()
    data = (text + REST).encode()

    def source() -> Source:
        return Source(file=io.BufferedReader(io.BytesIO(data)), name="l.txt", choices=Choices(), notes=notes)

    assert FORMAT.general is not None
    found = FORMAT.general(source())
    assert not notes.kept
    assert len(list(FORMAT.read(source()))) == 1
    return found, notes


def reasons(notes: Notes, kind: Kind) -> list[str]:
    return [note.reason for note in notes.kept if note.kind == kind and note.sequence is None]


def test_everything() -> None:
    found, notes = general(
        "<110>  Société Exemple S.A.\n       Doe, Jane\n<120>  A title that is\n  wrapped \n<130>  R\u20111\n<140>  PCT/EP98/00001\n"
        "<141>  1998\u201112\u201131\n<150>  US 08/999,999\n<151>  1997-10-15\n<150>  JP 1996-1\n<151>  1996-8-16\n<160>  1\n<170>  PatentIn version 3.5\n"
    )
    assert found == {
        "applicant.name": "Société Exemple S.A.", "applicant.latin": "Societe Exemple S.A.", "titles.en": "A title that is wrapped",
        "file-reference": "R-1", "application.office": "EP", "application.number": "PCT/EP98/00001",
        "application.filing-date": "1998-12-31", "priority.office": "JP", "priority.number": "1996-1",
        "priority.filing-date": "1996-08-16",
    }  # fmt: skip
    left = [note.before for note in notes.kept if note.kind == Kind.LEFT_OUT and note.sequence is None]
    assert left == ["Doe, Jane", "US 08/999,999 1997-10-15", "PatentIn version 3.5"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FUNDACION INSTITUT DE RECERCA HOSPITAL UNIVERSITARI VALL \n       D'HEBRON\n ", "FUNDACION INSTITUT DE RECERCA HOSPITAL UNIVERSITARI VALL D'HEBRON"),
        ("Smith, John; Smithgene Inc.", "Smith, John"),
        ("GENENTECH, INC., et al.", "GENENTECH, INC., et al."),
        ("", None),
    ],
)  # fmt: skip
def test_applicants(lines: str, name: str | None) -> None:
    found, _ = general(f"<110>  {lines}\n<120>  T\n")
    assert found.get("applicant.name") == name


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("2010-07-02", "2010-07-02"), ("2010-8-16", "2010-08-16"), ("2002-02-02 - pd", "2002-02-02"), ("2011-09-19x1", "2011-09-19"),
        ("31-DEC-1998", "1998-12-31"), ("January 5, 2001", "2001-01-05"), ("1988-20-10", ""), ("1988-06-31", ""), ("12/31/1998", ""),
        ("Not yet assigned", ""), ("20100702", ""), ("\u0662\u0660\u0661\u0660-07-02", ""),
    ],
)  # fmt: skip
def test_dates(written: str, made: str) -> None:
    assert date_of(written)[0] == made
    assert date_of(written)[1] or written == made


@pytest.mark.parametrize(
    "number", ["Not yet assigned", "WO Not yet assigned", "To be assigned", "not assigned", "N/A"]
)
def test_no_number_yet(number: str) -> None:
    found, notes = general(f"<110> X\n<120> T\n<140> {number}\n<141> Herewith\n")
    assert not any(key.startswith("application") for key in found)
    assert "application number: there is no number yet" in reasons(notes, Kind.LEFT_OUT)


def test_number_without_office_is_for_a_person() -> None:
    found, notes = general(
        "<110> X\n<120> T\n<140> 61536464\n<141> 2012-09-19\n<150> 61/362,751\n<151> 2010-07-09\n"
    )
    assert "application.number" not in found
    assert found["priority.number"] == "61/362,751"
    assert sum("which office gave it" in reason for reason in reasons(notes, Kind.QUESTION)) == 2


def test_half_an_identifier() -> None:
    found, _ = general("<110> X\n<120  A title\n     goes on\n")
    assert found["titles.en"] == "A title goes on"
