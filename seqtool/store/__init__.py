"""The project file: SQLite that is worked on in a copy, a recovery journal, a lock."""

from seqtool.store.database import Row
from seqtool.store.errors import ChangedOutsideError, DamagedError, LockedError, NewerError
from seqtool.store.inspect import Info, dump, info, undump
from seqtool.store.project import SUFFIX, Project
from seqtool.store.recovery import Recovery
from seqtool.store.saving import Saving

__all__ = [
    "SUFFIX",
    "ChangedOutsideError",
    "DamagedError",
    "Info",
    "LockedError",
    "NewerError",
    "Project",
    "Recovery",
    "Row",
    "Saving",
    "dump",
    "info",
    "undump",
]
