"""General information: several of each with one primary; and what a user keeps for all projects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support_edit import sequence, session, undone

from seqtool.edit.operations.general import (
    add_name,
    add_priority,
    delete_name,
    delete_priority,
    edit_name,
    edit_priority,
    move_name,
    set_application,
    set_field,
    set_primary_name,
    set_primary_priority,
    set_title,
)
from seqtool.edit.session import EditError, Session
from seqtool.edit.userdata import Organism, Party, UserData, UserStore, default_folder
from seqtool.errors import InputError, UsageError
from seqtool.model.listing import ApplicationIdentification, Name, Title

A, B, C = Name("A AG", "de"), Name("B Ltd", "en"), Name("株式会社", "ja", "C KK")


def test_fields() -> None:
    one = session(sequence("acgt"))
    undone(one, lambda: set_field(one, "file_reference", "X-1"))
    undone(one, lambda: set_application(one, office="EP", number="1", filing_date="2024-01-01"))
    assert one.document.general.stated().application == ApplicationIdentification("EP", "1", "2024-01-01")
    undone(one, lambda: set_application(one))
    assert one.document.general.application is None
    undone(one, lambda: set_field(one, "file_reference", ""))
    assert one.document.general.file_reference is None
    for text in ("X", "X-", "X-2"):
        set_field(one, "file_reference", text, typing=True)
    one.undo()
    assert one.document.general.file_reference is None


def stated(one: Session) -> str | None:
    priority = one.document.general.stated().priority
    return None if priority is None else priority.number


def test_the_earliest_priority() -> None:
    one = session(sequence("acgt"))
    for number, day in (("1", "2023-05-01"), ("2", "2022-05-01"), ("3", "soon"), ("4", "2024-05-01")):
        undone(one, lambda number=number, day=day: add_priority(one, "EP", number, day))
    assert stated(one) == "2"
    undone(one, lambda: edit_priority(one, 3, ApplicationIdentification("EP", "4", "2021-05-01")))
    assert stated(one) == "4"
    undone(one, lambda: delete_priority(one, 3))
    assert stated(one) == "2"
    report = undone(one, lambda: set_primary_priority(one, 0))
    assert "earlier" in report.notes[0]
    assert stated(one) == "1"
    undone(one, lambda: add_priority(one, "EP", "5", "2020-05-01"))
    assert stated(one) == "1"  # it was chosen
    undone(one, lambda: delete_priority(one, 0))
    assert len(one.document.general.priorities) == 3


def test_several_names() -> None:
    one = session(sequence("acgt"))
    for name in (A, B, C):
        undone(one, lambda name=name: add_name(one, "applicant", name))
    assert one.document.general.stated().applicant == A
    undone(one, lambda: set_primary_name(one, "applicant", 1))
    undone(one, lambda: move_name(one, "applicant", 2, 0))
    assert one.document.general.applicants == (C, A, B)
    assert one.document.general.stated().applicant == B
    undone(one, lambda: delete_name(one, "applicant", 0))
    assert one.document.general.stated().applicant == B
    undone(one, lambda: edit_name(one, "applicant", 1, Name("B Limited", "en")))
    undone(one, lambda: delete_name(one, "applicant", 1))
    assert one.document.general.stated().applicant == A
    undone(one, lambda: add_name(one, "inventor", C, primary=True))
    assert one.document.general.stated().inventor == C


def test_titles() -> None:
    one = session(sequence("acgt"))
    undone(one, lambda: set_title(one, "en", "Things"))
    undone(one, lambda: set_title(one, "de", "Dinge"))
    undone(one, lambda: set_title(one, "en", "Other things"))
    assert one.document.general.titles == (Title("Other things", "en"), Title("Dinge", "de"))
    undone(one, lambda: set_title(one, "en", None))
    assert one.document.general.titles == (Title("Dinge", "de"),)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda s: set_field(s, "titles", "x"), "no field"),
        (lambda s: edit_priority(s, 0, ApplicationIdentification()), "no number 1"),
        (lambda s: delete_priority(s, 0), "no number 1"),
        (lambda s: set_primary_priority(s, 0), "no number 1"),
        (lambda s: add_name(s, "applicant", Name(" ")), "has no name"),
        (lambda s: edit_name(s, "applicant", 0, A), "no number 1"),
        (lambda s: delete_name(s, "inventor", 0), "no number 1"),
        (lambda s: move_name(s, "inventor", 0, 0), "no number 1"),
        (lambda s: set_primary_name(s, "inventor", 0), "no number 1"),
        (lambda s: set_title(s, "english", "x"), "language code"),
    ],
)
def test_refusals(do: Callable[[Session], object], words: str) -> None:
    one = session(sequence("acgt"))
    before = one.document.copy()
    with pytest.raises(EditError, match=words):
        do(one)
    assert one.document == before


# What a user keeps


def test_keeping(tmp_path: Path) -> None:
    store = UserStore(tmp_path / "new" / "folder")
    assert store.load() == UserData()
    store.keep(Party("B Ltd", "en", kind="organisation"))
    store.keep(Party("a person", "en"))
    store.keep(Organism("Mus exampli", "new species"))
    store.keep(Party("B Ltd", "de", kind="organisation"))
    data = store.load()
    assert [one.name for one in data.parties] == ["a person", "B Ltd"]
    assert data.parties[1].as_name == Name("B Ltd", "de")
    store.forget(Party("a person"))
    store.forget(Organism("nobody"))
    assert len(store.load().parties) == 1
    with pytest.raises(UsageError):
        store.keep(Party(" "))


def test_carrying_it_over(tmp_path: Path) -> None:
    one, other = UserStore(tmp_path / "one"), UserStore(tmp_path / "other")
    one.keep(Party("A", "de"))
    one.keep(Organism("Mus exampli"))
    other.keep(Party("A", "fr"))
    one.export(tmp_path / "all.json")
    taken = other.take(tmp_path / "all.json")
    assert (taken.new, taken.different) == (1, ("A",))
    assert other.load().parties == (Party("A", "fr"),)
    other.take(tmp_path / "all.json", replace=True)
    assert other.load() == one.load()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}x",
        b"\xff",
        b'{"schema": "seqtool-userdata/2"}',
        b'{"schema": "seqtool-userdata/1", "parties": 1}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_left(tmp_path: Path, content: bytes) -> None:
    store = UserStore(tmp_path)
    store.path.write_bytes(content)
    with pytest.raises(InputError, match="left as it is"):
        store.keep(Party("A"))
    assert store.path.read_bytes() == content
    with pytest.raises(InputError, match="cannot be read"):
        store.take(tmp_path / "nowhere.json")


def test_the_default_folder_is_not_made() -> None:
    assert default_folder().name == "seqtool"
