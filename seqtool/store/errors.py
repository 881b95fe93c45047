"""What can go wrong with a project file, in plain words."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from seqtool.errors import InputError, OutputError, SeqtoolError

if TYPE_CHECKING:
    from pathlib import Path

    from seqtool.store.owner import Owner


class DamagedError(InputError):
    """A project file that is damaged."""


class NewerError(InputError):
    """A project file of a newer version of the program."""


class LockedError(InputError):
    """A project that somebody else has open; ``holder`` says who (None: the lock cannot be read)."""

    def __init__(self, text: str, holder: Owner | None) -> None:
        super().__init__(text)
        self.holder = holder


class ChangedOutsideError(OutputError):
    """The file is not the one that was opened: somebody else has written it since."""


_FULL = {code for name in ("ENOSPC", "EDQUOT", "EFBIG") if (code := getattr(errno, name, None)) is not None}


def explained(error: OSError, path: Path, saving: bool) -> SeqtoolError:
    """The error of the operating system in words that say what to do."""
    kind = OutputError if saving else InputError
    safe = " The project as it was saved last is whole, and nothing you did is lost." if saving else ""
    if error.errno in _FULL:
        text = f"The disk is full: {path} could not be written. Free some space, or save elsewhere."
    elif isinstance(error, FileNotFoundError) or error.errno == errno.ENOTDIR:
        if saving or not path.parent.is_dir():
            text = f"The folder {path.parent} is not there (any more): was it moved, or a drive taken off?"
            text += " Save elsewhere, or put it back." if saving else ""
        else:
            text = f"There is no file {path}."
    elif isinstance(error, IsADirectoryError):
        text = f"{path} is a folder, not a project."
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        what = "written to" if saving else "read"
        text = f"{path} must not be {what} ({error.strerror})."
        text += " Save elsewhere, or ask for the right to write in this folder." if saving else ""
    else:
        what = "written" if saving else "read"
        text = f"{path} could not be {what}: {error.strerror or error}."
    return kind(text + safe)
