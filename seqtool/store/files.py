"""Between the file of the user and the working copy: whole copies with a digest, and whether somebody wrote it since."""

from __future__ import annotations

import contextlib
import glob
import os
from pathlib import Path
from typing import BinaryIO, NamedTuple

import xxhash

from seqtool.atomic import replacing
from seqtool.errors import InputError, OutputError, SeqtoolError
from seqtool.store.errors import ChangedOutsideError, explained

_BLOCK = 1 << 20


class Seen(NamedTuple):
    """A file as it was when it was read or written last."""

    size: int
    changed: int
    inode: int
    digest: str


def fetch(source: Path, work: Path) -> Seen:
    """Copy the file of the user to the working copy.

    Raises:
        InputError: it cannot be read.
        OutputError: the working copy cannot be written.
    """
    for _ in range(3):
        try:
            with source.open("rb") as file:
                before = os.fstat(file.fileno())
                digest = _copied(file, work)
            after = source.stat()
        except OSError as error:
            raise explained(error, source, saving=False) from error
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return Seen(after.st_size, after.st_mtime_ns, after.st_ino, digest)
    raise InputError(f"{source} is being written by another program right now. Try again.")


def _copied(file: BinaryIO, work: Path) -> str:
    digest = xxhash.xxh3_128()
    block = file.read(_BLOCK)
    try:
        work.touch(mode=0o600)
        with work.open("wb") as copy:
            while block:
                digest.update(block)
                copy.write(block)
                block = file.read(_BLOCK)
    except OSError as error:
        told = explained(error, work, saving=False)
        raise OutputError(f"Projects are worked on in a copy, which cannot be made. {told}") from error
    return digest.hexdigest()


def deliver(work: Path, target: Path) -> Seen:
    """Have the working copy take the place of the file of the user, whole or not at all.

    SQLite does not open it there, since locks of shared drives are not to be relied on.

    Raises:
        OutputError: it cannot be written; the file is as it was.
    """
    may_write(target)
    digest = xxhash.xxh3_128()
    try:
        with work.open("rb") as source, replacing(target) as file:
            while block := source.read(_BLOCK):
                digest.update(block)
                file.write(block)
        now = target.stat()
    except OSError as error:
        raise explained(error, target, saving=True) from error
    return Seen(now.st_size, now.st_mtime_ns, now.st_ino, digest.hexdigest())


def may_write(target: Path) -> None:
    """See to it that the file is not protected.

    Raises:
        OutputError: it is.
    """
    try:
        mode = target.stat().st_mode
    except OSError:
        return
    if target.is_dir():
        raise OutputError(f"{target} is a folder; give the project another name.")
    # A file is replaced, which only asks for rights on the folder: the wish for its protection is respected all the same.
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise OutputError(
            f"{target} is write-protected. Save under another name, or take the protection off."
        )


def unchanged(target: Path, seen: Seen) -> None:
    """See to it that the file is still the one that was read.

    Raises:
        ChangedOutsideError: it was written or removed since.
        OutputError: its folder is gone.
    """
    try:
        now = target.stat()
    except FileNotFoundError as error:
        if not target.parent.is_dir():
            raise explained(error, target, saving=True) from error
        raise ChangedOutsideError(
            f"{target} was removed or renamed since it was opened. Save under a new name, or there again as a new file."
        ) from error
    except OSError as error:
        raise explained(error, target, saving=True) from error
    if (now.st_size, now.st_mtime_ns, now.st_ino) == seen[:3]:
        return
    if now.st_size == seen.size and digest_of(target) == seen.digest:
        return
    raise ChangedOutsideError(
        f"{target} was changed by another program or on another machine since it was opened. Saving would undo that: "
        "save under another name and compare. Nothing you did is lost."
    )


def digest_of(path: Path) -> str:
    """The digest of a file.

    Raises:
        SeqtoolError: it cannot be read.
    """
    digest = xxhash.xxh3_128()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise explained(error, path, saving=False) from error
    return digest.hexdigest()


def sweep(target: Path) -> None:
    """Remove what a save that was killed left beside the file."""
    with contextlib.suppress(OSError, SeqtoolError):
        for path in target.parent.glob(f".{glob.escape(target.name[:80])}.*.part"):
            path.unlink()
