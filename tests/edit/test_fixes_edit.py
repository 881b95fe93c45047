"""Fixes of findings, applied to a project as one step."""

from __future__ import annotations

import pytest
from support_edit import locations, of, sequence, session, undone

from seqtool.edit.operations.fixes import Mend, apply_fix, apply_fixes
from seqtool.edit.operations.general import add_name, add_priority, set_title
from seqtool.edit.session import EditError
from seqtool.model import Feature, Qualifier
from seqtool.model.listing import ApplicationIdentification, Name
from seqtool.rules.core import Edit, Fix

LOCATION = Fix("Write the location as 5", (Edit("location", "5"),), safe=True)


def test_one() -> None:
    one = session(sequence("acgta", Feature("gene", "5..5")))
    done = undone(one, lambda: apply_fix(one, Mend(1, "L010", LOCATION, 1)))
    assert locations(one) == ["5"]
    assert [(key, change.before, change.after) for key, change in done.changes] == [(1, "5..5", "5")]
    assert one.history.undo_label == "Write the location as 5"


def test_all_of_a_rule() -> None:
    one = session(
        sequence("acgta", Feature("gene", "5..5"), Feature("gene", "5..5")),
        sequence("acgta", Feature("gene", "5..5")),
    )
    remove = Fix("Remove this feature", (Edit("feature", None),))
    mends = [
        Mend(1, "L010", LOCATION, 1),
        Mend(1, "F001", remove, 1),
        Mend(1, "L010", LOCATION, 2),
        Mend(2, "L010", LOCATION, 1),
    ]
    done = undone(one, lambda: apply_fixes(one, mends, "Mend L010"))
    assert locations(one) == ["5"]
    assert locations(one, 2) == ["5"]
    assert len(done.changes) == 4


def test_what_waits() -> None:
    one = session(sequence("acgta", Feature("gene", "5..5")))
    other = Fix("Write 4", (Edit("location", "4"),))
    done = undone(one, lambda: apply_fixes(one, [Mend(1, "L010", LOCATION, 1), Mend(1, "L011", other, 1)]))
    assert done.waiting == 1


def test_general() -> None:
    one = session(sequence("acgt"))
    add_name(one, "applicant", Name("A", "en"))
    add_name(one, "applicant", Name("Müller", "de"), primary=True)
    add_priority(one, "ep", "1", "2024-01-01")
    set_title(one, "en", " x")
    mends = [
        Mend(None, "G1", Fix("Latin", (Edit("general.applicant.latin", "Mueller"),))),
        Mend(None, "G2", Fix("Upper", (Edit("general.priority.office", "EP"),))),
        Mend(None, "G3", Fix("Trim", (Edit("general.titles.0.text", "x"),))),
    ]
    undone(one, lambda: apply_fixes(one, mends))
    general = one.document.general
    assert general.applicants == (Name("A", "en"), Name("Müller", "de", "Mueller"))
    assert general.priorities == (ApplicationIdentification("EP", "1", "2024-01-01"),)
    assert general.titles[0].text == "x"
    remove = Fix("Remove", (Edit("general.applicant", None),))
    undone(one, lambda: apply_fix(one, Mend(None, "G4", remove)))
    assert one.document.general.applicants == (Name("A", "en"),)


def test_residues() -> None:
    one = session(sequence("ACGT1", Feature("gene", "5"), Feature("gene", "1..2", (Qualifier("note", "x"),))))
    lower = Fix("Lower case", (Edit("residues", "acgt"),))
    done = undone(one, lambda: apply_fix(one, Mend(1, "R1", lower)))
    assert of(one).features[0].location == "1..4"
    assert "4 residues now" in done.report.notes[0]


@pytest.mark.parametrize(
    ("mend", "words"),
    [
        (Mend(1, "S1", Fix("Set the length", (Edit("length", "5"),))), "mend for a file"),
        (Mend(None, "S2", Fix("Set the total", (Edit("total", "5"),))), "mend for a file"),
        (Mend(1, "L010", LOCATION, 7), "no longer there"),
        (Mend(1, "Q1", Fix("Remove", (Edit("qualifier", None),)), 1, 0), "no longer there"),
        (Mend(9, "L010", LOCATION, 1), "no longer in the project"),
        (Mend(None, "G1", Fix("Latin", (Edit("general.applicant.latin", "x"),))), "no longer there"),
        (Mend(None, "G1", Fix("Trim", (Edit("general.titles.3.text", "x"),))), "no longer there"),
    ],
)
def test_refusals(mend: Mend, words: str) -> None:
    one = session(sequence("acgta", Feature("gene", "5..5")))
    before = one.document.copy()
    with pytest.raises(EditError, match=words):
        apply_fixes(one, [Mend(1, "L010", LOCATION, 1), mend])
    assert one.document == before
    with pytest.raises(EditError, match="nothing to mend"):
        apply_fixes(one, [])
