"""Whatever goes wrong: a clear message, and the last good file is whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pytest
from support import ROOT
from support_store import draft, filled, scripted

from seqtool.errors import InputError, OutputError, SeqtoolError
from seqtool.store import (
    ChangedOutsideError,
    DamagedError,
    LockedError,
    NewerError,
    Project,
    lock,
)
from seqtool.store.cache import Cache
from seqtool.store.owner import Owner, me

FIXTURES = Path(__file__).parent / "fixtures"


def made(path: Path, cache: Path) -> bytes:
    with Project.new(path, cache=cache) as project:
        filled(project)
        project.save()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04zip", "ZIP archive; if WIPO Sequence"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "looks like XML"),
        (b">one\nacgt\n", "file of sequences"),
        (b"just text", "Projects are databases"),
        (b"SQLite format 3\0", "cut off after 16 bytes"),
    ],
)
def test_another_file(folder: Path, cache: Path, content: bytes, what: str) -> None:
    path = folder / "a.seqproj"
    path.write_bytes(content)
    with pytest.raises(InputError, match=what):
        Project.open(path, cache=cache)
    assert path.read_bytes() == content
    assert [p.name for p in folder.iterdir()] == ["a.seqproj"]


def test_another_database(folder: Path, cache: Path) -> None:
    db = sqlite3.connect(folder / "a.db")
    db.execute("CREATE TABLE x (y)")
    db.commit()
    db.close()
    with pytest.raises(InputError, match="database of another program"):
        Project.open(folder / "a.db", cache=cache)


def test_no_file(folder: Path, cache: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        Project.open(folder / "a.seqproj", cache=cache)
    with pytest.raises(InputError, match=r"The folder .* is not there"):
        Project.open(folder / "gone" / "a.seqproj", cache=cache)
    with pytest.raises(InputError, match="folder"):
        Project.open(folder, cache=cache)


def test_a_newer_version(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 2")
    db.close()
    with pytest.raises(NewerError, match="newer version of seqtool"):
        Project.open(path, cache=cache)


@pytest.mark.parametrize("version", [0, 1])
def test_old_files(folder: Path, cache: Path, version: int) -> None:
    """Files of all versions that were ever written."""
    path = folder / "a.seqproj"
    shutil.copyfile(FIXTURES / f"version-{version}.seqproj", path)
    before = path.read_bytes()
    with Project.open(path, cache=cache) as project:
        assert bool(project.notices) == (version < 1)
        assert [d.sequence.residues.length for _, d in project.document.drafts()] == [12, 16, 0, 70_000]
        assert project.document.draft(1).sequence.features[0].qualifiers[0].value == "genomic DNA"
        assert project.document.general.file_reference == f"version {version}"
        assert list(project.check()) == []
        assert path.read_bytes() == before
        project.save()
    with Project.open(path, cache=cache) as project:
        assert project.notices == []


def test_a_migration_that_fails(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    shutil.copyfile(FIXTURES / "version-0.seqproj", path)
    db = sqlite3.connect(path)
    db.execute("DROP TABLE sequences")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(DamagedError):
        Project.open(path, cache=cache)
    assert path.read_bytes() == before


def test_cut_off_anywhere(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    whole = made(path, cache)
    for part in (1, 50, 99, 100, 4_000, 4_096, len(whole) // 2, len(whole) - 4_096, len(whole) - 1):
        path.write_bytes(whole[:part])
        with pytest.raises(InputError):
            Project.open(path, cache=cache)
        assert path.read_bytes() == whole[:part]
    assert [p.name for p in folder.iterdir()] == ["a.seqproj"]
    assert [p for p in cache.rglob("*") if p.is_file()] == []


def test_damaged_anywhere(folder: Path, cache: Path) -> None:
    """Pages overwritten: said when it is opened, when records are loaded, or by the check; never anything else."""
    path = folder / "a.seqproj"
    whole = made(path, cache)
    told = 0
    for at in range(0, len(whole), 4_096 * 3):
        path.write_bytes(whole[:at] + os.urandom(2_000) + whole[at + 2_000 :])
        with suppress(SeqtoolError):
            told += 1
            with Project.open(path, cache=cache) as project:
                whole_still = not any(project.check())
                project.rows()
                project.fill()
                told -= whole_still
    assert told > 5
    assert [p for p in cache.rglob("*") if p.is_file()] == []


def test_check_names_what_is_wrong(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    db = sqlite3.connect(path)
    db.executescript(
        "UPDATE sequences SET position = 1 WHERE position = 0;"
        "UPDATE content SET features = '[{' WHERE key = 2;"
        "UPDATE sequences SET length = length + 1 WHERE key = 3;"
        "DELETE FROM content WHERE key = 4;"
        "INSERT INTO residue_parts VALUES (777, 0, 'a');"
        "UPDATE records SET value = '{\"titles\": 3}' WHERE key = 'general';"
    )
    db.close()
    with pytest.raises(DamagedError, match="damaged"):
        Project.open(path, cache=cache)
    db = sqlite3.connect(path)
    db.execute("UPDATE records SET value = '{}' WHERE key = 'general'")
    db.commit()
    db.close()
    with Project.open(path, cache=cache) as project:
        told = "\n".join(project.check())
        for part in ("places of the sequences", "key 2:", "key 3:", "key 4:", "key 777:"):
            assert part in told
        with pytest.raises(DamagedError, match="key 4 is missing"):
            project.document.draft(4)


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM content; END", "triggers"),
        (
            "CREATE VIEW v AS WITH RECURSIVE a(b) AS (SELECT 1 UNION ALL SELECT b FROM a) SELECT * FROM a",
            "views",
        ),
        ("UPDATE sequences SET name = x'ff00' WHERE key = 2", "wrong type"),
        (
            "UPDATE content SET residues = 5.5 WHERE key = 2; UPDATE content SET residues = x'00' WHERE key = 2",
            "wrong type",
        ),
        ("UPDATE meta SET value = 'many' WHERE name = 'generation'", "no number"),
        ("UPDATE meta SET value = '99999999999999999999' WHERE name = 'next_key'", "next_key is no number"),
        ("UPDATE sequences SET key = 9223372036854775807 WHERE key = 2", "key of a sequence is no number"),
        ("DELETE FROM meta WHERE name = 'state'", "does not say its state"),
        ("DROP TABLE content", "damaged"),
        ("UPDATE sequences SET name = CAST(x'fffe41' AS TEXT)", "damaged"),
        ("UPDATE sequences SET key = -key", "damaged"),
        ("UPDATE sequences SET length = -1, skipped = 7", "residues of the key"),
    ],
)
def test_files_that_mean_harm(folder: Path, cache: Path, sql: str, what: str) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    db = sqlite3.connect(path)
    db.executescript(sql)
    db.close()
    with pytest.raises(InputError, match=what):
        _used(path, cache)


def test_a_missing_record_is_found(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM records WHERE key = 'general'")
    db.close()
    with Project.open(path, cache=cache) as project:
        assert list(project.check()) == ["record general: it is missing, and counts as empty"]


def _used(path: Path, cache: Path) -> None:
    with Project.open(path, cache=cache) as project:
        project.rows()
        project.fill()


def test_changed_by_another_program(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    with Project.open(path, cache=cache) as project:
        scripted(project.session, 1)
        # Written anew with the same content (a program that syncs): no harm.
        same = path.read_bytes()
        path.unlink()
        path.write_bytes(same)
        project.save()
        scripted(project.session, 2)
        path.write_bytes(b"somebody else")
        with pytest.raises(ChangedOutsideError, match="another program"):
            project.save()
        assert path.read_bytes() == b"somebody else"
        assert project.changed
        path.unlink()
        with pytest.raises(ChangedOutsideError, match="removed or renamed"):
            project.save()
        project.save_as(folder / "b.seqproj")
        assert not project.changed
        scripted(project.session, 3)
        (folder / "b.seqproj").write_bytes(b"somebody else")
        project.save_as(folder / "b.seqproj", overwrite=True)
        (folder / "b.seqproj").unlink()
        project.save_as(folder / "b.seqproj")
        document = project.document.copy()
    with Project.open(folder / "b.seqproj", cache=cache) as project:
        assert project.document == document


def test_the_folder_is_gone(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    away = folder.with_name("away")
    with Project.open(path, cache=cache) as project:
        scripted(project.session, 1)
        folder.rename(away)
        with pytest.raises(OutputError, match=r"The folder .* is not there"):
            project.save()
        assert project.changed
        scripted(project.session, 2)
        away.rename(folder)
        project.save()
        document = project.document.copy()
    with Project.open(path, cache=cache) as project:
        assert project.document == document


def test_write_protected(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    before = made(path, cache)
    path.chmod(0o444)
    with Project.open(path, cache=cache) as project:
        assert "write-protected" in project.notices[0]
        scripted(project.session, 1)
        with pytest.raises(OutputError, match="write-protected"):
            project.save()
        assert path.read_bytes() == before
        project.save_as(folder / "b.seqproj")
    assert path.read_bytes() == before


@contextmanager
def full_at(size: int) -> Iterator[None]:
    """Files may not become larger than this: a real failure of write(2)."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
@pytest.mark.parametrize("size", [1_000, 20_000, 100_000, 180_000, 400_000])
def test_a_full_disk(folder: Path, cache: Path, size: int) -> None:
    """While the copy is written, while the file is; the journal, too. Afterwards all is there."""
    path = folder / "a.seqproj"
    with Project.new(path, cache=cache) as project:
        scripted(project.session, 1)
        project.save()
        before = path.read_bytes()
        filled(project)
        with full_at(size):
            with pytest.raises(OutputError, match="full"):
                project.save()
            scripted(project.session, 2)
            with project.session.edit("large") as edit:
                edit.add(draft("acgt" * 100_000))
        assert path.read_bytes() == before
        assert [p.name for p in folder.iterdir() if not p.name.startswith(".~")] == ["a.seqproj"]
        assert project.changed
        assert "not protected" in project.fault
        scripted(project.session, 3)
        assert project.fault == ""
        document = project.document.copy()
        project._state.journal.sync()
        journal = next((cache / "journals").iterdir()).read_bytes()
        project.save()
        assert list(project.check()) == []
    with Project.open(path, cache=cache) as project:
        assert project.document == document
    # And the journal alone would have brought it all back.
    path.write_bytes(before)
    with Project.open(path, cache=cache) as project:
        project._state.journal.path.write_bytes(journal)
    with Project.open(path, cache=cache) as project:
        assert project.document == document


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_full_cache(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    before = made(path, cache)
    with full_at(50_000), pytest.raises(OutputError, match="full"):
        Project.open(path, cache=cache)
    assert path.read_bytes() == before
    assert [p for p in cache.rglob("*") if p.is_file()] == []
    assert [p.name for p in folder.iterdir()] == ["a.seqproj"]


def test_a_cache_that_cannot_be(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="worked on in"):
        Project.new(folder / "a.seqproj", cache=tmp_path / "file")


def test_a_full_disk_at_the_very_end(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "a.seqproj"
    before = made(path, cache)

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Project.open(path, cache=cache) as project:
        scripted(project.session, 1)
        monkeypatch.setattr("seqtool.atomic.os.fsync", full)
        with pytest.raises(OutputError, match="disk is full"):
            project.save()
        monkeypatch.undo()
        assert path.read_bytes() == before
        document = project.document.copy()
    with Project.open(path, cache=cache) as project:
        assert project.document == document
        project.save()


def test_open_twice(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    with Project.open(path, cache=cache):
        with pytest.raises(LockedError, match="open already in this program"):
            Project.open(path, cache=cache)
        with Project.open(path, read_only=True, cache=cache):
            pass
        with pytest.raises(LockedError), Project.new(cache=cache) as other:
            other.save_as(path, overwrite=True)
        assert Project.recoverable(path, cache=cache) is None
    with Project.open(path, cache=cache):
        pass


def _locked_by(path: Path, owner: Owner) -> None:
    lock.place(path).write_bytes(msgspec.json.encode(owner))


def test_locks_of_others(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    other = Owner(user="ada", machine="elsewhere", process=1, time="2026-01-02T10:00:00+01:00", token="x")
    _locked_by(path, other)
    with pytest.raises(
        LockedError, match=r"ada on elsewhere, since 2026-01-02 10:00:00\+01:00, process 1"
    ) as told:
        Project.open(path, cache=cache)
    assert told.value.holder == other
    with Project.open(path, take_over=True, cache=cache) as project:
        scripted(project.session, 1)
        project.save()
        # And it is taken over from us.
        _locked_by(path, other)
        with pytest.raises(LockedError, match="taken over by ada"):
            project.save()
        project.save_as(folder / "b.seqproj")
    assert lock.place(path).exists()
    # A process of this machine that is gone, and one whose number was given to another.
    for gone in (
        msgspec.structs.replace(me(), process=2**22 + 17),
        msgspec.structs.replace(me(), started="before"),
    ):
        _locked_by(path, gone)
        if gone.process == os.getpid() and not me().started:
            continue  # this system does not say when processes began
        with Project.open(path, cache=cache):
            pass
        assert not lock.place(path).exists()


def test_a_lock_that_cannot_be_read(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    place = lock.place(path)
    place.write_bytes(b"{")
    with pytest.raises(LockedError, match="cannot be read"):
        Project.open(path, cache=cache)
    os.utime(place, (time.time() - 60,) * 2)
    with Project.open(path, cache=cache):
        pass


@pytest.mark.skipif(os.name != "posix", reason="processes of POSIX")
def test_a_lock_of_a_process(folder: Path, cache: Path) -> None:
    path = folder / "a.seqproj"
    made(path, cache)
    script = (
        "import sys; from pathlib import Path; from seqtool.store import Project\n"
        "project = Project.open(sys.argv[1], cache=Path(sys.argv[2])); print('open', flush=True); sys.stdin.read()\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [sys.executable, "-c", script, str(path), str(cache)]
    with subprocess.Popen(command, env=environment, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == b"open\n"
        with pytest.raises(LockedError, match=f"process {process.pid}"):
            Project.open(path, cache=cache)
        process.kill()
    with Project.open(path, cache=cache):
        pass
    assert list((cache / "work").iterdir()) == []


def test_a_folder_without_locks(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the project none can be written: it lies in the cache, and that is said."""
    path = folder / "a.seqproj"
    made(path, cache)
    original = lock._create

    def create(place: Path, own: Owner) -> bool:
        if place.parent == folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return original(place, own)

    monkeypatch.setattr(lock, "_create", create)
    with Project.open(path, cache=cache) as project:
        assert "No lock" in project.notices[0]
        with pytest.raises(LockedError):
            Project.open(path, cache=cache)
    assert list(Cache(cache).locks.iterdir()) == []


def test_a_file_system_without_links(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_arguments: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    path = folder / ("ö" * 120 + ".seqproj")
    monkeypatch.setattr(os, "link", no_links)
    with Project.new(path, cache=cache), pytest.raises(LockedError):
        Project.open(path, cache=cache)
    assert [p.name for p in folder.iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_link_stays_one(folder: Path, cache: Path) -> None:
    path, link = folder / "a.seqproj", folder / "link.seqproj"
    made(path, cache)
    link.symlink_to(path)
    with Project.open(link, cache=cache) as project:
        with pytest.raises(LockedError):
            Project.open(path, cache=cache)
        scripted(project.session, 1)
        project.save()
    assert link.is_symlink()
    (folder / f".{path.name}.abcd.part").write_bytes(b"left by a killed save")
    with Project.open(path, cache=cache) as project:
        assert project.document.general.file_reference == "1"
    assert sorted(p.name for p in folder.iterdir()) == ["a.seqproj", "link.seqproj"]
