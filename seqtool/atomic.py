"""Writing a file whole or not at all: beside it first, then in its place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def replacing(target: Path, look: Callable[[Path], object] | None = None) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``target`` when the block ends well.

    It is written beside the target, flushed to the disk and renamed. If the block
    raises, or the disk is full, the target stays as it was and nothing is left.
    A device or a pipe is written to as it is: a file must not take its place.
    ``look`` is called with the path of the whole new file before it takes the
    place; where it raises, the target stays as it was.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    # A link stays a link: what it points to is replaced.
    target = Path(os.path.realpath(target))
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as special:
            yield special
        return
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=".part", dir=target.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=1 << 20) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if look is not None:
            look(beside)
        beside.chmod(_mode(target))
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    with contextlib.suppress(OSError):
        _sync_folder(target.parent)


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
