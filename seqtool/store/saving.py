"""A save: what changed into the working copy, the working copy into the place of the file."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from seqtool.__about__ import __version__
from seqtool.edit.session import Session
from seqtool.errors import UsageError
from seqtool.store import files
from seqtool.store.database import Changed
from seqtool.store.errors import LockedError
from seqtool.store.lock import Lock, holder
from seqtool.store.owner import now
from seqtool.store.state import State

BUSY = "The project is being saved already."


class Saving:
    """A save in three parts: made where edits are made, ``write`` in any thread, ``finish`` where edits are made.

    Edits go on meanwhile; they belong to the next save.
    """

    def __init__(self, state: State, session: Session, lock: Lock, target: Path, check: bool) -> None:
        if state.saving:
            raise UsageError(BUSY)
        state.saving = True
        self._state, self._session, self._lock, self._target = state, session, lock, target
        self._check = check and target == state.path
        document = session.document
        self._dirty, state.dirty = state.dirty, {}
        self._reordered, state.reordered = state.reordered, False
        self._new_notes, state.new_notes = state.new_notes, 0
        self._was_changed, state.changed = state.changed, False
        self._taken = state.journal.begin_save()
        #: Whether the working copy has it all, whatever becomes of the file.
        self._written = False
        self._seen: files.Seen | None = None
        self._meta = state.meta | {
            "generation": str(int(state.meta["generation"]) + 1),
            "state": secrets.token_hex(8),
            "previous": state.base,
            "taken": str(self._taken),
            "next_key": str(document.next_key),
            "saved": now(),
            "program": __version__,
        }
        self._changed = Changed(
            [(key, document.records.get(key)) for key in self._dirty],
            list(document.order) if self._reordered else None,
            state.notes[len(state.notes) - self._new_notes :],
            self._meta,
        )

    def write(self) -> None:
        """Write: the long part.

        Raises:
            LockedError: somebody has taken the project over.
            ChangedOutsideError: somebody else has written the file since.
            OutputError: it cannot be written. In each case everything is as it was.
        """
        state, database = self._state, self._state.database
        if self._lock is state.lock and not self._lock.held:
            other = holder(self._target, state.cache)
            if other is not None:
                raise LockedError(
                    f"{self._target} was taken over by {other}. Save under another name: nothing you did is lost.",
                    other,
                )
        if self._check and state.seen is not None:
            files.unchanged(self._target, state.seen)
        database.write(self._changed)
        self._written = True
        database.tidy()
        # Only a save writes in the copy, and there is one at a time; reading goes on.
        self._seen = files.deliver(database.path, self._target)

    def finish(self) -> None:
        """End. After a failure the project is as changed as before."""
        state = self._state
        state.saving = False
        if self._seen is None:
            if not self._written:
                state.dirty = self._dirty | state.dirty
                state.reordered = state.reordered or self._reordered
                state.new_notes += self._new_notes
            state.changed = state.changed or self._was_changed
            state.journal.abort_save()
            if self._lock is not state.lock:
                self._lock.release()
            return
        state.seen, state.meta, state.base = self._seen, self._meta, self._meta["state"]
        if state.lock is not None and state.lock is not self._lock:
            state.lock.release()
        state.lock, state.path = self._lock, self._target
        self._session.read_only = ""
        state.database.named = self._target
        journal = state.cache.journal(state.meta["project"], self._target)
        state.journal.end_save(self._taken, journal, state.header(self._target, state.base))
        state.saved_at = time.monotonic()
