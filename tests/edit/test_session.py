"""A session: steps that are whole, undo and redo, and change sets that say exactly what changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from seqtool.edit.history import History, weight
from seqtool.edit.session import EditError, Session
from seqtool.model import Feature, Qualifier, Residues, Sequence
from seqtool.model.changes import ChangeSet, Features, Letters, Put, Splice
from seqtool.model.document import GENERAL, Document
from seqtool.model.draft import Draft


def draft(text: str = "acgt", *notes: str) -> Draft:
    features = tuple(Feature("misc_feature", "1..4", (Qualifier("note", n),)) for n in notes)
    return Draft(Sequence("DNA", Residues(text), features))


def session(*texts: str) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.extend(map(draft, texts))
    return made


def texts(document: Document) -> list[str]:
    return [one.sequence.residues.text for _, one in document.drafts()]


def test_a_step_is_whole() -> None:
    one = session("aaaa", "cccc")
    before = one.document.copy()
    told: list[ChangeSet] = []
    one.follow(told.append)

    def fail() -> None:
        with one.edit("fails") as edit:
            edit.add(draft("gggg"), 0)
            edit.remove([2])
            edit.put(GENERAL, replace(one.document.general, file_reference="x"))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()
    assert one.document == before
    assert told == []
    assert one.history.undo_label == "new"


def test_nested_edits_join() -> None:
    one = session("aaaa")
    with one.edit("outer"):
        with one.edit("inner") as edit:
            edit.add(draft("cccc"))
        with one.edit("inner") as edit:
            edit.add(draft("gggg"))
    assert one.history.undo_label == "outer"
    one.undo()
    assert texts(one.document) == ["aaaa"]
    one.redo()
    assert texts(one.document) == ["aaaa", "cccc", "gggg"]


def test_no_edit_while_listeners_are_told() -> None:
    one = session("aaaa")

    def listener(_step: ChangeSet) -> None:
        with one.edit("again"):
            pass

    end = one.follow(listener)
    with pytest.raises(RuntimeError, match="listeners"), one.edit("x") as edit:
        edit.add(draft())
    end()
    assert one.undo() is not None


def test_nothing_changed_is_no_step() -> None:
    one = session("aaaa")
    revision = one.revision
    with one.edit("nothing") as edit:
        edit.put(1, one.document.draft(1))
        edit.put(2, draft())
        edit.drop(2)
    assert one.revision == revision


def test_typing_becomes_one_step() -> None:
    now = 0.0
    one = Session(clock=lambda: now)
    with one.edit("new") as edit:
        key = edit.add(draft("a"))
    for letter in "cgt":
        with one.edit("typing", merge="residues 1") as edit:
            sequence = one.document.draft(key).sequence
            edit.sequence(key, replace(sequence, residues=sequence.residues.replace(1, 1, letter)))
        now += 1
    now += 10
    with one.edit("typing", merge="residues 1") as edit:
        sequence = one.document.draft(key).sequence
        edit.sequence(key, replace(sequence, residues=sequence.residues.replace(0, 0, "n")))
    one.undo()
    assert texts(one.document) == ["atgc"]
    one.undo()
    assert texts(one.document) == ["a"]
    one.redo()
    one.redo()
    assert texts(one.document) == ["natgc"]


def test_read_only() -> None:
    one = session("aaaa")
    one.read_only = "The project is open elsewhere."
    with pytest.raises(EditError, match="elsewhere"), one.edit("x"):
        pass


def test_changes_are_the_smallest() -> None:
    text = "acgt" * 100_000
    one = session(text)
    told: list[ChangeSet] = []
    one.follow(told.append)
    sequence = one.document.draft(1).sequence
    with one.edit("letter") as edit:
        edit.sequence(1, replace(sequence, residues=sequence.residues.replace(200_000, 200_001, "gg")))
    assert told[-1].changes == (Letters(1, 200_000, "a", "gg"),)
    assert weight(told[-1]) < 1_000
    features = tuple(Feature("misc_feature", str(n)) for n in range(1, 500))
    with one.edit("features") as edit:
        edit.sequence(1, replace(one.document.draft(1).sequence, features=features))
    other = (*features[:50], Feature("gene", "7"), *features[51:])
    with one.edit("feature") as edit:
        edit.sequence(1, replace(one.document.draft(1).sequence, features=other))
    assert told[-1].changes == (Features(1, 50, (features[50],), (other[50],)),)
    with one.edit("name") as edit:
        edit.put(1, replace(one.document.draft(1), name="x"))
    (change,) = told[-1].changes
    assert isinstance(change, Put)
    assert change.before.sequence.features == ()
    one.undo()
    assert one.document.draft(1).sequence.features == other


def test_budget() -> None:
    one = Session(history=History(budget=20_000), clock=lambda: 0.0)
    for n in range(10):
        with one.edit(str(n)) as edit:
            edit.add(draft("a" * 5_000))
    assert one.history.size <= 20_000
    count = 0
    while one.undo():
        count += 1
    assert 1 <= count < 10


@given(st.text("acgt", max_size=12), st.data())
def test_replacing_residues(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text("acgt", max_size=5))
    cut = data.draw(st.integers(0, len(text)))
    residues = Residues.from_chunks([text[:cut], text[cut:]])
    assert residues.replace(start, end, new).text == text[:start] + new + text[end:]


class Machine(RuleBasedStateMachine):
    """Any edits, undone and done again, lead through the same states; change sets alone rebuild the document."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(clock=lambda: 0.0)
        self.states = [self.session.document.copy()]
        self.at = 0
        self.mirror = Document()
        self.session.follow(self.mirror.apply)

    def _step(self, label: str) -> None:
        state = self.session.document.copy()
        if state == self.states[self.at]:
            return
        del self.states[self.at + 1 :]
        self.states.append(state)
        self.at += 1

    @rule(text=st.text("acgt", max_size=6), at=st.integers(0, 5))
    def add(self, text: str, at: int) -> None:
        with self.session.edit("add") as edit:
            edit.add(draft(text, "a", "b"), min(at, len(self.session.document)))
        self._step("add")

    @rule(places=st.sets(st.integers(0, 5), max_size=3))
    def remove(self, places: set[int]) -> None:
        with self.session.edit("remove") as edit:
            edit.remove(p for p in places if p < len(self.session.document))
        self._step("remove")

    @rule(one=st.integers(0, 5), to=st.integers(0, 5))
    def move(self, one: int, to: int) -> None:
        order = self.session.document.order
        if one < len(order):
            key = order[one]
            with self.session.edit("move") as edit:
                edit.splice(one, 1)
                edit.splice(min(to, len(order)), 0, (key,))
            self._step("move")

    @rule(
        one=st.integers(0, 5),
        at=st.integers(0, 9),
        text=st.text("acgt", max_size=3),
        name=st.text("xy", max_size=2),
    )
    def change(self, one: int, at: int, text: str, name: str) -> None:
        order = self.session.document.order
        if one < len(order):
            key = order[one]
            old = self.session.document.draft(key)
            residues = old.sequence.residues
            at = min(at, residues.length)
            sequence = replace(
                old.sequence,
                residues=residues.replace(at, min(at + 1, residues.length), text),
                features=old.sequence.features[:1] + old.sequence.features[: at % 3],
            )
            with self.session.edit("change") as edit:
                edit.put(key, replace(old, sequence=sequence, name=name))
            self._step("change")

    @rule()
    def undo(self) -> None:
        if self.session.undo() is not None:
            self.at -= 1

    @rule()
    def redo(self) -> None:
        if self.session.redo() is not None:
            self.at += 1

    @invariant()
    def same(self) -> None:
        assert self.session.document == self.states[self.at]
        assert self.mirror == self.session.document


Machine.TestCase.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
test_machine = Machine.TestCase


def test_order_of_splices() -> None:
    one = session("a", "c", "g", "t")
    told: list[ChangeSet] = []
    one.follow(told.append)
    with one.edit("remove") as edit:
        edit.remove([0, 1, 3])
    assert [c for c in told[-1].changes if isinstance(c, Splice)] == [
        Splice(3, (4,), ()),
        Splice(0, (1, 2), ()),
    ]
    one.undo()
    assert texts(one.document) == ["a", "c", "g", "t"]


def test_what_is_no_character_is_a_step_like_any_other() -> None:
    one = Session()
    before = one.document.copy()
    told: list[str] = []
    one.follow(lambda step: told.append(step.label))
    with one.edit("title") as edit:
        edit.put(GENERAL, replace(one.document.general, file_reference="a\udcff"))
    assert told == ["title"]
    one.undo()
    assert one.document == before
