"""Every step that was done is there again, whenever the process is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support import ROOT
from support_store import draft, scripted

from seqtool.edit.session import Session
from seqtool.errors import InputError, UsageError
from seqtool.model.document import Document
from seqtool.store import Project, journal

EDITS = 1_000
KILLS = 12


def died(path: Path | None, cache: Path, edits: int, saved: int = 0) -> Document:
    """A project whose process ended without closing it."""
    project = Project.new(path, cache=cache)
    for number in range(1, edits + 1):
        scripted(project.session, number)
        if number == saved:
            project.save()
    project._state.database.close()
    if project._state.lock:
        project._state.lock.release()
    return project.document


def expected(edits: int) -> Document:
    session = Session()
    for number in range(1, edits + 1):
        scripted(session, number)
    return session.document


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_killed_at_any_moment(folder: Path, cache: Path) -> None:
    """1,000 edits, a process killed again and again, also while it saves: no finished edit is ever missing."""
    path = folder / "a.seqproj"
    Project.new(path, cache=cache).close()
    chance = random.Random()
    session, done = Session(), 0
    for kill in range(KILLS + 1):
        last = kill == KILLS
        command = [
            sys.executable,
            str(ROOT / "tests" / "support_store.py"),
            str(path),
            str(cache),
            str(EDITS),
        ]
        environment = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | environment) as process:
            assert process.stdout is not None
            if not last and chance.random() < 0.2:  # while it opens and plays the journal
                time.sleep(chance.random() * 0.4)
                process.kill()
            goal = EDITS if last else done + chance.randint(1, max(2, (EDITS - done) // (KILLS - kill + 1)))
            seen = done
            for line in process.stdout:
                seen = int(line)
                if seen >= goal and not last:
                    time.sleep(chance.random() * 0.004)
                    process.send_signal(signal.SIGKILL)
                    break
            for line in process.stdout:  # what it said before it died
                if line.endswith(b"\n"):
                    seen = int(line)
        with Project.open(path, cache=cache) as project:
            assert list(project.check()) == []
            number = int(project.document.general.file_reference or "0")
            assert number >= seen >= done, project.notices
            while done < number:
                done += 1
                scripted(session, done)
            assert project.document == session.document
        assert [p.name for p in folder.iterdir()] == ["a.seqproj"]
    assert done == EDITS


def test_played_once(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    document = died(path, cache, 30, saved=10)
    told = Project.recoverable(path, cache=cache)
    assert told is not None
    assert (told.steps, told.last, told.fault, told.path) == (20, "edit 30", "", path)
    for number in (31, 32):
        with Project.open(path, cache=cache) as project:
            assert project.recovered is not None
            assert project.recovered.steps == number - 11
            assert project.changed
            assert project.document == document
            assert (
                f"{number - 11} steps since the last save recovered, the last: “edit {number - 1}”."
                in project.notices
            )
            assert project.session.history.undo_label is None
            scripted(project.session, number)
            document = project.document.copy()
    with Project.open(path, cache=cache) as project:
        project.save()
    assert Project.recoverable(path, cache=cache) is None
    with Project.open(path, cache=cache) as project:
        assert project.recovered is None
        assert project.notices == []
        assert project.document == document == expected(32)


def test_not_wanted(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    died(path, cache, 20, saved=10)
    with Project.open(path, recover=False, cache=cache) as project:
        assert project.document == expected(10)
        assert "left out" in project.notices[0]
        assert not project.changed
    assert Project.recoverable(path, cache=cache) is None
    assert len(list((cache / "journals").glob("*.old"))) == 1


def test_closed_without_saving(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        scripted(project.session, 1)
        project.close(discard=True)
    assert Project.recoverable(path, cache=cache) is None


def test_a_save_that_was_not_finished_with(folder: Path, cache: Path) -> None:
    """Killed between the save and the new journal: the steps are in the file already."""
    path = folder / "a.seqproj"
    project = Project.new(path, cache=cache)
    for number in range(1, 6):
        scripted(project.session, number)
    saving = project.begin_save()
    scripted(project.session, 6)
    saving.write()
    project._state.database.close()
    assert project._state.lock is not None
    project._state.lock.release()
    with Project.open(path, cache=cache) as again:
        assert again.recovered is not None
        assert again.recovered.steps == 1
        assert again.document == expected(6)
        scripted(again.session, 7)
    with Project.open(path, cache=cache) as again:
        assert again.document == expected(7)
        saving = again.begin_save()
        saving.write()
        again._state.database.close()
        again._state.lock.release()  # type: ignore[union-attr]
    with Project.open(path, cache=cache) as again:
        assert again.recovered is None
        assert again.document == expected(7)
    assert list((cache / "journals").iterdir()) == []


def test_a_state_from_a_backup(folder: Path, cache: Path) -> None:
    """A journal of another state of the file is not played, but kept."""
    path = folder / "a.seqproj"
    died(path, cache, 10, saved=10)
    old = path.read_bytes()
    with Project.open(path, cache=cache) as project:
        scripted(project.session, 11)
        project.save()
        scripted(project.session, 12)
    path.write_bytes(old)
    with Project.open(path, cache=cache) as project:
        assert project.recovered is None
        assert project.document == expected(10)
        assert "another state" in project.notices[0]


def test_moved(folder: Path, cache: Path) -> None:
    """The project was renamed after the crash; a copy of it that lies elsewhere has no part in it."""
    path = folder / "a.seqproj"
    died(path, cache, 20, saved=10)
    copy = folder / "copy.seqproj"
    copy.write_bytes(path.read_bytes())
    with Project.open(copy, cache=cache) as project:
        assert project.recovered is None
    moved = folder / "b.seqproj"
    path.rename(moved)
    copy.unlink()
    for _ in range(2):
        with Project.open(moved, cache=cache) as project:
            assert project.document == expected(20)
    assert len(list((cache / "journals").iterdir())) == 1


@pytest.mark.parametrize("lost", [1, 5, 12, 13, 40])
def test_a_torn_last_step(folder: Path, cache: Path, lost: int) -> None:
    path = folder / "a.seqproj"
    died(path, cache, 20, saved=10)
    (file,) = (cache / "journals").iterdir()
    file.write_bytes(file.read_bytes()[:-lost])
    with Project.open(path, cache=cache) as project:
        assert project.recovered is not None
        assert project.recovered.steps >= 8
        assert any("not finished" in text for text in project.notices) or project.recovered.steps < 9
        number = 10 + project.recovered.steps
        assert project.document == expected(number)
        scripted(project.session, number + 1)
    with Project.open(path, cache=cache) as project:
        assert project.document == expected(number + 1)


def test_damage_at_every_place(folder: Path, cache: Path) -> None:
    """Any byte of a journal may be wrong: what is before it comes back, nothing else does, and nothing raises."""
    path = folder / "a.seqproj"
    died(path, cache, 6, saved=2)
    states = {n: expected(n) for n in range(2, 7)}
    (file,) = (cache / "journals").iterdir()
    whole, saved = file.read_bytes(), path.read_bytes()
    counts = set()
    for at in range(0, len(whole), 23):
        for old in (cache / "journals").iterdir():
            old.unlink()
        path.write_bytes(saved)
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with Project.open(path, cache=cache) as project:
            number = int(project.document.general.file_reference or "0")
            counts.add(number)
            assert project.document == states[number]
            assert number == 6 or project.notices
            project.close(discard=True)
    assert counts >= {2, 3, 4, 5}


def test_steps_that_do_not_fit(folder: Path, cache: Path) -> None:
    """A journal that was played in part leaves no half step."""
    path = folder / "a.seqproj"
    project = Project.new(path, cache=cache)
    scripted(project.session, 1)
    project.save()
    with project.session.edit("fits") as edit:
        edit.add(draft("aaaa"))
    from seqtool.model.changes import ChangeSet, Letters, Put, Splice

    bad = ChangeSet("bad", (Put(9, None, draft("cccc")), Splice(0, (), (9,)), Letters(77, 0, "a", "c")))
    project._state.journal.append(bad)
    project._state.database.close()
    project._state.lock.release()  # type: ignore[union-attr]
    with Project.open(path, cache=cache) as again:
        assert again.document == project.document
        assert any("does not fit" in text for text in again.notices)


def test_never_saved(cache: Path, folder: Path) -> None:
    assert Project.unsaved(cache=cache) == []
    script = (
        "import os, sys; from pathlib import Path; from support_store import scripted; from seqtool.store import Project\n"
        "project = Project.new(cache=Path(sys.argv[1]))\n"
        "for n in range(1, 8): scripted(project.session, n)\n"
        "os._exit(1)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    subprocess.run([sys.executable, "-c", script, str(cache)], check=False, env=environment)
    (told,) = Project.unsaved(cache=cache)
    assert (told.steps, told.path, told.last) == (7, None, "edit 7")
    with Project.recover(told.journal, cache=cache) as project:
        assert project.document == expected(7)
        assert project.path is None
        scripted(project.session, 8)
        project.save_as(folder / "a.seqproj")
    assert Project.unsaved(cache=cache) == []
    assert list((cache / "work").iterdir()) == []
    with Project.open(folder / "a.seqproj", cache=cache) as project:
        assert project.document == expected(8)
        scripted(project.session, 9)
        with pytest.raises(UsageError, match="belongs to"):
            Project.recover(project._state.journal.path, cache=cache)
    with pytest.raises(InputError, match="no recovery journal"):
        Project.recover(folder / "a.seqproj", cache=cache)


def test_a_step_of_many_changes_is_whole(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    project = Project.new(path, cache=cache)
    with project.session.edit("import") as edit:
        edit.extend(draft("acgt" * 5) for _ in range(2_000))
    project.close()
    (file,) = (cache / "journals").iterdir()
    found = journal.read(file)
    assert found is not None
    assert [len(step) for step in found] == [8]
    whole = file.read_bytes()
    with Project.open(path, cache=cache) as again:
        assert len(again.document) == 2_000
    file.write_bytes(whole[: len(whole) // 2])
    with Project.open(path, cache=cache) as again:
        assert len(again.document) == 0
        assert "not finished" in again.notices[0]


def test_the_disk_has_it_within_a_second(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[float] = []
    monkeypatch.setattr(journal, "SYNC", 0.01)
    monkeypatch.setattr(journal.os, "fsync", lambda _file: synced.append(time.monotonic()))
    with Project.new(cache=cache) as project:
        scripted(project.session, 1)
        end = time.monotonic() + 5
        while not synced and time.monotonic() < end:
            time.sleep(0.005)
        assert len(synced) == 1
        project.close(discard=True)
