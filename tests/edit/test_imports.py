"""Sequences that come in from files and other projects."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from seqtool.edit.operations.imports import duplicate, paste, take_in
from seqtool.edit.session import EditError, Session
from seqtool.errors import CancelledError
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.document import FILING, GENERAL, TEXTS, Document
from seqtool.model.draft import Draft, Filing, Translations
from seqtool.task import Task


def coding(
    name: str, protein: int, note: str = "n", other: str | None = None, one: str | None = None
) -> Draft:
    features = (
        Feature("CDS", "1..9", (Qualifier("protein_id", str(protein)), Qualifier("translation", "MKWV"))),
        Feature("misc_feature", "1", (Qualifier("note", note, other, one),)),
    )
    return Draft(Sequence("DNA", Residues("acgtacgtac"), features), name)


def protein(name: str) -> Draft:
    return Draft(Sequence("AA", Residues("MKWV")), name)


def session(*drafts: Draft, language: str | None = None) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend(drafts)
        edit.put(GENERAL, replace(edit.document.general, non_english_language=language))
    return made


def values(document: Document, number: int, name: str = "protein_id") -> list[str | None]:
    sequence = document.draft(document.order[number - 1]).sequence
    return [q.value for f in sequence.features for q in f.qualifiers if q.name == name]


def names(document: Document) -> str:
    return " ".join(draft.name for _, draft in document.drafts())


def test_taken_in_behind_all_and_between() -> None:
    one = session(coding("a", 2), protein("b"))
    before = one.document.copy()
    report = take_in(one, [coding("c", 2, "SEQ ID NO: 2"), protein("d")])
    assert names(one.document) == "a b c d"
    assert values(one.document, 3) == ["4"]
    assert values(one.document, 3, "note") == ["SEQ ID NO: 4"]
    assert {(r.key, r.before, r.after) for r in report.references} == {
        (3, "2", "4"),
        (3, "SEQ ID NO: 2", "SEQ ID NO: 4"),
    }
    assert report.created == (3, 4)
    assert one.history.undo_label == "Import"
    one.undo()
    assert one.document == before
    report = take_in(one, [coding("c", 2), protein("d")], at=2)
    assert names(one.document) == "a c d b"
    assert values(one.document, 1) == ["4"]
    assert values(one.document, 2) == ["3"]
    assert len(report.renumbered) == 1


def test_what_does_not_come_along_is_told() -> None:
    one = session(protein("x"))
    report = take_in(one, [coding("c", 5, "see SEQ ID NOs: 4 and 7")], numbers=[4])
    assert values(one.document, 2) == values(one.document, 2, "translation") == []
    assert values(one.document, 2, "note") == ["see SEQ ID NOs: 2 and 7"]
    assert any("SEQ ID NO: 5 of the source) did not come along" in note for note in report.notes)
    assert any("cites SEQ ID NO: 7 of the source" in note for note in report.notes)
    with pytest.raises(EditError, match="2 numbers"):
        take_in(one, [protein("y")], numbers=[1, 2])


def test_a_whole_listing_stays_as_written() -> None:
    one = session()
    drafts = [coding("a", 2, one="q1"), protein("b"), coding("c", 99)]
    report = take_in(one, iter(drafts))
    assert [draft for _, draft in one.document.drafts()] == drafts
    assert report.notes == report.references == ()


def test_ids_are_not_repeated() -> None:
    one = session(coding("a", 1, one="q1"))
    report = take_in(one, [coding("b", 1, one="q1"), coding("c", 2, one="q2")])
    ids = [q.id for _, d in one.document.drafts() for f in d.sequence.features for q in f.qualifiers if q.id]
    assert ids == ["q1", "q2"]
    assert "1 ids" in report.notes[-1]


def test_refusals_leave_all_as_it_was() -> None:
    one = session(protein("a"))
    with one.edit("filed") as edit:
        edit.put(FILING, Filing(filed=True))
    before = one.document.copy()
    with pytest.raises(EditError, match="was filed"):
        take_in(one, [protein("b")], at=1)
    with pytest.raises(EditError, match="possible"):
        take_in(one, [protein("b")], at=3)

    def broken() -> Iterator[Draft]:
        yield protein("b")
        raise ValueError("line 7")

    with pytest.raises(ValueError, match="line 7"):
        take_in(one, broken())
    task = Task()
    task.cancel()
    with pytest.raises(CancelledError):
        take_in(one, [protein("b")] * 1_500, task=task)
    assert one.document == before
    take_in(one, [protein("b")])
    assert len(one.document) == 2


def test_ten_thousand_are_one_quick_step() -> None:
    one = session(*[protein("x")] * 10)
    before = one.document.copy()
    drafts = [coding(str(n), n + 1) if n % 2 else protein(str(n)) for n in range(1, 10_001)]
    start = time.perf_counter()
    take_in(one, drafts)
    assert time.perf_counter() - start < 3
    assert values(one.document, 11) == ["12"]
    one.undo()
    assert one.document == before


def test_paste_from_another_project() -> None:
    other = session(protein("p"), coding("n", 1, "text", "texte"), protein("q"), language="fr").document
    other.records[TEXTS + "de"] = Translations("de", {"text": "Text", "elsewhere": "anderswo"})
    one = session(coding("a", 1, "mine", "meines"), language="de")
    before = one.document.copy()
    report = paste(one, other, "1-2")
    assert names(one.document) == "a p n"
    assert values(one.document, 3) == ["2"]
    note = one.document.draft(3).sequence.features[1].qualifiers[0]
    assert note == Qualifier("note", "text", "Text")
    assert one.document.texts("fr").texts == {"text": "texte"}
    assert one.document.texts("de").texts == {}
    assert any("went to the translations" in note for note in report.notes)
    one.undo()
    assert one.document == before
    # Without its protein.
    report = paste(one, other, [2], at=1)
    assert values(one.document, 1) == []
    assert values(one.document, 2) == ["2"]


def test_paste_into_a_project_without_a_language() -> None:
    other = session(coding("n", 1, "text", "texte"), language="fr").document
    one = session(protein("a"))
    report = paste(one, other, [1])
    assert one.document.general.non_english_language == "fr"
    assert one.document.settings.languages == ("fr",)
    assert one.document.draft(2).sequence.features[1].qualifiers[0].non_english == "texte"
    assert any("is in fr now" in note for note in report.notes)
    other = session(coding("n", 1, "text", "?")).document
    assert any("does not name" in note for note in paste(one, other, [1]).notes)


def test_duplicate() -> None:
    one = session(coding("n", 2, "SEQ ID NO: 1", one="q1"), protein("p"), coding("m", 2))
    duplicate(one, [1], at=1)
    assert names(one.document) == "n n p m"
    assert values(one.document, 1) == values(one.document, 2) == values(one.document, 4) == ["3"]
    # A citation of itself is one of the copy.
    assert values(one.document, 1, "note") == ["SEQ ID NO: 1"]
    assert values(one.document, 2, "note") == ["SEQ ID NO: 2"]
    one.undo()
    paste(one, one.document, [1, 2])
    assert names(one.document) == "n p m n p"
    assert values(one.document, 4) == ["5"]
