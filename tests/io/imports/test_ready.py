from __future__ import annotations

from seqtool.io.imports import Choices, Importer, Notes, Ready
from seqtool.io.imports.ready import Renumbering
from seqtool.model import Feature, Qualifier, Residues, Sequence


def coding(protein: str, note: str = "") -> Sequence:
    qualifiers = [Qualifier("translation", "MAKW"), Qualifier("protein_id", protein)]
    if note:
        qualifiers.append(Qualifier("note", note, f"de: {note}"))
    return Sequence("DNA", Residues("atggctaaatgg"), (Feature("CDS", "1..12", tuple(qualifiers)),))


def item(number: int, sequence: Sequence) -> Ready:
    return Ready(file="a.xml", line=1, name=str(number), sequence=sequence, number=number)


PROTEIN = Sequence("AA", Residues("MAKW"))


def taken(items: list[Ready], first: int = 1) -> tuple[list[Sequence], Notes]:
    notes = Notes()
    importer = Importer(Choices(), notes)
    importer.number = first
    importer.renumbering = Renumbering([one.number for one in items], first)
    return [sequence for one in items for sequence in importer.take(one)], notes


def values(sequence: Sequence) -> dict[str, str | None]:
    return {q.name: q.value for q in sequence.features[0].qualifiers}


def test_same_numbers_change_nothing() -> None:
    one = coding("2", "see SEQ ID NO: 2")
    assert taken([item(1, one), item(2, PROTEIN)])[0] == [one, PROTEIN]


def test_references_follow() -> None:
    found, notes = taken(
        [item(1, coding("2", "binds SEQ ID NO: 2 or 3")), item(2, PROTEIN), item(3, PROTEIN)], 11
    )
    assert values(found[0]) == {
        "translation": "MAKW",
        "protein_id": "12",
        "note": "binds SEQ ID NO: 12 or 13",
    }
    assert found[0].features[0].qualifiers[2].non_english == "de: binds SEQ ID NO: 12 or 13"
    assert {n.kind for n in notes.kept} == {"changed"}


def test_a_protein_that_stays_behind() -> None:
    found, notes = taken([item(1, coding("2", "of SEQ ID NO: 2"))])
    assert values(found[0]) == {"note": "of SEQ ID NO: 2"}
    assert [n.kind for n in notes.kept] == ["left-out", "left-out"]


def test_a_cited_sequence_that_stays_behind() -> None:
    found, notes = taken([item(3, coding("4", "of SEQ ID NO: 2")), item(4, PROTEIN)])
    assert values(found[0])["protein_id"] == "2"
    assert values(found[0])["note"] == "of SEQ ID NO: 2"
    assert [n.reason for n in notes.kept if n.kind == "question"] == [
        "it cites SEQ ID NO 2, which is not taken; the text was kept"
    ] * 2
