"""Features that move as one: the change says so in little room, and does and undoes it exactly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from support_edit import features as any_feature
from support_edit import sequence, session

from seqtool.edit.history import weight
from seqtool.edit.operations.residues import delete_residues, insert_residues, replace_residues
from seqtool.model import Feature, Qualifier, Residues
from seqtool.model.changes import ChangeSet, Features, Letters, Shift, difference
from seqtool.model.document import Document
from seqtool.model.places import BACK, FEW, OTHER, PLAIN, SEVERAL, place, places, shifted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3..7", (3, 7, PLAIN)),
        ("complement(3..7)", (3, 7, BACK)),
        ("complement(<3..7)", (3, 7, SEVERAL)),
        ("join(5,3..9)", (3, 9, SEVERAL)),
        ("complement(3..7", (3, 7, SEVERAL)),
        ("3", (3, 3, SEVERAL)),
        ("3..3", (3, 3, SEVERAL)),
        ("7..3", (3, 7, SEVERAL)),
        ("<3..>7", (3, 7, SEVERAL)),
        ("3^4", (0, 0, OTHER)),
        ("03..7", (0, 0, OTHER)),
        ("3..07", (0, 0, OTHER)),
        ("³..7", (0, 0, OTHER)),
        ("1.." + "9" * 30, (0, 0, OTHER)),
        ("join(,)", (0, 0, OTHER)),
        ("", (0, 0, OTHER)),
    ],
)
def test_place(text: str, found: tuple[int, int, int]) -> None:
    assert place(text) == found


def test_no_number_falls_below_one() -> None:
    with pytest.raises(ValueError, match="cannot be moved"):
        shifted((Feature("gene", "3..7"),), 0, -3, ())


def many(size: int) -> list[Feature]:
    return [
        Feature("gene", f"{i * 10 + 1}..{i * 10 + 8}", (Qualifier("note", "x"),)) for i in range(size // 10)
    ]


def test_a_letter_takes_little_room() -> None:
    one = session(sequence("acgtacgtac" * 1_000, *many(10_000)))
    told: list[ChangeSet] = []
    one.follow(told.append)
    before = one.document.copy()
    insert_residues(one, 1, 4_995, "g")
    kinds = [type(change) for change in told[-1].changes]
    assert kinds == [Letters, Shift, Features, Features]  # the source, and the gene that it is in
    assert weight(told[-1]) < 3_000
    one.undo()
    assert one.document == before
    delete_residues(one, 1, 2_003, 2_020)
    assert Shift in [type(change) for change in told[-1].changes]
    assert weight(told[-1]) < 3_000
    one.undo()
    assert one.document == before


@given(st.data())
def test_any_edit_is_told_exactly(data: st.DataObject) -> None:
    """With features of all forms among many plain ones, change sets alone rebuild the document, forwards and back."""
    size = 700
    odd = data.draw(st.lists(st.tuples(st.integers(0, 70), any_feature(size)), max_size=8))
    made = many(size)
    for index, feature in odd:
        made.insert(index, feature)
    one = session(sequence("acgtacgtac" * 70, *made))
    mirror = one.document.copy()
    one.follow(mirror.apply)
    states = [one.document.copy()]
    for _ in range(data.draw(st.integers(1, 3))):
        length = one.document.draft(1).sequence.residues.length
        at = data.draw(st.integers(0, length))
        end = data.draw(st.integers(at, min(length, at + 25)))
        gone = data.draw(st.sampled_from(["keep", "remove"]))
        replace_residues(one, 1, at, end, data.draw(st.text("acgt", max_size=12)), gone=gone)
        assert mirror == one.document
        if states[-1] != one.document:
            states.append(one.document.copy())
    assert len(made) >= FEW
    for state in reversed(states[:-1]):
        one.undo()
        assert one.document == state == mirror
    for state in states[1:]:
        one.redo()
        assert one.document == state == mirror


FORMS = ("{}..{}", "complement({}..{})", "join({0},{2},{1})", "{0}^{1}")


@given(st.data())
def test_any_difference(data: st.DataObject) -> None:
    """Whatever two records are, the changes between them lead from one to the other and back."""
    from seqtool.model.draft import Draft

    text = "acgtacgtac" * 70
    sides = []
    for _ in range(2):
        size = data.draw(st.sampled_from([0, -1, 1, 7]))
        made = [
            Feature("gene", FORMS[i % 4].format(i * 10 + 1 + d, i * 10 + 8 + d, i * 10 + 5 + (d + i) % 3))
            for i, d in enumerate(
                data.draw(st.lists(st.sampled_from([0, 0, 0, 1, 7]), min_size=70, max_size=71))
            )
        ]
        at = data.draw(st.integers(1, 690))
        letters = text[:at] + "g" * max(size, 0) + text[at - min(size, 0) :]
        sides.append(Draft(replace(sequence(letters), residues=Residues(letters), features=tuple(made))))
    document = Document()
    document.records[1] = sides[0]
    step = ChangeSet("x", tuple(difference(1, *sides)))
    document.apply(step)
    assert document.draft(1) == sides[1]
    assert places(document.draft(1).sequence.features).lows == [
        place(f.location)[0] for f in document.draft(1).sequence.features
    ]
    document.apply(step.reverse())
    assert document.draft(1) == sides[0]
