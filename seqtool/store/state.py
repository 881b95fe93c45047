"""What a project knows about its file: what of the document is not in it yet, and where it lies."""

from __future__ import annotations

import time
from pathlib import Path

from seqtool.model.changes import ChangeSet, Key, Splice
from seqtool.store.cache import Cache
from seqtool.store.codec import Note
from seqtool.store.database import Database
from seqtool.store.files import Seen
from seqtool.store.journal import Header, Journal
from seqtool.store.lock import Lock
from seqtool.store.owner import me


class State:
    """The file side of an open project."""

    def __init__(self, cache: Cache, database: Database, path: Path | None, lock: Lock | None) -> None:
        self.cache = cache
        self.database = database
        self.path = path
        self.lock = lock
        self.meta = database.meta()
        #: The file as it was read or written last.
        self.seen: Seen | None = None
        #: Records that the working copy has otherwise, and whether it has another order.
        self.dirty: dict[Key, None] = {}
        self.reordered = False
        self.notes = database.notes()
        #: How many of them, at the end, the working copy has not.
        self.new_notes = 0
        #: Whether there is something that the file has not.
        self.changed = False
        #: A save is under way.
        self.saving = False
        self.saved_at = time.monotonic()
        #: The state of the file that the journal goes on from.
        self.base = self.meta["state"]
        self.journal = Journal(cache.journal(self.meta["project"], path), self.header(path, self.base))

    def follow(self, step: ChangeSet) -> None:
        """A step was done."""
        self.journal.append(step)
        for change in step.changes:
            self.touched(None if isinstance(change, Splice) else change.key)
        self.changed = True

    def touched(self, key: Key | None) -> None:
        """A record changed, or (None) the order."""
        if key is None:
            self.reordered = True
        else:
            self.dirty[key] = None

    def keep(self, note: Note) -> None:
        """A note comes."""
        self.notes.append(note)
        self.new_notes += 1
        self.journal.note(note)
        self.changed = True

    def header(self, path: Path | None, state: str) -> Header:
        """What a journal of this project begins with."""
        own = me()
        return Header(
            project=self.meta["project"],
            state=state,
            path=str(path) if path else None,
            process=own.process,
            machine=own.machine,
            started=own.started,
            time=own.time,
        )
