"""How live validation works: what an edit makes to be asked, in which order, and what is told."""

from __future__ import annotations

import datetime

import pytest
from msgspec.structs import replace

from seqtool.app.check import check
from seqtool.app.live import live
from seqtool.app.stated import Written
from seqtool.edit.session import Session
from seqtool.model import Feature, Name, Qualifier, Residues, Sequence, Title
from seqtool.model.document import GENERAL, SETTINGS
from seqtool.model.draft import Draft, DraftGeneral
from seqtool.rules import screens
from seqtool.validate.live import Delta, LiveValidator

TODAY = datetime.date(2026, 6, 30)
GENERAL_INFORMATION = DraftGeneral(
    file_reference="AB123", applicants=(Name("Example Ltd", "en"),), titles=(Title("A growth factor", "en"),)
)


def sequence(text: str, *features: Feature) -> Sequence:
    quals = (Qualifier("mol_type", "genomic DNA"), Qualifier("organism", "Homo sapiens"))
    return Sequence("DNA", Residues(text), (Feature("source", f"1..{len(text)}", quals), *features))


def note(text: str) -> Feature:
    return Feature("misc_feature", "2..4", (Qualifier("note", text),))


def session(*sequences: Sequence) -> Session:
    made = Session(clock=lambda: 0.0)
    with made.edit("new") as edit:
        edit.put(GENERAL, GENERAL_INFORMATION)
        edit.extend(map(Draft, sequences))
    return made


def put(one: Session, key: int, new: Sequence) -> None:
    with one.edit("edit") as edit:
        edit.sequence(key, new)


def codes(validator: LiveValidator) -> set[str]:
    return set(validator.by_code)


def test_an_edit_asks_when_a_step_is_taken() -> None:
    one = session(sequence("acgtacgtacgt"), sequence("ttgacgtcagtt"))
    validator = live(one, today=TODAY)
    assert not validator.done
    assert validator.progress().unchecked == 2
    assert validator.step(None)
    assert validator.progress().done
    assert "R001" not in codes(validator)
    put(one, 2, sequence("ttgacgxcagtt"))
    assert validator.stale(2)
    assert not validator.stale(1)
    assert "R001" not in codes(validator)
    told: list[Delta] = []
    end = validator.follow(told.append)
    validator.step(None)
    assert [(f.key, f.finding.code) for f in told[-1].added] == [(2, "R001")]
    assert validator.counts["error"] == 1
    assert [f.sequence_id for f in validator.of(2)] == [2]
    put(one, 2, sequence("ttgacgacagtt"))
    validator.step(None)
    assert [f.finding.code for f in told[-1].removed] == ["R001"]
    assert told[-1].removed[0].identity == told[-2].added[0].identity
    end()
    one.undo()
    validator.step(None)
    assert len(told) == 2
    validator.close()
    one.redo()
    assert validator.done


def test_what_does_not_change_makes_nothing_to_ask() -> None:
    one = session(sequence("acgtacgtacgt", note("a loop")), sequence("ttgacgtcagtt"))
    validator = live(one, today=TODAY)
    validator.step(None)
    put(one, 1, sequence("acgtacgtacgt", note("another loop")))
    validator.step(0)
    assert validator.done, "no fact changed, so no question across sequences is asked"
    with one.edit("name") as edit:
        edit.put(1, replace(one.document.draft(1), name="x"))
    validator.step(0)
    assert validator.done
    asked = validator._asker
    with one.edit("title") as edit:
        edit.put(GENERAL, replace(GENERAL_INFORMATION, titles=(Title("x", "en"),)))
    validator.step(0)
    assert validator.progress().unchecked == 0
    assert validator._asker is asked
    with one.edit("language") as edit:
        edit.put(GENERAL, replace(GENERAL_INFORMATION, non_english_language="de"))
    validator.step(0)
    assert validator._asker is not asked, "rules read whether there is another language"
    validator.step(None)
    assert "G023" in codes(validator)


def test_what_is_seen_is_asked_first() -> None:
    one = session(*[sequence("acgtxcgtacgt") for _ in range(200)])
    validator = live(one, today=TODAY)
    order = one.document.order
    validator.visible(order[150:153])
    while validator.stale(order[152]):
        validator.step(0)
    assert sum(not validator.stale(key) for key in order) < 10
    put(one, order[170], sequence("ccgtacgtacgt"))
    validator.step(0)
    assert not validator.stale(order[170])
    validator.step(None)
    assert validator.by_code["R001"] == 199


def test_numbers_move_and_findings_with_them() -> None:
    one = session(sequence("acgtacgtacgt"), sequence("acgtacgtacgt", note("see SEQ ID NO: 9")))
    validator = live(one, today=TODAY)
    validator.step(None)
    before = {f.code: f for f in validator.findings}
    assert (before["D001"].position, before["D001"].value) == (1, "2")
    assert before["D010"].position == 2
    told: list[Delta] = []
    validator.follow(told.append)
    with one.edit("front") as edit:
        edit.add(Draft(sequence("ttgacgtcagtt")), 0)
    validator.step(None)
    after = {f.code: f for f in validator.findings}
    assert (after["D001"].position, after["D001"].value) == (2, "3")
    assert (after["D010"].position, after["D010"].value) == (3, "9")
    changed = {f.finding.code for delta in told for f in delta.added}
    assert "D010" not in changed, "it is the same finding, at another number"
    with one.edit("delete") as edit:
        edit.remove([1])
    validator.step(None)
    assert "D001" not in codes(validator)


def test_another_profile() -> None:
    one = session(sequence("acgtacgtacgt"), sequence("acgtxcgtacgt"))
    validator = live(one, today=TODAY)
    validator.step(None)
    for name in ("uspto", "published", "wipo"):
        with one.edit("profile") as edit:
            edit.put(SETTINGS, replace(one.document.settings, profile=name))
        assert validator.step(None)
        whole = check(one.document, max_per_rule=0, today=TODAY)
        assert validator.counts == whole.counts
        assert [f.code for f in validator.findings] == [f.code for f in whole.findings]


def test_costly_questions_wait_until_edits_rest() -> None:
    now = 0.0
    one = session(sequence("acgtacgtacgtccgg"), sequence("ttgacgtcagttaacc"))
    validator = LiveValidator(one, Written(), today=TODAY, clock=lambda: now)
    validator.step(None)
    now = 10.0
    put(one, 2, sequence("cgtacgtacgtccg"))
    assert not validator.step(0.008)
    assert "D003" not in codes(validator)
    assert not validator.busy
    now = 11.0
    assert validator.busy
    assert validator.step(0.008)
    assert "D003" in codes(validator)


def test_a_rule_that_raises_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    one = session(sequence("acgtxcgtacgt"))
    validator = live(one, today=TODAY)
    monkeypatch.setattr(screens, "all_apart", lambda _features: False)
    validator.step(None)
    assert "R001" in codes(validator)

    def fail(*_arguments: object) -> None:
        raise ValueError("no")

    asker = validator._asker
    assert asker is not None
    gates = asker._plan.sequence("DNA").all
    for gate in gates:
        for asked in gate.asked:
            if getattr(asked.subject, "code", "") == "R001":
                broken = asked._replace(check=fail)
                changed = gate._replace(asked=tuple(broken if a is asked else a for a in gate.asked))
                whole = asker._plan.sequence("DNA")
                asker._plan._by_moltype["DNA"] = whole._replace(
                    all=tuple(changed if g is gate else g for g in whole.all)
                )
    put(one, 1, sequence("acgtxcgtacgtx"))
    validator.step(None)
    assert "X900" in codes(validator)
    assert "R001" not in codes(validator)
    one.undo()
