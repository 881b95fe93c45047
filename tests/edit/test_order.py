"""The order of sequences: numbers, and everything that names them, follow in the same step."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from seqtool.edit.operations.numbers import in_words, runs
from seqtool.edit.operations.order import (
    append,
    create,
    delete,
    insert,
    move,
    move_down,
    move_up,
    skip,
    sort,
    unskip,
)
from seqtool.edit.session import EditError, Session
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.changes import ChangeSet, Splice
from seqtool.model.document import FILING, SETTINGS, TEXTS, Document
from seqtool.model.draft import Draft, Filing, Settings, Translations


def nucleotide(name: str, *protein_ids: int, note: str | None = None, other: str | None = None) -> Draft:
    features = [
        Feature("CDS", f"{n}..9", (Qualifier("protein_id", str(i)), Qualifier("translation", "MKWV")))
        for n, i in enumerate(protein_ids, 1)
    ]
    if note is not None:
        features.append(Feature("misc_feature", "1", (Qualifier("note", note, other),)))
    return Draft(Sequence("DNA", Residues("acgtacgtac"), tuple(features)), name)


def protein(name: str) -> Draft:
    return Draft(Sequence("AA", Residues("MKWV")), name)


def session(*drafts: Draft) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend(drafts)
    return made


def names(one: Session) -> str:
    return " ".join(draft.name for _, draft in one.document.drafts())


def values(one: Session, number: int, name: str = "protein_id") -> list[str | None]:
    sequence = one.document.draft(one.document.order[number - 1]).sequence
    return [q.value for f in sequence.features for q in f.qualifiers if q.name == name]


def filed(one: Session) -> Session:
    with one.edit("filed") as edit:
        edit.put(FILING, Filing(filed=True))
    return one


def undone(one: Session, before: Document) -> None:
    after = one.document.copy()
    one.undo()
    assert one.document == before
    one.redo()
    assert one.document == after


def test_insert_shifts_numbers_and_references() -> None:
    one = session(
        nucleotide("n", 2, note="linked to SEQ ID NO: 2", other="lié à SEQ ID NO: 2"),
        protein("p"),
        nucleotide("m", note="see SEQ ID NOs: 1 to 2, and SEQ ID NO: 9 of WO 2020/1"),
    )
    with one.edit("texts") as edit:
        edit.put(
            TEXTS + "de",
            Translations("de", {"linked to SEQ ID NO: 2": "verbunden mit SEQ ID NO: 2", "a": "b"}),
        )
    before = one.document.copy()
    report = insert(one, [nucleotide("x")], 1)
    assert names(one) == "x n p m"
    assert [(r.old, r.new) for r in report.renumbered] == [(1, 2), (2, 3), (3, 4)]
    assert runs(report.renumbered) == [(1, 3, 2)]
    assert values(one, 2) == ["3"]
    assert values(one, 2, "note") == ["linked to SEQ ID NO: 3"]
    assert one.document.draft(1).sequence.features[1].qualifiers[0].non_english == "lié à SEQ ID NO: 3"
    assert values(one, 4, "note") == ["see SEQ ID NOs: 2 to 3, and SEQ ID NO: 9 of WO 2020/1"]
    assert one.document.texts("de").texts == {
        "linked to SEQ ID NO: 3": "verbunden mit SEQ ID NO: 3",
        "a": "b",
    }
    assert {(r.key, r.name, r.field, r.before, r.after) for r in report.references} == {
        (1, "protein_id", "value", "2", "3"),
        (1, "note", "value", "linked to SEQ ID NO: 2", "linked to SEQ ID NO: 3"),
        (1, "note", "non_english", "lié à SEQ ID NO: 2", "lié à SEQ ID NO: 3"),
        (3, "note", "value", "see SEQ ID NOs: 1 to 2, and SEQ ID NO: 9 of WO 2020/1", "see SEQ ID NOs: 2 to 3, and SEQ ID NO: 9 of WO 2020/1"),
    }  # fmt: skip
    assert report.created == (4,)
    assert report.notes == ()
    assert one.history.undo_label == "Insert sequence"
    undone(one, before)


def test_insert_where_there_is_no_place() -> None:
    one = session(nucleotide("n"))
    before = one.document.copy()
    for at in (0, 3, -1):
        with pytest.raises(EditError, match="1 to 2 are possible"):
            insert(one, [nucleotide("x")], at)
    assert one.document == before
    assert insert(one, [nucleotide("x")], 2).renumbered == ()


def test_a_text_that_is_two_texts_of_one_language() -> None:
    one = session(nucleotide("a"), nucleotide("b"), nucleotide("c"))
    with one.edit("texts") as edit:
        edit.put(TEXTS + "fr", Translations("fr", {"SEQ ID NO: 2": "deux", "SEQ ID NO: 3": "trois"}))
    report = delete(one, [2])
    assert one.document.texts("fr").texts == {"SEQ ID NO: 2": "trois"}
    assert any("became one" in note for note in report.notes)
    # A swap is no clash.
    one.undo()
    move(one, [3], 2)
    assert one.document.texts("fr").texts == {"SEQ ID NO: 3": "deux", "SEQ ID NO: 2": "trois"}


def test_ranges_that_hold_others_are_told() -> None:
    one = session(nucleotide("a", note="any of SEQ ID NOs: 1 to 3"), protein("b"), protein("c"))
    report = insert(one, [protein("x")], 2)
    assert values(one, 1, "note") == ["any of SEQ ID NOs: 1 to 4"]
    assert any("holds other sequences" in note for note in report.notes)


def test_append_by_the_settings() -> None:
    one = session(nucleotide("n", 2), protein("p"), nucleotide("m", 4), protein("q"))
    append(one, [protein("end")], coding=1)
    assert names(one) == "n p m q end"
    one.undo()
    with one.edit("settings") as edit:
        edit.put(SETTINGS, Settings(proteins="after"))
    append(one, [protein("after")], coding=1)
    assert names(one) == "n p after m q"
    assert values(one, 4) == ["5"]
    append(one, [nucleotide("o")])
    assert names(one) == "n p after m q o"
    one.undo()
    one.undo()
    with one.edit("settings") as edit:
        edit.put(SETTINGS, Settings(proteins="nucleotides"))
    append(one, [nucleotide("o")])
    append(one, [protein("r")], coding=3)
    assert names(one) == "n p m o q r"
    assert values(one, 3) == ["5"]
    filed(one)
    append(one, [nucleotide("z")])
    assert names(one).endswith("z")


def test_create() -> None:
    one = session()
    create(one, "RNA", name="first")
    create(one, "AA", name="before", at=1)
    assert names(one) == "before first"
    assert one.document.draft(1).sequence.molecule_type == "RNA"


def test_move() -> None:
    one = session(*[protein(c) for c in "abcdef"], nucleotide("n", 2))
    told: list[ChangeSet] = []
    one.follow(told.append)
    before = one.document.copy()
    report = move(one, "2-3", 5)
    assert names(one) == "a d e f b c n"
    assert values(one, 7) == ["5"]
    assert runs(report.renumbered) == [(2, 3, 5), (4, 6, 2)]
    assert [type(c) for c in told[-1].changes].count(Splice) == 2
    undone(one, before)
    with pytest.raises(EditError, match="1 to 6 are possible"):
        move(one, "2-3", 7)
    move(one, "1,7", 2)
    assert names(one) == "d a n e f b c"
    with pytest.raises(EditError, match="no SEQ ID NO: 12"):
        move(one, "12", 1)
    with pytest.raises(EditError, match="neither"):
        move(one, "x", 1)
    with pytest.raises(EditError, match="no longer"):
        move(one, [99], 1)
    with pytest.raises(EditError, match="No sequence"):
        move(one, [], 1)


def test_move_up_and_down() -> None:
    one = session(*[protein(c) for c in "abcdef"])
    move_up(one, [1, 3, 4])
    assert names(one) == "a c d b e f"
    move_up(one, [1, 3, 4])
    assert names(one) == "a c d b e f"
    move_down(one, [5, 3])
    assert names(one) == "a d c b f e"
    revision = one.revision
    move_down(one, [5])
    assert one.revision == revision
    sort(one, [6, 5, 4, 3, 2, 1])
    assert names(one) == "f e d c b a"
    with pytest.raises(EditError):
        sort(one, [1, 2])


def test_delete() -> None:
    one = session(
        nucleotide("n", 2, note="SEQ ID NO: 3"), protein("p"), protein("q"), nucleotide("m", 5), protein("r")
    )
    before = one.document.copy()
    with pytest.raises(EditError, match=r"CDS 1\.\.9 names SEQ ID NO: 2 as its protein"):
        delete(one, [2])
    with pytest.raises(EditError, match="note, cites SEQ ID NO: 3"):
        delete(one, "3")
    assert one.document == before
    report = delete(one, "2-3", named_elsewhere="release")
    assert names(one) == "n m r"
    assert values(one, 1) == []
    assert values(one, 1, "translation") == []
    assert values(one, 1, "note") == ["SEQ ID NO: 3"]
    assert values(one, 2) == ["3"]
    assert runs(report.renumbered) == [(2, 3, None), (4, 5, 2)]
    assert in_words(report.renumbered) == [
        "SEQ ID NO: 2 to 3 were deleted.",
        "SEQ ID NO: 4 to 5 are 2 to 3 now.",
    ]
    assert any("lost protein_id" in note for note in report.notes)
    assert any("SEQ ID NO: 3, which is no more" in note for note in report.notes)
    undone(one, before)
    one.undo()
    # A coding sequence goes with its protein.
    delete(one, "4-5")
    assert names(one) == "n p q"


def test_skip_and_back() -> None:
    one = session(nucleotide("n", 2, note="SEQ ID NO: 2"), protein("p"), nucleotide("m", 2))
    before = one.document.copy()
    with pytest.raises(EditError, match="to be skipped is named"):
        skip(one, [2])
    report = skip(one, [2], named_elsewhere="release")
    assert values(one, 1) == values(one, 3) == []
    assert [r.name for r in report.references] == ["protein_id", "translation"] * 2
    assert any("cites SEQ ID NO: 2, which is skipped now" in note for note in report.notes)
    skipped = one.document.draft(2)
    assert skipped.sequence == Sequence("", Residues(), (), skipped=True)
    assert skipped.name == "p"
    undone(one, before)
    unskip(one, [2])
    assert one.document.draft(2).sequence == before.draft(2).sequence
    assert one.document.aside(2) is None
    with pytest.raises(EditError, match="is not skipped"):
        unskip(one, [2])
    with one.edit("bare") as edit:
        edit.put(2, skipped)
    report = unskip(one, [2], "AA")
    assert one.document.draft(2).sequence.molecule_type == "AA"
    assert "nothing was set aside" in report.notes[0]


def test_what_was_set_aside_follows() -> None:
    one = session(nucleotide("n", 2), protein("p"))
    skip(one, [1])
    assert "skipped before" in skip(one, [1]).notes[0]
    insert(one, [protein("x")], 1)
    unskip(one, [1])
    assert values(one, 2) == ["3"]
    skip(one, [1])
    report = delete(one, [2])
    assert any("set aside" in note for note in report.notes)
    unskip(one, [1])
    assert values(one, 2) == []


def test_frozen_numbers() -> None:
    one = filed(session(nucleotide("n"), protein("p"), nucleotide("m", 2)))
    before = one.document.copy()
    for refused in (
        lambda: insert(one, [protein("x")], 1),
        lambda: insert(one, [protein("x")], 3),
        lambda: move(one, [1], 2),
        lambda: move_up(one, [2]),
        lambda: move_down(one, [1]),
        lambda: sort(one, [3, 2, 1]),
    ):
        with pytest.raises(EditError, match="was filed"):
            refused()
        assert one.document == before
    insert(one, [protein("x")], 4)
    append(one, [protein("y")], coding=1)
    report = delete(one, [1])
    assert "skipped instead" in report.notes[0]
    assert one.document.draft(1).sequence.skipped
    assert names(one) == "n p m x y"
    with pytest.raises(EditError, match="as its protein"):
        delete(one, [2])
    # Nothing moves: nothing is refused.
    move_up(one, [1])


def test_in_a_larger_step() -> None:
    one = session(nucleotide("n", 2), protein("p"))
    before = one.document.copy()
    with one.edit("both"):
        insert(one, [protein("x")], 1)
        insert(one, [protein("y")], 1)
    assert values(one, 3) == ["4"]
    undone(one, before)


class Machine(RuleBasedStateMachine):
    """Whatever is done, each reference names the same sequence as before, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.session = session()
        self.made = 0

    def _name(self) -> str:
        self.made += 1
        return f"s{self.made}"

    @rule(at=st.integers(0, 9))
    def protein(self, at: int) -> None:
        insert(self.session, [protein(self._name())], min(at, len(self.session.document)) + 1)

    @rule(at=st.integers(0, 9), to=st.integers(0, 9))
    def coding(self, at: int, to: int) -> None:
        """A sequence that names another: the name of the one named is kept in its description."""
        order = self.session.document.order
        if not order:
            return
        place = min(at, len(order))
        target = min(to, len(order) - 1)
        draft = self.session.document.draft(order[target])
        number = target + 1 + (target >= place)
        made = nucleotide(
            self._name(), number, note=f"see SEQ ID NO: {number}", other=f"voir SEQ ID NO: {number}"
        )
        insert(self.session, [replace(made, description=draft.name)], place + 1)

    @rule(places=st.sets(st.integers(0, 9), min_size=1, max_size=4), to=st.integers(1, 9))
    def move(self, places: set[int], to: int) -> None:
        order = self.session.document.order
        keys = [order[p] for p in places if p < len(order)]
        if keys:
            move(self.session, keys, min(to, len(order) - len(keys) + 1))

    @rule(places=st.sets(st.integers(0, 9), min_size=1, max_size=4), up=st.booleans())
    def step(self, places: set[int], up: bool) -> None:
        order = self.session.document.order
        keys = [order[p] for p in places if p < len(order)]
        if keys:
            (move_up if up else move_down)(self.session, keys)

    @rule(places=st.sets(st.integers(0, 9), min_size=1, max_size=2))
    def delete(self, places: set[int]) -> None:
        order = self.session.document.order
        keys = [order[p] for p in places if p < len(order)]
        before = self.session.document.copy()
        if keys:
            try:
                delete(self.session, keys)
            except EditError:
                assert self.session.document == before

    @rule()
    def undo(self) -> None:
        self.session.undo()

    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def same(self) -> None:
        drafts = [draft for _, draft in self.session.document.drafts()]
        for draft in drafts:
            if draft.description:
                cds, note = draft.sequence.features
                number = int(cds.qualifiers[0].value or "")
                assert drafts[number - 1].name == draft.description
                assert note.qualifiers[0].value == f"see SEQ ID NO: {number}"
                assert note.qualifiers[0].non_english == f"voir SEQ ID NO: {number}"


Machine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
test_machine = Machine.TestCase


@given(st.permutations(range(1, 9)))
def test_any_order(order: list[int]) -> None:
    one = session(*[protein(str(n)) for n in range(1, 9)])
    before = one.document.copy()
    report = sort(one, order)
    assert one.document.order == order
    assert {r.old: r.new for r in report.renumbered} == {
        old: order.index(old) + 1 for old in range(1, 9) if order.index(old) + 1 != old
    }
    if order != before.order:
        one.undo()
        assert one.document == before
