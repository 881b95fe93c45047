"""What is saved is opened again, whole, and only what changed is written."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace
from support_store import draft, filled, scripted

from seqtool.edit.session import EditError, Session
from seqtool.errors import InputError, OutputError, UsageError
from seqtool.model import Residues
from seqtool.model.document import GENERAL, Document
from seqtool.store import Project, dump, info, undump
from seqtool.store.lazy import LazyRecords


def test_general_information_comes_back_before_there_is_a_sequence(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        with project.session.edit("reference") as edit:
            edit.put(GENERAL, replace(project.document.general, file_reference="P-1"))
        project.save()
    with Project.open(path, cache=cache) as project:
        assert project.document.general.file_reference == "P-1"
        with project.session.edit("file name") as edit:
            edit.put(GENERAL, replace(project.document.general, file_name="a.xml"))
    with Project.open(path, cache=cache) as project:  # not saved: from the journal
        assert project.document.general.file_reference == "P-1"
        assert project.document.general.file_name == "a.xml"


def test_everything_comes_back(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        filled(project)
        project.note("import", "3 features left out")
        assert project.changed
        project.save()
        assert not project.changed
        before = project.document.copy()
        rows = project.rows()
    with Project.open(path, cache=cache) as project:
        assert project.notices == []
        assert project.rows() == rows
        assert isinstance(project.document.records, LazyRecords)
        assert len(project.document.records.absent) == len(before)
        assert project.document == before
        assert project.document.next_key == before.next_key
        assert [note.text for note in project.notes] == ["3 features left out"]
        assert list(project.check()) == []
    assert sorted(p.name for p in folder.iterdir()) == ["a.seqproj"]
    assert [p for p in cache.rglob("*") if p.is_file()] == []


def test_records_come_when_asked_for(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        with project.session.edit("many") as edit:
            edit.extend(draft("acgt" * 3, name=str(n)) for n in range(700))
        project.save()
    with Project.open(path, cache=cache) as project:
        records = project.document.records
        assert isinstance(records, LazyRecords)
        assert project.document.draft(400).name == "399"
        assert len(records.absent) == 700 - 256
        assert project.document.waivers == {}
        assert len(records) == 703
        assert len(records.absent) == 444
        with project.session.edit("away") as edit:
            edit.remove([0])
        assert 1 not in records
        project.session.undo()
        assert not project.fill(0)
        assert project.fill()
        assert [d.name for _, d in project.document.drafts()] == [str(n) for n in range(700)]


def test_only_what_changed_is_written(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    project = Project.new(path, cache=cache)
    filled(project)
    project.save()
    written: list[object] = []
    database = project._state.database
    original = database.write
    database.write = lambda changed: (written.extend(changed.records), original(changed))[1]  # type: ignore[method-assign,func-returns-value]
    key = project.document.order[5]
    with project.session.edit("one") as edit:
        edit.put(key, replace(project.document.draft(key), name="other"))
    project.save()
    assert [one[0] for one in written] == [key]  # type: ignore[index]
    project.close()
    with Project.open(path, cache=cache) as project:
        assert project.document.draft(key).name == "other"


def test_long_ones_become_short_and_back(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        filled(project)
        for count in (1, 200_000, 65_536, 65_537, 0):
            keys = list(project.document.order)
            with project.session.edit("length") as edit:
                for key in keys[:4]:
                    sequence = project.document.draft(key).sequence
                    edit.sequence(
                        key, replace(sequence, residues=Residues("a" * count), features=sequence.features[:2])
                    )
            project.save()
            with Project.open(path, read_only=True, cache=cache) as other:
                assert other.document == project.document
                assert list(other.check()) == []


def test_what_was_deleted_is_not_in_the_file(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        with project.session.edit("secret") as edit:
            edit.add(draft("wwwwssss" * 50, "TOP SECRET"))
        project.save()
        assert b"TOP SECRET" in path.read_bytes()
        with project.session.edit("away") as edit:
            edit.remove([0])
        project.save()
    assert b"TOP SECRET" not in path.read_bytes()
    assert b"wwwwssss" not in path.read_bytes()


def test_save_as(folder: Path, cache: Path) -> None:
    with Project.new(cache=cache) as project:
        with pytest.raises(UsageError, match="name"):
            project.save()
        with project.session.edit("a") as edit:
            edit.add(draft())
        project.save_as(folder / "a.seqproj")
        with project.session.edit("b") as edit:
            edit.add(draft())
        project.save_as(folder / "b.seqproj")
        with pytest.raises(OutputError, match=r"There is a file .*a\.seqproj already"):
            project.save_as(folder / "a.seqproj")
        assert project.path == folder / "b.seqproj"
        assert len(Project.open(folder / "a.seqproj", read_only=True, cache=cache).document) == 1
        project.save_as(folder / "a.seqproj", overwrite=True)
        assert len(Project.open(folder / "a.seqproj", read_only=True, cache=cache).document) == 2
        with pytest.raises(OutputError, match="no folder"):
            project.save_as(folder / "no" / "a.seqproj")
        with pytest.raises(OutputError, match="folder"):
            project.save_as(folder, overwrite=True)
    with pytest.raises(OutputError, match="already"):
        Project.new(folder / "a.seqproj", cache=cache)


def test_read_only(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as first, Project.open(path, read_only=True, cache=cache) as project:
        with pytest.raises(EditError, match="reading only"), project.session.edit("x"):
            pass
        with pytest.raises(OutputError, match="reading only"):
            project.save()
        with pytest.raises(EditError):
            project.note("a", "b")
        project.save_as(folder / "b.seqproj")
        assert not project.read_only
        with project.session.edit("a") as edit:
            edit.add(draft())
        project.save()
        assert len(first.document) == 0
    with Project.open(folder / "b.seqproj", cache=cache) as project:
        assert len(project.document) == 1


def test_edits_while_it_is_saved(folder: Path, cache: Path) -> None:
    """They belong to the next save, and to the journal of the state that the save makes."""
    path = folder / "a.seqproj"
    project = Project.new(path, cache=cache)
    scripted(project.session, 1)
    saving = project.begin_save()
    with pytest.raises(UsageError, match="being saved"):
        project.begin_save()
    scripted(project.session, 2)
    saving.write()
    scripted(project.session, 3)
    saving.finish()
    assert project.changed
    scripted(project.session, 4)
    project.close()
    with Project.open(path, read_only=True, cache=cache) as saved:
        assert saved.document.general.file_reference == "1"
    with Project.open(path, cache=cache) as again:
        assert again.recovered is not None
        assert again.recovered.steps == 3
        assert again.document.general.file_reference == "4"
        assert again.document == project.document


def test_another_thread_saves(folder: Path, cache: Path) -> None:
    """Records are loaded and edited while it does."""
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        with project.session.edit("many") as edit:
            edit.extend(draft("acgt" * 30, str(n)) for n in range(3_000))
        project.save()
    with Project.open(path, cache=cache) as project:
        for number in range(1, 200, 20):
            scripted(project.session, number)
            saving = project.begin_save()
            thread = threading.Thread(target=saving.write)
            thread.start()
            for more in range(1, 20):
                scripted(project.session, number + more)
            thread.join()
            saving.finish()
        assert project.changed
        document = project.document.copy()
    with Project.open(path, cache=cache) as again:
        assert again.recovered is not None
        assert again.recovered.steps == 19
        assert again.document == document
        again.save()
    with Project.open(path, cache=cache) as again:
        assert again.document == document
    with pytest.raises(UsageError, match="was closed"):
        again.rows()


@given(
    name=st.text(st.characters(exclude_categories=("Cs",)), max_size=9),
    letters=st.text("acgt\0\nÄ", max_size=9),
)
@settings(max_examples=30, deadline=None)
def test_any_text(tmp_path_factory: pytest.TempPathFactory, name: str, letters: str) -> None:
    folder = tmp_path_factory.mktemp("text")
    with Project.new(folder / "a.seqproj", cache=folder) as project:
        with project.session.edit("odd") as edit:
            edit.add(draft(letters, name, name=name))
        project.close()
        before = project.document
    for _ in range(2):
        with Project.open(folder / "a.seqproj", cache=folder) as project:
            assert project.document == before
            project.save()


def test_autosave(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Project.new(folder / "a.seqproj", cache=cache) as project:
        project.autosave = 60
        assert not project.due()
        scripted(project.session, 1)
        assert not project.due()
        project._state.saved_at -= 61
        assert project.due()
        project.save()
        assert not project.due()


def test_facts_and_dump(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        filled(project)
        project.note("import", "said")
        project.save()
        about = info(path, cache=cache)
        assert (about.sequences, about.skipped, about.generation, about.version) == (40, 1, 2, 1)
        assert about.molecule_types == {"DNA": 38, "RNA": 1}
        assert about.applicant == "応用"
        assert str(os.getpid()) in about.open_by
        lines = list(dump(project))
        other = undump(lines, "a.jsonl", cache=cache)
        assert [d for _, d in other.document.drafts()] == [d for _, d in project.document.drafts()]
        assert other.document.general == project.document.general
        assert other.notes == project.notes
        other.close(discard=True)
    assert info(path, cache=cache).open_by == ""
    for wrong, what in (
        (["{}"], "no dump"),
        ([], "empty"),
        ([lines[0], '{"record": "general", "value": 5}'], "line 2"),
        ([lines[0], "{"], "line 2"),
        ([lines[0], '{"record": "other", "value": 5}'], "knows no record"),
    ):
        with pytest.raises(InputError, match=what):
            undump(wrong, "a.jsonl", cache=cache)


def test_text_that_is_none(folder: Path, cache: Path) -> None:
    """Half a surrogate pair cannot be written; it is said, and whatever else was done stays."""
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        scripted(project.session, 1)
        project.save()
        with project.session.edit("odd") as edit:
            edit.add(draft("acgt", "bad \ud800"))
        assert "no character" in project.fault
        with pytest.raises(OutputError, match="no character"):
            project.save()
        project.session.undo()
        project.save()
        assert project.fault == ""
        assert list(project.check()) == []


def test_tables(folder: Path, cache: Path) -> None:
    """Other programs may read the file with any SQLite."""
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        filled(project)
        project.save()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (0x53515450,)
    assert db.execute("PRAGMA user_version").fetchone() == (1,)
    assert db.execute("SELECT count(*), max(position) FROM sequences").fetchone() == (40, 39)
    assert db.execute(
        "SELECT json_extract(value, '$.titles[0].text') FROM records WHERE key = 'general'"
    ).fetchone() == ("A <b> & “c”",)
    db.close()


class Machine(RuleBasedStateMachine):
    """Whatever is edited, undone, saved and opened again: the document is the one that a session without a file has."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        for old in self.folder.glob("*.seqproj"):
            old.unlink()
        self.project = Project.new(self.folder / "m.seqproj", cache=self.folder / "cache")
        self.plain = Session(Document())

    @rule(count=st.integers(1, 5))
    def edit(self, count: int) -> None:
        for _ in range(count):
            self.number += 1
            scripted(self.project.session, self.number)
            scripted(self.plain, self.number)

    @rule()
    def undo(self) -> None:
        if self.project.session.undo() is not None:
            self.plain.undo()

    @rule()
    def redo(self) -> None:
        if self.project.session.redo() is not None:
            self.plain.redo()

    @rule()
    def save(self) -> None:
        self.project.save()

    @rule(keep=st.booleans())
    def reopen(self, keep: bool) -> None:
        if keep:
            self.project.save()
        self.project.close()
        self.project = Project.open(self.folder / "m.seqproj", cache=self.folder / "cache")
        self.plain = Session(self.plain.document)

    @invariant()
    def same(self) -> None:
        document = self.project.document
        assert document == self.plain.document
        rows = [(row.key, row.length) for row in self.project.rows()]
        assert rows == [(key, d.sequence.residues.length) for key, d in document.drafts()]

    def teardown(self) -> None:
        self.project.close(discard=True)


def test_machine(tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    made = type("Here", (Machine,), {"folder": tmp_path})
    run_state_machine_as_test(made, settings=settings(max_examples=15, stateful_step_count=15, deadline=None))


def test_the_default_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_a, **_k: tmp_path / "home" / "seqtool")
    with Project.new(tmp_path / "a.seqproj") as project:
        scripted(project.session, 1)
        journals = list((tmp_path / "home" / "seqtool" / "journals").iterdir())
        assert len(journals) == 1
        if os.name == "posix":
            assert journals[0].stat().st_mode & 0o077 == 0
            assert journals[0].parent.stat().st_mode & 0o077 == 0


def test_general_of_a_new_project(folder: Path, cache: Path) -> None:
    with Project.new(folder / "a.seqproj", cache=cache) as project:
        assert project.document == Document()
    with Project.open(folder / "a.seqproj", cache=cache) as project:
        assert project.document == Document()
        with project.session.edit("g") as edit:
            edit.put(GENERAL, replace(project.document.general, file_reference="x"))
        project.close(discard=True)
    with Project.open(folder / "a.seqproj", cache=cache) as project:
        assert project.document == Document()
