"""Filed projects, and new filings that are made from them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from seqtool.edit.operations.filing import derive, mark_filed, proof, unchanged_since, unfreeze
from seqtool.edit.operations.order import insert, move
from seqtool.edit.session import EditError, Session
from seqtool.model import ApplicationIdentification, Residues, Sequence
from seqtool.model.document import GENERAL
from seqtool.model.draft import Draft, DraftGeneral

NOW = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
OLDER = ApplicationIdentification("US", "62/1", "2022-01-01")
OWN = ApplicationIdentification("EP", "23100001", "2023-01-01")


def session(*texts: str, general: DraftGeneral | None = None) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend(Draft(Sequence("DNA", Residues(text))) for text in texts)
        if general is not None:
            edit.put(GENERAL, general)
    return made


def test_filed_and_unfrozen() -> None:
    one = session("acgt", "aa")
    before = one.document.copy()
    mark_filed(one, "with the EPO", now=NOW)
    (entry,) = one.document.filing.history
    assert entry[0] == "2024-05-06T07:08:09+00:00"
    assert entry[1].startswith("Marked as filed: with the EPO; 2 sequences, seqtool-sequences-1:sha256:")
    with pytest.raises(EditError, match="already"):
        mark_filed(one)
    with pytest.raises(EditError, match="was filed"):
        move(one, [1], 2)
    with pytest.raises(EditError, match="Say why"):
        unfreeze(one, "  ")
    unfreeze(one, "the office asked for it", now=NOW)
    assert [words for _, words in one.document.filing.history][
        1
    ] == "Numbers unfrozen: the office asked for it"
    move(one, [1], 2)
    with pytest.raises(EditError, match="not marked"):
        unfreeze(one, "again")
    one.undo()
    one.undo()
    assert one.document.filing.filed
    one.undo()
    assert one.document == before
    with pytest.raises(EditError, match="no sequence"):
        mark_filed(session())


def test_unchanged_since() -> None:
    one = session("acgt")
    assert unchanged_since(one.document) is None
    mark_filed(one)
    found = unchanged_since(one.document)
    assert found is not None
    assert found[1]
    insert(one, [Draft(Sequence("DNA", Residues("tt")))], 2)
    found = unchanged_since(one.document)
    assert found is not None
    assert not found[1]


GENERAL_ = DraftGeneral(
    application=OWN,
    file_reference="P1",
    priorities=(OLDER,),
    file_name="p1.xml",
    production_date="2023-01-01",
)


@pytest.mark.parametrize("kind", ["continuation", "divisional", "national phase"])
def test_derived(kind: str) -> None:
    parent = session("acgt", "aa", general=GENERAL_)
    mark_filed(parent, now=NOW)
    before = parent.document.copy()
    made = derive(parent.document, kind, now=NOW)  # type: ignore[arg-type]
    assert parent.document == before
    general = made.document.general
    assert general == DraftGeneral(priorities=(OLDER,))
    assert made.document.filing.filed
    assert made.digest in made.document.filing.history[-1][1]
    assert "EP 23100001" in made.document.filing.history[-1][1]
    assert any("was reset: give the new one" in note for note in made.notes)
    assert proof(parent.document, made.document).identical
    other = Session(made.document)
    with other.edit("x") as edit:
        edit.sequence(1, replace(other.document.draft(1).sequence, residues=Residues("acga")))
    found = proof(parent.document, other.document)
    assert not found.identical
    assert [(d.number, d.place, d.before, d.after) for d in found.differences] == [(1, "residue 4", "t", "a")]
    # Keys go on where the parent's end, and the parent is another document.
    insert(other, [Draft(Sequence("DNA", Residues("tt")))], 3)
    assert len(parent.document) == 2


def test_replacement_is_the_same_application() -> None:
    parent = session("acgt", general=GENERAL_)
    general = derive(parent.document, "replacement").document.general
    assert (general.application, general.file_reference, general.file_name) == (OWN, "P1", None)
    assert (
        derive(
            parent.document, "divisional", file_reference="P2", frozen=False
        ).document.general.file_reference
        == "P2"
    )
    assert not derive(parent.document, "divisional", frozen=False).document.filing.filed


def test_parent_as_priority() -> None:
    parent = session("acgt", general=GENERAL_)
    general = derive(parent.document, "continuation", parent_as_priority=True).document.general
    assert general.priorities == (OLDER, OWN)
    assert general.stated().priority == OLDER
    parent = session("acgt", general=replace(GENERAL_, priorities=()))
    general = derive(parent.document, "continuation", parent_as_priority=True).document.general
    assert general.stated().priority == OWN
    parent = session("acgt", general=replace(GENERAL_, application=replace(OWN, number=None)))
    with pytest.raises(EditError, match="paragraph 44"):
        derive(parent.document, "continuation", parent_as_priority=True)
    parent = session("acgt", general=replace(GENERAL_, priorities=(OWN,)))
    made = derive(parent.document, "continuation", parent_as_priority=True)
    assert made.document.general.priorities == (OWN,)
