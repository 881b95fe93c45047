"""The folder where projects are worked on: copies, journals, and locks of folders that cannot be written to."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from pathlib import Path

import xxhash

from seqtool.errors import OutputError
from seqtool.store.owner import me, running

_WORK = re.compile(r"[0-9a-f]{16}-([0-9a-f]{8})-([0-9]{1,10})-[0-9a-f]{8}\.work(?:-journal)?", re.ASCII)


#: In the name of a journal, where others have their place.
UNSAVED = "unsaved"


class Cache:
    """The folder, below which all is for the user alone: inventions are not published yet.

    Without a folder it is the one that the system keeps for caches of this user.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if folder is None:
            import platformdirs

            folder = platformdirs.user_cache_path("seqtool", appauthor=False)
        self.folder = folder

    def _below(self, name: str) -> Path:
        path = self.folder / name
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(error, self.folder) from error
        return path

    @property
    def journals(self) -> Path:
        """Recovery journals."""
        return self._below("journals")

    @property
    def locks(self) -> Path:
        """Locks of projects beside which none can be written."""
        return self._below("locks")

    def work(self, target: Path | None) -> Path:
        """A name for a working copy, not there yet."""
        name = f"{digest_of(target)}-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.work"
        return self._below("work") / name

    def journal(self, project: str, target: Path | None) -> Path:
        """The journal of a project at a place."""
        place = digest_of(target) if target else UNSAVED
        return self.journals / f"{project}-{place}.journal"

    def clean(self) -> None:
        """Remove working copies of processes that are gone; their journals stay."""
        with contextlib.suppress(OSError):
            for path in self._below("work").iterdir():
                found = _WORK.fullmatch(path.name)
                if found and found[1] == _machine() and not running(int(found[2])):
                    path.unlink(missing_ok=True)


def _unusable(error: OSError, folder: Path) -> OutputError:
    return OutputError(
        f"Projects are worked on in the folder {folder}, which cannot be used ({error.strerror or error}). Name another."
    )


def _machine() -> str:
    return xxhash.xxh32_hexdigest(me().machine.encode())


def digest_of(target: Path | None) -> str:
    """A short name for a place."""
    return xxhash.xxh3_64_hexdigest(os.fsencode(os.path.normcase(str(target or ""))))
