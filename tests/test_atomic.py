"""A file appears whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from seqtool import atomic
from seqtool.atomic import replacing


class OddError(Exception):
    """Something that goes wrong on the way."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _write_and_fail(target: Path, error: type[BaseException] | None) -> None:
    with replacing(target) as file:
        for _ in range(30):
            file.write(b"x" * 100_000)
        if error is not None:
            raise error


def test_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "größe 配列.xml"
    with replacing(target) as file:
        file.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == [target.name]


@pytest.mark.parametrize("error", [OddError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "listing.xml"
    target.write_bytes(b"old")
    with pytest.raises(error):
        _write_and_fail(target, error)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["listing.xml"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The disk may be found full when the last bytes are flushed, or the target locked at the very end."""

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "listing.xml"
    target.write_bytes(b"old")
    if step == "fsync":
        monkeypatch.setattr(atomic.os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"), replacing(target) as file:
        file.write(b"new")
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["listing.xml"]


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_limit_met_while_writing(tmp_path: Path) -> None:
    """A real failure of write(2): the largest file size that the system allows this process."""
    import resource
    import signal

    target = tmp_path / "listing.xml"
    target.write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(OSError, match=r"[Ff]ile too large"):
            _write_and_fail(target, None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["listing.xml"]


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "absent" / "x.xml"):
        pytest.fail("nothing to write to")


@pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")
def test_mode_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "listing.xml", tmp_path / "link.xml"
    target.write_bytes(b"old")
    target.chmod(0o604)
    link.symlink_to(target)
    with replacing(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o604
    fresh = tmp_path / "fresh.xml"
    with replacing(fresh) as file:
        file.write(b"x")
    plain = tmp_path / "plain.xml"
    plain.write_bytes(b"x")
    assert fresh.stat().st_mode == plain.stat().st_mode


def test_long_names(tmp_path: Path) -> None:
    target = tmp_path / ("ä" * 120 + ".xml")
    with replacing(target) as file:
        file.write(b"x")
    assert names(tmp_path) == [target.name]
