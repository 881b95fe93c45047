"""One writer for a project: a small file beside it that names who has it open.

It lies beside the project since a project on a shared drive is opened from
several machines; where the folder cannot be written to, it lies in the cache and
holds for this user alone.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path

import msgspec
import xxhash

from seqtool.errors import OutputError
from seqtool.store.cache import Cache, digest_of
from seqtool.store.errors import LockedError
from seqtool.store.owner import Owner, me

#: A lock without content is one that is just being written, or whose writer died in between.
_PATIENCE = 10.0


class Lock:
    """A lock that this process holds."""

    def __init__(self, path: Path, owner: Owner, beside: bool, forced: bool) -> None:
        self.path = path
        self.owner = owner
        #: False: it only holds for this user on this machine.
        self.beside = beside
        #: Whether it was taken from somebody who may still have the project open.
        self.forced = forced

    @classmethod
    def take(cls, target: Path, cache: Cache, *, force: bool = False) -> Lock:
        """Lock a project.

        Locks of processes of this machine that are gone are taken over; with ``force`` any is.

        Raises:
            LockedError: somebody has it open.
        """
        held = holder(target, cache)
        if held is not None and held.alive and not force:
            raise _refused(target, held)
        own = me()
        for path, beside in ((place(target), True), (_in_cache(target, cache), False)):
            try:
                _take(path, own, target, force)
            except LockedError:
                raise
            except OSError as error:
                if not beside:
                    raise OutputError(f"{target} cannot be locked: {error.strerror or error}.") from error
                continue
            return cls(path, own, beside, held is not None and held.alive)
        raise AssertionError

    @property
    def held(self) -> bool:
        """Whether it is still ours: somebody may have taken it over."""
        found = _read(self.path)
        return isinstance(found, Owner) and found.token == self.owner.token

    def release(self) -> None:
        """Unlock; a lock that was taken over is left to its new holder."""
        with contextlib.suppress(OSError):
            if self.held:
                self.path.unlink()


def holder(target: Path, cache: Cache) -> Owner | None:
    """Who has a project open (the process may be gone: see :attr:`Owner.alive`)."""
    for path in (place(target), _in_cache(target, cache)):
        found = _read(path)
        if isinstance(found, Owner):
            return found
    return None


def place(target: Path) -> Path:
    """Where the lock of a project lies."""
    name = target.name
    if len(os.fsencode(name)) > 200:  # names have at most 255 bytes
        name = name[:40] + xxhash.xxh3_64_hexdigest(os.fsencode(name))
    return target.with_name(f".~{name}.lock")


def _in_cache(target: Path, cache: Cache) -> Path:
    return cache.locks / f"{digest_of(target)}.lock"


def _refused(target: Path, held: Owner | None) -> LockedError:
    who = str(held) if held else "somebody (the lock cannot be read)"
    mine = held is not None and held.here and held.process == os.getpid()
    text = f"{target} is open already in this program." if mine else f"{target} is open elsewhere: {who}."
    return LockedError(f"{text} It can be opened for reading, or taken over if that is no longer so.", held)


def _read(path: Path) -> Owner | bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(10_000)
    except OSError:
        return None
    try:
        return msgspec.json.decode(content, type=Owner)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return content


def _take(path: Path, own: Owner, target: Path, force: bool) -> None:
    for _ in range(3):
        if _create(path, own):
            return
        found = _read(path)
        if isinstance(found, Owner):
            if found.alive and not force:
                raise _refused(target, found)
        elif found is not None and not force:
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime < _PATIENCE:
                    raise _refused(target, None)
        _put_away(path, found)
    raise _refused(target, None)


def _create(path: Path, own: Owner) -> bool:
    """Create it with its content, if there is none."""
    content = msgspec.json.encode(own)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        try:
            os.link(beside, path)
        except FileExistsError:
            return False
        except (OSError, NotImplementedError, AttributeError):
            # a file system without links
            try:
                other = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            except FileExistsError:
                return False
            with os.fdopen(other, "wb") as file:
                file.write(content)
        return True
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _put_away(path: Path, seen: Owner | bytes | None) -> None:
    """Remove the lock that was seen, not one that came since."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.rename(aside)
    except FileNotFoundError:
        return
    if _read(aside) != seen:
        with contextlib.suppress(OSError):
            os.link(aside, path)
    with contextlib.suppress(OSError):
        aside.unlink()
